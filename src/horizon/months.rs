//! The months of a horizon: days and nights, counted and added up.

use super::around::Told;
use super::calendar::Calendar;
use super::replication::Played;
use crate::customers::{Base, NightCounts};
use crate::economics::money::millionths;
use crate::measures::count::{Count, DayTotals};
use crate::measures::horizon::count::{HorizonCount, HorizonCounts};
use crate::measures::horizon::fold::{Fold, HorizonTerms, MonthTerms};
use crate::measures::terms::TypeTerms;
use crate::scenario::Scenario;
use crate::scenario::model::{Horizon, Month};

/// What adding up needs to know of a scenario with a horizon.
pub(super) fn terms(scenario: &Scenario, horizon: &Horizon, types: &[TypeTerms]) -> HorizonTerms {
    let persisting = scenario.customers.as_ref().and_then(|given| given.persisting.as_ref());
    let interest = persisting.map_or(0.0, |given| given.discount_rate_per_year);
    let month = |(at, own): (usize, &Month)| MonthTerms {
        discount: discount(interest, at + 1),
        advertising: advertising(scenario, own),
        change_costs: 0,
    };
    let lifetime_value = scenario.customers.as_ref().map_or(0.0, |given| given.lifetime_value);
    HorizonTerms {
        types: types.to_vec(),
        groups: scenario.agent_groups.len(),
        months: horizon.months.iter().enumerate().map(month).collect(),
        advertising_cost_per_prospect: millionths(scenario.prospects.advertising_cost_per_prospect),
        lifetime_value: millionths(lifetime_value),
    }
}

/// What money of the m-th month is worth on the first morning: (1 + interest)^(-m / 12).
fn discount(interest: f64, month: usize) -> f64 {
    use crate::base::math::{exp, ln};
    exp(-ln(1.0 + interest) * month as f64 / 12.0)
}

/// What a month costs however many call; of a partial month its share of days.
fn advertising(scenario: &Scenario, month: &Month) -> i64 {
    let whole = scenario.prospects.advertising_cost_per_month;
    millionths(whole * f64::from(month.days) / f64::from(month.calendar_days))
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

    /// A horizon begins.
    pub(crate) fn clear(&mut self) {
        self.fold.clear();
        let at_start = self.calendar.customers.as_ref().map_or(0, |terms| terms.at_start);
        self.present = at_start.into();
    }

    /// A day was played.
    pub(crate) fn tell(&mut self, played: &Played<'_>) {
        let day = self.calendar.lead_in + played.day as usize - 1;
        let own = &self.calendar.days[day];
        let ends = self.calendar.days.get(day + 1).is_none_or(|next| next.month != own.month);
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
        if ends {
            counts[HorizonCount::Pending as usize] = played.pending as i64;
            if let Some(base) = played.base {
                count_base(counts, base);
            }
        }
    }

    /// The horizon has ended: contacts of these types are to come after its last day.
    pub(crate) fn close(&mut self, pending: impl Iterator<Item = usize>) {
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

/// Customers after a night.
fn count_base(counts: &mut HorizonCounts, base: &Base) {
    let mut set = |count: HorizonCount, number: i64| counts[count as usize] = number;
    set(HorizonCount::AtEnd, base.present().into());
    set(HorizonCount::StillToBeLost, base.still_to_be_lost());
    // Priced when the month is closed.
    set(HorizonCount::WorthAtEnd, base.worth());
}

fn add_night(counts: &mut HorizonCounts, night: &NightCounts, calendar_days: u32) {
    let mut add = |count: HorizonCount, number: i64| counts[count as usize] += number;
    let days = i64::from(calendar_days);
    add(HorizonCount::CustomerDays, night.customer_days);
    add(HorizonCount::CustomerMonths, ((night.customer_days << 32) + days / 2) / days);
    add(HorizonCount::AcquiredByAdvertising, night.acquired.advertising);
    add(HorizonCount::AcquiredByReferral, night.acquired.referral);
    add(HorizonCount::Lost, night.lost);
    add(HorizonCount::LostOfStart, night.lost_of_start);
    add(HorizonCount::LostByBase, night.lost_by_base);
    add(HorizonCount::LostByContacts, night.lost_by_contacts);
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
    add(HorizonCount::Margin, margin.start + margin.advertising + margin.referral);
}

fn add_told(counts: &mut HorizonCounts, told: &Told, totals: Option<&DayTotals>) {
    let mut add = |count: HorizonCount, number: i64| counts[count as usize] += number;
    add(HorizonCount::NotMadeFresh, told.not_made_fresh);
    add(HorizonCount::NotMadePending, told.not_made_pending);
    add(HorizonCount::ContinuedIn, told.continued_in);
    add(HorizonCount::ContinuedOut, told.continued_out);
    add(HorizonCount::ProspectsOwn, told.prospects);
    let Some(totals) = totals else { return };
    let of = |count: Count| totals.total.0[count as usize];
    // Chains begin fresh, as repeats or as complaints.
    let fresh = of(Count::Chains) - of(Count::Repeats) - of(Count::ComplaintsToday);
    add(HorizonCount::CustomersFresh, fresh - told.prospects);
}
