//! What is wrong with a file, said so that the planner can mend it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::tree::Place;
use crate::base::visible::visible;
use crate::scenario::limits::MOST_PROBLEMS;

/// One thing wrong, with its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub place: Place,
    /// What was found there.
    pub found: String,
    /// What belongs there.
    pub wanted: String,
}

impl Problem {
    /// A message is one line, whatever a name holds.
    fn new(place: &Place, found: &str, wanted: &str) -> Self {
        let (found, wanted) = (visible(found).into_owned(), visible(wanted).into_owned());
        Self { place: place.clone(), found, wanted }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: found {}, wanted {}", self.place, self.found, self.wanted)
    }
}

/// Everything wrong so far. Reading goes on after a problem, so that all are said at once; of a
/// hostile file's millions only the first, and the number of the others.
#[derive(Clone, Debug, Default)]
pub struct Problems {
    list: Vec<Problem>,
    /// The same, to be found quickly.
    said: BTreeSet<Problem>,
    /// What is wrong at many places for one cause, by file and cause.
    alike: BTreeMap<(Rc<str>, String), Alike>,
    /// Files as the planner knows them, in the order in which they were read.
    order: Vec<Rc<str>>,
    /// How many more there are.
    unsaid: usize,
    /// The files that were read to find them.
    files: BTreeSet<PathBuf>,
}

impl PartialEq for Problems {
    fn eq(&self, other: &Self) -> bool {
        // In which order files were read is no problem.
        (&self.list, &self.alike, self.unsaid) == (&other.list, &other.alike, other.unsaid)
    }
}

impl Eq for Problems {}

/// Places of a file that are wrong for one cause, of which the first is said.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Alike {
    first: Problem,
    /// What the places are: "rows".
    what: &'static str,
    /// Line and column of each.
    places: BTreeSet<(u32, u32)>,
}

impl Alike {
    fn problem(&self) -> Problem {
        let mut problem = self.first.clone();
        if self.places.len() > 1 {
            let more = format!(" (the first of {} such {})", self.places.len(), self.what);
            problem.found.push_str(&more);
        }
        problem
    }
}

impl Problems {
    /// Notes a problem.
    pub fn add(&mut self, place: &Place, found: impl Into<String>, wanted: impl Into<String>) {
        if self.is_full() {
            self.unsaid += 1;
            return;
        }
        let problem = Problem::new(place, &found.into(), &wanted.into());
        if self.said.insert(problem.clone()) {
            self.list.push(problem);
        }
    }

    /// Notes one of the places of a file that are wrong for one cause: said together, at the first
    /// place and with their number. `what` names the places: "rows".
    pub fn add_alike(
        &mut self,
        cause: impl Into<String>,
        what: &'static str,
        place: &Place,
        found: impl Into<String>,
        wanted: impl Into<String>,
    ) {
        let key = (Rc::clone(&place.file), cause.into());
        let at = (place.line, place.column);
        let is_full = self.is_full();
        match self.alike.get_mut(&key) {
            Some(known) => {
                if known.places.insert(at) && *place < known.first.place {
                    known.first = Problem::new(place, &found.into(), &wanted.into());
                }
            }
            None if is_full => self.unsaid += 1,
            None => {
                let first = Problem::new(place, &found.into(), &wanted.into());
                self.alike.insert(key, Alike { first, what, places: BTreeSet::from([at]) });
            }
        }
    }

    /// Notes that a file is read: its problems come after those of the files read before.
    pub fn reads(&mut self, file: &Rc<str>) {
        if !self.order.contains(file) {
            self.order.push(Rc::clone(file));
        }
    }

    /// Puts a file after those read so far: what it says of them may follow from what they are.
    pub fn reads_last(&mut self, file: &Rc<str>) {
        self.order.retain(|known| known != file);
        self.reads(file);
    }

    /// The files read so far, as the planner knows them.
    #[must_use]
    pub fn order(&self) -> &[Rc<str>] {
        &self.order
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty() && self.alike.is_empty()
    }

    /// At how many places something is wrong.
    #[must_use]
    pub fn len(&self) -> usize {
        let alike: usize = self.alike.values().map(|alike| alike.places.len()).sum();
        self.list.len() + alike + self.unsaid
    }

    /// Whether no more are said one by one, so that looking for them is in vain.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.list.len() + self.alike.len() >= MOST_PROBLEMS
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
        other.order.iter().for_each(|file| self.reads(file));
        for problem in other.list {
            self.add(&problem.place, problem.found, problem.wanted);
        }
        for ((file, cause), alike) in other.alike {
            let Problem { place, found, wanted } = &alike.first;
            for (line, column) in alike.places {
                let place = match place {
                    first if (first.line, first.column) == (line, column) => first.clone(),
                    _ => Place { file: Rc::clone(&file), line, column },
                };
                self.add_alike(cause.clone(), alike.what, &place, found.as_str(), wanted.as_str());
            }
        }
        self.unsaid += other.unsaid;
    }

    /// The problems in the order in which files were read (what is wrong in a scenario comes
    /// before what is wrong in the tables that it names), then of line and column; where there
    /// are too many to say, the last one says so.
    #[must_use]
    pub fn sorted(self) -> Vec<Problem> {
        let Self { mut list, alike, order, unsaid, .. } = self;
        list.extend(alike.values().map(Alike::problem));
        // What was typed on the command line comes first.
        let turn = |problem: &Problem| order.iter().position(|file| *file == problem.place.file);
        list.sort_by(|a, b| (turn(a), &a.place).cmp(&(turn(b), &b.place)));
        if let Some(last) = list.last().filter(|_| unsaid > 0) {
            let place = last.place.clone();
            let found = "more problems than are said at once".to_owned();
            list.push(Problem { place, found, wanted: "these mended first".to_owned() });
        }
        list
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
    fn places_that_are_wrong_for_one_cause_are_one_problem_at_the_first() {
        let mut problems = Problems::default();
        let at = |line| Place { file: "a.csv".into(), line, column: 2 };
        for line in [4, 2, 9, 4] {
            problems.add_alike("date", "rows", &at(line), format!("\"{line}.\""), "a date");
        }
        problems.add_alike("time", "rows", &at(3), "\"8\"", "a time");
        let mut all = Problems::default();
        all.append(problems.clone());
        assert_eq!(all, problems);
        let said: Vec<String> = all.sorted().iter().map(ToString::to_string).collect();
        let wanted = [
            "a.csv:2:2: found \"2.\" (the first of 3 such rows), wanted a date",
            "a.csv:3:2: found \"8\", wanted a time",
        ];
        assert_eq!(said, wanted);
    }

    #[test]
    fn problems_of_a_file_come_before_those_of_what_it_reads() {
        let mut problems = Problems::default();
        for file in ["b.json", "a.csv"] {
            problems.reads(&file.into());
        }
        for file in ["a.csv", "b.json", "--set"] {
            problems.add(&Place { file: file.into(), line: 1, column: 1 }, "this", "that");
        }
        let order: Vec<String> =
            problems.sorted().iter().map(|problem| problem.place.file.to_string()).collect();
        assert_eq!(order, ["--set", "b.json", "a.csv"]);
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
