//! Plans and days for the tests of this room.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{RngExt, SeedableRng};

use super::count::{Count, DayTotals, GroupCount, HorizonTotals, Total, TypeCounts};
use super::plan::{Period, Plan, ServiceLevelFormula};
use super::settled::Settled;
use super::terms::{CostTerms, GroupTerms, Terms, TypeTerms};
use super::waits::WaitHistogram;
use crate::base::{Micros, TypeId};
use crate::floor::contact::{Contact, Origin};
use crate::random::{Address, Owner};

/// Sales and service, in reports the other way round; two groups; two half hours.
pub(super) fn plan() -> Plan {
    let names = |names: [&str; 2]| names.map(str::to_owned).to_vec();
    Plan {
        contact_types: names(["sales", "service"]),
        type_display: vec![1, 0],
        targets: vec![Some(0.8), None],
        groups: names(["blended", "desk"]),
        group_display: vec![0, 1],
        intervals: names(["08:00", "08:30"]),
        interval_seconds: 1800.0,
        period: Period::Day,
        open_seconds: 3600.0,
        headline: ServiceLevelFormula::Offered,
        confidence: 0.95,
        lifetime_value: 200.0,
        retention: true,
        persons: false,
        looks_at_lead_in: 0,
        settled: Settled::default(),
    }
}

/// Three contact types, two groups and three intervals; nobody leaves and nothing but commissions
/// and deferred work costs.
pub(super) fn terms() -> Terms {
    let of_type = TypeTerms {
        within: Micros(20),
        target: None,
        customer_share: 1.0,
        deferred_handle: Micros(300),
        deferred_cost: 7,
    };
    let of_group = GroupTerms {
        wage_per_hour: 0.0,
        bonus_per_hour: 0.0,
        commission: 5,
        scheduled: vec![0; 3],
    };
    Terms {
        types: vec![of_type; 3],
        groups: vec![of_group; 2],
        intervals: 3,
        batches: None,
        interval: Micros(1000),
        short: Micros(5),
        headline: ServiceLevelFormula::Offered,
        costs: CostTerms::default(),
        retention: None,
        loss: 0,
        loss_memo: 0,
    }
}

/// Of the three types on these terms: the contact's own is the second, in the third interval; its
/// chain's first is the third, in the second interval.
pub(super) fn contact() -> Contact {
    let address = Address::new(Owner(1), 2, 1);
    Contact {
        address,
        chain: address,
        patience: address,
        contact_type: TypeId(1),
        first_type: TypeId(2),
        handed_over_from: TypeId(1),
        interval: 2,
        first_interval: 1,
        customer: 0,
        attempt: 1,
        origin: Origin::Fresh,
        offered_at: Micros(100),
        waited_before: Micros::ZERO,
        talk_seconds: 0.0,
    }
}

/// A day on which nothing happened.
pub(super) fn empty_day() -> DayTotals {
    DayTotals {
        cells: vec![[0; Count::NUMBER]; 4],
        group_cells: vec![[0; GroupCount::NUMBER]; 4],
        types: vec![[0; Count::NUMBER]; 2],
        groups: vec![[0; GroupCount::NUMBER]; 2],
        total: Total::default(),
        answered_waits: vec![WaitHistogram::default(); 2],
        left_waits: vec![WaitHistogram::default(); 2],
        horizon: HorizonTotals::default(),
        saturated: Default::default(),
    }
}

/// Sets a count of a type and of the total.
pub(super) fn set(day: &mut DayTotals, of_type: usize, count: Count, value: i64) {
    day.total.0[count as usize] += value - day.types[of_type][count as usize];
    day.types[of_type][count as usize] = value;
}

/// A day with arbitrary counts that obey the laws which measures rest on.
pub(super) fn random_day(seed: u64) -> DayTotals {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut day = empty_day();
    for cell in &mut day.cells {
        *cell = random_counts(&mut random);
    }
    for counts in day.group_cells.iter_mut().chain(&mut day.groups).flatten() {
        *counts = random.random_range(0..1_000_000);
    }
    for (at, cell) in day.cells.iter().enumerate() {
        for (count, value) in cell.iter().enumerate() {
            day.types[at % 2][count] += value;
            day.total.0[count] += value;
        }
    }
    for (answered, left) in day.answered_waits.iter_mut().zip(&mut day.left_waits) {
        for _ in 0..50 {
            answered.count(Micros(random.random_range(0..60_000_000)));
        }
        left.count(Micros(random.random_range(0..90_000_000)));
    }
    day
}

fn random_counts(random: &mut Xoshiro256PlusPlus) -> TypeCounts {
    let mut counts = [0; Count::NUMBER];
    for count in &mut counts {
        *count = random.random_range(-1000..1_000_000);
    }
    let [in_time, late, short, left, other] = [0; 5].map(|_: i64| random.random_range(0..40));
    counts[Count::AnsweredWithin as usize] = in_time;
    counts[Count::Answered as usize] = in_time + late;
    counts[Count::AbandonedShort as usize] = short;
    counts[Count::AbandonedWithin as usize] = short + left / 2;
    counts[Count::Abandoned as usize] = short + left;
    counts[Count::Balked as usize] = 0;
    counts[Count::Blocked as usize] = other;
    counts[Count::Offered as usize] = in_time + late + short + left + other;
    counts[Count::TargetAsked as usize] = 0;
    counts[Count::TargetMet as usize] = 0;
    counts
}
