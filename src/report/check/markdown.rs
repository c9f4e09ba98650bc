//! Checks as Markdown, for the summary of a job or a comment.

use std::io::{self, Write};

use super::{Checked, Told};
use crate::experiment::check::Standing;
use crate::report::form::page::escaped;

impl Checked {
    /// Writes a table for each file, and how to run again what did not pass.
    ///
    /// # Errors
    /// Whatever the writer reports.
    pub fn write_markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        for file in &self.files {
            writeln!(out, "### {}\n", escaped(&format!("{}: {}", file.file, file.outcome.title)))?;
            for warning in &file.outcome.warnings {
                writeln!(out, "* **Warning**: {}\n", escaped(warning))?;
            }
            writeln!(out, "| verdict | check | figure | found | wanted |")?;
            writeln!(out, "| --- | --- | --- | --- | --- |")?;
            for one in self.of(file) {
                write_row(&one, out)?;
            }
            writeln!(out)?;
        }
        let bad = self.told().filter(|one| one.standing != Standing::Passed);
        for one in bad {
            let written = &one.assertion.check.written;
            let place = format!("{}:{}", written.file, written.line);
            writeln!(
                out,
                "* **{}** {}: {}",
                one.mark(),
                escaped(&one.name()),
                escaped(&one.message())
            )?;
            writeln!(out, "  ({})\n", escaped(&place))?;
            writeln!(out, "  ```console\n  $ {}\n  ```\n", one.again.replace('\n', " "))?;
        }
        Ok(())
    }
}

fn write_row(one: &Told<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mark = match one.standing {
        Standing::Passed => one.mark(),
        Standing::Warned | Standing::Failed | Standing::Open => format!("**{}**", one.mark()),
    };
    let cells = [one.name(), one.figure(), one.found(), one.wanted()].map(|text| escaped(&text));
    writeln!(out, "| {mark} | {} |", cells.join(" | "))
}

#[cfg(test)]
mod tests {
    use crate::report::check::sample;

    #[test]
    fn each_assertion_is_a_row_and_each_failure_has_its_command() {
        let mut out = Vec::new();
        sample::checked().write_markdown(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let row = "| **FAIL** | sales hold | contact\\_types.sales.service\\_level | \
                   62.4 % (±0.5) | at least 80 % |";
        assert!(text.contains(row), "{text}");
        assert_eq!(text.matches("```console").count(), 4);
    }
}
