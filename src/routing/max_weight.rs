//! Max-weight: serve where queue times speed is largest.
//!
//! A freed agent takes the type with the largest (contacts waiting) x (contacts an agent of this
//! group finishes a second); a contact takes the group that is fastest with it, the longest idle
//! agent there. Ranks play no part; delays and reserves are kept. After Tassiulas and Ephremides
//! (1992) and Stolyar (2004), "Maxweight scheduling in a generalized switch".

use super::{Among, Pairs, Policy};
use crate::base::{AgentId, GroupId, TypeId};
use crate::floor::{ContactView, Floor, Pair};

/// The policy and the pairs it chooses among.
#[derive(Clone, Debug)]
pub struct MaxWeight {
    pub pairs: Pairs,
}

impl Policy for MaxWeight {
    fn agent_for(&self, floor: &Floor, contact: ContactView<'_>, among: Among) -> Option<AgentId> {
        self.pairs.by_type[contact.contact_type.index()]
            .iter()
            .filter(|pair| among == Among::All || among == Among::Group(pair.group))
            .filter(|pair| floor.is_open(pair, contact.waited))
            .min_by(|a, b| {
                let by_speed = b.rate_per_second.total_cmp(&a.rate_per_second);
                by_speed.then(a.group.cmp(&b.group))
            })
            .map(|pair| AgentId::at(floor.longest_idle(pair.group).number()))
    }

    fn type_for(&self, floor: &Floor, group: GroupId) -> Option<TypeId> {
        let weight =
            |pair: &Pair| f64::from(floor.waiting(pair.contact_type)) * pair.rate_per_second;
        self.pairs.by_group[group.index()]
            .iter()
            .filter(|pair| floor.open_wait(pair).is_some())
            .max_by(|a, b| {
                let by_weight = weight(a).total_cmp(&weight(b));
                by_weight.then(b.contact_type.cmp(&a.contact_type))
            })
            .map(|pair| pair.contact_type)
    }
}
