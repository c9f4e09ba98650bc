//! Days added up to months, and months to a horizon.
//!
//! A horizon's totals have the shape of a day's, with months for intervals, so that every figure of
//! a day is one of a month too. What falls due later comes later and is not priced in advance, but
//! for what falls due after the last day.

use super::count::{HorizonCount, HorizonCounts, OfWhole};
use crate::base::rounding::{round_half_even, times_units};
use crate::measures::count::{Count, DayTotals, GroupCount, HorizonTotals, TypeCounts};
use crate::measures::terms::TypeTerms;
use crate::measures::waits::WaitHistogram;

/// What adding up needs to know of a scenario with a horizon.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HorizonTerms {
    /// By contact type, as of an open day.
    pub(crate) types: Vec<TypeTerms>,
    pub(crate) groups: usize,
    /// By reporting month.
    pub(crate) months: Vec<MonthTerms>,
    /// How many months of the lead-in are looked at.
    pub(crate) looks_at_lead_in: usize,
    /// What a customer of whom nothing more is known is worth, in millionths.
    pub(crate) lifetime_value: i64,
}

/// Of a reporting month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct MonthTerms {
    /// What money of this month is worth on the first morning.
    pub(crate) discount: f64,
    /// For advertising that does not depend on how many call, in millionths.
    pub(crate) advertising: i64,
    /// For changes that begin in this month, in millionths.
    pub(crate) change_costs: i64,
}

/// Adds up the days of one horizon.
#[derive(Debug)]
pub(crate) struct Fold<'t> {
    terms: &'t HorizonTerms,
    totals: DayTotals,
}

impl<'t> Fold<'t> {
    /// Nothing added yet.
    #[must_use]
    pub(crate) fn new(terms: &'t HorizonTerms) -> Self {
        let (types, groups, months) = (terms.types.len(), terms.groups, terms.months.len());
        let horizon = HorizonTotals {
            totals: vec![[0; Count::NUMBER]; months],
            months: vec![[0; HorizonCount::NUMBER]; months],
            whole: vec![[0; HorizonCount::NUMBER]],
            lead_in: vec![[0; HorizonCount::NUMBER]; terms.looks_at_lead_in],
        };
        let totals = DayTotals {
            cells: vec![[0; Count::NUMBER]; types * months],
            group_cells: vec![[0; GroupCount::NUMBER]; groups * months],
            types: vec![[0; Count::NUMBER]; types],
            groups: vec![[0; GroupCount::NUMBER]; groups],
            answered_waits: vec![WaitHistogram::default(); types],
            left_waits: vec![WaitHistogram::default(); types],
            horizon,
            ..DayTotals::default()
        };
        Self { terms, totals }
    }

    /// Forgets the last horizon.
    pub(crate) fn clear(&mut self) {
        let DayTotals { cells, group_cells, types, groups, total, .. } = &mut self.totals;
        cells.fill([0; Count::NUMBER]);
        group_cells.fill([0; GroupCount::NUMBER]);
        types.fill([0; Count::NUMBER]);
        groups.fill([0; GroupCount::NUMBER]);
        total.0.fill(0);
        self.totals.saturated = Default::default();
        self.totals.answered_waits.iter_mut().for_each(WaitHistogram::clear);
        self.totals.left_waits.iter_mut().for_each(WaitHistogram::clear);
        let HorizonTotals { totals, months, whole, .. } = &mut self.totals.horizon;
        totals.fill([0; Count::NUMBER]);
        months.fill([0; HorizonCount::NUMBER]);
        whole.fill([0; HorizonCount::NUMBER]);
    }

    /// An open day of a month.
    pub(crate) fn day(&mut self, month: usize, day: &DayTotals) {
        let (types, groups) = (self.terms.types.len(), self.terms.groups);
        let totals = &mut self.totals;
        for (sums, counts) in totals.cells[month * types..].iter_mut().zip(&day.types) {
            let mut own = *counts;
            forget_deferred(&mut own);
            add(sums, &own);
        }
        for (sums, counts) in totals.group_cells[month * groups..].iter_mut().zip(&day.groups) {
            add(sums, counts);
        }
        let mut total = day.total.0;
        let deferred_cost = total[Count::DeferredCost as usize];
        earn(&mut total, deferred_cost);
        forget_deferred(&mut total);
        add(&mut totals.horizon.totals[month], &total);
        for (sums, waits) in totals.answered_waits.iter_mut().zip(&day.answered_waits) {
            sums.add(waits);
        }
        for (sums, waits) in totals.left_waits.iter_mut().zip(&day.left_waits) {
            sums.add(waits);
        }
        for (any, now) in totals.saturated.iter_mut().zip(&day.saturated) {
            *any |= now;
        }
        totals.horizon.months[month][HorizonCount::OpenDays as usize] += 1;
    }

    /// What is counted of a month beside its days.
    pub(crate) fn month(&mut self, month: usize) -> &mut HorizonCounts {
        &mut self.totals.horizon.months[month]
    }

    /// What the months of the lead-in that are looked at were.
    pub(crate) fn after(&mut self, lead_in: &[HorizonCounts]) {
        self.totals.horizon.lead_in.copy_from_slice(lead_in);
    }

    /// Contacts of a type that fall due after the last day.
    pub(crate) fn due_after_the_last_day(&mut self, contact_type: usize, contacts: i64) {
        let Some(last) = self.terms.months.len().checked_sub(1) else { return };
        let own = self.terms.types[contact_type];
        let cell = &mut self.totals.cells[last * self.terms.types.len() + contact_type];
        for counts in [cell, &mut self.totals.horizon.totals[last]] {
            counts[Count::DeferredContacts as usize] += contacts;
            counts[Count::DeferredHandle as usize] += contacts * own.deferred_handle.0 as i64;
            counts[Count::DeferredCost as usize] += contacts * own.deferred_cost;
        }
        earn(&mut self.totals.horizon.totals[last], -contacts * own.deferred_cost);
    }

    /// What was counted, complete once it was closed.
    #[must_use]
    pub(crate) fn totals(&self) -> &DayTotals {
        &self.totals
    }

    /// Everything of the horizon has been told.
    pub(crate) fn close(&mut self) {
        self.close_the_money();
        let totals = &mut self.totals;
        let (types, groups) = (self.terms.types.len().max(1), self.terms.groups.max(1));
        for row in totals.cells.chunks_exact(types) {
            totals.types.iter_mut().zip(row).for_each(|(sums, counts)| add(sums, counts));
        }
        for row in totals.group_cells.chunks_exact(groups) {
            totals.groups.iter_mut().zip(row).for_each(|(sums, counts)| add(sums, counts));
        }
        for counts in &totals.horizon.totals {
            add(&mut totals.total.0, counts);
        }
        let HorizonTotals { months, whole, .. } = &mut totals.horizon;
        for (number, of_whole) in whole[0].iter_mut().enumerate() {
            let mut of_months = months.iter().map(|counts| counts[number]);
            *of_whole = match HorizonCount::of_whole(number) {
                OfWhole::Sum => of_months.sum(),
                OfWhole::First => of_months.next().unwrap_or(0),
                OfWhole::Last => of_months.next_back().unwrap_or(0),
            };
        }
    }

    /// The lines that only a month has, and what follows from all lines.
    fn close_the_money(&mut self) {
        let mut cumulative = 0;
        let HorizonTotals { totals, months, .. } = &mut self.totals.horizon;
        for ((counts, own), terms) in totals.iter_mut().zip(months).zip(&self.terms.months) {
            own[HorizonCount::Advertising as usize] += terms.advertising;
            let advertising = own[HorizonCount::Advertising as usize];
            own[HorizonCount::ChangeCosts as usize] = terms.change_costs;
            earn(counts, own[HorizonCount::Margin as usize] - advertising - terms.change_costs);
            let net_value = counts[Count::NetValue as usize];
            cumulative += net_value;
            own[HorizonCount::NetValue as usize] = net_value;
            own[HorizonCount::Cumulative as usize] = cumulative;
            own[HorizonCount::Discounted as usize] =
                round_half_even(net_value as f64 * terms.discount);
            let worth = &mut own[HorizonCount::WorthAtEnd as usize];
            *worth = times_units(*worth, self.terms.lifetime_value);
        }
    }
}

fn add<const N: usize>(sums: &mut [i64; N], counts: &[i64; N]) {
    for (sum, count) in sums.iter_mut().zip(counts) {
        *sum += count;
    }
}

/// More or less money, at every strength of the effects on customers.
fn earn(counts: &mut TypeCounts, money: i64) {
    for value in
        [Count::NetValue, Count::NetValueHalf, Count::NetValueDouble, Count::NetValueQuadruple]
    {
        counts[value as usize] += money;
    }
}

/// What falls due later is counted when it comes.
fn forget_deferred(counts: &mut TypeCounts) {
    for count in [Count::DeferredContacts, Count::DeferredHandle, Count::DeferredCost] {
        counts[count as usize] = 0;
    }
}
