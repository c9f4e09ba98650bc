//! What to doubt of a run or a comparison, in one sentence each.

use super::few_days;
use super::report::{Kind, Report};
use crate::experiment::run::outcome::VariantOutcome;
use crate::measures::estimate::find;
use crate::report::form::number::grouped;
use crate::report::form::words::horizon::lead_in;
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
        said.extend(of_past(self.base()));
        said.extend(few_days::sentence(self));
        said
    }

    /// All that is to be doubted of a variant, its base's faults among them where it has them too.
    pub(super) fn warnings_of(&self, variant: &VariantOutcome) -> Vec<String> {
        let mut said = warnings::own(&variant.scenario);
        said.extend(self.of_days(variant));
        said.extend(of_past(self.base()));
        said.extend(few_days::of_variant(self, variant));
        said
    }

    /// What its days showed.
    fn of_days(&self, variant: &VariantOutcome) -> Vec<String> {
        let warnings = variant.settling.iter().flat_map(|it| &it.warnings).cloned();
        warnings
            .chain(saturation::sentences(&variant.saturated, self.outcome.replications))
            .chain(cut_off(variant))
            .collect()
    }
}

/// From which share of nights on goodwill that is cut off is told of.
const MUCH_CUT_OFF: f64 = 0.01;
/// By how much of itself what a lead-in leaves behind may move in three months.
const MUCH_MOVED: f64 = 0.1;

/// Goodwill that no base hazard is left for.
fn cut_off(variant: &VariantOutcome) -> Option<String> {
    let nights = find(&variant.summary.horizon, "customers.nights_cut_off")?.estimate.mean?;
    (nights > MUCH_CUT_OFF).then(|| {
        let share = grouped(nights * 100.0, 1);
        format!(
            "On {share} % of the nights of customers goodwill was more than their base hazard, and \
             the rest of it was of no use: what `stays_because` gives is more than can be kept."
        )
    })
}

/// A lead-in, which all variants share, that was still moving when it ended.
fn of_past(base: &VariantOutcome) -> Option<String> {
    let moving = lead_in(&base.summary).into_iter().filter(|it| it.moved > Some(MUCH_MOVED));
    let told: Vec<String> = moving
        .filter_map(|it| {
            Some(format!("{} {}, {} three months before", it.now, it.name, it.before?))
        })
        .collect();
    (!told.is_empty()).then(|| {
        format!(
            "The lead-in had not settled when it ended ({}): lengthen it \
             (`horizon.lead_in_months`).",
            told.join("; ")
        )
    })
}
