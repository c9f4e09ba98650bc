//! Who takes whom and when: delays, reserves, ranks.

use crate::support::centre::{contact_type, group};
use crate::support::story::Story;

#[test]
fn an_idle_agent_answers_at_once_and_the_next_contact_waits_for_him() {
    Story::of(
        [contact_type("sales").at(&[0.0, 10.0]).talk(100.0).wrap_up(20.0)],
        [group("desk", 1).takes("sales")],
    )
    .tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         10 offered sales
         120 finished sales by desk 1 after 120
         120 answered sales by desk 1 after 110
         240 finished sales by desk 1 after 120",
    );
}

#[test]
fn a_contact_overflows_at_the_moment_its_wait_reaches_the_delay() {
    Story::of(
        [contact_type("sales").at(&[0.0, 10.0])],
        [
            group("desk", 1).takes("sales"),
            group("help", 1).takes_with("sales", |skill| skill.after_seconds = 30.0),
        ],
    )
    .tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         10 offered sales
         40 answered sales by help 1 after 30
         100 finished sales by desk 1 after 100
         140 finished sales by help 1 after 100",
    );
}

#[test]
fn several_delays_open_one_after_the_other_for_each_contact() {
    // The contact of 25 reaches both delays (at 55 and 85) while nobody is idle.
    Story::of(
        [contact_type("sales").at(&[0.0, 10.0, 20.0, 25.0])],
        [
            group("desk", 1).takes("sales"),
            group("help", 1).takes_with("sales", |skill| skill.after_seconds = 30.0),
            group("last", 1).takes_with("sales", |skill| skill.after_seconds = 60.0),
        ],
    )
    .tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         10 offered sales
         20 offered sales
         25 offered sales
         40 answered sales by help 1 after 30
         80 answered sales by last 1 after 60
         100 finished sales by desk 1 after 100
         100 answered sales by desk 1 after 75
         140 finished sales by help 1 after 100
         180 finished sales by last 1 after 100
         200 finished sales by desk 1 after 100",
    );
}

#[test]
fn of_groups_that_open_at_one_moment_the_preferred_one_answers() {
    let late = |name, preference| {
        group(name, 1).takes_with("sales", move |skill| {
            skill.after_seconds = 30.0;
            skill.preference = preference;
        })
    };
    Story::of([contact_type("sales").at(&[0.0, 10.0])], [late("alpha", 2.0), late("beta", 1.0)])
        .tells(
            "0 offered sales
             10 offered sales
             30 answered sales by beta 1 after 30
             40 answered sales by alpha 1 after 30
             130 finished sales by beta 1 after 100
             140 finished sales by alpha 1 after 100",
        );
}

#[test]
fn an_agent_freed_before_the_delay_is_over_waits_for_it() {
    Story::of(
        [contact_type("sales").at(&[10.0]), contact_type("service").at(&[0.0]).talk(30.0)],
        [group("help", 1).takes("service").takes_with("sales", |skill| skill.after_seconds = 60.0)],
    )
    .tells(
        "0 offered service
         0 answered service by help 1 after 0
         10 offered sales
         30 finished service by help 1 after 30
         70 answered sales by help 1 after 60
         170 finished sales by help 1 after 100",
    );
}

#[test]
fn an_agent_freed_after_the_delay_is_over_takes_the_contact_at_once() {
    Story::of(
        [contact_type("sales").at(&[10.0]), contact_type("service").at(&[0.0]).talk(90.0)],
        [group("help", 1).takes("service").takes_with("sales", |skill| skill.after_seconds = 60.0)],
    )
    .tells(
        "0 offered service
         0 answered service by help 1 after 0
         10 offered sales
         90 finished service by help 1 after 90
         90 answered sales by help 1 after 80
         190 finished sales by help 1 after 100",
    );
}

#[test]
fn whoever_leaves_the_line_before_its_delay_is_over_leaves_it_to_the_one_behind() {
    Story::of(
        [contact_type("sales").at(&[5.0, 10.0]), contact_type("service").at(&[0.0]).talk(20.0)],
        [
            group("desk", 1).takes("sales").takes("service"),
            group("help", 1).takes_with("sales", |skill| skill.after_seconds = 30.0),
        ],
    )
    .tells(
        "0 offered service
         0 answered service by desk 1 after 0
         5 offered sales
         10 offered sales
         20 finished service by desk 1 after 20
         20 answered sales by desk 1 after 15
         40 answered sales by help 1 after 30
         120 finished sales by desk 1 after 100
         140 finished sales by help 1 after 100",
    );
}

#[test]
fn a_reserve_opens_while_a_contact_waits_and_the_longest_idle_agent_takes_it() {
    // Agent 1 is freed, but agent 2, who was kept idle, has been idle longer.
    Story::of(
        [contact_type("service").at(&[0.0, 10.0])],
        [group("desk", 2).takes_with("service", |skill| skill.keep_idle = 1)],
    )
    .tells(
        "0 offered service
         0 answered service by desk 1 after 0
         10 offered service
         100 finished service by desk 1 after 100
         100 answered service by desk 2 after 90
         200 finished service by desk 2 after 100",
    );
}

#[test]
fn a_reserve_is_for_the_others_and_stays_shut_until_enough_are_idle() {
    Story::of(
        [contact_type("sales").at(&[20.0]), contact_type("service").at(&[0.0, 10.0])],
        [group("desk", 2).takes("sales").takes_with("service", |skill| skill.keep_idle = 1)],
    )
    .tells(
        "0 offered service
         0 answered service by desk 1 after 0
         10 offered service
         20 offered sales
         20 answered sales by desk 2 after 0
         100 finished service by desk 1 after 100
         120 finished sales by desk 2 after 100
         120 answered service by desk 1 after 110
         220 finished service by desk 1 after 100",
    );
}

#[test]
fn a_reserve_opens_when_a_shift_starts() {
    Story::of(
        [contact_type("service").at(&[10.0])],
        [group("desk", 0)
            .shift(0.0, 3600.0, &[])
            .shift(50.0, 3600.0, &[])
            .takes_with("service", |skill| skill.keep_idle = 1)],
    )
    .tells(
        "10 offered service
         50 answered service by desk 1 after 40
         150 finished service by desk 1 after 100",
    );
}

#[test]
fn a_reserve_and_a_delay_must_both_be_over() {
    // At 40 the delay is over but one agent is idle; at 100 two are.
    Story::of(
        [contact_type("service").at(&[10.0]), contact_type("sales").at(&[0.0])],
        [group("desk", 2).takes("sales").takes_with("service", |skill| {
            skill.keep_idle = 1;
            skill.after_seconds = 30.0;
        })],
    )
    .tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         10 offered service
         100 finished sales by desk 1 after 100
         100 answered service by desk 2 after 90
         200 finished service by desk 2 after 100",
    );
}

#[test]
fn a_contact_goes_to_the_open_group_it_prefers() {
    Story::of(
        [contact_type("sales").at(&[0.0, 0.0])],
        [
            group("alpha", 1).takes_with("sales", |skill| skill.preference = 2.0),
            group("beta", 1).takes_with("sales", |skill| skill.preference = 1.0),
        ],
    )
    .tells(
        "0 offered sales
         0 answered sales by beta 1 after 0
         0 offered sales
         0 answered sales by alpha 1 after 0
         100 finished sales by alpha 1 after 100
         100 finished sales by beta 1 after 100",
    );
}

#[test]
fn a_preferred_group_that_keeps_its_agents_back_is_passed_over() {
    Story::of(
        [contact_type("sales").at(&[0.0])],
        [
            group("alpha", 1).takes_with("sales", |skill| skill.preference = 2.0),
            group("beta", 1).takes_with("sales", |skill| skill.keep_idle = 1),
        ],
    )
    .tells(
        "0 offered sales
         0 answered sales by alpha 1 after 0
         100 finished sales by alpha 1 after 100",
    );
}

#[test]
fn a_freed_agent_takes_the_type_of_lowest_priority_number_however_long_others_wait() {
    Story::of(
        [contact_type("sales").at(&[20.0]), contact_type("service").at(&[0.0, 10.0])],
        [group("desk", 1).takes("sales").takes_with("service", |skill| skill.priority = 1.0)],
    )
    .tells(
        "0 offered service
         0 answered service by desk 1 after 0
         10 offered service
         20 offered sales
         100 finished service by desk 1 after 100
         100 answered sales by desk 1 after 80
         200 finished sales by desk 1 after 100
         200 answered service by desk 1 after 190
         300 finished service by desk 1 after 100",
    );
}

#[test]
fn a_type_of_first_priority_that_is_not_open_yet_is_passed_over() {
    Story::of(
        [contact_type("sales").at(&[20.0]), contact_type("service").at(&[0.0, 10.0])],
        [group("desk", 1)
            .takes_with("sales", |skill| skill.after_seconds = 200.0)
            .takes_with("service", |skill| skill.priority = 1.0)],
    )
    .tells(
        "0 offered service
         0 answered service by desk 1 after 0
         10 offered service
         20 offered sales
         100 finished service by desk 1 after 100
         100 answered service by desk 1 after 90
         200 finished service by desk 1 after 100
         220 answered sales by desk 1 after 200
         320 finished sales by desk 1 after 100",
    );
}
