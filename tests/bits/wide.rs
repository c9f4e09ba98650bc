//! Numbers of twice the digits: the sum of two `f64`, the second at most half a last place of the
//! first.
//!
//! With u = 2^-53 the relative errors are at most 3 u^2 for a sum, 5 u^2 for a product and 15 u^2
//! for a quotient (Joldes, Muller and Popescu, *Tight and rigorous error bounds for basic building
//! blocks of double-word arithmetic*, ACM Transactions on Mathematical Software 44, 2017,
//! algorithms 6, 10 and 17); 32 digits, of which the functions made of them need 20.

use std::ops::{Add, Div, Mul, Neg, Sub};

#[derive(Clone, Copy, Debug)]
pub(crate) struct Wide {
    pub(crate) high: f64,
    pub(crate) low: f64,
}

impl Wide {
    pub(crate) const fn new(high: f64, low: f64) -> Self {
        Self { high, low }
    }

    /// The exact sum of two numbers (Knuth).
    pub(crate) fn sum(a: f64, b: f64) -> Self {
        let high = a + b;
        let shadow = high - a;
        Self { high, low: (a - (high - shadow)) + (b - shadow) }
    }

    /// The exact sum where the first is no smaller (Dekker).
    fn ordered(a: f64, b: f64) -> Self {
        let high = a + b;
        Self { high, low: b - (high - a) }
    }

    /// The exact product of two numbers (Dekker), whose factors stay below 2^996.
    pub(crate) fn product(a: f64, b: f64) -> Self {
        let high = a * b;
        let ((a1, a2), (b1, b2)) = (halves(a), halves(b));
        Self { high, low: ((a1 * b1 - high) + a1 * b2 + a2 * b1) + a2 * b2 }
    }

    /// Times a power of two, exactly.
    pub(crate) fn scaled(self, exponent: i32) -> Self {
        Self { high: scaled(self.high, exponent), low: scaled(self.low, exponent) }
    }
}

/// Two halves of 26 bits each.
fn halves(a: f64) -> (f64, f64) {
    let c = 134_217_729.0 * a;
    let high = c - (c - a);
    (high, a - high)
}

/// x 2^exponent, in steps so that the factor itself is a normal number.
pub(crate) fn scaled(x: f64, exponent: i32) -> f64 {
    let step = exponent.clamp(-1000, 1000);
    let y = x * f64::from_bits(((1023 + step) as u64) << 52);
    if step == exponent { y } else { scaled(y, exponent - step) }
}

impl From<f64> for Wide {
    fn from(high: f64) -> Self {
        Self { high, low: 0.0 }
    }
}

impl Neg for Wide {
    type Output = Self;

    fn neg(self) -> Self {
        Self { high: -self.high, low: -self.low }
    }
}

impl Add for Wide {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let high = Self::sum(self.high, other.high);
        let low = Self::sum(self.low, other.low);
        let joined = Self::ordered(high.high, high.low + low.high);
        Self::ordered(joined.high, joined.low + low.low)
    }
}

impl Sub for Wide {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Wide {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let whole = Self::product(self.high, other.high);
        let cross = self.high * other.low + self.low * other.high;
        Self::ordered(whole.high, whole.low + cross)
    }
}

impl Div for Wide {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        let first = self.high / other.high;
        let rest = self - other * Self::from(first);
        let second = rest.high / other.high;
        let last = rest - other * Self::from(second);
        Self::ordered(first, second) + Self::from(last.high / other.high)
    }
}
