//! The JSON Schema of scenario and what-if files, made from the tables of the format.

use serde_json::{Map, Value, json};

use super::shapes::{
    Choice, DefaultFamily, End, Ends, Key, LawShape, ListShape, Means, ObjectShape, Presence,
    Preset, Range, Rule, Shape,
};
use super::tables::{DECIMAL_MARKS, SCENARIO, WHAT_IF};
use crate::scenario::asked::between::PARTS;
use crate::scenario::laws::families::{FAMILIES, Family, Parameter, family};

/// The schema (draft 2020-12) of both kinds of file: a file with a `base` is a what-if.
#[must_use]
pub fn schema() -> Value {
    let mut definitions = Definitions::default();
    // What both have is met first where its numbers may be unknown.
    let scenario = definitions.object(&SCENARIO);
    let what_if = definitions.object(&WHAT_IF);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Switchroom scenario or what-if file",
        "if": { "type": "object", "required": ["base"] },
        "then": what_if,
        "else": scenario,
        "$defs": definitions.all,
    })
}

/// Text on one line in characters that can be seen: no controls, no marks for lines or the direction
/// of writing, nothing without a picture.
const VISIBLE: &str = "^[^\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]*$";

/// The definition of what stands in place of a number that is not known.
const UNKNOWN: &str = "unknown_number";

/// The name of a definition: the title without its article.
fn name_of(title: &str) -> String {
    let bare = title.strip_prefix("a ").or_else(|| title.strip_prefix("an ")).unwrap_or(title);
    bare.replace([' ', '-'], "_")
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// Definitions so far, each made once.
#[derive(Default)]
struct Definitions {
    all: Map<String, Value>,
    /// Whether numbers may be unknown where it is.
    may_be_unknown: bool,
}

impl Definitions {
    /// A definition by name, made on first use; `make` may refer to it.
    fn define(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.all.contains_key(name) {
            self.all.insert(name.to_owned(), Value::Null);
            let made = make(self);
            self.all.insert(name.to_owned(), made);
        }
        reference(name)
    }

    fn object(&mut self, object: &'static ObjectShape) -> Value {
        self.define(&name_of(object.title), |definitions| definitions.object_body(object))
    }

    fn object_body(&mut self, object: &'static ObjectShape) -> Value {
        let mut properties = Map::new();
        for key in object.all_keys().filter(|key| !matches!(key.shape, Shape::Later)) {
            if object.title == SCENARIO.title {
                self.may_be_unknown = PARTS.contains(&key.name);
            }
            properties.insert(key.name.to_owned(), self.key(key));
        }
        let named = object.names.map(|names| self.shape(&names.shape));
        let note = json!({ "type": "string", "description": "A note to the reader" });
        let note = match &named {
            Some(named) => json!({ "anyOf": [note, named] }),
            None => note,
        };
        properties.insert("note".to_owned(), note);
        let mut body = json!({
            "type": "object",
            "description": object.doc,
            "properties": properties,
            "additionalProperties": named.unwrap_or(Value::Bool(false)),
        });
        let required: Vec<&str> = object
            .all_keys()
            .filter(|key| key.presence == Presence::Required)
            .map(|key| key.name)
            .collect();
        if !required.is_empty() {
            body["required"] = json!(required);
        }
        let rules: Vec<Value> = object.rules.iter().map(|rule| self::rule(*rule)).collect();
        if !rules.is_empty() {
            body["allOf"] = json!(rules);
        }
        body
    }

    fn key(&mut self, key: &Key) -> Value {
        let mut value = self.shape(&key.shape);
        value["description"] = json!(key.doc);
        if let Presence::Default(preset) = key.presence {
            value["default"] = match preset {
                Preset::Number(number) => self::number(number),
                Preset::Text(text) => json!(text),
                Preset::Truth(truth) => json!(truth),
                Preset::Empty => json!({}),
            };
        }
        value
    }

    fn shape(&mut self, shape: &Shape) -> Value {
        match shape {
            Shape::Object(object) => self.object(object),
            Shape::List(list) => self.list(list),
            Shape::Number(range) => self.or_unknown(ranged("number", *range)),
            Shape::Whole(range) => self.or_unknown(ranged("integer", *range)),
            Shape::WholeOf(wholes) => json!({ "enum": wholes }),
            Shape::Truth => json!({ "type": "boolean" }),
            Shape::Text => json!({ "type": "string" }),
            Shape::Label => json!({ "type": "string", "pattern": VISIBLE }),
            Shape::Clock => {
                json!({ "type": "string", "pattern": "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$" })
            }
            Shape::Date => json!({
                "type": "string",
                "format": "date",
                "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
            }),
            Shape::Choice(choices) => choice(choices.iter()),
            Shape::OneOf(shapes) => {
                let shapes: Vec<Value> = shapes.iter().map(|shape| self.shape(shape)).collect();
                json!({ "anyOf": shapes })
            }
            Shape::Law(law) => self.law(law),
            // A later key is not in the schema, so that editors mark it.
            Shape::Later => Value::Bool(false),
            Shape::Anything => json!({}),
        }
    }

    /// A number, or the two between which it is not known.
    fn or_unknown(&mut self, number: Value) -> Value {
        if !self.may_be_unknown {
            return number;
        }
        let unknown = self.define(UNKNOWN, |_| {
            json!({
                "type": "object",
                "description": "A number that is not known: `risk` draws it, a run takes the middle",
                "properties": {
                    "between": {
                        "type": "array",
                        "items": { "type": "number" },
                        "minItems": 2,
                        "maxItems": 2,
                        "description": "The least and the most that it may be",
                    },
                    "note": { "type": "string", "description": "A note to the reader" },
                },
                "additionalProperties": false,
                "required": ["between"],
            })
        });
        json!({ "anyOf": [number, unknown] })
    }

    fn list(&mut self, list: &ListShape) -> Value {
        let mut body = json!({
            "type": "array",
            "description": format!("A {} each", list.what),
            "items": self.shape(&list.item),
            "minItems": list.least,
        });
        if list.most < usize::MAX {
            body["maxItems"] = json!(list.most);
        }
        if list.is_of_names() {
            body["uniqueItems"] = json!(true);
        }
        body
    }

    fn law(&mut self, law: &'static LawShape) -> Value {
        let name = name_of(law.title);
        self.define(&name, |definitions| {
            let object = definitions.define(&format!("{name}_by_distribution"), |definitions| {
                definitions.law_object(law, &name, Extra::None)
            });
            json!({
                "description": "A number (constant) or a distribution",
                "anyOf": [
                    definitions.or_unknown(ranged("number", Range::NOT_NEGATIVE)),
                    object,
                ],
            })
        })
    }

    /// What every named distribution needs.
    fn distributions(&mut self, suffix: &'static str) -> Value {
        self.define(&format!("distributions{suffix}"), |_| {
            let condition = |family: &Family| {
                let beside = [BESIDE.as_slice(), &["distribution"]].concat();
                json!({
                    "if": {
                        "properties": { "distribution": { "const": family.choice.name } },
                        "required": ["distribution"],
                    },
                    "then": form(family, suffix, &beside),
                })
            };
            json!({ "allOf": FAMILIES.iter().map(condition).collect::<Vec<_>>() })
        })
    }

    /// A law as an object; a part of a mixture has its share as well.
    fn law_object(&mut self, law: &'static LawShape, name: &str, extra: Extra) -> Value {
        let mut properties = Map::new();
        let families = || FAMILIES.iter().filter(|family| is_allowed(family, law));
        let share = || {
            let mut share = ranged("number", Range::SHARE);
            share["description"] = json!("Share of this part; all shares add up to 1");
            share
        };
        if extra == Extra::Share {
            properties.insert("share".to_owned(), share());
        }
        properties.insert("distribution".to_owned(), choice(families().map(|f| &f.choice)));
        for parameter in Parameter::ALL {
            let value = self.or_unknown(parameter_schema(parameter, law, &share()));
            properties.insert(parameter.key(law.suffix), value);
        }
        let part = self.define(&format!("{name}_part"), |definitions| {
            definitions.law_object(law, name, Extra::Share)
        });
        let observed = json!({
            "type": "array",
            "description": "Values observed, each equally likely",
            "items": ranged("number", Range::NOT_NEGATIVE),
            "minItems": 1,
        });
        let parts = json!({
            "type": "array",
            "description": "One of several distributions, by share",
            "items": part,
            "minItems": 1,
        });
        let text = |doc: &str| json!({ "type": "string", "description": doc });
        properties.insert("mixture".to_owned(), parts);
        properties.insert("values".to_owned(), observed);
        properties.insert("values_csv".to_owned(), text("A CSV file of values observed"));
        properties.insert("column".to_owned(), text("Its column; else its only one"));
        let mut mark = choice(DECIMAL_MARKS.iter());
        mark["description"] = json!("Of its numbers, where its cells leave it open");
        properties.insert("decimal_mark".to_owned(), mark);
        properties.insert("note".to_owned(), text("A note to the reader"));
        let conditions = [self.distributions(law.suffix), alone(), by_default(law)];
        let mut body = json!({
            "type": "object",
            "description": law.title,
            "properties": properties,
            "additionalProperties": false,
            "allOf": conditions,
        });
        if extra == Extra::Share {
            body["required"] = json!(["share"]);
        }
        body
    }
}

/// Keys that any law may have beside those that say what it is.
const BESIDE: [&str; 2] = ["share", "note"];

/// What is not given by parameters has no parameters.
fn alone() -> Value {
    let kinds: [&[&str]; 3] =
        [&["mixture"], &["values"], &["values_csv", "column", "decimal_mark"]];
    let only = |keys: &[&str]| {
        let all = [keys, BESIDE.as_slice()].concat();
        json!({ "if": { "required": [keys[0]] }, "then": { "propertyNames": { "enum": all } } })
    };
    json!({ "allOf": kinds.map(only), "dependentRequired": {
        "column": ["values_csv"],
        "decimal_mark": ["values_csv"],
    } })
}

/// What holds where no distribution is named.
fn by_default(law: &LawShape) -> Value {
    let form = |name: &str| {
        let family = family(name).expect("default families are in the table of families");
        form(family, law.suffix, &BESIDE)
    };
    let then = match law.default {
        DefaultFamily::Lognormal => form("lognormal"),
        DefaultFamily::Exponential => form("exponential"),
        DefaultFamily::Constant => json!({
            "if": { "required": ["cv"] },
            "then": form("lognormal"),
            "else": form("constant"),
        }),
    };
    let named = ["distribution", "mixture", "values", "values_csv"];
    let named = named.map(|key| json!({ "required": [key] }));
    json!({ "if": { "not": { "anyOf": named } }, "then": then })
}

/// What a law has beside its own keys.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extra {
    None,
    Share,
}

fn is_allowed(family: &Family, law: &LawShape) -> bool {
    law.end == End::MayBeNever || family.choice.name != "never"
}

fn parameter_schema(parameter: Parameter, law: &LawShape, share: &Value) -> Value {
    let range = parameter.range_in(law);
    let mut value = match parameter {
        Parameter::Branches => {
            let mean = Parameter::Mean.key(law.suffix);
            json!({
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "share": share,
                        (mean.clone()): ranged("number", Range::POSITIVE),
                        "note": { "type": "string" },
                    },
                    "required": ["share", mean],
                    "additionalProperties": false,
                },
                "minItems": 1,
            })
        }
        Parameter::Phases => ranged("integer", range),
        Parameter::Mean if law.means == Means::ByInterval => {
            let one = ranged("number", range);
            json!({ "anyOf": [one, { "type": "array", "items": one, "minItems": 1 }] })
        }
        _ => ranged("number", range),
    };
    value["description"] = json!(parameter.doc());
    value
}

/// What a distribution needs, and that it has nothing else.
fn form(family: &Family, suffix: &str, beside: &[&str]) -> Value {
    let forms: Vec<Value> = family
        .forms
        .iter()
        .map(|form| json!({ "required": form.iter().map(|p| p.key(suffix)).collect::<Vec<_>>() }))
        .collect();
    let mut keys: Vec<String> = beside.iter().map(ToString::to_string).collect();
    let used = |parameter: &Parameter| family.forms.iter().any(|form| form.contains(parameter));
    keys.extend(Parameter::ALL.iter().filter(|p| used(p)).map(|p| p.key(suffix)));
    json!({ "propertyNames": { "enum": keys }, "anyOf": forms })
}

fn choice<'a>(choices: impl Iterator<Item = &'a Choice>) -> Value {
    let alternatives: Vec<Value> =
        choices.map(|choice| json!({ "const": choice.name, "description": choice.doc })).collect();
    json!({ "oneOf": alternatives })
}

fn rule(rule: Rule) -> Value {
    let each =
        |keys: &[&str]| keys.iter().map(|key| json!({ "required": [key] })).collect::<Vec<_>>();
    match rule {
        Rule::ExactlyOne(keys) => json!({ "oneOf": each(keys) }),
        Rule::AtLeastOne(keys) => json!({ "anyOf": each(keys) }),
        Rule::AtMostOne(keys) => json!({ "not": { "required": keys } }),
        Rule::Needs(key, other) => json!({ "dependentRequired": { key: [other] } }),
        Rule::SomeName => json!({ "minProperties": 1 }),
    }
}

fn ranged(kind: &str, range: Range) -> Value {
    let mut value = json!({ "type": kind });
    let low = if range.ends == Ends::Above { "exclusiveMinimum" } else { "minimum" };
    let high = if range.ends == Ends::Below { "exclusiveMaximum" } else { "maximum" };
    if range.least.is_finite() {
        value[low] = number(range.least);
    }
    if range.most.is_finite() {
        value[high] = number(range.most);
    }
    value
}

/// A number as a planner would write it: whole ones without a point.
fn number(number: f64) -> Value {
    let is_whole = number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0;
    if is_whole { json!(number as i64) } else { json!(number) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::scenario::shape::validate::objects;

    #[test]
    fn the_published_schema_is_current() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenario.schema.json");
        let text = format!("{:#}\n", schema());
        if std::env::var_os("SWITCHROOM_BLESS").is_some() {
            fs::write(&path, &text).expect("the schema can be written");
        }
        let published = fs::read_to_string(&path).expect("the schema is published");
        assert_eq!(published.replace('\r', ""), text, "run the tests with SWITCHROOM_BLESS=1");
    }

    #[test]
    fn reader_and_schema_hold_the_same_keys() {
        let schema = schema();
        let mut compared = BTreeSet::new();
        for object in objects(&SCENARIO).into_iter().chain(objects(&WHAT_IF)) {
            let name = name_of(object.title);
            let properties = schema["$defs"][&name]["properties"].as_object().expect("an object");
            let published: BTreeSet<&str> = properties.keys().map(String::as_str).collect();
            let mut read: BTreeSet<&str> = object
                .all_keys()
                .filter(|key| !matches!(key.shape, Shape::Later))
                .map(|key| key.name)
                .collect();
            read.insert("note");
            assert_eq!(published, read, "{name}");
            compared.insert(name);
        }
        let laws = schema["$defs"].as_object().expect("definitions").iter().filter(|(_, body)| {
            body["properties"].as_object().is_some_and(|p| p.contains_key("distribution"))
        });
        let unseen: Vec<&String> = schema["$defs"]
            .as_object()
            .expect("definitions")
            .iter()
            .filter(|(name, body)| body["type"] == "object" && !compared.contains(*name))
            .filter(|(name, _)| *name != UNKNOWN)
            .map(|(name, _)| name)
            .collect();
        assert_eq!(
            unseen,
            laws.map(|(name, _)| name).filter(|name| !compared.contains(*name)).collect::<Vec<_>>()
        );
    }
}
