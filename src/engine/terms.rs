//! What counting needs to know of a scenario.

use crate::base::Micros;
use crate::economics::money::{hourly, millionths};
use crate::economics::retention::{Cause, Hazards, Retention};
use crate::measures::Terms;
use crate::measures::batches::Batches;
use crate::measures::terms::{CostTerms, GroupTerms, TypeTerms};
use crate::random::Law;
use crate::scenario::Scenario;
use crate::scenario::model::{
    AgentGroup, ContactType, Customers, Day, LostCustomerCosts, Skill, Staffing, SteadyState,
};

/// The terms of a scenario.
pub(super) fn terms(scenario: &Scenario) -> Terms {
    let customers = scenario.customers.as_ref();
    let (loss, loss_memo) = customers.map_or((0, 0), prices_of_a_loss);
    Terms {
        types: scenario.contact_types.iter().map(|own| of_type(scenario, own)).collect(),
        groups: scenario.agent_groups.iter().map(|own| of_group(scenario, own)).collect(),
        intervals: scenario.day.intervals,
        batches: scenario.steady_state.as_ref().map(|it| batches(it, &scenario.day)),
        interval: Micros::from_whole_seconds(u64::from(scenario.day.interval_minutes) * 60),
        short: Micros::from_seconds(scenario.targets.short_abandon_seconds),
        headline: scenario.targets.formula,
        costs: CostTerms {
            per_contact: millionths(scenario.costs.per_contact),
            per_minute: scenario.costs.per_minute,
        },
        retention: customers.map(retention).filter(|given| !given.is_without_effect()),
        loss,
        loss_memo,
    }
}

/// Where the batches of a steady state lie on its grid, which divides them.
fn batches(steady: &SteadyState, run: &Day) -> Batches {
    Batches {
        first: (steady.warm_up_minutes / run.interval_minutes) as usize,
        length: (steady.batch_minutes / run.interval_minutes) as usize,
        number: steady.batches as usize,
    }
}

/// Mean talk and wrap-up at standard speed; over the day, where it differs by interval.
pub(super) fn mean_handle_seconds(own: &ContactType) -> f64 {
    let wrap_up = own.wrap_up.as_ref().map_or(0.0, Law::mean);
    let factors = &own.handle_time.factors;
    let factor =
        if factors.is_empty() { 1.0 } else { factors.iter().sum::<f64>() / factors.len() as f64 };
    own.handle_time.law.mean() * factor + wrap_up
}

fn of_type(scenario: &Scenario, own: &ContactType) -> TypeTerms {
    let (handle, cost) = deferred(scenario, own, mean_handle_seconds(own));
    TypeTerms {
        within: Micros::from_seconds(own.target.within_seconds),
        target: own.target.service_level,
        customer_share: own.existing_customer_share,
        deferred_handle: handle,
        deferred_cost: cost,
    }
}

/// The mean agent time of a contact deferred to another day, and what it costs there: at the
/// speed and the wage of the groups with the skill, each as often as its scheduled hours. Where no
/// group has the skill it costs what the average hour costs, so that no design exports its
/// consequences free.
fn deferred(scenario: &Scenario, own: &ContactType, seconds: f64) -> (Micros, i64) {
    let factor_of = |group: &AgentGroup| {
        let mut skills = group.skills.iter();
        let is_own = |skill: &&Skill| scenario.contact_types[skill.contact_type].name == own.name;
        skills.find(is_own).map(|skill| skill.handle_time_factor)
    };
    let nobody = scenario.agent_groups.iter().all(|group| factor_of(group).is_none());
    let (mut hours, mut factor, mut cost) = (0.0, 0.0, 0.0);
    for group in &scenario.agent_groups {
        let Some(own_factor) = factor_of(group).or(nobody.then_some(1.0)) else { continue };
        let weight = scheduled(scenario, group).iter().sum::<i64>() as f64;
        hours += weight;
        factor += weight * own_factor;
        cost += weight * own_factor * group.wage_per_hour;
    }
    if hours <= 0.0 {
        return (Micros::from_seconds(seconds), 0);
    }
    let standard = Micros::from_seconds(seconds).0 as i64;
    (Micros::from_seconds(seconds * factor / hours), hourly(standard, cost / hours))
}

fn of_group(scenario: &Scenario, own: &AgentGroup) -> GroupTerms {
    GroupTerms {
        wage_per_hour: own.wage_per_hour,
        bonus_per_hour: own.incentive.bonus_per_hour,
        commission: millionths(own.incentive.commission_per_sale),
        scheduled: scheduled(scenario, own),
    }
}

/// Paid schedule by interval, in agent-microseconds.
fn scheduled(scenario: &Scenario, own: &AgentGroup) -> Vec<i64> {
    let interval = i64::from(scenario.day.interval_minutes) * 60_000_000;
    match &own.staffing {
        Staffing::Counter { scheduled, .. } => {
            scheduled.iter().map(|&heads| i64::from(heads) * interval).collect()
        }
        Staffing::Shifts(shifts) => (0..scenario.day.intervals as i64)
            .map(|index| {
                let (from, to) = (index * interval, (index + 1) * interval);
                let inside = |start: f64, end: f64| {
                    let start = (Micros::from_seconds(start).0 as i64).max(from);
                    ((Micros::from_seconds(end).0 as i64).min(to) - start).max(0)
                };
                shifts.iter().map(|shift| inside(shift.start_seconds, shift.end_seconds)).sum()
            })
            .collect(),
    }
}

/// What each experience does to a customer.
pub(crate) fn retention(customers: &Customers) -> Retention {
    let mut given = Hazards::default();
    let (leaves, stays) = (customers.leaves_because, customers.stays_because);
    for (cause, probability) in [
        (Cause::Abandoned, leaves.abandoned),
        (Cause::Blocked, leaves.blocked),
        (Cause::Balked, leaves.balked),
        (Cause::Disconnected, leaves.disconnected),
        (Cause::AnsweredLate, leaves.answered_late),
        (Cause::Waited, leaves.per_minute_waited),
        (Cause::Unresolved, leaves.unresolved),
        (Cause::Transferred, leaves.transferred),
        (Cause::UnwantedOffer, leaves.unwanted_offer),
        (Cause::NeedUnmet, leaves.need_unmet),
        (Cause::BrokenPromise, leaves.broken_promise),
        (Cause::NeedMet, stays.need_met),
        (Cause::ResolvedAtOnce, stays.resolved_at_once),
    ] {
        given[cause as usize] = probability;
    }
    Retention::new(customers.effect_months, customers.retention_per_month, &given)
}

/// What a lost customer is charged at, and the memo.
fn prices_of_a_loss(customers: &Customers) -> (i64, i64) {
    let (value, replacement) =
        (millionths(customers.lifetime_value), millionths(customers.replacement_cost));
    match customers.lost_customer_costs {
        LostCustomerCosts::LifetimeValue => (value, replacement),
        LostCustomerCosts::ReplacementCost => (replacement, value),
    }
}
