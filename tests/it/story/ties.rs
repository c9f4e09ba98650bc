//! What happens at one microsecond happens in one order: starts, ends, ends of handling, delays,
//! abandonments, closing, arrivals; within a kind by name and number.

use crate::support::centre::{GroupTold, contact_type, group};
use crate::support::story::Story;
use crate::support::transcript::About;

#[test]
fn an_agent_freed_at_the_moment_patience_runs_out_answers() {
    Story::of(
        [contact_type("sales").at(&[0.0, 40.0]).patience(60.0)],
        [group("desk", 1).takes("sales")],
    )
    .tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         40 offered sales
         100 finished sales by desk 1 after 100
         100 answered sales by desk 1 after 60
         200 finished sales by desk 1 after 100",
    );
}

#[test]
fn an_agent_freed_at_the_moment_of_an_arrival_takes_who_waited_first() {
    Story::of([contact_type("sales").at(&[0.0, 50.0, 100.0])], [group("desk", 1).takes("sales")])
        .tells(
            "0 offered sales
             0 answered sales by desk 1 after 0
             50 offered sales
             100 finished sales by desk 1 after 100
             100 answered sales by desk 1 after 50
             100 offered sales
             200 finished sales by desk 1 after 100
             200 answered sales by desk 1 after 100
             300 finished sales by desk 1 after 100",
        );
}

#[test]
fn an_agent_freed_at_the_moment_of_an_arrival_answers_it_at_once() {
    Story::of([contact_type("sales").at(&[0.0, 100.0])], [group("desk", 1).takes("sales")]).tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         100 finished sales by desk 1 after 100
         100 offered sales
         100 answered sales by desk 1 after 0
         200 finished sales by desk 1 after 100",
    );
}

#[test]
fn a_place_left_at_the_moment_of_an_arrival_is_free_for_it() {
    Story::of(
        [
            contact_type("sales").at(&[10.0, 60.0]).patience(50.0).places(1),
            contact_type("service").at(&[0.0]).talk(1000.0),
        ],
        [group("desk", 1).takes("sales").takes("service")],
    )
    .tells(
        "0 offered service
         0 answered service by desk 1 after 0
         10 offered sales
         60 abandoned sales after 50
         60 offered sales
         110 abandoned sales after 50
         1000 finished service by desk 1 after 1000",
    );
}

#[test]
fn a_delay_over_at_the_moment_patience_runs_out_is_over_first() {
    Story::of(
        [contact_type("sales").at(&[0.0]).patience(30.0)],
        [group("help", 1).takes_with("sales", |skill| skill.after_seconds = 30.0)],
    )
    .tells(
        "0 offered sales
         30 answered sales by help 1 after 30
         130 finished sales by help 1 after 100",
    );
}

#[test]
fn an_agent_freed_at_the_moment_a_delay_is_over_comes_first() {
    Story::of(
        [contact_type("sales").at(&[0.0, 10.0])],
        [
            group("alpha", 1).takes_with("sales", |skill| skill.after_seconds = 90.0),
            group("desk", 1).takes_with("sales", |skill| skill.preference = -1.0),
        ],
    )
    .tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         10 offered sales
         100 finished sales by desk 1 after 100
         100 answered sales by desk 1 after 90
         200 finished sales by desk 1 after 100",
    );
}

#[test]
fn abandonments_of_one_moment_come_by_name_of_type() {
    Story::of(
        [
            contact_type("sales").at(&[0.0]).patience(60.0),
            contact_type("credit").at(&[10.0]).patience(50.0),
        ],
        [],
    )
    .tells(
        "0 offered sales
         10 offered credit
         60 abandoned credit after 50
         60 abandoned sales after 60",
    );
}

#[test]
fn abandonments_of_one_moment_and_type_come_in_the_order_of_arrival() {
    Story::of([contact_type("sales").at(&[0.0, 0.0, 30.0]).patience(60.0)], []).tells(
        "0 offered sales
         0 offered sales
         30 offered sales
         60 abandoned sales after 60
         60 abandoned sales after 60
         90 abandoned sales after 60",
    );
}

#[test]
fn arrivals_of_one_moment_come_by_name_of_type() {
    Story::of(
        [contact_type("sales").at(&[5.0]), contact_type("credit").at(&[5.0])],
        [group("desk", 1).takes("sales").takes("credit")],
    )
    .tells(
        "5 offered credit
         5 answered credit by desk 1 after 0
         5 offered sales
         105 finished credit by desk 1 after 100
         105 answered sales by desk 1 after 100
         205 finished sales by desk 1 after 100",
    );
}

#[test]
fn a_fresh_contact_comes_before_a_redial_of_the_same_moment_and_type() {
    Story::of(
        [
            contact_type("sales").at(&[10.0, 100.0]).redials_after(90.0).attempts(2),
            contact_type("credit").at(&[0.0]).talk(1000.0),
        ],
        [group("desk", 1).takes("credit").takes("sales")],
    )
    .lines(1)
    .tells(
        "0 offered credit
         0 answered credit by desk 1 after 0
         10 offered sales
         10 blocked sales
         100 offered sales
         100 blocked sales
         100 offered sales, attempt 2
         100 blocked sales
         100 gave up sales, no attempt left
         190 offered sales, attempt 2
         190 blocked sales
         190 gave up sales, no attempt left
         1000 finished credit by desk 1 after 1000",
    );
}

#[test]
fn agents_freed_at_one_moment_come_by_name_of_group() {
    Story::of(
        [
            contact_type("service").at(&[0.0]).talk(100.0),
            contact_type("credit").at(&[40.0]).talk(60.0),
            contact_type("sales").at(&[50.0]),
        ],
        [
            group("desk", 1).takes("service").takes("sales"),
            group("alpha", 1).takes("credit").takes("sales"),
        ],
    )
    .tells(
        "0 offered service
         0 answered service by desk 1 after 0
         40 offered credit
         40 answered credit by alpha 1 after 0
         50 offered sales
         100 finished credit by alpha 1 after 60
         100 answered sales by alpha 1 after 50
         100 finished service by desk 1 after 100
         200 finished sales by alpha 1 after 100",
    );
}

#[test]
fn agents_of_a_group_freed_at_one_moment_come_by_number() {
    Story::of(
        [
            contact_type("service").at(&[0.0, 30.0]).talk(10.0),
            contact_type("sales").at(&[5.0]).talk(90.0),
            contact_type("loan").at(&[20.0]).talk(75.0),
        ],
        [group("desk", 2).takes("service").takes("sales").takes("loan")],
    )
    .tells(
        "0 offered service
         0 answered service by desk 1 after 0
         5 offered sales
         5 answered sales by desk 2 after 0
         10 finished service by desk 1 after 10
         20 offered loan
         20 answered loan by desk 1 after 0
         30 offered service
         95 finished loan by desk 1 after 75
         95 answered service by desk 1 after 65
         95 finished sales by desk 2 after 90
         105 finished service by desk 1 after 10",
    );
}

#[test]
fn agents_idle_since_the_same_moment_are_taken_by_name_of_group_then_number() {
    Story::of(
        [contact_type("sales").at(&[1.0, 2.0, 3.0])],
        [group("desk", 1).takes("sales"), group("alpha", 2).takes("sales")],
    )
    .tells(
        "1 offered sales
         1 answered sales by alpha 1 after 0
         2 offered sales
         2 answered sales by alpha 2 after 0
         3 offered sales
         3 answered sales by desk 1 after 0
         101 finished sales by alpha 1 after 100
         102 finished sales by alpha 2 after 100
         103 finished sales by desk 1 after 100",
    );
}

#[test]
fn equal_waits_are_taken_by_name_of_type() {
    Story::of(
        [
            contact_type("sales").at(&[10.0]),
            contact_type("credit").at(&[10.0]),
            contact_type("loan").at(&[0.0]),
        ],
        [group("desk", 1).takes("sales").takes("loan").takes("credit")],
    )
    .tells(
        "0 offered loan
         0 answered loan by desk 1 after 0
         10 offered credit
         10 offered sales
         100 finished loan by desk 1 after 100
         100 answered credit by desk 1 after 90
         200 finished credit by desk 1 after 100
         200 answered sales by desk 1 after 190
         300 finished sales by desk 1 after 100",
    );
}

#[test]
fn groups_whose_heads_rise_at_one_moment_come_by_name() {
    let late = |name| group(name, 0).heads(&[0, 1]).takes("sales");
    Story::of([contact_type("sales").at(&[10.0, 20.0])], [late("desk"), late("alpha")])
        .open(2, 15)
        .tells(
            "10 offered sales
             20 offered sales
             900 answered sales by alpha 1 after 890
             900 answered sales by desk 1 after 880
             1000 finished sales by alpha 1 after 100
             1000 finished sales by desk 1 after 100",
        );
}

#[test]
fn a_shift_of_a_first_group_starts_before_the_heads_of_a_second_rise() {
    let alpha = group("alpha", 0).shift(900.0, 1800.0, &[]).takes("sales");
    let desk = group("desk", 0).heads(&[0, 1]).takes("sales");
    Story::of([contact_type("sales").at(&[10.0])], [desk, alpha]).open(2, 15).tells(
        "10 offered sales
         900 answered sales by alpha 1 after 890
         1000 finished sales by alpha 1 after 100",
    );
}

/// A contact that waits since 60 for two idle agents of this group.
fn who_waits_for_two(desk: GroupTold) -> Story {
    let desk = desk.takes_with("service", |skill| skill.keep_idle = 1);
    Story::of([contact_type("service").at(&[60.0])], [desk]).about(About::Staff)
}

#[test]
fn shifts_start_before_shifts_end() {
    // Both are idle for no time at all, and that is enough.
    who_waits_for_two(group("desk", 0).shift(0.0, 100.0, &[]).shift(100.0, 3600.0, &[])).tells(
        "0 desk: 1 on duty
         60 offered service
         100 desk: 2 on duty
         100 answered service by desk 1 after 40
         100 desk: 2 on duty, 1 past the end
         200 finished service by desk 1 after 100
         200 desk: 1 on duty
         3600 closed",
    );
}

#[test]
fn a_break_starts_before_the_shift_of_a_higher_number() {
    let break_ends = (100.0, 200.0);
    who_waits_for_two(group("desk", 0).shift(0.0, 3600.0, &[break_ends]).shift(100.0, 3600.0, &[]))
        .tells(
            "0 desk: 1 on duty
             60 offered service
             100 desk: 0 on duty
             100 desk: 1 on duty
             200 desk: 2 on duty
             200 answered service by desk 2 after 140
             300 finished service by desk 2 after 100
             3600 closed",
        );
}

#[test]
fn a_break_ends_before_the_shift_of_a_higher_number() {
    let early = (50.0, 100.0);
    who_waits_for_two(group("desk", 0).shift(0.0, 3600.0, &[early]).shift(0.0, 100.0, &[])).tells(
        "0 desk: 1 on duty
         0 desk: 2 on duty
         50 desk: 1 on duty
         60 offered service
         100 desk: 2 on duty
         100 answered service by desk 2 after 40
         100 desk: 2 on duty, 1 past the end
         200 finished service by desk 2 after 100
         200 desk: 1 on duty
         3600 closed",
    );
}

#[test]
fn a_break_ends_after_the_shift_of_a_lower_number() {
    let early = (50.0, 100.0);
    who_waits_for_two(group("desk", 0).shift(0.0, 100.0, &[]).shift(0.0, 3600.0, &[early])).tells(
        "0 desk: 1 on duty
         0 desk: 2 on duty
         50 desk: 1 on duty
         60 offered service
         100 desk: 0 on duty
         100 desk: 1 on duty
         3600 closed
         3600 left waiting service after 3540",
    );
}

#[test]
fn a_shift_that_ends_at_the_moment_of_an_end_of_handling_ends_first() {
    Story::of(
        [contact_type("sales").at(&[0.0, 10.0])],
        [group("desk", 0).shift(0.0, 100.0, &[]).takes("sales")],
    )
    .about(About::Staff)
    .tells(
        "0 desk: 1 on duty
         0 offered sales
         0 answered sales by desk 1 after 0
         10 offered sales
         100 desk: 1 on duty, 1 past the end
         100 finished sales by desk 1 after 100
         100 desk: 0 on duty
         3600 closed
         3600 left waiting sales after 3590",
    );
}
