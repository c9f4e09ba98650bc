//! How many prospects call of their own, how many customers send, and what customers tell.
//!
//! Of those who call of their own there are as many as advertising makes, less those whom
//! customers who got angry have kept away: what they told stands in a pool, and a share of it is
//! taken from the pool and from the prospects on each open day. Those who are sent come by the bands
//! in which customers were after the last night.

use crate::base::math::exp_m1;
use crate::base::rounding::round_half_even;
use crate::customers::ByBand;
use crate::economics::money::millionths;
use crate::economics::retention::UNITS;
use crate::scenario::Scenario;
use crate::scenario::model as given;

/// Of one kind of open day.
#[derive(Clone, Debug)]
pub(super) struct ProspectTerms {
    /// How many are expected to call of their own, without advertising and the day's factor.
    own: f64,
    advertising: f64,
    /// What each of them costs, in millionths.
    pub(super) cost_of_each: i64,
    /// What one who gets angry adds to the pool.
    told_if_angry: f64,
    told_felt_days: f64,
    /// As which contact type those call who are sent; none: nobody is.
    referred_as: Option<usize>,
    /// How many a customer of a band sends in a calendar month.
    refers_per_month: ByBand<f64>,
    /// On the probability that one who was sent buys.
    pub(super) referred_conversion: f64,
}

/// Of one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ProspectsToday {
    /// On the number of those who call of their own.
    pub(super) factor: f64,
    /// How many do not call because of what others told, in 2^-32.
    pub(super) lost: i64,
    /// As which contact type those call who are sent, and how many are expected.
    pub(super) referred: Option<(usize, f64)>,
}

impl ProspectTerms {
    pub(super) fn of(scenario: &Scenario) -> Self {
        let types = scenario.contact_types.iter();
        let own = types.map(|own| {
            (1.0 - own.existing_customer_share) * own.arrivals.expected.iter().sum::<f64>()
        });
        let prospects = &scenario.prospects;
        let persisting = scenario.customers.as_ref().and_then(|given| given.persisting);
        let none = given::ByBand { angry: 0.0, neutral: 0.0, delighted: 0.0 };
        let refers = persisting.map_or(none, |given| given.refers_per_month);
        let word = persisting.map_or(given::WordOfMouth::NONE, |given| given.word_of_mouth);
        Self {
            own: own.sum(),
            advertising: prospects.advertising,
            cost_of_each: millionths(prospects.advertising_cost_per_prospect),
            told_if_angry: word.people_told_if_angry * word.prospects_lost_per_person_told,
            told_felt_days: word.told_felt_days,
            referred_as: prospects.contact_type,
            refers_per_month: by_band(refers),
            referred_conversion: prospects.referred_conversion_factor,
        }
    }

    /// Of an open day, so many days after the last open one and in a calendar month of so many, whose
    /// prospects have that factor on their volume. What was told is taken from the pool.
    pub(super) fn today(
        &self,
        (since_open, calendar_days): (u32, u32),
        volume: f64,
        customers: ByBand<i64>,
        pool: &mut f64,
    ) -> ProspectsToday {
        let days = f64::from(since_open);
        let own = self.own * volume;
        let told = -exp_m1(-days / self.told_felt_days) * *pool;
        let taken = told.min(self.advertising * own);
        let mut factor = self.advertising;
        if taken > 0.0 {
            *pool -= taken;
            factor = (factor - taken / own).max(0.0);
        }
        let sent = customers.sum_of(self.refers_per_month) * days / f64::from(calendar_days);
        ProspectsToday {
            factor,
            lost: round_half_even(taken * UNITS),
            referred: self.referred_as.filter(|_| sent > 0.0).map(|own| (own, sent)),
        }
    }

    /// So many customers became angry for the first time.
    pub(super) fn tell(&self, became_angry: i64, pool: &mut f64) {
        *pool += became_angry as f64 * self.told_if_angry;
    }
}

fn by_band(given: given::ByBand) -> ByBand<f64> {
    let given::ByBand { angry, neutral, delighted } = given;
    ByBand { angry, neutral, delighted }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(own: f64, advertising: f64) -> ProspectTerms {
        ProspectTerms {
            own,
            advertising,
            cost_of_each: 0,
            told_if_angry: 15.0 * 0.002,
            told_felt_days: 30.0,
            referred_as: Some(2),
            refers_per_month: ByBand { angry: 0.0, neutral: 0.002, delighted: 0.03 },
            referred_conversion: 1.5,
        }
    }

    #[track_caller]
    fn is(value: f64, expected: f64) {
        assert!((value / expected - 1.0).abs() < 1e-9, "{value} is not {expected}");
    }

    #[test]
    fn what_is_told_is_felt_by_and_by() {
        // H-26.
        let nobody = ByBand::default();
        let taken = |days: u32| {
            let mut pool = 100.0;
            let today = terms(1e6, 1.0).today((days, 31), 1.0, nobody, &mut pool);
            is(today.lost as f64 / UNITS, 100.0 - pool);
            is(1.0 - today.factor, (100.0 - pool) / 1e6);
            100.0 - pool
        };
        is(taken(1), 3.278_389_952);
        is(taken(3), 9.516_258_196);
        let mut pool = 100.0;
        for _ in 0..30 {
            terms(1e6, 1.0).today((1, 31), 1.0, nobody, &mut pool);
        }
        is(100.0 - pool, 63.212_055_88);
    }

    #[test]
    fn no_more_are_kept_away_than_would_call() {
        let nobody = ByBand::default();
        let mut pool = 1000.0;
        let today = terms(10.0, 0.5).today((1, 31), 2.0, nobody, &mut pool);
        assert_eq!((today.factor.to_bits(), today.lost), (0, 10 << 32));
        is(pool, 990.0);
        let today = terms(0.0, 1.0).today((1, 31), 1.0, nobody, &mut pool);
        assert_eq!((today.factor.to_bits(), today.lost), (1.0_f64.to_bits(), 0));
        pool = 0.0;
        terms(10.0, 1.0).tell(7, &mut pool);
        is(pool, 0.21);
    }

    #[test]
    fn bands_send_what_they_send_in_all_days_since_the_last_open_one() {
        let mut pool = 0.0;
        let customers = ByBand { angry: 9, neutral: 1000, delighted: 100 };
        let today = terms(10.0, 1.0).today((3, 31), 1.0, customers, &mut pool);
        let (contact_type, mean) = today.referred.unwrap();
        assert_eq!((contact_type, today.factor.to_bits()), (2, 1.0_f64.to_bits()));
        is(mean, 3.0 / 31.0 * (2.0 + 3.0));
        assert_eq!(
            terms(1.0, 1.0).today((1, 31), 1.0, ByBand::default(), &mut pool).referred,
            None
        );
    }
}
