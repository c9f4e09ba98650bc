//! Customers: what experiences do to them, what they are worth, who they are and who is none yet.

use crate::base::math::{exp, ln};

/// How experiences move customers, and what a customer is worth.
#[derive(Clone, Debug, PartialEq)]
pub struct Customers {
    pub effect_months: f64,
    /// Share who stay a month without the effects of contacts; where the observed share is given
    /// ([`Persisting::retention_observed_per_month`]), that one.
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
    /// Whether what a contact does to a customer still matters on later days: it is felt, told, or
    /// a need is remembered.
    #[must_use]
    pub fn remember(&self) -> bool {
        let remembered = |own: &Persisting| {
            let told = self.have_effects() && own.word_of_mouth.is_heard();
            let felt = self.have_effects() && own.memory_months > 0.0;
            told || felt || own.needs.is_some()
        };
        self.persisting.as_ref().is_some_and(remembered)
    }

    /// Whether any contact moves any customer.
    #[must_use]
    pub fn have_effects(&self) -> bool {
        self.leaves_because != LeavesBecause::default()
            || self.stays_because != StaysBecause::default()
    }

    /// Makes every effect so many times as strong; no probability and no share is above 1. Bands
    /// go along, so that they tell the same customers apart.
    pub(super) fn times(&mut self, multiplier: f64) {
        let leaves = &mut self.leaves_because;
        for effect in [
            &mut leaves.abandoned,
            &mut leaves.blocked,
            &mut leaves.balked,
            &mut leaves.disconnected,
            &mut leaves.answered_late,
            &mut leaves.per_minute_waited,
            &mut leaves.unresolved,
            &mut leaves.transferred,
            &mut leaves.unwanted_offer,
            &mut leaves.need_unmet,
            &mut leaves.broken_promise,
            &mut self.stays_because.need_met,
            &mut self.stays_because.resolved_at_once,
        ] {
            *effect = (*effect * multiplier).min(1.0);
        }
        if let Some(bands) = self.persisting.as_mut().and_then(|own| own.bands.as_mut()) {
            // A hazard G / m reaches -ln(1 - p) where G reaches -ln((1 - p)^m).
            let from = |share: &mut f64| *share = 1.0 - exp(multiplier * ln(1.0 - *share));
            from(&mut bands.angry_from);
            from(&mut bands.delighted_from);
        }
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
    /// From when on a customer is angry or delighted; none: all are neutral.
    pub bands: Option<Bands>,
    /// On `margin_per_month`, by the customer's band.
    pub spend_factor: ByBand,
    /// How long a need is remembered; none: `need_probability` is every contact's.
    pub needs: Option<Needs>,
    /// Prospects that a customer of a band refers in a calendar month.
    pub refers_per_month: ByBand,
    pub word_of_mouth: WordOfMouth,
    /// Share who stay a month with the effects of contacts in it, where that is what is known.
    pub retention_observed_per_month: Option<f64>,
    /// The hazard that contacts add in a month where that is given: it is no part of the base hazard.
    /// No file says it; 0 until pilot replications have found it.
    pub felt_in_a_month: f64,
}

impl Persisting {
    /// Whether any customer refers prospects.
    #[must_use]
    pub fn refer(&self) -> bool {
        self.refers_per_month.largest() > 0.0
    }
}

/// From which grievance a customer is angry, and from which goodwill delighted: as probabilities,
/// of which -ln(1 - p) is the hazard.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bands {
    pub angry_from: f64,
    pub delighted_from: f64,
}

/// A number for each band that a customer may be in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ByBand {
    pub angry: f64,
    pub neutral: f64,
    pub delighted: f64,
}

impl ByBand {
    /// The same number for all.
    #[must_use]
    pub const fn all(number: f64) -> Self {
        Self { angry: number, neutral: number, delighted: number }
    }

    /// The largest of the three.
    #[must_use]
    pub fn largest(&self) -> f64 {
        self.angry.max(self.neutral).max(self.delighted)
    }
}

/// Needs that are remembered, in months until all but 1/e of a memory is gone; 0: at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Needs {
    /// Until a need that was met or declined comes back.
    pub return_after_months: f64,
    /// For which a need that nobody met is still there.
    pub unmet_last_months: f64,
}

/// What becomes known of a customer who gets angry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WordOfMouth {
    pub people_told_if_angry: f64,
    pub prospects_lost_per_person_told: f64,
    /// Days until all but 1/e of it has been felt.
    pub told_felt_days: f64,
}

impl WordOfMouth {
    /// Nobody is told anything.
    pub const NONE: Self = Self {
        people_told_if_angry: 0.0,
        prospects_lost_per_person_told: 0.0,
        told_felt_days: Self::DEFAULT_FELT_DAYS,
    };

    /// Whether it keeps any prospect away.
    #[must_use]
    pub fn is_heard(&self) -> bool {
        self.people_told_if_angry > 0.0 && self.prospects_lost_per_person_told > 0.0
    }

    /// Unless the file says otherwise.
    pub const DEFAULT_FELT_DAYS: f64 = 30.0;
}

/// Who is no customer yet, and what it costs that he calls.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prospects {
    /// For each of them, at his first contact offered.
    pub advertising_cost_per_prospect: f64,
    /// For each calendar month, however many call.
    pub advertising_cost_per_month: f64,
    /// On the number of prospects who call of their own, and on what that costs a month.
    pub advertising: f64,
    /// Position in [`Scenario::contact_types`](super::Scenario::contact_types): as what those call
    /// who were referred; none where nobody refers.
    pub contact_type: Option<usize>,
    /// On the conversion of those who were referred.
    pub referred_conversion_factor: f64,
}

impl Default for Prospects {
    fn default() -> Self {
        Self {
            advertising_cost_per_prospect: 0.0,
            advertising_cost_per_month: 0.0,
            advertising: 1.0,
            contact_type: None,
            referred_conversion_factor: 1.0,
        }
    }
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
