//! `staff` of a file that was read, and its answer.

use std::path::PathBuf;

use super::question::Staff;
use super::wanted::Wanted;
use crate::experiment::Settings;
use crate::experiment::staff::blending::blend;
use crate::experiment::staff::{Outcome, staff};
use crate::questions::asking::{Answer, Asked, Ended, Question, Refusal, Texts, Watch};
use crate::questions::typed::common::refuse_horizon;
use crate::report::{Forms, StaffReport, Staffing, StoppedBy, whole};
use crate::scenario::{Loaded, Scenario};

impl Question for Staff {
    type Asked = AskedStaff;

    fn files(&self) -> Vec<PathBuf> {
        self.common.files()
    }

    fn read(self, texts: &dyn Texts) -> Result<AskedStaff, Refusal> {
        let loaded = self.common.read(texts)?;
        refuse_horizon(self.common.place(), &loaded.base, "`staff` finds the agents of a day")?;
        let per = self.per_of(&loaded.base);
        let wanted = self.wanted(&loaded.base, per)?;
        let settings = self.common.settings(loaded.base.run, self.days(&loaded.base));
        let command = self.command_line(per, settings.seed);
        Ok(AskedStaff { loaded, wanted, settings, command })
    }
}

/// Staffing of a file that was read.
pub struct AskedStaff {
    loaded: Loaded,
    wanted: Wanted,
    settings: Settings,
    command: String,
}

impl Asked for AskedStaff {
    type Found = dyn Forms;

    fn files(&self) -> Vec<PathBuf> {
        self.loaded.files.clone()
    }

    fn answer(&self, watch: &dyn Watch) -> Result<Answer, Refusal> {
        let staffing = self.wanted.found(&self.loaded.base, &self.settings, watch);
        let stopped_by = watch.over();
        let staffing = staffing.ok_or_else(|| Refusal::nothing(stopped_by))?;
        let (ended, spent) = (ended(&staffing, stopped_by), watch.spent());
        let report = StaffReport {
            staffing,
            confidence: self.settings.confidence,
            understood: self.loaded.echo.clone(),
            command: self.command.clone(),
            stopped_by,
            cpu_seconds: spent.cpu_seconds,
            wall_seconds: spent.wall_seconds,
        };
        let after = vec![format!(
            "{} contacts judged, {:.1} s ({:.1} s of processor time)",
            whole(report.contacts()),
            report.wall_seconds,
            report.cpu_seconds
        )];
        Ok(Answer { after, ..Answer::new(Box::new(report), ended) })
    }
}

impl Wanted {
    fn found(&self, file: &Scenario, settings: &Settings, watch: &dyn Watch) -> Option<Staffing> {
        match self {
            Self::Least(question) => {
                let answer = staff(file, question, settings, watch)?;
                Some(Staffing::Agents(Box::new(answer)))
            }
            Self::Blending(question) => {
                let answer = blend(file, question, settings, watch)?;
                Some(Staffing::Blending(Box::new(answer)))
            }
        }
    }
}

/// That time was up is no failure where the targets are met.
fn ended(staffing: &Staffing, stopped_by: StoppedBy) -> Ended {
    let (outcome, stopped) = match staffing {
        Staffing::Agents(answer) => (answer.outcome, answer.stopped),
        Staffing::Blending(answer) => (answer.outcome, answer.stopped),
    };
    match outcome {
        _ if stopped && stopped_by == StoppedBy::Interrupt => Ended::Interrupted,
        Outcome::Found => Ended::Done,
        // Time was up: what was not found yet may be there all the same.
        Outcome::NoneFound if stopped => Ended::Inconclusive,
        Outcome::NoneFound | Outcome::CannotBeMet => Ended::Differs,
    }
}
