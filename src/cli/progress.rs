//! Tells how far a simulation is, and whether the planner has had enough of it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::clock::Stopwatch;
use super::output::Output;
use crate::experiment::Watch;

/// What is done sooner needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// Watches an experiment: a bar on a terminal, and the flag that Ctrl-C raises.
pub(super) struct Progress {
    stopped: Arc<AtomicBool>,
    /// None off a terminal.
    stage: Option<Mutex<Stage>>,
}

struct Stage {
    name: String,
    since: Stopwatch,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Starts watching; from now on Ctrl-C stops the experiment, and a second one the program.
    pub(super) fn start(output: &Output) -> Self {
        let stopped = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&stopped);
        // Where the system takes no handler, Ctrl-C ends the program as it always does.
        let _ = ctrlc::set_handler(move || {
            if flag.swap(true, Ordering::Relaxed) {
                std::process::exit(130);
            }
        });
        let stage = output.animates.then(|| Mutex::new(Stage::new("")));
        Self { stopped, stage }
    }

    /// Takes the bar away.
    pub(super) fn finish(self) {
        if let Some(stage) = &self.stage {
            lock(stage).clear();
        }
    }
}

impl Watch for Progress {
    fn progress(&self, stage: &str, done: u64, of: u64) {
        if let Some(current) = &self.stage {
            lock(current).show(stage, done, of);
        }
    }

    fn stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}

/// A bar is worth showing whatever happened to the thread that last moved it.
fn lock(stage: &Mutex<Stage>) -> MutexGuard<'_, Stage> {
    stage.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Stage {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), since: Stopwatch::start(), bar: None }
    }

    fn show(&mut self, name: &str, done: u64, of: u64) {
        if self.name != name {
            self.clear();
            *self = Self::new(name);
        }
        let elapsed = self.since.elapsed();
        if elapsed < PATIENCE || of == 0 {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| bar(name, of));
        // Threads report in any order.
        bar.set_position(done.max(bar.position()));
        bar.set_message(time_left(elapsed, done, of));
    }

    fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

fn bar(name: &str, of: u64) -> ProgressBar {
    let style = ProgressStyle::with_template("{prefix} {bar:30} {percent:>3} %  {msg}")
        .expect("the template is well formed")
        .progress_chars("━━─");
    let bar = ProgressBar::with_draw_target(Some(of), ProgressDrawTarget::stderr());
    bar.with_style(style).with_prefix(name.to_owned())
}

/// At the pace so far.
fn time_left(elapsed: Duration, done: u64, of: u64) -> String {
    if done == 0 {
        return String::new();
    }
    let seconds = elapsed.as_secs_f64() * of.saturating_sub(done) as f64 / done as f64;
    match seconds.ceil() as u64 {
        short @ 0..120 => format!("{short} s left"),
        long @ 120..7200 => format!("{} min left", long.div_ceil(60)),
        hours => format!("{} h left", hours.div_ceil(3600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_left_follows_the_pace_so_far() {
        let left = |done, of| time_left(Duration::from_secs(10), done, of);
        assert_eq!(left(0, 100), "");
        assert_eq!(left(50, 100), "10 s left");
        assert_eq!(left(1, 100), "17 min left");
        assert_eq!(left(1, 10_000), "28 h left");
        assert_eq!(left(100, 100), "0 s left");
    }
}
