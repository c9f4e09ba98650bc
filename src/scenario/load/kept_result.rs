//! Files that switchroom wrote: results and baselines, which stand beside scenarios and are none.

use crate::scenario::text::tree::Node;

/// The key that each kind of result has, and what it is.
const RESULTS: [(&str, &str); 10] = [
    ("result_format", "a result"),
    ("baseline_format", "a baseline"),
    ("check_format", "a result of `check`"),
    ("staff_format", "a result of `staff`"),
    ("sweep_format", "a result of `sweep`"),
    ("risk_format", "a result of `risk`"),
    ("best_format", "a result of `best`"),
    ("bench_format", "a result of `bench`"),
    ("selftest_format", "a result of `selftest`"),
    ("erlang_format", "a result of `erlang`"),
];

/// What a file is that switchroom wrote; nothing where it is none. What a planner writes has a
/// `format` or a `base`.
pub(super) fn kept_result(root: &Node) -> Option<&'static str> {
    if ["format", "base"].iter().any(|key| root.get(key).is_some()) {
        return None;
    }
    RESULTS.iter().find_map(|(key, what)| root.get(key).map(|_| *what))
}
