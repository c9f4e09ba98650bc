//! What waiting, blocking and offers come to in money and customers, by the product's own lines.
//!
//! Exact values: Markov chains and arithmetic on them. A loss that a case puts at so much for each
//! event is a probability of leaving times the cost of replacing the customer.

use serde_json::{Value, json};
use switchroom::base::math;
use switchroom::measures::count::Count;

use super::steady::{Steady, day_and_night, exponential, steady};
use crate::support::estimates::Known::Exact;
use crate::support::estimates::{Figure, Stretch, Width, agree, agree_within};

/// Expected customers are counted in 2^-32.
const CUSTOMER: f64 = 4_294_967_296.0;

/// Contribution of sales and accepted offers.
pub(super) fn earned(day: &Stretch) -> f64 {
    day.of_all(Count::Contribution) / 1e6
}

/// Expected customers lost.
pub(super) fn customers_lost(day: &Stretch) -> f64 {
    day.of_all(Count::CustomersLost) / CUSTOMER
}

/// Twelve agents and no queue: 10 for each offer that is made, customers lost by being blocked.
fn loss_system(at_most: u32, days: u64) -> Steady {
    let types = json!({ "service": {
        "volume_per_hour": 108, "handle_time": exponential(240.0), "waiting_places": 0,
        "need_probability": 0.5,
        "offer": {
            "when": { "in_system_at_most": at_most }, "handle_time": exponential(180.0),
            "acceptance_probability": 1, "revenue": 10,
        },
    } });
    let groups = json!({ "desk": { "agents": 12, "skills": ["service"], "offers": true } });
    let mut file = day_and_night(types, groups);
    file["customers"] = json!({
        "effect_months": 1, "retention_per_month": 1, "leaves_because": { "blocked": BLOCKED_LEAVE },
    });
    steady(&file, days)
}

/// Probability of leaving when blocked; what one costs is divided by it.
const BLOCKED_LEAVE: f64 = 0.5;

/// Money an hour where each blocked contact costs so much.
fn net(cost: f64) -> impl Fn(&Stretch) -> f64 + Copy {
    move |day| earned(day) - cost / BLOCKED_LEAVE * customers_lost(day)
}

#[test]
#[ignore = "long: .ci/run runs it"]
fn what_a_blocked_contact_costs_decides_how_often_to_offer() {
    let limits = [0, 8, 10, 12];
    let found = limits.map(|at_most| loss_system(at_most, 3000));
    let an_hour = |at: usize, cost: f64| found[at].per_hour(net(cost));
    agree(
        "E-10 12 for each blocked contact (exact: Markov chain)",
        &[
            ("never an offer", Exact(-40.53), an_hour(0, 12.0)),
            ("at most 8 in the system", Exact(181.86), an_hour(1, 12.0)),
            ("at most 10", Exact(284.99), an_hour(2, 12.0)),
            ("always", Exact(327.16), an_hour(3, 12.0)),
        ],
    );
    agree_within(
        "E-10 40 and 60 for each blocked contact (exact: Markov chain)",
        // Small differences of large sums.
        Width::At(0.06),
        &[
            ("at 40, at most 10", Exact(81.53), an_hour(2, 40.0)),
            ("at 60, at most 8", Exact(-49.04), an_hour(1, 60.0)),
        ],
    );
    for (cost, best) in [(12.0, 3), (40.0, 2), (60.0, 1)] {
        for other in (0..limits.len()).filter(|other| *other != best) {
            let lead = found[best].lead_over(&found[other], net(cost));
            assert!(
                lead.value > 3.3 * lead.error,
                "E-10 at {cost}, {} does not beat {}: {lead:?}",
                limits[best],
                limits[other]
            );
        }
    }
}

#[test]
fn contacts_move_customers_by_what_happens_to_them() {
    // Abandoned 0.06, answered late 0.02, answered in time 0.004: the last is an experience of
    // every answered contact (not resolved, of which nobody calls again), lateness adds the rest.
    let late: f64 = 1.0 - 0.98 / 0.996;
    let types = json!({ "service": {
        "volume_per_hour": 720, "handle_time": exponential(300.0), "patience": exponential(240.0),
        "resolution_probability": 0,
    } });
    let groups = json!({ "desk": { "agents": 60, "skills": ["service"] } });
    let mut file = day_and_night(types, groups);
    file["customers"] = json!({
        "effect_months": 1, "retention_per_month": 1,
        "leaves_because": { "abandoned": 0.06, "answered_late": late, "unresolved": 0.004 },
    });
    let found = steady(&file, 500);
    let lost = found.ratio(customers_lost, |day| day.of_all(Count::Offered));
    // A year of Poisson(4) contacts, or of exactly four.
    let stays = 0.95 * math::exp(-4.0 * lost.value);
    let stays_of_four = 0.95 * math::pow(1.0 - lost.value, 4.0);
    agree(
        "F-08 60 agents at 60 erlangs, patience 240 s (exact: birth-death chain)",
        &[
            ("customers lost by a contact", Exact(0.010_852_861_8), lost),
            ("kept a year, Poisson contacts", Exact(0.909_641_474_1), {
                Figure { value: stays, error: 4.0 * stays * lost.error }
            }),
            ("kept a year, four contacts", Exact(0.909_425_653_1), {
                Figure { value: stays_of_four, error: 4.0 * stays_of_four * lost.error }
            }),
        ],
    );
}

/// What a centre earns, loses and costs an hour, against what a case says.
pub(super) fn agree_on_money(case: &str, found: &Steady, wages: f64, known: [f64; 3]) {
    const WORTH: f64 = 600.0;
    let [net, lost, revenue] = known;
    agree(
        &format!("{case} (exact: Markov chain)"),
        &[
            ("net value an hour", Exact(net), {
                let value = found.per_hour(|day| earned(day) - WORTH * customers_lost(day));
                Figure { value: value.value - wages, ..value }
            }),
            ("customers lost an hour", Exact(lost), found.per_hour(customers_lost)),
            ("revenue an hour", Exact(revenue), {
                found.per_hour(|day| day.of_all(Count::Revenue) / 1e6)
            }),
        ],
    );
}

/// Sales and cross-sales of the "mini-blend" family, and what an abandonment does: the parts of a
/// scenario that E-11 adds to it.
pub(super) fn with_money(file: &mut Value) {
    file["contact_types"]["sales"]["sale"] =
        json!({ "conversion_probability": 0.25, "revenue": 120 });
    // 0.06 of the abandoned leave; of sales contacts, one in three can.
    file["contact_types"]["sales"]["existing_customer_share"] = json!(1.0 / 3.0);
    let service = &mut file["contact_types"]["service"];
    service["need_probability"] = json!(1);
    service["offer"] = json!({ "handle_time": 0, "acceptance_probability": 0.1, "revenue": 40 });
    for group in file["agent_groups"].as_object_mut().unwrap().values_mut() {
        group["offers"] = json!(true);
    }
    file["customers"] = json!({
        "effect_months": 1, "retention_per_month": 1, "leaves_because": { "abandoned": 0.06 },
    });
}
