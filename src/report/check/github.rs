//! GitHub's workflow commands: annotations at the line of an assertion.
//!
//! Source: "Workflow commands for GitHub Actions", GitHub's documentation.

use std::io::{self, Write};

use super::Checked;
use crate::experiment::check::Standing;

/// Writes an annotation for everything that did not pass, errors first.
///
/// # Errors
/// Whatever the writer reports.
pub(crate) fn write_annotations(checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
    for (wanted, level) in
        [(Standing::Failed, "error"), (Standing::Open, "error"), (Standing::Warned, "warning")]
    {
        for one in checked.told().filter(|one| one.standing == wanted) {
            let written = &one.assertion.check.written;
            let place = (written.file.as_str(), written.line, written.column);
            let title = format!("{}: {}", one.verdict(), one.name());
            let message = format!("{}\nagain: {}", one.message(), one.again);
            writeln!(out, "{}", annotation(level, place, &title, &message))?;
        }
    }
    Ok(())
}

/// One annotation: its level, file, line and column, title and message.
#[must_use]
pub(crate) fn annotation(
    level: &str,
    (file, line, column): (&str, u32, u32),
    title: &str,
    message: &str,
) -> String {
    let (file, title, message) = (property(file), property(title), data(message));
    format!("::{level} file={file},line={line},col={column},title={title}::{message}")
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::check::sample;

    #[test]
    fn what_would_end_a_property_or_a_line_is_escaped() {
        let found = annotation("error", ("a,b.json", 7, 5), "100 %: no", "one\ntwo: 5 %, 6");
        let wanted = "::error file=a%2Cb.json,line=7,col=5,title=100 %25%3A no::\
                      one%0Atwo: 5 %25, 6";
        assert_eq!(found, wanted);
    }

    #[test]
    fn what_did_not_pass_is_annotated_at_its_line() {
        let mut out = Vec::new();
        write_annotations(&sample::checked(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), 4, "{text}");
        let first = "::error file=centre.json,line=42,col=5,title=fail%3A sales hold::";
        assert!(lines[0].starts_with(first), "{}", lines[0]);
        assert!(lines[3].starts_with("::warning file=centre.json,line=45,"), "{}", lines[3]);
        assert!(lines[0].contains("%0Aagain: switchroom check"));
    }
}
