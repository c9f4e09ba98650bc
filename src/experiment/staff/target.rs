//! What is promised: bounds on figures, and how far a figure is from its bound.

use crate::analytic::solve::Limit;
use crate::base::dotted::{Step, steps, written};
use crate::base::math::{exp, ln};
use crate::base::quantity::{self, hundredth};
use crate::measures::definitions::{Better, Unit};
use crate::measures::estimate::Estimate;
use crate::measures::figure_name::{FigureName, Names, Unknown};
use crate::scenario::Scenario;
use crate::stats::interval::{Figure, Interval};

use super::heads::Per;
use crate::scenario::asked::figures::names;

/// A bound on a figure.
#[derive(Clone, Debug)]
pub struct Target {
    pub figure: FigureName,
    pub limit: Limit,
    /// Where the day is cut; none for a figure of the whole day.
    pub interval: Option<usize>,
    /// Of the contact type whose service level, abandonment or wait it bounds.
    pub contact_type: Option<String>,
}

/// Why a text is no target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoTarget {
    /// What was found and what was wanted.
    Wrong {
        found: String,
        wanted: String,
    },
    Unknown(Unknown),
}

/// Whether a target is met, as far as an interval can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The whole interval is on the good side.
    Met,
    /// The estimate is; its interval reaches over the bound.
    MetOnEstimate,
    Missed,
    /// Nothing happened that could miss it.
    NothingToMeet,
}

/// How far a figure (or the worst of several) is beyond its bound (above 0: missed), and the
/// standard error of that: shares as they are, everything else relative to the bound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Miss {
    pub(super) by: f64,
    pub(super) error: f64,
    /// The smooth worst, by which mixes are compared: a step that helps one target much and hurts
    /// another a little is a step ahead, though the worst alone would be no better for it.
    pub(super) smooth: f64,
}

/// Misses so far below the worst hardly count beside it.
const SMOOTH: f64 = 0.01;

impl Miss {
    /// Of what cannot be tried: worse than any other.
    pub(super) const BEYOND: Self = Self { by: 1e9, error: 0.0, smooth: 1e9 };

    /// Nothing asked for anything.
    pub(super) const NONE: Self =
        Self { by: f64::NEG_INFINITY, error: 0.0, smooth: f64::NEG_INFINITY };

    /// The worst of several, and the logarithm of the sum of their exponentials.
    pub(super) fn worst(all: impl Iterator<Item = Self> + Clone) -> Self {
        let larger = |worst: Self, other: Self| if other.by > worst.by { other } else { worst };
        let worst = all.clone().fold(Self::NONE, larger);
        if worst.by.is_infinite() {
            return worst;
        }
        let sum: f64 = all.map(|miss| exp((miss.by - worst.by) / SMOOTH)).sum();
        Self { smooth: worst.by + SMOOTH * ln(sum), ..worst }
    }

    /// Whether it may be none, so many standard errors allowed for.
    pub(super) fn may_be_none(self, errors: f64) -> bool {
        self.by <= errors * self.error
    }
}

impl Target {
    pub(super) fn miss(&self, figure: Option<Figure>) -> Miss {
        let Some(figure) = figure else { return Miss::NONE };
        let (beyond, bound) = match self.limit {
            Limit::AtLeast(least) => (least - figure.value, least),
            Limit::AtMost(most) => (figure.value - most, most),
        };
        let scale = match self.figure.definition.unit {
            Unit::Share => 1.0,
            _ => bound.abs().max(1.0),
        };
        let by = beyond / scale;
        Miss { by, error: figure.standard_error.unwrap_or(0.0) / scale, smooth: by }
    }

    /// Whether waits alone decide it, so that nothing meets it where nobody waits and it is missed;
    /// or an upper bound on how busy agents are.
    pub(super) fn gets_better_with_heads(&self) -> bool {
        let key = self.figure.definition.key;
        let is_of_waits = ["service_level", "abandon_rate", "asa", "mean_wait", "wait_p"]
            .iter()
            .any(|start| key.starts_with(start));
        is_of_waits || (key == "occupancy" && matches!(self.limit, Limit::AtMost(_)))
    }

    /// What an estimate says of it.
    #[must_use]
    pub fn verdict(&self, found: &Estimate) -> Verdict {
        let Some(mean) = found.mean else { return Verdict::NothingToMeet };
        let nothing_known = Interval { low: f64::NEG_INFINITY, high: f64::INFINITY };
        let Interval { low, high } = found.ends().unwrap_or(nothing_known);
        let (is_met, surely) = match self.limit {
            Limit::AtLeast(least) => (mean >= least, low >= least),
            Limit::AtMost(most) => (mean <= most, high <= most),
        };
        match (is_met, surely) {
            (true, true) => Verdict::Met,
            (true, false) => Verdict::MetOnEstimate,
            (false, _) => Verdict::Missed,
        }
    }
}

/// Whether a figure that misses a target does so with its whole interval.
#[must_use]
pub fn surely_misses(target: &Target, found: &Estimate) -> bool {
    let opposite = match target.limit {
        Limit::AtLeast(least) => Limit::AtMost(least),
        Limit::AtMost(most) => Limit::AtLeast(most),
    };
    Target { limit: opposite, ..target.clone() }.verdict(found) == Verdict::Met
}

/// The targets of the file: service levels by contact type, and the highest occupancy of any
/// group; of the day, or of every interval.
#[must_use]
pub fn of_file(scenario: &Scenario, per: Per) -> Vec<Target> {
    let cut = match per {
        Per::Day => "",
        Per::Interval => "intervals.*.",
    };
    let mut targets = Vec::new();
    let mut add = |path: String, limit| {
        let found = expand(&path, limit, scenario);
        targets.extend(found.expect("the names of a scenario are its own"));
    };
    for own in &scenario.contact_types {
        if let Some(share) = own.target.service_level {
            let name = written(&own.name);
            let path = format!("{cut}contact_types.{name}.service_level");
            add(path, Limit::AtLeast(share));
        }
    }
    if let Some(most) = scenario.targets.max_occupancy {
        add(format!("{cut}agent_groups.*.occupancy"), Limit::AtMost(most));
    }
    targets
}

/// Reads `PATH>=VALUE` or `PATH<=VALUE`; a `*` in the path stands for every name.
///
/// # Errors
/// What is wrong with it.
pub fn read(text: &str, scenario: &Scenario) -> Result<Vec<Target>, NoTarget> {
    let wrong = |found: &str, wanted: &str| {
        Err(NoTarget::Wrong { found: found.to_owned(), wanted: wanted.to_owned() })
    };
    let (path, value, limit): (&str, &str, fn(f64) -> Limit) =
        match (split(text, ">="), split(text, "<=")) {
            (Some((path, value)), _) => (path, value, Limit::AtLeast),
            (None, Some((path, value))) => (path, value, Limit::AtMost),
            (None, None) => return wrong(text, "PATH>=VALUE or PATH<=VALUE"),
        };
    let Some(value) = quantity::value(value.trim()) else {
        return wrong(value, "a number after the sign, such as 0.8, 80% or 20s");
    };
    let targets = expand(path.trim(), limit(value), scenario)?;
    for target in &targets {
        let definition = target.figure.definition;
        if definition.unit == Unit::Share && !(0.0..=1.0).contains(&value) {
            let hint = if value > 1.0 && value <= 100.0 {
                format!("a share from 0 to 1: did you mean {} or {value}%?", hundredth(value))
            } else {
                "a share from 0 to 1".to_owned()
            };
            return wrong(&value.to_string(), &hint);
        }
        let (sign, wanted) = match (limit(value), definition.better) {
            (Limit::AtMost(_), Better::Higher) => ("<=", ">="),
            (Limit::AtLeast(_), Better::Lower) => (">=", "<="),
            _ => continue,
        };
        let wanted = format!("`{wanted}`, the way in which `{}` gets better", definition.key);
        return wrong(&format!("`{sign}`"), &wanted);
    }
    Ok(targets)
}

/// The two sides of a sign that stands outside quotes.
fn split<'t>(text: &'t str, sign: &str) -> Option<(&'t str, &'t str)> {
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match (letter, quote) {
            ('"' | '`', None) => quote = Some(letter),
            (_, Some(open)) if letter == open => quote = None,
            (_, None) if text[at..].starts_with(sign) => {
                return Some((&text[..at], &text[at + sign.len()..]));
            }
            _ => {}
        }
    }
    None
}

/// One target for each figure that a path with stars names.
fn expand(path: &str, limit: Limit, scenario: &Scenario) -> Result<Vec<Target>, NoTarget> {
    let names = names(scenario);
    let Some(all) = steps(path) else {
        let read = FigureName::read(path, &names);
        let unknown = read.expect_err("what is not made of names is no figure's name");
        return Err(NoTarget::Unknown(unknown));
    };
    let mut paths: Vec<Vec<String>> = vec![Vec::new()];
    for step in &all {
        let parent = paths[0].last().map(String::as_str);
        let keys: Vec<String> = match (step, parent) {
            (Step::Key(key), _) => vec![key.clone()],
            (Step::Every, Some("contact_types")) => names.contact_types.clone(),
            (Step::Every, Some("agent_groups")) => names.agent_groups.clone(),
            (Step::Every, Some("intervals")) => names.intervals.clone(),
            (Step::Every, _) => {
                let wanted = "a `*` after contact_types, agent_groups or intervals";
                return Err(NoTarget::Wrong { found: path.to_owned(), wanted: wanted.to_owned() });
            }
        };
        let longer = |path: &Vec<String>| -> Vec<Vec<String>> {
            keys.iter().map(|key| [&path[..], std::slice::from_ref(key)].concat()).collect()
        };
        paths = paths.iter().flat_map(longer).collect();
    }
    paths.iter().map(|path| target(path, limit, &names)).collect()
}

fn target(path: &[String], limit: Limit, names: &Names) -> Result<Target, NoTarget> {
    let text: Vec<String> = path.iter().map(|key| written(key)).collect();
    let figure = FigureName::read(&text.join("."), names).map_err(NoTarget::Unknown)?;
    let after = |word: &str| {
        let at = path.iter().position(|key| key == word)?;
        path.get(at + 1).cloned()
    };
    let start = after("intervals").filter(|_| path[0] == "intervals");
    let interval = start.and_then(|start| names.intervals.iter().position(|own| *own == start));
    Ok(Target { figure, limit, interval, contact_type: after("contact_types") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::load::{read_text, template};

    fn scenario() -> Scenario {
        read_text("centre.json", template()).unwrap().base
    }

    fn paths(text: &str) -> Vec<String> {
        let targets = read(text, &scenario()).unwrap();
        targets.iter().map(|target| target.figure.to_string()).collect()
    }

    fn refused(text: &str) -> String {
        match read(text, &scenario()).unwrap_err() {
            NoTarget::Wrong { found, wanted } => format!("{found} | {wanted}"),
            NoTarget::Unknown(unknown) => format!("{} | {}", unknown.found, unknown.wanted),
        }
    }

    #[test]
    fn a_star_stands_for_every_name() {
        let every = paths("contact_types.*.service_level>=0.8");
        assert_eq!(
            every,
            ["contact_types.sales.service_level", "contact_types.service.service_level"]
        );
        assert_eq!(paths("abandon_rate<=0.05"), ["total.abandon_rate"]);
        let intervals = scenario().day.intervals;
        let cut = read("intervals.*.contact_types.sales.asa_seconds <= 20", &scenario()).unwrap();
        assert_eq!(cut.len(), intervals);
        assert_eq!(cut[3].interval, Some(3));
        assert_eq!(cut[3].contact_type.as_deref(), Some("sales"));
        assert_eq!(cut[3].limit, Limit::AtMost(20.0));
    }

    #[test]
    fn what_is_no_target_is_told_from_what_is() {
        let share = "a share from 0 to 1: did you mean 0.8 or 80%?";
        assert_eq!(refused("contact_types.sales.service_level>=80"), format!("80 | {share}"));
        assert!(refused("contact_types.sales.service_level=0.8").ends_with("PATH<=VALUE"));
        assert!(refused("total.abandon_rate>=0.05").starts_with("`>=` | `<=`"));
        assert!(refused("contact_types.sale.service_level>=0.8").starts_with("sale | a contact"));
        assert!(refused("total.*>=0.8").contains("a `*` after contact_types"));
        assert!(refused("total.asa_seconds<=soon").starts_with("soon | a number"));
    }

    #[test]
    fn an_interval_judges_with_its_bad_end() {
        let target = &read("contact_types.sales.service_level>=0.8", &scenario()).unwrap()[0];
        let found = |mean, half_width| Estimate {
            mean: Some(mean),
            half_width: Some(half_width),
            ..Estimate::default()
        };
        assert_eq!(target.verdict(&found(0.81, 0.005)), Verdict::Met);
        assert_eq!(target.verdict(&found(0.81, 0.02)), Verdict::MetOnEstimate);
        assert_eq!(target.verdict(&found(0.79, 0.02)), Verdict::Missed);
        assert_eq!(target.verdict(&Estimate::default()), Verdict::NothingToMeet);
        assert!(surely_misses(target, &found(0.78, 0.01)));
        assert!(!surely_misses(target, &found(0.79, 0.02)));
    }
}
