//! What an experience does to a customer, and what a sale brings: figures worked by hand.

#![expect(clippy::disallowed_methods, reason = "the platform's own maths is the yardstick here")]

use switchroom::measures::count::Count;
use switchroom::scenario::model::{
    Contribution, Customers, LeavesBecause, LostCustomerCosts, StaysBecause,
};

use crate::support::centre::{contact_type, group};
use crate::support::story::{Counted, Story};

/// 12 months at 0.99 a month; a loss costs 1000, or 300 to replace.
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

fn lost(counted: &Counted, count: Count) -> f64 {
    counted.total(count) as f64 / 2_f64.powi(32)
}

#[track_caller]
fn is_close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-8, "{found}, not {expected}");
}

/// Two calls, of which the second waits 50 s for the one agent.
fn two_calls() -> [crate::support::centre::TypeTold; 1] {
    [contact_type("sales").at(&[0.0, 50.0])]
}

#[test]
fn late_is_beyond_the_target_and_not_at_it() {
    let leaves = LeavesBecause { answered_late: 0.2, ..LeavesBecause::default() };
    let customers = customers(leaves, StaysBecause::default());
    for (within, late) in [(50.0, 0.0), (49.999_999, 0.2)] {
        let types = two_calls().map(|told| told.within(within));
        let story = Story::of(types, [group("desk", 1).takes("sales")]);
        let counted = story.customers(customers.clone()).counted();
        is_close(lost(&counted, Count::CustomersLost), 0.99_f64.powi(12) * late);
        is_close(lost(&counted, Count::LostBecauseAnsweredLate), 0.99_f64.powi(12) * late);
    }
}

#[test]
fn only_the_share_of_existing_customers_can_be_lost() {
    let leaves = LeavesBecause { abandoned: 0.1, ..LeavesBecause::default() };
    for share in [1.0, 0.25, 0.0] {
        let told = contact_type("sales").at(&[0.0]).patience(10.0);
        let told = told.with(|own| own.existing_customer_share = share);
        let story = Story::of([told], [group("desk", 0).takes("sales")]);
        let counted = story.customers(customers(leaves, StaysBecause::default())).counted();
        is_close(lost(&counted, Count::CustomersLost), 0.99_f64.powi(12) * 0.1 * share);
    }
}

#[test]
fn a_contact_that_saves_a_customer_counts_against_those_lost() {
    let stays = StaysBecause { resolved_at_once: 0.5, ..StaysBecause::default() };
    let told = contact_type("service").at(&[0.0]).resolved();
    let story = Story::of([told], [group("desk", 1).takes("service")]);
    let counted = story.customers(customers(LeavesBecause::default(), stays)).counted();
    // Half of the base hazard is gone: e^-h0 - e^(-h0 / 2).
    let saved = 0.99_f64.powi(12) - 0.99_f64.powi(6);
    is_close(lost(&counted, Count::CustomersLost), saved);
    assert_eq!(counted.total(Count::LossCost), (saved * 1e9).round() as i64, "money saved");
}

#[test]
fn no_experience_saves_more_than_there_was_to_lose() {
    // Both reasons together would take more than all of the base hazard away.
    let stays = StaysBecause { resolved_at_once: 0.7, need_met: 0.7 };
    let told = contact_type("service").at(&[0.0]).resolved().has_need().offers();
    let story = Story::of([told], [group("desk", 1).takes("service")]);
    let counted = story.customers(customers(LeavesBecause::default(), stays)).counted();
    is_close(lost(&counted, Count::CustomersLost), 0.99_f64.powi(12) - 1.0);
    let half = lost(&counted, Count::LostBecauseNeedMet);
    is_close(half, (0.99_f64.powi(12) - 1.0) / 2.0);
    is_close(lost(&counted, Count::LostBecauseResolvedAtOnce), half);
}

#[test]
fn a_lost_customer_is_charged_once_and_the_other_price_is_a_memo() {
    let leaves = LeavesBecause { abandoned: 0.1, ..LeavesBecause::default() };
    let told = contact_type("sales").at(&[0.0]).patience(10.0);
    let story = Story::of([told], [group("desk", 0).takes("sales")]);
    let mut given = customers(leaves, StaysBecause::default());
    let at_value = story.clone().customers(given.clone()).counted();
    given.lost_customer_costs = LostCustomerCosts::ReplacementCost;
    let at_replacement = story.customers(given).counted();
    let charged =
        |counted: &Counted| (counted.total(Count::LossCost), counted.total(Count::LossCostMemo));
    let (value, replacement) = charged(&at_value);
    assert!(value > replacement && replacement > 0);
    assert_eq!(charged(&at_replacement), (replacement, value));
    assert_eq!(at_value.total(Count::NetValue), -value);
    assert_eq!(at_replacement.total(Count::NetValue), -replacement);
}

#[test]
fn whoever_waits_at_the_end_was_cut_off() {
    let leaves = LeavesBecause { disconnected: 0.04, ..LeavesBecause::default() };
    let story = Story::of([contact_type("loan").at(&[10.0])], [group("desk", 1)]);
    let counted = story.customers(customers(leaves, StaysBecause::default())).counted();
    is_close(lost(&counted, Count::LostBecauseDisconnected), 0.99_f64.powi(12) * 0.04);
}

#[test]
fn a_contribution_may_be_an_amount_whatever_the_revenue() {
    let told = contact_type("sales").at(&[0.0]).sells(100.0);
    let told = told.sale(|sale| sale.contribution = Contribution::Amount(7.5));
    let counted = Story::of([told], [group("desk", 1).takes("sales")]).counted();
    assert_eq!(counted.total(Count::Revenue), 100_000_000);
    assert_eq!(counted.total(Count::Contribution), 7_500_000);
}

#[test]
fn a_pair_that_cannot_sell_loses_no_sale() {
    let told = contact_type("sales").at(&[0.0]).sells(100.0);
    let desk = group("desk", 1).takes_with("sales", |skill| skill.conversion_factor = 0.0);
    let counted = Story::of([told], [desk]).counted();
    assert_eq!(counted.total(Count::SalesAsked), 1);
    assert_eq!(counted.total(Count::SalesPotential), 0);
    assert_eq!(counted.total(Count::LostWaited), 0);
}

#[test]
fn a_sale_lost_in_the_queue_is_one_that_a_group_without_factors_would_have_made() {
    let told = contact_type("sales").at(&[0.0, 1.0]).patience(10.0).sells(100.0);
    let desk = group("desk", 1).takes_with("sales", |skill| skill.conversion_factor = 0.0);
    let counted = Story::of([told], [desk]).counted();
    assert_eq!(counted.total(Count::LostAbandoned), 1);
    assert_eq!(counted.total(Count::SalesPotential), 1);
}

#[test]
fn commission_is_paid_for_accepted_offers_too() {
    let told = contact_type("service").at(&[0.0, 500.0]).has_need().offers();
    let desk = group("desk", 1).takes("service");
    let desk = desk.with(|own| own.incentive.commission_per_sale = 4.0);
    let counted = Story::of([told], [desk]).counted();
    assert_eq!(counted.total(Count::OffersAccepted), 2);
    assert_eq!(counted.total(Count::SalesCommission), 8_000_000);
    assert_eq!(counted.total(Count::Contribution), 120_000_000);
}

#[test]
fn a_cost_per_contact_is_for_those_who_got_a_line() {
    use switchroom::scenario::model::Costs;
    let types = [contact_type("sales").at(&[0.0, 10.0])];
    let story = Story::of(types, [group("desk", 1).takes("sales")]).lines(1);
    let counted = story.costs(Costs { per_contact: 1.5, per_minute: 0.0 }).counted();
    assert_eq!(counted.total(Count::Blocked), 1);
    assert_eq!(counted.total(Count::ContactCost), 1_500_000);
}
