//! What if the effects of contacts on customers were weaker or stronger than assumed?
//!
//! Over a horizon, other effects are other lives: whoever leaves earlier does not call again. So
//! base and variants are played again with all effects halved and doubled, lead-in included, on the
//! first replications; with all effects as they are it is the answer itself, on all of them. Bands
//! are read as if nothing had been multiplied.

use super::outcome::Outcome;
use super::plan::plan;
use super::replications::record::record;
use super::replications::replicate::Range;
use super::replications::simulated::{Designs, Simulated};
use super::settings::Watch;
use crate::measures::definitions::Unit;
use crate::measures::estimate::{Estimate, Sensitivity, Summary, sign_change};
use crate::measures::figure_name::{FigureName, Names};
use crate::measures::series::{Reader, Series};
use crate::stats::interval::Told;

/// Strengths of all effects beside those of the file.
const WEAKER: f64 = 0.5;
const STRONGER: f64 = 2.0;
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
        let played = |multiplier| self.played_at(multiplier, confidence, range, watch);
        let (Some(weaker), Some(stronger)) = (played(WEAKER), played(STRONGER)) else {
            return self;
        };
        let settled = |place: usize| plan(&self.variants[place].scenario, confidence).settled;
        let base = settled(0);
        let level = |place: usize| {
            let figure = |own: &[Vec<Series>], figure: usize, unit| {
                own[place][figure].level(unit, confidence)
            };
            let itself = self.own(place, &self.variants[place].summary, confidence);
            of([&weaker, &stronger], itself, figure)
        };
        let change = |place: usize, summary: &Summary| {
            let is_base = settled(place).is_model_of(&base);
            let figure = |own: &[Vec<Series>], figure: usize, unit| {
                if is_base {
                    return Told::exactly(0.0).into();
                }
                own[place][figure].change(&own[0][figure], unit, confidence)
            };
            of([&weaker, &stronger], self.own(place, summary, confidence), figure)
        };
        let levels: Vec<_> = (0..self.variants.len()).map(level).collect();
        let changes = self.differences.iter().zip(1..);
        let changes: Vec<_> = changes.map(|((_, summary), place)| change(place, summary)).collect();
        for (variant, found) in self.variants.iter_mut().zip(levels) {
            variant.summary.sensitivity = Some(found);
        }
        for ((_, summary), found) in self.differences.iter_mut().zip(changes) {
            summary.sensitivity = Some(found);
        }
        self.sensitivity_replications = Some(number);
        self
    }

    /// The figures with effects as they are, of all replications.
    fn own(&self, place: usize, summary: &Summary, confidence: f64) -> [Estimate; 2] {
        let names = Names::of(&plan(&self.variants[place].scenario, confidence));
        let own = |path: &str| {
            let figure = FigureName::read(path, &names).expect("customers persist");
            figure.of(summary).expect("a horizon has both").estimate
        };
        FIGURES.map(own)
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

/// A sensitivity from what was found with weaker and stronger effects, and the figures as they are.
fn of(
    [weaker, stronger]: [&[Vec<Series>]; 2],
    itself: [Estimate; 2],
    estimate: impl Fn(&[Vec<Series>], usize, Unit) -> Estimate,
) -> Sensitivity {
    let both = |own| (estimate(own, 0, Unit::Count), estimate(own, 1, Unit::Money));
    let (weaker, stronger, [lost, net]) = (both(weaker), both(stronger), itself);
    let at =
        vec![(WEAKER, weaker.0, weaker.1), (1.0, lost, net), (STRONGER, stronger.0, stronger.1)];
    let net: Vec<_> = at.iter().filter_map(|(at, _, net)| Some((*at, net.mean?))).collect();
    Sensitivity { sign_change: sign_change(&net), at }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{Kind, Settings, run};
    use crate::scenario::load::read_text;

    /// Two months of a desk where the abandoned leave, as often as that times a factor.
    fn desk(factor: f64) -> Outcome {
        let text = format!(
            r#"{{ "format": 1, "name": "desk", "currency": "EUR",
              "day": {{ "opens": "09:00", "closes": "11:00" }},
              "horizon": {{ "starts": "2026-01-01", "months": 2, "lead_in_months": 1 }},
              "contact_types": {{ "sales": {{ "volume_per_hour": 30, "handle_time": {{ "mean_seconds": 300 }},
                "patience": {{ "mean_seconds": 90 }} }} }},
              "agent_groups": {{ "desk": {{ "agents": 2, "skills": ["sales"], "wage_per_hour": 20 }} }},
              "customers": {{ "margin_per_month": 9, "value_months": 12, "at_start": 300, "effect_months": 6,
                "memory_months": 2, "retention_per_month": 0.98, "leaves_because": {{ "abandoned": {} }} }},
              "variants": {{ "more": {{ "set": {{ "agent_groups.desk.agents": 3 }} }},
                "the same": {{ "set": {{ "agent_groups.desk.agents": 2 }} }} }} }}"#,
            0.2 * factor
        );
        let loaded = read_text("desk.json", &text).unwrap();
        let settings = Settings { seed: 7, replications: 10, threads: 1, confidence: 0.95 };
        run(&loaded, Kind::WithVariants, &settings, &()).unwrap().with_sensitivity(0.95, &())
    }

    /// Ten replications are the first quarter's least: all of them are played again.
    #[test]
    fn half_and_twice_the_effects_are_those_of_a_file_that_says_so() {
        let [weaker, as_it_is, stronger] = [WEAKER, 1.0, STRONGER].map(desk);
        let at = |outcome: &Outcome, place: usize| {
            let own = outcome.variants[1].summary.sensitivity.as_ref().unwrap().at[place];
            let change = outcome.differences[0].1.sensitivity.as_ref().unwrap().at[place];
            [own.1, own.2, change.1, change.2].map(|it| (it.mean.unwrap(), it.half_width.unwrap()))
        };
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(1.0);
        for (place, outcome) in [(0, &weaker), (2, &stronger)] {
            for (again, itself) in at(&as_it_is, place).iter().zip(at(outcome, 1)) {
                assert!(near(again.0, itself.0) && near(again.1, itself.1), "{again:?} {itself:?}");
            }
        }
        assert!(at(&as_it_is, 0)[0].0 < at(&as_it_is, 2)[0].0, "stronger effects lose more");
        assert_eq!(as_it_is.sensitivity_replications, Some(10));
    }

    #[test]
    fn a_variant_that_is_the_base_is_told_as_the_same_at_any_strength() {
        let outcome = desk(1.0);
        let same = outcome.differences[1].1.sensitivity.as_ref().unwrap();
        for (_, lost, net) in &same.at {
            assert_eq!([lost.mean, lost.half_width, net.mean, net.half_width], [Some(0.0); 4]);
        }
    }
}
