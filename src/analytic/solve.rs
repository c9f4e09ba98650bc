//! The number of agents, or the volume, that reaches targets.
//!
//! Every figure that may be a target gets better with an agent more and worse with more volume,
//! so the first number that meets all targets is found by doubling and halving.

use super::model::{ErlangModel, Room, SteadyState};

/// No centre is larger.
pub const MOST_AGENTS: u32 = 1_000_000;
/// Volume for one agent beyond which a target counts as reached whatever comes, in erlangs.
const MOST_LOAD: f64 = 1e9;
/// How much more volume is tried to see which target binds.
const A_LITTLE_MORE: f64 = 1.0 + 1e-6;

/// A demand on a figure of the steady state.
pub struct Target<'a> {
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
pub struct Solution {
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
pub enum Unsolvable {
    /// Not even with this many agents are these targets reached (none: the queue grows).
    TooManyAgents { agents: u32, missed: Vec<usize> },
    /// Not even with hardly any volume are these targets reached.
    TooLittleVolume { missed: Vec<usize> },
    /// The targets hold whatever the volume.
    AnyVolume,
}

/// The fewest agents that meet all targets; those of the model do not matter.
///
/// # Errors
/// Which targets are missed even with as many agents as there may be.
pub fn fewest_agents(model: &ErlangModel, targets: &[Target]) -> Result<Solution, Unsolvable> {
    let with = |agents| ErlangModel { agents, ..*model };
    let most = match model.room {
        Room::Lines(lines) => lines.min(MOST_AGENTS),
        Room::Unlimited | Room::NoWaiting => MOST_AGENTS,
    };
    let agents = first_that_meets(most, |agents| meets_all(&with(agents), targets));
    let Some(agents) = agents else {
        return Err(Unsolvable::TooManyAgents {
            agents: most,
            missed: missed(&with(most), targets),
        });
    };
    let binding = match agents {
        1 => Binding::Least,
        _ => binding(&with(agents - 1), targets),
    };
    Ok(Solution { model: with(agents), binding })
}

/// The greatest volume at which all targets are met, to a relative error of 1e-12; that of the
/// model does not matter.
///
/// # Errors
/// Which targets are missed at any volume, or that all are met at any volume.
pub fn greatest_volume(model: &ErlangModel, targets: &[Target]) -> Result<Solution, Unsolvable> {
    let with = |arrivals_per_second| ErlangModel { arrivals_per_second, ..*model };
    let most = MOST_LOAD * f64::from(model.agents) / model.mean_handle_seconds;
    let hardly_any = with(most * 1e-30);
    if !meets_all(&hardly_any, targets) {
        return Err(Unsolvable::TooLittleVolume { missed: missed(&hardly_any, targets) });
    }
    let arrivals = last_that_meets(most, |arrivals| meets_all(&with(arrivals), targets));
    let arrivals = arrivals.ok_or(Unsolvable::AnyVolume)?;
    let binding = binding(&with(arrivals * A_LITTLE_MORE), targets);
    Ok(Solution { model: with(arrivals), binding })
}

fn meets_all(model: &ErlangModel, targets: &[Target]) -> bool {
    model.solve().is_some_and(|state| targets.iter().all(|target| target.is_met(&state)))
}

fn missed(model: &ErlangModel, targets: &[Target]) -> Vec<usize> {
    let Some(state) = model.solve() else { return Vec::new() };
    (0..targets.len()).filter(|position| !targets[*position].is_met(&state)).collect()
}

fn binding(beyond: &ErlangModel, targets: &[Target]) -> Binding {
    match beyond.solve() {
        None => Binding::Stability,
        Some(_) => Binding::Targets(missed(beyond, targets)),
    }
}

/// The first number from 1 to `most` that meets a condition which later numbers meet too.
fn first_that_meets(most: u32, meets: impl Fn(u32) -> bool) -> Option<u32> {
    let (mut fails, mut probe) = (0, 1);
    while !meets(probe) {
        if probe == most {
            return None;
        }
        (fails, probe) = (probe, probe.saturating_mul(2).min(most));
    }
    let mut holds = probe;
    while holds - fails > 1 {
        let middle = fails + (holds - fails) / 2;
        if meets(middle) { holds = middle } else { fails = middle }
    }
    Some(holds)
}

/// The last positive number that meets a condition which smaller numbers meet too, to a relative
/// error of 1e-12 and never beyond; `None` where even `most` meets it.
pub(super) fn last_that_meets(most: f64, meets: impl Fn(f64) -> bool) -> Option<f64> {
    let (mut holds, mut fails) = (0.0, 1.0_f64.min(most));
    while meets(fails) {
        if fails >= most {
            return None;
        }
        (holds, fails) = (fails, (fails * 2.0).min(most));
    }
    // From 0 upwards the relative error is measured against what is left.
    while fails - holds > 1e-12 * fails && fails > f64::MIN_POSITIVE {
        let middle = holds + (fails - holds) / 2.0;
        if meets(middle) { holds = middle } else { fails = middle }
    }
    Some(holds)
}
