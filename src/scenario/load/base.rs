//! The base of a file, the file itself or the one that it names: read, checked and made ready for
//! variants.

use std::rc::Rc;

use super::prepared::{BESIDE_IT, Prepared, prepared};
use super::source::Source;
use crate::base::visible::visible;
use crate::scenario::Scenario;
use crate::scenario::asked::between::{self, Unknown};
use crate::scenario::asked::unsettled::Unsettled;
use crate::scenario::csv::inputs::OfDates;
use crate::scenario::limits::LONGEST_JSON;
use crate::scenario::model::Horizon;
use crate::scenario::shape::defaults::number_at;
use crate::scenario::shape::tables::{SCENARIO, file_shape};
use crate::scenario::shape::validate::validate;
use crate::scenario::shape::{Shape, members_of};
use crate::scenario::text::bytes;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::texts::Folder;
use crate::scenario::text::tree::{Member, Node, Place, Value};

/// The base scenario's file.
struct BaseFile {
    /// With the middle in place of what is not known.
    tree: Node,
    /// Where its names lead.
    folder: Folder,
    /// What is not known.
    unknowns: Vec<Unknown>,
}

impl BaseFile {
    fn of(mut tree: Node, folder: Folder, problems: &mut Problems) -> Self {
        let unknowns = between::take_out(&mut tree, problems);
        validate(&tree, &Shape::Object(&SCENARIO), problems);
        Self { tree, folder, unknowns }
    }
}

/// A base that was read: what variants are made from.
#[derive(Clone, Debug)]
pub(crate) struct Ground {
    /// After CSV, defaults and the command line.
    pub(crate) tree: Node,
    /// The same of dates of its horizon of which files have other rows.
    pub(super) dated: Vec<OfDates>,
    /// Where its names lead.
    pub(super) folder: Folder,
    /// Where it is wrong: a variant need not say it again.
    pub(super) known: Vec<Place>,
    /// The files that it was read from.
    pub(super) files: Vec<Rc<str>>,
    /// The base before all that, where some of its numbers are not known.
    pub(super) unsettled: Option<Unsettled>,
}

/// Reads and checks the base of a file, the file itself or the one that it names; and gives what
/// the file says beside it.
pub(super) fn ground(
    root: Node,
    source: &Source,
    problems: &mut Problems,
    echo: &mut Vec<String>,
) -> Option<(Node, Ground, Option<Scenario>)> {
    let (beside, file) = base_file(root, source.folder(), problems, echo)?;
    let BaseFile { tree, folder, unknowns } = file;
    let unsettled = Unsettled::new((tree, unknowns), folder.clone(), &source.overrides, problems);
    let changes = unsettled.changes.clone();
    // A long file is not copied for nothing.
    let (tree, unsettled) = match unsettled.unknowns[..] {
        [] => (unsettled.tree, None),
        _ => (unsettled.tree.clone(), Some(unsettled)),
    };
    let prepared = prepared(tree, &folder, changes, problems, echo);
    let base = prepared.built(&folder, problems);
    let Prepared { mut tree, mut dated } = prepared;
    if let Some(horizon) = base.as_ref().and_then(|base| base.horizon.as_deref()) {
        keep_lead_in(&mut tree, horizon);
        for day in &mut dated {
            keep_lead_in(&mut day.tree, horizon);
        }
    }
    if beside.place.file != tree.place.file {
        problems.reads_last(&beside.place.file);
    }
    let known = problems.clone().sorted().into_iter().map(|problem| problem.place).collect();
    if let Some(unsettled) = &unsettled {
        for end in [Unknown::low, Unknown::high] {
            unsettled.at(&end, problems);
        }
        echo.extend(unsettled.unknowns.iter().map(Unknown::sentence));
    }
    let files = problems.order().to_vec();
    Some((beside, Ground { tree, dated, folder, known, files, unsettled }, base))
}

/// The lead-in of the base is that of its variants, whatever their customers remember.
fn keep_lead_in(tree: &mut Node, horizon: &Horizon) {
    let Some(node) = tree.get_mut("horizon") else { return };
    if node.get("lead_in_months").is_none() {
        let months = number_at(f64::from(horizon.lead_in_months), &node.place);
        node.set("lead_in_months", months);
    }
}

/// Reads the base's file, the file itself or the one that it names; and gives what the file says
/// beside it.
fn base_file(
    root: Node,
    folder: Folder,
    problems: &mut Problems,
    echo: &mut Vec<String>,
) -> Option<(Node, BaseFile)> {
    if let Some(base) = root.get("base") {
        validate(&root, &Shape::Object(file_shape(&root)), problems);
        let file = base_of(&root, base, &folder, problems, echo)?;
        return Some((root, file));
    }
    let file = BaseFile::of(root, folder, problems);
    let (beside, tree) = apart(file.tree);
    Some((beside, BaseFile { tree, ..file }))
}

/// Reads and checks the file that a what-if names.
fn base_of(
    root: &Node,
    base: &Node,
    folder: &Folder,
    problems: &mut Problems,
    echo: &mut Vec<String>,
) -> Option<BaseFile> {
    let (tree, folder) = named_base(root, base, folder, problems, echo)?;
    Some(BaseFile::of(tree, folder, problems))
}

/// The base that a what-if names, as it is written but for what the what-if calls it; and where
/// its own names lead.
pub(super) fn named_base(
    root: &Node,
    base: &Node,
    folder: &Folder,
    problems: &mut Problems,
    echo: &mut Vec<String>,
) -> Option<(Node, Folder)> {
    let path = folder.path(base.text()?);
    let bytes = match folder.bytes(&path, LONGEST_JSON) {
        Ok(bytes) => bytes,
        Err(reason) => {
            let tried = path.display().to_string();
            let found = format!("\"{}\", which cannot be read ({reason})", visible(&tried));
            problems.add(&base.place, found, "a scenario file beside this one");
            return None;
        }
    };
    problems.have_read(&path);
    let mut tree = bytes::tree(&path, &bytes, problems)?;
    if let Some(of_base) = tree.get("base") {
        problems.add(&of_base.place, "`base` in a base", "a whole scenario");
        return None;
    }
    for key in ["variants", "checks"] {
        if !members_of(&tree, key).is_empty() {
            let file = path.display();
            echo.push(format!("{file}: its own {key} are left aside for those of the what-if."));
        }
    }
    for key in ["name", "note"] {
        if let Some(own) = root.get(key) {
            tree.set(key, own.clone());
        }
    }
    Some((tree, folder.of_another(&path)))
}

/// What a scenario file says of the scenario, and the scenario without it.
fn apart(mut root: Node) -> (Node, Node) {
    let Value::Object(members) = &mut root.value else { return (root.clone(), root) };
    let beside_it = |member: &mut Member| BESIDE_IT.contains(&&*member.key);
    let taken = members.extract_if(.., beside_it).collect();
    (Node { value: Value::Object(taken), place: root.place.clone() }, root)
}
