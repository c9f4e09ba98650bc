//! `checks`: what must hold, read and held against the figures that there are.

use super::figures::{self, names};
use crate::measures::definitions::Unit;
use crate::measures::figure_name::{FigureName, Names};
use crate::scenario::Scenario;
use crate::scenario::laws::forms::wanted_share;
use crate::scenario::limits::MOST_CHECKS;
use crate::scenario::shape::{Range, is_note};
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node, Written};
use crate::scenario::text::words::{one_of_the_known, quoted};

/// An assertion about a figure.
#[derive(Clone, Debug)]
pub struct Check {
    /// As the planner named it.
    pub name: String,
    pub written: Written,
    pub figure: FigureName,
    /// Whose figure: 0 is the base, 1 the first variant.
    pub variant: usize,
    /// The same by name: "base" is the base.
    pub variant_name: String,
    pub of: Of,
    pub at_least: Option<f64>,
    pub at_most: Option<f64>,
    /// How far the figure may be from its baseline, in its own unit.
    pub margin: Option<f64>,
    pub severity: Severity,
    /// When to stop adding replications.
    pub max_replications: Option<u32>,
}

impl Check {
    /// Whether it bounds the figure itself.
    #[must_use]
    pub fn is_bounded(&self) -> bool {
        self.at_least.is_some() || self.at_most.is_some()
    }
}

/// Whether a figure or a difference is bounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Level,
    /// A variant's figure less the base's, on the same customers.
    Difference,
}

/// What a failure does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    Error,
    /// It is said, and nothing else.
    Warn,
}

/// The base or a variant, and what its figures can be about.
pub(crate) struct Design<'a> {
    name: &'a str,
    /// None where it is not sound.
    names: Option<Names>,
}

impl<'a> Design<'a> {
    pub(crate) fn new(name: &'a str, scenario: Option<&Scenario>) -> Self {
        Self { name, names: scenario.map(names) }
    }
}

/// The checks of a file, in its order. `designs` are the base and its variants.
pub(crate) fn checks(root: &Node, designs: &[Design<'_>], problems: &mut Problems) -> Vec<Check> {
    let members = root.get("checks").map_or(&[][..], Node::members);
    let mut written: Vec<&Member> = members.iter().filter(|member| !is_note(member)).collect();
    if let Some(excess) = written.get(MOST_CHECKS) {
        problems.add(&excess.place, "one check more", format!("at most {MOST_CHECKS} checks"));
        written.truncate(MOST_CHECKS);
    }
    let reader = Reader { designs };
    written.into_iter().filter_map(|member| reader.check(member, problems)).collect()
}

struct Reader<'a> {
    designs: &'a [Design<'a>],
}

impl Reader<'_> {
    /// Nothing where something is wrong with it, or with the scenario that it is about.
    fn check(&self, member: &Member, problems: &mut Problems) -> Option<Check> {
        let node = &member.node;
        let number = |key| node.get(key).and_then(Node::number);
        let is_true = |key| node.get(key).and_then(Node::truth) == Some(true);
        let of = if is_true("difference") { Of::Difference } else { Of::Level };
        let variant = self.variant(node, of, problems)?;
        let measure = node.get("measure")?;
        let figure = self.figure(measure, variant, problems)?;
        if of == Of::Difference && self.figure(measure, 0, problems).is_none() {
            return None;
        }
        check_numbers(node, &figure, of, problems);
        let warns = node.get("severity").and_then(Node::text) == Some("warn");
        Some(Check {
            name: member.key.to_string(),
            written: Written::from(&member.place),
            figure,
            variant,
            variant_name: self.designs[variant].name.to_owned(),
            of,
            at_least: number("at_least"),
            at_most: number("at_most"),
            margin: number("margin"),
            severity: if warns { Severity::Warn } else { Severity::Error },
            max_replications: node
                .get("max_replications")
                .and_then(crate::scenario::build::whole_value),
        })
    }

    fn variant(&self, node: &Node, of: Of, problems: &mut Problems) -> Option<usize> {
        let Some(node) = node.get("variant") else { return Some(0) };
        let name = node.text()?;
        if name == "base" && of == Of::Difference {
            problems.add(&node.place, "`base`", "a variant, which differs from the base");
            return None;
        }
        let known = self.designs.iter().map(|design| design.name);
        let found = known.clone().position(|known| known == name);
        if found.is_none() {
            let near = one_of_the_known(name, known);
            problems.add(&node.place, format!("`{name}`"), format!("a known variant: {near}"));
        }
        found
    }

    fn figure(
        &self,
        measure: &Node,
        variant: usize,
        problems: &mut Problems,
    ) -> Option<FigureName> {
        let names = self.designs[variant].names.as_ref()?;
        figures::read(measure.text()?, &measure.place, names, problems)
    }
}

/// Bounds in the wrong order, and percentages where shares are wanted.
fn check_numbers(node: &Node, figure: &FigureName, of: Of, problems: &mut Problems) {
    let number = |key| node.get(key).and_then(Node::number);
    if let (Some(low), Some(high)) = (number("at_least"), number("at_most"))
        && low > high
        && let Some(node) = node.get("at_most")
    {
        problems.add(&node.place, quoted(node), format!("a number of at least {low} (`at_least`)"));
    }
    if figure.definition.unit != Unit::Share {
        return;
    }
    let range = match of {
        Of::Level => Range::SHARE,
        Of::Difference => Range::between(-1.0, 1.0),
    };
    for (key, range) in [("at_least", range), ("at_most", range), ("margin", Range::SHARE)] {
        let Some(node) = node.get(key) else { continue };
        if node.number().is_some_and(|share| !range.holds(share)) {
            problems.add(&node.place, quoted(node), wanted_share(range, node.number()));
        }
    }
}
