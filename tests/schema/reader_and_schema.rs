//! **Law:** what the reader of scenarios accepts, the published schema accepts, as a validator of
//! schemas that others wrote judges it; and the other way round.

use std::sync::LazyLock;

use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Value, json};
use switchroom::scenario::load::read_text;
use switchroom::scenario::shape::schema::schema;
use switchroom::scenario::shape::tables::FILE;
use switchroom::scenario::shape::validate::validate;
use switchroom::scenario::text::parse::parse;
use switchroom::scenario::text::problem::Problems;

const EXAMPLES: [&str; 4] = [
    include_str!("../../src/scenario/test_files/small.json"),
    include_str!("../../src/scenario/test_files/campaign.json"),
    include_str!("../../src/scenario/test_files/whatif.json"),
    include_str!("../../src/scenario/test_files/horizon.json"),
];

fn reader_says(text: &str) -> Vec<String> {
    let mut problems = Problems::default();
    if let Some(root) = parse("a.json", text, &mut problems) {
        validate(&root, &FILE, &mut problems);
    }
    problems.sorted().iter().map(ToString::to_string).collect()
}

fn validator() -> Validator {
    jsonschema::draft202012::new(&schema()).expect("the schema is one")
}

#[test]
fn the_examples_of_the_format_please_reader_and_schema() {
    let validator = validator();
    for example in EXAMPLES {
        assert_eq!(reader_says(example), Vec::<String>::new());
        let value: Value = serde_json::from_str(example).expect("JSON");
        let errors: Vec<String> =
            validator.iter_errors(&value).map(|error| error.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
    }
}

#[test]
fn unknown_numbers_stand_where_reader_and_schema_agree() {
    let validator = validator();
    let unknown = json!({ "between": [1, 2] });
    for (pointer, is_allowed) in [
        ("/contact_types/sales/volume_per_hour", true),
        ("/contact_types/sales/handle_time/mean_seconds", true),
        ("/contact_types/sales/patience", true),
        ("/agent_groups/blended/agents", true),
        ("/day/interval_minutes", false),
        ("/name", false),
        ("/agent_groups/blended/skills", false),
    ] {
        let mut value: Value = serde_json::from_str(EXAMPLES[0]).expect("JSON");
        change(&mut value, pointer, Change::Replace(unknown.clone()));
        assert_eq!(validator.is_valid(&value), is_allowed, "{pointer}");
        let read = read_text("a.json", &value.to_string());
        assert_eq!(read.is_ok(), is_allowed, "{pointer}: {read:?}");
    }
}

/// All places in a value, as JSON pointers.
fn pointers(value: &Value, here: &str, found: &mut Vec<String>) {
    found.push(here.to_owned());
    let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                pointers(value, &format!("{here}/{}", escaped(key)), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                pointers(value, &format!("{here}/{index}"), found);
            }
        }
        _ => {}
    }
}

#[derive(Clone, Debug)]
enum Change {
    Replace(Value),
    Remove,
    Misspell,
}

fn changes() -> impl Strategy<Value = Change> {
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(0.5),
        json!(1),
        json!(20),
        json!(20.5),
        json!("sales"),
        json!("09:00"),
        json!([]),
        json!([1, 2]),
        json!(["sales"]),
        json!({}),
        json!({"from": "volumes"}),
        json!({"mean_seconds": 3}),
        json!({"distribution": "gamma", "mean_seconds": 3, "cv": 0.5}),
    ];
    prop_oneof![
        4 => prop::sample::select(values.to_vec()).prop_map(Change::Replace),
        1 => Just(Change::Remove),
        1 => Just(Change::Misspell),
    ]
}

fn change(value: &mut Value, pointer: &str, change: Change) {
    let (parent, key) = pointer.rsplit_once('/').unwrap_or(("", ""));
    let key = key.replace("~1", "/").replace("~0", "~");
    match (change, value.pointer_mut(parent)) {
        (Change::Remove, Some(Value::Object(map))) => drop(map.remove(&key)),
        (Change::Misspell, Some(Value::Object(map))) => {
            if let Some(old) = map.remove(&key) {
                map.insert(format!("{key}x"), old);
            }
        }
        (Change::Replace(new), _) => {
            if let Some(place) = value.pointer_mut(pointer) {
                *place = new;
            }
        }
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    /// What neither knows of the other: numbers that contradict each other in a law.
    #[test]
    fn reader_and_schema_judge_a_changed_example_alike(
        example in 0..EXAMPLES.len(),
        place in any::<prop::sample::Index>(),
        changed in changes(),
    ) {
        static VALIDATOR: LazyLock<Validator> = LazyLock::new(validator);
        let mut value: Value = serde_json::from_str(EXAMPLES[example]).expect("JSON");
        let mut found = Vec::new();
        pointers(&value, "", &mut found);
        let pointer = place.get(&found).clone();
        change(&mut value, &pointer, changed.clone());
        let said = reader_says(&value.to_string());
        let is_valid = VALIDATOR.is_valid(&value);
        let only_law = said.iter().any(|problem| {
            problem.contains("add up to") || problem.contains("cv of an exponential law")
        });
        prop_assert!(
            said.is_empty() == is_valid || only_law && is_valid,
            "{pointer} {changed:?}: schema {is_valid}, reader {said:#?}"
        );
    }
}
