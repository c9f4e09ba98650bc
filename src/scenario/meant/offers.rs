//! Offers that nobody is ever made, and needs that are never handed over.

use super::view::{View, most_on_duty};
use crate::scenario::model::{AgentGroup, ContactType, Offer, OfferRule};
use crate::scenario::model::{Warning, Weight};

/// An offer that can never be made, unless the file says that it is `never` made.
pub(super) fn never_made(view: &View<'_>) -> Vec<Warning> {
    let types = view.types().into_iter();
    let offers = types.filter_map(|(at, own)| {
        let offer = own.offer.as_ref().filter(|offer| !offer.when.never && view.comes(at))?;
        let why = why_never(view, at, own, offer)?;
        let sentence = format!("The offer of `{}` is never made: {why}.", own.name);
        Some(view.warning(&["contact_types", &own.name, "offer"], Weight::Doubt, sentence))
    });
    offers.collect()
}

fn why_never(view: &View<'_>, at: usize, own: &ContactType, offer: &Offer) -> Option<String> {
    let takers = view.takers(at);
    if takers.is_empty() {
        // That is said of the contact type.
        return None;
    }
    let may: Vec<&AgentGroup> =
        takers.iter().map(|(group, _)| *group).filter(|group| group.offers).collect();
    let is_handed_over = own.transfer_of_need.as_ref().is_some_and(|it| it.probability > 0.0);
    if may.is_empty() {
        // What is handed over is offered there: whether any is, is another question.
        if is_handed_over {
            return None;
        }
        return Some("no group that takes it may offer (offers)".to_owned());
    }
    let pushes = may.iter().any(|group| group.incentive.push > 0.0);
    let detects = may.iter().any(|group| group.incentive.detect > 0.0);
    match (own.need_probability > 0.0, detects, pushes) {
        (_, _, true) | (true, true, _) => {}
        (false, ..) => {
            let why = "nobody has a need (need_probability), and no group that may offer pushes";
            return Some(why.to_owned());
        }
        (true, false, false) => {
            let why = "no group that may offer notices a need (detect) or pushes (push)";
            return Some(why.to_owned());
        }
    }
    why_rule(view, &offer.when, &may)
}

/// Why the rule never lets an offer through.
fn why_rule(view: &View<'_>, when: &OfferRule, may: &[&AgentGroup]) -> Option<String> {
    let open = view.scenario.day.open_seconds();
    let is_inside = |(from, to): &(f64, f64)| *from < open && *to > 0.0 && from < to;
    if !when.clock.is_empty() && !when.clock.iter().any(is_inside) {
        return Some("its times (clock) lie outside the opening hours".to_owned());
    }
    if when.in_system_at_most == Some(0) {
        return Some("the contact itself is in the system (in_system_at_most 0)".to_owned());
    }
    let idle = when.idle_at_least?;
    let most = may.iter().map(|group| most_on_duty(group)).max().unwrap_or(0);
    let never = "agents are never idle together in a group that may offer, since one is busy with \
                 the contact";
    (most <= idle).then(|| format!("{idle} {never} (idle_at_least)"))
}

/// A transfer of needs that can never come about.
pub(super) fn never_handed_over(view: &View<'_>) -> Vec<Warning> {
    let types = view.types().into_iter();
    let transfers = types.filter_map(|(at, own)| {
        let transfer = own.transfer_of_need.as_ref().filter(|_| view.comes(at))?;
        let takers = view.takers(at);
        let detects = takers.iter().any(|(group, _)| group.incentive.detect > 0.0);
        let why = if takers.is_empty() || transfer.probability <= 0.0 {
            return None;
        } else if own.offer.as_ref().is_some_and(|it| why_never(view, at, own, it).is_some()) {
            // The same cause, which is said of the offer.
            return None;
        } else if own.need_probability <= 0.0 {
            "nobody has one (need_probability)"
        } else if !detects {
            "no group that takes it notices one (detect)"
        } else {
            return None;
        };
        let sentence = format!("A need of `{}` is never handed over: {why}.", own.name);
        let keys = ["contact_types", &own.name, "transfer_of_need"];
        Some(view.warning(&keys, Weight::Doubt, sentence))
    });
    transfers.collect()
}
