//! How many threads are of use.

use std::thread;

use crate::report::whole;

/// As many threads as there are processors.
pub(crate) fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Threads are not more than this many for each processor, and need not be fewer than this many:
/// more would only wait for each other.
const THREADS_A_PROCESSOR: usize = 4;
const NEVER_TOO_MANY: usize = 64;

/// As many threads as were asked for, but no more than are of use; and a sentence where those are
/// fewer.
pub(crate) fn threads_of_use(asked: Option<u64>) -> (usize, Option<String>) {
    let Some(asked) = asked else { return (processors(), None) };
    let most = (THREADS_A_PROCESSOR * processors()).max(NEVER_TOO_MANY);
    if let Some(asked) = usize::try_from(asked).ok().filter(|&asked| asked <= most) {
        return (asked, None);
    }
    let asked = whole(asked);
    (most, Some(format!("{most} threads are used in place of {asked}: more help nobody")))
}
