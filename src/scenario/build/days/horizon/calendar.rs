//! Calendar days: which are open, in which reporting month each lies, and by what its volume is
//! larger or smaller than the file's.

use super::changes;
use super::days::Days;
use super::span::{Span, month_of};
use crate::base::Date;
use crate::base::decimal::counted;
use crate::scenario::build::book::Book;
use crate::scenario::model::{CalendarDay, Customers, Horizon, Month, OpenDay, Scenario};
use crate::scenario::shape::defaults::is_default;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::Node;

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
    let all = (0..span.length).map(|position| day(&span, &days, position)).collect::<Vec<_>>();
    if let Some(customers) = customers {
        observed_by_whom(customers, node, book, span.lead_in_months, problems);
    }
    let months = months(&all);
    if months.iter().all(|month| month.open_days == 0) {
        let found = format!("no open day from {} to {}", span.starts, span.last());
        problems.add(&node.place, found, "one open day at least");
    }
    let lead_in = (-span.lead_in..0).map(|position| day(&span, &days, position)).collect();
    let lead_in_months = span.lead_in_months;
    Some(Horizon {
        lead_in,
        days: all,
        lead_in_months,
        months,
        dated: Vec::new(),
        costs: changes::costs(node, &span, &days, problems),
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
    let all = (-span.longest_lead_in..span.length).map(|position| day(&span, &days, position));
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

/// The day so many after the first; negative in the lead-in.
fn day(span: &Span, days: &Days, position: i32) -> CalendarDay {
    let date = span.starts.plus_days(position);
    let first = if position < 0 { span.starts.plus_days(-span.lead_in) } else { span.starts };
    let open =
        days.is_open(date).then(|| OpenDay { volume_factor: days.volume_factor(date, position) });
    let month = (month_of(date) - month_of(first)).max(0);
    CalendarDay { date, month: month as usize, dated: None, open }
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
