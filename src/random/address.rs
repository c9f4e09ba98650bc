//! Who a random number belongs to.
//!
//! Every number is a function of (seed, replication, purpose, owner, draw index), never of what was
//! drawn before it: seed and replication make the generator's key, the rest its counter. Owners
//! are keyed by name, so that adding, removing or reordering others moves nobody.
//!
//! Method: `docs/methods/random-streams.md`.

use sha2::{Digest, Sha256};

use super::philox::lanes;
use super::purpose::Purpose;

/// Intervals of a day, and children of one kind, stay below this: 12 bits of the counter.
pub(crate) const LIMIT: u16 = 1 << 12;
/// Key under which keys are made ("SWITCHRM"), so that making them shares no block with using them.
const KEY_MAKER: [u32; 2] = [0x5357_4954, 0x4348_524D];
/// 2^-53: half the distance between neighbouring uniform numbers.
const HALF_STEP: f64 = f64::EPSILON / 2.0;

/// The generator's key in one replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key([u32; 2]);

impl Key {
    /// The key of a replication under a seed, itself drawn by the generator.
    #[must_use]
    pub fn new(seed: u64, replication: u64) -> Self {
        let [seed_low, seed_high] = halves(seed);
        let [replication_low, replication_high] = halves(replication);
        let counter = [seed_low, seed_high, replication_low, replication_high];
        Self(halves(lanes(counter, KEY_MAKER)[0]))
    }
}

/// Whose numbers: a contact type, group, agent or factor by name, or one spawned contact.
///
/// Owners of different kinds may have one name, since their purposes differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Owner(pub u64);

impl Owner {
    /// The owner of a name: the first eight bytes of its SHA-256.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let digest = Sha256::digest(name.as_bytes());
        Self(digest.iter().take(8).fold(0, |bits, &byte| bits << 8 | u64::from(byte)))
    }

    /// Who owns on a calendar day what this owner draws anew each day: on the first itself, on
    /// every other one 64 random bits of that day. Days count from 1; the n-th day before the
    /// first is 2^32 - n.
    #[must_use]
    pub fn dated(self, key: Key, day: u32) -> Self {
        if day == 1 {
            return self;
        }
        Self(bits(key, Address::new(self, 0, day), 0, Purpose::DatedOwner))
    }
}

/// How a contact came out of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spawn {
    /// Calling again after being lost.
    Redial,
    /// Calling again because the matter was not resolved.
    Repeat,
    /// Complaining of a broken promise.
    Complaint,
    /// Being handed over to another queue.
    Leg,
}

impl Spawn {
    const fn purpose(self) -> Purpose {
        match self {
            Self::Redial => Purpose::SpawnRedial,
            Self::Repeat => Purpose::SpawnRepeat,
            Self::Complaint => Purpose::SpawnComplaint,
            Self::Leg => Purpose::SpawnLeg,
        }
    }
}

/// Where the numbers of a contact (or an agent, or a factor) are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    pub owner: Owner,
    /// Interval of arrival, below 4096.
    pub interval: u16,
    /// Number among the owner's fresh contacts of the interval, from 1.
    pub index: u32,
    spawned: bool,
}

impl Address {
    /// The address of a fresh contact, or of whatever else an owner numbers by interval and index.
    #[must_use]
    pub const fn new(owner: Owner, interval: u16, index: u32) -> Self {
        debug_assert!(interval < LIMIT);
        Self { owner, interval, index, spawned: false }
    }

    /// The address of a contact that came out of this one: the `ordinal`-th (below 4096) of its
    /// kind. It owns itself, by 64 random bits, and keeps the interval.
    #[must_use]
    pub fn child(self, key: Key, kind: Spawn, ordinal: u16) -> Self {
        let owner = Owner(bits(key, self, ordinal, kind.purpose()));
        Self { owner, interval: self.interval, index: 0, spawned: true }
    }

    /// Whether this came out of another contact.
    #[must_use]
    pub const fn is_spawned(self) -> bool {
        self.spawned
    }

    /// Rank among the contacts of one type that happen at one microsecond, in 48 bits: by
    /// interval, fresh contacts before spawned ones, then by index or by the owner's high bits.
    #[must_use]
    pub const fn order(self) -> u64 {
        let last = if self.spawned { self.owner.0 >> 29 } else { self.index as u64 };
        (self.interval as u64) << 36 | (self.spawned as u64) << 35 | last
    }
}

/// A uniform number in (0, 1), never 0 nor 1: the first of this purpose at an address.
#[inline]
#[must_use]
pub fn uniform(key: Key, address: Address, purpose: Purpose) -> f64 {
    uniform_at(key, address, 0, purpose)
}

/// The uniform number with an ordinal (below 4096) where a purpose needs several at one address.
#[inline]
#[must_use]
pub fn uniform_at(key: Key, address: Address, ordinal: u16, purpose: Purpose) -> f64 {
    to_uniform(bits(key, address, ordinal, purpose))
}

/// What [`uniform`] gives for a purpose of even code and for the one after it, in the time of one: they
/// share a block.
#[inline]
#[must_use]
pub fn uniform_pair(key: Key, address: Address, first: Purpose) -> [f64; 2] {
    debug_assert_eq!(first.lane(), 0, "{first:?} is the second of its block");
    let counter = counter(address.owner, address.interval, address.index, 0, first.block());
    lanes(counter, key.0).map(to_uniform)
}

/// What [`uniform`] gives for [`Purpose::PlaceInInterval`] and [`Purpose::HandleTime`] at indices
/// 1, 2, ... of an owner's interval, to the bit: the two share a block, and several blocks are made
/// at once.
///
/// # Panics
/// If the slices differ in length.
pub fn fill_places_and_handles(
    key: Key,
    owner: Owner,
    interval: u16,
    places: &mut [f64],
    handles: &mut [f64],
) {
    assert_eq!(places.len(), handles.len(), "one place and one handle time for each contact");
    let block = Purpose::PlaceInInterval.block();
    for (i, (place, handle)) in places.iter_mut().zip(handles).enumerate() {
        let [first, second] = lanes(counter(owner, interval, i as u32 + 1, 0, block), key.0);
        (*place, *handle) = (to_uniform(first), to_uniform(second));
    }
}

#[inline]
fn bits(key: Key, at: Address, ordinal: u16, purpose: Purpose) -> u64 {
    let counter = counter(at.owner, at.interval, at.index, ordinal, purpose.block());
    lanes(counter, key.0)[purpose.lane()]
}

#[inline]
fn counter(owner: Owner, interval: u16, index: u32, ordinal: u16, block: u32) -> [u32; 4] {
    debug_assert!(interval < LIMIT && ordinal < LIMIT);
    let [owner_low, owner_high] = halves(owner.0);
    [index, u32::from(interval) | u32::from(ordinal) << 12 | block << 24, owner_low, owner_high]
}

/// (n + 1/2) 2^-52 of the high 52 bits n, exactly: their place in the binade of 1, less 1.
#[inline]
fn to_uniform(bits: u64) -> f64 {
    (f64::from_bits(1.0f64.to_bits() | bits >> 12) - 1.0) + HALF_STEP
}

#[inline]
const fn halves(wide: u64) -> [u32; 2] {
    [wide as u32, (wide >> 32) as u32]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn sales() -> Address {
        Address::new(Owner::named("sales"), 7, 12)
    }

    #[test]
    fn the_ends_of_the_unit_interval_are_never_drawn() {
        assert!(to_uniform(0) > 0.0 && to_uniform(u64::MAX) < 1.0);
        assert_eq!(to_uniform(0).to_bits(), (0.5 / 4_503_599_627_370_496.0f64).to_bits());
        for bits in [1u64 << 12, 0x1234_5678_9abc_def0, u64::MAX] {
            let defined = ((bits >> 12) as f64 + 0.5) / 4_503_599_627_370_496.0;
            assert_eq!(to_uniform(bits).to_bits(), defined.to_bits());
        }
    }

    #[test]
    fn the_batch_is_the_definition_to_the_bit() {
        let (key, owner) = (Key::new(1, 3), Owner::named("service"));
        for length in [0, 1, 3, 8, 1000] {
            let (mut places, mut handles) = (vec![0.0; length], vec![0.0; length]);
            fill_places_and_handles(key, owner, 35, &mut places, &mut handles);
            for (i, (place, handle)) in places.iter().zip(&handles).enumerate() {
                let address = Address::new(owner, 35, i as u32 + 1);
                let expected = uniform(key, address, Purpose::PlaceInInterval);
                assert_eq!(place.to_bits(), expected.to_bits());
                let expected = uniform(key, address, Purpose::HandleTime);
                assert_eq!(handle.to_bits(), expected.to_bits());
            }
        }
    }

    #[test]
    fn every_part_of_an_address_moves_the_number() {
        let (key, at) = (Key::new(1, 1), sales());
        let draws = [
            uniform(key, at, Purpose::Need),
            uniform(Key::new(2, 1), at, Purpose::Need),
            uniform(Key::new(1, 2), at, Purpose::Need),
            uniform(Key::new(1, 1 << 40), at, Purpose::Need),
            uniform(key, at, Purpose::Detect),
            uniform(key, at, Purpose::Patience),
            uniform_at(key, at, 1, Purpose::Need),
            uniform(key, Address { interval: 8, ..at }, Purpose::Need),
            uniform(key, Address { index: 13, ..at }, Purpose::Need),
            uniform(key, Address { owner: Owner::named("Sales"), ..at }, Purpose::Need),
            uniform(key, at.child(key, Spawn::Redial, 0), Purpose::Need),
            uniform(key, at.child(key, Spawn::Redial, 1), Purpose::Need),
            uniform(key, at.child(key, Spawn::Repeat, 0), Purpose::Need),
        ];
        let distinct: BTreeSet<u64> = draws.iter().map(|u| u.to_bits()).collect();
        assert_eq!(distinct.len(), draws.len());
    }

    #[test]
    fn no_two_numbers_of_an_address_share_a_counter() {
        let mut counters = BTreeSet::new();
        let (owners, blocks) = ([Owner(1), Owner(1 << 32)], 0..18);
        for block in blocks {
            for (interval, ordinal, index) in [(0, 0, 1), (1, 0, 1), (0, 1, 1), (4095, 4095, 2)] {
                for owner in owners {
                    assert!(counters.insert(counter(owner, interval, index, ordinal, block)));
                }
            }
        }
    }

    #[test]
    fn ties_are_settled_by_interval_then_fresh_before_spawned() {
        let key = Key::new(1, 1);
        let child = sales().child(key, Spawn::Complaint, 0);
        assert!(sales().order() < child.order());
        assert!(child.order() < Address::new(Owner::named("sales"), 8, 1).order());
        assert!(sales().order() < Address { index: 13, ..sales() }.order());
        assert!(Address { interval: 4095, ..child }.order() < 1 << 48);
        assert!(Address::new(Owner(0), 0, u32::MAX).order() < 1 << 35);
    }

    #[test]
    fn owners_are_the_digests_of_their_names() {
        // SHA-256 of "abc" begins ba7816bf 8f01cfea (FIPS 180-2, appendix B.1).
        assert_eq!(Owner::named("abc"), Owner(0xba78_16bf_8f01_cfea));
    }

    /// Change detector: these are what the code gave when it was written, nothing more.
    #[test]
    fn numbers_at_fixed_addresses_have_not_moved() {
        let key = Key::new(1, 1);
        let child = sales().child(key, Spawn::Leg, 2);
        let drawn = [
            uniform(key, sales(), Purpose::PlaceInInterval),
            uniform(key, sales(), Purpose::Patience),
            uniform_at(key, child, 3, Purpose::Accept),
        ];
        assert_eq!(
            drawn.map(f64::to_bits),
            [0x3fec_5be3_e94f_dcab, 0x3fe6_eb72_af9d_016f, 0x3fd6_bdd8_a6f7_6bfa],
            "{drawn:?}"
        );
    }

    #[test]
    fn neighbouring_addresses_are_uniform_and_uncorrelated() {
        let key = Key::new(1, 1);
        let n = 1_000_000;
        let (mut places, mut handles) = (vec![0.0; n], vec![0.0; n]);
        fill_places_and_handles(key, Owner::named("sales"), 0, &mut places, &mut handles);
        let centred = |u: &f64| u - 0.5;
        let mean = places.iter().map(centred).sum::<f64>() / n as f64;
        let across = places.iter().zip(&handles).map(|(a, b)| centred(a) * centred(b)).sum::<f64>();
        let along = places.windows(2).map(|w| centred(&w[0]) * centred(&w[1])).sum::<f64>();
        // Standard errors: 1 / sqrt(12 n) for the mean, 1 / (12 sqrt n) for a product of two.
        let root = (n as f64).sqrt();
        assert!(mean.abs() < 3.3 / (12.0f64.sqrt() * root), "mean {mean}");
        assert!(across.abs() / (n as f64) < 3.3 / (12.0 * root), "across {across}");
        assert!(along.abs() / (n as f64) < 3.3 / (12.0 * root), "along {along}");
    }

    #[test]
    fn what_came_out_of_another_contact_comes_after_every_fresh_one_whoever_owns_it() {
        let key = Key::new(1, 1);
        assert!(sales().child(key, Spawn::Leg, 0).is_spawned() && !sales().is_spawned());
        let last_fresh = Address::new(Owner(u64::MAX), 7, u32::MAX);
        let spawned = Address { owner: Owner(0), spawned: true, index: 0, ..last_fresh };
        assert!(last_fresh.order() < spawned.order());
        assert!(spawned.order() < Address { owner: Owner(1 << 29), ..spawned }.order());
    }
}
