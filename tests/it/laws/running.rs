//! Laws of running: same input, same bytes, however it is run.

use std::sync::atomic::{AtomicU64, Ordering};

use proptest::prelude::*;
use serde_json::{Value, json};
use switchroom::experiment::{self, Kind, Watch};
use switchroom::measures::estimate::{Basis, Measured, Summary, find};

use super::cases;
use super::metamorphic::reversed;
use crate::support::random_centre::{centre, policies};
use crate::support::scenarios::{experiment, read, settings};

proptest! {
    #![proptest_config(cases(25))]

    #[test]
    fn threads_and_the_order_of_keys_leave_the_digest(file in centre()) {
        let loaded = read(&with_volume_up(&file));
        let digest = |threads| experiment(&loaded, Kind::WithVariants, settings(6, threads)).digest;
        let one = digest(1);
        prop_assert_eq!(&one, &digest(2));
        prop_assert_eq!(&one, &digest(5));
        let reordered = read(&reversed(&with_volume_up(&file)));
        let other = experiment(&reordered, Kind::WithVariants, settings(6, 2)).digest;
        prop_assert_eq!(&one, &other);
    }

    #[test]
    fn a_variant_equal_to_the_base_differs_by_exactly_nothing(file in centre()) {
        let mut file = file;
        file["variants"] = json!({ "the same": {} });
        let outcome = experiment(&read(&file), Kind::WithVariants, settings(5, 1));
        let (_, difference) = &outcome.differences[0];
        for measured in every_measure(difference) {
            let found = measured.estimate;
            let key = measured.definition.key;
            for number in [found.mean, found.half_width, found.low, found.high].into_iter().flatten() {
                prop_assert!(number.abs() <= 0.0, "{key}: {found:?}");
            }
        }
    }

    #[test]
    fn service_levels_are_ordered(file in centre()) {
        let outcome = experiment(&read(&file), Kind::BaseOnly, settings(3, 1));
        let summary = &outcome.variants[0].summary;
        let subjects = summary.contact_types.iter().map(|own| &own.measures).chain([&summary.total]);
        for measures in subjects {
            let level = |name: &str| {
                find(measures, &format!("service_levels.{name}")).unwrap().estimate.mean
            };
            let (Some(offered), Some(answered)) = (level("offered"), level("answered")) else {
                continue;
            };
            prop_assert!(answered >= offered);
            for (less, more) in [
                ("offered", "short_excluded"),
                ("offered", "abandoned_within_excluded"),
                ("abandoned_within_excluded", "abandoned_within_met"),
                ("short_excluded", "short_met"),
            ] {
                if let (Some(less), Some(more)) = (level(less), level(more)) {
                    // A share of whole numbers, so that rounding cannot reorder unequal ones.
                    prop_assert!(less <= more);
                }
            }
        }
    }

    #[test]
    fn an_interrupted_run_is_the_run_of_its_prefix(file in centre(), after in 1_u64..8, threads in 1_usize..3) {
        let loaded = read(&with_volume_up(&file));
        let watch = StopsAfter { finished: AtomicU64::new(0), after };
        let cut = experiment::run(&loaded, Kind::WithVariants, &settings(40, threads), &watch).unwrap();
        prop_assert!(u64::from(cut.replications) >= after && cut.replications < 40);
        prop_assert_eq!(cut.requested, 40);
        let whole = experiment(&loaded, Kind::WithVariants, settings(cut.replications, 1));
        prop_assert_eq!(cut.digest, whole.digest);
    }
}

/// A tenth more volume as a variant.
fn with_volume_up(file: &Value) -> Value {
    let mut file = file.clone();
    for own in file["contact_types"].as_object_mut().unwrap().values_mut() {
        // Ten per cent of a fixed count is no whole number.
        own["arrivals"] = json!("poisson");
    }
    file["variants"] = json!({ "volume +10 %": { "scale": { "contact_types.*.volume": 1.1 } } });
    file
}

/// Everything that a summary says.
fn every_measure(summary: &Summary) -> impl Iterator<Item = &Measured> {
    let subjects = summary.contact_types.iter().chain(&summary.agent_groups);
    let intervals = summary.intervals.iter();
    let of_intervals = intervals.flat_map(|at| at.contact_types.iter().chain(&at.agent_groups));
    let named = subjects.chain(of_intervals).flat_map(|own| &own.measures);
    named.chain(&summary.total).chain(&summary.customers)
}

/// Stops an experiment once so many replications are finished.
struct StopsAfter {
    finished: AtomicU64,
    after: u64,
}

impl Watch for StopsAfter {
    fn progress(&self, _: &str, done: u64, _: u64) {
        self.finished.fetch_max(done, Ordering::SeqCst);
    }

    fn stopped(&self) -> bool {
        self.finished.load(Ordering::SeqCst) >= self.after
    }
}

#[test]
fn the_same_schedule_costs_exactly_the_same_wages() {
    // Nobody calls in the last hour, so that nobody works beyond the schedule.
    let calls = |seconds: u32| {
        json!({
            "volume": [20, 30, 30, 20, 0, 0, 0, 0],
            "handle_time": { "distribution": "uniform", "low_seconds": 0, "high_seconds": 2 * seconds },
            "patience": { "mean_seconds": 60 },
        })
    };
    let of_policy = |name: &str| (name.to_owned(), json!({ "set": { "routing.policy": name } }));
    let file = json!({
        "format": 1,
        "day": { "opens": "08:00", "closes": "12:00" },
        "contact_types": { "sales": calls(200), "service": calls(150) },
        "agent_groups": {
            "desk": { "agents": 4, "skills": ["sales"], "wage_per_hour": 23.17 },
            "both": { "agents": 5, "skills": ["sales", "service"], "wage_per_hour": 25.5 },
        },
        "variants": Value::Object(policies().map(of_policy).collect()),
    });
    let outcome = experiment(&read(&file), Kind::WithVariants, settings(50, 2));
    let mut waits_differ = false;
    for (name, difference) in &outcome.differences {
        let of = |key: &str| find(&difference.total, key).unwrap().estimate;
        assert_eq!(of("wages").mean, Some(0.0), "{name}");
        // Nobody was seen to work beyond the schedule; that nobody ever does is by construction
        // only where the policy is the base's own.
        let basis = of("wages").basis;
        let is_zero = matches!(basis, Basis::NotSeenToVary { .. } | Basis::Construction);
        assert!(is_zero, "{name}: {basis:?}");
        waits_differ |= of("mean_wait_seconds").mean != Some(0.0);
    }
    assert!(waits_differ, "no policy changed anything, so nothing was tested");
}
