//! A file whose retention may be one that was observed: what contacts lose is found by pilots before
//! anything else is run, while somebody watches.

use std::cell::OnceCell;
use std::ops::Deref;
use std::path::Path;

use crate::experiment::{Unfound, are_observed, find_observed};
use crate::questions::asking::{Refusal, Watch, lose_more};
use crate::scenario::Loaded;

/// A file as it was read, and as it is run.
pub struct Piloted {
    read: Loaded,
    run: OnceCell<Loaded>,
}

/// As it was read.
impl Deref for Piloted {
    type Target = Loaded;

    fn deref(&self) -> &Loaded {
        &self.read
    }
}

impl From<Loaded> for Piloted {
    fn from(read: Loaded) -> Self {
        Self { read, run: OnceCell::new() }
    }
}

impl Piloted {
    /// As it is run; pilots are played once.
    ///
    /// # Errors
    /// That contacts alone lose more than was observed, or that somebody stopped it.
    pub(crate) fn run(
        &self,
        file: &Path,
        seed: u64,
        watch: &dyn Watch,
    ) -> Result<&Loaded, Refusal> {
        if !are_observed(&self.read) {
            return Ok(&self.read);
        }
        if let Some(run) = self.run.get() {
            return Ok(run);
        }
        let mut loaded = self.read.clone();
        find_observed(&mut loaded, seed, watch).map_err(|no| unfound(file, no, watch))?;
        Ok(self.run.get_or_init(|| loaded))
    }
}

/// Why pilots found nothing to go on with.
pub(crate) fn unfound(file: &Path, no: Unfound, watch: &dyn Watch) -> Refusal {
    match no {
        Unfound::Stopped => Refusal::nothing(watch.over()),
        Unfound::LoseMore(no) => Refusal::Wrong(format!("{}: {}", file.display(), lose_more(no))),
    }
}
