//! How numbers are written: rounding for machines, grouping and decimals for people.

pub(crate) use crate::base::decimal::significant;
use crate::base::decimal::with_commas;
pub use crate::base::decimal::{counted, shown, whole};

/// The number with so many decimals and a comma between thousands; no minus before zero.
pub(crate) fn grouped(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let sign =
        if value < 0.0 && text.contains(|digit| ('1'..='9').contains(&digit)) { "-" } else { "" };
    format!("{sign}{}{rest}", with_commas(whole))
}

/// How many decimals make sense for a figure known to within a half-width: as many as show the
/// half-width with one digit, or with two where it begins with 1.
pub(crate) fn decimals(half_width: f64, least: usize, most: usize) -> usize {
    let mut scaled = half_width;
    for _ in 0..least {
        scaled *= 10.0;
    }
    let mut decimals = least;
    while scaled < 1.95 && decimals < most {
        scaled *= 10.0;
        decimals += 1;
    }
    decimals
}

/// Decimals for a figure of which no half-width is known, or that has none.
pub(crate) fn plain_decimals(value: f64, most: usize) -> usize {
    let size = value.abs();
    let wanted = match size {
        _ if (size - size.round()).abs() < 1e-9 || size >= 1000.0 => 0,
        _ if size >= 10.0 => 1,
        _ => 2,
    };
    wanted.min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reals_keep_nine_significant_digits() {
        assert_eq!(significant(1.0 / 3.0).to_string(), "0.333333333");
        assert_eq!(significant(123_456_789.12).to_string(), "123456789");
        assert_eq!(significant(2.0 / 3.0 * 1e-9).to_string(), "0.000000000666666667");
        assert_eq!(significant(-0.0).to_string(), "0");
        assert_eq!(significant(30.0).to_string(), "30");
    }

    #[test]
    fn thousands_are_grouped_and_zero_has_no_sign() {
        assert_eq!(grouped(1_234_567.891, 1), "1,234,567.9");
        assert_eq!(grouped(-999.6, 0), "-1,000");
        assert_eq!(grouped(-0.004, 2), "0.00");
        assert_eq!(whole(10_440), "10,440");
        assert_eq!(whole(7), "7");
    }

    #[test]
    fn decimals_follow_the_half_width() {
        assert_eq!(decimals(0.4, 0, 3), 1);
        assert_eq!(decimals(0.15, 0, 3), 2);
        assert_eq!(decimals(12.0, 0, 3), 0);
        assert_eq!(decimals(12.0, 1, 3), 1);
        assert_eq!(decimals(0.000_001, 0, 3), 3);
    }
}
