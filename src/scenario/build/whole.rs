//! The scenario put together from its parts.

use super::assumptions::assumptions;
use super::book::Book;
use super::contacts::contact_type;
use super::days::{horizon, steady_state};
use super::groups::{agent_group, constant_shrinkage};
use super::read::{Entry, number, number_or, text, whole};
use super::{customers, routing, sizes};
use crate::base::Date;
use crate::measures::figure_name::Names;
use crate::scenario::asked::figures;
use crate::scenario::limits::MOST_AGENTS;
use crate::scenario::meant::warnings;
use crate::scenario::model::{
    BusynessFactor, PreciseFigure, Remarks, Replications, RunSettings, Scenario,
};
use crate::scenario::overlay::Homes;
use crate::scenario::shape::is_note;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node, Value};
use crate::scenario::text::words::quoted;
use crate::stats::sequential::Margin;

/// A scenario of some dates of a horizon, as a tree like the one that has the horizon.
pub(crate) struct Dated<'a> {
    pub(crate) tree: &'a Node,
    pub(crate) homes: &'a Homes,
    pub(crate) dates: &'a [Date],
}

/// Builds the scenario of a tree that has been validated and whose inputs have been filled in.
/// Agents are those of `homes`, where a what-if has moved some. `dated` are trees of dates that
/// differ from it, where it has a horizon. Nothing if anything is wrong.
pub(crate) fn build(
    root: &Node,
    homes: &Homes,
    dated: &[Dated<'_>],
    problems: &mut Problems,
) -> Option<Scenario> {
    let mut own = Problems::default();
    let scenario = joined(root, homes, dated, &mut own);
    let sound = own.is_empty();
    problems.append(own);
    scenario.filter(|_| sound)
}

/// The scenario with the days of its horizon.
fn joined(
    root: &Node,
    homes: &Homes,
    dated: &[Dated<'_>],
    problems: &mut Problems,
) -> Option<Scenario> {
    let book = Book::of(root, problems);
    let mut scenario = scenario(&book, homes, problems)?;
    horizon::check_together(&book, problems);
    let customers = scenario.customers.as_ref();
    scenario.horizon = horizon::calendar(&book, customers, problems).map(Box::new);
    scenario.assumptions.extend(horizon::lead_in_taken(&scenario, root));
    if !problems.is_empty() {
        return None;
    }
    let of_all_days = warnings(&scenario, root);
    scenario.remarks.warnings.clone_from(&of_all_days);
    let mut trees = Vec::new();
    for Dated { tree, homes, dates } in dated {
        let Some(horizon) = &mut scenario.horizon else { break };
        if !horizon::have_days(horizon, dates) {
            continue;
        }
        let own = self::scenario(&Book::of(tree, problems), homes, problems)?;
        if !problems.is_empty() {
            return None;
        }
        scenario.remarks.warnings.extend(horizon::warnings_of(&own, tree, dates, &of_all_days));
        horizon::put(horizon, own, dates);
        trees.push(*tree);
    }
    horizon::check_sizes(&scenario, root, &trees, problems);
    Some(scenario)
}

/// Half the width of an interval has this confidence unless the file says otherwise.
const DEFAULT_CONFIDENCE: f64 = 0.95;

/// Everything of a scenario; nothing when there is no day to build it on.
fn scenario(book: &Book<'_>, homes: &Homes, problems: &mut Problems) -> Option<Scenario> {
    let root = book.root;
    let contact_types: Vec<_> =
        book.types.iter().map(|entry| contact_type(entry, book, problems)).collect();
    let mut room = MOST_AGENTS;
    let group = |entry| agent_group(entry, book, homes, &mut room, problems);
    let agent_groups: Vec<_> = book.groups.iter().map(group).collect();
    let targets = customers::targets(book, problems);
    let in_horizon = root.get("horizon").is_some();
    let customers = root.get("customers").map(|node| customers::customers(node, in_horizon));
    let prospects = customers::prospects(book, customers.as_ref(), problems);
    let scenario = Scenario {
        name: text(root, "name").unwrap_or_default(),
        note: text(root, "note"),
        currency: text(root, "currency").unwrap_or_default(),
        day: book.day.clone()?,
        busyness: book.busyness.iter().map(busyness_factor).collect(),
        lines: whole(root, "lines"),
        contact_types,
        agent_groups,
        routing: routing::routing(root),
        shrinkage_share: constant_shrinkage(root),
        customers,
        prospects,
        costs: customers::costs(root),
        targets,
        run: run_settings(root.get("run")),
        precise_figures: Vec::new(),
        steady_state: None,
        horizon: None,
        assumptions: assumptions(book),
        remarks: Remarks::default(),
    };
    sizes::check(&scenario, book, problems);
    let mut scenario = steady_state::frozen(scenario, book, problems)?;
    // A steady state has no figures of intervals.
    scenario.precise_figures = precise_figures(root, &figures::names(&scenario), problems);
    Some(scenario)
}

fn busyness_factor(entry: &Entry<'_>) -> BusynessFactor {
    BusynessFactor {
        name: entry.name.to_owned(),
        cv: number_or(entry.node, "cv", 0.0),
        interval_cv: number_or(entry.node, "interval_cv", 0.0),
        interval_correlation: number_or(entry.node, "interval_correlation", 0.0),
    }
}

fn run_settings(node: Option<&Node>) -> RunSettings {
    let or_default = |key, default| node.map_or(default, |node| number_or(node, key, default));
    RunSettings {
        replications: node.and_then(replications),
        precision: node.and_then(|node| number(node, "precision")),
        confidence: or_default("confidence", DEFAULT_CONFIDENCE),
        // A whole number up to 2^53 - 1, as the shape checks have seen to.
        seed: or_default("seed", 1.0) as u64,
    }
}

/// The figures that a file names for `auto`, each with its margin.
fn precise_figures(root: &Node, names: &Names, problems: &mut Problems) -> Vec<PreciseFigure> {
    let named = root.get("run").and_then(|run| run.get("precision")).map_or(&[][..], Node::members);
    let precise = |member: &Member| {
        let figure = figures::read(&member.key, &member.place, names, problems);
        let margin = match &member.node.value {
            Value::Number(number, _) => Some(Margin::Absolute(*number)),
            Value::Text(text) => Margin::read(text),
            _ => return None,
        };
        if margin.is_none() {
            problems.add(&member.node.place, quoted(&member.node), Margin::WANTED);
        }
        if let (Some(figure), Some(Margin::Absolute(margin))) = (&figure, margin)
            && let Some(wanted) = figures::no_share(figure, margin)
        {
            problems.add(&member.node.place, quoted(&member.node), wanted);
        }
        Some(PreciseFigure { figure: figure?, margin: margin? })
    };
    named.iter().filter(|member| !is_note(member)).filter_map(precise).collect()
}

/// A number, or the word `auto`.
fn replications(node: &Node) -> Option<Replications> {
    match text(node, "replications") {
        Some(_) => Some(Replications::Auto),
        None => whole(node, "replications").map(Replications::Number),
    }
}
