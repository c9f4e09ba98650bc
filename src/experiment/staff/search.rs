//! The search: heads are added where they help most until all targets are met, then taken away
//! as long as some mix of one head fewer meets them.
//!
//! Intervals of the day are searched side by side. A head more or less in one interval is felt
//! there and in its neighbours, hardly further; so every third interval is changed at once, and
//! each is judged by the targets of its own neighbourhood. Targets of the whole day are felt by
//! all, and then one interval is changed at a time.

use super::heads::{Column, Form, Heads};
use super::target::{Miss, Target, Verdict};
use super::trial::{CLEAR_ERRORS, Look, Misses, Trial};
use crate::experiment::Watch;

/// Intervals that are changed at once lie so far apart.
pub(super) const APART: usize = 3;
/// Heads added to look for a mix that meets the targets: at most so many times the start.
const MOST_TIMES_THE_START: u64 = 4;
/// And so many more, for small starts.
const MOST_BEYOND: u64 = 24;
/// Steps start with about this part of a column's heads.
const FIRST_STEP: u32 = 24;

/// A search over the mixes of a form.
pub(super) struct Search<'a> {
    pub(super) trial: Trial<'a>,
    pub(super) targets: &'a [Target],
    pub(super) form: Form,
    /// What a head of each group costs: 1, or its wage.
    pub(super) prices: Vec<u64>,
    pub(super) progress: Progress<'a>,
    /// Erlang's heads.
    pub(super) start: Heads,
    /// Columns of which something near has changed since they were last looked at.
    pub(super) unsettled: Vec<bool>,
    /// The best that meets all targets.
    pub(super) best: Option<Heads>,
    /// Of each column: the mix of lower cost that came nearest to the targets since it was last
    /// changed.
    pub(super) nearest: Vec<Option<(Miss, Column)>>,
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
    /// Not even these heads meet all targets.
    CannotBeMet(Heads),
    Stopped,
}

/// Between how many groups heads are exchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exchange {
    Two,
    Three,
}

/// A column on its way to a lower cost.
struct Lowered {
    column: usize,
    heads: Column,
    miss: Miss,
    /// The cost must stay below this.
    budget: u64,
}

impl Search<'_> {
    /// Searches from some heads.
    pub(super) fn run(&mut self, from: Heads) -> Ended {
        match self.grow(from) {
            None => return Ended::Stopped,
            Some(Err(most)) => return Ended::CannotBeMet(most),
            Some(Ok(heads)) => self.best = Some(heads),
        }
        if self.shrink().is_some() { Ended::Found } else { Ended::Stopped }
    }

    /// Adds heads until all targets are met.
    fn grow(&mut self, mut heads: Heads) -> Option<Result<Heads, Heads>> {
        let most = self.start.total() * MOST_TIMES_THE_START + MOST_BEYOND;
        for round in 0.. {
            let misses = self.judge(&heads)?;
            let short = self.short(&misses, &heads);
            if short.is_empty() {
                break;
            }
            if heads.total() > most {
                return Some(Err(heads));
            }
            let step = 1 << (round / 3).min(12);
            heads = self.raised(heads, &short, step)?;
        }
        Some(Ok(heads))
    }

    /// The long look, unless the first one leaves no doubt that something is missed.
    fn judge(&mut self, heads: &Heads) -> Option<Misses> {
        self.tell();
        let first = self.trial.misses(heads, Look::First)?;
        let clearly = |miss: &Miss| !miss.may_be_none(CLEAR_ERRORS);
        if first.0.iter().any(clearly) {
            return Some(first);
        }
        self.trial.misses(heads, Look::Long)
    }

    /// Columns that must have more: those with a target missed. Where the day's is missed, the
    /// quarter of the columns that has fewest heads for what it started with.
    fn short(&self, misses: &Misses, heads: &Heads) -> Vec<usize> {
        let columns = heads.columns.len();
        let missed: Vec<usize> =
            (0..columns).filter(|&column| self.in_column(misses, column).by > 0.0).collect();
        if !missed.is_empty() || self.whole_day(misses).by <= 0.0 {
            return missed;
        }
        let mut by_heads: Vec<usize> = (0..columns).collect();
        let of = |heads: &Heads, at: usize| f64::from(heads.columns[at].iter().sum::<u32>());
        let ratio = |at: usize| of(heads, at) / of(&self.start, at).max(1.0);
        by_heads.sort_by(|&a, &b| ratio(a).total_cmp(&ratio(b)).then(a.cmp(&b)));
        by_heads.truncate(columns.div_ceil(4));
        by_heads
    }

    /// More heads in each of some columns, in the group where they help most.
    pub(super) fn raised(&mut self, heads: Heads, columns: &[usize], step: u32) -> Option<Heads> {
        let options: Vec<(usize, Vec<Column>)> = columns
            .iter()
            .map(|&column| (column, self.form.more(&heads.columns[column], step)))
            .collect();
        let chosen = self.best_of(&heads, &options, Look::First)?;
        let mut raised = heads;
        for ((column, _), chosen) in options.iter().zip(chosen) {
            let (_, mix) = chosen.expect("heads can always be added");
            raised.columns[*column] = mix;
        }
        Some(raised)
    }

    /// A mix of as many heads, one exchanged, that meets all targets on the judging replications,
    /// where heads are the same all day and there is one.
    pub(super) fn exchanged(&mut self, heads: &Heads, surely: bool) -> Option<Heads> {
        let [column] = &heads.columns[..] else { return None };
        let enough = |verdict| match verdict {
            Verdict::Met | Verdict::NothingToMeet => true,
            Verdict::MetOnEstimate => !surely,
            Verdict::Missed => false,
        };
        for mix in self.form.swaps(column, 1) {
            let mix = heads.with(0, &mix);
            let found = self.trial.judged(&mix)?;
            if self.targets.iter().zip(&found).all(|(it, found)| enough(it.verdict(found))) {
                return Some(mix);
            }
        }
        None
    }

    /// Takes heads away while that leaves all targets met.
    fn shrink(&mut self) -> Option<()> {
        let best = self.best.as_ref().expect("a search shrinks what it has found");
        let largest = best.columns.iter().map(|column| column.iter().sum::<u32>()).max();
        let mut step = (largest.unwrap_or(0) / FIRST_STEP).max(1).next_power_of_two();
        self.unsettled = vec![true; best.columns.len()];
        self.nearest = vec![None; best.columns.len()];
        loop {
            if step > 1 {
                self.unsettled.fill(true);
            }
            let mut lowered = false;
            for mut class in self.classes(step)? {
                // Elsewhere another look would find the same.
                class.retain(|&column| std::mem::take(&mut self.unsettled[column]));
                if !class.is_empty() {
                    lowered |= self.lower(&class, step)?;
                }
            }
            match (lowered, step) {
                (true, _) => {}
                (false, 1) => return Some(()),
                (false, _) => {
                    step /= 2;
                    self.unsettled.fill(true);
                }
            }
        }
    }

    /// Columns that may be changed at once. Where a target of the whole day is felt by all, one at
    /// a time, first where it does least harm.
    fn classes(&mut self, step: u32) -> Option<Vec<Vec<usize>>> {
        let best = self.best.clone().expect("a search shrinks what it has found");
        let columns = best.columns.len();
        if columns == 1 || self.targets.iter().all(|target| target.interval.is_some()) {
            let class = |first| (first..columns).step_by(APART).collect();
            return Some((0..APART.min(columns)).map(class).collect());
        }
        let mut harms = Vec::new();
        for column in (0..columns).filter(|&column| self.unsettled[column]).collect::<Vec<_>>() {
            let options = [(column, self.cheaper(&best.columns[column], step))];
            let chosen = self.best_of(&best, &options, Look::First)?.pop().flatten();
            harms.extend(chosen.map(|(miss, _)| (miss.by, column)));
        }
        harms.sort_by(|(a, one), (b, other)| a.total_cmp(b).then(one.cmp(other)));
        Some(harms.into_iter().map(|(_, column)| vec![column]).collect())
    }

    /// Lowers the cost of each column of a class, if a mix of lower cost meets the targets.
    fn lower(&mut self, class: &[usize], step: u32) -> Option<bool> {
        self.tell();
        let best = self.best.clone().expect("a search shrinks what it has found");
        let options: Vec<(usize, Vec<Column>)> = class
            .iter()
            .map(|&column| (column, self.cheaper(&best.columns[column], step)))
            .collect();
        let chosen = self.best_of(&best, &options, Look::First)?;
        let mut lowered: Vec<Lowered> = class
            .iter()
            .zip(chosen)
            .filter_map(|(&column, chosen)| {
                let (miss, heads) = chosen?;
                let budget = self.cost(&best.columns[column]);
                Some(Lowered { column, heads, miss, budget })
            })
            .collect();
        let largest = lowered.iter().map(|it| it.heads.iter().sum::<u32>()).max().unwrap_or(0);
        let first = self.form.first_exchange(largest).max(step).next_power_of_two();
        self.mix(&best, &mut lowered, first, Look::First)?;
        self.keep_what_meets(&best, lowered)
    }

    /// Moves heads between the groups of lowered columns while that brings them nearer to their
    /// targets, first many at a time, then single ones.
    fn mix(&mut self, best: &Heads, lowered: &mut [Lowered], first: u32, look: Look) -> Option<()> {
        let mut moved = first;
        let mut kind = Exchange::Two;
        loop {
            let current = with_all(best, lowered);
            let active: Vec<usize> = (0..lowered.len())
                .filter(|&at| !lowered[at].miss.may_be_none(-CLEAR_ERRORS))
                .collect();
            let options: Vec<(usize, Vec<Column>)> = active
                .iter()
                .map(|&at| (lowered[at].column, self.within(&lowered[at], moved, kind)))
                .collect();
            let chosen = self.best_of(&current, &options, look)?;
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

    /// Takes over the lowered columns that meet their targets on a long look.
    fn keep_what_meets(&mut self, best: &Heads, lowered: Vec<Lowered>) -> Option<bool> {
        let (mut hopeful, hopeless): (Vec<_>, Vec<_>) =
            lowered.into_iter().partition(|it| it.miss.may_be_none(CLEAR_ERRORS));
        for it in &hopeless {
            self.remember(it.column, it.miss, &it.heads);
        }
        if hopeful.is_empty() {
            return Some(false);
        }
        let misses = self.trial.misses(&with_all(best, &hopeful), Look::Long)?;
        // Neighbours that are put back have a head more, which harms nobody.
        for it in &mut hopeful {
            let near = it.miss.error;
            it.miss = self.around(&misses, it.column);
            // A first look may have balanced contact types a little wrongly.
            if (0.0..near).contains(&it.miss.by) && best.columns.len() == 1 {
                self.mix(best, std::slice::from_mut(it), 1, Look::Long)?;
            }
        }
        let (met, missed): (Vec<_>, Vec<_>) = hopeful.into_iter().partition(|it| it.miss.by <= 0.0);
        for it in &missed {
            self.remember(it.column, it.miss, &it.heads);
        }
        for it in &met {
            self.nearest[it.column] = None;
            let last = self.unsettled.len() - 1;
            self.unsettled[it.column.saturating_sub(1)..=(it.column + 1).min(last)].fill(true);
        }
        self.best = Some(with_all(best, &met));
        Some(!met.is_empty())
    }

    fn remember(&mut self, column: usize, miss: Miss, heads: &[u32]) {
        let known = &mut self.nearest[column];
        if known.as_ref().is_none_or(|(known, _)| miss.by < known.by) {
            *known = Some((miss, heads.to_vec()));
        }
    }

    /// Of each column, the mix of lower cost that came nearest to the targets.
    pub(super) fn cheaper_columns(&self) -> Vec<Option<Column>> {
        self.nearest.iter().map(|known| known.as_ref().map(|(_, heads)| heads.clone())).collect()
    }

    /// The heads of lower cost than the best that come nearest to the targets.
    pub(super) fn nearest_below(&self) -> Option<Heads> {
        let known = self.nearest.iter().enumerate();
        let known = known.filter_map(|(column, known)| Some((column, known.as_ref()?)));
        let nearest = known.min_by(|(_, (a, _)), (_, (b, _))| a.by.total_cmp(&b.by));
        let (column, (_, heads)) = nearest?;
        Some(self.best.as_ref()?.with(column, heads))
    }

    /// The option of each column that comes nearest to its targets: the first
    /// options of all columns are tried together, then the second ones, and so on.
    fn best_of(
        &mut self,
        from: &Heads,
        options: &[(usize, Vec<Column>)],
        look: Look,
    ) -> Option<Vec<Option<(Miss, Column)>>> {
        let mut best: Vec<Option<(Miss, Column)>> = vec![None; options.len()];
        let most = options.iter().map(|(_, mixes)| mixes.len()).max().unwrap_or(0);
        for number in 0..most {
            let mut together = from.clone();
            for (column, mixes) in options {
                if let Some(mix) = mixes.get(number) {
                    mix.clone_into(&mut together.columns[*column]);
                }
            }
            let misses = self.trial.misses(&together, look)?;
            for ((column, mixes), best) in options.iter().zip(&mut best) {
                let Some(mix) = mixes.get(number) else { continue };
                let miss = self.around(&misses, *column);
                if best.as_ref().is_none_or(|(known, _)| miss.smooth < known.smooth) {
                    *best = Some((miss, mix.clone()));
                }
            }
        }
        Some(best)
    }

    /// Mixes of lower cost than this one, so many heads away, and everything in one group.
    fn cheaper(&self, column: &[u32], step: u32) -> Vec<Column> {
        let cost = self.cost(column);
        let mut mixes = self.form.fewer(column, step);
        mixes.extend(self.form.swaps(column, step));
        if self.prices_differ() {
            mixes.extend(self.traded(column, step, cost));
            mixes.extend((0..column.len()).map(|at| self.all_in(at, column.len(), cost)));
        } else {
            mixes.extend(self.form.gathered(column, step));
        }
        mixes.retain(|mix| self.cost(mix) < cost);
        mixes
    }

    fn prices_differ(&self) -> bool {
        self.prices.iter().any(|price| *price != self.prices[0])
    }

    /// Heads of one group sold, and as many of another bought as stay below a budget.
    fn traded(&self, column: &[u32], step: u32, budget: u64) -> Vec<Column> {
        let mut mixes = Vec::new();
        for (sold, bought) in pairs(column.len()) {
            let mut mix = column.to_vec();
            mix[sold] -= step.min(mix[sold]);
            let left = (budget - 1).saturating_sub(self.cost(&mix));
            mix[bought] += (left / self.prices[bought]) as u32;
            mixes.push(mix);
        }
        mixes
    }

    /// As many heads of one group alone as stay below a budget.
    fn all_in(&self, at: usize, groups: usize, budget: u64) -> Column {
        let mut mix = vec![0; groups];
        mix[at] = ((budget.saturating_sub(1)) / self.prices[at]) as u32;
        mix
    }

    /// Mixes near a lowered one that cost less than what it comes from.
    fn within(&self, lowered: &Lowered, step: u32, kind: Exchange) -> Vec<Column> {
        let mut mixes = match kind {
            Exchange::Two => self.form.swaps(&lowered.heads, step),
            Exchange::Three => self.form.triple_swaps(&lowered.heads, step),
        };
        if kind == Exchange::Two {
            mixes.extend(self.form.more(&lowered.heads, step));
            if self.prices_differ() {
                mixes.extend(self.traded(&lowered.heads, step, lowered.budget));
            }
        }
        mixes.retain(|mix| self.cost(mix) < lowered.budget);
        mixes
    }

    fn cost(&self, column: &[u32]) -> u64 {
        column.iter().zip(&self.prices).map(|(&heads, price)| u64::from(heads) * price).sum()
    }

    /// The cost of all columns; none costs more than anything.
    pub(super) fn whole_cost(&self, heads: Option<&Heads>) -> u64 {
        heads.map_or(u64::MAX, |heads| heads.columns.iter().map(|column| self.cost(column)).sum())
    }

    /// The worst miss of a column's own targets.
    fn in_column(&self, misses: &Misses, column: usize) -> Miss {
        self.worst(misses, |at| at == Some(column))
    }

    fn whole_day(&self, misses: &Misses) -> Miss {
        self.worst(misses, |at| at.is_none())
    }

    /// The worst miss of the targets that a change of a column may move.
    fn around(&self, misses: &Misses, column: usize) -> Miss {
        self.worst(misses, |at| at.is_none_or(|at| at.abs_diff(column) <= 1))
    }

    /// The worst miss of the targets of some columns; with one column for the day, all are its.
    fn worst(&self, misses: &Misses, which: impl Fn(Option<usize>) -> bool) -> Miss {
        let is_one = self.start.columns.len() == 1;
        let column = |target: &Target| if is_one { Some(0) } else { target.interval };
        let those = self.targets.iter().zip(&misses.0).filter(|(it, _)| which(column(it)));
        Miss::worst(those.map(|(_, miss)| *miss))
    }

    fn tell(&self) {
        let done = (self.trial.candidates() as u64).min(self.progress.usual);
        self.progress.watch.progress(self.progress.stage, done, self.progress.usual);
    }
}

/// The heads with those of some lowered columns.
fn with_all(best: &Heads, lowered: &[Lowered]) -> Heads {
    let mut together = best.clone();
    for it in lowered {
        it.heads.clone_into(&mut together.columns[it.column]);
    }
    together
}

fn pairs(groups: usize) -> impl Iterator<Item = (usize, usize)> {
    let all = (0..groups).flat_map(move |one| (0..groups).map(move |other| (one, other)));
    all.filter(|(one, other)| one != other)
}
