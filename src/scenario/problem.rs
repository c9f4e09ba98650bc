//! What is wrong with a file, said so that the planner can mend it.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use super::limits::MOST_PROBLEMS;
use super::tree::Place;

/// One thing wrong, with its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub place: Place,
    /// What was found there.
    pub found: String,
    /// What belongs there.
    pub wanted: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: found {}, wanted {}", self.place, self.found, self.wanted)
    }
}

/// A name may hold anything that JSON can escape; a message is one line of plain text.
fn on_one_line(text: String) -> String {
    if !text.contains(char::is_control) {
        return text;
    }
    let shown = |character: char| {
        if character.is_control() {
            character.escape_debug().to_string()
        } else {
            character.to_string()
        }
    };
    text.chars().map(shown).collect()
}

/// Everything wrong so far. Reading goes on after a problem, so that all are said at once; of a
/// hostile file's millions only the first, and the number of the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    list: Vec<Problem>,
    /// The same, to be found quickly.
    said: BTreeSet<Problem>,
    /// How many more there are.
    unsaid: usize,
    /// The files that were read to find them.
    files: BTreeSet<PathBuf>,
}

impl Problems {
    /// Notes a problem.
    pub fn add(&mut self, place: &Place, found: impl Into<String>, wanted: impl Into<String>) {
        if self.is_full() {
            self.unsaid += 1;
            return;
        }
        let (found, wanted) = (on_one_line(found.into()), on_one_line(wanted.into()));
        let problem = Problem { place: place.clone(), found, wanted };
        if self.said.insert(problem.clone()) {
            self.list.push(problem);
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many problems there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len() + self.unsaid
    }

    /// Whether no more are said one by one, so that looking for them is in vain.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.list.len() >= MOST_PROBLEMS
    }

    /// Notes that a file was read.
    pub fn have_read(&mut self, file: &Path) {
        self.files.insert(file.to_owned());
    }

    /// Every file that was read, sound or not.
    #[must_use]
    pub fn files(&self) -> Vec<PathBuf> {
        self.files.iter().cloned().collect()
    }

    /// Takes over the files of another list.
    pub fn have_read_those_of(&mut self, other: &Self) {
        self.files.extend(other.files.iter().cloned());
    }

    /// Takes over the problems of another list.
    pub fn append(&mut self, other: Self) {
        self.have_read_those_of(&other);
        for problem in other.list {
            self.add(&problem.place, problem.found, problem.wanted);
        }
        self.unsaid += other.unsaid;
    }

    /// The problems in the order of file, line and column; where there are too many to say, the
    /// last one says so.
    #[must_use]
    pub fn sorted(mut self) -> Vec<Problem> {
        self.list.sort_by(|a, b| a.place.cmp(&b.place));
        if let Some(last) = self.list.last().filter(|_| self.unsaid > 0) {
            let place = last.place.clone();
            let found = "more problems than are said at once".to_owned();
            self.list.push(Problem { place, found, wanted: "these mended first".to_owned() });
        }
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_line_whatever_a_name_holds() {
        let mut problems = Problems::default();
        let place = Place { file: "a.json".into(), line: 1, column: 1 };
        problems.add(&place, "the name `a\n\u{1b}[31mb`", "é");
        let said = problems.sorted()[0].to_string();
        assert_eq!(said, "a.json:1:1: found the name `a\\n\\u{1b}[31mb`, wanted é");
    }

    #[test]
    fn of_too_many_problems_the_last_says_that_there_are_more() {
        let mut problems = Problems::default();
        for line in 1..=5000 {
            let place = Place { file: "a.json".into(), line, column: 1 };
            problems.add(&place, "this", "that");
        }
        assert_eq!(problems.len(), 5000);
        let said = problems.sorted();
        assert_eq!(said.len(), MOST_PROBLEMS + 1);
        let last = "a.json:1000:1: found more problems than are said at once, wanted these mended \
                    first";
        assert_eq!(said[MOST_PROBLEMS].to_string(), last);
    }
}
