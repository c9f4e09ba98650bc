//! Checks as Markdown, for the summary of a job or a comment.

use std::io::{self, Write};

use super::{Checked, Told};
use crate::experiment::check::Standing;

impl Checked {
    /// Writes a table for each file, and how to run again what did not pass.
    ///
    /// # Errors
    /// Whatever the writer reports.
    pub fn write_markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        for file in &self.files {
            writeln!(out, "### {}\n", cell(&format!("{}: {}", file.file, file.outcome.title)))?;
            for warning in &file.outcome.warnings {
                writeln!(out, "* **Warning**: {}\n", cell(warning))?;
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
            writeln!(out, "* **{}** {}: {}", one.mark(), cell(&one.name()), cell(&one.message()))?;
            writeln!(out, "  ({})\n", cell(&place))?;
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
    let cells = [one.name(), one.figure(), one.found(), one.wanted()].map(|text| cell(&text));
    writeln!(out, "| {mark} | {} |", cells.join(" | "))
}

/// Text that stays text, on one line.
fn cell(text: &str) -> String {
    let mut safe = String::new();
    for letter in text.chars() {
        match letter {
            '\n' | '\r' => safe.push(' '),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' => safe.extend(['\\', letter]),
            '<' => safe.push_str("&lt;"),
            _ => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
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

    #[test]
    fn a_name_cannot_break_the_table() {
        assert_eq!(cell("a|b\n<c>"), "a\\|b &lt;c>");
    }
}
