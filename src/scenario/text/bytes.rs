//! Bytes read as a text, never more of one than there may be and UTF-8 only; and that as a tree.

use std::path::Path;
use std::rc::Rc;

use super::parse::parse;
use super::problem::Problems;
use super::tree::{Node, Place};
use crate::scenario::limits::LONGEST_JSON;

/// The tree of a JSON file; nothing where it is none.
pub(crate) fn tree(path: &Path, bytes: &[u8], problems: &mut Problems) -> Option<Node> {
    let file = path.display().to_string();
    let text = text(&file.as_str().into(), bytes, LONGEST_JSON, problems)?;
    parse(&file, text, problems)
}

/// The text of a file, without its byte order mark; nothing where it is too long or not UTF-8.
pub(crate) fn text<'b>(
    file: &Rc<str>,
    bytes: &'b [u8],
    longest: usize,
    problems: &mut Problems,
) -> Option<&'b str> {
    let start = Place { file: Rc::clone(file), line: 1, column: 1 };
    if bytes.len() > longest {
        problems.add(&start, "a longer file", format!("at most {} MiB", longest >> 20));
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let valid = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            let line = valid.matches('\n').count() + 1;
            let column = valid.chars().rev().take_while(|&character| character != '\n').count() + 1;
            let place = Place { line: line as u32, column: column as u32, ..start };
            problems.add(&place, "a byte that is not UTF-8", "the file saved as UTF-8");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(bytes: &[u8], longest: usize) -> Vec<String> {
        let mut problems = Problems::default();
        assert!(text(&"a.json".into(), bytes, longest, &mut problems).is_none());
        problems.sorted().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_too_long_or_no_text_is_a_problem_with_its_place() {
        let longer = said(&[b' '; 9], 8);
        assert_eq!(longer, ["a.json:1:1: found a longer file, wanted at most 0 MiB"]);
        let binary = said(b"{\n \"\xff\"}", 100);
        let wanted = "a.json:2:3: found a byte that is not UTF-8, wanted the file saved as UTF-8";
        assert_eq!(binary, [wanted]);
    }
}
