//! Whole files from a folder, as a planner has them: what is understood, and what is said of
//! those that are wrong. `horizon`: days by date, and what a variant may not change of them.

use std::fs;
use std::rc::Rc;

use tempfile::TempDir;

use super::base::Ground;
use super::prepared::{Prepared, prepared};
use super::variants::VariantReader;
use super::*;
use crate::scenario::asked::checks;
use crate::scenario::model::Staffing;
use crate::scenario::overlay::changes::Override;
use crate::scenario::shape::tables::SCENARIO;
use crate::scenario::shape::validate::validate;
use crate::scenario::shape::{Shape, members_of};
use crate::scenario::text::files::Disk;
use crate::scenario::text::parse::parse;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::texts::Folder;
use crate::scenario::text::tree::{Node, Value};

mod changes;
mod horizon;

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
        kept @ LoadError::KeptResult { .. } => vec![kept.to_string()],
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
    let wanted = "lost.json:1:10: found \"nowhere.json\", which cannot be read (there is no such \
                  file), wanted a scenario file beside this one";
    assert_eq!(lost, [wanted]);
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

/// A centre that uses most of the format.
const FULLER: &str = include_str!("../../test_files/fuller.json");

/// Volumes and heads of its twelve hours.
fn fuller_files() -> [(&'static str, String); 3] {
    let halves = (8..20).flat_map(|hour| [(hour, "00"), (hour, "30")]);
    let at = |(hour, minute): (u32, &str)| format!("2026-03-10;{hour:02}:{minute}");
    let offered = |half| format!("{0};sales;20,5\n{0};service;150\n", at(half));
    let agents =
        |half: (u32, _)| format!("{0};sales desk;6\n{0};service desk;{1}\n", at(half), half.0 + 10);
    let volumes: String = halves.clone().map(offered).collect();
    let staffing: String = halves.map(agents).collect();
    [
        ("centre.json", FULLER.to_owned()),
        ("volumes.csv", format!("date;interval_start;contact_type;offered\n{volumes}")),
        ("staffing.csv", format!("date;interval_start;agent_group;agents\n{staffing}")),
    ]
}

const FULLER_WHAT_IF: &str = r#"{
  "base": "centre.json",
  "variants": {
    "20 % of service agents learn sales": { "give_skill": { "group": "service desk", "share": 0.20, "skill": "sales", "handle_time_factor": 1.15 } },
    "volume +10 %":      { "scale": { "contact_types.*.volume": 1.10 } },
    "handle time +15 s": { "add":   { "contact_types.service.handle_time.mean_seconds": 15 } },
    "no offers at peak": { "set":   { "contact_types.service.offer.when.waiting_at_most": 0 } },
    "desks pooled": { "pool": { "groups": ["sales desk", "service desk"], "into": "all", "wage_per_hour": 25, "incentive": "retention" } }
  }
}"#;

/// A what-if of that centre, and all that it names.
pub(super) fn fuller_texts() -> Vec<(&'static str, String)> {
    let what_if = ("whatif.json", FULLER_WHAT_IF.to_owned());
    fuller_files().into_iter().chain([what_if]).collect()
}

fn fuller_folder() -> TempDir {
    let files = fuller_texts();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, &**text)).collect();
    folder(&files)
}

#[test]
fn a_fuller_centre_is_read_with_its_csv_files() {
    let loaded = load_in(&fuller_folder(), "whatif.json", &[])
        .unwrap_or_else(|said| panic!("{}", said.join("\n")));
    let base = &loaded.base;
    assert_eq!(base.day.intervals, 24);
    assert_eq!(base.contact_types[1].arrivals.expected, [20.5; 24]);
    assert_eq!(base.contact_types[1].busyness, [0, 1]);
    let volumes: Vec<f64> = base.contact_types.iter().map(|t| t.arrivals.expected[23]).collect();
    assert_eq!(volumes, [1.5, 20.5, 150.0]);
    // By name: blended, sales desk, service desk.
    assert_eq!(base.agent_groups[2].homes.len(), 29);
    assert_eq!(base.agent_groups[0].homes.len(), 20);
    let more = &loaded.variants[1].scenario.contact_types[1].arrivals.expected;
    assert!((more[0] - 22.55).abs() < 1e-9);
    let longer = &loaded.variants[2].scenario.contact_types[2].handle_time.law;
    assert!((longer.mean() - 265.0).abs() < 1e-9);
    let offer = loaded.variants[3].scenario.contact_types[2].offer.as_ref().expect("an offer");
    assert_eq!(offer.when.waiting_at_most, Some(0));
    assert!(loaded.echo.iter().any(|line| line.contains("volumes.csv")), "{:?}", loaded.echo);
}

/// Addresses of all values below a node, as the turns to take at each level.
fn all_values(node: &Node, so_far: &[usize], found: &mut Vec<Vec<usize>>) {
    let children = node.members().iter().map(|member| &member.node).chain(node.items());
    for (index, child) in children.enumerate() {
        let mut address = so_far.to_vec();
        address.push(index);
        all_values(child, &address, found);
        found.push(address);
    }
}

fn child_at(node: &mut Node, index: usize) -> &mut Node {
    match &mut node.value {
        Value::Object(members) => &mut members[index].node,
        Value::List(items) => &mut items[index],
        _ => panic!("the address was found in this tree"),
    }
}

/// What a value is replaced by to break a file.
const BROKEN: [&str; 12] = [
    "null",
    "true",
    "-1",
    "0",
    "0.3",
    "1e300",
    "4294967296",
    "\"x\"",
    "\"24:00\"",
    "[]",
    "{}",
    "[[1], {\"mean_seconds\": [2]}]",
];

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(400))]

    /// Whatever value of whichever file is replaced by whatever: problems, or a scenario.
    #[test]
    fn a_broken_file_never_panics(which in 0_usize..1000, by in 0..BROKEN.len(), of_base: bool) {
        let mut problems = Problems::default();
        let parsed = |text: &str, problems: &mut Problems| parse("t.json", text, problems);
        let mut base = parsed(FULLER, &mut problems).unwrap();
        let mut what_if = parsed(FULLER_WHAT_IF, &mut problems).unwrap();
        let node = if of_base { &mut base } else { &mut what_if };
        let mut addresses = Vec::new();
        all_values(node, &[], &mut addresses);
        let address = &addresses[which % addresses.len()];
        let value = address.iter().fold(node, |node, &index| child_at(node, index));
        value.value = parsed(BROKEN[by], &mut problems).unwrap().value;
        let files = fuller_folder();
        let folder = Folder::of(&files.path().join("t.json"), Rc::new(Disk));
        proptest::prop_assert!(problems.is_empty());
        validate(&base, &Shape::Object(&SCENARIO), &mut problems);
        let mut echo = Vec::new();
        let prepared = prepared(base, &folder, Vec::new(), &mut problems, &mut echo);
        let built = prepared.built(&folder, &mut problems);
        proptest::prop_assert!(built.is_some() || !problems.is_empty());
        let (known, files) = (Vec::new(), Vec::new());
        let Prepared { tree, dated } = prepared;
        let ground = Ground { tree, dated, folder, known, files, unsettled: None };
        let reader = VariantReader { ground: &ground, base: built.as_ref() };
        for member in members_of(&what_if, "variants") {
            let before = problems.len();
            let variant = reader.variant(member, &mut problems, &mut echo);
            proptest::prop_assert!(variant.is_some() || problems.len() > before || before > 0);
        }
    }
}

/// The small scenario with these checks on its last line.
fn with_checks(checks: &str) -> String {
    let end = SMALL.rfind('}').expect("an object");
    format!(
        "{},\n  \"variants\": {{ \"one desk\": {{ \"pool\": {{ \"groups\": [\"sales desk\", \
         \"blended\"], \"into\": \"desk\" }} }} }},\n  \"checks\": {{ {checks} }}\n}}",
        SMALL[..end].trim_end()
    )
}

/// What is said of a file with one check.
fn said_of(check: &str) -> Vec<String> {
    let file = with_checks(&format!("\"it\": {{ {check} }}"));
    let folder = folder(&[("small.json", &file)]);
    load_in(&folder, "small.json", &[]).err().unwrap_or_default()
}

#[test]
fn checks_are_read_in_their_order() {
    let text = r#"
    "sales hold": { "measure": "contact_types.sales.service_level", "at_least": 0.8, "note": "promised" },
    "gain": { "measure": "contact_types.service.asa_seconds", "variant": "one desk", "difference": true, "at_most": 5, "severity": "warn", "max_replications": 700 },
    "still": { "measure": "intervals.09:30.agent_groups.blended.occupancy", "margin": 0.01 }"#;
    let file = with_checks(text);
    let loaded = load_in(&folder(&[("small.json", &file)]), "small.json", &[]).expect("sound");
    let [hold, gain, still] = &loaded.checks[..] else { panic!("three checks") };
    assert_eq!((hold.name.as_str(), hold.at_least, hold.variant), ("sales hold", Some(0.8), 0));
    assert_eq!((hold.written.line, hold.written.column), (15, 5));
    assert_eq!((gain.variant_name.as_str(), gain.at_most), ("one desk", Some(5.0)));
    assert_eq!((gain.of, gain.severity), (checks::Of::Difference, checks::Severity::Warn));
    assert_eq!(gain.max_replications, Some(700));
    assert_eq!((still.margin, still.is_bounded()), (Some(0.01), false));
}

#[test]
fn an_unknown_measure_subject_or_variant_is_located_with_the_nearest_name() {
    for (check, wanted) in [
        (
            r#""measure": "contact_types.sales.service_levle", "at_least": 0.8"#,
            "small.json:14:34: found `service_levle`, wanted a measure of a contact type: \
             `service_level`",
        ),
        (
            r#""measure": "contact_types.slaes.service_level", "at_least": 0.8"#,
            "small.json:14:34: found `slaes`, wanted a contact type: `sales`",
        ),
        (
            r#""measure": "abandon_rate", "variant": "one dsek", "at_most": 0.8"#,
            "small.json:14:61: found `one dsek`, wanted a known variant: `one desk`",
        ),
        (
            r#""measure": "agent_groups.blended.occupancy", "variant": "one desk", "at_most": 1"#,
            "small.json:14:34: found `blended`, wanted an agent group: `desk` or `service desk`",
        ),
        (
            r#""measure": "agent_groups.desk.occupancy", "variant": "one desk", "difference": true, "at_most": 1"#,
            "small.json:14:34: found `desk`, wanted an agent group: `blended`, \
             `sales desk` or `service desk`",
        ),
    ] {
        let said = said_of(check);
        assert_eq!(said.len(), 1, "{said:?}");
        assert_eq!(said[0], wanted);
    }
}

#[test]
fn a_check_that_makes_no_sense_is_a_problem() {
    for (check, wanted) in [
        (r#""measure": "abandon_rate""#, "`at_least`, `at_most` or `margin`"),
        (r#""measure": "abandon_rate", "at_most": 3"#, "did you mean 0.03?"),
        (r#""measure": "abandon_rate", "at_least": 0.3, "at_most": 0.2"#, "at least 0.3"),
        (r#""measure": "abandon_rate", "margin": 0"#, "above 0"),
        (r#""measure": "abandon_rate", "at_most": 0.1, "difference": true"#, "`variant`"),
        (r#""measure": "abandon_rate", "at_most": 0.1, "severity": "warning""#, "`warn`"),
        (r#""measure": "abandon_rate", "atmost": 0.1"#, "`at_most`"),
        (
            r#""measure": "abandon_rate", "at_most": 0.1, "variant": "base", "difference": true"#,
            "a variant",
        ),
    ] {
        let said = said_of(check);
        assert!(said.iter().any(|it| it.contains(wanted)), "{check}: {said:?}");
    }
}

#[test]
fn the_checks_of_a_base_are_left_aside_for_those_of_the_what_if() {
    let base = with_checks(r#""a": { "measure": "abandon_rate", "at_most": 0.1 }"#);
    let what_if = r#"{ "base": "small.json", "variants": { "v": {} }, "checks": { "b": { "measure": "net_value", "variant": "v", "difference": true, "at_least": 0 } } }"#;
    let folder = folder(&[("small.json", &base), ("whatif.json", what_if)]);
    let loaded = load_in(&folder, "whatif.json", &[]).expect("sound");
    assert_eq!(loaded.checks.len(), 1);
    assert_eq!(loaded.checks[0].name, "b");
    assert!(loaded.echo.iter().any(|it| it.contains("its own checks are left aside")));
}
