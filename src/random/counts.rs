//! Numbers of contacts: the Poisson law by inversion.

use crate::base::math::{exp, stirling_error};

/// Below this mean the probabilities are summed from zero, above it from the centre.
const CENTRAL_FROM: f64 = 30.0;
/// Probabilities below this can no longer move a sum near 1.
const NEGLIGIBLE: f64 = 1e-18;
/// 1 / sqrt(2 pi).
const INVERSE_SQRT_2_PI: f64 = 0.398_942_280_401_432_7;

/// The smallest k with P(X <= k) >= u for a Poisson X of this mean, 0 <= mean <= 1e7, 0 < u < 1.
///
/// Never falls when u or the mean rises (but for the last bits of a probability), so more volume
/// adds contacts and takes none away. The distribution function is summed to about 1e-15.
#[must_use]
pub fn poisson(mean: f64, u: f64) -> u64 {
    debug_assert!((0.0..=1e7).contains(&mean), "mean {mean}");
    if mean < CENTRAL_FROM { climb(mean, u, 0, exp(-mean), 0.0) } else { from_the_centre(mean, u) }
}

/// Sums upwards from k, where P(X = k) is `mass` and P(X < k) is `below`.
fn climb(mean: f64, u: f64, mut k: u64, mut mass: f64, below: f64) -> u64 {
    let mut at_most = below + mass;
    // Left of the mode the masses still grow, however small they are.
    while u > at_most && (mass > NEGLIGIBLE || (k as f64) < mean) {
        k += 1;
        mass *= mean / k as f64;
        at_most += mass;
    }
    k
}

/// Sums downwards from k, where P(X = k) is `mass` and P(X <= k) is `at_most`, and at least u.
fn descend(mean: f64, u: f64, mut k: u64, mut mass: f64, mut at_most: f64) -> u64 {
    while k > 0 && mass > NEGLIGIBLE {
        at_most -= mass;
        if u > at_most {
            break;
        }
        mass *= k as f64 / mean;
        k -= 1;
    }
    k
}

fn from_the_centre(mean: f64, u: f64) -> u64 {
    let centre = (mean + 0.5) as u64;
    let m = centre as f64;
    let offset = mean - m;
    // P(X = m) when the mean is m itself.
    let peak = INVERSE_SQRT_2_PI * exp(-stirling_error(m)) / m.sqrt();
    let (factor, integral) = shifted(m, offset);
    let below = 0.5 - peak * (ramanujan(m) + integral);
    let mass = peak * factor * (1.0 + offset / m);
    if u > below {
        return climb(mean, u, centre, mass, below);
    }
    descend(mean, u, centre - 1, mass * m / mean, below)
}

/// How far P(X < m) lies below 1/2 when the mean is the whole number m, in units of P(X = m).
///
/// The asymptotic series of Ramanujan's theta (Berndt, *Ramanujan's Notebooks II*, entry 48); from
/// m = 30 on its rest times P(X = m) is below 1e-16.
fn ramanujan(m: f64) -> f64 {
    const SERIES: [f64; 8] = [
        1.0 / 3.0,
        4.0 / 135.0,
        -8.0 / 2835.0,
        -16.0 / 8505.0,
        8992.0 / 12_629_925.0,
        334_144.0 / 492_567_075.0,
        -698_752.0 / 1_477_701_225.0,
        -23_349_012_224.0 / 39_565_450_299_375.0,
    ];
    SERIES.iter().rev().fold(0.0, |sum, c| sum / m + c)
}

/// f(t) = (1 + t / m)^(m - 1) e^-t and its integral from 0 to t, for |t| <= 1/2.
///
/// The derivative of P(X < m) by the mean is -f(t) P(X = m at mean m). Power series: from
/// (m + t) f' = -(1 + t) f follows m (k + 1) c[k+1] = -(k + 1) c[k] - c[k-1].
fn shifted(m: f64, t: f64) -> (f64, f64) {
    const TERMS: u32 = 14;
    let (mut before, mut c, mut power) = (0.0, 1.0, 1.0);
    let (mut value, mut integral) = (0.0, 0.0);
    for k in 1..=TERMS {
        let k = f64::from(k);
        value += c * power;
        power *= t;
        integral += c * power / k;
        (before, c) = (c, -(c + before / k) / m);
    }
    (value, integral)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::math::regularized_gamma_q;
    use proptest::prelude::*;

    fn at_most(k: u64, mean: f64) -> f64 {
        regularized_gamma_q(k as f64 + 1.0, mean)
    }

    /// Whether k is the inverse at u but for rounding in the probabilities.
    fn inverts(mean: f64, u: f64) -> bool {
        let k = poisson(mean, u);
        let below = if k == 0 { 0.0 } else { at_most(k - 1, mean) };
        let slack = 1e-14 + 1e-15 * mean.sqrt();
        below < u + slack && u <= at_most(k, mean) + slack
    }

    proptest! {
        #[test]
        fn the_count_inverts_the_distribution_function(log_mean in -7.0..7.0f64, u in 0.0..1.0f64) {
            prop_assert!(inverts(crate::base::math::pow(10.0, log_mean), u.max(1e-16)));
        }

        #[test]
        fn more_volume_never_takes_a_contact_away(
            log_mean in -3.0..4.0f64,
            more in 1.0..1.2f64,
            u in 1e-15..1.0f64,
        ) {
            let mean = crate::base::math::pow(10.0, log_mean);
            prop_assert!(poisson(mean, u) <= poisson(mean * more, u));
        }

        #[test]
        fn a_larger_uniform_never_gives_fewer(
            log_mean in -3.0..5.0f64,
            u in 1e-15..1.0f64,
            v in 1e-15..1.0f64,
        ) {
            let mean = crate::base::math::pow(10.0, log_mean);
            prop_assert!(poisson(mean, u.min(v)) <= poisson(mean, u.max(v)));
        }
    }

    #[test]
    fn edges_are_sane() {
        assert_eq!(poisson(0.0, 0.999_999), 0);
        assert_eq!(poisson(1e-300, f64::EPSILON), 0);
        let highest = 1.0 - f64::EPSILON / 2.0;
        // P(X > 8) is about 1e-16 for mean 0.1 (0.1^9 / 9! = 2.8e-15, 0.1^10 / 10! = 2.8e-17).
        assert!((8..=12).contains(&poisson(0.1, highest)));
        for mean in [29.999, 30.0, 1e3, 1e7] {
            let (low, high) = (poisson(mean, f64::EPSILON / 2.0), poisson(mean, highest));
            let spread = 9.5 * f64::sqrt(mean);
            assert!(low as f64 > mean - spread && (high as f64) < mean + spread + 12.0, "{mean}");
            assert!(inverts(mean, 0.5) && inverts(mean, 1e-12) && inverts(mean, 1.0 - 1e-12));
        }
    }

    /// Change detector: what the code gave when it was written, nothing more.
    #[test]
    fn counts_have_not_moved() {
        let counts =
            [0.4, 12.5, 130.0, 4e4].map(|mean| [0.02, 0.5, 0.97].map(|u| poisson(mean, u)));
        let written = [[0, 0, 2], [6, 12, 20], [107, 130, 152], [39_590, 40_000, 40_377]];
        assert_eq!(counts, written);
    }

    #[test]
    fn the_two_ways_of_summing_meet() {
        // Also where the centre is not the mean.
        for mean in [30.0, 30.5, 31.25, 33.49, 35.75] {
            for i in 1..20_000 {
                let u = f64::from(i) / 20_000.0;
                let from_zero = climb(mean, u, 0, exp(-mean), 0.0);
                assert_eq!(from_the_centre(mean, u), from_zero, "mean {mean} at {u}");
            }
        }
    }

    #[test]
    fn climbing_goes_on_to_the_left_of_the_mode_however_small_the_masses() {
        // The median of a Poisson law of whole mean is its mean.
        assert_eq!(climb(100.0, 0.5, 0, exp(-100.0), 0.0), 100);
    }

    #[test]
    fn a_probability_that_is_just_reached_is_reached() {
        // Masses of 1/4 each at 0 and 1, as whole fractions of two.
        assert_eq!(climb(1.0, 0.25, 0, 0.25, 0.0), 0);
        assert_eq!(climb(1.0, 0.5, 0, 0.25, 0.0), 1);
        assert_eq!(descend(1.0, 0.25, 1, 0.25, 0.5), 0);
        // What rounding leaves of a sum is no count below 0.
        assert_eq!(descend(1.0, 1e-20, 1, 0.25, 0.5 + 1e-10), 0);
    }

    #[test]
    fn centres_agree_with_the_incomplete_gamma_function() {
        for i in 0..2_000 {
            let mean = 30.0 + f64::from(i) * 0.137;
            let centre = (mean + 0.5) as u64;
            let m = centre as f64;
            let peak = INVERSE_SQRT_2_PI * exp(-stirling_error(m)) / m.sqrt();
            let below = 0.5 - peak * (ramanujan(m) + shifted(m, mean - m).1);
            assert!((below - at_most(centre - 1, mean)).abs() < 3e-15, "at {mean}: {below}");
            assert_eq!(from_the_centre(mean, below), centre - 1, "just reached at {mean}");
        }
    }

    #[test]
    fn counts_pass_a_chi_square_test() {
        use crate::random::{Address, Key, Owner, Purpose, uniform};
        let (key, owner) = (Key::new(1, 1), Owner::named("sales"));
        for mean in [0.3, 4.0, 29.0, 31.0, 130.0] {
            let n = 100_000;
            let top = (mean + 12.0 * f64::sqrt(mean) + 10.0) as usize;
            let mut seen = vec![0.0; top];
            for index in 1..=n {
                let u = uniform(key, Address::new(owner, mean as u16, index), Purpose::Count);
                seen[poisson(mean, u) as usize] += 1.0;
            }
            let (mut statistic, mut cells, mut seen_rest, mut expected_rest) = (0.0, 0.0, 0.0, 0.0);
            for (k, seen) in seen.iter().enumerate() {
                let below = if k == 0 { 0.0 } else { at_most(k as u64 - 1, mean) };
                let expected = f64::from(n) * (at_most(k as u64, mean) - below);
                (seen_rest, expected_rest) = (seen_rest + seen, expected_rest + expected);
                if expected_rest >= 10.0 {
                    let away: f64 = seen_rest - expected_rest;
                    statistic += away * away / expected_rest;
                    cells += 1.0;
                    (seen_rest, expected_rest) = (0.0, 0.0);
                }
            }
            // 99.9 % point of chi-square by Wilson and Hilferty's cube.
            let nu: f64 = cells - 1.0;
            let cube = 1.0 - 2.0 / (9.0 * nu) + 3.09 * (2.0 / (9.0 * nu)).sqrt();
            assert!(statistic < nu * cube * cube * cube, "mean {mean}: {statistic} on {nu}");
        }
    }
}
