//! Lines, waiting places, balking.

use crate::support::centre::{contact_type, group};
use crate::support::story::Story;

#[test]
fn a_line_is_held_until_the_end_of_talk_and_not_of_wrap_up() {
    Story::of(
        [contact_type("sales").at(&[0.0, 99.0, 100.0]).wrap_up(50.0)],
        [group("desk", 1).takes("sales")],
    )
    .lines(1)
    .tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         99 offered sales
         99 blocked sales
         100 offered sales
         150 finished sales by desk 1 after 150
         150 answered sales by desk 1 after 50
         300 finished sales by desk 1 after 150",
    );
}

#[test]
fn whoever_waits_holds_a_line_and_whoever_abandons_frees_it() {
    Story::of(
        [
            contact_type("sales").at(&[10.0, 20.0, 40.0]).patience(30.0),
            contact_type("credit").at(&[0.0]).talk(1000.0),
        ],
        [group("desk", 1).takes("sales").takes("credit")],
    )
    .lines(2)
    .tells(
        "0 offered credit
         0 answered credit by desk 1 after 0
         10 offered sales
         20 offered sales
         20 blocked sales
         40 abandoned sales after 30
         40 offered sales
         70 abandoned sales after 30
         1000 finished credit by desk 1 after 1000",
    );
}

#[test]
fn without_a_line_nobody_is_answered_even_by_an_idle_agent() {
    Story::of([contact_type("sales").at(&[0.0])], [group("desk", 1).takes("sales")])
        .lines(0)
        .tells(
            "0 offered sales
             0 blocked sales",
        );
}

#[test]
fn waiting_places_are_a_types_own() {
    Story::of(
        [
            contact_type("sales").at(&[0.0, 10.0, 20.0]).places(1),
            contact_type("credit").at(&[30.0]).places(1),
        ],
        [group("desk", 1).takes("sales").takes("credit")],
    )
    .tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         10 offered sales
         20 offered sales
         20 blocked sales
         30 offered credit
         100 finished sales by desk 1 after 100
         100 answered sales by desk 1 after 90
         200 finished sales by desk 1 after 100
         200 answered credit by desk 1 after 170
         300 finished credit by desk 1 after 100",
    );
}

#[test]
fn whoever_is_answered_at_once_needs_no_waiting_place() {
    Story::of(
        [contact_type("sales").at(&[0.0, 10.0]).places(0)],
        [group("desk", 1).takes("sales")],
    )
    .tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         10 offered sales
         10 blocked sales
         100 finished sales by desk 1 after 100",
    );
}

#[test]
fn whoever_balks_does_so_only_when_he_would_have_to_wait() {
    Story::of([contact_type("sales").at(&[0.0, 10.0]).balks()], [group("desk", 1).takes("sales")])
        .tells(
            "0 offered sales
         0 answered sales by desk 1 after 0
         10 offered sales
         10 balked sales
         100 finished sales by desk 1 after 100",
        );
}

#[test]
fn an_announced_wait_is_accepted_up_to_the_limit_itself() {
    // (0 + 1) x (80 + 20) / 2 = 50 s is accepted; (1 + 1) x 100 / 2 = 100 s is not.
    Story::of(
        [contact_type("sales")
            .at(&[0.0, 0.0, 10.0, 20.0])
            .talk(80.0)
            .wrap_up(20.0)
            .accepts_announced(50.0)],
        [group("desk", 2).takes("sales")],
    )
    .tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         0 offered sales
         0 answered sales by desk 2 after 0
         10 offered sales
         20 offered sales
         20 balked sales
         100 finished sales by desk 1 after 100
         100 answered sales by desk 1 after 90
         100 finished sales by desk 2 after 100
         200 finished sales by desk 1 after 100",
    );
}

#[test]
fn where_nobody_on_duty_has_the_skill_no_announced_wait_is_accepted() {
    Story::of(
        [contact_type("sales").at(&[0.0]).accepts_announced(1e9)],
        [group("desk", 0).shift(10.0, 3600.0, &[]).takes("sales")],
    )
    .tells(
        "0 offered sales
         0 balked sales",
    );
}

#[test]
fn no_waiting_place_comes_before_balking() {
    Story::of(
        [contact_type("sales").at(&[0.0, 10.0]).places(0).balks()],
        [group("desk", 1).takes("sales")],
    )
    .tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         10 offered sales
         10 blocked sales
         100 finished sales by desk 1 after 100",
    );
}
