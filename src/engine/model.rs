//! A scenario made ready to run: tables by identifier, samplers instead of laws.

use super::change::Change;
#[cfg(test)]
use super::fault::Fault;
use super::watched::Watched;
use crate::base::{AgentId, GroupId, Micros, TypeId};
use crate::measures::Terms;
use crate::random::{Busyness, Owner, Sampler};
use crate::routing::{MaxWeight, RuleTable};
use crate::scenario::model::{ComplaintCount, Contribution};

/// Everything that a day needs to know of its centre; the same for every replication.
#[derive(Debug)]
pub struct Model {
    pub(super) intervals: usize,
    pub(super) interval: Micros,
    pub(super) closes: Micros,
    /// Nothing happens later.
    pub(super) latest: Micros,
    pub(super) clear_at_close: bool,
    /// None given: the largest number there is.
    pub(super) lines: u32,
    pub(super) types: Vec<TypeModel>,
    pub(super) groups: Vec<GroupModel>,
    pub(super) agents: Vec<AgentModel>,
    /// Whether any agent is faster or slower than the standard.
    pub(super) speeds_differ: bool,
    pub(super) factors: Vec<(Owner, Busyness)>,
    /// `[contact type][group]`, row by row.
    pub(super) services: Vec<Service>,
    /// Moments at which waiting contacts of a type become open to more groups, by type and length.
    pub(super) delays: Vec<(TypeId, Micros)>,
    /// Whether anything ends that is neither handling nor patience.
    pub(super) has_breaks_or_delays: bool,
    /// Starts, then ends, of each moment.
    pub(super) schedule: Vec<Change>,
    pub(super) absence_probability: f64,
    pub(super) policy: PolicyModel,
    /// Which groups and which lines are watched.
    pub(super) watched: Watched,
    /// What counting needs to know.
    pub terms: Terms,
    /// What is done wrong on purpose.
    #[cfg(test)]
    pub(super) fault: Option<Fault>,
}

/// The registry of policies.
#[derive(Debug)]
pub(super) enum PolicyModel {
    RuleTable(RuleTable),
    MaxWeight(MaxWeight),
}

#[derive(Debug)]
pub(super) struct TypeModel {
    pub(super) name: String,
    pub(super) owner: Owner,
    pub(super) exact_counts: bool,
    /// Given arrivals in order, instead of drawn ones.
    pub(super) times: Option<Vec<Micros>>,
    /// Expected contacts by interval, before busyness.
    pub(super) expected: Vec<f64>,
    pub(super) factors: Vec<usize>,
    pub(super) talk: Sampler,
    /// On the talk, by interval of arrival.
    pub(super) talk_factors: Vec<f64>,
    pub(super) wrap_up: Option<Sampler>,
    pub(super) patience: Option<Sampler>,
    pub(super) balk_probability: f64,
    pub(super) accepted_announcement: Option<Sampler>,
    /// Mean handle time by interval, in seconds.
    pub(super) mean_handle: Vec<f64>,
    pub(super) waiting_places: u32,
    /// Groups with the skill.
    pub(super) served_by: Vec<GroupId>,
    pub(super) redial: Option<RedialModel>,
    pub(super) sale: Option<SaleModel>,
    pub(super) after_talk: AfterTalk,
    pub(super) asks_resolution: bool,
    pub(super) repeat: Option<RepeatModel>,
    pub(super) need_probability: f64,
    pub(super) offer: Option<OfferModel>,
    pub(super) transfer: Option<TransferModel>,
}

/// What there is to an answered contact when talk is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AfterTalk {
    Nothing,
    WrapUpAlone,
    /// Something may come of it: resolution, a sale, a need, an offer.
    MayLeadOn,
}

#[derive(Debug)]
pub(super) struct RedialModel {
    pub(super) probability: f64,
    pub(super) delay: Sampler,
    pub(super) max_attempts: u32,
    pub(super) contact_type: TypeId,
    pub(super) patience_kept: bool,
    /// Whether what falls due after closing comes on a later day; else it is given up.
    pub(super) next_day: bool,
}

#[derive(Debug)]
pub(super) struct RepeatModel {
    pub(super) probability: f64,
    pub(super) delay: Sampler,
    pub(super) contact_type: TypeId,
}

#[derive(Debug)]
pub(super) struct SaleModel {
    /// At a group without factors.
    pub(super) conversion: f64,
    pub(super) overpromise: f64,
    pub(super) half_life: Option<f64>,
    pub(super) gain: Gain,
    pub(super) complaint: Option<ComplaintModel>,
}

/// Money that a sale or an accepted offer brings.
#[derive(Debug)]
pub(super) struct Gain {
    pub(super) revenue: Sampler,
    pub(super) contribution: Contribution,
}

#[derive(Debug)]
pub(super) struct ComplaintModel {
    pub(super) contact_type: TypeId,
    pub(super) count: ComplaintCount,
    pub(super) delay: Sampler,
}

#[derive(Debug)]
pub(super) struct OfferModel {
    pub(super) rule: RuleModel,
    pub(super) talk: Sampler,
    pub(super) accepts_with_need: f64,
    pub(super) accepts_without_need: f64,
    pub(super) gain: Gain,
}

/// When a candidate is offered to; all that is given must hold.
#[derive(Debug)]
pub(super) struct RuleModel {
    pub(super) never: bool,
    pub(super) waiting_at_most: Option<u32>,
    pub(super) in_system_at_most: Option<u32>,
    pub(super) idle_at_least: Option<u32>,
    pub(super) clock: Vec<(Micros, Micros)>,
}

#[derive(Debug)]
pub(super) struct TransferModel {
    pub(super) to: TypeId,
    pub(super) probability: f64,
    /// None: the talk of the type transferred to.
    pub(super) talk: Option<Sampler>,
    /// None: the patience of the type transferred to.
    pub(super) patience: Option<Sampler>,
}

#[derive(Debug)]
pub(super) struct GroupModel {
    pub(super) name: String,
    /// Its agents are these positions of [`Model::agents`].
    pub(super) agents: std::ops::Range<usize>,
    /// Scheduled heads by interval; none for persons with shifts.
    pub(super) heads: Option<Vec<u32>>,
    /// Contact types it serves.
    pub(super) serves: Vec<TypeId>,
    pub(super) offers: bool,
    pub(super) detect: f64,
    pub(super) push: f64,
}

/// Who an agent is.
#[derive(Clone, Copy, Debug)]
pub(super) struct AgentModel {
    pub(super) group: GroupId,
    pub(super) home: Owner,
    pub(super) number: u32,
    /// Coefficient of variation of the factor on handle times.
    pub(super) speed_cv: f64,
}

/// How a group serves a type: factors and the probabilities they make.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Service {
    pub(super) handle_time_factor: f64,
    pub(super) conversion: f64,
    pub(super) overpromise: f64,
    pub(super) resolution: f64,
}

impl Model {
    pub(super) fn service(&self, contact_type: TypeId, group: GroupId) -> &Service {
        &self.services[contact_type.index() * self.groups.len() + group.index()]
    }

    /// Waiting contacts that an agent who has finished overlooks.
    #[cfg(not(test))]
    #[expect(clippy::unused_self, reason = "only a planted fault asks which")]
    pub(super) const fn overlooked(&self) -> u32 {
        0
    }

    /// Waiting contacts that an agent who has finished overlooks.
    #[cfg(test)]
    pub(super) fn overlooked(&self) -> u32 {
        u32::from(self.fault == Some(Fault::LastOverlooked))
    }

    pub(super) fn contact_type(&self, contact_type: TypeId) -> &TypeModel {
        &self.types[contact_type.index()]
    }

    /// The interval of an instant before closing.
    pub(super) fn interval_of(&self, now: Micros) -> usize {
        (now.0 / self.interval.0) as usize
    }

    /// The contact type of that name.
    #[must_use]
    pub fn type_named(&self, name: &str) -> Option<TypeId> {
        self.types.iter().position(|one| one.name == name).map(TypeId::at)
    }

    /// The name of a contact type.
    #[must_use]
    pub fn type_name(&self, contact_type: TypeId) -> &str {
        &self.types[contact_type.index()].name
    }

    /// The name of a group.
    #[must_use]
    pub fn group_name(&self, group: GroupId) -> &str {
        &self.groups[group.index()].name
    }

    /// The number of an agent in its home group.
    #[must_use]
    pub fn agent_number(&self, agent: AgentId) -> u32 {
        self.agents[agent.index()].number
    }
}
