//! What a variant changes: what one can choose, what happens, or the yardstick.
//!
//! Told from the scenarios as they were built, not from the paths of a file: a verb that changes
//! nothing changes nothing, and a volume is a volume however it is written. Everything of a
//! scenario is named here, so that a new key must say which of the three it is.

use std::collections::BTreeSet;

use crate::scenario::model::{
    AgainstBase, AgentGroup, ContactType, Horizon, Offer, Routing, Scenario, Skill, Target,
    Targets, TransferOfNeed,
};
use crate::scenario::model::{Warning, Weight};
use crate::scenario::text::tree::Written;

/// What differs, each said once, in the order in which it was found.
#[derive(Default)]
struct Differences {
    chosen: bool,
    happens: Vec<&'static str>,
    yardstick: Vec<&'static str>,
}

impl Differences {
    fn chosen(&mut self, is_equal: bool) {
        self.chosen |= !is_equal;
    }

    fn happens(&mut self, what: &'static str, is_equal: bool) {
        note(&mut self.happens, what, is_equal);
    }

    fn yardstick(&mut self, what: &'static str, is_equal: bool) {
        note(&mut self.yardstick, what, is_equal);
    }

    /// Takes over what others differ in.
    fn add(&mut self, others: Self) {
        self.chosen(!others.chosen);
        others.happens.into_iter().for_each(|what| self.happens(what, false));
        others.yardstick.into_iter().for_each(|what| self.yardstick(what, false));
    }
}

fn note(list: &mut Vec<&'static str>, what: &'static str, is_equal: bool) {
    if !is_equal && !list.contains(&what) {
        list.push(what);
    }
}

/// How a variant stands against its base. What the file says of it, `"happens"`, wins over what
/// it changes.
pub(crate) fn compared(base: &Scenario, own: &Scenario, stated: Option<bool>) -> AgainstBase {
    let found = differences_of_designs(base, own);
    let owned = |list: &[&str]| list.iter().map(|&word| word.to_owned()).collect();
    let happens = match (stated, found.happens.is_empty()) {
        (Some(false), _) | (None, true) => Vec::new(),
        (Some(true), true) => vec!["the file says so".to_owned()],
        (_, false) => owned(&found.happens),
    };
    AgainstBase { happens, yardstick: owned(&found.yardstick) }
}

/// A warning where a variant is its base again.
pub(crate) fn is_the_same(
    base: &Scenario,
    name: &str,
    own: &Scenario,
    place: Written,
) -> Option<Warning> {
    let found = differences_of_designs(base, own);
    let differs = found.chosen || !found.happens.is_empty() || !found.yardstick.is_empty();
    (!differs).then(|| Warning {
        place,
        subject: format!("variants.{}", crate::base::dotted::written(name)),
        sentence: format!("The variant “{name}” is the base again: it changes nothing."),
        weight: Weight::Doubt,
    })
}

/// On all days on which the two are played.
fn differences_of_designs(base: &Scenario, own: &Scenario) -> Differences {
    match (&base.horizon, &own.horizon) {
        (Some(before), Some(after)) => {
            let mut found = Differences::default();
            horizons(before, after, (base, own), &mut found);
            found
        }
        _ => differences(base, own),
    }
}

fn differences(base: &Scenario, own: &Scenario) -> Differences {
    let mut found = Differences::default();
    scenarios(base, own, &mut found);
    for (before, after) in pairs(&base.contact_types, &own.contact_types, |it| &it.name) {
        contact_types(before, after, &mut found);
    }
    for (before, after) in pairs(&base.agent_groups, &own.agent_groups, |it| &it.name) {
        agent_groups(before, after, &mut found);
    }
    for group in &own.agent_groups {
        incentives(&base.agent_groups, group, &mut found);
    }
    found
}

/// Those that both have, by name. Both lists are sorted by it.
fn pairs<'a, T>(before: &'a [T], after: &'a [T], name: impl Fn(&T) -> &str) -> Vec<(&'a T, &'a T)> {
    let mate = |own: &'a T| {
        let found = after.binary_search_by(|other| name(other).cmp(name(own)));
        found.ok().map(|at| (own, &after[at]))
    };
    before.iter().filter_map(mate).collect()
}

fn scenarios(base: &Scenario, own: &Scenario, found: &mut Differences) {
    let Scenario {
        name: _,
        note: _,
        currency: _,
        day,
        busyness,
        lines,
        contact_types,
        agent_groups,
        routing,
        shrinkage_share,
        customers,
        prospects,
        costs,
        targets,
        run: _,
        precise_figures: _,
        steady_state,
        horizon,
        assumptions: _,
        remarks: _,
    } = base;
    found.chosen(*day == own.day && *steady_state == own.steady_state && *lines == own.lines);
    found.happens("busyness", *busyness == own.busyness);
    let names = |types: &[ContactType]| types.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
    found.happens("contact types", names(contact_types) == names(&own.contact_types));
    let names = |groups: &[AgentGroup]| groups.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
    found.chosen(names(agent_groups) == names(&own.agent_groups));
    let Routing { policy_name: _, policy, absence_probability } = routing;
    found.chosen(*policy == own.routing.policy);
    let absence = absence_probability.to_bits() == own.routing.absence_probability.to_bits();
    found.happens(
        "shrinkage",
        absence && shrinkage_share.to_bits() == own.shrinkage_share.to_bits(),
    );
    found.happens("effects on customers", *customers == own.customers);
    found.happens("costs", *costs == own.costs);
    found.happens("advertising", *prospects == own.prospects);
    found.chosen(horizon.is_none() == own.horizon.is_none());
    let Targets { formula, short_abandon_seconds, max_occupancy } = targets;
    found.yardstick("formula", *formula == own.targets.formula);
    let short = short_abandon_seconds.to_bits() == own.targets.short_abandon_seconds.to_bits();
    found.yardstick("short abandons", short);
    found.yardstick("target", *max_occupancy == own.targets.max_occupancy);
}

/// Which days there are is the same for all; what a day is may differ on any of them.
fn horizons(base: &Horizon, own: &Horizon, whole: (&Scenario, &Scenario), found: &mut Differences) {
    let Horizon { lead_in: _, days, lead_in_months, months, dated, costs } = base;
    found.chosen(*lead_in_months == own.lead_in_months && *months == own.months);
    found.chosen(*costs == own.costs);
    let kinds: BTreeSet<(Option<usize>, Option<usize>)> =
        days.iter().zip(&own.days).map(|(before, after)| (before.dated, after.dated)).collect();
    for (before, after) in kinds {
        let before = before.map_or(whole.0, |position| &dated[position]);
        let after = after.map_or(whole.1, |position| &own.dated[position]);
        found.add(differences(before, after));
    }
}

fn contact_types(base: &ContactType, own: &ContactType, found: &mut Differences) {
    let ContactType {
        name: _,
        display: _,
        arrivals,
        busyness,
        handle_time,
        wrap_up,
        patience,
        balking,
        waiting_places,
        redial,
        existing_customer_share,
        sale,
        resolution_probability,
        recovers_share,
        wait_is_felt,
        repeat,
        need_probability,
        offer,
        transfer_of_need,
        waiting_cost_per_minute,
        queue_share,
        among_idle_agents,
        target,
    } = base;
    found.happens("volume", *arrivals == own.arrivals);
    found.happens("busyness", *busyness == own.busyness);
    found.happens("handle time", *handle_time == own.handle_time && *wrap_up == own.wrap_up);
    found.happens("patience", *patience == own.patience);
    found.happens("balking", *balking == own.balking);
    found.chosen(*waiting_places == own.waiting_places);
    found.happens("redials", *redial == own.redial);
    let existing = existing_customer_share.to_bits() == own.existing_customer_share.to_bits();
    found.happens("existing customers", existing);
    found.happens("what is sold", *sale == own.sale);
    found.happens("resolution", *resolution_probability == own.resolution_probability);
    let recovers = recovers_share.to_bits() == own.recovers_share.to_bits();
    found.happens("resolution", recovers);
    found.happens("effects on customers", *wait_is_felt == own.wait_is_felt);
    found.happens("repeats", *repeat == own.repeat);
    found.happens("needs", need_probability.to_bits() == own.need_probability.to_bits());
    offers(offer.as_ref(), own.offer.as_ref(), found);
    transfers(transfer_of_need.as_ref(), own.transfer_of_need.as_ref(), found);
    let by_rule = waiting_cost_per_minute.to_bits() == own.waiting_cost_per_minute.to_bits()
        && queue_share.to_bits() == own.queue_share.to_bits();
    found.chosen(by_rule && *among_idle_agents == own.among_idle_agents);
    let Target { service_level, within_seconds } = target;
    found.yardstick("target", *service_level == own.target.service_level);
    let within = within_seconds.to_bits() == own.target.within_seconds.to_bits();
    found.yardstick("threshold", within);
}

/// Whether to offer, and when, is chosen; what comes of it happens.
fn offers(base: Option<&Offer>, own: Option<&Offer>, found: &mut Differences) {
    let (Some(base), Some(own)) = (base, own) else {
        return found.chosen(base.is_none() == own.is_none());
    };
    found.chosen(base.when == own.when);
    let outcome = Offer { when: base.when.clone(), ..own.clone() };
    found.happens("what an offer brings", *base == outcome);
}

/// Whether to hand over, where to and how often is chosen; what it takes happens.
fn transfers(base: Option<&TransferOfNeed>, own: Option<&TransferOfNeed>, found: &mut Differences) {
    let (Some(base), Some(own)) = (base, own) else {
        return found.chosen(base.is_none() == own.is_none());
    };
    found.chosen(base.to == own.to && base.probability.to_bits() == own.probability.to_bits());
    found.happens("handle time", base.handle_time == own.handle_time);
    found.happens("patience", base.patience == own.patience);
}

fn agent_groups(base: &AgentGroup, own: &AgentGroup, found: &mut Differences) {
    let AgentGroup {
        name: _,
        display: _,
        skills,
        staffing,
        homes,
        wage_per_hour,
        speed_cv,
        offers,
        incentive,
        among_waiting,
    } = base;
    found.chosen(incentive.name == own.incentive.name);
    found.chosen(*staffing == own.staffing && *homes == own.homes);
    found.chosen(*offers == own.offers && *among_waiting == own.among_waiting);
    found.happens("wages", wage_per_hour.to_bits() == own.wage_per_hour.to_bits());
    found.happens("speed of agents", speed_cv.to_bits() == own.speed_cv.to_bits());
    let takes = |skills: &[Skill]| skills.iter().map(|it| it.contact_type).collect::<Vec<_>>();
    found.chosen(takes(skills) == takes(&own.skills));
    for skill in skills {
        if let Some(other) = own.skills.iter().find(|it| it.contact_type == skill.contact_type) {
            pair(skill, other, found);
        }
    }
}

/// Which profile a group has is chosen; what a profile does and what it pays happens: that agents
/// work for it as they do for other pay is an assumption.
fn incentives(base: &[AgentGroup], own: &AgentGroup, found: &mut Differences) {
    let after = &own.incentive;
    let Some(name) = &after.name else { return };
    let before = base.iter().map(|it| &it.incentive).find(|it| it.name.as_ref() == Some(name));
    found.happens("incentive profiles", before.is_none_or(|before| before == after));
}

/// How a pair is routed is chosen; how well it works happens.
fn pair(base: &Skill, own: &Skill, found: &mut Differences) {
    let works = Skill {
        handle_time_factor: base.handle_time_factor,
        resolution_factor: base.resolution_factor,
        conversion_factor: base.conversion_factor,
        ..*own
    };
    found.chosen(*base == works);
    let routed = Skill {
        handle_time_factor: own.handle_time_factor,
        resolution_factor: own.resolution_factor,
        conversion_factor: own.conversion_factor,
        ..*base
    };
    found.happens("skills", *base == routed);
}
