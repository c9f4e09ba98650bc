//! Days of a horizon whose rows are their own.

use super::{Inputs, each_law, fill_defaults};
use crate::base::Date;
use crate::base::decimal::counted;
use crate::scenario::limits::MOST_VALUES_BY_DATE;
use crate::scenario::load::size::weight;
use crate::scenario::shape::grid::Grid;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::texts::Folder;
use crate::scenario::text::tree::Node;

/// A scenario filled in with the rows of some dates, which are the same.
#[derive(Clone, Debug)]
pub(crate) struct OfDates {
    pub(crate) tree: Node,
    /// In order.
    pub(crate) dates: Vec<Date>,
}

/// Fills a scenario as [`fill_inputs`](super::fill_inputs) does, and gives it once more for each of
/// these dates of which files have rows that say something else.
pub(crate) fn fill_inputs_by_date(
    root: &mut Node,
    folder: &Folder,
    dates: &[Date],
    problems: &mut Problems,
    echo: &mut Vec<String>,
) -> Vec<OfDates> {
    fill_defaults(root);
    let grid = Grid::of(root);
    let mut inputs = Inputs::of(root, folder, problems, echo);
    // Observed values have no date: they are read once.
    each_law(root, &mut |law| inputs.fill_values(law));
    let before = root.clone();
    inputs.fill_rows(root, grid);
    let found = match grid {
        Some(grid) if !dates.is_empty() && inputs.problems.is_empty() => {
            inputs.by_date(&before, root, grid, dates)
        }
        _ => Vec::new(),
    };
    inputs.say_what_was_not_read();
    found
}

/// Fills a scenario that is to be the same on all days: rows of any of these dates are a problem.
pub(crate) fn fill_inputs_of_all_days(
    root: &mut Node,
    folder: &Folder,
    dates: &[Date],
    problems: &mut Problems,
    echo: &mut Vec<String>,
) {
    fill_defaults(root);
    let grid = Grid::of(root);
    let mut inputs = Inputs::of(root, folder, problems, echo);
    inputs.fill(root, grid);
    if let Some(grid) = grid {
        inputs.refuse_dates(grid, dates);
    }
    inputs.say_what_was_not_read();
}

impl Inputs<'_> {
    /// Whether any file that was read has rows of a day.
    fn has_day(&self, date: &str, grid: Grid) -> bool {
        let mut tables = self.tables.values().flatten();
        tables.any(|table| {
            let dates = self.dates.get(&table.file);
            dates.is_some_and(|dates| dates.has_day(table, date, grid))
        })
    }

    /// The scenario with the rows of each date, where they differ from those of all days. What is
    /// wrong is said of all of them.
    fn by_date(
        &mut self,
        before: &Node,
        of_all: &Node,
        grid: Grid,
        dates: &[Date],
    ) -> Vec<OfDates> {
        let (mut found, mut weighs): (Vec<OfDates>, usize) = (Vec::new(), 0);
        let with_rows: Vec<(Date, String)> = dates
            .iter()
            .map(|&date| (date, date.to_string()))
            .filter(|(_, text)| self.has_day(text, grid))
            .collect();
        let ([(first, _), ..], Some((last, _))) = (&with_rows[..], with_rows.last()) else {
            return found;
        };
        let (told, chosen) = (self.echo.len(), self.chosen.on(""));
        for (date, text) in &with_rows {
            self.chosen = chosen.on(text);
            self.days.clear();
            self.shifts.clear();
            let mut tree = before.clone();
            self.fill_rows(&mut tree, Some(grid));
            if !self.problems.is_empty() {
                // Whatever is wrong on others is said too.
                continue;
            }
            if tree.is_alike(of_all) {
                continue;
            }
            if let Some(same) = found.iter_mut().find(|own| own.tree.is_alike(&tree)) {
                same.dates.push(*date);
                continue;
            }
            weighs += weight(&tree);
            if weighs > MOST_VALUES_BY_DATE {
                let place = of_all.get("horizon").map_or(&of_all.place, |it| &it.place);
                let wanted = format!("at most {MOST_VALUES_BY_DATE} values in all of them");
                self.problems.add(place, format!("rows of their own up to {date}"), wanted);
                return found;
            }
            found.push(OfDates { tree, dates: vec![*date] });
        }
        self.echo.truncate(told);
        let days = counted(with_rows.len(), "day");
        let kinds = counted(found.len(), "kind");
        self.echo.push(format!(
            "rows of {days} of the horizon, from {first} to {last}, which make {kinds} of days \
             beside the day of all others"
        ));
        found
    }

    /// Says when a file has rows of any of some days.
    fn refuse_dates(&mut self, grid: Grid, dates: &[Date]) {
        for date in dates.iter().map(ToString::to_string) {
            for table in self.tables.values().flatten() {
                let Some(of_file) = self.dates.get(&table.file) else { continue };
                let Some(place) = of_file.first.get(date.as_str()) else { continue };
                if of_file.has_day(table, &date, grid) {
                    let found = format!("rows of {date}, a day of the horizon, for a variant");
                    let wanted = "rows of days by date in the base: a variant's are the same on \
                                  all days";
                    self.problems.add(place, found, wanted);
                    return;
                }
            }
        }
    }
}
