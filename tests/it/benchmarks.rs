//! The scenarios of `scenarios/benchmarks/`: made as they say, and their results as stored.
//!
//! Those of 2 to 50 types are made by `support/large_centre.rs`. After a change there:
//! `SWITCHROOM_BLESS=1 cargo test --test it benchmarks`.

use std::path::Path;

use serde_json::Value;
use switchroom::scenario::load;

use crate::golden::{check_benchmark, compare};
use crate::support::large_centre::{Size, large_centre};
use crate::support::scenarios::shipped;

/// What is the same at every load.
const SIZES: &[Size] = &[
    Size { contact_types: 2, groups: 3, agents: 100, skills: &[1, 1, 2], ..SIZE },
    Size { contact_types: 10, groups: 20, agents: 500, ..SIZE },
    Size { contact_types: 20, groups: 50, agents: 1000, ..SIZE },
    Size { contact_types: 50, groups: 200, agents: 5000, ..SIZE },
];

const SIZE: Size =
    Size { contact_types: 0, groups: 0, agents: 0, skills: &[3], load: 0.0, interval_minutes: 30 };

const LOADS: [u32; 2] = [50, 97];

fn large_ones() -> impl Iterator<Item = (String, Size, u32)> {
    SIZES.iter().flat_map(|size| {
        LOADS.map(|load| {
            let name = format!("types-{}-load-{load}", size.contact_types);
            (name, Size { load: f64::from(load) / 100.0, ..*size }, load)
        })
    })
}

fn text(size: &Size, load: u32) -> String {
    let Size { contact_types, groups, agents, .. } = size;
    large_centre(
        size,
        &format!("{contact_types} contact types at {load} % load"),
        &format!(
            "A benchmark: {contact_types} contact types, {groups} groups, {agents} agents, skills \
             and ranks at random, {load} % of the agents' time offered as work. Written by \
             tests/it/support/large_centre.rs. No number is measured."
        ),
    )
}

#[test]
fn the_large_ones_are_as_they_are_made() {
    for (name, size, load) in large_ones() {
        compare(&shipped(&format!("benchmarks/{name}.json")), &text(&size, load));
    }
}

#[test]
fn the_large_ones_offer_the_work_that_their_names_say() {
    for (name, size, _) in large_ones() {
        let loaded = load(&shipped(&format!("benchmarks/{name}.json")), &[]).unwrap();
        let types = &loaded.base.contact_types;
        let contacts: f64 = types.iter().flat_map(|own| &own.arrivals.expected).sum();
        let load = contacts * 300.0 / 36_000.0 / size.agents as f64;
        assert!((load - size.load).abs() < 1e-3, "{name}: {load}");
        assert_eq!(
            (types.len(), loaded.base.agent_groups.len()),
            (size.contact_types, size.groups)
        );
    }
}

#[test]
fn the_large_ones_are_as_stored() {
    for (name, ..) in large_ones() {
        check_benchmark(&name, 3);
    }
}

#[test]
fn the_kin_of_two_queues_are_as_stored() {
    for name in ["b2-economics", "b2-overflow", "b2-reservation"] {
        check_benchmark(name, 40);
    }
}

#[test]
fn the_kin_of_two_queues_have_its_contacts_and_agents() {
    let file = |name: &str| -> Value {
        let text = std::fs::read_to_string(shipped(name)).unwrap();
        serde_json::from_str(&text).unwrap()
    };
    let wanted = file("two-queues.json");
    for name in ["b2-economics", "b2-overflow", "b2-reservation"] {
        let found = file(&format!("benchmarks/{name}.json"));
        for own in ["sales", "service"] {
            for key in ["volume_per_hour", "handle_time", "patience"] {
                let path = format!("/contact_types/{own}/{key}");
                let [found, wanted] = [&found, &wanted].map(|it| without_notes(it, &path));
                assert_eq!(found, wanted, "{name}: {path}");
            }
        }
        for group in ["sales desk", "service desk", "blended"] {
            let path = format!("/agent_groups/{group}/agents");
            assert_eq!(found.pointer(&path), wanted.pointer(&path), "{name}: {path}");
        }
        assert_eq!(without_notes(&found, "/day"), without_notes(&wanted, "/day"), "{name}");
    }
}

fn without_notes(file: &Value, path: &str) -> Value {
    let mut value = file.pointer(path).unwrap().clone();
    if let Some(object) = value.as_object_mut() {
        object.shift_remove("note");
    }
    value
}

#[test]
fn a_large_centre_of_any_shape_is_a_scenario_that_has_all_its_types_served() {
    let size = Size { contact_types: 7, groups: 9, agents: 31, interval_minutes: 15, ..SIZE };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("centre.json");
    std::fs::write(&file, large_centre(&Size { load: 0.8, ..size }, "seven", "odd")).unwrap();
    let loaded = load(Path::new(&file), &[]).unwrap();
    assert_eq!(loaded.base.day.intervals, 40);
    let heads: u32 = loaded.base.agent_groups.iter().map(|group| group.skills.len() as u32).sum();
    assert_eq!(heads, 27);
}
