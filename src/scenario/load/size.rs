//! How large a base and its variants are together, against what they may be.

use crate::random::Law;
use crate::scenario::limits::{
    CELLS_OF_A_HISTOGRAM, MOST_AGENTS_IN_ALL, MOST_CELLS_BY_DATE, MOST_DATED_IN_ALL,
    MOST_OBSERVED_IN_ALL, MOST_SUMS_IN_ALL, MOST_VALUES,
};
use crate::scenario::model::{ContactType, Scenario};
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Node, Place, Value};

/// Characters of a text that weigh as much as a number.
const CHARACTERS_OF_A_VALUE: usize = 64;

/// Sums over scenarios.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Size {
    agents: usize,
    sums: usize,
    observed: usize,
    /// Kinds of days that differ from the file, and their numbers.
    dated: usize,
    cells: usize,
}

impl Size {
    /// Adds a scenario. Where that is too much, this is a problem at `place`.
    pub(crate) fn add(&mut self, scenario: &Scenario, place: &Place, problems: &mut Problems) {
        let (types, groups) = (scenario.contact_types.len(), scenario.agent_groups.len());
        let dated = scenario.horizon.as_ref().map_or(&[][..], |horizon| &horizon.dated);
        self.dated += dated.len();
        for own in std::iter::once(scenario).chain(dated) {
            self.agents += own.agent_groups.iter().map(|group| group.homes.len()).sum::<usize>();
            self.observed += own.contact_types.iter().map(observed).sum::<usize>();
        }
        self.cells += dated.len() * (types + groups) * scenario.day.intervals;
        self.sums += (types + groups) * scenario.day.intervals + types * CELLS_OF_A_HISTOGRAM;
        for (found, what, most) in [
            (self.agents, "agents", MOST_AGENTS_IN_ALL),
            (self.sums, "sums by contact type, group and interval", MOST_SUMS_IN_ALL),
            (self.observed, "observed values", MOST_OBSERVED_IN_ALL),
            (self.dated, "kinds of days that differ from the file", MOST_DATED_IN_ALL),
            (self.cells, "numbers of such kinds of days", MOST_CELLS_BY_DATE),
        ] {
            if found > most {
                let found = format!("{found} {what}, with all scenarios before");
                problems.add(place, found, format!("at most {most}"));
            }
        }
    }
}

/// Values that the laws of a contact type were observed in.
fn observed(own: &ContactType) -> usize {
    let sale = own.sale.as_ref();
    let transfer = own.transfer_of_need.as_ref();
    let offer = own.offer.as_ref();
    let laws = [
        Some(&own.handle_time.law),
        own.wrap_up.as_ref(),
        own.patience.as_ref(),
        own.balking.as_ref().and_then(|balking| balking.announced_wait.as_ref()),
        own.redial.as_ref().map(|redial| &redial.delay),
        own.repeat.as_ref().map(|repeat| &repeat.delay),
        sale.map(|sale| &sale.revenue),
        sale.and_then(|sale| sale.complaint.as_ref()).map(|complaint| &complaint.delay),
        offer.map(|offer| &offer.handle_time),
        offer.map(|offer| &offer.revenue),
        transfer.and_then(|transfer| transfer.handle_time.as_ref()),
        transfer.and_then(|transfer| transfer.patience.as_ref()),
    ];
    laws.into_iter().flatten().map(values).sum()
}

fn values(law: &Law) -> usize {
    match law {
        Law::Empirical { values } => values.len(),
        Law::Mixture { parts } => parts.iter().map(|(_, law)| values(law)).sum(),
        _ => 0,
    }
}

/// Values in a tree, long texts counted as several.
pub(crate) fn weight(node: &Node) -> usize {
    1 + match &node.value {
        Value::Text(text) => text.len() / CHARACTERS_OF_A_VALUE,
        Value::List(items) => items.iter().map(weight).sum(),
        Value::Object(members) => members.iter().map(|member| weight(&member.node)).sum(),
        Value::Null | Value::Bool(_) | Value::Number(..) => 0,
    }
}

/// Whether a tree that would weigh so much is too large, which is then a problem at `place`.
pub(crate) fn is_too_large(weight: usize, place: &Place, problems: &mut Problems) -> bool {
    let is = weight > MOST_VALUES;
    if is {
        let wanted = format!("at most {MOST_VALUES}");
        problems.add(place, format!("a scenario of {weight} values"), wanted);
    }
    is
}
