//! Where a search stands: what it has found, where it is still to look, and how mixes are tried.

use std::collections::{BTreeMap, BTreeSet};

use crate::experiment::Watch;
use crate::experiment::staff::heads::{Column, Form, Heads};
use crate::experiment::staff::pools::{Pool, Spot};
use crate::experiment::staff::target::{Miss, Target, Verdict};
use crate::experiment::staff::trial::{Look, Misses, Trial};

/// A search over the mixes of a form.
pub(crate) struct Search<'a> {
    pub(crate) trial: Trial<'a>,
    pub(crate) targets: &'a [Target],
    pub(crate) form: Form,
    pub(crate) pools: Vec<Pool>,
    pub(crate) progress: Progress<'a>,
    /// Erlang's heads.
    pub(crate) start: Heads,
    /// Where something near has changed since it was last looked at.
    pub(crate) unsettled: BTreeSet<Spot>,
    /// The best that meets all targets.
    pub(crate) best: Option<Heads>,
    /// What lacks least, and how much, while nothing meets all targets.
    pub(crate) closest: Option<(f64, Heads)>,
    /// Of each spot: the mix of lower cost that came nearest to the targets since it was last
    /// changed.
    pub(crate) nearest: BTreeMap<Spot, (Miss, Column)>,
}

/// Tells the watch how far the search is: there is no telling when it ends, so what is shown are
/// candidates tried of as many as such searches usually try.
pub(crate) struct Progress<'a> {
    pub(crate) watch: &'a dyn Watch,
    pub(crate) stage: &'a str,
    pub(crate) usual: u64,
}

/// Mixes to choose from, and where.
pub(crate) type Options = Vec<(Spot, Vec<Column>)>;

impl Search<'_> {
    /// The best so far: what meets all targets, else what lacks least, else where it started.
    pub(crate) fn reached(&self) -> Heads {
        let closest = || self.closest.as_ref().map(|(_, heads)| heads.clone());
        self.best.clone().or_else(closest).unwrap_or_else(|| self.start.clone())
    }

    pub(crate) fn spots(&self) -> impl Iterator<Item = Spot> + use<> {
        let (pools, columns) = (self.pools.len(), self.start.columns.len());
        (0..pools).flat_map(move |pool| (0..columns).map(move |column| Spot { pool, column }))
    }

    pub(crate) fn of(&self, heads: &Heads, spot: Spot) -> Column {
        self.pools[spot.pool].of(heads, spot.column)
    }

    pub(crate) fn put(&self, mix: &[u32], heads: &mut Heads, spot: Spot) {
        self.pools[spot.pool].put(mix, heads, spot.column);
    }

    /// Spots of the same pool that a change may move, and which may move it.
    pub(crate) fn near(&self, spot: Spot) -> impl Iterator<Item = Spot> + use<> {
        let last = self.start.columns.len() - 1;
        let reach = self.pools[spot.pool].reach;
        let (first, end) = (spot.column.saturating_sub(reach), spot.column + reach);
        (first..=end.min(last)).map(move |column| Spot { column, ..spot })
    }

    /// Of each column of the only pool, the mix of lower cost that came nearest to the targets.
    pub(crate) fn cheaper_columns(&self) -> Vec<Option<Column>> {
        let known = |column| self.nearest.get(&Spot { pool: 0, column });
        let columns = 0..self.start.columns.len();
        columns.map(|column| known(column).map(|(_, heads)| heads.clone())).collect()
    }

    /// The heads of lower cost than the best that come nearest to the targets.
    pub(crate) fn nearest_below(&self) -> Option<Heads> {
        let nearest = self.nearest.iter().min_by(|(_, (a, _)), (_, (b, _))| a.by.total_cmp(&b.by));
        let (spot, (_, mix)) = nearest?;
        let mut heads = self.best.clone()?;
        self.put(mix, &mut heads, *spot);
        Some(heads)
    }

    /// The option of each spot that is best by a miss of its own: the first options of all spots
    /// are tried together, then the second ones, and so on.
    pub(crate) fn best_of(
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

    /// The cost of all columns; none costs more than anything.
    pub(crate) fn whole_cost(&self, heads: Option<&Heads>) -> u64 {
        let cost = |heads| {
            let of = |spot: Spot| self.pools[spot.pool].cost(&self.of(heads, spot));
            self.spots().map(of).sum()
        };
        heads.map_or(u64::MAX, cost)
    }

    /// The column that a target is about; none for the day's where heads change.
    pub(crate) fn column_of(&self, target: usize) -> Option<usize> {
        let is_one = self.start.columns.len() == 1;
        if is_one { Some(0) } else { self.targets[target].interval }
    }

    /// A mix of as many heads, one exchanged, that meets all targets on the judging replications,
    /// where heads are the same all day and there is one.
    pub(crate) fn exchanged(&mut self, heads: &Heads, surely: bool) -> Option<Heads> {
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

    pub(crate) fn tell(&self) {
        let done = (self.trial.candidates() as u64).min(self.progress.usual);
        self.progress.watch.progress(self.progress.stage, done, self.progress.usual);
    }
}
