//! Figures that a file names.

use crate::measures::definitions::Unit;
use crate::measures::figure_name::{FigureName, Names};
use crate::measures::plan::Period;
use crate::scenario::Scenario;
use crate::scenario::laws::forms::wanted_share;
use crate::scenario::shape::Range;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::Place;
use crate::scenario::text::words::one_of_the_known;

/// What a figure of a scenario can be about.
pub(crate) fn names(scenario: &Scenario) -> Names {
    let clock = (0..scenario.day.intervals).map(|at| scenario.day.interval_start(at));
    let (period, intervals) = match (&scenario.steady_state, &scenario.horizon) {
        (Some(_), _) => (Period::Batch, Vec::new()),
        (None, Some(horizon)) => {
            let months = horizon.months.iter().map(|month| month.name.clone());
            (Period::Horizon, months.collect())
        }
        (None, None) => (Period::Day, clock.collect()),
    };
    Names {
        contact_types: scenario.contact_types.iter().map(|own| own.name.clone()).collect(),
        agent_groups: scenario.agent_groups.iter().map(|own| own.name.clone()).collect(),
        intervals,
        period,
        persons: scenario.has_persons(),
    }
}

/// Reads the path of a figure; `None` after a problem at the place.
pub(crate) fn read(
    path: &str,
    place: &Place,
    names: &Names,
    problems: &mut Problems,
) -> Option<FigureName> {
    let read = FigureName::read(path, names);
    read.inspect_err(|unknown| {
        let near = one_of_the_known(&unknown.found, unknown.known.iter().map(String::as_str));
        let found = format!("`{}`", unknown.found);
        problems.add(place, found, format!("{}: {near}", unknown.wanted));
    })
    .ok()
}

/// What is wanted where a value of a figure that is a share is none; nothing where all is well.
#[must_use]
pub(crate) fn no_share(figure: &FigureName, value: f64) -> Option<String> {
    let is_share = figure.definition.unit == Unit::Share;
    (is_share && !Range::SHARE.holds(value)).then(|| wanted_share(Range::SHARE, Some(value)))
}
