//! What was not given, and the several ways to write one thing brought to one.
//!
//! A value that is filled in stands at the place of the object that lacks it, so that it can be
//! told from a value that was given ([`is_default`]). Filling is idempotent.
//!
//! The normal form: `skills` is an object of objects, `busyness` a list, `volume` a list with one
//! number for each interval (`volume_per_hour` is gone), `offer.when` an object and its `clock` a
//! list of windows, `acceptance_probability` an object, and every contact type has its target.
//! Keys that exclude each other, such as `contribution_share` and `contribution`, are left alone.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::grid::Grid;
use super::shapes::{ObjectShape, Presence, Preset, Rule, Shape, is_note};
use super::tables::{SCENARIO, customers, file_shape};
use super::validate::fits;
use crate::scenario::text::tree::{Member, Node, Place, Value};

/// Fills a scenario's defaults and brings it to its normal form.
pub(crate) fn fill_defaults(root: &mut Node) {
    let mut numbers = Numbers::default();
    fill_object(root, &SCENARIO, &mut numbers);
    let grid = Grid::of(root);
    let types = names_of(root, "contact_types");
    if let Some(targets) = root.get_mut("targets") {
        fill_targets(targets, &types, &mut numbers);
    }
    for contact_type in named_mut(root, "contact_types") {
        normalise_contact_type(contact_type, grid);
    }
    for group in named_mut(root, "agent_groups") {
        normalise_skills(group, &mut numbers);
    }
}

/// Texts of numbers that are filled in again and again, each made once.
#[derive(Default)]
struct Numbers(Vec<(f64, Rc<str>)>);

impl Numbers {
    fn text_of(&mut self, number: f64) -> Rc<str> {
        let known = self.0.iter().find(|(known, _)| known.to_bits() == number.to_bits());
        if let Some((_, text)) = known {
            return Rc::clone(text);
        }
        let text: Rc<str> = format!("{number}").into();
        self.0.push((number, Rc::clone(&text)));
        text
    }
}

/// Whether a value was filled in rather than given.
#[must_use]
pub(crate) fn is_default(parent: &Node, child: &Node) -> bool {
    parent.place == child.place
}

/// The values in an object that the planner named.
pub(crate) fn named_mut<'n>(
    root: &'n mut Node,
    key: &str,
) -> impl Iterator<Item = &'n mut Node> + use<'n> {
    let members = match root.get_mut(key).map(|node| &mut node.value) {
        Some(Value::Object(members)) => members.as_mut_slice(),
        _ => &mut [],
    };
    members.iter_mut().filter(|member| !is_note(member)).map(|member| &mut member.node)
}

/// The names in an object that the planner named.
pub(crate) fn names_of(root: &Node, key: &str) -> Vec<String> {
    let members = root.get(key).map(Node::members).unwrap_or_default();
    members.iter().filter(|member| !is_note(member)).map(|member| member.key.to_string()).collect()
}

/// A number that was worked out, standing where it comes from.
pub(crate) fn number_at(number: f64, place: &Place) -> Node {
    let text = format!("{number}");
    Node { value: Value::Number(number, text.into()), place: place.clone() }
}

/// Keys under which verbs stand: what they lack is no part of the scenario.
const VERBS_WITHIN: [&str; 4] = ["variants", "checks", "day_types", "changes"];

fn fill_object(node: &mut Node, object: &ObjectShape, numbers: &mut Numbers) {
    let Node { value: Value::Object(members), place } = node else { return };
    for (key, still) in object.all_keys().zip((1..=object.all_keys().count()).rev()) {
        if VERBS_WITHIN.contains(&key.name) {
            continue;
        }
        if let Some(member) = members.iter_mut().find(|member| member.key == key.name) {
            fill(&mut member.node, &key.shape, numbers);
        } else if let Presence::Default(preset) = key.presence
            && !is_exclusive(object, key.name)
        {
            let mut value = preset_at(preset, place, numbers);
            fill(&mut value, &key.shape, numbers);
            members.reserve(still);
            members.push(Member::at_its_value(key.name, value));
        }
    }
    let Some(names) = object.names else { return };
    for member in members {
        if object.key(&member.key).is_none() && !is_note(member) {
            fill(&mut member.node, &names.shape, numbers);
        }
    }
}

fn fill(node: &mut Node, shape: &Shape, numbers: &mut Numbers) {
    match (shape, &mut node.value) {
        (Shape::Object(object), _) => fill_object(node, object, numbers),
        (Shape::List(list), Value::List(items)) => {
            for item in items {
                fill(item, &list.item, numbers);
            }
        }
        (Shape::OneOf(shapes), _) => {
            if let Some(shape) = shapes.iter().find(|shape| fits(node, shape)) {
                fill(node, shape, numbers);
            }
        }
        _ => {}
    }
}

fn preset_at(preset: Preset, place: &Place, numbers: &mut Numbers) -> Node {
    let value = match preset {
        Preset::Number(number) => Value::Number(number, numbers.text_of(number)),
        Preset::Text(text) => Value::Text(text.to_owned()),
        Preset::Truth(truth) => Value::Bool(truth),
        Preset::Empty => Value::Object(Vec::new()),
    };
    Node { value, place: place.clone() }
}

/// Whether a key may have to make room for another.
fn is_exclusive(object: &ObjectShape, name: &str) -> bool {
    object.rules.iter().any(|rule| match rule {
        Rule::ExactlyOne(keys) | Rule::AtMostOne(keys) => keys.contains(&name),
        _ => false,
    })
}

fn fill_targets(targets: &mut Node, types: &[String], numbers: &mut Numbers) {
    for name in types {
        if targets.get(name).is_none() && customers::TARGETS.key(name).is_none() {
            let mut target = preset_at(Preset::Empty, &targets.place, numbers);
            fill_object(&mut target, &customers::TARGET, numbers);
            targets.set(name, target);
        }
    }
}

fn normalise_contact_type(node: &mut Node, grid: Option<Grid>) {
    normalise_volume(node, grid);
    if let Some(busyness) = node.get_mut("busyness")
        && busyness.text().is_some()
    {
        wrap_in_list(busyness);
    }
    let Some(offer) = node.get_mut("offer") else { return };
    if let Some(acceptance) = offer.get_mut("acceptance_probability")
        && acceptance.number().is_some()
    {
        let both =
            ["with_need", "without_need"].map(|key| Member::at_its_value(key, acceptance.clone()));
        acceptance.value = Value::Object(both.into());
    }
    if let Some(when) = offer.get_mut("when") {
        normalise_offer_rule(when);
    }
}

fn normalise_volume(node: &mut Node, grid: Option<Grid>) {
    if let Some(list) = node.get("volume").and_then(|volume| volume.get("per_interval")).cloned() {
        node.set("volume", list);
    }
    let Value::Object(members) = &mut node.value else { return };
    let has_volume = members.iter().any(|member| member.key == "volume");
    let per_hour = members.iter_mut().find(|member| member.key == "volume_per_hour");
    if let (Some(member), Some(grid), false) = (per_hour, grid, has_volume)
        && let Some(per_hour) = member.node.number()
    {
        let expected = per_hour * f64::from(grid.interval_minutes) / 60.0;
        let entry = number_at(expected, &member.node.place);
        member.key = "volume".into();
        member.node.value = Value::List(vec![entry; grid.intervals()]);
    }
}

fn normalise_offer_rule(when: &mut Node) {
    match when.text() {
        Some("always") => when.value = Value::Object(Vec::new()),
        Some("never") => {
            let truth = Node { value: Value::Bool(true), place: when.place.clone() };
            when.value = Value::Object(vec![Member::at_its_value("never", truth)]);
        }
        _ => {}
    }
    if let Some(clock) = when.get_mut("clock")
        && clock.items().first().is_some_and(|first| first.text().is_some())
    {
        wrap_in_list(clock);
    }
}

fn normalise_skills(group: &mut Node, numbers: &mut Numbers) {
    let Some(skills) = group.get_mut("skills") else { return };
    let Value::List(names) = &skills.value else { return };
    let mut members: Vec<Member> = Vec::new();
    let mut known = BTreeSet::new();
    for name in names {
        let Some(text) = name.text() else { return };
        if !known.insert(text) {
            // Left as it is: `validate` says so.
            return;
        }
        let empty = Node { value: Value::Object(Vec::new()), place: name.place.clone() };
        members.push(Member::at_its_value(text.to_owned(), empty));
    }
    skills.value = Value::Object(members);
    fill(skills, &super::tables::groups::SKILLS, numbers);
}

fn wrap_in_list(node: &mut Node) {
    let list = Node { value: Value::List(vec![node.clone()]), place: node.place.clone() };
    *node = list;
}

/// Calls a function on every law of a file, at any depth.
pub(crate) fn each_law(root: &mut Node, change: &mut impl FnMut(&mut Node)) {
    let shape = file_shape(root);
    laws_of_object(root, shape, change);
}

fn laws_of_object(node: &mut Node, object: &ObjectShape, change: &mut impl FnMut(&mut Node)) {
    if object.is_flat() {
        return;
    }
    let Value::Object(members) = &mut node.value else { return };
    for member in members {
        let shape = match (object.key(&member.key), object.names) {
            (Some(key), _) => key.shape,
            (None, Some(names)) => names.shape,
            (None, None) => continue,
        };
        laws_of(&mut member.node, &shape, change);
    }
}

fn laws_of(node: &mut Node, shape: &Shape, change: &mut impl FnMut(&mut Node)) {
    match (shape, &mut node.value) {
        (Shape::Law(_), _) => change(node),
        (Shape::Object(object), _) => laws_of_object(node, object, change),
        (Shape::List(list), Value::List(items)) => {
            for item in items {
                laws_of(item, &list.item, change);
            }
        }
        (Shape::OneOf(shapes), _) => {
            if let Some(shape) = shapes.iter().find(|shape| fits(node, shape)) {
                laws_of(node, shape, change);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::shape::tables::FILE;
    use crate::scenario::shape::validate::validate;
    use crate::scenario::text::parse::parse;
    use crate::scenario::text::problem::Problems;

    fn filled(text: &str) -> Node {
        let mut problems = Problems::default();
        let mut root = parse("a.json", text, &mut problems).expect("JSON");
        validate(&root, &FILE, &mut problems);
        assert_eq!(problems, Problems::default());
        fill_defaults(&mut root);
        validate(&root, &FILE, &mut problems);
        assert_eq!(problems, Problems::default(), "what is filled in is valid too");
        root
    }

    fn at<'n>(root: &'n Node, path: &[&str]) -> &'n Node {
        path.iter().fold(root, |node, key| node.get(key).unwrap_or_else(|| panic!("no {key}")))
    }

    const TEXT: &str = r#"{"format": 1,
        "day": {"opens": "08:00", "closes": "10:00"},
        "contact_types": {
          "sales": {"volume_per_hour": 9, "handle_time": 300, "busyness": "weather"},
          "service": {"volume": {"per_interval": [1, 2, 3, 4]}, "handle_time": 300,
            "sale": {"conversion_probability": 0.1},
            "offer": {"when": {"clock": ["09:00", "10:00"]}, "handle_time": 60,
                      "acceptance_probability": 0.1}}},
        "agent_groups": {"desk": {"agents": 3, "skills": ["sales", "service"]}},
        "targets": {"sales": {"service_level": 0.8}}}"#;

    #[test]
    fn what_is_missing_is_filled_and_can_be_told_from_what_was_given() {
        let root = filled(TEXT);
        let sales = at(&root, &["contact_types", "sales"]);
        let share = at(sales, &["existing_customer_share"]);
        assert_eq!(share.number(), Some(1.0));
        assert!(is_default(sales, share));
        assert!(!is_default(sales, at(sales, &["handle_time"])));
        assert_eq!(at(&root, &["routing", "policy"]).text(), Some("specialists_first"));
        assert_eq!(at(&root, &["targets", "sales", "within_seconds"]).number(), Some(20.0));
        assert_eq!(at(&root, &["targets", "service", "within_seconds"]).number(), Some(20.0));
        assert!(is_default(&root, at(&root, &["costs"])));
    }

    #[test]
    fn keys_that_exclude_each_other_are_left_alone() {
        let root = filled(TEXT);
        let sale = at(&root, &["contact_types", "service", "sale"]);
        assert!(sale.get("contribution_share").is_none());
        assert_eq!(at(sale, &["revenue"]).number(), Some(0.0));
    }

    #[test]
    fn one_thing_is_written_in_one_way() {
        let root = filled(TEXT);
        let sales = at(&root, &["contact_types", "sales"]);
        let volumes: Vec<_> =
            at(sales, &["volume"]).items().iter().filter_map(Node::number).collect();
        assert_eq!(volumes, [4.5; 4]);
        assert!(sales.get("volume_per_hour").is_none());
        assert_eq!(at(sales, &["busyness"]).items()[0].text(), Some("weather"));
        let offer = at(&root, &["contact_types", "service", "offer"]);
        assert_eq!(at(offer, &["when", "clock"]).items()[0].items()[1].text(), Some("10:00"));
        assert_eq!(at(offer, &["acceptance_probability", "without_need"]).number(), Some(0.1));
        let skills = at(&root, &["agent_groups", "desk", "skills"]);
        assert_eq!(at(skills, &["service", "weight"]).number(), Some(1.0));
        assert_eq!(at(&root, &["contact_types", "service", "volume"]).items().len(), 4);
    }

    #[test]
    fn filling_twice_changes_nothing() {
        let once = filled(TEXT);
        let mut twice = once.clone();
        fill_defaults(&mut twice);
        assert_eq!(format!("{once:?}"), format!("{twice:?}"));
    }
}
