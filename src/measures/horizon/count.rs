//! What is counted of a horizon beside what its days count: customers over months, and the money
//! that they bring. Exact whole numbers, as of a day; money is millionths, parts of customers are
//! 2^-32.

use crate::economics::retention::Cause;

/// Kept for each reporting month, and for the whole horizon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum HorizonCount {
    OpenDays,
    /// Customers on the first morning.
    AtStart,
    /// Customers after the last night.
    AtEnd,
    /// Each customer and day, as a part of its calendar month, in 2^-32.
    CustomerMonths,
    /// Each customer and day.
    CustomerDays,
    /// Won among prospects who called of their own.
    AcquiredByAdvertising,
    /// Won among prospects who were referred.
    AcquiredByReferral,
    Lost,
    /// Of those lost, who was there on the first morning of the horizon.
    LostOfStart,
    /// Of those lost, by the base hazard, in 2^-32.
    LostByBase,
    /// Of those lost, because of contacts, in 2^-32.
    LostByContacts,
    /// Of these, because of the first of the causes, in 2^-32; the others follow in their order.
    LostByFirstCause,
    /// Who will leave because of what he has not felt yet, in 2^-32, after the last night.
    StillToBeLost = HorizonCount::LostByFirstCause as usize + Cause::NUMBER,
    /// Customers by band after the last night.
    Angry,
    Neutral,
    Delighted,
    /// Customers and nights on which goodwill was more than the base hazard.
    NightsCutOff,
    /// Fresh contacts that did not occur because their customer had left.
    NotMadeFresh,
    /// Pending contacts that did not occur because their customer had left.
    NotMadePending,
    /// Fresh contacts of customers.
    CustomersFresh,
    /// Fresh contacts of prospects who called of their own.
    ProspectsOwn,
    /// Those of referred prospects.
    ProspectsReferred,
    /// Prospects' contacts that did not occur because of what others told.
    ProspectsThinned,
    /// Prospects who do not call because of what others told, expected, in 2^-32.
    ProspectsLost,
    /// Prospects answered at any attempt.
    ProspectsAnswered,
    SalesToCustomers,
    SalesToProspects,
    /// Answered contacts of types with needs, and the needs among them.
    NeedsAsked,
    Needs,
    /// Contribution by source.
    SoldToCustomers,
    SoldToProspects,
    Offers,
    /// Margin and contribution of customers who were there at the start, and of those who came
    /// since.
    OfStart,
    OfAdvertising,
    OfReferral,
    Margin,
    Advertising,
    /// Once, for a change.
    ChangeCosts,
    /// Contribution and margin, less what all of it costs.
    NetValue,
    /// Net value from the first month on.
    Cumulative,
    /// Net value as it is worth on the first morning.
    Discounted,
    /// Lifetime value of those who are customers after the last night.
    WorthAtEnd,
    /// Contacts that are to come, after the last night.
    Pending,
    /// Chains that began on an earlier day and go on on a day of this one.
    ContinuedIn,
    /// Chains that go on on a later day.
    ContinuedOut,
}

/// What the horizon has of a count that its months have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OfWhole {
    Sum,
    First,
    Last,
}

impl HorizonCount {
    /// How many there are.
    pub(crate) const NUMBER: usize = Self::ContinuedOut as usize + 1;

    pub(super) const fn of_whole(number: usize) -> OfWhole {
        const FIRST: [HorizonCount; 1] = [HorizonCount::AtStart];
        const LAST: [HorizonCount; 8] = [
            HorizonCount::AtEnd,
            HorizonCount::StillToBeLost,
            HorizonCount::Angry,
            HorizonCount::Neutral,
            HorizonCount::Delighted,
            HorizonCount::Cumulative,
            HorizonCount::WorthAtEnd,
            HorizonCount::Pending,
        ];
        const fn has(counts: &[HorizonCount], number: usize) -> bool {
            match counts {
                [] => false,
                [first, rest @ ..] => *first as usize == number || has(rest, number),
            }
        }
        if has(&FIRST, number) {
            OfWhole::First
        } else if has(&LAST, number) {
            OfWhole::Last
        } else {
            OfWhole::Sum
        }
    }
}

/// Counts of a month, or of the whole horizon.
pub(crate) type HorizonCounts = [i64; HorizonCount::NUMBER];

/// How many months before its end the lead-in is looked at, to see whether it has settled.
pub(crate) const BEFORE: usize = 3;
