//! Our own mathematics, to the bit: what it gives is the same everywhere, and how far it is off.
//!
//! *Golden*: hashes of a million results of every function on the sample path. They show that
//! something moved (a platform, a profile, a change of code), not that anything is right, and are
//! worth most where they are run as `cargo test --release --test bits`. *Theory*: each function
//! against a reference of twice its digits, in units in the last place.

mod errors;
mod hashes;
mod reference;
mod wide;

/// 2^64 over the golden ratio, odd: its multiples fill the range of whole numbers evenly.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// A number in (0, 1), evenly spread over i; as the generator makes them, on 52 bits.
fn spread(i: u64) -> f64 {
    ((i.wrapping_mul(GOLDEN) >> 12) as f64 + 0.5) * f64::EPSILON
}

/// A number of any sign and size, evenly spread over all bit patterns; NaN and infinities too.
fn pattern(i: u64) -> f64 {
    f64::from_bits(i.wrapping_mul(GOLDEN))
}

/// Evenly between two numbers.
fn between(low: f64, high: f64, i: u64) -> f64 {
    low + (high - low) * spread(i)
}
