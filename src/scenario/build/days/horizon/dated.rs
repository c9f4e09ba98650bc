//! Days of a horizon that are scenarios of their own.

use crate::base::Date;
use crate::base::decimal::counted;
use crate::scenario::meant::warnings;
use crate::scenario::model::{CalendarDay, Horizon, OpenDay, Scenario, Warning};
use crate::scenario::text::tree::Node;

/// The open days of a horizon and its lead-in that have one of some dates, which are in order.
fn days<'h>(
    horizon: &'h mut Horizon,
    dates: &'h [Date],
) -> impl Iterator<Item = &'h mut OpenDay> + 'h {
    let all = horizon.lead_in.iter_mut().chain(&mut horizon.days);
    let dated = all.filter(|day| dates.binary_search(&day.date).is_ok());
    dated.filter_map(|CalendarDay { open, .. }| open.as_mut())
}

/// Whether any of some dates, which are in order, is an open day.
pub(crate) fn have_days(horizon: &mut Horizon, dates: &[Date]) -> bool {
    days(horizon, dates).next().is_some()
}

/// Makes days of some dates, which are in order, what a scenario says.
pub(crate) fn put(horizon: &mut Horizon, scenario: Scenario, dates: &[Date]) {
    let position = horizon.dated.len();
    days(horizon, dates).for_each(|day| day.dated = Some(position));
    horizon.dated.push(Scenario { assumptions: Vec::new(), ..scenario });
}

/// What can hardly be meant of the days of some dates, beside what is said of all days.
pub(crate) fn warnings_of(
    scenario: &Scenario,
    tree: &Node,
    dates: &[Date],
    said: &[Warning],
) -> Vec<Warning> {
    let [first, others @ ..] = dates else { return Vec::new() };
    let also = match others.len() {
        0 => String::new(),
        more => format!(" and {}", counted(more, "more day")),
    };
    let of_days =
        |own: Warning| Warning { sentence: format!("{first}{also}: {}", own.sentence), ..own };
    let is_new = |own: &Warning| said.iter().all(|known| known.sentence != own.sentence);
    warnings(scenario, tree).into_iter().filter(is_new).map(of_days).collect()
}
