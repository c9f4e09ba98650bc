//! The search: heads are added where they help what is missed until all targets are met
//! ([`super::grow`]), then taken away as long as some mix of one head fewer meets them.
//!
//! Pools that share nothing are searched side by side, and so are intervals of the day: a head
//! more or less in one interval is felt there and in its neighbours, hardly further; so only
//! intervals that lie apart are changed at once, and each is judged by the targets of its own
//! neighbourhood. What was taken away is held against all targets in the end, and what that missed
//! is added again. Targets of the whole day are felt by all intervals, and then one interval of a
//! pool is changed at a time.

use std::collections::{BTreeMap, BTreeSet};

use super::grow::Grown;
use super::heads::{Column, Form, Heads};
use super::pools::{Pool, Spot};
use super::target::{Miss, Target, Verdict};
use super::trial::{CLEAR_ERRORS, Look, Misses, Trial};
use crate::experiment::Watch;

/// Steps start with about this part of a column's heads.
const FIRST_STEP: u32 = 24;
/// Times that heads are taken away before what that missed is added for good.
const MOST_TURNS: usize = 2;

/// A search over the mixes of a form.
pub(super) struct Search<'a> {
    pub(super) trial: Trial<'a>,
    pub(super) targets: &'a [Target],
    pub(super) form: Form,
    pub(super) pools: Vec<Pool>,
    pub(super) progress: Progress<'a>,
    /// Erlang's heads.
    pub(super) start: Heads,
    /// Where something near has changed since it was last looked at.
    pub(super) unsettled: BTreeSet<Spot>,
    /// The best that meets all targets.
    pub(super) best: Option<Heads>,
    /// What lacks least, and how much, while nothing meets all targets.
    pub(super) closest: Option<(f64, Heads)>,
    /// Of each spot: the mix of lower cost that came nearest to the targets since it was last
    /// changed.
    pub(super) nearest: BTreeMap<Spot, (Miss, Column)>,
}

/// Tells the watch how far the search is: there is no telling when it ends, so what is shown are
/// candidates tried of as many as such searches usually try.
pub(super) struct Progress<'a> {
    pub(super) watch: &'a dyn Watch,
    pub(super) stage: &'a str,
    pub(super) usual: u64,
}

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

/// Between how many groups heads are exchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exchange {
    Two,
    Three,
}

/// A spot on its way to a lower cost.
struct Lowered {
    spot: Spot,
    heads: Column,
    miss: Miss,
    /// The cost must stay below this.
    budget: u64,
}

/// Mixes to choose from, and where.
pub(super) type Options = Vec<(Spot, Vec<Column>)>;

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

    /// The best so far: what meets all targets, else what lacks least, else where it started.
    pub(super) fn reached(&self) -> Heads {
        let closest = || self.closest.as_ref().map(|(_, heads)| heads.clone());
        self.best.clone().or_else(closest).unwrap_or_else(|| self.start.clone())
    }

    pub(super) fn spots(&self) -> impl Iterator<Item = Spot> + use<> {
        let (pools, columns) = (self.pools.len(), self.start.columns.len());
        (0..pools).flat_map(move |pool| (0..columns).map(move |column| Spot { pool, column }))
    }

    pub(super) fn of(&self, heads: &Heads, spot: Spot) -> Column {
        self.pools[spot.pool].of(heads, spot.column)
    }

    pub(super) fn put(&self, mix: &[u32], heads: &mut Heads, spot: Spot) {
        self.pools[spot.pool].put(mix, heads, spot.column);
    }

    /// Spots near which the best differs from other heads.
    fn changed(&self, from: &Heads) -> BTreeSet<Spot> {
        let best = self.best.as_ref().expect("a search shrinks what it has found");
        let differs = |spot: &Spot| self.of(best, *spot) != self.of(from, *spot);
        self.spots().filter(differs).flat_map(|spot| self.near(spot)).collect()
    }

    /// Spots of the same pool that a change may move, and which may move it.
    fn near(&self, spot: Spot) -> impl Iterator<Item = Spot> + use<> {
        let last = self.start.columns.len() - 1;
        let reach = self.pools[spot.pool].reach;
        let (first, end) = (spot.column.saturating_sub(reach), spot.column + reach);
        (first..=end.min(last)).map(move |column| Spot { column, ..spot })
    }

    /// Heads that are taken away at once in a pool to begin with.
    fn first_step(&self, pool: usize) -> u32 {
        let best = self.best.as_ref().expect("a search shrinks what it has found");
        let own = self.spots().filter(|spot| spot.pool == pool);
        let largest = own.map(|spot| self.of(best, spot).iter().sum::<u32>()).max();
        (largest.unwrap_or(0) / FIRST_STEP).max(1).next_power_of_two()
    }

    /// Takes heads away while that leaves all targets met; each pool joins in at its first step.
    fn shrink(&mut self, first: &[u32]) -> Option<()> {
        let mut step = first.iter().copied().max().unwrap_or(1);
        loop {
            if step > 1 {
                self.unsettled = self.spots().collect();
            }
            let mut lowered = false;
            for mut class in self.classes(step, first)? {
                // Elsewhere another look would find the same.
                class.retain(|spot| self.unsettled.remove(spot));
                if !class.is_empty() {
                    lowered |= self.lower(&class, step)?;
                }
            }
            match (lowered, step) {
                (true, _) => {}
                (false, 1) => return Some(()),
                (false, _) => {
                    step /= 2;
                    self.unsettled = self.spots().collect();
                }
            }
        }
    }

    /// Spots that may be changed at once, turn by turn. Where a target of the whole day is felt by
    /// all columns of a pool, one of it at a time, first where it does least harm.
    fn classes(&mut self, step: u32, first: &[u32]) -> Option<Vec<Vec<Spot>>> {
        let columns = self.start.columns.len();
        let is_cut = |pool: &Pool| {
            columns == 1 || pool.targets.iter().all(|&at| self.targets[at].interval.is_some())
        };
        let mut classes: Vec<Vec<Spot>> = Vec::new();
        let mut put = |turn: usize, spot: Spot| {
            classes.resize_with(classes.len().max(turn + 1), Vec::new);
            classes[turn].push(spot);
        };
        for pool in (0..self.pools.len()).filter(|&pool| first[pool] >= step) {
            if is_cut(&self.pools[pool]) {
                let apart = self.pools[pool].apart();
                let spots = (0..columns).map(|column| Spot { pool, column });
                spots.for_each(|spot| put(spot.column % apart, spot));
            } else {
                let spots = self.by_harm(pool, step)?;
                spots.into_iter().enumerate().for_each(|(turn, spot)| put(turn, spot));
            }
        }
        Some(classes)
    }

    /// The unsettled spots of a pool, first where heads fewer do least harm.
    fn by_harm(&mut self, pool: usize, step: u32) -> Option<Vec<Spot>> {
        let best = self.best.clone().expect("a search shrinks what it has found");
        let of_pool = self.unsettled.iter().copied().filter(|spot| spot.pool == pool);
        let mut harms = Vec::new();
        for spot in of_pool.collect::<Vec<_>>() {
            let options = vec![(spot, self.cheaper(spot, &self.of(&best, spot), step))];
            let chosen = self.nearest_of(&best, &options, Look::First)?.pop().flatten();
            harms.extend(chosen.map(|(miss, _)| (miss.by, spot)));
        }
        harms.sort_by(|(a, one), (b, other)| a.total_cmp(b).then(one.cmp(other)));
        Some(harms.into_iter().map(|(_, spot)| spot).collect())
    }

    /// Lowers the cost of each spot of a class, if a mix of lower cost meets the targets.
    fn lower(&mut self, class: &[Spot], step: u32) -> Option<bool> {
        self.tell();
        let best = self.best.clone().expect("a search shrinks what it has found");
        let cheaper = |&spot: &Spot| (spot, self.cheaper(spot, &self.of(&best, spot), step));
        let options: Options = class.iter().map(cheaper).collect();
        let chosen = self.nearest_of(&best, &options, Look::First)?;
        let mut lowered: Vec<Lowered> = class
            .iter()
            .zip(chosen)
            .filter_map(|(&spot, chosen)| {
                let (miss, heads) = chosen?;
                let budget = self.pools[spot.pool].cost(&self.of(&best, spot));
                Some(Lowered { spot, heads, miss, budget })
            })
            .collect();
        let largest = lowered.iter().map(|it| it.heads.iter().sum::<u32>()).max().unwrap_or(0);
        let first = self.form.first_exchange(largest).max(step).next_power_of_two();
        self.mix(&best, &mut lowered, first, Look::First)?;
        self.keep_what_meets(&best, lowered)
    }

    /// Moves heads between the groups of lowered spots while that brings them nearer to their
    /// targets, first many at a time, then single ones.
    fn mix(&mut self, best: &Heads, lowered: &mut [Lowered], first: u32, look: Look) -> Option<()> {
        let mut moved = first;
        let mut kind = Exchange::Two;
        loop {
            let current = self.with_all(best, lowered);
            let active: Vec<usize> = (0..lowered.len())
                .filter(|&at| !lowered[at].miss.may_be_none(-CLEAR_ERRORS))
                .collect();
            let options: Options = active
                .iter()
                .map(|&at| (lowered[at].spot, self.within(&lowered[at], moved, kind)))
                .collect();
            let chosen = self.nearest_of(&current, &options, look)?;
            let mut improved = false;
            for (&at, chosen) in active.iter().zip(chosen) {
                let Some((miss, heads)) = chosen else { continue };
                if miss.smooth < lowered[at].miss.smooth {
                    lowered[at].miss = miss;
                    lowered[at].heads = heads;
                    improved = true;
                }
            }
            match (improved, kind, moved) {
                (true, _, _) => kind = Exchange::Two,
                (false, Exchange::Two, _) => kind = Exchange::Three,
                (false, Exchange::Three, 1) => return Some(()),
                (false, Exchange::Three, _) => (kind, moved) = (Exchange::Two, moved / 2),
            }
        }
    }

    /// Takes over the lowered spots that meet their targets on a long look.
    fn keep_what_meets(&mut self, best: &Heads, lowered: Vec<Lowered>) -> Option<bool> {
        let (mut hopeful, hopeless): (Vec<_>, Vec<_>) =
            lowered.into_iter().partition(|it| it.miss.may_be_none(CLEAR_ERRORS));
        for it in &hopeless {
            self.remember(it.spot, it.miss, &it.heads);
        }
        if hopeful.is_empty() {
            return Some(false);
        }
        let misses = self.trial.misses(&self.with_all(best, &hopeful), Look::Long)?;
        // Neighbours that are put back have a head more, which harms nobody.
        for it in &mut hopeful {
            let near = it.miss.error;
            it.miss = self.around(&misses, it.spot);
            // A first look may have balanced contact types a little wrongly.
            if (0.0..near).contains(&it.miss.by) && best.columns.len() == 1 {
                self.mix(best, std::slice::from_mut(it), 1, Look::Long)?;
            }
        }
        let (met, missed): (Vec<_>, Vec<_>) = hopeful.into_iter().partition(|it| it.miss.by <= 0.0);
        for it in &missed {
            self.remember(it.spot, it.miss, &it.heads);
        }
        for it in &met {
            self.nearest.remove(&it.spot);
            let near = self.near(it.spot);
            self.unsettled.extend(near);
        }
        self.best = Some(self.with_all(best, &met));
        Some(!met.is_empty())
    }

    fn remember(&mut self, spot: Spot, miss: Miss, heads: &[u32]) {
        if self.nearest.get(&spot).is_none_or(|(known, _)| miss.by < known.by) {
            self.nearest.insert(spot, (miss, heads.to_vec()));
        }
    }

    /// Of each column of the only pool, the mix of lower cost that came nearest to the targets.
    pub(super) fn cheaper_columns(&self) -> Vec<Option<Column>> {
        let known = |column| self.nearest.get(&Spot { pool: 0, column });
        let columns = 0..self.start.columns.len();
        columns.map(|column| known(column).map(|(_, heads)| heads.clone())).collect()
    }

    /// The heads of lower cost than the best that come nearest to the targets.
    pub(super) fn nearest_below(&self) -> Option<Heads> {
        let nearest = self.nearest.iter().min_by(|(_, (a, _)), (_, (b, _))| a.by.total_cmp(&b.by));
        let (spot, (_, mix)) = nearest?;
        let mut heads = self.best.clone()?;
        self.put(mix, &mut heads, *spot);
        Some(heads)
    }

    /// The option of each spot that comes nearest to the targets of its neighbourhood.
    fn nearest_of(
        &mut self,
        from: &Heads,
        options: &Options,
        look: Look,
    ) -> Option<Vec<Option<(Miss, Column)>>> {
        self.best_of(from, options, look, |search, misses, at| search.around(misses, options[at].0))
    }

    /// The option of each spot that is best by a miss of its own: the first options of all spots
    /// are tried together, then the second ones, and so on.
    pub(super) fn best_of(
        &mut self,
        from: &Heads,
        options: &Options,
        look: Look,
        own: impl Fn(&Self, &Misses, usize) -> Miss,
    ) -> Option<Vec<Option<(Miss, Column)>>> {
        let mut best: Vec<Option<(Miss, Column)>> = vec![None; options.len()];
        let most = options.iter().map(|(_, mixes)| mixes.len()).max().unwrap_or(0);
        for number in 0..most {
            let mut together = from.clone();
            for (spot, mixes) in options {
                if let Some(mix) = mixes.get(number) {
                    self.put(mix, &mut together, *spot);
                }
            }
            let misses = self.trial.misses(&together, look)?;
            for (at, (_, mixes)) in options.iter().enumerate() {
                let Some(mix) = mixes.get(number) else { continue };
                let miss = own(self, &misses, at);
                if best[at].as_ref().is_none_or(|(known, _)| miss.smooth < known.smooth) {
                    best[at] = Some((miss, mix.clone()));
                }
            }
        }
        Some(best)
    }

    /// Mixes of lower cost than this one, so many heads away, and everything in one group.
    fn cheaper(&self, spot: Spot, column: &[u32], step: u32) -> Vec<Column> {
        let pool = &self.pools[spot.pool];
        let cost = pool.cost(column);
        let mut mixes = self.form.fewer(column, step);
        mixes.extend(self.form.swaps(column, step));
        if pool.prices_differ() {
            mixes.extend(pool.traded(column, step, cost));
            mixes.extend((0..column.len()).map(|at| pool.all_in(at, cost)));
        } else {
            mixes.extend(self.form.gathered(column, step));
        }
        mixes.retain(|mix| pool.cost(mix) < cost);
        mixes
    }

    /// Mixes near a lowered one that cost less than what it comes from.
    fn within(&self, lowered: &Lowered, step: u32, kind: Exchange) -> Vec<Column> {
        let pool = &self.pools[lowered.spot.pool];
        let mut mixes = match kind {
            Exchange::Two => self.form.swaps(&lowered.heads, step),
            Exchange::Three => self.form.triple_swaps(&lowered.heads, step),
        };
        if kind == Exchange::Two {
            mixes.extend(self.form.more(&lowered.heads, step));
            if pool.prices_differ() {
                mixes.extend(pool.traded(&lowered.heads, step, lowered.budget));
            }
        }
        mixes.retain(|mix| pool.cost(mix) < lowered.budget);
        mixes
    }

    /// The heads with those of some lowered spots.
    fn with_all(&self, best: &Heads, lowered: &[Lowered]) -> Heads {
        let mut together = best.clone();
        for it in lowered {
            self.put(&it.heads, &mut together, it.spot);
        }
        together
    }

    /// The cost of all columns; none costs more than anything.
    pub(super) fn whole_cost(&self, heads: Option<&Heads>) -> u64 {
        let cost = |heads| {
            let of = |spot: Spot| self.pools[spot.pool].cost(&self.of(heads, spot));
            self.spots().map(of).sum()
        };
        heads.map_or(u64::MAX, cost)
    }

    /// The column that a target is about; none for the day's where heads change.
    pub(super) fn column_of(&self, target: usize) -> Option<usize> {
        let is_one = self.start.columns.len() == 1;
        if is_one { Some(0) } else { self.targets[target].interval }
    }

    /// The worst miss of the targets of its pool that a change of a spot may move.
    fn around(&self, misses: &Misses, spot: Spot) -> Miss {
        let pool = &self.pools[spot.pool];
        let felt = spot.column.saturating_sub(1)..=spot.column + pool.reach;
        let those = pool
            .targets
            .iter()
            .filter(|&&at| self.column_of(at).is_none_or(|it| felt.contains(&it)));
        Miss::worst(those.map(|&at| misses.0[at]))
    }

    /// A mix of as many heads, one exchanged, that meets all targets on the judging replications,
    /// where heads are the same all day and there is one.
    pub(super) fn exchanged(&mut self, heads: &Heads, surely: bool) -> Option<Heads> {
        if heads.columns.len() > 1 {
            return None;
        }
        let enough = |verdict| match verdict {
            Verdict::Met | Verdict::NothingToMeet => true,
            Verdict::MetOnEstimate => !surely,
            Verdict::Missed => false,
        };
        for spot in self.spots() {
            for mix in self.form.swaps(&self.of(heads, spot), 1) {
                let mut exchanged = heads.clone();
                self.put(&mix, &mut exchanged, spot);
                let found = self.trial.judged(&exchanged)?;
                if self.targets.iter().zip(&found).all(|(it, found)| enough(it.verdict(found))) {
                    return Some(exchanged);
                }
            }
        }
        None
    }

    pub(super) fn tell(&self) {
        let done = (self.trial.candidates() as u64).min(self.progress.usual);
        self.progress.watch.progress(self.progress.stage, done, self.progress.usual);
    }
}
