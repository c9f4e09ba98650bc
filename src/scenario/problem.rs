//! What is wrong with a file, said so that the planner can mend it.

use std::collections::BTreeSet;
use std::fmt;

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

/// Everything wrong so far. Reading goes on after a problem, so that all are said at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    list: Vec<Problem>,
    /// The same, to be found quickly: a hostile file has as many problems as bytes.
    said: BTreeSet<Problem>,
}

impl Problems {
    /// Notes a problem.
    pub fn add(&mut self, place: &Place, found: impl Into<String>, wanted: impl Into<String>) {
        let problem = Problem { place: place.clone(), found: found.into(), wanted: wanted.into() };
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
        self.list.len()
    }

    /// Takes over the problems of another list.
    pub fn append(&mut self, other: Self) {
        for problem in other.list {
            self.add(&problem.place, problem.found, problem.wanted);
        }
    }

    /// The problems in the order of file, line and column.
    #[must_use]
    pub fn sorted(mut self) -> Vec<Problem> {
        self.list.sort_by(|a, b| a.place.cmp(&b.place));
        self.list
    }
}
