//! Calendar days: which are open, in which reporting month each lies, and by what its volume is
//! larger or smaller than the file's.

use std::collections::BTreeMap;

use crate::base::decimal::counted;
use crate::base::{Date, math};
use crate::scenario::build::book::Book;
use crate::scenario::build::read::{number_or, whole};
use crate::scenario::limits::{
    MOST_HORIZON_DAYS, MOST_HORIZON_MONTHS, MOST_LEAD_IN_MONTHS, YEARS_OF_HORIZONS,
};
use crate::scenario::model::{CalendarDay, Customers, Horizon, Month, OpenDay, Scenario};
use crate::scenario::shape::defaults::is_default;
use crate::scenario::shape::members_of;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Member, Node};
use crate::scenario::text::words::{quoted, quoted_text};

/// Lead-in where something is remembered, unless the file says otherwise.
const DEFAULT_LEAD_IN_MONTHS: u32 = 12;
/// Days of a year, of which one has not quite a quarter more than 365.
const DAYS_PER_YEAR: f64 = 365.25;

/// Keys of `week`, in the order of a week.
const WEEK: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Keys of `volume_by_month`, in the order of a year.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The horizon of a file that has one, without days of their own; nothing when it cannot be
/// understood.
pub(crate) fn calendar(
    book: &Book<'_>,
    customers: Option<&Customers>,
    problems: &mut Problems,
) -> Option<Horizon> {
    let node = book.root.get("horizon")?;
    let span = Span::of(node, customers, problems)?;
    let days = Days::of(node, &span, problems);
    let all = (0..span.length).map(|position| days.day(&span, position)).collect::<Vec<_>>();
    if let Some(customers) = customers {
        observed_by_whom(customers, node, book, span.lead_in_months, problems);
    }
    let months = months(&all);
    if months.iter().all(|month| month.open_days == 0) {
        let found = format!("no open day from {} to {}", span.starts, span.last());
        problems.add(&node.place, found, "one open day at least");
    }
    let lead_in = (-span.lead_in..0).map(|position| days.day(&span, position)).collect();
    let lead_in_months = span.lead_in_months;
    Some(Horizon {
        lead_in,
        days: all,
        lead_in_months,
        months,
        dated: Vec::new(),
        costs: Vec::new(),
    })
}

/// What contacts do to the retention that was observed is seen in a lead-in.
fn observed_by_whom(
    customers: &Customers,
    horizon: &Node,
    book: &Book<'_>,
    lead_in_months: u32,
    problems: &mut Problems,
) {
    let key = "retention_observed_per_month";
    let given = book.root.get("customers").and_then(|node| node.get(key));
    if let Some(given) = given.filter(|_| customers.have_effects() && lead_in_months == 0) {
        let at = horizon.get("lead_in_months").map_or(&given.place, |node| &node.place);
        let wanted = "`lead_in_months` of at least 1: in its last month it is seen how many \
                      contacts drive away";
        problems.add(at, format!("`{key}` without a lead-in"), wanted);
    }
}

/// The open days of a tree that may not be sound yet, in order, those included that a lead-in may
/// have: of these dates files may have rows.
pub(crate) fn open_dates(root: &Node) -> Vec<Date> {
    let mut unsaid = Problems::default();
    let Some(node) = root.get("horizon") else { return Vec::new() };
    let Some(span) = Span::of(node, None, &mut unsaid) else { return Vec::new() };
    let days = Days::of(node, &span, &mut unsaid);
    let all = (-span.longest_lead_in..span.length).map(|position| days.day(&span, position));
    all.filter(|day| day.open.is_some()).map(|day| day.date).collect()
}

/// What is said of a lead-in that the file does not give.
pub(crate) fn lead_in_taken(scenario: &Scenario, root: &Node) -> Option<String> {
    let node = root.get("horizon")?;
    let given = node.get("lead_in_months").is_some_and(|months| !is_default(node, months));
    let months = scenario.horizon.as_ref()?.lead_in_months;
    (!given && months > 0).then(|| {
        let months = counted(months as usize, "month");
        format!("{months} before the first day are simulated, to be remembered (lead_in_months).")
    })
}

/// From which date to which.
struct Span {
    starts: Date,
    /// Days from there on.
    length: i32,
    lead_in_months: u32,
    /// Days before.
    lead_in: i32,
    /// The same; where it is not given, as many as can be by default.
    longest_lead_in: i32,
}

impl Span {
    fn of(node: &Node, customers: Option<&Customers>, problems: &mut Problems) -> Option<Self> {
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
    fn last(&self) -> Date {
        self.starts.plus_days(self.length - 1)
    }

    fn contains(&self, date: Date) -> bool {
        (-self.longest_lead_in..self.length).contains(&date.days_since(self.starts))
    }
}

/// What days of the week, dates and months are.
struct Days {
    /// From Monday on.
    is_open: [bool; 7],
    special: BTreeMap<Date, bool>,
    /// From January on.
    by_month: [f64; 12],
    growth_per_year: f64,
}

impl Days {
    fn of(node: &Node, span: &Span, problems: &mut Problems) -> Self {
        let is_open = |node: Option<&Node>| node.and_then(Node::text) != Some("closed");
        let week = node.get("week");
        let factors = node.get("volume_by_month");
        let of_month = |month| factors.map_or(1.0, |factors| number_or(factors, month, 1.0));
        let special = members_of(node, "special_days").into_iter().filter_map(|member| {
            Some((special_date(member, span, problems)?, is_open(Some(&member.node))))
        });
        Self {
            special: special.collect(),
            is_open: WEEK.map(|day| is_open(week.and_then(|week| week.get(day)))),
            by_month: MONTHS.map(of_month),
            growth_per_year: number_or(node, "growth_per_year", 0.0),
        }
    }

    /// The day so many after the first; negative in the lead-in.
    fn day(&self, span: &Span, position: i32) -> CalendarDay {
        let date = span.starts.plus_days(position);
        let is_open =
            self.special.get(&date).copied().unwrap_or(self.is_open[date.weekday() as usize]);
        let first = if position < 0 { span.starts.plus_days(-span.lead_in) } else { span.starts };
        let month_of = |date: Date| date.year() * 12 + date.month() as i32;
        let open = is_open.then(|| OpenDay {
            dated: None,
            volume_factor: self.by_month[date.month() as usize - 1] * self.growth(position),
        });
        let month = (month_of(date) - month_of(first)).max(0);
        CalendarDay { date, month: month as usize, open }
    }

    /// Factor of growth so many days after the first.
    fn growth(&self, position: i32) -> f64 {
        if position <= 0 || self.growth_per_year.abs() <= 0.0 {
            return 1.0;
        }
        math::pow(1.0 + self.growth_per_year, f64::from(position) / DAYS_PER_YEAR)
    }
}

/// The date that a key of `special_days` names.
fn special_date(member: &Member, span: &Span, problems: &mut Problems) -> Option<Date> {
    let Some(date) = Date::read(&member.key) else {
        let found = quoted_text(&member.key);
        problems.add(&member.place, found, "a date as \"YYYY-MM-DD\"");
        return None;
    };
    if !span.contains(date) {
        let (first, last) = (span.starts.plus_days(-span.longest_lead_in), span.last());
        let found = format!("{date}, which is not in the horizon");
        problems.add(&member.place, found, format!("a date from {first} to {last}"));
        return None;
    }
    Some(date)
}

/// The reporting months of days in a row.
fn months(days: &[CalendarDay]) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    for (position, day) in days.iter().enumerate() {
        if months.len() <= day.month {
            months.push(Month {
                name: day.date.month_name(),
                calendar_days: day.date.days_in_month(),
                days: 0,
                open_days: 0,
                first_day: position,
            });
        }
        let month = &mut months[day.month];
        month.days += 1;
        month.open_days += u32::from(day.open.is_some());
    }
    months
}
