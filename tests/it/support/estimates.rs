//! Estimates made by the tests themselves, and the rule by which they agree with a known answer.
//!
//! The arithmetic is written here a second time, in plain floating point, so that a mistake of the
//! product's own statistics cannot hide a mistake of its simulation.

use std::fmt::Write as _;

use switchroom::measures::count::{Count, DayTotals, GroupCount, GroupCounts, TypeCounts};

/// A figure with its standard error.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figure {
    pub(crate) value: f64,
    pub(crate) error: f64,
}

impl Figure {
    /// The same in another unit.
    pub(crate) fn times(self, factor: f64) -> Self {
        Self { value: self.value * factor, error: self.error * factor }
    }
}

/// The sum of x over the sum of y with its standard error by the delta method.
pub(crate) fn ratio(pairs: impl Iterator<Item = (f64, f64)> + Clone) -> Figure {
    let number = pairs.clone().count() as f64;
    let x: f64 = pairs.clone().map(|(x, _)| x).sum();
    let y: f64 = pairs.clone().map(|(_, y)| y).sum();
    let value = x / y;
    let squares: f64 = pairs.map(|(x, y)| (x - value * y) * (x - value * y)).sum();
    Figure { value, error: (squares / (number * (number - 1.0))).sqrt() / (y / number) }
}

/// The mean over replications.
pub(crate) fn mean(values: impl Iterator<Item = f64> + Clone) -> Figure {
    ratio(values.map(|value| (value, 1.0)))
}

/// Counts summed over some intervals of a day.
#[derive(Clone, Debug)]
pub(crate) struct Stretch {
    types: Vec<TypeCounts>,
    groups: Vec<GroupCounts>,
}

impl Stretch {
    /// The intervals from `from` up to and without `to`.
    pub(crate) fn of(day: &DayTotals, from: usize, to: usize) -> Self {
        let (types, groups) = (day.types.len(), day.groups.len());
        let mut sums = Self {
            types: vec![[0; Count::NUMBER]; types],
            groups: vec![[0; GroupCount::NUMBER]; groups],
        };
        for interval in from..to {
            for (sum, cell) in sums.types.iter_mut().zip(&day.cells[interval * types..]) {
                sum.iter_mut().zip(cell).for_each(|(sum, count)| *sum += count);
            }
            for (sum, cell) in sums.groups.iter_mut().zip(&day.group_cells[interval * groups..]) {
                sum.iter_mut().zip(cell).for_each(|(sum, count)| *sum += count);
            }
        }
        sums
    }

    /// Of one contact type, by its place in name order.
    pub(crate) fn of_type(&self, place: usize, count: Count) -> f64 {
        self.types[place][count as usize] as f64
    }

    /// Of all contact types.
    pub(crate) fn of_all(&self, count: Count) -> f64 {
        self.types.iter().map(|own| own[count as usize] as f64).sum()
    }

    /// Of one agent group, by its place in name order.
    pub(crate) fn of_group(&self, place: usize, count: GroupCount) -> f64 {
        self.groups[place][count as usize] as f64
    }
}

/// What is known of one figure.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Known {
    /// Exact: a closed form, a birth-death chain, a quadrature.
    Exact(f64),
    /// Exact, but printed with a last digit worth so much.
    Rounded(f64, f64),
    /// From somebody else's simulation: the value and its 95 % half-width.
    Simulated(f64, f64),
    /// Somebody else's simulation of as many replications, printed with a last digit worth so much.
    Printed(f64, f64),
}

use Known::{Exact, Printed, Rounded, Simulated};

impl Known {
    fn value(self) -> f64 {
        match self {
            Exact(value) | Rounded(value, _) | Simulated(value, _) | Printed(value, _) => value,
        }
    }

    /// How far ours may be from it: 3.3 standard errors of the difference.
    fn allowance(self, error: f64) -> f64 {
        match self {
            Exact(_) => 3.3 * error,
            Rounded(_, digit) => 3.3 * error + digit / 2.0,
            Simulated(_, half_width) => 3.3 * error.hypot(half_width / 1.96),
            // Theirs has an error like ours; rounding adds half a digit.
            Printed(_, digit) => 3.3 * error.hypot(error) + digit / 2.0,
        }
    }
}

/// How wide our own interval may be, relative to the value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Width {
    /// 1 %, or 5 % for a probability under 0.1.
    Usual,
    /// Stated, with its reason beside it.
    At(f64),
}

/// Prints each known figure beside ours and fails if any of them disagree, or if our interval is
/// too wide to tell.
#[track_caller]
pub(crate) fn agree(case: &str, lines: &[(&str, Known, Figure)]) {
    agree_within(case, Width::Usual, lines);
}

#[track_caller]
pub(crate) fn agree_within(case: &str, width: Width, lines: &[(&str, Known, Figure)]) {
    let mut text = format!("{case}\n");
    let mut wrong = false;
    for &(name, known, found) in lines {
        let distance = (found.value - known.value()).abs();
        let half_width = 1.96 * found.error / known.value().abs();
        let widest = match width {
            Width::Usual if is_rare(name, known) => 0.05,
            Width::Usual => 0.01,
            Width::At(widest) => widest,
        };
        let is_close = distance <= known.allowance(found.error);
        let is_narrow = half_width <= widest;
        let verdict = match (is_close, is_narrow) {
            (true, true) => "agrees",
            (true, false) => "TOO WIDE",
            (false, _) => "DIFFERS",
        };
        wrong |= !(is_close && is_narrow);
        let _ = writeln!(
            text,
            "  {name:<34} known {:>14.8}  ours {:>14.8}  z {:>6.2}  half-width {:>6.3} %  {verdict}",
            known.value(),
            found.value,
            (found.value - known.value()) / found.error,
            100.0 * half_width,
        );
    }
    say(&text);
    assert!(!wrong, "{text}");
}

/// A probability under 0.1 (waits and counts are no probabilities).
fn is_rare(name: &str, known: Known) -> bool {
    known.value() < 0.1 && !name.contains("wait") && !name.contains("queue")
}

/// Prints what was found, for those who run the tests with `--nocapture`.
#[expect(clippy::print_stdout, reason = "both numbers of every case are shown")]
pub(crate) fn say(text: &str) {
    println!("{text}");
}
