//! Sums over replications of one variant, and of its products with the base.
//!
//! Everything is a whole number, so that replications may be added and sets of sums merged in any
//! order, on any number of threads, to the same bytes.

use sha2::{Digest, Sha256};

use super::count::{Count, DayTotals, GroupCount};
use super::horizon::count::HorizonCount;
use super::layout::{Layout, Row, slot_of};
use super::plan::{Period, Plan};
use super::recipe::{Place, Reading, Whose};
use super::waits::{BINS, WaitHistogram, edges};
use crate::base::tape::Tape;
use crate::floor::happening::Saturation;
use crate::stats::paired::Products;
use crate::stats::quantile::{SECTIONS, Sectioned};
use crate::stats::ratio::Sums;

/// All sums of one variant.
#[derive(Clone, Debug)]
pub struct Accumulator {
    pub(super) plan: Plan,
    pub(super) layout: Layout,
    /// Of the variant that this one is paired with.
    base: Option<Layout>,
    replications: u64,
    /// Every count of every cell, contact type, group and the whole, for the digest alone.
    totals: Vec<i128>,
    sums: Vec<Sums>,
    /// With the base; empty without one.
    products: Vec<Products>,
    /// Waits of the answered, for each contact type.
    pub(super) answered: Vec<Sectioned>,
    /// Waits of the abandoned and balked, for each contact type.
    pub(super) left: Vec<Sectioned>,
    /// Of a horizon with its base: for each of [`SERIES`] and each month, the replications in which
    /// the variant is ahead.
    ahead: Vec<u64>,
    /// Of the same: what keeping customers cost (net value without margin, base less variant) and
    /// how many of those at the start were kept (lost, base less variant).
    pub(super) kept: Sums,
    /// Replications that ran into a limit of the model, by the limit's number.
    saturated: [u64; Saturation::NUMBER],
}

/// Of what it is kept who is ahead: net value so far, that of the month alone, and customers.
pub(super) const SERIES: [HorizonCount; 3] =
    [HorizonCount::Cumulative, HorizonCount::NetValue, HorizonCount::AtEnd];

/// Counts of a replication: of each interval, of the day, and of the whole centre. A batch of a
/// steady state is one interval.
fn most_totals(plan: &Plan) -> usize {
    let (types, groups) = (plan.contact_types.len(), plan.groups.len());
    let a_row = types * Count::NUMBER + groups * GroupCount::NUMBER;
    let of_horizon = match plan.period {
        Period::Day | Period::Batch => 0,
        Period::Horizon => {
            let months = plan.intervals.len();
            let others = 1 + plan.looks_at_lead_in;
            months * (Count::NUMBER + HorizonCount::NUMBER) + others * HorizonCount::NUMBER
        }
    };
    (plan.intervals.len().max(1) + 1) * a_row + Count::NUMBER + of_horizon
}

impl Accumulator {
    /// Nothing added yet. `base` is the plan of the variant that it is paired with; contact types,
    /// groups and intervals are matched by name, and one that only one of the two has is not
    /// compared.
    #[must_use]
    pub fn new(plan: &Plan, base: Option<&Plan>) -> Self {
        let mut layout = Layout::new(plan);
        let base = base.map(|base_plan| {
            let base = Layout::new(base_plan);
            layout.pair(plan, base_plan, &base);
            base
        });
        let waits = vec![Sectioned::new(BINS, edges); plan.contact_types.len()];
        Self {
            plan: plan.clone(),
            replications: 0,
            totals: Vec::new(),
            sums: vec![Sums::default(); layout.slots],
            products: vec![Products::default(); base.as_ref().map_or(0, |_| layout.slots)],
            answered: waits.clone(),
            left: waits,
            ahead: match (plan.period, &base) {
                (Period::Horizon, Some(_)) => vec![0; SERIES.len() * plan.intervals.len()],
                _ => Vec::new(),
            },
            kept: Sums::default(),
            saturated: [0; Saturation::NUMBER],
            layout,
            base,
        }
    }

    /// Adds a replication (they count from 1), and its products with the same replication of the
    /// base.
    ///
    /// # Panics
    /// If the base's day is missing where there is a base to pair with.
    pub fn add(&mut self, replication: u64, day: &DayTotals, base: Option<&DayTotals>) {
        self.replications += 1;
        self.add_totals(day);
        for (days, &more) in self.saturated.iter_mut().zip(&day.saturated) {
            *days += u64::from(more);
        }
        let reading = Reading::of(day);
        match &self.base {
            None => self.layout.rows.iter().for_each(|row| {
                add_row(&mut self.sums, &self.layout, row, &reading);
            }),
            Some(base_layout) => {
                let other = Reading::of(base.expect("a paired variant is added with its base"));
                for row in &self.layout.rows {
                    let pair = (&self.layout, base_layout);
                    let sums = (&mut self.sums[..], &mut self.products[..]);
                    add_paired_row(sums, pair, row, (&reading, &other));
                }
            }
        }
        if let Some(base) = base {
            if let (Some(own), Some(other)) =
                (day.horizon.whole.first(), base.horizon.whole.first())
            {
                let less = |count: HorizonCount| other[count as usize] - own[count as usize];
                let cost = less(HorizonCount::NetValue) - less(HorizonCount::Margin);
                self.kept.add(cost, less(HorizonCount::LostOfStart));
            }
            let months = day.horizon.months.iter().zip(&base.horizon.months);
            for (at, (own, other)) in months.enumerate() {
                for (series, &count) in SERIES.iter().enumerate() {
                    let ahead = self.ahead.get_mut(at * SERIES.len() + series);
                    let is_ahead = own[count as usize] > other[count as usize];
                    if let Some(ahead) = ahead {
                        *ahead += u64::from(is_ahead);
                    }
                }
            }
        }
        let section = (replication % SECTIONS as u64) as usize;
        add_waits(&mut self.answered, section, &day.answered_waits);
        add_waits(&mut self.left, section, &day.left_waits);
    }

    fn add_totals(&mut self, day: &DayTotals) {
        let horizon = &day.horizon;
        let contacts =
            [&day.cells[..], &day.types, std::slice::from_ref(&day.total.0), &horizon.totals];
        let groups = [&day.group_cells[..], &day.groups];
        let persons = [&horizon.months[..], &horizon.whole, &horizon.lead_in];
        let contacts = contacts.map(<[_]>::as_flattened);
        let groups = groups.map(<[_]>::as_flattened);
        let persons = persons.map(<[_]>::as_flattened);
        let counts = contacts.iter().chain(&groups).chain(&persons);
        self.totals.resize(counts.clone().map(|counts| counts.len()).sum(), 0);
        let mut totals = self.totals.iter_mut();
        for counts in counts {
            for (&count, total) in counts.iter().zip(&mut totals) {
                *total += i128::from(count);
            }
        }
    }

    /// Joins the replications of another set of sums of the same variant and base.
    ///
    /// # Panics
    /// If the two are not of the same shape.
    pub fn merge(&mut self, other: &Self) {
        assert_eq!(self.plan, other.plan, "only sums of one variant are merged");
        assert_eq!(self.products.len(), other.products.len(), "both are paired with one base");
        self.replications += other.replications;
        self.totals.resize(self.totals.len().max(other.totals.len()), 0);
        for (total, more) in self.totals.iter_mut().zip(&other.totals) {
            *total += more;
        }
        for (sums, more) in self.sums.iter_mut().zip(&other.sums) {
            sums.merge(more);
        }
        for (products, more) in self.products.iter_mut().zip(&other.products) {
            products.merge(more);
        }
        for (waits, more) in self.answered.iter_mut().zip(&other.answered) {
            waits.merge(more);
        }
        for (waits, more) in self.left.iter_mut().zip(&other.left) {
            waits.merge(more);
        }
        for (own, more) in self.ahead.iter_mut().zip(&other.ahead) {
            *own += more;
        }
        self.kept.merge(&other.kept);
        for (days, more) in self.saturated.iter_mut().zip(&other.saturated) {
            *days += more;
        }
    }

    /// Runs all sums past a tape.
    pub fn pass(&mut self, tape: &mut Tape) {
        tape.part(&mut self.replications);
        tape.list(&mut self.totals, most_totals(&self.plan), Tape::whole);
        self.sums.iter_mut().for_each(|sums| sums.pass(tape));
        self.products.iter_mut().for_each(|products| products.pass(tape));
        self.answered.iter_mut().chain(&mut self.left).for_each(|waits| waits.pass(tape));
        if !self.ahead.is_empty() {
            self.ahead.iter_mut().for_each(|replications| tape.part(replications));
            self.kept.pass(tape);
        }
        self.saturated.iter_mut().for_each(|days| tape.part(days));
    }

    /// Replications added.
    #[must_use]
    pub fn replications(&self) -> u64 {
        self.replications
    }

    /// The limits of the model that replications ran into, and how many of them did.
    pub fn saturated(&self) -> impl Iterator<Item = (Saturation, u64)> {
        Saturation::EVERY.into_iter().zip(self.saturated).filter(|(_, days)| *days > 0)
    }

    /// Of a horizon with its base: in how many replications it is ahead after each month, in one of
    /// [`SERIES`].
    pub(super) fn ahead(&self, series: usize) -> impl Iterator<Item = u64> {
        self.ahead.iter().skip(series).step_by(SERIES.len()).copied()
    }

    /// Contacts offered in all of them.
    #[must_use]
    pub fn offered(&self) -> u64 {
        let row = self.layout.row(Place::Total, Whose::Total);
        let offered = self.sums[row.first + slot_of(Place::Total, "offered")].x;
        u64::try_from(offered).expect("contacts of a run are counted in 64 bits")
    }

    /// Whether it was made with a base to pair with.
    pub(super) fn is_paired(&self) -> bool {
        self.base.is_some()
    }

    /// Adds names, sums, products and histograms to a digest, in name order.
    pub fn digest(&self, hasher: &mut Sha256) {
        hasher.update(super::SAMPLE_PATH_VERSION.to_le_bytes());
        hasher.update(self.replications.to_le_bytes());
        let plan = &self.plan;
        for names in [&plan.contact_types, &plan.groups, &plan.intervals] {
            hasher.update((names.len() as u64).to_le_bytes());
            for name in names {
                hasher.update((name.len() as u64).to_le_bytes());
                hasher.update(name);
            }
        }
        for total in &self.totals {
            hasher.update(total.to_le_bytes());
        }
        for part in self.sums.iter().flat_map(Sums::parts) {
            hasher.update(part.to_le_bytes());
        }
        for part in self.products.iter().flat_map(Products::parts) {
            hasher.update(part.to_le_bytes());
        }
        for count in self.answered.iter().chain(&self.left).flat_map(Sectioned::counts) {
            hasher.update(count.to_le_bytes());
        }
        for replications in &self.ahead {
            hasher.update(replications.to_le_bytes());
        }
        for (limit, days) in self.saturated() {
            hasher.update([limit as u8]);
            hasher.update(days.to_le_bytes());
        }
    }

    /// The sums of a slot, those of a plain mean with their y.
    pub(super) fn sums(&self, place: Place, first: usize, slot: usize) -> Sums {
        let sums = self.sums[first + slot];
        match self.layout.recipes(place)[slot].y {
            Some(_) => sums,
            None => sums.per_replication(self.replications),
        }
    }

    /// The products of a slot with the base's, those of a plain mean with their y.
    pub(super) fn products(&self, row: &Row, slot: usize, own: &Sums, base: &Sums) -> Products {
        let products = self.products[row.first + slot];
        match self.layout.recipes(row.place)[slot].y {
            Some(_) => products,
            None => products.per_replication(self.replications, own, base),
        }
    }
}

fn add_row(sums: &mut [Sums], layout: &Layout, row: &Row, reading: &Reading<'_>) {
    let view = reading.view(row.whose);
    for (sums, recipe) in sums[row.first..].iter_mut().zip(layout.recipes(row.place)) {
        let x = view.sum(recipe.x);
        // Most counts of most days are 0: adding 0 is left out.
        match recipe.y {
            Some(y) => {
                let y = view.sum(y);
                if x != 0 || y != 0 {
                    sums.add(x, y);
                }
            }
            None if x != 0 => sums.add_plain(x),
            None => {}
        }
    }
}

fn add_paired_row(
    (sums, products): (&mut [Sums], &mut [Products]),
    (layout, base): (&Layout, &Layout),
    row: &Row,
    (reading, other): (&Reading<'_>, &Reading<'_>),
) {
    add_row(sums, layout, row, reading);
    let Some(partner) = row.partner else { return };
    let (own_view, base_view) = (reading.view(row.whose), other.view(partner.whose));
    let recipes = layout.recipes(row.place).iter().zip(base.recipes(row.place));
    for (products, (own, base)) in products[row.first..].iter_mut().zip(recipes) {
        let (x, base_x) = (own_view.sum(own.x), base_view.sum(base.x));
        match (own.y, base.y) {
            (Some(y), Some(base_y)) => {
                products.add((x, own_view.sum(y)), (base_x, base_view.sum(base_y)));
            }
            _ if x != 0 || base_x != 0 => products.add_plain(x, base_x),
            _ => {}
        }
    }
}

fn add_waits(sums: &mut [Sectioned], section: usize, waits: &[WaitHistogram]) {
    for (sums, histogram) in sums.iter_mut().zip(waits) {
        sums.add(section, &histogram.bins, histogram.longest.0);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{empty_day, plan, random_day};
    use super::*;

    fn digest(sums: &Accumulator) -> [u8; 32] {
        let mut hasher = Sha256::new();
        sums.digest(&mut hasher);
        hasher.finalize().into()
    }

    fn add(sums: &mut Accumulator, replication: u64) {
        sums.add(replication, &random_day(replication), Some(&random_day(1000 + replication)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn replications_in_any_order_and_any_parts_give_the_same_digest(
            order in Just((1..=12).collect::<Vec<u64>>()).prop_shuffle(),
            cut in 0_usize..12,
        ) {
            let new = || Accumulator::new(&plan(), Some(&plan()));
            let mut whole = new();
            (1..=12).for_each(|replication| add(&mut whole, replication));
            let (mut first, mut second) = (new(), new());
            order[..cut].iter().for_each(|&replication| add(&mut first, replication));
            order[cut..].iter().for_each(|&replication| add(&mut second, replication));
            second.merge(&first);
            prop_assert_eq!(digest(&whole), digest(&second));
            prop_assert_eq!(second.replications(), 12);
        }
    }

    #[test]
    fn every_part_of_a_day_moves_the_digest() {
        let day = random_day(5);
        let of = |replication, day: &DayTotals| {
            let mut sums = Accumulator::new(&plan(), None);
            sums.add(replication, day, None);
            digest(&sums)
        };
        let usual = of(1, &day);
        assert_ne!(usual, of(2, &day), "the section");
        let mut other = day.clone();
        other.left_waits[1].bins[77] += 1;
        assert_ne!(usual, of(1, &other), "a wait");
        let mut other = day.clone();
        other.group_cells[3][GroupCount::OnDutyOpen as usize] += 1;
        assert_ne!(usual, of(1, &other), "a group's interval");
        let renamed = Plan { groups: vec!["blended".into(), "door".into()], ..plan() };
        let mut sums = Accumulator::new(&renamed, None);
        sums.add(1, &day, None);
        assert_ne!(usual, digest(&sums), "a name");
    }

    #[test]
    fn counts_that_no_measure_shows_move_the_digest_too() {
        let of = |changes: [i64; 2]| {
            let mut sums = Accumulator::new(&plan(), None);
            for (replication, change) in (1..).zip(changes) {
                let mut day = empty_day();
                day.cells[3][Count::QueueClosed as usize] = change;
                sums.add(replication, &day, None);
            }
            digest(&sums)
        };
        assert_ne!(of([0, 0]), of([5, 0]));
        assert_ne!(of([5, 0]), of([5, 3]));
        assert_eq!(of([5, 3]), of([3, 5]));
    }

    #[test]
    fn offered_contacts_are_counted_over_replications() {
        let mut sums = Accumulator::new(&plan(), None);
        sums.add(1, &random_day(1), None);
        sums.add(2, &empty_day(), None);
        let offered = random_day(1).total.0[Count::Offered as usize];
        assert_eq!(sums.offered(), offered as u64);
    }

    #[test]
    fn totals_are_the_sums_of_every_count_over_replications() {
        let mut sums = Accumulator::new(&plan(), None);
        let days = [random_day(1), random_day(2)];
        for (replication, day) in (1..).zip(&days) {
            sums.add(replication, day, None);
        }
        let of = |day: &DayTotals| -> Vec<i64> {
            let contacts = [day.cells.as_flattened(), day.types.as_flattened(), &day.total.0];
            let groups = [day.group_cells.as_flattened(), day.groups.as_flattened()];
            [contacts.concat(), groups.concat()].concat()
        };
        let both = of(&days[0]).into_iter().zip(of(&days[1]));
        let wanted: Vec<i128> = both.map(|(one, other)| i128::from(one + other)).collect();
        assert_eq!(sums.totals, wanted);
    }

    #[test]
    fn a_day_without_denominator_still_brings_its_numerator() {
        use super::super::count::GroupCount;
        let mut sums = Accumulator::new(&plan(), None);
        let mut day = empty_day();
        day.groups[1][GroupCount::HandlingOpen as usize] = 5;
        sums.add(1, &day, None);
        day.groups[1][GroupCount::OnDutyOpen as usize] = 20;
        sums.add(2, &day, None);
        let groups = sums.summary().agent_groups;
        let occupancy = groups[1].get("occupancy").expect("groups have one").estimate.mean;
        assert!((occupancy.expect("some were on duty") - 0.5).abs() < 1e-15);
    }
}
