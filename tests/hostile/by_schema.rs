//! Values and mutants that follow the published schema, so that most of them reach the engine.

use serde_json::{Map, Value, json};

use crate::mutation::{Rng, extreme};

/// Numbers that planners write, small enough to be run in a moment.
const SMALL: [f64; 16] =
    [0.0, 1.0, 2.0, 3.0, 0.5, 0.1, 0.9, 0.99, 1e-6, 5.0, 10.0, 15.0, 20.0, 60.0, 0.3, 100.0];

/// Names of contact types, groups and inputs, some of them strange.
const NAMES: [&str; 14] = [
    "sales",
    "service",
    "complaint",
    "blended",
    "desk",
    "volumes",
    "weather",
    "*",
    "base",
    "a.b",
    "é",
    "x y",
    "a=b",
    "__proto__",
];

/// Texts where the schema wants a pattern: all of them times or dates.
const TIMES: [&str; 8] =
    ["08:00", "09:00", "08:30", "24:00", "00:00", "23:45", "2026-03-10", "10:00"];

/// Where a value stands: keys, and positions as texts.
type Place = Vec<String>;

/// The schema of scenario files.
pub(crate) struct Schema(Value);

impl Schema {
    pub(crate) fn new(text: &str) -> Self {
        Self(serde_json::from_str(text).expect("the schema is JSON"))
    }

    /// A random scenario, or now and then a what-if file.
    pub(crate) fn file(&self, rng: &mut Rng) -> Value {
        let kind = if rng.below(10) > 0 { "scenario" } else { "what_if_file" };
        let mut file = self.value(&self.0["$defs"][kind], 0, rng);
        file["format"] = json!(1);
        file
    }

    /// A file after some changes, most of which the schema allows.
    pub(crate) fn mutant(&self, seed: &Value, rng: &mut Rng) -> Value {
        let mut file = seed.clone();
        for _ in 0..*rng.one_of(&[1, 1, 1, 2, 2, 3, 4, 6]) {
            self.change(&mut file, rng);
        }
        file
    }

    fn change(&self, file: &mut Value, rng: &mut Rng) {
        let mut places = Vec::new();
        gather(file, &mut Vec::new(), &mut places);
        let Some(place) = (!places.is_empty()).then(|| rng.one_of(&places).clone()) else { return };
        match rng.below(16) {
            0 | 1 => remove(file, &place),
            2..=6 => {
                if let Some(schema) = self.at(&place, rng) {
                    let value = self.value(schema, place.len(), rng);
                    *at_mut(file, &place) = value;
                }
            }
            7 | 8 => {
                let from: &Place = rng.one_of(&places);
                let other = at_mut(file, from).clone();
                *at_mut(file, &place) = other;
            }
            9 => *at_mut(file, &place) = odd(rng),
            10..=12 => self.add(file, &places, rng),
            _ => {
                let node = at_mut(file, &place);
                if let Some(number) = node.as_f64() {
                    *node = tweaked(number, rng);
                }
            }
        }
    }

    /// Gives an object a key that it may have.
    fn add(&self, file: &mut Value, places: &[Place], rng: &mut Rng) {
        let is_object = |place: &&Place| at(file, place).is_some_and(Value::is_object);
        let objects: Vec<Place> = places.iter().filter(is_object).cloned().collect();
        let place = if objects.is_empty() { Place::new() } else { rng.one_of(&objects).clone() };
        let Some(schema) = self.at(&place, rng) else { return };
        let mut known = Vec::new();
        self.properties(schema, &mut known);
        known.retain(|(key, _)| is_told(key));
        if let (false, Value::Object(members)) = (known.is_empty(), at_mut(file, &place)) {
            let (key, schema) = *rng.one_of(&known);
            members.insert(key.clone(), self.value(schema, place.len() + 1, rng));
        }
    }

    fn followed<'s>(&'s self, mut schema: &'s Value) -> &'s Value {
        while let Some(reference) = schema["$ref"].as_str() {
            let pointer = reference.strip_prefix('#').expect("references stay in the file");
            schema = self.0.pointer(pointer).expect("what is referred to is there");
        }
        schema
    }

    /// A schema and whatever it is a choice of.
    fn branches<'s>(&'s self, schema: &'s Value, found: &mut Vec<&'s Value>) {
        let schema = self.followed(schema);
        found.push(schema);
        for key in ["anyOf", "oneOf", "allOf"] {
            for branch in schema[key].as_array().into_iter().flatten() {
                self.branches(branch, found);
            }
        }
    }

    fn properties<'s>(&'s self, schema: &'s Value, found: &mut Vec<(&'s String, &'s Value)>) {
        let mut all = Vec::new();
        self.branches(schema, &mut all);
        for one in all {
            found.extend(one["properties"].as_object().into_iter().flatten());
        }
    }

    /// One of the schemas of what stands somewhere in a scenario.
    fn at(&self, place: &[String], rng: &mut Rng) -> Option<&Value> {
        let mut here = vec![&self.0["$defs"]["scenario"]];
        for step in place {
            let mut next = Vec::new();
            for schema in here {
                let mut all = Vec::new();
                self.branches(schema, &mut all);
                for one in all {
                    let known = one["properties"].get(step.as_str());
                    let other = || one.get("additionalProperties").filter(|any| any.is_object());
                    let item = || one.get("items").filter(|_| step.parse::<usize>().is_ok());
                    next.extend(known.or_else(other).or_else(item));
                }
            }
            here = next;
        }
        (!here.is_empty()).then(|| *rng.one_of(&here))
    }

    /// A random value of a schema: legal, but for what the schema cannot say.
    fn value(&self, schema: &Value, depth: usize, rng: &mut Rng) -> Value {
        let schema = self.followed(schema);
        if schema.get("properties").is_some() || schema["type"] == "object" {
            return self.object(schema, depth, rng);
        }
        for key in ["anyOf", "oneOf"] {
            if let Some(branches) = schema[key].as_array() {
                return self.value(rng.one_of(branches), depth + 1, rng);
            }
        }
        if let Some(all) = schema["enum"].as_array() {
            return rng.one_of(all).clone();
        }
        if let Some(only) = schema.get("const") {
            return only.clone();
        }
        match schema["type"].as_str() {
            Some("integer") => number(schema, rng).map_or(json!(1), |it| json!(it.trunc() as i64)),
            Some("number") => number(schema, rng).map_or_else(|| extreme(rng), Value::from),
            Some("boolean") => json!(rng.below(2) == 0),
            Some("string") if schema.get("pattern").is_some() => json!(rng.one_of(&TIMES)),
            Some("string") => json!(rng.one_of(&NAMES)),
            Some("array") => {
                let least = schema["minItems"].as_u64().unwrap_or(0) as usize;
                let most = schema["maxItems"].as_u64().unwrap_or(4).min(4) as usize;
                let items = least + rng.below(most.saturating_sub(least) + 1);
                (0..items).map(|_| self.value(&schema["items"], depth + 1, rng)).collect()
            }
            _ => extreme(rng),
        }
    }

    fn object(&self, schema: &Value, depth: usize, rng: &mut Rng) -> Value {
        let mut needed = Vec::new();
        needed.extend(schema["required"].as_array().into_iter().flatten());
        for part in schema["allOf"].as_array().into_iter().flatten() {
            for key in ["anyOf", "oneOf"] {
                if let Some(branches) = part[key].as_array() {
                    let one = &rng.one_of(branches)["required"];
                    needed.extend(one.as_array().into_iter().flatten());
                }
            }
        }
        let often = if depth < 3 { 3 } else { 6 };
        let mut members = Map::new();
        for (key, schema) in schema["properties"].as_object().into_iter().flatten() {
            let wanted = needed.iter().any(|needed| *needed == key);
            if wanted || (is_told(key) && rng.below(often) == 0) {
                members.insert(key.clone(), self.value(schema, depth + 1, rng));
            }
        }
        if let Some(other) = schema.get("additionalProperties").filter(|other| other.is_object()) {
            for _ in 0..=rng.below(2) {
                let name = (*rng.one_of(&NAMES)).to_owned();
                members.insert(name, self.value(other, depth + 1, rng));
            }
        }
        Value::Object(members)
    }
}

fn is_told(key: &str) -> bool {
    key != "note" && key != "$schema"
}

/// A number within the bounds of a schema, often one of them.
fn number(schema: &Value, rng: &mut Rng) -> Option<f64> {
    let least = schema["minimum"].as_f64();
    let above = schema["exclusiveMinimum"].as_f64();
    let most = schema["maximum"].as_f64();
    match rng.below(12) {
        0 => return Some(least.or(above).unwrap_or(1.0)),
        1 => return most.filter(|most| *most <= 1e6).or(Some(1.0)),
        2 => return extreme(rng).as_f64(),
        _ => {}
    }
    let allowed = |it: &f64| {
        least.is_none_or(|least| *it >= least)
            && above.is_none_or(|above| *it > above)
            && most.is_none_or(|most| *it <= most)
    };
    let fitting: Vec<f64> = SMALL.into_iter().filter(allowed).collect();
    (!fitting.is_empty()).then(|| *rng.one_of(&fitting))
}

fn tweaked(number: f64, rng: &mut Rng) -> Value {
    match rng.below(12) {
        0 => json!(number * 2.0),
        1 => json!(number * 10.0),
        2 => json!(number / 10.0),
        3 => json!(number * 1000.0),
        4 => json!(number + 1.0),
        5 => json!(number - 1.0),
        6 => json!(-number),
        7 => json!(number * 1.000_000_1),
        8 => json!([number, number]),
        9 => json!({ "between": [number / 2.0, number * 2.0] }),
        10 => json!(number.to_string()),
        _ => extreme(rng),
    }
}

fn odd(rng: &mut Rng) -> Value {
    let all = [
        json!("x"),
        Value::Null,
        json!(true),
        json!([]),
        json!({}),
        json!(1),
        json!(0),
        json!([1]),
        json!({ "from": "volumes" }),
        json!("never"),
        json!({ "between": [0, 1] }),
    ];
    rng.one_of(&all).clone()
}

/// Every place of a tree but its root.
fn gather(tree: &Value, here: &mut Place, places: &mut Vec<Place>) {
    let mut visit = |step: String, below: &Value| {
        here.push(step);
        places.push(here.clone());
        gather(below, here, places);
        here.pop();
    };
    match tree {
        Value::Object(members) => members.iter().for_each(|(key, it)| visit(key.clone(), it)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, it)| visit(at.to_string(), it));
        }
        _ => {}
    }
}

fn at<'v>(tree: &'v Value, place: &[String]) -> Option<&'v Value> {
    place.iter().try_fold(tree, |node, step| match node {
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        _ => node.get(step),
    })
}

/// # Panics
/// Where the place is not of this tree.
fn at_mut<'v>(tree: &'v mut Value, place: &[String]) -> &'v mut Value {
    place.iter().fold(tree, |node, step| match node {
        Value::Array(items) => {
            &mut items[step.parse::<usize>().expect("a position in a list is a number")]
        }
        _ => &mut node[step.as_str()],
    })
}

fn remove(tree: &mut Value, place: &[String]) {
    let (step, above) = place.split_last().expect("the root is not among the places");
    match at_mut(tree, above) {
        Value::Array(items) => {
            items.remove(step.parse().expect("a position in a list is a number"));
        }
        Value::Object(members) => drop(members.shift_remove(step)),
        _ => {}
    }
}
