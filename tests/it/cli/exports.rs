//! Exports are refused before the run, and written whole or not at all.

use std::fs;

use super::{assert_holds, assert_refused, folder, switchroom};

#[test]
fn two_exports_cannot_both_have_stdout() {
    let folder = folder();
    let both = ["run", "centre.json", "--export-json", "-", "--export-csv", "-"];
    assert_refused(&switchroom(folder.path(), &both), "found - for two exports");
    let same = ["run", "centre.json", "--export-json", "out", "--export-csv", "out"];
    assert_refused(&switchroom(folder.path(), &same), "found out for two exports");
}

#[test]
fn an_export_that_cannot_be_written_is_refused_before_the_file_is_read() {
    let folder = folder();
    fs::create_dir(folder.path().join("results")).unwrap();
    let absent = ["run", "absent.json", "--export-json", "no/results.json"];
    let reason = "no/results.json cannot be written to: its folder does not exist";
    assert_refused(&switchroom(folder.path(), &absent), reason);
    let taken = ["run", "absent.json", "--export-csv", "results"];
    let reason = "results cannot be written to: it is a folder";
    assert_refused(&switchroom(folder.path(), &taken), reason);
}

#[test]
fn an_export_never_replaces_what_is_read() {
    let folder = folder();
    fs::write(folder.path().join("centre.json"), "{}").unwrap();
    let onto_itself = ["run", "centre.json", "--export-json", "./centre.json"];
    let reason = "it is the file to read from";
    assert_refused(&switchroom(folder.path(), &onto_itself), reason);
    assert_eq!(fs::read_to_string(folder.path().join("centre.json")).unwrap(), "{}");
}

#[test]
fn a_run_that_fails_leaves_no_file_behind() {
    let folder = folder();
    let arguments = ["run", "absent.json", "--export-json", "results.json"];
    assert_refused(&switchroom(folder.path(), &arguments), "absent.json cannot be read");
    assert_holds(folder.path(), &[]);
}
