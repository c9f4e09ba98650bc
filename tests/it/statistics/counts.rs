//! Numbers of contacts: Poisson counts, and gamma-Poisson counts of days that are busy or quiet.

use serde_json::json;
use statrs::distribution::{Discrete, DiscreteCDF, Poisson};
use switchroom::measures::count::Count;
use switchroom::random::{Address, Busyness, Key, Owner, Purpose, poisson, uniform};

use super::yardstick::{Verdicts, chi_square, far_beyond, independent};
use crate::support::estimates::Known::Exact;
use crate::support::estimates::{Figure, Width, agree_within, mean};
use crate::support::scenarios::{of_each_day, read};

const DRAWS: u32 = 400_000;

fn counts(replication: u64, mean: f64) -> Vec<u64> {
    let (key, owner) = (Key::new(1, replication), Owner::named("calls"));
    let one = |index| uniform(key, Address::new(owner, 0, index), Purpose::Count);
    (1..=DRAWS).map(|index| poisson(mean, one(index))).collect()
}

/// How often each number came, from 0 to the largest of either.
fn tabulated(counts: &[u64], up_to: u64) -> Vec<f64> {
    let mut seen = vec![0.0; up_to as usize + 1];
    for &count in counts {
        seen[count as usize] += 1.0;
    }
    seen
}

#[test]
fn poisson_counts_follow_their_law_and_look_like_those_of_another_library() {
    let mut verdicts = Verdicts::default();
    for (mean, replication) in [0.3, 4.0, 29.9, 30.1, 130.0, 2500.0].into_iter().zip(1..) {
        let law = Poisson::new(mean).unwrap();
        let ours = counts(replication, mean);
        let theirs: Vec<u64> = independent(rand_distr::Poisson::new(mean).unwrap(), DRAWS)
            .into_iter()
            .map(|count: f64| count as u64)
            .collect();
        let most = *ours.iter().chain(&theirs).max().unwrap();
        let (seen, other) = (tabulated(&ours, most), tabulated(&theirs, most));
        let expected: Vec<f64> = (0..=most).map(|k| f64::from(DRAWS) * law.pmf(k)).collect();
        let name = format!("Poisson counts of mean {mean}");
        verdicts.judge(&name, "chi-square", chi_square(&seen, &expected));
        verdicts.judge(&name, "chi-square against rand_distr", two_samples(&seen, &other));
        for share in [0.999, 0.9999] {
            let point = law.inverse_cdf(share);
            let beyond = ours.iter().filter(|&&count| count > point).count() as u64;
            verdicts.judge(&name, "number far beyond", far_beyond(beyond, DRAWS, law.sf(point)));
        }
    }
    verdicts.close();
}

/// Two tables of equally many draws: the squares of their differences over their sums.
fn two_samples(one: &[f64], other: &[f64]) -> f64 {
    let both: Vec<f64> = one.iter().zip(other).map(|(a, b)| (a + b) / 2.0).collect();
    // The variance of a difference of two is twice that of one from what is expected; each is half
    // the difference away from the mean of both.
    let spread: Vec<f64> =
        one.iter().zip(&both).map(|(a, mean)| mean + (a - mean) * 2.0_f64.sqrt()).collect();
    chi_square(&spread, &both)
}

/// The published cases: mean, shape, variance, P(N <= 0.8 mean), and that of a Poisson number.
const BUSY_DAYS: [(f64, f64, f64, f64, f64); 3] = [
    (100.0, 29.7, 436.700_336_7, 0.176_105_003, 0.022_649_176_6),
    (20.0, 10.0, 60.0, 0.357_074_508_3, 0.221_074_201_6),
    (50.0, 37.6, 116.489_361_7, 0.191_914_919_9, 0.086_070_000_1),
];

/// The sample's variance about the known mean, with its standard error.
fn variance(counts: impl Iterator<Item = f64> + Clone, about: f64) -> Figure {
    mean(counts.map(move |count| (count - about) * (count - about)))
}

fn quiet(counts: impl Iterator<Item = f64> + Clone, expected: f64) -> Figure {
    // 0.8 times these means is a whole number, which rounding must not miss.
    let bound = (0.8 * expected).round();
    mean(counts.map(move |count| f64::from(u8::from(count <= bound))))
}

#[test]
#[ignore = "long: many days; .ci/run runs it"]
fn days_of_gamma_busyness_have_gamma_poisson_counts() {
    const DAYS: u64 = 1_000_000;
    for (expected, shape, exact_variance, exact_quiet, poisson_quiet) in BUSY_DAYS {
        let busyness = Busyness::new(1.0 / f64::sqrt(shape), 0.0, 0.0);
        let (factor, calls) = (Owner::named("day"), Owner::named("calls"));
        let counts: Vec<f64> = (1..=DAYS)
            .map(|replication| {
                let key = Key::new(1, replication);
                let mut volume = [expected];
                busyness.multiply(key, factor, &mut volume);
                let u = uniform(key, Address::new(calls, 0, 1), Purpose::Count);
                poisson(volume[0], u) as f64
            })
            .collect();
        agree_within(
            &format!("gamma-Poisson counts, mean {expected}, shape {shape} (exact)"),
            Width::At(0.01),
            &[
                ("mean", Exact(expected), mean(counts.iter().copied())),
                ("variance", Exact(exact_variance), variance(counts.iter().copied(), expected)),
                ("quiet days", Exact(exact_quiet), quiet(counts.iter().copied(), expected)),
            ],
        );
        let plain: Vec<f64> = counts_of_days(DAYS, expected);
        agree_within(
            &format!("Poisson counts, mean {expected} (exact)"),
            Width::At(0.02),
            &[("quiet days", Exact(poisson_quiet), quiet(plain.iter().copied(), expected))],
        );
    }
}

fn counts_of_days(days: u64, mean: f64) -> Vec<f64> {
    let calls = Owner::named("calls");
    (1..=days)
        .map(|replication| {
            let address = Address::new(calls, 0, 1);
            poisson(mean, uniform(Key::new(1, replication), address, Purpose::Count)) as f64
        })
        .collect()
}

#[test]
fn the_engine_offers_gamma_poisson_counts() {
    let (expected, shape, exact_variance, exact_quiet, _) = BUSY_DAYS[1];
    let file = json!({
        "format": 1,
        "day": { "opens": "08:00", "closes": "09:00", "interval_minutes": 30 },
        "busyness_factors": { "day": { "cv": 1.0 / f64::sqrt(shape) } },
        "contact_types": { "calls": {
            "volume": [expected / 2.0, expected / 2.0], "busyness": "day", "waiting_places": 0,
            "handle_time": { "distribution": "constant", "value_seconds": 60 },
        } },
        "agent_groups": { "desk": { "agents": 1, "skills": ["calls"] } },
    });
    let offered = |count: Count| {
        move |day: &switchroom::measures::count::DayTotals| day.total.0[count as usize] as f64
    };
    let counts = of_each_day(&read(&file).base, 100_000, offered(Count::Offered));
    agree_within(
        "offered in two half hours of one busy or quiet day (exact)",
        Width::At(0.02),
        &[
            ("mean", Exact(expected), mean(counts.iter().copied())),
            ("variance", Exact(exact_variance), variance(counts.iter().copied(), expected)),
            ("quiet days", Exact(exact_quiet), quiet(counts.iter().copied(), expected)),
        ],
    );
}
