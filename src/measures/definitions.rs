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

/// STUB: stands in until the measures land.
#[must_use]
pub fn definitions() -> &'static [Definition] {
    use Better::{Higher, Lower, Neither};
    use Unit::{Count, Money, Number, Seconds, Share};
    macro_rules! d {
        ($key:literal, $name:literal, $unit:ident, $better:ident, $driven:literal) => {
            Definition {
                key: $key,
                name: $name,
                unit: $unit,
                better: $better,
                formula: concat!("The formula of ", $name, "."),
                assumption_driven: $driven,
            }
        };
    }
    static DEFINITIONS: &[Definition] = &[
        d!("offered", "offered", Count, Neither, false),
        d!("answered", "answered", Count, Higher, false),
        d!("abandoned", "abandoned", Count, Lower, false),
        d!("blocked", "blocked", Count, Lower, false),
        d!("abandon_rate", "abandon rate", Share, Lower, false),
        d!("asa_seconds", "ASA", Seconds, Lower, false),
        d!("mean_wait_seconds", "mean wait, all", Seconds, Lower, false),
        d!("wait_p90_seconds", "wait P90", Seconds, Lower, false),
        d!("service_level", "service level", Share, Higher, false),
        d!("service_levels.offered", "service level (offered)", Share, Higher, false),
        d!("service_levels.answered", "service level (answered)", Share, Higher, false),
        d!("handle_time_seconds", "handle time", Seconds, Lower, false),
        d!("occupancy", "occupancy", Share, Neither, false),
        d!("agents", "agents", Number, Neither, false),
        d!("revenue", "revenue", Money, Higher, false),
        d!("wages", "wages", Money, Lower, false),
        d!("customers_lost", "customers lost", Count, Lower, true),
        d!("lifetime_value_lost", "lifetime value lost", Money, Lower, true),
        d!("net_value", "net value", Money, Higher, true),
        d!("target_met", "days meeting the target", Share, Higher, false),
    ];
    DEFINITIONS
}
