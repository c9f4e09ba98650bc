//! What to doubt of a run or a comparison, in one sentence each.

use super::few_days;
use super::report::{Kind, Report};
use crate::experiment::run::outcome::VariantOutcome;
use crate::report::form::words::{saturation, warnings};

impl Report {
    /// What can hardly be meant, and what to doubt of the steady states, with the variant's name in
    /// a comparison.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let mut said = warnings::sentences(&self.of_scenarios());
        said.extend(self.outcome.variants.iter().flat_map(|variant| {
            self.of_days(variant).into_iter().map(|warning| match self.kind {
                Kind::Run => warning,
                Kind::Compare => format!("{}: {warning}", variant.name),
            })
        }));
        said.extend(few_days::sentence(self));
        said
    }

    /// All that is to be doubted of a variant, its base's faults among them where it has them too.
    pub(super) fn warnings_of(&self, variant: &VariantOutcome) -> Vec<String> {
        let mut said = warnings::own(&variant.scenario);
        said.extend(self.of_days(variant));
        said.extend(few_days::of_variant(self, variant));
        said
    }

    /// What its days showed.
    fn of_days(&self, variant: &VariantOutcome) -> Vec<String> {
        let warnings = variant.settling.iter().flat_map(|it| &it.warnings).cloned();
        warnings
            .chain(saturation::sentences(&variant.saturated, self.outcome.replications))
            .collect()
    }
}
