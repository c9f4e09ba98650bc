//! A second door, without `cli`: asks from text in memory, and gets the bytes of the program.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::process::Command;

use switchroom::questions::check::Check;
use switchroom::questions::days::run::Run;
use switchroom::questions::staff::Staff;
use switchroom::questions::{Common, ask};
use switchroom::report::Kind;
use switchroom::scenario::{InMemory, template};

const WHAT_IF: &str = r#"{ "base": "centre.json",
    "variants": { "busier": { "scale": { "contact_types.*.volume": 1.1 } } },
    "checks": { "few leave": { "measure": "total.abandon_rate", "at_most": 0.5 } } }"#;

/// A tenth of the template's contacts, on few days, so that nobody waits for the answers.
fn files() -> [(&'static str, String); 2] {
    let few = template().replace("hour\": 40", "hour\": 4").replace("hour\": 90", "hour\": 9");
    let few = few.replacen("\"day\":", "\"run\": { \"replications\": 40 },\n  \"day\":", 1);
    [("centre.json", few), ("whatif.json", WHAT_IF.to_owned())]
}

/// Whether a text is what the program exports, but for the times that these took.
fn assert_is_exported_by(words: &[&str], text: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files() {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let mut program = Command::new(env!("CARGO_BIN_EXE_switchroom"));
    program.current_dir(folder.path()).args(words).args(["--threads", "1", "--export-json", "-"]);
    let exported = program.output().unwrap().stdout;
    let told = |bytes: &[u8]| {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let is_time = |line: &str| line.contains("cpu_seconds") || line.contains("wall_seconds");
        text.lines().filter(|line| !is_time(line)).map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(exported.len() > 500);
    assert_eq!(told(text), told(&exported));
}

#[test]
fn what_is_asked_from_memory_is_what_the_program_exports() {
    let texts: InMemory = files().into_iter().collect();
    let (centre, what_if) = (Path::new("centre.json"), Path::new("whatif.json"));
    let (mut compare, mut staff, mut check) = (Vec::new(), Vec::new(), Vec::new());
    let answer = ask(Run::new(Kind::Compare, Common::of(what_if)), &texts, &()).unwrap();
    answer.forms.unwrap().json(&mut compare).unwrap();
    assert_is_exported_by(&["compare", "whatif.json"], &compare);
    let answer = ask(Staff::new(Common::of(centre)), &texts, &()).unwrap();
    answer.forms.unwrap().json(&mut staff).unwrap();
    assert_is_exported_by(&["staff", "centre.json"], &staff);
    let answer = ask(Check::new(vec![what_if.to_owned()]), &texts, &()).unwrap();
    answer.forms.unwrap().write_json(&mut check).unwrap();
    assert_is_exported_by(&["check", "whatif.json"], &check);
}
