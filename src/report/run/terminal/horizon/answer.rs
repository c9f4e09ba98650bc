//! The answer of a horizon: what it earns and whom it keeps, who is ahead when, and what its first
//! month alone would have got wrong.

use super::leads;
use super::prose::{self, Words, count_against, money, money_against, percent};
use super::{has_lead_in, measure};
use crate::experiment::run::outcome::VariantOutcome;
use crate::measures::estimate::{IntervalSummary, Measured, Summary, find};
use crate::measures::horizon::overtaking::Overtaking;
use crate::report::form::figure::{Cell, Sense, cell, is_clear};
use crate::report::form::words::period::{Observed, each};
use crate::report::form::words::scenario::{has_money, money as in_currency};
use crate::report::run::terminal::answer::race::Race;
use crate::report::run::terminal::answer::{choice, verdict};
use crate::report::{Kind, Report};
use crate::scenario::Scenario;
use crate::scenario::model::Customers;

const NO_MEMORY: &str = "Customers begin without memory, as no running centre's do: what is \
                         remembered builds up within the horizon, and no design is said to win. \
                         With `horizon.lead_in_months` there is an answer.";

/// The sentences of the answer.
pub(crate) fn sentences(report: &Report) -> Vec<String> {
    let base = report.base();
    match report.kind {
        Kind::Run => run(base),
        Kind::Compare if begins_without_memory(base) => vec![NO_MEMORY.to_owned()],
        Kind::Compare if !report.outcome.variants.iter().any(has_money) => {
            choice::sentences(report)
        }
        Kind::Compare => compare(report),
    }
}

fn begins_without_memory(base: &VariantOutcome) -> bool {
    let customers = base.scenario.customers.as_ref();
    !has_lead_in(&base.scenario) && customers.is_some_and(Customers::remember)
}

/// The variant of which the answer tells: that which earns most of those that one can choose, or
/// else the first.
pub(crate) fn told_of(report: &Report) -> Option<usize> {
    let race = Race::of(report);
    let others = race.choices.iter().copied().filter(|&at| at > 0);
    let earned = |at: usize| {
        let own = measure(&report.outcome.variants[at].summary, "money.net_value");
        own.and_then(|it| it.estimate.mean).unwrap_or(f64::NEG_INFINITY)
    };
    let best = others.reduce(|best, at| if earned(at) > earned(best) { at } else { best });
    best.or((report.outcome.variants.len() > 1).then_some(1))
}

fn compare(report: &Report) -> Vec<String> {
    let race = Race::of(report);
    let mut said = Vec::new();
    if race.choices.len() > 2 {
        said.extend(ranking(&race));
    }
    said.extend(told_of(report).map(|at| story(report, at)).unwrap_or_default());
    said.extend(told_of(report).and_then(|at| choice::turns_round(&race, at)));
    if race.choices.len() > 3 {
        said.push("The best of several looks a little better than it is.".to_owned());
    }
    said.extend(choice::what_if(&race));
    said
}

fn ranking(race: &Race<'_>) -> Option<String> {
    let highest = race.highest()?;
    let rivals = race.rivals(highest);
    let (best, near) = (race.named(&[highest]), race.named(&rivals));
    Some(match (highest, rivals.is_empty()) {
        (0, true) => "No variant earns more than the base.".to_owned(),
        (0, false) => {
            format!("No variant surely earns more than the base; {near} cannot be told apart.")
        }
        (_, true) => format!("Most is earned by {best}."),
        (_, false) => format!("Most is earned by {best}, from which {near} cannot be told apart."),
    })
}

/// One variant beside the base.
fn story(report: &Report, position: usize) -> Vec<String> {
    let outcome = &report.outcome;
    let variant = &outcome.variants[position];
    let Some((_, difference)) = outcome.differences.get(position - 1) else { return Vec::new() };
    let mut said = Vec::new();
    said.extend(earned(variant, difference));
    let overtaking = outcome.overtaking.iter().find(|(name, _)| *name == variant.name);
    said.extend(overtaking.map(|(_, own)| ahead(own)));
    said.extend(overtaking.and_then(|(_, own)| cost(report.base(), variant, own)));
    said.extend(kept(variant, difference));
    if has_lead_in(&report.base().scenario) {
        said.extend(first_and_last(difference));
    }
    said
}

/// "Its changes cost EUR 50.0 k: earned back by the end of month 7 [5, 7]."; nothing where they
/// cost no more than the base's.
fn cost(base: &VariantOutcome, variant: &VariantOutcome, own: &Overtaking) -> Option<String> {
    let amount = changes_cost(variant) - changes_cost(base);
    let back = leads::earned_back(&own.cumulative.leads, own.cumulative.months.len());
    let told = in_currency(&variant.scenario.currency, &prose::amount(amount));
    (amount > 0.0).then(|| format!("Its changes cost {told}: {back}."))
}

/// What the changes of a design cost of themselves, undiscounted.
fn changes_cost(design: &VariantOutcome) -> f64 {
    let horizon = design.scenario.horizon.iter();
    horizon.flat_map(|own| &own.costs).map(|&(_, amount)| amount).sum()
}

/// "Over 24 months “blended” earns EUR 11.00 M (±0.01), 867 k less than the base (±6 k)."
fn earned(variant: &VariantOutcome, difference: &Summary) -> Option<String> {
    let own = measure(&variant.summary, "money.net_value")?;
    let less = measure(difference, "money.net_value")?;
    let (observed, scenario) = (Observed::of(difference), &variant.scenario);
    let words = Words {
        more: "more than the base",
        less: "less than the base",
        alike: "not clearly more or less than the base",
        same: "as much as the base",
    };
    let against = money_against(less, observed, words);
    let amount = in_money(own, variant, observed).with("");
    Some(format!("{} “{}” earns {amount}, {against}.", over(scenario), variant.name))
}

/// "Over 24 months".
fn over(scenario: &Scenario) -> String {
    let told = each(scenario);
    told.get(..1).map_or(String::new(), str::to_uppercase) + told.get(1..).unwrap_or_default()
}

fn in_money(own: &Measured, variant: &VariantOutcome, observed: Observed) -> Cell {
    let told = money(&own.estimate, observed);
    Cell { value: in_currency(&variant.scenario.currency, &told.value), ..told }
}

fn ahead(own: &Overtaking) -> String {
    let months = own.cumulative.months.len();
    let cumulative = leads::told(&own.cumulative.leads, months).map_or_else(
        || "It is not clearly ahead or behind after any month".to_owned(),
        |told| format!("It is {told}"),
    );
    let alone = leads::told(&own.monthly.leads, months).map_or_else(
        || "no single month is clearly better or worse".to_owned(),
        |told| format!("its single months are {told}"),
    );
    format!("{cumulative}; {alone}.")
}

/// "It loses 1,762 fewer customers (±14) and wins 2,245 fewer (±13): 44,742 are there at the end,
/// 483 fewer than in the base (±17), ..."
fn kept(variant: &VariantOutcome, difference: &Summary) -> Option<String> {
    let observed = Observed::of(difference);
    let against = |key: &str, words| {
        measure(difference, key).map(|it| (it, count_against(it, observed, words)))
    };
    let (_, lost) = against("customers.lost.all", MORE_CUSTOMERS)?;
    let (_, won) = against("customers.acquired.all", MORE)?;
    let (at_end, there) = against("customers.at_end", MORE_THAN_IN_BASE)?;
    let own = measure(&variant.summary, "customers.at_end")?;
    let number = cell(own, Sense::Level, observed).value;
    let worth = worth(variant, difference, at_end).unwrap_or_default();
    Some(format!("It loses {lost} and wins {won}: {number} are there at the end, {there}{worth}."))
}

const MORE: Words<'_> =
    Words { more: "more", less: "fewer", alike: "about as many", same: "as many" };
const MORE_CUSTOMERS: Words<'_> = Words {
    more: "more customers",
    less: "fewer customers",
    alike: "about as many customers",
    same: "as many customers",
};
const MORE_THAN_IN_BASE: Words<'_> = Words {
    more: "more than in the base",
    less: "fewer than in the base",
    alike: "not clearly more or fewer than in the base",
    same: "as many as in the base",
};

/// ", but fewer of them still remember a grievance: together they are worth EUR 23 k less (±4 k)".
fn worth(variant: &VariantOutcome, difference: &Summary, at_end: &Measured) -> Option<String> {
    let less = measure(difference, "money.worth_at_end")?;
    let own = measure(&variant.summary, "money.worth_at_end")?;
    if own.estimate.mean.is_none_or(|mean| mean <= 0.0) {
        return None;
    }
    let words = Words { more: "more", less: "less", alike: "about as much", same: "as much" };
    let told = money_against(less, Observed::of(difference), words);
    let told = if is_clear(&less.estimate) {
        in_currency(&variant.scenario.currency, &told)
    } else {
        told
    };
    let to_be_lost = measure(difference, "customers.still_to_be_lost")?;
    let remember = is_clear(&to_be_lost.estimate).then(|| {
        let is_more = to_be_lost.estimate.mean > Some(0.0);
        let are_more = is_clear(&at_end.estimate) && at_end.estimate.mean > Some(0.0);
        let are_fewer = is_clear(&at_end.estimate) && !are_more;
        // More customers and more grievance, or fewer of both, are for and against.
        let joined = if (is_more && are_more) || (!is_more && are_fewer) { "but" } else { "and" };
        let word = if is_more { "more" } else { "fewer" };
        format!(", {joined} {word} of them still remember a grievance")
    });
    let remember = remember.unwrap_or_default();
    Some(format!("{remember}: together they are worth {told}"))
}

/// "Its first month was 14 k better than the base's (±1 k), its last 47 k worse (±2 k)."
fn first_and_last(difference: &Summary) -> Option<String> {
    let (first, last) = ends(&difference.intervals)?;
    let observed = Observed::of(difference);
    let words = Words {
        more: "better than the base's",
        less: "worse than the base's",
        alike: "not clearly better or worse than the base's",
        same: "the same as the base's",
    };
    let of_last = Words {
        more: "better",
        less: "worse",
        alike: "not clearly better or worse",
        same: "the same",
    };
    Some(format!(
        "Its first month was {}, its last {}.",
        money_against(first, observed, words),
        money_against(last, observed, of_last)
    ))
}

/// Net value of the first month and of the last, where there are several.
fn ends(months: &[IntervalSummary]) -> Option<(&Measured, &Measured)> {
    let [first, .., last] = months else { return None };
    let net_value = |month: &'_ IntervalSummary| find(&month.horizon, "money.net_value").is_some();
    (net_value(first) && net_value(last)).then_some(())?;
    Some((find(&first.horizon, "money.net_value")?, find(&last.horizon, "money.net_value")?))
}

/// One design alone.
fn run(variant: &VariantOutcome) -> Vec<String> {
    let mut said = verdict::sentences(variant);
    let observed = Observed::of(&variant.summary);
    if let Some(own) = measure(&variant.summary, "money.net_value").filter(|_| has_money(variant)) {
        let amount = in_money(own, variant, observed).with("");
        said.push(format!("{} it earns {amount}.", over(&variant.scenario)));
    }
    said.extend(customers(variant, observed));
    if has_lead_in(&variant.scenario)
        && has_money(variant)
        && let Some((first, last)) = ends(&variant.summary.intervals)
    {
        let told = |own| in_money(own, variant, observed).with("");
        said.push(format!("Its first month earned {}, its last {}.", told(first), told(last)));
    }
    if begins_without_memory(variant) {
        said.push(NO_MEMORY.split_once(": ").map_or(NO_MEMORY, |it| it.0).to_owned() + ".");
    }
    said
}

/// "Of 40,000 customers at the start and 16,264 won since (±38) 11,039 left (±30), 53 % of them
/// because of contacts: 45,225 are there at the end (±31), worth EUR 11.62 M (±0.01)."
fn customers(variant: &VariantOutcome, observed: Observed) -> Option<String> {
    let summary = &variant.summary;
    let told = |key: &str, words: &str| {
        measure(summary, key).map(|it| cell(it, Sense::Level, observed).with(words))
    };
    let mean = |key: &str| measure(summary, key).and_then(|it| it.estimate.mean);
    let at_start = measure(summary, "customers.at_start")?;
    let at_start = cell(at_start, Sense::Level, observed).value;
    let won = told("customers.acquired.all", "won since")?;
    let lost = told("customers.lost.all", "left")?;
    let there = told("customers.at_end", "are there at the end")?;
    let because = match (mean("customers.lost.contacts"), mean("customers.lost.all")) {
        (Some(contacts), Some(all)) if all > 0.0 => {
            format!(", {} of them because of contacts", percent(contacts / all, 0))
        }
        _ => String::new(),
    };
    let worth = measure(summary, "money.worth_at_end").filter(|it| it.estimate.mean > Some(0.0));
    let worth = worth.map_or(String::new(), |it| {
        format!(", worth {}", in_money(it, variant, observed).with(""))
    });
    Some(format!("Of {at_start} customers at the start and {won} {lost}{because}: {there}{worth}."))
}
