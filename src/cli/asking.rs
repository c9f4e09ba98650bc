//! What every command does with its question: claims what is written, has the question read,
//! watches it being answered, and writes the answer.

use std::io::{self, Write};

use crate::cli::failure::{Ended, Failure};
use crate::cli::flags::exports::ExportFlags;
use crate::cli::outputs::exports::Exports;
use crate::cli::outputs::output::Output;
use crate::cli::outputs::rows::Rows;
use crate::cli::outputs::target::Target;
use crate::cli::watching::clock::Stopwatch;
use crate::cli::watching::progress::Progress;
use crate::questions::{Answer, Asked, Disk, Question};
use crate::report::{Forms, Terminal};

/// How a question is asked, and where the answer goes.
pub(crate) struct Door<'a> {
    pub(crate) exports: &'a ExportFlags,
    /// Seconds after which it is stopped.
    pub(crate) limit: Option<f64>,
    /// Sentences to be said once the file was read.
    pub(crate) remarks: Vec<String>,
    pub(crate) output: &'a Output,
}

/// Asks a question about a file, and tells the answer.
pub(crate) fn ask<Q>(question: Q, door: &Door<'_>) -> Result<Ended, Failure>
where
    Q: Question<Asked: Asked<Found = dyn Forms>>,
{
    let stopwatch = Stopwatch::start();
    let mut exports = Exports::claim(door.exports, &question.files())?;
    let rows = question.rows().map(|file| Rows::claim(&file, exports.claims())).transpose()?;
    let asked = question.read(&Disk)?;
    exports.spare(&asked.files())?;
    say(&asked.remarks(), door.output);
    say(&door.remarks, door.output);
    if let Some(folder) = asked.folder() {
        exports.keep_out_of(&folder)?;
    }
    let progress = Progress::start(door.output, door.limit, stopwatch).with(rows);
    let mut answer = asked.answer(&progress)?;
    let rows = progress.written();
    let warnings = std::mem::take(&mut answer.warnings);
    tell(answer, rows, door.output, |forms| {
        let has_page = exports.leave_the_page();
        let written = exports.write(forms, door.output);
        if !has_page {
            for warning in &warnings {
                door.output.say(&format!("warning: {warning}"));
            }
        }
        written
    })
}

/// Writes what was found, and says what is to be said of it; nothing that went wrong so far or goes
/// wrong here loses anything of the rest.
pub(crate) fn tell<F: ?Sized>(
    answer: Answer<F>,
    so_far: Result<(), Failure>,
    output: &Output,
    write: impl FnOnce(&F) -> Result<(), Failure>,
) -> Result<Ended, Failure> {
    say(&answer.before, output);
    let mut failures: Vec<Failure> = so_far.err().into_iter().collect();
    failures.extend(answer.wrong.into_iter().map(Failure::from));
    failures.extend(answer.forms.and_then(|found| write(&found).err()));
    say(&answer.after, output);
    Failure::of_all(failures).map(|()| answer.ended)
}

pub(crate) fn say(sentences: &[String], output: &Output) {
    for sentence in sentences {
        output.say(sentence);
    }
}

/// Writes lines to stdout.
pub(crate) fn write_lines(lines: &[String], output: &Output) -> Result<(), Failure> {
    Ok(output.results(|out| lines.iter().try_for_each(|line| writeln!(out, "{line}")))?)
}

/// Writes what has a page and one other form: that where it is wanted, and the page unless it is on
/// stdout. What cannot be written loses nothing of the rest.
pub(crate) fn write(
    wanted: Option<Target>,
    output: &Output,
    form: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    page: impl FnOnce(Terminal, &mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let has_stdout = matches!(wanted, Some(Target::Stdout));
    let mut failures = Vec::new();
    failures.extend(wanted.and_then(|target| target.write(output, form).err()));
    if !has_stdout {
        let terminal = Terminal { colour: output.colour, width: output.width };
        let written = output.results(|out| page(terminal, out));
        failures.extend(written.err().map(Failure::from));
    }
    Failure::of_all(failures)
}
