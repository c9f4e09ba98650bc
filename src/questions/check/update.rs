//! `check --update`: today's figures become the baseline, with who accepted what.

use std::io::{self, Write};
use std::path::PathBuf;

use super::baseline;
use super::question::Check;
use super::subjects::{Subject, read_for, subjects};
use crate::experiment::check::{Acceptance, Baseline, CheckSettings, Shift, measure, shifts};
use crate::questions::asking::{Answer, Asked, Ended, Question, Refusal, Texts, Watch};
use crate::report::{Terminal, shift_line, write_shifts};

/// Most replications of a baseline: more make a file that nobody reviews.
const MOST_REPLICATIONS: u32 = 10_000;
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Today's figures of what is checked, to be stored.
#[derive(Clone, Debug)]
pub struct Update {
    pub check: Check,
    /// Why other figures than the stored ones are accepted.
    pub reason: Option<String>,
    /// Who accepts them.
    pub by: String,
    /// Nobody looks at what moved, as in continuous integration.
    pub is_unattended: bool,
}

impl Question for Update {
    type Asked = AskedUpdate;

    fn files(&self) -> Vec<PathBuf> {
        self.check.files.clone()
    }

    fn read(self, texts: &dyn Texts) -> Result<AskedUpdate, Refusal> {
        let subjects = subjects(&self.check, texts)?;
        self.refuse(&subjects)?;
        Ok(AskedUpdate { question: self, subjects })
    }
}

impl Update {
    /// What may not be stored, before anything is run for it.
    fn refuse(&self, subjects: &[Subject]) -> Result<(), Refusal> {
        if self.is_unattended {
            return Err(Refusal::Wrong(
                "found --update where `CI` is set, wanted it on a desk where somebody looks at \
                 what moved; to store it all the same: --update-in-ci"
                    .to_owned(),
            ));
        }
        if let Some(found) = self.check.replications.filter(|it| *it > MOST_REPLICATIONS) {
            return Err(Refusal::Wrong(format!(
                "found --replications {found}, wanted at most {MOST_REPLICATIONS} for a baseline"
            )));
        }
        let stored: Vec<String> = subjects
            .iter()
            .filter(|it| it.baseline.is_some() && self.reason.is_none())
            .map(Subject::baseline_name)
            .collect();
        if stored.is_empty() {
            return Ok(());
        }
        Err(Refusal::Wrong(format!(
            "found no --reason, wanted why other figures than those of {} are accepted",
            stored.join(", ")
        )))
    }

    /// As many replications as before, so that old and new are paired.
    fn settings(&self, subject: &Subject) -> CheckSettings {
        let settings = self.check.settings(subject.loaded.base.run, subject.seed);
        let before = subject.baseline.as_ref().map(|it| it.replications);
        let first = self.check.replications.or(before).or(settings.first);
        CheckSettings { first: first.map(|number| number.min(MOST_REPLICATIONS)), ..settings }
    }

    fn acceptance(&self, is_new: bool, shifts: &[Shift], observations: u32) -> Acceptance {
        let lines = shifts.iter().filter_map(|shift| shift_line(shift, observations));
        let first = if is_new { "" } else { "the first baseline" };
        Acceptance {
            by: self.by.clone(),
            reason: self.reason.clone().unwrap_or_else(|| first.to_owned()),
            version: VERSION.to_owned(),
            shifts: lines.collect(),
        }
    }
}

/// An update of files that were read, with their baselines.
pub struct AskedUpdate {
    question: Update,
    subjects: Vec<Subject>,
}

impl Asked for AskedUpdate {
    type Found = [Moved];

    fn files(&self) -> Vec<PathBuf> {
        read_for(&self.subjects)
    }

    fn answer(&self, watch: &dyn Watch) -> Result<Answer<[Moved]>, Refusal> {
        let (mut moved, mut after, mut ended) = (Vec::new(), Vec::new(), Ended::Done);
        for subject in &self.subjects {
            let settings = self.question.settings(subject);
            let loaded = subject.as_run(watch)?;
            let Some(measured) = measure(loaded, &settings, VERSION, watch) else {
                after.push(format!("interrupted: {} is as it was", subject.baseline_name()));
                ended = Ended::Interrupted;
                break;
            };
            moved.push(self.moved(subject, &settings, measured));
        }
        watch.over();
        Ok(Answer { after, ..Answer::new(moved.into_boxed_slice(), ended) })
    }
}

impl AskedUpdate {
    fn moved(&self, subject: &Subject, settings: &CheckSettings, measured: Baseline) -> Moved {
        let old = subject.baseline.as_ref();
        let shifts = shifts(&subject.loaded, old, &measured, settings.confidence);
        let counts = measured.figures.first().map_or(0, |it| it.series.observations.len());
        let (observations, seed) = (counts as u32, measured.seed);
        let is_same = old.is_some_and(|old| {
            old.pairs_with(&measured)
                && (&old.figures, &old.digests) == (&measured.figures, &measured.digests)
        });
        let new = (!is_same).then(|| {
            let mut accepted = old.map_or_else(Vec::new, |old| old.accepted.clone());
            accepted.push(self.question.acceptance(old.is_some(), &shifts, observations));
            Baseline { accepted, ..measured }
        });
        let title = format!("{}, seed {seed}", subject.name());
        Moved { scenario: subject.path.clone(), title, shifts, observations, new }
    }
}

/// What moved of one file.
pub struct Moved {
    scenario: PathBuf,
    title: String,
    shifts: Vec<Shift>,
    observations: u32,
    /// To be stored, unless nothing has moved.
    new: Option<Baseline>,
}

impl Moved {
    /// Writes the old and the new figures as a table.
    ///
    /// # Errors
    /// Whatever the writer reports.
    pub fn write_table(&self, terminal: Terminal, out: &mut dyn Write) -> io::Result<()> {
        write_shifts(&self.title, &self.shifts, self.observations, terminal, out)
    }

    /// Stores what moved, and says what was done.
    ///
    /// # Errors
    /// That it cannot be written.
    pub fn store(&self) -> Result<String, Refusal> {
        match &self.new {
            None => {
                let place = baseline::place(&self.scenario);
                Ok(format!("nothing has moved: {} is as it was", place.display()))
            }
            Some(new) => {
                let path = baseline::write(&self.scenario, new)?;
                Ok(format!("stored in {}", path.display()))
            }
        }
    }
}
