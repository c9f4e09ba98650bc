//! What is frozen, and what is refused.

use super::*;
use crate::random::Law;
use crate::scenario::build::tests::{file, result, scenario};

const TYPES: &str = r#""sales": {
        "volume": [10, 20, 40, 80], "busyness": ["weather"],
        "handle_time": {"mean_seconds": [100, 200, 300, 400]},
        "need_probability": 0.5,
        "offer": {"when": {"clock": [["08:30", "09:30"]]}, "handle_time": 60, "revenue": 1,
                  "acceptance_probability": 1}
    },
    "care": {"volume_per_hour": 60, "handle_time": 300}"#;

const GROUPS: &str = r#""desk": {"agents": [1, 2, 3, 4], "skills": ["sales"]},
    "floor": {"skills": ["care"], "shifts": [
        {"start": "08:00", "end": "10:00", "breaks": [{"start": "09:00", "end": "09:15"}]},
        {"start": "08:00", "end": "09:00"},
        {"start": "08:30", "end": "09:30"},
        {"start": "09:15", "end": "10:00"}
    ]}"#;

fn steady(keys: &str) -> String {
    let rest = format!(
        r#", "busyness_factors": {{"weather": {{"cv": 0.3}}}}, "steady_state": {{{keys}}}"#
    );
    file(TYPES, GROUPS, &rest)
}

fn heads(scenario: &Scenario, group: usize) -> (Vec<u32>, Vec<u32>) {
    match &scenario.agent_groups[group].staffing {
        Staffing::Counter { scheduled, productive } => (scheduled.clone(), productive.clone()),
        Staffing::Shifts(_) => panic!("a steady state counts heads"),
    }
}

#[test]
fn a_run_is_warm_up_batches_and_run_out_on_the_coarsest_grid_of_both() {
    for (warm_up, batch, minutes, intervals) in [
        (120, 240, 60, 2 + 20 * 4 + 2),
        (0, 240, 60, 20 * 4),
        (45, 90, 45, 1 + 20 * 2 + 1),
        (20, 30, 10, 2 + 20 * 3 + 2),
        (0, 61, 1, 20 * 61),
        (100, 100, 50, 2 + 20 * 2 + 2),
    ] {
        let keys = format!(r#""warm_up_minutes": {warm_up}, "batch_minutes": {batch}"#);
        let run = scenario(&steady(&keys));
        assert_eq!((run.day.interval_minutes, run.day.intervals), (minutes, intervals));
        let own = run.steady_state.unwrap();
        assert_eq!(own.run_minutes(), u64::from(minutes) * intervals as u64);
    }
}

#[test]
fn the_first_interval_and_usual_lengths_are_taken_where_none_are_given() {
    let own = scenario(&steady("")).steady_state.unwrap();
    let usual = SteadyState {
        interval: "08:00".to_owned(),
        warm_up_minutes: 120,
        batches: 20,
        batch_minutes: 240,
    };
    assert_eq!(own, usual);
}

#[test]
fn volumes_handle_times_and_busyness_are_those_of_the_interval() {
    let run = scenario(&steady(r#""interval": "09:00", "warm_up_minutes": 15"#));
    let (care, sales) = (&run.contact_types[0], &run.contact_types[1]);
    assert_eq!(run.day.interval_minutes, 15);
    // 40 and 30 in half an hour are 20 and 15 in a quarter.
    assert!(sales.arrivals.expected.iter().all(|number| (number - 20.0).abs() < 1e-12));
    assert!(care.arrivals.expected.iter().all(|number| (number - 15.0).abs() < 1e-12));
    assert_eq!(sales.arrivals.expected.len(), run.day.intervals);
    let Law::Lognormal { .. } = sales.handle_time.law else { panic!("usually lognormal") };
    let mean = sales.handle_time.law.mean() * sales.handle_time.factors[0];
    assert!((mean - 300.0).abs() < 1e-9);
    assert!(run.busyness.is_empty() && sales.busyness.is_empty());
    assert!(run.assumptions[0].contains("those of 09:00 for ever, and busyness 1"));
}

#[test]
fn heads_are_those_of_the_interval_and_of_shifts_those_on_duty_at_its_start() {
    for (interval, desk, paid, present, homes) in [
        ("08:00", 1, 2, 2, vec![1, 2]),
        ("08:30", 2, 3, 3, vec![1, 2, 3]),
        // The first is on a paid break, the second has gone home, the fourth is not there yet.
        ("09:00", 3, 2, 1, vec![3]),
        ("09:30", 4, 2, 2, vec![1, 4]),
    ] {
        let run = scenario(&steady(&format!(r#""interval": "{interval}""#)));
        let n = run.day.intervals;
        assert_eq!(heads(&run, 0), (vec![desk; n], vec![desk; n]), "{interval}");
        assert_eq!(heads(&run, 1), (vec![paid; n], vec![present; n]), "{interval}");
        assert_eq!(run.agent_groups[0].homes.len(), desk as usize);
        let called: Vec<_> = run.agent_groups[1].homes.iter().map(|home| home.number).collect();
        assert_eq!(called, homes, "{interval}");
    }
}

#[test]
fn an_offers_clock_is_always_or_never_inside_its_windows() {
    for (interval, clock) in [
        ("08:00", vec![(0.0, 0.0)]),
        ("08:30", vec![]),
        ("09:00", vec![]),
        ("09:30", vec![(0.0, 0.0)]),
    ] {
        let run = scenario(&steady(&format!(r#""interval": "{interval}""#)));
        let offer = run.contact_types[1].offer.as_ref().unwrap();
        assert_eq!(offer.when.clock, clock, "{interval}");
        assert!(!offer.when.never);
    }
}

#[test]
fn what_cannot_be_is_a_located_problem() {
    for (keys, wanted) in [
        (
            r#""interval": "09:10""#,
            "\"09:10\", wanted the start of an interval, 08:00 to 09:30 every 30 minutes",
        ),
        (r#""batches": 19"#, "19, wanted a whole number from 20 to 1000"),
        (r#""batch_minutes": 0"#, "0, wanted a whole number from 1 to 100800"),
        (r#""batch_minutes": 1.5"#, "1.5, wanted a whole number from 1 to 100800"),
        (
            r#""warm_up_minutes": 1, "batch_minutes": 5000"#,
            "a run of 100002 intervals of 1 min, wanted at most 4096 here: less to run, or \
             `warm_up_minutes` and `batch_minutes` that a longer interval divides",
        ),
        (
            r#""batches": 1000, "batch_minutes": 100800, "warm_up_minutes": 0"#,
            "a run of 1680000 intervals of 60 min",
        ),
        (r#""batch": 3"#, "key `batch`"),
    ] {
        let said = result(&steady(keys)).unwrap_err().join("\n");
        assert!(said.contains(wanted), "{keys}: {said}");
        assert!(said.starts_with("t.json:"), "{said}");
    }
}

#[test]
fn what_is_drawn_once_a_day_is_refused() {
    let random = r#", "shrinkage": {"kind": "random", "share": 0.1}, "steady_state": {}"#;
    let groups = r#""desk": {"scheduled_agents": 3, "speed_cv": 0.1, "skills": ["care"]}"#;
    let types = r#""care": {"volume_per_hour": 60, "handle_time": 300}"#;
    let said = result(&file(types, groups, random)).unwrap_err().join("\n");
    assert!(said.contains("random shrinkage in a steady state, wanted a constant share"), "{said}");
    assert!(said.contains("`speed_cv` above 0 in a steady state, wanted 0"), "{said}");
}

#[test]
fn too_many_contacts_for_one_run_are_refused() {
    let types = r#""care": {"volume_per_hour": 1000000, "handle_time": 300}"#;
    let groups = r#""desk": {"agents": 3, "skills": ["care"]}"#;
    let said = result(&file(types, groups, r#", "steady_state": {}"#)).unwrap_err().join("\n");
    assert!(said.contains("84,000,000 contacts expected in 84 h, wanted fewer"), "{said}");
}

#[test]
fn fixed_arrivals_stay_whole() {
    let groups = r#""desk": {"agents": 3, "skills": ["care"]}"#;
    let types = r#""care": {"volume": [7, 7, 7, 7], "arrivals": "fixed", "handle_time": 300}"#;
    let whole = scenario(&file(types, groups, r#", "steady_state": {}"#));
    assert!((whole.contact_types[0].arrivals.expected[0] - 14.0).abs() < 1e-12);
    let rest = r#", "steady_state": {"warm_up_minutes": 15}"#;
    let said = result(&file(types, groups, rest)).unwrap_err().join("\n");
    assert!(said.contains("3.5 \"fixed\" contacts in each 15 min of the steady state"), "{said}");
}
