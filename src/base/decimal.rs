//! A planner's number as it is written: what arithmetic in binary adds to it is not shown.

/// The nearest number of nine significant digits; minus zero is zero.
///
/// Formatting rounds the exact binary value, so every platform agrees on the digits.
#[must_use]
pub fn significant(value: f64) -> f64 {
    let digits = format!("{value:.8e}");
    digits.parse::<f64>().expect("a formatted number can be read back") + 0.0
}

/// A number as a planner would write it, in at most nine significant digits: 0.3, 1250, 1e20.
#[must_use]
pub fn plain(value: f64) -> String {
    let value = significant(value);
    if value.abs() < 1e15 { value.to_string() } else { format!("{value:e}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_binary_arithmetic_adds_is_not_shown() {
        assert_eq!(plain(f64::midpoint(0.2, 0.4)), "0.3");
        assert_eq!(plain(0.1 + 0.2), "0.3");
        assert_eq!(plain(3.0 * 1.1), "3.3");
        assert_eq!(plain(1250.0), "1250");
        assert_eq!(plain(-0.0), "0");
        assert_eq!(plain(1e20), "1e20");
        assert_eq!(plain(f64::INFINITY), "inf");
    }
}
