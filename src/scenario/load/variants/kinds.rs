//! What the days of a horizon are: the file, or the rows of their date, then the verbs of their day
//! type and of the changes in force.

use std::collections::BTreeSet;

use super::fixed::{check_day, stands_in};
use crate::base::Date;
use crate::scenario::Scenario;
use crate::scenario::build::{Kind, Overlay, Step, of_a_day, overlays};
use crate::scenario::limits::MOST_VALUES_BY_DATE;
use crate::scenario::load::size::weight;
use crate::scenario::model::Horizon;
use crate::scenario::overlay::Draft;
use crate::scenario::shape::Shape;
use crate::scenario::shape::tables::SCENARIO;
use crate::scenario::shape::validate::validate;
use crate::scenario::text::problem::{Problem, Problems};

/// The base or a variant with its verbs done, as a file makes it and as the rows of dates do.
#[derive(Clone, Copy)]
pub(super) struct Design<'a> {
    pub(super) draft: &'a Draft<'a>,
    pub(super) scenario: &'a Scenario,
    /// In the order of the first of their dates, which are in order.
    pub(super) rows: &'a [OfRows<'a>],
}

/// A design with the rows of some dates, which are in order.
pub(super) struct OfRows<'a> {
    pub(super) draft: Draft<'a>,
    pub(super) dates: &'a [Date],
}

/// The kinds of days that differ from a design.
pub(super) struct Kinds<'a> {
    of: Design<'a>,
    found: Vec<Kind>,
    weighs: usize,
    /// What was wrong on all days, or on one, so that it is said of the first date alone.
    said: BTreeSet<Problem>,
}

impl<'a> Kinds<'a> {
    /// Of a design, none so far.
    pub(super) fn of(design: Design<'a>) -> Self {
        let mut known = Problems::default();
        validate(&design.draft.tree, &Shape::Object(&SCENARIO), &mut known);
        let said = known.sorted().into_iter().collect();
        Self { of: design, found: Vec::new(), weighs: 0, said }
    }

    /// All of them.
    pub(super) fn found(self) -> Vec<Kind> {
        self.found
    }

    /// Adds what those days of a design are whose dates are taken.
    pub(super) fn add(
        &mut self,
        design: &Design<'_>,
        takes: impl Fn(Date) -> bool,
        problems: &mut Problems,
    ) {
        let Some(horizon) = design.scenario.horizon.as_deref() else { return };
        let overlays = overlays(&design.draft.tree, horizon);
        let covered: BTreeSet<Date> =
            overlays.iter().flat_map(|overlay| overlay.dates.iter().copied()).collect();
        let plain = Overlay {
            steps: Vec::new(),
            dates: dates(horizon).filter(|date| !covered.contains(date)).collect(),
        };
        for Overlay { steps, dates } in std::iter::once(plain).chain(overlays) {
            let mut left: Vec<Date> = dates.into_iter().filter(|&date| takes(date)).collect();
            for rows in design.rows {
                let (own, others): (Vec<Date>, Vec<Date>) =
                    left.into_iter().partition(|date| rows.dates.binary_search(date).is_ok());
                left = others;
                self.kind(&rows.draft, &steps, own, problems);
            }
            self.kind(design.draft, &steps, left, problems);
            if problems.is_full() {
                return;
            }
        }
    }

    /// Adds the days of some dates, which are a draft with some steps done.
    fn kind(
        &mut self,
        draft: &Draft<'_>,
        steps: &[Step<'_>],
        dates: Vec<Date>,
        problems: &mut Problems,
    ) {
        let Some(&first) = dates.first().filter(|_| self.weighs <= MOST_VALUES_BY_DATE) else {
            return;
        };
        let mut own = Problems::default();
        let day = done(draft, steps, &mut own);
        let is_of = |other: &Draft<'_>| day.tree.is_alike(&other.tree) && day.homes == other.homes;
        if own.is_empty() && is_of(self.of.draft) {
            return;
        }
        let same = |kind: &&mut Kind| day.tree.is_alike(&kind.tree) && day.homes == kind.homes;
        if let Some(kind) = self.found.iter_mut().find(same).filter(|_| own.is_empty()) {
            kind.dates.extend(dates);
            kind.dates.sort_unstable();
            return;
        }
        let scenario = built(&day, &mut own);
        self.say(draft, steps, own, first, problems);
        let Some(scenario) = scenario else { return };
        self.weighs += weight(&day.tree);
        if self.weighs > MOST_VALUES_BY_DATE {
            let tree = &self.of.draft.tree;
            let place = tree.get("horizon").map_or(&tree.place, |it| &it.place);
            let wanted = format!("at most {MOST_VALUES_BY_DATE} values in all of them");
            problems.add(place, format!("kinds of days of their own up to {first}"), wanted);
            return;
        }
        let Draft { tree, homes, .. } = day;
        self.found.push(Kind { tree, homes, scenario, dates });
    }

    /// Says what is wrong with a day: at its own place, or at the step that makes a value of the
    /// file wrong; each with the first of its dates.
    fn say(
        &mut self,
        draft: &Draft<'_>,
        steps: &[Step<'_>],
        own: Problems,
        first: Date,
        problems: &mut Problems,
    ) {
        let of_day = own.sorted();
        if of_day.is_empty() {
            return;
        }
        let mut left: Vec<Problem> =
            of_day.into_iter().filter(|problem| self.said.insert(problem.clone())).collect();
        for (at, step) in steps.iter().enumerate() {
            let mut so_far = Problems::default();
            let day = done(draft, &steps[..=at], &mut so_far);
            built(&day, &mut so_far);
            let so_far = so_far.sorted();
            let (now, later): (Vec<_>, Vec<_>) =
                left.into_iter().partition(|problem| so_far.contains(problem));
            left = later;
            for Problem { place, found, wanted } in now {
                if stands_in(step.member, &place) {
                    problems.add(&place, format!("{found} on {first}"), wanted);
                    continue;
                }
                let Step { what, member } = step;
                let found = format!("{found} at {place} on {first} in the {what} `{}`", member.key);
                problems.add(&member.place, found, wanted);
            }
        }
        for Problem { place, found, wanted } in left {
            problems.add(&place, format!("{found} on {first}"), wanted);
        }
    }
}

/// Every date of a horizon and its lead-in.
fn dates(horizon: &Horizon) -> impl Iterator<Item = Date> {
    horizon.lead_in.iter().chain(&horizon.days).map(|day| day.date)
}

/// What a day is, unless its verbs are wrong.
fn built(day: &Draft<'_>, problems: &mut Problems) -> Option<Scenario> {
    if problems.is_empty() { of_a_day(&day.tree, &day.homes, problems) } else { None }
}

/// A draft with some steps done.
fn done<'a>(draft: &Draft<'a>, steps: &[Step<'_>], problems: &mut Problems) -> Draft<'a> {
    let mut day = draft.clone();
    for Step { member, .. } in steps {
        day.apply(&member.node, problems);
        check_day(member, &draft.tree, &day.tree, problems);
    }
    if !steps.is_empty() {
        validate(&day.tree, &Shape::Object(&SCENARIO), problems);
    }
    day
}
