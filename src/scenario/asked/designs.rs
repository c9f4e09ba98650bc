//! Designs that are made by scanning: a variant for each point of a grid of scans.

use std::path::Path;

use super::scan::{Scan, Scanned};
use crate::base::decimal::{counted, plain};
use crate::base::dotted::{Step, steps};
use crate::scenario::limits::MOST_VARIANTS;
use crate::scenario::overlay::changes::given_value;
use crate::scenario::shape::members_of;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node, Place, Value};

/// The variants that a grid of scans makes: every value of the first with every value of the
/// second, and so on, the last running fastest.
pub(crate) fn grid(scans: &[Scan], problems: &mut Problems) -> Vec<Member> {
    let values: Vec<Vec<String>> = scans.iter().map(|scan| texts(scan, problems)).collect();
    let number = values.iter().try_fold(1_usize, |all, own| all.checked_mul(own.len()));
    let Some(number) = number.filter(|number| *number <= MOST_VARIANTS) else {
        let place = &scans[scans.len() - 1].place;
        let found = number.map_or("too many points".to_owned(), |it| counted(it, "point"));
        problems.add(place, found, format!("a grid of at most {MOST_VARIANTS}"));
        return Vec::new();
    };
    let labels = labels(scans);
    let mut points = vec![(String::new(), Vec::new())];
    for ((scan, label), values) in scans.iter().zip(&labels).zip(&values) {
        let further = |(name, members): &(String, Vec<Member>), value: &String| {
            let comma = if name.is_empty() { "" } else { ", " };
            let mut members = members.clone();
            members.push(member(scan, value));
            (format!("{name}{comma}{label}={value}"), members)
        };
        let each = |point| values.iter().map(move |value| further(point, value));
        points = points.iter().flat_map(each).collect();
    }
    debug_assert_eq!(points.len(), number);
    points.into_iter().map(|(name, members)| variant(name, members, &scans[0].place)).collect()
}

/// The values as they would be written after `--set PATH=`.
fn texts(scan: &Scan, problems: &mut Problems) -> Vec<String> {
    match &scan.values {
        Scanned::List(items) => items.clone(),
        Scanned::Span(span) => {
            let numbers = span.values(MOST_VARIANTS, &scan.place, problems);
            numbers.iter().copied().map(plain).collect()
        }
    }
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
    Member::at_its_value(scan.path.clone(), node)
}

/// A variant with the verb `set`.
fn variant(name: String, members: Vec<Member>, place: &Place) -> Member {
    let object = |members| Node { value: Value::Object(members), place: place.clone() };
    let set = Member::at_its_value("set", object(members));
    Member::at_its_value(name, object(vec![set]))
}

/// Says that a file's own variants are not looked at; nothing where it has none.
pub(crate) fn left_aside_for(scans: &[Scan], root: &Node, path: &Path) -> Option<String> {
    let mut flags: Vec<&str> = scans.iter().map(|scan| &*scan.place.file).collect();
    flags.dedup();
    let (file, flags) = (path.display(), flags.join(" and "));
    let has_variants = !members_of(root, "variants").is_empty();
    has_variants
        .then(|| format!("{file}: its own variants are left aside for the designs of {flags}."))
}

/// Puts other variants in the place of a file's own, and of what is said of these.
pub(crate) fn take_over(root: &mut Node, variants: Vec<Member>) {
    if let Value::Object(members) = &mut root.value {
        members.retain(|member| !["variants", "contrasts", "checks"].contains(&&*member.key));
    }
    let place = root.place.clone();
    root.set("variants", Node { value: Value::Object(variants), place });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_scans_make_a_grid_with_the_last_running_fastest() {
        let mut problems = Problems::default();
        let mut scan = |text, line| {
            let place = Place { file: "--over".into(), line, column: 1 };
            Scan::read(text, &place, &mut problems).unwrap()
        };
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
