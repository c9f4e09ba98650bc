//! Which contact types and agent groups are one queue, and why others are none.

use crate::random::Law;
use crate::scenario::Scenario;
use crate::scenario::model::{
    AgentGroup, AmongWaiting, ComplaintCount, ContactType, PolicyKind, Skill, Staffing,
};

/// Contact types that are alike to their agents, and those agents: one queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pool {
    /// Positions of contact types, in order.
    pub(super) types: Vec<usize>,
    /// Positions of agent groups that are ever on duty, in order.
    pub(super) groups: Vec<usize>,
}

/// Why something is no queue that theory knows.
type Reason = String;

impl Pool {
    /// The queue of a contact type.
    pub(super) fn of(scenario: &Scenario, own: usize) -> Result<Self, Reason> {
        let groups: Vec<usize> = (0..scenario.agent_groups.len())
            .filter(|&at| is_manned(&scenario.agent_groups[at]))
            .filter(|&at| skill(&scenario.agent_groups[at], own).is_some())
            .collect();
        let Some(&first) = groups.first() else { return Err("no agents take it".to_owned()) };
        let types = taken_by(&scenario.agent_groups[first]);
        for (at, group) in scenario.agent_groups.iter().enumerate() {
            let shares = taken_by(group).iter().any(|other| types.contains(other));
            let is_of_pool = groups.contains(&at) && taken_by(group) == types;
            if is_manned(group) && shares && !is_of_pool {
                return Err(shared(scenario, own, &groups));
            }
        }
        let pool = Self { types, groups };
        pool.check_ranks(scenario, own)?;
        for &at in &pool.types {
            check_contacts(scenario, at)?;
        }
        pool.check_agents(scenario)?;
        Ok(pool)
    }

    pub(super) fn types<'s>(
        &'s self,
        scenario: &'s Scenario,
    ) -> impl Iterator<Item = &'s ContactType> {
        self.types.iter().map(|&at| &scenario.contact_types[at])
    }

    pub(super) fn groups<'s>(
        &'s self,
        scenario: &'s Scenario,
    ) -> impl Iterator<Item = &'s AgentGroup> {
        self.groups.iter().map(|&at| &scenario.agent_groups[at])
    }

    fn skills<'s>(&'s self, scenario: &'s Scenario) -> impl Iterator<Item = &'s Skill> {
        self.groups(scenario).flat_map(|group| &group.skills)
    }

    /// Types that share agents must be alike and be taken in order of arrival.
    fn check_ranks(&self, scenario: &Scenario, own: usize) -> Result<(), Reason> {
        if self.types.len() == 1 {
            return Ok(());
        }
        let alike = |one: &ContactType, other: &ContactType| {
            one.handle_time == other.handle_time
                && one.wrap_up == other.wrap_up
                && one.patience == other.patience
                && one.balking == other.balking
                && one.waiting_places.is_none()
                && other.waiting_places.is_none()
        };
        let first = &scenario.contact_types[self.types[0]];
        let in_order = |group: &AgentGroup| {
            let Skill { priority, weight, .. } = group.skills[0];
            group.among_waiting == AmongWaiting::LongestWait
                && group.skills.iter().all(|it| it.priority.to_bits() == priority.to_bits())
                && group.skills.iter().all(|it| it.weight.to_bits() == weight.to_bits())
        };
        let is_one_queue = self.types(scenario).all(|other| alike(first, other))
            && self.groups(scenario).all(in_order)
            && scenario.routing.policy == PolicyKind::RuleTable;
        if is_one_queue { Ok(()) } else { Err(shared(scenario, own, &self.groups)) }
    }

    fn check_agents(&self, scenario: &Scenario) -> Result<(), Reason> {
        if scenario.lines.is_some() {
            return Err("telephone lines are limited".to_owned());
        }
        if scenario.routing.absence_probability > 0.0 {
            return Err("who is absent is drawn".to_owned());
        }
        for group in self.groups(scenario) {
            for skill in &group.skills {
                if skill.after_seconds > 0.0 {
                    let seconds = skill.after_seconds;
                    return Err(format!("agents of “{}” step in after {seconds} s", group.name));
                }
                if skill.keep_idle > 0 {
                    return Err(format!("agents of “{}” are kept in reserve", group.name));
                }
            }
        }
        let mut factors = self.skills(scenario).map(|skill| skill.handle_time_factor.to_bits());
        let first = factors.next();
        if factors.any(|factor| Some(factor) != first) {
            return Err("its agent groups differ in speed".to_owned());
        }
        let offering = self.groups(scenario).any(|group| group.offers);
        let mut types = self.types(scenario);
        if offering && types.any(|own| own.offer.as_ref().is_some_and(|it| !it.when.never)) {
            return Err("offers lengthen some contacts".to_owned());
        }
        Ok(())
    }

    /// How the scenario differs from a queue with exponential handle times and constant agents.
    pub(super) fn differences(&self, scenario: &Scenario) -> Vec<String> {
        let mut found = Vec::new();
        let own = &scenario.contact_types[self.types[0]];
        if own.wrap_up.is_some() {
            found.push("talk and wrap-up together are not exponential".to_owned());
        } else if !matches!(own.handle_time.law, Law::Exponential { .. }) {
            let cv = own.handle_time.law.cv();
            found.push(format!("handle time is not exponential (cv {cv:.2})"));
        }
        if own.handle_time.factors.windows(2).any(|pair| pair[0].to_bits() != pair[1].to_bits()) {
            found.push("handle time changes during the day".to_owned());
        }
        if self.groups(scenario).any(|group| group.speed_cv > 0.0) {
            found.push("agents differ in speed".to_owned());
        }
        if self.types(scenario).any(is_fixed) {
            found.push("volume is a fixed number".to_owned());
        }
        if self.types(scenario).any(|own| varies(scenario, own)) {
            found.push("volume varies from day to day and its mean is taken".to_owned());
        }
        if self.groups(scenario).any(has_breaks) {
            found.push("breaks wait for the end of a contact".to_owned());
        }
        if self.leave_by_name(scenario) {
            let named = "who is to leave finishes the contact in hand though another is idle";
            found.push(named.to_owned());
        }
        found
    }

    /// Whether agents leave while the centre is open other than as a count of all: persons at the
    /// ends of their shifts, or those of one group of several.
    fn leave_by_name(&self, scenario: &Scenario) -> bool {
        let several = self.groups.len() > 1;
        let closes =
            scenario.day.intervals as f64 * f64::from(scenario.day.interval_minutes) * 60.0;
        scenario.steady_state.is_none()
            && self.groups(scenario).any(|group| match &group.staffing {
                Staffing::Counter { productive, .. } => {
                    several && productive.windows(2).any(|pair| pair[1] < pair[0])
                }
                Staffing::Shifts(shifts) => shifts.iter().any(|shift| shift.end_seconds < closes),
            })
    }
}

fn skill(group: &AgentGroup, contact_type: usize) -> Option<&Skill> {
    group.skills.iter().find(|skill| skill.contact_type == contact_type)
}

fn taken_by(group: &AgentGroup) -> Vec<usize> {
    group.skills.iter().map(|skill| skill.contact_type).collect()
}

fn is_manned(group: &AgentGroup) -> bool {
    match &group.staffing {
        Staffing::Counter { productive, .. } => productive.iter().any(|&heads| heads > 0),
        Staffing::Shifts(shifts) => !shifts.is_empty(),
    }
}

/// "agents of “blended” take service too".
fn shared(scenario: &Scenario, own: usize, groups: &[usize]) -> Reason {
    for group in groups.iter().map(|&at| &scenario.agent_groups[at]) {
        let other = taken_by(group).into_iter().find(|&other| other != own);
        if let Some(other) = other {
            let name = &scenario.contact_types[other].name;
            return format!("agents of “{}” take {name} too", group.name);
        }
    }
    // Only reached where its own groups take nothing else, and then nobody shares.
    "its agents take other contacts too".to_owned()
}

/// Whether contacts come as a model can know: by their volume alone, and waiting without words.
fn check_contacts(scenario: &Scenario, position: usize) -> Result<(), Reason> {
    let own = &scenario.contact_types[position];
    if own.arrivals.times.is_some() {
        return Err("its contacts come at given times".to_owned());
    }
    if own.balking.as_ref().is_some_and(|balking| balking.announced_wait.is_some()) {
        return Err("customers are told how long they would wait".to_owned());
    }
    for (at, other) in scenario.contact_types.iter().enumerate() {
        let leads_here = |to: Option<usize>| to.unwrap_or(at) == position;
        if let Some(redial) = &other.redial
            && redial.probability > 0.0
            && redial.max_attempts != Some(1)
            && leads_here(redial.contact_type)
        {
            return Err("redials come on top of its volume".to_owned());
        }
        if let Some(repeat) = &other.repeat
            && repeat.probability > 0.0
            && other.resolution_probability.is_some_and(|resolved| resolved < 1.0)
            && leads_here(repeat.contact_type)
        {
            return Err("repeats come on top of its volume".to_owned());
        }
        if let Some(transfer) = &other.transfer_of_need
            && transfer.probability > 0.0
            && transfer.to == position
            && other.offer.as_ref().is_some_and(|offer| !offer.when.never)
        {
            return Err(format!("{} hands contacts over to it", other.name));
        }
        let complaint = other.sale.as_ref().filter(|sale| sale.overpromise_probability > 0.0);
        if let Some(complaint) = complaint.and_then(|sale| sale.complaint.as_ref())
            && complaint.contact_type == position
            && !matches!(complaint.count, ComplaintCount::Fixed(0))
        {
            return Err("complaints come on top of its volume".to_owned());
        }
    }
    Ok(())
}

fn is_fixed(own: &ContactType) -> bool {
    own.arrivals.kind == crate::scenario::model::ArrivalKind::Fixed
}

fn varies(scenario: &Scenario, own: &ContactType) -> bool {
    let mut factors = own.busyness.iter().map(|&at| &scenario.busyness[at]);
    factors.any(|factor| factor.cv > 0.0 || factor.interval_cv > 0.0)
}

fn has_breaks(group: &AgentGroup) -> bool {
    match &group.staffing {
        Staffing::Counter { .. } => false,
        Staffing::Shifts(shifts) => shifts.iter().any(|shift| !shift.breaks.is_empty()),
    }
}
