//! Days of a horizon that are scenarios of their own.

use crate::base::Date;
use crate::base::decimal::counted;
use crate::scenario::meant::warnings;
use crate::scenario::model::{CalendarDay, Horizon, Scenario, Warning};
use crate::scenario::overlay::Homes;
use crate::scenario::text::tree::Node;

/// What some days of a horizon are: a tree like that of the horizon, with its agents, and the
/// scenario that it is.
pub(crate) struct Kind {
    pub(crate) tree: Node,
    pub(crate) homes: Homes,
    pub(crate) scenario: Scenario,
    /// In order.
    pub(crate) dates: Vec<Date>,
}

/// The days of a horizon and its lead-in that have one of some dates, which are in order.
fn days<'h>(
    horizon: &'h mut Horizon,
    dates: &'h [Date],
) -> impl Iterator<Item = &'h mut CalendarDay> + 'h {
    let all = horizon.lead_in.iter_mut().chain(&mut horizon.days);
    all.filter(|day| dates.binary_search(&day.date).is_ok())
}

/// Makes days of some dates, which are in order, what a scenario says.
pub(crate) fn put(horizon: &mut Horizon, scenario: Scenario, dates: &[Date]) {
    let position = horizon.dated.len();
    days(horizon, dates).for_each(|day| day.dated = Some(position));
    horizon.dated.push(Scenario { assumptions: Vec::new(), ..scenario });
}

/// What can hardly be meant of the open days of a kind, beside what is said of all days.
pub(crate) fn warnings_of(kind: &Kind, horizon: &Horizon, said: &[Warning]) -> Vec<Warning> {
    let all = horizon.lead_in.iter().chain(&horizon.days);
    let mut open = all.filter(|day| day.open.is_some()).map(|day| day.date);
    let Some(first) = open.find(|date| kind.dates.binary_search(date).is_ok()) else {
        return Vec::new();
    };
    let others = open.filter(|date| kind.dates.binary_search(date).is_ok()).count();
    let also = match others {
        0 => String::new(),
        more => format!(" and {}", counted(more, "more day")),
    };
    let of_days =
        |own: Warning| Warning { sentence: format!("{first}{also}: {}", own.sentence), ..own };
    let is_new = |own: &Warning| said.iter().all(|known| known.sentence != own.sentence);
    warnings(&kind.scenario, &kind.tree).into_iter().filter(is_new).map(of_days).collect()
}
