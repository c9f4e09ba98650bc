//! The doors close: finish what waits, or clear it.

use switchroom::random::Law;

use crate::support::centre::{contact_type, group};
use crate::support::story::Story;
use crate::support::transcript::About;

#[test]
fn those_on_duty_at_closing_finish_what_waits() {
    Story::of(
        [contact_type("sales").at(&[3520.0, 3550.0])],
        [group("desk", 0).shift(0.0, 3600.0, &[]).takes("sales")],
    )
    .about(About::Staff)
    .tells(
        "0 desk: 1 on duty
         3520 offered sales
         3520 answered sales by desk 1 after 0
         3550 offered sales
         3600 closed
         3620 finished sales by desk 1 after 100
         3620 answered sales by desk 1 after 70
         3720 finished sales by desk 1 after 100",
    );
}

#[test]
fn what_nobody_will_ever_take_is_left_waiting_at_the_end() {
    Story::of(
        [contact_type("sales").at(&[3520.0]), contact_type("loan").at(&[10.0])],
        [group("desk", 1).takes("sales")],
    )
    .tells(
        "10 offered loan
         3520 offered sales
         3520 answered sales by desk 1 after 0
         3620 finished sales by desk 1 after 100
         3620 left waiting loan after 3610",
    );
}

#[test]
fn a_reserve_that_never_opens_leaves_its_contact_waiting() {
    Story::of(
        [contact_type("sales").at(&[10.0])],
        [group("desk", 1).takes_with("sales", |skill| skill.keep_idle = 1)],
    )
    .tells(
        "10 offered sales
         3600 left waiting sales after 3590",
    );
}

#[test]
fn a_delay_may_be_over_after_closing() {
    Story::of(
        [contact_type("sales").at(&[3550.0])],
        [group("desk", 1).takes_with("sales", |skill| skill.after_seconds = 100.0)],
    )
    .tells(
        "3550 offered sales
         3650 answered sales by desk 1 after 100
         3750 finished sales by desk 1 after 100",
    );
}

#[test]
fn patience_may_run_out_after_closing_and_nobody_calls_again() {
    Story::of(
        [
            contact_type("sales").at(&[3550.0]).patience(60.0).redials_after(0.0),
            contact_type("credit").at(&[3590.0]),
        ],
        [group("desk", 1).takes("credit")],
    )
    .tells(
        "3550 offered sales
         3590 offered credit
         3590 answered credit by desk 1 after 0
         3610 abandoned sales after 60
         3610 gave up sales, due after closing
         3690 finished credit by desk 1 after 100",
    );
}

#[test]
fn clearing_disconnects_whoever_waits_and_they_do_not_call_again() {
    Story::of(
        [
            contact_type("sales").at(&[3520.0, 3550.0, 3560.0]).redials_after(0.0),
            contact_type("credit").at(&[3570.0]),
        ],
        [group("desk", 1).takes("sales").takes("credit")],
    )
    .clears_at_close()
    .about(About::Customers)
    .tells(
        "3520 offered sales
         3520 answered sales by desk 1 after 0
         3520 chain answered sales after 0
         3550 offered sales
         3560 offered sales
         3570 offered credit
         3600 disconnected credit after 30
         3600 chain cut off credit after 30
         3600 settled credit
         3600 disconnected sales after 50
         3600 chain cut off sales after 50
         3600 settled sales
         3600 disconnected sales after 40
         3600 chain cut off sales after 40
         3600 settled sales
         3620 finished sales by desk 1 after 100
         3620 settled sales",
    );
}

#[test]
fn whatever_ends_at_closing_ends_before_the_doors_close() {
    // One is answered by the agent freed at 3600, one abandons at 3600, one is disconnected.
    Story::of(
        [
            contact_type("sales").at(&[3500.0, 3510.0]),
            contact_type("credit").at(&[3540.0]).patience(60.0),
            contact_type("loan").at(&[3550.0]),
        ],
        [group("desk", 1).takes("sales")],
    )
    .clears_at_close()
    .tells(
        "3500 offered sales
         3500 answered sales by desk 1 after 0
         3510 offered sales
         3540 offered credit
         3550 offered loan
         3600 finished sales by desk 1 after 100
         3600 answered sales by desk 1 after 90
         3600 abandoned credit after 60
         3600 disconnected loan after 50
         3700 finished sales by desk 1 after 100",
    );
}

#[test]
fn whoever_has_left_before_closing_does_not_come_back() {
    Story::of(
        [contact_type("sales").at(&[3550.0])],
        [group("desk", 0).shift(0.0, 3500.0, &[]).takes("sales")],
    )
    .tells(
        "3550 offered sales
         3600 left waiting sales after 50",
    );
}

#[test]
fn whoever_is_on_a_break_at_closing_does_not_come_back() {
    // The break was due at 3400 and begins at 3550.
    Story::of(
        [contact_type("sales").at(&[3350.0, 3560.0]).talk(200.0)],
        [group("desk", 0).shift(0.0, 3600.0, &[(3400.0, 3500.0)]).takes("sales")],
    )
    .tells(
        "3350 offered sales
         3350 answered sales by desk 1 after 0
         3550 finished sales by desk 1 after 200
         3560 offered sales
         3600 left waiting sales after 40",
    );
}

#[test]
fn whoever_is_due_for_a_break_at_closing_works_on() {
    Story::of(
        [contact_type("sales").at(&[3450.0, 3460.0]).talk(200.0)],
        [group("desk", 0).shift(0.0, 3600.0, &[(3500.0, 3550.0)]).takes("sales")],
    )
    .tells(
        "3450 offered sales
         3450 answered sales by desk 1 after 0
         3460 offered sales
         3650 finished sales by desk 1 after 200
         3650 answered sales by desk 1 after 190
         3850 finished sales by desk 1 after 200",
    );
}

#[test]
fn talk_that_never_ends_keeps_its_agent_and_the_day_ends_without_it() {
    Story::of(
        [
            contact_type("sales").at(&[0.0]).with(|own| own.handle_time.law = Law::Never),
            contact_type("credit").at(&[10.0]),
        ],
        [group("desk", 1).takes("sales").takes("credit")],
    )
    .about(About::Customers)
    .tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         0 chain answered sales after 0
         10 offered credit
         3600 left waiting credit after 3590
         3600 chain cut off credit after 3590
         3600 settled credit
         3600 settled sales",
    );
}

#[test]
fn an_offer_that_never_ends_counts_as_declined() {
    let story = Story::of(
        [contact_type("service").at(&[0.0]).has_need().offers().with(|own| {
            own.offer.as_mut().expect("told to offer").handle_time = Law::Never;
        })],
        [group("desk", 1).takes("service")],
    );
    story.tells(
        "0 offered service
         0 answered service by desk 1 after 0
         100 need service
         100 offer service by desk
         3600 declined service",
    );
}

#[test]
fn nothing_happens_later_than_a_week_after_closing() {
    // Handled a fortnight for an interval that ends at 3600: 3600 + 604800 is the last moment.
    let long = |talk| {
        Story::of(
            [contact_type("sales").at(&[0.0, 10.0]).talk(talk)],
            [group("desk", 1).takes("sales")],
        )
    };
    long(608_400.0).tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         10 offered sales
         608400 finished sales by desk 1 after 608400
         608400 answered sales by desk 1 after 608390",
    );
    long(608_400.000_001).tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         10 offered sales
         3600 left waiting sales after 3590",
    );
}
