//! The best of several designs by one figure, on the same customers, with a guaranteed
//! probability: `docs/methods/selection.md`.

pub(super) mod split;

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::run::candidates::{Candidate, candidates};
use super::run::outcome::Ended;
use super::run::plan::plan;
use super::run::replications::record::record;
use super::run::replications::replicate::Range;
use super::run::settings::{Kind, Narrowed, Onwards, Settings, Watch};
use crate::experiment::run::replications::simulated::{Designs, Simulated};
use crate::measures::SAMPLE_PATH_VERSION;
use crate::measures::definitions::Unit;
use crate::measures::estimate::Estimate;
use crate::measures::figure_name::FigureName;
use crate::measures::series::{Reader, Series};
use crate::measures::settled::Settled;
use crate::scenario::Loaded;
use crate::scenario::Scenario;
use crate::stats::by_days::{allowance, are_few, weighing};
use crate::stats::interval::{Interval, Told};
use crate::stats::select::{FIRST_LOOK, Race, Rule, next_look};
use split::FIRST_PILOT;

/// A difference in a share that does not matter unless another is given: half a point.
const SHARE_THAT_DOES_NOT_MATTER: f64 = 0.005;
/// Of any other figure: this part of it, as replications of its own find it.
const PART_THAT_DOES_NOT_MATTER: f64 = 0.01;
const PILOTS: u64 = 20;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    pub figure: FigureName,
    pub wanted: Extreme,
    /// A difference that does not matter, in the figure's unit; none: one is chosen.
    pub indifference: Option<f64>,
    pub base: BaseRole,
}

/// Which end is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extreme {
    Highest,
    Lowest,
}

/// Whether the base is a design among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BaseRole {
    Design,
    StandsAside,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// It was stopped before two replications were complete.
    Stopped,
    /// A design has no such contact type, agent group or interval.
    NoSuchFigure(String),
    /// The figure of a design is 0/0 in the first replications.
    Undefined(String),
    /// The base's figure is 0, so no difference can be chosen that does not matter.
    NoIndifference,
}

/// What was found.
#[derive(Clone, Debug)]
pub struct BestOutcome {
    pub question: Question,
    pub indifference: Indifference,
    pub seed: u64,
    pub threads: usize,
    pub confidence: f64,
    /// As the planner wrote them.
    pub designs: Vec<DesignOutcome>,
    /// Position of the design that is chosen, or leads as long as nothing is decided.
    pub leader: usize,
    pub ended: Ended,
    /// Replications at which was looked, the last of them where it ended.
    pub looks: Vec<u32>,
    /// Replications allowed.
    pub most: u32,
    /// Why the guarantee is only nearly what it says; nothing for means over independent days.
    pub approximations: Vec<Approximation>,
    /// SHA-256 of all observations, in hexadecimal.
    pub digest: String,
}

/// The difference that does not matter, and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Indifference {
    pub value: f64,
    /// Nobody gave it.
    pub is_chosen: bool,
}

/// What the proof of the guarantee takes for granted and the figure does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approximation {
    /// A ratio of means is treated as a mean of its linear part.
    Ratio,
    /// The percentile is the mean of the days' own percentiles.
    DailyPercentile,
    /// Batches of one long run are taken for independent.
    Batches,
}

/// One design.
#[derive(Clone, Debug)]
pub struct DesignOutcome {
    pub name: String,
    pub scenario: Scenario,
    /// What was found before the race, one sentence each.
    pub findings: Vec<String>,
    /// Replications simulated.
    pub replications: u32,
    /// The figure over all of them.
    pub level: Estimate,
    /// This less the leader, paired over the replications that both have; its interval is of
    /// this difference alone.
    pub from_leader: Estimate,
    /// The figure less that of the best of the others.
    pub from_best: Interval,
    pub standing: Standing,
}

/// Where a design stands at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The choice, or who leads.
    Leader,
    /// It gave the leader's figure on every day.
    Same,
    /// It may be as good as the leader, or better.
    NotToldApart,
    /// It is certainly not the best.
    Worse,
}

/// Chooses the best of the base and all variants, with `settings.replications` at the most.
///
/// # Errors
/// Why nothing can be said.
pub fn best(
    loaded: &Loaded,
    question: &Question,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<BestOutcome, NoAnswer> {
    let mut designs =
        candidates(loaded, Kind::WithVariants, settings, watch).ok_or(NoAnswer::Stopped)?;
    if question.base == BaseRole::StandsAside {
        designs.remove(0);
    }
    let readers = readers(&designs, question, settings)?;
    let indifference = indifference(&designs[0], &readers[0], question, settings, watch)?;
    let mut field = Field::new(&designs, &readers, question, settings);
    let (race, ended, looks) = field.race(indifference.value, watch)?;
    let leader = race.leader().expect("a race was looked at once at least");
    let digest = field.digest();
    let found = field.outcomes(&race, leader);
    let approximations = approximations(&designs[0].scenario, &readers[0]);
    let designs = designs.into_iter().zip(found).map(|(design, found)| found.of(design)).collect();
    Ok(BestOutcome {
        question: question.clone(),
        indifference,
        seed: settings.seed,
        threads: settings.threads,
        confidence: settings.confidence,
        leader,
        ended,
        looks: looks.into_iter().map(|look| look as u32).collect(),
        most: settings.replications,
        approximations,
        digest,
        designs,
    })
}

fn readers(
    designs: &[Candidate],
    question: &Question,
    settings: &Settings,
) -> Result<Vec<Reader>, NoAnswer> {
    let reader = |design: &Candidate| {
        Reader::new(&question.figure, &plan(&design.scenario, settings.confidence))
            .ok_or_else(|| NoAnswer::NoSuchFigure(design.name.clone()))
    };
    designs.iter().map(reader).collect()
}

/// What was given, or a round number: of shares half a point, else 1 % of the figure of the
/// first design on replications that the race does not use.
fn indifference(
    design: &Candidate,
    reader: &Reader,
    question: &Question,
    settings: &Settings,
    watch: &dyn Watch,
) -> Result<Indifference, NoAnswer> {
    if let Some(value) = question.indifference {
        return Ok(Indifference { value, is_chosen: false });
    }
    if question.figure.definition.unit == Unit::Share {
        return Ok(Indifference { value: SHARE_THAT_DOES_NOT_MATTER, is_chosen: true });
    }
    let (seed, threads) = (settings.seed, settings.threads);
    let range = Range { seed, first: FIRST_PILOT, number: PILOTS, threads };
    let readers = [vec![reader.clone()]];
    let (series, done) =
        record(Designs::of(&[Simulated::new(&design.scenario)]), &readers, range, "pilot", watch);
    if done < PILOTS {
        return Err(NoAnswer::Stopped);
    }
    let size = series[0][0].figure().map_or(0.0, |figure| figure.value.abs());
    if size <= 0.0 {
        return Err(NoAnswer::NoIndifference);
    }
    Ok(Indifference { value: round(PART_THAT_DOES_NOT_MATTER * size), is_chosen: true })
}

/// The highest of 1, 2 and 5 times a power of ten that is not above the number.
fn round(number: f64) -> f64 {
    let written = format!("{number:e}");
    let (digits, power) = written.split_once('e').expect("an exponent is asked for");
    let digits: f64 = digits.parse().expect("digits that were written");
    let first = [5, 2, 1].into_iter().find(|&it| f64::from(it) <= digits).unwrap_or(1);
    format!("{first}e{power}").parse().expect("a digit and a power")
}

fn approximations(scenario: &Scenario, reader: &Reader) -> Vec<Approximation> {
    let mut found = Vec::new();
    if reader.is_percentile() {
        found.push(Approximation::DailyPercentile);
    } else if !reader.is_mean() {
        found.push(Approximation::Ratio);
    }
    if scenario.steady_state.is_some() {
        found.push(Approximation::Batches);
    }
    found
}

/// What is known of a design at the end.
struct Found {
    replications: u32,
    level: Estimate,
    from_leader: Estimate,
    from_best: Interval,
    standing: Standing,
}

impl Found {
    fn of(self, design: Candidate) -> DesignOutcome {
        let Self { replications, level, from_leader, from_best, standing } = self;
        let Candidate { name, scenario, findings } = design;
        DesignOutcome {
            name,
            scenario,
            findings,
            replications,
            level,
            from_leader,
            from_best,
            standing,
        }
    }
}

/// The designs, and what is known of each.
struct Field<'a> {
    designs: &'a [Candidate],
    readers: &'a [Reader],
    unit: Unit,
    /// -1 where the lowest is wanted, so that the highest wins.
    sign: f64,
    settings: &'a Settings,
    series: Vec<Series>,
    /// What chance cannot move in each design.
    settled: Vec<Settled>,
}

impl<'a> Field<'a> {
    fn new(
        designs: &'a [Candidate],
        readers: &'a [Reader],
        question: &Question,
        settings: &'a Settings,
    ) -> Self {
        let sign = if question.wanted == Extreme::Highest { 1.0 } else { -1.0 };
        let series = readers.iter().map(Reader::series).collect();
        let unit = question.figure.definition.unit;
        let settled = designs.iter().map(|it| plan(&it.scenario, settings.confidence).settled);
        Self { designs, readers, unit, sign, settings, series, settled: settled.collect() }
    }

    /// Runs the race to its end: how, and at which replications was looked.
    fn race(
        &mut self,
        indifference: f64,
        watch: &dyn Watch,
    ) -> Result<(Race, Ended, Vec<u64>), NoAnswer> {
        let batches = self.batches();
        let most = u64::from(self.settings.replications);
        let first = FIRST_LOOK.div_ceil(batches).max(2).min(most);
        let everybody: Vec<usize> = (0..self.designs.len()).collect();
        let onwards = Onwards { watch, before: 0, of: first };
        let mut done = self.simulate(&everybody, 1, first, &onwards);
        let observed = done * batches;
        if observed < 2 {
            return Err(NoAnswer::Stopped);
        }
        let confidence = self.settings.confidence;
        let rule = Rule::new(self.designs.len(), confidence, observed, indifference);
        let mut race = Race::new(rule, self.variances()?);
        let mut doubted = BTreeSet::new();
        self.doubt(&mut race, &mut doubted);
        race.look(observed, self.means(&race));
        let (mut looks, mut is_stopped) = (vec![done], done < first);
        while !is_stopped && !race.is_decided() {
            let Some(next) = next_look(done, most) else {
                return Ok((race, Ended::AtMost, looks));
            };
            self.tell(&race, indifference, watch);
            let of = race.decided_after().unwrap_or(0).div_ceil(batches).clamp(next, most);
            let racing: Vec<usize> =
                everybody.iter().copied().filter(|&design| !race.is_out(design)).collect();
            let onwards = Onwards { watch, before: done, of };
            let more = self.simulate(&racing, done + 1, next - done, &onwards);
            is_stopped = done + more < next;
            done += more;
            if more > 0 {
                self.doubt(&mut race, &mut doubted);
                race.look(done * batches, self.means(&race));
                looks.push(done);
            }
        }
        let ended = if race.is_decided() { Ended::Precise } else { Ended::Stopped };
        Ok((race, ended, looks))
    }

    /// Adds replications of some designs, and says how many were complete.
    fn simulate(&mut self, racing: &[usize], first: u64, number: u64, watch: &dyn Watch) -> u64 {
        let made = |design: usize| Simulated::new(&self.designs[design].scenario);
        let (base, models) = (made(0), racing.iter().map(|&it| made(it)).collect::<Vec<_>>());
        let readers: Vec<Vec<Reader>> =
            racing.iter().map(|&it| vec![self.readers[it].clone()]).collect();
        let (seed, threads) = (self.settings.seed, self.settings.threads);
        let range = Range { seed, first, number, threads };
        let (series, done) =
            record(Designs::beside(&base, &models), &readers, range, "simulating", watch);
        for (&design, more) in racing.iter().zip(series) {
            let more = more.into_iter().flat_map(|figure| figure.observations);
            self.series[design].observations.extend(more);
        }
        done
    }

    /// Of the difference of each pair in one of the observations so far.
    fn variances(&self) -> Result<Vec<Vec<f64>>, NoAnswer> {
        let number = self.series[0].observations.len() as f64;
        for (series, design) in self.series.iter().zip(self.designs) {
            if series.figure().is_none() {
                return Err(NoAnswer::Undefined(design.name.clone()));
            }
        }
        let variance = |own: &Series, rival: &Series| {
            let difference = own.difference(rival).expect("both figures are defined");
            let error = difference.standard_error.unwrap_or(0.0);
            number * error * error
        };
        let row = |own| self.series.iter().map(|rival| variance(own, rival)).collect();
        Ok(self.series.iter().map(row).collect())
    }

    /// Tells the race how little is known of pairs whose differences few observations carry, or
    /// none, and that are not of one model; those of earlier looks are doubted to the end.
    fn doubt(&self, race: &mut Race, doubted: &mut BTreeSet<(usize, usize)>) {
        let risk = 1.0 - self.settings.confidence;
        let each = risk / (self.designs.len() - 1).max(1) as f64;
        let racing: Vec<usize> = (0..self.series.len()).filter(|&it| !race.is_out(it)).collect();
        let deviations: Vec<Vec<f64>> =
            racing.iter().map(|&it| self.series[it].deviations()).collect();
        let number = racing.first().map_or(0, |&it| self.series[it].observations.len() as u64);
        let mut pairs = Vec::new();
        for (at, &own) in racing.iter().enumerate() {
            for (more, &other) in racing.iter().enumerate().skip(at + 1) {
                let both = deviations[at].iter().zip(&deviations[more]);
                let weighty = weighing(both.map(|(one, two)| one - two));
                let is_new = !doubted.contains(&(own, other));
                if !is_new || are_few(weighty, number) && !self.are_of_one_model(own, other) {
                    pairs.push((own, other, weighty));
                }
            }
        }
        for (own, other, weighty) in pairs {
            doubted.insert((own, other));
            let (one, two) = (&self.series[own], &self.series[other]);
            let difference = one.difference(two).expect("both figures are defined");
            let error = difference.standard_error.unwrap_or(0.0);
            let variance = number as f64 * error * error;
            let most = one.most(two, self.unit);
            let extra = allowance(difference, weighty, most, number, each);
            race.doubt((own, other), variance, extra * number as f64);
        }
    }

    /// Whether two designs are one under two names.
    fn are_of_one_model(&self, own: usize, other: usize) -> bool {
        self.settled[own].is_model_of(&self.settled[other])
    }

    /// The figures of those that race, the higher the better.
    fn means(&self, race: &Race) -> Vec<Option<f64>> {
        let mean = |(design, series): (usize, &Series)| {
            let figure = series.figure().filter(|_| !race.is_out(design))?;
            Some(self.sign * figure.value)
        };
        self.series.iter().enumerate().map(mean).collect()
    }

    /// Observations in a replication.
    fn batches(&self) -> u64 {
        let steady = self.designs[0].scenario.steady_state.as_ref();
        steady.map_or(1, |it| u64::from(it.batches.max(1)))
    }

    /// How much better than the leader another may be.
    fn tell(&self, race: &Race, indifference: f64, watch: &dyn Watch) {
        let Some(leader) = race.leader() else { return };
        let half_width = -race.against_the_best()[leader].low;
        watch.narrowed(Narrowed { unit: self.unit, half_width, wanted: indifference });
    }

    fn outcomes(&self, race: &Race, leader: usize) -> Vec<Found> {
        let from_best = race.against_the_best();
        let found = |(position, series): (usize, &Series)| {
            let observations = series.observations.len();
            let both = observations.min(self.series[leader].observations.len());
            let confidence = self.settings.confidence;
            let apart = series.first(both);
            let apart = apart.change(&self.series[leader].first(both), self.unit, confidence);
            let Interval { low, high } = from_best[position];
            let is_higher_better = self.sign > 0.0;
            Found {
                replications: (observations as u64 / self.batches()) as u32,
                level: series.level(self.unit, confidence),
                from_leader: if position == leader { Told::exactly(0.0).into() } else { apart },
                from_best: if is_higher_better {
                    Interval { low, high }
                } else {
                    Interval { low: 0.0 - high, high: 0.0 - low }
                },
                standing: self.standing(position, leader, race),
            }
        };
        self.series.iter().enumerate().map(found).collect()
    }

    fn standing(&self, design: usize, leader: usize, race: &Race) -> Standing {
        if design == leader {
            Standing::Leader
        } else if race.is_out(design) {
            Standing::Worse
        } else if self.series[design] == self.series[leader] {
            Standing::Same
        } else {
            Standing::NotToldApart
        }
    }

    /// Of all observations, in the order of the designs' names.
    fn digest(&self) -> String {
        let mut hasher = Sha256::new();
        hasher.update(SAMPLE_PATH_VERSION.to_le_bytes());
        let mut named: Vec<(&str, &Series)> =
            self.designs.iter().map(|design| design.name.as_str()).zip(&self.series).collect();
        named.sort_by_key(|&(name, _)| name);
        for (name, series) in named {
            hasher.update(name.as_bytes());
            hasher.update([0]);
            for observation in &series.observations {
                hasher.update(observation.x.to_le_bytes());
                hasher.update(observation.y.to_le_bytes());
            }
        }
        format!("{:x}", hasher.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_matter_is_a_round_number() {
        for (number, wanted) in [(31.68, 20.0), (1.0, 1.0), (0.0099, 0.005), (519.0, 500.0)] {
            assert!((round(number) - wanted).abs() < 1e-12 * wanted, "{number}: {}", round(number));
        }
    }
}
