//! Rust sources as the keepers of the house read them.

use std::fs;
use std::path::{Path, PathBuf};

/// One source file of the project.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// Relative to the root of the project, with `/` on every platform.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    pub(crate) fn made_up(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// The room of a file under `src/`; none for the files that lie in `src/` itself.
    pub(crate) fn room(&self) -> Option<&str> {
        self.path.strip_prefix("src/")?.split_once('/').map(|(room, _)| room)
    }

    /// Whether the whole file is tests: `tests.rs`, or anything in a folder `tests`.
    pub(crate) fn is_tests(&self) -> bool {
        self.path.split('/').any(|part| part == "tests.rs" || part == "tests")
    }

    /// The lines above `mod tests {`, which house style puts last. A file of tests that is named
    /// among the modules ends nothing.
    pub(crate) fn lines_without_tests(&self) -> Vec<&str> {
        let lines: Vec<&str> = self.text.lines().collect();
        let end = lines.windows(2).position(|pair| {
            pair[0].trim() == "#[cfg(test)]" && pair[1].trim_start().starts_with("mod tests {")
        });
        lines[..end.unwrap_or(lines.len())].to_vec()
    }

    /// The lines above `mod tests` without comments.
    pub(crate) fn code_without_tests(&self) -> String {
        code(self.lines_without_tests().into_iter())
    }

    /// All lines without comments.
    pub(crate) fn code(&self) -> String {
        code(self.text.lines())
    }
}

fn code<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.map(without_comment).collect::<Vec<_>>().join("\n")
}

/// A line up to the `//` that stands outside quotation marks.
fn without_comment(line: &str) -> &str {
    let comment = line.match_indices("//").find(|(at, _)| {
        let quotes = line[..*at].replace("\\\"", "").replace("'\"'", "").matches('"').count();
        quotes.is_multiple_of(2)
    });
    comment.map_or(line, |(at, _)| &line[..at])
}

/// Every Rust file below a folder of the project, in the order of paths.
pub(crate) fn sources_under(folder: &str) -> Vec<Source> {
    let root = root();
    let mut found = Vec::new();
    walk(&root.join(folder), &mut |file| {
        if file.extension().is_some_and(|extension| extension == "rs") {
            let path = file.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            found.push(Source { path, text: fs::read_to_string(file).unwrap() });
        }
    });
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The folder of `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn walk(folder: &Path, visit: &mut impl FnMut(&Path)) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            walk(&path, visit);
        } else {
            visit(&path);
        }
    }
}

#[test]
fn a_comment_ends_the_code_of_a_line_but_not_inside_a_text() {
    assert_eq!(without_comment("let a = 1; // crate::cli"), "let a = 1; ");
    assert_eq!(without_comment("/// crate::cli"), "");
    assert_eq!(without_comment(r#"say("http://x"); // y"#), r#"say("http://x"); "#);
}

#[test]
fn tests_at_the_end_are_not_counted() {
    let source = Source::made_up(
        "src/stats/a.rs",
        "//! A.\n\nfn a() {}\n\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n",
    );
    assert_eq!(source.lines_without_tests().len(), 4);
    assert!(!source.code_without_tests().contains("fn b"));
    let named = Source::made_up("src/stats/a.rs", "#[cfg(test)]\nmod tests;\n\nfn a() {}\n");
    assert!(named.code_without_tests().contains("fn a"));
}

#[test]
fn the_room_is_the_first_folder_below_src() {
    assert_eq!(Source::made_up("src/engine/day/loop.rs", "").room(), Some("engine"));
    assert_eq!(Source::made_up("src/lib.rs", "").room(), None);
}
