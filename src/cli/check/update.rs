//! `check --update`: today's figures become the baseline, with who accepted what.

use std::env;

use super::Args;
use super::subjects::Subject;
use crate::cli::baseline;
use crate::cli::clock::Stopwatch;
use crate::cli::failure::{Ended, Failure};
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::experiment::check::{Acceptance, Baseline, CheckSettings, Shift, measure, shifts};
use crate::report::{Terminal, shift_line, write_shifts};

/// Most replications of a baseline: more make a file that nobody reviews.
const MOST_REPLICATIONS: u32 = 10_000;
const VERSION: &str = env!("CARGO_PKG_VERSION");

pub(super) fn execute(
    args: &Args,
    subjects: &[Subject],
    threads: usize,
    output: &Output,
) -> Result<Ended, Failure> {
    refuse(args, subjects)?;
    let progress = Progress::start(output, None, Stopwatch::start());
    for subject in subjects {
        let settings = settings(args, subject, threads);
        let measured = measure(&subject.loaded, &settings, VERSION, &progress);
        let Some(measured) = measured else {
            progress.finish();
            output.say(&format!("interrupted: {} is as it was", subject.baseline_name()));
            return Ok(Ended::Interrupted);
        };
        store(args, subject, &settings, measured, output)?;
    }
    progress.finish();
    Ok(Ended::Done)
}

/// What may not be stored, before anything is run for it.
fn refuse(args: &Args, subjects: &[Subject]) -> Result<(), Failure> {
    if baseline::is_ci() && !args.update_in_ci {
        return Err(Failure::Wrong(
            "found --update where `CI` is set, wanted it on a desk where somebody looks at what \
             moved; to store it all the same: --update-in-ci"
                .to_owned(),
        ));
    }
    if let Some(found) = args.replications.filter(|number| *number > MOST_REPLICATIONS) {
        return Err(Failure::Wrong(format!(
            "found --replications {found}, wanted at most {MOST_REPLICATIONS} for a baseline"
        )));
    }
    let stored: Vec<String> = subjects
        .iter()
        .filter(|it| it.baseline.is_some() && args.reason.is_none())
        .map(Subject::baseline_name)
        .collect();
    if stored.is_empty() {
        return Ok(());
    }
    Err(Failure::Wrong(format!(
        "found no --reason, wanted why other figures than those of {} are accepted",
        stored.join(", ")
    )))
}

/// As many replications as before, so that old and new are paired.
fn settings(args: &Args, subject: &Subject, threads: usize) -> CheckSettings {
    let settings = args.settings(subject, threads);
    let before = subject.baseline.as_ref().map(|it| it.replications);
    let first = args.replications.or(before).or(settings.first);
    CheckSettings { first: first.map(|number| number.min(MOST_REPLICATIONS)), ..settings }
}

fn store(
    args: &Args,
    subject: &Subject,
    settings: &CheckSettings,
    measured: Baseline,
    output: &Output,
) -> Result<(), Failure> {
    let old = subject.baseline.as_ref();
    let shifts = shifts(&subject.loaded, old, &measured, settings.confidence);
    let observations = measured.figures.first().map_or(0, |it| it.series.observations.len()) as u32;
    let title = format!("{}, seed {}", subject.name(), measured.seed);
    let terminal = Terminal { colour: output.colour, width: output.width };
    output.results(|out| write_shifts(&title, &shifts, observations, terminal, out))?;
    if let Some(old) = old
        && old.pairs_with(&measured)
        && (&old.figures, &old.digests) == (&measured.figures, &measured.digests)
    {
        output.say(&format!("nothing has moved: {} is as it was", subject.baseline_name()));
        return Ok(());
    }
    let mut accepted = old.map_or_else(Vec::new, |old| old.accepted.clone());
    accepted.push(acceptance(args, old.is_some(), &shifts, observations));
    let path = baseline::write(&subject.path, &Baseline { accepted, ..measured })?;
    output.say(&format!("stored in {}", path.display()));
    Ok(())
}

fn acceptance(args: &Args, is_new: bool, shifts: &[Shift], observations: u32) -> Acceptance {
    let lines = shifts.iter().filter_map(|shift| shift_line(shift, observations));
    let first = if is_new { "" } else { "the first baseline" };
    Acceptance {
        by: args.by.clone().unwrap_or_else(user),
        reason: args.reason.clone().unwrap_or_else(|| first.to_owned()),
        version: VERSION.to_owned(),
        shifts: lines.collect(),
    }
}

/// Who is at the keyboard, as far as the system says.
fn user() -> String {
    let names = ["GIT_AUTHOR_NAME", "USER", "LOGNAME", "USERNAME"];
    let mut known = names.iter().filter_map(|name| env::var(name).ok());
    known.find(|name| !name.is_empty()).unwrap_or_else(|| "unknown".to_owned())
}
