//! The number of agents, or the volume, that reaches targets.
//!
//! Every figure that may be a target gets better with an agent more and worse with more volume,
//! so the first number that meets all targets is found by doubling and halving. Limited lines
//! and patience together are the exception: an agent more keeps lines busy that the impatient would
//! have freed, so that more are blocked; and with more volume more are blocked who would have
//! abandoned. There numbers are tried from below.

use super::bisection::{first_of_all, first_that_meets, last_before_a_miss, last_that_meets};
use super::budget::{Budget, NoFigures};
use super::model::{ErlangModel, Room, SteadyState};

/// No centre is larger.
pub(crate) const MOST_AGENTS: u32 = 1_000_000;
/// Load of one agent beyond which a target counts as reached whatever comes, in erlangs.
const MOST_LOAD: f64 = 1e6;
/// How much more volume is tried to see which target binds.
const A_LITTLE_MORE: f64 = 1.0 + 1e-6;

/// A demand on a figure of the steady state.
pub(crate) struct Target<'a> {
    pub figure: Box<dyn Fn(&SteadyState) -> f64 + 'a>,
    pub limit: Limit,
}

/// On which side of what number a figure must lie; the number itself will do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    AtLeast(f64),
    AtMost(f64),
}

impl Limit {
    /// Whether the figure does.
    #[must_use]
    pub fn allows(self, figure: f64) -> bool {
        match self {
            Self::AtLeast(least) => figure >= least,
            Self::AtMost(most) => figure <= most,
        }
    }
}

impl Target<'_> {
    fn is_met(&self, state: &SteadyState) -> bool {
        self.limit.allows((self.figure)(state))
    }
}

/// The model that meets all targets, and what keeps it from being smaller (or busier).
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Solution {
    pub model: ErlangModel,
    pub binding: Binding,
}

/// Why it is this number.
#[derive(Clone, Debug, PartialEq)]
pub enum Binding {
    /// One agent less, or a little more volume, misses these targets (positions in the list).
    Targets(Vec<usize>),
    /// The queue would grow without end.
    Stability,
    /// There is no smaller number.
    Least,
}

/// Why there is no such number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Unsolvable {
    /// Not even with this many agents are these targets reached (none: the queue grows).
    TooManyAgents { agents: u32, missed: Vec<usize> },
    /// Not even with hardly any volume are these targets reached.
    TooLittleVolume { missed: Vec<usize> },
    /// The targets hold whatever the volume.
    AnyVolume,
    /// A model on the way has no figures, and not because its queue grows.
    NoFigures(NoFigures),
}

impl From<NoFigures> for Unsolvable {
    fn from(why: NoFigures) -> Self {
        Self::NoFigures(why)
    }
}

/// The fewest agents that meet all targets; those of the model do not matter.
///
/// # Errors
/// Which targets are missed even with as many agents as there may be, or why it is not known.
pub(crate) fn fewest_agents(
    model: &ErlangModel,
    targets: &[Target],
    budget: &Budget,
) -> Result<Solution, Unsolvable> {
    let with = |agents| ErlangModel { agents, ..*model };
    let most = match model.room {
        Room::Lines(lines) => lines.min(MOST_AGENTS),
        Room::Unlimited | Room::NoWaiting => MOST_AGENTS,
    };
    let meets = |agents| meets_all(&with(agents), targets, budget);
    let agents = if is_monotone(model) {
        first_that_meets(most, meets)?
    } else {
        first_of_all(most, meets)?
    };
    let Some(agents) = agents else {
        return Err(Unsolvable::TooManyAgents {
            agents: most,
            missed: missed(&with(most), targets, budget)?,
        });
    };
    let binding = match agents {
        1 => Binding::Least,
        _ => binding(&with(agents - 1), targets, budget)?,
    };
    Ok(Solution { model: with(agents), binding })
}

/// The greatest volume up to which all targets are met, to a relative error of 1e-12; that of the
/// model does not matter.
///
/// # Errors
/// Which targets are missed at any volume, that all are met at any volume, or why it is not known.
pub(crate) fn greatest_volume(
    model: &ErlangModel,
    targets: &[Target],
    budget: &Budget,
) -> Result<Solution, Unsolvable> {
    let with = |arrivals_per_second| ErlangModel { arrivals_per_second, ..*model };
    let most = MOST_LOAD * f64::from(model.agents) / model.mean_handle_seconds;
    let hardly_any = with(most * 1e-30);
    if !meets_all(&hardly_any, targets, budget)? {
        return Err(Unsolvable::TooLittleVolume { missed: missed(&hardly_any, targets, budget)? });
    }
    let meets = |arrivals| meets_all(&with(arrivals), targets, budget);
    let arrivals = if is_monotone(model) {
        last_that_meets(most, meets)?
    } else {
        last_before_a_miss(most * 1e-9, most, meets)?
    };
    let arrivals = arrivals.ok_or(Unsolvable::AnyVolume)?;
    let binding = binding(&with(arrivals * A_LITTLE_MORE), targets, budget)?;
    Ok(Solution { model: with(arrivals), binding })
}

/// Whether targets never get worse with an agent more, nor better with more volume.
fn is_monotone(model: &ErlangModel) -> bool {
    !matches!((model.room, model.mean_patience_seconds), (Room::Lines(_), Some(_)))
}

/// The steady state; none where the queue grows.
fn settled(model: &ErlangModel, budget: &Budget) -> Result<Option<SteadyState>, NoFigures> {
    match model.solve_within(budget) {
        Ok(state) => Ok(Some(state)),
        Err(NoFigures::Grows) => Ok(None),
        Err(why) => Err(why),
    }
}

fn meets_all(model: &ErlangModel, targets: &[Target], budget: &Budget) -> Result<bool, NoFigures> {
    let state = settled(model, budget)?;
    Ok(state.is_some_and(|state| targets.iter().all(|target| target.is_met(&state))))
}

fn missed(
    model: &ErlangModel,
    targets: &[Target],
    budget: &Budget,
) -> Result<Vec<usize>, NoFigures> {
    let Some(state) = settled(model, budget)? else { return Ok(Vec::new()) };
    Ok((0..targets.len()).filter(|position| !targets[*position].is_met(&state)).collect())
}

fn binding(
    beyond: &ErlangModel,
    targets: &[Target],
    budget: &Budget,
) -> Result<Binding, NoFigures> {
    Ok(match settled(beyond, budget)? {
        None => Binding::Stability,
        Some(_) => Binding::Targets(missed(beyond, targets, budget)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that may be a target, the better the larger.
    fn merits(model: &ErlangModel) -> Vec<f64> {
        let state = model.solve().unwrap();
        let figures = state.figures;
        let (within, short) = (state.within(20.0), state.within(5.0));
        vec![
            within.answered,
            within.answered / figures.answered,
            within.answered / (1.0 - within.abandoned),
            within.answered + within.abandoned,
            within.answered / (1.0 - short.abandoned),
            within.answered + short.abandoned,
            -figures.abandoned,
            -figures.blocked,
            -figures.asa_seconds,
            -figures.mean_wait_seconds,
            -figures.occupancy,
        ]
    }

    fn assert_better(better: &ErlangModel, worse: &ErlangModel) {
        for (position, (better_by, worse_by)) in
            merits(better).into_iter().zip(merits(worse)).enumerate()
        {
            let slack = 1e-11 * (1.0 + better_by.abs());
            assert!(
                better_by >= worse_by - slack,
                "merit {position}: {better_by} of {better:?} and {worse_by} of {worse:?}"
            );
        }
    }

    #[test]
    fn an_agent_more_makes_no_target_worse_and_more_volume_none_better() {
        let rooms = [Room::Unlimited, Room::Lines(40), Room::Lines(70), Room::NoWaiting];
        for room in rooms {
            for patience in [None, Some(3.0), Some(30.0), Some(180.0), Some(3_000.0)] {
                for load in [0.3, 4.0, 15.0, 35.0, 120.0] {
                    let model = ErlangModel {
                        arrivals_per_second: load / 300.0,
                        mean_handle_seconds: 300.0,
                        mean_patience_seconds: patience,
                        agents: 1,
                        room,
                    };
                    if is_monotone(&model) {
                        assert_monotone(&model);
                    }
                }
            }
        }
    }

    fn assert_monotone(model: &ErlangModel) {
        for agents in 1..40 {
            let fewer = ErlangModel { agents, ..*model };
            if fewer.solve().is_err() {
                continue;
            }
            assert_better(&ErlangModel { agents: agents + 1, ..fewer }, &fewer);
            let arrivals_per_second = model.arrivals_per_second / 1.05;
            assert_better(&ErlangModel { arrivals_per_second, ..fewer }, &fewer);
        }
    }

    #[test]
    fn limited_lines_and_patience_are_searched_from_below() {
        // More agents hold more of the 40 lines for 300 s instead of 30 s: more are blocked.
        let model = ErlangModel {
            arrivals_per_second: 35.0 / 300.0,
            mean_handle_seconds: 300.0,
            mean_patience_seconds: Some(30.0),
            agents: 1,
            room: Room::Lines(40),
        };
        let blocked = |agents| ErlangModel { agents, ..model }.solve().unwrap().figures.blocked;
        assert!(blocked(30) < blocked(38));
        let most = Limit::AtMost(blocked(30));
        let target = Target { figure: Box::new(|state| state.figures.blocked), limit: most };
        let fewest =
            fewest_agents(&model, &[target], &Budget::of_a_question()).unwrap().model.agents;
        let wanted = (1..=40).find(|agents| blocked(*agents) <= blocked(30));
        assert_eq!(Some(fewest), wanted);
        // The abandon rate rises and falls again with volume: the first rise counts.
        let abandoned = Target {
            figure: Box::new(|state| state.figures.abandoned),
            limit: Limit::AtMost(0.01),
        };
        let model = ErlangModel { agents: 30, ..model };
        let found = greatest_volume(&model, &[abandoned], &Budget::of_a_question()).unwrap().model;
        assert!((found.solve().unwrap().figures.abandoned - 0.01).abs() < 1e-10);
        let busier = ErlangModel { arrivals_per_second: 1e4, ..model };
        assert!(found.load() < 1.0 && busier.solve().unwrap().figures.abandoned < 0.01);
    }
}
