//! The marks that numbers are written with: which of point and comma comes before the decimals,
//! and what stands between thousands.
//!
//! `1.250` is one and a quarter where decimals follow a point, and twelve hundred and fifty where
//! they follow a comma. A column is written in one way, which is found from all its cells; where
//! they leave it open, the planner says it.

use std::ops::Not;

/// What stands before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DecimalMark {
    Point,
    Comma,
}

use DecimalMark::{Comma, Point};

impl DecimalMark {
    /// The mark of a file's key `decimal_mark`.
    #[must_use]
    pub(crate) fn of(text: &str) -> Option<Self> {
        match text {
            "." => Some(Point),
            "," => Some(Comma),
            _ => None,
        }
    }

    /// The character.
    #[must_use]
    pub(crate) const fn mark(self) -> char {
        match self {
            Point => '.',
            Comma => ',',
        }
    }

    /// In prose: "point".
    #[must_use]
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Point => "point",
            Comma => "comma",
        }
    }

    /// The number that a text is with this mark; nothing where it is none. Groups of thousands
    /// may be marked by the other mark, an apostrophe or a space.
    #[must_use]
    pub(crate) fn read(self, text: &str) -> Option<f64> {
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return text.parse().ok();
        }
        let (sign, rest) = match text.strip_prefix(['-', '+']) {
            Some(rest) => (&text[..1], rest),
            None => ("", text),
        };
        let (rest, exponent) = match rest.find(['e', 'E']) {
            Some(at) => (&rest[..at], exponent(&rest[at..])?),
            None => (rest, ""),
        };
        let (whole, decimals) = rest.split_once(self.mark()).unwrap_or((rest, ""));
        if !is_digits(decimals) || whole.len() + decimals.len() == 0 {
            return None;
        }
        let grouped = !is_digits(whole);
        let digits = if grouped { self.without_groups(whole)? } else { whole.to_owned() };
        if grouped && !exponent.is_empty() {
            return None;
        }
        format!("{sign}{digits}.{decimals}{exponent}")
            .parse()
            .ok()
            .filter(|it: &f64| it.is_finite())
    }

    /// The digits of a number whose thousands are marked; nothing where they are not in threes.
    fn without_groups(self, whole: &str) -> Option<String> {
        let between = whole.chars().find(|character| !character.is_ascii_digit())?;
        let is_mark = between == (!self).mark()
            || matches!(between, '\'' | '\u{2019}' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}');
        let mut groups = whole.split(between);
        let first =
            groups.next().filter(|it| (1..=3).contains(&it.len()) && !it.starts_with('0'))?;
        let fits = is_mark && is_digits(first) && groups.all(|it| it.len() == 3 && is_digits(it));
        fits.then(|| whole.split(between).collect())
    }
}

impl Not for DecimalMark {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Point => Comma,
            Comma => Point,
        }
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `e` and a whole number, as it stands.
fn exponent(text: &str) -> Option<&str> {
    let digits = text[1..].strip_prefix(['-', '+']).unwrap_or(&text[1..]);
    (!digits.is_empty() && is_digits(digits)).then_some(text)
}

/// Some cells of a column: the position of the first, and how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cells {
    pub(super) first: usize,
    pub(super) count: usize,
}

impl Cells {
    fn note(&mut self, at: usize) {
        if self.count == 0 {
            self.first = at;
        }
        self.count += 1;
    }
}

/// How the numbers of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// In one way; of `open` cells alone it would not be known.
    Known { mark: DecimalMark, open: Cells },
    /// Some cells are numbers of another size with the other mark, and no cell says which.
    Open(Cells),
    /// Some cells have decimals after a point, others after a comma: these are the fewer, or the
    /// later of as many.
    Mixed { odd: Cells, odd_mark: DecimalMark, others: usize },
}

impl Writing {
    /// Finds out from all cells of a column, unless it is said.
    pub(super) fn of<'t>(cells: impl Iterator<Item = &'t str>, said: Option<DecimalMark>) -> Self {
        let [mut points, mut commas, mut open] = [Cells::default(); 3];
        for (at, text) in cells.enumerate() {
            if text.bytes().all(|byte| byte.is_ascii_digit()) {
                continue;
            }
            match (Point.read(text), Comma.read(text)) {
                (Some(one), Some(other)) if one.total_cmp(&other).is_ne() => open.note(at),
                (Some(_), None) => points.note(at),
                (None, Some(_)) => commas.note(at),
                _ => {}
            }
        }
        if let Some(mark) = said {
            return Self::Known { mark, open };
        }
        let later = points.first > commas.first;
        match (points.count, commas.count) {
            (0, 0) if open.count > 0 => Self::Open(open),
            (_, 0) => Self::Known { mark: Point, open },
            (0, _) => Self::Known { mark: Comma, open },
            (few, many) if few < many || (few == many && later) => {
                Self::Mixed { odd: points, odd_mark: Point, others: many }
            }
            (many, _) => Self::Mixed { odd: commas, odd_mark: Comma, others: many },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_either_mark_and_with_their_thousands() {
        let cases = [
            ("980", Some(980.0), Some(980.0)),
            ("1.250", Some(1.25), Some(1250.0)),
            ("1,250", Some(1250.0), Some(1.25)),
            ("1.25", Some(1.25), None),
            ("12,5", None, Some(12.5)),
            ("0.457", Some(0.457), None),
            ("0,457", None, Some(0.457)),
            ("1250.125", Some(1250.125), None),
            ("1.234.567", None, Some(1_234_567.0)),
            ("1,234.5", Some(1234.5), None),
            ("1.234,5", None, Some(1234.5)),
            ("1 250", Some(1250.0), Some(1250.0)),
            ("1\u{202f}250,5", None, Some(1250.5)),
            ("12'500.75", Some(12_500.75), None),
            ("1\u{a0}250\u{a0}000", Some(1_250_000.0), Some(1_250_000.0)),
            ("-1.5", Some(-1.5), None),
            (".5", Some(0.5), None),
            ("5.", Some(5.0), None),
            ("1e3", Some(1000.0), Some(1000.0)),
            ("1.5e-3", Some(0.0015), None),
            ("1,25,000", None, None),
            ("1 25", None, None),
            ("1.250 000", None, None),
            ("1 250'000", None, None),
            ("1e", None, None),
            ("1e999", None, None),
            ("1.250e3", Some(1250.0), None),
            ("inf", None, None),
            ("0x1", None, None),
            (".", None, None),
            ("-", None, None),
            ("", None, None),
        ];
        for (text, point, comma) in cases {
            assert_eq!((Point.read(text), Comma.read(text)), (point, comma), "{text:?}");
        }
    }

    fn writing(cells: &[&str]) -> Writing {
        Writing::of(cells.iter().copied(), None)
    }

    #[test]
    fn a_column_is_written_in_the_one_way_that_all_its_cells_allow() {
        let known = |mark, first, count| Writing::Known { mark, open: Cells { first, count } };
        assert_eq!(writing(&["1", "", "20"]), known(Point, 0, 0));
        assert_eq!(writing(&["1.250", "12.5"]), known(Point, 0, 1));
        assert_eq!(writing(&["7", "1.234", "1,5"]), known(Comma, 1, 1));
        assert_eq!(writing(&["1.250", "980"]), Writing::Open(Cells { first: 0, count: 1 }));
        assert_eq!(Writing::of(["1.250"].into_iter(), Some(Comma)), known(Comma, 0, 1));
    }

    #[test]
    fn of_two_ways_in_a_column_the_rarer_is_the_odd_one() {
        let mixed = writing(&["1,5", "2.5", "3,5", "1.250"]);
        let odd = Cells { first: 1, count: 1 };
        assert_eq!(mixed, Writing::Mixed { odd, odd_mark: Point, others: 2 });
        let as_many = writing(&["1.5", "2,5"]);
        assert_eq!(as_many, Writing::Mixed { odd, odd_mark: Comma, others: 1 });
    }
}
