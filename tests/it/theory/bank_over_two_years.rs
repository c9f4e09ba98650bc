//! Case L-30: the retention bank over 24 months against an independent program that shares no code with this
//! one: own generator, own addresses, so that only the law agrees.
//!
//! Its 60 replications of both designs, means with 95 % half-widths, differences paired. A right
//! engine has at most one row of each column beyond 3.3 standard errors of the difference of the two
//! programs, and none beyond 4.5.

use switchroom::experiment::{Kind, Settings, run};
use switchroom::measures::estimate::{Estimate, Measured, Summary, find};
use switchroom::scenario::load;

use crate::support::estimates::say;
use crate::support::scenarios::shipped;

const VARIANT: &str = "blended, retention";
/// Of this program.
const REPLICATIONS: u32 = 40;
/// Student's 0.975 quantiles: of the other program's 60 replications, and of ours.
const THEIR_QUANTILE: f64 = 2.001;
const OUR_QUANTILE: f64 = 2.023;

/// A mean and its half-width; a half-width of 0 is exact.
type Known = (f64, f64);

/// A figure, and what is known of base, variant and difference.
type Row = (&'static str, Known, Known, Known);

const TABLE: &[Row] = &[
    ("customers.at_end", (45_224.8, 31.3), (44_741.9, 31.3), (-482.9, 16.7)),
    ("2026-01 customers.at_end", (40_282.7, 8.4), (40_197.6, 7.8), (-85.2, 3.1)),
    ("2026-06 customers.at_end", (41_617.1, 20.0), (41_285.3, 19.2), (-331.8, 6.1)),
    ("2026-12 customers.at_end", (43_089.2, 30.4), (42_633.5, 28.8), (-455.7, 12.7)),
    ("customers.acquired.all", (16_263.5, 37.8), (14_018.4, 33.9), (-2_245.1, 12.7)),
    ("customers.lost.all", (11_038.7, 30.2), (9_276.5, 25.1), (-1_762.2, 13.5)),
    ("customers.lost.contacts", (5_903.0, 27.8), (4_219.2, 20.6), (-1_683.8, 10.9)),
    ("customers.lost_of_start", (9_209.6, 24.3), (7_962.0, 23.2), (-1_247.6, 10.8)),
    ("customers.still_to_be_lost", (1_212.3, 12.5), (816.9, 9.1), (-395.4, 3.9)),
    ("lead-in customers.angry", (8_320.4, 135.0), (8_320.4, 135.0), (0.0, 0.0)),
    ("customers.angry", (16_874.5, 285.8), (8_189.6, 206.9), (-8_684.8, 93.6)),
    ("customers.delighted", (1_100.8, 21.8), (2_449.9, 49.7), (1_349.1, 31.1)),
    ("total offered", (2_445_855.0, 3_684.0), (2_387_017.0, 3_444.0), (-58_838.0, 576.0)),
    ("customers.not_made.fresh", (270_735.0, 908.0), (233_921.0, 793.0), (-36_813.0, 238.0)),
    ("prospects.offered.own", (48_439.0, 77.0), (48_439.0, 77.0), (0.0, 0.0)),
    ("total abandoned", (140_515.0, 1_598.0), (84_602.0, 1_165.0), (-55_913.0, 482.0)),
    ("total redialled", (77_562.0, 902.0), (45_233.0, 631.0), (-32_328.0, 300.0)),
    ("total repeats", (98_029.6, 110.9), (98_514.3, 120.9), (484.7, 29.8)),
    ("total complaints", (9_070.3, 23.4), (2_038.5, 10.8), (-7_031.8, 20.8)),
    ("lead-in work.pending", (450.6, 7.3), (450.6, 7.3), (0.0, 0.0)),
    ("work.pending", (539.9, 6.8), (429.2, 6.9), (-110.7, 3.3)),
    ("sales.to_customers", (98_801.9, 123.1), (84_426.0, 102.4), (-14_375.9, 48.7)),
    ("total overpromised", (9_199.9, 24.5), (1_968.3, 10.9), (-7_231.6, 22.1)),
    ("total transfers", (61_313.4, 87.0), (0.0, 0.0), (-61_313.4, 87.0)),
    ("total needs", (245_248.3, 335.8), (127_814.6, 313.0), (-117_433.6, 205.8)),
    ("2026-01 customers.needs_share", (0.12092, 0.00044), (0.09629, 0.00041), (-0.02463, 0.00028)),
    ("customers.needs_share", (0.12495, 0.00011), (0.06480, 0.00010), (-0.06014, 0.00012)),
    ("lead-in customers.needs_share", (0.1208, 0.0004), (0.1208, 0.0004), (0.0, 0.0)),
    ("total revenue", (11_969_256.0, 14_750.0), (10_735_442.0, 12_601.0), (-1_233_814.0, 5_844.0)),
    ("money.margin", (9_264_232.0, 4_627.0), (9_180_887.0, 4_602.0), (-83_345.0, 1_578.0)),
    ("total commissions", (1_419_549.0, 1_724.0), (387_602.0, 8.0), (-1_031_947.0, 1_724.0)),
    ("money.advertising", (1_937_575.0, 3_075.0), (1_937_575.0, 3_075.0), (0.0, 0.0)),
    ("money.net_value", (11_868_682.0, 13_991.0), (11_001_926.0, 14_018.0), (-866_756.0, 5_808.0)),
    ("money.discounted", (10_939_278.0, 12_910.0), (10_147_012.0, 12_902.0), (-792_266.0, 5_264.0)),
    ("2026-01 money.net_value", (448_228.0, 2_294.0), (462_421.0, 2_193.0), (14_193.0, 970.0)),
    ("2026-12 money.net_value", (502_900.0, 2_459.0), (460_793.0, 2_386.0), (-42_107.0, 1_324.0)),
    ("2027-12 money.net_value", (539_535.0, 2_221.0), (492_239.0, 1_807.0), (-47_297.0, 1_681.0)),
    ("money.worth_at_end", (11_624_522.0, 7_702.0), (11_601_404.0, 7_983.0), (-23_118.0, 4_113.0)),
];

/// A figure of a summary by its name in the table.
fn figure(summary: &Summary, name: &str) -> Estimate {
    let of = |measures: &[Measured], key: &str| {
        find(measures, key).unwrap_or_else(|| panic!("no {key}")).estimate
    };
    match name.split_once(' ') {
        None => of(&summary.horizon, name),
        Some(("total", key)) => of(&summary.total, key),
        Some(("lead-in", key)) => of(&summary.lead_in[0], key),
        Some((month, key)) => {
            let months = &summary.intervals;
            of(&months.iter().find(|own| own.start == month).unwrap().horizon, key)
        }
    }
}

/// What falls due after the last day: the other program's net value is before it.
fn before_deferred_work(name: &str, summary: &Summary, mean: f64) -> f64 {
    let deferred = figure(summary, "total deferred_work_cost").mean.unwrap();
    match name {
        "money.net_value" | "2027-12 money.net_value" => mean + deferred,
        "money.discounted" => mean + deferred / (1.08 * 1.08),
        _ => mean,
    }
}

/// How many standard errors of their difference two programs are apart.
fn apart(name: &str, summary: &Summary, known: Known) -> f64 {
    let estimate = figure(summary, name);
    let ends = estimate.ends().unwrap();
    let ours = (ends.high - ends.low) / 2.0 / OUR_QUANTILE;
    let mean = before_deferred_work(name, summary, estimate.mean.unwrap());
    let theirs = known.1 / THEIR_QUANTILE;
    // What is printed is rounded.
    let rounding = 0.5 * if known.0.abs() < 1.0 { 1e-4 } else { 1.0 };
    let error = (ours * ours + theirs * theirs + rounding * rounding / 3.0).sqrt();
    say(&format!(
        "L-30 {name:32} {mean:14.4} ±{ours:10.4}, theirs {:14.4} ±{theirs:10.4}",
        known.0
    ));
    (mean - known.0).abs() / error
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn the_bank_over_two_years_is_what_an_independent_program_finds() {
    let mut loaded = load(&shipped("horizon/bank.json"), &[]).unwrap();
    loaded.variants.retain(|variant| variant.name == VARIANT);
    loaded.contrasts.clear();
    let (seed, replications, threads, confidence) = (1, REPLICATIONS, 2, 0.95);
    let settings = Settings { seed, replications, threads, confidence };
    let outcome = run(&loaded, Kind::WithVariants, &settings, &()).unwrap();
    let (base, variant) = (&outcome.variants[0].summary, &outcome.variants[1].summary);
    let difference = &outcome.differences[0].1;
    let columns = [("base", base), ("variant", variant), ("difference", difference)];
    let mut wrong = Vec::new();
    // What each customer kept costs, and the overtaking, that the same program found.
    let kept = apart("money.cost_per_customer_kept", difference, (627.9, 6.7));
    assert!(kept < 3.3, "{kept}");
    for (place, (column, summary)) in columns.into_iter().enumerate() {
        let known = |row: &Row| [row.1, row.2, row.3][place];
        say(column);
        let far: Vec<_> = TABLE
            .iter()
            .map(|row| (row.0, apart(row.0, summary, known(row))))
            .filter(|(_, apart)| *apart > 3.3)
            .collect();
        say(&format!("beyond 3.3: {far:?}"));
        if far.len() > 1 || far.iter().any(|(_, apart)| *apart > 4.5) {
            wrong.push((column, far));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // The same customers under both designs: how many times smaller is the variance of the
    // difference than that of two designs with customers of their own?
    for (name, least) in
        [("money.net_value", 5.0), ("customers.lost.all", 5.0), ("money.margin", 6.0)]
    {
        let variance = |summary: &Summary| {
            let ends = figure(summary, name).ends().unwrap();
            (ends.high - ends.low) * (ends.high - ends.low)
        };
        let gain = (variance(base) + variance(variant)) / variance(difference);
        say(&format!("{name}: paired variance {gain:.1} times smaller"));
        assert!(gain >= least, "{name}: {gain}");
    }
}
