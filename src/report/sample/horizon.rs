//! A comparison over 24 months: one design that earns more at first and less from then on.

use super::{about, level, made, measured, plus_minus, scenario, subject, variant};
use crate::base::Date;
use crate::measures::estimate::{Estimate, IntervalSummary, Measured, Summary};
use crate::measures::horizon::overtaking::{Leads, Overtaking, Trajectory};
use crate::measures::plan::Period;
use crate::report::{Kind, Report};
use crate::scenario::Scenario;
use crate::scenario::model::{
    Bands, ByBand, CalendarDay, Horizon, Month, OpenDay, Persisting, WordOfMouth,
};
use crate::stats::interval::Interval;

const MONTHS: usize = 24;

/// Of two designs, with a lead-in of a year.
pub(in crate::report) fn horizon() -> Report {
    let mut base = variant("base", summary(&LEVELS, month_of_base));
    let mut other = variant("blended, retention", summary(&OTHERS, month_of_base));
    for one in [&mut base, &mut other] {
        one.scenario = with_horizon();
        one.findings.clear();
    }
    let mut report = made(Kind::Compare, vec![base, other]);
    let outcome = &mut report.outcome;
    outcome.replications = 60;
    outcome.requested = 60;
    outcome.differences =
        vec![("blended, retention".to_owned(), summary(&DIFFERENCES, month_of_difference))];
    outcome.overtaking = vec![("blended, retention".to_owned(), overtaking())];
    report
}

/// The base alone.
pub(in crate::report) fn horizon_alone() -> Report {
    let mut report = horizon();
    report.kind = Kind::Run;
    report.outcome.variants.truncate(1);
    report.outcome.differences.clear();
    report.outcome.overtaking.clear();
    report
}

/// Key, mean and half-width.
type Row = (&'static str, f64, f64);

const LEVELS: [Row; 14] = [
    ("customers.at_start", 40_000.0, 0.0),
    ("customers.acquired.all", 16_263.5, 37.8),
    ("customers.lost.all", 11_038.7, 30.2),
    ("customers.lost.base", 5_135.7, 20.0),
    ("customers.lost.contacts", 5_903.0, 27.8),
    ("customers.lost.abandoned", 1_100.0, 12.0),
    ("customers.at_end", 45_224.8, 31.3),
    ("customers.lost_of_start", 9_209.6, 24.3),
    ("customers.still_to_be_lost", 1_212.3, 12.5),
    ("customers.angry", 16_874.5, 285.8),
    ("customers.nights_cut_off", 0.0004, 0.000_01),
    ("money.net_value", 11_868_682.0, 13_991.0),
    ("money.discounted", 10_939_278.0, 12_910.0),
    ("money.worth_at_end", 11_624_522.0, 7_702.0),
];

const OTHERS: [Row; 14] = [
    ("customers.at_start", 40_000.0, 0.0),
    ("customers.acquired.all", 14_018.4, 33.9),
    ("customers.lost.all", 9_276.5, 25.1),
    ("customers.lost.base", 5_057.3, 20.0),
    ("customers.lost.contacts", 4_219.2, 20.6),
    ("customers.lost.abandoned", 700.0, 9.0),
    ("customers.at_end", 44_741.9, 31.3),
    ("customers.lost_of_start", 7_962.0, 23.2),
    ("customers.still_to_be_lost", 816.9, 9.1),
    ("customers.angry", 8_189.6, 206.9),
    ("customers.nights_cut_off", 0.0003, 0.000_01),
    ("money.net_value", 11_001_926.0, 14_018.0),
    ("money.discounted", 10_147_012.0, 12_902.0),
    ("money.worth_at_end", 11_601_404.0, 7_983.0),
];

const DIFFERENCES: [Row; 15] = [
    ("customers.at_start", 0.0, 0.0),
    ("customers.acquired.all", -2_245.1, 12.7),
    ("customers.lost.all", -1_762.2, 13.5),
    ("customers.lost.base", -78.4, 8.0),
    ("customers.lost.contacts", -1_683.8, 10.9),
    ("customers.lost.abandoned", -400.0, 7.0),
    ("customers.at_end", -482.9, 16.7),
    ("customers.lost_of_start", -1_247.6, 10.8),
    ("customers.still_to_be_lost", -395.4, 3.9),
    ("customers.angry", -8_684.8, 93.6),
    ("customers.nights_cut_off", -0.0001, 0.000_01),
    ("money.cost_per_customer_kept", 627.9, 6.7),
    ("money.net_value", -866_756.0, 5_808.0),
    ("money.discounted", -792_266.0, 5_264.0),
    ("money.worth_at_end", -23_118.0, 4_113.0),
];

fn measures(rows: &[Row]) -> Vec<Measured> {
    rows.iter().map(|&(key, mean, half)| plus_minus(key, mean, half)).collect()
}

fn summary(rows: &[Row], month: fn(usize) -> Vec<Measured>) -> Summary {
    let months = (0..MONTHS).map(|at| IntervalSummary {
        start: name(at),
        contact_types: vec![subject("sales", vec![plus_minus("service_level", 0.9, 0.01)])],
        agent_groups: Vec::new(),
        total: vec![
            plus_minus("offered", 23_000.0, 100.0),
            plus_minus("redialled", 1_000.0, 10.0),
            plus_minus("customers_lost", 0.0, 0.0),
        ],
        horizon: month(at),
    });
    Summary {
        horizon: measures(rows),
        lead_in: [(0.208, 451.0), (0.206, 440.0)].map(past).to_vec(),
        replications: 60,
        period: Period::Horizon,
        intervals: months.collect(),
        sensitivity: None,
        ..level()
    }
}

fn past((angry, pending): (f64, f64)) -> Vec<Measured> {
    vec![
        plus_minus("customers.angry", 8_320.4, 135.0),
        plus_minus("customers.angry_share", angry, 0.003),
        plus_minus("work.pending", pending, 7.0),
    ]
}

fn month_of_base(at: usize) -> Vec<Measured> {
    let net = 448_228.0 + 4_000.0 * at as f64;
    vec![
        plus_minus("customers.churn_per_month", 0.0108, 0.0001),
        plus_minus("customers.at_end", 40_282.7 + 215.0 * at as f64, 20.0),
        plus_minus("money.net_value", net, 2_294.0),
        plus_minus("money.cumulative", net * (at + 1) as f64, 9_000.0),
    ]
}

fn month_of_difference(at: usize) -> Vec<Measured> {
    let net = match at {
        0 => plus_minus("money.net_value", 14_193.0, 970.0),
        23 => plus_minus("money.net_value", -47_297.0, 1_681.0),
        _ => plus_minus("money.net_value", -30_000.0, 1_100.0),
    };
    vec![net, measured("customers.at_end", Estimate::default())]
}

fn overtaking() -> Overtaking {
    let cumulative = |at: usize| match at {
        0 => about(14_193.0, 1_600.0),
        1 => about(-100.0, 1_900.0),
        _ => about(-28_100.0 - 39_900.0 * (at - 2) as f64, 2_800.0),
    };
    let monthly = |at: usize| match at {
        0 => about(14_193.0, 1_600.0),
        _ => about(-14_300.0 - 1_400.0 * at as f64, 1_700.0),
    };
    Overtaking {
        cumulative: trajectory(cumulative),
        monthly: trajectory(monthly),
        customers: Some(trajectory(|at| about(-85.2 - 17.0 * at as f64, 12.0))),
    }
}

fn trajectory(at: impl Fn(usize) -> Estimate) -> Trajectory {
    let months: Vec<Estimate> = (0..MONTHS).map(at).collect();
    let share = |estimate: &Estimate| {
        let share = if estimate.mean > Some(0.0) { 1.0 } else { 0.0 };
        (share, Interval { low: 0.0, high: 1.0 })
    };
    Trajectory {
        leads: Leads::of(months.iter().map(Estimate::ends)),
        ahead: months.iter().map(share).collect(),
        months,
    }
}

/// "2026-01" and so on.
fn name(at: usize) -> String {
    format!("{}-{:02}", 2026 + at / 12, at % 12 + 1)
}

fn with_horizon() -> Scenario {
    let mut scenario = scenario();
    "Two queues, 24 months".clone_into(&mut scenario.name);
    let starts = Date::of(2026, 1, 1).expect("a date");
    let open = OpenDay { volume_factor: 1.0 };
    let day = |at: i32| CalendarDay {
        date: starts.plus_days(at),
        month: 0,
        dated: None,
        open: (at % 7 < 5).then(|| open.clone()),
    };
    let month = |at: usize| Month {
        name: name(at),
        calendar_days: 30,
        days: 30,
        open_days: 22,
        first_day: 30 * at,
    };
    scenario.horizon = Some(Box::new(Horizon {
        lead_in: Vec::new(),
        days: (0..30).map(day).collect(),
        lead_in_months: 12,
        months: (0..MONTHS).map(month).collect(),
        dated: Vec::new(),
        costs: Vec::new(),
    }));
    let customers = scenario.customers.as_mut().expect("a sample has effects on customers");
    customers.persisting = Some(Persisting {
        at_start: 40_000,
        memory_months: 4.0,
        margin_per_month: 9.0,
        discount_rate_per_year: 0.08,
        bands: Some(Bands { angry_from: 0.03, delighted_from: 0.001 }),
        spend_factor: ByBand::all(1.0),
        needs: None,
        refers_per_month: ByBand::all(0.0),
        word_of_mouth: WordOfMouth::NONE,
        retention_observed_per_month: None,
        felt_in_a_month: 0.0,
    });
    scenario
}
