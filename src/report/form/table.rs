//! Tables of figures: values aligned to the right, their intervals to the left beside them.

use std::collections::BTreeSet;
use std::io;

use super::figure::{Cell, NO_BREAK, Tone};
use super::page::{Ink, Page, columns, escaped, wrap};

/// Rows of figures under headings.
pub(crate) struct Table {
    headings: Vec<String>,
    rows: Vec<(String, Vec<Cell>)>,
}

/// Headings are broken into lines of about this width.
const HEADING_WIDTH: usize = 18;
const INDENT: usize = 2;
const GAP: usize = 2;
/// Longer row labels stand on a line of their own.
const LABEL_WIDTH: usize = 34;
/// Labels are not cut to less than this for the sake of a column.
const SHORT_LABEL: usize = 16;

impl Table {
    pub(crate) fn new(headings: Vec<String>) -> Self {
        Self { headings, rows: Vec::new() }
    }

    pub(crate) fn row(&mut self, label: impl Into<String>, cells: Vec<Cell>) {
        debug_assert_eq!(cells.len(), self.headings.len());
        self.rows.push((label.into().replace(NO_BREAK, " "), cells));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Writes the table; one that is too wide for the page goes on below with its further
    /// columns.
    pub(crate) fn write(&self, page: &mut Page) -> io::Result<()> {
        if page.is_markdown() {
            return page.block(&self.in_markdown());
        }
        let widths: Vec<Widths> =
            (0..self.headings.len()).map(|column| self.widths(column)).collect();
        let labels = self.labels(page.width, &widths);
        let mut from = 0;
        while from < widths.len() {
            let to = from + fitting(page.width - INDENT - labels.width, &widths[from..]);
            if from > 0 {
                page.end_line()?;
            }
            self.write_headings(page, labels.width, from, &widths[from..to])?;
            for (label, cells) in &self.rows {
                let label = labels.begin(page, label)?;
                write_row(page, &label, labels.width, &cells[from..to], &widths[from..to])?;
            }
            from = to;
        }
        Ok(())
    }

    fn in_markdown(&self) -> String {
        let line = |label: &str, cells: Vec<String>| format!("| {label} | {} |", cells.join(" | "));
        let headings = self.headings.iter().map(|heading| escaped(heading));
        let ends = vec!["---:".to_owned(); self.headings.len()];
        let mut lines = vec![line("", headings.collect()), line("---", ends)];
        for (label, cells) in &self.rows {
            let cells = cells.iter().map(|cell| {
                let parts = [&cell.value, &cell.interval, mark(cell).1];
                let parts = parts.into_iter().map(str::trim).filter(|part| !part.is_empty());
                escaped(&parts.collect::<Vec<_>>().join(" "))
            });
            lines.push(line(&escaped(label), cells.collect()));
        }
        lines.join("\n")
    }

    /// As wide as the longest label, or less where that puts all columns side by side and leaves
    /// the labels different.
    fn labels(&self, page_width: usize, widths: &[Widths]) -> Labels {
        let labels = || self.rows.iter().map(|(label, _)| label);
        let wanted = labels().map(|label| columns(label)).max().unwrap_or(0).min(LABEL_WIDTH);
        let used: usize = INDENT + widths.iter().map(|column| GAP + column.all).sum::<usize>();
        let left = page_width.saturating_sub(used);
        if (SHORT_LABEL..wanted).contains(&left) {
            let short: BTreeSet<String> = labels().map(|label| cut(label, left)).collect();
            if short.len() == self.rows.len() {
                return Labels { width: left, long: LongLabel::IsCut };
            }
        }
        Labels { width: wanted, long: LongLabel::StandsAbove }
    }

    fn widths(&self, column: usize) -> Widths {
        let cells = || self.rows.iter().map(|(_, cells)| &cells[column]);
        let with_interval = || cells().filter(|cell| !cell.interval.is_empty());
        let value = with_interval().map(|cell| columns(&cell.value)).max().unwrap_or(0);
        let interval = with_interval().map(|cell| columns(&cell.interval) + mark_width(cell)).max();
        let both = interval.map_or(value, |interval| value + 1 + interval);
        let alone = cells().map(|cell| columns(&cell.value)).max().unwrap_or(0);
        let heading = wrap(&self.headings[column], HEADING_WIDTH, 0, 0)
            .iter()
            .map(|line| columns(line))
            .max()
            .unwrap_or(0);
        Widths { value, all: both.max(alone).max(heading), both }
    }

    fn write_headings(
        &self,
        page: &mut Page,
        label_width: usize,
        from: usize,
        widths: &[Widths],
    ) -> io::Result<()> {
        let headings: Vec<Vec<String>> = self.headings[from..from + widths.len()]
            .iter()
            .map(|heading| wrap(heading, HEADING_WIDTH, 0, 0))
            .collect();
        let height = headings.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let mut text = " ".repeat(INDENT + label_width);
            for (heading, widths) in headings.iter().zip(widths) {
                // Short headings stand on the last line.
                let above = height - heading.len();
                let part = line.checked_sub(above).map_or("", |line| &heading[line]);
                // Over the values where it fits, so that it does not float above the intervals.
                let over_values = widths.all - widths.both + widths.value;
                let widest = heading.iter().map(|line| columns(line)).max().unwrap_or(0);
                let end = if widest <= over_values { over_values } else { widths.all };
                text.push_str(&" ".repeat(GAP + end - columns(part)));
                text.push_str(part);
                text.push_str(&" ".repeat(widths.all - end));
            }
            if !text.trim().is_empty() {
                page.put(text.trim_end(), Ink::Faint)?;
                page.end_line()?;
            }
        }
        Ok(())
    }
}

/// How row labels are written.
struct Labels {
    width: usize,
    long: LongLabel,
}

/// What becomes of a label that is wider than the others.
enum LongLabel {
    IsCut,
    /// It has a line of its own above its figures.
    StandsAbove,
}

impl Labels {
    /// What to write before the figures of a row.
    fn begin(&self, page: &mut Page, label: &str) -> io::Result<String> {
        if columns(label) <= self.width {
            return Ok(label.to_owned());
        }
        match self.long {
            LongLabel::IsCut => Ok(cut(label, self.width)),
            LongLabel::StandsAbove => {
                page.put(&format!("{:INDENT$}{label}", ""), Ink::Plain)?;
                page.end_line()?;
                Ok(String::new())
            }
        }
    }
}

/// How many columns fit a width, at least one.
fn fitting(width: usize, widths: &[Widths]) -> usize {
    let mut used = 0;
    let fit = widths.iter().take_while(|column| {
        used += GAP + column.all;
        used <= width
    });
    fit.count().max(1)
}

#[derive(Clone, Copy)]
struct Widths {
    /// The widest value that has an interval.
    value: usize,
    /// The widest value and interval, side by side.
    both: usize,
    /// The column.
    all: usize,
}

fn write_row(
    page: &mut Page,
    label: &str,
    label_width: usize,
    cells: &[Cell],
    widths: &[Widths],
) -> io::Result<()> {
    page.put(&" ".repeat(INDENT), Ink::Plain)?;
    page.put(label, Ink::Plain)?;
    let mut owed = label_width - columns(label);
    for (cell, widths) in cells.iter().zip(widths) {
        let over_values = widths.all - widths.both + widths.value;
        let alone = cell.interval.is_empty();
        let end =
            if alone && columns(&cell.value) > over_values { widths.all } else { over_values };
        let before = end - columns(&cell.value);
        let beside = if alone { 0 } else { 1 + columns(&cell.interval) + mark_width(cell) };
        let after = widths.all - end - beside;
        page.put(&" ".repeat(owed + GAP + before), Ink::Plain)?;
        write_cell(page, cell)?;
        owed = after;
    }
    page.end_line()
}

fn write_cell(page: &mut Page, cell: &Cell) -> io::Result<()> {
    let (ink, mark) = mark(cell);
    page.put(&cell.value, ink)?;
    if !cell.interval.is_empty() {
        page.put(" ", Ink::Plain)?;
        page.put(&cell.interval, Ink::Faint)?;
    }
    page.put(mark, ink)
}

/// Better or worse, in colour and as a sign.
fn mark(cell: &Cell) -> (Ink, &'static str) {
    match cell.tone {
        Tone::Plain => (Ink::Plain, ""),
        Tone::Better => (Ink::Better, " ✓"),
        Tone::Worse => (Ink::Worse, " ✗"),
    }
}

fn mark_width(cell: &Cell) -> usize {
    match cell.tone {
        Tone::Plain => 0,
        Tone::Better | Tone::Worse => 2,
    }
}

/// The text, cut to a width.
pub(crate) fn cut(text: &str, width: usize) -> String {
    if columns(text) <= width {
        return text.to_owned();
    }
    let mut cut = String::new();
    for letter in text.chars() {
        if columns(&cut) + 2 > width {
            break;
        }
        cut.push(letter);
    }
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Colour, Terminal};

    fn cell(value: &str, interval: &str) -> Cell {
        Cell { value: value.into(), interval: interval.into(), tone: Tone::Plain }
    }

    fn written(table: &Table, width: usize) -> Vec<String> {
        let mut out = Vec::new();
        table.write(&mut Page::new(&mut out, Terminal { colour: Colour::No, width })).unwrap();
        String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn values_end_and_intervals_begin_in_one_column() {
        let mut table = Table::new(vec!["sales".into(), "service".into()]);
        table.row("offered", vec![cell("3,240", "±4"), cell("7,200", "±6")]);
        table.row("abandoned", vec![cell("1.32 %", "±0.01"), cell("no contacts", "")]);
        assert_eq!(
            written(&table, 100),
            [
                "              sales         service",
                "  offered     3,240 ±4        7,200 ±6",
                "  abandoned  1.32 % ±0.01  no contacts",
            ]
        );
    }

    #[test]
    fn a_table_too_wide_goes_on_below() {
        let mut table = Table::new(vec!["one".into(), "two".into(), "three".into()]);
        table.row("row", vec![cell("1", "±1"), cell("2", "±2"), cell("3", "±3")]);
        let lines = written(&table, 20);
        assert_eq!(lines.len(), 5, "{lines:?}");
        assert!(lines.iter().all(|line| columns(line) <= 20), "{lines:?}");
        assert!(lines[4].starts_with("  row"));
    }

    #[test]
    fn labels_give_way_to_a_column_while_they_stay_different() {
        let lines_of = |labels: [&str; 2], width| {
            let mut table = Table::new(vec!["one".into(), "two".into()]);
            for label in labels {
                table.row(label, vec![cell("1", "±1"), cell("2", "±2")]);
            }
            written(&table, width)
        };
        let different = ["a rather long label", "with another beside it"];
        assert_eq!(lines_of(different, 32)[1], "  a rather long lab…  1 ±1  2 ±2");
        let alike = ["a rather long label one", "a rather long label two"];
        assert_eq!(lines_of(alike, 32).len(), 7, "the second column stands below");
    }

    #[test]
    fn a_very_long_label_stands_above_its_figures() {
        let mut table = Table::new(vec!["one".into()]);
        table.row("a label that is longer than any column would bear", vec![cell("1", "±1")]);
        table.row("short", vec![cell("2", "±2")]);
        let lines = written(&table, 100);
        assert_eq!(lines[1], "  a label that is longer than any column would bear");
        assert_eq!(lines[2].trim(), "1 ±1");
        assert_eq!(lines[2].find('1'), lines[3].find('2'));
    }

    #[test]
    fn long_names_are_cut() {
        assert_eq!(cut("retention", 9), "retention");
        assert_eq!(cut("retentions", 9), "retentio…");
    }
}
