//! The figures that are kept of every single replication: few, and those that are asked for first.

use crate::base::dotted::written;
use crate::measures::figure_name::{FigureName, Names};
use crate::measures::plan::Plan;

/// Of each contact type, and of the whole centre.
const OF_CONTACTS: [&str; 9] = [
    "offered",
    "answered",
    "abandoned",
    "abandon_rate",
    "service_level",
    "asa_seconds",
    "mean_wait_seconds",
    "wait_p90_seconds",
    "revenue",
];

/// Of each agent group.
const OF_GROUPS: [&str; 1] = ["occupancy"];

/// Of the whole centre beside them.
const OF_TOTAL: [&str; 4] = ["contribution", "wages", "customers_lost", "net_value"];

/// All of them for a plan, contact types and agent groups in name order.
#[must_use]
pub(crate) fn key_figures(plan: &Plan) -> Vec<FigureName> {
    let names = Names::of(plan);
    let of = |level: &str, name: &str, keys: &[&str]| -> Vec<String> {
        keys.iter().map(|key| format!("{level}.{}.{key}", written(name))).collect()
    };
    let types = plan.contact_types.iter().flat_map(|name| of("contact_types", name, &OF_CONTACTS));
    let groups = plan.groups.iter().flat_map(|name| of("agent_groups", name, &OF_GROUPS));
    let total = OF_CONTACTS.iter().chain(&OF_TOTAL).map(|key| format!("total.{key}"));
    let read = |path: String| FigureName::read(&path, &names).expect("the registry has it");
    types.chain(groups).chain(total).map(read).collect()
}
