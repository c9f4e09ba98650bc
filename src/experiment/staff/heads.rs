//! Heads of the agent groups that are being staffed: all day the same, or by interval.

use crate::scenario::Scenario;
use crate::scenario::limits::MOST_AGENTS;
use crate::scenario::model::{Home, Staffing};

/// For how long one number of heads is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Per {
    /// The same heads from opening to closing.
    Day,
    /// Heads for each interval.
    Interval,
}

/// Heads of each staffed group in one stretch of the day, in the order of [`Heads::groups`].
pub(super) type Column = Vec<u32>;

/// Heads of some groups: one column for the whole day, or one for each interval.
///
/// They are what the engine's counter is given: productive heads, or, where shrinkage is whole-day
/// absence by chance, scheduled ones.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Heads {
    /// Positions in `agent_groups`, in order.
    pub groups: Vec<usize>,
    pub columns: Vec<Column>,
}

impl Heads {
    /// Gives the groups their agents: the lowest numbers are called first, so that a head more
    /// adds a person and changes no other.
    pub(super) fn put_into(&self, scenario: &mut Scenario) {
        let intervals = scenario.day.intervals;
        let share = scenario.shrinkage_share;
        for (place, &group) in self.groups.iter().enumerate() {
            let productive: Vec<u32> = (0..intervals).map(|at| self.at(at)[place]).collect();
            let scheduled = productive.iter().map(|&heads| paid_heads(heads, share)).collect();
            let group = &mut scenario.agent_groups[group];
            let most = productive.iter().copied().max().unwrap_or(0);
            let home = |number| Home { group: group.name.clone(), number };
            group.homes = (1..=most).map(home).collect();
            group.staffing = Staffing::Counter { scheduled, productive };
        }
    }

    /// Whether a scenario may have so many: with those of its other groups no more than the engine
    /// can number.
    pub(super) fn fit(&self, scenario: &Scenario) -> bool {
        let most = |place: usize| self.columns.iter().map(|column| column[place]).max();
        let paid = |place| paid_heads(most(place).unwrap_or(0), scenario.shrinkage_share);
        let own: u64 = (0..self.groups.len()).map(|place| u64::from(paid(place))).sum();
        own + others(scenario, &self.groups) <= MOST_AGENTS.into()
    }

    /// Heads in an interval.
    #[must_use]
    pub fn at(&self, interval: usize) -> &[u32] {
        let last = self.columns.len() - 1;
        &self.columns[interval.min(last)]
    }

    /// The same with another column.
    pub(super) fn with(&self, column: usize, heads: &[u32]) -> Self {
        let mut changed = self.clone();
        heads.clone_into(&mut changed.columns[column]);
        changed
    }

    /// Heads times stretches.
    pub(super) fn total(&self) -> u64 {
        self.columns.iter().flatten().map(|&heads| u64::from(heads)).sum()
    }
}

/// Agents of all groups but these.
pub(super) fn others(scenario: &Scenario, groups: &[usize]) -> u64 {
    let all = scenario.agent_groups.iter().enumerate();
    all.filter(|(at, _)| !groups.contains(at)).map(|(_, group)| group.homes.len() as u64).sum()
}

/// Paid heads of whom so many are productive when a share of paid time is not available:
/// productive / (1 - share), rounded up. (Multiplying by 1 + share is the classic error.)
#[must_use]
pub fn paid_heads(productive: u32, shrinkage_share: f64) -> u32 {
    /// Room for the rounding of a quotient that is whole.
    const ROUNDING: f64 = 1e-9;
    if shrinkage_share <= 0.0 {
        return productive;
    }
    (f64::from(productive) / (1.0 - shrinkage_share) - ROUNDING).ceil() as u32
}

/// How many of all heads are blended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// Of the heads of each stretch, rounded half to even.
    Share(f64),
    Agents(u32),
}

impl Part {
    fn of(self, total: u32) -> u32 {
        match self {
            Self::Share(share) => (share * f64::from(total)).round_ties_even() as u32,
            Self::Agents(agents) => agents.min(total),
        }
    }
}

/// With more groups there are too many ways to exchange heads between three.
const MOST_FOR_TRIPLES: usize = 4;

/// Which mixes of groups a search may look at.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    /// Any heads in any group.
    Free,
    /// The last group, the blended one, has its part of all heads; the others divide the rest.
    Blended(Part),
}

impl Form {
    /// So many heads fewer, in every way.
    pub(super) fn fewer(self, column: &[u32], step: u32) -> Vec<Column> {
        match self {
            Self::Free => (0..column.len())
                .filter(|&at| column[at] > 0)
                .map(|at| changed(column, at, -i64::from(step.min(column[at]))))
                .collect(),
            Self::Blended(part) => {
                let total: u32 = column.iter().sum();
                let step = step.min(total);
                if step == 0 { Vec::new() } else { divided(part, column, total - step) }
            }
        }
    }

    /// So many heads more, in every way.
    pub(super) fn more(self, column: &[u32], step: u32) -> Vec<Column> {
        match self {
            Self::Free => {
                (0..column.len()).map(|at| changed(column, at, i64::from(step))).collect()
            }
            Self::Blended(part) => divided(part, column, column.iter().sum::<u32>() + step),
        }
    }

    /// So many heads moved from one group to another, in every way.
    pub(super) fn swaps(self, column: &[u32], step: u32) -> Vec<Column> {
        let movable = self.movable(column.len());
        let pairs = (0..movable).flat_map(|from| (0..movable).map(move |to| (from, to)));
        let moved = |(from, to): (usize, usize)| {
            let number = i64::from(step.min(column[from]));
            changed(&changed(column, from, -number), to, number)
        };
        pairs.filter(|&(from, to)| from != to && column[from] > 0).map(moved).collect()
    }

    /// So many heads moved between three groups, in every way: from two to one, or from one to
    /// two. Where a blended group draws on desks that both are at their limit, no exchange
    /// between two groups is a step ahead.
    pub(super) fn triple_swaps(self, column: &[u32], step: u32) -> Vec<Column> {
        let movable = self.movable(column.len());
        if !(3..=MOST_FOR_TRIPLES).contains(&movable) {
            return Vec::new();
        }
        let mut mixes = Vec::new();
        for one in 0..movable {
            for a in 0..movable {
                for b in a + 1..movable {
                    if one == a || one == b {
                        continue;
                    }
                    let (from_a, from_b) = (step.min(column[a]), step.min(column[b]));
                    if from_a > 0 && from_b > 0 {
                        let gathered = moved(column, &[(a, from_a), (b, from_b)], &[one]);
                        mixes.push(gathered);
                    }
                    if column[one] >= 2 * step {
                        mixes.push(moved(column, &[(one, 2 * step)], &[a, b]));
                    }
                }
            }
        }
        mixes
    }

    /// All heads but so many in one group, for each group.
    pub(super) fn gathered(self, column: &[u32], fewer: u32) -> Vec<Column> {
        let Self::Free = self else { return Vec::new() };
        let total: u32 = column.iter().sum();
        let alone = |at| {
            let mut mix = vec![0; column.len()];
            mix[at] = total - fewer;
            mix
        };
        if total < fewer || column.len() < 2 {
            Vec::new()
        } else {
            (0..column.len()).map(alone).collect()
        }
    }

    /// How many heads to exchange at first.
    pub(super) fn first_exchange(self, total: u32) -> u32 {
        match self {
            Self::Free => total / 4,
            // The split of the desks is known from a neighbour.
            Self::Blended(_) => total / 24,
        }
    }

    /// The form's mix of the same heads: the blended part is taken from (or given to) the others
    /// in proportion.
    pub(super) fn shaped(self, column: &[u32]) -> Column {
        let Self::Blended(part) = self else { return column.to_vec() };
        let (blended, desks) = column.split_last().expect("a blended form has groups");
        let desk_heads: u32 = desks.iter().sum();
        let wanted = part.of(desk_heads + blended);
        let left = desk_heads + blended - wanted;
        let mut shaped = in_proportion(left, desks);
        shaped.push(wanted);
        shaped
    }

    /// The first so many groups exchange heads.
    fn movable(self, groups: usize) -> usize {
        match self {
            Self::Free => groups,
            Self::Blended(_) => groups - 1,
        }
    }
}

/// The mixes of so many heads in which one desk takes what the blended part leaves over.
fn divided(part: Part, column: &[u32], total: u32) -> Vec<Column> {
    let desks = column.len() - 1;
    let wanted = part.of(total);
    let change = i64::from(total - wanted) - i64::from(column[..desks].iter().sum::<u32>());
    let mut mixes: Vec<Column> = (0..desks)
        .filter(|&at| i64::from(column[at]) + change >= 0)
        .map(|at| {
            let mut mix = changed(column, at, change);
            mix[desks] = wanted;
            mix
        })
        .collect();
    mixes.dedup();
    mixes
}

/// Heads taken from some groups and given to others in equal parts.
fn moved(column: &[u32], from: &[(usize, u32)], to: &[usize]) -> Column {
    let mut mix = column.to_vec();
    let mut heads = 0;
    for &(at, number) in from {
        mix[at] -= number;
        heads += number;
    }
    for &at in to {
        mix[at] += heads / to.len() as u32;
    }
    mix
}

fn changed(column: &[u32], at: usize, by: i64) -> Column {
    let mut changed = column.to_vec();
    changed[at] = u32::try_from(i64::from(changed[at]) + by).expect("no group owes heads");
    changed
}

/// Whole heads in proportion to others, by largest remainder; equally where there are none.
fn in_proportion(heads: u32, to: &[u32]) -> Column {
    let ones = vec![1; to.len()];
    let to = if to.iter().any(|&one| one > 0) { to } else { &ones };
    let all: u64 = to.iter().map(|&one| u64::from(one)).sum();
    let quota = |one: u32| u64::from(heads) * u64::from(one);
    let mut given: Column = to.iter().map(|&one| (quota(one) / all) as u32).collect();
    let mut by_remainder: Vec<usize> = (0..to.len()).collect();
    by_remainder.sort_by_key(|&at| std::cmp::Reverse(quota(to[at]) % all));
    let missing = heads - given.iter().sum::<u32>();
    for &at in by_remainder.iter().take(missing as usize) {
        given[at] += 1;
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shrinkage_divides_and_rounds_up() {
        assert_eq!(paid_heads(70, 0.30), 100);
        // Multiplying by 1.3 would say 91.
        assert_eq!(paid_heads(71, 0.30), 102);
        assert_eq!(paid_heads(0, 0.30), 0);
        assert_eq!(paid_heads(7, 0.0), 7);
        assert_eq!(paid_heads(9, 0.1), 10);
    }

    #[test]
    fn a_free_form_changes_any_group() {
        let form = Form::Free;
        assert_eq!(form.fewer(&[5, 0, 2], 3), [vec![2, 0, 2], vec![5, 0, 0]]);
        assert_eq!(form.more(&[5, 0], 2), [vec![7, 0], vec![5, 2]]);
        assert_eq!(form.swaps(&[5, 0], 2), [vec![3, 2]]);
        let triples = form.triple_swaps(&[5, 0, 2], 2);
        assert_eq!(triples, [vec![1, 2, 4], vec![3, 4, 0]]);
        assert_eq!(form.gathered(&[5, 0, 2], 1), [vec![6, 0, 0], vec![0, 6, 0], vec![0, 0, 6]]);
    }

    #[test]
    fn a_blended_form_keeps_its_part() {
        let form = Form::Blended(Part::Share(0.2));
        assert_eq!(form.shaped(&[30, 50, 20]), [30, 50, 20]);
        assert_eq!(form.shaped(&[40, 60, 0]), [32, 48, 20]);
        // 99 heads: 19.8 is 20 blended, so a desk loses one.
        assert_eq!(form.fewer(&[30, 50, 20], 1), [vec![29, 50, 20], vec![30, 49, 20]]);
        // 97 heads: 19.4 is 19 blended, and one desk or the other loses two.
        assert_eq!(form.fewer(&[30, 50, 20], 3), [vec![28, 50, 19], vec![30, 48, 19]]);
        assert_eq!(form.swaps(&[30, 50, 20], 4), [vec![26, 54, 20], vec![34, 46, 20]]);
        // Everybody blended: only the number can change.
        let all = Form::Blended(Part::Share(1.0));
        assert_eq!(all.shaped(&[40, 60, 0]), [0, 0, 100]);
        assert_eq!(all.more(&[0, 0, 9], 1), [[0, 0, 10]]);
        assert!(all.swaps(&[0, 0, 9], 1).is_empty());
        assert_eq!(Form::Blended(Part::Agents(7)).shaped(&[3, 2, 0]), [0, 0, 5]);
    }
}
