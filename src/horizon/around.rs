//! What a day of a horizon is told of the days around it.

use std::ops::Range;

use super::pending::Waits;
use super::streams::{StreamToday, Whose};
use crate::base::Micros;
use crate::customers::Base;
use crate::engine::Model;
use crate::engine::beyond::{Beyond, Pending as Left, Stream};
use crate::floor::contact::{Contact, Origin, Who};
use crate::random::{Address, Key, Owner, Purpose, uniform, uniform_pair};

/// Around one day.
pub(super) struct Around<'a> {
    /// From 1; the n-th day before the first is 2^32 - n.
    pub(super) number: u32,
    /// None where nobody persists.
    pub(super) base: Option<&'a Base>,
    pub(super) streams: &'a [StreamToday],
    /// Share of the file's prospects who call; the others do not.
    pub(super) prospects: f64,
    /// On the probability that a prospect buys whom a customer sent.
    pub(super) referred_conversion: f64,
    /// What earlier days left to this one, the last first.
    pub(super) pending: &'a mut Vec<(Left, Who)>,
    pub(super) left: &'a mut Vec<(Left, Who)>,
    /// By the day's slot of a customer.
    pub(super) slots: &'a mut Vec<Who>,
    pub(super) counts: Told,
}

/// What nobody else can count: contacts that did not occur, and who called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    /// Fresh contacts of customers who had left.
    pub(crate) not_made_fresh: i64,
    /// Pending contacts of customers who had left.
    pub(crate) not_made_pending: i64,
    /// Pending contacts that came, and those of them that go on with a chain of an earlier day.
    pub(crate) arrived_pending: i64,
    pub(crate) continued_in: i64,
    /// Chains that go on on a later day.
    pub(crate) continued_out: i64,
    /// Fresh contacts of prospects who call of their own.
    pub(crate) prospects: i64,
    /// What it costs that they call, in millionths.
    pub(crate) advertising: i64,
    /// Fresh contacts of prospects whom customers sent.
    pub(crate) referred: i64,
    /// Fresh contacts of prospects that did not occur, since fewer call than the file says.
    pub(crate) prospects_thinned: i64,
    /// Prospects who do not call because of what others told, expected, in 2^-32.
    pub(crate) prospects_lost: i64,
    /// Fresh contacts of customers of later blocks.
    pub(crate) of_the_won: i64,
    /// Answered contacts of types with needs.
    pub(crate) needs_asked: i64,
}

impl Told {
    /// Whose a fresh contact of a customer is: his, or nobody's if he has left.
    fn of_customer(&mut self, number: u32, is_present: bool) -> Option<Who> {
        if !is_present {
            self.not_made_fresh += 1;
            return None;
        }
        Some(Who::Customer(number))
    }
}

impl Beyond for Around<'_> {
    const IS_THERE: bool = true;

    fn streams(&self, _: &Model) -> usize {
        self.streams.len()
    }

    #[inline]
    fn stream(&self, _: &Model, at: usize) -> Stream {
        self.streams[at].stream
    }

    fn today(&self, key: Key, owner: Owner) -> Owner {
        owner.dated(key, self.number)
    }

    fn whose(&mut self, key: Key, stream: usize, address: Address) -> Option<Who> {
        let Some(base) = self.base else { return Some(Who::Nobody) };
        match &self.streams[stream].whose {
            Whose::AtStartOrProspects { block, customer_share } => {
                let [customer, kept] = uniform_pair(key, address, Purpose::Customer);
                if *customer_share >= 1.0 || kept < *customer_share {
                    let number = number(customer, block);
                    return self.counts.of_customer(number, base.is_present(number));
                }
                let most = customer_share + (1.0 - customer_share) * self.prospects;
                if self.prospects < 1.0 && kept >= most {
                    self.counts.prospects_thinned += 1;
                    return None;
                }
            }
            Whose::Won { block } => {
                let number = number(uniform(key, address, Purpose::Customer), block);
                if number > base.filled() {
                    return None;
                }
                let of = self.counts.of_customer(number, base.is_present(number));
                self.counts.of_the_won += i64::from(of.is_some());
                return of;
            }
            Whose::Supplement => {}
            Whose::Referred => {
                self.counts.referred += 1;
                return Some(Who::Referred(address));
            }
        }
        self.counts.prospects += 1;
        Some(Who::Prospect(address))
    }

    fn next_pending(&mut self) -> Option<(Left, Who)> {
        let next = self.pending.pop()?;
        self.counts.arrived_pending += 1;
        self.counts.continued_in += i64::from(goes_on(&next.0));
        Some(next)
    }

    fn belongs(&mut self, contact: &Contact, who: Who) {
        let slot = contact.customer as usize;
        if slot == self.slots.len() {
            self.slots.push(who);
        } else {
            self.slots[slot] = who;
        }
    }

    #[inline]
    fn need(&mut self, customer: u32, probability: f64) -> f64 {
        if probability == 0.0 {
            return 0.0;
        }
        self.counts.needs_asked += 1;
        match (self.base, self.slots[customer as usize]) {
            (Some(base), Who::Customer(number)) => base.need(number, probability),
            _ => probability,
        }
    }

    #[inline]
    fn conversion(&mut self, customer: u32, probability: f64) -> f64 {
        match self.slots[customer as usize] {
            Who::Referred(_) => (probability * self.referred_conversion).min(1.0),
            _ => probability,
        }
    }

    fn later(&mut self, pending: &Left) {
        let who = self.slots[pending.contact.customer as usize];
        self.counts.continued_out += i64::from(goes_on(pending));
        self.left.push((*pending, who));
    }
}

/// The number of a block at a uniform number.
fn number(customer: f64, block: &Range<u32>) -> u32 {
    let place = customer * f64::from(block.end - block.start);
    block.start + place as u32
}

/// Whether a contact is of a chain that began on an earlier day.
fn goes_on(left: &Left) -> bool {
    left.contact.origin == Origin::Redial
}

/// Those of today's pending contacts that occur, with their moments, the last first.
pub(super) fn occur(
    waits: &[Waits],
    moment: impl Fn(&Waits) -> Micros,
    base: Option<&Base>,
    out: &mut Vec<(Left, Who)>,
) -> i64 {
    out.clear();
    let mut not_made = 0;
    for wait in waits.iter().rev() {
        if let (Who::Customer(number), Some(base)) = (wait.who, base)
            && !base.is_present(number)
        {
            not_made += 1;
            continue;
        }
        out.push((Left { at: moment(wait), ..wait.left }, wait.who));
    }
    not_made
}
