//! Targets that say nothing: of what never comes, or of a wait that hardly anybody waits.

use super::view::{View, most_on_duty};
use crate::base::decimal::plain;
use crate::random::{Distribution, Law};
use crate::scenario::model::{Warning, Weight};

/// Where fewer wait so long, a target on that wait says nothing of those who wait.
const HARDLY_ANYBODY: f64 = 0.05;

/// A target on a contact type of which no contact can come.
pub(super) fn target_on_what_never_comes(view: &View<'_>) -> Vec<Warning> {
    let types = view.types().into_iter();
    let promised = types.filter(|(at, own)| own.target.service_level.is_some() && !view.comes(*at));
    promised
        .map(|(_, own)| {
            let sentence = format!(
                "`{}` has a target, and no contact of it ever comes: there is nothing to reach.",
                own.name
            );
            view.warning(&["targets", &own.name], Weight::NoVerdict, sentence)
        })
        .collect()
}

/// A target on a wait that nearly all customers would not wait.
pub(super) fn patience_far_below_the_target(view: &View<'_>) -> Vec<Warning> {
    let types = view.types().into_iter();
    let doubtful = types.filter_map(|(at, own)| {
        own.target.service_level.filter(|_| view.comes(at))?;
        let patience = own.patience.as_ref()?;
        let within = own.target.within_seconds;
        // Where most wait longer nothing need be worked out.
        if within <= patience.mean() {
            return None;
        }
        let stay = Distribution::new(patience).survival(within);
        (stay < HARDLY_ANYBODY).then(|| {
            let sentence = format!(
                "`{}` is to be answered within {} s, and fewer than 1 in 20 of its customers would \
                 wait so long (patience): who is answered at all is answered in time.",
                own.name,
                plain(within),
            );
            view.warning(&["contact_types", &own.name, "patience"], Weight::Doubt, sentence)
        })
    });
    doubtful.collect()
}

/// An announced wait that hardly anybody accepts, even who would be next with all agents there.
pub(super) fn announced_wait_that_nobody_accepts(view: &View<'_>) -> Vec<Warning> {
    let types = view.types().into_iter();
    let doubtful = types.filter_map(|(at, own)| {
        let accepted = own.balking.as_ref()?.announced_wait.as_ref().filter(|_| view.comes(at))?;
        let agents: u32 = view
            .takers(at)
            .iter()
            .map(|(group, _)| most_on_duty(group))
            .fold(0, u32::saturating_add);
        let wrap_up = own.wrap_up.as_ref().map_or(0.0, Law::mean);
        let shortest = own.handle_time.factors.iter().copied().fold(1.0, f64::min);
        let handle = own.handle_time.law.mean() * shortest + wrap_up;
        let announced = handle / f64::from(agents.max(1));
        if agents == 0 || announced <= accepted.mean() {
            return None;
        }
        let stay = Distribution::new(accepted).survival(announced);
        (stay < HARDLY_ANYBODY).then(|| {
            let sentence = format!(
                "Hardly anybody waits for `{}`: even who is next in line is told {} s, and fewer \
                 than 1 in 20 accept so much (announced_wait).",
                own.name,
                plain(announced.round()),
            );
            view.warning(&["contact_types", &own.name, "balking"], Weight::Doubt, sentence)
        })
    });
    doubtful.collect()
}
