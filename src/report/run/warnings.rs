//! What to doubt of a run or a comparison, in one sentence each.

use super::few_days;
use super::report::{Kind, Report};
use crate::report::form::words::{saturation, warnings};

impl Report {
    /// What can hardly be meant, and what to doubt of the steady states, with the variant's name in
    /// a comparison.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let mut said = warnings::sentences(&self.of_scenarios());
        said.extend(self.outcome.variants.iter().flat_map(|variant| {
            let warnings = variant.settling.iter().flat_map(|it| &it.warnings).cloned();
            let saturated = saturation::sentences(&variant.saturated, self.outcome.replications);
            warnings.chain(saturated).map(|warning| match self.kind {
                Kind::Run => warning,
                Kind::Compare => format!("{}: {warning}", variant.name),
            })
        }));
        said.extend(few_days::sentence(self));
        said
    }
}
