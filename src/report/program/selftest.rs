//! The selftest as a table for people, and as JSON.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::experiment::selftest::{ALLOWED_ERRORS, CONFIDENCE, Finding, Findings, RARE, Verdict};
use crate::report::form::json::write_value;
use crate::report::form::number::{decimals, grouped, significant, whole};
use crate::report::form::page::{Ink, Page, columns};
use crate::report::{Terminal, counted};

/// Raised when a key changes its meaning or goes away.
const SELFTEST_FORMAT: u32 = 1;
const HEADINGS: [&str; 6] = ["model", "measure", "exact", "simulated", "apart", "verdict"];
/// Columns that are aligned to the right.
const NUMBERS: std::ops::Range<usize> = 2..5;
const GAP: &str = "  ";

/// A selftest and the time that it took.
#[derive(Clone, Debug)]
pub struct Selftest {
    pub found: Findings,
    pub cpu_seconds: f64,
    pub wall_seconds: f64,
}

impl Selftest {
    /// Writes the table and the rule by which it was judged.
    ///
    /// # Errors
    /// Whatever the writer reports.
    pub fn write_table(&self, terminal: Terminal, out: &mut dyn Write) -> io::Result<()> {
        let mut page = Page::new(out, terminal);
        page.put("Known answers and this build", Ink::Title)?;
        page.put(&format!("{GAP}version {}, seed {}", version(), self.found.seed), Ink::Faint)?;
        page.end_line()?;
        page.end_line()?;
        write_rows(&self.found.figures, &mut page)?;
        page.end_line()?;
        page.paragraph(&rule(&self.found), Ink::Faint, 0, 0)?;
        page.end_line()?;
        let (ending, ink) = ending(&self.found);
        page.put(&ending, ink)?;
        page.end_line()
    }

    /// Writes every figure as JSON.
    ///
    /// # Errors
    /// Whatever the writer reports.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let found = &self.found;
        let [usual, rare] = found.widest();
        let document = json!({
            "selftest_format": SELFTEST_FORMAT,
            "run": {
                "version": version(),
                "seed": found.seed,
                "threads": found.threads,
                "effort": significant(found.effort),
                "contacts": found.contacts,
                "cpu_seconds": significant(self.cpu_seconds),
                "wall_seconds": significant(self.wall_seconds),
            },
            "all_agree": found.all_agree(),
            "rule": {
                "allowed_standard_errors": ALLOWED_ERRORS,
                "confidence": CONFIDENCE,
                "widest_half_width": { "usual": significant(usual), "rare": significant(rare), "rare_below": RARE },
                "seeds_for_a_false_alarm": significant(found.seeds_for_a_false_alarm()),
            },
            "checks": found.figures.iter().map(check).collect::<Vec<_>>(),
        });
        write_value(&document, 0, out)?;
        out.write_all(b"\n")
    }
}

fn version() -> &'static str {
    env!("CARGO_PKG_VERSION")
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Agrees => "agrees",
        Verdict::Differs => "differs",
        Verdict::TooWide => "too wide",
    }
}

fn check(finding: &Finding) -> Value {
    json!({
        "model": finding.model,
        "measure": finding.measure,
        "source": finding.source,
        "exact": significant(finding.exact),
        "found": significant(finding.found),
        "half_width": finding.half_width().map(significant),
        "standard_errors_apart": finding.errors_apart().map(significant),
        "verdict": word(finding.verdict()).replace(' ', "_"),
    })
}

/// The cells of a row; the model is said once.
fn cells(finding: &Finding, before: Option<&Finding>) -> [String; 6] {
    let repeated = before.is_some_and(|before| before.model == finding.model);
    let (exact, found) = match finding.half_width() {
        Some(half_width) => {
            let decimals = decimals(half_width, 0, 7);
            let found =
                format!("{} ±{}", grouped(finding.found, decimals), grouped(half_width, decimals));
            (grouped(finding.exact, decimals + 1), found)
        }
        None => (plain(finding.exact), plain(finding.found)),
    };
    [
        if repeated { String::new() } else { finding.model.to_owned() },
        finding.measure.to_owned(),
        exact,
        found,
        finding.errors_apart().map_or_else(String::new, |errors| format!("{errors:+.1} SE")),
        match finding.verdict() {
            Verdict::Agrees => "agrees".to_owned(),
            wrong => word(wrong).to_uppercase(),
        },
    ]
}

/// In seven significant digits.
fn plain(value: f64) -> String {
    plain_in(value, 7)
}

/// In so many significant digits, without zeros at the end.
fn plain_in(value: f64, digits: usize) -> String {
    let rounded: f64 = format!("{value:.*e}", digits - 1).parse().unwrap_or(value);
    format!("{rounded}")
}

fn write_rows(findings: &[Finding], page: &mut Page) -> io::Result<()> {
    let before = std::iter::once(None).chain(findings.iter().map(Some));
    let rows: Vec<[String; 6]> =
        findings.iter().zip(before).map(|(finding, before)| cells(finding, before)).collect();
    let widths: [usize; 6] = std::array::from_fn(|column| {
        let cells = rows.iter().map(|row| columns(&row[column]));
        cells.max().unwrap_or(0).max(HEADINGS[column].len())
    });
    let headings: Vec<String> = (0..5).map(|at| padded(HEADINGS[at], at, &widths)).collect();
    page.put(&format!("{}{GAP}{}", headings.join(GAP), HEADINGS[5]), Ink::Faint)?;
    page.end_line()?;
    for (row, finding) in rows.iter().zip(findings) {
        let cells: Vec<String> = (0..5).map(|at| padded(&row[at], at, &widths)).collect();
        page.put(&format!("{}{GAP}", cells.join(GAP)), Ink::Plain)?;
        let good = finding.verdict() == Verdict::Agrees;
        page.put(&row[5], if good { Ink::Better } else { Ink::Worse })?;
        page.end_line()?;
    }
    Ok(())
}

fn padded(text: &str, column: usize, widths: &[usize; 6]) -> String {
    let space = " ".repeat(widths[column] - columns(text));
    if NUMBERS.contains(&column) { format!("{space}{text}") } else { format!("{text}{space}") }
}

fn rule(found: &Findings) -> String {
    let [usual, rare] = found.widest();
    let percent = |share: f64| format!("{}\u{a0}%", plain_in(share * 100.0, 2));
    format!(
        "A simulated figure agrees when it lies within {ALLOWED_ERRORS} of its own standard errors \
         (SE) of the exact one and its interval (±, {}) is narrower than {} of it, {} for a \
         probability below {RARE}; without an interval a figure is the same every day and may be \
         off by rounding alone. With {} a right simulator fails for about one \
         seed in {}; the seed is fixed, so whoever runs this sees the same.",
        percent(CONFIDENCE),
        percent(usual),
        percent(rare),
        counted(found.simulated(), "simulated figure"),
        grouped(found.seeds_for_a_false_alarm(), 0),
    )
}

fn ending(found: &Findings) -> (String, Ink) {
    let all = found.figures.len();
    let wrong = found.figures.iter().filter(|it| it.verdict() != Verdict::Agrees).count();
    let contacts = whole(found.contacts);
    if wrong == 0 {
        let text = format!("All {} agree, from {contacts} contacts.", counted(all, "figure"));
        return (text, Ink::Better);
    }
    (format!("{wrong} of {} do not agree.", counted(all, "figure")), Ink::Worse)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::selftest::Method;
    use crate::report::Colour;

    fn sample(found: f64) -> Selftest {
        let finding = Finding {
            model: "Erlang B",
            measure: "blocked",
            source: "Erlang's formula",
            exact: 0.109_212_8,
            found,
            method: Method::Simulated { error: 0.000_2, widest: 0.01 },
        };
        let method = Method::Calculated { tolerance: 0.0 };
        let second =
            Finding { measure: "words", exact: 0.0, found: 0.0, method, ..finding.clone() };
        let findings = vec![finding, second];
        let found =
            Findings { seed: 1, threads: 2, effort: 1.0, contacts: 1_234_567, figures: findings };
        Selftest { found, cpu_seconds: 2.0, wall_seconds: 1.0 }
    }

    fn table(of: &Selftest) -> String {
        let mut out = Vec::new();
        of.write_table(Terminal { colour: Colour::No, width: 100 }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn exact_and_simulated_stand_side_by_side() {
        let text = table(&sample(0.109_1));
        let wanted = "\
model     measure    exact       simulated    apart  verdict
Erlang B  blocked  0.10921  0.1091 ±0.0004  -0.6 SE  agrees
          words          0               0           agrees
";
        assert!(text.contains(wanted), "{text}");
        assert!(text.ends_with("All 2 figures agree, from 1,234,567 contacts.\n"), "{text}");
        assert!(text.lines().all(|line| columns(line) <= 100), "{text}");
    }

    #[test]
    fn what_differs_is_shouted() {
        let text = table(&sample(0.111));
        assert!(text.contains("+8.9 SE  DIFFERS\n"), "{text}");
        assert!(text.ends_with("1 of 2 figures do not agree.\n"), "{text}");
    }

    #[test]
    fn json_carries_every_figure() {
        let mut out = Vec::new();
        sample(0.111).write_json(&mut out).unwrap();
        let json: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!((&json["selftest_format"], &json["all_agree"]), (&json!(1), &json!(false)));
        assert_eq!(json["checks"][0]["verdict"], "differs");
        assert_eq!(json["checks"][0]["exact"], 0.109_212_8);
        assert!(json["checks"][0]["half_width"].as_f64().unwrap() > 0.000_39);
        assert_eq!(json["checks"][1]["half_width"], Value::Null);
        assert_eq!(json["rule"]["allowed_standard_errors"], 3.3);
    }
}
