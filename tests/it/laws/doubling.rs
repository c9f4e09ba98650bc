//! When every length of time is doubled, every time is doubled exactly and nothing else moves.
//!
//! Exactly, where lengths are whole seconds: places drawn inside an interval are cut to whole
//! microseconds, so arrivals are given here, and so are the observed values that lengths are drawn
//! from. A factor of speed that is drawn for a person is left out for the same reason, and the work of
//! a deferred contact, a mean over groups, is rounded once for each. What is paid for time is halved,
//! so that money stays.

use proptest::prelude::*;
use switchroom::measures::count::{Count, DayTotals, GroupCount, TypeCounts};
use switchroom::random::Law;
use switchroom::scenario::Scenario;
use switchroom::scenario::model::{ContactType, Staffing};

use super::cases;
use crate::support::random_centre::{centre, policies};
use crate::support::scenarios::{SEED, day, read};

/// Counts in microseconds.
const TIMES: [Count; 11] = [
    Count::QueueOpen,
    Count::QueueClosed,
    Count::WaitAnswered,
    Count::WaitAbandoned,
    Count::WaitOthers,
    Count::TransferWait,
    Count::MaxWait,
    Count::Handle,
    Count::TransferHandle,
    Count::Line,
    Count::ChainWait,
];

const GROUP_TIMES: [GroupCount; 9] = [
    GroupCount::HandlingOpen,
    GroupCount::HandlingClosed,
    GroupCount::OnDutyOpen,
    GroupCount::OvertimeOpen,
    GroupCount::Scheduled,
    GroupCount::Productive,
    GroupCount::Paid,
    GroupCount::Idle,
    GroupCount::Away,
];

/// Does something with every law of a length of time.
fn each_length(own: &mut ContactType, change: impl Fn(&mut Law)) {
    change(&mut own.handle_time.law);
    own.wrap_up.iter_mut().for_each(&change);
    own.patience.iter_mut().for_each(&change);
    if let Some(balking) = &mut own.balking {
        balking.announced_wait.iter_mut().for_each(&change);
    }
    own.redial.iter_mut().for_each(|redial| change(&mut redial.delay));
    own.repeat.iter_mut().for_each(|repeat| change(&mut repeat.delay));
    let complaint = own.sale.as_mut().and_then(|sale| sale.complaint.as_mut());
    if let Some(complaint) = complaint {
        change(&mut complaint.delay);
    }
    own.offer.iter_mut().for_each(|offer| change(&mut offer.handle_time));
    if let Some(transfer) = &mut own.transfer_of_need {
        transfer.handle_time.iter_mut().for_each(&change);
        transfer.patience.iter_mut().for_each(&change);
    }
}

/// The centre with lengths of whole seconds, and with arrivals at these seconds, type by type.
fn whole(mut scenario: Scenario, arrivals: &[Vec<u32>]) -> Scenario {
    let open = scenario.day.open_seconds();
    for (own, at) in scenario.contact_types.iter_mut().zip(arrivals) {
        let mut times: Vec<f64> = at.iter().map(|&at| f64::from(at) % open).collect();
        times.sort_by(f64::total_cmp);
        own.arrivals.times = Some(times);
        each_length(own, |law| {
            let mean = law.mean().min(3600.0);
            let values = [0.5, 1.0, 1.0, 3.0].map(|factor| (mean * factor).ceil().max(1.0));
            *law = Law::Empirical { values: values.to_vec() };
        });
        own.sale.iter_mut().for_each(|sale| {
            sale.half_life_wait_seconds = sale.half_life_wait_seconds.map(f64::ceil);
        });
    }
    for group in &mut scenario.agent_groups {
        group.speed_cv = 0.0;
    }
    if let Some(customers) = &mut scenario.customers {
        // Leaving because of each minute is not leaving because of each two minutes.
        customers.leaves_because.per_minute_waited = 0.0;
    }
    scenario
}

/// Twice as long, everything.
fn doubled(mut scenario: Scenario) -> Scenario {
    scenario.day.interval_minutes *= 2;
    scenario.targets.short_abandon_seconds *= 2.0;
    scenario.costs.per_minute /= 2.0;
    for own in &mut scenario.contact_types {
        own.arrivals.times.iter_mut().flatten().for_each(|at| *at *= 2.0);
        each_length(own, |law| *law = law.scaled(2.0));
        own.target.within_seconds *= 2.0;
        if let Some(half_life) = own.sale.as_mut().and_then(|s| s.half_life_wait_seconds.as_mut()) {
            *half_life *= 2.0;
        }
        if let Some(offer) = &mut own.offer {
            for (from, to) in &mut offer.when.clock {
                (*from, *to) = (*from * 2.0, *to * 2.0);
            }
        }
    }
    for group in &mut scenario.agent_groups {
        group.wage_per_hour /= 2.0;
        group.incentive.bonus_per_hour /= 2.0;
        group.skills.iter_mut().for_each(|skill| skill.after_seconds *= 2.0);
        if let Staffing::Shifts(shifts) = &mut group.staffing {
            for shift in shifts {
                shift.start_seconds *= 2.0;
                shift.end_seconds *= 2.0;
                for (from, to) in &mut shift.breaks {
                    (*from, *to) = (*from * 2.0, *to * 2.0);
                }
            }
        }
    }
    scenario
}

/// The totals with all times doubled.
fn with_times_doubled(day: &DayTotals) -> DayTotals {
    let mut day = day.clone();
    for counts in of_contacts(&mut day) {
        for time in TIMES {
            counts[time as usize] *= 2;
        }
    }
    for counts in day.group_cells.iter_mut().chain(&mut day.groups) {
        for time in GROUP_TIMES {
            counts[time as usize] *= 2;
        }
    }
    day
}

/// All counts of contacts.
fn of_contacts(day: &mut DayTotals) -> impl Iterator<Item = &mut TypeCounts> {
    let total = std::slice::from_mut(&mut day.total.0);
    day.cells.iter_mut().chain(&mut day.types).chain(total)
}

/// Takes the work of deferred contacts out, which is twice as long but for rounding.
fn without_deferred_work(once: &mut DayTotals, twice: &mut DayTotals) -> Result<(), TestCaseError> {
    for (once, twice) in of_contacts(once).zip(of_contacts(twice)) {
        let of =
            |counts: &mut TypeCounts| std::mem::take(&mut counts[Count::DeferredHandle as usize]);
        let (once_work, twice_work) = (of(once), of(twice));
        let contacts = once[Count::DeferredContacts as usize];
        prop_assert!((twice_work - 2 * once_work).abs() <= contacts, "{once_work} {twice_work}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn doubled_lengths_double_all_times_and_move_nothing_else(
        file in centre(),
        arrivals in proptest::collection::vec(proptest::collection::vec(0_u32..10_800, 0..60), 3),
    ) {
        // An interval is at most an hour, doubled or not.
        prop_assume!(file["day"]["interval_minutes"] != 60);
        for policy in policies() {
            let mut file = file.clone();
            file["routing"]["policy"] = serde_json::json!(policy);
            let once = whole(read(&file).base, &arrivals);
            let (mut once, mut twice) = (day(&once, SEED, 1), day(&doubled(once), SEED, 1));
            without_deferred_work(&mut once, &mut twice)?;
            let wanted = with_times_doubled(&once);
            prop_assert_eq!(&wanted.types, &twice.types);
            prop_assert_eq!(&wanted.cells, &twice.cells);
            prop_assert_eq!(&wanted.groups, &twice.groups);
            prop_assert_eq!(&wanted.group_cells, &twice.group_cells);
            prop_assert_eq!(&wanted.total, &twice.total);
        }
    }
}
