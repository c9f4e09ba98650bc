//! Tiny floors told event by event.
//!
//! Nothing here is random: times are given and every probability is 0 or 1. The expected lines
//! were worked by hand from the model, never copied from a run.

mod closing;
mod counts;
mod experience;
mod limits;
mod needs;
mod outcomes;
mod overflow;
mod redials;
mod rules;
mod sanity;
mod staffing;
mod ties;
mod transfers;
