//! A (contact type, group) pair: who may take whom, in which order, and how fast.

use crate::base::{GroupId, Micros, TypeId};

/// A skill as routing and the engine read it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    pub contact_type: TypeId,
    pub group: GroupId,
    /// Rank of the group for the contact; lower first.
    pub preference: f64,
    /// Rank of the contact for the group; lower first.
    pub priority: f64,
    /// The contact must have waited at least so long.
    pub after: Micros,
    /// So many agents of the group stay idle.
    pub keep_idle: u32,
    /// Weight of the contact's wait.
    pub weight: f64,
    /// Factor on talk and wrap-up.
    pub handle_time_factor: f64,
    /// Contacts of the type that an agent of the group can finish in a second.
    pub rate_per_second: f64,
}
