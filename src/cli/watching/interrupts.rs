//! Ctrl-C and its kin. Work that is watched is asked to stop and reports what it finished; results
//! that are being written are written, if that takes no longer than a moment; anything else, and
//! whoever is asked a second time, ends at once.
//!
//! A signal comes to the process and not to a function, so what it has to find is the process's
//! too: these few values, and no others, are shared by all of the command line.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use indicatif::ProgressBar;

use crate::cli::failure::INTERRUPTED;
use crate::cli::watching::clock::{Stopwatch, processor_time};
use crate::questions::keeping::unfinished;

/// Processor time that results may take to be written after an interrupt, and the time of a clock
/// where nobody takes them.
const MOMENT: Duration = Duration::from_millis(300);
const LONGEST_MOMENT: Duration = Duration::from_secs(3);

/// Somebody wants the program to stop.
static ASKED: AtomicBool = AtomicBool::new(false);
/// There is work that looks at it.
static WATCHED: AtomicBool = AtomicBool::new(false);
/// The work is done, and what it found is being written.
static WRITING: AtomicBool = AtomicBool::new(false);
/// The bar on the terminal.
static BAR: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// From now on signals are obeyed so. Where the system takes no handler, they end the program as
/// they always do.
pub(crate) fn obey() {
    let _ = ctrlc::set_handler(|| {
        let before = ASKED.swap(true, SeqCst);
        if !before && WATCHED.load(SeqCst) {
            return;
        }
        if !before && WRITING.load(SeqCst) {
            wait_a_moment();
        }
        leave();
    });
}

/// Time to write what is small: whoever has it all is not told that something was left out.
fn wait_a_moment() {
    let (began, worked) = (Stopwatch::start(), processor_time());
    while began.elapsed() < LONGEST_MOMENT && processor_time().saturating_sub(worked) < MOMENT {
        thread::sleep(Duration::from_millis(5));
    }
}

/// Ends the program with nothing half-done left behind.
fn leave() -> ! {
    if let Some(bar) = lock(&BAR).take() {
        bar.finish_and_clear();
    }
    // Held to the end, so that no file is put into its place meanwhile.
    let _held = unfinished::take_away();
    process::exit(INTERRUPTED.into())
}

/// From now on somebody looks whether it was [`asked`].
pub(crate) fn watch() {
    WRITING.store(false, SeqCst);
    WATCHED.store(true, SeqCst);
}

/// Nobody looks any more. What was asked for until now is told by [`asked`]: whoever asks later
/// finds that nobody is watching.
pub(crate) fn look_away() {
    WRITING.store(true, SeqCst);
    WATCHED.store(false, SeqCst);
}

/// Whether somebody wants the program to stop.
pub(crate) fn asked() -> bool {
    ASKED.load(SeqCst)
}

/// The bar that is on the terminal now.
pub(crate) fn shows(bar: Option<ProgressBar>) {
    *lock(&BAR) = bar;
}

/// What is shared is sound whatever happened to the thread that last held it.
fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
