//! Which day of dated files is read: the scenario's, or the only one that they have.

use std::rc::Rc;

use crate::scenario::csv::day::Dates;
use crate::scenario::text::clock;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Node, Place};
use crate::scenario::text::words::{all_of, quoted_text};

/// The day, and the files that do not have it: one slip, however many they are.
#[derive(Default)]
pub(super) struct Chosen {
    /// `date` of the scenario's day.
    date: Option<Node>,
    /// A date that is read where a file has it.
    before_it: Option<String>,
    /// Files without rows of that date, each with the dates that it has.
    without: Vec<(Rc<str>, String)>,
    /// Where no date is given: the date of the first file that has only one, and the file.
    only: Option<(Rc<str>, Rc<str>)>,
    /// Where no date is given: files with another date than the first, or with several.
    several: Vec<Other>,
    /// Files asked about so far, and what was answered.
    known: Vec<(Rc<str>, Option<String>)>,
}

/// A date beside another one.
struct Other {
    file: Rc<str>,
    date: Rc<str>,
    place: Place,
    /// Whether the file has several itself.
    is_second: bool,
}

impl Chosen {
    pub(super) fn of(date: Option<&Node>) -> Self {
        Self { date: date.cloned(), ..Self::default() }
    }

    /// The same on a date of a horizon: of a file that has no rows of it, those are read that are
    /// read of it on other days.
    pub(super) fn on(&self, date: &str) -> Self {
        let (of_day, only) = (self.date.clone(), self.only.clone());
        Self { date: of_day, before_it: Some(date.to_owned()), only, ..Self::default() }
    }

    /// The date of which the rows of a file are read; nothing where that is a problem.
    pub(super) fn date(&mut self, file: &Rc<str>, dates: &Dates) -> Option<String> {
        if let Some((_, answer)) = self.known.iter().find(|(known, _)| known == file) {
            return answer.clone();
        }
        let own = self.before_it.clone().filter(|own| dates.first.contains_key(own.as_str()));
        if own.is_some() {
            return own;
        }
        let answer =
            if self.date.is_some() { self.given(file, dates) } else { self.only_one(file, dates) };
        self.known.push((Rc::clone(file), answer.clone()));
        answer
    }

    fn given(&mut self, file: &Rc<str>, dates: &Dates) -> Option<String> {
        let wanted = self.date.as_ref()?.text().filter(|text| clock::is_date(text))?;
        if dates.first.contains_key(wanted) {
            return Some(wanted.to_owned());
        }
        // Where no row has a date, that is said.
        let (first, _) = dates.first.first_key_value()?;
        let (last, _) = dates.first.last_key_value()?;
        let has = if first == last {
            first.to_string()
        } else {
            format!("a date from {first} to {last}")
        };
        self.without.push((Rc::clone(file), has));
        None
    }

    fn only_one(&mut self, file: &Rc<str>, dates: &Dates) -> Option<String> {
        let mut in_order: Vec<(&Rc<str>, &Place)> = dates.first.iter().collect();
        in_order.sort_by_key(|(_, place)| *place);
        let (date, place) = in_order.first()?;
        let second = in_order.get(1);
        let differs = self.only.as_ref().is_some_and(|(only, _)| only != *date);
        if second.is_none() && !differs {
            self.only.get_or_insert_with(|| (Rc::clone(date), Rc::clone(file)));
            return Some(date.to_string());
        }
        let (date, place) = second.copied().unwrap_or((date, place));
        self.several.push(Other {
            file: Rc::clone(file),
            date: Rc::clone(date),
            place: place.clone(),
            is_second: second.is_some(),
        });
        None
    }

    /// Says what is wrong with the day, once.
    pub(super) fn say(&self, problems: &mut Problems) {
        if let (Some(date), [(_, has), others @ ..]) = (&self.date, &self.without[..]) {
            let files: Vec<&str> = self.without.iter().map(|(file, _)| &**file).collect();
            let verb = if files.len() == 1 { "has" } else { "have" };
            let text = quoted_text(date.text().unwrap_or_default());
            let found = format!("{text}, of which {} {verb} no rows", all_of(&files));
            let alike = others.iter().all(|(_, other)| other == has);
            let wanted = if alike { has.as_str() } else { "a date of which every file has rows" };
            problems.add(&date.place, found, wanted);
        }
        let [first, others @ ..] = &self.several[..] else { return };
        let files: Vec<&str> = others.iter().map(|other| &*other.file).collect();
        let also = match files.len() {
            0 => String::new(),
            _ => format!(" (others in {} too)", all_of(&files)),
        };
        let date = &first.date;
        match &self.only {
            Some((only, of)) if !first.is_second => {
                let found = format!("{date}, where {of} has {only}{also}");
                problems.add(&first.place, found, "`date` in `day`, to say which day is read");
            }
            _ => {
                let found = format!("a second date, {date}{also}");
                problems.add(&first.place, found, "one date in the file, or `date` in `day`");
            }
        }
    }
}
