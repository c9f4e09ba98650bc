//! From which date to which a horizon goes.

use crate::base::Date;
use crate::scenario::build::read::{whole, whole_value};
use crate::scenario::limits::{
    MOST_HORIZON_DAYS, MOST_HORIZON_MONTHS, MOST_LEAD_IN_MONTHS, YEARS_OF_HORIZONS,
};
use crate::scenario::model::Customers;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Node, Place};
use crate::scenario::text::words::{quoted, quoted_text};

/// Lead-in where something is remembered, unless the file says otherwise.
const DEFAULT_LEAD_IN_MONTHS: u32 = 12;

/// From which date to which.
pub(super) struct Span {
    pub(super) starts: Date,
    /// Days from there on.
    pub(super) length: i32,
    pub(super) lead_in_months: u32,
    /// Days before.
    pub(super) lead_in: i32,
    /// The same; where it is not given, as many as can be by default.
    pub(super) longest_lead_in: i32,
}

impl Span {
    /// Of the `horizon` of a file.
    pub(super) fn of(
        node: &Node,
        customers: Option<&Customers>,
        problems: &mut Problems,
    ) -> Option<Self> {
        let written = node.get("starts")?;
        let starts = Date::read(written.text()?)?;
        if !YEARS_OF_HORIZONS.contains(&starts.year()) {
            let (first, last) = (YEARS_OF_HORIZONS.start(), YEARS_OF_HORIZONS.end());
            problems.add(&written.place, quoted(written), format!("a year from {first} to {last}"));
            return None;
        }
        // What is out of its range has been said, and is no length.
        let count = |key, most| whole(node, key).filter(|&it| f64::from(it) <= most);
        let months = count("months", MOST_HORIZON_MONTHS);
        if months.is_some() && starts.day() != 1 {
            let wanted = "the first of a month, since `months` are whole ones (or `days`)";
            problems.add(&written.place, quoted(written), wanted);
            return None;
        }
        let ends = match months {
            Some(months) => starts.first_of_month(months as i32),
            None => starts.plus_days(count("days", MOST_HORIZON_DAYS)? as i32),
        };
        if ends == starts {
            return None;
        }
        let remember = customers.is_some_and(Customers::remember);
        let default = if remember { DEFAULT_LEAD_IN_MONTHS } else { 0 };
        let given = count("lead_in_months", MOST_LEAD_IN_MONTHS);
        let days = |months: u32| match months {
            0 => 0,
            some => starts.days_since(starts.first_of_month(-(some as i32))),
        };
        let lead_in_months = given.unwrap_or(default);
        Some(Self {
            starts,
            length: ends.days_since(starts),
            lead_in_months,
            lead_in: days(lead_in_months),
            longest_lead_in: days(given.unwrap_or(DEFAULT_LEAD_IN_MONTHS)),
        })
    }

    /// The last day.
    pub(super) fn last(&self) -> Date {
        self.starts.plus_days(self.length - 1)
    }

    /// Calendar months of it, whole or not.
    fn months(&self) -> i32 {
        month_of(self.last()) - month_of(self.starts) + 1
    }

    /// The date of a text that may lie in the lead-in too; anything else is a problem.
    pub(super) fn date(&self, text: &str, place: &Place, problems: &mut Problems) -> Option<Date> {
        let Some(date) = Date::read(text) else {
            problems.add(place, quoted_text(text), "a date as \"YYYY-MM-DD\"");
            return None;
        };
        if !(-self.longest_lead_in..self.length).contains(&date.days_since(self.starts)) {
            let first = self.starts.plus_days(-self.longest_lead_in);
            let found = format!("{date}, which is not in the horizon");
            problems.add(place, found, format!("a date from {first} to {}", self.last()));
            return None;
        }
        Some(date)
    }

    /// First and last day of a date or a month, counted from 1; what does not lie in the horizon
    /// proper is a problem.
    pub(super) fn when(&self, node: &Node, problems: &mut Problems) -> Option<(Date, Date)> {
        let found = match node.text() {
            Some(text) => Date::read(text).map(|date| (date, date))?,
            // What is out of its range has been said, and is no month.
            None => self.month(month_number(node)?),
        };
        let last = self.last();
        if found.0 < self.starts || found.0 > last {
            let found = format!(
                "{}, which is not in the horizon",
                node.text().map_or_else(|| quoted(node), str::to_owned,)
            );
            let wanted = format!(
                "a date from {} to {last}, or a month from 1 to {}",
                self.starts,
                self.months()
            );
            problems.add(&node.place, found, wanted);
            return None;
        }
        Some((found.0, found.1.min(last)))
    }

    /// First and last day of the n-th month.
    fn month(&self, number: i32) -> (Date, Date) {
        let ends = self.starts.first_of_month(number).plus_days(-1);
        match number {
            1 => (self.starts, ends),
            later => (self.starts.first_of_month(later - 1), ends),
        }
    }
}

fn month_number(node: &Node) -> Option<i32> {
    let number = whole_value(node).filter(|&it| it > 0 && f64::from(it) <= MOST_HORIZON_MONTHS);
    number.map(|number| number as i32)
}

/// The months since year 0.
pub(super) fn month_of(date: Date) -> i32 {
    date.year() * 12 + date.month() as i32
}
