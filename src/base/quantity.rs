//! Quantities as people write them on a command line: shares, times, plain numbers.

use super::decimal::{decimals, with_decimals};

/// A finite number, or a percentage: `0.8` and `80%` are the same.
#[must_use]
pub(crate) fn number(text: &str) -> Option<f64> {
    match text.strip_suffix('%') {
        Some(percent) => plain(percent.trim_end()).map(hundredth),
        None => plain(text),
    }
}

/// A finite number; minus zero is zero.
fn plain(text: &str) -> Option<f64> {
    let number = text.trim().parse().ok().filter(|number: &f64| number.is_finite())?;
    Some(number + 0.0)
}

/// A hundredth, as it is written: 57 of a hundred are 0.57.
#[must_use]
pub(crate) fn hundredth(number: f64) -> f64 {
    with_decimals(number / 100.0, decimals(number) + 2)
}

/// Seconds, as `20`, `20s`, `1.5m`, `5 min`, `1h`, `3:00` (minutes and seconds) or `1:30:00`.
#[must_use]
pub(crate) fn seconds(text: &str) -> Option<f64> {
    if text.contains(':') {
        return clock(text.trim());
    }
    let (number, unit) = [("min", 60.0), ("m", 60.0), ("h", 3600.0), ("s", 1.0), ("", 1.0)]
        .into_iter()
        .find_map(|(letters, unit)| Some((text.strip_suffix(letters)?, unit)))?;
    plain(number).map(|number| number * unit)
}

/// A number, a percentage, or a time in seconds: what a figure may be held against.
#[must_use]
pub(crate) fn value(text: &str) -> Option<f64> {
    number(text).or_else(|| seconds(text))
}

/// `M:SS` or `H:MM:SS`.
fn clock(text: &str) -> Option<f64> {
    let mut parts = text.split(':');
    let first = digits(parts.next()?)?;
    let rest: Vec<f64> = parts
        .map(|part| digits(part).filter(|it| part.len() == 2 && *it < 60.0))
        .collect::<Option<_>>()?;
    match rest[..] {
        [seconds] => Some(first * 60.0 + seconds),
        [minutes, seconds] => Some(first * 3600.0 + minutes * 60.0 + seconds),
        _ => None,
    }
}

fn digits(text: &str) -> Option<f64> {
    let is_one = (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_one { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_the_share_that_it_is() {
        for (text, wanted) in
            [("80%", "0.8"), ("57 %", "0.57"), ("2.3%", "0.023"), ("0.8", "0.8"), ("-0", "0")]
        {
            assert_eq!(number(text).unwrap().to_string(), wanted, "{text}");
        }
        for wrong in ["", "%", "80%%", "x", "NaN", "inf", "1e999", "0,8", "1,200"] {
            assert_eq!(number(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn times_are_seconds_unless_they_say_otherwise() {
        for (text, wanted) in [
            ("20", 20.0),
            ("90s", 90.0),
            ("0", 0.0),
            ("5m", 300.0),
            ("5min", 300.0),
            ("1.5 m", 90.0),
            ("1h", 3600.0),
            ("3:00", 180.0),
            ("0:20", 20.0),
            ("90:00", 5400.0),
            ("1:30:00", 5400.0),
        ] {
            assert_eq!(seconds(text), Some(wanted), "{text}");
        }
        for wrong in ["", "s", "NaN", "inf", "3:0", "3:60", "1:2:3:4", ":30", "-3:00", "1:60:00"] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
        assert_eq!(value("80%"), Some(0.8));
        assert_eq!(value("0:20"), Some(20.0));
    }
}
