//! From a checked scenario to a model: identifiers for names, samplers for laws.

use super::change::What;
#[cfg(any(test, feature = "planted-fault"))]
use super::fault::Fault;
use super::model::{
    AfterTalk, AgentModel, ComplaintModel, Gain, GroupModel, Model, OfferModel, PolicyModel,
    RedialModel, RepeatModel, RuleModel, SaleModel, Service, TransferModel, TypeModel,
};
use super::readers::watched;
use super::schedule::schedule;
use super::terms::{mean_handle_seconds, terms};
use super::watched::Watched;
use crate::base::{GroupId, Micros, TypeId};
use crate::floor::Pair;
use crate::random::{Busyness, Law, Owner, Sampler};
use crate::routing::{MaxWeight, Pairs, RuleTable};
use crate::scenario::Scenario;
use crate::scenario::model as given;
use crate::scenario::model::{AfterClose, ArrivalKind, PolicyKind, RedialAfterClose, Staffing};

/// A week. Whoever waits longer after closing is left waiting, and a talk that lasts longer lasts
/// for ever: sums of waits would not fit their numbers.
const LONGEST_DRAIN: Micros = Micros::from_whole_seconds(7 * 24 * 3600);

impl Model {
    /// Makes a checked scenario ready to run.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        #[cfg(feature = "planted-fault")]
        let scenario = &Fault::LongPatience.misread(scenario);
        let interval = Micros::from_whole_seconds(u64::from(scenario.day.interval_minutes) * 60);
        let closes = Micros(interval.0 * scenario.day.intervals as u64);
        let groups = groups(scenario);
        let pairs = pairs(scenario);
        let delays = delays(&pairs);
        let schedule = schedule(scenario, &groups, interval, closes);
        let breaks = schedule.iter().any(|change| matches!(change.what, What::BreakStarts(_)));
        let mut model = Self {
            intervals: scenario.day.intervals,
            interval,
            closes,
            latest: closes + LONGEST_DRAIN,
            clear_at_close: scenario.day.after_close == AfterClose::Clear,
            lines: scenario.lines.unwrap_or(u32::MAX),
            types: scenario
                .contact_types
                .iter()
                .enumerate()
                .map(|(position, own)| contact_type(scenario, TypeId::at(position), own))
                .collect(),
            agents: agents(scenario),
            speeds_differ: scenario.agent_groups.iter().any(|group| group.speed_cv > 0.0),
            factors: scenario.busyness.iter().map(factor).collect(),
            services: services(scenario),
            has_breaks_or_delays: breaks || !delays.is_empty(),
            delays,
            schedule,
            absence_probability: scenario.routing.absence_probability,
            policy: policy(scenario, pairs),
            groups,
            watched: Watched::default(),
            terms: terms(scenario),
            #[cfg(test)]
            fault: None,
        };
        model.watched = watched(&model);
        model
    }

    /// The model of an engine with a fault.
    #[cfg(test)]
    pub(crate) fn with_fault(scenario: &Scenario, fault: Fault) -> Self {
        let mut model = Self { fault: Some(fault), ..Self::new(&fault.misread(scenario)) };
        if fault == Fault::LastOverlooked {
            // Ends go unwatched only because nobody is idle while somebody waits.
            model.watched.groups.fill(true);
        }
        model
    }
}

fn factor(given: &given::BusynessFactor) -> (Owner, Busyness) {
    let factor = Busyness::new(given.cv, given.interval_cv, given.interval_correlation);
    (Owner::named(&given.name), factor)
}

fn contact_type(scenario: &Scenario, this: TypeId, own: &given::ContactType) -> TypeModel {
    let intervals = scenario.day.intervals;
    let talk_factors = if own.handle_time.factors.is_empty() {
        vec![1.0; intervals]
    } else {
        own.handle_time.factors.clone()
    };
    let wrap_up_mean = own.wrap_up.as_ref().map_or(0.0, Law::mean);
    let talk_mean = own.handle_time.law.mean();
    let balking = own.balking.as_ref();
    let leads_on = own.resolution_probability.is_some()
        || own.sale.is_some()
        || own.need_probability > 0.0
        || own.offer.is_some();
    TypeModel {
        name: own.name.clone(),
        owner: Owner::named(&own.name),
        exact_counts: own.arrivals.kind == ArrivalKind::Fixed,
        times: own
            .arrivals
            .times
            .as_ref()
            .map(|times| times.iter().map(|&seconds| Micros::from_seconds(seconds)).collect()),
        expected: own.arrivals.expected.clone(),
        factors: own.busyness.clone(),
        talk: Sampler::new(&own.handle_time.law),
        mean_handle: talk_factors.iter().map(|by| talk_mean * by + wrap_up_mean).collect(),
        talk_factors,
        wrap_up: own.wrap_up.as_ref().map(Sampler::new),
        patience: own.patience.as_ref().map(Sampler::new),
        balk_probability: balking.map_or(0.0, |balking| balking.probability),
        accepted_announcement: balking
            .and_then(|balking| balking.announced_wait.as_ref())
            .map(Sampler::new),
        waiting_places: own.waiting_places.unwrap_or(u32::MAX),
        served_by: served_by(scenario, this),
        redial: own.redial.as_ref().map(|given| redial(this, given)),
        sale: own.sale.as_ref().map(sale),
        after_talk: match (leads_on, &own.wrap_up) {
            (true, _) => AfterTalk::MayLeadOn,
            (false, Some(_)) => AfterTalk::WrapUpAlone,
            (false, None) => AfterTalk::Nothing,
        },
        asks_resolution: own.resolution_probability.is_some(),
        repeat: own.repeat.as_ref().map(|given| repeat(this, given)),
        need_probability: own.need_probability,
        offer: own.offer.as_ref().map(offer),
        transfer: own
            .transfer_of_need
            .as_ref()
            // What nobody may ever offer is not handed over to be offered.
            .filter(|_| own.offer.as_ref().is_some_and(|offer| !offer.when.never))
            .map(transfer),
    }
}

fn served_by(scenario: &Scenario, this: TypeId) -> Vec<GroupId> {
    let groups = (0..).map(GroupId).zip(&scenario.agent_groups);
    let serves =
        |group: &given::AgentGroup| group.skills.iter().any(|s| s.contact_type == this.index());
    groups.filter(|(_, group)| serves(group)).map(|(id, _)| id).collect()
}

fn redial(this: TypeId, given: &given::Redial) -> RedialModel {
    RedialModel {
        probability: given.probability,
        delay: Sampler::new(&given.delay),
        max_attempts: given.max_attempts.unwrap_or(u32::MAX),
        contact_type: given.contact_type.map_or(this, TypeId::at),
        patience_kept: given.patience_kept,
        next_day: given.after_close == RedialAfterClose::NextDay,
    }
}

fn repeat(this: TypeId, given: &given::Repeat) -> RepeatModel {
    RepeatModel {
        probability: given.probability,
        delay: Sampler::new(&given.delay),
        contact_type: given.contact_type.map_or(this, TypeId::at),
    }
}

fn gain(revenue: &Law, contribution: given::Contribution) -> Gain {
    Gain { revenue: Sampler::new(revenue), contribution }
}

fn sale(sale: &given::Sale) -> SaleModel {
    SaleModel {
        conversion: sale.conversion_probability,
        overpromise: sale.overpromise_probability,
        half_life: sale.half_life_wait_seconds,
        gain: gain(&sale.revenue, sale.contribution),
        complaint: sale.complaint.as_ref().map(|complaint| ComplaintModel {
            contact_type: TypeId::at(complaint.contact_type),
            count: complaint.count,
            delay: Sampler::new(&complaint.delay),
        }),
    }
}

fn offer(offer: &given::Offer) -> OfferModel {
    let rule = &offer.when;
    let clock = rule
        .clock
        .iter()
        .map(|&(from, to)| (Micros::from_seconds(from), Micros::from_seconds(to)))
        .collect();
    OfferModel {
        rule: RuleModel {
            never: rule.never,
            waiting_at_most: rule.waiting_at_most,
            in_system_at_most: rule.in_system_at_most,
            idle_at_least: rule.idle_at_least,
            clock,
        },
        talk: Sampler::new(&offer.handle_time),
        accepts_with_need: offer.acceptance_with_need,
        accepts_without_need: offer.acceptance_without_need,
        gain: gain(&offer.revenue, offer.contribution),
    }
}

fn transfer(given: &given::TransferOfNeed) -> TransferModel {
    TransferModel {
        to: TypeId::at(given.to),
        probability: given.probability,
        talk: given.handle_time.as_ref().map(Sampler::new),
        patience: given.patience.as_ref().map(Sampler::new),
    }
}

fn groups(scenario: &Scenario) -> Vec<GroupModel> {
    let mut first = 0;
    scenario
        .agent_groups
        .iter()
        .map(|own| {
            let agents = first..first + own.homes.len();
            first = agents.end;
            GroupModel {
                name: own.name.clone(),
                agents,
                heads: match &own.staffing {
                    Staffing::Counter { productive, .. } => Some(productive.clone()),
                    Staffing::Shifts(_) => None,
                },
                serves: own.skills.iter().map(|skill| TypeId::at(skill.contact_type)).collect(),
                offers: own.offers,
                detect: own.incentive.detect,
                push: own.incentive.push,
            }
        })
        .collect()
}

fn agents(scenario: &Scenario) -> Vec<AgentModel> {
    let of_group = |(group, own): (usize, &given::AgentGroup)| -> Vec<AgentModel> {
        let agent = |home: &given::Home| {
            // Speed stays with the person: it is that of the home group, as long as it is there.
            let at_home = scenario.agent_groups.iter().find(|other| other.name == home.group);
            AgentModel {
                group: GroupId::at(group),
                home: Owner::named(&home.group),
                number: home.number,
                speed_cv: at_home.unwrap_or(own).speed_cv,
            }
        };
        own.homes.iter().map(agent).collect()
    };
    scenario.agent_groups.iter().enumerate().flat_map(of_group).collect()
}

fn services(scenario: &Scenario) -> Vec<Service> {
    let groups = scenario.agent_groups.len();
    let mut services = vec![Service::default(); scenario.contact_types.len() * groups];
    for (group, own) in scenario.agent_groups.iter().enumerate() {
        for skill in &own.skills {
            let served = &scenario.contact_types[skill.contact_type];
            let sale = served.sale.as_ref();
            let incentive = &own.incentive;
            services[skill.contact_type * groups + group] = Service {
                handle_time_factor: skill.handle_time_factor,
                conversion: sale.map_or(0.0, |sale| sale.conversion_probability)
                    * skill.conversion_factor
                    * incentive.conversion_factor,
                overpromise: sale.map_or(0.0, |sale| sale.overpromise_probability)
                    * incentive.overpromise_factor,
                resolution: served.resolution_probability.unwrap_or(1.0)
                    * skill.resolution_factor
                    * incentive.resolution_factor,
            };
        }
    }
    services
}

fn pairs(scenario: &Scenario) -> Pairs {
    let mut pairs = Vec::new();
    for (group, own) in scenario.agent_groups.iter().enumerate() {
        for skill in &own.skills {
            let served = &scenario.contact_types[skill.contact_type];
            let handle = mean_handle_seconds(served) * skill.handle_time_factor;
            pairs.push(Pair {
                contact_type: TypeId::at(skill.contact_type),
                group: GroupId::at(group),
                preference: skill.preference,
                priority: skill.priority,
                after: Micros::from_seconds(skill.after_seconds),
                keep_idle: skill.keep_idle,
                weight: skill.weight,
                handle_time_factor: skill.handle_time_factor,
                // Nothing takes less than a microsecond, so that no rate is infinite.
                rate_per_second: 1.0 / handle.max(1e-6),
            });
        }
    }
    Pairs::new(&pairs, scenario.contact_types.len(), scenario.agent_groups.len())
}

fn delays(pairs: &Pairs) -> Vec<(TypeId, Micros)> {
    let mut delays: Vec<(TypeId, Micros)> = pairs
        .by_type
        .iter()
        .flatten()
        .filter(|pair| pair.after > Micros::ZERO && !pair.after.is_never())
        .map(|pair| (pair.contact_type, pair.after))
        .collect();
    delays.sort_unstable();
    delays.dedup();
    delays
}

fn policy(scenario: &Scenario, pairs: Pairs) -> PolicyModel {
    let types = &scenario.contact_types;
    match scenario.routing.policy {
        PolicyKind::MaxWeight => PolicyModel::MaxWeight(MaxWeight { pairs }),
        PolicyKind::RuleTable => PolicyModel::RuleTable(RuleTable {
            pairs,
            among_idle: types.iter().map(|own| own.among_idle_agents).collect(),
            among_waiting: scenario.agent_groups.iter().map(|own| own.among_waiting).collect(),
            queue_share: types.iter().map(|own| own.queue_share).collect(),
            waiting_cost: types.iter().map(|own| own.waiting_cost_per_minute).collect(),
            within: types
                .iter()
                .map(|own| Micros::from_seconds(own.target.within_seconds))
                .collect(),
        }),
    }
}
