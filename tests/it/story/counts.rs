//! What small days count to, worked by hand.

#![expect(clippy::disallowed_methods, reason = "the platform's own maths is the yardstick here")]

use switchroom::measures::count::{Count, GroupCount};
use switchroom::scenario::model::{
    Costs, Customers, LeavesBecause, LostCustomerCosts, StaysBecause,
};

use crate::support::centre::{contact_type, group};
use crate::support::story::{Counted, Story};

const SECOND: i64 = 1_000_000;

#[track_caller]
fn counts(counted: &Counted, contact_type: &str, expected: &[(Count, i64)]) {
    for &(count, number) in expected {
        assert_eq!(counted.of(contact_type, count), number, "{contact_type} {count:?}");
    }
}

#[test]
fn within_is_up_to_the_threshold_and_short_up_to_the_limit() {
    // Answered after 0, 20 and 40 s with a threshold of 20 s.
    let sales = contact_type("sales").at(&[0.0, 10.0, 20.0]).talk(30.0);
    let answered = Story::of([sales], [group("desk", 1).takes("sales")]).counted();
    counts(
        &answered,
        "sales",
        &[
            (Count::Answered, 3),
            (Count::AnsweredWithin, 2),
            (Count::WaitAnswered, 60 * SECOND),
            (Count::MaxWait, 40 * SECOND),
            (Count::Delayed, 2),
            (Count::Handle, 90 * SECOND),
            (Count::Line, 150 * SECOND),
        ],
    );
    // Abandoned after 5 s, and after 5.000001 s.
    let sales = contact_type("sales").at(&[0.0]).patience(5.0);
    let credit = contact_type("credit").at(&[0.0]).patience(5.000_001);
    let left = Story::of([sales, credit], []).counted();
    counts(&left, "sales", &[(Count::AbandonedShort, 1), (Count::AbandonedWithin, 1)]);
    counts(&left, "credit", &[(Count::AbandonedShort, 0), (Count::AbandonedWithin, 1)]);
    assert_eq!(left.total(Count::MaxWait), 5_000_001);
}

#[test]
fn blocked_is_neither_short_nor_within_and_balked_is_both() {
    let busy = contact_type("credit").at(&[0.0]);
    let sales = contact_type("sales").at(&[1.0]).places(0);
    let service = contact_type("service").at(&[2.0]).balks();
    let desk = group("desk", 1).takes("credit").takes("sales").takes("service");
    let counted = Story::of([busy, sales, service], [desk]).counted();
    counts(
        &counted,
        "sales",
        &[
            (Count::Offered, 1),
            (Count::Blocked, 1),
            (Count::AbandonedWithin, 0),
            (Count::AbandonedShort, 0),
        ],
    );
    counts(
        &counted,
        "service",
        &[
            (Count::Offered, 1),
            (Count::Balked, 1),
            (Count::AbandonedWithin, 1),
            (Count::AbandonedShort, 1),
        ],
    );
}

#[test]
fn contacts_count_in_the_interval_of_their_arrival_and_handling_where_it_happens() {
    // Arrives at 890, waits until 950, is handled until 1050; intervals of 900 s.
    let sales = contact_type("sales").at(&[890.0]);
    let desk = group("desk", 0).shift(950.0, 1800.0, &[]).takes("sales");
    let counted = Story::of([sales], [desk]).open(2, 15).counted();
    let cell = |interval: usize, count: Count| counted.totals.cells[interval][count as usize];
    assert_eq!([0, 1].map(|at| cell(at, Count::Answered)), [1, 0]);
    assert_eq!([0, 1].map(|at| cell(at, Count::QueueOpen)), [10 * SECOND, 50 * SECOND]);
    let cell =
        |interval: usize, count: GroupCount| counted.totals.group_cells[interval][count as usize];
    assert_eq!([0, 1].map(|at| cell(at, GroupCount::Answered)), [0, 1]);
    assert_eq!([0, 1].map(|at| cell(at, GroupCount::HandlingOpen)), [0, 100 * SECOND]);
    assert_eq!([0, 1].map(|at| cell(at, GroupCount::OnDutyOpen)), [0, 850 * SECOND]);
}

#[test]
fn paid_is_the_schedule_and_handling_after_its_end() {
    // Shift 0 to 1000 with a break 100 to 200 that begins at 150; contact 950 to 1050.
    let sales = contact_type("sales").at(&[50.0, 950.0]);
    let desk = group("desk", 0).shift(0.0, 1000.0, &[(100.0, 200.0)]).takes("sales");
    let counted = Story::of([sales], [desk.with(|own| own.wage_per_hour = 36.0)]).counted();
    for (count, expected) in [
        (GroupCount::Scheduled, 1000),
        (GroupCount::OnDutyOpen, 950),
        (GroupCount::OvertimeOpen, 50),
        (GroupCount::HandlingOpen, 200),
        (GroupCount::HandlingClosed, 0),
        (GroupCount::Paid, 1050),
        (GroupCount::Idle, 750),
        (GroupCount::Away, 100),
    ] {
        assert_eq!(counted.group(0, count), expected * SECOND, "{count:?}");
    }
    // A hundredth of a unit a second.
    assert_eq!(counted.total(Count::Wages), 10_500_000);
}

#[test]
fn who_is_absent_all_day_is_paid_and_away() {
    let sales = contact_type("sales").at(&[0.0]);
    let counted = group("counted", 2).takes("sales");
    let persons = group("persons", 0).shift(0.0, 1000.0, &[(100.0, 200.0)]).takes("sales");
    let story = Story::of([sales], [counted, persons]).all_absent();
    story.tells(
        "0 offered sales
         3600 left waiting sales after 3600",
    );
    let counted = story.counted();
    for (position, seconds) in [(0, 7200), (1, 1000)] {
        assert_eq!(counted.group(position, GroupCount::Paid), seconds * SECOND);
        assert_eq!(counted.group(position, GroupCount::Away), seconds * SECOND);
    }
}

#[test]
fn handling_after_closing_is_paid_and_idling_after_closing_is_not() {
    // The second waits from 3550 to 3620 and is handled until 3720.
    let sales = contact_type("sales").at(&[3520.0, 3550.0]);
    let counted = Story::of(
        [sales],
        [group("desk", 2).takes_with("sales", |skill| {
            skill.keep_idle = 1;
        })],
    )
    .counted();
    for (count, expected) in [
        (GroupCount::Scheduled, 7200),
        (GroupCount::HandlingOpen, 80),
        (GroupCount::HandlingClosed, 120),
        (GroupCount::Paid, 7320),
        (GroupCount::Idle, 7120),
    ] {
        assert_eq!(counted.group(0, count), expected * SECOND, "{count:?}");
    }
    counts(
        &counted,
        "sales",
        &[(Count::QueueOpen, 50 * SECOND), (Count::QueueClosed, 20 * SECOND)],
    );
}

/// 12 months at 0.99 a month; a loss costs 1000.
fn customers(leaves_because: LeavesBecause, stays_because: StaysBecause) -> Customers {
    Customers {
        effect_months: 12.0,
        retention_per_month: 0.99,
        leaves_because,
        stays_because,
        lifetime_value: 1000.0,
        replacement_cost: 300.0,
        lost_customer_costs: LostCustomerCosts::LifetimeValue,
        persisting: None,
    }
}

/// Expected customers lost with hazards that add up to so much: 0.99^12 x (1 - e^-H).
#[track_caller]
fn loses(counted: &Counted, hazard: f64) {
    let expected = 0.99_f64.powi(12) * (1.0 - (-hazard).exp());
    let lost = counted.total(Count::CustomersLost) as f64 / 2_f64.powi(32);
    assert!((lost - expected).abs() < 1e-8, "{lost} customers lost, not {expected}");
}

#[test]
fn hazards_of_all_attempts_add_up_and_count_for_the_first_contact() {
    // Abandons after 60 s at 70, calls again at 100 (in the second half) and waits 100 s more.
    let sales = contact_type("sales").at(&[10.0]).patience(60.0).redials_after(1800.0);
    let sales = sales.redials_as("help");
    let help = contact_type("help");
    let desk = group("desk", 0).shift(1970.0, 3600.0, &[]).takes("help");
    let leaves = LeavesBecause {
        abandoned: 0.03,
        answered_late: 0.005,
        per_minute_waited: 0.002,
        ..LeavesBecause::default()
    };
    let story = Story::of([sales, help], [desk]).open(2, 30);
    let counted = story.customers(customers(leaves, StaysBecause::default())).counted();
    let waited = 160.0 / 60.0;
    loses(&counted, -(0.97_f64.ln() + 0.995_f64.ln() + waited * 0.998_f64.ln()));
    assert_eq!(counted.of("help", Count::CustomersLost), 0);
    let first = counted.totals.cells[1][Count::CustomersLost as usize];
    assert_eq!(first, counted.total(Count::CustomersLost), "the first half hour, type sales");
}

#[test]
fn a_leg_that_abandons_is_a_transfer_an_abandonment_and_a_need_unmet() {
    let service = contact_type("service").at(&[0.0]).has_need().offers().hands_over_to("sales");
    let sales = contact_type("sales").patience(20.0);
    let desk = group("desk", 1).takes("service").may_not_offer();
    let leaves = LeavesBecause {
        abandoned: 0.03,
        transferred: 0.004,
        need_unmet: 0.01,
        ..LeavesBecause::default()
    };
    let story = Story::of([service, sales], [desk]);
    let counted = story.customers(customers(leaves, StaysBecause::default())).counted();
    loses(&counted, -(0.97_f64.ln() + 0.996_f64.ln() + 0.99_f64.ln()));
    assert_eq!(counted.of("sales", Count::CustomersLost), 0);
}

#[test]
fn only_the_first_contact_can_be_resolved_at_once() {
    let stays = StaysBecause { resolved_at_once: 0.1, ..StaysBecause::default() };
    let saved = 12.0 * 0.99_f64.ln() * 0.1;
    let desk = group("desk", 1).takes("service");
    let once = Story::of([contact_type("service").at(&[0.0]).resolved()], [desk.clone()]);
    loses(&once.customers(customers(LeavesBecause::default(), stays)).counted(), saved);
    // Now the repeat is resolved, and at its second attempt only.
    let service = contact_type("service").at(&[0.0]).repeats_after(10.0).repeats_as("again");
    let again = contact_type("again").patience(20.0).redials_after(500.0).resolved();
    let busy = contact_type("credit").at(&[100.0]).talk(300.0);
    let later = Story::of([service, again, busy], [desk.takes("again").takes("credit")]);
    let counted = later.customers(customers(LeavesBecause::default(), stays)).counted();
    assert_eq!(counted.of("again", Count::Resolved), 1);
    assert_eq!(counted.of("again", Count::Redialled), 1);
    assert_eq!(counted.total(Count::CustomersLost), 0);
}

#[test]
fn a_promise_counts_at_once_and_its_complaint_is_deferred_work() {
    // The complaint falls due after closing; handled it takes 40 s at 36 an hour.
    let sales = contact_type("sales").at(&[0.0]).sells(100.0).overpromises("again", 1, 3500.0);
    let again = contact_type("again").talk(40.0);
    let desk = group("desk", 1).takes("sales").takes("again");
    let leaves = LeavesBecause { broken_promise: 0.1, ..LeavesBecause::default() };
    let counted = Story::of([sales, again], [desk.with(|own| own.wage_per_hour = 36.0)])
        .customers(customers(leaves, StaysBecause::default()))
        .counted();
    loses(&counted, -0.9_f64.ln());
    counts(
        &counted,
        "sales",
        &[
            (Count::Overpromised, 1),
            (Count::DeferredContacts, 1),
            (Count::DeferredHandle, 40 * SECOND),
            (Count::DeferredCost, 400_000),
        ],
    );
}

#[test]
fn net_value_is_the_sum_of_its_lines() {
    // Earned 50; wages 36; commission 3; 100 s of line at 0.6 a minute and 0.1 a contact.
    let sales = contact_type("sales").at(&[0.0]).sells(100.0);
    let desk = group("desk", 1).takes("sales").with(|own| {
        own.wage_per_hour = 36.0;
        own.incentive.commission_per_sale = 3.0;
        own.incentive.bonus_per_hour = 2.0;
    });
    let costs = Costs { per_contact: 0.1, per_minute: 0.6 };
    let counted = Story::of([sales], [desk]).costs(costs).counted();
    for (count, expected) in [
        (Count::Revenue, 100_000_000),
        (Count::Contribution, 50_000_000),
        (Count::Wages, 36_000_000),
        (Count::SalesCommission, 3_000_000),
        (Count::Bonus, 2_000_000),
        (Count::ContactCost, 1_100_000),
        (Count::NetValue, 7_900_000),
    ] {
        assert_eq!(counted.total(count), expected, "{count:?}");
    }
}
