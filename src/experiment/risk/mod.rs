//! Risk: days under inputs that are not known, drawn again and again.
//!
//! Each draw of the inputs has some days, and no two draws share a day, so that what the inputs do
//! and what chance does can be told apart. Chapter: `docs/methods/risk.md`.

mod days;

use super::run::settings::{Settings, Watch};
use crate::experiment::observed::Unplayable;
use crate::measures::figure_name::{FigureName, Names};
use crate::measures::plan::Plan;
use crate::scenario::{Risk, Scenario};
use crate::stats::interval::Interval;
use crate::stats::one_way::{OneWay, one_way, quantile, share};
use crate::stats::student;

pub(crate) use days::{DrawnDays, RiskDays, RiskReplications};

/// The days that are told: one of ten is below the first, one of ten above the last.
const QUANTILES: [f64; 3] = [0.1, 0.5, 0.9];

/// How often inputs are drawn.
#[derive(Clone, Copy, Debug)]
pub struct Draws {
    /// At least two.
    pub draws: u32,
    /// Days of each, at least two.
    pub days: u32,
}

impl Draws {
    /// Days of all draws together: the replications of the experiment.
    #[must_use]
    pub fn all_days(self) -> u64 {
        u64::from(self.draws) * u64::from(self.days)
    }
}

/// What was found.
#[derive(Clone, Debug)]
pub struct RiskOutcome {
    pub seed: u64,
    pub threads: usize,
    /// Draws that were finished: the first of them after an interrupt.
    pub draws: u32,
    pub draws_requested: u32,
    /// Days of each draw.
    pub days: u32,
    /// SHA-256 of the figures of every day, in hexadecimal.
    pub digest: String,
    /// With the middle of what is not known.
    pub base: Scenario,
    pub figures: Vec<RiskFigure>,
    /// The promised service levels, each on its own, and then all on the same day where there are
    /// several.
    pub promises: Vec<Promise>,
}

impl RiskOutcome {
    /// Whether every draw was finished.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.draws == self.draws_requested
    }
}

/// A figure over days and inputs.
#[derive(Clone, Debug)]
pub struct RiskFigure {
    pub figure: FigureName,
    /// Days on which it is not 0/0.
    pub days: u64,
    pub parts: OneWay,
    /// How far off the mean may be because there were few days of each draw, and because there
    /// were few draws.
    pub half_width_by_chance: f64,
    pub half_width_by_inputs: f64,
    /// Of the variance of a day, the part that the inputs make.
    pub share_of_inputs: f64,
    /// A day of each of the quantiles 10 %, 50 % and 90 %, with its interval.
    pub quantiles: [(f64, Interval); 3],
}

/// A target on a day.
#[derive(Clone, Debug)]
pub struct Promise {
    /// None: all of them.
    pub figure: Option<(FigureName, f64)>,
    /// Share of the days on which it is kept; days without a contact are left aside.
    pub share: f64,
    pub interval: Interval,
}

/// The figures that are told of a day.
const OF_TYPES: [&str; 2] = ["service_level", "abandon_rate"];
const OF_TOTAL: [&str; 5] =
    ["service_level", "abandon_rate", "mean_wait_seconds", "revenue", "net_value"];

/// Draws inputs and simulates their days; none if it was stopped before two draws were finished.
///
/// # Errors
/// What is wrong with a draw.
pub fn risk(
    risk: &Risk,
    wanted: Draws,
    measures: &[FigureName],
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Option<RiskOutcome>, Unplayable> {
    RiskDays::new(risk, wanted, measures, settings).run(watch)
}

/// Figures of the types with a service level first, then of the whole, then those asked for.
fn figures(plan: &Plan, measures: &[FigureName]) -> Vec<FigureName> {
    let names = Names::of(plan);
    let of_types = plan.contact_types.iter().flat_map(|name| {
        OF_TYPES.iter().filter_map(|key| FigureName::of_contact_type(name, key, &names))
    });
    let of_total = OF_TOTAL.iter().map(|key| FigureName::read(&format!("total.{key}"), &names));
    let of_total = of_total.map(|figure| figure.expect("the registry has it"));
    let mut figures: Vec<FigureName> = of_types.chain(of_total).collect();
    for measure in measures {
        if !figures.contains(measure) {
            figures.push(measure.clone());
        }
    }
    figures
}

/// What is told of each figure of which enough days have a value.
fn told(figures: &[FigureName], draws: &[DrawnDays], confidence: f64) -> Vec<RiskFigure> {
    let told = |(at, figure): (usize, &FigureName)| {
        let of_draw = |draw: &DrawnDays| draw.days.iter().filter_map(|day| day[at]).collect();
        let groups: Vec<Vec<f64>> = draws.iter().map(of_draw).collect();
        let parts = one_way(&groups)?;
        let [low, middle, high] = QUANTILES.map(|share| quantile(&groups, share, confidence));
        let critical = |degrees| student::critical(confidence, degrees);
        let between = parts.between * parts.between;
        let variance = between + parts.within * parts.within;
        Some(RiskFigure {
            figure: figure.clone(),
            days: parts.observations,
            parts,
            half_width_by_chance: critical(parts.observations - parts.groups) * parts.error_within,
            half_width_by_inputs: critical(parts.groups - 1) * parts.error_between,
            share_of_inputs: if variance > 0.0 { between / variance } else { 0.0 },
            quantiles: [low?, middle?, high?],
        })
    };
    figures.iter().enumerate().filter_map(told).collect()
}

fn promises(
    figures: &[FigureName],
    plan: &Plan,
    draws: &[DrawnDays],
    confidence: f64,
) -> Vec<Promise> {
    let names = Names::of(plan);
    let targets = plan.contact_types.iter().zip(&plan.targets);
    let wanted: Vec<(usize, f64)> = targets
        .filter_map(|(name, target)| {
            let own = FigureName::of_contact_type(name, "service_level", &names)?;
            let at = figures.iter().position(|figure| *figure == own)?;
            Some((at, (*target)?))
        })
        .collect();
    let promise = |figure, kept: Vec<Vec<bool>>| {
        let (share, interval) = share(&kept, confidence)?;
        Some(Promise { figure, share, interval })
    };
    let each = wanted.iter().filter_map(|&(at, target)| {
        let values = |draw: &DrawnDays| draw.days.iter().filter_map(|day| day[at]).collect();
        let kept = |values: Vec<f64>| values.into_iter().map(|value| value >= target).collect();
        let kept = draws.iter().map(values).map(kept).collect();
        promise(Some((figures[at].clone(), target)), kept)
    });
    let mut promises: Vec<Promise> = each.collect();
    if wanted.len() > 1 {
        let on = |day: &Vec<Option<f64>>| {
            wanted.iter().all(|&(at, target)| day[at].is_none_or(|value| value >= target))
        };
        let kept = draws.iter().map(|draw| draw.days.iter().map(on).collect()).collect();
        promises.extend(promise(None, kept));
    }
    promises
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{InMemory, Source};

    /// One type, of which the volume may be unknown; enough agents, so that hardly anybody waits.
    fn centre(volume: &str) -> Risk {
        let text = format!(
            r#"{{ "format": 1,
              "day": {{ "opens": "08:00", "closes": "10:00", "interval_minutes": 60 }},
              "contact_types": {{ "calls": {{ "volume_per_hour": {volume},
                 "handle_time": {{ "mean_seconds": 60 }}, "patience": {{ "mean_seconds": 60 }} }} }},
              "agent_groups": {{ "desk": {{ "agents": 3, "skills": ["calls"] }} }},
              "targets": {{ "calls": {{ "service_level": 0.8, "within_seconds": 20 }} }} }}"#
        );
        Source::of("c.json", &text, &InMemory::default()).risk().unwrap()
    }

    fn settings(threads: usize) -> Settings {
        Settings { seed: 5, replications: 1, threads, confidence: 0.95 }
    }

    fn ran(over: &Risk, draws: u32, days: u32, threads: usize) -> RiskOutcome {
        let names = Names { contact_types: vec!["calls".into()], ..Names::default() };
        let offered = FigureName::read("total.offered", &names).unwrap();
        let wanted = Draws { draws, days };
        risk(over, wanted, &[offered], &settings(threads), &()).unwrap().unwrap()
    }

    fn offered(outcome: &RiskOutcome) -> &RiskFigure {
        outcome.figures.iter().find(|it| it.figure.definition.key == "offered").unwrap()
    }

    #[test]
    fn what_inputs_do_and_what_chance_does_are_told_apart() {
        // Offered in two hours: Poisson of mean 2 V, V uniform from 40 to 160: between draws the
        // standard deviation is 2 x 120 / sqrt 12 = 69.28, within them sqrt 200 = 14.14.
        let outcome = ran(&centre(r#"{ "between": [40, 160] }"#), 400, 4, 2);
        let parts = offered(&outcome).parts;
        // Standard errors: 69.28 / sqrt 400 = 3.5 for the mean, some 1.6 for the uniform's
        // standard deviation of 400, and 0.3 for the other of 1200 degrees.
        assert!((parts.mean - 200.0).abs() < 14.0, "{parts:?}");
        assert!((parts.between - 69.28).abs() < 7.0, "{parts:?}");
        assert!((parts.within - 14.14).abs() < 1.3, "{parts:?}");
        let [low, middle, high] = offered(&outcome).quantiles;
        // Of nearly uniform days from 80 to 320.
        for ((found, interval), wanted) in [(low, 104.0), (middle, 200.0), (high, 296.0)] {
            assert!((found - wanted).abs() < 25.0, "{found}, not {wanted}");
            assert!(interval.low <= found && found <= interval.high);
        }
    }

    #[test]
    fn known_inputs_leave_chance_alone() {
        let outcome = ran(&centre("100"), 100, 4, 1);
        let parts = offered(&outcome).parts;
        assert!(parts.between < 4.0 && (parts.within - 14.14).abs() < 2.5, "{parts:?}");
        let promise = &outcome.promises[0];
        assert_eq!(outcome.promises.len(), 1, "one target alone");
        assert!(promise.interval.low <= promise.share && promise.share <= promise.interval.high);
    }

    #[test]
    fn threads_change_nothing_and_more_draws_leave_the_first() {
        let over = centre(r#"{ "between": [40, 160] }"#);
        let (one, two) = (ran(&over, 40, 2, 1), ran(&over, 40, 2, 2));
        assert_eq!(format!("{:?}", one.figures), format!("{:?}", two.figures));
        assert_eq!(format!("{:?}", one.promises), format!("{:?}", two.promises));
    }
}
