//! What the planner wrote, checked: [`load`] reads a file and what it names (`load/`) into
//! [`model`].
//!
//! A file passes `text` (a tree with lines and columns), `shape` (what it may say), `csv` (what
//! stands beside it), `laws`, `overlay` (the verbs of what-ifs) and `build` (tree to model); then
//! `meant` warns of what can hardly be meant. What the file itself asks is in `asked`.

pub mod asked;
mod build;
pub mod csv;
pub mod laws;
pub mod limits;
pub mod load;
mod meant;
pub mod model;
mod overlay;
pub mod shape;
pub mod text;

use std::path::PathBuf;

pub use asked::checks::Check;
pub use asked::risk::Risk;
pub use asked::sweep::Sweep;
pub use build::Preset as NamedPolicy;
pub use load::{LoadError, Override, load, template};
pub use meant::{Warning, Weight};
pub use model::Scenario;
pub use text::problem::{Problem, Problems};

/// What `load` hands over: the base, its variants and what was understood on the way.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub base: Scenario,
    /// In the planner's order.
    pub variants: Vec<Variant>,
    pub contrasts: Vec<Contrast>,
    /// What must hold, in the planner's order.
    pub checks: Vec<Check>,
    /// What was understood of the CSV files, one sentence each.
    pub echo: Vec<String>,
    /// Every file that was read for it: nothing may be written over them.
    pub files: Vec<PathBuf>,
}

impl Loaded {
    /// What can hardly be meant, each once: first of the base, then what variants have beside it.
    pub fn warnings(&self) -> impl Iterator<Item = &Warning> {
        let own = self.variants.iter().flat_map(|variant| &variant.scenario.remarks.warnings);
        let base = &self.base.remarks.warnings;
        let is_new = |own: &&Warning| base.iter().all(|known| known.sentence != own.sentence);
        base.iter().chain(own.filter(is_new))
    }
}

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
