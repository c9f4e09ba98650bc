//! Needs of service contacts, and when an agent offers.

use switchroom::scenario::model::OfferRule;

use crate::support::centre::{GroupTold, contact_type, group};
use crate::support::story::Story;

const OFFERED: &str = "0 offered service
    0 answered service by desk 1 after 0
    100 need service
    100 offer service by desk
    130 accepted service
    130 earned 60 of 60 by desk
    130 finished service by desk 1 after 130";

const NOT_OFFERED: &str = "0 offered service
    0 answered service by desk 1 after 0
    100 need service
    100 need unmet service
    100 finished service by desk 1 after 100";

/// One service contact with a need, offered to under a rule.
fn offered_when(when: OfferRule, desk: GroupTold) -> Story {
    let service = contact_type("service").at(&[0.0]).has_need().offer_when(when);
    Story::of([service], [desk.takes("service")])
}

#[test]
fn never_offers_never() {
    let never = OfferRule { never: true, ..OfferRule::default() };
    offered_when(never, group("desk", 1)).tells(NOT_OFFERED);
}

#[test]
fn always_offers_always_and_the_offer_is_talk_of_the_same_agent() {
    offered_when(OfferRule::default(), group("desk", 1)).tells(OFFERED);
}

#[test]
fn wrap_up_follows_the_offer_and_a_slow_pair_offers_slowly() {
    let service = contact_type("service").at(&[0.0]).wrap_up(20.0).has_need().offers();
    let desk = group("desk", 1).takes_with("service", |skill| skill.handle_time_factor = 2.0);
    Story::of([service], [desk]).tells(
        "0 offered service
         0 answered service by desk 1 after 0
         200 need service
         200 offer service by desk
         260 accepted service
         260 earned 60 of 60 by desk
         300 finished service by desk 1 after 300",
    );
}

#[test]
fn a_need_may_be_declined() {
    let service = contact_type("service").at(&[0.0]).has_need().offers();
    let service =
        service.with(|own| own.offer.as_mut().expect("told to offer").acceptance_with_need = 0.0);
    Story::of([service], [group("desk", 1).takes("service")]).tells(
        "0 offered service
         0 answered service by desk 1 after 0
         100 need service
         100 offer service by desk
         130 declined service
         130 finished service by desk 1 after 130",
    );
}

#[test]
fn a_need_that_is_not_detected_stays_unmet() {
    let blind = group("desk", 1).with(|own| own.incentive.detect = 0.0);
    offered_when(OfferRule::default(), blind).tells(NOT_OFFERED);
}

#[test]
fn a_need_that_is_not_detected_is_not_pushed_either() {
    let blind = group("desk", 1).with(|own| {
        own.incentive.detect = 0.0;
        own.incentive.push = 1.0;
    });
    offered_when(OfferRule::default(), blind).tells(NOT_OFFERED);
}

#[test]
fn a_group_that_may_not_offer_leaves_the_need_unmet() {
    offered_when(OfferRule::default(), group("desk", 1).may_not_offer()).tells(NOT_OFFERED);
}

/// Whether the agent offers while so many of each type wait at 100. The desk serves service, the
/// other group, busy all day, loans and credit.
fn offers_while(when: OfferRule, service: usize, loans: usize) -> bool {
    let mut calls = vec![0.0];
    calls.resize(1 + service, 50.0);
    let story = Story::of(
        [
            contact_type("service").at(&calls).has_need().offer_when(when),
            contact_type("loan").at(&vec![60.0; loans]),
            contact_type("credit").at(&[0.0]).talk(9000.0).wrap_up(9000.0),
        ],
        [group("desk", 1).takes("service"), group("other", 1).takes("loan").takes("credit")],
    );
    let heard = story.heard();
    let at_100: Vec<&str> = heard.lines().filter(|line| line.starts_with("100 ")).collect();
    assert!(at_100.contains(&"100 need service"), "{heard}");
    at_100.contains(&"100 offer service by desk")
}

#[test]
fn waiting_at_most_counts_the_queues_that_the_group_serves() {
    let rule = || OfferRule { waiting_at_most: Some(2), ..OfferRule::default() };
    assert!(offers_while(rule(), 2, 0));
    assert!(!offers_while(rule(), 3, 0));
    assert!(offers_while(rule(), 2, 5));
    let nobody = || OfferRule { waiting_at_most: Some(0), ..OfferRule::default() };
    assert!(offers_while(nobody(), 0, 5));
    assert!(!offers_while(nobody(), 1, 0));
}

#[test]
fn in_system_at_most_counts_the_whole_centre_and_this_contact() {
    // This one, the credit contact in hand and those who wait.
    let rule = || OfferRule { in_system_at_most: Some(5), ..OfferRule::default() };
    assert!(offers_while(rule(), 1, 2));
    assert!(!offers_while(rule(), 2, 2));
    assert!(!offers_while(rule(), 0, 4));
    let two = || OfferRule { in_system_at_most: Some(2), ..OfferRule::default() };
    assert!(offers_while(two(), 0, 0));
    assert!(!offers_while(OfferRule { in_system_at_most: Some(1), ..two() }, 0, 0));
}

#[test]
fn in_system_at_most_counts_wrap_up() {
    // The first contact is in wrap-up from 50 to 150, the second ends its talk at 100.
    let rule = |most| OfferRule { in_system_at_most: Some(most), ..OfferRule::default() };
    let offers = |most| {
        let story = Story::of(
            [
                contact_type("service").at(&[0.0]).has_need().offer_when(rule(most)),
                contact_type("credit").at(&[0.0]).talk(50.0).wrap_up(100.0),
            ],
            [group("desk", 2).takes("service").takes("credit")],
        );
        story.heard().contains("100 offer service by desk")
    };
    assert_eq!([1, 2].map(offers), [false, true]);
}

#[test]
fn idle_at_least_counts_the_idle_of_this_group() {
    let rule = |least| OfferRule { idle_at_least: Some(least), ..OfferRule::default() };
    let offers = |least| {
        let service = contact_type("service").at(&[0.0]).has_need().offer_when(rule(least));
        let story = Story::of(
            [service],
            [
                group("desk", 3).takes("service"),
                group("other", 9).takes_with("service", |skill| skill.preference = 1.0),
            ],
        );
        story.heard().contains("100 offer service by desk")
    };
    assert_eq!([0, 1, 2, 3].map(offers), [true, true, true, false]);
}

#[test]
fn the_clock_counts_from_its_start_and_not_at_its_end() {
    let rule =
        |windows: &[(f64, f64)]| OfferRule { clock: windows.to_vec(), ..OfferRule::default() };
    for (windows, expected) in [
        (&[(100.0, 200.0)][..], OFFERED),
        (&[(0.0, 100.0)], NOT_OFFERED),
        (&[(0.0, 100.000_001)], OFFERED),
        (&[(100.000_001, 200.0)], NOT_OFFERED),
        (&[(0.0, 50.0), (90.0, 110.0)], OFFERED),
        (&[(0.0, 50.0), (110.0, 120.0)], NOT_OFFERED),
    ] {
        offered_when(rule(windows), group("desk", 1)).tells(expected);
    }
}

#[test]
fn all_that_a_rule_says_must_hold() {
    let rule = |idle| OfferRule {
        waiting_at_most: Some(0),
        idle_at_least: Some(idle),
        ..OfferRule::default()
    };
    offered_when(rule(1), group("desk", 2)).tells(OFFERED);
    offered_when(rule(2), group("desk", 2)).tells(NOT_OFFERED);
    let off = OfferRule { never: true, ..rule(0) };
    offered_when(off, group("desk", 2)).tells(NOT_OFFERED);
}

/// A contact without need and an agent who pushes.
fn pushed(accepted: f64, desk: GroupTold) -> Story {
    let service = contact_type("service").at(&[0.0]).offers().with(|own| {
        own.offer.as_mut().expect("told to offer").acceptance_without_need = accepted;
    });
    Story::of([service], [desk.takes("service").with(|own| own.incentive.push = 1.0)])
}

#[test]
fn an_agent_may_push_where_there_is_no_need() {
    pushed(0.0, group("desk", 1)).tells(
        "0 offered service
         0 answered service by desk 1 after 0
         100 push service by desk
         130 declined service
         130 finished service by desk 1 after 130",
    );
    pushed(1.0, group("desk", 1)).tells(
        "0 offered service
         0 answered service by desk 1 after 0
         100 push service by desk
         130 accepted service
         130 earned 60 of 60 by desk
         130 finished service by desk 1 after 130",
    );
}

#[test]
fn a_group_that_may_not_offer_does_not_push() {
    pushed(1.0, group("desk", 1).may_not_offer()).tells(
        "0 offered service
         0 answered service by desk 1 after 0
         100 finished service by desk 1 after 100",
    );
}

#[test]
fn without_need_and_push_nothing_is_said() {
    let service = contact_type("service").at(&[0.0]).offers();
    Story::of([service], [group("desk", 1).takes("service")]).tells(
        "0 offered service
         0 answered service by desk 1 after 0
         100 finished service by desk 1 after 100",
    );
}
