//! The outputs that documents show are those of the program.

use std::fs;
use std::path::Path;

use super::{stderr, stdout, switchroom};
use crate::golden::compare;

const BEGIN: &str = "<!-- OUTPUT of switchroom ";
const END: &str = "<!-- OUTPUT-END -->";

/// A document with the output of every marked block as the program prints it now.
fn printed_anew(text: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut anew, mut rest) = (String::new(), text);
    while let Some(begin) = rest.find(BEGIN) {
        let (before, marked) = rest.split_at(begin);
        let (mark, _) = marked.split_once('\n').expect("a mark has a line");
        let (_, after) = marked.split_once(END).expect("a block has an end");
        let arguments = mark.trim_start_matches(BEGIN).trim_end_matches(" -->");
        let arguments: Vec<&str> = arguments.split(' ').collect();
        let output = switchroom(root, &arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
        anew.extend([before, mark, "\n```text\n", &stdout(&output), "```\n", END]);
        rest = after;
    }
    anew + rest
}

#[test]
#[ignore = "long: a thousand days of seven variants"]
fn the_readme_shows_what_the_program_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(BEGIN), "a marked block");
    compare(&path, &printed_anew(&text));
}
