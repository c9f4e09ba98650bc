//! Sweeps as they are read.

use super::*;
use crate::scenario::load::Source;
use crate::scenario::model::Staffing;
use crate::scenario::text::texts::InMemory;

const CENTRE: &str = r#"{
  "format": 1,
  "day": { "opens": "08:00", "closes": "10:00", "interval_minutes": 60 },
  "contact_types": {
    "sales": { "volume_per_hour": 20, "handle_time": { "mean_seconds": 300 } },
    "service": { "volume_per_hour": 30, "handle_time": { "mean_seconds": 200 } }
  },
  "agent_groups": {
    "sales desk": { "agents": 3, "skills": ["sales"] },
    "blended": { "agents": [2, 3], "skills": ["sales", "service"] },
    "service desk": { "agents": [5, 6], "skills": ["service"] }
  },
  "sweep": SWEEP
}"#;

fn sweep(text: &str) -> Result<Sweep, String> {
    let file = CENTRE.replace("SWEEP", text);
    Source::of("c.json", &file, &InMemory::default())
        .sweep(&Scans::default())
        .map_err(|error| error.to_string())
}

fn scan(path: &str, values: &str) -> TypedAxis {
    TypedAxis { varied: Varied::Set, text: format!("{path}={values}") }
}

fn scanned(scans: &Scans) -> Result<Sweep, String> {
    let file = CENTRE.replace(",\n  \"sweep\": SWEEP", "");
    Source::of("c.json", &file, &InMemory::default())
        .sweep(scans)
        .map_err(|error| error.to_string())
}

/// The values of all points, as texts.
fn values(sweep: &Sweep) -> Vec<String> {
    let texts = |point| sweep.values(point).iter().map(ToString::to_string).collect::<Vec<_>>();
    (0..sweep.len()).map(|point| texts(point).join(" ")).collect()
}

/// Productive heads by group name and interval.
fn heads(scenario: &Scenario) -> Vec<(&str, Vec<u32>)> {
    let heads = scenario.agent_groups.iter().map(|group| match &group.staffing {
        Staffing::Counter { productive, .. } => (group.name.as_str(), productive.clone()),
        Staffing::Shifts(_) => panic!("no shifts here"),
    });
    heads.collect()
}

fn total(scenario: &Scenario, interval: usize) -> u32 {
    heads(scenario).iter().map(|(_, heads)| heads[interval]).sum()
}

#[test]
fn a_grid_has_all_combinations_and_the_last_axis_runs_fastest() {
    let text = r#"[{ "path": "agent_groups.blended.agents", "from": 0, "to": 5, "step": 2 },
                   { "scale": "contact_types.*.volume", "values": [0.9, 1.1] }]"#;
    let sweep = sweep(text).unwrap();
    assert_eq!(values(&sweep), ["0 0.9", "0 1.1", "2 0.9", "2 1.1", "4 0.9", "4 1.1"]);
    let axes = ["agent_groups.blended.agents", "contact_types.*.volume (factor)"];
    assert_eq!(sweep.axes(), axes);
    let scenario = sweep.scenario(3);
    assert_eq!(heads(&scenario)[0], ("blended", vec![2, 2]));
    assert!((scenario.contact_types[0].arrivals.expected[0] - 22.0).abs() < 1e-9);
}

#[test]
fn words_and_skills_can_be_swept() {
    let words = sweep(r#"{ "path": "routing.among_waiting", "values": ["longest_wait", "c_mu"] }"#);
    assert_eq!(values(&words.unwrap()), ["longest_wait", "c_mu"]);
    let text = r#"{ "give_skill": { "group": "service desk", "skill": "sales",
                    "handle_time_factor": 1.2 }, "values": [0, 0.4, 1] }"#;
    let sweep = sweep(text).unwrap();
    assert_eq!(sweep.axes(), ["service desk + sales (share)"]);
    let learnt = |point| heads(&sweep.scenario(point)).iter().map(|(_, own)| own[0]).collect();
    let all: Vec<Vec<u32>> = (0..3).map(learnt).collect();
    assert_eq!(all, [[2, 3, 5, 0], [2, 3, 3, 2], [2, 3, 0, 5]]);
}

#[test]
fn kept_heads_come_from_and_go_to_the_others_in_proportion() {
    let text = r#"{ "path": "agent_groups.blended.agents", "from": 0, "to": 10, "step": 1,
                    "keep_total_agents": true }"#;
    let sweep = sweep(text).unwrap();
    for point in 0..sweep.len() {
        let scenario = sweep.scenario(point);
        assert_eq!((total(&scenario, 0), total(&scenario, 1)), (10, 12), "point {point}");
        assert_eq!(heads(&scenario)[0].1, vec![point as u32; 2]);
    }
    // From 2 to 6 and 3 to 6: 4 of 3 and 5 heads are 1.5 and 2.5, the first by name gets the
    // half; 3 of 3 and 6 are 1 and 2.
    let six = sweep.scenario(6);
    assert_eq!(heads(&six)[1..], [("sales desk", vec![1, 2]), ("service desk", vec![3, 4])]);
    // From 2 to 0 and 3 to 0: 2 over 3 and 5 are 0.75 and 1.25; 3 over 3 and 6 are 1 and 2.
    let none = sweep.scenario(0);
    assert_eq!(heads(&none)[1..], [("sales desk", vec![4, 4]), ("service desk", vec![6, 8])]);
}

#[test]
fn agents_who_change_their_group_keep_their_names() {
    let text = r#"{ "path": "agent_groups.blended.agents", "values": [1, 6],
                    "keep_total_agents": true }"#;
    let sweep = sweep(text).unwrap();
    let homes = |point: usize, group: &str| -> Vec<String> {
        let scenario = sweep.scenario(point);
        let group = scenario.agent_groups.iter().find(|own| own.name == group).unwrap();
        group.homes.iter().map(|home| format!("{} {}", home.group, home.number)).collect()
    };
    assert_eq!(homes(0, "blended"), ["blended 1"]);
    let service: Vec<String> = homes(0, "service desk");
    assert_eq!(service[..6], (1..=6).map(|n| format!("service desk {n}")).collect::<Vec<_>>());
    assert!(service[6..].iter().all(|home| home.starts_with("blended ")), "{service:?}");
    let blended = homes(1, "blended");
    assert_eq!(blended[..3], ["blended 1", "blended 2", "blended 3"]);
    assert!(blended[3..].contains(&"sales desk 3".to_owned()), "{blended:?}");
}

#[test]
fn heads_that_nobody_can_give_are_refused() {
    let text = r#"{ "path": "agent_groups.blended.agents", "values": [4, 11, 12.5],
                    "keep_total_agents": true }"#;
    assert_eq!(
        sweep(text).unwrap_err(),
        "c.json:13:67: found 11 agents in `blended`, wanted at most 10, the heads of all groups at \
         08:00\n\
         c.json:13:71: found 12.5, wanted a whole number of agents"
    );
    let text = r#"{ "path": "lines", "values": [4], "keep_total_agents": true }"#;
    let error = sweep(text).unwrap_err();
    assert!(error.contains("wanted the heads of one group"), "{error}");
    let text = r#"{ "path": "agent_groups.bleded.agents", "values": [4],
                    "keep_total_agents": true }"#;
    let error = sweep(text).unwrap_err();
    assert!(error.contains("wanted a known agent group: `blended`"), "{error}");
}

#[test]
fn an_axis_goes_down_as_it_goes_up() {
    let falling = sweep(r#"{ "path": "lines", "from": 5, "to": 0.5, "step": 1.5 }"#);
    assert!(falling.unwrap_err().contains("found 0.5, wanted a whole number"));
    let falling = sweep(r#"{ "path": "lines", "from": 5, "to": 1, "step": 2 }"#).unwrap();
    assert_eq!(values(&falling), ["5", "3", "1"]);
    let typed = Scans { scans: vec![scan("lines", "5..1..-2")], ..Scans::default() };
    assert_eq!(values(&scanned(&typed).unwrap()), ["5", "3", "1"]);
    let sample = Some(("sobol".to_owned(), 16));
    let drawn = scanned(&Scans { scans: vec![scan("lines", "5..1..-2")], sample, ..typed });
    let mut drawn = values(&drawn.unwrap());
    drawn.sort();
    drawn.dedup();
    assert_eq!(drawn, ["1", "3", "5"]);
}

#[test]
fn a_sample_lies_in_the_box_and_heads_are_whole() {
    for method in ["latin_hypercube", "sobol"] {
        let text = format!(
            r#"{{ "axes": [{{ "path": "agent_groups.blended.agents", "from": 1, "to": 9 }},
                 {{ "scale": "contact_types.*.volume", "from": 0.8, "to": 1.2 }},
                 {{ "path": "contact_types.sales.volume_per_hour", "from": 10, "to": 20, "step": 5 }}],
                 "sample": {{ "method": "{method}", "points": 32 }} }}"#
        );
        let sweep = sweep(&text).unwrap();
        assert_eq!(sweep.len(), 32);
        let column = |at: usize| -> Vec<f64> {
            (0..32).map(|point| sweep.values(point)[at].number().unwrap()).collect()
        };
        assert!(column(0).iter().all(|it| (1.0..=9.0).contains(it) && it.fract() == 0.0));
        assert!(column(1).iter().all(|it| (0.8..=1.2).contains(it)));
        assert!(column(2).iter().all(|it| [10.0, 15.0, 20.0].contains(it)));
        // Spread, not heaped: half of the points on either side of the middle.
        assert_eq!(column(1).iter().filter(|it| **it < 1.0).count(), 16);
    }
}

#[test]
fn whole_numbers_are_drawn_whole_each_as_often_and_each_point_once() {
    let kept = "agent_groups.blended.skills.sales.keep_idle";
    for (path, to) in [("lines", "16"), (kept, "8"), ("contact_types.sales.waiting_places", "8")] {
        let text = format!(
            r#"{{ "axes": {{ "path": "{path}", "from": 1, "to": {to} }},
                 "sample": {{ "method": "latin_hypercube", "points": 64 }} }}"#
        );
        let sweep = sweep(&text).unwrap();
        let mut drawn = values(&sweep);
        drawn.sort_by_key(|value| value.parse::<u32>().unwrap());
        let wanted: Vec<String> = (1..=to.parse().unwrap()).map(|it: u32| it.to_string()).collect();
        assert_eq!(drawn, wanted, "{path}");
        let echo = &sweep.loaded.echo;
        let how = format!("`{path}`: drawn are 1 to {to} in steps of 1, each equally likely.");
        assert!(echo.contains(&how), "{echo:?}");
        let once = format!("Of 64 points that were drawn {to} differ; each is run once.");
        assert!(echo.contains(&once), "{echo:?}");
    }
}

#[test]
fn a_scaled_whole_number_is_whole() {
    let text = r#"{ "scale": "lines", "values": [0.5, 1.5] }"#;
    let file = CENTRE.replace(r#""format": 1,"#, r#""format": 1, "lines": 5,"#);
    let file = file.replace("SWEEP", text);
    let sweep = Source::of("c.json", &file, &InMemory::default()).sweep(&Scans::default()).unwrap();
    let lines = [0, 1].map(|point| sweep.scenario(point).lines);
    assert_eq!(lines, [Some(2), Some(8)], "2.5 and 7.5, half to even");
}

#[test]
fn everything_wrong_with_points_is_said_at_once_before_anything_runs() {
    let text = r#"[{ "path": "agent_groups.blended.agents", "values": [3, -1, 2.5] },
                   { "path": "contact_types.slaes.volume_per_hour", "values": [1] }]"#;
    let error = sweep(text).unwrap_err();
    assert!(error.contains("c.json:13:68: found -1, wanted"), "{error}");
    assert!(error.contains("c.json:13:72: found 2.5, wanted"), "{error}");
    assert!(error.contains("wanted `sales`"), "{error}");
    for (text, wanted) in [
        (r#"{ "path": "lines", "from": 0.5, "to": 3 }"#, "0.5 to 3 without a step"),
        (r#"{ "path": "lines", "from": 1 }"#, "`to`"),
        (r#"{ "path": "lines", "scale": "lines", "values": [1] }"#, "`scale` beside `path`"),
        (r#"{ "path": "lines", "from": 1, "to": 20000 }"#, "20,000 points, wanted at most 10,000"),
        (r#"{ "path": "a..b", "values": [1] }"#, "the path `a..b`"),
        (r#"{ "scale": "contact_types.*.volume", "values": ["x"] }"#, "wanted a number"),
        (r#"{ "scale": "contact_types.*.volume", "from": -1, "to": 2 }"#, "found -1, wanted"),
        (
            r#"{ "give_skill": { "group": "blended", "skill": "sales" }, "values": [20] }"#,
            "did you mean 0.2",
        ),
        (
            r#"{ "axes": { "path": "lines", "values": [90] },
                 "sample": { "method": "sobol", "points": 8 } }"#,
            "found a list of values",
        ),
        (
            r#"[{ "path": "lines", "values": [90] }, { "path": "lines", "values": [91] }]"#,
            "found `lines` a second time",
        ),
        (
            r#"[{ "path": "lines", "from": 1, "to": 200 },
             { "path": "agent_groups.blended.agents", "from": 1, "to": 100 }]"#,
            "20,000 points",
        ),
    ] {
        let error = sweep(text).unwrap_err();
        assert!(error.contains(wanted), "{text}: {error}");
    }
}

#[test]
fn the_command_line_says_the_same_as_a_file() {
    let scans =
        |scans: Vec<TypedAxis>| Scans { scans, keep_total_agents: true, ..Scans::default() };
    let axis = scan("agent_groups.blended.agents", "0..4..2");
    let by_hand = scanned(&scans(vec![axis])).unwrap();
    let text = r#"{ "path": "agent_groups.blended.agents", "from": 0, "to": 4, "step": 2,
                    "keep_total_agents": true }"#;
    let by_file = sweep(text).unwrap();
    assert_eq!(values(&by_hand), values(&by_file));
    for point in 0..3 {
        assert_eq!(by_hand.scenario(point), by_file.scenario(point));
    }
    let wrong = scanned(&scans(vec![scan("lines", "1,x")])).unwrap_err();
    assert_eq!(
        wrong,
        "--keep-total-agents:1:1: found no heads that vary, wanted a `--scan` over the heads of a \
         group, as in agent_groups.NAME.agents=0..40..5"
    );
    let wrong = Scans { scans: vec![scan("lines", "5,x")], ..Scans::default() };
    let wrong = scanned(&wrong).unwrap_err();
    assert!(wrong.starts_with("--scan:1:1: found \"x\", wanted a whole number"), "{wrong}");
}

#[test]
fn a_file_that_sweeps_nothing_has_no_points() {
    assert!(scanned(&Scans::default()).unwrap().is_empty());
}

#[test]
fn values_between_the_points_can_be_asked_for() {
    let sweep = sweep(r#"{ "path": "agent_groups.blended.agents", "values": [1, 9] }"#).unwrap();
    assert_eq!(heads(&sweep.between(4.0).unwrap())[0].1, [4, 4]);
    assert!(sweep.between(4.5).is_none(), "no half agents");
}
