//! Values that a path is to take one after another, from the command line: how designs are made
//! by scanning.
//!
//! `PATH=from..to`, `PATH=from..to..step` and `PATH=a,b,c`; several paths make a grid.

use super::limits::MOST_VARIANTS;
use super::load::given_value;
use super::problem::Problems;
use super::tree::{Member, Node, Place, Value};
use crate::base::dotted::{Step, assignment, steps};

/// A path and its values in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan {
    pub path: String,
    /// As they would be written after `--set PATH=`.
    pub values: Vec<String>,
    place: Place,
}

/// Decimals after which numbers are not told apart.
const MOST_DECIMALS: usize = 9;

impl Scan {
    /// Reads `PATH=VALUES`; `None` after a problem at the place.
    pub fn read(text: &str, place: &Place, problems: &mut Problems) -> Option<Self> {
        let Some((path, values)) = assignment(text) else {
            problems.add(place, format!("`{text}`"), "PATH=FROM..TO, FROM..TO..STEP or A,B,C");
            return None;
        };
        let values = match values.split_once("..") {
            Some((from, rest)) => range(from, rest),
            None => list(&values),
        };
        match values {
            Ok(values) => Some(Self { path, values, place: place.clone() }),
            Err(wanted) => {
                problems.add(place, format!("`{text}`"), wanted);
                None
            }
        }
    }
}

/// `from..to` in whole steps, or `from..to..step`; both ends belong to it.
fn range(from: &str, rest: &str) -> Result<Vec<String>, String> {
    let (to, step) = rest.split_once("..").map_or((rest, None), |(to, step)| (to, Some(step)));
    let number = |text: &str| {
        decimal(text).ok_or_else(|| format!("numbers in the range, where `{text}` is none"))
    };
    let (from, to) = (number(from)?, number(to)?);
    let one = 10_i128.pow(MOST_DECIMALS as u32);
    let step = step.map_or(Ok(if to < from { -one } else { one }), number)?;
    if step == 0 || (to - from).signum() * step.signum() < 0 {
        return Err("a step that leads from the first value to the last".to_owned());
    }
    let number = (to - from) / step + 1;
    if number > MOST_VARIANTS as i128 {
        return Err(format!("at most {MOST_VARIANTS} values"));
    }
    Ok((0..number).map(|at| written(from + at * step)).collect())
}

/// A number in units of its smallest decimal, so that steps add up exactly.
fn decimal(text: &str) -> Option<i128> {
    let text = text.trim();
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |text: &str| text.chars().all(|it| it.is_ascii_digit());
    let fits = whole.len() <= 15 && part.len() <= MOST_DECIMALS;
    if whole.is_empty() || !fits || !is_number(whole) || !is_number(part) {
        return None;
    }
    format!("{whole}{part:0<MOST_DECIMALS$}").parse::<i128>().ok().map(|number| sign * number)
}

fn written(number: i128) -> String {
    let one = 10_i128.pow(MOST_DECIMALS as u32);
    let (whole, part) = (number.abs() / one, number.abs() % one);
    let sign = if number < 0 { "-" } else { "" };
    let text = format!("{sign}{whole}.{part:0MOST_DECIMALS$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What stands between commas.
fn list(text: &str) -> Result<Vec<String>, String> {
    let items: Vec<String> = at_commas(text).map(|item| item.trim().to_owned()).collect();
    let twice = items.iter().enumerate().find(|(at, item)| items[..*at].contains(item));
    match twice {
        _ if items.iter().any(String::is_empty) => Err("a value between commas".to_owned()),
        Some((_, item)) => Err(format!("each value once, where `{item}` stands twice")),
        None if items.len() > MOST_VARIANTS => Err(format!("at most {MOST_VARIANTS} values")),
        None => Ok(items),
    }
}

/// The pieces between the commas that stand outside brackets and quotes.
pub(super) fn at_commas(text: &str) -> impl Iterator<Item = &str> {
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

/// The variants that a grid of scans makes: every value of the first with every value of the
/// second, and so on, the last running fastest.
pub(super) fn grid(scans: &[Scan], problems: &mut Problems) -> Vec<Member> {
    let number = scans.iter().try_fold(1_usize, |all, scan| all.checked_mul(scan.values.len()));
    let Some(number) = number.filter(|number| *number <= MOST_VARIANTS) else {
        let place = &scans[scans.len() - 1].place;
        let found = number.map_or("too many points".to_owned(), |it| format!("{it} points"));
        problems.add(place, found, format!("a grid of at most {MOST_VARIANTS}"));
        return Vec::new();
    };
    let labels = labels(scans);
    let mut points = vec![(String::new(), Vec::new())];
    for (scan, label) in scans.iter().zip(&labels) {
        let further = |(name, members): &(String, Vec<Member>), value: &String| {
            let comma = if name.is_empty() { "" } else { ", " };
            let mut members = members.clone();
            members.push(member(scan, value));
            (format!("{name}{comma}{label}={value}"), members)
        };
        let each = |point| scan.values.iter().map(move |value| further(point, value));
        points = points.iter().flat_map(each).collect();
    }
    debug_assert_eq!(points.len(), number);
    points.into_iter().map(|(name, members)| variant(name, members, &scans[0].place)).collect()
}

/// The last keys of paths where these tell them apart, else the paths.
fn labels(scans: &[Scan]) -> Vec<String> {
    let last = |scan: &Scan| -> String {
        let key =
            steps(&scan.path).and_then(|steps| steps.last().and_then(Step::key).map(str::to_owned));
        key.unwrap_or_else(|| scan.path.clone())
    };
    let short: Vec<String> = scans.iter().map(last).collect();
    let differ = short.iter().enumerate().all(|(at, label)| !short[..at].contains(label));
    if differ { short } else { scans.iter().map(|scan| scan.path.clone()).collect() }
}

fn member(scan: &Scan, value: &str) -> Member {
    let place = scan.place.clone();
    let node = Node { value: given_value(value, &place), place: place.clone() };
    Member { key: scan.path.clone().into(), place, node }
}

/// A variant with the verb `set`.
fn variant(name: String, members: Vec<Member>, place: &Place) -> Member {
    let object = |members| Node { value: Value::Object(members), place: place.clone() };
    let set = Member { key: "set".into(), place: place.clone(), node: object(members) };
    Member { key: name.into(), place: place.clone(), node: object(vec![set]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(line: u32) -> Place {
        Place { file: "--over".into(), line, column: 1 }
    }

    fn read(text: &str) -> Result<Vec<String>, String> {
        let mut problems = Problems::default();
        let scan = Scan::read(text, &place(1), &mut problems);
        match problems.sorted().first() {
            Some(problem) => Err(problem.to_string()),
            None => Ok(scan.unwrap().values),
        }
    }

    #[test]
    fn a_range_has_both_ends_and_exact_steps() {
        assert_eq!(read("a=0..3").unwrap(), ["0", "1", "2", "3"]);
        assert_eq!(read("a=0..1..0.25").unwrap(), ["0", "0.25", "0.5", "0.75", "1"]);
        assert_eq!(read("a=0.1..0.35..0.1").unwrap(), ["0.1", "0.2", "0.3"]);
        assert_eq!(read("a=2..-1").unwrap(), ["2", "1", "0", "-1"]);
        assert_eq!(read("a=10..0..-5").unwrap(), ["10", "5", "0"]);
        assert_eq!(read("a=4..4").unwrap(), ["4"]);
    }

    #[test]
    fn a_list_is_cut_at_commas_outside_of_brackets() {
        assert_eq!(read("routing.policy=split, longest_wait").unwrap(), ["split", "longest_wait"]);
        assert_eq!(read("a=[1,2],{\"b\": [3,4]},\"x,y\"").unwrap().len(), 3);
        assert_eq!(read("a=7").unwrap(), ["7"]);
    }

    #[test]
    fn what_is_no_scan_is_told_at_the_flag() {
        assert_eq!(
            read("a=1..0..1").unwrap_err(),
            "--over:1:1: found `a=1..0..1`, wanted a step that leads from the first value to the \
             last"
        );
        for (text, wanted) in [
            ("a", "PATH=FROM..TO"),
            ("a=x..3", "where `x` is none"),
            ("a=0..1..0", "a step that leads"),
            ("a=0..1000", "at most 500 values"),
            ("a=1,,2", "a value between commas"),
            ("a=1,2,1", "where `1` stands twice"),
            ("a=1e3..2e3", "where `1e3` is none"),
        ] {
            let problem = read(text).unwrap_err();
            assert!(problem.contains(wanted), "{problem}");
        }
    }

    #[test]
    fn several_scans_make_a_grid_with_the_last_running_fastest() {
        let mut problems = Problems::default();
        let mut scan = |text, line| Scan::read(text, &place(line), &mut problems).unwrap();
        let scans = [scan("groups.a.keep=0..1", 1), scan("groups.a.after=0,20", 2)];
        let names = |scans: &[Scan]| -> Vec<String> {
            grid(scans, &mut Problems::default())
                .into_iter()
                .map(|it| it.key.into_owned())
                .collect()
        };
        let wanted = ["keep=0, after=0", "keep=0, after=20", "keep=1, after=0", "keep=1, after=20"];
        assert_eq!(names(&scans), wanted);
        let alike = [scan("groups.a.keep=0", 1), scan("groups.b.keep=0", 2)];
        assert_eq!(names(&alike), ["groups.a.keep=0, groups.b.keep=0"]);
        let many = [scan("a=1..30", 1), scan("b=1..30", 2)];
        let mut problems = Problems::default();
        assert!(grid(&many, &mut problems).is_empty());
        let said = problems.sorted()[0].to_string();
        assert_eq!(said, "--over:2:1: found 900 points, wanted a grid of at most 500");
    }
}
