//! `switchroom erlang`.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::{assert_holds, assert_refused, folder, stderr, stdout, switchroom};

/// The answer as JSON.
#[track_caller]
fn answer(arguments: &[&str]) -> Value {
    let all = [&["erlang"], arguments, &["--export-json", "-"]].concat();
    let output = switchroom(folder().path(), &all);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
    serde_json::from_str(&stdout(&output)).unwrap()
}

/// The page.
#[track_caller]
fn page(arguments: &[&str]) -> String {
    let output = switchroom(folder().path(), &[&["erlang"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output)
}

#[track_caller]
fn assert_wrong(arguments: &[&str], reason: &str) {
    assert_refused(&switchroom(folder().path(), &[&["erlang"], arguments].concat()), reason);
}

/// JSON carries nine significant digits.
#[track_caller]
fn assert_is(value: &Value, wanted: f64) {
    let found = value.as_f64().unwrap();
    assert!((found / wanted - 1.0).abs() < 2e-8, "found {found}, wanted {wanted}");
}

/// The line that begins with a heading, single-spaced.
#[track_caller]
fn line(page: &str, heading: &str) -> String {
    let squeezed = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let found = page.lines().map(squeezed).find(|line| line.starts_with(heading));
    found.unwrap_or_else(|| panic!("no {heading} in {page}"))
}

#[test]
fn case_a_09_every_figure_of_erlang_c() {
    let asked = ["--volume", "1200", "--handle-time", "300", "--agents", "110"];
    let answer = answer(&asked);
    assert_eq!((&answer["model"], &answer["solved_for"]), (&"erlang_c".into(), &"figures".into()));
    let figures = &answer["figures"];
    assert_is(&figures["delayed_share"], 0.237_007_500_3);
    assert_is(&figures["asa_seconds"], 7.110_225_009);
    assert_is(&figures["service_level"], 0.878_316_292);
    assert_is(&figures["queue_length"], 2.370_075_003);
    let page = page(&asked);
    assert!(page.starts_with("Erlang C: 1,200 contacts an hour and 110 agents\n"), "{page}");
    assert_eq!(line(&page, "Service level in 20 s"), "Service level in 20 s 87.83 %");
    assert!(page.contains("answered within 20 s, of offered (formula `offered`)"), "{page}");
    assert!(page.contains("Nobody ever abandons"), "{page}");
}

#[test]
fn case_a_14_the_fewest_agents_for_eighty_in_twenty() {
    let cases = [
        ("100", "180", 8, 0.880_148_31),
        ("200", "3m", 14, 0.888_350_02),
        ("300", "300s", 30, 0.820_943_72),
        ("1200", "5m", 108, 0.807_386_63),
        ("3600", "4m", 250, 0.820_884_97),
        ("60", "600", 14, 0.847_604_38),
    ];
    for (volume, handle_time, agents, level) in cases {
        let asked = ["--volume", volume, "--handle-time", handle_time, "--service-level", "0.8"];
        let answer = answer(&asked);
        assert_eq!(answer["centre"]["agents"], agents);
        assert_is(&answer["figures"]["service_level"], level);
        assert_eq!(answer["targets"][0]["binds"], true);
    }
}

#[test]
fn case_a_15_through_every_service_level_formula() {
    let centre = ["--volume", "1260", "--handle-time", "300", "--agents", "100"];
    let answer = answer(&[&centre[..], &["--patience", "180"]].concat());
    let (answered, within, gone) = (1.0 - 0.072_123_006_24, 0.673_276_019_8, 0.049_137_206_26);
    let levels = &answer["figures"]["service_levels"];
    assert_is(&levels["offered"], within);
    assert_is(&levels["answered"], within / answered);
    assert_is(&levels["abandoned_within_excluded"], 0.708_068_529_2);
    assert_is(&levels["abandoned_within_met"], within + gone);
    let headline = [&centre[..], &["--patience", "180", "--formula", "answered"]].concat();
    let page = page(&headline);
    assert_eq!(line(&page, "Service level in"), "Service level in 20 s 72.56 %");
    assert!(page.contains("(formula `answered`)"), "{page}");
}

#[test]
fn the_greatest_volume_gives_the_target_back() {
    let asked = ["--agents", "110", "--handle-time", "5m", "--service-level", ".8"];
    let answer = answer(&asked);
    assert_eq!(answer["solved_for"], "volume_per_hour");
    assert_is(&answer["figures"]["service_level"], 0.8);
    let volume = answer["centre"]["volume_per_hour"].as_f64().unwrap();
    // 108 agents reach 80.7 % of 1200 an hour, 110 reach 87.8 % (A-09).
    assert!(volume > 1200.0 && volume < 1250.0, "{volume}");
    assert!(page(&asked).starts_with("Erlang C: 110 agents can take 1,2"));
}

#[test]
fn of_several_targets_it_is_said_which_binds() {
    let asked = ["--volume", "1200", "--handle-time", "5m", "--patience", "3m", "--shrinkage"];
    let targets = ["0.3", "--service-level", "0.8", "--abandonment", "0.05", "--max-occupancy"];
    let asked = [&asked[..], &targets[..], &["0.88"]].concat();
    let answer = answer(&asked);
    let binds = |at: usize| answer["targets"][at]["binds"].as_bool().unwrap();
    assert_eq!((binds(0), binds(1), binds(2)), (false, false, true));
    let agents = answer["centre"]["agents"].as_u64().unwrap();
    let scheduled = answer["centre"]["scheduled_agents"].as_u64().unwrap();
    assert_eq!(scheduled, (agents * 10).div_ceil(7));
    let page = page(&asked);
    assert!(page.contains("With one agent less this would be missed: occupancy, 88."), "{page}");
    assert!(line(&page, "Occupancy").ends_with("wanted at most 88 %"), "{page}");
}

#[test]
fn as_many_lines_as_agents_is_erlang_b() {
    let asked = ["--volume", "1200", "--handle-time", "5m", "--agents", "100", "--lines", "100"];
    let blocked = answer(&asked);
    assert_eq!(blocked["model"], "erlang_b");
    //
    assert_is(&blocked["figures"]["blocked_share"], 0.075_700_452_710_9);
    assert!(page(&asked).contains("Any distribution of the handle time"));
    let asked = ["--volume", "1200", "--handle-time", "5m", "--lines", "agents", "--blocked"];
    let fewest = answer(&[&asked[..], &["0.01"]].concat());
    assert_eq!(fewest["centre"]["agents"], 117);
    assert_eq!(fewest["centre"]["lines"], 117);
}

#[test]
fn case_a_22_lines_and_patience() {
    let asked = ["--volume", "180", "--handle-time", "4m", "--agents", "10", "--lines", "15"];
    let figures = &answer(&[&asked[..], &["--patience", "2m"]].concat())["figures"];
    assert_is(&figures["blocked_share"], 0.039_573_866_31);
    assert_is(&figures["abandon_rate"], 0.196_037_208_1);
}

#[test]
fn a_queue_without_end_is_said_plainly() {
    let asked = ["--volume", "1200", "--handle-time", "300", "--agents", "100"];
    assert_wrong(&asked, "100 erlangs are offered to 100 agents and nobody abandons: the queue");
}

#[test]
fn a_lax_target_leaves_the_fewest_agents_that_keep_up() {
    let asked = ["--volume", "1200", "--handle-time", "300", "--asa", "1000h"];
    let page = page(&asked);
    assert!(page.contains("need 101 agents"), "{page}");
    assert!(page.contains("With one agent less the queue would grow without end."), "{page}");
}

#[test]
fn everything_that_is_missing_or_contradictory_is_said_at_once() {
    let asked = ["--abandonment", "0.03", "--blocked", "0.01", "--short-abandon", "3s"];
    let output = switchroom(folder().path(), &[&["erlang"], &asked[..]].concat());
    assert_refused(&output, "found neither --volume nor --agents, wanted one of them\n");
    let said = stderr(&output);
    for reason in [
        "found no --handle-time",
        "found --abandonment without --patience",
        "found --blocked without --lines",
        "found --short-abandon with formula offered",
    ] {
        assert!(said.contains(reason), "no {reason:?} in {said}");
    }
    assert_eq!(said.lines().count(), 5, "{said}");
}

#[test]
fn too_little_and_too_much_are_refused() {
    let time = ["--handle-time", "300"];
    let with = |more: &[&'static str]| [&time[..], more].concat();
    assert_wrong(&with(&[]), "found neither --volume nor --agents, wanted both, or one of them");
    assert_wrong(&with(&["--volume", "9"]), "found --volume alone, wanted --agents, or a target");
    assert_wrong(&with(&["--agents", "9"]), "found --agents alone, wanted --volume, or a target");
    let all = ["--volume", "9", "--agents", "9", "--service-level", "0.8", "--asa", "9"];
    assert_wrong(
        &with(&all),
        "found --volume, --agents and --service-level, --asa: nothing is left",
    );
    let lines = ["--volume", "9", "--agents", "9", "--lines", "8"];
    assert_wrong(&with(&lines), "found --lines 8 for 9 agents");
    let short = ["--volume", "9", "--agents", "9", "--formula", "short_met", "--within", "3s"];
    assert_wrong(&with(&short), "a short-abandon limit of 5 s above the threshold of 3 s");
}

#[test]
fn what_cannot_be_reached_is_named() {
    let asked = ["--volume", "1200", "--handle-time", "300", "--lines", "90", "--blocked", "0.01"];
    assert_wrong(&asked, "even with 90 agents, one for each line, this is missed: blocked");
    let asked = ["--agents", "10", "--handle-time", "300", "--patience", "60", "--wait", "61"];
    assert_wrong(&asked, "reached at any volume");
}

#[test]
fn values_out_of_range_are_refused() {
    let asked = ["--volume", "1200", "--handle-time", "300", "--service-level", "80"];
    assert_wrong(&asked, "did you mean 0.80 or 80%?");
    assert_wrong(&["--handle-time", "5 weeks"], "wanted a time such as 20, 20s, 5m, 3:00 or 1h");
    assert_wrong(&["--formula", "offred"], "wanted one of: offered, answered");
    assert_wrong(&["--agents", "0"], "0 is not in 1..=1000000");
}

#[test]
fn json_is_written_to_a_file_beside_the_page() {
    let folder = folder();
    let asked = ["erlang", "--volume", "1200", "--handle-time", "300", "--agents", "110"];
    let output = switchroom(folder.path(), &[&asked[..], &["--export-json", "a.json"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).contains("Occupancy"));
    assert_holds(folder.path(), &["a.json"]);
    let text = fs::read_to_string(folder.path().join("a.json")).unwrap();
    let answer: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(answer["erlang_format"], 1);
    assert_eq!(answer["centre"]["service_level_formula"], "offered");
}

#[test]
fn ten_thousand_agents_are_no_trouble() {
    let asked = ["--volume", "120000", "--handle-time", "5m", "--service-level", "0.95"];
    let endless = answer(&asked);
    let agents = endless["centre"]["agents"].as_u64().unwrap();
    assert!((10_001..10_300).contains(&agents), "{agents}");
    // With patience fewer than the load will do, since some abandon.
    let patient = answer(&[&asked[..], &["--patience", "3m"]].concat());
    let fewer = patient["centre"]["agents"].as_u64().unwrap();
    assert!((9_500..10_000).contains(&fewer), "{fewer}");
    assert!(patient["figures"]["service_level"].as_f64().unwrap() >= 0.95);
}

/// Far more than any question takes, also in a checked build on a busy machine.
const LONGEST: Duration = Duration::from_secs(20);

/// Every question of a grid from hardly anything to far too much.
fn grid() -> Vec<Vec<&'static str>> {
    let mut grid = Vec::new();
    for handle_time in ["0.000001", "1", "300", "86400", "1000000000"] {
        for patience in [None, Some("0.000001"), Some("180"), Some("100000000"), Some("1000000000")]
        {
            for lines in [None, Some("1"), Some("300"), Some("20000"), Some("agents")] {
                for volume in [None, Some("0.00001"), Some("1200"), Some("1000000000")] {
                    for agents in [None, Some("1"), Some("1000"), Some("1000000")] {
                        for target in [
                            None,
                            Some(["--service-level", "0.999999"]),
                            Some(["--asa", "0.001"]),
                            Some(["--blocked", "0.001"]),
                        ] {
                            let flags = [
                                ("--patience", patience),
                                ("--lines", lines),
                                ("--volume", volume),
                                ("--agents", agents),
                            ];
                            let mut asked = vec!["--handle-time", handle_time];
                            for (flag, value) in flags {
                                asked.extend(value.into_iter().flat_map(|value| [flag, value]));
                            }
                            asked.extend(target.into_iter().flatten());
                            grid.push(asked);
                        }
                    }
                }
            }
        }
    }
    grid
}

#[expect(clippy::disallowed_methods, reason = "how long it takes is what is asked")]
fn assert_ends(asked: &[&str]) {
    let since = Instant::now();
    let output = switchroom(folder().path(), &[&["erlang"], asked].concat());
    let took = since.elapsed();
    assert!(took < LONGEST, "{asked:?} took {took:?}");
    let said = stderr(&output);
    match output.status.code() {
        Some(0) => assert!(!stdout(&output).contains("NaN"), "{asked:?}: {}", stdout(&output)),
        Some(2) => assert!(!said.is_empty() && !said.contains("panicked"), "{asked:?}: {said}"),
        other => panic!("{asked:?} ended with {other:?}: {said}"),
    }
}

#[test]
fn every_question_has_an_answer_or_a_refusal_soon() {
    // Of each flag each value, and most pairs of them.
    for asked in grid().iter().step_by(61) {
        assert_ends(asked);
    }
}

#[test]
#[ignore = "a thousand questions: most of a minute; .ci/run runs it"]
fn every_seventh_question_of_a_grid_has_an_answer_or_a_refusal_soon() {
    for asked in grid().iter().step_by(7) {
        assert_ends(asked);
    }
}

#[test]
fn what_lies_outside_the_formulas_is_refused_in_words() {
    let asked = ["--volume", "1e9", "--handle-time", "5m", "--patience", "1e8", "--agents", "10"];
    assert_wrong(&asked, "there is no answer, because it was not computed: it would take some 10^");
    let asked = ["--volume", "60", "--handle-time", "5m", "--patience", "1e9", "--agents", "10"];
    assert_wrong(&asked, "there is no answer, because patience never ends");
}
