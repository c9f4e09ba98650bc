//! Horizons whose days have rows of their own, and their variants.

use std::path::Path;

use crate::base::Date;
use crate::scenario::load::{LoadError, Loaded, Source, load};
use crate::scenario::model::{Scenario, Staffing, Warning};
use crate::scenario::{InMemory, Override};

const CENTRE: &str = r#"{
  "format": 1,
  "day": { "date": "1999-07-01", "opens": "08:00", "closes": "10:00", "interval_minutes": 60 },
  "horizon": { "starts": "2026-03-01", "months": 1, "lead_in_months": 1,
               "week": { "sunday": "closed" } },
  "inputs": { "v": { "csv": "v.csv" }, "s": { "csv": "s.csv" } },
  "contact_types": {
    "a": { "volume": { "from": "v" }, "handle_time": 100 },
    "b": { "volume": { "from": "v" }, "handle_time": { "from": "v" } }
  },
  "agent_groups": {
    "one": { "agents": { "from": "s" }, "skills": ["a"] },
    "two": { "agents": 2, "skills": ["b"] }
  },
  "customers": { "effect_months": 12, "retention_per_month": 0.99, "at_start": 100 }
  MORE
}"#;

/// Rows of a date: volumes of `a` and `b` in each of two hours.
fn rows(date: &str, a: u32, b: u32) -> String {
    let row = |hour: &str, name: &str, offered: u32| {
        format!("{date},{hour}:00,{name},{offered},{}\n", 60 + offered)
    };
    ["08", "09"].map(|hour| row(hour, "a", a) + &row(hour, "b", b)).concat()
}

fn heads(date: &str, heads: u32) -> String {
    ["08", "09"].map(|hour| format!("{date},{hour}:00,one,{heads}\n")).concat()
}

/// What is read of the centre with these rows, and with more in the file.
fn read(volumes: &[String], agents: &[String], more: &str) -> Result<Loaded, Vec<String>> {
    source(volumes, agents, more).load().map_err(said)
}

fn source(volumes: &[String], agents: &[String], more: &str) -> Source {
    let volumes = format!(
        "date,interval_start,contact_type,offered,handle_time_seconds\n{}",
        volumes.concat()
    );
    let agents = format!("date,interval_start,agent_group,agents\n{}", agents.concat());
    let texts = InMemory::from_iter([("v.csv", volumes), ("s.csv", agents)]);
    Source::of("c.json", &CENTRE.replace("MORE", more), &texts)
}

pub(super) fn said(error: LoadError) -> Vec<String> {
    match error {
        LoadError::Problems(problems) => problems.iter().map(ToString::to_string).collect(),
        other => vec![other.to_string()],
    }
}

/// What a day of a scenario is.
pub(super) fn on<'a>(scenario: &'a Scenario, date: &str) -> &'a Scenario {
    let horizon = scenario.horizon.as_ref().expect("a horizon");
    let date = Date::read(date).expect("a date");
    let mut days = horizon.lead_in.iter().chain(&horizon.days);
    let day = days.find(|day| day.date == date).expect("a day of the horizon");
    assert!(day.open.is_some(), "an open day");
    day.dated.map_or(scenario, |position| &horizon.dated[position])
}

pub(super) fn volumes(scenario: &Scenario) -> [f64; 2] {
    [0, 1].map(|own| scenario.contact_types[own].arrivals.expected[0])
}

pub(super) fn agents(scenario: &Scenario) -> u32 {
    match &scenario.agent_groups[0].staffing {
        Staffing::Counter { productive, .. } => productive[0],
        Staffing::Shifts(_) => panic!("counted heads"),
    }
}

/// A usual day, two Mondays alike and a Tuesday of their own, a day of the lead-in, a Sunday, and a
/// day after the horizon; of heads a Monday.
fn some_rows() -> [Vec<String>; 2] {
    let volumes = vec![
        rows("1999-07-01", 10, 20),
        rows("2026-03-02", 11, 21),
        rows("2026-03-03", 12, 22),
        rows("2026-03-09", 11, 21),
        rows("2026-02-02", 13, 23),
        rows("2026-03-08", 99, 99),
        rows("2026-04-01", 99, 99),
        rows("2026-03-10", 10, 20),
    ];
    [volumes, vec![heads("1999-07-01", 3), heads("2026-03-09", 4)]]
}

#[test]
fn days_of_which_files_have_rows_are_what_those_say() {
    let [of_volumes, of_heads] = some_rows();
    let base = read(&of_volumes, &of_heads, "").expect("sound").base;
    let horizon = base.horizon.as_ref().expect("a horizon");
    for (date, wanted, heads) in [
        ("2026-03-04", [10.0, 20.0], 3),
        ("2026-03-02", [11.0, 21.0], 3),
        ("2026-03-03", [12.0, 22.0], 3),
        ("2026-03-09", [11.0, 21.0], 4),
        ("2026-02-02", [13.0, 23.0], 3),
        ("2026-03-10", [10.0, 20.0], 3),
    ] {
        assert_eq!((volumes(on(&base, date)), agents(on(&base, date))), (wanted, heads), "{date}");
    }
    assert_eq!(horizon.dated.len(), 4, "Sundays are closed, and a day like all others is none");
    assert!(horizon.dated.iter().all(|own| own.horizon.is_none() && own.day == base.day));
    let handle_time = |of: &Scenario| of.contact_types[1].handle_time.law.mean();
    assert!((handle_time(on(&base, "2026-03-03")) - 82.0).abs() < 1e-9);
    assert!((handle_time(&base) - 80.0).abs() < 1e-9);
}

#[test]
fn days_that_are_alike_are_one() {
    let [of_volumes, _] = some_rows();
    let loaded = read(&of_volumes, &[heads("1999-07-01", 3)], "").expect("sound");
    let horizon = loaded.base.horizon.as_ref().expect("a horizon");
    assert_eq!(horizon.dated.len(), 3);
    let days: Vec<usize> = horizon
        .days
        .iter()
        .filter(|day| day.open.is_some() && day.dated == Some(1))
        .map(|day| day.date.day() as usize)
        .collect();
    assert_eq!(days, [2, 9], "in the order of dates, the lead-in first");
    let wanted = "rows of 5 days of the horizon, from 2026-02-02 to 2026-03-10, which make 3 kinds \
                  of days beside the day of all others";
    assert!(loaded.echo.iter().any(|line| line == wanted), "{:?}", loaded.echo);
}

#[test]
fn a_variant_and_a_command_line_change_every_day() {
    let [of_volumes, of_heads] = some_rows();
    let more = r#", "variants": { "more": { "scale": { "contact_types.a.volume": 2 },
        "move_agents": { "from": "one", "to": "two", "agents": 1 } }, "same": {} }"#;
    let set = Override::Scale("contact_types.b.volume".to_owned(), 10.0);
    let loaded = source(&of_volumes, &of_heads, more).changed(&[set]).load().expect("sound");
    let [more, same] = &loaded.variants[..] else { panic!("two variants") };
    assert_eq!(same.scenario, loaded.base);
    for (date, wanted, heads) in [
        ("2026-03-04", [20.0, 200.0], 2),
        ("2026-03-02", [22.0, 210.0], 2),
        ("2026-03-09", [22.0, 210.0], 3),
        ("2026-02-02", [26.0, 230.0], 2),
    ] {
        let day = on(&more.scenario, date);
        assert_eq!((volumes(day), agents(day)), (wanted, heads), "{date}");
        let homes = &day.agent_groups[1].homes;
        assert_eq!(homes.len(), 3, "who moved keeps his name");
        assert!(homes.iter().any(|home| home.group == "one"));
    }
}

#[test]
fn what_is_wrong_on_one_day_is_said_with_its_date() {
    let [of_volumes, mut of_heads] = some_rows();
    let more = r#",
  "variants": { "less": { "move_agents": { "from": "one", "to": "two", "agents": 3 } } }"#;
    of_heads.push(heads("2026-03-17", 1));
    let said = read(&of_volumes, &of_heads, more).unwrap_err();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("c.json:17:"), "{said:?}");
    assert!(said[0].contains("found 3 on 2026-03-17, wanted at most 1"), "{said:?}");
}

#[test]
fn rows_of_a_day_that_lack_something_are_located() {
    let [mut of_volumes, of_heads] = some_rows();
    of_volumes.push("2026-03-20,08:00,a,5,100\n2026-03-20,09:00,a,5,100\n".to_owned());
    let said = read(&of_volumes, &of_heads, "").unwrap_err();
    assert_eq!(said.len(), 2, "volumes and handle times: {said:?}");
    for (said, place) in said.iter().zip(["9:32", "9:64"]) {
        let wanted = format!("c.json:{place}: found no rows for \"b\" of 2026-03-20 in v.csv");
        assert!(said.starts_with(&wanted), "{said}");
    }
}

#[test]
fn a_variant_reads_no_rows_of_days_by_date() {
    let [of_volumes, of_heads] = some_rows();
    let more = r#", "variants": { "v": { "set": { "contact_types.a.volume": { "from": "v" } } } }"#;
    let said = read(&of_volumes, &of_heads, more).unwrap_err();
    assert!(
        said[0].contains("rows of 2026-02-02, a day of the horizon, for a variant"),
        "{said:?}"
    );
    let one = [rows("1999-07-01", 10, 20)];
    let read = read(&one, &of_heads[..1], more).expect("a day like any other");
    assert_eq!(read.variants[0].scenario, read.base);
}

#[test]
fn a_variant_cannot_change_what_a_horizon_is_made_of() {
    let [of_volumes, of_heads] = some_rows();
    for (verbs, place, path) in [
        (r#""set": { "lines": 9, "horizon.months": 2 }"#, "17:45", "horizon"),
        (r#""set": { "horizon.special_days.2026-03-04": "closed" }"#, "17:33", "horizon"),
        (r#""add": { "horizon.lead_in_months": 1 }"#, "17:33", "horizon"),
        (r#""scale": { "customers.at_start": 2 }"#, "17:35", "customers.at_start"),
    ] {
        let more = format!(",\n  \"variants\": {{ \"v\": {{ {verbs} }} }}");
        let said = read(&of_volumes, &of_heads, &more).unwrap_err();
        let wanted = format!(
            "c.json:{place}: found a variant with another `{path}`, wanted the base's: all designs \
             have the same days and begin with the same customers"
        );
        assert_eq!(said, [wanted], "{verbs}");
    }
    for path in ["customers.memory_months", "prospects.advertising_cost_per_month"] {
        let more = format!(r#", "variants": {{ "v": {{ "set": {{ "{path}": 3 }} }} }}"#);
        let loaded = read(&of_volumes, &of_heads, &more).expect("that may be changed");
        assert_ne!(loaded.variants[0].scenario, loaded.base, "{path}");
    }
}

#[test]
fn a_variant_has_the_lead_in_of_its_base() {
    let one = [rows("1999-07-01", 10, 20)];
    let more = r#", "variants": { "v": {
        "set": { "customers.leaves_because.unresolved": 0.1, "customers.memory_months": 4 } } }"#;
    let text = CENTRE.replace(", \"lead_in_months\": 1", "").replace("MORE", more);
    let heads = format!("date,interval_start,agent_group,agents\n{}", heads("1999-07-01", 3));
    let volumes =
        format!("date,interval_start,contact_type,offered,handle_time_seconds\n{}", one.concat());
    let texts = InMemory::from_iter([("v.csv", volumes), ("s.csv", heads)]);
    let loaded = Source::of("c.json", &text, &texts).load().expect("sound");
    let lead_in = |of: &Scenario| of.horizon.as_ref().expect("a horizon").lead_in_months;
    assert_eq!((lead_in(&loaded.base), lead_in(&loaded.variants[0].scenario)), (0, 0));
    let warnings = &loaded.variants[0].scenario.remarks.warnings;
    assert!(warnings.iter().any(|it| it.sentence.contains("begin without memory")));
}

#[test]
fn what_days_say_by_date_stays_in_its_files() {
    let [of_volumes, of_heads] = some_rows();
    let said = said(source(&of_volumes, &of_heads, "").filled().unwrap_err());
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("c.json:4:14: found a horizon with rows of days by date"));
    let one = [rows("1999-07-01", 10, 20)];
    let text = source(&one, &of_heads[..1], "").filled().expect("one day can be filled in");
    assert!(text.contains("\"months\": 1"), "{text}");
}

#[test]
fn a_night_that_files_end_with_is_no_day_of_its_own() {
    let text = CENTRE
        .replace("08:00\", \"closes\": \"10:00", "23:00\", \"closes\": \"01:00")
        .replace("MORE", "");
    let night = |date: &str, next: &str, a: u32| {
        format!(
            "{date},23:00,a,{a},100\n{next},00:00,a,{a},100\n{date},23:00,b,1,100\n{next},00:00,b,1,100\n"
        )
    };
    let volumes = format!(
        "date,interval_start,contact_type,offered,handle_time_seconds\n{}{}",
        night("1999-07-01", "1999-07-02", 10),
        night("2026-03-03", "2026-03-04", 11)
    );
    let heads =
        "date,interval_start,agent_group,agents\n1999-07-01,23:00,one,3\n1999-07-02,00:00,one,3\n";
    let texts = InMemory::from_iter([("v.csv", volumes.as_str()), ("s.csv", heads)]);
    let base = Source::of("c.json", &text, &texts).load().map_err(said).expect("sound").base;
    assert_eq!(volumes_of_a(&base, "2026-03-03"), 11);
    assert_eq!(volumes_of_a(&base, "2026-03-04"), 10);
}

#[test]
fn the_bank_over_two_years_is_read() {
    let text = include_str!("../../test_files/horizon.json");
    let loaded = Source::of("bank.json", text, &InMemory::default()).load().map_err(said);
    let loaded = loaded.expect("sound");
    let horizon = loaded.base.horizon.as_deref().expect("a horizon");
    assert_eq!((horizon.days.len(), horizon.lead_in.len()), (730, 731));
    let open: u32 = horizon.months.iter().map(|month| month.open_days).sum();
    assert_eq!(open, 522 - 1 + 1, "Christmas is closed, a Saturday in May is open");
    assert_eq!(loaded.base.remarks.warnings, []);
    assert!(loaded.variants.iter().all(|own| own.scenario.horizon == loaded.base.horizon));
    let [one_desk, advertising] = &loaded.variants[..] else { panic!("two variants") };
    assert!(!one_desk.scenario.remarks.against_base.is_what_if());
    assert_eq!(advertising.scenario.remarks.against_base.happens, ["advertising"]);
}

#[test]
fn the_shipped_bank_is_read_without_a_warning() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/horizon/bank.json");
    let loaded = load(Path::new(path), &[]).map_err(said).expect("sound");
    assert_eq!(loaded.warnings().collect::<Vec<_>>(), Vec::<&Warning>::new());
    assert_eq!(loaded.variants.len(), 4);
    let persisting = loaded.base.customers.and_then(|it| it.persisting).expect("persons");
    assert_eq!((persisting.at_start, persisting.bands.is_some()), (40_000, true));
    assert!(persisting.needs.is_some());
}

fn volumes_of_a(scenario: &Scenario, date: &str) -> u32 {
    volumes(on(scenario, date))[0].round() as u32
}
