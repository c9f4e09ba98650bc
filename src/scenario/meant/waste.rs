//! What is there for nothing: agents without work, lines that are too few for them, redials of
//! which nobody has a reason.

use super::view::{View, most_on_duty};
use crate::scenario::model::{Warning, Weight};

/// A centre to which no contact ever comes.
pub(super) fn no_contact_at_all(view: &View<'_>) -> Vec<Warning> {
    let types = 0..view.scenario.contact_types.len();
    if types.clone().any(|at| view.comes(at)) || types.is_empty() {
        return Vec::new();
    }
    let sentence = "No contact ever comes: every volume is 0.".to_owned();
    vec![view.warning(&["contact_types"], Weight::NoVerdict, sentence)]
}

/// A group on duty whose contact types never come, or that has no skill at all.
pub(super) fn nothing_to_do(view: &View<'_>) -> Vec<Warning> {
    if !no_contact_at_all(view).is_empty() {
        return Vec::new();
    }
    let groups = view.groups().into_iter().filter(|group| most_on_duty(group) > 0);
    let idle = groups.filter(|group| !group.skills.iter().any(|it| view.comes(it.contact_type)));
    idle.map(|group| {
        let why = if group.skills.is_empty() {
            "it has no skill"
        } else {
            "no contact that it takes ever comes"
        };
        let sentence = format!("`{}` has nothing to do: {why}.", group.name);
        view.warning(&["agent_groups", &group.name, "skills"], Weight::Doubt, sentence)
    })
    .collect()
}

/// Fewer lines than the largest group has agents: some of these can never talk at once.
pub(super) fn lines_below_agents(view: &View<'_>) -> Vec<Warning> {
    let Some(lines) = view.scenario.lines else { return Vec::new() };
    let largest = view.groups().into_iter().max_by_key(|group| most_on_duty(group));
    let below = largest.filter(|group| lines < most_on_duty(group));
    let warning = below.map(|group| {
        let agents = most_on_duty(group);
        let sentence = format!(
            "`{}` has {agents} agents on duty, and there are {lines} lines: not all of them can \
             ever talk at once.",
            group.name
        );
        view.warning(&["lines"], Weight::Doubt, sentence)
    });
    warning.into_iter().collect()
}

/// A redial of a type whose contacts are never lost.
pub(super) fn nobody_to_call_again(view: &View<'_>) -> Vec<Warning> {
    let types = view.types().into_iter();
    let never = types.filter(|(at, own)| {
        let calls_again = own.redial.as_ref().is_some_and(|it| it.probability > 0.0);
        let balks = own
            .balking
            .as_ref()
            .is_some_and(|it| it.probability > 0.0 || it.announced_wait.is_some());
        let is_lost = own.patience.is_some()
            || balks
            || own.waiting_places.is_some()
            || view.scenario.lines.is_some();
        calls_again && !is_lost && view.comes(*at)
    });
    never
        .map(|(_, own)| {
            let sentence = format!(
                "Nobody calls `{}` again (redial): nobody abandons it, balks or is blocked.",
                own.name
            );
            view.warning(&["contact_types", &own.name, "redial"], Weight::Doubt, sentence)
        })
        .collect()
}
