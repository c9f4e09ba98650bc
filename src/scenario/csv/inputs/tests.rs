//! CSV files in the tree of a scenario.

use proptest::prelude::*;

use super::*;
use crate::scenario::shape::tables::FILE;
use crate::scenario::shape::validate::validate;
use crate::scenario::text::parse::parse;
use crate::scenario::text::texts::InMemory;

const EXAMPLES: [&str; 3] = [
    include_str!("../../test_files/small.json"),
    include_str!("../../test_files/campaign.json"),
    include_str!("../../test_files/whatif.json"),
];

const CENTRE: &str = r#"{"format": 1,
  "day": {"date": "2026-03-10", "opens": "08:00", "closes": "10:00"},
  "inputs": {"v": {"csv": "v.csv"}, "s": {"csv": "s.csv"}},
  "contact_types": {
"sales": {"volume": {"from": "v"}, "handle_time": {"from": "v", "cv": 0.8}}},
  "agent_groups": {"desk": {"agents": {"from": "s"}, "skills": ["sales"]}}
}"#;

const VOLUMES: &str = "date,interval_start,contact_type,offered,handle_time_seconds\n\
    2026-03-10,08:00,sales,10,300\n\
    2026-03-10,08:30,sales,20,360\n\
    2026-03-10,09:00,sales,0,\n\
    2026-03-10,09:30,sales,10,300\n";

const STAFFING: &str = "date;interval_start;agent_group;agents\n\
    2026-03-10;08:00;desk;3\n\
    2026-03-10;09:00;desk;4,0\n";

struct Filled {
    root: Node,
    problems: Vec<String>,
    echo: Vec<String>,
}

/// Where the names in a file lead.
fn folder(files: &[(&str, &str)]) -> Folder {
    let files: InMemory = files.iter().map(|(name, text)| (*name, *text)).collect();
    Folder::of(Path::new("c.json"), Rc::new(files))
}

fn filled(centre: &str, files: &[(&str, &str)]) -> Filled {
    let folder = folder(files);
    let mut problems = Problems::default();
    let mut echo = Vec::new();
    let mut root = parse("c.json", centre, &mut problems).expect("JSON");
    validate(&root, &FILE, &mut problems);
    fill_inputs(&mut root, &folder, &mut problems, &mut echo);
    validate(&root, &FILE, &mut problems);
    let problems = problems.sorted().iter().map(ToString::to_string).collect();
    Filled { root, problems, echo }
}

fn numbers(root: &Node, path: &[&str]) -> Vec<f64> {
    let node = path.iter().fold(root, |node, key| node.get(key).expect("the path is there"));
    node.items().iter().filter_map(Node::number).collect()
}

const VOLUME: [&str; 3] = ["contact_types", "sales", "volume"];

#[test]
fn the_rows_of_the_day_become_lists_in_the_tree() {
    let Filled { root, problems, echo } =
        filled(CENTRE, &[("v.csv", VOLUMES), ("s.csv", STAFFING)]);
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(numbers(&root, &VOLUME), [10.0, 20.0, 0.0, 10.0]);
    let means = numbers(&root, &["contact_types", "sales", "handle_time", "mean_seconds"]);
    assert_eq!(means, [300.0, 360.0, 330.0, 300.0]);
    assert_eq!(numbers(&root, &["agent_groups", "desk", "agents"]), [3.0, 3.0, 4.0, 4.0]);
    assert_eq!(
        echo,
        [
            "v.csv: 4 rows of 2026-03-10, every 30 minutes",
            "v.csv: sales: 40 offered",
            "v.csv: sales: mean handle time 330 s (also where there is none, in 1 of the intervals)",
            "s.csv: 2 rows of 2026-03-10, every 60 minutes",
            "s.csv: desk: 3 to 4 agents",
        ]
    );
}

#[test]
fn a_value_stands_where_it_was_read() {
    let filled = filled(CENTRE, &[("v.csv", VOLUMES), ("s.csv", STAFFING)]);
    let volume = VOLUME.iter().fold(&filled.root, |node, key| node.get(key).expect("a path"));
    let place = &volume.items()[1].place;
    assert_eq!(&*place.file, "v.csv");
    assert_eq!((place.line, place.column), (3, 24));
}

#[test]
fn longer_steps_are_split_and_shorter_ones_added_up() {
    let hourly = "date,interval_start,contact_type,offered,handled,total_handle_time_seconds\n\
        2026-03-10,08:00,sales,10,8,2400\n2026-03-10,09:00,sales,20,20,8000\n";
    let by_hour = filled(CENTRE, &[("v.csv", hourly), ("s.csv", STAFFING)]);
    assert_eq!(by_hour.problems, Vec::<String>::new());
    assert_eq!(numbers(&by_hour.root, &VOLUME), [5.0, 5.0, 10.0, 10.0]);
    let means = ["contact_types", "sales", "handle_time", "mean_seconds"];
    assert_eq!(numbers(&by_hour.root, &means), [300.0, 300.0, 400.0, 400.0]);

    let coarse = CENTRE.replace("\"closes\"", "\"interval_minutes\": 60, \"closes\"");
    let added = filled(&coarse, &[("v.csv", VOLUMES), ("s.csv", STAFFING)]);
    assert_eq!(added.problems, Vec::<String>::new());
    assert_eq!(numbers(&added.root, &VOLUME), [30.0, 10.0]);
    assert_eq!(numbers(&added.root, &means), [340.0, 300.0]);
}

/// The problems of the sound files after one replacement in one of them.
fn problems_with(file: &str, old: &str, new: &str) -> Vec<String> {
    let texts = [("c.json", CENTRE), ("v.csv", VOLUMES), ("s.csv", STAFFING)];
    let [centre, volumes, staffing] = texts.map(|(name, text)| {
        assert!(name != file || text.contains(old), "{old}");
        if name == file { text.replacen(old, new, 1) } else { text.to_owned() }
    });
    filled(&centre, &[("v.csv", &volumes), ("s.csv", &staffing)]).problems
}

/// A file, what is replaced in it by what, and the problems then.
type Case = (&'static str, &'static str, &'static str, &'static [&'static str]);

const MISTAKES: &[Case] = &[
    (
        "v.csv",
        "08:30,",
        "08:00,",
        &["v.csv:3:12: found \"08:00\" a second time for \"sales\", wanted each interval once"],
    ),
    (
        "v.csv",
        "2026-03-10,08:30,sales,20,360\n",
        "",
        &["v.csv:3:12: found \"09:00\" for \"sales\" after a gap, wanted a row for 08:30"],
    ),
    (
        "v.csv",
        "2026-03-10,09:30,sales,10,300\n",
        "",
        &["v.csv:4:12: found \"09:00\" as the last row for \"sales\", wanted rows on from 09:30"],
    ),
    (
        "v.csv",
        "10,300\n2",
        "10,\n2",
        &["v.csv:2:27: found a blank, which means unknown, wanted a number (0 is zero)"],
    ),
    ("v.csv", "20,", "many,", &["v.csv:3:24: found \"many\", wanted a number of at least 0"]),
    (
        "v.csv",
        "sales,20",
        "slaes,20",
        &["v.csv:3:18: found the unknown contact type \"slaes\", wanted `sales`"],
    ),
    (
        "v.csv",
        "2026-03-10,08:00",
        "2026-03-10,07:30,sales,1,300\n2026-03-10,08:00",
        &[
            "v.csv:2:24: found 1 offered outside opening hours, wanted nothing but 0 outside 08:00 to 10:00",
        ],
    ),
    (
        "v.csv",
        "offered",
        "offred",
        &["v.csv:1:1: found no column `offered`, wanted `offered` in the header (is it `offred`?)"],
    ),
    ("s.csv", "4,0", "4,5", &["s.csv:3:23: found \"4,5\", wanted a whole number"]),
    (
        "s.csv",
        "09:00",
        "08:30",
        &["s.csv:3:12: found \"08:30\" as the last row for \"desk\", wanted rows on from 09:00"],
    ),
    (
        "c.json",
        "\"from\": \"s\"",
        "\"from\": \"staff\"",
        &["c.json:6:48: found \"staff\", which is not one of `inputs`, wanted `v` or `s`"],
    ),
    (
        "c.json",
        "2026-03-10",
        "2026-03-11",
        &[
            "c.json:2:19: found \"2026-03-11\", of which v.csv and s.csv have no rows, wanted 2026-03-10",
        ],
    ),
    (
        "c.json",
        "\"s.csv\"",
        "\"no.csv\"",
        &[
            "c.json:3:50: found \"no.csv\", which cannot be read (there is no such file), wanted a CSV file beside this one",
        ],
    ),
];

#[test]
fn mistakes_in_files_are_located_there() {
    for (file, old, new, messages) in MISTAKES {
        assert_eq!(&problems_with(file, old, new), messages, "{file}: {old} -> {new}");
    }
}

#[test]
fn several_dates_need_a_choice() {
    let undated = CENTRE.replace("\"date\": \"2026-03-10\", ", "");
    let two = format!("{VOLUMES}2026-03-11,08:00,sales,1,300\n");
    let problems = filled(&undated, &[("v.csv", &two), ("s.csv", STAFFING)]).problems;
    assert_eq!(
        problems,
        [
            "v.csv:6:1: found a second date, 2026-03-11, wanted one date in the file, or `date` in `day`"
        ]
    );
    let dated = filled(CENTRE, &[("v.csv", &two), ("s.csv", STAFFING)]);
    assert_eq!(dated.problems, Vec::<String>::new());
    assert_eq!(numbers(&dated.root, &VOLUME).len(), 4);
}

#[test]
fn a_night_goes_on_in_the_rows_of_the_next_date() {
    let night = CENTRE.replace("08:00", "23:00").replace("10:00", "01:00");
    let rows = "date,interval_start,contact_type,offered,handle_time_seconds\n\
        2026-03-10,00:00,sales,99,300\n2026-03-10,23:00,sales,1,300\n\
        2026-03-10,23:30,sales,2,300\n2026-03-11,00:00,sales,3,300\n\
        2026-03-11,00:30,sales,4,300\n2026-03-11,01:00,sales,0,\n";
    let heads = "date,interval_start,agent_group,agents\n\
        2026-03-10,23:00,desk,1\n2026-03-10,00:00,desk,2\n";
    let filled = filled(&night, &[("v.csv", rows), ("s.csv", heads)]);
    assert_eq!(filled.problems, Vec::<String>::new());
    assert_eq!(numbers(&filled.root, &VOLUME), [1.0, 2.0, 3.0, 4.0]);
    let agents = numbers(&filled.root, &["agent_groups", "desk", "agents"]);
    assert_eq!(agents, [1.0, 1.0, 2.0, 2.0]);
}

#[test]
fn foreign_headers_can_be_named_and_the_rest_is_echoed() {
    let centre = CENTRE.replace(
        "{\"csv\": \"v.csv\"}",
        "{\"csv\": \"v.csv\", \"columns\": {\"offered\": \"Calls\"}}",
    );
    let rows = VOLUMES.replace("offered", "Calls").replace('\n', ",x\n");
    let filled = filled(&centre, &[("v.csv", &rows), ("s.csv", STAFFING)]);
    assert_eq!(filled.problems, Vec::<String>::new());
    assert_eq!(filled.echo.last().expect("an echo"), "v.csv: not read: \"x\"");
}

#[test]
fn scheduled_heads_in_a_file_are_taken_as_such() {
    let rows = STAFFING.replace("agents", "scheduled_agents");
    let filled = filled(CENTRE, &[("v.csv", VOLUMES), ("s.csv", &rows)]);
    assert_eq!(filled.problems, Vec::<String>::new());
    let desk = filled.root.get("agent_groups").and_then(|groups| groups.get("desk"));
    assert!(desk.expect("a desk").get("agents").is_none());
    let heads = numbers(&filled.root, &["agent_groups", "desk", "scheduled_agents"]);
    assert_eq!(heads, [3.0, 3.0, 4.0, 4.0]);
}

#[test]
fn shifts_are_gathered_by_agent_and_values_by_column() {
    let centre =
        CENTRE.replace("\"agents\": {\"from\": \"s\"}", "\"shifts\": {\"from\": \"s\"}").replace(
            "{\"from\": \"v\", \"cv\": 0.8}",
            "{\"values_csv\": \"t.csv\", \"column\": \"s\"}",
        );
    let rows = "agent,agent_group,start,end,break_start,break_end\n\
        ann,desk,08:00,10:00,08:30,08:45\nbob,desk,08:00,09:00,,\n\
        ann,desk,08:00,10:00,09:30,09:45\n";
    let filled =
        filled(&centre, &[("v.csv", VOLUMES), ("s.csv", rows), ("t.csv", "s,t\n30,1\n20,2\n")]);
    assert_eq!(filled.problems, Vec::<String>::new());
    let desk = filled.root.get("agent_groups").and_then(|groups| groups.get("desk"));
    let shifts = desk.and_then(|desk| desk.get("shifts")).expect("shifts").items();
    assert_eq!(shifts.len(), 2);
    assert_eq!(shifts[0].get("breaks").expect("breaks").items().len(), 2);
    let values = numbers(&filled.root, &["contact_types", "sales", "handle_time", "values"]);
    assert_eq!(values, [30.0, 20.0]);
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_bytes_put_into_an_example_make_the_reader_panic(
        example in prop::sample::select(EXAMPLES.to_vec()),
        at in any::<prop::sample::Index>(),
        length in 0_usize..40,
        new in "[\\[\\]{}\",:0-9.eE+\\-\\\\ \n\tanulrtfsé\u{0}]{0,12}",
    ) {
        let text: Vec<char> = example.chars().collect();
        let start = at.index(text.len());
        let end = (start + length).min(text.len());
        let mutated: String =
            text[..start].iter().copied().chain(new.chars()).chain(text[end..].iter().copied()).collect();
        let mut problems = Problems::default();
        if let Some(mut root) = parse("a.json", &mutated, &mut problems) {
            validate(&root, &FILE, &mut problems);
            let mut echo = Vec::new();
            fill_inputs(&mut root, &folder(&[]), &mut problems, &mut echo);
        }
    }

    #[test]
    fn no_text_put_into_a_file_makes_reading_panic(
        at in any::<prop::sample::Index>(),
        length in 0_usize..40,
        new in "[0-9a-z:;,.\"\r\n \\-é]{0,12}",
        is_staffing: bool,
    ) {
        let text: Vec<char> = if is_staffing { STAFFING } else { VOLUMES }.chars().collect();
        let start = at.index(text.len());
        let (before, rest) = text.split_at(start);
        let after = &rest[length.min(rest.len())..];
        let changed: String =
            before.iter().copied().chain(new.chars()).chain(after.iter().copied()).collect();
        let (volumes, staffing) =
            if is_staffing { (VOLUMES, changed.as_str()) } else { (changed.as_str(), STAFFING) };
        let read = filled(CENTRE, &[("v.csv", volumes), ("s.csv", staffing)]);
        let is_whole = numbers(&read.root, &VOLUME).len() == 4;
        prop_assert!(is_whole || !read.problems.is_empty(), "lost without a problem");
    }
}

#[test]
fn filling_twice_reads_nothing_anew() {
    let mut once = filled(CENTRE, &[("v.csv", VOLUMES), ("s.csv", STAFFING)]).root;
    let before = format!("{once:?}");
    let (mut problems, mut echo) = (Problems::default(), Vec::new());
    fill_inputs(&mut once, &folder(&[]), &mut problems, &mut echo);
    assert_eq!((problems, echo), (Problems::default(), Vec::new()));
    assert_eq!(format!("{once:?}"), before);
}
