//! From a question of `erlang` to its answer.

use std::path::PathBuf;

use super::question::{AskedErlang, Unknown};
use crate::analytic::solve::{
    Binding, Solution, Target, Unsolvable, fewest_agents, greatest_volume,
};
use crate::analytic::{Budget, ErlangModel, Kind, NoFigures, SteadyState};
use crate::measures::plan::ServiceLevelFormula;
use crate::measures::shares::ServiceShares;
use crate::questions::asking::{Answer, Asked, Ended, Refusal, Watch};
use crate::report::erlang::{ErlangAnswer, Figure, SolvedFor, TargetAnswer};
use crate::report::{shown, whole};

/// Percentages of the waits that are told.
const PERCENTAGES: [u32; 5] = [50, 80, 90, 95, 99];

impl Asked for AskedErlang {
    type Found = ErlangAnswer;

    fn files(&self) -> Vec<PathBuf> {
        Vec::new()
    }

    fn answer(&self, _: &dyn Watch) -> Result<Answer<ErlangAnswer>, Refusal> {
        let found = solved(self).map_err(Refusal::Wrong)?;
        Ok(Answer::new(Box::new(found), Ended::Done))
    }
}

/// Solves for what is unknown and works out every figure.
fn solved(question: &AskedErlang) -> Result<ErlangAnswer, String> {
    let budget = Budget::of_a_question();
    let (model, solved_for) = solve(question, &budget)?;
    let state = model.solve_within(&budget).map_err(|why| none(&model, &why))?;
    let less = match &solved_for {
        SolvedFor::Agents(Binding::Targets(_)) => {
            ErlangModel { agents: model.agents - 1, ..model }.solve_within(&budget).ok()
        }
        _ => None,
    };
    let targets = question.targets.iter().map(|(figure, limit)| TargetAnswer {
        figure: *figure,
        limit: *limit,
        reached: question.figure(*figure, &state),
        with_one_agent_less: less.as_ref().map(|less| question.figure(*figure, less)),
    });
    let percentile = |it: &u32| (*it, state.wait_percentile_seconds(f64::from(*it) / 100.0));
    Ok(ErlangAnswer {
        model,
        targets: targets.collect(),
        solved_for,
        figures: state.figures,
        formula: question.formula,
        within_seconds: question.within_seconds,
        short_abandon_seconds: question.short_abandon_seconds,
        service_levels: ServiceLevelFormula::EVERY
            .map(|formula| formula.of_shares(&question.shares(&state))),
        percentiles: PERCENTAGES.iter().map(percentile).collect(),
        shrinkage: question.shrinkage,
        scheduled_agents: question.shrinkage.map(|it| scheduled(model.agents, it)),
    })
}

/// Heads from which so many are there after shrinkage; whole numbers are not rounded up for an
/// error in the last digit.
fn scheduled(agents: u32, shrinkage: f64) -> u32 {
    (f64::from(agents) / (1.0 - shrinkage) - 1e-9).ceil() as u32
}

fn solve(question: &AskedErlang, budget: &Budget) -> Result<(ErlangModel, SolvedFor), String> {
    let targets: Vec<Target> = question
        .targets
        .iter()
        .map(|(figure, limit)| Target {
            figure: Box::new(|state| question.figure(*figure, state)),
            limit: *limit,
        })
        .collect();
    let model = &question.model;
    let unsolvable = |why: &Unsolvable| no_answer(question, why);
    match question.unknown {
        Unknown::Figures => Ok((*model, SolvedFor::Figures)),
        Unknown::Agents => {
            let Solution { model, binding } =
                fewest_agents(model, &targets, budget).map_err(|why| unsolvable(&why))?;
            Ok((model, SolvedFor::Agents(binding)))
        }
        Unknown::Volume => {
            let Solution { model, binding } =
                greatest_volume(model, &targets, budget).map_err(|why| unsolvable(&why))?;
            Ok((model, SolvedFor::Volume(binding)))
        }
    }
}

impl AskedErlang {
    fn figure(&self, figure: Figure, state: &SteadyState) -> f64 {
        let figures = &state.figures;
        match figure {
            Figure::ServiceLevel => self.formula.of_shares(&self.shares(state)),
            Figure::AbandonRate => figures.abandoned,
            Figure::Asa => figures.asa_seconds,
            Figure::MeanWait => figures.mean_wait_seconds,
            Figure::Occupancy => figures.occupancy,
            Figure::Blocked => figures.blocked,
        }
    }

    fn shares(&self, state: &SteadyState) -> ServiceShares {
        let within = state.within(self.within_seconds);
        ServiceShares {
            answered: state.figures.answered,
            answered_within: within.answered,
            abandoned_within: within.abandoned,
            abandoned_short: state.within(self.short_abandon_seconds).abandoned,
        }
    }
}

/// Why a model has no figures.
fn none(model: &ErlangModel, why: &NoFigures) -> String {
    match why {
        NoFigures::Grows => grows(model),
        why => format!("there is no answer, because {}", why.reason()),
    }
}

/// Why a load has no steady state.
fn grows(model: &ErlangModel) -> String {
    let load = shown(model.offered_load());
    format!(
        "{load} erlangs are offered to {} agents and nobody abandons: the queue grows without \
         end; wanted more than {load} agents, or --patience, or --lines",
        whole(model.agents.into())
    )
}

fn no_answer(question: &AskedErlang, why: &Unsolvable) -> String {
    let names = |missed: &[usize]| {
        let names: Vec<&str> =
            missed.iter().map(|position| question.targets[*position].0.name()).collect();
        names.join(", ").to_lowercase()
    };
    match why {
        Unsolvable::TooManyAgents { agents, missed } if missed.is_empty() => {
            let load = shown(question.model.offered_load());
            format!(
                "{load} erlangs are offered and nobody abandons: with {} agents the queue still \
                 grows without end",
                whole((*agents).into())
            )
        }
        Unsolvable::TooManyAgents { agents, missed } => {
            let lines = match question.model.kind() {
                Kind::LimitedLines | Kind::LimitedLinesWithPatience | Kind::ErlangB
                    if *agents < crate::analytic::solve::MOST_AGENTS =>
                {
                    ", one for each line,"
                }
                _ => "",
            };
            format!(
                "out of reach: even with {} agents{lines} this is missed: {}",
                whole((*agents).into()),
                names(missed)
            )
        }
        Unsolvable::TooLittleVolume { missed } => {
            format!("out of reach: missed at any volume: {}", names(missed))
        }
        Unsolvable::NoFigures(why) => none(&question.model, why),
        Unsolvable::AnyVolume => {
            "reached at any volume, so there is no greatest one: wanted a sharper target".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shrinkage_is_rounded_up_to_whole_heads() {
        assert_eq!(scheduled(110, 0.3), 158);
        assert_eq!(scheduled(110, 0.45), 200);
        assert_eq!(scheduled(7, 0.0), 7);
    }
}
