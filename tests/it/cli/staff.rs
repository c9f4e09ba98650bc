//! `switchroom staff`, from end to end.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{assert_holds, assert_refused, command, folder, stderr, stdout, switchroom};

/// A small centre that is quick to staff.
const CENTRE: &str = r#"{
  "format": 1, "name": "small", "currency": "EUR",
  "day": { "date": "2026-03-10", "opens": "08:00", "closes": "10:00" },
  "contact_types": {
    "sales":   { "volume_per_hour": 40, "handle_time": { "mean_seconds": 240 }, "patience": { "mean_seconds": 120 },
                 "sale": { "conversion_probability": 0.2, "revenue": 50 } },
    "service": { "volume_per_hour": 60, "handle_time": { "mean_seconds": 240 }, "patience": { "mean_seconds": 120 } }
  },
  "agent_groups": {
    "sell":  { "agents": 4, "skills": { "sales": {} }, "wage_per_hour": 20 },
    "serve": { "scheduled_agents": 10, "skills": { "service": {} }, "wage_per_hour": 20 }
  },
  "shrinkage": { "share": 0.25 },
  "targets": { "sales": { "service_level": 0.8 }, "service": { "service_level": 0.8 } }
}"#;

fn with_small() -> tempfile::TempDir {
    let folder = folder();
    fs::write(folder.path().join("small.json"), CENTRE).unwrap();
    folder
}

fn staff(folder: &Path, more: &[&str]) -> std::process::Output {
    switchroom(folder, &[&["staff", "small.json", "--replications", "60"], more].concat())
}

fn json(output: &std::process::Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", stderr(output));
    serde_json::from_str(&stdout(output)).unwrap()
}

#[test]
fn the_page_answers_first_and_says_how_it_was_made() {
    let folder = with_small();
    let output = staff(folder.path(), &[]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{text}{}", stderr(&output));
    assert!(text.starts_with("small: how many agents?\n\n  "), "{text}");
    assert!(text.contains(" agents meet every target"), "{text}");
    assert!(text.contains("The nearest mix of one head"), "{text}");
    assert!(text.contains("Scheduled heads: required / (1 - 25 % shrinkage)"), "{text}");
    assert!(text.contains("again: switchroom staff small.json --seed 1 --per day"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    assert!(stderr(&output).contains("of processor time"));
    let quiet = staff(folder.path(), &["--quiet", "--threads", "1"]);
    assert_eq!((stdout(&quiet), stderr(&quiet)), (text, String::new()));
}

#[test]
fn json_and_csv_carry_required_scheduled_and_staffed() {
    let folder = with_small();
    let output = staff(folder.path(), &["--export-json", "-", "--export-csv", "heads.csv"]);
    let answer = json(&output);
    assert_eq!(answer["staff_format"], 1);
    assert_eq!((&answer["outcome"], &answer["all_targets_met"]), (&"found".into(), &true.into()));
    let sell = &answer["staffing"][0]["agent_groups"]["sell"];
    let required = sell["required_productive"].as_f64().unwrap();
    assert!((3.0..=6.0).contains(&required), "{sell}");
    assert_eq!(sell["required_scheduled"].as_u64().unwrap(), (required / 0.75).ceil() as u64);
    assert_eq!((&sell["staffed"], &sell["over_under"]), (&4.0.into(), &(4.0 - required).into()));
    // Three quarters of ten, carried over intervals.
    assert_eq!(answer["staffing"][0]["agent_groups"]["serve"]["staffed"], 7.5);
    assert_eq!(answer["nearest_with_fewer"]["all_targets_met"], false);
    assert!(answer["results"]["total"]["wages"]["mean"].as_f64().unwrap() > 0.0);
    let csv = fs::read_to_string(folder.path().join("heads.csv")).unwrap();
    let mut lines = csv.lines();
    let header = "date,interval_start,agent_group,agents,required_productive,required_scheduled,\
                  staffed,over_under,contact_type,predicted_service_level,service_level_low,\
                  service_level_high,warnings";
    assert_eq!(lines.next(), Some(header));
    assert!(lines.next().unwrap().starts_with("2026-03-10,08:00,sell,"));
    assert_eq!(lines.count(), 7);
    for row in csv.lines().skip(1) {
        let level =
            row.split(',').skip(9).take(3).map(|it| it.parse().unwrap()).collect::<Vec<f64>>();
        let [level, low, high] = level[..] else { panic!("{row}") };
        assert!(0.0 <= low && low <= level && level <= high && high <= 1.0, "{row}");
    }
    assert_holds(folder.path(), &["heads.csv", "small.json"]);
}

#[test]
fn heads_by_interval_are_read_back_as_staffing() {
    let folder = with_small();
    let asked = ["--per", "interval", "--export-csv", "heads.csv", "--export-json", "-"];
    let answer = json(&staff(folder.path(), &asked));
    let heads = |interval: usize| {
        let groups = &answer["staffing"][interval]["agent_groups"];
        groups["sell"]["required_productive"].as_f64().unwrap()
    };
    let fed = CENTRE.replace(r#""agents": 4"#, r#""agents": { "from": "staffing" }"#).replace(
        r#""contact_types":"#,
        r#""inputs": { "staffing": { "csv": "heads.csv" } }, "contact_types":"#,
    );
    fs::write(folder.path().join("fed.json"), fed).unwrap();
    let asked = ["run", "fed.json", "--replications", "2", "--export-json", "-"];
    let run = json(&switchroom(folder.path(), &asked));
    for interval in 0..4 {
        let on_duty = &run["intervals"][interval]["agent_groups"]["sell"]["agents"]["mean"];
        // Those who finish a contact after their own end are on duty until then.
        assert!(on_duty.as_f64().unwrap() >= heads(interval) - 1e-9, "{on_duty}");
    }
}

#[test]
fn blending_is_a_table_over_rules_with_a_sentence() {
    let folder = with_small();
    let asked = ["--blending", "--blended", "0%,2,all", "--rules", "sales_first,longest_wait"];
    let output = staff(folder.path(), &[&asked[..], &["--export-csv", "table.csv"]].concat());
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{text}{}", stderr(&output));
    assert!(text.contains("Nobody blended takes "), "{text}");
    assert!(text.contains("Under longest wait") && text.contains("everybody"), "{text}");
    assert!(text.contains("“blended” is made of the desks, with all their skills."), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    let csv = fs::read_to_string(folder.path().join("table.csv")).unwrap();
    assert_eq!(csv.lines().count(), 1 + 1 + 2 * 2);
    let answer = json(&staff(folder.path(), &[&asked[..], &["--export-json", "-"]].concat()));
    let cells = answer["cells"].as_array().unwrap();
    let agents = |at: usize| cells[at]["agents"].as_u64().unwrap();
    assert!(agents(0) > agents(2) && agents(1) <= agents(0), "{text}");
    assert_eq!(cells[1]["blended_agents"], 2);
    assert_eq!(cells[2]["heads"]["sell"], 0);
    assert!(cells[0]["difference_from_nobody_blended"].is_null());
    assert!(cells[2]["difference_from_nobody_blended"]["total"]["net_value"].is_object());
}

#[test]
fn what_is_not_found_and_what_cannot_be_met_are_told_apart_with_exit_code_1() {
    let folder = with_small();
    let targets = ["--target", "contact_types.*.service_level>=0.99"];
    let never = ["--target", "agent_groups.*.occupancy>=0.97"];
    let output = staff(folder.path(), &[targets, never].concat());
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let text = stdout(&output);
    assert!(text.contains("No mix was found that meets every target. "), "{text}");
    assert!(text.contains("no proof that none"), "{text}");
    assert!(text.contains("MISSED"), "{text}");
    let kept = ["--keep", "sell", "--target", "contact_types.sales.service_level>=0.99"];
    let output = staff(folder.path(), &kept);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let text = stdout(&output);
    assert!(text.contains("The targets cannot be met: even with "), "{text}");
    let output = staff(folder.path(), &[&kept[..], &["--export-json", "-"]].concat());
    let answer: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(answer["outcome"], "cannot_be_met");
    assert_eq!(answer["proof"]["targets"][0]["verdict"], "missed");
}

/// Time is up before anything meets the targets: what there is is told, within a second.
#[test]
fn time_that_is_up_leaves_the_best_so_far() {
    let folder = with_small();
    let large = CENTRE
        .replace("volume_per_hour\": 40", "volume_per_hour\": 4000")
        .replace("volume_per_hour\": 60", "volume_per_hour\": 6000");
    fs::write(folder.path().join("small.json"), large).unwrap();
    let asked = ["staff", "small.json", "--time-limit", "0.5s", "--export-json", "-"];
    // On a machine that has other things to do, too.
    let limit = std::time::Duration::from_secs(20);
    let output = command(folder.path(), &asked).timeout(limit).output().unwrap();
    let answer: Value = serde_json::from_str(&stdout(&output)).unwrap();
    assert_eq!(answer["outcome"], "time_limit");
    assert!(answer["targets"][0]["found"]["mean"].is_f64(), "{answer}");
    let code = if answer["all_targets_met"] == true { 0 } else { 3 };
    assert_eq!(output.status.code(), Some(code), "{}", stderr(&output));
    let page = stdout(&switchroom(folder.path(), &["staff", "small.json", "--time-limit", "0.5s"]));
    assert!(page.to_lowercase().contains("time was up"), "{page}");
}

/// Where nobody ever abandons Erlang A has no patience to go by, and the search is quick.
#[test]
fn patience_without_a_mean_does_not_keep_the_search_from_ending() {
    let folder = with_small();
    let never = CENTRE.replace(
        r#""patience": { "mean_seconds": 120 }"#,
        r#""patience": { "distribution": "never" }"#,
    );
    fs::write(folder.path().join("small.json"), never).unwrap();
    let asked = ["--target", "total.service_level>=0.8", "--export-json", "-"];
    let answer = json(&staff(folder.path(), &asked));
    assert_eq!(answer["all_targets_met"], true);
}

/// A group with shifts keeps them, and the page says so; several desks of one type count as one.
#[test]
fn shifts_and_several_desks_are_staffed_around_and_together() {
    let folder = with_small();
    let more = r#""agent_groups": {
        "early": { "skills": { "sales": {} }, "wage_per_hour": 20,
                   "shifts": [ { "agents": 2, "start": "08:00", "end": "10:00" } ] },
        "sell too": { "agents": 2, "skills": { "sales": {} }, "wage_per_hour": 20 },"#;
    let file = CENTRE.replace(r#""agent_groups": {"#, more);
    fs::write(folder.path().join("small.json"), file).unwrap();
    let text = stdout(&staff(folder.path(), &[]));
    assert!(
        text.contains("Shifts of `early` are kept; the others are staffed around them."),
        "{text}"
    );
    let blending = ["--blending", "--blended", "0%,all", "--rules", "longest_wait"];
    let output = staff(folder.path(), &blending);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(0), "{text}{}", stderr(&output));
    assert!(text.contains("“early” keeps its shifts."), "{text}");
    assert!(text.contains("“sell too” is alike and counts with “sell”."), "{text}");
}

#[test]
fn questions_that_make_no_sense_are_refused_at_once() {
    let folder = with_small();
    let refuse = |more: &[&str], reason: &str| assert_refused(&staff(folder.path(), more), reason);
    let percent = ["--target", "contact_types.sales.service_level>=80"];
    refuse(&percent, "found 80, wanted a share from 0 to 1: did you mean 0.8 or 80%?");
    refuse(&["--target", "contact_types.sale.asa_seconds<=20"], "wanted a contact type: `sales`");
    refuse(&["--keep", "sel"], "--keep: found `sel`, wanted an agent group: `sell`");
    refuse(&["--blending", "--blended", "0.3"], "did you mean 30%?");
    refuse(&["--blending", "--first", "sale"], "wanted a contact type: `sales`");
    refuse(&["--rules", "sales_first"], "--blending");
    let busy = ["--set", "contact_types.sales.volume_per_hour=2000"];
    let long = ["--set", "contact_types.sales.handle_time.mean_seconds=86000"];
    refuse(&[busy, long].concat(), "agents at once, wanted work for at most 32,768 agents");
    refuse(&["--export-csv", "small.json"], "it is the file to read from");
    refuse(&["--export-csv", "a", "--export-json", "a"], "for two exports");
    let none = CENTRE.replace(r#"{ "service_level": 0.8 }"#, "{}");
    fs::write(folder.path().join("small.json"), none).unwrap();
    refuse(&[], "small.json: found no target, wanted `targets` with a `service_level`");
}
