//! What changes, and which of the variants that one can choose is the best.
//!
//! A variant that changes what happens is a "what if": it is told of and never chosen. Two
//! variants are told apart by their paired differences from the base: where the intervals of these
//! do not meet. That is cautious: `switchroom best` pairs every variant with every other.

use super::facts::{answered_in_time, level, net_value, versus, versus_of};
use super::race::{MOST_NAMED, Race};
use super::verdict::{self, Meeting, Verdict};
use super::{listed, overall};
use crate::measures::estimate::{Measured, Summary};
use crate::measures::plan::Period;
use crate::report::Report;
use crate::report::form::figure::{Tone, tone};
use crate::report::form::number::grouped;
use crate::report::form::words::period::Observed;

/// Multipliers of the assumed effects on customers between which a comparison should not turn.
const NEAR_AS_ASSUMED: [f64; 2] = [0.5, 2.0];
/// What is told of a recommendation, of the whole centre.
const FACTS: [&str; 2] = ["service_level", "abandon_rate"];
/// What it may cost beside that.
const PRICES: [&str; 2] = ["mean_wait_seconds", "customers_lost"];

pub(crate) fn sentences(report: &Report) -> Vec<String> {
    let race = Race::of(report);
    let mut said = Vec::new();
    match race.highest() {
        Some(_) if race.choices.len() < 2 => {}
        Some(0) => said.extend(base_is_highest(&race)),
        Some(best) => {
            said.extend(recommended(&race, best));
            said.extend(what_it_rests_on(&race, best));
        }
        None => {}
    }
    said.extend(lowest(&race));
    if race.choices.len() > 3 {
        said.push("The best of several looks a little better than it is.".to_owned());
    }
    said.extend(otherwise(&race));
    said.extend(what_if(&race));
    if said.is_empty() { vec!["There is nothing to compare.".to_owned()] } else { said }
}

/// The position of the best choice by some measure, for whoever draws one variant.
pub(crate) fn best(report: &Report, key: &str) -> Option<usize> {
    let race = Race::of(report);
    if race.key == key {
        return race.highest();
    }
    let mean = |at: usize| {
        overall(&race.variant(at).summary, key).and_then(|it| it.estimate.mean).map(|it| (at, it))
    };
    let means = race.choices.iter().filter_map(|&at| mean(at));
    means.reduce(|best, other| if other.1 > best.1 { other } else { best }).map(|it| it.0)
}

fn base_is_highest(race: &Race<'_>) -> Vec<String> {
    let rivals = race.rivals(0);
    let by = race.by;
    let same = |&at: &usize| race.more_than_base(at) == Some((0.0, 0.0));
    let (same, near): (Vec<usize>, Vec<usize>) = rivals.into_iter().partition(same);
    let mut said = if near.is_empty() {
        vec![format!("No variant beats the base by {by}.")]
    } else {
        vec![format!(
            "No variant is clearly better than the base by {by}; {} cannot be told apart from it.",
            race.named(&near)
        )]
    };
    if !same.is_empty() {
        let verb = if same.len() == 1 { "is" } else { "are" };
        said.push(format!("{} {verb} the same as the base.", race.named(&same)));
    }
    said.extend(answered_in_time(race.variant(0)).map(|it| format!("In it {it}.")));
    said
}

/// "Best by net value is “all blended”: EUR 5,566 a day (±41), 1,381 more than the base (±52)."
fn recommended(race: &Race<'_>, best: usize) -> Vec<String> {
    let variant = race.variant(best);
    let rivals = race.rivals(best);
    let by = race.by;
    let told = if rivals.is_empty() {
        format!("Best by {by} is “{}”", variant.name)
    } else if rivals.contains(&0) {
        format!("No difference is told from the base by {by}. Highest is “{}”", variant.name)
    } else {
        format!("Highest by {by} is “{}”", variant.name)
    };
    let value = net_value(variant).filter(|_| race.key == "net_value");
    let mut said = vec![match (value, race.difference(best)) {
        (Some(value), Some(difference)) => {
            format!("{told}: {value}{}.", versus(difference, race.key))
        }
        _ => format!("{told}."),
    }];
    let others: Vec<usize> = rivals.into_iter().filter(|&at| at != 0).collect();
    if !others.is_empty() {
        said.push(format!(
            "{} cannot be told apart from it here; `switchroom best` decides.",
            race.named(&others)
        ));
    }
    said.extend(service_facts(race, best));
    said
}

fn service_facts(race: &Race<'_>, position: usize) -> Option<String> {
    let (variant, difference) = (race.variant(position), race.difference(position)?);
    let against = &variant.scenario.remarks.against_base;
    let mut facts = Vec::new();
    let is_worse = |key: &&str| overall(difference, key).is_some_and(|it| tone(it) == Tone::Worse);
    let is_but = FACTS.iter().filter(|key| race.compares(position, key)).any(is_worse);
    if let Some(answered) = answered_in_time(variant) {
        let versus = if against.has_own_service_level() {
            ", by another yardstick than the base".to_owned()
        } else {
            versus(difference, "service_level")
        };
        facts.push(format!("{answered}{versus}"));
    }
    if let Some(abandoned) = level(&variant.summary, "abandon_rate") {
        let versus = versus(difference, "abandon_rate");
        facts.push(format!("{}{versus}", abandoned.with("abandon")));
    }
    if let Some(meeting) = verdict::meeting(variant) {
        let before = verdict::meeting(race.variant(0)).filter(|_| !against.has_own_targets());
        let before = before.map(|Meeting { met, .. }| format!(" (base: {met})"));
        facts.push(format!("{}{}", meeting.told(), before.unwrap_or_default()));
    }
    let there = if is_but { "But there" } else { "There" };
    (!facts.is_empty()).then(|| format!("{there} {}.", facts.join("; ")))
}

/// What whoever follows the recommendation should know: what clearly gets worse, which targets are
/// missed, and whether it turns round near the assumed effects.
fn what_it_rests_on(race: &Race<'_>, best: usize) -> Vec<String> {
    let mut said = Vec::new();
    let variant = race.variant(best);
    if let Some(difference) = race.difference(best) {
        let prices = prices(race, best, difference);
        if !prices.is_empty() {
            said.push(format!("Clearly worse there: {}.", listed(&prices)));
        }
    }
    if variant.scenario.remarks.no_verdict().is_some() {
        // What it is stands above.
        let day = match variant.summary.period {
            Period::Horizon => "horizon",
            Period::Day | Period::Batch => "day",
        };
        said.push(format!("What is warned of is no {day} that holds."));
    }
    let missed = verdict::targets(variant).into_iter();
    let missed: Vec<String> =
        missed.filter(|it| it.verdict == Verdict::Missed).map(|it| it.told).collect();
    if !missed.is_empty() {
        said.push(format!("It misses what is wanted: {}.", listed(&missed)));
    }
    said.extend(turns_round(race, best));
    said
}

pub(crate) fn turns_round(race: &Race<'_>, best: usize) -> Option<String> {
    if race.key != "net_value" {
        return None;
    }
    let at = race.difference(best)?.sensitivity.as_ref()?.sign_change?;
    let [low, high] = NEAR_AS_ASSUMED;
    (low..=high).contains(&at).then(|| {
        format!(
            "That rests on the assumed effects on customers: near × {} of them it turns round, on \
             the estimate.",
            grouped(at, 1)
        )
    })
}

/// Figures that are clearly worse than in the base: of the whole centre, and the service level of
/// each contact type.
fn prices(race: &Race<'_>, position: usize, difference: &Summary) -> Vec<String> {
    let observed = Observed::of(difference);
    let is_worse = |measured: &&Measured| tone(measured) == Tone::Worse;
    let told = |measured: &Measured, of: &str| {
        let name = measured.definition.name;
        let name = name.get(..1).map_or(String::new(), str::to_lowercase) + &name[1..];
        let versus = versus_of(measured, observed);
        format!("{name}{of} {}", versus.trim_start_matches(", "))
    };
    let all = PRICES.iter().filter_map(|key| overall(difference, key)).filter(is_worse);
    let mut prices: Vec<String> = all.map(|measured| told(measured, "")).collect();
    let types = &difference.contact_types;
    if types.len() > 1 && race.compares(position, "service_level") {
        let each = types.iter().filter_map(|own| Some((own, own.get("service_level")?)));
        let each = each.filter(|(_, measured)| is_worse(measured));
        prices.extend(each.map(|(own, it)| told(it, &format!(" of {}", own.name))));
    }
    let left = prices.len().saturating_sub(MOST_NAMED);
    prices.truncate(MOST_NAMED);
    if left > 0 {
        prices.push(format!("{left} more below"));
    }
    prices
}

/// "Worst is “best split”: EUR -643 a day (±30), 1,588 less than the base (±30)." Only where there
/// are several choices and the base is not the lowest.
fn lowest(race: &Race<'_>) -> Option<String> {
    let lowest = race.lowest().filter(|&at| at > 0 && race.choices.len() > 2)?;
    let others = race.choices.iter().filter(|&&other| other != lowest);
    let is_surely_worst = others.copied().all(|other| race.is_surely_above(other, lowest));
    let variant = race.variant(lowest);
    let value = match race.key {
        "net_value" => net_value(variant)?,
        key => level(&variant.summary, key)?.with(""),
    };
    let word = if is_surely_worst { "Worst" } else { "Lowest" };
    let versus = versus(race.difference(lowest)?, race.key);
    Some(format!("{word} is “{}”: {value}{versus}.", variant.name))
}

/// Those whose service level is another figure than the base's.
fn otherwise(race: &Race<'_>) -> Option<String> {
    let others = &race.measured_otherwise;
    if others.is_empty() {
        return None;
    }
    let mut what: Vec<String> = Vec::new();
    for &at in others {
        for word in &race.variant(at).scenario.remarks.against_base.yardstick {
            if !what.contains(word) {
                what.push(word.clone());
            }
        }
    }
    let (verb, whose) = if others.len() == 1 { ("measures", "its") } else { ("measure", "their") };
    Some(format!(
        "{} {verb} by another yardstick ({}): {whose} service level is another figure, not a \
         better or worse one.",
        race.named(others),
        listed(&what)
    ))
}

/// "What if, not a choice: “volume +20 %” (volume), EUR 3,020 a day (±40), 500 less than the base
/// (±20)."
pub(crate) fn what_if(race: &Race<'_>) -> Option<String> {
    if race.what_ifs.is_empty() {
        return None;
    }
    let one = |&at: &usize| {
        let variant = race.variant(at);
        let happens = listed(&variant.scenario.remarks.against_base.happens);
        let value = match race.key {
            "net_value" => net_value(variant)?,
            key => level(&variant.summary, key)?.with("in time"),
        };
        let versus = versus(race.difference(at)?, race.key);
        Some(format!("“{}” ({happens}) {value}{versus}", variant.name))
    };
    let mut told: Vec<String> = race.what_ifs.iter().take(MOST_NAMED).filter_map(one).collect();
    let left = race.what_ifs.len().saturating_sub(MOST_NAMED);
    if left > 0 {
        told.push(format!("{left} more below"));
    }
    Some(format!("What if, not a choice: {}.", told.join("; ")))
}
