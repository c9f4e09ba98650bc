//! `--replications auto`, `--precision` and `--time-limit`, from end to end.

use std::fs;

use serde_json::{Value, json};

use super::{assert_refused, stderr, stdout, switchroom, with_centre, with_what_if};

fn results(folder: &std::path::Path, arguments: &[&str]) -> Value {
    let output = switchroom(folder, &[arguments, &["--export-json", "-"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    serde_json::from_str(&stdout(&output)).unwrap()
}

fn replications(results: &Value) -> String {
    results["run"]["replications"].to_string()
}

#[test]
fn a_run_goes_on_until_it_is_precise_and_then_is_any_run_of_that_number() {
    let folder = with_centre();
    let folder = folder.path();
    let asked = ["run", "centre.json", "--precision", "0.008"];
    let found = results(folder, &asked);
    let precision = &found["run"]["precision"];
    assert_eq!((&precision["reached"], &precision["ended_by"]), (&json!(true), &json!("reached")));
    let figures = precision["figures"].as_array().unwrap();
    assert_eq!(figures.len(), 2, "the service level of both contact types");
    for figure in figures {
        assert_eq!(figure["wanted_half_width"], 0.008);
        assert!(figure["half_width"].as_f64().unwrap() <= 0.008, "{figure}");
    }
    let looks = precision["looks"].as_array().unwrap();
    assert!(looks.len() > 1 && looks.last() == Some(&found["run"]["replications"]), "{looks:?}");
    let number = replications(&found);
    let again = results(folder, &["run", "centre.json", "--replications", &number]);
    assert_eq!(again["digest"], found["digest"]);
    assert_eq!(again["total"], found["total"]);
    assert!(again["run"].get("precision").is_none());
    let on_one = results(folder, &[&asked[..], &["--threads", "1"]].concat());
    assert_eq!((&on_one["digest"], &on_one["run"]["precision"]), (&found["digest"], precision));
}

#[test]
fn a_file_names_its_figures_and_their_margins_as_the_flag_does() {
    let folder = with_centre();
    let folder = folder.path();
    let with = |precision: Value| {
        let text = fs::read_to_string(folder.join("centre.json")).unwrap();
        let mut file: Value = serde_json::from_str(&text).unwrap();
        file["run"] = json!({ "replications": "auto", "precision": precision });
        fs::write(folder.join("precise.json"), serde_json::to_string_pretty(&file).unwrap())
            .unwrap();
    };
    let sales = "contact_types.sales.asa_seconds";
    with(json!({ sales: 1.5, "net_value": "4 %", "note": "as the board asks" }));
    let by_file = results(folder, &["run", "precise.json"]);
    let seconds = format!("{sales}=1.5");
    let flags = ["run", "centre.json", "--precision", &seconds, "--precision", "net_value=4%"];
    let by_flag = results(folder, &flags);
    let figures = by_file["run"]["precision"]["figures"].as_array().unwrap();
    assert_eq!(figures.len(), 2, "and no service level");
    assert_eq!(by_file["run"]["precision"], by_flag["run"]["precision"]);
    assert_eq!(by_file["digest"], by_flag["digest"]);
    let flag_wins = results(folder, &["run", "precise.json", "--precision", "0.05"]);
    assert_eq!(flag_wins["run"]["precision"]["figures"][0]["wanted_half_width"], 0.05);
    let refused = |precision: Value, reason: &str| {
        with(precision);
        assert_refused(&switchroom(folder, &["run", "precise.json"]), reason);
    };
    let wanted = "wanted a number above 0 such as 0.005, or a percentage such as 1%";
    refused(json!({ sales: "1%%" }), &format!("found \"1%%\", {wanted}"));
    refused(json!({ sales: -1 }), "found -1, wanted a number above 0");
    refused(
        json!({ "net_vale": 1 }),
        "found `net_vale`, wanted a measure of the whole centre: `net_value`",
    );
    refused(json!({}), "found no precisions, wanted at least one");
    refused(json!("1%"), "wanted a number");
}

#[test]
fn a_comparison_is_precise_about_differences_unless_levels_are_asked_for() {
    let folder = with_what_if();
    let asked = ["compare", "whatif.json", "--precision", "net_value=2%"];
    let found = results(folder.path(), &asked);
    let figures = found["run"]["precision"]["figures"].as_array().unwrap();
    let about: Vec<_> = figures.iter().map(|it| (&it["variant"], &it["of"])).collect();
    let difference = json!("difference");
    assert_eq!(about, [(&json!("same"), &difference), (&json!("volume +10 %"), &difference)]);
    assert_eq!(figures[0]["half_width"], 0.0, "two equal variants differ by 0");
    // 2 % of the base's value, by r / (1 + r).
    let base = found["variants"]["base"]["total"]["net_value"]["mean"].as_f64().unwrap();
    let wanted = figures[1]["wanted_half_width"].as_f64().unwrap();
    assert!((wanted - 0.02 / 1.02 * base.abs()).abs() < 0.02 * base.abs(), "{wanted} of {base}");
    let levels = ["--precision-of", "levels", "--max-replications", "120"];
    let found = results(folder.path(), &[&asked[..], &levels].concat());
    let figures = found["run"]["precision"]["figures"].as_array().unwrap();
    assert!(figures.iter().all(|it| it["of"] == "level") && figures.len() == 3, "{figures:?}");
}

#[test]
fn the_most_that_are_allowed_end_it_and_the_report_says_so() {
    let folder = with_centre();
    let asked = ["run", "centre.json", "--precision", "0.0001", "--max-replications", "150"];
    let output = switchroom(folder.path(), &asked);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    let said = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains("Missed for 2 of 2 after 150 days, the most that were allowed"),
        "{text}"
    );
    assert!(said.contains("150 days (as the precision took)"), "{text}");
}

#[test]
fn a_file_may_ask_for_a_precision() {
    let folder = with_centre();
    let file = folder.path().join("centre.json");
    let mut centre: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    centre["run"] = json!({ "replications": "auto", "precision": 0.02 });
    fs::write(&file, centre.to_string()).unwrap();
    let found = results(folder.path(), &["run", "centre.json"]);
    assert_eq!(found["run"]["precision"]["figures"][0]["wanted_half_width"], 0.02);
    let fixed = results(folder.path(), &["run", "centre.json", "--replications", "3"]);
    assert_eq!((replications(&fixed).as_str(), fixed["run"].get("precision")), ("3", None));
    centre["run"] = json!({ "replications": "many" });
    fs::write(&file, centre.to_string()).unwrap();
    assert_refused(&switchroom(folder.path(), &["run", "centre.json"]), "found \"many\", wanted");
}

#[test]
fn when_time_is_up_what_is_finished_is_reported() {
    let folder = with_centre();
    let folder = folder.path();
    let asked = ["run", "centre.json", "--replications", "100000000", "--time-limit", "1s"];
    let found = results(folder, &asked);
    assert_eq!(found["run"]["time_limit_reached"], true);
    assert_eq!(found["run"]["interrupted"], false);
    let number = replications(&found);
    let again = results(folder, &["run", "centre.json", "--replications", &number]);
    assert_eq!(again["digest"], found["digest"]);
    let precise = ["run", "centre.json", "--precision", "0.00001", "--time-limit", "1s"];
    let most = ["--max-replications", "100000000"];
    let found = results(folder, &[&precise[..], &most].concat());
    assert_eq!(found["run"]["precision"]["ended_by"], "stopped");
    assert_eq!(found["run"]["precision"]["reached"], false);
}

#[test]
fn what_cannot_be_asked_is_refused_where_it_stands() {
    let folder = with_centre();
    let refused = |flags: &[&str], reason: &str| {
        let output = switchroom(folder.path(), &[&["run", "centre.json"], flags].concat());
        assert_refused(&output, reason);
    };
    refused(
        &["--precision", "0.01", "--precision", "contact_types.sale.asa_seconds=1"],
        "--precision:2:1: found `sale` in `contact_types.sale.asa_seconds`, wanted a contact type: \
         `sales`",
    );
    refused(&["--precision", "0"], "wanted a number above 0");
    refused(&["--precision", "0.01", "--replications", "50"], "wanted one of the two");
    refused(&["--max-replications", "9", "--replications", "5"], "wanted --replications auto or");
    refused(&["--precision-of", "levels"], "--precision");
    refused(&["--replications", "0"], "wanted a number from 1, or `auto`");
    refused(&["--time-limit", "0s"], "wanted a time above 0");
}
