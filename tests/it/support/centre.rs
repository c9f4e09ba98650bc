//! Contact types and agent groups for stories: everything off but what a story switches on.

use switchroom::random::Law;
use switchroom::scenario::model::{
    AgentGroup, AmongIdleAgents, AmongWaiting, ArrivalKind, Arrivals, Balking, Complaint,
    ComplaintCount, ContactType, Contribution, DurationByInterval, Home, Incentive, Offer,
    OfferRule, Redial, RedialAfterClose, Repeat, Sale, Shift, Skill, Staffing, Target,
    TransferOfNeed,
};

/// Always so many seconds (or so much money).
pub(crate) fn always(value: f64) -> Law {
    Law::Constant { value }
}

/// A contact type and the names of the types that it leads to.
#[derive(Clone)]
pub(crate) struct TypeTold {
    pub(crate) own: ContactType,
    pub(crate) redials_as: Option<&'static str>,
    pub(crate) repeats_as: Option<&'static str>,
    pub(crate) complains_as: Option<&'static str>,
    pub(crate) hands_over_to: Option<&'static str>,
}

/// A contact type of which nobody calls, with 100 s of talk and endless patience.
pub(crate) fn contact_type(name: &str) -> TypeTold {
    let own = ContactType {
        name: name.to_owned(),
        display: 0,
        arrivals: Arrivals {
            kind: ArrivalKind::Fixed,
            expected: Vec::new(),
            times: Some(Vec::new()),
        },
        busyness: Vec::new(),
        handle_time: DurationByInterval { law: always(100.0), factors: Vec::new() },
        wrap_up: None,
        patience: None,
        balking: None,
        waiting_places: None,
        redial: None,
        existing_customer_share: 1.0,
        sale: None,
        resolution_probability: None,
        recovers_share: 0.0,
        wait_is_felt: true,
        repeat: None,
        need_probability: 0.0,
        offer: None,
        transfer_of_need: None,
        waiting_cost_per_minute: 0.0,
        queue_share: 0.0,
        among_idle_agents: AmongIdleAgents::LongestIdle,
        target: Target { service_level: None, within_seconds: 20.0 },
    };
    TypeTold { own, redials_as: None, repeats_as: None, complains_as: None, hands_over_to: None }
}

impl TypeTold {
    /// Whatever has no word of its own here.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut ContactType)) -> Self {
        change(&mut self.own);
        self
    }

    /// Contacts arrive so many seconds after opening.
    pub(crate) fn at(self, seconds: &[f64]) -> Self {
        self.with(|own| own.arrivals.times = Some(seconds.to_vec()))
    }

    pub(crate) fn talk(self, seconds: f64) -> Self {
        self.with(|own| own.handle_time.law = always(seconds))
    }

    pub(crate) fn wrap_up(self, seconds: f64) -> Self {
        self.with(|own| own.wrap_up = Some(always(seconds)))
    }

    pub(crate) fn patience(self, seconds: f64) -> Self {
        self.with(|own| own.patience = Some(always(seconds)))
    }

    pub(crate) fn within(self, seconds: f64) -> Self {
        self.with(|own| own.target.within_seconds = seconds)
    }

    pub(crate) fn places(self, places: u32) -> Self {
        self.with(|own| own.waiting_places = Some(places))
    }

    pub(crate) fn idle_rule(self, rule: AmongIdleAgents) -> Self {
        self.with(|own| own.among_idle_agents = rule)
    }

    /// Whoever would have to wait balks.
    pub(crate) fn balks(self) -> Self {
        self.with(|own| own.balking = Some(Balking { probability: 1.0, announced_wait: None }))
    }

    /// Whoever hears of a longer wait than this balks.
    pub(crate) fn accepts_announced(self, seconds: f64) -> Self {
        let balking = Balking { probability: 0.0, announced_wait: Some(always(seconds)) };
        self.with(|own| own.balking = Some(balking))
    }

    /// Whoever is lost calls again after so long, without end.
    pub(crate) fn redials_after(self, seconds: f64) -> Self {
        let redial = Redial {
            probability: 1.0,
            delay: always(seconds),
            max_attempts: None,
            contact_type: None,
            patience_kept: false,
            after_close: RedialAfterClose::GivenUp,
        };
        self.with(|own| own.redial = Some(redial))
    }

    pub(crate) fn redial(self, change: impl FnOnce(&mut Redial)) -> Self {
        self.with(|own| change(own.redial.as_mut().expect("told to redial before")))
    }

    pub(crate) fn attempts(self, most: u32) -> Self {
        self.redial(|redial| redial.max_attempts = Some(most))
    }

    pub(crate) fn redials_as(mut self, name: &'static str) -> Self {
        self.redials_as = Some(name);
        self
    }

    pub(crate) fn resolved(self) -> Self {
        self.with(|own| own.resolution_probability = Some(1.0))
    }

    pub(crate) fn unresolved(self) -> Self {
        self.with(|own| own.resolution_probability = Some(0.0))
    }

    /// Whoever is not resolved calls again after so long.
    pub(crate) fn repeats_after(self, seconds: f64) -> Self {
        let repeat = Repeat { probability: 1.0, delay: always(seconds), contact_type: None };
        self.unresolved().with(|own| own.repeat = Some(repeat))
    }

    pub(crate) fn repeats_as(mut self, name: &'static str) -> Self {
        self.repeats_as = Some(name);
        self
    }

    /// Everybody buys for so much, of which half is earned.
    pub(crate) fn sells(self, revenue: f64) -> Self {
        let sale = Sale {
            conversion_probability: 1.0,
            half_life_wait_seconds: None,
            revenue: always(revenue),
            contribution: Contribution::Share(0.5),
            overpromise_probability: 0.0,
            complaint: None,
            adds_margin_per_month: 0.0,
        };
        self.with(|own| own.sale = Some(sale))
    }

    pub(crate) fn sale(self, change: impl FnOnce(&mut Sale)) -> Self {
        self.with(|own| change(own.sale.as_mut().expect("told to sell before")))
    }

    /// Every sale is over-promised and leads to so many complaints after so long.
    pub(crate) fn overpromises(mut self, name: &'static str, count: u32, seconds: f64) -> Self {
        self.complains_as = Some(name);
        self.sale(|sale| {
            sale.overpromise_probability = 1.0;
            let count = ComplaintCount::Fixed(count);
            sale.complaint = Some(Complaint { contact_type: 0, count, delay: always(seconds) });
        })
    }

    pub(crate) fn has_need(self) -> Self {
        self.with(|own| own.need_probability = 1.0)
    }

    /// An offer of 30 s at any time, accepted by all with a need and by nobody else; 60 earned.
    pub(crate) fn offers(self) -> Self {
        self.offer_when(OfferRule::default())
    }

    /// An offer of 30 s under a rule, accepted by all with a need and by nobody else; 60 earned.
    pub(crate) fn offer_when(self, when: OfferRule) -> Self {
        let offer = Offer {
            when,
            handle_time: always(30.0),
            acceptance_with_need: 1.0,
            acceptance_without_need: 0.0,
            revenue: always(60.0),
            contribution: Contribution::Share(1.0),
            adds_margin_per_month: 0.0,
        };
        self.with(|own| own.offer = Some(offer))
    }

    /// Every detected need is handed over, with that type's own talk and patience.
    pub(crate) fn hands_over_to(mut self, name: &'static str) -> Self {
        self.hands_over_to = Some(name);
        let transfer =
            TransferOfNeed { to: 0, probability: 1.0, handle_time: None, patience: None };
        self.with(|own| own.transfer_of_need = Some(transfer))
    }

    pub(crate) fn transfer(self, change: impl FnOnce(&mut TransferOfNeed)) -> Self {
        self.with(|own| change(own.transfer_of_need.as_mut().expect("told to hand over before")))
    }
}

/// An agent group and its skills by name of contact type.
#[derive(Clone)]
pub(crate) struct GroupTold {
    pub(crate) own: AgentGroup,
    pub(crate) skills: Vec<(&'static str, Skill)>,
    /// One number for all intervals, or one an interval.
    pub(crate) heads: Vec<u32>,
}

/// A group of so many agents all day, unpaid, who may offer.
pub(crate) fn group(name: &str, heads: u32) -> GroupTold {
    let own = AgentGroup {
        name: name.to_owned(),
        display: 0,
        skills: Vec::new(),
        staffing: Staffing::Counter { scheduled: Vec::new(), productive: Vec::new() },
        homes: Vec::new(),
        wage_per_hour: 0.0,
        speed_cv: 0.0,
        offers: true,
        incentive: Incentive::default(),
        among_waiting: AmongWaiting::LongestWait,
    };
    GroupTold { own, skills: Vec::new(), heads: vec![heads] }
}

impl GroupTold {
    /// Whatever has no word of its own here.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut AgentGroup)) -> Self {
        change(&mut self.own);
        self
    }

    pub(crate) fn takes(self, contact_type: &'static str) -> Self {
        self.takes_with(contact_type, |_| {})
    }

    /// A skill with ranks, a delay or a reserve of its own.
    pub(crate) fn takes_with(
        mut self,
        contact_type: &'static str,
        change: impl FnOnce(&mut Skill),
    ) -> Self {
        let mut skill = Skill {
            contact_type: 0,
            preference: 0.0,
            priority: 0.0,
            after_seconds: 0.0,
            keep_idle: 0,
            weight: 1.0,
            handle_time_factor: 1.0,
            resolution_factor: 1.0,
            conversion_factor: 1.0,
        };
        change(&mut skill);
        self.skills.push((contact_type, skill));
        self
    }

    /// Heads by interval.
    pub(crate) fn heads(mut self, heads: &[u32]) -> Self {
        self.heads = heads.to_vec();
        self
    }

    /// One person's shift, seconds since opening, and the breaks in it.
    pub(crate) fn shift(mut self, start: f64, end: f64, breaks: &[(f64, f64)]) -> Self {
        let mut shifts = match self.own.staffing {
            Staffing::Shifts(shifts) => shifts,
            Staffing::Counter { .. } => Vec::new(),
        };
        shifts.push(Shift {
            agent: shifts.len(),
            start_seconds: start,
            end_seconds: end,
            breaks: breaks.to_vec(),
        });
        self.heads = vec![shifts.len() as u32];
        self.own.staffing = Staffing::Shifts(shifts);
        self
    }

    pub(crate) fn rule(self, rule: AmongWaiting) -> Self {
        self.with(|own| own.among_waiting = rule)
    }

    pub(crate) fn may_not_offer(self) -> Self {
        self.with(|own| own.offers = false)
    }

    /// The group in a day of so many intervals: the most agents there ever are, and the heads.
    pub(crate) fn checked(mut self, intervals: usize) -> AgentGroup {
        let most = self.heads.iter().copied().max().unwrap_or_default();
        let home = |number| Home { group: self.own.name.clone(), number };
        self.own.homes = (1..=most).map(home).collect();
        if let Staffing::Counter { scheduled, productive } = &mut self.own.staffing {
            let each = |index: usize| self.heads[index.min(self.heads.len() - 1)];
            *scheduled = (0..intervals).map(each).collect();
            productive.clone_from(scheduled);
        }
        self.own
    }
}
