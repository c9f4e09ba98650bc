//! What a contact leads to at the end of talk: resolution, repeats, sales, complaints.

use switchroom::measures::count::Count;

use crate::support::centre::{GroupTold, TypeTold, contact_type, group};
use crate::support::story::Story;
use crate::support::transcript::About;

fn one_agent(types: impl IntoIterator<Item = TypeTold>) -> Story {
    let types: Vec<TypeTold> = types.into_iter().collect();
    let all = ["again", "sales", "service"];
    let desk = all
        .into_iter()
        .filter(|name| types.iter().any(|told| told.own.name == *name))
        .fold(group("desk", 1), GroupTold::takes);
    Story::of(types, [desk])
}

#[test]
fn resolution_is_noted_at_the_end_of_talk_before_wrap_up() {
    one_agent([contact_type("service").at(&[0.0]).wrap_up(20.0).resolved()]).tells(
        "0 offered service
         0 answered service by desk 1 after 0
         100 resolved service
         120 finished service by desk 1 after 120",
    );
}

#[test]
fn an_unresolved_contact_comes_again_after_the_delay_as_a_new_chain_of_the_same_customer() {
    one_agent([
        contact_type("service").at(&[0.0]).repeats_after(500.0).repeats_as("again"),
        contact_type("again").talk(40.0).resolved(),
    ])
    .about(About::Customers)
    .tells(
        "0 offered service
         0 answered service by desk 1 after 0
         0 chain answered service after 0
         100 unresolved service
         100 finished service by desk 1 after 100
         600 offered again, a repeat
         600 answered again by desk 1 after 0
         600 chain answered again after 0
         640 resolved again
         640 finished again by desk 1 after 40
         640 settled again",
    );
}

#[test]
fn a_repeat_due_at_closing_is_deferred_and_one_a_microsecond_earlier_is_not() {
    let repeats = |delay| {
        one_agent([
            contact_type("service").at(&[3000.0]).repeats_after(delay).repeats_as("again"),
            contact_type("again"),
        ])
    };
    repeats(500.0).tells(
        "3000 offered service
         3000 answered service by desk 1 after 0
         3100 unresolved service
         3100 deferred again
         3100 finished service by desk 1 after 100",
    );
    repeats(499.999_999).tells(
        "3000 offered service
         3000 answered service by desk 1 after 0
         3100 unresolved service
         3100 finished service by desk 1 after 100
         3599.999999 offered again, a repeat
         3599.999999 answered again by desk 1 after 0
         3699.999999 finished again by desk 1 after 100",
    );
}

#[test]
fn a_sale_is_made_and_earned_at_the_end_of_talk() {
    one_agent([contact_type("sales").at(&[0.0]).wrap_up(20.0).sells(100.0)]).tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         100 sold sales
         100 earned 50 of 100 by desk
         120 finished sales by desk 1 after 120",
    );
}

#[test]
fn a_half_life_counts_waiting_and_not_talk() {
    // After a million half-lives nobody buys; without any wait everybody does.
    let sales = contact_type("sales").at(&[0.0, 10.0]).sells(100.0);
    one_agent([sales.sale(|sale| sale.half_life_wait_seconds = Some(90e-6))]).tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         10 offered sales
         100 sold sales
         100 earned 50 of 100 by desk
         100 finished sales by desk 1 after 100
         100 answered sales by desk 1 after 90
         200 waited too long to buy sales
         200 finished sales by desk 1 after 100",
    );
}

#[test]
fn waits_of_earlier_attempts_count_against_the_sale() {
    let sales = contact_type("sales").at(&[0.0]).patience(90.0).redials_after(10.0).sells(100.0);
    let sales = sales.sale(|sale| sale.half_life_wait_seconds = Some(90e-6));
    Story::of([sales], [group("desk", 0).shift(95.0, 3600.0, &[]).takes("sales")]).tells(
        "0 offered sales
         90 abandoned sales after 90
         100 offered sales, attempt 2
         100 answered sales by desk 1 after 0
         200 waited too long to buy sales
         200 finished sales by desk 1 after 100",
    );
}

#[test]
fn whoever_would_not_buy_does_not() {
    let sales = contact_type("sales").at(&[0.0]).sells(100.0);
    one_agent([sales.sale(|sale| sale.conversion_probability = 0.0)]).tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         100 did not buy sales
         100 finished sales by desk 1 after 100",
    );
}

#[test]
fn an_over_promised_sale_leads_to_complaints_today() {
    one_agent([
        contact_type("sales").at(&[0.0]).sells(100.0).overpromises("again", 2, 500.0),
        contact_type("again").talk(40.0),
    ])
    .about(About::Customers)
    .tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         0 chain answered sales after 0
         100 sold sales
         100 earned 50 of 100 by desk
         100 over-promised sales
         100 finished sales by desk 1 after 100
         600 offered again, a complaint
         600 answered again by desk 1 after 0
         600 chain answered again after 0
         600 offered again, a complaint
         640 finished again by desk 1 after 40
         640 answered again by desk 1 after 40
         640 chain answered again after 40
         680 finished again by desk 1 after 40
         680 settled again",
    );
}

#[test]
fn complaints_due_after_closing_are_deferred() {
    one_agent([
        contact_type("sales").at(&[0.0]).sells(100.0).overpromises("again", 2, 3500.0),
        contact_type("again").talk(40.0),
    ])
    .tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         100 sold sales
         100 earned 50 of 100 by desk
         100 over-promised sales
         100 deferred again
         100 deferred again
         100 finished sales by desk 1 after 100",
    );
}

#[test]
fn an_incentive_that_over_promises_nothing_leads_to_no_complaint() {
    let sales = contact_type("sales").at(&[0.0]).sells(100.0).overpromises("again", 1, 1.0);
    let desk = group("desk", 1).takes("sales").with(|own| own.incentive.overpromise_factor = 0.0);
    Story::of([sales, contact_type("again")], [desk]).tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         100 sold sales
         100 earned 50 of 100 by desk
         100 finished sales by desk 1 after 100",
    );
}

#[test]
fn without_a_sale_nothing_is_promised() {
    let sales = contact_type("sales").at(&[0.0]).sells(100.0).overpromises("again", 1, 1.0);
    let sales = sales.sale(|sale| sale.conversion_probability = 0.0);
    one_agent([sales, contact_type("again")]).tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         100 did not buy sales
         100 finished sales by desk 1 after 100",
    );
}

#[test]
fn talk_of_no_length_ends_before_the_next_arrival_of_its_moment() {
    one_agent([contact_type("sales").at(&[5.0, 5.0]).talk(0.0)]).tells(
        "5 offered sales
         5 answered sales by desk 1 after 0
         5 finished sales by desk 1 after 0
         5 offered sales
         5 answered sales by desk 1 after 0
         5 finished sales by desk 1 after 0",
    );
}

#[test]
fn a_slow_pair_is_slow_in_talk_and_in_wrap_up() {
    let desk = group("desk", 1).takes_with("sales", |skill| skill.handle_time_factor = 1.5);
    Story::of([contact_type("sales").at(&[0.0]).wrap_up(20.0).resolved()], [desk]).tells(
        "0 offered sales
         0 answered sales by desk 1 after 0
         150 resolved sales
         180 finished sales by desk 1 after 180",
    );
}

#[test]
fn complaints_beyond_a_quarter_of_a_million_a_day_are_deferred() {
    // 2^18 = 262144: 2621 sales with 100 complaints each, and 44 of the next.
    let times: Vec<f64> = (0..2630).map(f64::from).collect();
    let sales = contact_type("sales").at(&times).talk(0.5).sells(1.0);
    let sales = sales.overpromises("again", 100, 5.0);
    let desks = [group("desk", 1).takes("sales"), group("other", 1).takes("again")];
    let counted = Story::of([sales, contact_type("again").talk(0.001)], desks).counted();
    assert_eq!(counted.of("again", Count::ComplaintsToday), 262_144);
    assert_eq!(counted.of("sales", Count::DeferredContacts), 263_000 - 262_144);
}
