//! Figures in prose: money in thousands and millions, differences in words.

use crate::measures::estimate::{Estimate, Measured};
use crate::report::form::figure::{Cell, NO_BREAK, Sense, Tone, cell, is_clear};
use crate::report::form::number::{decimals, grouped};
use crate::report::form::words::period::{Observed, noun};

/// What an amount of money is counted in.
#[derive(Clone, Copy)]
struct Size {
    scale: f64,
    unit: &'static str,
    /// Beside a half-width.
    beside: &'static str,
    most_decimals: usize,
}

impl Size {
    fn of(amount: f64) -> Self {
        match amount.abs() {
            size if size >= 1e6 => {
                Self { scale: 1e-6, unit: "\u{a0}M", beside: "", most_decimals: 2 }
            }
            size if size >= 1e4 => {
                Self { scale: 1e-3, unit: "\u{a0}k", beside: "\u{a0}k", most_decimals: 0 }
            }
            _ => Self { scale: 1.0, unit: "", beside: "", most_decimals: 0 },
        }
    }
}

/// "11.00 M (±0.01)", "-867 k (±6 k)".
pub(crate) fn money(estimate: &Estimate, observed: Observed) -> Cell {
    let Some(mean) = estimate.mean else { return Cell::nothing() };
    let Size { scale, unit, beside, most_decimals: most } = Size::of(mean);
    let decimals = |half: f64| decimals(half * scale, most.min(1), most);
    let (places, interval) = match (estimate.half_width, estimate.low, estimate.high) {
        (Some(half), ..) if half <= 0.0 => (most, "±0".to_owned()),
        (Some(half), ..) => (decimals(half), half_width(half * scale, decimals(half), beside)),
        (None, Some(low), Some(high)) => {
            let places = decimals((high - low) / 2.0);
            let end = |end: f64| format!("{}{unit}", grouped(end * scale, places));
            (places, format!("[{}, {}]", end(low), end(high)))
        }
        _ => {
            let few = if observed.number == 1 { "one" } else { "too few" };
            (most, format!("({few} {})", noun(observed.period, observed.number)))
        }
    };
    let value = format!("{}{unit}", grouped(mean * scale, places));
    Cell { value, interval, tone: Tone::Plain }
}

fn half_width(half: f64, places: usize, beside: &str) -> String {
    let text = grouped(half, places);
    if text.contains(|digit| ('1'..='9').contains(&digit)) {
        return format!("±{text}{beside}");
    }
    // Never ±0 for what is only small.
    let last = format!("{:.places$}", 0.0);
    format!("±<{}1{beside}", &last[..last.len() - 1])
}

/// What a figure that is more, less, or not clearly either is called.
#[derive(Clone, Copy)]
pub(crate) struct Words<'a> {
    pub(crate) more: &'a str,
    pub(crate) less: &'a str,
    pub(crate) alike: &'a str,
    /// Where no replication differs.
    pub(crate) same: &'a str,
}

/// "50.0 k", of a sum that is known.
pub(crate) fn amount(sum: f64) -> String {
    let Size { scale, unit, most_decimals, .. } = Size::of(sum);
    format!("{}{unit}", grouped(sum * scale, most_decimals))
}

/// "867 k less (±6 k)"; "as much (+3 k ±9 k)".
pub(crate) fn money_against(own: &Measured, observed: Observed, words: Words<'_>) -> String {
    against(&own.estimate, money(&own.estimate, observed), words)
}

/// "1,762 fewer (±14)".
pub(crate) fn count_against(own: &Measured, observed: Observed, words: Words<'_>) -> String {
    against(&own.estimate, cell(own, Sense::Level, observed), words)
}

fn against(estimate: &Estimate, cell: Cell, words: Words<'_>) -> String {
    let mean = estimate.mean.unwrap_or(0.0);
    if is_clear(estimate) {
        return cell.unsigned().with(if mean > 0.0 { words.more } else { words.less });
    }
    if estimate.half_width.is_some_and(|half| half <= 0.0) || estimate.none_seen().is_some() {
        return words.same.to_owned();
    }
    let plus = if mean > 0.0 { "+" } else { "" };
    let interval = cell.interval.trim_start_matches('(').trim_end_matches(')');
    format!("{} ({plus}{} {interval})", words.alike, cell.value)
}

/// A share of something as "53 %".
pub(crate) fn percent(share: f64, decimals: usize) -> String {
    format!("{}{NO_BREAK}%", grouped(share * 100.0, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::plan::Period;
    use crate::report::sample::{about, plus_minus};

    const OBSERVED: Observed = Observed { number: 60, period: Period::Horizon };

    fn told(mean: f64, half_width: f64) -> String {
        money(&about(mean, half_width), OBSERVED).with("").replace(NO_BREAK, " ")
    }

    #[test]
    fn money_is_told_in_millions_thousands_or_whole() {
        assert_eq!(told(11_001_926.0, 14_018.0), "11.00 M (±0.01)");
        assert_eq!(told(-866_756.0, 5_808.0), "-867 k (±6 k)");
        assert_eq!(told(14_193.0, 970.0), "14 k (±1 k)");
        assert_eq!(told(14_193.0, 120.0), "14 k (±<1 k)");
        assert_eq!(told(1_007.4, 92.0), "1,007 (±92)");
    }

    #[test]
    fn what_may_be_no_difference_is_neither_more_nor_less() {
        let words = Words { more: "more", less: "less", alike: "about as much", same: "as much" };
        let told = |mean, half| {
            let measured = plus_minus("wages", mean, half);
            money_against(&measured, OBSERVED, words).replace(NO_BREAK, " ")
        };
        assert_eq!(told(-866_756.0, 5_808.0), "867 k less (±6 k)");
        assert_eq!(told(3_193.0, 9_970.0), "about as much (+3,193 ±9,970)");
        assert_eq!(told(0.0, 0.0), "as much");
    }
}
