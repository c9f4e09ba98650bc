//! Service level: six formulas, the headline, and the share of days that met the target.
//!
//! The names are those of the products and handbooks that use each formula. T is the threshold of
//! the contact type (at the total, each type's own), "within" includes T itself.

use super::{Better, Definition, Unit};
use crate::measures::count::Count;
use crate::measures::recipe::{At, Made, Part, Sum, TYPES, TYPES_AND_INTERVALS};

use Made::{Headline, Ratio, ShareOfDays};
use Part::{Less, Of};

const IN_TIME: Sum = &[Of(Count::AnsweredWithin)];
const OFFERED: Sum = &[Of(Count::Offered)];

pub(super) const ALL: &[Definition] = &[
    level(
        "service_level",
        "Service level",
        &[At(TYPES_AND_INTERVALS, Headline)],
        "The share answered within the threshold, by whichever of the six service_levels formulas \
         the scenario's targets name.",
    ),
    level(
        "service_levels.offered",
        "Service level (of offered)",
        &[At(TYPES, Ratio(IN_TIME, OFFERED))],
        "Contacts answered within the threshold, over contacts offered: no loss is forgiven.",
    ),
    level(
        "service_levels.answered",
        "Service level (of answered)",
        &[At(TYPES, Ratio(IN_TIME, &[Of(Count::Answered)]))],
        "Contacts answered within the threshold, over contacts answered: those lost do not count.",
    ),
    level(
        "service_levels.abandoned_within_excluded",
        "Service level (abandoned within excluded)",
        &[At(TYPES, Ratio(IN_TIME, &[Of(Count::Offered), Less(Count::AbandonedWithin)]))],
        "Contacts answered within the threshold, over contacts offered less those that abandoned \
         or balked within the threshold.",
    ),
    level(
        "service_levels.abandoned_within_met",
        "Service level (abandoned within met)",
        &[At(TYPES, Ratio(&[Of(Count::AnsweredWithin), Of(Count::AbandonedWithin)], OFFERED))],
        "Contacts answered, abandoned or balked within the threshold, over contacts offered: \
         leaving early counts as met.",
    ),
    level(
        "service_levels.short_excluded",
        "Service level (short abandons excluded)",
        &[At(TYPES, Ratio(IN_TIME, &[Of(Count::Offered), Less(Count::AbandonedShort)]))],
        "Contacts answered within the threshold, over contacts offered less those that abandoned \
         or balked within the short-abandon limit.",
    ),
    level(
        "service_levels.short_met",
        "Service level (short abandons met)",
        &[At(TYPES, Ratio(&[Of(Count::AnsweredWithin), Of(Count::AbandonedShort)], OFFERED))],
        "Contacts answered within the threshold, and those that abandoned or balked within the \
         short-abandon limit, over contacts offered.",
    ),
    level(
        "target_met",
        "Days on target",
        &[At(TYPES, ShareOfDays(&[Of(Count::TargetMet)], &[Of(Count::TargetAsked)]))],
        "Days on which the headline service level reached the target, over days on which it could \
         be met or missed.",
    ),
];

const fn level(
    key: &'static str,
    name: &'static str,
    made: &'static [At],
    formula: &'static str,
) -> Definition {
    Definition::new(key, name, Unit::Share, Better::Higher, made, formula)
}
