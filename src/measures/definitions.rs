//! Each measure once: name, unit, formula, denominator, better direction.

/// What a figure means.
#[derive(Debug)]
pub struct Definition {
    /// The key in JSON results, with its unit: `asa_seconds`. Members of a family are written
    /// with a dot: `service_levels.offered`, `lost_sales_by_cause.abandoned`.
    pub key: &'static str,
    /// The heading in reports: `ASA`.
    pub name: &'static str,
    pub unit: Unit,
    pub better: Better,
    /// The definition in one plain sentence with its denominator, for `explain` and footnotes.
    pub formula: &'static str,
    /// Rests on effects on customers that the planner assumed, not on the mechanics of the queue.
    pub assumption_driven: bool,
}

/// How a figure is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A number of contacts, customers or agents a day.
    Count,
    /// 0 to 1, printed as a percentage.
    Share,
    Seconds,
    Money,
    /// A plain number (erlangs, average queue).
    Number,
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    Higher,
    Lower,
    Neither,
}
