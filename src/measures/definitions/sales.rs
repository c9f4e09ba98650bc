//! What was bought, what was offered, and what was not bought because of us.

use super::{Better, Definition, Unit, count};
use crate::measures::count::{Count, GroupCount};
use crate::measures::recipe::{
    At, GROUPS, Made, Part, Sum, TYPES, TYPES_AND_CUSTOMERS, TYPES_AND_INTERVALS,
};

use Better::{Higher, Lower, Neither};
use Made::{Mean, Ratio};
use Part::{Of, OfGroup};

const OFFERS: Sum = &[Of(Count::OffersToNeed), Of(Count::OffersPushed)];
const LOST: Sum = &[
    Of(Count::LostBlocked),
    Of(Count::LostBalked),
    Of(Count::LostAbandoned),
    Of(Count::LostDisconnected),
    Of(Count::LostWaited),
];

pub(super) const ALL: &[Definition] = &[
    count(
        "sold",
        "Sold",
        Higher,
        &[
            At(TYPES_AND_INTERVALS, Mean(&[Of(Count::Sold)])),
            At(GROUPS, Mean(&[OfGroup(GroupCount::Sold)])),
        ],
        "Sales a day to customers who called to buy; accepted offers stand apart.",
    ),
    Definition::new(
        "conversion",
        "Conversion",
        Unit::Share,
        Higher,
        &[
            At(TYPES, Ratio(&[Of(Count::Sold)], &[Of(Count::SalesAsked)])),
            At(GROUPS, Ratio(&[OfGroup(GroupCount::Sold)], &[OfGroup(GroupCount::SalesAsked)])),
        ],
        "Sales, over answered customers of contact types with a sale.",
    ),
    count(
        "sales_potential",
        "Sales potential",
        Neither,
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::SalesPotential)]))],
        "Customers a day who would have bought, had they been answered at once.",
    ),
    lost(
        "lost_sales",
        "Lost sales",
        &[At(TYPES_AND_CUSTOMERS, Mean(LOST))],
        "Customers a day who would have bought, had they been answered at once, and did not: the \
         sales potential less what was sold.",
    ),
    lost(
        "lost_sales_by_cause.blocked",
        "Lost sales: blocked",
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::LostBlocked)]))],
        "Customers a day who would have bought and were finally blocked.",
    ),
    lost(
        "lost_sales_by_cause.balked",
        "Lost sales: balked",
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::LostBalked)]))],
        "Customers a day who would have bought and finally balked.",
    ),
    lost(
        "lost_sales_by_cause.abandoned",
        "Lost sales: abandoned",
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::LostAbandoned)]))],
        "Customers a day who would have bought and finally abandoned.",
    ),
    lost(
        "lost_sales_by_cause.disconnected",
        "Lost sales: disconnected",
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::LostDisconnected)]))],
        "Customers a day who would have bought and were disconnected at closing, or were waiting \
         at the end.",
    ),
    lost(
        "lost_sales_by_cause.waited",
        "Lost sales: waited",
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::LostWaited)]))],
        "Customers a day who would have bought at once, were answered, and no longer bought after \
         their wait.",
    ),
    count(
        "overpromised",
        "Over-promised sales",
        Lower,
        &[At(TYPES, Mean(&[Of(Count::Overpromised)]))],
        "Sales a day on which more was promised than will be kept.",
    )
    .of_events_among("sold"),
    count(
        "needs",
        "Needs",
        Neither,
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::Needs)]))],
        "Customers a day who were answered for service and have a latent need for a product.",
    ),
    count(
        "needs_met",
        "Needs met",
        Higher,
        &[At(TYPES_AND_CUSTOMERS, Mean(&[Of(Count::NeedsMet)]))],
        "Customers a day with a latent need who accepted an offer.",
    ),
    Definition::new(
        "needs_met_share",
        "Share of needs met",
        Unit::Share,
        Higher,
        &[At(TYPES_AND_CUSTOMERS, Ratio(&[Of(Count::NeedsMet)], &[Of(Count::Needs)]))],
        "Latent needs met by an accepted offer, over latent needs of customers answered for \
         service; the rest were declined or never offered to.",
    ),
    count(
        "offers",
        "Offers",
        Neither,
        &[At(TYPES, Mean(OFFERS)), At(GROUPS, Mean(&[OfGroup(GroupCount::Offers)]))],
        "Offers a day made to customers who called for service, whether or not they had a need, \
         those after a transfer included.",
    ),
    count(
        "offers_accepted",
        "Offers accepted",
        Higher,
        &[
            At(TYPES_AND_INTERVALS, Mean(&[Of(Count::OffersAccepted)])),
            At(GROUPS, Mean(&[OfGroup(GroupCount::OffersAccepted)])),
        ],
        "Offers a day that were accepted, with or without a need.",
    ),
    Definition::new(
        "offer_acceptance",
        "Offer acceptance",
        Unit::Share,
        Higher,
        &[
            At(TYPES, Ratio(&[Of(Count::OffersAccepted)], OFFERS)),
            At(
                GROUPS,
                Ratio(&[OfGroup(GroupCount::OffersAccepted)], &[OfGroup(GroupCount::Offers)]),
            ),
        ],
        "Offers accepted, over offers made.",
    ),
];

const fn lost(
    key: &'static str,
    name: &'static str,
    made: &'static [At],
    formula: &'static str,
) -> Definition {
    count(key, name, Lower, made, formula).of_events_among("sales_potential")
}
