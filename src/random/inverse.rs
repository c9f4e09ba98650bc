//! What can be drawn from with one uniform number.

/// The inverse of a distribution function.
pub(super) trait Inverse {
    /// The x that a number of this law falls below with probability u, 0 < u < 1.
    fn quantile(&self, u: f64) -> f64;
}
