//! Where on an axis a figure reaches a value, and between which values of the axis that may be.
//!
//! On the same customers the mean of a figure is a function of the axis, whose root is looked for
//! by bisection between the two points of the grid that lie on different sides. The interval is
//! the set of axis values at which the figure's own interval contains the wanted value: it holds
//! the true break-even as often as an interval of the figure holds the truth (inversion of tests,
//! as Fieller 1954 did for ratios). Chapter: `docs/methods/sweeps.md`.

use super::Findings;
use crate::experiment::observed::observed_as;
use crate::experiment::run::experiment::Experiment;
use crate::experiment::run::settings::{Kind, Settings, Watch};
use crate::measures::estimate::{Measured, Summary};
use crate::measures::figure_name::FigureName;
use crate::scenario::{Loaded, Scenario, Sweep, Variant};
use crate::stats::interval::Interval;

/// Bisection of what is not whole ends at this part of the distance between two points.
const FINEST: f64 = 1.0 / 32.0;

/// Where a figure reaches a value.
#[derive(Clone, Debug)]
pub struct BreakEven {
    pub figure: FigureName,
    pub value: f64,
    pub crossing: Crossing,
}

/// How a figure goes over the axis, seen from a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Crossing {
    /// Below the value, or not below it, at every point that has the figure.
    Never {
        is_below: bool,
    },
    /// Between each of these pairs of neighbouring points.
    Several(Vec<[f64; 2]>),
    Once(Crossed),
    /// The axis has no two numbers at which there is such a figure.
    Unknown,
}

/// The one crossing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crossed {
    /// By a straight line between the two values below.
    pub at: f64,
    /// The closest values of the axis that were run on either side of it.
    pub between: [f64; 2],
    /// Ends of the interval; none where it goes on beyond the points.
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// Whether the figure comes from below.
    pub rises: bool,
    /// Whether the axis takes whole numbers alone.
    pub is_whole: bool,
}

/// The figure at a value of the axis, less the value that it is to reach: its mean and the ends of
/// its interval.
#[derive(Clone, Copy, Debug)]
struct Height {
    at: f64,
    mean: f64,
    ends: Option<(f64, f64)>,
}

/// Finds each of them, and if it is stopped the first of them.
pub(super) fn find_all(
    sweep: &Sweep,
    found: &Findings,
    wanted: &[(FigureName, f64)],
    settings: &Settings,
    watch: &dyn Watch,
) -> Vec<BreakEven> {
    let mut further = Further { sweep, settings, watch, runs: Vec::new() };
    let mut all = Vec::new();
    for (figure, value) in wanted {
        let known = found.figures.iter().position(|own| own == figure);
        let heights = found.points.iter().filter_map(|point| {
            let at = point.values[0].number()?;
            let own = point.figures[known?].as_ref()?;
            height(at, &own.level, *value)
        });
        let crossing = find(heights.collect(), &mut |at| further.height(at, figure, *value));
        // Where a run was stopped, nothing was found.
        if watch.stopped() {
            return all;
        }
        all.push(BreakEven { figure: figure.clone(), value: *value, crossing });
    }
    all
}

/// Values of the axis that are no points of the sweep.
struct Further<'a> {
    sweep: &'a Sweep,
    settings: &'a Settings,
    watch: &'a dyn Watch,
    /// What was run, for all figures.
    runs: Vec<(f64, Option<Summary>)>,
}

impl Further<'_> {
    /// None where the axis has no such value, or the run was stopped.
    fn height(&mut self, at: f64, figure: &FigureName, value: f64) -> Option<Height> {
        let same = |run: &&(f64, Option<Summary>)| run.0.to_bits() == at.to_bits();
        if self.runs.iter().find(same).is_none() {
            let summary = self.between(at).and_then(|scenario| self.run(scenario));
            self.runs.push((at, summary));
        }
        let (_, summary) = self.runs.iter().find(same).expect("it has just been run");
        height(at, figure.of(summary.as_ref()?)?, value)
    }

    fn between(&self, at: f64) -> Option<Scenario> {
        let mut scenario = self.sweep.between(at)?;
        observed_as(&self.sweep.loaded.base, &mut scenario).ok()?;
        Some(scenario)
    }

    /// As a point of the sweep: over a horizon it begins on the morning that the base's lead-in
    /// ends with, and the base is played beside it; a day needs no base.
    fn run(&self, scenario: Scenario) -> Option<Summary> {
        let all = match &self.sweep.loaded.base {
            base if base.horizon.is_some() => vec![base.clone(), scenario],
            _ => vec![scenario],
        };
        let mut all = all.into_iter();
        let base = all.next().expect("there is one");
        let point = |scenario| Variant { name: "between".to_owned(), scenario, best_split: None };
        let variants = all.map(point).collect();
        let (contrasts, checks) = (Vec::new(), Vec::new());
        let (echo, files) = (Vec::new(), Vec::new());
        let loaded = Loaded { base, variants, contrasts, checks, echo, files };
        let kind = Kind::WithVariants;
        let watch = &Closer(self.watch);
        let experiment = Experiment::prepare(&loaded, kind, self.settings, watch)?;
        let number = u64::from(self.settings.replications);
        let (sums, finished) = experiment.simulate(1, number, watch);
        let outcome = (finished == number).then(|| experiment.outcome(&sums, finished, watch))?;
        outcome.variants.into_iter().next_back().map(|variant| variant.summary)
    }
}

/// Tells the watch of a run between the points.
struct Closer<'a>(&'a dyn Watch);

impl Watch for Closer<'_> {
    fn progress(&self, _: &str, done: u64, of: u64) {
        self.0.progress("break-even", done, of);
    }

    fn stopped(&self) -> bool {
        self.0.stopped()
    }
}

fn height(at: f64, measured: &Measured, value: f64) -> Option<Height> {
    let estimate = &measured.estimate;
    let mean = estimate.mean?;
    let ends = estimate.ends().map(|Interval { low, high }| (low, high));
    let ends = ends.map(|(low, high)| (low - value, high - value));
    Some(Height { at, mean: mean - value, ends })
}

/// Finds the crossing among heights at some values, asking for those between.
fn find(mut known: Vec<Height>, ask: &mut dyn FnMut(f64) -> Option<Height>) -> Crossing {
    known.sort_by(|a, b| a.at.total_cmp(&b.at));
    known.dedup_by(|a, b| a.at.total_cmp(&b.at).is_eq());
    if known.len() < 2 {
        return Crossing::Unknown;
    }
    let is_below = |height: &Height| height.mean < 0.0;
    let brackets: Vec<[f64; 2]> = known
        .windows(2)
        .filter(|pair| is_below(&pair[0]) != is_below(&pair[1]))
        .map(|pair| [pair[0].at, pair[1].at])
        .collect();
    if brackets.is_empty() {
        return Crossing::Never { is_below: is_below(&known[0]) };
    }
    if brackets.len() > 1 {
        return Crossing::Several(brackets);
    }
    let rises = is_below(&known[0]);
    let mut search = Search { is_whole: is_whole(&known, ask), known, ask, rises };
    let root = search.crossing(Height::on_the_right, Side::Last);
    let (between, at) = root.expect("the grid has a bracket");
    let low = search.crossing(|height, rises| !height.wholly_left(rises), Side::First);
    let high = search.crossing(Height::wholly_right, Side::Last);
    let is_whole = search.is_whole;
    Crossing::Once(Crossed {
        at,
        between,
        low: low.map(|(between, at)| if is_whole { between[0] } else { at }),
        high: high.map(|(between, at)| if is_whole { between[1] } else { at }),
        rises,
        is_whole,
    })
}

/// Whether the axis takes whole numbers alone: all points are, and no half beside one can be.
fn is_whole(known: &[Height], ask: &mut dyn FnMut(f64) -> Option<Height>) -> bool {
    let first = known[0].at;
    known.iter().all(|height| height.at.fract() == 0.0) && ask(first + 0.5).is_none()
}

impl Height {
    /// Whether the mean has crossed.
    fn on_the_right(&self, rises: bool) -> bool {
        (self.mean < 0.0) != rises
    }

    /// Whether the whole interval lies on the side from which the figure comes.
    fn wholly_left(&self, rises: bool) -> bool {
        self.ends.is_some_and(|(low, high)| if rises { high < 0.0 } else { low > 0.0 })
    }

    /// Whether the whole interval lies on the side to which it goes.
    fn wholly_right(&self, rises: bool) -> bool {
        self.ends.is_some_and(|(low, high)| if rises { low > 0.0 } else { high < 0.0 })
    }
}

/// Which of several changes counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    First,
    Last,
}

struct Search<'a> {
    /// In the order of the axis.
    known: Vec<Height>,
    ask: &'a mut dyn FnMut(f64) -> Option<Height>,
    rises: bool,
    is_whole: bool,
}

impl Search<'_> {
    /// Where a condition that does not hold on the left begins to hold: the two closest values,
    /// and the place between them. None where it holds at the first value or not at the last.
    fn crossing(
        &mut self,
        holds: impl Fn(&Height, bool) -> bool,
        side: Side,
    ) -> Option<([f64; 2], f64)> {
        let rises = self.rises;
        let (first, last) = (self.known.first()?, self.known.last()?);
        if holds(first, rises) || !holds(last, rises) {
            return None;
        }
        let changes = |pair: &&[Height]| !holds(&pair[0], rises) && holds(&pair[1], rises);
        let pair = match side {
            Side::First => self.known.windows(2).find(changes),
            Side::Last => self.known.windows(2).rev().find(changes),
        };
        let (mut left, mut right) = pair.map(|pair| (pair[0], pair[1]))?;
        let finest = if self.is_whole { 1.0 } else { (right.at - left.at) * FINEST };
        while right.at - left.at > finest * (1.0 + 1e-9) {
            let middle = f64::midpoint(left.at, right.at);
            let middle = if self.is_whole { middle.floor() } else { middle };
            let Some(height) = (self.ask)(middle) else { break };
            let place = self.known.partition_point(|known| known.at < middle);
            self.known.insert(place, height);
            if holds(&height, rises) {
                right = height;
            } else {
                left = height;
            }
        }
        Some(([left.at, right.at], straight(left, right, &holds, rises)))
    }
}

/// Where a straight line between two heights changes from one side of a condition to the other:
/// by halving, since the condition may be about the mean or about either end of the interval.
fn straight(
    left: Height,
    right: Height,
    holds: &impl Fn(&Height, bool) -> bool,
    rises: bool,
) -> f64 {
    let between = |part: f64| {
        let mix = |a: f64, b: f64| a + part * (b - a);
        let ends = left.ends.zip(right.ends);
        Height {
            at: mix(left.at, right.at),
            mean: mix(left.mean, right.mean),
            ends: ends.map(|(a, b)| (mix(a.0, b.0), mix(a.1, b.1))),
        }
    };
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..40 {
        let middle = f64::midpoint(low, high);
        if holds(&between(middle), rises) {
            high = middle;
        } else {
            low = middle;
        }
    }
    between(high).at
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Heights on a curve with a half-width.
    fn on(curve: impl Fn(f64) -> f64, half_width: f64) -> impl Fn(f64) -> Height {
        move |at| {
            let mean = curve(at);
            Height { at, mean, ends: Some((mean - half_width, mean + half_width)) }
        }
    }

    fn found(points: &[f64], curve: impl Fn(f64) -> Height, whole: bool) -> Crossing {
        let known = points.iter().map(|&at| curve(at)).collect();
        find(known, &mut |at| (!whole || at.fract() == 0.0).then(|| curve(at)))
    }

    fn once(crossing: &Crossing) -> Crossed {
        let Crossing::Once(crossed) = crossing else { panic!("{crossing:?}") };
        *crossed
    }

    #[test]
    fn a_falling_line_is_crossed_where_it_is_and_the_interval_is_where_its_own_holds_the_value() {
        // 3.3 - x: root 3.3; within 0.25 of it the interval holds 0.
        let crossed = once(&found(&[0.0, 2.0, 4.0, 6.0], on(|x| 3.3 - x, 0.25), false));
        assert!(!crossed.rises && !crossed.is_whole);
        for (found, wanted) in [(Some(crossed.at), 3.3), (crossed.low, 3.05), (crossed.high, 3.55)]
        {
            assert!((found.unwrap() - wanted).abs() < 1e-9, "{found:?}, not {wanted}");
        }
        assert!(crossed.between[1] - crossed.between[0] <= 2.0 / 32.0 + 1e-9);
    }

    #[test]
    fn a_curve_is_followed_between_the_points() {
        let crossed = once(&found(&[0.0, 5.0, 10.0], on(|x| x * x - 40.0, 1.0), false));
        assert!(crossed.rises);
        for (found, wanted) in [
            (Some(crossed.at), 40.0_f64.sqrt()),
            (crossed.low, 39.0_f64.sqrt()),
            (crossed.high, 41.0_f64.sqrt()),
        ] {
            assert!((found.unwrap() - wanted).abs() < 2e-3, "{found:?}, not {wanted}");
        }
    }

    #[test]
    fn whole_values_are_only_asked_for_whole() {
        let crossed = once(&found(&[80.0, 90.0, 100.0], on(|x| x - 96.5, 1.0), true));
        assert_eq!(crossed.between.map(|at| at as u32), [96, 97]);
        // Wholly below up to 95, wholly above from 98 on.
        assert_eq!((crossed.low, crossed.high), (Some(95.0), Some(98.0)));
        assert!(crossed.is_whole);
    }

    #[test]
    fn an_interval_that_leaves_the_points_has_no_end_there() {
        let crossed = once(&found(&[0.0, 1.0], on(|x| x - 0.5, 0.7), false));
        assert_eq!((crossed.low, crossed.high), (None, None));
        let crossed = once(&found(&[0.0, 1.0], on(|x| x - 0.5, 0.2), false));
        assert!(crossed.low.is_some() && crossed.high.is_some());
    }

    #[test]
    fn no_crossing_several_and_none_to_be_seen_are_told_apart() {
        let below = found(&[0.0, 1.0], on(|_| -1.0, 0.1), false);
        assert_eq!(below, Crossing::Never { is_below: true });
        let above = found(&[1.0, 0.0], on(|_| 1.0, 0.1), false);
        assert_eq!(above, Crossing::Never { is_below: false });
        let several = found(&[0.0, 1.0, 2.0], on(|x| (x - 1.0).abs() - 0.5, 0.1), false);
        assert_eq!(several, Crossing::Several(vec![[0.0, 1.0], [1.0, 2.0]]));
        assert_eq!(found(&[1.0], on(|x| x, 0.1), false), Crossing::Unknown);
    }

    #[test]
    fn without_intervals_there_is_a_crossing_and_no_interval() {
        let curve = |at: f64| Height { at, mean: at - 0.5, ends: None };
        let crossed = once(&found(&[0.0, 1.0], curve, false));
        assert!((crossed.at - 0.5).abs() < 1e-9);
        assert_eq!(crossed.high, None);
    }
}
