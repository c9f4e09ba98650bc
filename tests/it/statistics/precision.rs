//! Whether figures that are simulated until they are precise are as precise as they say: on the
//! small day whose figures are known exactly.

use std::ops::RangeInclusive;
use std::thread;

use serde_json::json;
use switchroom::experiment::run::outcome::{Aim, Ended, Whose};
use switchroom::experiment::{
    Goal, Kind, PreciseWhat, Settings, WantedPrecision, plan, run_until_precise,
};
use switchroom::measures::figure_name::{FigureName, Names};
use switchroom::stats::sequential::Margin;

use super::intervals::{BASE, DAY_SECONDS, MORE_AGENTS, a_sixth_agent, scenario};
use crate::support::estimates::say;
use crate::support::scenarios::read;

/// Experiments, each under a seed of its own.
const EXPERIMENTS: u64 = 1000;

/// All figures of an experiment must be within their half-widths so many times.
///
/// A rule that keeps its promise with exactly 95 % stays below with probability 0.0003. More is
/// allowed: several figures of one day hang together, and Bonferroni's levels are for the worst.
const LEAST: u64 = 925;

/// What one experiment came to.
struct Run {
    holds: bool,
    replications: u32,
}

fn goals(margins: [(&str, Margin); 2]) -> Vec<Goal> {
    let loaded = read(&scenario(BASE, &json!({})));
    let names = Names::of(&plan(&loaded.base, 0.95));
    let goal = |(key, margin)| {
        let figure = FigureName::read(&format!("contact_types.calls.{key}"), &names).unwrap();
        Goal { figure, margin }
    };
    margins.map(goal).into()
}

/// Runs all experiments on two threads: how often everything held at once, and the mean number of
/// replications.
fn held(wanted: &WantedPrecision, exact: &[f64]) -> (u64, f64) {
    let loaded = read(&scenario(BASE, &json!({ "sixth agent": a_sixth_agent() })));
    let one = |seed| {
        let settings = Settings { seed, replications: 100_000, threads: 1, confidence: 0.95 };
        let kind = Kind::WithVariants;
        let outcome = run_until_precise(&loaded, kind, &settings, wanted, &()).unwrap();
        let found = outcome.precision.as_ref().unwrap();
        assert_eq!(found.ended, Ended::Precise);
        let aims = &found.aims;
        assert!(aims.iter().all(|aim| aim.half_width.unwrap() <= aim.wanted.unwrap()));
        assert_eq!(exact.len(), aims.len());
        let value = |aim: &Aim| {
            let position = usize::from(aim.variant != "base");
            let summary = match aim.whose {
                Whose::Level => &outcome.variants[position].summary,
                Whose::Difference => &outcome.differences[0].1,
            };
            aim.figure.of(summary).unwrap().estimate.mean.unwrap()
        };
        let holds = aims
            .iter()
            .zip(exact)
            .all(|(aim, exact)| (value(aim) - exact).abs() <= aim.half_width.unwrap());
        Run { holds, replications: outcome.replications }
    };
    let part = |seeds: RangeInclusive<u64>| seeds.map(one).collect::<Vec<Run>>();
    let runs: Vec<Run> = thread::scope(|scope| {
        let second = scope.spawn(|| part(EXPERIMENTS / 2 + 1..=EXPERIMENTS));
        let mut runs = part(1..=EXPERIMENTS / 2);
        runs.extend(second.join().unwrap());
        runs
    });
    let days: u64 = runs.iter().map(|run| u64::from(run.replications)).sum();
    let held = runs.iter().filter(|run| run.holds).count() as u64;
    (held, days as f64 / EXPERIMENTS as f64)
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn differences_that_are_simulated_until_precise_hold_at_once() {
    let [five, six] = [BASE, MORE_AGENTS].map(|queue| queue.day(DAY_SECONDS));
    let margins =
        [("service_level", Margin::Absolute(0.005)), ("mean_wait_seconds", Margin::Relative(0.02))];
    let wanted = WantedPrecision { goals: goals(margins), what: PreciseWhat::Differences };
    let exact = [six.within(20.0) - five.within(20.0), six.wait() - five.wait()];
    let (held, days) = held(&wanted, &exact);
    say(&format!("differences: {held} of {EXPERIMENTS} hold at once, after {days:.0} days"));
    assert!(held >= LEAST, "{held}");
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn levels_that_are_simulated_until_precise_hold_at_once() {
    let [five, six] = [BASE, MORE_AGENTS].map(|queue| queue.day(DAY_SECONDS));
    let margins =
        [("service_level", Margin::Absolute(0.01)), ("abandon_rate", Margin::Relative(0.1))];
    let wanted = WantedPrecision { goals: goals(margins), what: PreciseWhat::Levels };
    let exact = [five.within(20.0), six.within(20.0), five.abandoned(), six.abandoned()];
    let (held, days) = held(&wanted, &exact);
    say(&format!("levels: {held} of {EXPERIMENTS} hold at once, after {days:.0} days"));
    assert!(held >= LEAST, "{held}");
}
