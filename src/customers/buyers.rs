//! Prospects who bought on a day, and which numbers they get that night.

use super::counts::{NightCounts, Source};
use super::persons::origins::Origin;
use crate::base::{Micros, TypeId};
use crate::random::{Address, Owner};

/// A sale to a prospect, or an offer that he accepted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Buying {
    pub(super) root: Root,
    /// Of the customer that he becomes.
    pub(super) origin: Origin,
    pub(super) at: Micros,
    /// Of the contact in which he bought.
    pub(super) contact_type: TypeId,
    pub(super) address: Root,
    pub(super) source: Source,
    /// In millionths.
    pub(super) contribution: i64,
    /// What he brings a month more, in millionths.
    pub(super) adds_margin: i64,
}

/// An address in its order: by interval, fresh contacts before spawned ones, index or owner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Root {
    order: u64,
    owner: Owner,
    index: u32,
}

impl Root {
    pub(super) fn of(address: Address) -> Self {
        Self { order: address.order(), owner: address.owner, index: address.index }
    }
}

/// Who became a customer in a night, and by which number.
#[derive(Debug, Default)]
pub struct Buyers {
    /// The first buying of each root.
    first: Vec<Buying>,
    /// In the order of roots.
    numbers: Vec<(Root, u32)>,
}

impl Buyers {
    /// The number that the prospect with a root was given in the last night.
    #[must_use]
    pub fn number_of(&self, root: Address) -> Option<u32> {
        self.number(Root::of(root))
    }

    pub(super) fn number(&self, root: Root) -> Option<u32> {
        let found = self.numbers.binary_search_by_key(&root, |&(root, _)| root);
        found.ok().map(|place| self.numbers[place].1)
    }

    /// Of each in the order of their numbers.
    pub(super) fn origins(&self) -> impl Iterator<Item = Origin> {
        self.first.iter().map(|it| it.origin)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    pub(super) fn clear(&mut self) {
        self.first.clear();
        self.numbers.clear();
    }

    /// Each root that bought gets a number, the first after `filled`, in the order of contact type
    /// and address of its first buying; what it bought later it bought as a customer.
    pub(super) fn settle(&mut self, buyings: &mut [Buying], filled: u32, counts: &mut NightCounts) {
        self.clear();
        // A contact may sell and then have an offer accepted, at one moment.
        buyings.sort_unstable_by_key(|it| (it.root, it.at, it.address, it.source));
        for buying in buyings.iter() {
            let is_first = self.first.last().is_none_or(|last| last.root != buying.root);
            if is_first {
                self.first.push(*buying);
                counts.prospect_bought(buying.source, buying.contribution, buying.origin);
            } else {
                counts.customer_bought(buying.source, buying.contribution, buying.origin);
            }
        }
        // No contact buys for two roots, so that no two have the same place.
        self.first.sort_unstable_by_key(|it| (it.contact_type, it.address));
        let numbers = filled + 1..;
        self.numbers.extend(self.first.iter().map(|it| it.root).zip(numbers));
        self.numbers.sort_unstable();
    }
}
