//! Taking away: heads fewer as long as some mix of lower cost meets the targets, first many at once,
//! then single ones.

use super::state::{Options, Search};
use crate::experiment::staff::heads::{Column, Heads};
use crate::experiment::staff::pools::{Pool, Spot};
use crate::experiment::staff::target::Miss;
use crate::experiment::staff::trial::{CLEAR_ERRORS, Look, Misses};

/// Steps start with about this part of a column's heads.
const FIRST_STEP: u32 = 24;

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

impl Search<'_> {
    /// Heads that are taken away at once in a pool to begin with.
    pub(super) fn first_step(&self, pool: usize) -> u32 {
        let best = self.best.as_ref().expect("a search shrinks what it has found");
        let own = self.spots().filter(|spot| spot.pool == pool);
        let largest = own.map(|spot| self.of(best, spot).iter().sum::<u32>()).max();
        (largest.unwrap_or(0) / FIRST_STEP).max(1).next_power_of_two()
    }

    /// Takes heads away while that leaves all targets met; each pool joins in at its first step.
    pub(super) fn shrink(&mut self, first: &[u32]) -> Option<()> {
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

    /// The option of each spot that comes nearest to the targets of its neighbourhood.
    fn nearest_of(
        &mut self,
        from: &Heads,
        options: &Options,
        look: Look,
    ) -> Option<Vec<Option<(Miss, Column)>>> {
        self.best_of(from, options, look, |search, misses, at| search.around(misses, options[at].0))
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
}
