//! A base some of whose numbers are not known, in the file or in what the command line sets: one
//! scenario for each choice of them.

use super::between::{self, Unknown};
use crate::base::dotted::{Step, steps};
use crate::scenario::Scenario;
use crate::scenario::load::prepared::prepared;
use crate::scenario::overlay::changes::{Override, Verb, verb};
use crate::scenario::overlay::rivals;
use crate::scenario::shape::Shape;
use crate::scenario::shape::tables::SCENARIO;
use crate::scenario::shape::validate::validate;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::texts::Folder;
use crate::scenario::text::tree::Node;

/// A base before CSV, defaults and the command line.
#[derive(Clone, Debug)]
pub(crate) struct Unsettled {
    /// With the middle in place of what is not known.
    pub(crate) tree: Node,
    /// Where its names lead.
    pub(crate) folder: Folder,
    /// What the command line changes, with the middle in place of what is not known.
    pub(crate) changes: Vec<Verb>,
    pub(crate) unknowns: Vec<Unknown>,
}

impl Unsettled {
    /// A file with what is unknown in it, and the command line over it: what that sets is no longer
    /// unknown, or is in another way.
    pub(crate) fn new(
        (tree, mut unknowns): (Node, Vec<Unknown>),
        folder: Folder,
        overrides: &[Override],
        problems: &mut Problems,
    ) -> Self {
        let mut changes: Vec<Verb> =
            overrides.iter().zip(1..).map(|(change, line)| verb(change, line)).collect();
        unknowns.retain(|unknown| !changes.iter().any(|change| settles(change, unknown)));
        for at in 0..changes.len() {
            let (own, later) = changes[at..].split_first_mut().expect("there is one at `at`");
            let found = between::take_out_of(own, at, problems);
            let is_left = |unknown: &Unknown| !later.iter().any(|change| settles(change, unknown));
            unknowns.extend(found.into_iter().filter(is_left));
        }
        Self { tree, folder, changes, unknowns }
    }

    /// The scenario in which every number is known.
    pub(crate) fn at(
        &self,
        value: &dyn Fn(&Unknown) -> f64,
        problems: &mut Problems,
    ) -> Option<Scenario> {
        let tree = between::at(&self.tree, &self.unknowns, value);
        let changes = between::changes_at(&self.changes, &self.unknowns, value);
        validate(&tree, &Shape::Object(&SCENARIO), problems);
        prepared(tree, &self.folder, changes, problems, &mut Vec::new())
            .built(&self.folder, problems)
    }
}

/// Whether a change puts something in the place of what was not known, or of what that is part of.
fn settles((name, member): &Verb, unknown: &Unknown) -> bool {
    let (Some(set), Some(own)) = (steps(&member.key), steps(&unknown.path)) else { return false };
    let Some(upper) = own.get(..set.len()).filter(|_| *name == "set") else { return false };
    let same = |set: &Step, own: &Step| *set == Step::Every || set == own;
    let (Some((last, before)), Some((own, above))) = (set.split_last(), upper.split_last()) else {
        return false;
    };
    let rival = match (last, own) {
        (Step::Key(set), Step::Key(own)) => rivals(set).any(|rival| rival == own),
        _ => false,
    };
    before.iter().zip(above).all(|(set, own)| same(set, own)) && (rival || same(last, own))
}
