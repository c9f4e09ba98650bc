//! A figure with its interval as text: what stands in a cell of a table or in a sentence.

use super::number::{decimals, grouped, plain_decimals};
use super::words::period::{Observed, noun};
use crate::measures::definitions::{Better, Unit};
use crate::measures::estimate::{Basis, Estimate, Measured};
use crate::measures::plan::Period;

/// A space at which a line is not broken; the page writes it as a plain one.
pub(crate) const NO_BREAK: &str = "\u{a0}";

/// Whether a figure is a level or the difference of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    Level,
    Difference,
}

/// How a figure compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// A level, a measure without a better direction, or a difference that may be none.
    Plain,
    Better,
    Worse,
}

/// A figure as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) value: String,
    /// `±0.4`, `[2, 5]`, `(one day)`, or nothing.
    pub(crate) interval: String,
    pub(crate) tone: Tone,
}

impl Cell {
    /// Where there is no such figure.
    pub(crate) fn nothing() -> Self {
        Self::text("-")
    }

    /// Words in place of a figure.
    pub(crate) fn text(words: &str) -> Self {
        Self { value: words.to_owned(), interval: String::new(), tone: Tone::Plain }
    }

    /// For a sentence, with words (if any) before the interval: `1.9 % abandon (±0.1)`.
    pub(crate) fn with(&self, words: &str) -> String {
        let space = if words.is_empty() { "" } else { " " };
        let told = format!("{}{space}{words}", self.value.replace(' ', NO_BREAK));
        match self.interval.as_str() {
            "" => told,
            bracketed if bracketed.starts_with(['(', '[']) => format!("{told} {bracketed}"),
            interval => format!("{told} ({interval})"),
        }
    }

    /// The same in another tone.
    pub(crate) fn toned(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }

    /// The same without a leading plus or minus, for "6 points more".
    pub(crate) fn unsigned(mut self) -> Self {
        self.value = self.value.trim_start_matches(['+', '-']).to_owned();
        self
    }
}

/// Horizons of two designs are long enough for a figure that never differed to be told as the same.
const SAME: (Sense, Period) = (Sense::Difference, Period::Horizon);

/// The figure of a measure as text.
pub(crate) fn cell(measured: &Measured, sense: Sense, observed: Observed) -> Cell {
    let estimate = &measured.estimate;
    let form = Form::of(measured.definition.unit, sense);
    let Some(mean) = estimate.mean else { return Cell::text("no contacts") };
    if estimate.none_seen().is_some() && (sense, observed.period) == SAME {
        return Cell::text("the same");
    }
    if let Some(share) = estimate.none_seen() {
        // A bound is rounded up; what the binary form adds is no part of it.
        let bound = grouped((share * 1000.0 - 1e-9).ceil() / 10.0, 1);
        let bound = format!("(on ≤{bound}\u{a0}% of {})", noun(observed.period, 2));
        return Cell { value: "none seen".to_owned(), interval: bound, tone: Tone::Plain };
    }
    let (decimals, interval) = form.interval(estimate, mean, observed);
    Cell {
        value: form.value(mean, decimals),
        interval,
        tone: match sense {
            Sense::Level => Tone::Plain,
            Sense::Difference => tone(measured),
        },
    }
}

/// A half-width alone, with its unit: `±0.4 pts`, `±41`.
#[must_use]
pub fn half_width_words(unit: Unit, half_width: f64) -> String {
    let form = Form::of(unit, Sense::Difference);
    let text = if half_width <= 0.0 {
        "±0".to_owned()
    } else {
        form.half_width(half_width * form.scale).1
    };
    format!("{text}{}", form.unit)
}

/// Better or worse, once the interval leaves no room for no difference.
pub(crate) fn tone(measured: &Measured) -> Tone {
    let (Some(mean), true) = (measured.estimate.mean, is_clear(&measured.estimate)) else {
        return Tone::Plain;
    };
    match measured.definition.better {
        Better::Neither => Tone::Plain,
        Better::Higher if mean > 0.0 => Tone::Better,
        Better::Lower if mean < 0.0 => Tone::Better,
        Better::Higher | Better::Lower => Tone::Worse,
    }
}

/// Whether the interval of a difference excludes 0.
pub(crate) fn is_clear(difference: &Estimate) -> bool {
    difference.ends().is_some_and(|ends| ends.low > 0.0 || ends.high < 0.0)
}

/// Scale, unit and decimals of a kind of figure.
struct Form {
    scale: f64,
    unit: &'static str,
    least: usize,
    most: usize,
    sense: Sense,
}

impl Form {
    fn of(unit: Unit, sense: Sense) -> Self {
        let (scale, unit, least, most) = match (unit, sense) {
            (Unit::Share, Sense::Level) => (100.0, " %", 1, 3),
            (Unit::Share, Sense::Difference) => (100.0, " pts", 1, 2),
            (Unit::Seconds, _) => (1.0, " s", 0, 2),
            (Unit::Count | Unit::Money, _) => (1.0, "", 0, 2),
            (Unit::Number, _) => (1.0, "", 0, 3),
        };
        Self { scale, unit, least, most, sense }
    }

    fn value(&self, mean: f64, decimals: usize) -> String {
        let number = grouped(mean * self.scale, decimals);
        let shows_more_than_zero = number.contains(|digit| ('1'..='9').contains(&digit));
        let plus = match self.sense {
            Sense::Difference if mean > 0.0 && shows_more_than_zero => "+",
            _ => "",
        };
        format!("{plus}{number}{}", self.unit)
    }

    /// Decimals of the figure, and its interval.
    fn interval(&self, estimate: &Estimate, mean: f64, observed: Observed) -> (usize, String) {
        let plain = plain_decimals(mean * self.scale, self.most).max(self.least);
        match (estimate.half_width, estimate.low, estimate.high) {
            // Exactly known: a schedule's wages, a difference of equals.
            (Some(half_width), ..) if half_width <= 0.0 => (plain, "±0".to_owned()),
            (Some(half_width), ..) => self.half_width(half_width * self.scale),
            (None, Some(low), Some(high)) if high <= low => (plain, "±0".to_owned()),
            (None, Some(low), Some(high)) => self.ends(low * self.scale, high * self.scale),
            _ if matches!(estimate.basis, Basis::NotSeenToVary { .. }) => {
                (plain, "(not seen to vary)".to_owned())
            }
            (None, Some(low), None) => {
                let (low, most) = (low * self.scale, mean * self.scale);
                let decimals = decimals((most - low).abs(), self.least, self.most);
                (decimals, format!("[{}, ?]", grouped(low, decimals)))
            }
            _ => {
                let few = if observed.number == 1 { "one" } else { "too few" };
                (plain, format!("({few} {})", noun(observed.period, observed.number)))
            }
        }
    }

    fn half_width(&self, half_width: f64) -> (usize, String) {
        let decimals = decimals(half_width, self.least, self.most);
        let text = grouped(half_width, decimals);
        if text.contains(|digit| ('1'..='9').contains(&digit)) {
            return (decimals, format!("±{text}"));
        }
        // Never ±0 for what is only small.
        let last = format!("{:.decimals$}", 0.0);
        (decimals, format!("±<{}1", &last[..last.len() - 1]))
    }

    fn ends(&self, low: f64, high: f64) -> (usize, String) {
        let half = (high - low) / 2.0;
        let decimals =
            if half.is_finite() { decimals(half, self.least, self.most) } else { self.least };
        let end = |end: f64| if end.is_finite() { grouped(end, decimals) } else { "?".to_owned() };
        (decimals, format!("[{}, {}]", end(low), end(high)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::{bounded, measured, plus_minus};

    fn days(number: u32) -> Observed {
        Observed { number, period: Period::Day }
    }

    fn level(measured: &Measured) -> String {
        cell(measured, Sense::Level, days(100)).with("").replace(NO_BREAK, " ")
    }

    #[test]
    fn a_level_is_as_precise_as_its_half_width() {
        assert_eq!(level(&plus_minus("service_level", 0.82134, 0.0041)), "82.1 % (±0.4)");
        assert_eq!(level(&plus_minus("asa_seconds", 105.93, 2.3)), "106 s (±2)");
        assert_eq!(level(&plus_minus("offered", 10_440.2, 7.4)), "10,440 (±7)");
        assert_eq!(level(&plus_minus("abandon_rate", 0.013_241, 0.000_000_2)), "1.324 % (±<0.001)");
    }

    #[test]
    fn an_end_that_nothing_bounds_is_not_known() {
        let form = Form::of(Unit::Seconds, Sense::Difference);
        assert_eq!(form.ends(-12.5, f64::INFINITY), (0, "[-12, ?]".to_owned()));
        assert_eq!(form.ends(f64::NEG_INFINITY, f64::INFINITY), (0, "[?, ?]".to_owned()));
    }

    #[test]
    fn a_half_width_alone_has_its_unit() {
        assert_eq!(half_width_words(Unit::Share, 0.0042), "±0.4 pts");
        assert_eq!(half_width_words(Unit::Money, 41.2), "±41");
        assert_eq!(half_width_words(Unit::Seconds, 0.0), "±0 s");
    }

    #[test]
    fn what_has_no_interval_says_why() {
        let one = measured("service_level", Estimate { mean: Some(0.8), ..Estimate::default() });
        assert_eq!(cell(&one, Sense::Level, days(1)).with(""), "80.0\u{a0}% (one day)");
        assert_eq!(cell(&one, Sense::Level, days(10)).with(""), "80.0\u{a0}% (too few days)");
        let batches = |number| Observed { number, period: Period::Batch };
        assert_eq!(cell(&one, Sense::Level, batches(1)).interval, "(one batch)");
        assert_eq!(cell(&one, Sense::Level, batches(20)).interval, "(too few batches)");
        let none = measured("service_level", Estimate::default());
        assert_eq!(level(&none), "no contacts");
        let unseen = Estimate::none_of_the_kind(0.003, None);
        assert_eq!(level(&measured("abandon_rate", unseen)), "none seen (on ≤0.3 % of days)");
        let unseen = Estimate::none_of_the_kind(0.003_01, None);
        assert_eq!(level(&measured("abandon_rate", unseen)), "none seen (on ≤0.4 % of days)");
        assert_eq!(level(&plus_minus("wages", 19_680.0, 0.0)), "19,680 (±0)");
        let basis = Basis::NotSeenToVary { unlike: 0.03 };
        let same = Estimate { mean: Some(19_680.0), basis, ..Estimate::default() };
        assert_eq!(level(&measured("wages", same)), "19,680 (not seen to vary)");
    }

    #[test]
    fn an_interval_that_is_not_symmetric_shows_its_ends() {
        assert_eq!(level(&bounded("wait_p90_seconds", 324.6, 319.2, 331.0)), "325 s [319, 331]");
    }

    #[test]
    fn a_difference_has_a_sign_and_is_judged_by_the_better_direction() {
        let fewer = cell(&plus_minus("abandon_rate", -0.012, 0.001), Sense::Difference, days(100));
        assert_eq!((fewer.with("").as_str(), fewer.tone), ("-1.20\u{a0}pts (±0.10)", Tone::Better));
        let more = cell(&plus_minus("asa_seconds", 4.0, 1.2), Sense::Difference, days(100));
        assert_eq!((more.with("").as_str(), more.tone), ("+4.0\u{a0}s (±1.2)", Tone::Worse));
    }

    #[test]
    fn a_difference_whose_interval_holds_zero_is_neither_better_nor_worse() {
        let unclear = plus_minus("service_level", 0.002, 0.003);
        assert_eq!(cell(&unclear, Sense::Difference, days(100)).tone, Tone::Plain);
        let equal = plus_minus("service_level", 0.0, 0.0);
        let equal = cell(&equal, Sense::Difference, days(100));
        assert_eq!((equal.with("").as_str(), equal.tone), ("0.0\u{a0}pts (±0)", Tone::Plain));
        let skewed = bounded("service_level", 0.2, -0.1, 0.3);
        assert_eq!(cell(&skewed, Sense::Difference, days(100)).tone, Tone::Plain);
    }

    #[test]
    fn what_no_horizon_saw_differ_is_the_same() {
        let unseen = measured("abandoned", Estimate::none_of_the_kind(0.3, None));
        let horizons = Observed { number: 6, period: Period::Horizon };
        assert_eq!(cell(&unseen, Sense::Difference, horizons).value, "the same");
        assert_eq!(cell(&unseen, Sense::Level, horizons).value, "none seen");
        assert_eq!(cell(&unseen, Sense::Difference, days(6)).value, "none seen");
    }
}
