//! What a horizon has whether or not customers are individuals: money over months, and work that
//! comes on a later day.

use super::{Better, Definition, Unit};
use crate::measures::count::{Count, GroupCount};
use crate::measures::horizon::count::HorizonCount;
use crate::measures::recipe::{At, HORIZON, Made, Part, Sum};

use Better::{Higher, Lower, Neither};
use Made::{Mean, Ratio};
use Part::{Of, OfGroup, OfHorizon};

pub(super) const ALL: &[Definition] = &[
    money(
        "money.net_value",
        "Net value over months",
        &[At(HORIZON, Mean(&[OfHorizon(HorizonCount::NetValue)]))],
        "Contribution and margin, less wages, commissions and bonuses, contact costs, advertising, \
         costs of changes, and what falls due after the last day; where nobody persists, less the \
         cost of customers lost.",
    ),
    money(
        "money.cumulative",
        "Cumulative net value",
        &[At(HORIZON, Mean(&[OfHorizon(HorizonCount::Cumulative)]))],
        "Net value from the first month to the end of this one.",
    ),
    money(
        "money.discounted",
        "Discounted net value",
        &[At(HORIZON, Mean(&[OfHorizon(HorizonCount::Discounted)]))],
        "Net value of each month as it is worth on the first morning, at the discount rate.",
    ),
    Definition::new(
        "work.pending",
        "Pending contacts",
        Unit::Count,
        Lower,
        &[At(HORIZON, Mean(PENDING))],
        "Repeats, complaints and redials that are to come on later days, after the last night.",
    ),
    Definition::new(
        "work.chains_continued",
        "Chains continued",
        Unit::Count,
        Neither,
        &[At(HORIZON, Mean(&[OfHorizon(HorizonCount::ContinuedIn)]))],
        "Chains that began on an earlier day and went on by a redial on a day of this time.",
    ),
    Definition::new(
        "work.contacts_per_paid_hour",
        "Contacts per paid hour",
        Unit::Number,
        Neither,
        &[At(HORIZON, Ratio(&[Of(Count::Offered)], &[OfGroup(GroupCount::Paid)]))],
        "Contacts offered, over hours paid.",
    )
    .scaled(crate::measures::recipe::Scale::PerHour),
];

const PENDING: Sum = &[OfHorizon(HorizonCount::Pending)];

const fn money(
    key: &'static str,
    name: &'static str,
    made: &'static [At],
    formula: &'static str,
) -> Definition {
    Definition::new(key, name, Unit::Money, Higher, made, formula).assumed()
}
