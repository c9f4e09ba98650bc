//! The lines of net value, and net value.

use super::{Better, Definition, Unit};
use crate::measures::count::{Count, GroupCount};
use crate::measures::recipe::{
    At, GROUPS, Made, Part, STAFF, Scale, TOTAL, TYPES, TYPES_AND_CUSTOMERS, TYPES_AND_INTERVALS,
};

use Better::{Higher, Lower};
use Made::Mean;
use Part::{Of, OfGroup};

pub(super) const ALL: &[Definition] = &[
    money(
        "revenue",
        "Revenue",
        Higher,
        &[At(TYPES_AND_INTERVALS, Mean(&[Of(Count::Revenue)]))],
        "Revenue a day of sales and accepted offers.",
    ),
    money(
        "contribution",
        "Contribution",
        Higher,
        &[At(TYPES_AND_INTERVALS, Mean(&[Of(Count::Contribution)]))],
        "What is earned a day of the revenue of sales and accepted offers after variable cost.",
    ),
    money(
        "wages",
        "Wages",
        Lower,
        &[At(TOTAL, Mean(&[Of(Count::Wages)])), At(GROUPS, Mean(&[OfGroup(GroupCount::Wages)]))],
        "Wages a day of all paid time: the schedule, and handling after the agent's own end.",
    ),
    money(
        "commissions",
        "Commissions and bonuses",
        Lower,
        &[
            At(TYPES, Mean(&[Of(Count::SalesCommission), Of(Count::Bonus)])),
            At(GROUPS, Mean(&[OfGroup(GroupCount::Commission), OfGroup(GroupCount::Bonus)])),
        ],
        "Commission a day for sales and accepted offers, and hourly bonuses of incentive profiles \
         (which no contact type carries).",
    ),
    money(
        "bonus",
        "Bonuses",
        Lower,
        &[At(STAFF, Mean(&[OfGroup(GroupCount::Bonus)]))],
        "Hourly bonuses a day of incentive profiles; they are among the commissions.",
    ),
    money(
        "contact_costs",
        "Contact costs",
        Lower,
        &[At(TYPES, Mean(&[Of(Count::ContactCost)]))],
        "Telephony a day: the cost of each contact that got a line and of each minute of wait and \
         talk; not labour.",
    ),
    Definition::new(
        "deferred_contacts",
        "Deferred contacts",
        Unit::Count,
        Lower,
        &[At(TYPES, Mean(&[Of(Count::DeferredContacts)]))],
        "Repeats and complaints caused by the day that fall due at or after closing, and redials \
         that then come on another day.",
    ),
    Definition::new(
        "deferred_minutes",
        "Deferred minutes",
        Unit::Number,
        Lower,
        &[At(TYPES, Mean(&[Of(Count::DeferredHandle)]))],
        "Agent minutes that the day's deferred repeats and complaints will take.",
    )
    .scaled(Scale::Minutes),
    money(
        "deferred_work_cost",
        "Deferred work",
        Lower,
        &[At(TYPES, Mean(&[Of(Count::DeferredCost)]))],
        "The agent time of the day's deferred repeats and complaints at the wage of the groups that \
         would handle them.",
    ),
    money(
        "lost_customer_costs",
        "Cost of customers lost",
        Lower,
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::LossCost)]))],
        "Customers lost by the day's contacts times what one lost customer costs, by the way of \
         charging that the scenario names (lifetime value or replacement).",
    )
    .assumed(),
    money(
        "lost_customer_costs_memo",
        "Cost of customers lost, charged the other way",
        Lower,
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::LossCostMemo)]))],
        "Customers lost by the day's contacts times what one would cost by the way of charging \
         that the scenario does not name; a memo, no line of net value.",
    )
    .assumed(),
    money(
        "net_value",
        "Net value",
        Higher,
        &[At(TOTAL, Mean(&[Of(Count::NetValue)]))],
        "Contribution less wages, commissions and bonuses, contact costs, deferred work and the \
         cost of customers lost, a day.",
    )
    .assumed(),
];

const fn money(
    key: &'static str,
    name: &'static str,
    better: Better,
    made: &'static [At],
    formula: &'static str,
) -> Definition {
    Definition::new(key, name, Unit::Money, better, made, formula)
}
