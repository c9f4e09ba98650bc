//! A scenario with a horizon made ready: a model for each kind of open day, and every date's own.

use super::profile::Profile;
use super::prospects::ProspectTerms;
use super::terms::terms as terms_of_months;
use crate::base::{Date, Micros, TypeId};
use crate::customers;
use crate::economics::memory::hazard_each_month;
use crate::economics::money::millionths;
use crate::engine::Model;
use crate::measures::horizon::fold::HorizonTerms;
use crate::random::Owner;
use crate::scenario::Scenario;
use crate::scenario::model::{ByBand, CalendarDay};

/// The calendar days of a horizon, its lead-in before them.
#[derive(Debug)]
pub(crate) struct Calendar {
    /// The scenario's own, then those of dates with rows of their own.
    pub(super) models: Vec<Model>,
    /// Of each model.
    pub(super) kinds: Vec<Kind>,
    pub(super) types: Vec<OfType>,
    /// Of each model; none where nobody persists.
    pub(super) customers: Vec<customers::Terms>,
    /// The lead-in, then the horizon.
    pub(super) days: Vec<DayOf>,
    /// How many of them are the lead-in.
    pub(super) lead_in: usize,
    /// When days open, since midnight.
    pub(super) opens: Micros,
    /// How days are added up.
    pub(super) fold: HorizonTerms,
}

/// Of a contact type.
#[derive(Debug)]
pub(super) struct OfType {
    name: String,
    pub(super) owner: Owner,
    /// Of those who call of their own where there are more than the file's.
    pub(super) supplement: Owner,
    /// Of those whom customers send.
    pub(super) referred: Owner,
    /// Owners of the streams of blocks 1, 2, ...
    blocks: Vec<Owner>,
}

/// What is known of a kind of open day beside its model.
#[derive(Debug)]
pub(super) struct Kind {
    pub(super) profile: Profile,
    /// By contact type: share of its fresh contacts that are customers'.
    pub(super) customer_shares: Vec<f64>,
    pub(super) prospects: ProspectTerms,
}

/// A calendar day.
#[derive(Debug)]
pub(super) struct DayOf {
    pub(super) date: Date,
    /// Its reporting month; of the lead-in, counted from its own first.
    pub(super) month: usize,
    /// Days of its calendar month.
    pub(super) calendar_days: u32,
    /// Days since the last open one, or since the day before the first of all.
    pub(super) since_open: u32,
    /// Position of the model on whose terms customers are, closed or not.
    pub(super) terms: usize,
    /// None: closed.
    pub(super) open: Option<PlayedOn>,
}

/// What an open day is played with.
#[derive(Debug)]
pub(super) struct PlayedOn {
    pub(super) model: usize,
    /// On every expected number of fresh contacts.
    pub(super) volume: f64,
}

/// Blocks double: more than these do not fit a number of customers.
const MOST_BLOCKS: u32 = 24;

impl OfType {
    /// Whose numbers the contacts of a later block are drawn from.
    pub(super) fn owner_of_block(&self, block: u32) -> Owner {
        let known = self.blocks.get(block as usize - 1).copied();
        known.unwrap_or_else(|| owner_of_block(&self.name, block))
    }
}

fn owner_of_block(name: &str, block: u32) -> Owner {
    owner_of_stream(name, &format!("block {block}"))
}

/// Who draws for a stream that is not the type's own.
fn owner_of_stream(name: &str, stream: &str) -> Owner {
    Owner::named(&format!("{name}\u{1f}{stream}"))
}

impl Calendar {
    /// Of a scenario with a horizon; none without one.
    pub(crate) fn new(scenario: &Scenario) -> Option<Self> {
        let horizon = scenario.horizon.as_deref()?;
        let scenarios = || std::iter::once(scenario).chain(&horizon.dated);
        let customers: Vec<_> = scenarios().filter_map(terms).collect();
        let model = |scenario: &Scenario| {
            let mut model = Model::new(scenario);
            if !customers.is_empty() {
                // Who is an individual leaves as one, not as an expected number.
                model.terms.retention = None;
            }
            model
        };
        let days = horizon.lead_in.iter().chain(&horizon.days).map(day_of);
        let types = scenario.contact_types.iter().map(|own| OfType {
            name: own.name.clone(),
            owner: Owner::named(&own.name),
            supplement: owner_of_stream(&own.name, "supplement"),
            referred: owner_of_stream(&own.name, "referred"),
            blocks: (1..=MOST_BLOCKS).map(|block| owner_of_block(&own.name, block)).collect(),
        });
        let models: Vec<Model> = scenarios().map(model).collect();
        Some(Self {
            fold: terms_of_months(scenario, horizon, &models[0].terms.types),
            models,
            kinds: scenarios().map(Kind::of).collect(),
            types: types.collect(),
            days: with_time_since_open(days),
            lead_in: horizon.lead_in.len(),
            opens: Micros::from_whole_seconds(u64::from(scenario.day.opens_minute) * 60),
            customers,
        })
    }

    /// Whether a place of the calendar is an open day, or after the last.
    pub(super) fn is_open(&self, day: usize) -> bool {
        self.days.get(day).is_none_or(|day| day.open.is_some())
    }

    pub(super) fn name_of(&self, contact_type: TypeId) -> &str {
        &self.types[contact_type.index()].name
    }

    pub(super) fn type_named(&self, name: &str) -> Option<TypeId> {
        self.types.iter().position(|own| own.name == name).map(TypeId::at)
    }

    /// The place of a day by its number.
    pub(super) fn place(&self, number: u32) -> usize {
        // Days before the first count backwards from 2^32.
        let from_first = i64::from(number.cast_signed());
        let place = self.lead_in as i64 + if from_first > 0 { from_first - 1 } else { from_first };
        usize::try_from(place).expect("the calendar has the day")
    }

    /// Whether a day is the last of its month in the horizon, or in the lead-in.
    pub(super) fn ends_month(&self, place: usize) -> bool {
        let next = place + 1;
        let is_same = |next: &DayOf| next.month == self.days[place].month;
        next == self.lead_in || !self.days.get(next).is_some_and(is_same)
    }

    /// The number of a day: 1 for the first of the horizon.
    pub(super) fn number(&self, day: usize) -> u32 {
        // 0 is nobody's number: the day before the first is 2^32 - 1.
        let from_first = day as i64 - self.lead_in as i64;
        if from_first >= 0 { from_first as u32 + 1 } else { from_first as u32 }
    }
}

fn day_of(day: &CalendarDay) -> DayOf {
    let model = day.dated.map_or(0, |dated| dated + 1);
    let open = day.open.as_ref();
    DayOf {
        date: day.date,
        month: day.month,
        calendar_days: day.date.days_in_month(),
        since_open: 0,
        terms: model,
        open: open.map(|open| PlayedOn { model, volume: open.volume_factor }),
    }
}

/// All days in a row, each with the number of days since the last open one.
fn with_time_since_open(days: impl Iterator<Item = DayOf>) -> Vec<DayOf> {
    let mut since_open = 0;
    days.map(|day| {
        since_open += 1;
        let day = DayOf { since_open, ..day };
        if day.open.is_some() {
            since_open = 0;
        }
        day
    })
    .collect()
}

impl Kind {
    fn of(scenario: &Scenario) -> Self {
        let types = scenario.contact_types.iter();
        Self {
            profile: Profile::of(scenario),
            customer_shares: types.map(|own| own.existing_customer_share).collect(),
            prospects: ProspectTerms::of(scenario),
        }
    }
}

fn by_band(given: ByBand) -> customers::ByBand<f64> {
    let ByBand { angry, neutral, delighted } = given;
    customers::ByBand { angry, neutral, delighted }
}

/// What customers need to know, where they are individuals.
fn terms(scenario: &Scenario) -> Option<customers::Terms> {
    let given = scenario.customers.as_ref()?;
    let persisting = given.persisting?;
    let types = scenario.contact_types.iter().map(|own| customers::TypeTerms {
        within: Micros::from_seconds(own.target.within_seconds),
        recovers_share: own.recovers_share,
        wait_is_felt: own.wait_is_felt,
        sale_adds_margin: own.sale.as_ref().map_or(0, |it| millionths(it.adds_margin_per_month)),
        offer_adds_margin: own.offer.as_ref().map_or(0, |it| millionths(it.adds_margin_per_month)),
    });
    Some(customers::Terms {
        at_start: persisting.at_start,
        retention: crate::engine::retention(given),
        hazard_per_month: hazard_each_month(given.retention_per_month, persisting.felt_in_a_month),
        memory_months: persisting.memory_months,
        bands: persisting.bands.map_or(customers::Bands::NONE, |given| {
            customers::Bands::new(given.angry_from, given.delighted_from)
        }),
        needs: persisting.needs.map(|given| customers::NeedTerms {
            return_after_months: given.return_after_months,
            unmet_last_months: given.unmet_last_months,
        }),
        margin_per_month: by_band(persisting.spend_factor)
            .map(|factor| factor * persisting.margin_per_month),
        types: types.collect(),
    })
}
