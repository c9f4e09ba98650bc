//! One replication: the lead-in, then the days of the horizon, each followed by its night.

use super::around::{Around, Told, occur};
use super::calendar::Calendar;
use super::hearing::Both;
use super::life::Life;
use super::pending::{Pending, Waits};
use super::streams::{StreamToday, streams};
use crate::base::{Stop, TypeId};
use crate::customers::{Base, Buyers, ByBand, Experiences, Night, NightCounts};
use crate::engine::Workspace;
use crate::engine::beyond::Pending as Left;
use crate::engine::run_among_days;
use crate::floor::contact::Who;
use crate::measures::DayTally;
use crate::measures::count::DayTotals;
use crate::random::{Key, Purpose, uniform};

/// A calendar day that was played, and the night after it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Played<'a> {
    /// From 1; the n-th day before the first is 2^32 - n.
    pub(crate) day: u32,
    /// What was counted; none of a closed day.
    pub(crate) totals: Option<&'a DayTotals>,
    pub(crate) told: Told,
    /// Nothing where nobody persists, and nothing but what customers remember in the lead-in.
    pub(crate) night: NightCounts,
    /// The customers after the night; none where nobody persists.
    pub(crate) base: Option<&'a Base>,
    /// Contacts that are to come on later days.
    pub(crate) pending: u64,
}

/// What passes from one day to the next: after the lead-in, the state on the morning of day 1.
#[derive(Debug, Default)]
pub(crate) struct Morning {
    /// None where nobody persists.
    base: Option<Base>,
    pending: Pending,
    /// Prospects whom customers have kept away who are still to be missed.
    pool: f64,
}

/// A horizon under way, and the memory that is lent to the next.
pub(crate) struct Replication<'c> {
    calendar: &'c Calendar,
    tallies: Vec<DayTally<'c>>,
    experiences: Option<Experiences<'c>>,
    work: Workspace,
    now: Morning,
    buyers: Buyers,
    /// Of whom somebody wants to know.
    life: Option<Life>,
    lent: Lent,
}

/// Lists of one day.
#[derive(Default)]
struct Lent {
    streams: Vec<StreamToday>,
    waits: Vec<Waits>,
    pending: Vec<(Left, Who)>,
    left: Vec<(Left, Who)>,
    slots: Vec<Who>,
}

impl<'c> Replication<'c> {
    pub(crate) fn new(calendar: &'c Calendar) -> Self {
        let tallies = calendar.models.iter().map(|model| DayTally::new(&model.terms));
        Self {
            calendar,
            tallies: tallies.collect(),
            experiences: calendar.customers.first().map(Experiences::new),
            work: Workspace::default(),
            now: Morning::default(),
            buyers: Buyers::default(),
            life: None,
            lent: Lent::default(),
        }
    }

    /// Listens for one customer from now on.
    pub(crate) fn listen(&mut self, life: Life) {
        self.life = Some(life);
    }

    /// What was heard of him, if anybody listened.
    pub(crate) fn heard(&mut self) -> Option<Life> {
        self.life.take()
    }

    /// Plays the days before the first: what they leave over and what customers remember of them is
    /// the morning of day 1 under every variant. Tells of each; events, or none if it was stopped.
    pub(crate) fn lead_in(
        &mut self,
        key: Key,
        tell: &mut dyn FnMut(&Played<'_>),
        stop: Stop<'_>,
    ) -> Option<u64> {
        self.now.begin(self.calendar, key);
        let mut events = 0;
        for day in 0..self.calendar.lead_in {
            events += self.day(day, key, tell, stop)?;
        }
        Some(events)
    }

    /// How many contacts are to come on later days.
    #[cfg(test)]
    pub(crate) fn pending(&self) -> u64 {
        self.now.pending.number()
    }

    /// The types of those contacts.
    pub(super) fn pending_types(&self) -> impl Iterator<Item = usize> {
        self.now.pending.types().map(TypeId::index)
    }

    /// The morning that the lead-in ended with.
    pub(crate) fn morning(&self) -> &Morning {
        &self.now
    }

    /// Begins on the morning that the lead-in of the base ended with.
    pub(crate) fn begin_on(&mut self, morning: &Morning, base: &Calendar) {
        self.now.pending.clone_for(&morning.pending, |contact_type| {
            let name = base.name_of(contact_type);
            self.calendar.type_named(name)
        });
        self.now.pool = morning.pool;
        match (&mut self.now.base, &morning.base) {
            (Some(own), Some(other)) => own.clone_from(other),
            (own, other) => own.clone_from(other),
        }
    }

    /// Plays the days of the horizon from the morning that it stands on, and tells of each; events,
    /// or none if it was stopped.
    pub(crate) fn play(
        &mut self,
        key: Key,
        tell: &mut dyn FnMut(&Played<'_>),
        stop: Stop<'_>,
    ) -> Option<u64> {
        let mut events = 0;
        for day in self.calendar.lead_in..self.calendar.days.len() {
            events += self.day(day, key, tell, stop)?;
        }
        Some(events)
    }

    fn day(
        &mut self,
        day: usize,
        key: Key,
        tell: &mut dyn FnMut(&Played<'_>),
        stop: Stop<'_>,
    ) -> Option<u64> {
        let (events, told) = self.open(day, key, stop)?;
        let number = self.calendar.number(day);
        let mut night = NightCounts::default();
        let own = &self.calendar.days[day];
        if let (Some(base), Some(heard)) = (&mut self.now.base, &mut self.experiences) {
            if day < self.calendar.lead_in {
                night = base.night_of_lead_in(heard);
            } else {
                let after = Night { day: number, calendar_days: own.calendar_days };
                night = base.night(after, heard, &mut self.buyers);
                self.now.pending.hand_over(&self.buyers);
            }
        }
        if let (Some(life), Some(base)) = (&mut self.life, &self.now.base) {
            life.night(base);
        }
        let prospects = &self.calendar.kinds[own.terms].prospects;
        prospects.tell(night.became_angry, &mut self.now.pool);
        let totals = own.open.as_ref().map(|open| self.tallies[open.model].totals());
        tell(&Played {
            day: number,
            totals,
            told,
            night,
            base: self.now.base.as_ref(),
            pending: self.now.pending.number(),
        });
        Some(events)
    }

    /// A day begins, open or closed, for those who persist and whoever hears of them.
    fn dawn(&mut self, day: usize) {
        if let Some(life) = &mut self.life {
            life.begin(day);
        }
        if let Some(heard) = &mut self.experiences {
            let terms = &self.calendar.customers[self.calendar.days[day].terms];
            heard.begin(terms);
            if let Some(base) = &mut self.now.base {
                base.morning(terms);
            }
        }
    }

    /// Opens on a day, unless it is closed. Events, and what the day was told.
    fn open(&mut self, day: usize, key: Key, stop: Stop<'_>) -> Option<(u64, Told)> {
        let calendar = self.calendar;
        self.dawn(day);
        let Some(played) = &calendar.days[day].open else { return Some((0, Told::default())) };
        if stop() {
            return None;
        }
        let number = calendar.number(day);
        let Lent { streams: today, waits, pending, left, slots } = &mut self.lent;
        let base = self.now.base.as_ref();
        let kind = &calendar.kinds[played.model];
        let prospects = kind.prospects.today(
            (calendar.days[day].since_open, calendar.days[day].calendar_days),
            played.volume,
            base.map_or_else(ByBand::default, Base::bands),
            &mut self.now.pool,
        );
        streams(today, calendar, (played, number), base, &prospects, key);
        self.now.pending.take(day, waits);
        let moment = |wait: &Waits| {
            let contact = &wait.left.contact;
            let share = uniform(key, contact.address, Purpose::TimeOfDay);
            kind.profile.moment(contact.contact_type.index(), share)
        };
        let not_made_pending = occur(waits, moment, base, pending);
        left.clear();
        slots.clear();
        let prospects_lost = prospects.lost;
        let mut around = Around {
            number,
            base,
            streams: today,
            prospects: prospects.factor,
            referred_conversion: kind.prospects.referred_conversion,
            pending,
            left,
            slots,
            counts: Told { not_made_pending, prospects_lost, ..Told::default() },
        };
        let (model, tally) = (&calendar.models[played.model], &mut self.tallies[played.model]);
        tally.clear();
        let events = if let (Some(heard), Some(life)) = (&mut self.experiences, &mut self.life) {
            let mut both = Both(heard, life);
            let observers = (&mut Both(tally, &mut both), &mut around);
            run_among_days(model, &mut self.work, key, observers, stop)
        } else if let Some(heard) = &mut self.experiences {
            let observers = (&mut Both(tally, heard), &mut around);
            run_among_days(model, &mut self.work, key, observers, stop)
        } else {
            let observers = (&mut Both(tally, &mut ()), &mut around);
            run_among_days(model, &mut self.work, key, observers, stop)
        }?;
        let advertising = around.counts.prospects * kind.prospects.cost_of_each;
        let counts = Told { advertising, ..around.counts };
        for &left in &self.lent.left {
            self.now.pending.leave(left, (day, calendar.opens), |day| calendar.is_open(day));
        }
        Some((events, counts))
    }
}

impl Morning {
    /// The first morning of all: customers without memory, and nothing pending.
    fn begin(&mut self, calendar: &Calendar, key: Key) {
        self.pending.clear();
        self.pool = 0.0;
        let Some(terms) = calendar.customers.first() else { return };
        match &mut self.base {
            Some(base) => base.begin(terms.at_start, key),
            None => self.base = Some(Base::new(terms.at_start, key)),
        }
    }
}
