//! The real clocks: the only place that looks at them.

use std::time::{Duration, Instant};

use cpu_time::ProcessTime;

/// Runs from the moment it is made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stopwatch {
    started: Instant,
}

impl Stopwatch {
    #[expect(clippy::disallowed_methods, reason = "the command line may say how long it took")]
    pub(crate) fn start() -> Self {
        Self { started: Instant::now() }
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }
}

/// Processor time of this process so far, all threads together; nothing where the system does
/// not tell.
pub(crate) fn processor_time() -> Duration {
    ProcessTime::try_now().map_or(Duration::ZERO, |now| now.as_duration())
}
