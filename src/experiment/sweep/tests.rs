//! Sweeps, run: their figures are those of a comparison, on any number of threads.

use super::super::{Settings, run};
use super::*;
use crate::measures::figure_name::Names;
use crate::scenario::asked::sweep::{Scans, TypedAxis, Varied};
use crate::scenario::load::read_text;
use crate::scenario::{InMemory, Source};

const CENTRE: &str = r#"{
  "format": 1,
  "day": { "opens": "08:00", "closes": "09:00", "interval_minutes": 60 },
  "contact_types": {
    "sales": { "volume_per_hour": 20, "handle_time": { "mean_seconds": 300 },
               "patience": { "mean_seconds": 100 } },
    "service": { "volume_per_hour": 30, "handle_time": { "mean_seconds": 200 },
                 "patience": { "mean_seconds": 100 } }
  },
  "agent_groups": {
    "desk": { "agents": 2, "skills": ["sales"] },
    "blended": { "agents": 2, "skills": ["sales", "service"] }
  }
}"#;

fn settings(threads: usize) -> Settings {
    Settings { seed: 2, replications: 45, threads, confidence: 0.95 }
}

fn scan(path: &str, values: &str) -> TypedAxis {
    TypedAxis { varied: Varied::Set, text: format!("{path}={values}") }
}

fn scanned(scans: Vec<TypedAxis>) -> Sweep {
    let scans = Scans { scans, ..Scans::default() };
    Source::of("c.json", CENTRE, &InMemory::default()).sweep(&scans).unwrap()
}

fn figure(path: &str) -> FigureName {
    let loaded = read_text("c.json", CENTRE).unwrap();
    FigureName::read(path, &Names::of(&plan(&loaded.base, 0.95))).unwrap()
}

fn questions() -> Questions {
    let measures = vec![figure("contact_types.sales.answered"), figure("total.wait_p80_seconds")];
    Questions { measures, break_evens: Vec::new() }
}

fn nothing(_: &PointReplications<'_>) {}

fn ran(sweep_over: &Sweep, threads: usize) -> SweepOutcome {
    sweep(sweep_over, &questions(), &settings(threads), &(), &mut nothing).unwrap()
}

fn same(found: &Measured, wanted: &Measured) {
    assert_eq!(found.definition.key, wanted.definition.key);
    assert_eq!(found.estimate, wanted.estimate, "{}", found.definition.key);
}

#[test]
fn a_point_has_the_figures_of_the_variant_that_sets_the_same() {
    let scans = vec![scan("agent_groups.blended.agents", "1..20"), scan("lines", "5,9")];
    let outcome = ran(&scanned(scans), 2);
    assert_eq!(outcome.points.len(), 40, "several batches");
    let variants = r#", "variants": {
        "third": { "set": { "agent_groups.blended.agents": 2, "lines": 5 } },
        "last": { "set": { "agent_groups.blended.agents": 20, "lines": 9 } } } }"#;
    let file = format!("{}{variants}", CENTRE.trim_end().strip_suffix('}').unwrap());
    let loaded = read_text("c.json", &file).unwrap();
    let compared = run(&loaded, Kind::WithVariants, &settings(1), &()).unwrap();
    for (point, variant) in [(2, 1), (39, 2)] {
        for (name, found) in outcome.figures.iter().zip(&outcome.points[point].figures) {
            let found = found.as_ref().unwrap();
            same(&found.level, name.of(&compared.variants[variant].summary).unwrap());
            let difference = name.of(&compared.differences[variant - 1].1).unwrap();
            same(found.difference.as_ref().unwrap(), difference);
        }
    }
    for (name, found) in outcome.figures.iter().zip(&outcome.base_figures) {
        same(found.as_ref().unwrap(), name.of(&compared.variants[0].summary).unwrap());
    }
    let names: Vec<String> = outcome.figures.iter().map(ToString::to_string).collect();
    assert!(names.contains(&"total.wait_p80_seconds".to_owned()), "{names:?}");
}

#[test]
fn threads_and_the_order_of_axes_change_nothing() {
    let agents = || scan("agent_groups.blended.agents", "1..3");
    let lines = || scan("lines", "5,9");
    let sweep_over = scanned(vec![agents(), lines()]);
    let (one, two) = (ran(&sweep_over, 1), ran(&sweep_over, 2));
    assert_eq!(one.digest, two.digest);
    assert_eq!(format!("{:?}", one.points), format!("{:?}", two.points));
    let turned = ran(&scanned(vec![lines(), agents()]), 1);
    for (place, point) in one.points.iter().enumerate() {
        // Agents run slowest in the one and fastest in the other.
        let other = &turned.points[place % 2 * 3 + place / 2];
        assert_eq!(point.values[0], other.values[1]);
        assert_eq!(format!("{:?}", point.figures), format!("{:?}", other.figures));
    }
}

#[test]
fn the_replications_of_each_point_are_handed_over_in_order() {
    let sweep_over = scanned(vec![scan("agent_groups.blended.agents", "1..18")]);
    let mut seen = Vec::new();
    let outcome = sweep(&sweep_over, &questions(), &settings(2), &(), &mut |point| {
        let (name, series) = &point.figures[0];
        assert_eq!(series.observations.len(), 45, "{name}");
        seen.push((point.point, point.values.to_vec()));
    });
    assert_eq!(outcome.unwrap().points.len(), 18);
    assert_eq!(
        seen.iter().map(|(point, _)| *point).collect::<Vec<_>>(),
        (0..=18).collect::<Vec<_>>()
    );
    assert_eq!((seen[0].1.len(), seen[18].1.clone()), (0, vec![AxisValue::Number(18.0)]));
}

/// Stops after so many replications have been told of.
struct Impatient(std::sync::atomic::AtomicU64);

impl Watch for Impatient {
    fn progress(&self, _: &str, _: u64, _: u64) {
        self.0.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
    }

    fn stopped(&self) -> bool {
        self.0.load(std::sync::atomic::Ordering::SeqCst) == 0
    }
}

#[test]
fn a_sweep_that_is_stopped_keeps_the_points_that_were_finished() {
    let sweep_over = scanned(vec![scan("agent_groups.blended.agents", "1..20")]);
    let stopped = |after: u64| {
        let watch = Impatient(after.into());
        sweep(&sweep_over, &questions(), &settings(1), &watch, &mut nothing)
    };
    assert!(stopped(20).is_none(), "no batch was finished");
    let all = ran(&sweep_over, 1);
    // A replication of each batch in turn is told of: 45 of 1 point, 45 of 4, 45 of 15.
    for (after, points) in [(45, 1), (60, 1), (90, 5), (134, 5)] {
        let some = stopped(after).unwrap();
        assert_eq!((some.points.len(), some.points_requested), (points, 20), "{after}");
        assert!(!some.is_whole() && some.break_evens.is_empty());
        assert_eq!(format!("{:?}", some.points), format!("{:?}", &all.points[..points]));
        let values = format!("1..{points}");
        let alone = ran(&scanned(vec![scan("agent_groups.blended.agents", &values)]), 2);
        assert_eq!((some.contacts, some.digest), (alone.contacts, alone.digest), "{after}");
    }
}

#[test]
fn points_are_run_in_few_batches_of_which_the_first_is_small() {
    for (points, wanted) in
        [(0, &[][..]), (1, &[1]), (3, &[1, 2]), (16, &[1, 4, 11]), (40, &[1, 4, 16, 16, 3])]
    {
        let batches = cut(points);
        assert_eq!(batches.iter().map(Range::len).collect::<Vec<_>>(), wanted);
        assert!(batches.into_iter().flatten().eq(0..points), "{points}");
    }
}

#[test]
fn which_points_are_run_together_changes_nothing() {
    let sweep_over = scanned(vec![scan("agent_groups.blended.agents", "1..5")]);
    let told = |batches: &[Range<usize>]| {
        let (settings, mut rows) = (settings(2), Vec::new());
        let mut simulated = Simulated { replications: settings.replications.into() };
        let each = &mut |point: &PointReplications<'_>| {
            rows.push(format!("{point:?}"));
        };
        let (source, questions) = (&mut simulated, questions());
        let outcome = in_batches(batches, source, &sweep_over, &questions, &settings, &(), each);
        (format!("{:?}", outcome.unwrap()), rows)
    };
    let usual = told(&cut(5));
    for ends in [&[5][..], &[3, 5], &[1, 2, 3, 4, 5]] {
        let firsts = std::iter::once(&0).chain(ends);
        let batches: Vec<Range<usize>> = firsts.zip(ends).map(|(&from, &to)| from..to).collect();
        assert_eq!(told(&batches), usual, "{batches:?}");
    }
}

#[test]
fn a_break_even_lies_where_the_figure_crosses() {
    let sweep_over = scanned(vec![scan("contact_types.sales.volume_per_hour", "5..45..20")]);
    let sold = figure("contact_types.sales.service_level");
    let asked = |value| {
        let break_evens = vec![(sold.clone(), value)];
        let questions = Questions { measures: Vec::new(), break_evens };
        sweep(&sweep_over, &questions, &settings(2), &(), &mut nothing).unwrap().break_evens
    };
    let Crossing::Once(crossed) = asked(0.8).remove(0).crossing else { panic!("no crossing") };
    assert!(!crossed.rises && !crossed.is_whole, "{crossed:?}");
    assert!(crossed.low.unwrap() < crossed.at && crossed.at < crossed.high.unwrap());
    let scenario = sweep_over.between(crossed.at).unwrap();
    let loaded = Loaded { base: scenario, ..sweep_over.loaded.clone() };
    let there = run(&loaded, Kind::BaseOnly, &settings(1), &()).unwrap();
    let level = sold.of(&there.variants[0].summary).unwrap().estimate.mean.unwrap();
    assert!((level - 0.8).abs() < 0.01, "{level} at {crossed:?}");
    let never = Crossing::Never { is_below: true };
    assert_eq!(asked(1.01).remove(0).crossing, never);
}
