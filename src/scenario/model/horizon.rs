//! The horizon: calendar days joined by customers who persist.

use super::{Customers, Scenario};
use crate::base::Date;

/// Calendar days in a row, closed ones included. One replication plays them all.
#[derive(Clone, Debug, PartialEq)]
pub struct Horizon {
    /// The days before `starts`, oldest first: whole calendar months that are simulated so that
    /// customers have something to remember.
    pub lead_in: Vec<CalendarDay>,
    /// The days from `starts` on.
    pub days: Vec<CalendarDay>,
    /// Calendar months of `lead_in`.
    pub lead_in_months: u32,
    /// The calendar months that `days` lie in, in order: the reporting interval. The first and the
    /// last may be partial.
    pub months: Vec<Month>,
    /// What any day is that differs from the scenario that holds this: by rows of its date, its day
    /// type, changes in force, or since a variant begins later. Whole checked scenarios without a
    /// horizon of their own, with the same contact types and agent groups in the same order.
    pub dated: Vec<Scenario>,
    /// What changes cost on the day on which they begin: positions in `days` in order, each with
    /// units of money.
    pub costs: Vec<(usize, f64)>,
}

/// A date, and what is done on it.
#[derive(Clone, Debug, PartialEq)]
pub struct CalendarDay {
    pub date: Date,
    /// Position in [`Horizon::months`]; of the lead-in, counted from its own first month.
    pub month: usize,
    /// Position in [`Horizon::dated`] of what the day is; none: the scenario that holds the
    /// horizon. Of a closed day only customers, prospects and costs of that are in force.
    pub dated: Option<usize>,
    /// None: closed, with no arrivals, no agents and no wages.
    pub open: Option<OpenDay>,
}

/// What an open day is.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenDay {
    /// On the expected number of every fresh contact: that of the calendar month, times the growth
    /// up to this day (which is 1 in the lead-in).
    pub volume_factor: f64,
}

/// A calendar month, as far as it lies in the horizon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    /// "2026-01".
    pub name: String,
    /// Days that the calendar month has.
    pub calendar_days: u32,
    /// Days of it in the horizon.
    pub days: u32,
    /// Those of them that are open.
    pub open_days: u32,
    /// Position in [`Horizon::days`] of the first of them.
    pub first_day: usize,
}

impl Scenario {
    /// Whether customers are individuals who persist over a horizon.
    #[must_use]
    pub fn has_persons(&self) -> bool {
        let persisting = self.customers.as_ref().and_then(|given| given.persisting.as_ref());
        self.horizon.is_some() && persisting.is_some()
    }

    /// Whether what contacts do moves customers who are individuals.
    #[must_use]
    pub fn contacts_move_persons(&self) -> bool {
        self.has_persons() && self.customers.as_ref().is_some_and(Customers::have_effects)
    }

    /// The same with every effect of contacts on customers so many times as strong.
    #[must_use]
    pub fn with_effects_times(&self, multiplier: f64) -> Self {
        let mut own = self.clone();
        if let Some(customers) = &mut own.customers {
            customers.times(multiplier);
        }
        if let Some(horizon) = &mut own.horizon {
            for day in &mut horizon.dated {
                *day = day.with_effects_times(multiplier);
            }
        }
        own
    }
}
