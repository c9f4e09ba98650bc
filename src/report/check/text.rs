//! Checks for people: a line for each assertion, then every failure with its command.

use std::io::{self, Write};

use super::{Checked, CheckedFile, Told};
use crate::experiment::check::Standing;
use crate::measures::plan::Period;
use crate::report::Terminal;
use crate::report::form::number::{counted, significant};
use crate::report::form::page::{Ink, Page, columns};

impl Checked {
    /// Writes the lines. They are the same at any width.
    ///
    /// # Errors
    /// Whatever the writer reports.
    pub fn write_text(&self, terminal: Terminal, out: &mut dyn Write) -> io::Result<()> {
        let mut page = Page::new(out, terminal);
        for file in &self.files {
            heading(file, &mut page)?;
            let told: Vec<Told<'_>> = self.of(file).collect();
            lines(&told, &mut page)?;
            page.end_line()?;
        }
        for one in self.told().filter(|one| one.standing != Standing::Passed) {
            explained(&one, &mut page)?;
        }
        let (ending, ink) = self.ending();
        page.put(&ending, ink)?;
        page.end_line()
    }

    fn ending(&self) -> (String, Ink) {
        let assertions = self.told().count();
        let parts = [
            (Standing::Failed, "failed"),
            (Standing::Open, "inconclusive"),
            (Standing::Warned, "warned"),
            (Standing::Passed, "passed"),
        ];
        let parts = parts.map(|(standing, word)| (self.number(standing), word));
        let parts = parts.iter().filter(|(number, _)| *number > 0);
        let parts: Vec<String> = parts.map(|(number, word)| format!("{number} {word}")).collect();
        let files = counted(self.files.len(), "file");
        let ending =
            format!("{} of {files}: {}", counted(assertions, "assertion"), parts.join(", "));
        let ink = match self.standing() {
            Standing::Failed => Ink::Worse,
            Standing::Open => Ink::Heading,
            Standing::Passed | Standing::Warned => Ink::Better,
        };
        (ending, ink)
    }
}

fn heading(file: &CheckedFile, page: &mut Page) -> io::Result<()> {
    let outcome = &file.outcome;
    page.put(&file.file, Ink::Heading)?;
    let about = format!(
        "  {}: seed {}, {} % sure of all {} together",
        outcome.title,
        outcome.seed,
        significant(outcome.confidence * 100.0),
        counted(outcome.family.assertions, "assertion"),
    );
    page.put(&about, Ink::Faint)?;
    page.end_line()?;
    let about = match outcome.changed {
        None => return Ok(()),
        Some(false) if outcome.assertions.iter().any(|it| it.period == Period::Horizon) => {
            "no figure of any horizon differs from the baseline"
        }
        Some(false) => "no figure of any day differs from the baseline",
        Some(true) => "figures differ from the baseline",
    };
    page.put(&format!("  {about}"), Ink::Faint)?;
    page.end_line()
}

fn lines(told: &[Told<'_>], page: &mut Page) -> io::Result<()> {
    let cells: Vec<[String; 3]> =
        told.iter().map(|one| [one.mark(), one.name(), one.figure()]).collect();
    let widths = [0, 1, 2].map(|at| cells.iter().map(|row| columns(&row[at])).max().unwrap_or(0));
    for (one, row) in told.iter().zip(&cells) {
        let ink = match one.standing {
            Standing::Passed => Ink::Better,
            Standing::Warned | Standing::Open => Ink::Heading,
            Standing::Failed => Ink::Worse,
        };
        for (at, cell) in row.iter().enumerate() {
            page.put("  ", Ink::Plain)?;
            page.put(cell, if at == 0 { ink } else { Ink::Plain })?;
            page.put(&" ".repeat(widths[at] - columns(cell)), Ink::Plain)?;
        }
        page.put(&format!("  {}", one.found()), Ink::Plain)?;
        let days = if one.assertion.observations > 0 { one.observed() } else { "not run".into() };
        page.put(&format!("  {} ({days})", one.wanted()), Ink::Faint)?;
        page.end_line()?;
    }
    Ok(())
}

fn explained(one: &Told<'_>, page: &mut Page) -> io::Result<()> {
    let written = &one.assertion.check.written;
    let place = format!("{}:{}:{}: ", written.file, written.line, written.column);
    page.put(&place, Ink::Faint)?;
    page.put(&format!("{}: `{}`: {}", one.mark(), one.name(), one.message()), Ink::Plain)?;
    page.end_line()?;
    page.put("  again: ", Ink::Faint)?;
    page.put(one.again, Ink::Plain)?;
    page.end_line()?;
    page.end_line()
}
