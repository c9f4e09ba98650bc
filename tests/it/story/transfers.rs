//! Cold transfers: a need detected by an agent who may not offer goes to another queue.

use switchroom::measures::count::Count;
use switchroom::scenario::model::OfferRule;

use crate::support::centre::{GroupTold, TypeTold, always, contact_type, group};
use crate::support::story::Story;
use crate::support::transcript::About;

/// A service contact with a need, handed over to sales.
fn service() -> TypeTold {
    contact_type("service").at(&[0.0]).has_need().offers().hands_over_to("sales")
}

fn sales() -> TypeTold {
    contact_type("sales").talk(40.0).patience(20.0)
}

/// A service desk that may not offer, and sellers.
fn desks(sellers: GroupTold) -> [GroupTold; 2] {
    [group("desk", 1).takes("service").may_not_offer(), sellers]
}

#[test]
fn a_leg_draws_its_own_talk_and_the_sale_is_made_where_it_is_answered() {
    Story::of([service(), sales()], desks(group("seller", 1).takes("sales")))
        .about(About::Customers)
        .tells(
            "0 offered service
             0 answered service by desk 1 after 0
             0 chain answered service after 0
             100 need service
             100 handed over service to sales
             100 answered sales leg by seller 1 after 0
             100 finished service by desk 1 after 100
             140 offer sales leg by seller
             140 accepted sales leg
             140 earned 60 of 60 by seller
             140 finished sales leg by seller 1 after 40
             140 settled sales leg",
        );
}

#[test]
fn a_leg_joins_the_queue_with_age_0() {
    // It waits 15 s for the delay though its contact reached us 115 s ago.
    let sellers = group("seller", 1).takes_with("sales", |skill| skill.after_seconds = 15.0);
    Story::of([service(), sales()], desks(sellers)).tells(
        "0 offered service
         0 answered service by desk 1 after 0
         100 need service
         100 handed over service to sales
         100 finished service by desk 1 after 100
         115 answered sales leg by seller 1 after 15
         155 offer sales leg by seller
         155 accepted sales leg
         155 earned 60 of 60 by seller
         155 finished sales leg by seller 1 after 40",
    );
}

#[test]
fn a_leg_stands_behind_those_who_wait_already() {
    let sales = contact_type("sales").at(&[10.0, 90.0]);
    Story::of([service(), sales], desks(group("seller", 1).takes("sales"))).tells(
        "0 offered service
         0 answered service by desk 1 after 0
         10 offered sales
         10 answered sales by seller 1 after 0
         90 offered sales
         100 need service
         100 handed over service to sales
         100 finished service by desk 1 after 100
         110 finished sales by seller 1 after 100
         110 answered sales by seller 1 after 20
         210 finished sales by seller 1 after 100
         210 answered sales leg by seller 1 after 110
         310 offer sales leg by seller
         310 accepted sales leg
         310 earned 60 of 60 by seller
         310 finished sales leg by seller 1 after 100",
    );
}

#[test]
fn a_leg_that_abandons_leaves_the_need_unmet_and_does_not_call_again() {
    let sales = sales().redials_after(1.0);
    Story::of([service(), sales], desks(group("seller", 0).takes("sales")))
        .about(About::Customers)
        .tells(
            "0 offered service
             0 answered service by desk 1 after 0
             0 chain answered service after 0
             100 need service
             100 handed over service to sales
             100 finished service by desk 1 after 100
             120 abandoned sales leg after 20
             120 need unmet sales leg
             120 settled sales leg",
        );
}

#[test]
fn a_transfer_may_have_its_own_talk_and_patience() {
    let service = service().transfer(|transfer| {
        transfer.handle_time = Some(always(70.0));
        transfer.patience = Some(always(60.0));
    });
    let sellers = group("seller", 0).shift(150.0, 3600.0, &[]).takes("sales");
    Story::of([service, sales()], desks(sellers)).tells(
        "0 offered service
         0 answered service by desk 1 after 0
         100 need service
         100 handed over service to sales
         100 finished service by desk 1 after 100
         150 answered sales leg by seller 1 after 50
         220 offer sales leg by seller
         220 accepted sales leg
         220 earned 60 of 60 by seller
         220 finished sales leg by seller 1 after 70",
    );
}

#[test]
fn a_leg_holds_the_line_of_its_contact_until_its_own_talk_ends() {
    let sales = sales().at(&[120.0, 140.0]);
    Story::of([service(), sales], desks(group("seller", 1).takes("sales"))).lines(1).tells(
        "0 offered service
         0 answered service by desk 1 after 0
         100 need service
         100 handed over service to sales
         100 answered sales leg by seller 1 after 0
         100 finished service by desk 1 after 100
         120 offered sales
         120 blocked sales
         140 offer sales leg by seller
         140 accepted sales leg
         140 earned 60 of 60 by seller
         140 finished sales leg by seller 1 after 40
         140 offered sales
         140 answered sales by seller 1 after 0
         180 finished sales by seller 1 after 40",
    );
}

#[test]
fn the_agent_who_handed_over_may_answer_the_leg_himself_after_wrap_up() {
    let service = service().wrap_up(10.0);
    let desk = group("desk", 1).takes("service").takes("sales").may_not_offer();
    Story::of([service, sales()], [desk]).tells(
        "0 offered service
         0 answered service by desk 1 after 0
         100 need service
         100 handed over service to sales
         110 finished service by desk 1 after 110
         110 answered sales leg by desk 1 after 10
         150 offer sales leg by desk
         150 accepted sales leg
         150 earned 60 of 60 by desk
         150 finished sales leg by desk 1 after 40",
    );
}

#[test]
fn after_clearing_a_leg_is_disconnected_at_once() {
    let service = service().at(&[3550.0]);
    Story::of([service, sales()], desks(group("seller", 0).takes("sales")))
        .clears_at_close()
        .tells(
            "3550 offered service
             3550 answered service by desk 1 after 0
             3650 need service
             3650 handed over service to sales
             3650 disconnected sales leg after 0
             3650 need unmet sales leg
             3650 finished service by desk 1 after 100",
        );
}

const NOT_HANDED_OVER: &str = "0 offered service
    0 answered service by desk 1 after 0
    100 need service
    100 need unmet service
    100 finished service by desk 1 after 100";

#[test]
fn a_need_that_is_not_detected_is_not_handed_over() {
    let [desk, sellers] = desks(group("seller", 1).takes("sales"));
    let blind = desk.with(|own| own.incentive.detect = 0.0);
    Story::of([service(), sales()], [blind, sellers]).tells(NOT_HANDED_OVER);
}

#[test]
fn an_agent_may_fail_to_hand_over() {
    let service = service().transfer(|transfer| transfer.probability = 0.0);
    Story::of([service, sales()], desks(group("seller", 1).takes("sales"))).tells(NOT_HANDED_OVER);
}

#[test]
fn what_is_never_offered_is_not_handed_over_as_if_there_were_no_offer() {
    let never = service().offer_when(OfferRule { never: true, ..OfferRule::default() });
    let none = service().with(|own| own.offer = None);
    for service in [never, none] {
        Story::of([service, sales()], desks(group("seller", 1).takes("sales")))
            .tells(NOT_HANDED_OVER);
    }
}

#[test]
fn a_group_that_may_offer_hands_nothing_over() {
    let busy = OfferRule { idle_at_least: Some(1), ..OfferRule::default() };
    let desk = group("desk", 1).takes("service");
    Story::of([service().offer_when(busy), sales()], [desk, group("seller", 1).takes("sales")])
        .tells(NOT_HANDED_OVER);
}

#[test]
fn a_push_without_need_is_not_handed_over() {
    let [desk, sellers] = desks(group("seller", 1).takes("sales"));
    let pushing = desk.with(|own| own.incentive.push = 1.0);
    let service = service().with(|own| own.need_probability = 0.0);
    Story::of([service, sales()], [pushing, sellers]).tells(
        "0 offered service
         0 answered service by desk 1 after 0
         100 finished service by desk 1 after 100",
    );
}

#[test]
fn legs_count_apart_and_what_they_bring_counts_for_the_first_type() {
    let sellers = group("seller", 1).takes_with("sales", |skill| skill.after_seconds = 15.0);
    let counted = Story::of([service(), sales()], desks(sellers)).counted();
    for (contact_type, count, expected) in [
        ("service", Count::Offered, 1),
        ("service", Count::Answered, 1),
        ("service", Count::Handle, 100_000_000),
        ("service", Count::Transfers, 1),
        ("service", Count::TransfersAnswered, 1),
        ("service", Count::TransferWait, 15_000_000),
        ("service", Count::TransferHandle, 40_000_000),
        ("service", Count::Line, 155_000_000),
        ("service", Count::NeedsMet, 1),
        ("service", Count::OffersToNeed, 1),
        ("service", Count::OffersAccepted, 1),
        ("service", Count::Contribution, 60_000_000),
        ("sales", Count::Offered, 0),
        ("sales", Count::Answered, 0),
        ("sales", Count::Handle, 0),
        ("sales", Count::Contribution, 0),
        ("sales", Count::QueueOpen, 15_000_000),
    ] {
        assert_eq!(counted.of(contact_type, count), expected, "{contact_type} {count:?}");
    }
}
