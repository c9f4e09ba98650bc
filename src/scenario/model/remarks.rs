//! What is to be said about a scenario beside what it is.

use std::fmt;

use crate::scenario::text::tree::Written;

/// What is to be said about a scenario, which is no part of what it is: two scenarios are equal
/// whatever is said about them, and how a file is laid out is nothing of a plan.
#[derive(Clone, Default)]
pub struct Remarks {
    /// What can hardly be meant, the weightiest first.
    pub warnings: Vec<Warning>,
    /// How a variant stands against its base; nothing of a base.
    pub against_base: AgainstBase,
}

impl PartialEq for Remarks {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl fmt::Debug for Remarks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Remarks")
    }
}

/// Something that can hardly be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Where the planner wrote it, or what is nearest to it.
    pub place: Written,
    /// The path of what it is about: `contact_types.sales.offer`.
    pub subject: String,
    /// What can hardly be meant, as a sentence.
    pub sentence: String,
    pub weight: Weight,
}

/// What a warning means for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// The figures are what they are; whoever reads them should know.
    Doubt,
    /// Of such a day nobody may say that it holds.
    NoVerdict,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Written { file, line, column } = &self.place;
        write!(f, "{file}:{line}:{column}: warning: {}", self.sentence)
    }
}

/// What a variant changes beside what one can choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgainstBase {
    /// What changes and is not chosen: it happens. Such a variant is a "what if", compared but
    /// never the best.
    pub happens: Vec<String>,
    /// What of the yardstick changes: the formula of the service level, a threshold, a target.
    pub yardstick: Vec<String>,
}

impl AgainstBase {
    /// Whether the variant is something that happens rather than something one chooses.
    #[must_use]
    pub fn is_what_if(&self) -> bool {
        !self.happens.is_empty()
    }

    /// Whether its service level is another figure than the base's.
    #[must_use]
    pub fn has_own_service_level(&self) -> bool {
        self.yardstick.iter().any(|what| what != "target")
    }

    /// Whether its targets are others than the base's, so that what meets them is not compared.
    #[must_use]
    pub fn has_own_targets(&self) -> bool {
        !self.yardstick.is_empty()
    }
}

impl Remarks {
    /// What is so that nobody may say of the day that it holds, if anything is.
    #[must_use]
    pub fn no_verdict(&self) -> Option<&Warning> {
        self.warnings.iter().find(|warning| warning.weight == Weight::NoVerdict)
    }
}
