//! `--set` and `--scale`: changes of the file before anything is made of it.

use crate::questions::typed::changes::{Changes, Scale, Set};

/// Changes of the file before anything is made of it.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct ChangeFlags {
    /// Set a value of the scenario: `agent_groups.blended.agents=20`
    #[arg(long, value_name = "PATH=VALUE", value_parser = Set::read)]
    pub(crate) set: Vec<Set>,

    /// Multiply a value of the scenario: `contact_types.*.volume=1.1`
    #[arg(long, value_name = "PATH=FACTOR", value_parser = Scale::read)]
    pub(crate) scale: Vec<Scale>,
}

impl ChangeFlags {
    /// What they change.
    pub(crate) fn changes(&self) -> Changes {
        Changes { set: self.set.clone(), scale: self.scale.clone() }
    }
}
