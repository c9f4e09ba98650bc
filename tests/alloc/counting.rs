//! The system's allocator, which counts: how often each thread asks it, and how much the process
//! holds at most.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};

thread_local! {
    static ALLOCATIONS: Cell<u64> = const { Cell::new(0) };
}

/// Bytes held by all threads.
static HELD: AtomicUsize = AtomicUsize::new(0);
/// The most since somebody last looked.
static MOST: AtomicUsize = AtomicUsize::new(0);
/// Whoever looks at what all threads hold wants the others to hold still.
static ALONE: Mutex<()> = Mutex::new(());

/// The system's allocator; it counts what is asked for.
struct Counting;

#[global_allocator]
static COUNTING: Counting = Counting;

fn take(bytes: usize) {
    ALLOCATIONS.set(ALLOCATIONS.get() + 1);
    MOST.fetch_max(HELD.fetch_add(bytes, Relaxed) + bytes, Relaxed);
}

fn give_back(bytes: usize) {
    HELD.fetch_sub(bytes, Relaxed);
}

#[expect(unsafe_code, reason = "an allocator is unsafe to write; every call is passed on as it is")]
// SAFETY: the system's allocator keeps the contract; counting neither allocates nor unwinds.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        take(layout.size());
        // SAFETY: the caller's promise about the layout.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        give_back(layout.size());
        // SAFETY: the caller's promise that the place came from here with this layout.
        unsafe { System.dealloc(place, layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // While it moves both are held.
        take(size);
        give_back(layout.size());
        // SAFETY: as for `dealloc`, and the caller's promise about the size.
        unsafe { System.realloc(place, layout, size) }
    }
}

/// A test that nobody else takes from or gives back to meanwhile, its own loading and dropping
/// included: it is made before anything else.
pub(crate) struct Alone {
    _guard: MutexGuard<'static, ()>,
}

impl Alone {
    pub(crate) fn wait() -> Self {
        Self { _guard: ALONE.lock().unwrap_or_else(PoisonError::into_inner) }
    }

    /// How often this thread allocates meanwhile.
    #[expect(clippy::unused_self, reason = "whoever counts is alone")]
    pub(crate) fn allocations(&self, act: impl FnOnce()) -> u64 {
        let before = ALLOCATIONS.get();
        act();
        ALLOCATIONS.get() - before
    }

    /// How many bytes all threads hold at most meanwhile, beyond what they held before.
    #[expect(clippy::unused_self, reason = "whoever counts is alone")]
    pub(crate) fn peak(&self, act: impl FnOnce()) -> usize {
        let before = HELD.load(Relaxed);
        MOST.store(before, Relaxed);
        act();
        MOST.load(Relaxed) - before
    }
}

#[test]
fn an_allocation_is_counted() {
    let alone = Alone::wait();
    let mut kept = Vec::new();
    assert_eq!(alone.allocations(|| kept.push(1_u64)), 1);
    assert_eq!(alone.allocations(|| kept.reserve(1000)), 1);
    assert_eq!(alone.allocations(|| kept.push(2)), 0);
}

#[test]
fn the_most_that_all_threads_held_is_found_after_they_gave_it_back() {
    let alone = Alone::wait();
    let hold = |bytes: usize| drop(std::hint::black_box(vec![0_u8; bytes]));
    let most = alone.peak(|| {
        hold(30 << 20);
        std::thread::scope(|scope| scope.spawn(|| hold(50 << 20)).join().unwrap());
        hold(10 << 20);
    });
    // The harness's own thread gives some hundred bytes back meanwhile.
    assert!(((50 << 20) - 4096..51 << 20).contains(&most), "{most}");
}
