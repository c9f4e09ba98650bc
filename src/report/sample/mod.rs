//! Reports made by hand, for the tests of this room: a run, a comparison, a steady state.
//!
//! Their figures are invented, so that each can be found again on a page.

mod horizon;

pub(super) use horizon::{horizon, horizon_alone};

use super::{Kind, ReplicationsFrom, Report, StoppedBy};
use crate::experiment::run::outcome::{
    Aim, ContrastOutcome, Ended, Outcome, Precision, Settling, VariantOutcome, Whose,
};
use crate::experiment::sanity::{Figures, Sanity, Theory};
use crate::measures::definitions::{Definition, definitions};
use crate::measures::estimate::{
    Estimate, IntervalSummary, Measured, Sensitivity, Subject, Summary,
};
use crate::measures::figure_name::{FigureName, Names};
use crate::measures::plan::Period;
use crate::random::Law;
use crate::scenario::model::{
    AfterClose, AgentGroup, AmongIdleAgents, AmongWaiting, ArrivalKind, Arrivals, ContactType,
    Costs, Customers, Day, DurationByInterval, Incentive, LeavesBecause, LostCustomerCosts,
    PolicyKind, Prospects, Remarks, Routing, RunSettings, Scenario, ServiceLevelFormula, Staffing,
    StaysBecause, SteadyState, Target, Targets,
};
use crate::stats::sequential::Margin;

pub(super) fn definition(key: &str) -> &'static Definition {
    definitions().find(|it| it.key == key).unwrap_or_else(|| panic!("no measure {key}"))
}

pub(super) fn measured(key: &str, estimate: Estimate) -> Measured {
    Measured { definition: definition(key), estimate }
}

pub(super) fn about(mean: f64, half_width: f64) -> Estimate {
    Estimate { mean: Some(mean), half_width: Some(half_width), ..Estimate::default() }
}

pub(super) fn plus_minus(key: &str, mean: f64, half_width: f64) -> Measured {
    measured(key, about(mean, half_width))
}

pub(super) fn bounded(key: &str, mean: f64, low: f64, high: f64) -> Measured {
    let ends =
        Estimate { mean: Some(mean), low: Some(low), high: Some(high), ..Estimate::default() };
    measured(key, ends)
}

fn subject(name: &str, measures: Vec<Measured>) -> Subject {
    Subject { name: name.to_owned(), measures }
}

/// A run of 400 days of two contact types.
pub(super) fn run() -> Report {
    made(Kind::Run, vec![variant("base", level())])
}

/// The same in a steady state of 20 batches that did not settle.
pub(super) fn steady() -> Report {
    let mut report = run();
    report.outcome.replications = 20;
    report.outcome.requested = 20;
    let base = &mut report.outcome.variants[0];
    base.scenario.steady_state = Some(steady_state());
    base.summary.period = Period::Batch;
    base.summary.intervals.clear();
    base.settling = Some(Settling {
        is_settled: false,
        warnings: vec!["The queue does not settle: 3.20 more wait from batch to batch.".to_owned()],
    });
    report
}

pub(super) fn steady_state() -> SteadyState {
    SteadyState {
        interval: "08:30".to_owned(),
        warm_up_minutes: 90,
        batches: 20,
        batch_minutes: 240,
    }
}

/// The same against two variants.
pub(super) fn compare() -> Report {
    let mut blended = level();
    blended.total = total(0.9318, 5_566.0);
    let variants = vec![
        variant("base", level()),
        variant("all blended", blended),
        variant("handle time +15 s", level()),
    ];
    let mut report = made(Kind::Compare, variants);
    report.outcome.differences = vec![
        ("all blended".to_owned(), difference(1.0)),
        ("handle time +15 s".to_owned(), difference(0.0)),
    ];
    report.outcome.contrasts = vec![ContrastOutcome {
        name: "structure".to_owned(),
        measures: vec![plus_minus("net_value", 1_078.0, 35.0)],
    }];
    report
}

/// The same comparison, simulated until it was precise enough, but for one figure.
pub(super) fn precise() -> Report {
    let mut report = compare();
    let names = Names { contact_types: vec!["sales".to_owned()], ..Names::default() };
    let aim = |path: &str, margin, wanted, half_width| Aim {
        figure: FigureName::read(path, &names).unwrap(),
        variant: "all blended".to_owned(),
        whose: Whose::Difference,
        margin,
        wanted: Some(wanted),
        half_width: Some(half_width),
    };
    report.replications_from = ReplicationsFrom::Precision;
    let sales = "contact_types.sales.service_level";
    report.outcome.precision = Some(Precision {
        aims: vec![
            aim(sales, Margin::Absolute(0.005), 0.005, 0.0021),
            aim("net_value", Margin::Relative(0.01), 41.4, 52.0),
        ],
        confidence: 0.95,
        ended: Ended::AtMost,
        looks: vec![100, 400],
        most: 400,
    });
    report
}

fn made(kind: Kind, variants: Vec<VariantOutcome>) -> Report {
    let outcome = Outcome {
        seed: 1,
        replications: 400,
        requested: 400,
        threads: 2,
        contacts: 4_176_000,
        digest: "c0ffee".to_owned(),
        variants,
        differences: Vec::new(),
        overtaking: Vec::new(),
        sensitivity_replications: None,
        contrasts: Vec::new(),
        sanity: if kind == Kind::Run { sanity() } else { Vec::new() },
        theory_is_whole: true,
        precision: None,
    };
    Report {
        kind,
        outcome,
        confidence: 0.95,
        replications_from: ReplicationsFrom::Default,
        stopped_by: StoppedBy::Itself,
        understood: Vec::new(),
        command: "switchroom run centre.json --seed 1".to_owned(),
        cpu_seconds: 1.2345,
        wall_seconds: 0.75,
    }
}

fn sanity() -> Vec<Sanity> {
    let figures = Figures {
        model: "M(t)/M/n(t)+M from empty".to_owned(),
        differences: vec!["handle time is not exponential (cv 1.30)".to_owned()],
        service_level: Some(0.964_123),
        abandon_rate: Some(0.013_12),
        mean_wait_seconds: None,
    };
    let none = "agents of “blended” take sales too".to_owned();
    vec![
        Sanity { contact_type: "sales".to_owned(), theory: Theory::Applies(figures) },
        Sanity { contact_type: "service".to_owned(), theory: Theory::DoesNotApply(none) },
    ]
}

fn variant(name: &str, summary: Summary) -> VariantOutcome {
    VariantOutcome {
        name: name.to_owned(),
        scenario: scenario(),
        summary,
        findings: vec!["Best split by fewest abandoned: 34 and 66 heads.".to_owned()],
        saturated: Vec::new(),
        settling: None,
    }
}

fn total(service_level: f64, net_value: f64) -> Vec<Measured> {
    vec![
        plus_minus("offered", 10_440.0, 7.0),
        plus_minus("answered", 10_240.0, 7.0),
        plus_minus("abandoned", 200.0, 2.0),
        plus_minus("abandon_rate", 0.0195, 0.0003),
        plus_minus("asa_seconds", 4.1, 0.1),
        plus_minus("mean_wait_seconds", 4.2, 0.1),
        plus_minus("service_level", service_level, 0.0009),
        plus_minus("occupancy", 0.905, 0.0009),
        plus_minus("wages", 19_680.0, 0.0),
        plus_minus("lost_customer_costs", 4_300.0, 12.0),
        plus_minus("net_value", net_value, 41.0),
        bounded("target_met", 0.71, 0.66, 0.75),
    ]
}

fn level() -> Summary {
    let unseen = Estimate::none_of_the_kind(0.009, None);
    let sales = vec![
        plus_minus("offered", 3_240.0, 4.0),
        plus_minus("answered", 3_197.0, 4.0),
        measured("blocked", unseen),
        plus_minus("abandon_rate", 0.013_241, 0.000_027),
        plus_minus("asa_seconds", 1.55, 0.01),
        plus_minus("mean_wait_seconds", 1.59, 0.01),
        bounded("wait_p90_seconds", 0.4, 0.3, 0.5),
        plus_minus("service_level", 0.963_594, 0.000_079),
        plus_minus("service_levels.offered", 0.963_594, 0.000_079),
        plus_minus("service_levels.answered", 0.976_5, 0.000_079),
        plus_minus("handle_time_seconds", 360.0, 0.5),
    ];
    let service = vec![
        plus_minus("offered", 7_200.0, 6.0),
        plus_minus("answered", 7_043.0, 6.0),
        plus_minus("abandon_rate", 0.022_348, 0.000_041),
        plus_minus("asa_seconds", 5.1, 0.01),
        plus_minus("mean_wait_seconds", 5.36, 0.01),
        bounded("wait_p90_seconds", 25.0, 24.1, 25.9),
        plus_minus("service_level", 0.777_812, 0.000_227),
        plus_minus("handle_time_seconds", 300.0, 0.4),
    ];
    Summary {
        horizon: Vec::new(),
        lead_in: Vec::new(),
        few_days: None,
        replications: 400,
        period: Period::Day,
        contact_types: vec![subject("sales", sales), subject("service", service)],
        agent_groups: vec![
            subject(
                "desk",
                vec![plus_minus("agents", 80.0, 0.0), plus_minus("occupancy", 0.894, 0.001)],
            ),
            subject(
                "blended",
                vec![plus_minus("agents", 20.0, 0.0), plus_minus("occupancy", 0.95, 0.0012)],
            ),
        ],
        total: total(0.9045, 4_185.0),
        customers: vec![plus_minus("customers_lost", 21.6, 0.1)],
        intervals: ["08:00", "08:30", "09:00"].map(interval).to_vec(),
        sensitivity: Some(sensitivity(None)),
    }
}

fn interval(start: &str) -> IntervalSummary {
    let sales = match start {
        "09:00" => measured("service_level", Estimate::default()),
        _ => plus_minus("service_level", 0.97, 0.01),
    };
    let service = match start {
        "08:30" => plus_minus("service_level", 0.61, 0.02),
        _ => plus_minus("service_level", 0.88, 0.01),
    };
    IntervalSummary {
        total: Vec::new(),
        horizon: Vec::new(),
        start: start.to_owned(),
        contact_types: vec![
            subject("sales", vec![plus_minus("offered", 162.0, 1.0), sales]),
            subject("service", vec![plus_minus("offered", 360.0, 1.0), service]),
        ],
        agent_groups: vec![subject("desk", vec![plus_minus("occupancy", 0.9, 0.01)])],
    }
}

fn sensitivity(sign_change: Option<f64>) -> Sensitivity {
    let at = |multiplier: f64| {
        (multiplier, about(21.6 * multiplier, 0.1), about(8_485.0 - 4_300.0 * multiplier, 41.0))
    };
    Sensitivity { at: [0.5, 1.0, 2.0].map(at).to_vec(), sign_change }
}

/// A difference of some size; 0 makes two equal variants.
fn difference(size: f64) -> Summary {
    let differing = |measures: &[Measured]| -> Vec<Measured> {
        let less = |it: &Measured| match it.definition.key {
            "service_level" => plus_minus("service_level", 0.0273 * size, 0.0009 * size),
            "net_value" => plus_minus("net_value", 1_381.0 * size, 52.0 * size),
            "abandon_rate" => plus_minus("abandon_rate", -0.006 * size, 0.0002 * size),
            key => plus_minus(key, 0.1 * size, 0.2 * size),
        };
        measures.iter().map(less).collect()
    };
    let mut summary = level();
    for subject in summary.contact_types.iter_mut().chain(&mut summary.agent_groups) {
        subject.measures = differing(&subject.measures);
    }
    summary.total = differing(&summary.total);
    summary.customers = differing(&summary.customers);
    summary.intervals.clear();
    summary.sensitivity = Some(sensitivity(Some(3.2)));
    summary
}

fn scenario() -> Scenario {
    Scenario {
        name: "Two queues, one day".to_owned(),
        note: None,
        currency: "EUR".to_owned(),
        day: Day {
            date: None,
            time_zone: None,
            opens_minute: 480,
            interval_minutes: 30,
            intervals: 3,
            after_close: AfterClose::FinishWaiting,
        },
        busyness: Vec::new(),
        lines: None,
        contact_types: vec![contact_type("sales", 0), contact_type("service", 1)],
        agent_groups: vec![group("blended", 1), group("desk", 0)],
        routing: Routing {
            policy_name: "specialists_first".to_owned(),
            policy: PolicyKind::RuleTable,
            absence_probability: 0.0,
        },
        shrinkage_share: 0.0,
        customers: Some(Customers {
            effect_months: 12.0,
            retention_per_month: 0.99,
            leaves_because: LeavesBecause { abandoned: 0.03, ..LeavesBecause::default() },
            stays_because: StaysBecause::default(),
            lifetime_value: 200.0,
            replacement_cost: 0.0,
            lost_customer_costs: LostCustomerCosts::LifetimeValue,
            persisting: None,
        }),
        prospects: Prospects::default(),
        costs: Costs::default(),
        targets: Targets {
            formula: ServiceLevelFormula::Offered,
            short_abandon_seconds: 5.0,
            max_occupancy: None,
        },
        precise_figures: Vec::new(),
        run: RunSettings { replications: None, precision: None, confidence: 0.95, seed: 1 },
        steady_state: None,
        horizon: None,
        remarks: Remarks::default(),
        assumptions: vec!["Patience is exponential, since no distribution was given.".to_owned()],
    }
}

fn contact_type(name: &str, display: usize) -> ContactType {
    ContactType {
        name: name.to_owned(),
        display,
        arrivals: Arrivals { kind: ArrivalKind::Poisson, expected: vec![162.0; 3], times: None },
        busyness: Vec::new(),
        handle_time: DurationByInterval {
            law: Law::Exponential { mean: 300.0 },
            factors: Vec::new(),
        },
        wrap_up: None,
        patience: None,
        balking: None,
        waiting_places: None,
        redial: None,
        existing_customer_share: 1.0,
        sale: None,
        resolution_probability: None,
        recovers_share: 0.0,
        wait_is_felt: true,
        repeat: None,
        need_probability: 0.0,
        offer: None,
        transfer_of_need: None,
        waiting_cost_per_minute: 0.0,
        queue_share: 0.5,
        among_idle_agents: AmongIdleAgents::LongestIdle,
        target: Target { service_level: Some(0.8), within_seconds: 20.0 },
    }
}

fn group(name: &str, display: usize) -> AgentGroup {
    AgentGroup {
        name: name.to_owned(),
        display,
        skills: Vec::new(),
        staffing: Staffing::Counter { scheduled: vec![1; 3], productive: vec![1; 3] },
        homes: Vec::new(),
        wage_per_hour: 24.0,
        speed_cv: 0.0,
        offers: false,
        incentive: Incentive::default(),
        among_waiting: AmongWaiting::LongestWait,
    }
}
