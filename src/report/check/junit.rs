//! Checks as JUnit XML: a suite for each file, a case for each assertion.
//!
//! The message stands in the body too: some readers leave the attribute out.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::{Checked, Told};
use crate::experiment::check::{Standing, Verdict};

impl Checked {
    /// Writes the XML.
    ///
    /// # Errors
    /// Whatever the writer reports.
    pub fn write_junit(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut report = Report::new("switchroom check");
        for file in &self.files {
            let mut suite = TestSuite::new(file.file.clone());
            suite.add_test_cases(self.of(file).map(|one| case(&one)));
            report.add_test_suite(suite);
        }
        report.serialize(out).map_err(io::Error::other)
    }
}

fn case(one: &Told<'_>) -> TestCase {
    let mut status = match (one.standing, one.assertion.verdict) {
        (Standing::Passed, _) => TestCaseStatus::success(),
        (Standing::Warned, _) => TestCaseStatus::skipped(),
        (_, Verdict::Error) => TestCaseStatus::non_success(NonSuccessKind::Error),
        _ => TestCaseStatus::non_success(NonSuccessKind::Failure),
    };
    if one.standing != Standing::Passed {
        let written = &one.assertion.check.written;
        let message = format!("{}: {}", one.verdict(), one.message());
        let place = format!("{}:{}:{}", written.file, written.line, written.column);
        status.set_message(message.clone()).set_type(one.verdict());
        status.set_description(format!("{message}\nat {place}\nagain: {}", one.again));
    }
    let mut case = TestCase::new(one.name(), status);
    case.set_classname(one.file.file.clone());
    case
}

#[cfg(test)]
mod tests {
    use crate::report::check::sample;

    #[test]
    fn a_message_stands_in_the_attribute_and_in_the_body() {
        let mut out = Vec::new();
        sample::checked().write_junit(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let message =
            "fail: contact_types.sales.service_level: 62.4 % (±0.5), wanted at least 80 %";
        assert!(text.contains(&format!("<failure message=\"{message}")), "{text}");
        assert!(text.contains(&format!(">{message}")), "{text}");
        assert!(text.contains("tests=\"5\" skipped=\"1\" errors=\"1\" failures=\"2\""), "{text}");
        assert!(text.contains("again: switchroom check"));
    }
}
