//! Who reads the end of a contact or an abandonment at its own moment, so that it is watched.

use super::model::{GroupModel, Model, OfferModel, PolicyModel, TypeModel};
use super::watched::Watched;
use crate::base::{GroupId, TypeId};
use crate::floor::Pair;
use crate::routing::{AmongIdleAgents, AmongWaiting, Pairs};

/// What a model reads.
pub(super) fn watched(model: &Model) -> Watched {
    // Whatever counts the lines or all who are here reads every end and every abandonment; and
    // of complaints without end it is the first that come today.
    let everything = model.lines < u32::MAX
        || complaints_breed(&model.types)
        || offers(&model.types).any(|offer| offer.rule.in_system_at_most.is_some());
    let group = |(index, group): (usize, &GroupModel)| {
        everything || reads_ends(model, GroupId::at(index), group)
    };
    let line = |(index, own): (usize, &TypeModel)| {
        everything || reads_abandonments(model, TypeId::at(index), own)
    };
    Watched {
        groups: model.groups.iter().enumerate().map(group).collect(),
        lines: model.types.iter().enumerate().map(line).collect(),
    }
}

/// Whether anything reads when agents of a group end, or how many are idle.
fn reads_ends(model: &Model, group: GroupId, own: &GroupModel) -> bool {
    let keeps_idle = |pair: &Pair| pair.keep_idle > 0;
    let types = || own.serves.iter().map(|&served| (served, model.contact_type(served)));
    // Persons finish the contact in hand and then go, or have the break that fell due.
    own.heads.is_none()
        || pairs(model).by_group[group.index()].iter().any(keeps_idle)
        || types().any(|(served, _)| compares_the_idle(model, served))
        || types().any(|(_, served)| leads_onto_the_floor(own, served))
}

/// Whether the end of a talk, in this group and of this type, reads or changes who waits.
fn leads_onto_the_floor(group: &GroupModel, served: &TypeModel) -> bool {
    let offer_reads = |offer: &OfferModel| {
        offer.rule.waiting_at_most.is_some() || offer.rule.idle_at_least.is_some()
    };
    if group.offers {
        return served.offer.as_ref().is_some_and(offer_reads);
    }
    served.transfer.is_some() && served.need_probability > 0.0 && group.detect > 0.0
}

/// Whether the agent for a type is chosen by more than who is idle longest.
fn compares_the_idle(model: &Model, contact_type: TypeId) -> bool {
    match &model.policy {
        PolicyModel::RuleTable(table) => {
            table.among_idle[contact_type.index()] != AmongIdleAgents::LongestIdle
        }
        PolicyModel::MaxWeight(_) => false,
    }
}

/// Whether anything reads when customers of a type abandon, or how many of them wait.
fn reads_abandonments(model: &Model, this: TypeId, own: &TypeModel) -> bool {
    let counts_this = |group: &GroupModel| {
        let mut served = group.serves.iter().map(|&served| model.contact_type(served));
        group.offers
            && group.serves.contains(&this)
            && offers_of(&mut served).any(|offer| offer.rule.waiting_at_most.is_some())
    };
    own.redial.is_some()
        || own.waiting_places < u32::MAX
        || own.accepted_announcement.is_some()
        || model.groups.iter().any(counts_this)
        || counts_those_who_wait(model, this)
        || waits_add_up(model)
}

/// Whether a contact is chosen by how many wait.
fn counts_those_who_wait(model: &Model, this: TypeId) -> bool {
    let PolicyModel::RuleTable(table) = &model.policy else { return true };
    model.groups.iter().zip(&table.among_waiting).any(|(group, rule)| match rule {
        AmongWaiting::LongestQueue => group.serves.contains(&this),
        // It compares with all who wait.
        AmongWaiting::QueueRatio => true,
        AmongWaiting::LongestWait | AmongWaiting::CMu | AmongWaiting::EarliestDue => false,
    })
}

/// Whether several waits of one customer are added up, as real numbers and so in their order.
fn waits_add_up(model: &Model) -> bool {
    let comes_again = |own: &TypeModel| {
        let complains = own.sale.as_ref().is_some_and(|sale| sale.complaint.is_some());
        own.redial.is_some() || own.repeat.is_some() || own.transfer.is_some() || complains
    };
    model.terms.retention.is_some() && model.types.iter().any(comes_again)
}

/// Whether complaints may lead to complaints, themselves or through a repeat.
fn complaints_breed(types: &[TypeModel]) -> bool {
    let complaint = |own: &TypeModel| {
        own.sale.as_ref()?.complaint.as_ref().map(|complaint| complaint.contact_type.index())
    };
    let repeat = |own: &TypeModel| own.repeat.as_ref().map(|repeat| repeat.contact_type.index());
    types.iter().filter_map(complaint).any(|complains| {
        let again = repeat(&types[complains]);
        let mut of_it = std::iter::once(complains).chain(again);
        of_it.any(|one| complaint(&types[one]).is_some())
    })
}

fn pairs(model: &Model) -> &Pairs {
    match &model.policy {
        PolicyModel::RuleTable(table) => &table.pairs,
        PolicyModel::MaxWeight(policy) => &policy.pairs,
    }
}

fn offers(types: &[TypeModel]) -> impl Iterator<Item = &OfferModel> {
    types.iter().filter_map(|own| own.offer.as_ref())
}

fn offers_of<'m>(
    types: &mut impl Iterator<Item = &'m TypeModel>,
) -> impl Iterator<Item = &'m OfferModel> {
    types.filter_map(|own| own.offer.as_ref())
}
