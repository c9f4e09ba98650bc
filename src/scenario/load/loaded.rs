//! What reading hands over.

use std::path::PathBuf;

use crate::base::visible::visible;
use crate::scenario::asked::checks::Check;
use crate::scenario::model::{Contrast, Scenario, Variant, Warning};

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
    /// The base alone.
    pub(crate) fn of_base(base: Scenario, echo: Vec<String>, files: Vec<PathBuf>) -> Self {
        let (variants, contrasts, checks) = (Vec::new(), Vec::new(), Vec::new());
        let echo = visible_lines(echo.into_iter());
        Self { base, variants, contrasts, checks, echo, files }
    }

    /// What can hardly be meant, each once: first of the base, then what variants have beside it.
    pub fn warnings(&self) -> impl Iterator<Item = &Warning> {
        let own = self.variants.iter().flat_map(|variant| &variant.scenario.remarks.warnings);
        let base = &self.base.remarks.warnings;
        let is_new = |own: &&Warning| base.iter().all(|known| known.sentence != own.sentence);
        base.iter().chain(own.filter(is_new))
    }
}

/// Sentences that may name files and headers, each on one line whatever these hold.
pub(super) fn visible_lines(sentences: impl Iterator<Item = String>) -> Vec<String> {
    sentences.map(|sentence| visible(&sentence).into_owned()).collect()
}
