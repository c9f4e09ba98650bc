//! The flags that say how precisely something is to be known, and when it has taken too long.

use clap::ValueEnum;

use super::failure::Failure;
use super::figures::figure;
use crate::base::dotted::assignment;
use crate::experiment::{Goal, PreciseWhat, WantedPrecision};
use crate::measures::figure_name::Names;
use crate::measures::plan::Plan;
use crate::scenario::Problem;
use crate::stats::sequential::Margin;

/// Half a point of service level, unless something else is said.
pub(super) const USUAL_MARGIN: f64 = 0.005;
/// Replications are not more than so many, unless something else is said.
pub(super) const USUAL_MOST: u32 = 10_000;

/// How precisely figures are to be known.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct PrecisionFlags {
    /// Simulate until figures are known within this: `0.005` or `1%` for the service level of
    /// every contact type, `contact_types.sales.asa_seconds=2` for one figure; may be repeated
    #[arg(long, value_name = "[PATH=]MARGIN", value_parser = wanted)]
    precision: Vec<Wanted>,

    /// In a comparison, what is to be that precise
    #[arg(long, value_name = "WHAT", value_enum, default_value_t = Of::Differences)]
    precision_of: Of,

    /// Replications at the most when their number is `auto`
    #[arg(long, value_name = "N", default_value_t = USUAL_MOST)]
    #[arg(value_parser = clap::value_parser!(u32).range(2..))]
    pub(super) max_replications: u32,
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

    /// What is wanted of a scenario with this plan; without a flag `usual` of the service levels.
    pub(super) fn wanted(&self, plan: &Plan, usual: f64) -> Result<WantedPrecision, Failure> {
        let names = Names::of(plan);
        let (mut goals, mut problems) = (Vec::new(), Vec::<Problem>::new());
        for (wanted, line) in self.precision.iter().zip(1..) {
            let margin = wanted.margin;
            match &wanted.path {
                None => goals.extend(WantedPrecision::of_service_levels(plan, margin)),
                Some(path) => match figure(path, "--precision", line, &names) {
                    Ok(figure) => goals.push(Goal { figure, margin }),
                    Err(problem) => problems.push(problem),
                },
            }
        }
        if !problems.is_empty() {
            return Err(Failure::Problems(problems));
        }
        if self.precision.is_empty() {
            goals = WantedPrecision::of_service_levels(plan, Margin::Absolute(usual));
        }
        let what = match self.precision_of {
            Of::Differences => PreciseWhat::Differences,
            Of::Levels => PreciseWhat::Levels,
            Of::Both => PreciseWhat::Both,
        };
        Ok(WantedPrecision { goals, what })
    }
}

fn wanted(text: &str) -> Result<Wanted, String> {
    let (path, margin) = match assignment(text) {
        Some((path, margin)) => (Some(path), margin),
        None => (None, text.to_owned()),
    };
    Ok(Wanted { path, margin: margin_of(&margin)? })
}

/// `0.005`, or `1%` of the value.
fn margin_of(text: &str) -> Result<Margin, String> {
    let positive = |text: &str| -> Option<f64> {
        text.trim_end().parse().ok().filter(|number: &f64| *number > 0.0 && number.is_finite())
    };
    let margin = match text.strip_suffix('%') {
        Some(percent) => positive(percent).map(|percent| Margin::Relative(percent / 100.0)),
        None => positive(text).map(Margin::Absolute),
    };
    margin.ok_or_else(|| "wanted a number above 0 such as 0.005, or a percentage such as 1%".into())
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
