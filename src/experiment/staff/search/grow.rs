//! Adding: a head goes where a simulated trial shows that it helps what is missed.
//!
//! What counts in a trial are the missed targets alone: what is met already gets no better by
//! anybody's help. Tried are heads in the interval itself, in each group of the pool; where they
//! hardly help, in the interval before, whose backlog may be what is felt; and then heads fewer
//! and exchanges, since a target may want more work for each. Only where nothing helps is more
//! tried at once, up to so many heads that nobody waits.

use std::collections::BTreeMap;

use super::state::{Options, Search};
use crate::experiment::staff::heads::{Column, Heads};
use crate::experiment::staff::pools::{Pool, Spot};
use crate::experiment::staff::target::Miss;
use crate::experiment::staff::trial::{CLEAR_ERRORS, Look, Misses};

/// What helps takes away this part of a miss, and as much as can be told from noise: a tenth of a
/// percentage point.
const HELPS: f64 = 0.05;
const NOTICED: f64 = 1e-3;
/// What takes away less than this part is doubled.
const HARDLY: f64 = 0.25;
/// Times that heads are added.
const MOST_ROUNDS: usize = 100;

/// How adding ended.
pub(super) enum Grown {
    /// All targets are met.
    Met(Heads),
    /// With these heads nobody waits, and a target that waits alone decide is missed.
    CannotBeMet(Heads),
    NoneFound,
}

/// A spot, and the targets that are missed there.
struct Short {
    spot: Spot,
    targets: Vec<usize>,
    /// The worst miss.
    by: f64,
}

/// Where heads are tried.
#[derive(Clone, Copy, Debug)]
enum Way {
    More,
    MoreBefore,
    /// Heads fewer, or exchanged.
    Other,
}

impl Search<'_> {
    /// Adds heads until all targets are met.
    pub(super) fn grow(&mut self, from: Heads) -> Option<Grown> {
        let mut heads = from;
        let mut steps = BTreeMap::new();
        for _ in 0..MOST_ROUNDS {
            let missed = self.missed(&heads)?;
            if missed.is_empty() {
                return Some(Grown::Met(heads));
            }
            let short = self.short(&missed, &heads);
            if !self.help(&mut heads, short, &mut steps)? {
                break;
            }
        }
        self.flooded(heads)
    }

    /// Targets that are missed, and how they are: on a first look where that leaves no doubt of
    /// one, else on a long one.
    fn missed(&mut self, heads: &Heads) -> Option<Vec<(usize, Miss)>> {
        self.tell();
        let first = self.trial.misses(heads, Look::First)?;
        let missed = those(&first, |miss| !miss.may_be_none(CLEAR_ERRORS));
        self.note(heads, &first);
        if !missed.is_empty() {
            return Some(missed);
        }
        let long = self.trial.misses(heads, Look::Long)?;
        self.note(heads, &long);
        Some(those(&long, |miss| miss.by > 0.0))
    }

    /// Keeps what lacks least, for a search that is stopped.
    fn note(&mut self, heads: &Heads, misses: &Misses) {
        let lack: f64 = misses.0.iter().map(|miss| miss.by.max(0.0)).sum();
        if self.closest.as_ref().is_none_or(|(least, _)| lack < *least) {
            self.closest = Some((lack, heads.clone()));
        }
    }

    /// Spots that must change: those with a target missed. Where only the day's is missed, the
    /// quarter of the columns that has fewest heads for what it started with.
    fn short(&self, missed: &[(usize, Miss)], heads: &Heads) -> Vec<Short> {
        let mut short: BTreeMap<Spot, (Vec<usize>, f64)> = BTreeMap::new();
        for pool in 0..self.pools.len() {
            let is_own = |(at, _): &&(usize, Miss)| self.pools[pool].targets.contains(at);
            let own = || missed.iter().filter(is_own);
            let is_cut = own().any(|(at, _)| self.column_of(*at).is_some());
            for (at, miss) in own() {
                let columns = match self.column_of(*at) {
                    Some(column) => vec![column],
                    None if is_cut => Vec::new(),
                    None => self.leanest(pool, heads),
                };
                for column in columns {
                    let (targets, by) = short.entry(Spot { pool, column }).or_default();
                    targets.push(*at);
                    *by = by.max(miss.by);
                }
            }
        }
        short.into_iter().map(|(spot, (targets, by))| Short { spot, targets, by }).collect()
    }

    /// The quarter of a pool's columns that has fewest heads for what it started with.
    fn leanest(&self, pool: usize, heads: &Heads) -> Vec<usize> {
        let mut columns: Vec<usize> = (0..heads.columns.len()).collect();
        let of = |heads: &Heads, column| {
            f64::from(self.of(heads, Spot { pool, column }).iter().sum::<u32>())
        };
        let ratio = |at: usize| of(heads, at) / of(&self.start, at).max(1.0);
        columns.sort_by(|&a, &b| ratio(a).total_cmp(&ratio(b)).then(a.cmp(&b)));
        columns.truncate(heads.columns.len().div_ceil(4));
        columns
    }

    /// Gives each short spot what helps it, spots that lie apart at once. Where nothing does, more
    /// is tried the next time; says whether there is a next time.
    fn help(
        &mut self,
        heads: &mut Heads,
        short: Vec<Short>,
        steps: &mut BTreeMap<Spot, u32>,
    ) -> Option<bool> {
        let may_take = |it: &Short| {
            steps.get(&it.spot).copied().unwrap_or(1) <= self.pools[it.spot.pool].flood
        };
        let short: Vec<Short> = short.into_iter().filter(may_take).collect();
        if short.is_empty() {
            return Some(false);
        }
        let mut classes: Vec<Vec<Short>> = Vec::new();
        for it in short {
            let turn = it.spot.column % self.pools[it.spot.pool].apart();
            classes.resize_with(classes.len().max(turn + 1), Vec::new);
            classes[turn].push(it);
        }
        for mut left in classes {
            for way in [Way::More, Way::MoreBefore, Way::Other] {
                if !left.is_empty() {
                    left = self.try_way(heads, left, way, steps)?;
                }
            }
            for it in left {
                *steps.entry(it.spot).or_insert(1) *= 2;
            }
        }
        Some(true)
    }

    /// Takes what helps in one way; gives back where nothing did.
    fn try_way(
        &mut self,
        heads: &mut Heads,
        short: Vec<Short>,
        way: Way,
        steps: &mut BTreeMap<Spot, u32>,
    ) -> Option<Vec<Short>> {
        let step = |it: &Short| steps.get(&it.spot).copied().unwrap_or(1);
        let options: Options = short.iter().map(|it| self.ways(heads, it, way, step(it))).collect();
        let before = self.trial.misses(heads, Look::First)?;
        let of = |misses: &Misses, at: usize| {
            Miss::worst(short[at].targets.iter().map(|&it| misses.0[it]))
        };
        let before: Vec<Miss> = (0..short.len()).map(|at| of(&before, at)).collect();
        let chosen = self.best_of(heads, &options, Look::First, |_, misses, at| of(misses, at))?;
        let mut left = Vec::new();
        let each = short.into_iter().zip(options).zip(chosen).zip(before);
        for (((it, (spot, _)), chosen), before) in each {
            let helping = chosen.map(|(miss, mix)| (before.smooth - miss.smooth, mix));
            let helps = |gain: f64| gain >= (HELPS * it.by).max(NOTICED);
            match helping.filter(|(gain, _)| helps(*gain)) {
                None => left.push(it),
                Some((gain, mix)) => {
                    self.put(&mix, heads, spot);
                    if gain < HARDLY * it.by {
                        *steps.entry(it.spot).or_insert(1) *= 2;
                    }
                }
            }
        }
        Some(left)
    }

    /// What is tried for a spot, and where.
    fn ways(&self, heads: &Heads, short: &Short, way: Way, step: u32) -> (Spot, Vec<Column>) {
        let spot = short.spot;
        let own = self.of(heads, spot);
        match (way, spot.column.checked_sub(1)) {
            (Way::More, _) => (spot, self.form.more(&own, step)),
            (Way::MoreBefore, None) => (spot, Vec::new()),
            (Way::MoreBefore, Some(column)) => {
                let before = Spot { column, ..spot };
                (before, self.form.more(&self.of(heads, before), step))
            }
            (Way::Other, _) => {
                let mut mixes = self.form.fewer(&own, step);
                mixes.extend(self.form.swaps(&own, step));
                (spot, mixes)
            }
        }
    }

    /// What nothing helped, with so many heads in each group of its pool that nobody waits.
    fn flooded(&mut self, mut heads: Heads) -> Option<Grown> {
        let missed = self.missed(&heads)?;
        let is_short = |pool: &&Pool| missed.iter().any(|(at, _)| pool.targets.contains(at));
        let short: Vec<&Pool> = self.pools.iter().filter(is_short).collect();
        for pool in short {
            let mix = self.form.shaped(&vec![pool.flood; pool.places.len()]);
            (0..heads.columns.len()).for_each(|column| pool.put(&mix, &mut heads, column));
        }
        if !self.trial.fits(&heads) {
            return Some(Grown::NoneFound);
        }
        let misses = self.trial.misses(&heads, Look::Long)?;
        let missed = those(&misses, |miss| miss.by > 0.0);
        let is_proof = |(at, miss): &(usize, Miss)| {
            self.targets[*at].gets_better_with_heads() && !miss.may_be_none(CLEAR_ERRORS)
        };
        Some(match missed.iter().any(is_proof) {
            _ if missed.is_empty() => Grown::Met(heads),
            true => Grown::CannotBeMet(heads),
            false => Grown::NoneFound,
        })
    }

    /// A head more, or another one, for each of some missed targets; none if stopped.
    pub(crate) fn raised(&mut self, heads: &Heads, missed: &[usize]) -> Option<Heads> {
        // What is missed on other days may be met on those of a trial.
        let slight = Miss { by: 0.0, error: 0.0, smooth: 0.0 };
        let missed: Vec<(usize, Miss)> = missed.iter().map(|&at| (at, slight)).collect();
        let mut steps = BTreeMap::new();
        let mut raised = heads.clone();
        while raised == *heads {
            let short = self.short(&missed, heads);
            if !self.help(&mut raised, short, &mut steps)? {
                break;
            }
        }
        Some(raised)
    }
}

fn those(misses: &Misses, which: impl Fn(&Miss) -> bool) -> Vec<(usize, Miss)> {
    let all = misses.0.iter().copied().enumerate();
    all.filter(|(_, miss)| which(miss)).collect()
}
