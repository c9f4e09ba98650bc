//! Mixtures with single values (atoms): a constant, never, observed values.
//!
//! Atoms are taken out exactly, so that the rest has a density and a smooth inverse; the unit
//! interval is cut into stretches that belong to the rest and to one atom in turn.

use super::continuous::Continuous;
use super::inverse::Inverse;

#[derive(Debug)]
pub(super) struct Mixture<Rest> {
    /// Where stretches end, in order: rest, first atom, rest, second atom, ..., rest.
    ends: Vec<f64>,
    /// In order.
    atoms: Vec<f64>,
    /// Share of all atoms before each.
    before: Vec<f64>,
    /// What has a density, and its share.
    rest: Option<(Rest, f64)>,
}

impl<Rest: Inverse> Mixture<Rest> {
    /// Atoms (value, share) in order, and the rest as a law and as its sampler.
    pub(super) fn new(atoms: &[(f64, f64)], law: &dyn Continuous, rest: Rest) -> Self {
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
        rest: Option<(Rest, f64)>,
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

#[cfg(test)]
mod tests {
    use crate::random::continuous::Continuous;
    use crate::random::gamma::Gamma;
    use crate::random::{Law, Sampler};

    /// The least number that is drawn, half the distance of neighbours, and the greatest.
    const LEAST: f64 = f64::EPSILON / 2.0;
    const GREATEST: f64 = 1.0 - LEAST;

    fn of<const N: usize>(parts: [(f64, Law); N]) -> Sampler {
        Sampler::new(&Law::Mixture { parts: parts.into() })
    }

    fn constant(value: f64) -> Law {
        Law::Constant { value }
    }

    /// Nothing in a share, and something in the rest.
    fn beside_nothing(share: f64, rest: Law) -> Sampler {
        of([(share, constant(0.0)), (1.0 - share, rest)])
    }

    fn same(found: f64, wanted: f64) {
        assert_eq!(found.to_bits(), wanted.to_bits(), "{found}, not {wanted}");
    }

    #[test]
    fn a_single_value_has_its_share_to_the_last_number() {
        let sampler = of([(0.5, constant(10.0)), (0.5, constant(20.0))]);
        same(sampler.quantile(0.5), 10.0);
        same(sampler.quantile(0.5 + LEAST), 20.0);
    }

    #[test]
    fn the_ends_of_a_share_are_the_ends_of_its_law() {
        let sampler = beside_nothing(0.25, Law::Uniform { low: 0.0, high: 12.0 });
        same(sampler.quantile(0.25), 0.0);
        same(sampler.quantile(0.25 + LEAST), 12.0 * (LEAST / 0.75));
        // (1 - 2^-53 - 1/4) / (3/4) is the greatest number below 1.
        same(sampler.quantile(GREATEST), 12.0 * GREATEST);
    }

    #[test]
    fn the_greatest_number_never_becomes_1_in_a_share() {
        for step in 0..16 {
            let share = 0.25 + f64::from(step) * LEAST / 2.0;
            let drawn = beside_nothing(share, Law::Exponential { mean: 1.0 }).quantile(GREATEST);
            assert!(drawn.is_finite(), "share {share}");
        }
    }

    #[test]
    fn no_draw_passes_the_single_values_beside_its_stretch() {
        // A gamma's quantile is right but for some 1e-11 of it: by itself it would be on the wrong
        // side of the value now and then.
        let (rest, share) = (Law::Gamma { mean: 30.0, cv: 0.5 }, 0.25);
        let alone = Sampler::new(&rest);
        let (mut short, mut beyond) = (0, 0);
        for step in 1..200 {
            let value = f64::from(step) * 0.37;
            let sampler = of([(share, constant(value)), (1.0 - share, rest.clone())]);
            let begins = (1.0 - share) * Gamma::new(30.0, 0.5).at(value).below;
            for near in 1..8 {
                let near = f64::from(near) * LEAST;
                let (before, after) = (begins - near, begins + share + near);
                short += u32::from(alone.quantile((after - share) / (1.0 - share)) < value);
                beyond += u32::from(alone.quantile(before / (1.0 - share)) > value);
                assert!(sampler.quantile(before) <= value, "{value} before");
                assert!(sampler.quantile(after) >= value, "{value} after");
            }
        }
        assert!(short > 0 && beyond > 0, "{short} {beyond}: nothing was tested");
    }

    #[test]
    fn the_last_value_takes_what_rounding_leaves_of_the_shares() {
        let parts: Vec<_> = (1..=7).map(|value| (1.0 / 7.0, constant(f64::from(value)))).collect();
        assert!(parts.iter().map(|part| part.0).sum::<f64>() < GREATEST);
        same(Sampler::new(&Law::Mixture { parts }).quantile(GREATEST), 7.0);
    }
}
