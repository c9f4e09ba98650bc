//! Tells how far a simulation is, and whether the planner has had enough of it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::failure::Failure;
use crate::cli::outputs::output::Output;
use crate::cli::outputs::rows::Rows;
use crate::cli::watching::clock::{Stopwatch, processor_time};
use crate::cli::watching::interrupts;
use crate::questions::Watch;
use crate::questions::asking::{Narrowed, PointReplications, Spent, Work};
use crate::report::{StoppedBy, half_width_words};

/// What is done sooner needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// Watches an experiment: a bar on a terminal, whether Ctrl-C was pressed, and the time. When it is
/// dropped the bar is gone.
pub(crate) struct Progress {
    /// Since the command began.
    stopwatch: Stopwatch,
    /// Since there is something to watch.
    since: Stopwatch,
    limit: Option<Duration>,
    /// Somebody was told to stop because time was up.
    out_of_time: AtomicBool,
    /// None off a terminal.
    stage: Option<Mutex<Stage>>,
    /// Where the rows of points go.
    rows: Option<Mutex<Rows>>,
}

struct Stage {
    name: String,
    since: Stopwatch,
    bar: Option<ProgressBar>,
    /// How precise the results are so far, where that was asked for.
    narrowed: Option<Narrowed>,
}

impl Progress {
    /// Starts watching; from now on Ctrl-C stops the experiment, and a second one the program.
    /// After so many seconds it is stopped anyway.
    pub(crate) fn start(output: &Output, limit_seconds: Option<f64>, stopwatch: Stopwatch) -> Self {
        interrupts::watch();
        let stage = output.animates.then(|| Mutex::new(Stage::new("")));
        let limit = limit_seconds.map(Duration::from_secs_f64);
        let out_of_time = AtomicBool::new(false);
        Self { stopwatch, since: Stopwatch::start(), limit, out_of_time, stage, rows: None }
    }

    /// Writes the rows of every point here.
    pub(crate) fn with(mut self, rows: Option<Rows>) -> Self {
        self.rows = rows.map(Mutex::new);
        self
    }

    /// Puts those rows into their place.
    pub(crate) fn written(mut self) -> Result<(), Failure> {
        let rows = self.rows.take().map(Mutex::into_inner);
        rows.map_or(Ok(()), |rows| rows.unwrap_or_else(PoisonError::into_inner).finish())
    }

    /// Takes the bar away and says what made the experiment stop, if anything did.
    ///
    /// From now on Ctrl-C ends the program at once: what is left to do is to write.
    pub(crate) fn finish(self) -> StoppedBy {
        self.over()
    }

    /// Nobody looks any more, and no bar is left.
    fn look_away(&self) {
        interrupts::look_away();
        if let Some(stage) = &self.stage {
            lock(stage).clear();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.look_away();
    }
}

impl Watch for Progress {
    fn over(&self) -> StoppedBy {
        self.look_away();
        if interrupts::asked() {
            StoppedBy::Interrupt
        } else if self.out_of_time.load(Ordering::Relaxed) {
            StoppedBy::TimeLimit
        } else {
            StoppedBy::Itself
        }
    }

    fn spent(&self) -> Spent {
        Spent {
            cpu_seconds: processor_time().as_secs_f64(),
            wall_seconds: self.stopwatch.elapsed().as_secs_f64(),
        }
    }

    fn axes(&self, axes: &[(String, bool)]) {
        if let Some(rows) = &self.rows {
            lock(rows).begin(axes);
        }
    }

    fn point(&self, point: &PointReplications<'_>) {
        if let Some(rows) = &self.rows {
            lock(rows).write(point);
        }
    }
}

impl Work for Progress {
    fn progress(&self, stage: &str, done: u64, of: u64) {
        if let Some(current) = &self.stage {
            let limit = self.limit.map(|limit| limit.saturating_sub(self.since.elapsed()));
            lock(current).show(stage, done, of, limit);
        }
    }

    fn narrowed(&self, narrowed: Narrowed) {
        if let Some(current) = &self.stage {
            lock(current).narrowed = Some(narrowed);
        }
    }

    fn stopped(&self) -> bool {
        let is_up = self.limit.is_some_and(|limit| self.since.elapsed() >= limit);
        if is_up {
            self.out_of_time.store(true, Ordering::Relaxed);
        }
        is_up || interrupts::asked()
    }
}

/// What is shown and written is sound whatever happened to the thread that last did.
fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Stage {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), since: Stopwatch::start(), bar: None, narrowed: None }
    }

    fn show(&mut self, name: &str, done: u64, of: u64, limit: Option<Duration>) {
        if self.name != name {
            self.clear();
            *self = Self::new(name);
        }
        let elapsed = self.since.elapsed();
        if elapsed < PATIENCE || of == 0 {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let bar = bar(name, of);
            interrupts::shows(Some(bar.clone()));
            bar
        });
        // What is expected changes with what is found.
        bar.set_length(of);
        // Threads report in any order.
        bar.set_position(done.max(bar.position()));
        let left = time_left(elapsed, done, of, limit);
        bar.set_message(self.narrowed.map_or(left.clone(), |it| format!("{}, {left}", width(it))));
    }

    fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
            interrupts::shows(None);
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

/// "±0.8 pts, wanted ±0.5 pts".
fn width(narrowed: Narrowed) -> String {
    let words = |half_width| half_width_words(narrowed.unit, half_width);
    format!("{}, wanted {}", words(narrowed.half_width), words(narrowed.wanted))
}

/// At the pace so far, and not longer than the limit leaves.
fn time_left(elapsed: Duration, done: u64, of: u64, limit: Option<Duration>) -> String {
    if done == 0 {
        return String::new();
    }
    let pace = elapsed.as_secs_f64() * of.saturating_sub(done) as f64 / done as f64;
    let seconds = limit.map_or(pace, |limit| pace.min(limit.as_secs_f64()));
    match seconds.ceil() as u64 {
        short @ 0..120 => format!("{short} s left"),
        long @ 120..7200 => format!("{} min left", long.div_ceil(60)),
        hours => format!("{} h left", hours.div_ceil(3600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::definitions::Unit;

    #[test]
    fn time_left_follows_the_pace_so_far() {
        let left = |done, of| time_left(Duration::from_secs(10), done, of, None);
        assert_eq!(left(0, 100), "");
        assert_eq!(left(50, 100), "10 s left");
        assert_eq!(left(1, 100), "17 min left");
        assert_eq!(left(1, 10_000), "28 h left");
        assert_eq!(left(100, 100), "0 s left");
        let limited = time_left(Duration::from_secs(10), 1, 100, Some(Duration::from_secs(7)));
        assert_eq!(limited, "7 s left");
    }

    #[test]
    fn a_half_width_stands_beside_what_is_wanted() {
        let narrowed = Narrowed { unit: Unit::Share, half_width: 0.0083, wanted: 0.005 };
        assert_eq!(width(narrowed), "±0.8 pts, wanted ±0.5 pts");
    }
}
