//! What is stored of a run so that a later one can be paired with it.

use crate::measures::series::Series;
use crate::scenario::Check;

/// Figures of an earlier run, replication by replication.
#[derive(Clone, Debug, PartialEq)]
pub struct Baseline {
    /// Of the program that wrote it.
    pub version: String,
    /// Draws of another version cannot be paired.
    pub sample_path: u32,
    pub seed: u64,
    pub replications: u32,
    /// Of all totals of each variant, by name.
    pub digests: Vec<(String, String)>,
    pub figures: Vec<Stored>,
    /// What was accepted, the newest last.
    pub accepted: Vec<Acceptance>,
}

/// A figure of a variant.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    pub variant: String,
    /// The figure's name, as it would be written.
    pub measure: String,
    pub series: Series,
}

/// Who accepted new figures, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    pub by: String,
    pub reason: String,
    /// Of the program.
    pub version: String,
    /// What moved, one line each.
    pub shifts: Vec<String>,
}

impl Baseline {
    /// Whether the figure of a check is stored.
    #[must_use]
    pub fn has(&self, check: &Check) -> bool {
        self.series(check).is_some()
    }

    /// The figure of a check.
    #[must_use]
    pub fn series(&self, check: &Check) -> Option<&Series> {
        self.find(&check.variant_name, &check.figure.to_string())
    }

    pub(super) fn find(&self, variant: &str, measure: &str) -> Option<&Series> {
        let found = self.figures.iter().find(|it| it.variant == variant && it.measure == measure);
        found.map(|it| &it.series)
    }

    /// Whether its replications are of the same customers as another's.
    #[must_use]
    pub fn pairs_with(&self, other: &Self) -> bool {
        let customers = |of: &Self| (of.sample_path, of.seed, of.replications);
        customers(self) == customers(other)
    }
}
