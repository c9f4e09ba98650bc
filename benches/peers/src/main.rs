//! The benchmarks B1 and B2 in a general-purpose engine of the Rust registry: `peers b1 200`.
//!
//! Plays so many days on one thread and prints one line: processor nanoseconds a contact, contacts,
//! and what was found of each contact type.

mod centre;
mod desque_engine;

use std::process::ExitCode;

use centre::{Figures, Model};
use cpu_time::ThreadTime;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (Some(model), Some(days)) = (
        arguments.first().and_then(|name| Model::named(name)),
        arguments.get(1).and_then(|days| days.parse().ok()),
    ) else {
        eprintln!("usage: peers b1|b2 DAYS");
        return ExitCode::from(2);
    };
    let start = ThreadTime::now();
    let figures = play(&model, days);
    let nanoseconds = start.elapsed().as_nanos() as f64;
    let contacts: u64 = figures.iter().map(|own| own.offered).sum();
    print!("{:.2} ns, {contacts} contacts", nanoseconds / contacts as f64);
    for (name, own) in model.names.iter().zip(&figures) {
        print!(
            "; {name}: abandoned {:.5}, mean wait {:.3} s, within 20 s {:.5}",
            own.abandon_rate(),
            own.mean_wait(),
            own.within_share()
        );
    }
    println!();
    ExitCode::SUCCESS
}

/// What so many days come to, by contact type.
fn play(model: &Model, days: u64) -> Vec<Figures> {
    let mut all = vec![Figures::default(); model.types.len()];
    for day in 1..=days {
        for (sum, own) in all.iter_mut().zip(desque_engine::day(model, day)) {
            sum.add(&own);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, wanted: f64, off: f64) {
        assert!((found - wanted).abs() < off, "{found} is not {wanted} within {off}");
    }

    /// Exact, of the day from empty: the figures that `switchroom run` prints beside B1.
    #[test]
    fn b1_is_the_day_that_theory_gives() {
        let figures = play(&Model::b1(), 1000);
        // 3.5 standard errors of 1000 days.
        near(figures[0].abandon_rate(), 0.070_482, 0.001_1);
        near(figures[0].mean_wait(), 12.686_8, 0.2);
        near(figures[0].within_share(), 0.680_80, 0.004);
    }

    /// Found by several independent simulators together in 72,000 days.
    #[test]
    fn b2_is_the_day_that_others_find() {
        let figures = play(&Model::b2(), 1000);
        for (own, abandoned, wait, within) in [
            (&figures[0], 0.013_241, 1.590, 0.963_594),
            (&figures[1], 0.022_348, 5.3619, 0.877_812),
        ] {
            near(own.abandon_rate(), abandoned, 0.06 * abandoned);
            near(own.mean_wait(), wait, 0.06 * wait);
            near(1.0 - own.within_share(), 1.0 - within, 0.06 * (1.0 - within));
        }
    }
}
