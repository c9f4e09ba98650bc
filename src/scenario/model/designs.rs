//! What is run beside the base: variants, a best split still to be searched, contrasts.

use super::Scenario;

/// A named difference from the base, as a whole scenario.
#[derive(Clone, Debug)]
pub struct Variant {
    pub name: String,
    pub scenario: Scenario,
    /// A split of heads still to be searched.
    pub best_split: Option<BestSplit>,
}

/// Heads to be divided anew among some groups of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct BestSplit {
    /// Positions in `agent_groups` of the groups that receive the heads, at least two.
    pub receivers: Vec<usize>,
    /// Heads to divide, by interval.
    pub heads: Vec<u32>,
    pub by: SplitBy,
}

/// What the best split has least (or most) of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SplitBy {
    /// Fewest abandoned and blocked in total.
    AbandonedAndBlocked,
    /// Most net value.
    NetValue,
}

/// Mean of some variants less mean of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contrast {
    pub name: String,
    /// Positions: 0 is the base, 1 the first variant.
    pub plus: Vec<usize>,
    pub minus: Vec<usize>,
}
