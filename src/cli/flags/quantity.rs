//! Seeds, shares and times on the command line, and what to write where they are none.

use crate::base::decimal::decimals;
use crate::base::quantity::{hundredth, number, seconds};

/// Seeds are whole numbers that JSON carries exactly.
pub(crate) const LARGEST_SEED: u64 = (1 << 53) - 1;

/// No longer time means anything.
const LONGEST_SECONDS: f64 = 1e9;
/// Nor does a shorter time, if it is not 0.
const SHORTEST_SECONDS: f64 = 1e-6;

/// A share strictly between 0 and 1. What is only meant as a percentage is not taken for one.
pub(crate) fn share(text: &str) -> Result<f64, String> {
    let found = number(text);
    if let Some(share) = found.filter(|share| *share > 0.0 && *share < 1.0) {
        return Ok(share);
    }
    let meant = found.filter(|it| *it > 1.0 && *it < 100.0).map(|percent| {
        let places = (decimals(percent) + 2).max(2);
        format!(" (did you mean {:.places$} or {percent}%?)", hundredth(percent))
    });
    let hint = meant.or_else(|| decimal_comma(text)).unwrap_or_default();
    Err(format!("wanted a share between 0 and 1, such as 0.8 or 80%{hint}"))
}

/// A share that may be 0.
pub(crate) fn share_or_none(text: &str) -> Result<f64, String> {
    if number(text) == Some(0.0) { Ok(0.0) } else { share(text) }
}

/// Seconds.
pub(crate) fn duration(text: &str) -> Result<f64, String> {
    let found = seconds(text).filter(|seconds| (0.0..=LONGEST_SECONDS).contains(seconds));
    found.ok_or_else(|| {
        format!("wanted a time such as {TIMES}{}", decimal_comma(text).unwrap_or_default())
    })
}

/// The same, but not 0.
pub(crate) fn positive_duration(text: &str) -> Result<f64, String> {
    let seconds = duration(text)?;
    if seconds >= SHORTEST_SECONDS {
        return Ok(seconds);
    }
    Err(format!("wanted a time above 0 such as {TIMES}"))
}

const TIMES: &str = "20, 20s, 5m, 3:00 or 1h";

/// What to write for a number with a decimal comma.
pub(crate) fn decimal_comma(text: &str) -> Option<String> {
    let with_point = text.replace(',', ".");
    let is_one = text.matches(',').count() == 1 && !text.contains('.');
    let reads = number(&with_point).or_else(|| seconds(&with_point)).is_some();
    (is_one && reads)
        .then(|| format!(" (`{}` without the comma, or `{with_point}`?)", text.replace(',', "")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_without_its_sign_gets_a_hint() {
        let wanted = "wanted a share between 0 and 1, such as 0.8 or 80% (did you mean ";
        assert_eq!(share("95").unwrap_err(), format!("{wanted}0.95 or 95%?)"));
        assert_eq!(share("80").unwrap_err(), format!("{wanted}0.80 or 80%?)"));
        assert_eq!(share("2.3").unwrap_err(), format!("{wanted}0.023 or 2.3%?)"));
        for wrong in ["0", "1", "NaN", "100%", "0%", "-1", "800", "x"] {
            assert_eq!(share(wrong).unwrap_err(), wanted.trim_end_matches(" (did you mean "));
        }
        assert_eq!([share("0.9"), share("90%"), share_or_none("0%")], [Ok(0.9), Ok(0.9), Ok(0.0)]);
        assert!(share("0,8").unwrap_err().ends_with("(`08` without the comma, or `0.8`?)"));
    }

    #[test]
    fn times_have_ends() {
        assert_eq!(duration("3:00"), Ok(180.0));
        for wrong in ["", "s", "-1", "NaN", "inf", "1e10"] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
        assert!(positive_duration("0").is_err() && positive_duration("0:00").is_err());
        assert!(duration("1,5m").unwrap_err().contains("`1.5m`"));
    }
}
