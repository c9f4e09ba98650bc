//! What contacts alone lose in a month, found by pilot replications that no report uses: where the
//! retention is given that was observed, the base hazard is what is left of it.

use super::calendar::Calendar;
use super::replication::{Played, Replication};
use crate::base::Stop;
use crate::random::Key;
use crate::scenario::Scenario;

/// The first of the pilots.
const FIRST: u64 = 1 << 31;

/// The hazard that contacts add in the last month of the lead-in of a base, of each customer, in one
/// of its pilots (from 0); nothing without customers who persist, or without a lead-in. None if it
/// was stopped.
///
/// One pass is enough: nobody leaves in a lead-in, so that it does not depend on what is found.
pub(crate) fn felt_in_a_month(
    base: &Scenario,
    seed: u64,
    pilot: u64,
    stop: Stop<'_>,
) -> Option<f64> {
    let Some(calendar) = Calendar::new(base) else { return Some(0.0) };
    let Some(last) = calendar.lead_in.checked_sub(1) else { return Some(0.0) };
    let mut horizon = Replication::new(&calendar);
    let (mut felt, mut customers) = (0.0, 0);
    let mut tell = |played: &Played<'_>| {
        let is_last = |place: usize| calendar.days[place].month == calendar.days[last].month;
        if let Some(base) = played.base.filter(|_| is_last(calendar.place(played.day))) {
            felt += base.felt_in_lead_in();
            customers = base.at_start();
        }
    };
    horizon.lead_in(Key::new(seed, FIRST + pilot), &mut tell, stop)?;
    if customers == 0 {
        return Some(0.0);
    }
    Some(felt / f64::from(customers))
}
