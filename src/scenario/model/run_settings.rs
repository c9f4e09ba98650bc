//! How a scenario is run unless the command line says otherwise.

use crate::measures::figure_name::FigureName;
use crate::stats::sequential::Margin;

/// How many replications.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Replications {
    Number(u32),
    /// As many as a precision takes.
    Auto,
}

impl Replications {
    /// How many, where that is said.
    #[must_use]
    pub fn number(self) -> Option<u32> {
        match self {
            Self::Number(number) => Some(number),
            Self::Auto => None,
        }
    }
}

/// How it is run unless the command line says otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RunSettings {
    pub replications: Option<Replications>,
    /// Half-width of every contact type's service level at which `auto` ends, where no figures are
    /// named for it.
    pub precision: Option<f64>,
    pub confidence: f64,
    pub seed: u64,
}

/// A figure that is to be known within a margin before `auto` ends.
#[derive(Clone, Debug, PartialEq)]
pub struct PreciseFigure {
    pub figure: FigureName,
    pub margin: Margin,
}
