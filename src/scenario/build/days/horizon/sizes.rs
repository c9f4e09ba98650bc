//! Whether a horizon is of a size that can be run: contacts, customers, streams, money.

use crate::base::math;
use crate::scenario::build::book::Book;
use crate::scenario::build::sizes::{lines, of_a_day, refuse_money};
use crate::scenario::limits::{
    MOST_CONTACT_SECONDS, MOST_CONTACTS_A_DAY, MOST_CONTACTS_OF_A_HORIZON, MOST_CUSTOMERS,
    MOST_STREAMS,
};
use crate::scenario::model::{
    AgentGroup, CalendarDay, ContactType, Horizon, Offer, Persisting, Prospects, Scenario,
};
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Node, Place};
use crate::scenario::text::words::amount;

/// The first block of customers who are won has this part of those at the start, as has the next;
/// each of the others is twice the one before.
const FIRST_BLOCK: u32 = 8;

/// Says everything about a horizon that is too large. `dated` are the trees of its `dated` days.
pub(crate) fn check(scenario: &Scenario, root: &Node, dated: &[Node], problems: &mut Problems) {
    let (Some(horizon), Some(node)) = (&scenario.horizon, root.get("horizon")) else { return };
    let kinds = kinds(scenario, horizon, root, dated);
    contacts(&kinds, node, problems);
    money(scenario, horizon, &kinds, root, problems);
    if let Some(persisting) = scenario.customers.as_ref().and_then(|it| it.persisting) {
        customers(persisting, &kinds, horizon, root, problems);
    }
}

/// What a day is, and how often it comes.
struct Kind<'a> {
    scenario: &'a Scenario,
    tree: &'a Node,
    /// Of the horizon, without its lead-in: open days, and the sum of their factors on volumes.
    days: f64,
    factors: f64,
    /// The sum of all factors, those of the lead-in included.
    all_factors: f64,
    largest_factor: f64,
}

fn kinds<'a>(
    scenario: &'a Scenario,
    horizon: &'a Horizon,
    root: &'a Node,
    dated: &'a [Node],
) -> Vec<Kind<'a>> {
    let trees = std::iter::once(root).chain(dated);
    let scenarios = std::iter::once(scenario).chain(&horizon.dated);
    let kind = |(scenario, tree)| Kind {
        scenario,
        tree,
        days: 0.0,
        factors: 0.0,
        all_factors: 0.0,
        largest_factor: 0.0,
    };
    let mut kinds: Vec<Kind<'a>> = scenarios.zip(trees).map(kind).collect();
    let mut note = |day: &CalendarDay, counts: f64| {
        let Some(open) = &day.open else { return };
        let kind = &mut kinds[day.dated.map_or(0, |position| position + 1)];
        kind.days += counts;
        kind.factors += counts * open.volume_factor;
        kind.all_factors += open.volume_factor;
        kind.largest_factor = kind.largest_factor.max(open.volume_factor);
    };
    horizon.lead_in.iter().for_each(|day| note(day, 0.0));
    horizon.days.iter().for_each(|day| note(day, 1.0));
    kinds
}

/// Contacts of all types expected in a day as the file says, with the prospects of advertising.
fn volume(scenario: &Scenario) -> f64 {
    let all: f64 = scenario.contact_types.iter().map(of_a_day).sum();
    let prospects: f64 = scenario.contact_types.iter().map(prospects_of_a_day).sum();
    all + prospects * (scenario.prospects.advertising - 1.0).max(0.0)
}

fn prospects_of_a_day(own: &ContactType) -> f64 {
    of_a_day(own) * (1.0 - own.existing_customer_share)
}

fn contacts(kinds: &[Kind<'_>], horizon: &Node, problems: &mut Problems) {
    let all: f64 = kinds.iter().map(|kind| volume(kind.scenario) * kind.all_factors).sum();
    let seconds = kinds.iter().map(|kind| kind.scenario.day.open_seconds()).fold(0.0, f64::max);
    if all > MOST_CONTACTS_OF_A_HORIZON || all * seconds > MOST_CONTACT_SECONDS {
        let most = MOST_CONTACTS_OF_A_HORIZON.min(MOST_CONTACT_SECONDS / seconds.max(1.0));
        let found = format!("{} contacts expected, lead-in included", amount(all.round()));
        let wanted = format!("at most {} here: a shorter horizon", amount(most.floor()));
        problems.add(&horizon.place, found, wanted);
    }
    for kind in kinds {
        let (busiest, most) = (volume(kind.scenario) * kind.largest_factor, MOST_CONTACTS_A_DAY);
        if busiest > most {
            let found = format!("{} contacts expected on the busiest day", amount(busiest.round()));
            problems.add(&horizon.place, found, format!("at most {} in all", amount(most)));
        }
    }
}

fn money(
    scenario: &Scenario,
    horizon: &Horizon,
    kinds: &[Kind<'_>],
    root: &Node,
    problems: &mut Problems,
) {
    let mut sums: Vec<(Place, &'static str, f64)> = Vec::new();
    let mut add = |place: &Place, what: &'static str, sum: f64| match sums
        .iter_mut()
        .find(|(known, of, _)| known == place && *of == what)
    {
        Some((.., known)) => *known += sum,
        None => sums.push((place.clone(), what, sum)),
    };
    for kind in kinds {
        let book = Book::of(kind.tree, &mut Problems::default());
        for line in lines(kind.scenario, &book) {
            add(line.place, line.what, line.by_volume * kind.factors + line.by_day * kind.days);
        }
    }
    let months = horizon.months.len() as f64;
    let at = |key: &str| root.get(key).map_or(&root.place, |node| &node.place);
    let Prospects { advertising_cost_per_month, advertising, .. } = scenario.prospects;
    add(at("prospects"), "advertising", advertising_cost_per_month * advertising * months);
    if let Some(customers) = &scenario.customers
        && let Some(persisting) = customers.persisting
    {
        let ever = ever(persisting, kinds, horizon);
        let margin = persisting.margin_per_month * persisting.spend_factor.largest();
        add(at("customers"), "margin", (margin + added_margin(kinds)) * months * ever);
        add(at("customers"), "worth at the end", customers.lifetime_value * ever);
    }
    if let Some(changes) = root.get("horizon").and_then(|node| node.get("changes")) {
        let costs = horizon.costs.iter().map(|(_, costs)| costs).sum();
        add(&changes.place, "costs of changes", costs);
    }
    for (place, what, sum) in sums {
        refuse_money(&place, what, sum, "over the horizon", problems);
    }
}

/// The most that one purchase adds to a customer's margin a month.
fn added_margin(kinds: &[Kind<'_>]) -> f64 {
    let of_type = |own: &ContactType| {
        let sale = own.sale.as_ref().map_or(0.0, |sale| sale.adds_margin_per_month);
        sale.max(own.offer.as_ref().map_or(0.0, |offer| offer.adds_margin_per_month))
    };
    let types = kinds.iter().flat_map(|kind| &kind.scenario.contact_types);
    types.map(of_type).fold(0.0, f64::max)
}

/// Customers at the start, as many as the file lets prospects buy, and those whom all of these
/// refer at most.
fn ever(persisting: Persisting, kinds: &[Kind<'_>], horizon: &Horizon) -> f64 {
    let of_kind = |kind: &Kind<'_>| -> f64 {
        let scenario = kind.scenario;
        let bought = |own: &ContactType| prospects_of_a_day(own) * buys(own, scenario);
        let all = scenario.contact_types.iter().map(bought).sum::<f64>();
        all * kind.factors * scenario.prospects.advertising
    };
    let own = f64::from(persisting.at_start) + kinds.iter().map(of_kind).sum::<f64>();
    let refers = persisting.refers_per_month.largest();
    let bought = kinds.iter().map(|kind| referred_buys(kind.scenario)).fold(0.0, f64::max);
    own * math::pow(1.0 + refers * bought, horizon.months.len() as f64)
}

/// The largest probability that an answered contact of a referred prospect buys.
fn referred_buys(scenario: &Scenario) -> f64 {
    let Prospects { contact_type, referred_conversion_factor, .. } = scenario.prospects;
    let own = contact_type.map(|position| &scenario.contact_types[position]);
    own.map_or(0.0, |own| (buys(own, scenario) * referred_conversion_factor).min(1.0))
}

/// The largest probability that an answered contact buys.
fn buys(own: &ContactType, scenario: &Scenario) -> f64 {
    let closes = |group: &AgentGroup| {
        let of_skill = group.skills.iter().map(|skill| skill.conversion_factor);
        group.incentive.conversion_factor * of_skill.fold(1.0, f64::max)
    };
    let factor = scenario.agent_groups.iter().map(closes).fold(1.0, f64::max);
    let sold = own.sale.as_ref().map_or(0.0, |sale| sale.conversion_probability);
    let accepts = |offer: &Offer| offer.acceptance_with_need.max(offer.acceptance_without_need);
    let accepted = own.offer.as_ref().map_or(0.0, accepts);
    ((sold + accepted) * factor).min(1.0)
}

fn customers(
    persisting: Persisting,
    kinds: &[Kind<'_>],
    horizon: &Horizon,
    root: &Node,
    problems: &mut Problems,
) {
    let at_start = root.get("customers").and_then(|customers| customers.get("at_start"));
    let Some(at_start) = at_start else { return };
    let ever = ever(persisting, kinds, horizon);
    if ever > MOST_CUSTOMERS {
        let found = format!("{} customers, with those who may be won", amount(ever.round()));
        problems.add(&at_start.place, found, format!("at most {}", amount(MOST_CUSTOMERS)));
        return;
    }
    let types = &kinds[0].scenario.contact_types;
    let coming = (0..types.len()).filter(|&position| {
        kinds.iter().any(|kind| of_a_day(&kind.scenario.contact_types[position]) > 0.0)
    });
    let each = 1 + blocks(persisting.at_start, ever);
    let streams = coming.count() * each + of_prospects(persisting, kinds);
    if streams > MOST_STREAMS {
        let found = format!(
            "{streams} streams of contacts: {each} for each type, since customers who are won come \
             in blocks of an eighth of those at the start, then of twice as many each"
        );
        let wanted = format!("at most {MOST_STREAMS}: more customers at the start, or fewer types");
        problems.add(&at_start.place, found, wanted);
    }
}

/// Streams of prospects beside those of the file: of more advertising, and of referrals.
fn of_prospects(persisting: Persisting, kinds: &[Kind<'_>]) -> usize {
    let with_prospects = |kind: &Kind<'_>| {
        let types = kind.scenario.contact_types.iter();
        types.filter(|own| prospects_of_a_day(own) > 0.0).count()
    };
    let advertised = kinds.iter().filter(|kind| kind.scenario.prospects.advertising > 1.0);
    let supplements = advertised.map(with_prospects).max();
    supplements.unwrap_or(0) + usize::from(persisting.refer())
}

/// Blocks of customers who are won, with one to spare, since how many are is random.
fn blocks(at_start: u32, ever: f64) -> usize {
    let first = f64::from(at_start.div_ceil(FIRST_BLOCK));
    let (mut blocks, mut room, mut next) = (2, 2.0 * first, 2.0 * first);
    while room < ever - f64::from(at_start) {
        room += next;
        next *= 2.0;
        blocks += 1;
    }
    blocks + 1
}
