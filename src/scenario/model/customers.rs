//! Customers: what experiences do to them, what they are worth, who they are and who is none yet.

/// How experiences move customers, and what a customer is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Customers {
    pub effect_months: f64,
    pub retention_per_month: f64,
    pub leaves_because: LeavesBecause,
    pub stays_because: StaysBecause,
    /// Discounted margin of a kept customer; 0 where no margin is given.
    pub lifetime_value: f64,
    pub replacement_cost: f64,
    pub lost_customer_costs: LostCustomerCosts,
    /// Who they are, where they are individuals: in a horizon that says how many begin. Else
    /// nobody persists, and who is lost is an expected number.
    pub persisting: Option<Persisting>,
}

impl Customers {
    /// Whether what a contact does to a customer is still felt on later days.
    #[must_use]
    pub fn remember(&self) -> bool {
        let forget = self.leaves_because == LeavesBecause::default()
            && self.stays_because == StaysBecause::default();
        !forget && self.persisting.is_some_and(|own| own.memory_months > 0.0)
    }
}

/// Customers who are individuals, each with what he remembers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Persisting {
    /// How many there are on the morning of the first day.
    pub at_start: u32,
    /// How long an experience is felt: so many months until all but 1/e of it has become a hazard;
    /// 0: the same night.
    pub memory_months: f64,
    /// What a customer brings in a calendar month, without any sale or offer.
    pub margin_per_month: f64,
    /// Interest on money to come.
    pub discount_rate_per_year: f64,
}

/// Who is no customer yet, and what it costs that he calls.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Prospects {
    /// For each of them, at his first contact offered.
    pub advertising_cost_per_prospect: f64,
    /// For each calendar month, however many call.
    pub advertising_cost_per_month: f64,
}

/// Which of the two a lost customer is charged at; the other is a memo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LostCustomerCosts {
    LifetimeValue,
    ReplacementCost,
}

/// Probability of leaving for each experience, within the window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LeavesBecause {
    pub abandoned: f64,
    pub blocked: f64,
    pub balked: f64,
    pub disconnected: f64,
    pub answered_late: f64,
    pub per_minute_waited: f64,
    pub unresolved: f64,
    pub transferred: f64,
    pub unwanted_offer: f64,
    pub need_unmet: f64,
    pub broken_promise: f64,
}

/// Share of the base hazard taken away by each experience.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StaysBecause {
    pub need_met: f64,
    pub resolved_at_once: f64,
}
