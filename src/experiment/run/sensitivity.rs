//! What if the effects of contacts on customers were weaker or stronger than assumed?
//!
//! Over a horizon, other effects are other lives: whoever leaves earlier does not call again. So
//! base and variants are played again with all effects halved and doubled, lead-in included, on the
//! first replications. Bands are read as if nothing had been multiplied.

use super::outcome::Outcome;
use super::plan::plan;
use super::replications::record::record;
use super::replications::replicate::Range;
use super::replications::simulated::{Designs, Simulated};
use super::settings::Watch;
use crate::measures::definitions::Unit;
use crate::measures::estimate::{Estimate, Sensitivity, sign_change};
use crate::measures::figure_name::{FigureName, Names};
use crate::measures::series::{Reader, Series};
use crate::stats::interval::Told;

/// Strengths of all effects beside those of the file, which come second.
const MULTIPLIERS: [f64; 3] = [0.5, 1.0, 2.0];
/// Who leaves, and net value.
const FIGURES: [&str; 2] = ["horizon.customers.lost.all", "horizon.money.net_value"];
/// Replications at the least, of those that there are.
const LEAST: u32 = 10;

impl Outcome {
    /// Looks at the effects on customers of a comparison over a horizon; leaves it as it is where
    /// nobody persists, where contacts do nothing, or where it was stopped.
    #[must_use]
    pub fn with_sensitivity(mut self, confidence: f64, watch: &dyn Watch) -> Self {
        let number = self.replications.min((self.replications / 4).max(LEAST));
        if !self.variants.iter().any(|it| it.scenario.contacts_move_persons()) {
            return self;
        }
        let range =
            Range { seed: self.seed, first: 1, number: number.into(), threads: self.threads };
        let played = |&multiplier: &f64| self.played_at(multiplier, confidence, range, watch);
        let Some(at) = MULTIPLIERS.iter().map(played).collect::<Option<Vec<_>>>() else {
            return self;
        };
        let level =
            |place: usize| of(&at, |own, figure, unit| own[place][figure].level(unit, confidence));
        let settled = |place: usize| plan(&self.variants[place].scenario, confidence).settled;
        let base = settled(0);
        let change = |place: usize| {
            let is_base = settled(place).is_model_of(&base);
            of(&at, |own, figure, unit| {
                if is_base {
                    return Told::exactly(0.0).into();
                }
                own[place][figure].change(&own[0][figure], unit, confidence)
            })
        };
        let levels: Vec<_> = (0..self.variants.len()).map(level).collect();
        let changes: Vec<_> = (1..self.variants.len()).map(change).collect();
        for (variant, found) in self.variants.iter_mut().zip(levels) {
            variant.summary.sensitivity = Some(found);
        }
        for ((_, summary), found) in self.differences.iter_mut().zip(changes) {
            summary.sensitivity = Some(found);
        }
        self.sensitivity_replications = Some(number);
        self
    }

    /// Of each variant each of the figures; none if it was stopped.
    fn played_at(
        &self,
        multiplier: f64,
        confidence: f64,
        range: Range,
        watch: &dyn Watch,
    ) -> Option<Vec<Vec<Series>>> {
        let scenarios = self.variants.iter().map(|it| it.scenario.with_effects_times(multiplier));
        let scenarios: Vec<_> = scenarios.collect();
        let readers = scenarios.iter().map(|scenario| {
            let plan = plan(scenario, confidence);
            let names = Names::of(&plan);
            let reader = |path: &str| {
                let figure = FigureName::read(path, &names).expect("customers persist");
                Reader::new(&figure, &plan).expect("a horizon has both")
            };
            FIGURES.map(reader).to_vec()
        });
        let readers: Vec<_> = readers.collect();
        let designs: Vec<_> = scenarios.iter().map(Simulated::new).collect();
        let stage = format!("effects on customers times {multiplier}");
        let (found, finished) = record(Designs::of(&designs), &readers, range, &stage, watch);
        (finished == range.number).then_some(found)
    }
}

/// A sensitivity from what was found at each multiplier.
fn of(
    at: &[Vec<Vec<Series>>],
    estimate: impl Fn(&[Vec<Series>], usize, Unit) -> Estimate,
) -> Sensitivity {
    let estimates = MULTIPLIERS.iter().zip(at).map(|(&multiplier, own)| {
        (multiplier, estimate(own, 0, Unit::Count), estimate(own, 1, Unit::Money))
    });
    let at: Vec<_> = estimates.collect();
    let net: Vec<_> = at.iter().filter_map(|(at, _, net)| Some((*at, net.mean?))).collect();
    Sensitivity { sign_change: sign_change(&net), at }
}
