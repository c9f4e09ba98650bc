//! Numbers as people write them: counts with commas between thousands and a noun that agrees; sums
//! and halves of decimal numbers that are decimal again, where binary arithmetic leaves
//! 0.30000000000000004.

/// A whole number with a comma between thousands.
#[must_use]
pub fn whole(value: u64) -> String {
    with_commas(&value.to_string())
}

/// "1 day", "400 days".
#[must_use]
pub fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", whole(number as u64))
}

/// A row of digits with a comma between thousands.
#[must_use]
pub(crate) fn with_commas(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The nearest number of nine significant digits, as JSON and CSV carry it; minus zero is zero.
///
/// Formatting rounds the exact binary value, so every platform agrees on the digits.
///
/// # Panics
/// Never: a formatted number can be read back.
#[must_use]
pub(crate) fn significant(value: f64) -> f64 {
    let digits = format!("{value:.8e}");
    digits.parse::<f64>().expect("a formatted number can be read back") + 0.0
}

/// A number as a planner would write it, in at most nine significant digits: 0.3, 1250, 1e20.
#[must_use]
pub(crate) fn plain(value: f64) -> String {
    let value = significant(value);
    if value.abs() < 1e15 { value.to_string() } else { format!("{value:e}") }
}

/// The number of nine significant digits with a comma between thousands: what a planner wrote, in a
/// sentence.
#[must_use]
pub fn shown(value: f64) -> String {
    let text = significant(value).to_string();
    let (sign, size) = text.strip_prefix('-').map_or(("", &*text), |size| ("-", size));
    let (whole, rest) = size.split_at(size.find('.').unwrap_or(size.len()));
    format!("{sign}{}{rest}", with_commas(whole))
}

/// How many decimals it takes to write a number.
#[must_use]
pub(crate) fn decimals(number: f64) -> usize {
    number.to_string().split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// The number of so many decimals that is nearest; minus zero is zero.
///
/// # Panics
/// Never: a formatted number can be read back.
#[must_use]
pub(crate) fn with_decimals(number: f64, decimals: usize) -> f64 {
    let written = format!("{number:.decimals$}");
    written.parse::<f64>().expect("a formatted number can be read back") + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_commas_and_a_noun_that_agrees() {
        assert_eq!([whole(10_440), whole(7), whole(1_000_000)], ["10,440", "7", "1,000,000"]);
        let told = [0, 1, 1000].map(|number| counted(number, "day"));
        assert_eq!(told, ["0 days", "1 day", "1,000 days"]);
    }

    #[test]
    fn what_a_planner_wrote_has_commas_and_all_its_decimals() {
        let told = [2000.0, -1_234.5, 0.3, -0.0, 100.0 * 0.575].map(shown);
        assert_eq!(told, ["2,000", "-1,234.5", "0.3", "0", "57.5"]);
    }

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

    #[test]
    fn sums_of_decimal_numbers_are_decimal() {
        for (number, places, wanted) in [
            (0.1 + 0.2, 1, "0.3"),
            (f64::midpoint(0.1, 0.5), 2, "0.3"),
            (3.0 * 1.1, 1, "3.3"),
            (-1e-17, 1, "0"),
            (1e300, 0, &1e300_f64.to_string()),
        ] {
            assert_eq!(with_decimals(number, places).to_string(), wanted);
        }
        assert_eq!([decimals(2.0), decimals(0.25), decimals(1e-7), decimals(1e21)], [0, 2, 7, 0]);
    }
}
