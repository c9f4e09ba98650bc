//! Critical values of Student's distribution and of the normal.

use crate::base::math::{normal_quantile, regularized_beta};

/// From here on the expansion about the normal is exact to more digits than are printed.
const MANY_DEGREES: u64 = 300;

/// The t that a Student variable with that many degrees of freedom stays within, on both sides,
/// with the probability `confidence` (strictly between 0 and 1).
///
/// # Panics
/// Without a degree of freedom.
#[must_use]
pub fn critical(confidence: f64, degrees: u64) -> f64 {
    assert!(degrees > 0, "Student's distribution has at least one degree of freedom");
    if degrees >= MANY_DEGREES {
        return expanded(normal(confidence), degrees as f64);
    }
    let half = degrees as f64 / 2.0;
    // P(|T| <= t) is the regularised incomplete beta of y = t^2 / (degrees + t^2) at (1/2, degrees/2).
    let y = solve(|y| regularized_beta(0.5, half, y) < confidence);
    (degrees as f64 * y / (1.0 - y)).sqrt()
}

/// The same for the standard normal.
#[must_use]
pub fn normal(confidence: f64) -> f64 {
    -normal_quantile((1.0 - confidence) / 2.0)
}

/// The expansion of a Student quantile about the normal one (Abramowitz and Stegun, 26.7.5).
fn expanded(z: f64, degrees: f64) -> f64 {
    let z2 = z * z;
    let first = z * (z2 + 1.0) / 4.0;
    let second = z * ((5.0 * z2 + 16.0) * z2 + 3.0) / 96.0;
    let third = z * (((3.0 * z2 + 19.0) * z2 + 17.0) * z2 - 15.0) / 384.0;
    let fourth = z * ((((79.0 * z2 + 776.0) * z2 + 1482.0) * z2 - 1920.0) * z2 - 945.0) / 92160.0;
    z + (first + (second + (third + fourth / degrees) / degrees) / degrees) / degrees
}

/// The point between 0 and 1 where `is_below` stops holding, to the last bit.
fn solve(is_below: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    loop {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            return middle;
        }
        if is_below(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use statrs::distribution::{ContinuousCDF, StudentsT};

    #[test]
    fn critical_values_are_those_of_the_tables() {
        for (degrees, table) in [
            (1, 12.706_204_736_4),
            (7, 2.364_624_251_6),
            (9, 2.262_157_162_8),
            (19, 2.093_024_054_4),
        ] {
            let ours = critical(0.95, degrees);
            assert!((ours - table).abs() < 1e-8, "{degrees} degrees: {ours}, not {table}");
        }
        assert!((normal(0.95) - 1.959_963_984_540_054).abs() < 1e-7);
    }

    #[test]
    fn critical_values_leave_the_wanted_share_outside() {
        for confidence in [0.5, 0.8, 0.9, 0.99, 0.999] {
            for degrees in [1, 2, 5, 30, 299, 300, 1000, 1_000_000] {
                let law = StudentsT::new(0.0, 1.0, degrees as f64).unwrap();
                let inside = 1.0 - 2.0 * law.cdf(-critical(confidence, degrees));
                assert!(
                    (inside - confidence).abs() < 1e-7,
                    "{degrees} degrees at {confidence}: {inside}"
                );
            }
        }
    }

    #[test]
    fn the_expansion_meets_the_exact_value() {
        let exact = critical(0.99, MANY_DEGREES - 1);
        let approximate = expanded(normal(0.99), (MANY_DEGREES - 1) as f64);
        assert!((exact - approximate).abs() < 1e-7);
    }

    #[test]
    fn the_expansion_has_the_terms_of_the_handbook() {
        // At z = 2 the four terms are 5/2, 49/16, 183/64 and 169950/92160.
        let terms = [2.0, 2.5, 3.0625, 2.859_375, 169_950.0 / 92_160.0];
        for degrees in [1.0, 2.0, 10.0] {
            let by_hand = terms.iter().rev().fold(0.0, |sum, term| term + sum / degrees);
            assert!((expanded(2.0, degrees) - by_hand).abs() < 1e-13, "{degrees} degrees");
        }
    }
}
