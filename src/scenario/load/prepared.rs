//! A base made ready for what is made of it: what the command line changes, what CSV files give,
//! and what is taken for what was not given.

use super::variants::days::base_with_days;
use crate::scenario::Scenario;
use crate::scenario::build::open_dates;
use crate::scenario::csv::inputs::{
    OfDates, fill_inputs, fill_inputs_by_date, fill_inputs_of_all_days,
};
use crate::scenario::overlay::changes::{Verb, is_early, step};
use crate::scenario::overlay::{Draft, Fill};
use crate::scenario::shape::Shape;
use crate::scenario::shape::tables::SCENARIO;
use crate::scenario::shape::validate::validate;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::texts::Folder;
use crate::scenario::text::tree::{Member, Node, Value};

/// What is said of the scenario and its variants, and is no part of them.
pub(super) const BESIDE_IT: [&str; 4] = ["variants", "contrasts", "checks", "sweep"];

/// A base after CSV, defaults and the command line.
#[derive(Clone, Debug)]
pub(crate) struct Prepared {
    pub(crate) tree: Node,
    /// The same of dates of its horizon of which files have other rows.
    pub(crate) dated: Vec<OfDates>,
}

impl Prepared {
    /// The scenario that it is; verbs of its days read from the files of a folder.
    pub(crate) fn built(&self, folder: &Folder, problems: &mut Problems) -> Option<Scenario> {
        let fill = filling(folder);
        base_with_days(&Draft::of(&self.tree, &fill), &self.dated, problems)
    }
}

/// The base after CSV, defaults and the command line.
pub(crate) fn prepared(
    mut tree: Node,
    folder: &Folder,
    changes: Vec<Verb>,
    problems: &mut Problems,
    echo: &mut Vec<String>,
) -> Prepared {
    if let Value::Object(members) = &mut tree.value {
        members.retain(|member| !BESIDE_IT.contains(&&*member.key));
    }
    let (early, late): (Vec<Verb>, Vec<Verb>) = changes.into_iter().partition(is_early);
    // Hours, dates and inputs decide how the rest is read, so they are changed before it is.
    tree = changed(tree, early, &|_, _, _| {}, problems);
    let dates = open_dates(&tree);
    let mut dated = fill_inputs_by_date(&mut tree, folder, &dates, problems, echo);
    for OfDates { tree, .. } in &mut dated {
        // What is wrong is wrong on all days.
        let (late, fill) = (late.clone(), filling(folder));
        *tree = changed(tree.clone(), late, &fill, &mut Problems::default());
    }
    Prepared { tree: changed(tree, late, &filling(folder), problems), dated }
}

/// Fills in what a tree reads from files of a folder.
pub(super) fn filling(folder: &Folder) -> impl Fn(&mut Node, &mut Problems, &mut Vec<String>) {
    |tree, problems, echo| match open_dates(tree)[..] {
        [] => fill_inputs(tree, folder, problems, echo),
        ref dates => fill_inputs_of_all_days(tree, folder, dates, problems, echo),
    }
}

/// The tree after some verbs, in their order; all of one kind in a row are done as one.
fn changed(tree: Node, verbs: Vec<Verb>, fill: Fill<'_>, problems: &mut Problems) -> Node {
    let mut steps: Vec<(&str, Vec<Member>)> = Vec::new();
    for (name, member) in verbs {
        match steps.last_mut() {
            Some((last, members)) if *last == name => members.push(member),
            _ => steps.push((name, vec![member])),
        }
    }
    if steps.is_empty() {
        return tree;
    }
    let mut draft = Draft::of(&tree, fill);
    for (name, members) in steps {
        draft.apply(&step(name, members), problems);
    }
    validate(&draft.tree, &Shape::Object(&SCENARIO), problems);
    draft.tree
}
