//! What can be made of a [`Source`]: a door for each thing that a command wants of a file.

use std::path::Path;

use super::error::LoadError;
use super::loaded::Loaded;
use super::opened::{Opened, open};
use super::source::Source;
use crate::scenario::asked::designs::{grid, left_aside_for, take_over};
use crate::scenario::asked::risk::Risk;
use crate::scenario::asked::scan::Scan;
use crate::scenario::asked::sweep::{Scans, Sweep};
use crate::scenario::overlay::changes::Override;
use crate::scenario::text::files::Disk;
use crate::scenario::text::texts::InMemory;

/// The scenario that `switchroom new` writes: small, valid, and with notes that explain it.
#[must_use]
pub fn template() -> &'static str {
    include_str!("template.json")
}

/// Reads a scenario or a what-if file on disk and everything that it names.
///
/// # Errors
/// Everything that is wrong with the files, or that the first cannot be read.
pub fn load(path: &Path, overrides: &[Override]) -> Result<Loaded, LoadError> {
    Source::named(path, &Disk)?.changed(overrides).load()
}

/// Reads a text that stands alone as the file of that name would be read.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_text(name: &str, text: &str) -> Result<Loaded, LoadError> {
    Source::of(name, text, &InMemory::default()).load()
}

impl Source {
    /// The scenario with its variants and what is asked of them.
    ///
    /// # Errors
    /// Everything that is wrong with the text and those that it names.
    pub fn load(&self) -> Result<Loaded, LoadError> {
        self.scanned(&[])
    }

    /// The same, with the points of a grid in place of the text's own variants.
    ///
    /// # Errors
    /// As [`Source::load`]; what is wrong with the values of a scan stands at its place.
    pub fn scanned(&self, scans: &[Scan]) -> Result<Loaded, LoadError> {
        self.read(|mut root, problems| {
            let mut left_aside = None;
            if !scans.is_empty() {
                left_aside = left_aside_for(scans, &root, &self.name);
                take_over(&mut root, grid(scans, problems));
            }
            let (loaded, _) = open(root, self, problems)?.loaded()?;
            let echo = left_aside.into_iter().chain(loaded.echo).collect();
            Some(Loaded { echo, ..loaded })
        })
    }

    /// The scenario with its variants, and the number of points of its sweep.
    ///
    /// # Errors
    /// As [`Source::load`].
    pub fn with_points(&self) -> Result<(Loaded, usize), LoadError> {
        self.read(|root, problems| open(root, self, problems)?.loaded())
    }

    /// The scenario, and what the text or the command line sweeps over.
    ///
    /// # Errors
    /// As [`Source::load`], and everything that is wrong with the points.
    pub fn sweep(&self, scans: &Scans) -> Result<Sweep, LoadError> {
        self.read(|root, problems| {
            let Opened { beside, ground, base, sweep, mut echo, .. } = open(root, self, problems)?;
            let of_file = sweep.filter(|_| scans.are_of_the_file());
            let mut sweep =
                of_file.or_else(|| Sweep::of(&beside, ground, base.as_ref(), scans, problems))?;
            echo.append(&mut sweep.loaded.echo);
            sweep.loaded = Loaded::of_base(sweep.loaded.base, echo, problems.files());
            Some(sweep)
        })
    }

    /// The scenario whose unknown numbers are to be drawn.
    ///
    /// # Errors
    /// As [`Source::load`], at the ends and in the middle of what is not known.
    pub fn risk(&self) -> Result<Risk, LoadError> {
        self.read(|root, problems| {
            let Opened { ground, base, echo, .. } = open(root, self, problems)?;
            let loaded = Loaded::of_base(base?, echo, problems.files());
            Some(Risk::of(loaded, ground.unsettled, self.overrides.clone()))
        })
    }
}
