//! One queue with exponential patience, exactly: a day from empty, or the long run.
//!
//! The number of contacts in the centre is a birth-death chain; Poisson arrivals find it as time
//! does. What becomes of an arrival that finds k there follows from those before it alone (first
//! come, first served), so that closing, after which nobody arrives, changes nothing for it: the
//! figures are those of all contacts of the day, the last of them included. Written without the
//! engine and without its statistics.

use switchroom::base::math::ln;

/// Contacts in the centre, at most: more are there with a chance below any that matters.
const MOST: usize = 150;
/// Steps of the day, and of the wait; both by fourth-order Runge-Kutta.
const STEP_SECONDS: f64 = 1.0;

/// M/M/n+M; an infinite patience is allowed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Queue {
    pub(super) per_hour: f64,
    pub(super) handle_seconds: f64,
    pub(super) patience_seconds: f64,
    pub(super) agents: usize,
}

/// How a queue is found by its arrivals: a chance for each number of contacts in the centre.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    queue: Queue,
    chances: Vec<f64>,
}

impl Queue {
    fn arrivals(&self) -> f64 {
        self.per_hour / 3600.0
    }

    /// Rate at which somebody leaves when so many are there.
    fn departures(&self, there: usize) -> f64 {
        self.leaving(there.min(self.agents), there.saturating_sub(self.agents))
    }

    fn leaving(&self, busy: usize, waiting: usize) -> f64 {
        busy as f64 / self.handle_seconds + waiting as f64 / self.patience_seconds
    }

    /// Averaged over a day of so many seconds that starts empty.
    pub(super) fn day(&self, seconds: f64) -> Seen {
        let mut chances = vec![0.0; MOST + 1];
        chances[0] = 1.0;
        let mut time = vec![0.0; MOST + 1];
        for _ in 0..(seconds / STEP_SECONDS) as usize {
            let (next, spent) = runge_kutta(&chances, STEP_SECONDS, |at| self.slope(at));
            time.iter_mut().zip(spent).for_each(|(sum, more)| *sum += more);
            chances = next;
        }
        Seen { queue: *self, chances: time.iter().map(|time| time / seconds).collect() }
    }

    /// In the long run.
    pub(super) fn steady(&self) -> Seen {
        let mut chances = vec![1.0; MOST + 1];
        for there in 1..=MOST {
            chances[there] = chances[there - 1] * self.arrivals() / self.departures(there);
        }
        let sum: f64 = chances.iter().sum();
        let chances = chances.iter().map(|chance| chance / sum).collect();
        Seen { queue: *self, chances }
    }

    fn slope(&self, chances: &[f64]) -> Vec<f64> {
        let mut slope = vec![0.0; chances.len()];
        for there in 0..MOST {
            let up = self.arrivals() * chances[there];
            let down = self.departures(there + 1) * chances[there + 1];
            slope[there] += down - up;
            slope[there + 1] += up - down;
        }
        slope
    }

    /// For a contact with so many waiting before it, the chance that it is answered at all.
    fn answered_behind(&self, before: usize) -> f64 {
        (0..=before)
            .map(|before| {
                let others = self.leaving(self.agents, before);
                others / (others + 1.0 / self.patience_seconds)
            })
            .product()
    }

    /// By how many wait before a contact, the chance that after so long it has been answered, and
    /// that it still waits.
    fn after(&self, seconds: f64) -> (Vec<f64>, Vec<f64>) {
        let waiting = MOST - self.agents;
        let own = 1.0 / self.patience_seconds;
        let slope = |at: &[f64], front: f64| -> Vec<f64> {
            (0..waiting)
                .map(|before| {
                    let next = if before == 0 { front } else { at[before - 1] };
                    self.leaving(self.agents, before) * (next - at[before]) - own * at[before]
                })
                .collect()
        };
        let (mut answered, mut waits) = (vec![0.0; waiting], vec![1.0; waiting]);
        let steps = (seconds / STEP_SECONDS).ceil().max(1.0);
        for _ in 0..steps as usize {
            answered = runge_kutta(&answered, seconds / steps, |at| slope(at, 1.0)).0;
            waits = runge_kutta(&waits, seconds / steps, |at| slope(at, 0.0)).0;
        }
        (answered, waits)
    }
}

impl Seen {
    /// Chances of having to wait, by how many wait before.
    fn waiting(&self) -> &[f64] {
        &self.chances[self.queue.agents..MOST]
    }

    pub(super) fn delayed(&self) -> f64 {
        self.waiting().iter().sum()
    }

    pub(super) fn abandoned(&self) -> f64 {
        let lost =
            |(before, chance): (usize, &f64)| chance * (1.0 - self.queue.answered_behind(before));
        self.waiting().iter().enumerate().map(lost).sum()
    }

    /// Mean wait of all contacts: patience runs out at a constant rate while they wait.
    pub(super) fn wait(&self) -> f64 {
        self.abandoned() * self.queue.patience_seconds
    }

    /// Share of the offered answered within so many seconds.
    pub(super) fn within(&self, seconds: f64) -> f64 {
        let (answered, _) = self.queue.after(seconds);
        let waited: f64 = self.waiting().iter().zip(answered).map(|(at, then)| at * then).sum();
        1.0 - self.delayed() + waited
    }

    /// Share of the offered that wait longer than so many seconds, whatever becomes of them.
    pub(super) fn longer_than(&self, seconds: f64) -> f64 {
        let (_, waits) = self.queue.after(seconds);
        self.waiting().iter().zip(waits).map(|(at, then)| at * then).sum()
    }

    /// The wait that this share of the offered does not exceed.
    pub(super) fn wait_quantile(&self, share: f64) -> f64 {
        let (mut low, mut high) = (0.0, 4000.0);
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            if self.longer_than(middle) > 1.0 - share {
                low = middle;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Number waiting, averaged over time.
    pub(super) fn waiting_on_average(&self) -> f64 {
        let excess = |there: usize| there.saturating_sub(self.queue.agents) as f64;
        self.chances.iter().enumerate().map(|(there, chance)| excess(there) * chance).sum()
    }

    pub(super) fn occupancy(&self) -> f64 {
        let busy = |there: usize| there.min(self.queue.agents) as f64 / self.queue.agents as f64;
        self.chances.iter().enumerate().map(|(there, chance)| busy(there) * chance).sum()
    }
}

/// One step of y' = slope(y), and the integral of y over it.
fn runge_kutta(y: &[f64], step: f64, slope: impl Fn(&[f64]) -> Vec<f64>) -> (Vec<f64>, Vec<f64>) {
    let moved = |by: &[f64], step: f64| -> Vec<f64> {
        y.iter().zip(by).map(|(y, by)| y + step * by).collect()
    };
    let first = slope(y);
    let half = moved(&first, step / 2.0);
    let second = slope(&half);
    let other_half = moved(&second, step / 2.0);
    let third = slope(&other_half);
    let whole = moved(&third, step);
    let fourth = slope(&whole);
    let mean = |a: f64, b: f64, c: f64, d: f64| (a + 2.0 * b + 2.0 * c + d) / 6.0;
    (0..y.len())
        .map(|at| {
            let rise = mean(first[at], second[at], third[at], fourth[at]);
            let level = mean(y[at], half[at], other_half[at], whole[at]);
            (y[at] + step * rise, step * level)
        })
        .unzip()
}

#[test]
fn the_chain_returns_what_is_published() {
    let small = Queue { per_hour: 60.0, handle_seconds: 300.0, patience_seconds: 120.0, agents: 5 };
    let steady = small.steady();
    let endless =
        Queue { per_hour: 200.0, handle_seconds: 180.0, patience_seconds: 1e300, agents: 14 };
    for (name, known, ours) in [
        ("M/M/5+M, delayed", 0.466_431_798, steady.delayed()),
        ("M/M/5+M, abandoned", 0.212_543_101_5, steady.abandoned()),
        ("M/M/5+M, mean wait", 25.505_172_18, steady.wait()),
        ("M/M/5+M, within 20 s", 0.598_274_959_4, steady.within(20.0)),
        ("M/M/5+M, queue by Little's law", steady.wait() / 60.0, steady.waiting_on_average()),
        ("M/M/5+M, work that is done", (1.0 - steady.abandoned()) * 5.0, steady.occupancy() * 5.0),
        // Erlang C: 200 an hour of 180 s for 14 agents.
        ("M/M/14, delayed", 0.174_131_933_6, endless.steady().delayed()),
        ("M/M/14, within 20 s", 0.888_350_019_2, endless.steady().within(20.0)),
        ("M/M/14, long after an empty start", 0.888_350_019_2, {
            let (long, short) = (40_000.0, 20_000.0);
            (endless.day(long).within(20.0) * long - endless.day(short).within(20.0) * short)
                / (long - short)
        }),
    ] {
        assert!((ours / known - 1.0).abs() < 1e-8, "{name}: known {known}, ours {ours}");
    }
    // P(W > t) = P(delayed) e^(-(n mu - lambda) t) without abandonment.
    let spare = 14.0 / 180.0 - 200.0 / 3600.0;
    let exact = ln(0.174_131_933_6 / 0.05) / spare;
    let ours = endless.steady().wait_quantile(0.95);
    assert!((ours / exact - 1.0).abs() < 1e-8, "95 % wait at most {exact} s, ours {ours}");
}
