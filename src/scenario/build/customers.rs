//! Customers, costs and targets.

use crate::base::math;

use super::book::Book;
use super::read::{Entry, choice, number, number_or, volume, whole};
use crate::scenario::model::{
    Bands, ByBand, Costs, Customers, LeavesBecause, LostCustomerCosts, Needs, Persisting,
    Prospects, ServiceLevelFormula, StaysBecause, Target, Targets, WordOfMouth,
};
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::Node;

/// "Answered in time" unless a target says otherwise.
pub(super) const DEFAULT_WITHIN_SECONDS: f64 = 20.0;
/// Abandoned so soon that nobody could have answered, unless the file says otherwise.
pub(super) const DEFAULT_SHORT_ABANDON_SECONDS: f64 = 5.0;

/// Memory, of the window of effects, unless the file says otherwise: 95 % of an effect is then felt
/// within the window that its probability was quoted for.
pub(super) const DEFAULT_MEMORY_SHARE: f64 = 1.0 / 3.0;

/// Keys of `targets` that are not contact types.
const FIXED_TARGET_KEYS: [&str; 4] =
    ["service_level_formula", "short_abandon_seconds", "max_occupancy", "note"];

const LOST_CUSTOMER_COSTS: [(&str, LostCustomerCosts); 2] = [
    ("lifetime_value", LostCustomerCosts::LifetimeValue),
    ("replacement", LostCustomerCosts::ReplacementCost),
];

const FORMULAS: [(&str, ServiceLevelFormula); 6] = [
    ("offered", ServiceLevelFormula::Offered),
    ("answered", ServiceLevelFormula::Answered),
    ("abandoned_within_excluded", ServiceLevelFormula::AbandonedWithinExcluded),
    ("abandoned_within_met", ServiceLevelFormula::AbandonedWithinMet),
    ("short_excluded", ServiceLevelFormula::ShortExcluded),
    ("short_met", ServiceLevelFormula::ShortMet),
];

/// How experiences move customers.
pub(super) fn customers(node: &Node, in_horizon: bool) -> Customers {
    let observed = number_or(node, "retention_observed_per_month", 1.0);
    let retention_per_month = number_or(node, "retention_per_month", observed);
    Customers {
        effect_months: number_or(node, "effect_months", 12.0),
        retention_per_month,
        leaves_because: node.get("leaves_because").map_or_else(Default::default, leaves_because),
        stays_because: node.get("stays_because").map_or_else(Default::default, stays_because),
        lifetime_value: lifetime_value(
            number_or(node, "margin_per_month", 0.0),
            retention_per_month,
            number_or(node, "discount_rate_per_year", 0.0),
            whole(node, "value_months").unwrap_or(0),
        ),
        replacement_cost: number_or(node, "replacement_cost", 0.0),
        lost_customer_costs: choice(
            node,
            "lost_customer_costs",
            &LOST_CUSTOMER_COSTS,
            LostCustomerCosts::LifetimeValue,
        ),
        persisting: persisting(node).filter(|_| in_horizon),
    }
}

/// Customers who are individuals, where their number is given.
fn persisting(node: &Node) -> Option<Persisting> {
    let effect_months = number_or(node, "effect_months", 12.0);
    Some(Persisting {
        at_start: whole(node, "at_start")?,
        memory_months: number_or(node, "memory_months", effect_months * DEFAULT_MEMORY_SHARE),
        margin_per_month: number_or(node, "margin_per_month", 0.0),
        discount_rate_per_year: number_or(node, "discount_rate_per_year", 0.0),
        bands: node.get("bands").map(|bands| Bands {
            angry_from: number_or(bands, "angry_from", 1.0),
            delighted_from: number_or(bands, "delighted_from", 1.0),
        }),
        spend_factor: by_band(node.get("spend_factor"), 1.0),
        needs: node.get("needs").map(|needs| Needs {
            return_after_months: number_or(needs, "return_after_months", 0.0),
            unmet_last_months: number_or(needs, "unmet_last_months", 0.0),
        }),
        refers_per_month: by_band(node.get("refers_per_month"), 0.0),
        word_of_mouth: WordOfMouth {
            people_told_if_angry: number_or(node, "people_told_if_angry", 0.0),
            prospects_lost_per_person_told: number_or(node, "prospects_lost_per_person_told", 0.0),
            told_felt_days: number_or(node, "told_felt_days", WordOfMouth::DEFAULT_FELT_DAYS),
        },
        retention_observed_per_month: number(node, "retention_observed_per_month"),
        felt_in_a_month: 0.0,
    })
}

fn by_band(node: Option<&Node>, default: f64) -> ByBand {
    let of = |band| node.map_or(default, |node| number_or(node, band, default));
    ByBand { angry: of("angry"), neutral: of("neutral"), delighted: of("delighted") }
}

/// How many prospects call, as what, and what it costs.
pub(super) fn prospects(
    book: &Book<'_>,
    customers: Option<&Customers>,
    problems: &mut Problems,
) -> Prospects {
    let none = Prospects::default();
    let Some(node) = book.root.get("prospects") else { return none };
    Prospects {
        advertising_cost_per_prospect: number_or(node, "advertising_cost_per_prospect", 0.0),
        advertising_cost_per_month: number_or(node, "advertising_cost_per_month", 0.0),
        advertising: number_or(node, "advertising", none.advertising),
        contact_type: referred_as(node, book, customers, problems),
        referred_conversion_factor: number_or(
            node,
            "referred_conversion_factor",
            none.referred_conversion_factor,
        ),
    }
}

/// As which type those call who were referred: the one that is given, or the only one that has
/// prospects.
fn referred_as(
    node: &Node,
    book: &Book<'_>,
    customers: Option<&Customers>,
    problems: &mut Problems,
) -> Option<usize> {
    let refer = customers.and_then(|it| it.persisting).is_some_and(|own| own.refer());
    if let Some(given) = node.get("contact_type") {
        let position = book.types.referred(node, "contact_type", problems)?;
        let entry = book.types.at(position);
        if refer && volume(entry.node) <= 0.0 {
            let wanted = "a contact type with a volume, at whose times of day they call";
            problems.add(&given.place, format!("`{}` without volume", entry.name), wanted);
        }
        return Some(position);
    }
    if !refer {
        return None;
    }
    let has_prospects =
        |entry: &&Entry<'_>| number_or(entry.node, "existing_customer_share", 1.0) < 1.0;
    let with: Vec<&Entry<'_>> = book.types.iter().filter(has_prospects).collect();
    if let [only] = with[..] {
        return book.types.position(only.name);
    }
    let refers = book.root.get("customers").and_then(|it| it.get("refers_per_month"))?;
    let have = match with.len() {
        0 => "no type has prospects",
        _ => "several types have prospects",
    };
    let wanted = format!("`contact_type` in `prospects`: as what those call ({have})");
    problems.add(&refers.place, "`refers_per_month` without a type of its prospects", wanted);
    None
}

/// Blocked and balked count as abandoned unless they are given.
fn leaves_because(node: &Node) -> LeavesBecause {
    let p = |key| number_or(node, key, 0.0);
    let abandoned = p("abandoned");
    LeavesBecause {
        abandoned,
        blocked: number_or(node, "blocked", abandoned),
        balked: number_or(node, "balked", abandoned),
        disconnected: p("disconnected"),
        answered_late: p("answered_late"),
        per_minute_waited: p("per_minute_waited"),
        unresolved: p("unresolved"),
        transferred: p("transferred"),
        unwanted_offer: p("unwanted_offer"),
        need_unmet: p("need_unmet"),
        broken_promise: p("broken_promise"),
    }
}

fn stays_because(node: &Node) -> StaysBecause {
    StaysBecause {
        need_met: number_or(node, "need_met", 0.0),
        resolved_at_once: number_or(node, "resolved_at_once", 0.0),
    }
}

/// margin x sum over k = 1..months of (r d)^k, with d = (1 + i)^(-1/12): what a customer's future
/// margins are worth today, if he stays each month with probability r.
fn lifetime_value(margin: f64, retention: f64, discount_rate_per_year: f64, months: u32) -> f64 {
    let discount = math::pow(1.0 + discount_rate_per_year, -1.0 / 12.0);
    let mut kept = 1.0;
    let mut sum = 0.0;
    for _ in 0..months {
        kept *= retention * discount;
        sum += kept;
    }
    margin * sum
}

/// What contacts cost beside labour.
pub(super) fn costs(root: &Node) -> Costs {
    let Some(node) = root.get("costs") else { return Costs::default() };
    Costs {
        per_contact: number_or(node, "per_contact", 0.0),
        per_minute: number_or(node, "per_minute", 0.0),
    }
}

/// The target of a contact type.
pub(super) fn target(book: &Book<'_>, contact_type: &str) -> Target {
    // A contact type that is called like a fixed key cannot have a target.
    let given = book.root.get("targets").filter(|_| !FIXED_TARGET_KEYS.contains(&contact_type));
    let Some(node) = given.and_then(|targets| targets.get(contact_type)) else {
        return Target { service_level: None, within_seconds: DEFAULT_WITHIN_SECONDS };
    };
    Target {
        service_level: number(node, "service_level"),
        within_seconds: number_or(node, "within_seconds", DEFAULT_WITHIN_SECONDS),
    }
}

/// What belongs to all targets; a target for an unknown contact type is a problem.
pub(super) fn targets(book: &Book<'_>, problems: &mut Problems) -> Targets {
    let node = book.root.get("targets");
    for member in node.map_or(&[][..], Node::members) {
        if !FIXED_TARGET_KEYS.contains(&&*member.key) {
            book.types.named(&member.key, &member.place, problems);
        }
    }
    let short = node.and_then(|node| number(node, "short_abandon_seconds"));
    let formula = ServiceLevelFormula::Offered;
    Targets {
        formula: node
            .map_or(formula, |node| choice(node, "service_level_formula", &FORMULAS, formula)),
        short_abandon_seconds: short.unwrap_or(DEFAULT_SHORT_ABANDON_SECONDS),
        max_occupancy: node.and_then(|node| number(node, "max_occupancy")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lifetime_value_is_the_discounted_sum_of_kept_margins() {
        assert!((lifetime_value(9.0, 1.0, 0.0, 36) - 324.0).abs() < 1e-9);
        // A geometric sum by hand: q = 0.99 / 1.08^(1/12), 9 q (1 - q^36) / (1 - q).
        let q = 0.99 * 0.993_607_101_988_294;
        let mut power = 1.0;
        for _ in 0..36 {
            power *= q;
        }
        let by_hand = 9.0 * q * (1.0 - power) / (1.0 - q);
        assert!((lifetime_value(9.0, 0.99, 0.08, 36) - by_hand).abs() < 1e-9);
        assert!(lifetime_value(0.0, 0.99, 0.08, 36).abs() < 1e-12);
    }
}
