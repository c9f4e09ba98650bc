//! A file that was read and checked: all that it says, whatever a command wants of it.

use std::path::PathBuf;

use super::base::{Ground, ground};
use super::loaded::{Loaded, visible_lines};
use super::size::Size;
use super::source::Source;
use super::variants::{VariantReader, check_batches, warn_of_the_base_again};
use crate::scenario::asked::checks::{Check, Design, checks};
use crate::scenario::asked::contrasts::contrasts;
use crate::scenario::asked::sweep::{self, Sweep};
use crate::scenario::limits::MOST_VARIANTS;
use crate::scenario::model::{Contrast, Scenario, Variant};
use crate::scenario::shape::members_of;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::Node;

/// A file that was read and checked: all that it says, whatever a command wants of it.
pub(super) struct Opened {
    /// What the file says beside the scenario.
    pub(super) beside: Node,
    pub(super) ground: Ground,
    pub(super) base: Option<Scenario>,
    /// Nothing where one is not sound.
    variants: Option<Vec<Variant>>,
    contrasts: Vec<Contrast>,
    checks: Vec<Check>,
    /// What was understood of the base.
    pub(super) echo: Vec<String>,
    /// What was understood of the variants' files.
    echo_of_variants: Vec<String>,
    /// What it sweeps over.
    pub(super) sweep: Option<Sweep>,
    /// Every file that was read.
    files: Vec<PathBuf>,
}

impl Opened {
    pub(super) fn loaded(self) -> Option<(Loaded, usize)> {
        let Self { variants, contrasts, checks, .. } = self;
        let points = self.sweep.map_or(0, |sweep| sweep.len());
        let echo = visible_lines(self.echo.into_iter().chain(self.echo_of_variants));
        let files = self.files;
        let (base, variants) = (self.base?, variants?);
        Some((Loaded { base, variants, contrasts, checks, echo, files }, points))
    }
}

/// Reads and checks everything that a file says: the one door for every command, so that each says
/// of a file what the others say.
pub(super) fn open(root: Node, source: &Source, problems: &mut Problems) -> Option<Opened> {
    let mut echo = Vec::new();
    let (beside, ground, base) = ground(root, source, problems, &mut echo)?;
    let mut size = Size::default();
    if let Some(base) = &base {
        size.add(base, &ground.tree.place, problems);
    }
    let reader = VariantReader { ground: &ground, base: base.as_ref() };
    let mut written = members_of(&beside, "variants");
    let mut echo_of_variants = Vec::new();
    if let Some(excess) = written.get(MOST_VARIANTS) {
        let wanted = format!("at most {MOST_VARIANTS} variants");
        problems.add(&excess.place, "one variant more", wanted);
        written.truncate(MOST_VARIANTS);
    }
    let mut variants: Vec<Option<Variant>> = Vec::new();
    let mut designs = vec![Design::new("base", base.as_ref())];
    for member in &written {
        let mut variant = reader.variant(member, problems, &mut echo_of_variants);
        if let Some(variant) = &mut variant {
            warn_of_the_base_again(base.as_ref(), variant, member);
            size.add(&variant.scenario, &member.place, problems);
        }
        // Of a file with problems nothing is run, so that nothing need be kept.
        designs.push(Design::new(&member.key, variant.as_ref().map(|it| &it.scenario)));
        variants.push(variant.filter(|_| problems.is_empty()));
    }
    let contrasts = contrasts(&beside, &written, problems);
    for (member, variant) in written.iter().zip(&variants) {
        check_batches(member, base.as_ref(), variant.as_ref(), problems);
    }
    let checks = checks(&beside, &designs, problems);
    let variants = variants.into_iter().collect::<Option<Vec<Variant>>>();
    let sweep = sweep::of_file(&beside, &ground, base.as_ref(), problems);
    let files = problems.files();
    Some(Opened {
        beside,
        ground,
        base,
        variants,
        contrasts,
        checks,
        echo,
        echo_of_variants,
        sweep,
        files,
    })
}
