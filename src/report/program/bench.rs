//! What contacts cost, as a table for people and as JSON.

use std::io::{self, Write};

use serde_json::{Value, json};

use crate::experiment::Cost;
use crate::report::form::json::write_value;
use crate::report::form::number::{grouped, significant, whole};
use crate::report::form::page::{Ink, Page};
use crate::report::{Terminal, counted};

/// Raised when a key changes its meaning or goes away.
const BENCH_FORMAT: u32 = 1;
const GAP: &str = "  ";
const HEADINGS: [&str; 6] = ["scenario", "contacts", "ns", "least", "a second a core", "memory"];

/// What each of several scenarios cost on so many threads.
#[derive(Clone, Debug)]
pub struct Bench {
    pub threads: usize,
    pub costs: Vec<Cost>,
}

impl Bench {
    /// Writes the table.
    ///
    /// # Errors
    /// Whatever the writer reports.
    pub fn write_table(&self, terminal: Terminal, out: &mut dyn Write) -> io::Result<()> {
        let mut page = Page::new(out, terminal);
        page.put("What a contact costs", Ink::Title)?;
        let turns = self.costs.iter().map(|cost| cost.turns).max().unwrap_or(0);
        let threads = counted(self.threads, "thread");
        let measured = format!(
            "{GAP}version {}, {threads}, median of {}",
            env!("CARGO_PKG_VERSION"),
            counted(turns, "turn")
        );
        page.put(&measured, Ink::Faint)?;
        page.end_line()?;
        page.end_line()?;
        let rows: Vec<[String; 6]> = self.costs.iter().map(cells).collect();
        let widths: [usize; 6] = std::array::from_fn(|column| {
            let widest = rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
            widest.max(HEADINGS[column].len())
        });
        page.put(&line(&HEADINGS.map(str::to_owned), &widths), Ink::Faint)?;
        page.end_line()?;
        for row in &rows {
            page.put(&line(row, &widths), Ink::Plain)?;
            page.end_line()?;
        }
        page.end_line()?;
        let legend = "Contacts of one turn; nanoseconds of processor time a contact, the median \
                      turn and the least; contacts in a second of one core; the most memory that \
                      the process held.";
        page.paragraph(legend, Ink::Faint, 0, 0)
    }

    /// Writes every figure as JSON.
    ///
    /// # Errors
    /// Whatever the writer reports.
    pub fn write_json(&self, out: &mut dyn Write) -> io::Result<()> {
        let document = json!({
            "bench_format": BENCH_FORMAT,
            "version": env!("CARGO_PKG_VERSION"),
            "threads": self.threads,
            "scenarios": self.costs.iter().map(scenario).collect::<Vec<_>>(),
        });
        write_value(&document, 0, out)?;
        out.write_all(b"\n")
    }
}

fn scenario(cost: &Cost) -> Value {
    let [middle, least, most] = cost.nanoseconds.map(significant);
    json!({
        "scenario": cost.name,
        "replications": cost.replications,
        "contacts": cost.contacts,
        "repeats": cost.turns,
        "processor_ns_per_contact": middle,
        "least_ns_per_contact": least,
        "most_ns_per_contact": most,
        "contacts_per_second_per_core": significant(cost.contacts_a_second()),
        "peak_memory_bytes": cost.peak_memory,
    })
}

fn cells(cost: &Cost) -> [String; 6] {
    let [middle, least, _] = cost.nanoseconds;
    let megabytes = |bytes: u64| format!("{} MB", grouped(bytes as f64 / 1e6, 1));
    [
        cost.name.clone(),
        whole(cost.contacts),
        grouped(middle, 1),
        grouped(least, 1),
        whole(cost.contacts_a_second().round() as u64),
        cost.peak_memory.map_or_else(|| "unknown".to_owned(), megabytes),
    ]
}

/// The first cell begins its column, the others end theirs.
fn line(cells: &[String; 6], widths: &[usize; 6]) -> String {
    let padded: [String; 6] = std::array::from_fn(|column| {
        let (cell, width) = (&cells[column], widths[column]);
        if column == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
    });
    padded.join(GAP)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Colour;

    fn sample() -> Bench {
        let cost = Cost {
            name: "b2".to_owned(),
            replications: 192,
            contacts: 2_004_123,
            turns: 7,
            nanoseconds: [62.5, 60.3, 70.0],
            peak_memory: Some(7_340_032),
        };
        let long = Cost { name: "types-50".to_owned(), peak_memory: None, ..cost.clone() };
        Bench { threads: 2, costs: vec![cost, long] }
    }

    #[test]
    fn columns_end_together() {
        let mut out = Vec::new();
        sample().write_table(Terminal { colour: Colour::No, width: 100 }, &mut out).unwrap();
        let wanted = "\
What a contact costs  version 0.1.0, 2 threads, median of 7 turns

scenario   contacts    ns  least  a second a core   memory
b2        2,004,123  62.5   60.3       16,000,000   7.3 MB
types-50  2,004,123  62.5   60.3       16,000,000  unknown
";
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with(wanted), "{text}");
    }

    #[test]
    fn json_carries_every_figure() {
        let mut out = Vec::new();
        sample().write_json(&mut out).unwrap();
        let json: Value = serde_json::from_slice(&out).unwrap();
        assert_eq!((&json["bench_format"], &json["threads"]), (&json!(1), &json!(2)));
        let first = &json["scenarios"][0];
        assert_eq!(first["processor_ns_per_contact"], 62.5);
        assert_eq!(first["contacts_per_second_per_core"], 1.6e7);
        assert_eq!(first["peak_memory_bytes"], 7_340_032);
        assert_eq!(json["scenarios"][1]["peak_memory_bytes"], Value::Null);
    }
}
