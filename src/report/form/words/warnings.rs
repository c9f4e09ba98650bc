//! What can hardly be meant in the scenarios of a report: said before its answer, and in tables
//! beside each figure.

use std::io;

use serde_json::{Value, json};

use crate::report::form::page::{Ink, Page};
use crate::scenario::{Scenario, Warning};

/// The last column of every CSV.
pub(crate) const COLUMN: &str = "warnings";
/// Between the warnings of one row.
const BETWEEN: &str = " | ";

/// So many warnings stand on a page; the exports have all.
const MOST_TOLD: usize = 8;

/// The warnings of scenarios by name, the base first: what the base has already is not said again
/// of a variant.
pub(crate) fn of<'a>(
    scenarios: impl IntoIterator<Item = (&'a str, &'a Scenario)>,
) -> Vec<(&'a str, &'a Warning)> {
    let mut said: Vec<(&str, &Warning)> = Vec::new();
    for (name, scenario) in scenarios {
        for warning in &scenario.remarks.warnings {
            if said.iter().all(|(_, other)| other.sentence != warning.sentence) {
                said.push((name, warning));
            }
        }
    }
    said
}

/// The sentences; those of a variant with its name.
pub(crate) fn sentences(warnings: &[(&str, &Warning)]) -> Vec<String> {
    let told = |(name, warning): &(&str, &Warning)| {
        // A sentence about a variant names it.
        if *name == "base" || warning.subject.starts_with("variants.") {
            warning.sentence.clone()
        } else {
            format!("{name}: {}", warning.sentence)
        }
    };
    warnings.iter().map(told).collect()
}

/// The sentences about one scenario, whoever else has them too.
pub(crate) fn own(scenario: &Scenario) -> Vec<String> {
    scenario.remarks.warnings.iter().map(|warning| warning.sentence.clone()).collect()
}

/// What stands in the column of one row: each sentence once.
pub(crate) fn cell<'a>(sentences: impl IntoIterator<Item = &'a String>) -> String {
    let mut said: Vec<&str> = Vec::new();
    for sentence in sentences {
        if !said.contains(&sentence.as_str()) {
            said.push(sentence);
        }
    }
    said.join(BETWEEN)
}

/// Writes the sentences, each a paragraph of its own.
pub(crate) fn write(sentences: &[String], page: &mut Page) -> io::Result<()> {
    for sentence in sentences.iter().take(MOST_TOLD) {
        page.paragraph(&format!("Warning: {sentence}"), Ink::Worse, 2, 4)?;
    }
    if let Some(more) = sentences.len().checked_sub(MOST_TOLD).filter(|more| *more > 0) {
        let text = format!("and {more} more, which `switchroom validate` says");
        page.paragraph(&text, Ink::Worse, 2, 4)?;
    }
    Ok(())
}

/// The warnings for a program; nothing where there is none.
pub(crate) fn value(warnings: &[(&str, &Warning)]) -> Option<Value> {
    let one = |(variant, warning): &(&str, &Warning)| {
        json!({
            "variant": variant,
            "subject": warning.subject,
            "sentence": warning.sentence,
            "place": {
                "file": warning.place.file,
                "line": warning.place.line,
                "column": warning.place.column,
            },
        })
    };
    (!warnings.is_empty()).then(|| warnings.iter().map(one).collect())
}
