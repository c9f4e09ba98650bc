//! Groups of observations whose means differ at random: what lies between groups and what within,
//! and intervals that know that observations of one group are not independent.
//!
//! Chapter: `docs/methods/risk.md`.

use super::interval::Interval;
use super::proportion::wilson_of;
use super::student;

/// What the one-way analysis of variance with random effects says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OneWay {
    /// Mean of the means of groups.
    pub mean: f64,
    /// Standard deviation of the true means of groups; 0 where groups differ no more than chance
    /// has them differ.
    pub between: f64,
    /// Standard deviation of observations within a group.
    pub within: f64,
    /// Standard error of the mean that is due to what lies within groups.
    pub error_within: f64,
    /// Standard error of the mean that is due to what lies between groups.
    pub error_between: f64,
    pub groups: u64,
    pub observations: u64,
}

/// The analysis of groups with at least one observation each; none for fewer than two groups, or
/// where no group has two observations.
///
/// Mean squares are equated with their expectations; with unequal groups n is replaced by
/// (N - sum n² / N) / (k - 1). Source: Searle, Casella and `McCulloch`, Variance Components
/// (1992), section 3.6.
#[must_use]
pub(crate) fn one_way(groups: &[Vec<f64>]) -> Option<OneWay> {
    let groups: Vec<&Vec<f64>> = groups.iter().filter(|group| !group.is_empty()).collect();
    let (k, n) = (groups.len() as f64, groups.iter().map(|group| group.len()).sum::<usize>());
    let degrees = n.checked_sub(groups.len()).filter(|&degrees| degrees > 0)?;
    if groups.len() < 2 {
        return None;
    }
    let mean_of = |group: &[f64]| group.iter().sum::<f64>() / group.len() as f64;
    let means: Vec<f64> = groups.iter().map(|group| mean_of(group)).collect();
    let all = n as f64;
    let grand = groups.iter().map(|group| group.iter().sum::<f64>()).sum::<f64>() / all;
    let square = |a: f64| a * a;
    let (mut inside, mut across, mut sizes) = (0.0, 0.0, 0.0);
    for (group, &mean) in groups.iter().zip(&means) {
        let size = group.len() as f64;
        inside += group.iter().map(|&value| square(value - mean)).sum::<f64>();
        across += size * square(mean - grand);
        sizes += size * size;
    }
    let within = inside / degrees as f64;
    let usual = (all - sizes / all) / (k - 1.0);
    let between = ((across / (k - 1.0) - within) / usual).max(0.0);
    Some(OneWay {
        mean: grand,
        between: between.sqrt(),
        within: within.sqrt(),
        error_within: (within / all).sqrt(),
        error_between: (between * sizes / square(all)).sqrt(),
        groups: groups.len() as u64,
        observations: n as u64,
    })
}

/// The share of observations for which something holds, with an interval: groups are drawn, and
/// observations of a group hang together. None for fewer than two groups.
///
/// Wilson's interval with as many trials as would leave the share as uncertain as the groups do
/// (Korn and Graubard 1998), at Student's critical value of the groups. Where it held always or
/// never, groups are the trials.
#[must_use]
pub(crate) fn share(groups: &[Vec<bool>], confidence: f64) -> Option<(f64, Interval)> {
    let groups: Vec<(f64, f64)> = groups
        .iter()
        .filter(|group| !group.is_empty())
        .map(|group| (group.iter().filter(|held| **held).count() as f64, group.len() as f64))
        .collect();
    if groups.len() < 2 {
        return None;
    }
    let k = groups.len() as f64;
    let all: f64 = groups.iter().map(|(_, size)| size).sum();
    let share = groups.iter().map(|(held, _)| held).sum::<f64>() / all;
    // Variance of a ratio of sums over independent groups.
    let residuals = groups.iter().map(|(held, size)| (held - share * size) * (held - share * size));
    let variance = k / (k - 1.0) * residuals.sum::<f64>() / (all * all);
    let trials = if variance > 0.0 { (share * (1.0 - share) / variance).min(all) } else { k };
    let critical = student::critical(confidence, groups.len() as u64 - 1);
    Some((share, wilson_of(share, trials, critical)))
}

/// A quantile of all observations with an interval: the quantiles at the ends of the interval of
/// the share that lies below it (Woodruff 1952). None for fewer than two groups.
#[must_use]
pub(crate) fn quantile(groups: &[Vec<f64>], at: f64, confidence: f64) -> Option<(f64, Interval)> {
    let mut sorted: Vec<f64> = groups.iter().flatten().copied().collect();
    sorted.sort_by(f64::total_cmp);
    let found = of_sorted(&sorted, at)?;
    let below: Vec<Vec<bool>> =
        groups.iter().map(|group| group.iter().map(|&value| value <= found).collect()).collect();
    let (seen, interval) = share(&below, confidence)?;
    // The interval is of the share seen, which ties may set apart from the wanted one.
    let moved = |end: f64| (at + end - seen).clamp(0.0, 1.0);
    let end = |share: f64| of_sorted(&sorted, moved(share));
    Some((found, Interval { low: end(interval.low)?, high: end(interval.high)? }))
}

/// The quantile of sorted values, by a straight line between neighbours; none of nothing.
fn of_sorted(sorted: &[f64], at: f64) -> Option<f64> {
    let place = at * sorted.len().checked_sub(1)? as f64;
    let (low, high) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    Some(low + (place - place.floor()) * (high - low))
}

#[cfg(test)]
mod tests {
    use rand::rngs::Xoshiro256PlusPlus;
    use rand::{RngExt, SeedableRng};
    use rand_distr::{Distribution, Normal};

    use super::*;

    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 1e-12, "{found}, not {wanted}");
    }

    #[test]
    fn variances_are_those_worked_by_hand() {
        // Means 2 and 5, grand 3.5: across 2 (2.25 + 2.25) = 9 on 1 degree; inside 2 + 2 on 2.
        let found = one_way(&[vec![1.0, 3.0], vec![4.0, 6.0]]).unwrap();
        near(found.mean, 3.5);
        near(found.within, 2.0_f64.sqrt());
        near(found.between, ((9.0_f64 - 2.0) / 2.0).sqrt());
        near(found.error_within, 0.5_f64.sqrt());
        near(found.error_between, (3.5_f64 / 2.0).sqrt());
        // Means 2, 6, 5, grand 4.5: across 39/2 on 2 degrees, inside 10 on 3; squared sizes 14, so
        // that 6 - 14/6 over 2 stands for the size of a group.
        let found = one_way(&[vec![1.0, 3.0], vec![4.0, 6.0, 8.0], vec![5.0]]).unwrap();
        near(found.mean, 4.5);
        near(found.within, (10.0_f64 / 3.0).sqrt());
        near(found.between, 3.5_f64.sqrt());
        near(found.error_within, (5.0_f64 / 9.0).sqrt());
        near(found.error_between, 7.0 / 6.0);
        // Equal means leave nothing between.
        near(one_way(&[vec![1.0, 3.0], vec![1.0, 3.0]]).unwrap().between, 0.0);
        assert!(one_way(&[vec![1.0], vec![2.0]]).is_none() && one_way(&[vec![1.0, 2.0]]).is_none());
    }

    /// Groups with given standard deviations between and within.
    fn groups(seed: u64, between: f64, within: f64) -> Vec<Vec<f64>> {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
        let normal = Normal::new(0.0, 1.0).unwrap();
        (0..40)
            .map(|_| {
                let mean = between * normal.sample(&mut random);
                (0..5).map(|_| mean + within * normal.sample(&mut random)).collect()
            })
            .collect()
    }

    #[test]
    fn variances_between_and_within_are_found_without_bias() {
        let (mut between, mut within) = (0.0, 0.0);
        for seed in 0..400 {
            let found = one_way(&groups(seed, 2.0, 3.0)).unwrap();
            between += found.between * found.between / 400.0;
            within += found.within * found.within / 400.0;
        }
        // Standard errors of the means of 400: 0.065 and 0.05.
        assert!((between - 4.0).abs() < 0.26 && (within - 9.0).abs() < 0.2, "{between} {within}");
    }

    #[test]
    fn intervals_of_shares_and_quantiles_cover_although_groups_hang_together() {
        let (mut shares, mut medians) = (0, 0);
        for seed in 0..400 {
            let groups = groups(seed, 2.0, 1.0);
            // The normal of variance 5 lies below -1.0365 sqrt 5... at 15 %.
            let below = |limit: f64| -> Vec<Vec<bool>> {
                groups.iter().map(|group| group.iter().map(|it| *it < limit).collect()).collect()
            };
            let (_, interval) = share(&below(-1.036_433_39 * 5.0_f64.sqrt()), 0.95).unwrap();
            shares += u32::from(interval.low <= 0.15 && 0.15 <= interval.high);
            let (_, interval) = quantile(&groups, 0.5, 0.95).unwrap();
            medians += u32::from(interval.low <= 0.0 && 0.0 <= interval.high);
        }
        // 380 of 400 expected, standard deviation 4.4.
        assert!((362..=396).contains(&shares), "{shares}");
        assert!((362..=396).contains(&medians), "{medians}");
    }

    #[test]
    fn the_interval_of_a_share_is_the_one_worked_by_hand() {
        // 3 of 10; residuals 1.4, -1.2 and -0.2 add up to 3.44 squared, so that the variance is
        // 3/2 · 3.44 / 100 and as good as 0.21 / 0.0516 trials; Student's 4.3027 of 2 degrees.
        let groups = [vec![true; 2], vec![false; 4], vec![false, true, false, false]];
        let (found, interval) = share(&groups, 0.95).unwrap();
        near(found, 0.3);
        assert!((interval.low - 0.017_821_876).abs() < 1e-8, "{interval:?}");
        assert!((interval.high - 0.910_091_303).abs() < 1e-8, "{interval:?}");
    }

    #[test]
    fn the_interval_of_a_quantile_is_the_one_worked_by_hand() {
        // 3.7 has 2 of 4, 1 of 3 and none of 3 below it; the interval of that share, from 0.0372 to
        // 0.8263, is cut from the sorted values.
        let groups = [vec![4.0, 1.0, 9.0, 2.0], vec![7.0, 3.0, 8.0], vec![5.0, 6.0, 10.0]];
        let (found, interval) = quantile(&groups, 0.3, 0.95).unwrap();
        near(found, 3.7);
        assert!((interval.low - 1.334_474_463).abs() < 1e-8, "{interval:?}");
        assert!((interval.high - 8.437_117_668).abs() < 1e-8, "{interval:?}");
    }

    #[test]
    fn what_always_held_has_groups_for_trials() {
        let (found, interval) = share(&vec![vec![true; 50]; 10], 0.95).unwrap();
        near(found, 1.0);
        near(interval.high, 1.0);
        assert!((0.6..0.75).contains(&interval.low), "{interval:?}");
        let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
        let one: Vec<bool> = (0..5).map(|_| random.random::<bool>()).collect();
        assert!(share(&[one], 0.95).is_none());
    }

    #[test]
    fn quantiles_lie_between_neighbours() {
        let groups = [vec![4.0, 1.0], vec![3.0, 2.0]];
        near(quantile(&groups, 0.5, 0.95).unwrap().0, 2.5);
        near(quantile(&groups, 0.9, 0.95).unwrap().0, 3.7);
    }
}
