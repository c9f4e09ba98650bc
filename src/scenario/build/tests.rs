//! What a file comes to mean, on files small enough to read.

use super::*;
use crate::scenario::parse::parse;

pub(in super::super) fn read(text: &str) -> Node {
    let mut problems = Problems::default();
    let node = parse("t.json", text, &mut problems);
    assert!(problems.is_empty(), "{:?}", said(problems));
    node.expect("a tree without problems")
}

pub(in super::super) fn said(problems: Problems) -> Vec<String> {
    problems.sorted().iter().map(ToString::to_string).collect()
}
