//! What chance cannot move in a scenario: what never happens in it, and what is the same every day.

use sha2::{Digest, Sha256};

use crate::measures::count::{Count, GroupCount};
use crate::measures::settled::{Fixed, OfType, Settled};
use crate::random::Law;
use crate::scenario::Scenario;
use crate::scenario::model::{
    AfterClose, AgentGroup, ArrivalKind, ContactType, RedialAfterClose, RunSettings, Staffing,
};

/// Everything that is known of a scenario before it is run.
pub(crate) fn settled(scenario: &Scenario) -> Settled {
    let day = of_days(scenario);
    let Some(horizon) = &scenario.horizon else { return day };
    // What holds on every one of the days that there are, but for who calls: others do.
    let others: Vec<Settled> = horizon.dated.iter().map(of_days).collect();
    let of_type = |at: usize| {
        let fixed =
            others.iter().fold(day.types[at].fixed, |both, other| both.and(other.types[at].fixed));
        let handle_is_constant = others.is_empty() && day.types[at].handle_is_constant;
        OfType { fixed: fixed.never_alone(), arrivals: None, handle_is_constant }
    };
    let of_group =
        |at: usize| others.iter().fold(day.groups[at], |both, other| both.and(other.groups[at]));
    Settled {
        types: (0..day.types.len()).map(of_type).collect(),
        groups: (0..day.groups.len()).map(of_group).collect(),
        model: day.model,
    }
}

/// Of a scenario that is the same every day.
fn of_days(scenario: &Scenario) -> Settled {
    let ways = Ways::of(scenario);
    let types = 0..scenario.contact_types.len();
    Settled {
        types: types.map(|at| of_type(scenario, &ways, at)).collect(),
        groups: scenario.agent_groups.iter().map(|own| of_group(scenario, own)).collect(),
        model: Some(model(scenario)),
    }
}

/// A hash of all that decides a day and how it is read; not of names, and not of how long is run.
fn model(scenario: &Scenario) -> [u8; 32] {
    let mut scenario = scenario.clone();
    scenario.name.clear();
    scenario.assumptions.clear();
    scenario.precise_figures.clear();
    scenario.run = RunSettings { replications: None, precision: None, confidence: 0.0, seed: 0 };
    Sha256::digest(format!("{scenario:?}")).into()
}

/// How contacts lead to contacts.
struct Ways {
    /// By contact type: whether redials, repeats and complaints lead to it.
    redials: Vec<bool>,
    repeats: Vec<bool>,
    complaints: Vec<bool>,
    transfers: Vec<bool>,
    /// By contact type: whether contacts of it can come at all.
    comes: Vec<bool>,
    /// By contact type: the types that a chain may have attempts of, its own included.
    chain: Vec<Vec<usize>>,
}

impl Ways {
    fn of(scenario: &Scenario) -> Self {
        let types = &scenario.contact_types;
        let none = vec![false; types.len()];
        let mut ways = Self {
            redials: none.clone(),
            repeats: none.clone(),
            complaints: none.clone(),
            transfers: none.clone(),
            comes: types.iter().map(comes_from_outside).collect(),
            chain: (0..types.len()).map(|at| chain(types, at)).collect(),
        };
        // As often as a new type may be reached.
        for _ in types {
            for (at, own) in types.iter().enumerate().filter(|(at, _)| ways.comes[*at]) {
                let of_complaint = own.sale.as_ref().and_then(|sale| sale.complaint.as_ref());
                for (into, to) in [
                    (&mut ways.redials, redial(own, at)),
                    (&mut ways.repeats, repeat(own, at)),
                    (&mut ways.complaints, of_complaint.map(|it| it.contact_type)),
                    (&mut ways.transfers, own.transfer_of_need.as_ref().map(|it| it.to)),
                ] {
                    if let Some(to) = to {
                        into[to] = true;
                    }
                }
            }
            for at in 0..types.len() {
                ways.comes[at] |= ways.redials[at] || ways.repeats[at] || ways.complaints[at];
            }
        }
        ways
    }

    /// Whether contacts lead to this type that no forecast counts.
    fn is_led_to(&self, at: usize) -> bool {
        self.redials[at] || self.repeats[at] || self.complaints[at]
    }
}

fn comes_from_outside(own: &ContactType) -> bool {
    own.arrivals.times.is_some() || own.arrivals.expected.iter().any(|&number| number > 0.0)
}

fn redial(own: &ContactType, at: usize) -> Option<usize> {
    own.redial.as_ref().map(|it| it.contact_type.unwrap_or(at))
}

fn repeat(own: &ContactType, at: usize) -> Option<usize> {
    own.repeat.as_ref().map(|it| it.contact_type.unwrap_or(at))
}

fn chain(types: &[ContactType], first: usize) -> Vec<usize> {
    let mut chain = vec![first];
    while let Some(next) = chain.last().and_then(|&last| redial(&types[last], last))
        && !chain.contains(&next)
    {
        chain.push(next);
    }
    chain
}

fn of_type(scenario: &Scenario, ways: &Ways, at: usize) -> OfType {
    let own = &scenario.contact_types[at];
    let mut fixed = Fixed::default();
    never_of_contacts(&mut fixed, scenario, ways, at);
    never_of_chains(&mut fixed, scenario, &ways.chain[at]);
    never_of_customers(&mut fixed, scenario);
    never_of_money(&mut fixed, scenario);
    let no_busyness = own.busyness.iter().all(|&it| {
        let factor = &scenario.busyness[it];
        factor.cv <= 0.0 && factor.interval_cv <= 0.0
    });
    if own.arrivals.kind == ArrivalKind::Fixed && no_busyness && !ways.is_led_to(at) {
        fixed.same([Count::Offered, Count::Chains]);
    }
    OfType {
        fixed,
        arrivals: (!ways.is_led_to(at) && own.arrivals.times.is_none())
            .then(|| arrivals(scenario, own)),
        handle_is_constant: handle_is_constant(scenario, own, at),
    }
}

/// What is drawn of a type from outside.
fn arrivals(scenario: &Scenario, own: &ContactType) -> Vec<f64> {
    let kind = f64::from(u8::from(own.arrivals.kind == ArrivalKind::Fixed));
    let of = |it: &usize| {
        let factor = &scenario.busyness[*it];
        // Factors of one name are drawn alike.
        let name = factor.name.bytes().map(f64::from);
        let numbers = [f64::NEG_INFINITY, factor.cv, factor.interval_cv];
        numbers.into_iter().chain([factor.interval_correlation]).chain(name).collect::<Vec<_>>()
    };
    let busyness = own.busyness.iter().flat_map(of);
    [kind].into_iter().chain(own.arrivals.expected.iter().copied()).chain(busyness).collect()
}

/// Whether every contact of a type takes equally long, whoever answers it.
fn handle_is_constant(scenario: &Scenario, own: &ContactType, at: usize) -> bool {
    let constant = |law: &Law| matches!(law, Law::Constant { .. });
    let skills = || {
        let groups = scenario.agent_groups.iter();
        groups.flat_map(|group| group.skills.iter().filter(|it| it.contact_type == at))
    };
    let first = skills().next().map_or(1.0, |it| it.handle_time_factor);
    constant(&own.handle_time.law)
        && own.handle_time.factors.is_empty()
        && own.wrap_up.as_ref().is_none_or(constant)
        && !may_offer(own)
        && skills().all(|it| (it.handle_time_factor - first).abs() <= 0.0)
        && scenario.agent_groups.iter().all(|group| group.speed_cv <= 0.0)
}

/// Whether an offer is given that is not switched off.
fn may_offer(own: &ContactType) -> bool {
    own.offer.as_ref().is_some_and(|offer| !offer.when.never)
}

fn can_abandon(own: &ContactType) -> bool {
    own.patience.as_ref().is_some_and(|law| !matches!(law, Law::Never))
}

fn never_of_contacts(fixed: &mut Fixed, scenario: &Scenario, ways: &Ways, at: usize) {
    use Count::{
        Abandoned, AbandonedShort, AbandonedWithin, Answered, AnsweredDelayed, AnsweredWithin,
        AttemptsExhausted, Balked, Blocked, Chains, ChainsAnswered, ComplaintsToday, Delayed,
        Disconnected, DueAfterClose, Offered, Redialled, Repeats, ResolutionAsked, Resolved,
        TargetAsked, TargetMet, TransfersDisconnected, WaitingAtEnd,
    };
    let own = &scenario.contact_types[at];
    let mut never = |holds: bool, counts: &[Count]| {
        if holds {
            fixed.never(counts.iter().copied());
        }
    };
    never(!can_abandon(own), &[Abandoned]);
    never(own.balking.is_none(), &[Balked]);
    never(!can_abandon(own) && own.balking.is_none(), &[AbandonedWithin, AbandonedShort]);
    never(scenario.lines.is_none() && own.waiting_places.is_none(), &[Blocked]);
    let is_cleared = scenario.day.after_close == AfterClose::Clear;
    never(!is_cleared, &[Disconnected, TransfersDisconnected]);
    never(!ways.redials[at], &[Redialled]);
    never(own.redial.is_none(), &[DueAfterClose, AttemptsExhausted]);
    never(!ways.repeats[at], &[Repeats]);
    never(!ways.complaints[at], &[ComplaintsToday]);
    never(own.resolution_probability.is_none(), &[ResolutionAsked, Resolved]);
    never(own.target.service_level.is_none(), &[TargetMet, TargetAsked]);
    never(
        !ways.comes[at],
        &[
            Offered,
            Answered,
            AnsweredWithin,
            AnsweredDelayed,
            Abandoned,
            Blocked,
            Balked,
            Disconnected,
            WaitingAtEnd,
            Delayed,
            Chains,
            ChainsAnswered,
        ],
    );
}

/// What stands at the first contact of a chain, whatever attempts follow.
fn never_of_chains(fixed: &mut Fixed, scenario: &Scenario, chain: &[usize]) {
    use Count::{
        Contribution, DeferredContacts, DeferredCost, DeferredHandle, LostAbandoned, LostBalked,
        LostBlocked, LostDisconnected, LostWaited, Needs, NeedsDeclined, NeedsMet, NeedsUnmet,
        OffersAccepted, OffersPushed, OffersToNeed, Overpromised, Revenue, SalesAsked,
        SalesCommission, SalesPotential, Sold, TransferHandle, TransferWait, Transfers,
        TransfersAbandoned, TransfersAnswered, TransfersDisconnected, TransfersWaitingAtEnd,
    };
    let none =
        |has: fn(&ContactType) -> bool| !chain.iter().any(|&at| has(&scenario.contact_types[at]));
    let no_sale = none(|own| own.sale.is_some());
    let no_transfer = none(|own| own.transfer_of_need.is_some());
    let no_offer = none(may_offer) && no_transfer;
    let mut never = |holds: bool, counts: &[Count]| {
        if holds {
            fixed.never(counts.iter().copied());
        }
    };
    never(none(can_abandon), &[LostAbandoned]);
    never(none(|own| own.balking.is_some()), &[LostBalked]);
    let no_places = none(|own| own.waiting_places.is_some());
    never(scenario.lines.is_none() && no_places, &[LostBlocked]);
    never(no_sale, &[SalesPotential, SalesAsked, Sold, Overpromised]);
    never(no_sale, &[LostAbandoned, LostBalked, LostBlocked, LostDisconnected, LostWaited]);
    let halves = |own: &ContactType| {
        own.sale.as_ref().is_some_and(|sale| sale.half_life_wait_seconds.is_some())
    };
    never(none(halves), &[LostWaited]);
    let overpromises = |own: &ContactType| {
        own.sale.as_ref().is_some_and(|sale| sale.overpromise_probability > 0.0)
    };
    never(none(overpromises), &[Overpromised]);
    never(
        none(|own| own.need_probability > 0.0),
        &[Needs, NeedsMet, NeedsDeclined, NeedsUnmet, OffersToNeed],
    );
    never(no_offer, &[OffersToNeed, OffersPushed, OffersAccepted]);
    never(no_offer && no_sale, &[Revenue, Contribution, SalesCommission]);
    never(
        no_transfer,
        &[
            Transfers,
            TransfersAnswered,
            TransfersAbandoned,
            TransfersDisconnected,
            TransfersWaitingAtEnd,
            TransferWait,
            TransferHandle,
        ],
    );
    let no_complaint = none(|own| own.sale.as_ref().is_some_and(|it| it.complaint.is_some()));
    let no_redial = none(|own| {
        own.redial.as_ref().is_some_and(|it| it.after_close == RedialAfterClose::NextDay)
    });
    let nothing_later = no_complaint && no_redial && none(|own| own.repeat.is_some());
    never(nothing_later, &[DeferredContacts, DeferredHandle, DeferredCost]);
}

/// Effects on customers that nobody gave.
fn never_of_customers(fixed: &mut Fixed, scenario: &Scenario) {
    use Count::{
        CustomersLost, CustomersLostDouble, CustomersLostHalf, CustomersLostQuadruple, LossCost,
        LossCostMemo, LostBecauseAbandoned, LostBecauseAnsweredLate, LostBecauseBalked,
        LostBecauseBlocked, LostBecauseBrokenPromise, LostBecauseDisconnected, LostBecauseNeedMet,
        LostBecauseNeedUnmet, LostBecauseResolvedAtOnce, LostBecauseTransferred,
        LostBecauseUnresolved, LostBecauseUnwantedOffer, LostBecauseWaited,
    };
    let customers = scenario.customers.as_ref();
    let leaves = customers.map(|it| it.leaves_because).unwrap_or_default();
    let stays = customers.map(|it| it.stays_because).unwrap_or_default();
    let types = &scenario.contact_types;
    let all = |never: fn(&ContactType) -> bool| types.iter().all(never);
    let unlimited = scenario.lines.is_none() && all(|own| own.waiting_places.is_none());
    for (effect, cannot, count) in [
        (leaves.abandoned, all(|own| !can_abandon(own)), LostBecauseAbandoned),
        (leaves.blocked, unlimited, LostBecauseBlocked),
        (leaves.balked, all(|own| own.balking.is_none()), LostBecauseBalked),
        (leaves.disconnected, false, LostBecauseDisconnected),
        (leaves.answered_late, false, LostBecauseAnsweredLate),
        (leaves.per_minute_waited, false, LostBecauseWaited),
        (leaves.unresolved, all(|own| own.resolution_probability.is_none()), LostBecauseUnresolved),
        (leaves.transferred, all(|own| own.transfer_of_need.is_none()), LostBecauseTransferred),
        (leaves.unwanted_offer, all(|own| !may_offer(own)), LostBecauseUnwantedOffer),
        (leaves.need_unmet, all(|own| own.need_probability <= 0.0), LostBecauseNeedUnmet),
        (leaves.broken_promise, all(|own| own.sale.is_none()), LostBecauseBrokenPromise),
        (stays.need_met, all(|own| own.need_probability <= 0.0), LostBecauseNeedMet),
        (stays.resolved_at_once, false, LostBecauseResolvedAtOnce),
    ] {
        if effect <= 0.0 || cannot {
            fixed.never([count]);
        }
    }
    if customers.is_none() {
        fixed.never([
            CustomersLost,
            CustomersLostHalf,
            CustomersLostDouble,
            CustomersLostQuadruple,
            LossCost,
            LossCostMemo,
        ]);
    }
}

/// Amounts that nobody gave.
fn never_of_money(fixed: &mut Fixed, scenario: &Scenario) {
    let groups = &scenario.agent_groups;
    let no_wages = groups.iter().all(|own| own.wage_per_hour <= 0.0);
    let no_bonus = groups.iter().all(|own| own.incentive.bonus_per_hour <= 0.0);
    let no_commission = groups.iter().all(|own| own.incentive.commission_per_sale <= 0.0);
    let no_contact_cost = scenario.costs.per_contact <= 0.0 && scenario.costs.per_minute <= 0.0;
    for (holds, count) in [
        (no_wages, Count::Wages),
        (no_wages, Count::DeferredCost),
        (no_bonus, Count::Bonus),
        (no_commission, Count::SalesCommission),
        (no_contact_cost, Count::ContactCost),
    ] {
        if holds {
            fixed.never([count]);
        }
    }
    if !scenario.has_money() && no_bonus && no_commission {
        fixed.never([
            Count::NetValue,
            Count::NetValueHalf,
            Count::NetValueDouble,
            Count::NetValueQuadruple,
        ]);
    }
}

fn of_group(scenario: &Scenario, own: &AgentGroup) -> Fixed {
    let mut fixed = Fixed::default();
    fixed.same_of_group([GroupCount::Scheduled]);
    let everybody_comes = scenario.routing.absence_probability <= 0.0;
    let (is_productive, no_breaks, nobody_leaves_early) = match &own.staffing {
        Staffing::Counter { productive, scheduled } => {
            (productive == scheduled, true, productive.windows(2).all(|pair| pair[0] <= pair[1]))
        }
        Staffing::Shifts(shifts) => (
            scenario.shrinkage_share <= 0.0,
            shifts.iter().all(|shift| shift.breaks.is_empty()),
            shifts.iter().all(|shift| shift.end_seconds >= scenario.day.open_seconds()),
        ),
    };
    if everybody_comes && no_breaks {
        fixed.same_of_group([GroupCount::Productive]);
        if is_productive {
            fixed.never_of_group([GroupCount::Away]);
        }
        if nobody_leaves_early {
            fixed.same_of_group([GroupCount::OnDutyOpen]);
            fixed.never_of_group([GroupCount::OvertimeOpen]);
        }
    }
    let types = &scenario.contact_types;
    let no_offer =
        !own.offers || types.iter().all(|it| !may_offer(it) && it.transfer_of_need.is_none());
    let no_sale = types.iter().all(|it| it.sale.is_none());
    let no_commission = own.incentive.commission_per_sale <= 0.0 || no_offer && no_sale;
    let mut never = |holds: bool, counts: &[GroupCount]| {
        if holds {
            fixed.never_of_group(counts.iter().copied());
        }
    };
    never(no_offer, &[GroupCount::Offers, GroupCount::OffersAccepted]);
    never(no_sale, &[GroupCount::Sold, GroupCount::SalesAsked]);
    never(own.wage_per_hour <= 0.0, &[GroupCount::Wages]);
    never(own.incentive.bonus_per_hour <= 0.0, &[GroupCount::Bonus]);
    never(no_commission, &[GroupCount::Commission]);
    fixed
}
