//! What the planner wrote, checked: [`load()`] reads a file and what it names (`load/`) into
//! [`model`].
//!
//! A file passes `text` (a tree with lines and columns), `shape` (what it may say), `csv` (what
//! stands beside it), `laws`, `overlay` (the verbs of what-ifs) and `build` (tree to model); then
//! `meant` warns of what can hardly be meant. What the file itself asks is in `asked`.

pub mod asked;
mod build;
pub(crate) mod csv;
pub(crate) mod laws;
pub mod limits;
pub mod load;
mod meant;
pub mod model;
mod overlay;
pub mod shape;
pub mod text;

pub use asked::checks::Check;
pub use asked::risk::Risk;
pub use asked::sweep::Sweep;
pub use build::Preset as NamedPolicy;
pub use load::{LoadError, Loaded, Source, load, template};
pub use model::{BestSplit, Contrast, Scenario, SplitBy, Variant, Warning, Weight};
pub use overlay::changes::Override;
pub use text::files::Disk;
pub use text::problem::{Problem, Problems};
pub use text::texts::{InMemory, Texts};
