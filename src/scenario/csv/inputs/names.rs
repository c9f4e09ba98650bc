//! Names in a column that the scenario does not have.

use std::collections::BTreeSet;

use crate::scenario::csv::table::Table;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::words::{counted_rows, nearest, one_of_the_known, quoted_text};

/// How many names are said at once.
const SAID: usize = 3;

/// Of so many names that resemble none, a hostile file's, no more are compared.
const MOST_STRANGE: usize = 1000;

/// What is wrong with the names of a column.
#[derive(Debug, Default)]
pub(super) struct Unknown {
    /// Known names that a mistyped one stands for.
    meant: BTreeSet<String>,
    /// Whether there are names that resemble no known one.
    strange: bool,
    /// Names that the column has.
    present: BTreeSet<String>,
}

impl Unknown {
    /// Which of the known names may lack rows because these go by a name that is not known.
    pub(super) fn who_lacks(&self, known: &[String]) -> Vec<String> {
        let lacks = |name: &&String| {
            self.meant.contains(*name) || (self.strange && !self.present.contains(*name))
        };
        known.iter().filter(lacks).cloned().collect()
    }
}

/// Reports names of a column that are not known, each given with its first row and their number: a
/// mistyped name by itself, names of something else together.
pub(super) fn unknown_names<'n>(
    table: &Table,
    who: &str,
    rows: impl Iterator<Item = (&'n str, usize, usize)>,
    known: &[String],
    problems: &mut Problems,
) -> Unknown {
    let set: BTreeSet<&str> = known.iter().map(String::as_str).collect();
    let (mut found, mut strange) = (Unknown::default(), Vec::new());
    let what = who.replace('_', " ");
    for (name, first, count) in rows {
        if set.contains(name) {
            found.present.insert(name.to_owned());
            continue;
        }
        if problems.is_full() {
            found.strange = true;
            continue;
        }
        let near = match strange.len() {
            MOST_STRANGE.. => None,
            _ => nearest(name, set.iter().copied()),
        };
        let Some(near) = near else {
            strange.push((name, first, count));
            continue;
        };
        found.meant.insert(near.to_owned());
        let Some(cell) = table.at(first, who) else { continue };
        let rows = if count > 1 { format!(" in {}", counted_rows(count)) } else { String::new() };
        let said = format!("the unknown {what} {}{rows}", quoted_text(name));
        problems.add(&cell.place, said, one_of_the_known(name, set.iter().copied()));
    }
    strange.sort_by_key(|(_, first, _)| *first);
    found.strange |= !strange.is_empty();
    refuse_strange(table, who, &strange, known, problems);
    found
}

fn refuse_strange(
    table: &Table,
    who: &str,
    strange: &[(&str, usize, usize)],
    known: &[String],
    problems: &mut Problems,
) {
    let [(name, first, count), others @ ..] = strange else { return };
    let Some(cell) = table.at(*first, who) else { return };
    let what = who.replace('_', " ");
    let rows: usize = *count + others.iter().map(|(.., count)| count).sum::<usize>();
    let rows = if rows > 1 { format!(" in {}", counted_rows(rows)) } else { String::new() };
    let names: Vec<String> = strange.iter().take(SAID).map(|it| quoted_text(it.0)).collect();
    let found = match strange.len() {
        1 => format!("the unknown {what} {}{rows}", quoted_text(name)),
        some if some <= SAID => format!("the unknown {what}s {}{rows}", names.join(", ")),
        some => {
            let more = some - SAID;
            format!("the unknown {what}s {} and {more} more{rows}", names.join(", "))
        }
    };
    let wanted = one_of_the_known("", known.iter().map(String::as_str));
    problems.add(&cell.place, found, wanted);
}
