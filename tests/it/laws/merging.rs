//! Laws of sums: replications may be added in any order, split in any way and merged in any order;
//! the bytes are the same.

use proptest::prelude::*;
use sha2::{Digest, Sha256};
use switchroom::experiment::plan;
use switchroom::measures::count::DayTotals;
use switchroom::measures::plan::Plan;
use switchroom::measures::{Accumulator, ContrastAccumulator};
use switchroom::scenario::Scenario;

use super::cases;
use crate::support::random_centre::centre;
use crate::support::scenarios::{SEED, day, read};

/// More than are needed for percentiles.
const REPLICATIONS: u64 = 43;

/// The sums of a base, of a variant paired with it, and of their contrast.
#[derive(Clone)]
struct Sums {
    base: Accumulator,
    variant: Accumulator,
    contrast: ContrastAccumulator,
}

impl Sums {
    fn empty(base: &Plan, variant: &Plan) -> Self {
        Self {
            base: Accumulator::new(base, None),
            variant: Accumulator::new(variant, Some(base)),
            contrast: ContrastAccumulator::new(&[1], &[0]),
        }
    }

    fn add(&mut self, replication: u64, (base, variant): &(DayTotals, DayTotals)) {
        self.base.add(replication, base, None);
        self.variant.add(replication, variant, Some(base));
        self.contrast.add(&[base, variant]);
    }

    fn merge(&mut self, other: &Self) {
        self.base.merge(&other.base);
        self.variant.merge(&other.variant);
        self.contrast.merge(&other.contrast);
    }

    /// Every byte, and every figure (percentiles and paired differences included) to the last bit.
    fn told(&self) -> (String, String) {
        let mut hasher = Sha256::new();
        self.base.digest(&mut hasher);
        self.variant.digest(&mut hasher);
        self.contrast.digest(&mut hasher);
        let figures = (
            self.base.summary(),
            self.variant.summary(),
            self.variant.difference(&self.base),
            self.contrast.measures(0.95),
        );
        (format!("{:x}", hasher.finalize()), format!("{figures:?}"))
    }
}

/// The replications of a base and of the same with other handle times.
fn both_days(base: &Scenario, variant: &Scenario) -> Vec<(DayTotals, DayTotals)> {
    (1..=REPLICATIONS).map(|number| (day(base, SEED, number), day(variant, SEED, number))).collect()
}

/// A permutation that depends on nothing but the words.
fn in_order_of(words: &[u32]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_by_key(|&place| words[place]);
    order
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn any_split_and_any_order_of_merging_gives_the_same_bytes(
        file in centre(),
        part_of in proptest::collection::vec(0_usize..6, REPLICATIONS as usize),
        added in proptest::collection::vec(any::<u32>(), REPLICATIONS as usize),
        merged in proptest::collection::vec(any::<u32>(), 6),
    ) {
        let base = read(&file).base;
        let mut variant = base.clone();
        for own in &mut variant.contact_types {
            own.handle_time.law = own.handle_time.law.scaled(1.2);
        }
        let (plan_of_base, plan_of_variant) = (plan(&base, 0.95), plan(&variant, 0.95));
        let empty = || Sums::empty(&plan_of_base, &plan_of_variant);
        let days = both_days(&base, &variant);

        let mut one_by_one = empty();
        for (number, days) in (1..).zip(&days) {
            one_by_one.add(number, days);
        }
        let mut parts = vec![empty(); 6];
        for place in in_order_of(&added) {
            parts[part_of[place]].add(place as u64 + 1, &days[place]);
        }
        // Some parts may be empty; merging goes into the first, in any order, and pairwise.
        let order = in_order_of(&merged);
        let mut halves = [empty(), empty()];
        for (turn, place) in order.into_iter().enumerate() {
            halves[turn % 2].merge(&parts[place]);
        }
        let [mut whole, other] = halves;
        whole.merge(&other);
        prop_assert_eq!(one_by_one.told(), whole.told());
    }
}

#[test]
fn percentiles_and_differences_are_among_what_is_compared() {
    let file = serde_json::json!({
        "format": 1, "day": { "opens": "08:00", "closes": "09:00" },
        "contact_types": { "calls": { "volume_per_hour": 60, "handle_time": 60, "patience": 60 } },
        "agent_groups": { "desk": { "agents": 1, "skills": ["calls"] } },
    });
    let scenario = read(&file).base;
    let days = both_days(&scenario, &scenario);
    let of_plan = plan(&scenario, 0.95);
    let sums = |order: &mut dyn Iterator<Item = u64>| {
        let mut sums = Sums::empty(&of_plan, &of_plan);
        order.for_each(|number| sums.add(number, &days[number as usize - 1]));
        sums.told()
    };
    let (digest, figures) = sums(&mut (1..=REPLICATIONS));
    assert!(figures.contains("percentile") || figures.contains("p95"), "no percentiles compared");
    // One replication counted under another's number moves the sections of percentiles.
    let other = sums(&mut (1..REPLICATIONS).chain([1]));
    assert_ne!(digest, other.0, "other replications, and the same bytes");
}
