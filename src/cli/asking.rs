//! What every command does with its question: claims what is written, has the question read,
//! watches it being answered, and writes the answer.

use super::clock::Stopwatch;
use super::exports::Exports;
use super::failure::{Ended, Failure};
use super::flags::ExperimentFlags;
use super::output::Output;
use super::progress::Progress;
use crate::questions::{Answer, Asked, Disk, Question};
use crate::report::Forms;

/// Asks a question about a file, and tells the answer as the flags want it told.
pub(super) fn ask<Q>(
    question: Q,
    flags: &ExperimentFlags,
    output: &Output,
) -> Result<Ended, Failure>
where
    Q: Question<Asked: Asked<Found = dyn Forms>>,
{
    let stopwatch = Stopwatch::start();
    let mut exports = Exports::claim(&flags.exports, &question.files())?;
    let asked = question.read(&Disk)?;
    exports.spare(&asked.files())?;
    let remarks = flags.remarks().into_iter().chain(asked.remarks());
    remarks.for_each(|sentence| output.say(&sentence));
    if let Some(folder) = asked.folder() {
        exports.keep_out_of(&folder)?;
    }
    let progress = Progress::start(output, flags.time_limit, stopwatch);
    let answer = asked.answer(&progress)?;
    drop(progress);
    tell(answer, exports, output)
}

/// Shows an answer and writes its exports.
fn tell(answer: Answer, exports: Exports, output: &Output) -> Result<Ended, Failure> {
    let say = |sentences: &[String]| sentences.iter().for_each(|it| output.say(it));
    say(&answer.before);
    let has_page = exports.leave_the_page();
    let mut failures: Vec<Failure> = answer.wrong.into_iter().map(Failure::from).collect();
    if let Some(forms) = &answer.forms {
        failures.extend(exports.write(&**forms, output).err());
        if !has_page {
            answer.warnings.iter().for_each(|it| output.say(&format!("warning: {it}")));
        }
    }
    say(&answer.after);
    Failure::of_all(failures).map(|()| answer.ended)
}
