//! Whether a scenario is of a size that can be run: what is above a limit is a slip, and said where
//! it stands.

use super::book::Book;
use super::read::Entry;
use crate::base::decimal::counted;
use crate::random::{Law, Sampler};
use crate::scenario::limits::{
    LONGEST_NAME, MOST_AGENTS, MOST_CONTACT_TYPES, MOST_CONTACTS_A_DAY, MOST_CONTACTS_AN_INTERVAL,
    MOST_GROUPS, MOST_MONEY, MOST_PAIRS, ONE_IN_SO_MANY_DELAYS, SHORTEST_DELAY_SECONDS,
};
use crate::scenario::model::{
    AgentGroup, BusynessFactor, ContactType, Contribution, Prospects, Scenario, Staffing,
};
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Node, Place};
use crate::scenario::text::words::amount;

/// Says everything about a scenario that is too large.
pub(super) fn check(scenario: &Scenario, book: &Book<'_>, problems: &mut Problems) {
    names(book, problems);
    counts(scenario, book, problems);
    volumes(scenario, book, problems);
    money(scenario, book, problems);
}

fn names(book: &Book<'_>, problems: &mut Problems) {
    for entry in book.types.iter().chain(book.groups.iter()) {
        if entry.name.chars().nth(LONGEST_NAME).is_some() {
            let wanted = format!("at most {LONGEST_NAME} characters");
            problems.add(&entry.node.place, "a longer name", wanted);
        }
    }
}

fn counts(scenario: &Scenario, book: &Book<'_>, problems: &mut Problems) {
    let (types, groups) = (book.types.len(), book.groups.len());
    let mut at_most = |key: &str, found: usize, what: &str, most: usize| {
        if let Some(node) = book.root.get(key).filter(|_| found > most) {
            problems.add(&node.place, format!("{found} {what}"), format!("at most {most}"));
        }
    };
    at_most("contact_types", types, "contact types", MOST_CONTACT_TYPES);
    at_most("agent_groups", groups, "agent groups", MOST_GROUPS);
    let pairs = "pairs of a contact type and a group";
    at_most("agent_groups", types * groups, pairs, MOST_PAIRS);
    let agents: u64 = scenario.agent_groups.iter().map(largest_head_count).sum();
    if let Some(node) = book.root.get("agent_groups").filter(|_| agents > u64::from(MOST_AGENTS)) {
        let wanted = format!("at most {} in all", counted(MOST_AGENTS as usize, "agent"));
        problems.add(&node.place, counted(agents as usize, "agent"), wanted);
    }
}

fn largest_head_count(group: &AgentGroup) -> u64 {
    match &group.staffing {
        Staffing::Counter { scheduled, .. } => scheduled.iter().copied().max().map_or(0, u64::from),
        Staffing::Shifts(persons) => persons.len() as u64,
    }
}

/// More contacts than any day has, or any interval under busyness, where the largest volume stands.
fn volumes(scenario: &Scenario, book: &Book<'_>, problems: &mut Problems) {
    let types = &scenario.contact_types;
    let largest = types.iter().map(of_a_day).zip(book.types.iter());
    let largest = largest.max_by(|(one, _), (other, _)| one.total_cmp(other));
    let Some(volume) = largest.and_then(|(_, entry)| entry.node.get("volume")) else { return };
    let total: f64 = types.iter().map(of_a_day).sum();
    if total > MOST_CONTACTS_A_DAY {
        let found = format!("{} contacts expected in the day", amount(total.round()));
        problems.add(
            &volume.place,
            found,
            format!("at most {} in all", amount(MOST_CONTACTS_A_DAY)),
        );
        return;
    }
    let in_interval = |interval: usize| -> f64 {
        let one = |own: &ContactType| own.arrivals.expected.get(interval).copied().unwrap_or(0.0);
        types.iter().map(|own| one(own) * mean_square(own, &scenario.busyness).sqrt()).sum()
    };
    let most = (0..scenario.day.intervals).map(in_interval).fold(0.0, f64::max);
    if most > MOST_CONTACTS_AN_INTERVAL {
        let found = format!("{} contacts in one interval, busyness included", amount(most.round()));
        problems.add(
            &volume.place,
            found,
            format!("at most {}", amount(MOST_CONTACTS_AN_INTERVAL)),
        );
    }
}

/// Contacts of a type expected in the day.
pub(super) fn of_a_day(own: &ContactType) -> f64 {
    own.arrivals.expected.iter().sum()
}

/// Of the product of a type's busyness factors, whose means are 1.
fn mean_square(own: &ContactType, factors: &[BusynessFactor]) -> f64 {
    let own_factors = own.busyness.iter().map(|&position| &factors[position]);
    own_factors.map(|by| (1.0 + by.cv * by.cv) * (1.0 + by.interval_cv * by.interval_cv)).product()
}

/// More money than sums are made for, where the price stands.
fn money(scenario: &Scenario, book: &Book<'_>, problems: &mut Problems) {
    for line in lines(scenario, book) {
        refuse_money(line.place, line.what, line.by_volume + line.by_day, "in a day", problems);
    }
}

/// Says when an amount is more than sums are made for.
pub(super) fn refuse_money(
    place: &Place,
    what: &str,
    sum: f64,
    during: &str,
    problems: &mut Problems,
) {
    if sum > MOST_MONEY {
        let found = format!("{what} of {} {during}", amount(sum.round()));
        let wanted = format!("at most {} (in a larger unit of money)", amount(MOST_MONEY));
        problems.add(place, found, wanted);
    }
}

/// Money that a day may come to, and where its price stands.
pub(super) struct Line<'a> {
    pub(super) place: &'a Place,
    pub(super) what: &'static str,
    /// What grows with the volume.
    pub(super) by_volume: f64,
    /// What does not.
    pub(super) by_day: f64,
}

/// Every line of a day that is expected as the file says.
pub(super) fn lines<'a>(scenario: &Scenario, book: &Book<'a>) -> Vec<Line<'a>> {
    let contacts: f64 = scenario.contact_types.iter().map(of_a_day).sum::<f64>().max(1.0);
    let mut lines = Vec::new();
    let mut by_volume = |place: &'a Place, what: &'static str, by_volume: f64| {
        lines.push(Line { place, what, by_volume, by_day: 0.0 });
    };
    for (own, entry) in scenario.contact_types.iter().zip(book.types.iter()) {
        let times = of_a_day(own).max(1.0);
        for (place, each) in gains(own, entry) {
            by_volume(place, "sales", each * times);
        }
    }
    for (own, entry) in scenario.agent_groups.iter().zip(book.groups.iter()) {
        let place = &entry.node.place;
        by_volume(place, "commissions", own.incentive.commission_per_sale * contacts);
    }
    let at = |key: &str| book.root.get(key).map_or(&book.root.place, |node| &node.place);
    let costs = scenario.costs;
    // An hour is longer than most contacts.
    by_volume(at("costs"), "costs", (costs.per_contact + 60.0 * costs.per_minute) * contacts);
    if let Some(customers) = scenario.customers.as_ref().filter(|it| it.persisting.is_none()) {
        let each = customers.lifetime_value.max(customers.replacement_cost);
        by_volume(at("customers"), "customers", each * contacts);
    }
    let Prospects { advertising_cost_per_prospect, advertising, .. } = scenario.prospects;
    let prospects = contacts * advertising;
    by_volume(at("prospects"), "advertising", advertising_cost_per_prospect * prospects);
    let hours = scenario.day.open_seconds() / 3600.0;
    for (own, entry) in scenario.agent_groups.iter().zip(book.groups.iter()) {
        let paid = own.wage_per_hour + own.incentive.bonus_per_hour;
        let by_day = paid * (largest_head_count(own) as f64 * hours);
        let what = "wages and bonuses";
        lines.push(Line { place: &entry.node.place, what, by_volume: 0.0, by_day });
    }
    lines
}

/// What a contact of a type may bring, and where that is said.
fn gains<'a>(own: &ContactType, entry: &Entry<'a>) -> Vec<(&'a Place, f64)> {
    let gain = |revenue: &Law, contribution: Contribution| match contribution {
        Contribution::Share(_) => revenue.mean(),
        Contribution::Amount(amount) => revenue.mean().max(amount),
    };
    let sale = own.sale.as_ref().map(|sale| gain(&sale.revenue, sale.contribution));
    let offer = own.offer.as_ref().map(|offer| gain(&offer.revenue, offer.contribution));
    let all = [("sale", sale), ("offer", offer)].into_iter();
    all.filter_map(|(key, gain)| Some((&entry.node.get(key)?.place, gain?))).collect()
}

/// Says when a delay is so short that customers without a limit of attempts would call again and
/// again at one moment.
pub(super) fn check_delay(
    delay: Option<&Law>,
    at: &Node,
    (lacking, wanted): (&str, &str),
    problems: &mut Problems,
) {
    let Some(delay) = delay else { return };
    if delay.mean() < SHORTEST_DELAY_SECONDS {
        problems.add(&at.place, format!("a mean delay under 1 s{lacking}"), wanted);
    } else if Sampler::new(delay).quantile(1.0 - 1.0 / ONE_IN_SO_MANY_DELAYS)
        < SHORTEST_DELAY_SECONDS
    {
        let found = format!("a delay under 1 s nine times in ten{lacking}");
        problems.add(&at.place, found, wanted);
    }
}
