//! A base or a variant with the days of its horizon.

use super::kinds::{Design, Kinds, OfRows};
use crate::base::Date;
use crate::scenario::Scenario;
use crate::scenario::build::{alone, costs_from, joined};
use crate::scenario::csv::inputs::OfDates;
use crate::scenario::overlay::Draft;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::Node;

/// A base before a variant begins.
pub(super) struct Earlier<'a> {
    pub(super) tree: &'a Node,
    pub(super) dated: &'a [OfDates],
    pub(super) scenario: &'a Scenario,
    /// The first day of the variant.
    pub(super) from: Date,
}

/// What a draft and its rows are, day by day.
pub(super) fn with_days(
    draft: &Draft<'_>,
    rows: &[OfRows<'_>],
    earlier: Option<&Earlier<'_>>,
    problems: &mut Problems,
) -> Option<Scenario> {
    let (root, homes) = (&draft.tree, &draft.homes);
    let mut scenario = alone(root, homes, problems)?;
    let mut own = Problems::default();
    let design = Design { draft, scenario: &scenario, rows };
    let mut kinds = Kinds::of(design);
    if let Some(Earlier { tree, dated, scenario, from }) = earlier {
        let draft = draft.of_a_day(tree);
        let rows = rows_of(&draft, dated);
        let base = Design { draft: &draft, scenario, rows: &rows };
        kinds.add(&base, |date| date < *from, &mut own);
    }
    kinds.add(&design, |date| earlier.is_none_or(|it| date >= it.from), &mut own);
    let kinds = kinds.found();
    if let (Some(earlier), Some(horizon)) = (earlier, &mut scenario.horizon) {
        horizon.costs = costs_from(earlier.tree, root, earlier.from);
    }
    let sound = own.is_empty();
    problems.append(own);
    if sound { joined(scenario, (root, homes), kinds, problems) } else { None }
}

/// The base that a draft is, day by day.
pub(in crate::scenario::load) fn base_with_days(
    draft: &Draft<'_>,
    dated: &[OfDates],
    problems: &mut Problems,
) -> Option<Scenario> {
    with_days(draft, &rows_of(draft, dated), None, problems)
}

/// What a draft that does not differ yet is with the rows of dates.
fn rows_of<'a>(draft: &Draft<'a>, dated: &'a [OfDates]) -> Vec<OfRows<'a>> {
    let rows = dated.iter();
    rows.map(|own| OfRows { draft: draft.of_a_day(&own.tree), dates: &own.dates }).collect()
}
