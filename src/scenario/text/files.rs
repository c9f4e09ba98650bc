//! Files read into texts: never more of one than there may be, and UTF-8 only.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;

use super::problem::Problems;
use super::tree::Place;

/// The bytes of a file that the planner named on the command line, which may be a pipe.
pub(crate) fn given(path: &Path, longest: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| reason(&error))?;
    // One byte more shows that there is more.
    file.take(longest as u64 + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    Ok(bytes)
}

/// The bytes of a file that a file names: an ordinary one, since a pipe might never end.
pub(crate) fn named(path: &Path, longest: usize) -> Result<Vec<u8>, String> {
    if !fs::metadata(path).map_err(|error| reason(&error))?.is_file() {
        return Err("it is no ordinary file".to_owned());
    }
    given(path, longest)
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        other => other.to_string(),
    }
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

    #[test]
    fn what_a_file_names_is_an_ordinary_file() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(named(folder.path(), 8).unwrap_err(), "it is no ordinary file");
        assert_eq!(named(&folder.path().join("a"), 8).unwrap_err(), "there is no such file");
        let path = folder.path().join("long");
        fs::write(&path, [b' '; 100]).unwrap();
        assert_eq!(named(&path, 8).unwrap().len(), 9);
    }
}
