//! Sweeps: values varied one by one or together, every point a scenario on its own.
//!
//! A point is a variant of the base in the planner's verbs, made where its axis stands, so that it
//! is checked like any other and means the same. All points are made once before anything runs,
//! for what is wrong with them, and again when they are run: a few are in memory at a time.

mod axis;
mod points;

use std::fmt;

use self::axis::Axis;
use super::scan::Scan;
use crate::base::decimal::{counted, plain, whole};
use crate::scenario::limits::MOST_POINTS;
use crate::scenario::load::base::Ground;
use crate::scenario::load::loaded::Loaded;
use crate::scenario::load::size::Size;
use crate::scenario::load::variants::{VariantReader, check_batches};
use crate::scenario::model::Scenario;
use crate::scenario::overlay::is_of_heads;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node, Place, Value};
use crate::scenario::text::words::quoted;

/// What the command line asks a sweep for.
#[derive(Clone, Debug, Default)]
pub struct Scans {
    /// In place of the file's axes, if there are any.
    pub scans: Vec<TypedAxis>,
    /// Heads that a scanned group gains or loses come from and go to the others.
    pub keep_total_agents: bool,
    /// In place of the file's sample: a method and a number of points.
    pub sample: Option<(String, u32)>,
    /// In place of the file's seed: a sample depends on it.
    pub seed: Option<u64>,
}

impl Scans {
    /// Whether the command line says nothing of its own.
    pub(crate) fn are_of_the_file(&self) -> bool {
        let is_plain = self.sample.is_none() && self.seed.is_none() && !self.keep_total_agents;
        is_plain && self.scans.is_empty()
    }
}

/// An axis of the command line.
#[derive(Clone, Debug)]
pub struct TypedAxis {
    pub varied: Varied,
    /// `PATH=VALUES`, as a scan has them.
    pub text: String,
}

/// What a scan does at its path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Varied {
    Set,
    Scaled,
}

/// A base and the points at which it is run, all of them checked.
#[derive(Clone, Debug)]
pub struct Sweep {
    /// The base and what was understood; no variants.
    pub loaded: Loaded,
    pub sampled: Sampled,
    axes: Vec<Axis>,
    /// The value of each axis at each point.
    points: Vec<Vec<Node>>,
    ground: Ground,
}

/// How points were chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sampled {
    /// All combinations of the values of the axes.
    Grid,
    LatinHypercube,
    Sobol,
}

/// The value of an axis at a point.
#[derive(Clone, Debug, PartialEq)]
pub enum AxisValue {
    Number(f64),
    /// A word, or a value of several parts in short.
    Text(String),
}

impl AxisValue {
    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(_) => None,
        }
    }
}

impl fmt::Display for AxisValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => f.write_str(&plain(*number)),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// The sweep that a file has, with its points checked.
pub(crate) fn of_file(
    beside: &Node,
    ground: &Ground,
    base: Option<&Scenario>,
    problems: &mut Problems,
) -> Option<Sweep> {
    beside.get("sweep")?;
    Sweep::of(beside, ground.clone(), base, &Scans::default(), problems)
}

/// The axes of the command line, or else of the file.
fn axes(root: &Node, scans: &Scans, problems: &mut Problems) -> Vec<Axis> {
    let mut nodes = Vec::new();
    for (at, typed) in scans.scans.iter().enumerate() {
        let (key, flag) = match typed.varied {
            Varied::Set => ("path", "--scan"),
            Varied::Scaled => ("scale", "--scan-scale"),
        };
        let before = scans.scans[..at].iter().filter(|other| other.varied == typed.varied).count();
        let place = Place { file: flag.into(), line: before as u32 + 1, column: 1 };
        nodes.extend(Scan::read(&typed.text, &place, problems).map(|scan| {
            let mut object = axis::object(key, &scan);
            if scans.keep_total_agents && is_of_heads(&scan.path) {
                object.set("keep_total_agents", Node { value: Value::Bool(true), place });
            }
            object
        }));
    }
    if scans.scans.is_empty() {
        let found = root.get("sweep").map(|sweep| sweep.get("axes").unwrap_or(sweep));
        match found.map(|axes| (&axes.value, axes)) {
            Some((Value::List(items), _)) => nodes.extend(items.iter().cloned()),
            Some((_, axis)) => nodes.push(axis.clone()),
            None => {}
        }
    }
    check_kept(scans, &nodes, problems);
    let axes: Vec<Axis> = nodes.iter().filter_map(|node| Axis::read(node, problems)).collect();
    for (at, axis) in axes.iter().enumerate() {
        if axes[..at].iter().any(|other| other.name == axis.name) {
            problems.add(&axis.place, format!("`{}` a second time", axis.name), "each axis once");
        }
    }
    axes
}

/// Says when there is nothing for `--keep-total-agents` to keep.
fn check_kept(scans: &Scans, nodes: &[Node], problems: &mut Problems) {
    let keeps = |node: &Node| node.get("keep_total_agents").is_some();
    if scans.keep_total_agents && !nodes.iter().any(keeps) {
        let place = Place { file: "--keep-total-agents".into(), line: 1, column: 1 };
        let wanted =
            "a `--scan` over the heads of a group, as in agent_groups.NAME.agents=0..40..5";
        problems.add(&place, "no heads that vary", wanted);
    }
}

/// The sample of the command line, or else of the file.
fn sample(root: &Node, scans: &Scans) -> Option<points::Sample> {
    if let Some((method, points)) = &scans.sample {
        let place = Place { file: "--sample".into(), line: 1, column: 1 };
        return points::Sample::of(method, *points as usize, place);
    }
    if !scans.scans.is_empty() {
        return None;
    }
    let node = root.get("sweep")?.get("sample")?;
    let method = node.get("method")?.text()?;
    points::Sample::of(method, node.get("points")?.number()? as usize, node.place.clone())
}

impl Sweep {
    /// The points of a file or of the command line, all of them checked if nothing is wrong yet.
    pub(crate) fn of(
        beside: &Node,
        ground: Ground,
        base: Option<&Scenario>,
        scans: &Scans,
        problems: &mut Problems,
    ) -> Option<Self> {
        let mut own = Problems::default();
        let axes = axes(beside, scans, &mut own);
        let seed = scans.seed.or(base.map(|base| base.run.seed)).unwrap_or_default();
        let sample = sample(beside, scans);
        let sound = own.is_empty() && problems.is_empty();
        let mut echo = Vec::new();
        let (points, sampled) = points::of(&axes, sample.as_ref(), seed, &mut own, &mut echo);
        let made = base.map(|base| {
            let loaded = Loaded::of_base(base.clone(), echo, problems.files());
            let sweep = Self { loaded, sampled, axes, points, ground };
            if sound {
                (0..sweep.points.len()).for_each(|point| sweep.check(point, &mut own));
            }
            sweep
        });
        problems.append(own);
        made
    }

    /// How many points there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.points.len()
    }

    /// Whether nothing is varied.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// What is varied: paths, with `(factor)` or `(share)` after them where that is what varies.
    #[must_use]
    pub fn axes(&self) -> Vec<String> {
        self.axes.iter().map(|axis| axis.name.clone()).collect()
    }

    /// Whether an axis has numbers alone.
    #[must_use]
    pub fn is_of_numbers(&self, axis: usize) -> bool {
        self.points.iter().all(|point| point[axis].number().is_some())
    }

    /// The value of each axis at a point.
    #[must_use]
    pub fn values(&self, point: usize) -> Vec<AxisValue> {
        let value = |node: &Node| match &node.value {
            Value::Number(number, _) => AxisValue::Number(*number),
            Value::Text(text) => AxisValue::Text(text.clone()),
            _ => AxisValue::Text(quoted(node)),
        };
        self.points[point].iter().map(value).collect()
    }

    /// The scenario at a point.
    ///
    /// # Panics
    /// If the sweep has no such point.
    #[must_use]
    pub fn scenario(&self, point: usize) -> Scenario {
        let made = self.make(&self.points[point], &mut Problems::default());
        made.expect("every point was made when the file was read")
    }

    /// The scenario at another value of the only axis; none where that cannot be, or where there
    /// are several axes.
    #[must_use]
    pub fn between(&self, value: f64) -> Option<Scenario> {
        let [axis] = &self.axes[..] else { return None };
        let mut problems = Problems::default();
        let made = self.make(&[axis.number(value)], &mut problems);
        made.filter(|_| problems.is_empty())
    }

    fn make(&self, values: &[Node], problems: &mut Problems) -> Option<Scenario> {
        let member = self.member(values)?;
        let reader = VariantReader { ground: &self.ground, base: Some(&self.loaded.base) };
        let variant = reader.variant(&member, problems, &mut Vec::new())?;
        let base = &self.loaded.base;
        check_batches(&member, Some(base), Some(&variant), problems);
        Size::default().add(&variant.scenario, &member.place, problems);
        Some(variant.scenario)
    }

    fn check(&self, point: usize, problems: &mut Problems) {
        if !problems.is_full() {
            self.make(&self.points[point], problems);
        }
    }

    /// The point as a variant in verbs.
    fn member(&self, values: &[Node]) -> Option<Member> {
        let place = values.first()?.place.clone();
        let steps = self.axes.iter().zip(values).map(|(axis, value)| axis.step(value)).collect();
        let node = Node { value: Value::List(steps), place: place.clone() };
        Some(Member { key: "a point".into(), place, node })
    }
}

/// What a sweep of too many points is told.
fn too_many(found: usize, place: &Place, problems: &mut Problems) {
    let most = format!("at most {}", whole(MOST_POINTS as u64));
    problems.add(place, counted(found, "point"), most);
}

#[cfg(test)]
mod tests;
