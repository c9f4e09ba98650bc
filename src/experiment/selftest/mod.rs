//! Known answers against this build on this machine.
//!
//! Each case is a scenario, read as a planner's file is, simulated, and compared with answers that
//! no simulation has made: closed forms, Markov chains, quadrature, differential equations. Added
//! to them are figures that must be equal to the last bit. It is the core of the theory suite of
//! `tests/`, small enough to be run by whoever wants to see it.

mod case;
mod cases;
mod identities;
mod reading;
#[cfg(test)]
mod tests;

use super::run::replications::replicate::{Range, replicate};
use super::run::settings::Watch;
use crate::base::math::normal_cdf;
use crate::engine::Model;
use crate::experiment::run::replications::simulated::{Designs, Simulated};
use crate::scenario::Scenario;
use crate::scenario::load::read_text;
use crate::stats::student;
use case::{Case, Kind};
use cases::CASES;
use reading::Readings;

/// A simulated figure may be so many of its standard errors from the exact one.
pub(crate) const ALLOWED_ERRORS: f64 = 3.3;
/// Level of the half-widths.
pub(crate) const CONFIDENCE: f64 = 0.95;
/// How wide an interval may be, relative to the exact figure: usually, and for a probability
/// below [`RARE`].
pub(crate) const WIDEST: [f64; 2] = [0.01, 0.05];
/// Below this a probability is rare.
pub(crate) const RARE: f64 = 0.1;
/// Cases number their replications so far apart.
const REPLICATIONS_APART: u64 = 1 << 32;
/// What rounding may do to a figure that is the same on every day, relative to it.
const ROUNDING: f64 = 1e-8;

/// Everything that was found.
#[derive(Clone, Debug)]
pub struct Findings {
    pub seed: u64,
    pub threads: usize,
    /// Days simulated, in the usual number of days.
    pub effort: f64,
    /// Contacts expected in all days that were simulated for known answers.
    pub contacts: u64,
    pub figures: Vec<Finding>,
}

/// One figure beside its known value.
#[derive(Clone, Debug)]
pub struct Finding {
    pub model: &'static str,
    pub measure: &'static str,
    /// Where the known value comes from.
    pub source: &'static str,
    pub exact: f64,
    pub found: f64,
    pub method: Method,
}

/// How a figure was found, which decides how close it must be.
#[derive(Clone, Copy, Debug)]
pub enum Method {
    /// With this standard error; its interval may be so wide, relative to the exact figure.
    Simulated { error: f64, widest: f64 },
    /// Up to this difference, relative to the exact figure.
    Calculated { tolerance: f64 },
}

/// What is to be said of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Agrees,
    Differs,
    /// Close enough, but its interval is too wide to tell.
    TooWide,
}

impl Finding {
    /// Half the width of the figure's interval; none where there is no error.
    #[must_use]
    pub fn half_width(&self) -> Option<f64> {
        match self.method {
            Method::Simulated { error, .. } => Some(student::normal(CONFIDENCE) * error),
            Method::Calculated { .. } => None,
        }
    }

    /// How many standard errors above the exact figure; none where there is no error.
    #[must_use]
    pub fn errors_apart(&self) -> Option<f64> {
        match self.method {
            Method::Simulated { error, .. } => Some((self.found - self.exact) / error),
            Method::Calculated { .. } => None,
        }
    }

    /// Whether the figure agrees.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let distance = (self.found - self.exact).abs();
        let (allowed, is_narrow) = match self.method {
            Method::Simulated { error, widest } => {
                let half_width = student::normal(CONFIDENCE) * error;
                (ALLOWED_ERRORS * error, half_width <= widest * self.exact.abs())
            }
            Method::Calculated { tolerance } => (tolerance * self.exact.abs(), true),
        };
        // What is no number is close to nothing.
        match (distance <= allowed, is_narrow) {
            (true, true) => Verdict::Agrees,
            (true, false) => Verdict::TooWide,
            (false, _) => Verdict::Differs,
        }
    }
}

impl Findings {
    /// Whether every figure agrees.
    #[must_use]
    pub fn all_agree(&self) -> bool {
        self.figures.iter().all(|finding| finding.verdict() == Verdict::Agrees)
    }

    /// How wide an interval may be: usually, and for a rare probability.
    #[must_use]
    pub fn widest(&self) -> [f64; 2] {
        WIDEST.map(|widest| widest / self.effort.sqrt())
    }

    /// How many figures are simulated.
    #[must_use]
    pub fn simulated(&self) -> usize {
        self.figures.iter().filter(|it| matches!(it.method, Method::Simulated { .. })).count()
    }

    /// Of so many seeds about one makes a right simulator differ somewhere, if its figures were
    /// independent and normal.
    #[must_use]
    pub fn seeds_for_a_false_alarm(&self) -> f64 {
        let each = 2.0 * normal_cdf(-ALLOWED_ERRORS);
        let none = (0..self.simulated()).fold(1.0, |none, _| none * (1.0 - each));
        1.0 / (1.0 - none)
    }
}

/// How the cases are simulated.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    pub seed: u64,
    pub threads: usize,
    /// Factor on the days of each case; intervals are to be narrower by its root.
    pub days: f64,
}

impl Effort {
    fn days_of(&self, case: &Case) -> u64 {
        ((case.days as f64 * self.days) as u64).max(2)
    }
}

/// Simulates the cases; none if stopped.
#[must_use]
pub fn selftest(effort: Effort, watch: &dyn Watch) -> Option<Findings> {
    let identities = identities::identities(effort.seed, watch)?;
    let mut found = simulated(effort, &Model::new, watch)?;
    found.figures.extend(identities);
    Some(found)
}

/// The simulated cases, on models made in this way; none if stopped.
fn simulated(
    effort: Effort,
    model: &dyn Fn(&Scenario) -> Model,
    watch: &dyn Watch,
) -> Option<Findings> {
    let scenarios: Vec<Scenario> = CASES.iter().map(scenario_of).collect();
    let contacts_a_day = |scenario: &Scenario| -> f64 {
        scenario.contact_types.iter().map(|own| own.arrivals.expected.iter().sum::<f64>()).sum()
    };
    let work = |case: &Case, scenario: &Scenario| {
        (contacts_a_day(scenario) * effort.days_of(case) as f64) as u64
    };
    let whole = CASES.iter().zip(&scenarios).map(|(case, scenario)| work(case, scenario)).sum();
    let mut figures = Vec::new();
    let mut done = 0;
    for ((case, scenario), place) in CASES.iter().zip(&scenarios).zip(0_u64..) {
        let days = effort.days_of(case);
        let own = work(case, scenario);
        let part = Part { watch, done, own, whole };
        // Replications of its own, so that no case has luck in common with another.
        let first = place * REPLICATIONS_APART + 1;
        let range = Range { seed: effort.seed, first, number: days, threads: effort.threads };
        let empty = || Readings::new(case, scenario);
        let (readings, finished) = replicate(
            Designs::of(&[Simulated::Alone(model(scenario))]),
            range,
            "checking",
            &part,
            empty,
        );
        if finished < days {
            return None;
        }
        figures.extend(readings.figures(days).map(|(row, figure)| Finding {
            model: case.model,
            measure: row.measure,
            source: case.source,
            exact: row.exact,
            found: figure.value,
            method: method(row.kind, row.exact, figure.standard_error, effort.days),
        }));
        done += own;
    }
    let Effort { seed, threads, days } = effort;
    Some(Findings { seed, threads, effort: days, contacts: whole, figures })
}

fn scenario_of(case: &Case) -> Scenario {
    match read_text(case.model, case.scenario) {
        Ok(loaded) => loaded.base,
        Err(error) => panic!("the scenarios of the selftest are sound: {error}"),
    }
}

fn method(kind: Kind, exact: f64, error: Option<f64>, days: f64) -> Method {
    let widest = match kind {
        Kind::Certain => return Method::Calculated { tolerance: ROUNDING },
        Kind::Probability if exact < RARE => WIDEST[1],
        Kind::Probability | Kind::Quantity => WIDEST[0],
    };
    let error = error.expect("every case has at least two days");
    Method::Simulated { error, widest: widest / days.sqrt() }
}

/// Tells of one case as a part of the whole, in contacts.
struct Part<'w> {
    watch: &'w dyn Watch,
    done: u64,
    own: u64,
    whole: u64,
}

impl Watch for Part<'_> {
    fn progress(&self, stage: &str, done: u64, of: u64) {
        let own = (self.own as f64 * done as f64 / of as f64) as u64;
        self.watch.progress(stage, self.done + own, self.whole);
    }

    fn stopped(&self) -> bool {
        self.watch.stopped()
    }
}
