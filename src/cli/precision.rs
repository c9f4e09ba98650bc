//! The flags that say how precisely something is to be known, and when it has taken too long.

use clap::ValueEnum;

use super::failure::Failure;
use super::figures::figure_and_value;
use super::quantity::share;
use crate::base::dotted::assignment;
use crate::experiment::{Goal, PreciseWhat, WantedPrecision};
use crate::measures::figure_name::Names;
use crate::measures::plan::Plan;
use crate::scenario::model::PreciseFigure;
use crate::scenario::shape::tables::{CONFIDENCES, HALF_WIDTHS};
use crate::scenario::{Problem, Scenario};
use crate::stats::sequential::Margin;

/// Half a point of service level, unless something else is said.
const USUAL_MARGIN: f64 = 0.005;
/// Replications are not more than so many, unless something else is said.
pub(super) const USUAL_MOST: u32 = 10_000;

/// How precisely figures are to be known.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct PrecisionFlags {
    /// Simulate until figures are known within this: `0.005` or `1%` for the service level of
    /// every contact type, `contact_types.sales.asa_seconds=2` for one figure; may be repeated
    #[arg(long, value_name = "[PATH=]MARGIN", value_parser = wanted)]
    precision: Vec<Wanted>,

    /// In a comparison, what is to be that precise [default: differences]
    #[arg(long, value_name = "WHAT", value_enum, requires = "precision")]
    precision_of: Option<Of>,

    /// Replications at the most when their number is `auto` [default: 10000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..))]
    pub(super) max_replications: Option<u32>,
}

/// What is to be precise in a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Of {
    /// The paired differences from the base
    Differences,
    /// The figures of base and variants
    Levels,
    Both,
}

/// A margin, and the figure that it is of: none for the service level of every contact type.
#[derive(Clone, Debug, PartialEq)]
struct Wanted {
    path: Option<String>,
    margin: Margin,
}

impl PrecisionFlags {
    /// Whether any was asked for.
    pub(super) fn are_given(&self) -> bool {
        !self.precision.is_empty()
    }

    /// What is wanted of a scenario with this plan; without a flag what the file says, or else the
    /// usual of the service levels.
    pub(super) fn wanted(
        &self,
        plan: &Plan,
        scenario: &Scenario,
    ) -> Result<WantedPrecision, Failure> {
        let names = Names::of(plan);
        let (mut goals, mut problems) = (Vec::new(), Vec::<Problem>::new());
        for (wanted, line) in self.precision.iter().zip(1..) {
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
        if !problems.is_empty() {
            return Err(Failure::Problems(problems));
        }
        if self.precision.is_empty() {
            goals = of_file(plan, scenario);
        }
        let what = match self.precision_of {
            None | Some(Of::Differences) => PreciseWhat::Differences,
            Some(Of::Levels) => PreciseWhat::Levels,
            Some(Of::Both) => PreciseWhat::Both,
        };
        Ok(WantedPrecision { goals, what })
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

fn wanted(text: &str) -> Result<Wanted, String> {
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
        _ => Ok(Wanted { path, margin }),
    }
}

/// A level of confidence; the same as a file may say.
pub(super) fn confidence(text: &str) -> Result<f64, String> {
    let level = share(text)?;
    if CONFIDENCES.holds(level) {
        return Ok(level);
    }
    Err(format!("wanted a level {}", CONFIDENCES.in_words()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::load::{read_text, template};

    #[test]
    fn a_margin_is_of_a_figure_or_of_every_service_level() {
        let sales = "contact_types.sales.asa_seconds";
        let read = |text: &str| wanted(text).unwrap();
        assert_eq!(read("0.005"), Wanted { path: None, margin: Margin::Absolute(0.005) });
        assert_eq!(read("1%"), Wanted { path: None, margin: Margin::Relative(0.01) });
        let seconds = read(&format!("{sales}=2"));
        assert_eq!(seconds, Wanted { path: Some(sales.into()), margin: Margin::Absolute(2.0) });
        for wrong in ["0", "-1", "x", "1%%", "NaN", "a=", "inf"] {
            assert!(wanted(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn flags_and_files_take_the_same_levels_and_half_widths() {
        let takes = |key: &str, text: &str| {
            let run = format!("\"run\": {{ \"{key}\": {text} }},\n  \"day\":");
            let centre = template().replacen("\"day\":", &run, 1);
            assert_ne!(centre, template());
            read_text("centre.json", &centre).is_ok()
        };
        for text in [
            "0", "1e-300", "1e-9", "0.000001", "0.49", "0.5", "0.95", "0.9999", "0.99999", "1", "2",
        ] {
            assert_eq!(confidence(text).is_ok(), takes("confidence", text), "{text}");
            assert_eq!(wanted(text).is_ok(), takes("precision", text), "{text}");
        }
        assert!(confidence("0.3").unwrap_err().contains("from 0.5 to 0.9999"));
    }
}
