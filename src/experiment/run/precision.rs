//! Replications until figures are known as precisely as somebody wants.
//!
//! All intervals that were asked for are to hold at once, so each is made on a higher level
//! (Bonferroni). The method and what it promises: `docs/methods/precision.md`.

use super::comparison::Comparison;
use super::experiment::Experiment;
use super::outcome::{Aim, Ended, Outcome, Precision, Whose};
use super::replications::replicate::Sums;
use super::settings::{Kind, Narrowed, Onwards, Settings, Watch};
use crate::measures::estimate::{Basis, Estimate, Summary};
use crate::measures::figure_name::{FigureName, Names};
use crate::measures::plan::Plan;
use crate::scenario::Loaded;
use crate::stats::interval::Interval;
use crate::stats::sequential::{FIRST_LOOK, Margin, each_of, next_look};

/// How precisely which figures are to be known.
#[derive(Clone, Debug)]
pub struct WantedPrecision {
    pub goals: Vec<Goal>,
    /// What it is asked of where variants are compared; of a run it is always the figures
    /// themselves.
    pub what: PreciseWhat,
}

/// A figure, and how far off it may be. In a comparison a relative margin is a share of the
/// base's figure.
#[derive(Clone, Debug)]
pub struct Goal {
    pub figure: FigureName,
    pub margin: Margin,
}

/// Of what precision is asked in a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PreciseWhat {
    /// Of every variant's paired difference from the base.
    Differences,
    /// Of the figures of base and variants themselves.
    Levels,
    Both,
}

impl WantedPrecision {
    /// The headline service level of every contact type within one margin.
    #[must_use]
    pub fn of_service_levels(plan: &Plan, margin: Margin) -> Vec<Goal> {
        let names = Names::of(plan);
        let figure = |name| FigureName::of_contact_type(name, "service_level", &names);
        let figures = plan.contact_types.iter().filter_map(|name| figure(name));
        figures.map(|figure| Goal { figure, margin }).collect()
    }
}

/// Runs the experiment until its figures are known as precisely as is wanted, with
/// `settings.replications` at the most; none if it was stopped before one replication was
/// complete.
#[must_use]
pub fn run_until_precise(
    loaded: &Loaded,
    kind: Kind,
    settings: &Settings,
    wanted: &WantedPrecision,
    watch: &dyn Watch,
) -> Option<Outcome> {
    let experiment = Experiment::prepare(loaded, kind, settings, watch)?;
    let mut pursuit = Pursuit::of(wanted, &experiment, kind, settings);
    let mut sums = experiment.nothing();
    let mut finished = 0;
    while let Some(look) = pursuit.next_look() {
        let number = look - finished;
        let onwards = Onwards { watch, before: finished, of: pursuit.expected() };
        let (more, done) = experiment.simulate(finished + 1, number, &onwards);
        sums.merge(&more);
        finished += done;
        if finished > 0 {
            pursuit.look(finished, &sums, watch);
        }
        if done < number {
            break;
        }
    }
    if finished == 0 {
        return None;
    }
    let precision = pursuit.precision();
    let requested = match precision.ended {
        Ended::Precise | Ended::AtMost => finished as u32,
        Ended::Stopped => settings.replications,
    };
    let outcome = experiment.outcome(&sums, finished, watch);
    Some(Outcome { requested, precision: Some(precision), ..outcome })
}

/// An experiment on its way to a precision.
pub(crate) struct Pursuit {
    aims: Vec<Pursued>,
    /// Of the figures at once.
    confidence: f64,
    most: u32,
    looks: Vec<u64>,
    ended: Option<Ended>,
    next: u64,
}

/// An aim, and where its variant stands.
struct Pursued {
    aim: Aim,
    position: usize,
}

impl Pursuit {
    /// Aims at every figure that is wanted of every variant that has it.
    pub(crate) fn of(
        wanted: &WantedPrecision,
        experiment: &Experiment,
        kind: Kind,
        settings: &Settings,
    ) -> Self {
        let what = match kind {
            Kind::BaseOnly => PreciseWhat::Levels,
            Kind::WithVariants => wanted.what,
        };
        let mut aims = Vec::new();
        for goal in &wanted.goals {
            let has_it = |plan: &Plan| goal.figure.is_of(plan);
            for (position, candidate) in experiment.candidates.iter().enumerate() {
                let own = has_it(&experiment.plans[position]);
                let paired = position > 0 && own && has_it(&experiment.plans[0]);
                let mut add = |whose| {
                    let (figure, variant) = (goal.figure.clone(), candidate.name.clone());
                    let (wanted, half_width, margin) = (None, None, goal.margin);
                    let aim = Aim { figure, variant, whose, margin, wanted, half_width };
                    aims.push(Pursued { aim, position });
                };
                if own && what != PreciseWhat::Differences {
                    add(Whose::Level);
                }
                if paired && what != PreciseWhat::Levels {
                    add(Whose::Difference);
                }
            }
        }
        let most = settings.replications;
        let batches = experiment.candidates[0]
            .scenario
            .steady_state
            .as_ref()
            .map_or(1, |it| it.batches.max(1));
        let first = FIRST_LOOK.div_ceil(batches.into()).max(2).min(most.into());
        let confidence = settings.confidence;
        Self { aims, confidence, most, looks: Vec::new(), ended: None, next: first }
    }

    /// Replications at which to look next; none when it has ended.
    pub(crate) fn next_look(&self) -> Option<u64> {
        self.ended.is_none().then_some(self.next)
    }

    /// Replications that it will take, as far as is known.
    pub(crate) fn expected(&self) -> u64 {
        let Some(&last) = self.looks.last() else { return self.next };
        let excess = self.furthest().and_then(Aim::excess);
        excess
            .map_or(self.most.into(), |excess| (last as f64 * excess * excess).ceil() as u64)
            .clamp(self.next, self.most.into())
    }

    /// Looks at the sums over so many replications.
    pub(crate) fn look(&mut self, replications: u64, sums: &Comparison, watch: &dyn Watch) {
        if self.looks.last() != Some(&replications) {
            self.looks.push(replications);
        }
        let level = each_of(self.aims.len(), self.confidence);
        let base = sums.variants[0].summary_at(level);
        for (position, own) in sums.variants.iter().enumerate() {
            let levels = own.summary_at(level);
            let differences = (position > 0).then(|| own.difference_at(&sums.variants[0], level));
            for pursued in self.aims.iter_mut().filter(|one| one.position == position) {
                pursued.aim.measure(&levels, differences.as_ref(), &base);
            }
        }
        if let Some((aim, (half_width, wanted))) =
            self.furthest().and_then(|aim| Some((aim, (aim.half_width?, aim.wanted?))))
        {
            watch.narrowed(Narrowed { unit: aim.figure.definition.unit, half_width, wanted });
        }
        let all_reached = self.aims.iter().all(|one| one.aim.is_reached());
        let excess = self.furthest().and_then(Aim::excess);
        self.ended = if replications < self.next {
            Some(Ended::Stopped)
        } else if all_reached {
            Some(Ended::Precise)
        } else if let Some(next) = next_look(replications, excess, self.most.into()) {
            self.next = next;
            None
        } else {
            Some(Ended::AtMost)
        };
    }

    /// What was asked for and what was found.
    pub(crate) fn precision(self) -> Precision {
        Precision {
            aims: self.aims.into_iter().map(|one| one.aim).collect(),
            confidence: self.confidence,
            ended: self.ended.expect("an experiment with a replication was looked at"),
            looks: self.looks.into_iter().map(|look| look as u32).collect(),
            most: self.most,
        }
    }

    /// The aim that is furthest from being reached; one of which nobody can say comes first.
    fn furthest(&self) -> Option<&Aim> {
        let distance = |aim: &Aim| aim.excess().unwrap_or(f64::INFINITY);
        let aims = self.aims.iter().map(|one| &one.aim);
        aims.max_by(|a, b| distance(a).total_cmp(&distance(b)))
    }
}

impl Aim {
    /// Takes its half-width from the figures of its variant.
    fn measure(&mut self, levels: &Summary, differences: Option<&Summary>, base: &Summary) {
        let of = |summary: &Summary| self.figure.of(summary).map(|found| found.estimate);
        let (found, reference) = match self.whose {
            Whose::Level => (of(levels), of(levels)),
            Whose::Difference => (differences.and_then(of), of(base)),
        };
        let value = reference.and_then(|estimate| estimate.mean);
        self.wanted = match self.margin {
            Margin::Absolute(margin) => Some(margin),
            Margin::Relative(_) => value.map(|value| self.margin.half_width(value)),
        };
        self.half_width = found.and_then(|estimate| half_width(&estimate));
    }
}

/// Half the width of an interval, also of one that is not symmetric: there the distance to the
/// farther end where days alone speak for it, since the figure then stands at an end.
fn half_width(estimate: &Estimate) -> Option<f64> {
    let Interval { low, high } = estimate.ends()?;
    let mean = estimate.mean?;
    match (estimate.half_width, estimate.basis) {
        (Some(half_width), _) => Some(half_width),
        (None, Basis::NotSeenToVary { .. } | Basis::FewDays { .. }) => {
            Some((mean - low).max(high - mean))
        }
        (None, _) => Some((high - low) / 2.0),
    }
}
