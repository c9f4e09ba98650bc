//! Customers (chains of attempts), and those whom contacts cost us.
//!
//! Losses are expected numbers, from hazards that the planner assumed: a customer who would have
//! stayed through the window with probability exp(-h0) stays with exp(-(h0 + H)) after contacts
//! whose hazards add up to H. Each cause receives its own part of H.

use super::{Better, Definition, Unit};
use crate::measures::count::Count;
use crate::measures::recipe::{
    At, CUSTOMERS, Made, Part, Scale, Sum, TYPES_AND_CUSTOMERS, TYPES_CUSTOMERS_AND_INTERVALS,
};

use Better::{Higher, Lower, Neither};
use Made::{Mean, Ratio};
use Part::Of;

const CHAINS: Sum = &[Of(Count::Chains)];
const LOST: Sum = &[Of(Count::CustomersLost)];

pub(super) const ALL: &[Definition] = &[
    Definition::new(
        "customers",
        "Customers",
        Unit::Count,
        Neither,
        &[At(CUSTOMERS, Mean(CHAINS))],
        "Chains a day: a first attempt with all its redials; repeats and complaints start their \
         own.",
    ),
    Definition::new(
        "answered_share",
        "Customers answered",
        Unit::Share,
        Higher,
        &[At(TYPES_AND_CUSTOMERS, Ratio(&[Of(Count::ChainsAnswered)], CHAINS))],
        "Customers finally answered, at whichever attempt, over customers.",
    ),
    Definition::new(
        "attempts",
        "Attempts per customer",
        Unit::Number,
        Lower,
        &[At(CUSTOMERS, Ratio(&[Of(Count::Offered)], CHAINS))],
        "Attempts offered, over customers; transfer legs are no attempts.",
    ),
    Definition::new(
        "total_wait_seconds",
        "Total wait per customer",
        Unit::Seconds,
        Lower,
        &[At(TYPES_AND_CUSTOMERS, Ratio(&[Of(Count::ChainWait)], CHAINS))],
        "The waits of all attempts of a customer, over customers.",
    ),
    lost(
        "customers_lost",
        "Customers lost",
        &[At(TYPES_CUSTOMERS_AND_INTERVALS, Mean(LOST))],
        "Customers expected to leave within the window because of the day's contacts, beyond those \
         who leave anyway; below 0 where contacts kept more than they cost.",
    ),
    Definition::new(
        "customers_lost_share",
        "Share of customers lost",
        Unit::Share,
        Lower,
        &[At(TYPES_AND_CUSTOMERS, Ratio(LOST, CHAINS))],
        "Customers expected to leave because of the day's contacts, over customers (prospects \
         included, who cannot be lost).",
    )
    .scaled(Scale::Customers)
    .assumed(),
    lost(
        "customers_lost_by_cause.abandoned",
        "Customers lost: abandoned",
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::LostBecauseAbandoned)]))],
        "Customers expected to leave because they abandoned: the part of customers \
         lost that this cause has in their hazard.",
    ),
    lost(
        "customers_lost_by_cause.blocked",
        "Customers lost: blocked",
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::LostBecauseBlocked)]))],
        "Customers expected to leave because they were blocked: the part of customers \
         lost that this cause has in their hazard.",
    ),
    lost(
        "customers_lost_by_cause.balked",
        "Customers lost: balked",
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::LostBecauseBalked)]))],
        "Customers expected to leave because they balked: the part of customers \
         lost that this cause has in their hazard.",
    ),
    lost(
        "customers_lost_by_cause.disconnected",
        "Customers lost: disconnected",
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::LostBecauseDisconnected)]))],
        "Customers expected to leave because they were disconnected at closing, or were waiting at the end: the part of customers \
         lost that this cause has in their hazard.",
    ),
    lost(
        "customers_lost_by_cause.answered_late",
        "Customers lost: answered late",
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::LostBecauseAnsweredLate)]))],
        "Customers expected to leave because they were answered after the target's seconds: the part of customers \
         lost that this cause has in their hazard.",
    ),
    lost(
        "customers_lost_by_cause.per_minute_waited",
        "Customers lost: minutes waited",
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::LostBecauseWaited)]))],
        "Customers expected to leave because of the minutes they waited: the part of customers \
         lost that this cause has in their hazard.",
    ),
    lost(
        "customers_lost_by_cause.unresolved",
        "Customers lost: unresolved",
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::LostBecauseUnresolved)]))],
        "Customers expected to leave because their matter was not resolved: the part of customers \
         lost that this cause has in their hazard.",
    ),
    lost(
        "customers_lost_by_cause.transferred",
        "Customers lost: transferred",
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::LostBecauseTransferred)]))],
        "Customers expected to leave because they were transferred: the part of customers \
         lost that this cause has in their hazard.",
    ),
    lost(
        "customers_lost_by_cause.unwanted_offer",
        "Customers lost: unwanted offer",
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::LostBecauseUnwantedOffer)]))],
        "Customers expected to leave because they were offered what they do not need: the part of customers \
         lost that this cause has in their hazard.",
    ),
    lost(
        "customers_lost_by_cause.need_unmet",
        "Customers lost: need unmet",
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::LostBecauseNeedUnmet)]))],
        "Customers expected to leave because nobody offered what they need: the part of customers \
         lost that this cause has in their hazard.",
    ),
    lost(
        "customers_lost_by_cause.broken_promise",
        "Customers lost: broken promise",
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::LostBecauseBrokenPromise)]))],
        "Customers expected to leave because a promise was broken: the part of customers \
         lost that this cause has in their hazard.",
    ),
    lost(
        "customers_lost_by_cause.need_met",
        "Customers kept: need met",
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::LostBecauseNeedMet)]))],
        "Customers expected to stay because a need was met, counted below 0: the part of \
         customers lost that this cause has in their hazard.",
    ),
    lost(
        "customers_lost_by_cause.resolved_at_once",
        "Customers kept: resolved at once",
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::LostBecauseResolvedAtOnce)]))],
        "Customers expected to stay because their matter was resolved at once, counted below 0: the part of \
         customers lost that this cause has in their hazard.",
    ),
    Definition::new(
        "lifetime_value_lost",
        "Lifetime value lost",
        Unit::Money,
        Lower,
        &[At(TYPES_AND_CUSTOMERS, Mean(LOST))],
        "Customers lost by the day's contacts times the lifetime value of one: the discounted \
         margin of its remaining months.",
    )
    .scaled(Scale::LifetimeValue)
    .assumed(),
];

const fn lost(
    key: &'static str,
    name: &'static str,
    made: &'static [At],
    formula: &'static str,
) -> Definition {
    Definition::new(key, name, Unit::Count, Lower, made, formula).scaled(Scale::Customers).assumed()
}
