//! Where along a line of numbers a condition begins or ceases to hold: by doubling and halving, or
//! step by step where it may change back.

use std::convert::Infallible;

/// The first number from 1 to `most` that meets a condition which later numbers meet too.
pub(super) fn first_that_meets<E>(
    most: u32,
    meets: impl Fn(u32) -> Result<bool, E>,
) -> Result<Option<u32>, E> {
    let (mut fails, mut probe) = (0, 1);
    while !meets(probe)? {
        if probe == most {
            return Ok(None);
        }
        (fails, probe) = (probe, probe.saturating_mul(2).min(most));
    }
    let mut holds = probe;
    while holds - fails > 1 {
        let middle = fails + (holds - fails) / 2;
        if meets(middle)? { holds = middle } else { fails = middle }
    }
    Ok(Some(holds))
}

/// The first number from 1 to `most` that meets a condition, tried one by one.
pub(super) fn first_of_all<E>(
    most: u32,
    meets: impl Fn(u32) -> Result<bool, E>,
) -> Result<Option<u32>, E> {
    for number in 1..=most {
        if meets(number)? {
            return Ok(Some(number));
        }
    }
    Ok(None)
}

/// The longest of all waits that are too short, which all shorter ones are too; infinite where
/// every wait is.
pub(super) fn longest_wait(is_too_short: impl Fn(f64) -> bool) -> f64 {
    let Ok(found) = last_that_meets(f64::MAX, |seconds| Ok::<_, Infallible>(is_too_short(seconds)));
    found.unwrap_or(f64::INFINITY)
}

/// The last positive number that meets a condition which smaller numbers meet too, to a relative
/// error of 1e-12 and never beyond; `None` where even `most` meets it.
pub(super) fn last_that_meets<E>(
    most: f64,
    meets: impl Fn(f64) -> Result<bool, E>,
) -> Result<Option<f64>, E> {
    let (mut holds, mut fails) = (0.0, 1.0_f64.min(most));
    while meets(fails)? {
        if fails >= most {
            return Ok(None);
        }
        (holds, fails) = (fails, (fails * 2.0).min(most));
    }
    halved(holds, fails, meets).map(Some)
}

/// The last number before the first that misses a condition, from `least` on, which meets it, in
/// steps of one per cent, then as above.
pub(super) fn last_before_a_miss<E>(
    least: f64,
    most: f64,
    meets: impl Fn(f64) -> Result<bool, E>,
) -> Result<Option<f64>, E> {
    let (mut holds, mut fails) = (0.0, least);
    while meets(fails)? {
        if fails >= most {
            return Ok(None);
        }
        (holds, fails) = (fails, (fails * 1.01).min(most));
    }
    halved(holds, fails, meets).map(Some)
}

/// Where between the two the condition ceases to hold.
fn halved<E>(
    mut holds: f64,
    mut fails: f64,
    meets: impl Fn(f64) -> Result<bool, E>,
) -> Result<f64, E> {
    // From 0 upwards the relative error is measured against what is left.
    while fails - holds > 1e-12 * fails && fails > f64::MIN_POSITIVE {
        let middle = holds + (fails - holds) / 2.0;
        if meets(middle)? { holds = middle } else { fails = middle }
    }
    Ok(holds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_at_the_edges_of_their_range() {
        let first = |most, meets: &dyn Fn(u32) -> bool| -> Option<u32> {
            let Ok(found) = first_that_meets(most, |n| Ok::<_, Infallible>(meets(n)));
            found
        };
        let last = |most, meets: &dyn Fn(f64) -> bool| -> Option<f64> {
            let Ok(found) = last_that_meets(most, |x| Ok::<_, Infallible>(meets(x)));
            found
        };
        assert_eq!(first(10, &|_| true), Some(1));
        assert_eq!(first(10, &|n| n >= 10), Some(10));
        assert_eq!(first(10, &|_| false), None);
        for wanted in 1..200 {
            assert_eq!(first(1_000, &|n| n >= wanted), Some(wanted));
        }
        for wanted in [1e-20, 0.3, 1.0, 7.5, 1e12] {
            let found = last(1e15, &|x| x <= wanted).unwrap();
            assert!(found <= wanted && found > wanted * (1.0 - 2e-12), "{found} for {wanted}");
        }
        assert_eq!(last(1e3, &|_| true), None);
    }
}
