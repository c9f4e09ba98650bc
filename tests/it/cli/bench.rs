//! `switchroom bench`.

use serde_json::Value;

use super::{assert_holds, assert_refused, stderr, stdout, switchroom, with_centre};

const QUICK: [&str; 4] = ["--repeats", "2", "--replications", "2"];

fn bench(arguments: &[&str]) -> Value {
    let folder = with_centre();
    let output = switchroom(folder.path(), &[&["bench"], &QUICK[..], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    serde_json::from_str(&stdout(&output)).unwrap()
}

#[test]
fn each_scenario_is_told_with_its_cost() {
    let told = bench(&["--scenario", "b2-overflow", "--scenario", "b1"]);
    assert_eq!(told["threads"], 1);
    let scenarios = told["scenarios"].as_array().unwrap();
    let names: Vec<_> = scenarios.iter().map(|it| it["scenario"].as_str().unwrap()).collect();
    assert_eq!(names, ["b1", "b2-overflow"]);
    for scenario in scenarios {
        assert_eq!((&scenario["repeats"], &scenario["replications"]), (&2.into(), &2.into()));
        assert!(scenario["contacts"].as_u64().unwrap() > 15_000);
        let figure = |key: &str| scenario[key].as_f64().unwrap();
        let cost = figure("processor_ns_per_contact");
        assert!(figure("least_ns_per_contact") <= cost && cost <= figure("most_ns_per_contact"));
        assert!(cost > 1.0, "{cost}");
        assert!((figure("contacts_per_second_per_core") * cost - 1e9).abs() < 1e3);
        let memory = scenario["peak_memory_bytes"].as_u64();
        assert!(!cfg!(target_os = "linux") || memory.unwrap() > 1_000_000);
    }
}

#[test]
fn the_same_contacts_are_played_on_two_threads_and_one_file_is_measured_alone() {
    let told = bench(&["centre.json", "--threads", "2"]);
    let alone = bench(&["centre.json"]);
    assert_eq!(told["threads"], 2);
    assert_eq!(told["scenarios"][0]["scenario"], "centre.json");
    assert_eq!(told["scenarios"][0]["contacts"], alone["scenarios"][0]["contacts"]);
}

#[test]
fn the_json_may_go_to_a_file_as_well() {
    let folder = with_centre();
    let arguments = ["bench", "centre.json", "--export-json", "cost.json"];
    let output = switchroom(folder.path(), &[&arguments[..], &QUICK].concat());
    assert_holds(folder.path(), &["centre.json", "cost.json"]);
    let kept = std::fs::read_to_string(folder.path().join("cost.json")).unwrap();
    assert_eq!(kept, stdout(&output));
}

#[test]
fn what_cannot_be_measured_is_refused() {
    let folder = with_centre();
    let refused = |arguments: &[&str], wanted: &str| {
        let arguments = [&["bench"], arguments].concat();
        assert_refused(&switchroom(folder.path(), &arguments), wanted);
    };
    refused(&["centre.json", "none.json"], "none.json cannot be read: there is no such file");
    refused(&["--scenario", "b3"], "b3");
    refused(&["centre.json", "--scenario", "b1"], "cannot be used with");
    refused(&["--repeats", "0"], "0");
}
