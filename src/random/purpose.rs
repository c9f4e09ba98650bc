//! What a random number is for.

/// A purpose owns its numbers: drawing more for one never shifts another.
///
/// Codes are frozen: a new purpose takes the next unused one, and none is ever used again, so that
/// adding a purpose leaves every existing run unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Where in its interval a fresh contact arrives.
    PlaceInInterval = 0,
    /// Talk time.
    HandleTime = 1,
    /// How long the customer is willing to wait.
    Patience = 2,
    /// Wrap-up time.
    WrapUp = 3,
    /// Number of fresh contacts in an interval.
    Count = 4,
    /// A busyness factor of the day.
    DayFactor = 5,
    /// A busyness factor of an interval.
    IntervalFactor = 6,
    /// Whether the customer declines to wait.
    Balk = 7,
    /// The longest announced wait that the customer accepts.
    AnnouncedWait = 8,
    /// Whether a lost contact calls again.
    Redial = 9,
    /// When it calls again.
    RedialDelay = 10,
    /// Whether the customer would buy.
    Sale = 11,
    /// What a sale brings.
    Revenue = 12,
    /// Whether the matter is resolved.
    Resolution = 13,
    /// Whether an unresolved matter comes back.
    Repeat = 14,
    /// When it comes back.
    RepeatDelay = 15,
    /// Whether the customer has a latent need.
    Need = 16,
    /// Whether the agent notices the need.
    Detect = 17,
    /// Whether the agent offers where there is no need.
    Push = 18,
    /// Extra talk for an offer.
    OfferHandle = 19,
    /// Whether an offer is accepted.
    Accept = 20,
    /// What an accepted offer brings.
    OfferRevenue = 21,
    /// Whether a detected need is transferred.
    Transfer = 22,
    /// Whether a sale is over-promised.
    Overpromise = 23,
    /// Number of complaints that a broken promise leads to.
    ComplaintCount = 24,
    /// When a complaint arrives.
    ComplaintDelay = 25,
    /// No longer drawn: whether the contact's customer can be lost.
    ExistingCustomer = 26,
    /// Whether an agent is absent for the day.
    Absence = 27,
    /// An agent's own handle-time factor.
    Speed = 28,
    /// Which idle agent is taken at random.
    RandomAgent = 29,
    /// Address of a redial.
    SpawnRedial = 30,
    /// Address of a repeat.
    SpawnRepeat = 31,
    /// Address of a complaint.
    SpawnComplaint = 32,
    /// Address of a transfer leg.
    SpawnLeg = 33,
    /// Where in the box of a sweep a sampled point lies.
    DesignPoint = 34,
    /// Where between its ends a number lies that the planner does not know.
    InputDraw = 35,
    /// Which number of customer a fresh contact belongs to.
    Customer = 36,
    /// Whether a fresh contact of a thinned stream is kept, and as whose: below one share it is a
    /// customer's, below another a prospect's.
    Kept = 37,
    /// Who owns what is drawn anew on a calendar day.
    DatedOwner = 38,
    /// The summed hazard at which a customer leaves.
    Threshold = 39,
    /// When on its day a contact comes that an earlier day left over.
    TimeOfDay = 40,
}

impl Purpose {
    /// The number that stands for it in every address.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The Philox block that holds its numbers; two purposes share a block.
    pub(super) const fn block(self) -> u32 {
        self as u32 / 2
    }

    /// Which half of the block is its own.
    pub(super) const fn lane(self) -> usize {
        self as usize % 2
    }
}

#[cfg(test)]
mod tests {
    use super::Purpose as P;

    #[test]
    fn codes_are_frozen() {
        // A change here changes every stored result: append, never edit.
        let frozen = [
            P::PlaceInInterval,
            P::HandleTime,
            P::Patience,
            P::WrapUp,
            P::Count,
            P::DayFactor,
            P::IntervalFactor,
            P::Balk,
            P::AnnouncedWait,
            P::Redial,
            P::RedialDelay,
            P::Sale,
            P::Revenue,
            P::Resolution,
            P::Repeat,
            P::RepeatDelay,
            P::Need,
            P::Detect,
            P::Push,
            P::OfferHandle,
            P::Accept,
            P::OfferRevenue,
            P::Transfer,
            P::Overpromise,
            P::ComplaintCount,
            P::ComplaintDelay,
            P::ExistingCustomer,
            P::Absence,
            P::Speed,
            P::RandomAgent,
            P::SpawnRedial,
            P::SpawnRepeat,
            P::SpawnComplaint,
            P::SpawnLeg,
            P::DesignPoint,
            P::InputDraw,
            P::Customer,
            P::Kept,
            P::DatedOwner,
            P::Threshold,
            P::TimeOfDay,
        ];
        assert!(frozen.iter().map(|purpose| usize::from(purpose.code())).eq(0..frozen.len()));
    }
}
