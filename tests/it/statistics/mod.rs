//! Whether intervals cover as often as they say, whether draws follow their laws, and what common
//! random numbers gain.
//!
//! Every test repeats something random many times, at fixed seeds, and asks whether a share or a
//! distance lies where an exact computation puts it. How often a right program would fail is said
//! beside each bound. What takes long is ignored by `cargo test` and run by `.ci/run`.

mod batch_means;
mod break_even;
mod common_numbers;
mod counts;
mod coverage;
mod days_on_target;
mod drift;
mod few_days;
mod fit;
mod from_empty;
mod intervals;
mod looks;
mod precision;
mod rare_days;
mod rare_grid;
mod selection;
mod tails;
mod uniforms;
mod yardstick;
