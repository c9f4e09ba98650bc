//! Paths into a scenario: how a what-if and the command line name a value.
//!
//! `contact_types.sales.patience.mean_seconds`: keys with dots between them. A name that has a dot
//! itself is quoted, with double quotes or backticks; `*` stands for every key of one level.

use super::problem::Problems;
use super::tree::{Node, Place, Value};
use super::words::{alternatives, nearest, one_of_the_known, quoted};
use crate::base::dotted::{Step, steps, written};

/// A path as it was written.
#[derive(Clone, Debug)]
pub(crate) struct Path {
    steps: Vec<Step>,
    text: String,
    place: Place,
}

/// Where one value of a tree stands, from the root.
pub(crate) type Address = Vec<Turn>;

/// One level of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    Key(String),
    Item(usize),
}

/// What a path may lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Only values that are there.
    Existing,
    /// Also keys that the format may know and this file has not.
    New,
}

/// Levels under which names are the planner's: a name that is not there is a slip, not a new key.
const NAMED: [&str; 4] =
    ["contact_types", "agent_groups", "busyness_factors", "incentive_profiles"];

impl Path {
    /// Reads a path; a syntax error is a problem at `place`.
    pub(crate) fn read(text: &str, place: &Place, problems: &mut Problems) -> Option<Self> {
        let Some(steps) = steps(text) else {
            let wanted = "keys with dots between them, names with dots in double quotes";
            problems.add(place, format!("the path `{text}`"), wanted);
            return None;
        };
        Some(Self { steps, text: text.to_owned(), place: place.clone() })
    }

    /// How many keys it has.
    pub(crate) fn len(&self) -> usize {
        self.steps.len()
    }

    /// The last key, unless it is `*`.
    pub(crate) fn last_key(&self) -> Option<&str> {
        match self.steps.last() {
            Some(Step::Key(key)) => Some(key),
            _ => None,
        }
    }

    /// The same path with another last key.
    pub(crate) fn ending_in(&self, key: &str) -> Self {
        let mut path = self.clone();
        path.steps.pop();
        path.steps.push(Step::Key(key.to_owned()));
        path
    }

    /// Every value of the tree that the path names; none is a problem.
    pub(crate) fn addresses(
        &self,
        root: &Node,
        reach: Reach,
        problems: &mut Problems,
    ) -> Vec<Address> {
        let mut found = Vec::new();
        let mut own = Problems::default();
        self.walk(root, &mut Vec::new(), reach, &mut found, &mut own);
        if !found.is_empty() {
            // A `*` passes over what lacks the rest of the path.
            return found;
        }
        if own.is_empty() {
            own.add(&self.place, format!("`{}`", self.text), "a path that matches something");
        }
        problems.append(own);
        found
    }

    fn walk(
        &self,
        node: &Node,
        so_far: &mut Address,
        reach: Reach,
        found: &mut Vec<Address>,
        problems: &mut Problems,
    ) {
        let Some(step) = self.steps.get(so_far.len()) else {
            found.push(so_far.clone());
            return;
        };
        match (step, &node.value) {
            (Step::Every, Value::Object(members)) => {
                for member in members {
                    so_far.push(Turn::Key(member.key.to_string()));
                    self.walk(&member.node, so_far, reach, found, problems);
                    so_far.pop();
                }
            }
            (Step::Every, Value::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    so_far.push(Turn::Item(index));
                    self.walk(item, so_far, reach, found, problems);
                    so_far.pop();
                }
            }
            (Step::Key(key), _) if node.get(key).is_some() => {
                let next = node.get(key).expect("the guard has just found it");
                so_far.push(Turn::Key(key.clone()));
                self.walk(next, so_far, reach, found, problems);
                so_far.pop();
            }
            _ if reach == Reach::New && self.may_be_made(node, so_far.len()) => {
                let rest = self.steps[so_far.len()..].iter().filter_map(Step::key);
                let mut address = so_far.clone();
                address.extend(rest.map(|key| Turn::Key(key.to_owned())));
                found.push(address);
            }
            _ => self.lost(node, so_far.len(), problems),
        }
    }

    /// Whether the steps from `depth` on may be put into `node`.
    fn may_be_made(&self, node: &Node, depth: usize) -> bool {
        let rest = &self.steps[depth..];
        let after_star = self.steps[..depth].contains(&Step::Every);
        let into_names = self.starts_with_names() && (depth == 0 || depth == 1 && rest.len() > 1);
        let many = rest.contains(&Step::Every) || after_star && rest.len() > 1;
        matches!(node.value, Value::Object(_)) && !into_names && !many
    }

    fn starts_with_names(&self) -> bool {
        matches!(self.steps.first(), Some(Step::Key(key)) if NAMED.contains(&key.as_str()))
    }

    /// Says at which step the path leaves the tree.
    fn lost(&self, node: &Node, depth: usize, problems: &mut Problems) {
        let place = &self.place;
        let parent = self.first_steps(depth);
        let Step::Key(key) = &self.steps[depth] else {
            problems.add(place, format!("`{}`", self.text), format!("{parent} with keys under it"));
            return;
        };
        let found = format!("`{key}` in the path `{}`", self.text);
        if !matches!(node.value, Value::Object(_)) {
            let wanted = format!("a path that ends at {parent}, which is {}", quoted(node));
            problems.add(place, found, wanted);
            return;
        }
        let known = node.members().iter().map(|member| &*member.key);
        let wanted = match nearest(key, known.clone()) {
            Some(near) => format!("`{near}`"),
            None if depth == 0 => one_of_the_known(key, known),
            None => format!("a key of {parent}, which has {}", listed(known)),
        };
        problems.add(place, found, wanted);
    }

    fn first_steps(&self, depth: usize) -> String {
        let names: Vec<&str> =
            self.steps[..depth].iter().map(|step| step.key().unwrap_or("*")).collect();
        format!("`{}`", names.join("."))
    }
}

fn listed<'a>(keys: impl Iterator<Item = &'a str>) -> String {
    let keys: Vec<String> = keys.take(12).map(|key| format!("`{key}`")).collect();
    if keys.is_empty() { "none".to_owned() } else { alternatives(&keys).replace(" or ", " and ") }
}

/// The value at an address, if there is one.
pub(crate) fn value_at<'a>(root: &'a Node, address: &[Turn]) -> Option<&'a Node> {
    address.iter().try_fold(root, |node, turn| match turn {
        Turn::Item(index) => node.items().get(*index),
        Turn::Key(key) => node.get(key),
    })
}

/// An address as a path; nothing where no path says it.
pub(crate) fn path_to(address: &[Turn]) -> Option<String> {
    let keys: Option<Vec<&str>> = address
        .iter()
        .map(|turn| match turn {
            Turn::Key(key) => Some(key.as_str()),
            Turn::Item(_) => None,
        })
        .collect();
    let keys = keys?;
    let path = keys.iter().map(|key| written(key)).collect::<Vec<_>>().join(".");
    let read = steps(&path)?;
    read.iter().map(Step::key).eq(keys.iter().map(|key| Some(*key))).then_some(path)
}

/// The value at an address, to be changed; objects that are missing on the way are made, standing
/// where `place` says.
pub(crate) fn value_at_mut<'a>(
    root: &'a mut Node,
    address: &[Turn],
    place: &Place,
) -> &'a mut Node {
    let mut node = root;
    for turn in address {
        node = match turn {
            Turn::Item(index) => match &mut node.value {
                Value::List(items) => &mut items[*index],
                _ => unreachable!("the address was found in this tree"),
            },
            Turn::Key(key) => child_mut(node, key, place),
        };
    }
    node
}

fn child_mut<'a>(node: &'a mut Node, key: &str, place: &Place) -> &'a mut Node {
    if node.get(key).is_none() {
        node.set(key, Node { value: Value::Object(Vec::new()), place: place.clone() });
    }
    node.get_mut(key).expect("it is there or has just been put there")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::text::parse::parse;

    fn tree(text: &str) -> Node {
        let mut problems = Problems::default();
        let node = parse("t.json", text, &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        node.unwrap()
    }

    fn place() -> Place {
        Place { file: "whatif.json".into(), line: 3, column: 7 }
    }

    /// Addresses as texts, or the problem.
    fn follow(text: &str, path: &str, reach: Reach) -> Result<Vec<String>, String> {
        let mut problems = Problems::default();
        let root = tree(text);
        let found = Path::read(path, &place(), &mut problems)
            .map(|path| path.addresses(&root, reach, &mut problems))
            .unwrap_or_default();
        if let Some(problem) = problems.sorted().first() {
            return Err(problem.to_string());
        }
        let joined = |address: &Address| {
            let turns: Vec<String> = address
                .iter()
                .map(|turn| match turn {
                    Turn::Key(key) => key.clone(),
                    Turn::Item(index) => format!("#{index}"),
                })
                .collect();
            turns.join(" > ")
        };
        Ok(found.iter().map(joined).collect())
    }

    const CENTRE: &str = r#"{"contact_types": {
        "sales": {"volume": [1, 2], "patience": {"mean_seconds": 120}},
        "24.7 chat": {"volume": [3, 4], "offer": {}}
    }}"#;

    #[test]
    fn names_with_dots_are_quoted_either_way() {
        for path in ["contact_types.\"24.7 chat\".volume", "contact_types.`24.7 chat`.volume"] {
            let found = follow(CENTRE, path, Reach::Existing);
            assert_eq!(found, Ok(vec!["contact_types > 24.7 chat > volume".to_owned()]));
        }
    }

    #[test]
    fn a_star_takes_each_key_and_passes_over_what_lacks_the_rest() {
        let both = follow(CENTRE, "contact_types.*.volume", Reach::Existing).unwrap();
        assert_eq!(both.len(), 2);
        let one = follow(CENTRE, "contact_types.*.patience.mean_seconds", Reach::Existing).unwrap();
        assert_eq!(one, ["contact_types > sales > patience > mean_seconds"]);
        let none = follow(CENTRE, "contact_types.*.wrap_up.cv", Reach::Existing);
        assert!(none.is_err());
    }

    #[test]
    fn an_unknown_key_is_told_the_nearest() {
        assert_eq!(
            follow(CENTRE, "contact_types.slaes.volume", Reach::New).unwrap_err(),
            "whatif.json:3:7: found `slaes` in the path `contact_types.slaes.volume`, \
             wanted `sales`"
        );
        assert_eq!(
            follow(CENTRE, "contact_types.sales.volume.3", Reach::Existing).unwrap_err(),
            "whatif.json:3:7: found `3` in the path `contact_types.sales.volume.3`, wanted a path \
             that ends at `contact_types.sales.volume`, which is a list of 2"
        );
    }

    #[test]
    fn new_keys_are_made_only_where_they_are_not_names() {
        let sale = "contact_types.sales.redial.probability";
        assert!(follow(CENTRE, sale, Reach::New).is_ok());
        assert!(follow(CENTRE, sale, Reach::Existing).is_err());
        assert!(follow(CENTRE, "contact_types.*.redial.probability", Reach::New).is_err());
        assert_eq!(follow(CENTRE, "contact_types.*.lines", Reach::New).unwrap().len(), 2);
        assert!(follow(CENTRE, "contact_types.chat.redial", Reach::New).is_err());
        assert!(follow(CENTRE, "contact_types.chat", Reach::New).is_ok());
    }

    #[test]
    fn what_is_no_path_is_a_problem() {
        for path in ["", "a..b", ".a", "a.", "a.\"b", "\"a\"b"] {
            assert!(follow("{}", path, Reach::New).is_err(), "{path}");
        }
    }
}
