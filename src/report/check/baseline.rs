//! Baselines as files, and what moved between two of them.
//!
//! A baseline is committed and reviewed: keys in one order, counts as whole numbers in short
//! lines, so that what did not change is no line of a difference.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::experiment::check::{Acceptance, Baseline, Shift, Stored};
use crate::measures::estimate::{Estimate, Measured};
use crate::measures::plan::Period;
use crate::report::Terminal;
use crate::report::form::figure::{NO_BREAK, Sense, Tone, cell, tone};
use crate::report::form::json::write_value;
use crate::report::form::number::significant;
use crate::report::form::page::{Ink, Page, columns};
use crate::report::form::words::period::Observed;

/// Raised when a key changes its meaning or goes away.
const BASELINE_FORMAT: u32 = 1;
/// Counts on a line.
const ON_A_LINE: usize = 10;

/// Writes a baseline of the scenario file of this name.
///
/// # Errors
/// Whatever the writer reports.
pub fn write_baseline(scenario: &str, baseline: &Baseline, out: &mut dyn Write) -> io::Result<()> {
    let text = |text: &str| Value::String(text.to_owned());
    writeln!(out, "{{")?;
    writeln!(out, "  \"baseline_format\": {BASELINE_FORMAT},")?;
    writeln!(out, "  \"scenario\": {},", text(scenario))?;
    writeln!(out, "  \"version\": {},", text(&baseline.version))?;
    writeln!(out, "  \"sample_path\": {},", baseline.sample_path)?;
    writeln!(out, "  \"seed\": {},", baseline.seed)?;
    writeln!(out, "  \"replications\": {},", baseline.replications)?;
    let digests = baseline.digests.iter().map(|(name, digest)| (name.clone(), text(digest)));
    key("digests", &Value::Object(digests.collect()), out)?;
    let accepted: Vec<Value> = baseline.accepted.iter().map(acceptance).collect();
    key("accepted", &accepted.into(), out)?;
    writeln!(out, "  \"figures\": {{")?;
    for (at, (variant, _)) in baseline.digests.iter().enumerate() {
        writeln!(out, "    {}: {{", text(variant))?;
        let own: Vec<&Stored> =
            baseline.figures.iter().filter(|it| it.variant == *variant).collect();
        for (at, stored) in own.iter().enumerate() {
            figure(stored, out)?;
            writeln!(out, "      }}{}", comma(at, own.len()))?;
        }
        writeln!(out, "    }}{}", comma(at, baseline.digests.len()))?;
    }
    writeln!(out, "  }}\n}}")
}

fn key(name: &str, value: &Value, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "  \"{name}\": ")?;
    write_value(value, 1, out)?;
    writeln!(out, ",")
}

fn acceptance(own: &Acceptance) -> Value {
    let Acceptance { by, reason, version, shifts } = own;
    json!({ "by": by, "reason": reason, "version": version, "shifts": shifts })
}

fn comma(at: usize, of: usize) -> &'static str {
    if at + 1 < of { "," } else { "" }
}

fn figure(stored: &Stored, out: &mut dyn Write) -> io::Result<()> {
    let series = &stored.series;
    writeln!(out, "      {}: {{", Value::String(stored.measure.clone()))?;
    let value = series.figure().map(|figure| significant(figure.value));
    writeln!(out, "        \"value\": {},", json!(value))?;
    writeln!(out, "        \"scale\": {},", json!(series.scale))?;
    let counts = |of: fn(&crate::measures::series::Observation) -> i64| -> Vec<i64> {
        series.observations.iter().map(of).collect()
    };
    list("x", &counts(|it| it.x), out)?;
    writeln!(out, ",")?;
    let y = counts(|it| it.y);
    if let [first, rest @ ..] = &y[..]
        && rest.iter().all(|y| y == first)
    {
        return writeln!(out, "        \"y\": {first}");
    }
    list("y", &y, out)?;
    writeln!(out)
}

fn list(name: &str, counts: &[i64], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "        \"{name}\": [")?;
    let lines: Vec<&[i64]> = counts.chunks(ON_A_LINE).collect();
    for (at, line) in lines.iter().enumerate() {
        let line: Vec<String> = line.iter().map(ToString::to_string).collect();
        writeln!(out, "          {}{}", line.join(", "), comma(at, lines.len()))?;
    }
    write!(out, "        ]")
}

/// What moved in one figure, in a line; nothing where nothing did.
#[must_use]
pub fn shift_line(shift: &Shift, observations: u32) -> Option<String> {
    let Shift { variant, measure, .. } = shift;
    let [old, new, change] = cells(shift, observations);
    let whose = if variant == "base" { String::new() } else { format!(" of {variant}") };
    let is_new = shift.old.is_none();
    match () {
        () if shift.is_same => None,
        () if is_new => Some(format!("{measure}{whose}: {new}")),
        () => Some(format!("{measure}{whose}: {old} -> {new}, {change}")),
    }
}

/// Old, new and change.
fn cells(shift: &Shift, observations: u32) -> [String; 3] {
    let text = |estimate: Estimate, sense| {
        let measured = Measured { definition: shift.definition, estimate };
        // What an observation is matters only where there is no interval.
        let observed = Observed { number: observations, period: Period::Day };
        cell(&measured, sense, observed).with("").replace(NO_BREAK, " ")
    };
    let change = match shift.difference {
        _ if shift.is_same => "the same".to_owned(),
        None if shift.old.is_none() => "new".to_owned(),
        None => "not paired".to_owned(),
        Some(estimate) => {
            let measured = Measured { definition: shift.definition, estimate };
            let direction = match tone(&measured) {
                Tone::Plain => "",
                Tone::Better => ", better",
                Tone::Worse => ", worse",
            };
            format!("{}{direction}", text(estimate, Sense::Difference))
        }
    };
    let old = shift.old.map_or_else(|| "-".to_owned(), |old| text(old, Sense::Level));
    [old, text(shift.new, Sense::Level), change]
}

/// Writes the old and the new figures of a baseline as a table.
///
/// # Errors
/// Whatever the writer reports.
pub fn write_shifts(
    title: &str,
    shifts: &[Shift],
    observations: u32,
    terminal: Terminal,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut page = Page::new(out, terminal);
    page.put(title, Ink::Heading)?;
    page.end_line()?;
    let mut rows = vec![["figure", "old", "new", "change"].map(str::to_owned)];
    rows.extend(shifts.iter().map(|shift| {
        let [old, new, change] = cells(shift, observations);
        let name = match shift.variant.as_str() {
            "base" => shift.measure.clone(),
            variant => format!("{} of {variant}", shift.measure),
        };
        [name, old, new, change]
    }));
    let widths = [0, 1, 2, 3].map(|at| rows.iter().map(|row| columns(&row[at])).max().unwrap_or(0));
    for (number, row) in rows.iter().enumerate() {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            line.push_str("  ");
            line.push_str(cell);
            line.push_str(&" ".repeat(width - columns(cell)));
        }
        page.put(line.trim_end(), if number == 0 { Ink::Faint } else { Ink::Plain })?;
        page.end_line()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::series::{Observation, Series};
    use crate::report::Colour;
    use crate::report::sample::{about, definition};

    fn baseline() -> Baseline {
        let observations = (0..21).map(|at| Observation { x: 80 + at, y: 100 });
        let share = Series { scale: 1.0, observations: observations.collect() };
        let money = Series { scale: 1e-6, observations: vec![Observation { x: -5, y: 1 }; 21] };
        let stored = |measure: &str, series: &Series| Stored {
            variant: "base".to_owned(),
            measure: measure.to_owned(),
            series: series.clone(),
        };
        let mut figures = vec![stored("contact_types.sales.service_level", &share)];
        figures.push(stored("total.net_value", &money));
        Baseline {
            version: "0.1.0".to_owned(),
            sample_path: 1,
            seed: 7,
            replications: 21,
            digests: vec![("base".to_owned(), "c0ffee".to_owned())],
            figures,
            accepted: vec![Acceptance {
                by: "ada".to_owned(),
                reason: "the first".to_owned(),
                version: "0.1.0".to_owned(),
                shifts: Vec::new(),
            }],
        }
    }

    #[test]
    fn a_baseline_is_json_in_short_lines() {
        let mut out = Vec::new();
        write_baseline("centre.json", &baseline(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let json: Value = serde_json::from_str(&text).unwrap();
        assert_eq!((&json["baseline_format"], &json["seed"]), (&json!(1), &json!(7)));
        let level = &json["figures"]["base"]["contact_types.sales.service_level"];
        assert_eq!((&level["value"], &level["x"][20]), (&json!(0.9), &json!(100)));
        assert_eq!(level["y"], 100, "one number where all are the same");
        assert_eq!(json["figures"]["base"]["total.net_value"]["y"], 1);
        assert_eq!(json["accepted"][0]["by"], "ada");
        assert!(text.lines().all(|line| line.len() < 160), "{text}");
    }

    fn shift() -> Shift {
        Shift {
            variant: "base".to_owned(),
            measure: "contact_types.sales.service_level".to_owned(),
            definition: definition("service_level"),
            old: Some(about(0.878, 0.004)),
            new: about(0.860, 0.004),
            difference: Some(about(-0.0176, 0.001)),
            is_same: false,
        }
    }

    #[test]
    fn what_moved_is_told_with_its_direction() {
        let wanted = "contact_types.sales.service_level: 87.8 % (±0.4) -> 86.0 % (±0.4), \
                      -1.76 pts (±0.10), worse";
        assert_eq!(shift_line(&shift(), 200).unwrap(), wanted);
        assert_eq!(shift_line(&Shift { is_same: true, ..shift() }, 200), None);
        let new = Shift { old: None, difference: None, ..shift() };
        let wanted = "contact_types.sales.service_level: 86.0 % (±0.4)";
        assert_eq!(shift_line(&new, 200).unwrap(), wanted);
        let mut out = Vec::new();
        let terminal = Terminal { colour: Colour::No, width: 80 };
        write_shifts("centre.json", &[shift(), new], 200, terminal, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("-1.76 pts (±0.10), worse") && text.contains("  new"), "{text}");
    }
}
