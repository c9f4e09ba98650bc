//! What is different on some dates: the verbs of day types and of changes, and what changes cost.

use std::collections::BTreeMap;

use super::days::{DayType, Days};
use super::span::Span;
use crate::base::Date;
use crate::scenario::build::read::{number_or, text, whole};
use crate::scenario::model::{CalendarDay, Horizon};
use crate::scenario::shape::members_of;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node};

/// Verbs that are done one after another on some dates, which are in order: of the day type, then
/// of the changes in force.
pub(crate) struct Overlay<'a> {
    pub(crate) steps: Vec<Step<'a>>,
    pub(crate) dates: Vec<Date>,
}

/// The verbs of a day type or a change.
#[derive(Clone, Copy)]
pub(crate) struct Step<'a> {
    /// "day type" or "change".
    pub(crate) what: &'static str,
    pub(crate) member: &'a Member,
}

/// A change, and when it is in force.
struct Change<'a> {
    member: &'a Member,
    first: Date,
    last: Date,
    /// Only on so many last open days of a month or a quarter.
    ends: Option<(Period, u32)>,
}

#[derive(Clone, Copy)]
enum Period {
    Month,
    Quarter,
}

impl Period {
    /// The last day of the one that a date lies in.
    fn last(self, date: Date) -> Date {
        let months = match self {
            Self::Month => 1,
            Self::Quarter => 3 - (date.month() as i32 - 1) % 3,
        };
        date.first_of_month(months).plus_days(-1)
    }
}

impl<'a> Change<'a> {
    fn read(member: &'a Member, span: &Span, problems: &mut Problems) -> Option<Self> {
        let node = &member.node;
        let mut when = |key: &str, none: Date| match node.get(key) {
            Some(given) => span.when(given, problems),
            None => Some((none, none)),
        };
        let (from, until) = (when("from", span.starts), when("until", span.last()));
        let ((first, _), (_, last)) = (from?, until?);
        if last < first {
            let until = node.get("until").map_or(&member.place, |until| &until.place);
            problems.add(until, format!("{last}, which is before {first}"), "`until` after `from`");
            return None;
        }
        let period = match text(node, "in_last_open_days_of").as_deref() {
            Some("month") => Some(Period::Month),
            Some("quarter") => Some(Period::Quarter),
            _ => None,
        };
        let number = whole(node, "days").filter(|&number| number > 0);
        if period.is_some() != number.is_some() {
            // It has been said that the one needs the other.
            return None;
        }
        Some(Self { member, first, last, ends: period.zip(number) })
    }

    /// Whether it is in force on a date, and that is not before the horizon.
    fn is_in_force(&self, date: Date, days: &Days) -> bool {
        if date < self.first || date > self.last {
            return false;
        }
        let Some((period, number)) = self.ends else { return true };
        let later = period.last(date).days_since(date);
        let open = (1..=later).filter(|&later| days.is_open(date.plus_days(later)));
        days.is_open(date) && open.take(number as usize).count() < number as usize
    }

    /// The first day from some day on on which it is in force, from 0.
    fn first_day(&self, from: i32, span: &Span, days: &Days) -> Option<usize> {
        let in_force = |day: &i32| self.is_in_force(span.starts.plus_days(*day), days);
        (from..span.length).find(in_force).map(|day| day as usize)
    }

    /// Units of money.
    fn costs(&self) -> f64 {
        number_or(&self.member.node, "costs", 0.0)
    }
}

/// The changes of a `horizon` in the order in which they are done.
fn changes<'a>(node: &'a Node, span: &Span, problems: &mut Problems) -> Vec<Change<'a>> {
    let members = members_of(node, "changes").into_iter();
    let mut changes: Vec<Change<'a>> =
        members.filter_map(|member| Change::read(member, span, problems)).collect();
    changes.sort_by(|a, b| a.first.cmp(&b.first).then_with(|| a.member.key.cmp(&b.member.key)));
    changes
}

/// What changes cost, each on the first day on which it is in force: the position of the day and
/// units of money. One that never is in force is a problem.
pub(super) fn costs(
    node: &Node,
    span: &Span,
    days: &Days,
    problems: &mut Problems,
) -> Vec<(usize, f64)> {
    let mut costs = Vec::new();
    for change in changes(node, span, problems) {
        if let Some(day) = change.first_day(0, span, days) {
            costs.push((day, change.costs()));
        } else {
            let found = format!("a change `{}` that is in force on no day", change.member.key);
            problems.add(&change.member.place, found, "a day of the horizon at least");
        }
    }
    in_order(costs)
}

/// What changes cost in a variant that is its base before a date: what has begun there by then has
/// been paid; what the variant adds begins on that date at the earliest.
pub(crate) fn costs_from(base: &Node, own: &Node, from: Date) -> Vec<(usize, f64)> {
    let mut unsaid = Problems::default();
    let (Some(base), Some(own)) = (base.get("horizon"), own.get("horizon")) else {
        return Vec::new();
    };
    let Some(span) = Span::of(own, None, &mut unsaid) else { return Vec::new() };
    let days = Days::of(own, &span, &mut unsaid);
    let until = from.days_since(span.starts);
    let (mut costs, mut begun) = (Vec::new(), Vec::new());
    for change in changes(base, &span, &mut unsaid) {
        let first = change.first_day(0, &span, &days);
        if let Some(day) = first.filter(|&day| (day as i32) < until) {
            costs.push((day, change.costs()));
            begun.push(change.member.key.clone());
        }
    }
    for change in changes(own, &span, &mut unsaid) {
        if !begun.contains(&change.member.key)
            && let Some(day) = change.first_day(until, &span, &days)
        {
            costs.push((day, change.costs()));
        }
    }
    in_order(costs)
}

fn in_order(mut costs: Vec<(usize, f64)>) -> Vec<(usize, f64)> {
    costs.retain(|(_, costs)| *costs > 0.0);
    costs.sort_by_key(|(day, _)| *day);
    costs
}

/// The first day of a date or month of the horizon of a sound file.
pub(crate) fn first_day(root: &Node, when: &Node, problems: &mut Problems) -> Option<Date> {
    let span = Span::of(root.get("horizon")?, None, &mut Problems::default())?;
    span.when(when, problems).map(|(first, _)| first)
}

/// What is done on which days of a sound horizon, where anything is: in the order of the first of
/// their dates. On a closed day changes are in force too, for customers and prospects.
pub(crate) fn overlays<'a>(root: &'a Node, horizon: &Horizon) -> Vec<Overlay<'a>> {
    let mut unsaid = Problems::default();
    let Some(node) = root.get("horizon") else { return Vec::new() };
    let Some(span) = Span::of(node, None, &mut unsaid) else { return Vec::new() };
    let days = Days::of(node, &span, &mut unsaid);
    let types = members_of(node, "day_types");
    let changes = changes(node, &span, &mut unsaid);
    let mut found: BTreeMap<Vec<usize>, Vec<Date>> = BTreeMap::new();
    for CalendarDay { date, .. } in horizon.lead_in.iter().chain(&horizon.days) {
        let of_type = match days.day_type(*date) {
            DayType::Named(position) => Some(position),
            DayType::Open | DayType::Closed => None,
        };
        let in_force = changes.iter().enumerate().filter(|(_, own)| own.is_in_force(*date, &days));
        let steps = of_type.into_iter().chain(in_force.map(|(at, _)| types.len() + at));
        found.entry(steps.collect()).or_default().push(*date);
    }
    let step = |at: usize| match types.get(at) {
        Some(&member) => Step { what: "day type", member },
        None => Step { what: "change", member: changes[at - types.len()].member },
    };
    let overlay = |(steps, dates): (Vec<usize>, Vec<Date>)| Overlay {
        steps: steps.into_iter().map(step).collect(),
        dates,
    };
    let mut overlays: Vec<Overlay<'a>> =
        found.into_iter().filter(|(steps, _)| !steps.is_empty()).map(overlay).collect();
    overlays.sort_by_key(|own| own.dates[0]);
    overlays
}
