//! Heads that leave by name: a measured case whose figures follow when it is known who leaves.
//!
//! When heads fall, idle agents leave first; then so many of the busy are marked, and each of them
//! leaves at the end of the contact in hand, while all others go on. (Where heads are a count, as
//! they are in `agents` by interval, whoever finishes first leaves.) State: contacts present at the
//! unmarked, waiting ones included, and marked agents. Kolmogorov's equations by fourth-order
//! Runge-Kutta, written without the engine.

use crate::support::estimates::say;

/// More are never present, and more never marked, in this example.
const MOST_PRESENT: usize = 150;
const MOST_MARKED: usize = 30;
const WIDTH: usize = MOST_MARKED + 1;
const STEP_SECONDS: f64 = 2.0;
const HANDLE_SECONDS: f64 = 588.0;
const PATIENCE_SECONDS: f64 = 515.625;

/// Chances by (present, marked), row by row.
type Chances = Vec<f64>;

/// Rates of change of all chances.
fn slope(chances: &Chances, heads: usize, rate: f64) -> Chances {
    let mut slope = vec![0.0; chances.len()];
    for (state, &chance) in chances.iter().enumerate().filter(|(_, chance)| **chance > 0.0) {
        let (present, marked) = (state / WIDTH, state % WIDTH);
        let mut flow = |to: usize, rate: f64| {
            slope[state] -= rate * chance;
            slope[to] += rate * chance;
        };
        if present < MOST_PRESENT {
            flow(state + WIDTH, rate);
        }
        if present > 0 {
            let busy = present.min(heads) as f64 / HANDLE_SECONDS;
            flow(state - WIDTH, busy + waiting(present, heads) / PATIENCE_SECONDS);
        }
        if marked > 0 {
            flow(state - 1, marked as f64 / HANDLE_SECONDS);
        }
    }
    slope
}

fn waiting(present: usize, heads: usize) -> f64 {
    present.saturating_sub(heads) as f64
}

fn after_a_step(chances: &Chances, heads: usize, rate: f64) -> Chances {
    let moved = |slope: &Chances, by: f64| -> Chances {
        chances.iter().zip(slope).map(|(chance, slope)| chance + by * slope).collect()
    };
    let first = slope(chances, heads, rate);
    let second = slope(&moved(&first, STEP_SECONDS / 2.0), heads, rate);
    let third = slope(&moved(&second, STEP_SECONDS / 2.0), heads, rate);
    let fourth = slope(&moved(&third, STEP_SECONDS), heads, rate);
    let weighted = |state: usize| {
        (first[state] + 2.0 * second[state] + 2.0 * third[state] + fourth[state]) / 6.0
    };
    (0..chances.len()).map(|state| chances[state] + STEP_SECONDS * weighted(state)).collect()
}

/// The busy who are too many are marked.
fn marked(chances: &Chances, from: usize, to: usize) -> Chances {
    let mut after = vec![0.0; chances.len()];
    for (state, &chance) in chances.iter().enumerate() {
        let (present, marked) = (state / WIDTH, state % WIDTH);
        let more = present.min(from).saturating_sub(to);
        after[(present - more) * WIDTH + (marked + more).min(MOST_MARKED)] += chance;
    }
    after
}

#[test]
fn heads_that_leave_as_marked_persons_give_the_measured_figures_of_m4() {
    let volumes = [
        48, 76, 108, 128, 141, 139, 133, 124, 112, 114, 123, 126, 129, 127, 121, 124, 131, 120, 81,
        61, 50, 42,
    ];
    let heads =
        [13, 23, 37, 40, 45, 53, 56, 48, 39, 46, 42, 45, 43, 47, 54, 59, 48, 45, 30, 22, 18, 15];
    let mut chances = vec![0.0; (MOST_PRESENT + 1) * WIDTH];
    chances[0] = 1.0;
    let (mut before, mut offered, mut delayed, mut queue) = (heads[0], 0.0, 0.0, 0.0);
    for (volume, now) in volumes.into_iter().zip(heads) {
        chances = marked(&chances, before, now);
        before = now;
        let rate = f64::from(volume) / 1800.0;
        for _ in 0..(1800.0 / STEP_SECONDS) as usize {
            for (state, chance) in chances.iter().enumerate() {
                let present = state / WIDTH;
                if present >= now {
                    delayed += rate * STEP_SECONDS * chance;
                }
                queue += waiting(present, now) * STEP_SECONDS * chance;
            }
            offered += rate * STEP_SECONDS;
            chances = after_a_step(&chances, now, rate);
        }
    }
    // Measured, with 95 % half-widths.
    for (name, ours, measured, half_width) in [
        ("abandoned", queue / PATIENCE_SECONDS / offered, 0.029_91, 0.000_55),
        ("had to wait", delayed / offered, 0.256_9, 0.003_4),
        ("mean queue", queue / (22.0 * 1800.0), 0.918, 0.018),
    ] {
        say(&format!("M4 marked persons, {name}: measured {measured} ± {half_width}, {ours}"));
        assert!((ours - measured).abs() < half_width, "{name}: {ours} and {measured}");
    }
}
