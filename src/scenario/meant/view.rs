//! A scenario as the kinds of warnings look at it: who comes, who is there, and when.

use crate::base::dotted;
use crate::scenario::model::{AgentGroup, ContactType, Scenario, Shift, Skill, Staffing};
use crate::scenario::model::{Warning, Weight};
use crate::scenario::shape::defaults::is_default;
use crate::scenario::text::clock;
use crate::scenario::text::tree::Written;
use crate::scenario::text::tree::{Member, Node};

/// A checked scenario and the tree that it was made from.
pub(super) struct View<'a> {
    pub(super) scenario: &'a Scenario,
    root: &'a Node,
    /// For each contact type, whether any contact of it can come.
    comes: Vec<bool>,
}

/// A stretch of the day, in seconds since opening.
pub(super) type Stretch = (f64, f64);

impl<'a> View<'a> {
    pub(super) fn of(scenario: &'a Scenario, root: &'a Node) -> Self {
        Self { scenario, root, comes: coming(&scenario.contact_types) }
    }

    /// The contact types with their positions, in the planner's order.
    pub(super) fn types(&self) -> Vec<(usize, &'a ContactType)> {
        let mut types: Vec<_> = self.scenario.contact_types.iter().enumerate().collect();
        types.sort_by_key(|(_, own)| own.display);
        types
    }

    /// The agent groups in the planner's order.
    pub(super) fn groups(&self) -> Vec<&'a AgentGroup> {
        let mut groups: Vec<_> = self.scenario.agent_groups.iter().collect();
        groups.sort_by_key(|own| own.display);
        groups
    }

    /// Whether any contact of a type can come: by its own volume, or because another leads to it.
    pub(super) fn comes(&self, contact_type: usize) -> bool {
        self.comes[contact_type]
    }

    /// The groups that take a type, each with its skill.
    pub(super) fn takers(&self, contact_type: usize) -> Vec<(&'a AgentGroup, &'a Skill)> {
        let groups = self.scenario.agent_groups.iter();
        let taker = |group: &'a AgentGroup| {
            let mut skills = group.skills.iter();
            skills.find(|skill| skill.contact_type == contact_type).map(|skill| (group, skill))
        };
        groups.filter_map(taker).collect()
    }

    /// A warning about what stands under these keys, or what is nearest to it in the file.
    pub(super) fn warning(&self, keys: &[&str], weight: Weight, sentence: String) -> Warning {
        let subject = keys.iter().map(|key| dotted::written(key)).collect::<Vec<_>>().join(".");
        let mut place = Written::from(&self.root.place);
        let mut node = self.root;
        for key in keys {
            let found = node.members().iter().find(|member| member.key == *key);
            let Some(Member { place: own, node: inner, .. }) = found else { break };
            (place, node) = (Written::from(own), inner);
        }
        Warning { place, subject, sentence, weight }
    }

    /// The value under these keys, where the planner gave one.
    pub(super) fn given(&self, keys: &[&str]) -> Option<&'a Node> {
        let mut node = self.root;
        for key in keys {
            let inner = node.get(key).filter(|inner| !is_default(node, inner))?;
            node = inner;
        }
        Some(node)
    }

    /// The clock at so many seconds after opening.
    pub(super) fn clock(&self, seconds: f64) -> String {
        let minutes = u64::from(self.scenario.day.opens_minute) + (seconds / 60.0).round() as u64;
        let closes = seconds >= self.scenario.day.open_seconds();
        match minutes % (24 * 60) {
            0 if closes => "24:00".to_owned(),
            minute => clock::text(minute as u32),
        }
    }

    /// Whether the whole of the day is one stretch.
    pub(super) fn is_whole_day(&self, (from, to): Stretch) -> bool {
        from <= 0.0 && to >= self.scenario.day.open_seconds()
    }

    /// The stretch of an interval.
    pub(super) fn interval(&self, interval: usize) -> Stretch {
        let length = f64::from(self.scenario.day.interval_minutes) * 60.0;
        (interval as f64 * length, (interval + 1) as f64 * length)
    }
}

/// Which contact types come: those with volume, and those that these lead to.
fn coming(types: &[ContactType]) -> Vec<bool> {
    let mut comes: Vec<bool> =
        types.iter().map(|own| own.arrivals.expected.iter().any(|&number| number > 0.0)).collect();
    for _ in 0..types.len() {
        let before = comes.clone();
        for (_, own) in types.iter().enumerate().filter(|(at, _)| before[*at]) {
            let led_to = [
                own.redial.as_ref().and_then(|it| it.contact_type),
                own.repeat.as_ref().and_then(|it| it.contact_type),
                own.transfer_of_need.as_ref().map(|it| it.to),
                own.sale.as_ref().and_then(|it| it.complaint.as_ref()).map(|it| it.contact_type),
            ];
            led_to.into_iter().flatten().for_each(|to| comes[to] = true);
        }
        if comes == before {
            break;
        }
    }
    comes
}

/// The most agents of a group that are ever on duty together.
pub(super) fn most_on_duty(group: &AgentGroup) -> u32 {
    match &group.staffing {
        Staffing::Counter { productive, .. } => productive.iter().copied().max().unwrap_or(0),
        Staffing::Shifts(shifts) => {
            let mut moves: Vec<(f64, i64)> = shifts.iter().flat_map(steps).collect();
            // Who leaves goes before who comes.
            moves.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let mut here = 0_i64;
            let most = moves.iter().map(|(_, step)| {
                here += step;
                here
            });
            most.max().map_or(0, |most| u32::try_from(most).unwrap_or(0))
        }
    }
}

/// When a person comes and goes.
fn steps(shift: &Shift) -> Vec<(f64, i64)> {
    present(shift).into_iter().flat_map(|(from, to)| [(from, 1), (to, -1)]).collect()
}

/// The stretches in which a person is on duty: the shift without its breaks.
pub(super) fn present(shift: &Shift) -> Vec<Stretch> {
    let mut from = shift.start_seconds;
    let mut stretches = Vec::new();
    for &(begins, ends) in &shift.breaks {
        stretches.push((from, begins));
        from = ends;
    }
    stretches.push((from, shift.end_seconds));
    stretches.retain(|(from, to)| from < to);
    stretches
}
