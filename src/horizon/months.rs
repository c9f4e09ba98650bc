//! The months of a horizon: days and nights, counted and added up.

use super::around::Told;
use super::calendar::Calendar;
use super::replication::{Played, Replication};
use crate::base::Stop;
use crate::customers::{Base, NightCounts};
use crate::measures::count::{Count, DayTotals};
use crate::measures::horizon::count::{BEFORE, HorizonCount, HorizonCounts};
use crate::measures::horizon::fold::Fold;
use crate::random::Key;

/// Counts the months of a lead-in that are looked at.
pub(crate) struct PastMonths<'c> {
    calendar: &'c Calendar,
    /// The last first.
    looked_at: Vec<HorizonCounts>,
}

impl<'c> PastMonths<'c> {
    pub(crate) fn new(calendar: &'c Calendar) -> Self {
        let none = [0; HorizonCount::NUMBER];
        Self { calendar, looked_at: vec![none; calendar.fold.looks_at_lead_in] }
    }

    pub(crate) fn clear(&mut self) {
        self.looked_at.fill([0; HorizonCount::NUMBER]);
    }

    /// A day of the lead-in was played.
    pub(crate) fn tell(&mut self, played: &Played<'_>) {
        let calendar = self.calendar;
        let day = calendar.place(played.day);
        let last = calendar.days[calendar.lead_in - 1].month;
        let own = &calendar.days[day];
        let looked_at = match last - own.month {
            0 => 0,
            BEFORE => 1,
            _ => return,
        };
        let Some(counts) = self.looked_at.get_mut(looked_at) else { return };
        add_told(counts, &played.told, played.totals);
        add_night(counts, &played.night, own.calendar_days);
        if calendar.ends_month(day) {
            end_month(counts, played);
        }
    }

    pub(crate) fn counts(&self) -> &[HorizonCounts] {
        &self.looked_at
    }
}

/// Counts a horizon, day by day.
pub(crate) struct Months<'c> {
    calendar: &'c Calendar,
    fold: Fold<'c>,
    /// Customers on the next morning.
    present: i64,
}

impl<'c> Months<'c> {
    pub(crate) fn new(calendar: &'c Calendar) -> Self {
        Self { calendar, fold: Fold::new(&calendar.fold), present: 0 }
    }

    /// A horizon begins, after a lead-in.
    pub(crate) fn begin(&mut self, lead_in: &[HorizonCounts]) {
        self.fold.clear();
        self.fold.after(lead_in);
        let at_start = self.calendar.customers.first().map_or(0, |terms| terms.at_start);
        self.present = at_start.into();
    }

    /// A day was played.
    fn tell(&mut self, played: &Played<'_>) {
        let day = self.calendar.place(played.day);
        let own = &self.calendar.days[day];
        if let Some(totals) = played.totals {
            self.fold.day(own.month, totals);
        }
        let counts = self.fold.month(own.month);
        if played.night.customer_days > 0 || played.base.is_some() {
            let begins =
                day == self.calendar.lead_in || self.calendar.days[day - 1].month != own.month;
            if begins {
                counts[HorizonCount::AtStart as usize] = self.present;
            }
            add_night(counts, &played.night, own.calendar_days);
            self.present = played.base.map_or(0, |base| base.present().into());
        }
        add_told(counts, &played.told, played.totals);
        if self.calendar.ends_month(day) {
            end_month(counts, played);
        }
    }

    /// Plays a horizon from where it stands, and counts it; events, or none if it was stopped.
    pub(crate) fn play(
        &mut self,
        horizon: &mut Replication<'_>,
        key: Key,
        stop: Stop<'_>,
    ) -> Option<u64> {
        let events = horizon.play(key, &mut |played| self.tell(played), stop)?;
        self.close(horizon.pending_types());
        Some(events)
    }

    /// The horizon has ended: contacts of these types are to come after its last day.
    fn close(&mut self, pending: impl Iterator<Item = usize>) {
        for contact_type in pending {
            self.fold.due_after_the_last_day(contact_type, 1);
        }
        self.fold.close();
    }

    /// What was counted, complete once it was closed.
    pub(crate) fn totals(&self) -> &DayTotals {
        self.fold.totals()
    }
}

/// After the last night of a month.
fn end_month(counts: &mut HorizonCounts, played: &Played<'_>) {
    counts[HorizonCount::Pending as usize] = played.pending as i64;
    if let Some(base) = played.base {
        count_base(counts, base);
    }
}

/// Customers after a night.
fn count_base(counts: &mut HorizonCounts, base: &Base) {
    let mut set = |count: HorizonCount, number: i64| counts[count as usize] = number;
    set(HorizonCount::AtEnd, base.present().into());
    set(HorizonCount::StillToBeLost, base.still_to_be_lost());
    let bands = base.bands();
    set(HorizonCount::Angry, bands.angry);
    set(HorizonCount::Neutral, bands.neutral);
    set(HorizonCount::Delighted, bands.delighted);
    // Priced when the month is closed.
    set(HorizonCount::WorthAtEnd, base.worth());
}

fn add_night(counts: &mut HorizonCounts, night: &NightCounts, calendar_days: u32) {
    let causes = HorizonCount::LostByFirstCause as usize..;
    for (cause, lost) in causes.zip(night.lost_because) {
        counts[cause] += lost;
    }
    let mut add = |count: HorizonCount, number: i64| counts[count as usize] += number;
    let days = i64::from(calendar_days);
    add(HorizonCount::CustomerDays, night.customer_days);
    add(HorizonCount::CustomerMonths, ((night.customer_days << 32) + days / 2) / days);
    add(HorizonCount::AcquiredByAdvertising, night.acquired.advertising);
    add(HorizonCount::AcquiredByReferral, night.acquired.referral);
    add(HorizonCount::Lost, night.lost);
    add(HorizonCount::LostOfStart, night.lost_of_start);
    add(HorizonCount::LostByBase, night.lost_by_base);
    add(HorizonCount::LostByContacts, night.lost_by_contacts());
    add(HorizonCount::NightsCutOff, night.nights_cut_off);
    add(HorizonCount::ProspectsAnswered, night.prospects_answered + night.referred_answered);
    add(HorizonCount::SalesToCustomers, night.sales_to_customers);
    add(HorizonCount::SalesToProspects, night.sales_to_prospects);
    let (sold, margin) = (&night.contribution, &night.margin);
    add(HorizonCount::SoldToCustomers, sold.sales_to_customers);
    add(HorizonCount::SoldToProspects, sold.sales_to_prospects);
    add(HorizonCount::Offers, sold.offers);
    add(HorizonCount::OfStart, sold.by_origin.start + margin.start);
    add(HorizonCount::OfAdvertising, sold.by_origin.advertising + margin.advertising);
    add(HorizonCount::OfReferral, sold.by_origin.referral + margin.referral);
    add(HorizonCount::Margin, margin.all());
}

fn add_told(counts: &mut HorizonCounts, told: &Told, totals: Option<&DayTotals>) {
    let mut add = |count: HorizonCount, number: i64| counts[count as usize] += number;
    add(HorizonCount::NotMadeFresh, told.not_made_fresh);
    add(HorizonCount::NotMadePending, told.not_made_pending);
    add(HorizonCount::ContinuedIn, told.continued_in);
    add(HorizonCount::ContinuedOut, told.continued_out);
    add(HorizonCount::ProspectsOwn, told.prospects);
    add(HorizonCount::Advertising, told.advertising);
    add(HorizonCount::ProspectsReferred, told.referred);
    add(HorizonCount::ProspectsThinned, told.prospects_thinned);
    add(HorizonCount::ProspectsLost, told.prospects_lost);
    add(HorizonCount::NeedsAsked, told.needs_asked);
    let Some(totals) = totals else { return };
    let of = |count: Count| totals.total.0[count as usize];
    // Chains begin fresh, as repeats or as complaints.
    let fresh = of(Count::Chains) - of(Count::Repeats) - of(Count::ComplaintsToday);
    add(HorizonCount::CustomersFresh, fresh - told.prospects - told.referred);
    add(HorizonCount::Needs, of(Count::Needs));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::horizon::Replication;
    use crate::horizon::tests::laws::{Small, small};
    use crate::measures::count::GroupCount;

    /// A horizon, and the sums of what its days said.
    fn counted(small: &Small) -> (DayTotals, [i64; Count::NUMBER], Calendar) {
        let calendar = small.calendar();
        let mut past = PastMonths::new(&calendar);
        let mut horizon = Replication::new(&calendar);
        let (key, stop) = (small.key(), &|| false);
        horizon.lead_in(key, &mut |played| past.tell(played), stop).unwrap();
        let mut days = [0; Count::NUMBER];
        let mut months = Months::new(&calendar);
        months.begin(past.counts());
        horizon
            .play(
                key,
                &mut |played| {
                    months.tell(played);
                    for (sum, count) in
                        days.iter_mut().zip(played.totals.into_iter().flat_map(|own| own.total.0))
                    {
                        *sum += count;
                    }
                },
                stop,
            )
            .unwrap();
        months.close(horizon.pending_types());
        (months.totals().clone(), days, small.calendar())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn months_add_up_to_the_horizon_and_days_to_both(small in small()) {
            let (found, days, _) = counted(&small);
            for count in [Count::Offered, Count::Answered, Count::Sold, Count::Wages, Count::Repeats,
                          Count::Contribution, Count::MaxWait] {
                let number = count as usize;
                prop_assert_eq!(found.total.0[number], days[number], "{:?}", count);
                let months: i64 = found.horizon.totals.iter().map(|month| month[number]).sum();
                prop_assert_eq!(months, days[number], "{:?}", count);
            }
            let pending = found.horizon.whole[0][HorizonCount::Pending as usize];
            prop_assert_eq!(found.total.0[Count::DeferredContacts as usize], pending);
            let waits: u32 = found.answered_waits.iter().flat_map(|own| &own.bins).sum();
            prop_assert_eq!(i64::from(waits), days[Count::Answered as usize]);
        }

        #[test]
        fn customers_add_up_in_every_month_and_from_one_to_the_next(small in small()) {
            let (found, _, _) = counted(&small);
            let mut present = i64::from(small.at_start);
            for month in &found.horizon.months {
                let of = |count: HorizonCount| month[count as usize];
                prop_assert_eq!(of(HorizonCount::AtStart), present);
                present += of(HorizonCount::AcquiredByAdvertising)
                    + of(HorizonCount::AcquiredByReferral)
                    - of(HorizonCount::Lost);
                prop_assert_eq!(of(HorizonCount::AtEnd), present);
                let lost = of(HorizonCount::LostByBase) + of(HorizonCount::LostByContacts);
                prop_assert_eq!(lost, of(HorizonCount::Lost) << 32);
            }
            let whole = &found.horizon.whole[0];
            prop_assert_eq!(whole[HorizonCount::AtEnd as usize], present);
        }

        #[test]
        fn net_value_is_the_sum_of_its_lines(small in small()) {
            let (found, _, _) = counted(&small);
            let horizon = &found.horizon;
            let months = horizon.totals.iter().zip(&horizon.months);
            let whole = (&found.total.0, &horizon.whole[0]);
            let mut cumulative = 0;
            for (at, (counts, own)) in months.chain([whole]).enumerate() {
                let of = |count: Count| counts[count as usize];
                let own = |count: HorizonCount| own[count as usize];
                let lines = of(Count::Contribution) + own(HorizonCount::Margin)
                    - of(Count::Wages) - of(Count::SalesCommission) - of(Count::Bonus)
                    - of(Count::ContactCost) - own(HorizonCount::Advertising)
                    - own(HorizonCount::ChangeCosts) - of(Count::DeferredCost);
                prop_assert_eq!(own(HorizonCount::NetValue), lines);
                prop_assert_eq!(of(Count::NetValue), lines);
                let earned = of(Count::Contribution) + own(HorizonCount::Margin);
                let by_source = own(HorizonCount::SoldToCustomers)
                    + own(HorizonCount::SoldToProspects)
                    + own(HorizonCount::Offers) + own(HorizonCount::Margin);
                prop_assert_eq!(by_source, earned);
                let by_origin = own(HorizonCount::OfStart)
                    + own(HorizonCount::OfAdvertising) + own(HorizonCount::OfReferral);
                prop_assert_eq!(by_origin, earned);
                if at < horizon.months.len() {
                    cumulative += lines;
                    prop_assert_eq!(own(HorizonCount::Cumulative), cumulative);
                }
            }
            let wages: i64 = found.groups.iter().map(|of| of[GroupCount::Wages as usize]).sum();
            prop_assert_eq!(wages, found.total.0[Count::Wages as usize]);
        }
    }
}
