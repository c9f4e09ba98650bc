//! `switchroom explain`.

use super::{assert_refused, folder, stdout, switchroom, with_centre};

#[test]
fn a_measure_is_defined_with_its_unit_and_better_direction() {
    let output = switchroom(folder().path(), &["explain", "asa_seconds"]);
    assert_eq!(output.status.code(), Some(0));
    let text = stdout(&output);
    assert!(text.starts_with("ASA (asa_seconds)\n"), "{text}");
    assert!(text.contains("Unit: seconds. Lower is better."), "{text}");
}

#[test]
fn every_measure_is_listed() {
    let text = stdout(&switchroom(folder().path(), &["explain"]));
    for key in ["service_level ", "net_value ", "customers_lost ", "occupancy "] {
        assert!(text.lines().any(|line| line.starts_with(key)), "no {key} in {text}");
    }
}

#[test]
fn a_misspelled_measure_gets_the_nearest_name() {
    let output = switchroom(folder().path(), &["explain", "servicelevel"]);
    assert_refused(&output, "perhaps `service_level`");
}

#[test]
fn a_contact_is_addressed_by_type_interval_and_number() {
    let folder = folder();
    let output = switchroom(folder.path(), &["explain", "centre.json", "--contact", "sales:9"]);
    assert_refused(&output, "wanted TYPE:HH:MM:K, such as sales:09:30:12");
}

#[test]
fn one_contact_is_followed_through_one_day() {
    let folder = with_centre();
    let first = ["explain", "centre.json", "--contact", "sales:10:00:1"];
    let output = switchroom(folder.path(), &first);
    assert_eq!(output.status.code(), Some(0));
    assert!(stdout(&output).lines().count() >= 2, "{}", stdout(&output));
    let unknown = ["explain", "centre.json", "--contact", "sale:10:00:1"];
    assert_refused(&switchroom(folder.path(), &unknown), "found contact type `sale`");
    let between = ["explain", "centre.json", "--contact", "sales:10:07:1"];
    assert_refused(&switchroom(folder.path(), &between), "wanted the start of an interval");
    let many = ["explain", "centre.json", "--contact", "sales:10:00:100000"];
    assert_refused(&switchroom(folder.path(), &many), "fewer than 100000");
}
