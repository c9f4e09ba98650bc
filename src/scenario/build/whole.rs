//! The scenario put together from its parts.

use std::borrow::Cow;

use super::assumptions::assumptions;
use super::book::Book;
use super::contacts::contact_type;
use super::days::{Kind, horizon, steady_state};
use super::groups::{agent_group, constant_shrinkage};
use super::read::{Entry, number, number_or, text, whole};
use super::{customers, routing, sizes};
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

/// Builds the scenario of a tree that has been validated and whose inputs have been filled in.
/// Agents are those of `homes`, where a what-if has moved some. The open days of a horizon are all
/// the same. Nothing if anything is wrong.
pub(crate) fn build(root: &Node, homes: &Homes, problems: &mut Problems) -> Option<Scenario> {
    let scenario = alone(root, homes, problems)?;
    joined(scenario, (root, homes), Vec::new(), problems)
}

/// The same but for what kinds of days may change: its figures by name, and its size.
pub(crate) fn alone(root: &Node, homes: &Homes, problems: &mut Problems) -> Option<Scenario> {
    if_sound(problems, |problems| {
        let book = Book::of(root, problems);
        let mut scenario = scenario(&book, homes, problems)?;
        horizon::check_together(&book, problems);
        let customers = scenario.customers.as_ref();
        scenario.horizon = horizon::calendar(&book, customers, problems).map(Box::new);
        scenario.assumptions.extend(horizon::lead_in_taken(&scenario, root));
        scenario.remarks.warnings = warnings(&scenario, root);
        if !problems.is_empty() {
            // Everything that is wrong is said at once.
            figured(scenario, root, problems);
            return None;
        }
        Some(scenario)
    })
}

/// What a tree like that of a horizon says of a day of it.
pub(crate) fn of_a_day(root: &Node, homes: &Homes, problems: &mut Problems) -> Option<Scenario> {
    if_sound(problems, |problems| scenario(&Book::of(root, problems), homes, problems))
}

/// A scenario with the kinds of days of its horizon, all of which have the same contact types and
/// agent groups then.
pub(crate) fn joined(
    mut scenario: Scenario,
    (root, homes): (&Node, &Homes),
    mut kinds: Vec<Kind>,
    problems: &mut Problems,
) -> Option<Scenario> {
    let Some(mut horizon) = scenario.horizon.take() else {
        return figured(scenario, root, problems);
    };
    let of_all_days = scenario.remarks.warnings.clone();
    for kind in &kinds {
        let own = horizon::warnings_of(kind, &horizon, &of_all_days);
        scenario.remarks.warnings.extend(own);
    }
    let mut root = Cow::Borrowed(root);
    if !kinds.iter().all(|kind| horizon::have_the_same_names(&kind.scenario, &scenario)) {
        let trees: Vec<Node> = kinds.iter().map(|kind| kind.tree.clone()).collect();
        let all: Vec<&Node> = std::iter::once(&*root).chain(&trees).collect();
        let whole = horizon::completed(&root, &all);
        let own = of_a_day(&whole, homes, problems)?;
        let Scenario { assumptions, remarks, .. } = scenario;
        scenario = Scenario { assumptions, remarks, ..own };
        for kind in &mut kinds {
            kind.tree = horizon::completed(&kind.tree, &all);
            kind.scenario = of_a_day(&kind.tree, &kind.homes, problems)?;
        }
        root = Cow::Owned(whole);
    }
    let mut trees = Vec::new();
    for Kind { tree, scenario, dates, .. } in kinds {
        horizon::put(&mut horizon, scenario, &dates);
        trees.push(tree);
    }
    scenario.horizon = Some(horizon);
    if_sound(problems, |problems| {
        horizon::check_sizes(&scenario, &root, &trees, problems);
        figured(scenario, &root, problems)
    })
}

/// With the figures that the file names for `auto`.
fn figured(mut scenario: Scenario, root: &Node, problems: &mut Problems) -> Option<Scenario> {
    let mut own = Problems::default();
    scenario.precise_figures = precise_figures(root, &figures::names(&scenario), &mut own);
    let sound = own.is_empty();
    problems.append(own);
    sound.then_some(scenario)
}

/// What is made where nothing is wrong with it.
fn if_sound<T>(
    problems: &mut Problems,
    make: impl FnOnce(&mut Problems) -> Option<T>,
) -> Option<T> {
    let mut own = Problems::default();
    let made = make(&mut own);
    let sound = own.is_empty();
    problems.append(own);
    made.filter(|_| sound)
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
    steady_state::frozen(scenario, book, problems)
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
