//! One replication: a contact centre's day, event by event.
//!
//! [`Model`] is a scenario made ready, [`Day`] the run of one replication of it. The engine asks
//! `routing` who takes whom, draws fates from `random` and tells observers what happens; it knows
//! nothing of files, threads, formats or wall-clock time. Next: `experiment`, which runs many.
//!
//! Ends and abandonments that nothing reads are no events: `watched` says what that gains, `readers`
//! who reads them.
//!
//! Where the model leaves a choice, the choice is:
//! * A contact that an agent answers at once needs no waiting place.
//! * A change due at closing is not made: whoever is on duty then stays. Nobody comes back from a
//!   break or begins one after closing.
//! * Of one agent's ends at one moment the shift's comes before the break's.
//! * Contacts of one type and moment stand by interval, fresh ones before redials, repeats,
//!   complaints and legs, then by number.
//! * Whether a redial is of another type and keeps its patience is said by the type that was lost.
//! * What may never be offered is not handed over either. The other conditions of an offer are
//!   read by agents who may offer, not for a transfer and not for the offer that a leg is.
//! * The queue-ratio rule counts all who wait in the centre.
//! * Nothing happens later than a week after closing.
//! * A sale's complaints beyond 2^18 in one day are deferred to another.
//! * A need whose leg, and an offer whose talk, lasts for ever is unmet, and declined.
//!
//! Method: `docs/methods/event-engine.md`.

mod arrivals;
pub(crate) mod beyond;
mod by_place;
mod calls;
mod change;
mod compile;
mod day;
mod deadlines;
mod delays;
#[cfg(any(test, feature = "planted-fault"))]
mod fault;
mod handling;
mod losses;
mod model;
mod outcome;
mod readers;
mod schedule;
mod staff;
mod terms;
mod waiting;
mod watched;
mod workspace;

pub use crate::floor::winner_tree::MOST_LEAVES;
pub(crate) use day::run_among_days;
pub use day::{Day, EVENTS_BETWEEN_LOOKS, run, run_unless_stopped};
#[cfg(test)]
pub(crate) use fault::Fault;
pub use model::Model;
pub(crate) use terms::retention;
pub use workspace::Workspace;
