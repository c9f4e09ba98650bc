//! Which of several designs is best, with a guaranteed probability, on paired observations.
//!
//! A fully sequential race with the boundaries of Kim and Nelson (2001), who allow for correlated
//! observations; it stops when the leader is within the indifference of every design that may
//! still be the best, by Hsu's multiple comparisons with the best. The method, its proof and its
//! sources: `docs/methods/selection.md`.

use super::interval::Interval;
use crate::base::math::{exp, ln};

/// How sure the choice is to be, and of how much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rule {
    /// A difference that does not matter.
    pub indifference: f64,
    /// The intercept of the boundary over variance / indifference.
    constant: f64,
}

impl Rule {
    /// For so many designs, the variances of whose differences are those of the first `first`
    /// observations.
    ///
    /// With S the variance of the differences of the first n, and d the indifference, the sum of r
    /// differences less r times their mean stays above -(c S / d + d r / 2) at every r with a
    /// probability of at least 1 - (1 + 2 c / (n - 1))^(-(n - 1) / 2); c is such that this is
    /// 1 - (1 - confidence) / (designs - 1).
    ///
    /// # Panics
    /// With fewer than two observations.
    #[must_use]
    pub(crate) fn new(designs: usize, confidence: f64, first: u64, indifference: f64) -> Self {
        assert!(first > 1, "a variance takes two observations");
        let degrees = (first - 1) as f64;
        let risk = (1.0 - confidence) / designs.saturating_sub(1).max(1) as f64;
        let constant = degrees / 2.0 * (exp(-2.0 / degrees * ln(risk)) - 1.0);
        Self { indifference, constant }
    }

    /// How far the mean of so many differences may be on the wrong side of the true one, at all
    /// numbers of observations at once.
    #[must_use]
    pub(crate) fn half_width(&self, variance: f64, observations: u64) -> f64 {
        self.intercept(variance) / observations as f64 + self.indifference / 2.0
    }

    /// Observations after which a design that leads another by `lead` on average has left it
    /// behind, with an allowance that falls like 1 over their number; one that does not lead
    /// never does.
    #[must_use]
    fn decided_after(&self, variance: f64, allowance: f64, lead: f64) -> u64 {
        // Casts beyond the range saturate.
        let intercept = self.intercept(variance) + allowance;
        (intercept / (lead.max(0.0) + self.indifference / 2.0)).ceil() as u64
    }

    fn intercept(&self, variance: f64) -> f64 {
        self.constant * variance / self.indifference
    }
}

/// Observations of the first stage, whose variances decide the boundaries. Fewer make the constant
/// larger: by an eighth with 50.
pub(crate) const FIRST_LOOK: u64 = 100;

/// The number of observations at which to look next: a fifth more. None when no more than `most`
/// are allowed and they are used up.
///
/// Looks are planned beforehand and depend on nothing that is seen, so that whatever holds at all
/// numbers of observations holds at these.
#[must_use]
pub(crate) fn next_look(observations: u64, most: u64) -> Option<u64> {
    let next = observations + observations.div_ceil(5);
    (observations < most).then(|| next.min(most))
}

/// Designs on their way to the best; larger values are better.
#[derive(Clone, Debug)]
pub(crate) struct Race {
    rule: Rule,
    /// Of the differences of each pair in the first observations; of those that are doubted, in
    /// all.
    variances: Vec<Vec<f64>>,
    /// By pair: how much farther off its mean may be than its variance says, times observations.
    allowances: Vec<Vec<f64>>,
    /// The looks so far: observations, and the mean of each design that was looked at.
    looks: Vec<(u64, Vec<Option<f64>>)>,
    /// Of each design: whether it is certainly not the best.
    is_out: Vec<bool>,
}

/// The difference of two designs over the observations that both have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Apart {
    pub mean: f64,
    /// How far the true one may be above it, or below: one side of each pair with the best, of
    /// all pairs at once.
    pub half_width: f64,
    pub observations: u64,
}

impl Race {
    /// Before the first look. `variances[i][j]` is the variance of the difference of designs i and
    /// j in one of the first observations.
    #[must_use]
    pub(crate) fn new(rule: Rule, variances: Vec<Vec<f64>>) -> Self {
        let designs = variances.len();
        let (is_out, allowances) = (vec![false; designs], vec![vec![0.0; designs]; designs]);
        Self { rule, variances, allowances, looks: Vec::new(), is_out }
    }

    /// Doubts the variance of a pair whose differences few observations carry: it is now
    /// that of all of them, if that is larger, and the mean may be off by an allowance more.
    pub(crate) fn doubt(&mut self, (own, rival): (usize, usize), variance: f64, allowance: f64) {
        for (a, b) in [(own, rival), (rival, own)] {
            self.variances[a][b] = self.variances[a][b].max(variance);
            self.allowances[a][b] = allowance;
        }
    }

    /// How far the mean of a pair's differences may be on the wrong side of the true one.
    fn half_width(&self, own: usize, rival: usize, observations: u64) -> f64 {
        let allowance = self.allowances[own][rival] / observations as f64;
        self.rule.half_width(self.variances[own][rival], observations) + allowance
    }

    /// Looks at the means over so many observations; none for a design that is no longer observed.
    pub(crate) fn look(&mut self, observations: u64, means: Vec<Option<f64>>) {
        for (own, mean) in means.iter().enumerate() {
            let Some(mean) = mean else { continue };
            let is_behind = means.iter().enumerate().any(|(at, rival)| {
                let behind = rival.map_or(0.0, |rival| rival - mean);
                behind > self.half_width(own, at, observations)
            });
            self.is_out[own] |= is_behind;
        }
        self.looks.push((observations, means));
    }

    /// Whether a design is certainly not the best: nothing more need be known of it.
    #[must_use]
    pub(crate) fn is_out(&self, design: usize) -> bool {
        self.is_out[design]
    }

    /// The highest mean among those that may be the best, the first of equals; none before the
    /// first look.
    #[must_use]
    pub(crate) fn leader(&self) -> Option<usize> {
        let (_, means) = self.looks.last()?;
        let mut best: Option<(usize, f64)> = None;
        for (design, &mean) in means.iter().enumerate() {
            if let Some(mean) = mean.filter(|_| !self.is_out[design])
                && best.is_none_or(|(_, highest)| mean > highest)
            {
                best = Some((design, mean));
            }
        }
        best.map(|(design, _)| design)
    }

    /// Whether the leader is the best or within the indifference of it.
    #[must_use]
    pub(crate) fn is_decided(&self) -> bool {
        self.leader().is_some_and(|leader| {
            self.rivals(leader).all(|rival| {
                self.apart(leader, rival)
                    .is_some_and(|apart| apart.half_width - apart.mean <= self.rule.indifference)
            })
        })
    }

    /// Observations after which it would be decided if means stayed what they are.
    #[must_use]
    pub(crate) fn decided_after(&self) -> Option<u64> {
        let leader = self.leader()?;
        let after = |rival: usize| {
            let lead = self.apart(leader, rival).map_or(0.0, |apart| apart.mean);
            let (variance, allowance) =
                (self.variances[leader][rival], self.allowances[leader][rival]);
            self.rule.decided_after(variance, allowance, lead)
        };
        Some(self.rivals(leader).map(after).max().unwrap_or(0))
    }

    /// One design less another, over the observations that both have; none before the first look.
    #[must_use]
    pub(crate) fn apart(&self, own: usize, rival: usize) -> Option<Apart> {
        self.looks.iter().rev().find_map(|(observations, means)| {
            let mean = means[own]? - means[rival]?;
            let half_width = self.half_width(own, rival, *observations);
            Some(Apart { mean, half_width, observations: *observations })
        })
    }

    /// For each design an interval of its mean less that of the best of the others. All hold at
    /// once with the confidence of the rule (Hsu 1984, Edwards and Hsu 1983).
    #[must_use]
    pub(crate) fn against_the_best(&self) -> Vec<Interval> {
        let designs = 0..self.is_out.len();
        let high = |own: usize| {
            let others = designs.clone().filter(|&other| other != own);
            let ends = others.filter_map(|other| self.apart(own, other));
            let least = ends.map(|it| it.mean + it.half_width).fold(f64::INFINITY, f64::min);
            if self.is_out[own] { 0.0 } else { least.max(0.0) }
        };
        let low = |own: usize| {
            let ends = self.rivals(own).filter_map(|rival| self.apart(own, rival));
            ends.map(|it| it.mean - it.half_width).fold(0.0, f64::min)
        };
        designs.clone().map(|own| Interval { low: low(own), high: high(own) }).collect()
    }

    /// The others that may be the best.
    fn rivals(&self, design: usize) -> impl Iterator<Item = usize> {
        (0..self.is_out.len()).filter(move |&other| other != design && !self.is_out[other])
    }
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand::rngs::Xoshiro256PlusPlus;
    use rand_distr::{Distribution, StandardNormal};

    use super::*;

    const RUNS: u64 = 1000;
    const INDIFFERENCE: f64 = 0.2;
    /// A guarantee of exactly 95 % stays below with probability 0.0004, one of 90 % does so with
    /// 0.997.
    const LEAST: u64 = 926;

    /// What became of the races with designs of these means.
    #[derive(Debug, Default)]
    struct Score {
        /// The choice is the best.
        best: u64,
        /// The choice is the best or within the indifference of it.
        good: u64,
        /// All intervals against the best held at once.
        covered: u64,
        /// The best alone was left.
        alone: u64,
        observations: u64,
    }

    /// Designs that share two thirds of the variance of a day, as on the same customers.
    fn day(means: &[f64], random: &mut Xoshiro256PlusPlus) -> Vec<f64> {
        let mut normal = || -> f64 { StandardNormal.sample(random) };
        let shared = 2.0_f64.sqrt() * normal();
        means.iter().map(|mean| mean + shared + normal()).collect()
    }

    fn variances(days: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let n = days.len() as f64;
        let variance = |i: usize, j: usize| {
            let mean = days.iter().map(|day| day[i] - day[j]).sum::<f64>() / n;
            let squares = days.iter().map(|day| {
                let from_mean = day[i] - day[j] - mean;
                from_mean * from_mean
            });
            squares.sum::<f64>() / (n - 1.0)
        };
        let designs = 0..days[0].len();
        designs.clone().map(|i| designs.clone().map(|j| variance(i, j)).collect()).collect()
    }

    fn race(means: &[f64], seed: u64) -> Race {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed);
        let first: Vec<_> = (0..FIRST_LOOK).map(|_| day(means, &mut random)).collect();
        let rule = Rule::new(means.len(), 0.95, FIRST_LOOK, INDIFFERENCE);
        let mut race = Race::new(rule, variances(&first));
        let mut sums = vec![0.0; means.len()];
        let mut add = |day: Vec<f64>| -> Vec<f64> {
            sums.iter_mut().zip(day).for_each(|(sum, more)| *sum += more);
            sums.clone()
        };
        let mut totals = first.into_iter().map(&mut add).last().unwrap();
        let mut look = FIRST_LOOK;
        loop {
            let mean =
                |(design, sum): (usize, &f64)| (!race.is_out(design)).then_some(sum / look as f64);
            let seen = totals.iter().enumerate().map(mean).collect();
            race.look(look, seen);
            if race.is_decided() {
                return race;
            }
            let next = next_look(look, u64::MAX).unwrap();
            for _ in look..next {
                totals = add(day(means, &mut random));
            }
            look = next;
        }
    }

    fn score(means: &[f64]) -> Score {
        let highest = means.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut score = Score::default();
        for seed in 0..RUNS {
            let race = race(means, seed);
            let choice = race.leader().unwrap();
            score.best += u64::from(means[choice] >= highest);
            score.good += u64::from(means[choice] >= highest - INDIFFERENCE);
            score.alone += u64::from((0..means.len()).all(|it| it == choice || race.is_out(it)));
            let holds = race.against_the_best().iter().enumerate().all(|(own, interval)| {
                let others = means.iter().enumerate().filter(|(other, _)| *other != own);
                let rival = others.map(|(_, mean)| *mean).fold(f64::NEG_INFINITY, f64::max);
                let truth = means[own] - rival;
                interval.low <= truth + 1e-12 && truth <= interval.high + 1e-12
            });
            score.covered += u64::from(holds);
            score.observations += race.looks.last().unwrap().0;
        }
        score
    }

    #[test]
    fn the_best_is_chosen_as_often_as_promised_when_all_others_are_just_as_far_behind() {
        let score = score(&[INDIFFERENCE, 0.0, 0.0, 0.0, 0.0]);
        assert!(score.best >= LEAST && score.covered >= LEAST, "{score:?}");
        // c S / d over 1.5 d, S = 2: about 150 observations, and a fifth for the looks.
        assert!((130..250).contains(&(score.observations / RUNS)), "{score:?}");
    }

    #[test]
    fn the_choice_is_good_and_intervals_hold_when_differences_do_not_matter() {
        let score = score(&[0.15, 0.1, 0.05, 0.0, -0.3]);
        assert!(score.good >= LEAST && score.covered >= LEAST, "{score:?}");
        assert!(score.alone < RUNS / 10, "{score:?}");
    }

    #[test]
    fn what_is_far_behind_is_told_apart() {
        let score = score(&[1.0, 0.0, -1.0]);
        assert!(score.best >= 999 && score.covered >= LEAST && score.alone >= 990, "{score:?}");
    }

    #[test]
    fn equal_designs_cannot_be_told_apart() {
        let days: Vec<Vec<f64>> = (0..FIRST_LOOK).map(|day| vec![day as f64; 2]).collect();
        let rule = Rule::new(2, 0.95, FIRST_LOOK, 1.0);
        let mut race = Race::new(rule, variances(&days));
        assert_eq!((race.leader(), race.is_decided()), (None, false));
        race.look(FIRST_LOOK, vec![Some(49.5); 2]);
        assert_eq!((race.leader(), race.is_decided()), (Some(0), true));
        assert!(!race.is_out(0) && !race.is_out(1));
        assert_eq!(race.against_the_best(), [Interval { low: -0.5, high: 0.5 }; 2]);
    }

    #[test]
    fn the_boundary_is_that_of_the_formula() {
        // Two designs, 95 %, ten observations: c = 9/2 (0.05^(-2/9) - 1) = 4.2565.
        let rule = Rule::new(2, 0.95, 10, 2.0);
        let width = rule.half_width(8.0, 50);
        let by_hand = 4.256_494_729_1 * 8.0 / 2.0 / 50.0 + 1.0;
        assert!((width - by_hand).abs() < 1e-9, "{width}, not {by_hand}");
        assert_eq!(rule.decided_after(0.0, 0.0, 0.0), 0);
        assert_eq!(rule.decided_after(8.0, 0.0, 3.0), 5);
        // The closest rival decides when a race would be over: 4.2565 · 16 / 2 / (1 + 1) = 17.03.
        let mut race =
            Race::new(rule, vec![vec![0.0, 8.0, 16.0], vec![8.0, 0.0, 8.0], vec![16.0, 8.0, 0.0]]);
        assert_eq!(race.decided_after(), None);
        race.look(10, vec![Some(5.0), Some(2.0), Some(4.0)]);
        assert_eq!(race.decided_after(), Some(18));
    }

    #[test]
    fn at_twice_the_risk_the_constants_are_those_of_kim_and_nelson() {
        // G-05: designs, first stage, and their eta and h squared at alpha = 0.05.
        for (designs, first, eta, h_squared) in [
            (2, 10, 0.334_050_268_6, 6.012_904_835),
            (5, 10, 0.634_967_265_2, 11.429_410_77),
            (10, 10, 0.859_083_429_9, 15.463_501_74),
            (100, 20, 0.533_475_117_6, 20.272_054_47),
            (1000, 30, 0.443_630_798_3, 25.730_586_3),
        ] {
            let constant = Rule::new(designs, 0.9, first, 1.0).constant;
            let found = (constant / (first - 1) as f64, 2.0 * constant);
            let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b;
            assert!(near(found.0, eta) && near(found.1, h_squared), "{designs}: {found:?}");
        }
    }

    #[test]
    fn looks_are_a_fifth_apart_and_end_at_the_most() {
        let looks = |most| {
            std::iter::successors(Some(FIRST_LOOK), |&it| next_look(it, most)).collect::<Vec<_>>()
        };
        assert_eq!(looks(200), [100, 120, 144, 173, 200]);
        assert_eq!(looks(100), [100]);
    }
}
