//! What queueing theory says of a day, to be held beside the simulation.
//!
//! A contact type whose agents take nothing else, or nothing that differs from it, is one queue, and
//! a queue with exponential patience (or none) is solved from empty to the last contact; with
//! another law of patience each interval is taken as in a steady state. Where something of the
//! scenario is simpler in the model, the figure is called an approximation and says why; where the
//! model would be of another centre, there is no figure and the reason is said instead.
//! `docs/methods/beyond-erlang.md` says which is which.

mod figures;
mod pool;

use crate::analytic::Budget;
use crate::base::Stop;
use crate::scenario::Scenario;
use pool::Pool;

/// The theory beside one contact type.
#[derive(Clone, Debug, PartialEq)]
pub struct Sanity {
    pub contact_type: String,
    pub theory: Theory,
}

/// What theory has to say.
#[derive(Clone, Debug, PartialEq)]
pub enum Theory {
    Applies(Figures),
    /// Why there is no model, as the end of a sentence that begins with "because".
    DoesNotApply(String),
}

/// Figures of a model for the whole day.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// The model's name, as in "M(t)/M/n(t)+M from empty".
    pub model: String,
    /// How the scenario differs from the model, as ends of sentences that begin with "because";
    /// none: the figures are exact.
    pub differences: Vec<String>,
    /// By the headline formula of the scenario; none where it is 0/0.
    pub service_level: Option<f64>,
    /// Abandoned over offered; none where nothing is offered.
    pub abandon_rate: Option<f64>,
    /// Mean wait of all who were answered, abandoned or balked; none where there is none, or where
    /// closing cuts waits short.
    pub mean_wait_seconds: Option<f64>,
}

/// Steps that the theory of one scenario may take: about a second.
const MOST_STEPS: u64 = 200_000_000;
/// Those that it takes although somebody wants to stop: a few hundredths of a second.
const STEPS_ANYWAY: u64 = 10_000_000;
/// The theory beside each contact type, in the planner's order; what would take too long, or is
/// stopped, is not computed and says so.
pub fn sanity(scenario: &Scenario, stop: Stop<'_>) -> Vec<Sanity> {
    let whole = Budget::new(MOST_STEPS, STEPS_ANYWAY, stop);
    let types = &scenario.contact_types;
    let mut order: Vec<usize> = (0..types.len()).collect();
    order.sort_by_key(|&at| types[at].display);
    let mut solved: Vec<(Pool, Result<figures::Day, String>)> = Vec::new();
    let mut theory = |own: usize| -> Theory {
        let pool = match Pool::of(scenario, own) {
            Ok(pool) => pool,
            Err(reason) => return Theory::DoesNotApply(reason),
        };
        if solved.iter().all(|(known, _)| *known != pool) {
            let day = figures::Day::new(scenario, &pool, &whole);
            solved.push((pool.clone(), day));
        }
        let known = solved.iter().find(|(known, _)| *known == pool);
        match &known.expect("solved above").1 {
            Ok(day) => Theory::Applies(day.figures(scenario, own, &pool)),
            Err(reason) => Theory::DoesNotApply(reason.clone()),
        }
    };
    let theories: Vec<Theory> = order.iter().map(|&own| theory(own)).collect();
    let names = order.iter().map(|&at| types[at].name.clone());
    names.zip(theories).map(|(contact_type, theory)| Sanity { contact_type, theory }).collect()
}
