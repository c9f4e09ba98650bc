//! How precisely something is to be known, and how much may be run for it.

use super::figures::figure_and_value;
use crate::base::dotted::assignment;
pub use crate::experiment::PreciseWhat;
use crate::experiment::{Goal, WantedPrecision};
use crate::measures::figure_name::Names;
use crate::measures::plan::Plan;
use crate::questions::asking::Refusal;
use crate::scenario::Scenario;
use crate::scenario::model::PreciseFigure;
use crate::scenario::shape::tables::HALF_WIDTHS;
use crate::stats::sequential::Margin;

/// Half a point of service level, unless something else is said.
const USUAL_MARGIN: f64 = 0.005;
/// Replications are not more than so many, unless something else is said.
pub const USUAL_MOST: u32 = 10_000;

/// How precisely figures are to be known.
#[derive(Clone, Debug, Default)]
pub struct Precision {
    pub wanted: Vec<Wanted>,
    /// What is to be precise in a comparison; else the differences.
    pub of: Option<PreciseWhat>,
    /// Replications at the most; else the usual.
    pub most: Option<u32>,
}

/// A margin, and the figure that it is of: none for the service level of every contact type.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    pub path: Option<String>,
    pub margin: Margin,
}

impl Wanted {
    /// Reads `MARGIN` or `PATH=MARGIN`.
    ///
    /// # Errors
    /// What is wanted instead.
    pub fn read(text: &str) -> Result<Self, String> {
        let (path, margin) = match assignment(text) {
            Some((path, margin)) => (Some(path), margin),
            None => (None, text.to_owned()),
        };
        let margin = Margin::read(&margin).ok_or_else(|| format!("wanted {}", Margin::WANTED))?;
        match (&path, margin) {
            (None, Margin::Absolute(half_width)) if !HALF_WIDTHS.holds(half_width) => Err(format!(
                "wanted a half-width of a service level {}, or a percentage of it such as 1%",
                HALF_WIDTHS.in_words()
            )),
            _ => Ok(Self { path, margin }),
        }
    }
}

impl Precision {
    /// Whether any was asked for.
    pub(crate) fn is_given(&self) -> bool {
        !self.wanted.is_empty()
    }

    /// What is wanted of a scenario with this plan; where nothing is said what the file says, or
    /// else the usual of the service levels.
    pub(crate) fn goals(
        &self,
        plan: &Plan,
        scenario: &Scenario,
    ) -> Result<WantedPrecision, Refusal> {
        let names = Names::of(plan);
        let (mut goals, mut problems) = (Vec::new(), Vec::new());
        for (wanted, line) in self.wanted.iter().zip(1..) {
            let margin = wanted.margin;
            // A relative margin is a share of the figure, of which any may be wanted.
            let own = match margin {
                Margin::Absolute(own) => own,
                Margin::Relative(_) => 0.0,
            };
            match &wanted.path {
                None => goals.extend(WantedPrecision::of_service_levels(plan, margin)),
                Some(path) => match figure_and_value(path, own, ("--precision", line), &names) {
                    Ok(figure) => goals.push(Goal { figure, margin }),
                    Err(problem) => problems.push(problem),
                },
            }
        }
        Refusal::of_problems(problems)?;
        if self.wanted.is_empty() {
            goals = of_file(plan, scenario);
        }
        Ok(WantedPrecision { goals, what: self.of.unwrap_or(PreciseWhat::Differences) })
    }
}

/// What a file wants.
fn of_file(plan: &Plan, scenario: &Scenario) -> Vec<Goal> {
    if scenario.precise_figures.is_empty() {
        let usual = scenario.run.precision.unwrap_or(USUAL_MARGIN);
        return WantedPrecision::of_service_levels(plan, Margin::Absolute(usual));
    }
    let goal = |own: &PreciseFigure| Goal { figure: own.figure.clone(), margin: own.margin };
    scenario.precise_figures.iter().map(goal).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_margin_is_of_a_figure_or_of_every_service_level() {
        let sales = "contact_types.sales.asa_seconds";
        let read = |text: &str| Wanted::read(text).unwrap();
        assert_eq!(read("0.005"), Wanted { path: None, margin: Margin::Absolute(0.005) });
        assert_eq!(read("1%"), Wanted { path: None, margin: Margin::Relative(0.01) });
        let seconds = read(&format!("{sales}=2"));
        assert_eq!(seconds, Wanted { path: Some(sales.into()), margin: Margin::Absolute(2.0) });
        for wrong in ["0", "-1", "x", "1%%", "NaN", "a=", "inf"] {
            assert!(Wanted::read(wrong).is_err(), "{wrong}");
        }
    }
}
