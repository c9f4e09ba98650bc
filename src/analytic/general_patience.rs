//! M/M/n+G: Poisson arrivals, exponential handle times, and patience of any law.
//!
//! Baccelli and Hebuterne (*Performance '81*) found the density of the offered wait V, what a
//! customer of endless patience would wait: for x > 0 it is proportional to λ e(x), with
//! e(x) = exp(λ H(x) - nμ x) and H(x) the mean of the smaller of patience and x; and
//! P(V > 0) = λJ / (ℰ + λJ), J the integral of e and 1/ℰ the blocking of Erlang B with n - 1
//! agents. The figures are integrals over that density (Zeltyn and Mandelbaum, *Queueing Systems*
//! 51, 2005). Patience of 0 is declining to wait, which only who finds no idle agent does.
//!
//! The exponent is concave. Everything is scaled by its peak, so that nothing overflows, and the
//! quadrature stops where the law of patience jumps or bends.

use super::budget::{Budget, LONGEST_SECONDS, NoFigures, check_mean};
use super::erlang_b::idle_weight;
use super::figures::{QueueFigures, Within};
use super::quadrature::integrate;
use crate::base::math::exp;
use crate::random::{Distribution, Law};

/// Relative error of every integral.
const TOLERANCE: f64 = 1e-10;
/// The density is followed down to e to the minus this of its peak: to the smallest numbers.
const DEEPEST: f64 = 700.0;
/// Depths below the peak at which first panels of the quadrature end.
const DEPTHS: [f64; 7] = [0.5, 2.0, 8.0, 30.0, 90.0, 250.0, DEEPEST];

/// One queue in a steady state.
pub struct GeneralPatience<'b> {
    budget: &'b Budget<'b>,
    rate_per_second: f64,
    handle_seconds: f64,
    agents: f64,
    patience: Distribution,
    /// Where the exponent is highest, and its value there.
    peak: (f64, f64),
    /// ℰ over e to the height of the peak.
    none_waiting: f64,
    /// The same with λJ: everything.
    whole: f64,
    /// Where panels begin and end.
    places: Vec<f64>,
}

impl<'b> GeneralPatience<'b> {
    /// A queue of that rate of arrivals, mean handle time and number of agents, and what may be
    /// spent on its figures. There must be arrivals and an agent, and a mean handle time between a
    /// microsecond and 2^47 of them.
    ///
    /// # Errors
    /// Where contacts that never abandon are more than agents can handle, so that there is no steady
    /// state, where the queue lies outside its domain, and where it would take too long.
    pub fn new(
        rate_per_second: f64,
        handle_seconds: f64,
        agents: u32,
        patience: &Law,
        budget: &'b Budget<'b>,
    ) -> Result<Self, NoFigures> {
        check_mean("handle time", handle_seconds)?;
        if !(rate_per_second > 0.0 && rate_per_second.is_finite()) {
            return Err(NoFigures::OutOfDomain("no contacts come".to_owned()));
        }
        if agents == 0 {
            return Err(NoFigures::OutOfDomain("nobody is on duty".to_owned()));
        }
        budget.spend(agents.into())?;
        let mut queue = Self {
            budget,
            rate_per_second,
            handle_seconds,
            agents: f64::from(agents),
            patience: Distribution::new(patience),
            peak: (0.0, 0.0),
            none_waiting: 0.0,
            whole: 0.0,
            places: Vec::new(),
        };
        // Patience that lasts longer than any time there is never ends.
        let never = queue.patience.never().max(queue.patience.survival(LONGEST_SECONDS));
        if rate_per_second * never >= queue.finishing() {
            return Err(NoFigures::Grows);
        }
        queue.peak.0 = queue.peak_place();
        queue.peak.1 = queue.exponent(queue.peak.0);
        queue.places = queue.panel_ends();
        let load = rate_per_second * handle_seconds;
        queue.none_waiting = (1.0 + idle_weight(agents - 1, load)) * exp(-queue.peak.1);
        let [waiting] = queue.integrals(&[], |_, density| [density])?;
        queue.whole = queue.none_waiting + rate_per_second * waiting;
        Ok(queue)
    }

    /// The long-run figures. Who has no patience at all and finds no idle agent is abandoned after
    /// a wait of 0.
    ///
    /// # Errors
    /// If they would take too long.
    pub fn figures(&self) -> Result<QueueFigures, NoFigures> {
        let [delayed, abandoned, answered, wait, wait_of_answered] = self
            .integrals(&[], |x, density| {
                let patient = density * self.patience.survival(x);
                let left = density * self.patience.cdf(x);
                [density, left, patient, density * self.patience.limited_mean(x), patient * x]
            })?
            .map(|integral| integral * self.scale());
        let answered = self.at_once() + answered;
        Ok(QueueFigures {
            delayed,
            blocked: 0.0,
            abandoned,
            answered,
            mean_wait_seconds: wait,
            asa_seconds: if answered > 0.0 { wait_of_answered / answered } else { 0.0 },
            queue_length: self.rate_per_second * wait,
            occupancy: answered * self.rate_per_second * self.handle_seconds / self.agents,
        })
    }

    /// What becomes of contacts within a threshold, which includes the threshold itself.
    ///
    /// # Errors
    /// If it would take too long.
    pub fn within(&self, seconds: f64) -> Result<Within, NoFigures> {
        let [answered, abandoned] = self
            .integrals(&[seconds], |x, density| {
                let answered = if x <= seconds { density * self.patience.survival(x) } else { 0.0 };
                [answered, density * self.patience.cdf(x.min(seconds))]
            })?
            .map(|integral| integral * self.scale());
        Ok(Within { answered: self.at_once() + answered, abandoned })
    }

    /// Probability that a customer of endless patience would wait longer than this.
    ///
    /// # Errors
    /// If it would take too long.
    pub fn offered_wait_beyond(&self, seconds: f64) -> Result<f64, NoFigures> {
        let [beyond] = self
            .integrals(&[seconds], |x, density| [if x > seconds { density } else { 0.0 }])?
            .map(|integral| integral * self.scale());
        Ok(beyond)
    }

    /// Share of contacts that find an idle agent.
    fn at_once(&self) -> f64 {
        // Where almost nobody waits both are infinite.
        if self.whole.is_infinite() { 1.0 } else { self.none_waiting / self.whole }
    }

    /// From an integral over the scaled density to a share of offered contacts.
    fn scale(&self) -> f64 {
        self.rate_per_second / self.whole
    }

    /// Rate at which all agents together finish.
    fn finishing(&self) -> f64 {
        self.agents / self.handle_seconds
    }

    /// The logarithm of e(x).
    fn exponent(&self, x: f64) -> f64 {
        self.rate_per_second * self.patience.limited_mean(x) - self.finishing() * x
    }

    /// How far the exponent at x lies below its peak.
    fn depth(&self, x: f64) -> f64 {
        self.peak.1 - self.exponent(x)
    }

    /// Where the exponent turns from rising to falling.
    fn peak_place(&self) -> f64 {
        let rises = |x: f64| self.rate_per_second * self.patience.survival(x) > self.finishing();
        if !rises(0.0) {
            return 0.0;
        }
        let mut high = self.handle_seconds;
        while rises(high) && high < 1e300 {
            high *= 2.0;
        }
        first_not(rises, 0.0, high)
    }

    /// 0, the peak, depths on both sides of it, and where patience jumps or bends.
    fn panel_ends(&self) -> Vec<f64> {
        let (peak, _) = self.peak;
        let mut places = vec![0.0, peak];
        for depth in DEPTHS {
            if self.depth(0.0) > depth {
                places.push(first_not(|x| self.depth(x) > depth, 0.0, peak));
            }
            let mut width = 1.0 / self.finishing();
            while self.depth(peak + width) < depth && width < 1e300 {
                width *= 2.0;
            }
            places.push(first_not(|x| self.depth(x) < depth, peak, peak + width));
        }
        let end = places.iter().copied().fold(0.0, f64::max);
        places.extend(self.patience.breaks().iter().filter(|&&at| at < end));
        in_order(places)
    }

    /// Integrals over the offered wait beyond 0 of what is made of x and the scaled density there.
    fn integrals<const N: usize>(
        &self,
        thresholds: &[f64],
        integrands: impl Fn(f64, f64) -> [f64; N],
    ) -> Result<[f64; N], NoFigures> {
        let mut places = self.places.clone();
        let end = places.last().copied().unwrap_or_default();
        places.extend(thresholds.iter().filter(|&&at| at < end));
        let integrands = |x| integrands(x, exp(-self.depth(x)));
        integrate(integrands, &in_order(places), TOLERANCE, self.budget)
    }
}

/// The place where a condition that holds up to somewhere ceases to hold.
fn first_not(holds: impl Fn(f64) -> bool, mut low: f64, mut high: f64) -> f64 {
    loop {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            return high;
        }
        if holds(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
}

fn in_order(mut places: Vec<f64>) -> Vec<f64> {
    places.sort_by(f64::total_cmp);
    places.dedup();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A queue that may take as long as it likes.
    fn ample(
        rate_per_second: f64,
        handle_seconds: f64,
        agents: u32,
        patience: &Law,
    ) -> Result<GeneralPatience<'static>, NoFigures> {
        let budget = Box::leak(Box::new(Budget::new(u64::MAX, u64::MAX, &|| false)));
        GeneralPatience::new(rate_per_second, handle_seconds, agents, patience, budget)
    }

    fn exponential(mean: f64) -> Law {
        Law::Exponential { mean }
    }

    fn mixture<const N: usize>(parts: [(f64, Law); N]) -> Law {
        Law::Mixture { parts: parts.into() }
    }

    fn weibull(shape: f64, scale: f64) -> Law {
        Law::Weibull { shape, scale }
    }

    /// The benchmark's 1260 contacts an hour of 300 s for 100 agents.
    fn hundred(patience: &Law) -> GeneralPatience<'static> {
        ample(0.35, 300.0, 100, patience).unwrap()
    }

    #[track_caller]
    fn assert_close(name: &str, found: f64, known: f64, relative: f64) {
        assert!((found / known - 1.0).abs() <= relative, "{name}: known {known}, found {found}");
    }

    /// Delayed, abandoned, mean wait, answered within 20 s.
    #[track_caller]
    fn assert_known(queue: &GeneralPatience<'_>, known: [f64; 4]) {
        let figures = queue.figures().unwrap();
        let found = [
            figures.delayed,
            figures.abandoned,
            figures.mean_wait_seconds,
            queue.within(20.0).unwrap().answered,
        ];
        for (found, known) in found.into_iter().zip(known) {
            assert_close("figure", found, known, 1e-9);
        }
    }

    #[test]
    fn exponential_patience_gives_erlang_a() {
        // Birth-death chains with 25 digits.
        let queue = hundred(&exponential(180.0));
        assert_known(&queue, [0.620_657_227_6, 0.072_123_006_24, 12.982_141_12, 0.673_276_019_8]);
        let figures = queue.figures().unwrap();
        let within = queue.within(20.0).unwrap();
        assert_close("asa", figures.asa_seconds, 12.722_190_67, 1e-9);
        assert_close("abandoned in 20 s", within.abandoned, 0.049_137_206_25, 1e-9);
        let excluded = within.answered / (1.0 - within.abandoned);
        assert_close("service level", excluded, 0.708_068_529_2, 1e-9);
        assert_close("queue", figures.queue_length, 4.543_749_393, 1e-9);
        assert_close("occupancy", figures.occupancy, 0.974_270_843_5, 1e-9);

        let queue = ample(1.0 / 60.0, 300.0, 5, &exponential(120.0)).unwrap();
        assert_known(&queue, [0.466_431_798, 0.212_543_101_5, 25.505_172_18, 0.598_274_959_4]);
        assert_close("asa", queue.figures().unwrap().asa_seconds, 18.859_099_84, 1e-9);

        let queue = ample(0.25, 300.0, 50, &exponential(120.0)).unwrap();
        assert_known(&queue, [0.975_753_735_9, 0.334_170_323, 40.100_438_75, 0.111_056_227_6]);
        assert_close("asa", queue.figures().unwrap().asa_seconds, 45.943_647_06, 1e-9);

        let queue = ample(0.08, 300.0, 30, &exponential(600.0)).unwrap();
        assert_known(&queue, [0.145_664_070_9, 0.008_220_510_483, 4.932_306_29, 0.911_839_776_7]);
    }

    #[test]
    fn other_laws_agree_with_quadratures_of_25_digits() {
        let known = [0.940_921_073_3, 0.051_435_299_52, 76.247_808_36, 0.114_156_174_2];
        let constant = hundred(&Law::Constant { value: 120.0 });
        assert_known(&constant, known);
        assert_close("asa", constant.figures().unwrap().asa_seconds, 73.875_374_43, 1e-9);
        let known = [0.352_133_553_4, 0.089_468_513_99, 2.685_809_725, 0.885_707_010_5];
        assert_known(&hundred(&weibull(0.5, 90.0)), known);
        let known = [0.835_243_986_4, 0.058_261_597_93, 38.725_764_55, 0.316_873_069_7];
        assert_known(&hundred(&weibull(2.0, 203.108_250_077)), known);
        let known = [0.719_286_185_6, 0.065_751_987_52, 22.079_575_35, 0.518_134_157_9];
        assert_known(&hundred(&Law::Uniform { low: 0.0, high: 360.0 }), known);
    }

    #[test]
    fn ten_agents_with_weibull_patience_agree_with_quadratures_of_25_digits() {
        let ten = |patience| ample(0.05, 240.0, 10, &patience).unwrap();
        for (patience, [abandoned, wait, within]) in [
            (weibull(0.5, 90.0), [0.253_885_431_2, 15.001_139_76, 0.566_777_825_8]),
            (weibull(2.0, 203.108_250_077), [0.200_569_409_3, 70.858_505_44, 0.243_310_560_6]),
        ] {
            let queue = ten(patience);
            assert_close("abandoned", queue.figures().unwrap().abandoned, abandoned, 1e-9);
            assert_close("wait", queue.figures().unwrap().mean_wait_seconds, wait, 1e-9);
            assert_close("within", queue.within(20.0).unwrap().answered, within, 1e-9);
        }
    }

    #[test]
    fn patience_of_nothing_is_declining_to_wait() {
        let some_at_once =
            mixture([(0.1, Law::Constant { value: 0.0 }), (0.9, exponential(180.0))]);
        let known = [0.466_920_331_3, 0.082_053_767_6, 6.365_112_204, 0.805_356_226_8];
        assert_known(&hundred(&some_at_once), known);
        // Nobody waits at all: the loss system of Erlang B, 20 agents and 18 erlangs.
        let queue = ample(0.06, 300.0, 20, &Law::Constant { value: 0.0 }).unwrap();
        assert_close("blocking", queue.figures().unwrap().abandoned, 0.109_212_845_873, 1e-11);
        assert!(queue.figures().unwrap().mean_wait_seconds == 0.0);
    }

    #[test]
    fn the_mean_of_patience_is_not_enough() {
        let balking = mixture([(0.1, Law::Constant { value: 0.0 }), (0.9, exponential(180.0))]);
        let waits = [
            weibull(0.5, 90.0),
            balking,
            exponential(180.0),
            Law::Uniform { low: 0.0, high: 360.0 },
            weibull(2.0, 203.108_250_077),
        ]
        .map(|patience| hundred(&patience).figures().unwrap().mean_wait_seconds);
        assert!(waits.is_sorted() && waits[0] < 2.7 && waits[4] > 38.7, "{waits:?}");
    }

    #[test]
    fn laws_that_are_the_same_give_the_same_figures() {
        let branches = Law::Hyperexponential { branches: vec![(0.25, 20.0), (0.75, 730.0)] };
        let parts = mixture([(0.25, exponential(20.0)), (0.75, exponential(730.0))]);
        let values = (0..2_000).map(|at| (f64::from(at) + 0.5) * 0.18).collect();
        for (one, other, relative) in [
            (branches, parts, 1e-12),
            (Law::Gamma { mean: 180.0, cv: 1.0 }, exponential(180.0), 1e-11),
            (weibull(1.0, 180.0), exponential(180.0), 1e-11),
            (Law::Uniform { low: 120.0, high: 120.000_1 }, Law::Constant { value: 120.0 }, 1e-5),
            (Law::Empirical { values }, Law::Uniform { low: 0.0, high: 360.0 }, 1e-5),
            (Law::Never, Law::Constant { value: 1e7 }, 1e-9),
        ] {
            let one = ample(0.33, 300.0, 100, &one).unwrap();
            let other = ample(0.33, 300.0, 100, &other).unwrap();
            let (a, b) = (one.figures().unwrap(), other.figures().unwrap());
            assert_close("delayed", a.delayed, b.delayed, relative);
            assert_close("wait", a.mean_wait_seconds, b.mean_wait_seconds, relative);
            assert_close(
                "within",
                one.within(20.0).unwrap().answered,
                other.within(20.0).unwrap().answered,
                relative,
            );
            assert!((a.abandoned - b.abandoned).abs() <= relative * b.abandoned.max(1e-3));
        }
    }

    /// Midpoints of a dense grid, cubed so that it is densest at 0, without any care but for jumps.
    fn coarse(queue: &GeneralPatience<'_>, law: &Law, to: f64) -> [f64; 3] {
        const STEPS: i32 = 400_000;
        let distribution = Distribution::new(law);
        let place = |step: i32| {
            let part = f64::from(step) / f64::from(STEPS);
            to * part * part * part
        };
        let mut grid: Vec<f64> = (0..=STEPS).map(place).collect();
        grid.extend(distribution.breaks());
        grid.sort_by(f64::total_cmp);
        let (mut height, mut sums) = (0.0, [0.0; 3]);
        let mut points = Vec::new();
        for ends in grid.windows(2) {
            let (from, to) = (ends[0], ends[1]);
            let survival = distribution.survival(f64::midpoint(from, to));
            let slope = queue.rate_per_second * survival - queue.finishing();
            points.push((to - from, survival, height + 0.5 * (to - from) * slope));
            height += (to - from) * slope;
        }
        for (width, survival, exponent) in points {
            let density = width * exp(exponent);
            sums = [
                sums[0] + density,
                sums[1] + density * (1.0 - survival),
                sums[2] + density * survival,
            ];
        }
        let load = queue.rate_per_second * queue.handle_seconds;
        let none = 1.0 + idle_weight(queue.agents as u32 - 1, load);
        let whole = none + queue.rate_per_second * sums[0];
        let share = queue.rate_per_second / whole;
        [sums[0] * share, sums[1] * share, none / whole + sums[2] * share]
    }

    #[test]
    fn every_law_agrees_with_a_dense_grid() {
        let observed = Law::Empirical { values: vec![5.0, 5.0, 30.0, 400.0] };
        for law in [
            Law::Lognormal { mean: 180.0, cv: 1.3 },
            Law::Lognormal { mean: 180.0, cv: 6.0 },
            Law::Gamma { mean: 180.0, cv: 0.5 },
            Law::Gamma { mean: 180.0, cv: 3.0 },
            weibull(0.4, 60.0),
            Law::Uniform { low: 30.0, high: 90.0 },
            Law::Triangular { low: 10.0, mode: 40.0, high: 190.0 },
            Law::Hyperexponential { branches: vec![(0.25, 20.0), (0.75, 730.0)] },
            mixture([(0.2, Law::Never), (0.8, exponential(60.0))]),
            mixture([(0.4, observed.clone()), (0.6, Law::Gamma { mean: 90.0, cv: 0.2 })]),
            observed,
        ] {
            let queue = ample(0.045, 240.0, 10, &law).unwrap();
            let figures = queue.figures().unwrap();
            let [delayed, abandoned, answered] = coarse(&queue, &law, 60_000.0);
            assert_close("delayed", figures.delayed, delayed, 2e-6);
            assert_close("abandoned", figures.abandoned, abandoned, 2e-6);
            assert_close("answered", figures.answered, answered, 2e-6);
        }
    }

    #[test]
    fn figures_keep_their_identities() {
        for law in [weibull(0.5, 90.0), Law::Constant { value: 60.0 }, exponential(180.0)] {
            for (rate, agents) in [(0.25, 100), (0.35, 100), (0.6, 100)] {
                let queue = ample(rate, 300.0, agents, &law).unwrap();
                let figures = queue.figures().unwrap();
                let beyond_all = queue.within(1e9).unwrap();
                assert_close("answered", beyond_all.answered, figures.answered, 1e-9);
                assert!((beyond_all.abandoned - figures.abandoned).abs() < 1e-10);
                assert_close(
                    "delayed",
                    queue.offered_wait_beyond(0.0).unwrap(),
                    figures.delayed,
                    1e-9,
                );
                // What agents finish is what was answered.
                let finished = figures.occupancy * f64::from(agents) / 300.0;
                assert_close("answered", finished, rate * (1.0 - figures.abandoned), 1e-9);
            }
        }
    }

    #[test]
    fn a_thousand_and_ten_thousand_agents_do_not_overflow() {
        for agents in [1_000, 10_000] {
            for load in [0.2, 0.99, 1.0, 1.05, 3.0] {
                let rate = load * f64::from(agents) / 300.0;
                for law in [exponential(180.0), weibull(0.5, 90.0), Law::Constant { value: 60.0 }] {
                    let queue = ample(rate, 300.0, agents, &law).unwrap();
                    let (figures, within) = (queue.figures().unwrap(), queue.within(20.0).unwrap());
                    let all = [
                        figures.delayed,
                        figures.abandoned,
                        figures.occupancy,
                        within.answered,
                        within.abandoned,
                    ];
                    let is_share = |share: f64| (-1e-12..=1.0 + 1e-9).contains(&share);
                    assert!(all.into_iter().all(is_share), "{agents} {load} {law:?} {figures:?}");
                    // Far overloaded: the fluid limit, all agents busy.
                    if load > 2.0 {
                        assert_close("abandoned", figures.abandoned, 1.0 - 1.0 / load, 1e-9);
                    }
                }
            }
        }
    }

    #[test]
    fn exponential_patience_abandons_at_its_rate_with_ten_thousand_agents() {
        let queue = ample(10_100.0 / 300.0, 300.0, 10_000, &exponential(180.0));
        let figures = queue.unwrap().figures().unwrap();
        assert_close("abandoned", figures.abandoned, figures.mean_wait_seconds / 180.0, 1e-9);
    }

    #[test]
    fn patience_without_end_needs_agents_enough() {
        let some = mixture([(0.5, Law::Never), (0.5, exponential(60.0))]);
        assert!(ample(0.35, 300.0, 100, &Law::Never).is_err());
        assert!(ample(0.35, 300.0, 100, &some).is_ok());
        assert!(ample(0.70, 300.0, 100, &some).is_err());
        // 200 contacts an hour of 180 s for 11 agents: Erlang C.
        let queue = ample(200.0 / 3600.0, 180.0, 11, &Law::Never).unwrap();
        assert_close("delayed", queue.figures().unwrap().delayed, 0.682_118_204_7, 1e-9);
        assert_close("wait", queue.figures().unwrap().mean_wait_seconds, 122.781_276_8, 1e-9);
        assert_close("within", queue.within(20.0).unwrap().answered, 0.389_613_811_7, 1e-9);
    }
}
