//! The birth-death equations of one queue on a changing day, solved step by step.
//!
//! State: agents handling a contact, and contacts waiting. When heads fall, busy agents finish and
//! leave, so that more may be busy than are wanted; when they rise, waiting contacts are taken at
//! once. Arrivals are Poisson, handle time and patience exponential, the same for everybody (so
//! that the order of service does not matter to the whole). Fourth-order Runge-Kutta with fixed
//! steps; written without the engine, against which it is held.

use crate::support::estimates::say;

/// One contact type (or several alike) for one agent group.
pub(super) struct Chain<'a> {
    /// Contacts expected in each interval.
    pub(super) volume: &'a [f64],
    /// Heads in each interval.
    pub(super) heads: &'a [usize],
    pub(super) interval_seconds: f64,
    pub(super) handle_seconds: f64,
    pub(super) patience_seconds: f64,
    /// Share of those who would have to wait and decline.
    pub(super) balking: f64,
}

/// Means of a day from opening to closing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Solution {
    pub(super) offered: f64,
    /// Found no agent.
    pub(super) delayed: f64,
    /// Abandoned before closing, those who balked included.
    pub(super) lost: f64,
    /// Integral of the number waiting, in seconds.
    pub(super) queue: f64,
    /// Agent-seconds of handling.
    pub(super) handling: f64,
    /// Agent-seconds on duty, those who finish included.
    pub(super) on_duty: f64,
}

/// More contacts never wait, in these examples: the chance of it is far below the error of any
/// simulation.
const MOST_WAITING: usize = 90;
const STEP_SECONDS: f64 = 2.0;

/// Chances by (busy, waiting), row by row.
type Chances = Vec<f64>;

fn at(busy: usize, waiting: usize) -> usize {
    busy * (MOST_WAITING + 1) + waiting
}

impl Chain<'_> {
    /// Solves the day from an empty centre.
    pub(super) fn solve(&self) -> Solution {
        let most_busy = *self.heads.iter().max().unwrap();
        let mut chances = vec![0.0; at(most_busy + 1, 0)];
        chances[0] = 1.0;
        let mut sum = Solution::default();
        for (&volume, &heads) in self.volume.iter().zip(self.heads) {
            chances = seated(&chances, most_busy, heads);
            let rate = volume / self.interval_seconds;
            for _ in 0..(self.interval_seconds / STEP_SECONDS) as usize {
                let next = self.after_a_step(&chances, rate, heads);
                self.add_up(&mut sum, &chances, &next, rate, heads);
                chances = next;
            }
        }
        sum
    }

    /// Rates of change of all chances.
    fn slope(&self, chances: &Chances, rate: f64, heads: usize) -> Chances {
        let mut slope = vec![0.0; chances.len()];
        for (state, &chance) in chances.iter().enumerate().filter(|(_, chance)| **chance > 0.0) {
            let (busy, waiting) = (state / (MOST_WAITING + 1), state % (MOST_WAITING + 1));
            let mut flow = |to: usize, rate: f64| {
                slope[state] -= rate * chance;
                slope[to] += rate * chance;
            };
            if busy < heads {
                flow(at(busy + 1, waiting), rate);
            } else if waiting < MOST_WAITING {
                flow(at(busy, waiting + 1), rate * (1.0 - self.balking));
            }
            if busy > 0 {
                let takes_the_next = busy <= heads && waiting > 0;
                let to = if takes_the_next { at(busy, waiting - 1) } else { at(busy - 1, waiting) };
                flow(to, busy as f64 / self.handle_seconds);
            }
            if waiting > 0 {
                flow(at(busy, waiting - 1), waiting as f64 / self.patience_seconds);
            }
        }
        slope
    }

    fn after_a_step(&self, chances: &Chances, rate: f64, heads: usize) -> Chances {
        let moved = |slope: &Chances, by: f64| -> Chances {
            chances.iter().zip(slope).map(|(chance, slope)| chance + by * slope).collect()
        };
        let first = self.slope(chances, rate, heads);
        let second = self.slope(&moved(&first, STEP_SECONDS / 2.0), rate, heads);
        let third = self.slope(&moved(&second, STEP_SECONDS / 2.0), rate, heads);
        let fourth = self.slope(&moved(&third, STEP_SECONDS), rate, heads);
        let weighted = |state: usize| {
            (first[state] + 2.0 * second[state] + 2.0 * third[state] + fourth[state]) / 6.0
        };
        (0..chances.len()).map(|state| chances[state] + STEP_SECONDS * weighted(state)).collect()
    }

    /// Integrals over a step, by the trapezoidal rule.
    fn add_up(
        &self,
        sum: &mut Solution,
        before: &Chances,
        after: &Chances,
        rate: f64,
        heads: usize,
    ) {
        sum.offered += rate * STEP_SECONDS;
        for (state, (before, after)) in before.iter().zip(after).enumerate() {
            let (busy, waiting) = (state / (MOST_WAITING + 1), state % (MOST_WAITING + 1));
            let time = f64::midpoint(*before, *after) * STEP_SECONDS;
            if busy >= heads {
                sum.delayed += rate * time;
                sum.lost += rate * time * self.balking;
            }
            sum.lost += waiting as f64 * time / self.patience_seconds;
            sum.queue += waiting as f64 * time;
            sum.handling += busy as f64 * time;
            sum.on_duty += busy.max(heads) as f64 * time;
        }
    }
}

/// Waiting contacts are taken by heads that come on duty.
fn seated(chances: &Chances, most_busy: usize, heads: usize) -> Chances {
    let mut seated = vec![0.0; chances.len()];
    for busy in 0..=most_busy {
        for waiting in 0..=MOST_WAITING {
            let taken = waiting.min(heads.saturating_sub(busy));
            seated[at(busy + taken, waiting - taken)] += chances[at(busy, waiting)];
        }
    }
    seated
}

#[test]
fn the_chain_returns_the_published_solution_of_a_changing_day() {
    let chain = Chain {
        volume: &[120.0, 180.0, 260.0, 300.0, 240.0, 160.0],
        heads: &[20; 6],
        interval_seconds: 3600.0,
        handle_seconds: 300.0,
        patience_seconds: 180.0,
        balking: 0.0,
    };
    let found = chain.solve();
    for (name, known, ours) in [
        ("abandoned before closing", 129.500_075_1, found.lost),
        ("delayed", 528.703_926_1, found.delayed),
        ("busy agent-seconds", 335_161.336_6, found.handling),
    ] {
        say(&format!("B-10 Mt/M/20+M, {name}: known {known}, ours {ours}"));
        assert!((ours / known - 1.0).abs() < 1e-6, "{name}: {ours}");
    }
}
