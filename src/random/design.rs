//! Points spread over a box, for experiments with too many axes for a grid.
//!
//! Both samples are functions of a seed and the names of the axes alone. An axis keeps its places
//! in a Latin hypercube whatever other axes there are; in a Sobol sample they go by its position.
//!
//! Method and sources: `docs/methods/sweeps.md`.

use super::address::{Address, Key, Owner, uniform_at};
use super::purpose::Purpose;

/// Most axes of a Sobol sample: so many dimensions have direction numbers.
pub(crate) const MOST_SOBOL_AXES: usize = sobol_burley::NUM_DIMENSIONS as usize;
/// Most points of a Sobol sample.
pub(crate) const MOST_SOBOL_POINTS: usize = 1 << 16;

/// Places in (0, 1) of `points` points along one axis: one in each of as many equal strata, in an
/// order that is random and independent from axis to axis (`McKay`, Beckman and Conover 1979).
#[must_use]
pub(crate) fn latin_hypercube(seed: u64, axis: &str, points: usize) -> Vec<f64> {
    // Days count from 1, so that no day shares this key.
    let (key, owner) = (Key::new(seed, 0), Owner::named(axis));
    let draw = |point: usize, ordinal| {
        let address = Address::new(owner, 0, point as u32 + 1);
        uniform_at(key, address, ordinal, Purpose::DesignPoint)
    };
    // Sorting random numbers gives a random order.
    let mut order: Vec<usize> = (0..points).collect();
    order.sort_by(|&a, &b| draw(a, 0).total_cmp(&draw(b, 0)).then(a.cmp(&b)));
    let mut places = vec![0.0; points];
    for (stratum, &point) in order.iter().enumerate() {
        places[point] = (stratum as f64 + draw(point, 1)) / points as f64;
    }
    places
}

/// Places in [0, 1) of `points` points along the axis at a position: an Owen-scrambled Sobol
/// sequence (Burley 2020). A power of two of points is the best spread.
///
/// # Panics
/// Beyond [`MOST_SOBOL_AXES`] or [`MOST_SOBOL_POINTS`].
#[must_use]
pub(crate) fn sobol(seed: u64, position: usize, points: usize) -> Vec<f64> {
    assert!(position < MOST_SOBOL_AXES && points <= MOST_SOBOL_POINTS, "more than it has");
    let scramble = (seed ^ seed >> 32) as u32;
    let place = |point| sobol_burley::sample(point, position as u32, scramble);
    (0..points as u32).map(|point| f64::from(place(point))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many places lie in each of so many equal strata.
    fn strata(places: &[f64], number: usize) -> Vec<usize> {
        let mut counts = vec![0; number];
        for place in places {
            assert!((0.0..1.0).contains(place), "{place}");
            counts[(place * number as f64) as usize] += 1;
        }
        counts
    }

    #[test]
    fn a_latin_hypercube_has_one_point_in_each_stratum_of_each_axis() {
        for points in [1, 7, 64, 1000] {
            for axis in ["volume", "agents"] {
                assert_eq!(strata(&latin_hypercube(3, axis, points), points), vec![1; points]);
            }
        }
    }

    #[test]
    fn the_axes_of_a_latin_hypercube_are_not_correlated() {
        let n = 1000;
        let (a, b) = (latin_hypercube(1, "volume", n), latin_hypercube(1, "agents", n));
        let product: f64 = a.iter().zip(&b).map(|(a, b)| (a - 0.5) * (b - 0.5)).sum();
        // The standard error of the mean product is 1 / (12 sqrt n).
        assert!((product / n as f64).abs() < 3.3 / (12.0 * (n as f64).sqrt()), "{product}");
    }

    #[test]
    fn a_sobol_sample_of_a_power_of_two_fills_every_stratum_once() {
        for position in [0, 1, 9] {
            assert_eq!(strata(&sobol(5, position, 64), 64), vec![1; 64]);
        }
        // The first two axes together: one point in each of 8 x 8 squares.
        let (a, b) = (sobol(5, 0, 64), sobol(5, 1, 64));
        let square = |(a, b): (&f64, &f64)| (a * 8.0).floor() / 8.0 + b / 8.0;
        let squares: Vec<f64> = a.iter().zip(&b).map(square).collect();
        assert_eq!(strata(&squares, 64), vec![1; 64]);
    }

    /// Change detector: these are what the code gave when it was written, nothing more.
    #[test]
    fn points_have_not_moved() {
        let latin = latin_hypercube(1, "volume", 4);
        let sobol = sobol(1, 1, 4);
        let bits = |places: &[f64]| places.iter().map(|it| it.to_bits() >> 40).collect::<Vec<_>>();
        let latin_bits = vec![0x003f_c0e9, 0x003f_e7c5, 0x003f_e95d, 0x003f_da76];
        let sobol_bits = vec![0x003f_e7fa, 0x003f_b49b, 0x003f_d744, 0x003f_ec11];
        assert_eq!((bits(&latin), bits(&sobol)), (latin_bits, sobol_bits));
    }
}
