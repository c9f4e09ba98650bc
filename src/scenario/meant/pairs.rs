//! Skills whose pair of contact type and group can never open.

use super::view::{View, most_on_duty};
use crate::base::decimal::plain;
use crate::random::Distribution;
use crate::scenario::model::Skill;
use crate::scenario::model::{Warning, Weight};

/// A share of customers so small that a day has none of them.
const NEARLY_NOBODY: f64 = 0.001;

/// A skill that keeps more agents idle than there ever are, or waits longer than customers do.
pub(super) fn never_opens(view: &View<'_>) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for group in view.groups() {
        let most = most_on_duty(group);
        for skill in group.skills.iter().filter(|skill| view.comes(skill.contact_type)) {
            let own = &view.scenario.contact_types[skill.contact_type];
            let Some(why) = why_never(view, skill, most) else { continue };
            let sentence = format!("`{}` never takes `{}`: {why}.", group.name, own.name);
            let keys = ["agent_groups", &group.name, "skills", &own.name];
            warnings.push(view.warning(&keys, Weight::Doubt, sentence));
        }
    }
    warnings
}

fn why_never(view: &View<'_>, skill: &Skill, most: u32) -> Option<String> {
    let keep = skill.keep_idle;
    if most > 0 && keep >= most {
        let agents = if most == 1 { "agent is" } else { "agents are" };
        return Some(format!("it keeps {keep} idle, and at most {most} {agents} on duty"));
    }
    let own = &view.scenario.contact_types[skill.contact_type];
    let patience = own.patience.as_ref()?;
    // Where most wait longer nothing need be worked out.
    if skill.after_seconds <= patience.mean() {
        return None;
    }
    let stay = Distribution::new(patience).survival(skill.after_seconds);
    (stay < NEARLY_NOBODY).then(|| {
        let after = plain(skill.after_seconds);
        format!("it waits {after} s (after_seconds), and fewer than 1 in 1,000 customers do")
    })
}
