//! Agents come and go: heads that are counted, shifts of persons, breaks.

use crate::support::centre::{contact_type, group};
use crate::support::story::Story;
use crate::support::transcript::About;

#[test]
fn a_person_finishes_the_contact_in_hand_and_leaves_though_others_are_idle() {
    Story::of(
        [contact_type("sales").at(&[0.0]), contact_type("credit").at(&[0.0]).talk(10.0)],
        [group("desk", 0)
            .shift(0.0, 3600.0, &[])
            .shift(0.0, 50.0, &[])
            .takes("sales")
            .takes("credit")],
    )
    .about(About::Staff)
    .tells(
        "0 desk: 1 on duty
         0 desk: 2 on duty
         0 offered credit
         0 answered credit by desk 1 after 0
         0 offered sales
         0 answered sales by desk 2 after 0
         10 finished credit by desk 1 after 10
         50 desk: 2 on duty, 1 past the end
         100 finished sales by desk 2 after 100
         100 desk: 1 on duty
         3600 closed",
    );
}

#[test]
fn a_person_past_the_end_leaves_though_contacts_wait() {
    Story::of(
        [contact_type("sales").at(&[0.0, 10.0])],
        [group("desk", 0).shift(0.0, 50.0, &[]).takes("sales")],
    )
    .tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         10 offered sales
         100 finished sales by desk 1 after 100
         3600 left waiting sales after 3590",
    );
}

#[test]
fn the_end_of_a_shift_waits_for_wrap_up_too() {
    Story::of(
        [contact_type("sales").at(&[0.0]).talk(40.0).wrap_up(20.0)],
        [group("desk", 0).shift(0.0, 50.0, &[]).takes("sales")],
    )
    .about(About::Staff)
    .tells(
        "0 desk: 1 on duty
         0 offered sales
         0 answered sales by desk 1 after 0
         50 desk: 1 on duty, 1 past the end
         60 finished sales by desk 1 after 60
         60 desk: 0 on duty
         3600 closed",
    );
}

#[test]
fn an_idle_agent_takes_a_break_at_once() {
    Story::of(
        [contact_type("sales").at(&[60.0])],
        [group("desk", 0).shift(0.0, 3600.0, &[(50.0, 80.0)]).takes("sales")],
    )
    .tells(
        "60 offered sales
         80 answered sales by desk 1 after 20
         180 finished sales by desk 1 after 100",
    );
}

#[test]
fn a_break_waits_for_the_contact_in_hand_and_keeps_its_length() {
    Story::of(
        [contact_type("sales").at(&[0.0, 60.0])],
        [group("desk", 0).shift(0.0, 3600.0, &[(50.0, 80.0)]).takes("sales")],
    )
    .about(About::Staff)
    .tells(
        "0 desk: 1 on duty
         0 offered sales
         0 answered sales by desk 1 after 0
         60 offered sales
         100 finished sales by desk 1 after 100
         100 desk: 0 on duty
         130 desk: 1 on duty
         130 answered sales by desk 1 after 70
         230 finished sales by desk 1 after 100
         3600 closed",
    );
}

#[test]
fn a_break_due_during_a_late_break_follows_it() {
    Story::of(
        [contact_type("sales").at(&[0.0, 60.0])],
        [group("desk", 0).shift(0.0, 3600.0, &[(50.0, 80.0), (110.0, 120.0)]).takes("sales")],
    )
    .tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         60 offered sales
         100 finished sales by desk 1 after 100
         140 answered sales by desk 1 after 80
         240 finished sales by desk 1 after 100",
    );
}

#[test]
fn nobody_comes_back_from_a_late_break_after_the_end_of_the_shift() {
    Story::of(
        [contact_type("sales").at(&[0.0, 60.0])],
        [group("desk", 0).shift(0.0, 120.0, &[(50.0, 80.0)]).takes("sales")],
    )
    .tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         60 offered sales
         100 finished sales by desk 1 after 100
         3600 left waiting sales after 3540",
    );
}

#[test]
fn when_the_counter_falls_idle_agents_leave_first_and_the_highest_number_first() {
    Story::of(
        [contact_type("sales").at(&[890.0, 900.0, 905.0])],
        [group("desk", 0).heads(&[4, 2]).takes("sales")],
    )
    .open(2, 15)
    .about(About::Staff)
    .tells(
        "0 desk: 4 on duty
         890 offered sales
         890 answered sales by desk 1 after 0
         900 desk: 2 on duty
         900 offered sales
         900 answered sales by desk 2 after 0
         905 offered sales
         990 finished sales by desk 1 after 100
         990 answered sales by desk 1 after 85
         1000 finished sales by desk 2 after 100
         1090 finished sales by desk 1 after 100
         1800 closed",
    );
}

#[test]
fn when_the_counter_falls_busy_agents_leave_as_they_finish_until_enough_have_left() {
    Story::of(
        [
            contact_type("sales").at(&[880.0, 885.0, 990.0]),
            contact_type("credit").at(&[890.0]).talk(20.0),
        ],
        [group("desk", 0).heads(&[3, 1]).takes("sales").takes("credit")],
    )
    .open(2, 15)
    .about(About::Staff)
    .tells(
        "0 desk: 3 on duty
         880 offered sales
         880 answered sales by desk 1 after 0
         885 offered sales
         885 answered sales by desk 2 after 0
         890 offered credit
         890 answered credit by desk 3 after 0
         900 desk: 3 on duty, 2 past the end
         910 finished credit by desk 3 after 20
         910 desk: 2 on duty, 1 past the end
         980 finished sales by desk 1 after 100
         980 desk: 1 on duty
         985 finished sales by desk 2 after 100
         990 offered sales
         990 answered sales by desk 2 after 0
         1090 finished sales by desk 2 after 100
         1800 closed",
    );
}

#[test]
fn an_agent_too_many_leaves_though_contacts_wait() {
    Story::of(
        [contact_type("sales").at(&[850.0, 860.0, 870.0])],
        [group("desk", 0).heads(&[2, 1]).takes("sales")],
    )
    .open(2, 15)
    .tells(
        "850 offered sales
         850 answered sales by desk 1 after 0
         860 offered sales
         860 answered sales by desk 2 after 0
         870 offered sales
         950 finished sales by desk 1 after 100
         960 finished sales by desk 2 after 100
         960 answered sales by desk 2 after 90
         1060 finished sales by desk 2 after 100",
    );
}

#[test]
fn when_the_counter_rises_the_lowest_absent_number_returns_and_is_idle_from_then() {
    // At 900 only agent 1 is idle and leaves; back at 1800, agent 2 has been idle longer.
    Story::of(
        [
            contact_type("sales").at(&[885.0, 1850.0, 1860.0]),
            contact_type("credit").at(&[880.0]).talk(10.0),
        ],
        [group("desk", 0).heads(&[2, 1, 2]).takes("sales").takes("credit")],
    )
    .open(3, 15)
    .about(About::Staff)
    .tells(
        "0 desk: 2 on duty
         880 offered credit
         880 answered credit by desk 1 after 0
         885 offered sales
         885 answered sales by desk 2 after 0
         890 finished credit by desk 1 after 10
         900 desk: 1 on duty
         985 finished sales by desk 2 after 100
         1800 desk: 2 on duty
         1850 offered sales
         1850 answered sales by desk 2 after 0
         1860 offered sales
         1860 answered sales by desk 1 after 0
         1950 finished sales by desk 2 after 100
         1960 finished sales by desk 1 after 100
         2700 closed",
    );
}

#[test]
fn a_counter_that_rises_again_keeps_who_has_not_left_yet() {
    Story::of(
        [contact_type("sales").at(&[0.0, 0.0, 1900.0]).talk(2000.0)],
        [group("desk", 0).heads(&[2, 1, 2]).takes("sales")],
    )
    .open(3, 15)
    .about(About::Staff)
    .tells(
        "0 desk: 2 on duty
         0 offered sales
         0 answered sales by desk 1 after 0
         0 offered sales
         0 answered sales by desk 2 after 0
         900 desk: 2 on duty, 1 past the end
         1800 desk: 2 on duty
         1900 offered sales
         2000 finished sales by desk 1 after 2000
         2000 answered sales by desk 1 after 100
         2000 finished sales by desk 2 after 2000
         2700 closed
         4000 finished sales by desk 1 after 2000",
    );
}

#[test]
fn agents_who_come_take_all_they_can() {
    Story::of(
        [contact_type("sales").at(&[10.0, 20.0, 30.0])],
        [group("desk", 0).heads(&[0, 2]).takes("sales")],
    )
    .open(2, 15)
    .tells(
        "10 offered sales
         20 offered sales
         30 offered sales
         900 answered sales by desk 1 after 890
         900 answered sales by desk 2 after 880
         1000 finished sales by desk 1 after 100
         1000 answered sales by desk 1 after 970
         1000 finished sales by desk 2 after 100
         1100 finished sales by desk 1 after 100",
    );
}
