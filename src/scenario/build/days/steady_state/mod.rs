//! `steady_state`: a day turned into one long run on the parameters of one of its intervals.
//!
//! What belongs to the interval is frozen: volumes, handle times, heads, and whether an offer's
//! clock window is open. What belongs to the day at random is fixed at its mean (busyness) or
//! refused (absence and speed, drawn once a run, which would tie its batches together).

use crate::random::address::LIMIT;
use crate::scenario::build::book::Book;
use crate::scenario::build::groups::is_random;
use crate::scenario::build::read::{text, whole};
use crate::scenario::limits::{
    MOST_CELLS_OF_A_RUN, MOST_CONTACT_SECONDS, MOST_CONTACTS_A_DAY, MOST_HISTOGRAMS,
};
use crate::scenario::model::{
    AgentGroup, ArrivalKind, ContactType, Day, Scenario, Shift, Staffing, SteadyState,
};
use crate::scenario::text::clock;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::Node;
use crate::scenario::text::words::{amount, quoted};

/// Intervals of a run are at most an hour: arrivals are placed in them by 32 bits of microseconds.
const LONGEST_INTERVAL_MINUTES: u32 = 60;
/// Addresses of contacts know so many intervals.
const MOST_INTERVALS: u64 = LIMIT as u64;

/// The scenario as it is, or frozen if it asks for a steady state; nothing when what it asks for
/// cannot be.
pub(crate) fn frozen(
    mut scenario: Scenario,
    book: &Book<'_>,
    problems: &mut Problems,
) -> Option<Scenario> {
    let Some(node) = book.root.get("steady_state") else { return Some(scenario) };
    check_days_own(book, problems);
    let steady = wanted(node, &scenario.day, problems)?;
    let position = interval_named(&scenario.day, &steady.interval)?;
    let run = run(&scenario.day, &steady, position);
    let expected = expected(&scenario, &run, position);
    check_size(node, &scenario, &run, &steady, problems)?;
    check_contacts(node, expected * run.intervals as f64, &steady, problems)?;
    check_fixed(book, &scenario, &run, position, problems);
    let before = std::mem::replace(&mut scenario.day, run);
    let frozen = Frozen { position, before, intervals: scenario.day.intervals };
    for own in &mut scenario.contact_types {
        frozen.freeze_type(own, scenario.day.interval_minutes);
    }
    for own in &mut scenario.agent_groups {
        frozen.freeze_group(own);
    }
    scenario.busyness.clear();
    scenario.assumptions.insert(0, sentence(&steady, book));
    scenario.steady_state = Some(steady);
    Some(scenario)
}

/// What is asked for; its numbers have been checked for their range.
fn wanted(node: &Node, day: &Day, problems: &mut Problems) -> Option<SteadyState> {
    let interval = text(node, "interval").unwrap_or_else(|| day.interval_start(0));
    if interval_named(day, &interval).is_none() {
        let place = node.get("interval").map_or(&node.place, |given| &given.place);
        let (first, last) = (day.interval_start(0), day.interval_start(day.intervals - 1));
        let wanted = format!(
            "the start of an interval, {first} to {last} every {} minutes",
            day.interval_minutes
        );
        let found = node.get("interval").map_or_else(|| interval.clone(), quoted);
        problems.add(place, found, wanted);
        return None;
    }
    Some(SteadyState {
        interval,
        warm_up_minutes: whole(node, "warm_up_minutes")?,
        batches: whole(node, "batches")?,
        batch_minutes: whole(node, "batch_minutes").filter(|&minutes| minutes > 0)?,
    })
}

fn interval_named(day: &Day, start: &str) -> Option<usize> {
    let minutes = clock::minutes(start)? % (24 * 60);
    let start = clock::text(minutes);
    (0..day.intervals).find(|&position| day.interval_start(position) == start)
}

/// Refuses what is drawn once a day: within one run it would make all batches alike.
fn check_days_own(book: &Book<'_>, problems: &mut Problems) {
    if let Some(node) = book.root.get("shrinkage").filter(|node| is_random(node)) {
        let wanted = "a constant share: absence is drawn once a run, so that its batches would not \
                      be independent";
        problems.add(&node.place, "random shrinkage in a steady state", wanted);
    }
    for group in book.groups.iter() {
        let Some(cv) = group.node.get("speed_cv") else { continue };
        if cv.number().is_some_and(|number| number > 0.0) {
            let wanted = "0: speed is drawn once a run, so that its batches would not be \
                          independent";
            problems.add(&cv.place, "`speed_cv` above 0 in a steady state", wanted);
        }
    }
}

/// The long day: warm-up, batches and run-out on the coarsest grid that divides each of them.
fn run(day: &Day, steady: &SteadyState, position: usize) -> Day {
    let together = greatest_common_divisor(steady.batch_minutes, steady.warm_up_minutes);
    let interval_minutes = (1..=LONGEST_INTERVAL_MINUTES.min(together))
        .rev()
        .find(|minutes| together.is_multiple_of(*minutes))
        .expect("one minute divides everything");
    let intervals = steady.run_minutes() / u64::from(interval_minutes);
    Day {
        opens_minute: day.opens_minute + position as u32 * day.interval_minutes,
        interval_minutes,
        // At most 1002 stretches of ten weeks, in minutes.
        intervals: intervals as usize,
        ..day.clone()
    }
}

fn greatest_common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

/// Refuses what does not fit the addresses, the memory or the arithmetic.
fn check_size(
    node: &Node,
    scenario: &Scenario,
    run: &Day,
    steady: &SteadyState,
    problems: &mut Problems,
) -> Option<()> {
    let types = scenario.contact_types.len() as u64;
    let rows = types + scenario.agent_groups.len() as u64;
    let (intervals, minutes) = (run.intervals as u64, run.interval_minutes);
    let mut refuse = |found: String, wanted: &str| {
        problems.add(&node.place, found, wanted);
        None
    };
    if intervals > MOST_INTERVALS.min(MOST_CELLS_OF_A_RUN / rows.max(1)) {
        let most = MOST_INTERVALS.min(MOST_CELLS_OF_A_RUN / rows.max(1));
        let found = format!("a run of {intervals} intervals of {minutes} min");
        let wanted = format!(
            "at most {most} here: less to run, or `warm_up_minutes` and `batch_minutes` that a \
             longer interval divides"
        );
        return refuse(found, &wanted);
    }
    if u64::from(steady.batches) * types > MOST_HISTOGRAMS {
        let found = format!("{} batches of {types} contact types", steady.batches);
        return refuse(found, &format!("at most {MOST_HISTOGRAMS} of them; longer ones may do"));
    }
    Some(())
}

/// Refuses more contacts than a run can count.
fn check_contacts(
    node: &Node,
    contacts: f64,
    steady: &SteadyState,
    problems: &mut Problems,
) -> Option<()> {
    let seconds = steady.run_minutes() as f64 * 60.0;
    if contacts > MOST_CONTACTS_A_DAY || contacts * seconds > MOST_CONTACT_SECONDS {
        let found =
            format!("{} contacts expected in {:.0} h", amount(contacts.round()), seconds / 3600.0);
        problems.add(&node.place, found, "fewer or shorter batches, and more replications");
        return None;
    }
    Some(())
}

/// Contacts expected in an interval of the run.
fn expected(scenario: &Scenario, run: &Day, position: usize) -> f64 {
    let of = |own: &ContactType| own.arrivals.expected.get(position).copied().unwrap_or(0.0);
    scenario.contact_types.iter().map(of).sum::<f64>() * stretch(&scenario.day, run)
}

/// How much longer an interval of the run is than one of the day.
fn stretch(day: &Day, run: &Day) -> f64 {
    f64::from(run.interval_minutes) / f64::from(day.interval_minutes)
}

/// Says when whole numbers of contacts would not stay whole on the grid of the run.
fn check_fixed(
    book: &Book<'_>,
    scenario: &Scenario,
    run: &Day,
    position: usize,
    problems: &mut Problems,
) {
    let stretch = stretch(&scenario.day, run);
    for (entry, own) in book.types.iter().zip(&scenario.contact_types) {
        let number = own.arrivals.expected.get(position).copied().unwrap_or(0.0) * stretch;
        if own.arrivals.kind == ArrivalKind::Fixed && number.fract() > 0.0 {
            let place = entry.node.get("volume").map_or(&entry.node.place, |node| &node.place);
            let found = format!(
                "{number} \"fixed\" contacts in each {} min of the steady state",
                run.interval_minutes
            );
            problems.add(place, found, "a whole number, or \"poisson\" arrivals");
        }
    }
}

/// The interval that is frozen, and the length of the run that it is frozen for.
struct Frozen {
    position: usize,
    /// The day that it is an interval of.
    before: Day,
    /// Of the run.
    intervals: usize,
}

impl Frozen {
    /// Volume, handle time and offer hours of the interval for ever.
    fn freeze_type(&self, own: &mut ContactType, run_minutes: u32) {
        let stretch = f64::from(run_minutes) / f64::from(self.before.interval_minutes);
        let expected = own.arrivals.expected.get(self.position).copied().unwrap_or(0.0);
        own.arrivals.expected = vec![expected * stretch; self.intervals];
        own.busyness.clear();
        if let Some(&factor) = own.handle_time.factors.get(self.position) {
            own.handle_time.factors = vec![factor; self.intervals];
        }
        let now = self.start_seconds();
        if let Some(offer) = &mut own.offer {
            let windows = &mut offer.when.clock;
            if !windows.is_empty() {
                let is_open = windows.iter().any(|&(from, to)| (from..to).contains(&now));
                // A window without length is never open; no window at all is always.
                *windows = if is_open { Vec::new() } else { vec![(0.0, 0.0)] };
            }
        }
    }

    /// The heads of the interval for ever; of persons with shifts, those on duty at its start.
    fn freeze_group(&self, own: &mut AgentGroup) {
        let (scheduled, productive) = match &own.staffing {
            Staffing::Counter { scheduled, productive } => {
                let at = |heads: &[u32]| heads.get(self.position).copied().unwrap_or(0);
                let productive = at(productive);
                own.homes.truncate(productive as usize);
                (at(scheduled), productive)
            }
            Staffing::Shifts(shifts) => {
                let now = self.start_seconds();
                let paid = |shift: &&Shift| (shift.start_seconds..shift.end_seconds).contains(&now);
                let away = |shift: &Shift| {
                    shift.breaks.iter().any(|&(from, to)| (from..to).contains(&now))
                };
                let present = shifts.iter().filter(paid).filter(|shift| !away(shift));
                let homes: Vec<_> = present.map(|shift| own.homes[shift.agent].clone()).collect();
                let scheduled = shifts.iter().filter(paid).count() as u32;
                own.homes = homes;
                (scheduled, own.homes.len() as u32)
            }
        };
        own.staffing = Staffing::Counter {
            scheduled: vec![scheduled; self.intervals],
            productive: vec![productive; self.intervals],
        };
    }

    /// Since the opening of the day that it is an interval of.
    fn start_seconds(&self) -> f64 {
        self.position as f64 * f64::from(self.before.interval_minutes) * 60.0
    }
}

fn sentence(steady: &SteadyState, book: &Book<'_>) -> String {
    let busyness = if book.busyness.len() > 0 { ", and busyness 1" } else { "" };
    format!(
        "Steady state: volumes, handle times, heads and offer hours are those of {} for ever\
         {busyness}.",
        steady.interval
    )
}

#[cfg(test)]
mod tests;
