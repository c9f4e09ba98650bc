//! What is said of an assertion: verdict, figure, what was wanted, and why there is no verdict.

use super::Told;
use crate::experiment::check::{Claim, Drift, Pairing, Reason, Standing, Verdict};
use crate::measures::SAMPLE_PATH_VERSION;
use crate::measures::definitions::Unit;
use crate::measures::estimate::{Estimate, Measured};
use crate::report::form::figure::{NO_BREAK, Sense, Tone, cell, tone};
use crate::report::form::number::{shown, whole};
use crate::report::form::words::period::{Observed, noun};
use crate::scenario::asked::checks::Of;

impl Told<'_> {
    /// The verdict in a word.
    pub(super) fn verdict(&self) -> &'static str {
        match self.assertion.verdict {
            Verdict::Pass => "pass",
            Verdict::Fail => "fail",
            Verdict::Inconclusive => "inconclusive",
            Verdict::Error => "error",
            Verdict::Skipped => "skipped",
        }
    }

    /// The verdict as it begins a line: in capitals where the command fails for it.
    pub(super) fn mark(&self) -> String {
        match self.standing {
            Standing::Failed => self.verdict().to_uppercase(),
            Standing::Warned => format!("warn: {}", self.verdict()),
            Standing::Passed | Standing::Open => self.verdict().to_owned(),
        }
    }

    /// The name of the check; of its second claim with what that is.
    pub(super) fn name(&self) -> String {
        let check = &self.assertion.check;
        match self.assertion.claim {
            Claim::Drift if check.is_bounded() => format!("{} (baseline)", plain(&check.name)),
            Claim::Drift | Claim::Bounds => plain(&check.name),
        }
    }

    /// Which figure of which variant.
    pub(super) fn figure(&self) -> String {
        let check = &self.assertion.check;
        let (figure, variant) = (plain(&check.figure.to_string()), plain(&check.variant_name));
        match (check.of, check.variant) {
            (Of::Level, 0) => figure,
            (Of::Level, _) => format!("{figure} of {variant}"),
            (Of::Difference, _) => format!("{figure} of {variant} less base"),
        }
    }

    fn sense(&self) -> Sense {
        match (self.assertion.claim, self.assertion.check.of) {
            (Claim::Bounds, Of::Level) => Sense::Level,
            (Claim::Bounds, Of::Difference) | (Claim::Drift, _) => Sense::Difference,
        }
    }

    /// What was wanted of it.
    pub(super) fn wanted(&self) -> String {
        let check = &self.assertion.check;
        let unit = check.figure.definition.unit;
        let told = |value| amount(value, unit, self.sense());
        match (self.assertion.claim, check.at_least, check.at_most) {
            (Claim::Drift, ..) => {
                let margin = check.margin.map(|margin| amount(margin, unit, Sense::Difference));
                format!("within {} of its baseline", margin.unwrap_or_default())
            }
            (_, Some(low), Some(high)) => format!("{} to {}", told(low), told(high)),
            (_, Some(low), None) => format!("at least {}", told(low)),
            (_, None, Some(high)) => format!("at most {}", told(high)),
            (_, None, None) => String::new(),
        }
    }

    /// What was found.
    pub(super) fn found(&self) -> String {
        let assertion = self.assertion;
        if assertion.estimate.mean.is_none() {
            let short = assertion.reason.map_or("no figure", short);
            return short.to_owned();
        }
        match &assertion.drift {
            None => self.text(assertion.estimate, self.sense()),
            Some(drift) => self.change(drift),
        }
    }

    fn change(&self, drift: &Drift) -> String {
        let now = self.text(drift.now, Sense::Level);
        if drift.is_same {
            return format!("{now}, the same as its baseline on {}", self.observed());
        }
        let level = |estimate: Estimate| {
            let bare = Estimate { half_width: Some(0.0), ..estimate };
            let text = self.text(bare, Sense::Level);
            text.trim_end_matches(" (±0)").to_owned()
        };
        let change = self.text(self.assertion.estimate, Sense::Difference);
        let definition = self.assertion.check.figure.definition;
        let measured = Measured { definition, estimate: self.assertion.estimate };
        let direction = match tone(&measured) {
            Tone::Plain => "",
            Tone::Better => ", better",
            Tone::Worse => ", worse",
        };
        let pairing = match drift.pairing {
            Pairing::Paired => "",
            Pairing::Unpaired => ", not paired",
        };
        format!("{} -> {}: {change}{direction}{pairing}", level(drift.stored), level(drift.now))
    }

    fn text(&self, estimate: Estimate, sense: Sense) -> String {
        let definition = self.assertion.check.figure.definition;
        let measured = Measured { definition, estimate };
        let Observed { number, period } = self.observation();
        cell(&measured, sense, Observed { number, period }).with("").replace(NO_BREAK, " ")
    }

    fn observation(&self) -> Observed {
        Observed { number: self.assertion.observations, period: self.assertion.period }
    }

    /// "200 days".
    pub(super) fn observed(&self) -> String {
        let Observed { number, period } = self.observation();
        format!("{} {}", whole(u64::from(number)), noun(period, number))
    }

    /// One sentence with everything.
    pub(super) fn message(&self) -> String {
        let (figure, wanted) = (self.figure(), self.wanted());
        if let Some(reason) = self.assertion.reason {
            return format!("{figure}: {}", self.because(reason));
        }
        let found = self.found();
        match self.assertion.verdict {
            Verdict::Inconclusive => format!(
                "{figure}: {found}; {} do not decide whether it is {wanted}",
                self.observed()
            ),
            Verdict::Fail => format!("{figure}: {found}, wanted {wanted} ({})", self.observed()),
            _ => format!("{figure}: {found}, {wanted} ({})", self.observed()),
        }
    }

    /// Why there is no verdict, and what to do about it.
    fn because(&self, reason: Reason) -> String {
        let (baseline, update) = (&self.file.baseline, &self.file.update);
        let accept = format!("or accept today's figures: {update}");
        match reason {
            Reason::NoObservations => format!(
                "no observations: nothing of what it is made of happened on {} ({})",
                self.observed(),
                self.assertion.check.figure.definition.formula
            ),
            Reason::TooFew { wanted } => {
                let period = noun(self.assertion.period, 2);
                format!("no interval without {wanted} {period}, and {} were run", self.observed())
            }
            Reason::Interrupted => "interrupted before it was decided".to_owned(),
            Reason::NoBaseline => {
                format!("there is no baseline at {baseline}; to make one: {update}")
            }
            Reason::NotInBaseline => {
                format!("the baseline {baseline} does not hold it; to store it: {update}")
            }
            Reason::OtherSamplePath { stored } => format!(
                "the baseline {baseline} was drawn by version {stored} of the sample path and \
                 this program draws by version {SAMPLE_PATH_VERSION}: the two cannot be paired; \
                 compare them unpaired with --fresh-seeds, {accept}"
            ),
            Reason::OtherSeed { stored } => format!(
                "the baseline {baseline} is of seed {stored}, not of seed {}: the two cannot be \
                 paired; leave --seed out, {accept}",
                self.file.outcome.seed
            ),
            Reason::OtherObservations { stored, found } => format!(
                "the baseline {baseline} has {stored} observations where there are now {found}: \
                 the two cannot be compared; {}",
                accept.trim_start_matches("or ")
            ),
        }
    }
}

/// In place of a figure.
fn short(reason: Reason) -> &'static str {
    match reason {
        Reason::NoObservations => "no observations",
        Reason::TooFew { .. } => "too few observations",
        Reason::Interrupted => "interrupted",
        Reason::NoBaseline | Reason::NotInBaseline => "no baseline",
        Reason::OtherSamplePath { .. } | Reason::OtherSeed { .. } => "cannot be paired",
        Reason::OtherObservations { .. } => "cannot be compared",
    }
}

/// A planner's name on one line.
fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.chars() {
        if letter.is_control() {
            plain.extend(letter.escape_default());
        } else {
            plain.push(letter);
        }
    }
    plain
}

/// A bound or a margin with its unit.
pub(crate) fn amount(value: f64, unit: Unit, sense: Sense) -> String {
    let (factor, name) = match (unit, sense) {
        (Unit::Share, Sense::Level) => (100.0, " %"),
        (Unit::Share, Sense::Difference) => (100.0, " pts"),
        (Unit::Seconds, _) => (1.0, " s"),
        (Unit::Count | Unit::Money | Unit::Number, _) => (1.0, ""),
    };
    format!("{}{name}", shown(value * factor))
}
