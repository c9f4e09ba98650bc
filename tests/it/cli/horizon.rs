//! Days joined, from the command line.

use std::fs;
use std::process::Output;

use serde_json::Value;

use super::{folder, stderr, stdout, switchroom};

const SMALL: &str = r#"{ "format": 1, "name": "two months", "currency": "EUR",
  "day": { "opens": "09:00", "closes": "12:00" },
  "horizon": { "starts": "2026-01-01", "months": 2, "lead_in_months": 1,
               "week": { "saturday": "closed", "sunday": "closed" } },
  "contact_types": {
    "sales": { "volume_per_hour": 20, "handle_time": { "mean_seconds": 300, "cv": 1 },
      "patience": { "mean_seconds": 90 }, "existing_customer_share": 0.8,
      "redial": { "probability": 0.6, "delay": { "mean_seconds": 4000 },
                  "after_close": "next_day" },
      "resolution_probability": 0.7,
      "repeat": { "probability": 0.5,
                  "delay_days": { "distribution": "exponential", "mean": 2 } },
      "sale": { "conversion_probability": 0.3, "revenue": 90, "contribution_share": 1 } } },
  "agent_groups": { "desk": { "agents": 2, "skills": ["sales"], "wage_per_hour": 21 } },
  "customers": { "at_start": 500, "effect_months": 12, "memory_months": 3,
    "retention_per_month": 0.98, "margin_per_month": 9, "value_months": 36,
    "leaves_because": { "abandoned": 0.05, "unresolved": 0.05 } },
  "checks": { "march": { "measure": "months.2026-02.customers.at_end", "at_least": 300 },
              "all": { "measure": "horizon.money.net_value", "at_least": 100000000 } },
  "variants": { "more": { "set": { "agent_groups.desk.agents": 3 } },
                "same": { "set": { "agent_groups.desk.agents": 2 } },
                "later": { "from": 2, "set": { "agent_groups.desk.agents": 3 } } } }"#;

fn with_horizon() -> tempfile::TempDir {
    let folder = folder();
    let file = folder.path().join("months.json");
    fs::write(file, SMALL).unwrap();
    folder
}

fn asked(folder: &tempfile::TempDir, arguments: &[&str]) -> Output {
    let output = switchroom(folder.path(), arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
    output
}

fn results(output: &Output) -> Value {
    serde_json::from_str(&stdout(output)).unwrap()
}

#[test]
fn a_comparison_is_the_same_on_any_threads_and_in_shards() {
    let folder = with_horizon();
    let compare = ["compare", "months.json", "--replications", "4", "--export-json", "-"];
    let whole = results(&asked(&folder, &compare));
    let alone = results(&asked(&folder, &[&compare[..], &["--threads", "1"]].concat()));
    assert_eq!(whole["digest"], alone["digest"]);
    let kept = ["compare", "months.json", "--replications", "4", "--out", "kept", "--shard"];
    for shard in ["2/2", "1/2"] {
        asked(&folder, &[&kept[..], &[shard]].concat());
    }
    let mut places = fs::read_dir(folder.path().join("kept")).unwrap();
    let place = places.next().unwrap().unwrap().path();
    let merged = asked(&folder, &["merge", place.to_str().unwrap(), "--export-json", "-"]);
    assert_eq!(results(&merged)["digest"], whole["digest"]);
}

#[test]
fn equal_designs_differ_by_nothing_in_any_month() {
    let folder = with_horizon();
    let compare = ["compare", "months.json", "--replications", "3", "--export-json", "-"];
    let results = results(&asked(&folder, &compare));
    let same = &results["differences"]["same"];
    for of in [same, &same["months"][0], &same["months"][1]] {
        for figure in
            [&of["money"]["net_value"], &of["customers"]["at_end"], &of["total"]["offered"]]
        {
            assert_eq!(
                (&figure["mean"], &figure["half_width"]),
                (&0.0.into(), &0.0.into()),
                "{of}"
            );
        }
    }
    let months = &results["variants"]["base"]["months"];
    assert_eq!((&months[0]["month"], &months[1]["month"]), (&"2026-01".into(), &"2026-02".into()));
    assert_eq!(months[1]["customers"]["at_start"], months[0]["customers"]["at_end"]);
}

#[test]
fn a_design_that_begins_later_is_the_base_before() {
    let folder = with_horizon();
    let compare = ["compare", "months.json", "--replications", "3", "--export-json", "-"];
    let results = results(&asked(&folder, &compare));
    let months = &results["differences"]["later"]["months"];
    for figure in ["net_value", "cumulative", "margin"] {
        assert_eq!(months[0]["money"][figure]["mean"], 0.0, "{figure}");
    }
    assert_eq!(months[0]["total"]["asa_seconds"]["mean"], 0.0);
    assert_eq!(months[0]["customers"]["at_end"]["mean"], 0.0);
    assert!(months[1]["total"]["answered"]["mean"].as_f64().unwrap() > 0.0);
    let wages = &months[1]["total"]["wages"]["mean"];
    assert!(wages.as_f64().unwrap() > 0.0, "{wages}");
}

#[test]
fn checks_name_months_and_the_horizon() {
    let folder = with_horizon();
    let output = switchroom(folder.path(), &["check", "months.json", "--max-replications", "40"]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{text}{}", stderr(&output));
    assert!(text.contains("pass  march"), "{text}");
    assert!(text.contains("FAIL  all"), "{text}");
}

#[test]
fn every_question_that_makes_sense_is_answered() {
    let folder = with_horizon();
    for question in [
        &["sweep", "months.json", "--scan", "agent_groups.desk.agents=2,3", "--replications", "2"]
            [..],
        &["run", "months.json", "--precision", "total.offered=10%"],
        &["best", "months.json", "--max-replications", "20", "--indifference", "1e5"],
    ] {
        asked(&folder, question);
    }
}

#[test]
fn what_is_about_one_day_refuses_a_horizon_in_one_sentence() {
    let folder = with_horizon();
    for question in [
        &["staff", "months.json"][..],
        &["bench", "months.json"],
        &["run", "months.json", "--set", r#"steady_state={"interval": "10:00"}"#],
    ] {
        let output = switchroom(folder.path(), question);
        assert_eq!(output.status.code(), Some(2), "{question:?}");
        let said = stderr(&output);
        assert!(said.contains("horizon"), "{question:?}: {said}");
        assert!(said.lines().count() <= 2, "{question:?}: {said}");
    }
}

#[test]
fn a_customers_life_is_told_and_a_number_that_nobody_has_is_refused() {
    let folder = with_horizon();
    let explain = ["explain", "months.json", "--customer"];
    let told = stdout(&asked(&folder, &[&explain[..], &["7", "--replication", "2"]].concat()));
    assert!(told.contains("offered: sales") && told.contains("  night: "), "{told}");
    let variant = [&explain[..], &["7", "--replication", "2", "--variant", "same"]].concat();
    assert_eq!(told, stdout(&asked(&folder, &variant)));
    let output = switchroom(folder.path(), &[&explain[..], &["99999"]].concat());
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("nobody becomes customer 99999"), "{}", stderr(&output));
}

/// The same file, with the retention that was observed in place of that without contacts.
fn with_observed(retention: &str) -> tempfile::TempDir {
    let folder = folder();
    let observed = format!("\"retention_observed_per_month\": {retention}");
    let text = SMALL.replace("\"retention_per_month\": 0.98", &observed);
    let text = text.replace("\"abandoned\": 0.05, \"unresolved\": 0.05", "\"abandoned\": 0.02");
    fs::write(folder.path().join("months.json"), text).unwrap();
    folder
}

/// What contacts lose is found under the base, once for a sweep as for a comparison.
#[test]
fn a_point_of_a_sweep_is_the_variant_of_a_comparison_where_retention_was_observed() {
    let folder = with_observed("0.97");
    let json = ["--replications", "3", "--export-json", "-"];
    let compare = ["compare", "months.json", "--no-sensitivity"];
    let compared = results(&asked(&folder, &[&compare[..], &json[..]].concat()));
    let sweep = ["sweep", "months.json", "--scan", "agent_groups.desk.agents=2,3"];
    let sweep = [&sweep[..], &["--measure", "horizon.money.net_value"], &json[..]].concat();
    let swept = results(&asked(&folder, &sweep));
    let point = &swept["points"][1]["figures"]["horizon.money.net_value"];
    let variant = &compared["variants"]["more"]["money"]["net_value"];
    assert!(point["mean"].as_f64().is_some() && point["mean"] == variant["mean"], "{point}");
    let said = compared["variants"]["more"]["assumptions"].to_string();
    assert!(said.contains("Of customers with contacts 0.97 stay a month"), "{said}");
    let kept = [&sweep[..], &["--out", "kept"]].concat();
    assert_eq!(results(&asked(&folder, &kept))["digest"], swept["digest"]);
    let risk = ["risk", "months.json", "--draws", "2", "--set"];
    let unknown = "customers.leaves_because.abandoned={\"between\": [0.01, 0.02]}";
    asked(&folder, &[&risk[..], &[unknown]].concat());
}

#[test]
fn contacts_that_lose_more_than_was_observed_are_refused_by_every_command_and_once() {
    let folder = with_observed("0.9999");
    for command in [
        &["run", "months.json"][..],
        &["compare", "months.json"],
        &["check", "months.json"],
        &["best", "months.json"],
        &["risk", "months.json"],
        &["sweep", "months.json", "--scan", "agent_groups.desk.agents=2,3"],
        &["explain", "months.json", "--customer", "1"],
    ] {
        let output = switchroom(folder.path(), command);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{command:?}: {said}");
        assert_eq!(said.matches("contacts alone lose more than you observe").count(), 1, "{said}");
        assert!(stdout(&output).is_empty(), "{command:?}");
    }
}

/// Between two points a sweep plays what it would play at a point there: it begins on the morning
/// that the lead-in of the base ends with. The figure need not be asked for twice.
#[test]
fn a_break_even_between_two_points_is_where_a_point_there_reaches_it() {
    let folder = with_horizon();
    let sweep = |values: &str, more: &[&str]| {
        let scan = format!("customers.leaves_because.abandoned={values}");
        let sweep = ["sweep", "months.json", "--replications", "3", "--scan", &scan];
        results(&asked(&folder, &[&sweep[..], more, &["--export-json", "-"][..]].concat()))
    };
    let middle = sweep("0.02,0.05,0.08", &["--measure", "horizon.customers.lost.all"]);
    let lost = middle["points"][1]["figures"]["horizon.customers.lost.all"]["mean"].clone();
    let aim = format!("horizon.customers.lost.all={lost}");
    let found = sweep("0.02,0.08", &["--break-even", &aim]);
    let at = found["break_evens"][0]["at"].as_f64();
    assert!(at.is_some_and(|at| (at - 0.05).abs() < 1e-4), "{}", found["break_evens"]);
}
