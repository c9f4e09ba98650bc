//! Whole files from a folder, as a planner has them.

use tempfile::TempDir;

use super::super::model::Staffing;
use super::*;

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a folder for tests");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a file for tests");
    }
    folder
}

/// What loading a file of the folder gives, with its path cut from the messages.
fn load_in(folder: &TempDir, name: &str, overrides: &[Override]) -> Result<Loaded, Vec<String>> {
    load(&folder.path().join(name), overrides).map_err(|error| match error {
        LoadError::Problems(problems) => {
            let prefix = format!("{}{}", folder.path().display(), std::path::MAIN_SEPARATOR);
            let said = problems.iter().map(|problem| problem.to_string().replace(&prefix, ""));
            said.collect()
        }
        LoadError::Unreadable { .. } => vec!["unreadable".to_owned()],
    })
}

const SMALL: &str = r#"{
  "format": 1, "name": "small",
  "day": { "opens": "08:00", "closes": "18:00", "interval_minutes": 30 },
  "contact_types": {
    "sales":   { "volume_per_hour": 324, "handle_time": { "mean_seconds": 360 }, "patience": { "mean_seconds": 120 } },
    "service": { "volume_per_hour": 720, "handle_time": { "mean_seconds": 300 }, "patience": { "mean_seconds": 240 } }
  },
  "agent_groups": {
    "sales desk":   { "agents": 30, "skills": ["sales"] },
    "service desk": { "agents": 50, "skills": ["service"] },
    "blended":      { "agents": 20, "skills": ["sales", "service"] }
  }
}"#;

const WHAT_IF: &str = r#"{
  "base": "small.json", "name": "what if",
  "variants": {
    "learn": { "give_skill": { "group": "service desk", "share": 0.20, "skill": "sales", "handle_time_factor": 1.15 } },
    "volume +10 %": { "scale": { "contact_types.*.volume": 1.10 } },
    "everyone blended": { "pool": { "groups": ["sales desk", "service desk", "blended"], "into": "all" } },
    "best split": { "best_split": { "groups": ["sales desk", "service desk", "blended"] } }
  },
  "contrasts": { "blending": { "plus": ["everyone blended", "learn"], "minus": ["base", "best split"] } }
}"#;

#[test]
fn a_what_if_is_read_with_its_base() {
    let folder = folder(&[("small.json", SMALL), ("whatif.json", WHAT_IF)]);
    let loaded = load_in(&folder, "whatif.json", &[]).expect("no problems");
    assert_eq!(loaded.base.name, "what if");
    assert_eq!(loaded.base.agent_groups.len(), 3);
    let names: Vec<&str> = loaded.variants.iter().map(|variant| variant.name.as_str()).collect();
    assert_eq!(names, ["learn", "volume +10 %", "everyone blended", "best split"]);
    assert_eq!(loaded.variants[2].scenario.agent_groups.len(), 1);
    assert_eq!(loaded.variants[3].best_split.as_ref().expect("a split").heads, [100; 20]);
    assert!(loaded.variants[..3].iter().all(|variant| variant.best_split.is_none()));
    let contrast = &loaded.contrasts[0];
    assert_eq!((contrast.plus.as_slice(), contrast.minus.as_slice()), (&[3, 1][..], &[0, 4][..]));
    let more = loaded.variants[1].scenario.contact_types[0].arrivals.expected[0];
    assert!((more - 162.0 * 1.1).abs() < 1e-9);
}

#[test]
fn variants_may_stand_in_the_scenario_itself() {
    let text = SMALL.replacen(
        "\"format\": 1,",
        "\"format\": 1, \"variants\": {\"same\": {}, \"lines\": {\"set\": {\"lines\": 90}}},",
        1,
    );
    let folder = folder(&[("small.json", &text)]);
    let loaded = load_in(&folder, "small.json", &[]).expect("no problems");
    assert_eq!(loaded.variants[0].scenario, loaded.base);
    assert_eq!(loaded.variants[1].scenario.lines, Some(90));
    assert_eq!(loaded.base.lines, None);
}

#[test]
fn the_command_line_changes_the_base_of_everything() {
    let folder = folder(&[("small.json", SMALL), ("whatif.json", WHAT_IF)]);
    let set = |path: &str, value: &str| Override::Set(path.to_owned(), value.to_owned());
    let overrides = [
        set("day.closes", "16:00"),
        set("day.interval_minutes", "60"),
        set("agent_groups.blended.agents", "[1, 2, 3, 4, 5, 6, 7, 8]"),
        Override::Scale("contact_types.sales.volume".to_owned(), 0.5),
    ];
    let loaded = load_in(&folder, "whatif.json", &overrides).expect("no problems");
    assert_eq!(loaded.base.day.intervals, 8);
    assert_eq!(loaded.base.contact_types[0].arrivals.expected, [162.0; 8]);
    let Staffing::Counter { scheduled, .. } = &loaded.base.agent_groups[0].staffing else {
        panic!("counted heads")
    };
    assert_eq!(*scheduled, [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(loaded.variants[0].scenario.day.intervals, 8);
}

#[test]
fn mistakes_on_the_command_line_are_located_too() {
    let folder = folder(&[("small.json", SMALL)]);
    let overrides = [
        Override::Set("contact_types.sales.volum".to_owned(), "[1]".to_owned()),
        Override::Set("lines".to_owned(), "many".to_owned()),
        Override::Scale("contact_types.slaes.volume".to_owned(), 2.0),
    ];
    let said = load_in(&folder, "small.json", &overrides).expect_err("problems");
    assert_eq!(
        said,
        [
            "--scale:3:1: found `slaes` in the path `contact_types.slaes.volume`, wanted `sales`",
            "--set:1:1: found the unknown key `volum`, wanted `volume`",
            "--set:2:1: found \"many\", wanted a whole number from 1 to 1000000000",
        ]
    );
}

#[test]
fn a_base_may_not_have_a_base_and_must_be_there() {
    let folder = folder(&[
        ("nested.json", r#"{"base": "whatif.json", "variants": {}}"#),
        ("whatif.json", WHAT_IF),
        ("lost.json", r#"{"base": "nowhere.json"}"#),
    ]);
    let nested = load_in(&folder, "nested.json", &[]).expect_err("a problem");
    assert_eq!(nested, ["whatif.json:2:11: found `base` in a base, wanted a whole scenario"]);
    let lost = load_in(&folder, "lost.json", &[]).expect_err("a problem");
    assert!(
        lost[0].starts_with("lost.json:1:10: found \"nowhere.json\", wanted a file that can be")
    );
    assert_eq!(load_in(&folder, "none.json", &[]).expect_err("no file"), ["unreadable"]);
}

#[test]
fn ten_mistakes_in_three_files_are_ten_problems() {
    let base = r#"{
  "format": 1,
  "day": { "opens": "08:00", "closes": "09:00" },
  "inputs": { "volumes": { "csv": "volumes.csv" } },
  "contact_types": {
    "sales": { "volume": { "from": "volumes" }, "handle_time": 300, "existing_customer_share": 20 },
    "service": { "volume": [10, 20, 30], "handle_time": 300 }
  },
  "agent_groups": {
    "desk": { "agents": 3, "skills": ["sales", "servce"], "wages_per_hour": 20 },
    "other": { "agents": 2.5, "skills": ["service"] }
  }
}"#;
    let csv = "date,interval_start,contact_type,offered\n\
               2026-03-10,08:00,sales,12\n\
               2026-03-10,08:30,sales,-3\n";
    let what_if = r#"{
  "base": "centre.json",
  "variants": {
    "base": { "scale": { "contact_types.*.volume": 1.1 } },
    "more": { "scale": { "contact_types.slaes.volume": 1.1 } },
    "fewer": { "move_agents": { "from": "desk", "to": "othr", "agents": 1 } }
  },
  "contrasts": { "c": { "plus": ["mor"], "minus": ["base"] } }
}"#;
    let files = [("centre.json", base), ("volumes.csv", csv), ("whatif.json", what_if)];
    let said = load_in(&folder(&files), "whatif.json", &[]).expect_err("problems");
    let places: Vec<&str> = said.iter().map(|line| line.split(": ").next().unwrap()).collect();
    let wanted = [
        "centre.json:6:96",
        "centre.json:7:28",
        "centre.json:10:48",
        "centre.json:10:59",
        "centre.json:11:26",
        "volumes.csv:3:24",
        "whatif.json:4:5",
        "whatif.json:5:26",
        "whatif.json:6:55",
        "whatif.json:8:34",
    ];
    assert_eq!(places, wanted, "{}", said.join("\n"));
}

#[test]
fn a_variant_does_not_repeat_what_is_wrong_with_the_base() {
    let base = SMALL.replace("\"agents\": 50", "\"agents\": -50");
    let folder = folder(&[("small.json", &base), ("whatif.json", WHAT_IF)]);
    let said = load_in(&folder, "whatif.json", &[]).expect_err("a problem");
    assert_eq!(said.len(), 1, "{}", said.join("\n"));
}

#[test]
fn what_new_writes_is_a_scenario_with_variants() {
    let folder = folder(&[("new.json", template())]);
    let loaded = load_in(&folder, "new.json", &[]).expect("no problems");
    assert_eq!(loaded.variants.len(), 2);
    let home = loaded.variants[0].scenario.agent_groups.iter();
    let learnt = home.filter(|group| group.name == "service desk + sales").count();
    assert_eq!(learnt, 1);
}
