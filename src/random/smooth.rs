//! What has a density, ready to draw from: in closed form, or by a table of its inverse.

use std::sync::Arc;

use super::exponential::Exponential;
use super::gamma::Gamma;
use super::law::Law;
use super::lognormal::Lognormal;
use super::parts::{NARROW, blend};
use super::table::Table;
use super::triangular::Triangular;
use super::uniform::Uniform;
use super::weibull::Weibull;

/// A law with a density, or several in given shares; cheap to clone.
#[derive(Clone, Debug)]
pub(super) enum Smooth {
    Exponential(Exponential),
    Lognormal(Lognormal),
    Weibull(Weibull),
    Uniform(Uniform),
    Triangular(Triangular),
    /// A table of a law scaled to mean 1, and the mean.
    Table(Arc<Table>, f64),
}

impl Smooth {
    /// Laws with densities in proportion to their shares; at least one.
    pub(super) fn of(laws: &[(f64, Law)]) -> Self {
        if let [(_, law)] = laws {
            return Self::alone(law);
        }
        let total: f64 = laws.iter().map(|(share, _)| share).sum();
        let mean = laws.iter().map(|(share, law)| share / total * law.mean()).sum();
        let standard: Vec<(f64, Law)> =
            laws.iter().map(|(share, law)| (*share, law.scaled(1.0 / mean))).collect();
        Self::Table(Arc::new(Table::new(blend(&standard))), mean)
    }

    fn alone(law: &Law) -> Self {
        match law {
            Law::Exponential { mean } => Self::Exponential(Exponential { mean: *mean }),
            Law::Lognormal { mean, cv } => Self::Lognormal(Lognormal::new(*mean, *cv)),
            Law::Gamma { mean, cv } if *cv < NARROW => Self::Lognormal(Lognormal::new(*mean, *cv)),
            Law::Gamma { mean, cv } => {
                Self::Table(Arc::new(Table::new(Box::new(Gamma::new(1.0, *cv)))), *mean)
            }
            Law::Weibull { shape, scale } => {
                Self::Weibull(Weibull { shape: *shape, scale: *scale })
            }
            Law::Uniform { low, high } => Self::Uniform(Uniform { low: *low, high: *high }),
            Law::Triangular { low, mode, high } => {
                Self::Triangular(Triangular::new(*low, *mode, *high))
            }
            Law::Constant { .. }
            | Law::Never
            | Law::Hyperexponential { .. }
            | Law::Empirical { .. }
            | Law::Mixture { .. } => unreachable!("taken apart before"),
        }
    }

    #[inline]
    pub(super) fn quantile(&self, u: f64) -> f64 {
        match self {
            Self::Exponential(law) => law.quantile(u),
            Self::Lognormal(law) => law.quantile(u),
            Self::Weibull(law) => law.quantile(u),
            Self::Uniform(law) => law.quantile(u),
            Self::Triangular(law) => law.quantile(u),
            Self::Table(table, mean) => mean * table.quantile(u),
        }
    }

    /// Replaces each uniform number by its quantile, to the bit what [`Self::quantile`] gives.
    pub(super) fn fill(&self, uniforms: &mut [f64]) {
        match self {
            Self::Exponential(law) => law.fill(uniforms),
            Self::Lognormal(law) => law.fill(uniforms),
            Self::Weibull(law) => law.fill(uniforms),
            Self::Uniform(law) => law.fill(uniforms),
            Self::Triangular(law) => law.fill(uniforms),
            Self::Table(table, mean) => table.fill(uniforms, *mean),
        }
    }
}
