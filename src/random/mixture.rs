//! Mixtures with single values (atoms): a constant, never, observed values.
//!
//! Atoms are taken out exactly, so that the rest has a density and a smooth inverse; the unit
//! interval is cut into stretches that belong to the rest and to one atom in turn.

use super::continuous::Continuous;
use super::sampler::Sampler;

#[derive(Debug)]
pub(super) struct Mixture {
    /// Where stretches end, in order: rest, first atom, rest, second atom, ..., rest.
    ends: Vec<f64>,
    /// In order.
    atoms: Vec<f64>,
    /// Share of all atoms before each.
    before: Vec<f64>,
    /// What has a density, and its share.
    rest: Option<(Sampler, f64)>,
}

impl Mixture {
    /// Atoms (value, share) in order, and the rest as a law and as its sampler.
    pub(super) fn new(atoms: &[(f64, f64)], law: &dyn Continuous, rest: Sampler) -> Self {
        let share = 1.0 - atoms.iter().map(|(_, share)| share).sum::<f64>();
        let below = |value: f64| match value {
            value if value <= 0.0 => 0.0,
            value if value < f64::INFINITY => law.at(value).below,
            _ => 1.0,
        };
        Self::cut(atoms, |value| share * below(value), Some((rest, share)))
    }

    /// Atoms (value, share) in order, and nothing else.
    pub(super) fn of_atoms(atoms: &[(f64, f64)]) -> Self {
        Self::cut(atoms, |_| 0.0, None)
    }

    fn cut(
        atoms: &[(f64, f64)],
        rest_below: impl Fn(f64) -> f64,
        rest: Option<(Sampler, f64)>,
    ) -> Self {
        let (mut ends, mut before, mut taken) = (Vec::new(), Vec::new(), 0.0);
        for &(value, share) in atoms {
            before.push(taken);
            ends.push(rest_below(value) + taken);
            taken += share;
            ends.push(rest_below(value) + taken);
        }
        before.push(taken);
        Self { ends, atoms: atoms.iter().map(|atom| atom.0).collect(), before, rest }
    }

    pub(super) fn quantile(&self, u: f64) -> f64 {
        let stretch = self.ends.partition_point(|&end| end < u);
        let atom = stretch / 2;
        match &self.rest {
            Some((rest, share)) if stretch.is_multiple_of(2) => {
                let inner = (u - self.before[atom]) / share;
                let x = rest.quantile(inner.clamp(f64::EPSILON / 2.0, 1.0 - f64::EPSILON / 2.0));
                // Rounding must not carry a draw past the atoms beside its stretch.
                let low = if atom > 0 { self.atoms[atom - 1] } else { f64::NEG_INFINITY };
                let high = self.atoms.get(atom).copied().unwrap_or(f64::INFINITY);
                x.clamp(low, high)
            }
            // Without a rest its stretches are empty but for rounding at the last end.
            _ => self.atoms[atom.min(self.atoms.len() - 1)],
        }
    }
}
