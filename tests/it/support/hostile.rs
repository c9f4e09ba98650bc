//! What must hold of any file whatever, however hostile: it is refused with places, or it can be
//! run. Shared by the fuzz test and the targets of `fuzz/`.

use std::path::Path;

use switchroom::engine::{Model, Workspace, run};
use switchroom::experiment::{self, Kind, Settings};
use switchroom::measures::DayTally;
use switchroom::measures::count::Count;
use switchroom::random::Law;
use switchroom::scenario::limits::{MOST_AGENTS, MOST_CONTACT_TYPES, MOST_GROUPS, MOST_PROBLEMS};
use switchroom::scenario::model::ContactType;
use switchroom::scenario::{LoadError, Loaded, Scenario, load};

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Problems, each at its place; what was said of them.
    Refused(String),
    /// A scenario, too large to be run in a moment.
    Accepted,
    /// A scenario of which a day, and an experiment of two, were run.
    Run,
}

/// Reads a file and, if it is a scenario, runs it.
///
/// # Panics
/// Where something does not hold.
pub(crate) fn fate_of(path: &Path) -> Fate {
    match load(path, &[]) {
        Ok(loaded) => run_all(&loaded),
        Err(LoadError::Unreadable { reason, .. }) => panic!("the file is there: {reason}"),
        Err(kept @ LoadError::KeptResult { .. }) => Fate::Refused(kept.to_string()),
        Err(LoadError::Problems(problems)) => {
            assert!(!problems.is_empty(), "refused without a reason");
            assert!(problems.len() <= MOST_PROBLEMS + 1, "{} problems", problems.len());
            let mut all_said = String::new();
            for problem in problems {
                let place = &problem.place;
                assert!(place.line > 0 && place.column > 0 && !place.file.is_empty(), "{place}");
                assert!(!problem.found.is_empty() && !problem.wanted.is_empty(), "{problem}");
                let said = problem.to_string();
                assert!(!said.contains(char::is_control), "more than one line: {said:?}");
                assert!(said.len() < 20_000, "a message of {} bytes", said.len());
                all_said.push_str(&said);
                all_said.push('\n');
            }
            Fate::Refused(all_said)
        }
    }
}

fn run_all(loaded: &Loaded) -> Fate {
    let variants = loaded.variants.iter().map(|variant| &variant.scenario);
    let mut small = true;
    for scenario in [&loaded.base].into_iter().chain(variants) {
        is_bounded(scenario);
        small &= is_small(scenario);
        if small {
            run_one(scenario);
        }
    }
    if !small {
        return Fate::Accepted;
    }
    // A best split is searched on many days.
    let searched = loaded.variants.iter().any(|variant| variant.best_split.is_some());
    let kind = if searched { Kind::BaseOnly } else { Kind::WithVariants };
    let settings = Settings { seed: 2, replications: 2, threads: 1, confidence: 0.95 };
    experiment::run(loaded, kind, &settings, &()).expect("nobody stops it");
    Fate::Run
}

/// Memory has an end.
fn is_bounded(scenario: &Scenario) {
    let agents: usize = scenario.agent_groups.iter().map(|group| group.homes.len()).sum();
    assert!(agents <= MOST_AGENTS as usize, "{agents} agents");
    assert!(scenario.contact_types.len() <= MOST_CONTACT_TYPES);
    assert!(scenario.agent_groups.len() <= MOST_GROUPS);
}

/// Whether a day takes milliseconds, those who call again and again included.
fn is_small(scenario: &Scenario) -> bool {
    let day = scenario.day.open_seconds();
    let types = &scenario.contact_types;
    let cells = (types.len() + scenario.agent_groups.len()) * scenario.day.intervals;
    let agents: usize = scenario.agent_groups.iter().map(|group| group.homes.len()).sum();
    let wild: f64 = scenario.busyness.iter().map(|by| 1.0 + by.cv + by.interval_cv).product();
    let contacts: f64 = types.iter().map(|own| own.arrivals.expected.iter().sum::<f64>()).sum();
    let again: f64 = types.iter().map(|own| times_again(own, day)).product();
    contacts * again * wild < 200_000.0 && cells < 2000 && agents < 5000
}

/// How often one customer may call again in a day, or lead to others who do.
fn times_again(own: &ContactType, day: f64) -> f64 {
    let often = |delay: &Law| 1.0 + (day / delay.mean().max(1.0)).min(1e6);
    let redials = own.redial.as_ref().map_or(1.0, |redial| {
        redial.max_attempts.map_or(f64::INFINITY, f64::from).min(often(&redial.delay))
    });
    let repeats = own.repeat.as_ref().map_or(1.0, |repeat| often(&repeat.delay));
    let complaint = own.sale.as_ref().and_then(|sale| sale.complaint.as_ref());
    redials * repeats * if complaint.is_some() { 20.0 } else { 1.0 }
}

fn run_one(scenario: &Scenario) {
    let model = Model::new(scenario);
    let mut tally = DayTally::new(&model.terms);
    run(&model, &mut Workspace::default(), 1, 1, &mut tally);
    let total = &tally.totals().total.0;
    let of = |counts: &[Count]| counts.iter().map(|&count| total[count as usize]).sum::<i64>();
    let answered = of(&[Count::Answered]);
    let lost = of(&[
        Count::Blocked,
        Count::Balked,
        Count::Abandoned,
        Count::Disconnected,
        Count::WaitingAtEnd,
    ]);
    assert_eq!(of(&[Count::Offered]), answered + lost, "contacts are conserved");
    assert_eq!(of(&[Count::Offered]), of(&[Count::Chains, Count::Redialled]));
}
