//! A tree held against its shape; everything wrong is said at once.

use std::collections::BTreeSet;

use super::shapes::{
    Key, ListShape, Means, Names, ObjectShape, Presence, Range, Rule, Shape, is_note,
};
use super::tables::SCENARIO;
use crate::base::visible::first_hidden;
use crate::scenario::laws;
use crate::scenario::laws::forms::wanted_share;
use crate::scenario::text::clock;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node, Value};
use crate::scenario::text::words::{alternatives, nearest, one_of_the_known, quoted};

mod names;

/// Reports everything about a tree that its shape does not allow.
pub fn validate(node: &Node, shape: &Shape, problems: &mut Problems) {
    if problems.is_full() {
        return;
    }
    match shape {
        Shape::Anything => {}
        Shape::OneOf(_) | Shape::Law(_) if node.get("between").is_some() => {
            refuse(node, shape, problems);
        }
        Shape::OneOf(shapes) => match shapes.iter().find(|shape| fits(node, shape)) {
            Some(shape) => validate(node, shape, problems),
            None => refuse(node, shape, problems),
        },
        Shape::Object(object) if matches!(node.value, Value::Object(_)) => {
            validate_object(node, object, problems);
        }
        Shape::List(list) if matches!(node.value, Value::List(_)) => {
            validate_list(node, list, problems);
        }
        Shape::Law(law) => {
            if law.means == Means::ByInterval {
                laws::law_by_interval(node, law, problems);
            } else {
                laws::law(node, law, problems);
            }
        }
        _ if is_allowed(node, shape) => {}
        _ => refuse(node, shape, problems),
    }
}

/// Whether a value without parts is what its shape allows.
fn is_allowed(node: &Node, shape: &Shape) -> bool {
    let number = node.number();
    let text = node.text();
    match shape {
        Shape::Number(range) => number.is_some_and(|number| range.holds(number)),
        Shape::Whole(range) => number.is_some_and(|n| range.holds(n) && n.fract() == 0.0),
        Shape::WholeOf(wholes) => number
            .is_some_and(|n| wholes.iter().any(|&whole| f64::from(whole).total_cmp(&n).is_eq())),
        Shape::Truth => node.truth().is_some(),
        Shape::Text => text.is_some(),
        Shape::Label => text.is_some_and(|text| first_hidden(text).is_none()),
        Shape::Clock => text.is_some_and(|text| clock::minutes(text).is_some()),
        Shape::Date => text.is_some_and(clock::is_date),
        Shape::Choice(choices) => {
            text.is_some_and(|text| choices.iter().any(|choice| choice.name == text))
        }
        _ => false,
    }
}

/// Whether a value is of the kind that an alternative is told by.
pub(crate) fn fits(node: &Node, shape: &Shape) -> bool {
    match (shape, &node.value) {
        (Shape::Object(object), Value::Object(_)) => {
            object.marker.is_none_or(|marker| node.get(marker).is_some())
        }
        (Shape::List(list), Value::List(items)) => {
            items.first().is_none_or(|first| fits(first, &list.item))
        }
        (Shape::Law(_), Value::Object(_) | Value::Number(..))
        | (Shape::Number(_) | Shape::Whole(_) | Shape::WholeOf(_), Value::Number(..))
        | (
            Shape::Text | Shape::Label | Shape::Clock | Shape::Date | Shape::Choice(_),
            Value::Text(_),
        )
        | (Shape::Truth, Value::Bool(_))
        | (Shape::Anything, _) => true,
        (Shape::OneOf(shapes), _) => shapes.iter().any(|shape| fits(node, shape)),
        _ => false,
    }
}

/// Says that a value is not what its shape wants.
fn refuse(node: &Node, shape: &Shape, problems: &mut Problems) {
    if let Some(between) = node.members().iter().find(|member| member.key == "between") {
        let wanted = in_words(shape, None);
        problems.add(&between.place, "`between`", wanted);
        return;
    }
    problems.add(&node.place, quoted(node), in_words(shape, Some(node)));
}

/// What a shape wants, in the planner's words.
fn in_words(shape: &Shape, found: Option<&Node>) -> String {
    let number = found.and_then(Node::number);
    match shape {
        Shape::Object(object) => format!("an object: {}", object.title),
        Shape::List(list) => format!("a list with a {}", list.what),
        Shape::Number(range) if is_share(*range) => wanted_share(*range, number),
        Shape::Number(range) => format!("a number{}", range.in_words()),
        Shape::Whole(range) => format!("a whole number{}", range.in_words()),
        Shape::WholeOf(wholes) => {
            alternatives(&wholes.iter().map(ToString::to_string).collect::<Vec<_>>())
        }
        Shape::Truth => "true or false".to_owned(),
        Shape::Text => "a text".to_owned(),
        Shape::Label => "a text on one line, in characters that can be seen".to_owned(),
        Shape::Clock => "a time of day as \"HH:MM\"".to_owned(),
        Shape::Date => "a date as \"YYYY-MM-DD\"".to_owned(),
        Shape::Choice(choices) => {
            let names: Vec<&str> = choices.iter().map(|choice| choice.name).collect();
            one_of_the_known(found.and_then(Node::text).unwrap_or_default(), names)
        }
        Shape::OneOf(shapes) => {
            let wanted: Vec<_> = shapes.iter().map(|shape| in_words(shape, found)).collect();
            alternatives(&wanted)
        }
        Shape::Law(_) => "a number of at least 0 or an object with a distribution".to_owned(),
        Shape::Later => "nothing here".to_owned(),
        Shape::Anything => "any value".to_owned(),
    }
}

fn is_share(range: Range) -> bool {
    range.least >= 0.0 && range.most <= 1.0
}

fn validate_list(node: &Node, list: &ListShape, problems: &mut Problems) {
    let mut names = BTreeSet::new();
    for item in node.items() {
        validate(item, &list.item, problems);
        if let (true, Some(name)) = (list.is_of_names(), item.text())
            && !names.insert(name)
        {
            problems.add(&item.place, format!("`{name}` again"), "each name once");
        }
    }
    let length = node.items().len();
    if (list.least..=list.most).contains(&length) {
        return;
    }
    let wanted = match (list.least, list.most) {
        (least, most) if least == most => format!("{least}: a {} each", list.what),
        (least, _) if length < least => format!("at least {least} (a {} each)", list.what),
        (_, most) => format!("at most {most} (a {} each)", list.what),
    };
    problems.add(&node.place, quoted(node), wanted);
}

fn validate_object(node: &Node, object: &ObjectShape, problems: &mut Problems) {
    // A mistyped key is one problem, not also the lack of the one that was meant.
    let mut meant = Vec::new();
    for member in node.members() {
        if is_note(member) {
            continue;
        }
        match (object.key(&member.key), object.names) {
            (Some(key), _) => validate_member(member, key, problems),
            (None, Some(names)) => validate_named(member, object, names, problems),
            (None, None) if member.key == "note" => {
                problems.add(&member.node.place, quoted(&member.node), "a text");
            }
            (None, None) => meant.extend(report_unknown(member, object, problems)),
        }
    }
    if names::gives_names(object) {
        names::refuse_alike(node, object, problems);
    }
    let has = |name: &str| node.get(name).is_some() || meant.contains(&name);
    for key in object.all_keys() {
        if key.presence == Presence::Required && !has(key.name) {
            let found = format!("{} without `{}`", object.title, key.name);
            problems.add(&node.place, found, format!("`{}`", key.name));
        }
    }
    for rule in object.rules {
        check_rule(node, object, *rule, &has, problems);
    }
}

fn validate_member(member: &Member, key: &Key, problems: &mut Problems) {
    if matches!(key.shape, Shape::Later) {
        let found = format!("`{}`, which is not built yet", member.key);
        problems.add(&member.place, found, "a file without it");
        return;
    }
    validate(&member.node, &key.shape, problems);
}

fn validate_named(member: &Member, object: &ObjectShape, names: Names, problems: &mut Problems) {
    if names::gives_names(object) {
        names::check(member, names.what, problems);
    }
    validate(&member.node, &names.shape, problems);
}

/// Reports a key that the object does not have; returns the key that was probably meant.
fn report_unknown(
    member: &Member,
    object: &ObjectShape,
    problems: &mut Problems,
) -> Option<&'static str> {
    let found = format!("the unknown key `{}`", member.key);
    let built = object.all_keys().filter(|key| !matches!(key.shape, Shape::Later));
    let known: Vec<&'static str> = built.map(|key| key.name).collect();
    let near = nearest(&member.key, known.iter().copied());
    let wanted = match (near, home_of(&member.key)) {
        (Some(near), _) => format!("`{near}`"),
        (None, Some(home)) => format!("it in {}", home.title),
        (None, None) => one_of_the_known(&member.key, known),
    };
    problems.add(&member.place, found, wanted);
    near
}

/// The object of the format that has a key, if exactly one has.
fn home_of(key: &str) -> Option<&'static ObjectShape> {
    let mut homes = Vec::new();
    for object in objects(&SCENARIO) {
        if object.key(key).is_some_and(|key| !matches!(key.shape, Shape::Later)) {
            homes.push(object);
        }
    }
    (homes.len() == 1).then(|| homes[0])
}

/// An object shape and all object shapes inside it, each once, in the order of the tables.
#[must_use]
pub fn objects(root: &'static ObjectShape) -> Vec<&'static ObjectShape> {
    let mut found = vec![root];
    let mut next = 0;
    while let Some(object) = found.get(next).copied() {
        let named = object.names.iter().map(|names| &names.shape);
        for shape in object.all_keys().map(|key| &key.shape).chain(named) {
            gather(shape, &mut found);
        }
        next += 1;
    }
    found
}

fn gather(shape: &Shape, found: &mut Vec<&'static ObjectShape>) {
    match shape {
        Shape::Object(object) if !found.iter().any(|known| known.title == object.title) => {
            found.push(object);
        }
        Shape::List(list) => gather(&list.item, found),
        Shape::OneOf(shapes) => shapes.iter().for_each(|shape| gather(shape, found)),
        _ => {}
    }
}

fn check_rule(
    node: &Node,
    object: &ObjectShape,
    rule: Rule,
    has: &impl Fn(&str) -> bool,
    problems: &mut Problems,
) {
    let quote = |keys: &[&str]| {
        alternatives(&keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>())
    };
    match rule {
        Rule::ExactlyOne(keys) | Rule::AtLeastOne(keys) if !keys.iter().any(|key| has(key)) => {
            let found = format!("{} without {}", object.title, quote(keys));
            problems.add(&node.place, found, "one of them");
        }
        Rule::ExactlyOne(keys) | Rule::AtMostOne(keys) => {
            let mut given = node.members().iter().filter(|member| keys.contains(&&*member.key));
            if let Some(first) = given.next() {
                for other in given {
                    let found = format!("`{}` beside `{}`", other.key, first.key);
                    problems.add(&other.place, found, "one of them");
                }
            }
        }
        Rule::Needs(key, other) if has(key) && !has(other) => {
            let found = format!("`{key}` without `{other}`");
            problems.add(&node.place, found, format!("`{other}`"));
        }
        Rule::SomeName if object.named(node).next().is_none() => {
            problems.add(&node.place, format!("no {}", object.title), "at least one");
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::shape::tables::FILE;
    use crate::scenario::text::parse::parse;

    const SMALL: &str = r#"{
  "format": 1,
  "day": {"opens": "08:00", "closes": "18:00"},
  "contact_types": {"sales": {"volume_per_hour": 9, "handle_time": {"mean_seconds": 300}}},
  "agent_groups": {"desk": {"agents": 3, "skills": ["sales"]}}
}"#;

    fn problems_of(text: &str) -> Vec<String> {
        let mut problems = Problems::default();
        if let Some(root) = parse("a.json", text, &mut problems) {
            validate(&root, &FILE, &mut problems);
        }
        problems.sorted().iter().map(ToString::to_string).collect()
    }

    /// The one problem of the small file with one thing replaced.
    fn problem_with(old: &str, new: &str) -> String {
        assert!(SMALL.contains(old), "{old}");
        let said = problems_of(&SMALL.replacen(old, new, 1));
        assert_eq!(said.len(), 1, "{new}: {said:?}");
        said[0].clone()
    }

    #[test]
    fn the_smallest_file_is_fine() {
        assert_eq!(problems_of(SMALL), Vec::<String>::new());
    }

    /// What is replaced in the small file by what, and the problem then.
    const MISTAKES: &[(&str, &str, &str)] = &[
        ("\"agents\": 3", "\"agent\": 3", "5:29: found the unknown key `agent`, wanted `agents`"),
        (
            "\"skills\"",
            "\"wage_per_hour\": -1, \"skills\"",
            "5:59: found -1, wanted a number of at least 0",
        ),
        (
            "\"skills\"",
            "\"seed\": 1, \"skills\"",
            "5:42: found the unknown key `seed`, wanted it in run settings",
        ),
        (
            "\"agents\": 3, ",
            "",
            "5:28: found an agent group without `agents`, `scheduled_agents` or `shifts`, \
                 wanted one of them",
        ),
        (
            "\"agents\": 3",
            "\"agents\": 3, \"scheduled_agents\": 3",
            "5:42: found `scheduled_agents` beside `agents`, wanted one of them",
        ),
        (
            "\"agents\": 3",
            "\"agents\": 3.5",
            "5:39: found 3.5, wanted a whole number from 0 to 1000000000",
        ),
        (
            "\"agents\": 3",
            "\"agents\": {\"between\": [1, 2]}",
            "5:40: found `between`, wanted a whole number from 0 to \
                 1000000000, a list with a whole number for each interval or an object: a \
                 reference to an input",
        ),
        ("\"format\": 1", "\"format\": 2", "2:13: found 2, wanted 1"),
        ("  \"format\": 1,\n", "", "1:1: found a scenario without `format`, wanted `format`"),
        ("\"08:00\"", "\"8:00\"", "3:20: found \"8:00\", wanted a time of day as \"HH:MM\""),
        (
            "\"closes\"",
            "\"after_close\": \"clera\", \"closes\"",
            "3:44: found \"clera\", wanted `clear`",
        ),
        (
            "\"closes\"",
            "\"interval_minutes\": 20, \"closes\"",
            "3:49: found 20, wanted 15, 30 or 60",
        ),
        (
            "\"closes\"",
            "\"date\": \"2026-02-30\", \"closes\"",
            "3:37: found \"2026-02-30\", wanted a date as \"YYYY-MM-DD\"",
        ),
        (
            "\"volume_per_hour\": 9",
            "\"volume_per_hour\": 9, \"existing_customer_share\": 20",
            "4:80: found 20, wanted a number from 0 to 1 (did you mean 0.20?)",
        ),
        (
            "\"volume_per_hour\": 9",
            "\"volume_per_hour\": null",
            "4:50: found null, wanted a number of at least 0",
        ),
        ("300", "-300", "4:85: found -300, wanted a number above 0"),
        (
            "\"day\"",
            "\"survey\": {}, \"day\"",
            "3:3: found `survey`, which is not built yet, wanted a file without it",
        ),
        ("\"day\"", "\"note\": 5, \"day\"", "3:11: found 5, wanted a text"),
        (
            "{\"desk\": {\"agents\": 3, \"skills\": [\"sales\"]}}",
            "{}",
            "5:19: found no agent groups, wanted at least one",
        ),
    ];

    #[test]
    fn a_mistake_is_one_problem_with_its_place_and_what_is_wanted() {
        for (old, new, message) in MISTAKES {
            assert_eq!(problem_with(old, new), format!("a.json:{message}"));
        }
    }

    #[test]
    fn notes_are_welcome_in_every_object() {
        let noted = SMALL.replace(": {", ": {\"note\": \"why\", ");
        assert_eq!(problems_of(&noted), Vec::<String>::new());
    }

    #[test]
    fn ten_mistakes_are_ten_problems_in_the_order_of_the_file() {
        let text = r#"{
  "format": 2,
  "colour": "red",
  "day": {"opens": "8", "closes": "25:00", "interval_minute": 30},
  "contact_types": {
    "sales": {"handle_time": {"mean_seconds": 0}, "volume": [1, -2], "volume": 3,
              "patience": {"distribution": "gamma", "mean_seconds": 3}}
  },
  "agent_groups": {"desk": {"agents": "3", "skills": ["sales"]}}
}"#;
        let said = problems_of(text);
        let places: Vec<&str> =
            said.iter().filter_map(|problem| problem.split(": found").next()).collect();
        assert_eq!(
            places,
            [
                "a.json:2:13",
                "a.json:3:3",
                "a.json:4:20",
                "a.json:4:35",
                "a.json:4:44",
                "a.json:6:47",
                "a.json:6:65",
                "a.json:6:70",
                "a.json:7:27",
                "a.json:9:39",
            ]
        );
    }

    #[test]
    fn no_two_objects_of_the_format_share_a_title() {
        fn walk(shape: &Shape, seen: &mut Vec<&'static ObjectShape>) {
            match shape {
                Shape::Object(object) => {
                    let other = seen.iter().find(|known| known.title == object.title);
                    assert!(
                        other.is_none_or(|known| std::ptr::eq(*known, *object)),
                        "{}",
                        object.title
                    );
                    if other.is_none() {
                        seen.push(object);
                        let named = object.names.iter().map(|names| &names.shape);
                        for inner in object.all_keys().map(|key| &key.shape).chain(named) {
                            walk(inner, seen);
                        }
                    }
                }
                Shape::List(list) => walk(&list.item, seen),
                Shape::OneOf(shapes) => {
                    shapes.iter().for_each(|shape| walk(shape, seen));
                }
                _ => {}
            }
        }
        let mut seen = Vec::new();
        walk(&FILE, &mut seen);
        assert!(seen.len() > 30);
    }
}
