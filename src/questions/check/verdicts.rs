//! `check`: the verdicts on what was asserted.

use std::path::PathBuf;

use super::question::Check;
use super::subjects::{Subject, read_for, subjects};
use crate::experiment::check::{Standing, check};
use crate::questions::asking::{Answer, Asked, Ended, Question, Refusal, Texts, Watch};
use crate::report::check::CheckedFile;
use crate::report::{Checked, counted};

impl Question for Check {
    type Asked = AskedCheck;

    fn files(&self) -> Vec<PathBuf> {
        self.files.clone()
    }

    fn read(self, texts: &dyn Texts) -> Result<AskedCheck, Refusal> {
        let subjects = subjects(&self, texts)?;
        Ok(AskedCheck { question: self, subjects })
    }
}

/// Checks of files that were read, with their baselines.
pub struct AskedCheck {
    question: Check,
    subjects: Vec<Subject>,
}

impl Asked for AskedCheck {
    type Found = Checked;

    fn files(&self) -> Vec<PathBuf> {
        read_for(&self.subjects)
    }

    fn remarks(&self) -> Vec<String> {
        let first = self.subjects.first().filter(|_| self.question.fresh_seeds);
        let seed = first.map(|subject| subject.seed);
        let said =
            |seed| format!("fresh customers: seed {seed} (again: --fresh-seeds --seed {seed})");
        seed.map(said).into_iter().collect()
    }

    fn answer(&self, watch: &dyn Watch) -> Result<Answer<Checked>, Refusal> {
        let (mut files, mut before) = (Vec::new(), Vec::new());
        // Of several things wrong, all, before anything is checked.
        let wrong = self.subjects.iter().filter_map(|it| it.as_run(watch).err());
        Refusal::of_all(wrong.collect())?;
        for subject in &self.subjects {
            let since = watch.spent().wall_seconds;
            let Some(file) = self.checked(subject, watch)? else { break };
            before.push(format!(
                "{}: {} in {:.1} s",
                file.file,
                counted(file.outcome.contacts as usize, "contact"),
                watch.spent().wall_seconds - since
            ));
            let is_cut_short = file.outcome.is_cut_short;
            files.push(file);
            if is_cut_short {
                break;
            }
        }
        watch.over();
        if files.is_empty() {
            return Err(Refusal::Interrupted);
        }
        for file in &files {
            let warnings = file.outcome.warnings.iter();
            before.extend(warnings.map(|warning| format!("{}: warning: {warning}", file.file)));
        }
        let is_cut_short = files.len() < self.subjects.len();
        let on_inconclusive = self.question.on_inconclusive;
        let checked = Checked { files, on_inconclusive, is_cut_short };
        let (ended, mut after) = (ended(&checked), Vec::new());
        if ended == Ended::Interrupted {
            after.push("interrupted: what was decided before is reported".to_owned());
        }
        Ok(Answer { before, after, ..Answer::new(Box::new(checked), ended) })
    }
}

impl AskedCheck {
    fn checked(
        &self,
        subject: &Subject,
        watch: &dyn Watch,
    ) -> Result<Option<CheckedFile>, Refusal> {
        let (question, file) = (&self.question, subject.name());
        let settings = question.settings(subject.loaded.base.run, subject.seed);
        let reference = question.reference(subject.baseline.as_ref());
        let is_wanted = |one: &crate::scenario::Check| question.is_wanted(one);
        let outcome = check(subject.as_run(watch)?, &is_wanted, &settings, reference, watch);
        let Some(outcome) = outcome else { return Ok(None) };
        let assertions = outcome.assertions.iter();
        let again = assertions.map(|one| question.again(&file, subject.seed, one)).collect();
        let (baseline, update) = (subject.baseline_name(), subject.update_command());
        Ok(Some(CheckedFile { file, outcome, baseline, update, again }))
    }
}

fn ended(checked: &Checked) -> Ended {
    match checked.standing() {
        _ if checked.was_interrupted() => Ended::Interrupted,
        Standing::Failed => Ended::Differs,
        Standing::Open => Ended::Inconclusive,
        Standing::Passed | Standing::Warned => Ended::Done,
    }
}
