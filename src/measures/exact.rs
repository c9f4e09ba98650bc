//! Figures that chance cannot move: read off what is settled of the counts that they are made of.

use super::count::Count;
use super::horizon::count::HorizonCount;
use super::layout::Recipe;
use super::recipe::{Part, Whose};
use super::settled::{Fixed, OfType, Settled};

/// Counts that may be below 0.
const SIGNED: [Count; 13] = [
    Count::LostBecauseNeedMet,
    Count::LostBecauseResolvedAtOnce,
    Count::CustomersLost,
    Count::CustomersLostHalf,
    Count::CustomersLostDouble,
    Count::CustomersLostQuadruple,
    Count::LossCost,
    Count::LossCostMemo,
    Count::Contribution,
    Count::NetValue,
    Count::NetValueHalf,
    Count::NetValueDouble,
    Count::NetValueQuadruple,
];

/// The same of a horizon.
const SIGNED_OF_HORIZON: [HorizonCount; 9] = [
    HorizonCount::NetValue,
    HorizonCount::Cumulative,
    HorizonCount::Discounted,
    HorizonCount::SoldToCustomers,
    HorizonCount::SoldToProspects,
    HorizonCount::Offers,
    HorizonCount::OfStart,
    HorizonCount::OfAdvertising,
    HorizonCount::OfReferral,
];

/// Those of them that are above 0 where nothing keeps customers.
const OF_LOSSES: [Count; 6] = [
    Count::CustomersLost,
    Count::CustomersLostHalf,
    Count::CustomersLostDouble,
    Count::CustomersLostQuadruple,
    Count::LossCost,
    Count::LossCostMemo,
];

impl Settled {
    /// Whether a figure of a subject is the same on every day by construction.
    pub(super) fn is_exact(&self, recipe: &Recipe, whose: Whose) -> bool {
        let (contacts, groups) = (self.contacts(whose), self.of_groups(whose));
        let never = |part: &Part| match *part {
            Part::Of(count) | Part::Less(count) => contacts.never.has(count as usize),
            Part::OfGroup(count) | Part::LessGroup(count) => groups.never.has(count as usize),
            Part::OfferedWork | Part::OfHorizon(_) | Part::OfHorizonBecause(_) => false,
        };
        let same = |part: &Part| match *part {
            Part::Of(count) | Part::Less(count) => contacts.same.has(count as usize),
            Part::OfGroup(count) | Part::LessGroup(count) => groups.same.has(count as usize),
            Part::OfHorizon(count) => is_given(count, whose),
            Part::OfferedWork | Part::OfHorizonBecause(_) => false,
        };
        let settled = |part: &Part| never(part) || same(part);
        if recipe.x.iter().all(never) {
            return true;
        }
        let of_handling = matches!(
            (recipe.x, recipe.y),
            ([Part::Of(Count::Handle)], Some([Part::Of(Count::Answered)]))
        );
        if of_handling && self.of_type(whose).is_some_and(|own| own.handle_is_constant) {
            return true;
        }
        // What divides itself is 1.
        let left = |parts: &'static [Part]| parts.iter().filter(|part| !never(part));
        recipe.y.is_some_and(|y| left(recipe.x).eq(left(y)))
            || recipe.x.iter().all(settled) && recipe.y.is_none_or(|y| y.iter().all(settled))
    }

    /// Whether a figure of two subjects is made of the same contacts on every day: of those that
    /// come from outside alone.
    pub(super) fn has_the_same(&self, recipe: &Recipe, whose: Whose, base: (&Self, Whose)) -> bool {
        let (other, others) = base;
        let from_outside = |part: &Part| matches!(part, Part::Of(Count::Offered | Count::Chains));
        let equal = |own: Option<&OfType>, other: Option<&OfType>| {
            let arrivals = own.and_then(|own| own.arrivals.as_ref());
            arrivals.is_some() && arrivals == other.and_then(|other| other.arrivals.as_ref())
        };
        let alike = match whose {
            Whose::Total => {
                self.types.len() == other.types.len()
                    && !self.types.is_empty()
                    && self.types.iter().zip(&other.types).all(|(a, b)| equal(Some(a), Some(b)))
            }
            _ => equal(self.of_type(whose), other.of_type(others)),
        };
        alike && recipe.y.is_none() && recipe.x.iter().all(from_outside)
    }

    /// Whether a figure may be below 0.
    pub(super) fn is_signed(&self, recipe: &Recipe, whose: Whose) -> bool {
        let contacts = self.contacts(whose);
        let keeps = [Count::LostBecauseNeedMet, Count::LostBecauseResolvedAtOnce];
        let nobody_is_kept = keeps.iter().all(|&count| contacts.never.has(count as usize));
        recipe.x.iter().any(|part| match *part {
            Part::Of(count) if nobody_is_kept && OF_LOSSES.contains(&count) => false,
            Part::Of(count) => SIGNED.contains(&count),
            Part::OfHorizon(count) => SIGNED_OF_HORIZON.contains(&count),
            _ => false,
        })
    }

    fn of_type(&self, whose: Whose) -> Option<&OfType> {
        match whose {
            Whose::Type(at) => self.types.get(at),
            Whose::Cell(at) => self.types.get(at % self.types.len().max(1)),
            _ => None,
        }
    }

    fn contacts(&self, whose: Whose) -> Fixed {
        match whose {
            Whose::Total | Whose::Month(_) if self.types.is_empty() => Fixed::default(),
            Whose::Total | Whose::Month(_) => {
                self.types.iter().fold(Fixed::EVERYTHING, |all, own| all.and(own.fixed))
            }
            _ => self.of_type(whose).map_or_else(Fixed::default, |own| own.fixed),
        }
    }

    fn of_groups(&self, whose: Whose) -> Fixed {
        let groups = &self.groups;
        let nothing = Fixed::default();
        match whose {
            Whose::Group(at) => groups.get(at).copied().unwrap_or(nothing),
            Whose::GroupCell(at) => {
                groups.get(at % groups.len().max(1)).copied().unwrap_or(nothing)
            }
            Whose::Total | Whose::Month(_) if groups.is_empty() => nothing,
            Whose::Total | Whose::Month(_) => {
                groups.iter().fold(Fixed::EVERYTHING, |all, own| all.and(*own))
            }
            _ => nothing,
        }
    }
}

/// Whether a count of a horizon is written in the file: the calendar, who is there at the start,
/// and what changes cost.
fn is_given(count: HorizonCount, whose: Whose) -> bool {
    match count {
        HorizonCount::OpenDays | HorizonCount::ChangeCosts => true,
        HorizonCount::AtStart => matches!(whose, Whose::Total | Whose::Month(0)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::definitions::Unit;
    use super::*;

    fn mean(x: &'static [Part]) -> Recipe {
        Recipe { x, y: None, scale: 1.0, unit: Unit::Count, among: None }
    }

    const ABANDONED: &[Part] = &[Part::Of(Count::Abandoned)];
    const OFFERED: &[Part] = &[Part::Of(Count::Offered)];
    const MET: &[Part] = &[Part::Of(Count::Answered), Part::Of(Count::Abandoned)];
    const ANSWERED: &[Part] = &[Part::Of(Count::Answered)];

    #[test]
    fn what_never_happens_and_what_is_the_same_every_day_is_exact() {
        let mut settled = Settled { types: vec![OfType::default(); 2], ..Settled::default() };
        assert!(!settled.is_exact(&mean(ABANDONED), Whose::Type(0)));
        settled.types[0].fixed.never([Count::Abandoned]);
        settled.types[0].fixed.same([Count::Offered]);
        let rate = Recipe { y: Some(OFFERED), ..mean(ABANDONED) };
        for recipe in [mean(ABANDONED), mean(OFFERED), rate] {
            assert!(settled.is_exact(&recipe, Whose::Type(0)));
            assert!(settled.is_exact(&recipe, Whose::Cell(2)), "an interval of it");
            assert!(!settled.is_exact(&recipe, Whose::Type(1)));
            assert!(!settled.is_exact(&recipe, Whose::Total), "the other type may");
        }
        let itself = Recipe { y: Some(ANSWERED), ..mean(MET) };
        assert!(
            settled.is_exact(&itself, Whose::Type(0)) && !settled.is_exact(&itself, Whose::Type(1))
        );
        settled.types[1].fixed.never([Count::Abandoned, Count::Offered]);
        assert!(settled.is_exact(&mean(OFFERED), Whose::Total));
        assert!(!Settled::default().is_exact(&mean(OFFERED), Whose::Total));
    }

    #[test]
    fn as_many_come_from_outside_where_they_are_drawn_from_the_same() {
        let of = |arrivals: &[f64]| {
            let arrivals = Some(arrivals.to_vec());
            Settled { types: vec![OfType { arrivals, ..OfType::default() }], ..Settled::default() }
        };
        let (one, other) = (of(&[1.0, 2.0]), of(&[1.0, 3.0]));
        for whose in [Whose::Type(0), Whose::Total] {
            assert!(one.has_the_same(&mean(OFFERED), whose, (&one.clone(), whose)));
            assert!(!one.has_the_same(&mean(OFFERED), whose, (&other, whose)));
            assert!(!one.has_the_same(&mean(ABANDONED), whose, (&one.clone(), whose)));
        }
        let unknown = Settled { types: vec![OfType::default()], ..Settled::default() };
        let whose = Whose::Type(0);
        assert!(!unknown.has_the_same(&mean(OFFERED), whose, (&unknown.clone(), whose)));
        assert!(!unknown.is_model_of(&unknown.clone()), "of an unknown model nothing is known");
    }

    #[test]
    fn customers_lost_are_below_0_only_where_somebody_is_kept() {
        const LOST: &[Part] = &[Part::Of(Count::CustomersLost)];
        let mut settled = Settled { types: vec![OfType::default()], ..Settled::default() };
        assert!(settled.is_signed(&mean(LOST), Whose::Type(0)));
        assert!(!settled.is_signed(&mean(OFFERED), Whose::Type(0)));
        let kept = [Count::LostBecauseNeedMet, Count::LostBecauseResolvedAtOnce];
        settled.types[0].fixed.never(kept);
        assert!(!settled.is_signed(&mean(LOST), Whose::Total));
        assert!(settled.is_signed(&mean(&[Part::Of(Count::NetValue)]), Whose::Total));
    }
}
