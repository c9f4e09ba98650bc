//! What a replication of a scenario is: a day, the batches of a steady state, or a horizon.

use crate::base::Stop;
use crate::engine::{Model, Workspace, run_unless_stopped};
use crate::horizon::{Calendar, Months, PastMonths, Replication};
use crate::measures::Tally;
use crate::measures::count::DayTotals;
use crate::random::Key;
use crate::scenario::Scenario;

/// A scenario made ready to be played.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "there is one for each design")]
pub(crate) enum Simulated {
    /// A day, or the batches of a steady state.
    Alone(Model),
    /// Days joined.
    Joined(Calendar),
}

impl Simulated {
    pub(crate) fn new(scenario: &Scenario) -> Self {
        Calendar::new(scenario).map_or_else(|| Self::Alone(Model::new(scenario)), Self::Joined)
    }
}

/// Designs that are played on the same customers, and whose past they have in common.
#[derive(Clone, Copy)]
pub(crate) struct Designs<'m> {
    all: &'m [Simulated],
    /// Whose lead-in is that of all.
    base: Option<&'m Simulated>,
}

impl<'m> Designs<'m> {
    /// The base first.
    pub(crate) fn of(all: &'m [Simulated]) -> Self {
        Self { all, base: all.first() }
    }

    /// Of any order, beside the base.
    pub(crate) fn beside(base: &'m Simulated, all: &'m [Simulated]) -> Self {
        Self { all, base: Some(base) }
    }
}

/// What plays them on one thread, one after the other, and the memory that replications are lent.
pub(crate) struct Players<'m> {
    workspace: Workspace,
    lead_in: Option<LeadIn<'m>>,
    each: Vec<Player<'m>>,
}

/// The past that all designs of a horizon have in common.
struct LeadIn<'m> {
    calendar: &'m Calendar,
    past: Replication<'m>,
    months: PastMonths<'m>,
}

impl<'m> LeadIn<'m> {
    fn new(calendar: &'m Calendar) -> Self {
        let (past, months) = (Replication::new(calendar), PastMonths::new(calendar));
        Self { calendar, past, months }
    }

    fn play(&mut self, key: Key, stop: Stop<'_>) -> Option<u64> {
        self.months.clear();
        self.past.lead_in(key, &mut |played| self.months.tell(played), stop)
    }
}

#[expect(clippy::large_enum_variant, reason = "there is one for each design and thread")]
enum Player<'m> {
    Alone(&'m Model, Tally<'m>),
    Joined(Box<(Replication<'m>, Months<'m>)>),
}

impl<'m> Players<'m> {
    pub(crate) fn new(designs: Designs<'m>) -> Self {
        let player = |one: &'m Simulated| match one {
            Simulated::Alone(model) => Player::Alone(model, Tally::new(&model.terms)),
            Simulated::Joined(calendar) => {
                Player::Joined(Box::new((Replication::new(calendar), Months::new(calendar))))
            }
        };
        let lead_in = match designs.base {
            Some(Simulated::Joined(calendar)) => Some(LeadIn::new(calendar)),
            Some(Simulated::Alone(_)) | None => None,
        };
        let each = designs.all.iter().map(player).collect();
        Self { workspace: Workspace::default(), lead_in, each }
    }

    /// Plays one replication of all of them; events, or none if it was given up.
    pub(crate) fn play(&mut self, (seed, replication): (u64, u64), stop: Stop<'_>) -> Option<u64> {
        let key = Key::new(seed, replication);
        let mut events = 0;
        if let Some(lead_in) = &mut self.lead_in {
            events += lead_in.play(key, stop)?;
        }
        for player in &mut self.each {
            events += match player {
                Player::Alone(model, tally) => {
                    tally.clear();
                    let work = &mut self.workspace;
                    match tally {
                        Tally::Day(tally) => {
                            run_unless_stopped(model, work, seed, replication, tally, stop)
                        }
                        Tally::Batches(tally) => {
                            run_unless_stopped(model, work, seed, replication, tally, stop)
                        }
                    }
                }
                Player::Joined(joined) => {
                    let (horizon, months) = &mut **joined;
                    let lead_in = self.lead_in.as_ref();
                    let LeadIn { calendar, past, months: before } =
                        lead_in.expect("horizons are played beside one");
                    horizon.begin_on(past.morning(), calendar);
                    months.begin(before.counts());
                    months.play(horizon, key, stop)
                }
            }?;
        }
        Some(events)
    }

    /// The observations that the replication left, of each design: its day or horizon, or its
    /// batches in their order.
    pub(crate) fn periods(&self) -> Vec<&[DayTotals]> {
        self.each.iter().map(Player::periods).collect()
    }
}

impl Player<'_> {
    fn periods(&self) -> &[DayTotals] {
        match self {
            Self::Alone(_, tally) => tally.periods(),
            Self::Joined(joined) => std::slice::from_ref(joined.1.totals()),
        }
    }
}
