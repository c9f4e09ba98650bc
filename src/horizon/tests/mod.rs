//! Whole replications: cases with a known answer ([`cases`]), and what holds for any horizon
//! ([`laws`]).

mod cases;
pub(super) mod laws;
