//! How the tests of this room compare numbers.

/// Asserts that two numbers differ by at most a share of the wanted one.
#[track_caller]
pub(super) fn assert_close(what: &str, found: f64, wanted: f64, relative: f64) {
    let error = ((found - wanted) / wanted).abs();
    assert!(error <= relative, "{what}: found {found:e}, wanted {wanted:e}, off by {error:e}");
}
