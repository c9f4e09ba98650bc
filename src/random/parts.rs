//! Laws taken apart: single values, and what has a density.

use super::continuous::{Blend, Continuous};
use super::exponential::Exponential;
use super::gamma::Gamma;
use super::law::Law;
use super::lognormal::Lognormal;
use super::triangular::Triangular;
use super::uniform::Uniform;
use super::weibull::Weibull;

/// Below this variation a gamma law is taken as the lognormal law of its mean and cv, which is
/// then within two parts in 100,000 of it: a table of so narrow a law costs much and shows nothing.
pub(super) const NARROW: f64 = 0.002;

/// The one value of a law that has no other; never is infinite.
pub(super) fn only_value(law: &Law) -> Option<f64> {
    match law {
        Law::Constant { value } => Some(*value),
        Law::Never => Some(f64::INFINITY),
        Law::Lognormal { mean, cv } | Law::Gamma { mean, cv } if *cv <= 0.0 => Some(*mean),
        Law::Uniform { low, high } | Law::Triangular { low, high, .. } if low >= high => Some(*low),
        Law::Exponential { .. }
        | Law::Lognormal { .. }
        | Law::Gamma { .. }
        | Law::Weibull { .. }
            if law.mean() <= 0.0 =>
        {
            Some(0.0)
        }
        _ => None,
    }
}

/// A mixture taken apart: single values, and laws with densities.
#[derive(Default)]
pub(super) struct Parts {
    /// (value, share).
    pub(super) atoms: Vec<(f64, f64)>,
    /// (share, law).
    pub(super) smooth: Vec<(f64, Law)>,
}

impl Parts {
    pub(super) fn of(law: &Law) -> Self {
        let mut parts = Self::default();
        parts.add(1.0, law);
        parts
    }

    fn add(&mut self, share: f64, law: &Law) {
        if share <= 0.0 {
            return;
        }
        if let Some(value) = only_value(law) {
            self.atoms.push((value, share));
            return;
        }
        match law {
            Law::Mixture { parts } => {
                for (part, law) in parts {
                    self.add(share * part, law);
                }
            }
            Law::Hyperexponential { branches } => {
                for &(part, mean) in branches {
                    self.add(share * part, &Law::Exponential { mean });
                }
            }
            Law::Empirical { values } => {
                let each = share / values.len() as f64;
                self.atoms.extend(values.iter().map(|&value| (value, each)));
            }
            _ => self.smooth.push((share, law.clone())),
        }
    }
}

/// The laws in proportion to their shares, as one.
pub(super) fn blend(smooth: &[(f64, Law)]) -> Box<dyn Continuous> {
    let total: f64 = smooth.iter().map(|(share, _)| share).sum();
    let part = |(share, law): &(f64, Law)| (share / total, continuous(law));
    Box::new(Blend(smooth.iter().map(part).collect()))
}

fn continuous(law: &Law) -> Box<dyn Continuous> {
    match law {
        Law::Exponential { mean } => Box::new(Exponential { mean: *mean }),
        Law::Lognormal { mean, cv } => Box::new(Lognormal::new(*mean, *cv)),
        Law::Gamma { mean, cv } if *cv < NARROW => Box::new(Lognormal::new(*mean, *cv)),
        Law::Gamma { mean, cv } => Box::new(Gamma::new(*mean, *cv)),
        Law::Weibull { shape, scale } => Box::new(Weibull { shape: *shape, scale: *scale }),
        Law::Uniform { low, high } => Box::new(Uniform { low: *low, high: *high }),
        Law::Triangular { low, mode, high } => Box::new(Triangular::new(*low, *mode, *high)),
        Law::Constant { .. }
        | Law::Never
        | Law::Hyperexponential { .. }
        | Law::Empirical { .. }
        | Law::Mixture { .. } => unreachable!("taken apart before"),
    }
}
