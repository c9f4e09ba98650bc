//! Which groups and which lines are watched: what rules out the engine's two fast paths.
//!
//! When nobody waits whom a group could take, it matters to nobody when its agents end: what comes
//! of a contact is then known when it is picked up, and all there is to keep is when the agent will
//! be free. Likewise it matters to nobody when a customer abandons until somebody looks at the head
//! of the line. So ends and abandonments are events only where something in the model reads them
//! at their own moment; such groups and lines are **watched**. What is counted is the same to the
//! last bit: the tests run random centres both ways. Who reads them: `readers`.

/// Which groups and which lines of a model are watched.
#[derive(Debug, Default)]
pub(super) struct Watched {
    pub(super) groups: Vec<bool>,
    pub(super) lines: Vec<bool>,
}
