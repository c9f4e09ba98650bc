//! What a horizon rests on: said on every page, with what was found of it.

use super::prose::percent;
use super::{has_lead_in, measure};
use crate::base::math::{exp, ln};
use crate::measures::estimate::{IntervalSummary, Measured, find};
use crate::report::Report;
use crate::report::form::number::{grouped, significant};
use crate::report::form::words::horizon::{lead_in, volume_of_month};
use crate::report::form::words::scenario::listed;
use crate::scenario::model::Customers;

/// The sentences, in the order of the page.
pub(crate) fn sentences(report: &Report) -> Vec<String> {
    let mut said = Vec::new();
    said.extend(leaving(report));
    said.extend(past(report));
    said.extend(needs(report));
    said.extend(contacts(report));
    said.extend(work(report));
    said.extend(bands(report));
    if report.base().scenario.customers.as_ref().is_some_and(Customers::have_effects) {
        let text = "All effects of contacts on customers are inputs: nothing here shows that they \
                    are right.";
        said.push(text.to_owned());
    }
    said
}

fn mean(measures: &[Measured], key: &str) -> Option<f64> {
    find(measures, key)?.estimate.mean
}

/// "With these numbers the base loses 12.2 % of its customers a year, 53 % of them because of
/// contacts: is that what you see?"
fn leaving(report: &Report) -> Option<String> {
    let summary = &report.base().summary;
    let of = |key: &str| measure(summary, key).and_then(|it| it.estimate.mean);
    let stays = summary.intervals.iter().map(|month| {
        mean(&month.horizon, "customers.churn_per_month").map(|churn| (1.0 - churn).max(0.0))
    });
    let stays: Vec<f64> = stays.collect::<Option<_>>()?;
    let average = 1.0 - stays.iter().sum::<f64>() / stays.len().max(1) as f64;
    let a_year = 1.0 - exp(12.0 * ln(1.0 - average));
    let (contacts, all) = (of("customers.lost.contacts")?, of("customers.lost.all")?);
    let because = if all > 0.0 {
        format!(", {} of them because of contacts", percent(contacts / all, 0))
    } else {
        String::new()
    };
    Some(format!(
        "With these numbers the base loses {} of its customers a year{because}: is that what you \
         see?",
        percent(a_year, 1)
    ))
}

/// What the lead-in left behind, and whether it was still moving.
fn past(report: &Report) -> Option<String> {
    let base = report.base();
    let months = base.scenario.horizon.as_ref()?.lead_in_months;
    if !has_lead_in(&base.scenario) {
        return Some("No month before the first day is simulated (lead_in_months 0).".to_owned());
    }
    let found: Vec<String> = lead_in(&base.summary)
        .iter()
        .map(|it| {
            let before = it.before.as_ref().map_or(String::new(), |told| format!(" ({told})"));
            format!("{} {}{before}", it.now, it.name)
        })
        .collect();
    let before = if base.summary.lead_in.len() > 1 { " (three months before)" } else { "" };
    let told = if found.is_empty() { String::new() } else { format!(": {}", listed(&found)) };
    let months = crate::report::form::number::counted(months as usize, "month");
    Some(format!("At the end of the lead-in of {months}{before}{told}."))
}

/// `need_probability` given and seen.
fn needs(report: &Report) -> Option<String> {
    let base = report.base();
    base.scenario.customers.as_ref()?.persisting.as_ref()?.needs?;
    let seen = mean(base.summary.lead_in.first()?, "customers.needs_share")?;
    let with = base.scenario.contact_types.iter().filter(|it| it.need_probability > 0.0);
    let given: Vec<(String, f64)> = with.map(|it| (it.name.clone(), it.need_probability)).collect();
    let told: Vec<String> =
        given.iter().map(|(name, it)| format!("{} for {name}", significant(*it))).collect();
    let differs = match given[..] {
        [(_, only)] => (seen / only - 1.0).abs() > 0.1,
        _ => false,
    };
    let advice = if differs {
        format!(
            " If {} is what you observe at contacts, give less (`switchroom sweep` finds it).",
            listed(&given.iter().map(|it| significant(it.1).to_string()).collect::<Vec<_>>())
        )
    } else {
        String::new()
    };
    let last = percent(seen, 1);
    Some(format!(
        "You gave need_probability {}, of customers of whom nothing is remembered; in the last \
         month of the lead-in {last} of contacts show a need.{advice}",
        listed(&told)
    ))
}

/// "In 2026-01 83,600 contacts were offered: ...; the file's volume is 84,945."
fn contacts(report: &Report) -> Option<String> {
    let base = report.base();
    let first = base.summary.intervals.first()?;
    let count = |key: &str| mean(&first.total, key);
    let again = ["redialled", "repeats", "complaints"];
    let offered = count("offered")?;
    let others: f64 = again.iter().filter_map(|key| count(key)).sum();
    let mut parts = vec![format!("{} fresh", grouped(offered - others, 0))];
    let named = [("redialled", "redialled"), ("repeats", "repeats"), ("complaints", "complaints")];
    parts.extend(named.iter().filter_map(|(key, name)| {
        count(key).filter(|it| *it > 0.0).map(|it| format!("{} {name}", grouped(it, 0)))
    }));
    let volume = grouped(volume_of_month(&base.scenario, 0)?, 0);
    Some(format!(
        "Contacts of {} in the base: {}; the file's volume is {volume} fresh ones, of the \
         customers at the start and the prospects of the first day.",
        first.start,
        listed(&parts)
    ))
}

/// "Contacts per paid hour: 8.7 in the last month, 101 % of the first's."
fn work(report: &Report) -> Option<String> {
    let [first, .., last] = &report.base().summary.intervals[..] else { return None };
    let of = |month: &IntervalSummary| mean(&month.horizon, "work.contacts_per_paid_hour");
    let (first, last) = (of(first)?, of(last)?);
    (first > 0.0).then(|| {
        format!(
            "Contacts per paid hour of the base: {} in the last month, {} of the first's.",
            grouped(last, 2),
            percent(last / first, 0)
        )
    })
}

/// Bands as they were given: what share is in them stands with customers.
fn bands(report: &Report) -> Option<String> {
    let customers = report.base().scenario.customers.as_ref()?;
    let bands = customers.persisting.as_ref()?.bands?;
    Some(format!(
        "Angry is who would leave with a probability of at least {} for what he has not felt yet, \
         delighted whose goodwill is at least {} (bands).",
        percent(significant(bands.angry_from), 2),
        percent(significant(bands.delighted_from), 2)
    ))
}
