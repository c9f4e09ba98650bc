//! Sweeps as they are told.

use serde_json::Value;

use super::*;
use crate::experiment::sweep::{
    BreakEven, Crossed, Crossing, Point, PointFigure, PointReplications,
};
use crate::measures::figure_name::{FigureName, Names};
use crate::measures::plan::Period;
use crate::measures::series::{Observation, Series};
use crate::report::sample::{self, bounded, plus_minus};
use crate::report::{Colour, Terminal};
use crate::scenario::asked::sweep::{AxisValue, Sampled};

const PATHS: [&str; 3] = [
    "contact_types.service.service_level",
    "total.service_level",
    "contact_types.service.wait_p90_seconds",
];

fn figure(path: &str) -> FigureName {
    let names = Names { contact_types: vec!["service".into()], ..Names::default() };
    FigureName::read(path, &names).unwrap()
}

fn point(agents: f64, level: f64) -> Point {
    let levels = [
        plus_minus("service_level", level, 0.01),
        plus_minus("service_level", level + 0.05, 0.01),
        bounded("wait_p90_seconds", 20.0, 18.0, 23.0),
    ];
    let difference = plus_minus("service_level", level - 0.8, 0.005);
    let figures = levels.into_iter().map(|level| {
        let has_it = level.definition.key == "service_level";
        Some(PointFigure { level, difference: has_it.then(|| difference.clone()) })
    });
    Point { values: vec![AxisValue::Number(agents)], figures: figures.collect() }
}

fn crossed(is_whole: bool) -> Crossed {
    let (low, high) = (Some(94.0), None);
    Crossed { at: 95.25, between: [95.0, 96.0], low, high, rises: true, is_whole }
}

fn report(crossing: Option<Crossing>) -> SweepReport {
    let base = sample::run().outcome.variants.remove(0).scenario;
    let figure_of = |path: &&str| figure(path);
    let break_even = |crossing| BreakEven { figure: figure(PATHS[0]), value: 0.8, crossing };
    SweepReport {
        outcome: SweepOutcome {
            seed: 1,
            replications: 50,
            threads: 2,
            contacts: 1000,
            digest: "c0ffee".into(),
            base,
            period: Period::Day,
            observations: 50,
            axes: vec!["agent_groups.blended.agents".into()],
            sampled: Sampled::Grid,
            figures: PATHS.iter().map(figure_of).collect(),
            base_figures: vec![Some(plus_minus("service_level", 0.8, 0.01)), None, None],
            points: vec![point(90.0, 0.7), point(100.0, 0.9)],
            points_requested: 2,
            break_evens_requested: usize::from(crossing.is_some()),
            break_evens: crossing.map(break_even).into_iter().collect(),
        },
        stopped_by: StoppedBy::Itself,
        confidence: 0.95,
        measures: vec![PATHS[2].into()],
        understood: vec!["volumes.csv: 4 rows.".into()],
        command: "switchroom sweep centre.json --seed 1".into(),
        cpu_seconds: 1.0,
        wall_seconds: 0.5,
    }
}

fn page(report: &SweepReport) -> String {
    let mut out = Vec::new();
    report.page(Terminal { colour: Colour::No, width: 100 }.into(), &mut out).unwrap();
    String::from_utf8(out).unwrap().replace('\u{a0}', " ")
}

/// The answer as one line.
fn answer(crossing: Option<Crossing>) -> String {
    let page = page(&report(crossing));
    let lines = page.lines().skip(2).take_while(|line| !line.is_empty());
    lines.map(str::trim).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_answer_says_where_the_target_breaks() {
    let whole = answer(Some(Crossing::Once(crossed(true))));
    assert_eq!(
        whole,
        "Service level of service is at least 80 % from agents of blended 96 on (95 %: \
         94 to beyond the points)."
    );
    let real = Crossed { between: [95.2, 95.3], rises: false, high: Some(95.5), ..crossed(false) };
    let real = answer(Some(Crossing::Once(real)));
    assert!(real.ends_with("up to agents of blended 95.2 (95 %: 94.0 to 95.5)."), "{real}");
    let never = answer(Some(Crossing::Never { is_below: true }));
    assert_eq!(never, "Service level of service stays below 80 % at every point.");
    let several = answer(Some(Crossing::Several(vec![[1.0, 2.0], [4.0, 5.0]])));
    assert!(
        several
            .ends_with("between agents of blended 1 and 2 and between agents of blended 4 and 5."),
        "{several}"
    );
}

#[test]
fn without_a_break_even_the_answer_names_the_ends() {
    assert_eq!(
        answer(None),
        "Service level is highest on the estimate with 95.0 % (±1.0) at agents of blended 100 and \
         lowest with 75.0 % (±1.0) at agents of blended 90."
    );
}

#[test]
fn the_page_has_chart_points_and_differences_and_fits() {
    let page = page(&report(Some(Crossing::Once(crossed(true)))));
    let squeezed: Vec<String> =
        page.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for wanted in
        ["base 80.0 % ±1.0 - -", "90 -10.0 pts ±0.5 ✗ -10.0 pts ±0.5 ✗ -", "digest c0ffee"]
    {
        assert!(squeezed.iter().any(|line| line.starts_with(wanted)), "no {wanted:?} in\n{page}");
    }
    let bar = page.lines().find(|line| line.starts_with("  100 █")).unwrap();
    assert!(bar.contains("█│██") && bar.ends_with("90.0 % ±1.0"), "{bar}");
    assert!(page.lines().all(|line| crate::report::form::page::columns(line) <= 100), "{page}");
}

#[test]
fn a_sweep_that_was_stopped_says_by_what_and_what_it_lacks() {
    let mut report = report(Some(Crossing::Once(crossed(true))));
    let first = |report: &SweepReport| answer::sentences(report).remove(0);
    let marks = |report: &SweepReport| {
        let mut out = Vec::new();
        report.json(&mut out).unwrap();
        let json: Value = serde_json::from_slice(&out).unwrap();
        (json["run"]["interrupted"].clone(), json["run"]["time_limit_reached"].clone())
    };
    assert!(report.outcome.is_whole());
    report.outcome.break_evens_requested = 3;
    assert!(!report.outcome.is_whole(), "a search that was stopped is not whole");
    report.stopped_by = StoppedBy::Interrupt;
    let wanted = "Interrupted after all points: 1 of 3 break-evens were found.";
    assert_eq!((first(&report), marks(&report)), (wanted.into(), (true.into(), Value::Null)));
    report.outcome.points_requested = 9;
    report.stopped_by = StoppedBy::TimeLimit;
    let wanted = "Time was up after 2 of 9 points.";
    assert_eq!((first(&report), marks(&report)), (wanted.into(), (false.into(), true.into())));
}

#[test]
fn json_is_read_by_the_paths_of_the_contract() {
    let mut out = Vec::new();
    report(Some(Crossing::Once(crossed(false)))).json(&mut out).unwrap();
    let json: Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(json["sweep_format"], 1);
    assert_eq!((&json["run"]["points"], &json["run"]["interrupted"]), (&2.into(), &false.into()));
    assert_eq!(json["axes"][0], "agent_groups.blended.agents");
    assert_eq!(json["points"][1]["values"][0], 100.0);
    assert_eq!(json["points"][1]["figures"][PATHS[0]]["mean"], 0.9);
    assert_eq!(json["points"][1]["differences"][PATHS[0]]["half_width"], 0.005);
    assert!(json["points"][1]["differences"].get(PATHS[2]).is_none());
    assert_eq!(json["base"][PATHS[0]]["mean"], 0.8);
    let found = &json["break_evens"][0];
    assert_eq!((&found["crossing"], &found["at"]), (&"once".into(), &95.25.into()));
    assert_eq!((&found["low"], &found["high"]), (&94.0.into(), &Value::Null));
}

#[test]
fn csv_has_a_row_for_each_figure_of_each_point() {
    let mut out = Vec::new();
    report(None).csv(&mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        "point,agent_groups.blended.agents,subject_kind,subject,interval,measure,unit,mean,\
         half_width,low,high,difference,difference_half_width,difference_low,difference_high,\
         warnings"
    );
    assert_eq!(lines[1], "0,,contact_type,service,,service_level,share,0.8,0.01,,,,,,,");
    assert_eq!(lines[2], "1,90,contact_type,service,,service_level,share,0.7,0.01,,,-0.1,0.005,,,");
    assert_eq!(lines[4], "1,90,contact_type,service,,wait_p90_seconds,seconds,20,,18,23,,,,,");
    assert_eq!(lines.len(), 1 + 1 + 2 * 3);
}

#[test]
fn rows_have_each_replication_of_each_point() {
    let observations = vec![Observation { x: 1, y: 3 }, Observation { x: 0, y: 0 }];
    let series = Series { scale: 1.0, observations };
    let figures = [(figure(PATHS[0]), series)];
    let axes = vec![("lines".to_owned(), true), ("routing.policy".to_owned(), false)];
    let values = [AxisValue::Number(7.0), AxisValue::Text("max_weight".into())];
    let mut out = Vec::new();
    let mut rows = SweepRows::csv(&mut out, axes);
    for (point, values) in [(0, &[][..]), (1, &values[..])] {
        rows.write(&PointReplications { point, values, figures: &figures }).unwrap();
    }
    rows.finish().unwrap();
    let text = String::from_utf8(out).unwrap();
    assert_eq!(
        text.lines().collect::<Vec<_>>(),
        [
            "point,lines,routing.policy,replication,subject_kind,subject,interval,measure,value",
            "0,,,1,contact_type,service,,service_level,0.333333333",
            "0,,,2,contact_type,service,,service_level,",
            "1,7,max_weight,1,contact_type,service,,service_level,0.333333333",
            "1,7,max_weight,2,contact_type,service,,service_level,",
        ]
    );
}
