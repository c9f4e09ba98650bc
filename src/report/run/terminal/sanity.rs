//! What theory says, beside what was simulated.

use std::io;

use crate::experiment::sanity::{Figures, Theory};
use crate::measures::estimate::{Estimate, Measured, Subject};
use crate::report::Report;
use crate::report::form::figure::{Sense, cell};
use crate::report::form::page::{Ink, Page};
use crate::report::form::words::period::Observed;
use crate::report::form::words::scenario::listed;

pub(crate) fn write(report: &Report, page: &mut Page) -> io::Result<()> {
    let sanity = &report.outcome.sanity;
    if sanity.is_empty() {
        return Ok(());
    }
    page.heading("Beside theory", "a queueing model's figures, where one applies")?;
    let summary = &report.base().summary;
    for own in sanity {
        let text = match &own.theory {
            Theory::Applies(figures) => {
                let simulated = summary.contact_types.iter().find(|it| it.name == own.contact_type);
                told(figures, simulated, Observed::of(summary))
            }
            Theory::DoesNotApply(reason) => format!("no model applies, because {reason}"),
        };
        page.paragraph(&format!("{}: {text}", own.contact_type), Ink::Plain, 2, 4)?;
    }
    Ok(())
}

/// "service level 96.4 % (simulated 96.2 % ±0.1), ...; exact, by M(t)/M/n(t)+M from empty".
fn told(figures: &Figures, simulated: Option<&Subject>, observed: Observed) -> String {
    let beside = |key: &str, value: Option<f64>| -> Option<String> {
        let simulated = simulated?.get(key)?;
        simulated.estimate.mean?;
        // With the interval of the simulated figure, so that both have as many decimals.
        let estimate = Estimate { mean: Some(value?), ..simulated.estimate };
        let theory = Measured { definition: simulated.definition, estimate };
        let theory = cell(&theory, Sense::Level, observed).value;
        let found = cell(simulated, Sense::Level, observed);
        let name = simulated.definition.name.to_lowercase();
        let interval = found.interval.replace(['(', ')'], "");
        Some(format!("{name} {theory} (simulated {} {interval})", found.value))
    };
    let facts: Vec<String> = [
        beside("service_level", figures.service_level),
        beside("abandon_rate", figures.abandon_rate),
        beside("mean_wait_seconds", figures.mean_wait_seconds),
    ]
    .into_iter()
    .flatten()
    .collect();
    let facts = if facts.is_empty() { "no contacts".to_owned() } else { listed(&facts) };
    let model = &figures.model;
    match &figures.differences[..] {
        [] => format!("{facts}; exact, by {model}"),
        differences => {
            format!("{facts}; an approximation by {model}, because {}", listed(differences))
        }
    }
}
