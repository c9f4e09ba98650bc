//! Laws of memory: a replication that needs no more room than earlier ones allocates nothing, and
//! an experiment needs no more for many replications than for few.
//!
//! A target of its own, because it puts an allocator that counts in the system's place.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod counting;
mod peaks;
mod replications;

use std::path::{Path, PathBuf};

/// A file of the project.
fn in_root(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}
