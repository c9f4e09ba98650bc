//! A steady state from the command line.

use std::fs;

use serde_json::Value;

use super::{assert_refused, stderr, stdout, switchroom, with_centre, with_what_if};

const STEADY: [&str; 2] = ["--set", r#"steady_state={"interval": "10:00", "batch_minutes": 60}"#];

#[test]
fn a_run_is_told_in_batches() {
    let folder = with_centre();
    let asked = ["run", "centre.json", "--replications", "3"];
    let output = switchroom(folder.path(), &[&asked[..], &STEADY].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    for wanted in [
        "Contact types  a batch of 1 h",
        "3 replications, each of 20 batches of 1 h after a warm-up of 2 h (as asked for), seed 1",
        "Steady state: volumes, handle times, heads and offer hours are those of 10:00 for ever.",
    ] {
        assert!(text.contains(wanted), "no {wanted:?} in\n{text}");
    }
    assert!(!text.contains("Worst intervals"), "{text}");
}

#[test]
fn one_key_at_a_time_is_enough() {
    let folder = with_centre();
    let asked = ["run", "centre.json", "--replications", "2", "--export-json", "-"];
    let keys = ["--set", "steady_state.batches=30", "--set", "steady_state.batch_minutes=30"];
    let output = switchroom(folder.path(), &[&asked[..], &keys].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let results: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let steady = &results["steady_state"];
    assert_eq!((&steady["batches"], &steady["observations"]), (&30.into(), &60.into()));
    assert_eq!((&steady["interval"], &steady["warm_up_minutes"]), (&"08:00".into(), &120.into()));
    assert!(results["total"]["wait_p90_seconds"]["mean"].is_number(), "60 batches are enough");
    assert_eq!(results["intervals"], Value::Array(Vec::new()));
}

#[test]
fn an_unstable_queue_is_warned_of_on_the_page_and_beside_an_export() {
    let folder = with_centre();
    let asked = ["run", "centre.json", "--replications", "2", "--set"];
    let no_patience = "contact_types.service.patience={\"distribution\": \"never\"}";
    let few = ["--set", "agent_groups.service desk.agents=1"];
    let asked = [&asked[..], &[no_patience], &few, &STEADY].concat();
    let output = switchroom(folder.path(), &asked);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("The queue does not settle"), "{}", stdout(&output));
    let output = switchroom(folder.path(), &[&asked[..], &["--export-json", "-"]].concat());
    assert!(stderr(&output).contains("warning: The queue does not settle"), "{}", stderr(&output));
    let results: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(results["steady_state"]["settled"], false);
    assert_eq!(results["steady_state"]["warnings"].as_array().unwrap().len(), 1);
}

#[test]
fn variants_are_compared_batch_by_batch() {
    let folder = with_what_if();
    let asked = ["compare", "whatif.json", "--replications", "2", "--export-json", "-"];
    let output = switchroom(folder.path(), &[&asked[..], &STEADY].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let results: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(results["variants"]["same"]["steady_state"]["observations"], 40);
    let same = &results["differences"]["same"]["total"]["abandon_rate"];
    assert_eq!((&same["mean"], &same["half_width"]), (&0.0.into(), &0.0.into()));
    let more = &results["differences"]["volume +10 %"]["total"]["offered"];
    let of_base = &results["variants"]["base"]["total"]["offered"];
    assert!(more["half_width"].as_f64().unwrap() < of_base["half_width"].as_f64().unwrap());
}

#[test]
fn variants_with_other_batches_or_a_search_by_interval_are_refused() {
    let folder = with_what_if();
    let variant = |verbs: &str| {
        let what_if = format!(
            r#"{{ "base": "centre.json", "variants": {{
                "in 14 hours": {{ "set": {{ "steady_state.interval": "14:00" }} }},
                "other": {verbs}
            }} }}"#
        );
        fs::write(folder.path().join("whatif.json"), what_if).unwrap();
        let asked = ["compare", "whatif.json", "--replications", "2"];
        switchroom(folder.path(), &[&asked[..], &STEADY].concat())
    };
    let output = variant(r#"{ "set": { "steady_state.batches": 40 } }"#);
    assert_refused(&output, "whatif.json:3:17: found another `steady_state` than the base's");
    let split = r#"{ "best_split": { "groups": ["sales desk", "service desk", "blended"] } }"#;
    assert_refused(&variant(split), "whatif.json:3:17: found `best_split` in a steady state");
    assert_eq!(variant("{}").status.code(), Some(0), "another interval is another scenario");
}

#[test]
fn a_contact_is_followed_through_a_day_only() {
    let folder = with_centre();
    let asked = ["explain", "centre.json", "--contact", "sales:10:00:1"];
    let output = switchroom(folder.path(), &[&asked[..], &STEADY].concat());
    assert_refused(&output, "asks for `steady_state`, wanted a day");
}

#[test]
fn validate_says_what_is_expected_of_a_replication() {
    let folder = with_centre();
    let file = folder.path().join("centre.json");
    let mut centre: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    centre["steady_state"] = serde_json::json!({});
    fs::write(&file, centre.to_string()).unwrap();
    let output = switchroom(folder.path(), &["validate", "centre.json"]);
    // 130 contacts an hour for 84 hours.
    let wanted = "84 intervals, 10,920 contacts expected a replication";
    assert!(stdout(&output).contains(wanted), "{}{}", stdout(&output), stderr(&output));
}
