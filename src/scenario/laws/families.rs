//! The distributions a planner can name, and the parameters each is given by.

use crate::scenario::shape::{Choice, LawShape, Means, Range};

/// A parameter of a distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Parameter {
    Mean,
    Cv,
    Value,
    Median,
    Mu,
    Sigma,
    Shape,
    Scale,
    Phases,
    PhaseMean,
    Low,
    Mode,
    High,
    Branches,
}

use Parameter as P;

impl Parameter {
    /// All of them, in the order of the schema.
    pub(crate) const ALL: [Self; 14] = [
        P::Mean,
        P::Cv,
        P::Value,
        P::Median,
        P::Mu,
        P::Sigma,
        P::Shape,
        P::Scale,
        P::Phases,
        P::PhaseMean,
        P::Low,
        P::Mode,
        P::High,
        P::Branches,
    ];

    /// The key without its unit.
    #[must_use]
    pub(crate) const fn stem(self) -> &'static str {
        match self {
            P::Mean => "mean",
            P::Cv => "cv",
            P::Value => "value",
            P::Median => "median",
            P::Mu => "mu",
            P::Sigma => "sigma",
            P::Shape => "shape",
            P::Scale => "scale",
            P::Phases => "phases",
            P::PhaseMean => "phase_mean",
            P::Low => "low",
            P::Mode => "mode",
            P::High => "high",
            P::Branches => "branches",
        }
    }

    /// Whether the key ends with the unit of the quantity.
    #[must_use]
    pub(crate) const fn has_unit(self) -> bool {
        !matches!(self, P::Cv | P::Mu | P::Sigma | P::Shape | P::Phases | P::Branches)
    }

    /// The key where the quantity has this unit.
    #[must_use]
    pub(crate) fn key(self, suffix: &str) -> String {
        if self.has_unit() { format!("{}{suffix}", self.stem()) } else { self.stem().to_owned() }
    }

    /// The numbers that make sense.
    #[must_use]
    pub(crate) const fn range(self) -> Range {
        match self {
            P::Value | P::Mean | P::Low | P::Mode | P::High => Range::NOT_NEGATIVE,
            P::Median | P::Scale | P::PhaseMean | P::Branches => Range::POSITIVE,
            // Beyond this a sampler spends all its time in a tail that nobody ever measured.
            P::Cv => Range::between(0.0, 50.0),
            P::Mu => Range::between(-50.0, 50.0),
            P::Sigma => Range::between(0.0, 3.0),
            P::Shape => Range::between(0.1, 1_000.0),
            P::Phases => Range::between(1.0, 1_000.0),
        }
    }

    /// The numbers that make sense for a law of this shape: a handle time is never 0, other
    /// lengths and amounts may be.
    #[must_use]
    pub(crate) fn range_in(self, law: &LawShape) -> Range {
        match (self, law.means) {
            (P::Mean, Means::ByInterval) => Range::POSITIVE,
            _ => self.range(),
        }
    }

    /// What it is, for the schema.
    #[must_use]
    pub(crate) const fn doc(self) -> &'static str {
        match self {
            P::Mean => "Mean",
            P::Cv => "Coefficient of variation: standard deviation over mean",
            P::Value => "The value (constant)",
            P::Median => "Median (lognormal)",
            P::Mu => "Mean of the natural logarithm, in seconds or money (lognormal)",
            P::Sigma => "Standard deviation of the natural logarithm (lognormal)",
            P::Shape => "Shape (gamma, weibull)",
            P::Scale => "Scale (gamma, weibull)",
            P::Phases => "Number of phases (erlang)",
            P::PhaseMean => "Mean of one phase (erlang)",
            P::Low => "Least value (uniform, triangular)",
            P::Mode => "Most likely value (triangular)",
            P::High => "Greatest value (uniform, triangular)",
            P::Branches => "Shares and means of the branches (hyperexponential)",
        }
    }
}

/// A distribution and the sets of parameters that give it, the usual one first.
#[derive(Debug)]
pub(crate) struct Family {
    pub choice: Choice,
    pub forms: &'static [&'static [Parameter]],
}

impl Family {
    const fn new(
        name: &'static str,
        forms: &'static [&'static [Parameter]],
        doc: &'static str,
    ) -> Self {
        Self { choice: Choice { name, doc }, forms }
    }
}

/// Every distribution, in the order of the schema. Parameters stand in the order of
/// [`Parameter::ALL`].
pub(crate) static FAMILIES: [Family; 10] = [
    Family::new("constant", &[&[P::Value], &[P::Mean]], "Always the same"),
    Family::new("never", &[&[]], "Without end (patience only)"),
    Family::new("exponential", &[&[P::Mean], &[P::Mean, P::Cv]], "No memory; its cv is 1"),
    Family::new(
        "lognormal",
        &[
            &[P::Mean, P::Cv],
            &[P::Mean],
            &[P::Mean, P::Median],
            &[P::Cv, P::Median],
            &[P::Mu, P::Sigma],
        ],
        "The usual law of talk times; cv 1 unless given",
    ),
    Family::new(
        "gamma",
        &[&[P::Mean, P::Cv], &[P::Mean, P::Shape], &[P::Shape, P::Scale]],
        "Mean scale x shape, cv 1 / square root of shape",
    ),
    Family::new(
        "erlang",
        &[&[P::Mean, P::Phases], &[P::Phases, P::PhaseMean]],
        "A sum of exponential phases; cv 1 / square root of phases",
    ),
    Family::new(
        "weibull",
        &[&[P::Mean, P::Cv], &[P::Mean, P::Shape], &[P::Shape, P::Scale]],
        "A hazard that rises (shape above 1) or falls (below 1)",
    ),
    Family::new("uniform", &[&[P::Low, P::High]], "Equally likely between two values"),
    Family::new("triangular", &[&[P::Low, P::Mode, P::High]], "Two straight lines up and down"),
    Family::new(
        "hyperexponential",
        &[&[P::Mean, P::Cv], &[P::Branches]],
        "One of several exponentials; from mean and cv (at least 1): two with balanced means",
    ),
];

/// The distribution of this name.
#[must_use]
pub(crate) fn family(name: &str) -> Option<&'static Family> {
    FAMILIES.iter().find(|family| family.choice.name == name)
}
