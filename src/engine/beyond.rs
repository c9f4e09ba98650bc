//! What lies beyond the day: who calls, what earlier days left over, what is left to later ones.
//!
//! A day that stands alone knows nothing of it: `()` says so, and everything here falls away.

use super::model::Model;
use crate::base::{Micros, TypeId};
use crate::floor::contact::{Contact, Who};
use crate::random::{Address, Key, Owner};

/// One stream of fresh contacts of a type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stream {
    pub contact_type: TypeId,
    /// Whose numbers it draws today.
    pub owner: Owner,
    /// Its expected contacts, as a share of the type's.
    pub share: f64,
    /// Whether it is the type's own, which may have fixed counts or given times; every other one
    /// is Poisson.
    pub is_own: bool,
    /// Whether the type's busyness is its own too.
    pub is_busy: bool,
}

/// A contact that an earlier day left over, or that this day leaves to a later one.
#[derive(Clone, Copy, Debug)]
pub struct Pending {
    /// As it was left; when it comes again, times and intervals are those of its day.
    pub contact: Contact,
    /// When: since the opening of the day that left it, or of the day on which it comes.
    pub at: Micros,
    /// Whether it keeps its talk; else that is drawn for the interval in which it comes.
    pub keeps_talk: bool,
}

/// What a day asks of the days around it.
pub trait Beyond {
    /// Whether there is anything beyond the day: whose a contact is, and pending work.
    const IS_THERE: bool;

    /// Streams of fresh contacts; of one moment they come in this order, and at most a thousand.
    fn streams(&self, model: &Model) -> usize;

    /// One of them.
    fn stream(&self, model: &Model, at: usize) -> Stream;

    /// Who owns today what an owner draws anew each day.
    fn today(&self, key: Key, owner: Owner) -> Owner;

    /// Whose a fresh contact is; none: it does not occur.
    fn whose(&mut self, key: Key, stream: usize, address: Address) -> Option<Who>;

    /// The next of the contacts that earlier days left to this one, and whose it is; each is given
    /// once.
    fn next_pending(&mut self) -> Option<(Pending, Who)>;

    /// To whom the slot [`Contact::customer`] belongs from now.
    fn belongs(&mut self, contact: &Contact, who: Who);

    /// The probability of a need of an answered contact of the customer of that slot, where it is so
    /// much of one of whom nothing is known beyond the day.
    fn need(&mut self, customer: u32, probability: f64) -> f64;

    /// The probability that the customer of that slot buys where it is so much of one of whom nothing
    /// is known beyond the day.
    fn conversion(&mut self, customer: u32, probability: f64) -> f64;

    /// A contact that comes on a later day, of the customer of its slot.
    fn later(&mut self, pending: &Pending);
}

impl Beyond for () {
    const IS_THERE: bool = false;

    fn streams(&self, model: &Model) -> usize {
        model.types.len()
    }

    #[inline]
    fn stream(&self, model: &Model, at: usize) -> Stream {
        let owner = model.types[at].owner;
        Stream { contact_type: TypeId::at(at), owner, share: 1.0, is_own: true, is_busy: true }
    }

    fn today(&self, _: Key, owner: Owner) -> Owner {
        owner
    }

    fn whose(&mut self, _: Key, _: usize, _: Address) -> Option<Who> {
        Some(Who::Nobody)
    }

    fn next_pending(&mut self) -> Option<(Pending, Who)> {
        None
    }

    fn belongs(&mut self, _: &Contact, _: Who) {}

    #[inline]
    fn need(&mut self, _: u32, probability: f64) -> f64 {
        probability
    }

    #[inline]
    fn conversion(&mut self, _: u32, probability: f64) -> f64 {
        probability
    }

    fn later(&mut self, _: &Pending) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::day::{run, run_among_days};
    use crate::engine::workspace::Workspace;
    use crate::floor::contact::Origin;
    use crate::floor::happening::{Happening, Observer};
    use crate::measures::count::{Count, DayTotals};
    use crate::measures::{DayTally, Terms};
    use crate::random::{Purpose, uniform};
    use crate::scenario::load::read_text;

    /// Types stand in name order: after the complaint.
    const SALES: TypeId = TypeId(1);

    /// Among days that change nothing but what a test says.
    #[derive(Default)]
    struct Days {
        /// Streams beside the types' own, each a share of that of sales.
        more: Vec<(f64, Owner)>,
        /// Share of the fresh contacts that occur.
        kept: Option<f64>,
        pending: Vec<(Pending, Who)>,
        left: Vec<Pending>,
        told: Vec<Who>,
    }

    impl Beyond for Days {
        const IS_THERE: bool = true;

        fn streams(&self, model: &Model) -> usize {
            ().streams(model) + self.more.len()
        }

        fn stream(&self, model: &Model, at: usize) -> Stream {
            let own = ().streams(model);
            if at < own {
                return ().stream(model, at);
            }
            let (share, owner) = self.more[at - own];
            Stream { contact_type: SALES, owner, share, is_own: false, is_busy: true }
        }

        fn today(&self, _: Key, owner: Owner) -> Owner {
            owner
        }

        fn whose(&mut self, key: Key, _: usize, address: Address) -> Option<Who> {
            let kept = self.kept.is_none_or(|kept| uniform(key, address, Purpose::Kept) < kept);
            kept.then_some(Who::Prospect(address))
        }

        fn next_pending(&mut self) -> Option<(Pending, Who)> {
            self.pending.pop()
        }

        fn belongs(&mut self, _: &Contact, who: Who) {
            self.told.push(who);
        }

        fn need(&mut self, _: u32, probability: f64) -> f64 {
            probability
        }

        fn conversion(&mut self, _: u32, probability: f64) -> f64 {
            probability
        }

        fn later(&mut self, pending: &Pending) {
            self.left.push(*pending);
        }
    }

    /// Sales that lead to redials, repeats and complaints, some of them on another day.
    fn model(retention: bool) -> Model {
        let customers = if retention {
            r#", "customers": { "effect_months": 12, "retention_per_month": 0.99,
                "leaves_because": { "abandoned": 0.03, "per_minute_waited": 0.001 } }"#
        } else {
            ""
        };
        let text = r#"{ "format": 1, "day": { "opens": "08:00", "closes": "18:00" },
            "busyness_factors": { "day": { "cv": 0.1 } },
            "contact_types": {
                "sales": { "volume_per_hour": 40, "busyness": ["day"],
                    "handle_time": { "mean_seconds": 300, "cv": 1 },
                    "patience": { "mean_seconds": 90 },
                    "redial": { "probability": 0.9, "delay": { "mean_seconds": 20000 },
                                "after_close": "next_day" },
                    "resolution_probability": 0.7,
                    "repeat": { "probability": 0.9,
                                "delay_days": { "distribution": "exponential", "mean": 0.3 } },
                    "sale": { "conversion_probability": 0.3, "revenue": 90,
                              "contribution_share": 1, "overpromise_probability": 0.5,
                              "complaint": { "contact_type": "complaint", "count": 2,
                                "delay_days": { "distribution": "exponential", "mean": 0.3 } } } },
                "complaint": { "volume_per_hour": 0, "handle_time": { "mean_seconds": 200 } } },
            "agent_groups": { "desk": { "agents": 4, "skills": ["sales", "complaint"] } } "#;
        let loaded = read_text("days.json", &format!("{text}{customers} }}")).unwrap();
        Model::new(&loaded.base)
    }

    fn day(terms: &Terms, model: &Model, replication: u64, days: &mut Days) -> DayTotals {
        let mut tally = DayTally::new(terms);
        let key = Key::new(1, replication);
        let around = (&mut tally, days);
        run_among_days(model, &mut Workspace::default(), key, around, &|| false).unwrap();
        tally.totals().clone()
    }

    fn count(totals: &DayTotals, of: Count) -> i64 {
        totals.total.0[of as usize]
    }

    #[test]
    fn a_day_among_others_is_the_day_alone_where_nothing_lies_beyond() {
        for model in [model(false), model(true)] {
            for replication in 1..=5 {
                let mut tally = DayTally::new(&model.terms);
                run(&model, &mut Workspace::default(), 1, replication, &mut tally);
                let mut days = Days::default();
                let among = day(&model.terms, &model, replication, &mut days);
                assert_eq!(tally.totals(), &among);
                assert_eq!(days.left.len() as i64, count(&among, Count::DeferredContacts));
                let fresh = count(&among, Count::Chains)
                    - count(&among, Count::Repeats)
                    - count(&among, Count::ComplaintsToday);
                assert_eq!(days.told.len() as i64, fresh);
            }
        }
    }

    /// Hears when which contact was offered.
    #[derive(Default)]
    struct Offers(Vec<(Micros, Address, Origin)>);

    impl Observer for Offers {
        fn hear(&mut self, now: Micros, contact: &Contact, happening: Happening) {
            if happening == Happening::Offered {
                self.0.push((now, contact.address, contact.origin));
            }
        }
    }

    fn offers(model: &Model, days: &mut Days) -> Vec<(Micros, Address, Origin)> {
        let mut offers = Offers::default();
        let around = (&mut offers, days);
        run_among_days(model, &mut Workspace::default(), Key::new(1, 7), around, &|| false)
            .unwrap();
        offers.0
    }

    #[test]
    fn who_does_not_call_takes_away_his_own_contact_and_moves_nobody_elses() {
        let model = model(false);
        let fresh = |days: &mut Days| -> Vec<_> {
            let offers = offers(&model, days).into_iter();
            offers.filter(|offer| offer.2 == Origin::Fresh).collect()
        };
        let all = fresh(&mut Days::default());
        let some = fresh(&mut Days { kept: Some(0.6), ..Days::default() });
        let key = Key::new(1, 7);
        let wanted: Vec<_> = all
            .into_iter()
            .filter(|(_, address, _)| uniform(key, *address, Purpose::Kept) < 0.6)
            .collect();
        assert_eq!(some, wanted);
        assert!(some.len() > 100);
        assert_eq!(fresh(&mut Days { kept: Some(0.0), ..Days::default() }), []);
    }

    #[test]
    fn a_stream_brings_its_share_of_the_volume_and_moves_nobody_elses() {
        let model = model(false);
        let owner = Owner::named("sales\u{1f}block 1");
        let (mut brought, days_run) = (0, 200);
        for replication in 1..=days_run {
            let fresh = |days: &mut Days| {
                let mut offers = Offers::default();
                let (key, around) = (Key::new(1, replication), (&mut offers, days));
                let work = &mut Workspace::default();
                run_among_days(&model, work, key, around, &|| false).unwrap();
                let fresh = offers.0.into_iter().filter(|offer| offer.2 == Origin::Fresh);
                fresh.collect::<Vec<_>>()
            };
            let alone = fresh(&mut Days::default());
            let both = fresh(&mut Days { more: vec![(0.25, owner)], ..Days::default() });
            let (more, own): (Vec<_>, Vec<_>) =
                both.into_iter().partition(|(_, address, _)| address.owner == owner);
            assert_eq!(own, alone);
            brought += more.len();
        }
        // A hundred a day; a day's variance is 100 + (0.1 x 100)^2.
        let (mean, error) = (brought as f64 / 200.0, (200.0f64 / 200.0).sqrt());
        assert!((mean - 100.0).abs() < 3.3 * error, "{mean} a day, not 100, within {error}");
    }

    #[test]
    fn what_an_earlier_day_left_over_comes_at_its_moment_with_its_address() {
        let model = model(true);
        let mut first = Days::default();
        day(&model.terms, &model, 1, &mut first);
        let left = first.left.clone();
        assert!(left.len() > 20, "{}", left.len());
        assert!(left.iter().all(|pending| pending.at >= model.closes));
        assert!(left.iter().any(|pending| pending.contact.origin == Origin::Redial));
        let at = |place: usize| Micros::from_whole_seconds(60 * (place as u64 + 1));
        let pending = left.iter().enumerate().map(|(place, pending)| {
            (Pending { at: at(place), ..*pending }, Who::Customer(place as u32 + 1))
        });
        let mut next = Days { pending: pending.collect(), ..Days::default() };
        let heard = offers(&model, &mut next);
        for (place, pending) in left.iter().enumerate() {
            let contact = &pending.contact;
            assert!(heard.contains(&(at(place), contact.address, contact.origin)));
            assert!(next.told.contains(&Who::Customer(place as u32 + 1)));
        }
    }

    #[test]
    fn a_redial_of_the_next_day_is_neither_given_up_nor_an_end_of_its_chain() {
        let model = model(false);
        let mut days = Days::default();
        let totals = day(&model.terms, &model, 3, &mut days);
        let redials =
            days.left.iter().filter(|left| left.contact.origin == Origin::Redial).count() as i64;
        assert!(redials > 0);
        assert_eq!(count(&totals, Count::DueAfterClose), 0);
        let lost = [Count::Abandoned, Count::Blocked, Count::Balked]
            .map(|how| count(&totals, how))
            .iter()
            .sum::<i64>();
        // Each attempt that was lost calls again today, later, or is the last of its chain.
        let ended = lost - count(&totals, Count::Redialled) - redials;
        let chains = count(&totals, Count::Chains) - count(&totals, Count::ChainsAnswered);
        assert_eq!(chains, ended + redials);
    }
}
