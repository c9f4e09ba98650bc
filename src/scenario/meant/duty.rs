//! Contacts that nobody takes: no group has the skill, or nobody who has it is on duty.

use super::view::{Stretch, View, present};
use crate::base::decimal::plain;
use crate::scenario::model::{AgentGroup, Staffing};
use crate::scenario::model::{Warning, Weight};
use crate::scenario::text::words::all_of;

/// So many stretches without anybody are told one by one.
const MOST_TOLD: usize = 3;

/// A contact type that comes and that no group has the skill for.
pub(super) fn nobody_takes(view: &View<'_>) -> Vec<Warning> {
    let types = view.types().into_iter();
    let untaken = types.filter(|(at, _)| view.comes(*at) && view.takers(*at).is_empty());
    untaken
        .map(|(_, own)| {
            let sentence = format!(
                "Nobody takes `{}`: no agent group has the skill, and its contacts wait in vain.",
                own.name
            );
            view.warning(&["contact_types", &own.name], Weight::NoVerdict, sentence)
        })
        .collect()
}

/// Open hours in which contacts are expected and nobody who takes them is on duty.
pub(super) fn nobody_on_duty(view: &View<'_>) -> Vec<Warning> {
    let types = view.types().into_iter();
    let alone = types.filter(|(at, _)| !view.takers(*at).is_empty()).filter_map(|(at, own)| {
        let (gaps, expected) = without_anybody(view, at);
        if gaps.is_empty() {
            return None;
        }
        let all: f64 = own.arrivals.expected.iter().sum();
        let sentence = format!(
            "Nobody who takes `{}` is on duty {}, when {} of its {} contacts are expected.",
            own.name,
            when(view, &gaps),
            rounded(expected),
            rounded(all),
        );
        Some(view.warning(&["contact_types", &own.name], Weight::NoVerdict, sentence))
    });
    alone.collect()
}

fn rounded(contacts: f64) -> String {
    plain((contacts * 10.0).round() / 10.0)
}

/// "from 17:30 to 18:00", "at any time of the day".
fn when(view: &View<'_>, gaps: &[Stretch]) -> String {
    if let [only] = gaps
        && view.is_whole_day(*only)
    {
        return "at any time".to_owned();
    }
    let told = gaps.iter().take(MOST_TOLD);
    let mut told: Vec<String> = told
        .map(|(from, to)| format!("from {} to {}", view.clock(*from), view.clock(*to)))
        .collect();
    match gaps.len() - told.len() {
        0 => {}
        1 => told.push("once more".to_owned()),
        more => told.push(format!("{more} times more")),
    }
    all_of(&told)
}

/// The stretches in which contacts of a type are expected and nobody can take them, and how many
/// are expected in them.
fn without_anybody(view: &View<'_>, contact_type: usize) -> (Vec<Stretch>, f64) {
    let takers: Vec<&AgentGroup> =
        view.takers(contact_type).into_iter().map(|(group, _)| group).collect();
    let on_shifts = taken_by_shifts(&takers);
    let mut gaps: Vec<Stretch> = Vec::new();
    let mut missed = 0.0;
    let expected = &view.scenario.contact_types[contact_type].arrivals.expected;
    for (interval, &contacts) in expected.iter().enumerate().filter(|(_, number)| **number > 0.0) {
        if takers.iter().any(|group| counted(group, interval)) {
            continue;
        }
        let (from, to) = view.interval(interval);
        for gap in between((from, to), &on_shifts) {
            missed += contacts * (gap.1 - gap.0) / (to - from);
            match gaps.last_mut() {
                Some(last) if last.1 >= gap.0 => last.1 = gap.1,
                _ => gaps.push(gap),
            }
        }
    }
    (gaps, missed)
}

/// Whether a group that is counted by interval has anybody there in one.
fn counted(group: &AgentGroup, interval: usize) -> bool {
    match &group.staffing {
        Staffing::Counter { productive, .. } => productive.get(interval).is_some_and(|&it| it > 0),
        Staffing::Shifts(_) => false,
    }
}

/// When anybody of the groups with shifts is there, in order and without overlaps.
fn taken_by_shifts(groups: &[&AgentGroup]) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = Vec::new();
    for group in groups {
        if let Staffing::Shifts(shifts) = &group.staffing {
            all.extend(shifts.iter().flat_map(present));
        }
    }
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut joined: Vec<Stretch> = Vec::new();
    for stretch in all {
        match joined.last_mut() {
            Some(last) if stretch.0 <= last.1 => last.1 = last.1.max(stretch.1),
            _ => joined.push(stretch),
        }
    }
    joined
}

/// What of a stretch is left free by others, which are in order and do not overlap.
fn between((from, to): Stretch, taken: &[Stretch]) -> Vec<Stretch> {
    let mut free = Vec::new();
    let mut from = from;
    let first = taken.partition_point(|stretch| stretch.1 <= from);
    for &(begins, ends) in &taken[first..] {
        if begins >= to {
            break;
        }
        if begins > from {
            free.push((from, begins));
        }
        from = from.max(ends);
    }
    if from < to {
        free.push((from, to));
    }
    free
}
