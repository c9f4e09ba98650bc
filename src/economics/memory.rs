//! How a grievance is felt over nights, and the base hazard of a night.
//!
//! A grievance is a hazard that is not felt yet. Each night the same share of what is left is
//! felt, so that it fades exponentially with the time constant that is given in months.

use crate::base::math::{exp_m1, ln};

/// Days of a month of memory: a twelfth of a year of 365.25 days.
pub(crate) const DAYS_OF_A_MONTH: f64 = 30.4375;

/// The share of a grievance that is felt in a night; without memory all of it.
#[must_use]
pub(crate) fn felt_each_night(memory_months: f64) -> f64 {
    if memory_months == 0.0 {
        return 1.0;
    }
    -exp_m1(-1.0 / (DAYS_OF_A_MONTH * memory_months))
}

/// What a month adds to the hazard of a customer whose contacts do nothing to him; where what is
/// given was observed, the hazard that contacts add in a month is a part of it.
#[must_use]
pub(crate) fn hazard_each_month(retention_per_month: f64, by_contacts: f64) -> f64 {
    (-ln(retention_per_month) - by_contacts).max(0.0)
}

/// What a night adds to it in a calendar month of so many days.
#[must_use]
pub(crate) fn hazard_each_night(hazard_per_month: f64, calendar_days: u32) -> f64 {
    hazard_per_month / f64::from(calendar_days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::math::exp;

    #[test]
    fn a_share_of_a_grievance_is_felt_each_night() {
        // Case H-08 of the horizon.
        assert!((felt_each_night(4.0) - 0.008_179_913_301_93).abs() < 1e-14);
        assert!((felt_each_night(0.0) - 1.0).abs() < f64::EPSILON);
        assert!((felt_each_night(1e-9) - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn the_nights_of_a_month_make_its_retention() {
        for days in 28..=31 {
            let nights = hazard_each_night(hazard_each_month(0.995, 0.0), days) * f64::from(days);
            assert!((exp(-nights) - 0.995).abs() < 1e-15);
        }
        // H-28 of the horizon.
        let left = hazard_each_month(0.97, 0.019_472_525_72);
        assert!((left - 0.010_986_681_77).abs() < 1e-11);
        assert!(hazard_each_night(hazard_each_month(1.0, 0.0), 31).abs() < f64::MIN_POSITIVE);
    }
}
