//! `check`: does what was asserted hold, and is what was stored still true?

mod outputs;
mod subjects;
mod update;

use std::path::PathBuf;

use super::clock::Stopwatch;
use super::failure::{Ended, Failure};
use super::flags::{ChangeFlags, LARGEST_SEED, threads};
use super::output::Output;
use super::precision::confidence;
use super::progress::Progress;
use crate::experiment::check::{
    Assertion, CheckSettings, Missing, OnInconclusive, Pairing, Reference, Standing, check,
};
use crate::questions::typed::shell::{self, quoted};
use crate::report::check::CheckedFile;
use crate::report::{Checked, counted};
use crate::scenario::model::Replications;
use outputs::Outputs;
use subjects::{Subject, read_for, subjects};

const EXAMPLES: &str = "\
Examples:
  switchroom check centre.json                    do its `checks` hold?
  switchroom check scenarios/*.json --junit checks.xml
  switchroom check centre.json --update           store today's figures as the baseline
  switchroom check centre.json --update --reason 'offers are shorter, ticket 71'
  switchroom check centre.json --only 'sales hold' --max-replications 5000
  switchroom check centre.json --fresh-seeds      for a nightly: other customers
";

const ENDINGS: &str = "\
A line for each assertion: verdict, figure with its interval, what was wanted.
Exit codes: 0 all passed, 1 an assertion failed, 2 something is wrong with the command line or a
file, 3 nothing failed and the days did not suffice to decide, 130 interrupted.
Methods: docs/methods/checks.md";

/// Say whether the `checks` of scenario and what-if files hold, for continuous integration
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, after_help = ENDINGS, help_template = super::HELP)]
#[expect(clippy::struct_excessive_bools, reason = "a flag is given or it is not")]
pub(super) struct Args {
    /// Scenario or what-if files with `checks`
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// Check only this one, by name; may be repeated
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,

    /// Store today's figures as the baseline, with the old and the new ones told
    #[arg(long, conflicts_with_all = ["only", "fresh_seeds", "set", "scale", "lenient"])]
    update: bool,

    /// Why new figures are accepted; stored with them
    #[arg(long, value_name = "TEXT", requires = "update")]
    reason: Option<String>,

    /// Who accepts them [default: the user's name]
    #[arg(long, value_name = "NAME", requires = "update")]
    by: Option<String>,

    /// Store them although this is continuous integration (`CI` is set)
    #[arg(long, requires = "update")]
    update_in_ci: bool,

    /// Skip what has no baseline instead of failing
    #[arg(long)]
    lenient: bool,

    /// What an undecided assertion counts as [default: neither, exit code 3]
    #[arg(long, value_name = "VERDICT", value_enum)]
    inconclusive: Option<Inconclusive>,

    /// Other customers each time, printed; baselines are compared without pairing
    #[arg(long)]
    fresh_seeds: bool,

    /// Seed of all randomness [default: the baseline's, else the file's, else 1]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(..=LARGEST_SEED))]
    seed: Option<u64>,

    /// Days of the first look, and of a new baseline [default: the file's, else 50 and 200]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    replications: Option<u32>,

    /// When to stop adding days [default: the check's, else a few seconds' worth]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..=10_000_000))]
    max_replications: Option<u32>,

    /// Level of all intervals of a file together [default: the file's, else 0.95]
    #[arg(long, value_name = "SHARE", value_parser = confidence)]
    confidence: Option<f64>,

    /// Threads to use; the results are the same for any number [default: all processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    threads: Option<u64>,

    #[command(flatten)]
    changes: ChangeFlags,

    #[command(flatten)]
    outputs: outputs::Flags,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Inconclusive {
    Pass,
    Fail,
    Warn,
}

pub(super) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let mut outputs = Outputs::claim(&args.outputs, &args.files)?;
    let subjects = match subjects(args) {
        Ok(subjects) => subjects,
        Err(failure) => {
            outputs.annotate(&failure, output)?;
            return Err(failure);
        }
    };
    outputs.spare(&read_for(&subjects))?;
    let threads = threads(args.threads, output);
    if args.update {
        return update::execute(args, &subjects, threads, output);
    }
    if args.fresh_seeds {
        let seed = subjects[0].seed;
        output.say(&format!("fresh customers: seed {seed} (again: --fresh-seeds --seed {seed})"));
    }
    let checked = run(args, &subjects, threads, output)?;
    let ended = ended(&checked);
    let written = outputs.write(&checked, output);
    if ended == Ended::Interrupted {
        output.say("interrupted: what was decided before is reported");
    }
    written.map(|()| ended)
}

fn run(
    args: &Args,
    subjects: &[Subject],
    threads: usize,
    output: &Output,
) -> Result<Checked, Failure> {
    let progress = Progress::start(output, None, Stopwatch::start());
    let mut files = Vec::new();
    let mut times = Vec::new();
    for subject in subjects {
        let stopwatch = Stopwatch::start();
        let is_wanted = |one: &crate::scenario::Check| args.only.is_empty() || args.is_only(one);
        let settings = args.settings(subject, threads);
        let reference = args.reference(subject);
        let outcome = check(&subject.loaded, &is_wanted, &settings, reference, &progress);
        let Some(outcome) = outcome else { break };
        times.push(format!(
            "{}: {} in {:.1} s",
            subject.name(),
            counted(outcome.contacts as usize, "contact"),
            stopwatch.elapsed().as_secs_f64()
        ));
        let again = outcome.assertions.iter().map(|one| args.again(subject, one)).collect();
        let (file, baseline) = (subject.name(), subject.baseline_name());
        let update = subject.update_command();
        files.push(CheckedFile { file, outcome, baseline, update, again });
        if files.last().is_some_and(|it| it.outcome.is_cut_short) {
            break;
        }
    }
    progress.finish();
    for time in times {
        output.say(&time);
    }
    for file in &files {
        for warning in &file.outcome.warnings {
            output.say(&format!("{}: warning: {warning}", file.file));
        }
    }
    if files.is_empty() {
        return Err(Failure::Interrupted);
    }
    let is_cut_short = files.len() < subjects.len();
    Ok(Checked { files, on_inconclusive: args.on_inconclusive(), is_cut_short })
}

fn ended(checked: &Checked) -> Ended {
    match checked.standing() {
        _ if checked.was_interrupted() => Ended::Interrupted,
        Standing::Failed => Ended::Differs,
        Standing::Open => Ended::Inconclusive,
        Standing::Passed | Standing::Warned => Ended::Done,
    }
}

impl Args {
    fn is_only(&self, check: &crate::scenario::Check) -> bool {
        self.only.contains(&check.name)
    }

    fn on_inconclusive(&self) -> OnInconclusive {
        match self.inconclusive {
            None => OnInconclusive::Tell,
            Some(Inconclusive::Pass) => OnInconclusive::Pass,
            Some(Inconclusive::Fail) => OnInconclusive::Fail,
            Some(Inconclusive::Warn) => OnInconclusive::Warn,
        }
    }

    /// The command line wins over the file, the file over the default.
    fn settings(&self, subject: &Subject, threads: usize) -> CheckSettings {
        let file = subject.loaded.base.run;
        CheckSettings {
            seed: subject.seed,
            threads,
            confidence: self.confidence.unwrap_or(file.confidence),
            first: self.replications.or(file.replications.and_then(Replications::number)),
            most: self.max_replications,
        }
    }

    fn reference<'a>(&self, subject: &'a Subject) -> Reference<'a> {
        Reference {
            baseline: subject.baseline.as_ref(),
            pairing: if self.fresh_seeds { Pairing::Unpaired } else { Pairing::Paired },
            missing: if self.lenient { Missing::IsSkipped } else { Missing::Fails },
        }
    }

    /// The command line that gives the verdict on an assertion again.
    fn again(&self, subject: &Subject, assertion: &Assertion) -> String {
        let mut parts = vec![format!("switchroom check {}", shell::file(&subject.name()))];
        parts.push(quoted("--only", &assertion.check.name));
        parts.extend(self.changes.typed());
        if self.fresh_seeds {
            parts.push("--fresh-seeds".to_owned());
        }
        parts.push(format!("--seed {}", subject.seed));
        let given = [
            ("--replications", self.replications.map(|it| it.to_string())),
            ("--max-replications", self.max_replications.map(|it| it.to_string())),
            ("--confidence", self.confidence.map(|it| it.to_string())),
        ];
        for (flag, value) in given {
            parts.extend(value.map(|value| quoted(flag, &value)));
        }
        parts.join(" ")
    }
}
