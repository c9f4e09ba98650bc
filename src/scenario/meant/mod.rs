//! What can hardly be meant, found before anything runs: an offer that nobody is ever made, open
//! hours with nobody on duty, a target on what never comes.
//!
//! Nothing of it is wrong as a problem is wrong: the file can be run. It is said by `validate`
//! and by every report. A kind is a function of [`KINDS`]: adding one costs a line there.

mod duty;
mod horizon;
mod offers;
mod pairs;
mod promises;
mod same;
mod view;
mod waste;

use super::model::{Scenario, Warning};
use crate::scenario::text::tree::Node;
use view::View;

pub(super) use same::{compared, is_the_same};

/// One kind of what can hardly be meant.
type Kind = fn(&View<'_>) -> Vec<Warning>;

/// Every kind, the weightiest first.
const KINDS: &[Kind] = &[
    waste::no_contact_at_all,
    duty::nobody_takes,
    duty::nobody_on_duty,
    promises::target_on_what_never_comes,
    promises::patience_far_below_the_target,
    promises::announced_wait_that_nobody_accepts,
    offers::never_made,
    offers::never_handed_over,
    pairs::never_opens,
    waste::nothing_to_do,
    waste::lines_below_agents,
    waste::nobody_to_call_again,
    horizon::says_nothing_of_one_day,
    horizon::begins_without_memory,
    horizon::grows_twice,
    horizon::charged_to_nobody,
    horizon::never_closes,
];

/// What of a checked scenario can hardly be meant; places are those of its tree.
pub(super) fn warnings(scenario: &Scenario, root: &Node) -> Vec<Warning> {
    let view = View::of(scenario, root);
    KINDS.iter().flat_map(|kind| kind(&view)).collect()
}

#[cfg(test)]
mod tests;
