//! Does it hold? Every target that was given is spoken of, and the intervals of the day with it.

use super::facts::{bounds_of, in_display_order};
use super::{listed, overall};
use crate::experiment::run::outcome::VariantOutcome;
use crate::measures::estimate::{Measured, Subject};
use crate::measures::plan::Period;
use crate::report::form::figure::{NO_BREAK, Sense, cell};
use crate::report::form::number::{grouped, plain_decimals, significant};
use crate::report::form::words::period::Observed;
use crate::scenario::model::ContactType;

/// Whether a figure reaches its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Met,
    Missed,
    Unclear,
}

/// A target, and what was found of it: "82.1 % of sales are answered in 20 s (±0.4), wanted 80 %".
pub(crate) struct Judged {
    pub(crate) verdict: Verdict,
    pub(crate) told: String,
}

/// Of these intervals of the day so many reach the targets of all their contact types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meeting {
    pub(crate) of: usize,
    /// By their means.
    pub(crate) met: usize,
    /// With their whole interval.
    pub(crate) surely_met: usize,
    pub(crate) surely_missed: usize,
    /// What these parts are: "interval", "month".
    pub(crate) part: &'static str,
}

/// At most so much of their time agents are busy where there are surely more than are needed.
const MUCH_TO_SPARE: f64 = 0.5;

/// The verdict in a sentence or two; nothing where no target was given.
pub(crate) fn sentences(variant: &VariantOutcome) -> Vec<String> {
    let judged = targets(variant);
    let of = |wanted| -> Vec<String> {
        let those = judged.iter().filter(|it| it.verdict == wanted);
        those.map(|it| it.told.clone()).collect()
    };
    let (met, missed, unclear) = (of(Verdict::Met), of(Verdict::Missed), of(Verdict::Unclear));
    let mut said = Vec::new();
    if judged.is_empty() {
        return said;
    }
    if !missed.is_empty() {
        said.push(format!("It does not hold: {}.", listed(&missed)));
    }
    if !unclear.is_empty() {
        said.push(format!("Too close to call: {}.", listed(&unclear)));
    }
    if missed.is_empty() && unclear.is_empty() {
        said.extend(all_met(variant));
    } else if !met.is_empty() {
        said.push(match met.len() {
            1 => "The other target is reached.".to_owned(),
            number => format!("The other {number} targets are reached."),
        });
    }
    said
}

/// What is said of a day that reaches every target as a whole.
fn all_met(variant: &VariantOutcome) -> Vec<String> {
    let day = match variant.summary.period {
        Period::Day | Period::Batch => "day",
        Period::Horizon => "horizon",
    };
    if variant.scenario.remarks.no_verdict().is_some() {
        // What it is stands above.
        return vec![format!(
            "The figures of the {day} reach every target, but what is warned of is no {day} that \
             holds."
        )];
    }
    match meeting(variant) {
        Some(Meeting { of, surely_missed, part, .. }) if surely_missed > 0 => {
            let verb = if surely_missed == 1 { "does" } else { "do" };
            vec![format!(
                "The {day} as a whole reaches every target, but {surely_missed} of {of} {part}s \
                 {verb} not."
            )]
        }
        _ => {
            let mut said = vec!["It holds: every target is reached.".to_owned()];
            said.extend(to_spare(variant));
            said
        }
    }
}

/// Where agents are idle for more than half of their time: by how much there are too many can
/// only a search say.
fn to_spare(variant: &VariantOutcome) -> Option<String> {
    if variant.summary.period == Period::Horizon {
        // That search plays days.
        return None;
    }
    let occupancy = overall(&variant.summary, "occupancy")?;
    let agents = variant.summary.agent_groups.iter().filter_map(|it| it.get("agents"));
    let agents: f64 = agents.filter_map(|it| it.estimate.mean).sum();
    let most = bounds_of(&occupancy.estimate)?.1;
    // Of one agent none can be spared.
    if most > MUCH_TO_SPARE || agents < 2.0 {
        return None;
    }
    let idle = 100.0 * (1.0 - occupancy.estimate.mean?);
    Some(format!(
        "There are agents to spare: the {} on duty are idle for {}{NO_BREAK}% of their time; \
         `switchroom staff` finds how few would do.",
        grouped(agents, plain_decimals(agents, 1)),
        grouped(idle, 0),
    ))
}

/// Every target of a variant with what was found: service levels by contact type, and the highest
/// occupancy by agent group.
pub(crate) fn targets(variant: &VariantOutcome) -> Vec<Judged> {
    let types = in_display_order(variant);
    let mut judged: Vec<Judged> =
        types.iter().filter_map(|it| service_level(variant, it)).collect();
    if let Some(most) = variant.scenario.targets.max_occupancy {
        let groups = variant.summary.agent_groups.iter();
        judged.extend(groups.filter_map(|it| occupancy(variant, it, most)));
    }
    judged
}

fn service_level(variant: &VariantOutcome, contact_type: &ContactType) -> Option<Judged> {
    let target = contact_type.target.service_level?;
    let name = &contact_type.name;
    let wanted = percent(target);
    let mut subjects = variant.summary.contact_types.iter();
    let measured = subjects.find(|it| it.name == *name).and_then(|it| it.get("service_level"));
    let Some(measured) = measured.filter(|it| it.estimate.mean.is_some()) else {
        let told = format!("no contact of {name} was offered, wanted {wanted} of them in time");
        return Some(Judged { verdict: Verdict::Missed, told });
    };
    let verdict = match bounds_of(&measured.estimate) {
        Some((low, _)) if low >= target => Verdict::Met,
        Some((_, high)) if high < target => Verdict::Missed,
        _ => Verdict::Unclear,
    };
    let seconds = significant(contact_type.target.within_seconds);
    let told = format!("of {name} are answered in {seconds}{NO_BREAK}s");
    Some(Judged { verdict, told: format!("{}, wanted {wanted}", found(variant, measured, &told)) })
}

fn occupancy(variant: &VariantOutcome, group: &Subject, most: f64) -> Option<Judged> {
    let measured = group.get("occupancy")?;
    // Who is never on duty is not occupied either.
    measured.estimate.mean?;
    let verdict = match bounds_of(&measured.estimate) {
        Some((_, high)) if high <= most => Verdict::Met,
        Some((low, _)) if low > most => Verdict::Missed,
        _ => Verdict::Unclear,
    };
    let figure = found(variant, measured, "occupied");
    let told = format!("agents of {} are {figure}, wanted at most {}", group.name, percent(most));
    Some(Judged { verdict, told })
}

fn found(variant: &VariantOutcome, measured: &Measured, words: &str) -> String {
    cell(measured, Sense::Level, Observed::of(&variant.summary)).with(words)
}

/// A target as the planner gave it: no digit is rounded away.
fn percent(share: f64) -> String {
    format!("{}{NO_BREAK}%", significant(share * 100.0))
}

/// How many intervals reach the targets of all contact types; nothing where none has a target.
pub(crate) fn meeting(variant: &VariantOutcome) -> Option<Meeting> {
    let target = |name: &str| {
        let found = variant.scenario.contact_types.iter().find(|it| it.name == name);
        found.and_then(|it| it.target.service_level)
    };
    let part = match variant.summary.period {
        Period::Day | Period::Batch => "interval",
        Period::Horizon => "month",
    };
    let mut meeting = Meeting { of: 0, met: 0, surely_met: 0, surely_missed: 0, part };
    for interval in &variant.summary.intervals {
        let judged: Vec<[bool; 3]> = interval
            .contact_types
            .iter()
            .filter_map(|subject| {
                let (target, measured) = (target(&subject.name)?, subject.get("service_level")?);
                let mean = measured.estimate.mean?;
                let (low, high) =
                    bounds_of(&measured.estimate).unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
                Some([mean >= target, low >= target, high < target])
            })
            .collect();
        if judged.is_empty() {
            continue;
        }
        meeting.of += 1;
        meeting.met += usize::from(judged.iter().all(|it| it[0]));
        meeting.surely_met += usize::from(judged.iter().all(|it| it[1]));
        meeting.surely_missed += usize::from(judged.iter().any(|it| it[2]));
    }
    (meeting.of > 0).then_some(meeting)
}

impl Meeting {
    /// "13 of 20 intervals meet their target on the estimate (11 surely)".
    pub(crate) fn told(self) -> String {
        let Self { of, met, surely_met, surely_missed, part } = self;
        let meet = if of == 1 { " meets its" } else { "s meet their" };
        let told = format!("{met} of {of} {part}{meet} target");
        if surely_met + surely_missed == of {
            told
        } else {
            format!("{told} on the estimate ({surely_met} surely)")
        }
    }
}
