//! What the figures need to know of a scenario: names, order, lengths, and what was asked for.

use super::settled::Settled;

/// The subjects of one variant and how its figures are to be read, as plain data.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Names of contact types, in name order.
    pub contact_types: Vec<String>,
    /// Position of each contact type in reports.
    pub type_display: Vec<usize>,
    /// Share that each contact type wants answered in time; none given: no target.
    pub targets: Vec<Option<f64>>,
    /// Names of agent groups, in name order.
    pub groups: Vec<String>,
    /// Position of each agent group in reports.
    pub group_display: Vec<usize>,
    /// Local clock time at which each interval starts, "HH:MM"; of a horizon its months, "2026-01".
    pub intervals: Vec<String>,
    /// Length of an interval.
    pub interval_seconds: f64,
    /// What an observation is.
    pub period: Period,
    /// How long an observation is open; of a horizon, each of its open days.
    pub open_seconds: f64,
    /// Which service level is the headline.
    pub headline: ServiceLevelFormula,
    /// Probability with which intervals are to cover, strictly between 0 and 1.
    pub confidence: f64,
    /// What a lost customer would have brought.
    pub lifetime_value: f64,
    /// Whether effects of contacts on customers were given, so that sensitivity to them means
    /// something.
    pub retention: bool,
    /// Whether customers are individuals who persist over a horizon.
    pub persons: bool,
    /// How many months of the lead-in of a horizon are looked at, the last first.
    pub looks_at_lead_in: usize,
    /// What chance cannot move.
    pub settled: Settled,
}

/// What an observation is: what counts are counted in, and what intervals are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Period {
    /// A replication is a day.
    #[default]
    Day,
    /// A replication of a steady state has many batches.
    Batch,
    /// A replication is days joined, and its intervals are months.
    Horizon,
}

/// Which of the six service levels is the headline. A answered, O offered, B abandoned (or
/// balked), T the threshold, s the short-abandon limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServiceLevelFormula {
    /// `A_T / O`
    Offered,
    /// `A_T / A`
    Answered,
    /// `A_T / (O - B_T)`
    AbandonedWithinExcluded,
    /// `(A_T + B_T) / O`
    AbandonedWithinMet,
    /// `A_T / (O - B_s)`
    ShortExcluded,
    /// `(A_T + B_s) / O`
    ShortMet,
}

impl ServiceLevelFormula {
    /// All six, in the order of reports.
    pub const EVERY: [Self; 6] = [
        Self::Offered,
        Self::Answered,
        Self::AbandonedWithinExcluded,
        Self::AbandonedWithinMet,
        Self::ShortExcluded,
        Self::ShortMet,
    ];

    /// The formula as the planner writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.key().trim_start_matches("service_levels.")
    }

    /// The key of the measure that is the headline.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Offered => "service_levels.offered",
            Self::Answered => "service_levels.answered",
            Self::AbandonedWithinExcluded => "service_levels.abandoned_within_excluded",
            Self::AbandonedWithinMet => "service_levels.abandoned_within_met",
            Self::ShortExcluded => "service_levels.short_excluded",
            Self::ShortMet => "service_levels.short_met",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ServiceLevelFormula;

    #[test]
    fn a_formula_is_called_by_the_end_of_its_key() {
        assert_eq!(
            ServiceLevelFormula::EVERY.map(ServiceLevelFormula::name),
            [
                "offered",
                "answered",
                "abandoned_within_excluded",
                "abandoned_within_met",
                "short_excluded",
                "short_met"
            ]
        );
    }
}
