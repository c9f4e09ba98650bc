//! What a name means.
//!
//! Random numbers belong to names, so that adding or reordering things moves nobody's. Therefore:
//! names of variants, contrasts and incentive profiles mean nothing; names of groups mean their
//! order, which settles ties, and the persons who are fast, slow or absent, nothing else; names of
//! contact types mean which customers call, so that a renamed type agrees only within the error.

#![expect(clippy::print_stdout, reason = "a statistical comparison shows both figures")]

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use switchroom::experiment::{Kind, Outcome};
use switchroom::measures::count::{Count, DayTotals};

use super::cases;
use crate::support::random_centre::{centre, policies};
use crate::support::scenarios::{SEED, day, experiment, of_each_day, read, settings};

fn day_of(file: &Value) -> DayTotals {
    day(&read(file).base, SEED, 1)
}

/// The object with another name for each key.
fn renamed(object: &Value, name: impl Fn(&str) -> String) -> Value {
    let members = object.as_object().unwrap().iter();
    let members: Map<String, Value> =
        members.map(|(key, value)| (name(key), value.clone())).collect();
    Value::Object(members)
}

/// Another name, with the same place in the order of all.
fn other(name: &str) -> String {
    format!("{name}, as it is called now")
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn names_of_groups_mean_their_order_and_no_more(file in centre()) {
        let mut file = file;
        for group in file["agent_groups"].as_object_mut().unwrap().values_mut() {
            group["speed_cv"] = json!(0);
        }
        if let Some(shrinkage) = file.get_mut("shrinkage") {
            shrinkage["kind"] = json!("constant");
        }
        for policy in policies() {
            file["routing"]["policy"] = json!(policy);
            let mut now = file.clone();
            now["agent_groups"] = renamed(&file["agent_groups"], other);
            prop_assert_eq!(day_of(&file), day_of(&now));
        }
    }

    #[test]
    fn names_of_incentive_profiles_mean_nothing(file in centre()) {
        let mut now = file.clone();
        // In the other order, too.
        let name = |name: &str| format!("{} {name}", if name < "m" { "z" } else { "a" });
        now["incentive_profiles"] = renamed(&file["incentive_profiles"], name);
        for group in now["agent_groups"].as_object_mut().unwrap().values_mut() {
            if let Some(profile) = group.get("incentive") {
                group["incentive"] = name(profile.as_str().unwrap()).into();
            }
        }
        prop_assert_eq!(day_of(&file), day_of(&now));
    }

    #[test]
    fn names_of_inputs_currency_and_titles_mean_nothing(file in centre()) {
        let mut now = file.clone();
        now["name"] = json!("Another title");
        now["currency"] = json!("NOK");
        now["note"] = json!("And a note");
        now["day"]["date"] = json!("2026-03-10");
        now["day"]["time_zone"] = json!("Europe/Oslo");
        prop_assert_eq!(day_of(&file), day_of(&now));
    }
}

/// Every figure of all variants and differences, without their names.
fn figures(outcome: &Outcome) -> String {
    let variants = outcome.variants.iter().map(|variant| format!("{:?}", variant.summary));
    let differences = outcome.differences.iter().map(|(_, summary)| format!("{summary:?}"));
    let contrasts = outcome.contrasts.iter().map(|contrast| format!("{:?}", contrast.measures));
    variants.chain(differences).chain(contrasts).collect()
}

proptest! {
    #![proptest_config(cases(10))]

    #[test]
    fn names_of_variants_and_contrasts_mean_nothing(file in centre()) {
        let with_names = |one: &str, two: &str, contrast: &str| {
            let mut file = file.clone();
            file["variants"] = json!({
                one: { "set": { "routing.policy": "longest_wait" } },
                two: { "set": { "routing.policy": "max_weight" } },
            });
            file["contrasts"] = json!({ contrast: { "plus": [one], "minus": [two, "base"] } });
            experiment(&read(&file), Kind::WithVariants, settings(4, 1))
        };
        let (before, after) = (with_names("a", "b", "c"), with_names("one, before", "alpha", "x"));
        prop_assert_eq!(figures(&before), figures(&after));
    }
}

#[test]
fn another_name_of_a_contact_type_is_another_sample_of_the_same_law() {
    const DAYS: u64 = 2000;
    let with = |name: &str| {
        let file = json!({
            "format": 1,
            "day": { "opens": "08:00", "closes": "10:00" },
            "contact_types": {
                name: { "volume_per_hour": 60, "handle_time": 200, "patience": { "mean_seconds": 90 } },
                "sales": { "volume_per_hour": 20, "handle_time": { "mean_seconds": 240 } },
            },
            "agent_groups": { "desk": { "agents": 5, "skills": [name, "sales"] } },
        });
        let scenario = read(&file).base;
        let place = scenario.contact_types.iter().position(|own| own.name == name).unwrap();
        of_each_day(&scenario, DAYS, |day| {
            let of = |count: Count| day.types[place][count as usize] as f64;
            [of(Count::Offered), of(Count::Abandoned), of(Count::WaitAnswered) / 1e6]
        })
    };
    // The order of the names is kept, since it settles ties.
    let (one, other) = (with("service"), with("support"));
    for (place, what) in ["offered", "abandoned", "seconds waited"].into_iter().enumerate() {
        let moments = |days: &[[f64; 3]]| {
            let n = days.len() as f64;
            let mean = days.iter().map(|day| day[place]).sum::<f64>() / n;
            let squares = days.iter().map(|day| (day[place] - mean) * (day[place] - mean));
            (mean, squares.sum::<f64>() / (n - 1.0) / n)
        };
        let ((mean, variance), (mean_now, variance_now)) = (moments(&one), moments(&other));
        let error = (variance + variance_now).sqrt();
        println!("{what}: {mean:.3} and {mean_now:.3}, standard error {error:.3}");
        assert!((mean - mean_now).abs() < 4.0 * error, "{what}: {mean} and {mean_now}");
        assert!((mean - mean_now).abs() > 0.0, "{what}: the same sample");
    }
}
