//! Everything that happens has one name, and everyone listens to the same sentence.

use super::contact::{Contact, Who};
use crate::base::{AgentId, GroupId, Micros, TypeId};

/// One fact about one contact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Happening {
    /// A customer reached us. A leg is not offered; it is `HandedOver`.
    Offered,
    /// No line, or no place to wait.
    Blocked,
    /// Would have had to wait and declined.
    Balked,
    /// Joined its queue.
    Joined,
    /// Left its queue, to be answered or otherwise.
    LeftQueue,
    /// An agent picked up.
    Answered { agent: AgentId, group: GroupId, waited: Micros },
    /// Patience ran out.
    Abandoned { waited: Micros },
    /// Waiting when the centre closed and was cleared.
    Disconnected { waited: Micros },
    /// Waiting when nothing could happen any more.
    LeftWaiting { waited: Micros },
    /// Will call again, today.
    WillRedial { due: Micros },
    /// Would have called again, but after closing.
    RedialAfterClose,
    /// Would have called again, but for the limit of attempts.
    AttemptsExhausted,
    /// The agent has noted whether the matter is resolved.
    Resolution { resolved: bool },
    /// Will call again today because the matter was not resolved.
    WillRepeat { due: Micros },
    /// A repeat or a complaint of that type, or a redial that is not given up for it, falls due
    /// after closing.
    Deferred { contact_type: TypeId },
    /// A sales contact was served: it bought, or it would have bought at once.
    SaleAsked { group: GroupId, would_buy: bool, bought: bool },
    /// Money for a sale or an accepted offer, in millionths.
    Earned { group: GroupId, revenue: i64, contribution: i64 },
    /// A sale promised too much.
    Overpromised,
    /// Will complain today.
    WillComplain { due: Micros },
    /// An answered service contact has a latent need.
    NeedSeen,
    /// An offer was made.
    OfferMade { group: GroupId, need: bool },
    /// An offer was answered.
    OfferAnswered { group: GroupId, need: bool, accepted: bool },
    /// Nobody offered to a customer with a need.
    NeedUnmet,
    /// The contact was handed over as a leg to another queue.
    HandedOver { to: TypeId },
    /// Talk is over and the line is free.
    TalkEnded,
    /// Wrap-up is over.
    Finished { agent: AgentId, group: GroupId, handled: Micros },
    /// The chain's last attempt was lost, after so much waiting in all; `would_buy` is said of
    /// sales contacts.
    ChainLost { last: Loss, waited: Micros, would_buy: bool },
    /// The chain was answered, after so much waiting in all.
    ChainAnswered { waited: Micros },
    /// The last that happens of this customer today.
    Settled,
}

/// Who served a contact, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served {
    pub agent: AgentId,
    pub group: GroupId,
    /// Picked up at.
    pub since: Micros,
    /// Waited before.
    pub waited: Micros,
    pub talk_ended: Micros,
    /// End of wrap-up.
    pub finished: Micros,
}

/// How an attempt was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    Blocked,
    Balked,
    Abandoned,
    /// Disconnected, or waiting at the end.
    Disconnected,
}

/// A limit of the model that a day ran into: what lay beyond it was not simulated as it was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub enum Saturation {
    /// More fresh contacts were drawn for an interval than it takes: the rest did not come.
    Interval,
    /// Sales led to more complaints than one day takes: the rest are deferred.
    Complaints,
    /// An amount of money was drawn that is larger than any that is kept: it counts as that.
    Money,
    /// A contact was still in handling when nothing happens any more.
    Handling,
}

impl Saturation {
    /// How many limits there are.
    pub const NUMBER: usize = 4;
    /// All of them, in the order of their numbers.
    pub const EVERY: [Self; Self::NUMBER] =
        [Self::Interval, Self::Complaints, Self::Money, Self::Handling];
}

/// Anything that listens: what is counted, a trace, a story test.
pub trait Observer {
    /// Hears to whom the slot [`Contact::customer`] belongs from now, until it is `Settled`.
    fn belongs(&mut self, contact: &Contact, who: Who) {
        let _ = (contact, who);
    }

    /// Hears one fact about a contact, and when it happened.
    fn hear(&mut self, now: Micros, contact: &Contact, happening: Happening);

    /// Hears all that an agent does with a contact at once: the facts from picking up to the end of
    /// wrap-up, which are told one by one unless something else is made of them.
    #[inline]
    fn served(&mut self, contact: &Contact, served: &Served) {
        let &Served { agent, group, since, waited, talk_ended, finished } = served;
        self.hear(since, contact, Happening::Answered { agent, group, waited });
        if !contact.is_leg() {
            let waited = contact.waited_before + waited;
            self.hear(since, contact, Happening::ChainAnswered { waited });
        }
        self.hear(talk_ended, contact, Happening::TalkEnded);
        let handled = finished.since(since);
        self.hear(finished, contact, Happening::Finished { agent, group, handled });
    }

    /// Whether facts must arrive in the order of simulated time. Who only counts may hear how a
    /// contact ends when an agent picks up, and that a customer is gone when somebody looks.
    fn hears_in_order(&self) -> bool {
        true
    }

    /// Whether it wants to hear when nothing more of a customer can happen; who does not is spared
    /// the bookkeeping, and finds all contacts with customer 0.
    fn follows_customers(&self) -> bool {
        true
    }

    /// A new interval begins (the first one at opening).
    fn interval(&mut self, now: Micros, interval: usize) {
        let _ = (now, interval);
    }

    /// So many agents of a group are on duty from now, of whom so many past their own end.
    fn staffed(&mut self, now: Micros, group: GroupId, on_duty: u32, past_end: u32) {
        let _ = (now, group, on_duty, past_end);
    }

    /// The day ran into a limit of the model.
    fn saturated(&mut self, limit: Saturation) {
        let _ = limit;
    }

    /// The doors close.
    fn closed(&mut self, now: Micros) {
        let _ = now;
    }

    /// Nothing is left to happen.
    fn ended(&mut self, now: Micros) {
        let _ = now;
    }
}

/// Hears nothing.
impl Observer for () {
    fn hear(&mut self, _: Micros, _: &Contact, _: Happening) {}

    fn hears_in_order(&self) -> bool {
        false
    }

    fn follows_customers(&self) -> bool {
        false
    }
}
