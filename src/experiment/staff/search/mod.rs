//! The search: heads are added where they help what is missed until all targets are met
//! (`grow`), then taken away as long as some mix of one head fewer meets them (`shrink`).
//!
//! Pools that share nothing are searched side by side, and so are intervals of the day: a head
//! more or less in one interval is felt there and in its neighbours, hardly further; so only
//! intervals that lie apart are changed at once, and each is judged by the targets of its own
//! neighbourhood. What was taken away is held against all targets in the end, and what that missed
//! is added again. Targets of the whole day are felt by all intervals, and then one interval of a
//! pool is changed at a time.

mod grow;
mod shrink;
mod state;

use std::collections::BTreeSet;

use super::heads::Heads;
use super::pools::Spot;
use grow::Grown;

pub(super) use state::{Progress, Search};

/// Times that heads are taken away before what that missed is added for good.
const MOST_TURNS: usize = 2;

/// How a search ended.
#[derive(Clone, Debug)]
pub(super) enum Ended {
    Found,
    /// Nothing was found that meets all targets; with these heads nobody waits, and a target that
    /// no head more could help is missed all the same.
    CannotBeMet(Heads),
    /// Nothing was found that meets all targets, which proves nothing.
    NoneFound,
    Stopped,
}

impl Search<'_> {
    /// Searches from some heads.
    pub(super) fn run(&mut self, from: Heads) -> Ended {
        match self.search(from) {
            Ok(()) => Ended::Found,
            Err(ended) => ended,
        }
    }

    fn search(&mut self, from: Heads) -> Result<(), Ended> {
        self.take_over(from)?;
        self.unsettled = self.spots().collect();
        self.nearest.clear();
        let mut steps: Vec<u32> = (0..self.pools.len()).map(|pool| self.first_step(pool)).collect();
        for _ in 0..MOST_TURNS {
            self.shrink(&steps).ok_or(Ended::Stopped)?;
            // Neighbours lowered together may miss what none missed alone, and further away.
            let best = self.best.clone().expect("a search shrinks what it has found");
            self.take_over(best.clone())?;
            self.unsettled = self.changed(&best);
            steps.fill(1);
            if self.unsettled.is_empty() {
                break;
            }
        }
        Ok(())
    }

    /// Takes over heads to which what was missed has been added.
    fn take_over(&mut self, from: Heads) -> Result<(), Ended> {
        match self.grow(from) {
            Some(Grown::Met(heads)) => {
                self.best = Some(heads);
                Ok(())
            }
            Some(Grown::CannotBeMet(flood)) => Err(Ended::CannotBeMet(flood)),
            Some(Grown::NoneFound) => Err(Ended::NoneFound),
            None => Err(Ended::Stopped),
        }
    }

    /// Spots near which the best differs from other heads.
    fn changed(&self, from: &Heads) -> BTreeSet<Spot> {
        let best = self.best.as_ref().expect("a search shrinks what it has found");
        let differs = |spot: &Spot| self.of(best, *spot) != self.of(from, *spot);
        self.spots().filter(differs).flat_map(|spot| self.near(spot)).collect()
    }
}
