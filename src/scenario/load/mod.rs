//! From files to [`Loaded`]: a scenario or a what-if with its base, its CSV files and what the
//! command line changes, checked as one.
//!
//! Every problem of every file is said at once. Nothing here runs anything.

use std::fmt;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::build::build;
use super::limits::{LONGEST_JSON, MOST_VARIANTS};
use super::overlay::{Draft, Fill, Homes};
use super::shape::{Shape, is_note};
use crate::base::visible::visible;
use crate::scenario::asked::between::{self, Unknown};
use crate::scenario::asked::checks::{Check, Design, checks};
use crate::scenario::asked::designs::grid;
use crate::scenario::asked::scan::Scan;
use crate::scenario::asked::sweep;
use crate::scenario::csv::inputs::{beside, fill_inputs};
use crate::scenario::load::size::Size;
use crate::scenario::load::unsettled::Unsettled;
use crate::scenario::shape::tables::{SCENARIO, file_shape};
use crate::scenario::shape::validate::validate;
use crate::scenario::text::files;
use crate::scenario::text::parse::parse;
use crate::scenario::text::problem::{Problem, Problems};
use crate::scenario::text::tree::{Member, Node, Place, Value};
use crate::scenario::{Contrast, Loaded, Scenario, Sweep, Variant};
use changes::is_early;
use contrasts::contrasts;
use kept_result::kept_result;

pub use changes::Override;
pub(super) use changes::{Verb, given_value, step, verb};
pub(super) use variants::VariantReader;
use variants::warn_of_the_base_again;

mod changes;
mod contrasts;
mod kept_result;
pub(crate) mod size;
pub(crate) mod unsettled;
mod variants;

/// Why nothing can be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// What is wrong with the files, in their order; never empty.
    Problems(Vec<Problem>),
    /// The file itself cannot be read.
    Unreadable { path: PathBuf, reason: String },
    /// The file is one that switchroom wrote: a result or a baseline, and no scenario.
    KeptResult { path: PathBuf, what: &'static str },
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problems(problems) => {
                for (index, problem) in problems.iter().enumerate() {
                    let line_end = if index == 0 { "" } else { "\n" };
                    write!(f, "{line_end}{problem}")?;
                }
                Ok(())
            }
            Self::Unreadable { path, reason } => write!(f, "{}: {reason}", path.display()),
            Self::KeptResult { path, what } => {
                write!(f, "{} is {what}, wanted a scenario or a what-if file", path.display())
            }
        }
    }
}

impl std::error::Error for LoadError {}

/// The scenario that `switchroom new` writes: small, valid, and with notes that explain it.
#[must_use]
pub fn template() -> &'static str {
    include_str!("template.json")
}

/// Reads a scenario or a what-if file and everything that it names.
///
/// # Errors
/// Everything that is wrong with the files, or that the first cannot be read.
pub fn load(path: &Path, overrides: &[Override]) -> Result<Loaded, LoadError> {
    load_scanned(path, overrides, &[])
}

/// The same, with the points of a grid in place of the file's own variants.
///
/// # Errors
/// As [`load`]; what is wrong with the values of a scan stands at its place.
pub fn load_scanned(
    path: &Path,
    overrides: &[Override],
    scans: &[Scan],
) -> Result<Loaded, LoadError> {
    read_as(path, &bytes_of(path)?, overrides, scans).map(|(loaded, _)| loaded)
}

/// Reads a file with its variants and counts the points of its sweep.
///
/// # Errors
/// As [`load`].
pub fn load_with_points(path: &Path) -> Result<(Loaded, usize), LoadError> {
    read_as(path, &bytes_of(path)?, &[], &[])
}

pub(super) fn bytes_of(path: &Path) -> Result<Vec<u8>, LoadError> {
    let unreadable = |reason| LoadError::Unreadable { path: path.to_owned(), reason };
    files::given(path, LONGEST_JSON).map_err(unreadable)
}

/// Reads a text as the file of that name would be read, without changes.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_text(name: &str, text: &str) -> Result<Loaded, LoadError> {
    read_as(Path::new(name), text.as_bytes(), &[], &[]).map(|(loaded, _)| loaded)
}

fn read_as(
    path: &Path,
    bytes: &[u8],
    overrides: &[Override],
    scans: &[Scan],
) -> Result<(Loaded, usize), LoadError> {
    read_with(path, bytes, |mut root, problems| {
        let mut left_aside = None;
        if !scans.is_empty() {
            left_aside = left_aside_for(scans, &root, path);
            take_over(&mut root, grid(scans, problems));
        }
        let (loaded, points) = open(root, path, overrides, problems)?.loaded()?;
        let echo = left_aside.into_iter().chain(loaded.echo).collect();
        Some((Loaded { echo, ..loaded }, points))
    })
}

/// Reads what a file says, and whatever is made of it; or everything that is wrong.
pub(super) fn read_with<T>(
    path: &Path,
    bytes: &[u8],
    read: impl FnOnce(Node, &mut Problems) -> Option<T>,
) -> Result<T, LoadError> {
    let mut problems = Problems::default();
    problems.have_read(path);
    let tree = tree_of(path, bytes, &mut problems);
    if let Some(result) = tree.as_ref().and_then(kept_result) {
        return Err(LoadError::KeptResult { path: path.to_owned(), what: result });
    }
    let made = tree.and_then(|root| read(root, &mut problems));
    match made {
        Some(made) if problems.is_empty() => Ok(made),
        _ => Err(LoadError::Problems(problems.sorted())),
    }
}

/// Says that a file's own variants are not looked at; nothing where it has none.
fn left_aside_for(scans: &[Scan], root: &Node, path: &Path) -> Option<String> {
    let mut flags: Vec<&str> = scans.iter().map(|scan| &*scan.place.file).collect();
    flags.dedup();
    let (file, flags) = (path.display(), flags.join(" and "));
    let has_variants = !members(root, "variants").is_empty();
    has_variants
        .then(|| format!("{file}: its own variants are left aside for the designs of {flags}."))
}

/// Puts other variants in the place of a file's own, and of what is said of these.
fn take_over(root: &mut Node, variants: Vec<Member>) {
    if let Value::Object(members) = &mut root.value {
        members.retain(|member| !["variants", "contrasts", "checks"].contains(&&*member.key));
    }
    let place = root.place.clone();
    root.set("variants", Node { value: Value::Object(variants), place });
}

fn tree_of(path: &Path, bytes: &[u8], problems: &mut Problems) -> Option<Node> {
    let file = path.display().to_string();
    let text = files::text(&file.as_str().into(), bytes, LONGEST_JSON, problems)?;
    parse(&file, text, problems)
}

/// The base scenario's file.
pub(super) struct Source {
    /// With the middle in place of what is not known.
    pub(super) tree: Node,
    /// What its paths are relative to.
    pub(super) folder: PathBuf,
    /// What is not known.
    pub(super) unknowns: Vec<Unknown>,
}

impl Source {
    fn of(mut tree: Node, folder: PathBuf, problems: &mut Problems) -> Self {
        let unknowns = between::take_out(&mut tree, problems);
        validate(&tree, &Shape::Object(&SCENARIO), problems);
        Self { tree, folder, unknowns }
    }
}

/// A file that was read and checked: all that it says, whatever a command wants of it.
pub(super) struct Opened {
    /// What the file says beside the scenario.
    pub(super) beside: Node,
    pub(super) ground: Ground,
    pub(super) base: Option<Scenario>,
    /// Nothing where one is not sound.
    variants: Option<Vec<Variant>>,
    contrasts: Vec<Contrast>,
    checks: Vec<Check>,
    /// What was understood of the base.
    pub(super) echo: Vec<String>,
    /// What was understood of the variants' files.
    echo_of_variants: Vec<String>,
    /// What it sweeps over.
    pub(super) sweep: Option<Sweep>,
    /// Every file that was read.
    files: Vec<PathBuf>,
}

impl Opened {
    fn loaded(self) -> Option<(Loaded, usize)> {
        let Self { variants, contrasts, checks, .. } = self;
        let points = self.sweep.map_or(0, |sweep| sweep.len());
        let echo = visible_lines(self.echo.into_iter().chain(self.echo_of_variants));
        let files = self.files;
        let (base, variants) = (self.base?, variants?);
        Some((Loaded { base, variants, contrasts, checks, echo, files }, points))
    }

    /// The base alone.
    pub(super) fn base_alone(base: Scenario, echo: Vec<String>, problems: &Problems) -> Loaded {
        let (variants, contrasts, checks) = (Vec::new(), Vec::new(), Vec::new());
        let (echo, files) = (visible_lines(echo.into_iter()), problems.files());
        Loaded { base, variants, contrasts, checks, echo, files }
    }
}

/// Sentences that may name files and headers, each on one line whatever these hold.
fn visible_lines(sentences: impl Iterator<Item = String>) -> Vec<String> {
    sentences.map(|sentence| visible(&sentence).into_owned()).collect()
}

/// Reads and checks everything that a file says: the one door for every command, so that each says
/// of a file what the others say.
pub(super) fn open(
    root: Node,
    path: &Path,
    overrides: &[Override],
    problems: &mut Problems,
) -> Option<Opened> {
    let mut echo = Vec::new();
    let (beside, ground, base) = ground(root, path, overrides, problems, &mut echo)?;
    let mut size = Size::default();
    if let Some(base) = &base {
        size.add(base, &ground.tree.place, problems);
    }
    let reader = VariantReader { ground: &ground, base: base.as_ref() };
    let mut written = members(&beside, "variants");
    let mut echo_of_variants = Vec::new();
    if let Some(excess) = written.get(MOST_VARIANTS) {
        let wanted = format!("at most {MOST_VARIANTS} variants");
        problems.add(&excess.place, "one variant more", wanted);
        written.truncate(MOST_VARIANTS);
    }
    let mut variants: Vec<Option<Variant>> = Vec::new();
    let mut designs = vec![Design::new("base", base.as_ref())];
    for member in &written {
        let mut variant = reader.variant(member, problems, &mut echo_of_variants);
        if let Some(variant) = &mut variant {
            warn_of_the_base_again(base.as_ref(), variant, member);
            size.add(&variant.scenario, &member.place, problems);
        }
        // Of a file with problems nothing is run, so that nothing need be kept.
        designs.push(Design::new(&member.key, variant.as_ref().map(|it| &it.scenario)));
        variants.push(variant.filter(|_| problems.is_empty()));
    }
    let contrasts = contrasts(&beside, &written, problems);
    for (member, variant) in written.iter().zip(&variants) {
        check_batches(member, base.as_ref(), variant.as_ref(), problems);
    }
    let checks = checks(&beside, &designs, problems);
    let variants = variants.into_iter().collect::<Option<Vec<Variant>>>();
    let sweep = sweep::of_file(&beside, &ground, base.as_ref(), problems);
    let files = problems.files();
    Some(Opened {
        beside,
        ground,
        base,
        variants,
        contrasts,
        checks,
        echo,
        echo_of_variants,
        sweep,
        files,
    })
}

/// A base that was read: what variants are made from.
#[derive(Clone, Debug)]
pub(crate) struct Ground {
    /// After CSV, defaults and the command line.
    pub(super) tree: Node,
    /// What its paths are relative to.
    folder: PathBuf,
    /// Where it is wrong: a variant need not say it again.
    known: Vec<Place>,
    /// The files that it was read from.
    files: Vec<Rc<str>>,
    /// The base before all that, where some of its numbers are not known.
    pub(super) unsettled: Option<Unsettled>,
}

/// Reads and checks the base of a file, the file itself or the one that it names; and gives what
/// the file says beside it.
pub(super) fn ground(
    root: Node,
    path: &Path,
    overrides: &[Override],
    problems: &mut Problems,
    echo: &mut Vec<String>,
) -> Option<(Node, Ground, Option<Scenario>)> {
    let (beside, source) = source(root, path, problems, echo)?;
    let Source { tree, folder, unknowns } = source;
    let unsettled = Unsettled::new((tree, unknowns), folder.clone(), overrides, problems);
    let changes = unsettled.changes.clone();
    // A long file is not copied for nothing.
    let (tree, unsettled) = match unsettled.unknowns[..] {
        [] => (unsettled.tree, None),
        _ => (unsettled.tree.clone(), Some(unsettled)),
    };
    let tree = prepared(tree, &folder, changes, problems, echo);
    let base = build(&tree, &Homes::default(), problems);
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
    Some((beside, Ground { tree, folder, known, files, unsettled }, base))
}

/// Reads the base's file, the file itself or the one that it names; and gives what the file says
/// beside it.
fn source(
    root: Node,
    path: &Path,
    problems: &mut Problems,
    echo: &mut Vec<String>,
) -> Option<(Node, Source)> {
    if let Some(base) = root.get("base") {
        validate(&root, &Shape::Object(file_shape(&root)), problems);
        let source = base_of(&root, base, path, problems, echo)?;
        return Some((root, source));
    }
    let source = Source::of(root, folder_of(path), problems);
    let (beside, tree) = apart(source.tree);
    Some((beside, Source { tree, ..source }))
}

/// Says when a variant cannot be paired with its base, batch by batch or day by day.
pub(super) fn check_batches(
    member: &Member,
    base: Option<&Scenario>,
    variant: Option<&Variant>,
    problems: &mut Problems,
) {
    let (Some(base), Some(variant)) = (base, variant) else { return };
    let pairs = match (&base.steady_state, &variant.scenario.steady_state) {
        (None, None) => true,
        (Some(base), Some(own)) => own.has_batches_of(base),
        _ => false,
    };
    if !pairs {
        let wanted = "the warm-up and batches of the base, so that the two are paired";
        problems.add(&member.place, "another `steady_state` than the base's", wanted);
    }
}

/// The planner's names in an object, with what they name.
fn members<'a>(root: &'a Node, key: &str) -> Vec<&'a Member> {
    let members = root.get(key).map_or(&[][..], Node::members);
    members.iter().filter(|member| !is_note(member)).collect()
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).to_owned()
}

/// Reads and checks the file that a what-if names.
fn base_of(
    root: &Node,
    base: &Node,
    path: &Path,
    problems: &mut Problems,
    echo: &mut Vec<String>,
) -> Option<Source> {
    let path = beside(&folder_of(path), base.text()?);
    let bytes = match files::named(&path, LONGEST_JSON) {
        Ok(bytes) => bytes,
        Err(reason) => {
            let tried = path.display().to_string();
            let found = format!("\"{}\", which cannot be read ({reason})", visible(&tried));
            problems.add(&base.place, found, "a scenario file beside this one");
            return None;
        }
    };
    problems.have_read(&path);
    let mut tree = tree_of(&path, &bytes, problems)?;
    if let Some(of_base) = tree.get("base") {
        problems.add(&of_base.place, "`base` in a base", "a whole scenario");
        return None;
    }
    for key in ["variants", "checks"] {
        if !members(&tree, key).is_empty() {
            let file = path.display();
            echo.push(format!("{file}: its own {key} are left aside for those of the what-if."));
        }
    }
    for key in ["name", "note"] {
        if let Some(own) = root.get(key) {
            tree.set(key, own.clone());
        }
    }
    Some(Source::of(tree, folder_of(&path), problems))
}

/// What is said of the scenario and its variants, and is no part of them.
const BESIDE_IT: [&str; 4] = ["variants", "contrasts", "checks", "sweep"];

/// What a scenario file says of the scenario, and the scenario without it.
fn apart(mut root: Node) -> (Node, Node) {
    let Value::Object(members) = &mut root.value else { return (root.clone(), root) };
    let beside_it = |member: &mut Member| BESIDE_IT.contains(&&*member.key);
    let taken = members.extract_if(.., beside_it).collect();
    (Node { value: Value::Object(taken), place: root.place.clone() }, root)
}

/// The base after CSV, defaults and the command line.
pub(super) fn prepared(
    mut tree: Node,
    folder: &Path,
    changes: Vec<Verb>,
    problems: &mut Problems,
    echo: &mut Vec<String>,
) -> Node {
    if let Value::Object(members) = &mut tree.value {
        members.retain(|member| !BESIDE_IT.contains(&&*member.key));
    }
    let (early, late): (Vec<Verb>, Vec<Verb>) = changes.into_iter().partition(is_early);
    // Hours and inputs decide how the rest is read, so they are changed before it is.
    tree = changed(tree, early, &|_, _, _| {}, problems);
    fill_inputs(&mut tree, folder, problems, echo);
    changed(tree, late, &filling(folder), problems)
}

/// Fills in what a tree reads from files of a folder.
fn filling(folder: &Path) -> impl Fn(&mut Node, &mut Problems, &mut Vec<String>) {
    |tree, problems, echo| fill_inputs(tree, folder, problems, echo)
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

#[cfg(test)]
mod tests;
