//! The shipped scenarios: listed, and true to what their notes derive them from.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::source::root;

fn json(name: &str) -> Value {
    let text = fs::read_to_string(root().join("scenarios").join(name)).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// Offered contacts by contact type, and the number of rows of each.
fn volumes(name: &str) -> BTreeMap<String, (f64, usize)> {
    let text = fs::read_to_string(root().join("scenarios").join(name)).unwrap();
    let mut totals = BTreeMap::new();
    for row in text.lines().skip(1) {
        let fields: Vec<&str> = row.split(',').collect();
        let total: &mut (f64, usize) = totals.entry(fields[2].to_owned()).or_default();
        total.0 += fields[3].parse::<f64>().unwrap();
        total.1 += 1;
    }
    totals
}

fn heads(group: &Value) -> Vec<u64> {
    group["agents"].as_array().unwrap().iter().map(|head| head.as_u64().unwrap()).collect()
}

#[test]
fn every_scenario_has_a_line_in_the_list() {
    let list = fs::read_to_string(root().join("scenarios/README.md")).unwrap();
    let mut scenarios = 0;
    for folder in ["", "bank-1999/", "benchmarks/", "horizon/", "retention-bank/"] {
        for entry in fs::read_dir(root().join("scenarios").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            let scenario = path.extension().is_some_and(|extension| extension == "json");
            if !scenario || name.contains(".expected.") {
                continue;
            }
            scenarios += 1;
            assert!(list.contains(&format!("({folder}{name})")), "{folder}{name} is not listed");
        }
    }
    assert!(scenarios >= 5, "the scenarios were not found");
}

#[test]
fn the_bank_offers_the_mean_of_its_244_days_split_by_its_share_of_new_customers() {
    let volumes = volumes("bank-1999/volumes.csv");
    let ((sales, rows), (service, _)) = (volumes["sales"], volumes["service"]);
    let mean_of_days = 1_612.135_246;
    assert_eq!(rows, 34);
    assert!((sales + service - mean_of_days).abs() < 1e-4, "{}", sales + service);
    assert!((sales / (sales + service) - 0.153).abs() < 1e-6);
}

#[test]
fn the_retention_bank_is_three_times_the_bank_from_eight_to_eight() {
    let bank = fs::read_to_string(root().join("scenarios/bank-1999/volumes.csv")).unwrap();
    let own = fs::read_to_string(root().join("scenarios/retention-bank/volumes.csv")).unwrap();
    let rows = |text: &str| -> BTreeMap<String, f64> {
        let fields = text.lines().skip(1).filter_map(|row| row.rsplit_once(','));
        fields.map(|(key, count)| (key.to_owned(), count.parse().unwrap())).collect()
    };
    let bank = rows(&bank);
    let own = rows(&own);
    assert_eq!(own.len(), 2 * 24);
    for (key, count) in &own {
        assert!((count - 3.0 * bank[key]).abs() < 1e-5, "{key}");
    }
}

#[test]
fn the_desks_of_the_retention_bank_have_the_heads_of_every_design() {
    let total: Vec<u64> = "25 35 38 46 49 47 43 41 39 37 39 41 43 42 42 42 41 40 33 32 30 26 24 21"
        .split(' ')
        .map(|heads| heads.parse().unwrap())
        .collect();
    let groups = &json("retention-bank/centre.json")["agent_groups"];
    let sales = heads(&groups["sales desk"]);
    let service = heads(&groups["service desk"]);
    let both: Vec<u64> = sales.iter().zip(&service).map(|(a, b)| a + b).collect();
    assert_eq!(both, total);
}

#[test]
fn the_contrasts_of_the_retention_bank_name_its_variants() {
    let file = json("retention-bank/centre.json");
    for (name, contrast) in file["contrasts"].as_object().unwrap() {
        for side in ["plus", "minus"] {
            for variant in contrast[side].as_array().unwrap() {
                let variant = variant.as_str().unwrap();
                let known = variant == "base" || file["variants"].get(variant).is_some();
                assert!(known, "{name} names {variant}");
            }
        }
    }
}
