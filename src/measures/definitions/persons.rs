//! Customers who persist over a horizon: who comes, stays and leaves, and what they bring.
//!
//! How a customer's hazard grows and when he leaves: `docs/methods/horizon.md`.

use super::{Better, Definition, Unit};
use crate::economics::retention::Cause;
use crate::measures::horizon::count::HorizonCount;
use crate::measures::recipe::{At, Made, PERSONS, Part, Scale, Sum};

use Better::{Higher, Lower, Neither};
use Made::{Mean, Ratio};
use Part::{OfHorizon, OfHorizonBecause};

const ACQUIRED: Sum =
    &[OfHorizon(HorizonCount::AcquiredByAdvertising), OfHorizon(HorizonCount::AcquiredByReferral)];
const LOST: Sum = &[OfHorizon(HorizonCount::Lost)];
const CUSTOMER_MONTHS: Sum = &[OfHorizon(HorizonCount::CustomerMonths)];
const BANDS: Sum = &[
    OfHorizon(HorizonCount::Angry),
    OfHorizon(HorizonCount::Neutral),
    OfHorizon(HorizonCount::Delighted),
];

pub(super) const ALL: &[Definition] = &[
    count(
        "customers.at_start",
        "Customers at the start",
        Neither,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::AtStart)]))],
        "Customers on the first morning.",
    ),
    count(
        "customers.acquired.all",
        "Customers won",
        Higher,
        &[At(PERSONS, Mean(ACQUIRED))],
        "Prospects who bought for the first time, and are customers from that night on.",
    ),
    count(
        "customers.acquired.advertising",
        "Customers won by advertising",
        Higher,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::AcquiredByAdvertising)]))],
        "Of the customers won, those who called of their own.",
    ),
    count(
        "customers.acquired.referral",
        "Customers won by referral",
        Higher,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::AcquiredByReferral)]))],
        "Of the customers won, those whom a customer sent.",
    ),
    count(
        "customers.lost.all",
        "Customers who left",
        Lower,
        &[At(PERSONS, Mean(LOST))],
        "Customers whose summed hazard passed their threshold: they are absent from the next day \
         on, for good.",
    )
    .assumed(),
    parts(
        "customers.lost.base",
        "Left by themselves",
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::LostByBase)]))],
        "Of those who left, the part that the base hazard had in the hazard of their last night.",
    ),
    parts(
        "customers.lost.contacts",
        "Left because of contacts",
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::LostByContacts)]))],
        "Of those who left, the part that their experiences of contacts had in the hazard of their \
         last night.",
    ),
    because("customers.lost.abandoned", "Left: abandoned", &[At(PERSONS, Mean(BECAUSE[0]))]),
    because("customers.lost.blocked", "Left: blocked", &[At(PERSONS, Mean(BECAUSE[1]))]),
    because("customers.lost.balked", "Left: balked", &[At(PERSONS, Mean(BECAUSE[2]))]),
    because("customers.lost.disconnected", "Left: disconnected", &[At(PERSONS, Mean(BECAUSE[3]))]),
    because(
        "customers.lost.answered_late",
        "Left: answered late",
        &[At(PERSONS, Mean(BECAUSE[4]))],
    ),
    because(
        "customers.lost.per_minute_waited",
        "Left: minutes waited",
        &[At(PERSONS, Mean(BECAUSE[5]))],
    ),
    because("customers.lost.unresolved", "Left: unresolved", &[At(PERSONS, Mean(BECAUSE[6]))]),
    because("customers.lost.transferred", "Left: transferred", &[At(PERSONS, Mean(BECAUSE[7]))]),
    because(
        "customers.lost.unwanted_offer",
        "Left: unwanted offer",
        &[At(PERSONS, Mean(BECAUSE[8]))],
    ),
    because("customers.lost.need_unmet", "Left: need unmet", &[At(PERSONS, Mean(BECAUSE[9]))]),
    because(
        "customers.lost.broken_promise",
        "Left: broken promise",
        &[At(PERSONS, Mean(BECAUSE[10]))],
    ),
    count(
        "customers.lost_of_start",
        "Left, of those at the start",
        Lower,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::LostOfStart)]))],
        "Of those who left, who was a customer on the first morning of the horizon.",
    )
    .assumed(),
    count(
        "customers.at_end",
        "Customers at the end",
        Higher,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::AtEnd)]))],
        "Customers after the last night.",
    )
    .assumed(),
    Definition::new(
        "customers.churn_per_month",
        "Churn per month",
        Unit::Share,
        Lower,
        &[At(PERSONS, Ratio(LOST, CUSTOMER_MONTHS))],
        "Customers who left, over customer-months: each customer and day as a part of its calendar \
         month.",
    )
    .scaled(Scale::PerCustomer)
    .assumed(),
    parts(
        "customers.still_to_be_lost",
        "Still to be lost",
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::StillToBeLost)]))],
        "Customers after the last night who will leave because of what they have not felt yet: the \
         sum of 1 - exp(-G) over those with a grievance G above 0.",
    ),
    count(
        "customers.angry",
        "Angry customers",
        Lower,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::Angry)]))],
        "Customers whose grievance is at least that of the band, after the last night.",
    )
    .assumed(),
    count(
        "customers.neutral",
        "Neutral customers",
        Neither,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::Neutral)]))],
        "Customers who are neither angry nor delighted, after the last night.",
    )
    .assumed(),
    count(
        "customers.delighted",
        "Delighted customers",
        Higher,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::Delighted)]))],
        "Customers whose goodwill is at least that of the band, after the last night.",
    )
    .assumed(),
    share(
        "customers.angry_share",
        "Share of angry customers",
        Lower,
        &[At(PERSONS, Ratio(&[OfHorizon(HorizonCount::Angry)], BANDS))],
        "Angry customers, over customers, after the last night.",
    )
    .assumed(),
    Definition::new(
        "customers.contacts_each",
        "Contacts of a customer per month",
        Unit::Number,
        Neither,
        &[At(PERSONS, Ratio(&[OfHorizon(HorizonCount::CustomersFresh)], CUSTOMER_MONTHS))],
        "Fresh contacts of customers, over customer-months.",
    )
    .scaled(Scale::PerCustomer),
    count(
        "customers.not_made.fresh",
        "Contacts of those who left",
        Neither,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::NotMadeFresh)]))],
        "Fresh contacts of the forecast that did not occur because their customer had left.",
    ),
    count(
        "customers.not_made.pending",
        "Pending contacts of those who left",
        Neither,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::NotMadePending)]))],
        "Repeats, complaints and redials that did not occur because their customer had left.",
    ),
    share(
        "customers.nights_cut_off",
        "Goodwill of no use",
        Neither,
        &[At(
            PERSONS,
            Ratio(
                &[OfHorizon(HorizonCount::NightsCutOff)],
                &[OfHorizon(HorizonCount::CustomerDays)],
            ),
        )],
        "Nights on which a customer's goodwill was more than the base hazard, so that it was cut \
         off at 0, over customers and nights.",
    ),
    share(
        "customers.needs_share",
        "Contacts with a need",
        Neither,
        &[At(
            PERSONS,
            Ratio(&[OfHorizon(HorizonCount::Needs)], &[OfHorizon(HorizonCount::NeedsAsked)]),
        )],
        "Needs, over answered contacts of types with a need probability.",
    ),
    count(
        "prospects.offered.own",
        "Prospects",
        Higher,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::ProspectsOwn)]))],
        "Prospects who called of their own: their first contacts.",
    ),
    count(
        "prospects.offered.referred",
        "Referred prospects",
        Higher,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::ProspectsReferred)]))],
        "Prospects whom a customer sent: their first contacts.",
    ),
    count(
        "prospects.thinned",
        "Prospects thinned",
        Lower,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::ProspectsThinned)]))],
        "Contacts of prospects in the forecast that did not occur, because of less advertising or \
         of what angry customers told.",
    ),
    Definition::new(
        "prospects.lost",
        "Prospects told off",
        Unit::Count,
        Lower,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::ProspectsLost)]))],
        "Prospects expected not to call because of what angry customers told.",
    )
    .scaled(Scale::Customers)
    .assumed(),
    share(
        "prospects.conversion",
        "Conversion of prospects",
        Higher,
        &[At(PERSONS, Ratio(ACQUIRED, &[OfHorizon(HorizonCount::ProspectsAnswered)]))],
        "Customers won, over prospects answered at any attempt.",
    ),
    count(
        "sales.to_customers",
        "Sales to customers",
        Higher,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::SalesToCustomers)]))],
        "Sales to those who were customers.",
    ),
    count(
        "sales.to_prospects",
        "Sales to prospects",
        Higher,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::SalesToProspects)]))],
        "Sales that made a customer of a prospect.",
    ),
    money(
        "money.margin",
        "Margin",
        Higher,
        &[At(PERSONS, Mean(MARGIN))],
        "What customers bring without any sale or offer of the horizon: for each customer present \
         on a day, his margin per month over the days of the calendar month.",
    ),
    money(
        "money.by_source.margin",
        "From customers' margin",
        Higher,
        &[At(PERSONS, Mean(MARGIN))],
        "Margin, as a source of money.",
    ),
    money(
        "money.by_source.sales_to_customers",
        "From sales to customers",
        Higher,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::SoldToCustomers)]))],
        "Contribution of sales to customers.",
    ),
    money(
        "money.by_source.sales_to_prospects",
        "From sales to prospects",
        Higher,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::SoldToProspects)]))],
        "Contribution of sales that made a customer.",
    ),
    money(
        "money.by_source.offers",
        "From accepted offers",
        Higher,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::Offers)]))],
        "Contribution of accepted offers.",
    ),
    money(
        "money.by_origin.at_start",
        "From customers of the start",
        Higher,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::OfStart)]))],
        "Margin and contribution of those who were customers on the first morning of the horizon.",
    ),
    money(
        "money.by_origin.advertising",
        "From customers won by advertising",
        Higher,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::OfAdvertising)]))],
        "Margin and contribution of customers who had called of their own, that which made them \
         customers included.",
    ),
    money(
        "money.by_origin.referral",
        "From customers won by referral",
        Higher,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::OfReferral)]))],
        "Margin and contribution of customers whom others had sent, that which made them customers \
         included.",
    ),
    money(
        "money.advertising",
        "Advertising",
        Lower,
        &[At(PERSONS, Mean(ADVERTISING))],
        "The cost of each prospect who called of his own, and of the months.",
    ),
    money(
        "money.change_costs",
        "Costs of changes",
        Lower,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::ChangeCosts)]))],
        "What changes cost once, on their first days.",
    ),
    money(
        "money.acquisition_cost",
        "Cost of a customer won",
        Lower,
        &[At(PERSONS, Ratio(ADVERTISING, &[OfHorizon(HorizonCount::AcquiredByAdvertising)]))],
        "Advertising, over customers won by advertising.",
    ),
    money(
        "money.cost_per_customer_kept",
        "Cost of a customer kept",
        Lower,
        &[At(PERSONS, Made::OfCustomersKept)],
        "Of a difference from the base: the base's net value without margin less the variant's, over \
         the customers of the start who left in the base less those who left in the variant; below \
         0 keeping them cost nothing. Nothing where the interval of how many were kept contains 0.",
    )
    .assumed(),
    money(
        "money.worth_at_end",
        "Worth at the end",
        Higher,
        &[At(PERSONS, Mean(&[OfHorizon(HorizonCount::WorthAtEnd)]))],
        "The lifetime value of those who are customers after the last night, each counted by the \
         probability that what he has not felt yet does not make him leave. A memo, no part of net \
         value.",
    )
    .assumed(),
    money(
        "money.net_value_each",
        "Discounted net value of a customer",
        Higher,
        &[At(
            PERSONS,
            Ratio(&[OfHorizon(HorizonCount::Discounted)], &[OfHorizon(HorizonCount::AtStart)]),
        )],
        "Discounted net value, over customers at the start.",
    )
    .assumed(),
];

const MARGIN: Sum = &[OfHorizon(HorizonCount::Margin)];
const ADVERTISING: Sum = &[OfHorizon(HorizonCount::Advertising)];
/// By cause of leaving, in their order.
const BECAUSE: [Sum; 11] = [
    &[OfHorizonBecause(Cause::Abandoned)],
    &[OfHorizonBecause(Cause::Blocked)],
    &[OfHorizonBecause(Cause::Balked)],
    &[OfHorizonBecause(Cause::Disconnected)],
    &[OfHorizonBecause(Cause::AnsweredLate)],
    &[OfHorizonBecause(Cause::Waited)],
    &[OfHorizonBecause(Cause::Unresolved)],
    &[OfHorizonBecause(Cause::Transferred)],
    &[OfHorizonBecause(Cause::UnwantedOffer)],
    &[OfHorizonBecause(Cause::NeedUnmet)],
    &[OfHorizonBecause(Cause::BrokenPromise)],
];

const fn count(
    key: &'static str,
    name: &'static str,
    better: Better,
    made: &'static [At],
    formula: &'static str,
) -> Definition {
    Definition::new(key, name, Unit::Count, better, made, formula)
}

/// Of customers counted in parts.
const fn parts(
    key: &'static str,
    name: &'static str,
    made: &'static [At],
    formula: &'static str,
) -> Definition {
    count(key, name, Lower, made, formula).scaled(Scale::Customers).assumed()
}

const fn because(key: &'static str, name: &'static str, made: &'static [At]) -> Definition {
    let formula = "Of those who left because of contacts, the part of this cause: its share of \
                   what they had experienced and not felt yet.";
    parts(key, name, made, formula)
}

const fn share(
    key: &'static str,
    name: &'static str,
    better: Better,
    made: &'static [At],
    formula: &'static str,
) -> Definition {
    Definition::new(key, name, Unit::Share, better, made, formula)
}

const fn money(
    key: &'static str,
    name: &'static str,
    better: Better,
    made: &'static [At],
    formula: &'static str,
) -> Definition {
    Definition::new(key, name, Unit::Money, better, made, formula)
}
