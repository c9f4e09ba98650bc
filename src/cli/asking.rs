//! What every command does with its question: claims what is written, has the question read,
//! watches it being answered, and writes the answer.

use super::clock::Stopwatch;
use super::exports::Exports;
use super::failure::{Ended, Failure};
use super::flags::ExportFlags;
use super::output::Output;
use super::progress::Progress;
use super::rows::Rows;
use crate::questions::{Answer, Asked, Disk, Question};
use crate::report::Forms;

/// How a question is asked, and where the answer goes.
pub(super) struct Door<'a> {
    pub(super) exports: &'a ExportFlags,
    /// Seconds after which it is stopped.
    pub(super) limit: Option<f64>,
    /// Sentences to be said once the file was read.
    pub(super) remarks: Vec<String>,
    pub(super) output: &'a Output,
}

/// Asks a question about a file, and tells the answer.
pub(super) fn ask<Q>(question: Q, door: &Door<'_>) -> Result<Ended, Failure>
where
    Q: Question<Asked: Asked<Found = dyn Forms>>,
{
    let stopwatch = Stopwatch::start();
    let mut exports = Exports::claim(door.exports, &question.files())?;
    let rows = question.rows().map(|file| Rows::claim(&file, exports.claims())).transpose()?;
    let asked = question.read(&Disk)?;
    exports.spare(&asked.files())?;
    say(&door.remarks, door.output);
    say(&asked.remarks(), door.output);
    if let Some(folder) = asked.folder() {
        exports.keep_out_of(&folder)?;
    }
    let progress = Progress::start(door.output, door.limit, stopwatch).with(rows);
    let answer = asked.answer(&progress)?;
    let rows = progress.written();
    tell(answer, rows, exports, door.output)
}

/// Shows an answer and writes its exports; nothing that went wrong loses anything of the rest.
fn tell(
    answer: Answer,
    rows: Result<(), Failure>,
    exports: Exports,
    output: &Output,
) -> Result<Ended, Failure> {
    say(&answer.before, output);
    let mut failures: Vec<Failure> = rows.err().into_iter().collect();
    failures.extend(answer.wrong.into_iter().map(Failure::from));
    if let Some(forms) = &answer.forms {
        let has_page = exports.leave_the_page();
        failures.extend(exports.write(&**forms, output).err());
        if !has_page {
            answer.warnings.iter().for_each(|it| output.say(&format!("warning: {it}")));
        }
    }
    say(&answer.after, output);
    Failure::of_all(failures).map(|()| answer.ended)
}

fn say(sentences: &[String], output: &Output) {
    for sentence in sentences {
        output.say(sentence);
    }
}
