//! Elementary and special functions that give the same bits on every platform.
//!
//! The standard library hands `ln`, `exp` and their kin to the platform's maths library, whose
//! last digits differ between systems. These are made of `+ - * /` and `sqrt` only, which IEEE 754
//! defines to the bit, never fused, in one written order; so a sample path is the same everywhere.
//!
//! Errors are in units in the last place of the exact result, the worst of some 200,000 arguments
//! against a reference of 25 digits; `tests/bits` measures them, and holds a hash of a million results.
//!
//! Where a loop over a slice matters (`ln`, `exp`, the middle of the normal quantile) they hold
//! selections instead of branches, so that the compiler may work on several values at once.

mod beta;
mod circle;
mod exponential;
mod gamma;
mod logarithm;
mod normal;

pub use beta::regularized_beta;
pub use circle::{cos, sin};
pub use exponential::{exp, exp_m1, pow};
pub use gamma::{
    gamma_density, ln_gamma, regularized_gamma_p, regularized_gamma_q, stirling_error,
};
pub use logarithm::{ln, ln_1p};
pub use normal::{normal_cdf, normal_density, normal_quantile, normal_quantiles};

/// A polynomial by Horner's rule, lowest coefficient first.
#[inline]
fn polynomial<const N: usize>(x: f64, coefficients: &[f64; N]) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

#[cfg(test)]
mod tests {
    /// Numbers of every sign and size, NaN and infinities included: bit patterns spread evenly.
    pub(super) fn bit_patterns(count: u64) -> impl Iterator<Item = f64> {
        // The odd multiplier is 2^64 over the golden ratio: its multiples fill the range evenly.
        (0..count).map(|i| f64::from_bits(i.wrapping_mul(0x9E37_79B9_7F4A_7C15)))
    }

    /// The largest relative difference of a function from its reference (equal zeros differ by 0).
    pub(super) fn worst_relative_error(
        points: impl Iterator<Item = f64>,
        function: impl Fn(f64) -> f64,
        reference: impl Fn(f64) -> f64,
    ) -> f64 {
        points
            .map(|x| (function(x), reference(x)))
            .filter(|(ours, theirs)| ours.to_bits() != theirs.to_bits())
            .map(|(ours, theirs)| ((ours - theirs) / theirs).abs())
            .fold(0.0, |worst, error| if error <= worst { worst } else { error })
    }
}
