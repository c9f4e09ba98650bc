//! Values that a path is to take one after another, as the command line writes them:
//! `PATH=FROM..TO`, `PATH=FROM..TO..STEP` or `PATH=A,B,C`.
//!
//! `best` makes designs of them, `sweep` axes; the numbers between the ends of a file's axis are
//! the same.

use crate::base::decimal::{decimals, shown, whole, with_decimals};
use crate::base::dotted::assignment;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::Place;

/// A path and its values in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Scan {
    pub path: String,
    pub values: Scanned,
    /// Where it was typed.
    pub(crate) place: Place,
}

/// The values of a scan.
#[derive(Clone, Debug, PartialEq)]
pub enum Scanned {
    Span(Span),
    /// As they would be written after `--set PATH=`.
    List(Vec<String>),
}

/// Numbers from one to another, upwards or downwards.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    pub(crate) from: f64,
    pub(crate) to: f64,
    /// The distance from one to the next, above 0.
    pub(crate) step: Option<f64>,
}

impl Scan {
    /// Reads `PATH=VALUES`; `None` after a problem at the place.
    pub fn read(text: &str, place: &Place, problems: &mut Problems) -> Option<Self> {
        let read = match assignment(text) {
            None => Err(FORMS.to_owned()),
            Some((path, values)) => scanned(&values).map(|values| (path, values)),
        };
        match read {
            Ok((path, values)) => Some(Self { path, values, place: place.clone() }),
            Err(wanted) => {
                problems.add(place, format!("`{text}`"), wanted);
                None
            }
        }
    }
}

const FORMS: &str = "PATH=FROM..TO, FROM..TO..STEP or A,B,C";

/// What stands after the `=`, or what is wanted there.
fn scanned(text: &str) -> Result<Scanned, String> {
    let number = |text: &str| {
        let number = text.trim().parse().ok().filter(|number: &f64| number.is_finite());
        number.ok_or_else(|| format!("numbers in the range, where `{text}` is none"))
    };
    match text.split("..").collect::<Vec<_>>()[..] {
        [list] => items(list).map(Scanned::List),
        [from, to] => Ok(Scanned::Span(Span { from: number(from)?, to: number(to)?, step: None })),
        [from, to, step] => {
            let (from, to, step) = (number(from)?, number(to)?, number(step)?);
            if step == 0.0 || (to - from) * step < 0.0 {
                return Err("a step that leads from the first value to the last".to_owned());
            }
            Ok(Scanned::Span(Span { from, to, step: Some(step.abs()) }))
        }
        _ => Err(FORMS.to_owned()),
    }
}

/// What stands between commas.
fn items(text: &str) -> Result<Vec<String>, String> {
    let items: Vec<String> = at_commas(text).map(|item| item.trim().to_owned()).collect();
    let twice = items.iter().enumerate().find(|(at, item)| items[..*at].contains(item));
    match twice {
        _ if text.trim().is_empty() => Err(FORMS.to_owned()),
        _ if items.iter().any(String::is_empty) => Err("a value between commas".to_owned()),
        Some((_, item)) => Err(format!("each value once, where `{item}` stands twice")),
        None => Ok(items),
    }
}

/// The pieces between the commas that stand outside brackets and quotes.
fn at_commas(text: &str) -> impl Iterator<Item = &str> {
    let (mut depth, mut quoted) = (0_i32, false);
    text.split(move |letter| {
        match letter {
            '"' => quoted = !quoted,
            '[' | '{' if !quoted => depth += 1,
            ']' | '}' if !quoted => depth -= 1,
            _ => {}
        }
        letter == ',' && depth == 0 && !quoted
    })
}

impl Span {
    /// All of them, the last among them where steps lead there; none after a problem at the place.
    pub(crate) fn values(&self, most: usize, place: &Place, problems: &mut Problems) -> Vec<f64> {
        let Self { from, to, step } = *self;
        let is_whole = from.fract() == 0.0 && to.fract() == 0.0;
        let Some(step) = step.or_else(|| is_whole.then_some(1.0)) else {
            let found = format!("{from} to {to} without a step");
            problems.add(place, found, "a step, unless both ends are whole numbers");
            return Vec::new();
        };
        let steps = self.steps(step);
        if steps >= most as f64 {
            let found = format!("{} points", shown(steps + 1.0));
            problems.add(place, found, format!("at most {}", whole(most as u64)));
            return Vec::new();
        }
        (0..=steps as u32).map(|steps| self.after(f64::from(steps), step)).collect()
    }

    /// The number at a share (from 0 to below 1) of the way from end to end; with a step one of
    /// its grid, each of which has an equal part of the way.
    pub(crate) fn along(&self, share: f64, step: Option<f64>) -> f64 {
        if let Some(step) = step {
            let last = self.steps(step);
            return self.after((share * (last + 1.0)).floor().min(last), step);
        }
        let (low, high) = (self.from.min(self.to), self.from.max(self.to));
        drawn(self.from + share * (self.to - self.from)).clamp(low, high)
    }

    /// The last of the numbers that steps lead to.
    pub(crate) fn last(&self, step: f64) -> f64 {
        self.after(self.steps(step), step)
    }

    /// How many steps lead from the first to the last, or just short of it.
    fn steps(&self, step: f64) -> f64 {
        ((self.to - self.from).abs() / step + 1e-9).floor()
    }

    /// The number after so many steps: it has no more decimals than the first number and the step,
    /// so that three steps of 0.1 lead from 0 to 0.3, and from -0.3 to 0.
    fn after(&self, steps: f64, step: f64) -> f64 {
        let step = if self.to < self.from { -step } else { step };
        with_decimals(self.from + steps * step, decimals(self.from).max(decimals(step)))
    }
}

/// The number that six digits show: a planner reads what was drawn.
fn drawn(number: f64) -> f64 {
    let digits = format!("{number:.5e}");
    digits.parse().expect("a formatted number can be read back")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Scan, String> {
        let place = Place { file: "--over".into(), line: 1, column: 1 };
        let mut problems = Problems::default();
        let scan = Scan::read(text, &place, &mut problems);
        scan.ok_or_else(|| problems.sorted()[0].to_string())
    }

    fn numbers(text: &str) -> Result<Vec<f64>, String> {
        let scan = read(text)?;
        let Scanned::Span(span) = scan.values else { panic!("{text} is a list") };
        let mut problems = Problems::default();
        let values = span.values(500, &scan.place, &mut problems);
        match problems.sorted().first() {
            Some(problem) => Err(problem.to_string()),
            None => Ok(values),
        }
    }

    #[test]
    fn a_range_has_both_ends_and_exact_steps() {
        for (text, wanted) in [
            ("a=0..3", "[0.0, 1.0, 2.0, 3.0]"),
            ("a=0..1..0.25", "[0.0, 0.25, 0.5, 0.75, 1.0]"),
            ("a=0.1..0.35..0.1", "[0.1, 0.2, 0.3]"),
            ("a=-0.3..0.3..0.1", "[-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3]"),
            (
                "a=1000000..1000000.0000002..0.0000001",
                "[1000000.0, 1000000.0000001, 1000000.0000002]",
            ),
            ("a=2..-1", "[2.0, 1.0, 0.0, -1.0]"),
            ("a=10..0..-5", "[10.0, 5.0, 0.0]"),
            ("a=1e2..3e2..1e2", "[100.0, 200.0, 300.0]"),
            ("a= 4 .. 4 ", "[4.0]"),
        ] {
            assert_eq!(format!("{:?}", numbers(text).unwrap()), wanted, "{text}");
        }
    }

    #[test]
    fn a_place_on_the_way_is_on_the_grid_of_a_step_and_between_the_ends() {
        for (from, to) in [(0.8, 1.2), (1.2, 0.8)] {
            let span = Span { from, to, step: None };
            for (share, wanted) in [(0.0, from), (0.5, 1.0), (1.0, to)] {
                assert!((span.along(share, None) - wanted).abs() < 1e-12, "{from} {share}");
            }
            let wanted = if from < to { 0.9 } else { 1.1 };
            assert!((span.along(0.3, Some(0.1)) - wanted).abs() < 1e-12, "{from}");
            // Each of 0.8, 0.9, 1.0, 1.1 and 1.2 has a fifth of the way, the ends too.
            let drawn: Vec<f64> =
                (0..1000).map(|at| span.along(f64::from(at) / 1000.0, Some(0.1))).collect();
            for wanted in [0.8, 0.9, 1.0, 1.1, 1.2] {
                let found = drawn.iter().filter(|it| (**it - wanted).abs() < 1e-12).count();
                assert_eq!(found, 200, "{wanted}");
            }
            assert!(drawn.is_sorted_by(|a, b| if from < to { a <= b } else { a >= b }));
        }
    }

    #[test]
    fn a_list_is_cut_at_commas_outside_of_brackets() {
        let list = |text| match read(text).unwrap().values {
            Scanned::List(items) => items,
            Scanned::Span(_) => panic!("{text} is a range"),
        };
        assert_eq!(list("routing.policy=split, longest_wait"), ["split", "longest_wait"]);
        assert_eq!(list("a=[1,2],{\"b\": [3,4]},\"x,y\"").len(), 3);
        assert_eq!(list("a=7"), ["7"]);
    }

    #[test]
    fn what_is_no_scan_is_told_at_the_flag() {
        assert_eq!(
            numbers("a=1..0..1").unwrap_err(),
            "--over:1:1: found `a=1..0..1`, wanted a step that leads from the first value to the \
             last"
        );
        for (text, wanted) in [
            ("a", "found `a`, wanted PATH=FROM..TO"),
            ("a=", "found `a=`, wanted PATH=FROM..TO"),
            ("a=1..2..3..4", "wanted PATH=FROM..TO"),
            ("a=x..3", "where `x` is none"),
            ("a=1..", "where `` is none"),
            ("a=1..inf", "where `inf` is none"),
            ("a=0..1..0", "a step that leads"),
            ("a=0.5..2", "found 0.5 to 2 without a step, wanted a step, unless both ends"),
            ("a=0..1000", "found 1,001 points, wanted at most 500"),
            ("a=1,,2", "a value between commas"),
            ("a=1,2,1", "where `1` stands twice"),
        ] {
            let problem = numbers(text).unwrap_err();
            assert!(problem.contains(wanted), "{problem}");
        }
    }
}
