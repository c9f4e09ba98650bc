//! M(t)/M/n(t)+M: one queue on a day of changing volume and staff, from empty.
//!
//! Arrivals are Poisson at rates that are constant within a stretch, handle time and patience
//! exponential. The state is the number of contacts present and, after staff drops, how many agents
//! still finish the contact in progress before they leave. Its probabilities follow Kolmogorov's
//! forward equations, which are solved by uniformization (Jensen, 1953): within a stretch the chain
//! moves at the instants of one Poisson process, so that its state is a mixture of powers of one
//! matrix. All terms are positive and the error is what is left out: Poisson numbers of less than
//! 1e-16 in all and, where waiting has no limit, a queue so long that less than 1e-12 of the
//! arrivals would find it. Expected counts and times are thus exact to about ten digits.
//!
//! One thing is not: what becomes of an arrival within a threshold is worked out as if the
//! agents of its stretch stayed, which concerns those alone who wait while staff changes.

use super::budget::{Budget, LONGEST_SECONDS, NoFigures, check_mean};
use super::chain::{Chain, Chances, NOTHING, Rates};
use super::place_in_line::Line;

/// Waiting places tried first where there is no limit and nobody waits.
const FIRST_PLACES: usize = 20;
/// Share of the arrivals of a stretch that may find all those places taken.
const LOST: f64 = 1e-12;
/// What becomes of who finds a place in the line within a threshold: an incomplete beta function.
const STEPS_OF_A_PLACE: f64 = 100.0;
/// Nothing happens later than a week after closing.
const WEEK_SECONDS: f64 = 7.0 * 86_400.0;
/// Waiting is over after closing when it is less probable than this.
const SETTLED: f64 = 1e-13;

/// One queue from opening to closing.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// Mean patience; infinite: nobody abandons.
    pub patience_seconds: f64,
    /// Share of those who find no idle agent, but a place to wait, that do not wait at all.
    pub declining: f64,
    /// How many may wait at once; none given: no limit.
    pub places: Option<u32>,
    /// In order of time.
    pub stretches: Vec<Stretch>,
    /// Whether those who wait at closing are still answered.
    pub finishes_waiting: bool,
    /// Waits in seconds of which it is asked what happens within them, the wait itself included.
    pub thresholds: Vec<f64>,
}

/// A length of time in which nothing but chance changes anything.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    pub seconds: f64,
    pub rate_per_second: f64,
    pub agents: u32,
    /// Mean handle time of whoever is in handling.
    pub handle_seconds: f64,
}

/// Expected counts and times.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Expected {
    /// Contacts that arrived.
    pub offered: f64,
    /// Found no idle agent and waited.
    pub delayed: f64,
    /// Found all waiting places taken.
    pub blocked: f64,
    /// Found no idle agent and a place to wait, and did not wait.
    pub declined: f64,
    /// Left the queue in this time.
    pub abandoned: f64,
    /// Contact-seconds of waiting in this time.
    pub waiting_seconds: f64,
    /// Agent-seconds of handling.
    pub busy_seconds: f64,
    /// Agent-seconds on duty, those who only finish included.
    pub duty_seconds: f64,
    /// By threshold: arrivals of this time answered, and abandoned or declined, within it.
    pub within: Vec<(f64, f64)>,
}

/// A day's expectations.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// By stretch.
    pub stretches: Vec<Expected>,
    /// After closing, until nobody waits.
    pub after_close: Expected,
    /// Waiting at closing.
    pub waiting_at_close: f64,
    /// Waiting when nothing is looked at any more: hardly anybody, unless nobody may answer them.
    pub waiting_at_end: f64,
}

impl Solution {
    /// The whole day, what happens after closing included.
    #[must_use]
    pub fn whole(&self) -> Expected {
        let mut whole = self.after_close.clone();
        for part in &self.stretches {
            whole.add(1.0, part);
        }
        whole
    }
}

impl Expected {
    /// Adds a multiple of another.
    pub fn add(&mut self, factor: f64, other: &Self) {
        self.offered += factor * other.offered;
        self.delayed += factor * other.delayed;
        self.blocked += factor * other.blocked;
        self.declined += factor * other.declined;
        self.abandoned += factor * other.abandoned;
        self.waiting_seconds += factor * other.waiting_seconds;
        self.busy_seconds += factor * other.busy_seconds;
        self.duty_seconds += factor * other.duty_seconds;
        self.within.resize(self.within.len().max(other.within.len()), (0.0, 0.0));
        for (sum, part) in self.within.iter_mut().zip(&other.within) {
            *sum = (sum.0 + factor * part.0, sum.1 + factor * part.1);
        }
    }
}

impl Day {
    /// Expectations of the day that begins empty. Mean handle times must lie between a microsecond
    /// and 2^47 of them, and so must patience unless it is infinite; rates and lengths must be
    /// finite. After closing it is followed for a week at most.
    ///
    /// # Errors
    /// Where the day lies outside its domain, or takes too long: a step is an update of a state's
    /// probability, of which there are some hundred million a second.
    pub fn solve(&self, budget: &Budget) -> Result<Solution, NoFigures> {
        self.check_domain()?;
        let mut chances = Chances::empty();
        let mut stretches = Vec::with_capacity(self.stretches.len());
        for stretch in &self.stretches {
            stretches.push(self.pass(&mut chances, stretch, budget)?);
        }
        let waiting_at_close = chances.waiting();
        let mut after_close = Expected::default();
        if let Some(last) = self.stretches.last().filter(|_| self.finishes_waiting) {
            let is_endless = last.agents == 0 && self.patience_seconds.is_infinite();
            // Long enough for some dozens to be answered, short beside a day.
            let seconds = last.handle_seconds / f64::from(last.agents.max(1)) * 32.0;
            let stretch = Stretch { seconds, rate_per_second: 0.0, ..*last };
            let mut left = WEEK_SECONDS;
            while !is_endless && chances.waiting() > SETTLED && left > 0.0 {
                let stretch = Stretch { seconds: seconds.min(left), ..stretch };
                after_close.add(1.0, &self.pass(&mut chances, &stretch, budget)?);
                left -= seconds;
            }
        }
        let waiting_at_end = if self.finishes_waiting { chances.waiting() } else { 0.0 };
        Ok(Solution { stretches, after_close, waiting_at_close, waiting_at_end })
    }

    fn check_domain(&self) -> Result<(), NoFigures> {
        if self.patience_seconds <= LONGEST_SECONDS {
            check_mean("patience", self.patience_seconds)?;
        }
        for stretch in &self.stretches {
            check_mean("handle time", stretch.handle_seconds)?;
            let is_known = |number: f64| number.is_finite() && number >= 0.0;
            if !is_known(stretch.seconds) || !is_known(stretch.rate_per_second) {
                return Err(NoFigures::OutOfDomain("volumes have no bound".to_owned()));
            }
        }
        Ok(())
    }

    /// Moves the chances through a stretch with places enough.
    fn pass(
        &self,
        chances: &mut Chances,
        stretch: &Stretch,
        budget: &Budget,
    ) -> Result<Expected, NoFigures> {
        let mut places = match self.places {
            Some(places) => places as usize,
            // A place costs time even where nobody waits in it: the clock has to be as fast.
            None => FIRST_PLACES + chances.most_waiting() * 5 / 4,
        };
        loop {
            let start = chances.seated(stretch.agents as usize, places)?;
            let chain = Chain::new(&self.rates(stretch), places, start.over.len(), budget)?;
            let (end, time) = chain.run(start, budget)?;
            let lost = stretch.rate_per_second * time.full_line();
            if self.places.is_some() || lost <= LOST * stretch.rate_per_second * stretch.seconds {
                *chances = end;
                return self.expected(stretch, &time, budget);
            }
            places *= 2;
        }
    }

    fn rates(&self, stretch: &Stretch) -> Rates {
        Rates {
            seconds: stretch.seconds,
            agents: stretch.agents as usize,
            arrivals: stretch.rate_per_second,
            joining: stretch.rate_per_second * (1.0 - self.declining),
            finish: 1.0 / stretch.handle_seconds,
            abandon: 1.0 / self.patience_seconds,
        }
    }

    /// Expectations from the time spent in each state.
    fn expected(
        &self,
        stretch: &Stretch,
        time: &Chances,
        budget: &Budget,
    ) -> Result<Expected, NoFigures> {
        let (rate, heads) = (stretch.rate_per_second, f64::from(stretch.agents));
        let line = Line {
            finishing: heads / stretch.handle_seconds,
            abandoning: 1.0 / self.patience_seconds,
        };
        let mut sum = Expected {
            offered: rate * stretch.seconds,
            within: vec![(0.0, 0.0); self.thresholds.len()],
            ..Expected::default()
        };
        let top = time.places;
        let mut find_none_idle = vec![0.0; top + 1 + time.over.len()];
        time.each_state(|busy, waiting, seconds| {
            sum.waiting_seconds += waiting as f64 * seconds;
            sum.busy_seconds += busy as f64 * seconds;
            sum.duty_seconds += heads.max(busy as f64) * seconds;
            if busy < time.agents {
                for within in &mut sum.within {
                    within.0 += rate * seconds;
                }
                return;
            }
            let arrivals = rate * seconds;
            if waiting < top {
                sum.declined += arrivals * self.declining;
                sum.delayed += arrivals * (1.0 - self.declining);
                // Agents who only finish are before him like others who wait.
                find_none_idle[waiting + busy - time.agents] += arrivals;
            } else {
                sum.blocked += arrivals;
            }
        });
        sum.abandoned = sum.waiting_seconds * line.abandoning;
        let asked = find_none_idle.iter().filter(|arrivals| **arrivals > NOTHING).count();
        budget.spend(STEPS_OF_A_PLACE * (asked * self.thresholds.len()) as f64)?;
        for (within, &seconds) in sum.within.iter_mut().zip(&self.thresholds) {
            within.1 += sum.declined;
            for (ahead, arrivals) in find_none_idle.iter().enumerate() {
                if *arrivals > NOTHING {
                    let found = line.within(ahead, seconds);
                    within.0 += arrivals * (1.0 - self.declining) * found.answered;
                    within.1 += arrivals * (1.0 - self.declining) * found.abandoned;
                }
            }
        }
        Ok(sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analytic::general_patience::GeneralPatience;
    use crate::random::Law;

    /// A billion updates: no test here needs as many.
    fn enough() -> Budget<'static> {
        Budget::new(1_000_000_000, 1_000_000_000, &|| false)
    }

    fn constant(hours: usize, rate_per_hour: f64, agents: u32) -> Vec<(f64, u32)> {
        vec![(rate_per_hour, agents); hours]
    }

    /// A day of hours, each with its volume and agents.
    fn day(handle_seconds: f64, patience_seconds: f64, hours: Vec<(f64, u32)>) -> Day {
        let hour = |(volume, agents): (f64, u32)| Stretch {
            seconds: 3600.0,
            rate_per_second: volume / 3600.0,
            agents,
            handle_seconds,
        };
        Day {
            patience_seconds,
            declining: 0.0,
            places: None,
            stretches: hours.into_iter().map(hour).collect(),
            finishes_waiting: true,
            thresholds: vec![20.0],
        }
    }

    #[track_caller]
    fn assert_close(name: &str, found: f64, known: f64, relative: f64) {
        assert!((found / known - 1.0).abs() <= relative, "{name}: known {known}, found {found}");
    }

    #[test]
    fn a_day_of_changing_volume_is_the_published_one() {
        let volumes = [120.0, 180.0, 260.0, 300.0, 240.0, 160.0];
        let stretches = volumes.map(|volume| (volume, 20)).into();
        let solution = day(300.0, 180.0, stretches).solve(&enough()).unwrap();
        // Integrated to a relative error of 1e-10.
        let abandoned = [
            0.035_858_851_4,
            2.837_607_823,
            33.348_858_62,
            65.064_927_93,
            26.202_230_96,
            2.010_590_968,
        ];
        for (part, known) in solution.stretches.iter().zip(abandoned) {
            assert_close("abandoned", part.abandoned, known, 1e-8);
        }
        let sum = |read: fn(&Expected) -> f64| solution.stretches.iter().map(read).sum::<f64>();
        assert_close("abandoned", sum(|part| part.abandoned), 129.500_075_1, 1e-8);
        assert_close("delayed", sum(|part| part.delayed), 528.703_926_1, 1e-8);
        assert_close("busy", sum(|part| part.busy_seconds), 335_161.336_6, 1e-8);
    }

    #[test]
    fn eight_hours_of_twelve_agents_are_the_published_ones() {
        let endless = day(120.0, f64::INFINITY, constant(8, 252.0, 12)).solve(&enough()).unwrap();
        let open = |solution: &Solution, read: fn(&Expected) -> f64| -> f64 {
            solution.stretches.iter().map(read).sum()
        };
        let waiting = open(&endless, |part| part.waiting_seconds) / 60.0;
        let busy = open(&endless, |part| part.busy_seconds);
        assert_close("agent-minutes of waiting", waiting, 202.734, 5e-6);
        assert_close("occupancy", busy / open(&endless, |part| part.duty_seconds), 0.696_94, 1e-5);
        let patient = day(120.0, 60.0, constant(8, 252.0, 12)).solve(&enough()).unwrap();
        assert_close("abandoned", open(&patient, |part| part.abandoned), 59.236_6, 2e-6);
    }

    #[test]
    fn after_hours_the_day_is_the_steady_state() {
        for patience in [Law::Exponential { mean: 180.0 }, Law::Never] {
            let solution = day(300.0, patience.mean(), constant(24, 1080.0, 100)).solve(&enough());
            let last = solution.unwrap().stretches.pop().unwrap();
            let budget = enough();
            let steady = GeneralPatience::new(0.3, 300.0, 100, &patience, &budget).unwrap();
            let (figures, within) = (steady.figures().unwrap(), steady.within(20.0).unwrap());
            assert_close("delayed", last.delayed / 1080.0, figures.delayed, 1e-8);
            let wait = last.waiting_seconds / 1080.0;
            assert_close("wait", wait, figures.mean_wait_seconds, 1e-8);
            assert_close("within", last.within[0].0 / 1080.0, within.answered, 1e-9);
            assert!((last.within[0].1 / 1080.0 - within.abandoned).abs() < 1e-9);
        }
    }

    #[test]
    fn declining_to_wait_and_waiting_places_are_known_steady_states() {
        // Patience of 0 for one in ten: quadrature with 25 digits.
        let mut declining = day(300.0, 180.0, constant(24, 1260.0, 100));
        declining.declining = 0.1;
        let last = declining.solve(&enough()).unwrap().stretches.pop().unwrap();
        let lost = (last.abandoned + last.declined) / 1260.0;
        assert_close("abandoned or declined", lost, 0.082_053_767_6, 1e-8);
        assert_close("within", last.within[0].0 / 1260.0, 0.805_356_226_8, 1e-8);
        // Five waiting places: birth-death chain.
        let mut placed = day(240.0, 120.0, constant(24, 180.0, 10));
        placed.places = Some(5);
        let last = placed.solve(&enough()).unwrap().stretches.pop().unwrap();
        assert_close("blocked", last.blocked / 180.0, 0.039_573_866_31, 1e-9);
        assert_close("abandoned", last.abandoned / 180.0, 0.196_037_208_1, 1e-9);
    }

    #[test]
    fn agents_too_many_finish_and_those_who_come_take_who_waits() {
        // Two busy almost for certain; one is too many, and nobody arrives any more.
        let mut short = day(100.0, f64::INFINITY, vec![(3600.0, 2), (0.0, 1)]);
        let seconds = 1e-9;
        short.stretches[1].seconds = seconds;
        let long = short.solve(&enough()).unwrap();
        assert_close("busy", long.stretches[1].busy_seconds, 2.0 * seconds, 1e-6);
        assert_close("on duty", long.stretches[1].duty_seconds, 2.0 * seconds, 1e-6);
    }

    #[test]
    fn contacts_are_conserved_when_staff_comes_and_goes() {
        let heads = [4, 9, 2, 0, 6, 3];
        let mut day = day(300.0, 240.0, heads.map(|agents| (60.0, agents)).into());
        day.thresholds = vec![0.0, 20.0, 1e7];
        let whole = day.solve(&enough()).unwrap().whole();
        assert_close("offered", whole.offered, 360.0, 1e-12);
        let idle = whole.within[0].0;
        assert_close("offered", idle + whole.delayed, 360.0, 1e-10);
        // Once nobody waits, what was not abandoned is finished or in progress.
        assert_close("abandoned", whole.abandoned, whole.waiting_seconds / 240.0, 1e-12);
        assert!(whole.abandoned > 60.0 && whole.within[1].0 > idle, "{whole:?}");
        let handled = whole.busy_seconds / 300.0;
        assert!(handled < 360.0 - whole.abandoned && handled > 350.0 - whole.abandoned);
    }

    #[test]
    fn what_would_take_too_long_is_not_begun() {
        let few = Budget::new(1_000, 0, &|| false);
        let long = day(300.0, 180.0, constant(8, 1200.0, 100)).solve(&few);
        assert!(matches!(long, Err(NoFigures::TooLong { steps }) if steps > 1_000.0), "{long:?}");
        // Nor what would take all memory before the first step.
        let hasty = day(300.0, 1e-6, constant(8, 1200.0, 100)).solve(&enough());
        assert!(matches!(hasty, Err(NoFigures::TooLong { steps }) if steps > 1e9), "{hasty:?}");
        let out = day(1e-300, 180.0, constant(8, 1200.0, 100)).solve(&enough());
        assert!(matches!(out, Err(NoFigures::OutOfDomain(_))), "{out:?}");
        let stopped = Budget::new(u64::MAX, 0, &|| true);
        let stopped = day(300.0, 180.0, constant(8, 1200.0, 100)).solve(&stopped);
        assert_eq!(stopped, Err(NoFigures::Stopped));
    }

    #[test]
    fn nobody_answers_whom_nobody_may_answer() {
        let mut none = day(300.0, f64::INFINITY, constant(1, 60.0, 0));
        none.places = None;
        let solution = none.solve(&enough()).unwrap();
        assert_close("waiting", solution.waiting_at_close, 60.0, 1e-10);
        assert!(solution.after_close == Expected::default());
    }
}
