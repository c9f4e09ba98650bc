//! Faults planted on purpose, so that what ought to find a fault is seen to find it.
//!
//! In no product: they exist in this crate's own unit tests, and one of them in builds with the
//! feature `planted-fault`.

use crate::scenario::Scenario;

/// Something that the engine does wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(test), expect(dead_code, reason = "the feature plants the first of them"))]
pub(crate) enum Fault {
    /// Every patience is a tenth too long.
    LongPatience,
    /// Agents take the waiting contact types in the opposite order of priority.
    WrongQueue,
    /// An agent who has finished overlooks the last contact that waits.
    LastOverlooked,
}

impl Fault {
    /// The scenario as an engine with this fault understands it.
    pub(super) fn misread(self, scenario: &Scenario) -> Scenario {
        let mut misread = scenario.clone();
        match self {
            Self::LongPatience => {
                for own in &mut misread.contact_types {
                    own.patience = own.patience.as_ref().map(|patience| patience.scaled(1.1));
                }
            }
            Self::WrongQueue => {
                let groups = misread.agent_groups.iter_mut();
                for skill in groups.flat_map(|own| &mut own.skills) {
                    skill.priority = -skill.priority;
                }
            }
            Self::LastOverlooked => {}
        }
        misread
    }
}
