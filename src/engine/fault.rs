//! Faults planted on purpose, so that what ought to find a fault is seen to find it.
//!
//! In no product: they exist in this crate's own unit tests, and one of them in builds with the
//! feature `planted-fault`.

#[cfg(test)]
use super::model::Model;
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

#[cfg(test)]
impl Model {
    /// The model of an engine with a fault.
    pub(crate) fn with_fault(scenario: &Scenario, fault: Fault) -> Self {
        let mut model = Self { fault: Some(fault), ..Self::new(&fault.misread(scenario)) };
        if fault == Fault::LastOverlooked {
            // Ends go unwatched only because nobody is idle while somebody waits.
            model.watched.groups.fill(true);
        }
        model
    }

    /// Waiting contacts that an agent who has finished overlooks.
    pub(super) fn overlooked(&self) -> u32 {
        u32::from(self.fault == Some(Fault::LastOverlooked))
    }
}
