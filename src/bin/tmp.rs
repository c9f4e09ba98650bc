use switchroom::base::*;
use switchroom::engine::{Model, Workspace, run};
use switchroom::measures::count::*;
use switchroom::measures::*;
use switchroom::random::Law;
use switchroom::scenario::Scenario;
use switchroom::scenario::model::*;
fn ty(name: &str, per_hour: f64, aht: f64, pat: f64) -> ContactType {
    ContactType {
        name: name.into(),
        display: 0,
        arrivals: Arrivals { kind: ArrivalKind::Poisson, expected: vec![per_hour / 2.0; 20] },
        busyness: vec![],
        handle_time: DurationByInterval {
            law: Law::Lognormal { mean: aht, cv: 1.0 },
            factors: vec![],
        },
        wrap_up: None,
        patience: Some(Law::Exponential { mean: pat }),
        balking: None,
        waiting_places: None,
        redial: None,
        existing_customer_share: 1.0,
        sale: None,
        resolution_probability: None,
        repeat: None,
        need_probability: 0.0,
        offer: None,
        transfer_of_need: None,
        waiting_cost_per_minute: 1.0,
        queue_share: 0.5,
        among_idle_agents: AmongIdleAgents::LongestIdle,
        target: Target { service_level: Some(0.8), within_seconds: 20.0 },
    }
}
fn gr(name: &str, n: u32, skills: &[(usize, f64)]) -> AgentGroup {
    AgentGroup {
        name: name.into(),
        display: 0,
        skills: skills
            .iter()
            .map(|&(t, p)| Skill {
                contact_type: t,
                preference: skills.len() as f64,
                priority: p,
                after_seconds: 0.0,
                keep_idle: 0,
                weight: 1.0,
                handle_time_factor: 1.0,
                resolution_factor: 1.0,
                conversion_factor: 1.0,
            })
            .collect(),
        staffing: Staffing::Counter { scheduled: vec![n; 20], productive: vec![n; 20] },
        homes: (1..=n).map(|number| Home { group: name.into(), number }).collect(),
        wage_per_hour: 0.0,
        speed_cv: 0.0,
        offers: false,
        incentive: Incentive::default(),
        among_waiting: AmongWaiting::LongestWait,
    }
}
fn main() {
    let s = Scenario {
        name: "b2".into(),
        note: None,
        currency: String::new(),
        day: Day {
            date: None,
            time_zone: None,
            opens_minute: 480,
            interval_minutes: 30,
            intervals: 20,
            after_close: AfterClose::FinishWaiting,
        },
        busyness: vec![],
        lines: None,
        contact_types: vec![ty("sales", 324.0, 360.0, 120.0), ty("service", 720.0, 300.0, 240.0)],
        agent_groups: vec![
            gr("blended", 20, &[(0, 0.0), (1, 1.0)]),
            gr("sales desk", 30, &[(0, 0.0)]),
            gr("service desk", 50, &[(1, 0.0)]),
        ],
        routing: Routing {
            policy_name: String::new(),
            policy: PolicyKind::RuleTable,
            absence_probability: 0.0,
        },
        customers: None,
        costs: Costs::default(),
        targets: Targets {
            formula: ServiceLevelFormula::Offered,
            short_abandon_seconds: 5.0,
            max_occupancy: None,
        },
        run: RunSettings { replications: None, confidence: 0.95, seed: 1 },
        assumptions: vec![],
    };
    let m = Model::new(&s);
    let mut w = Workspace::default();
    let mut t = DayTally::new(&m.terms);
    let reps: u64 = std::env::args().nth(1).unwrap().parse().unwrap();
    let mut sum = [[0i64; Count::NUMBER]; 2];
    let mut g = [[0i64; GroupCount::NUMBER]; 3];
    for r in 1..=reps {
        t.clear();
        run(&m, &mut w, 1, r, &mut t);
        for i in 0..2 {
            for c in 0..Count::NUMBER {
                sum[i][c] += t.totals().types[i][c];
            }
        }
        for i in 0..3 {
            for c in 0..GroupCount::NUMBER {
                g[i][c] += t.totals().groups[i][c];
            }
        }
    }
    for i in 0..2 {
        let o = |c: Count| sum[i][c as usize] as f64;
        println!(
            "offered {} ab {:.6} EW {:.4} sl {:.6} q {} {}",
            o(Count::Offered),
            o(Count::Abandoned) / o(Count::Offered),
            (o(Count::WaitAnswered) + o(Count::WaitAbandoned)) / 1e6 / o(Count::Offered),
            o(Count::AnsweredWithin) / o(Count::Offered),
            o(Count::QueueOpen) + o(Count::QueueClosed),
            o(Count::WaitAnswered) + o(Count::WaitAbandoned)
        );
    }
    for i in 0..3 {
        println!(
            "occ {:.4}",
            g[i][GroupCount::HandlingOpen as usize] as f64
                / g[i][GroupCount::OnDutyOpen as usize] as f64
        );
    }
}
