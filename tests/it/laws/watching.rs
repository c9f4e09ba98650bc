//! Laws of the engine's fast paths: what nobody reads may happen unseen, to the same totals.
//!
//! The oracle is the same engine told by its listener that facts must come in order: then every
//! group and every line is watched, and every end and every abandonment is an event.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use switchroom::base::{GroupId, Micros};
use switchroom::engine::{Model, Workspace, run};
use switchroom::floor::contact::Contact;
use switchroom::floor::happening::{Happening, Observer};
use switchroom::measures::DayTally;
use switchroom::measures::count::{Count, DayTotals};
use switchroom::random::Law;
use switchroom::scenario::Scenario;
use switchroom::scenario::load::load;

use super::cases;
use crate::support::random_centre::{centre, policies};
use crate::support::scenarios::{SEED, day, read, shipped};

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn what_nobody_watches_is_counted_the_same(file in centre(), kept in kept()) {
        for policy in policies() {
            let scenario = read(&under(&thinned(&file, &kept), policy)).base;
            prop_assert!(day(&scenario, SEED, 1) == in_order(&scenario, 1), "{scenario:#?}");
        }
    }

    #[test]
    fn ties_are_settled_the_same_whether_watched_or_not(
        file in centre(),
        kept in kept(),
        steps in proptest::collection::vec(0_u32..4, 150),
    ) {
        for policy in policies() {
            let mut scenario = read(&under(&thinned(&file, &kept), policy)).base;
            put_on_a_grid(&mut scenario, &steps);
            prop_assert!(day(&scenario, SEED, 1) == in_order(&scenario, 1), "{scenario:#?}");
        }
    }
}

#[test]
fn shipped_scenarios_are_counted_the_same_whether_watched_or_not() {
    for name in ["two-queues.json", "bank-1999/centre.json", "bank-1999/whatif.json"] {
        let loaded = load(&shipped(name), &[]).unwrap();
        let variants = loaded.variants.iter().map(|variant| &variant.scenario);
        for scenario in std::iter::once(&loaded.base).chain(variants) {
            for replication in 1..=3 {
                let fast = day(scenario, SEED, replication);
                assert!(fast == in_order(scenario, replication), "{name}, {replication}");
            }
        }
    }
}

#[test]
fn in_half_of_the_random_centres_something_goes_unwatched() {
    let mut runner = TestRunner::new(cases(100));
    let unwatched = (0..100).filter(|_| {
        let (file, kept) = (centre(), kept()).new_tree(&mut runner).unwrap().current();
        let model = Model::new(&read(&thinned(&file, &kept)).base);
        let mut hasty = Hasty { latest: Micros::ZERO, told_ahead: false };
        run(&model, &mut Workspace::default(), SEED, 1, &mut hasty);
        hasty.told_ahead
    });
    let share = unwatched.count();
    assert!((45..=90).contains(&share), "{share} of 100");
}

/// Notices facts that come out of order.
struct Hasty {
    latest: Micros,
    told_ahead: bool,
}

impl Observer for Hasty {
    fn hear(&mut self, now: Micros, _: &Contact, _: Happening) {
        self.told_ahead |= now < self.latest;
        self.latest = self.latest.max(now);
    }

    fn hears_in_order(&self) -> bool {
        false
    }
}

#[test]
fn a_watched_day_and_an_unwatched_one_differ_when_a_count_does() {
    let scenario = load(&shipped("two-queues.json"), &[]).unwrap().base;
    let mut other = in_order(&scenario, 1);
    other.total.0[Count::Handle as usize] += 1;
    assert!(day(&scenario, SEED, 1) != other);
}

/// The totals of one replication, told in the order of simulated time.
fn in_order(scenario: &Scenario, replication: u64) -> DayTotals {
    let model = Model::new(scenario);
    let mut tally = InOrder(DayTally::new(&model.terms));
    run(&model, &mut Workspace::default(), SEED, replication, &mut tally);
    tally.0.totals().clone()
}

/// A tally that wants to be told in order.
struct InOrder<'t>(DayTally<'t>);

impl Observer for InOrder<'_> {
    fn hear(&mut self, now: Micros, contact: &Contact, happening: Happening) {
        self.0.hear(now, contact, happening);
    }

    fn follows_customers(&self) -> bool {
        self.0.follows_customers()
    }

    fn interval(&mut self, now: Micros, interval: usize) {
        self.0.interval(now, interval);
    }

    fn staffed(&mut self, now: Micros, group: GroupId, on_duty: u32, past_end: u32) {
        self.0.staffed(now, group, on_duty, past_end);
    }

    fn closed(&mut self, now: Micros) {
        self.0.closed(now);
    }

    fn ended(&mut self, now: Micros) {
        self.0.ended(now);
    }
}

fn under(file: &Value, policy: &str) -> Value {
    let mut file = file.clone();
    file["routing"]["policy"] = policy.into();
    file
}

/// What has a group or a line watched, and what changes how a day goes.
const FEATURES: [(&str, &str); 17] = [
    ("", "lines"),
    ("", "shrinkage"),
    ("", "customers"),
    ("routing", "among_idle_agents"),
    ("routing", "among_waiting"),
    ("contact_types", "among_idle_agents"),
    ("contact_types", "waiting_places"),
    ("contact_types", "balking"),
    ("contact_types", "redial"),
    ("contact_types", "repeat"),
    ("contact_types", "sale"),
    ("contact_types", "transfer_of_need"),
    ("contact_types", "need_probability"),
    ("agent_groups", "among_waiting"),
    ("agent_groups", "shifts"),
    ("skills", "after_seconds"),
    ("skills", "keep_idle"),
];

/// Which of the [`FEATURES`] stay; most centres would have everything watched if all did. Delays,
/// which have nothing watched, stay in every second one.
fn kept() -> impl Strategy<Value = Vec<bool>> {
    let kept = proptest::collection::vec(proptest::bool::weighted(0.12), FEATURES.len());
    (kept, any::<bool>()).prop_map(|(mut kept, delays)| {
        let features = kept.iter_mut().zip(FEATURES);
        features.filter(|(_, (_, name))| *name == "after_seconds").for_each(|(it, _)| *it = delays);
        kept
    })
}

fn thinned(file: &Value, kept: &[bool]) -> Value {
    let mut file = file.clone();
    for (&(place, feature), &kept) in FEATURES.iter().zip(kept) {
        if kept {
            continue;
        }
        for holder in holders(&mut file, place) {
            let holder = holder.as_object_mut().unwrap();
            let had = holder.remove(feature);
            if feature == "shifts" && had.is_some() {
                holder.insert("scheduled_agents".to_owned(), 3.into());
            }
        }
    }
    file
}

fn holders<'v>(file: &'v mut Value, place: &str) -> Vec<&'v mut Value> {
    match place {
        "" => vec![file],
        "routing" => vec![&mut file["routing"]],
        "skills" => {
            let groups = file["agent_groups"].as_object_mut().unwrap().values_mut();
            groups.flat_map(|group| group["skills"].as_object_mut().unwrap().values_mut()).collect()
        }
        place => file[place].as_object_mut().unwrap().values_mut().collect(),
    }
}

/// Everything happens at whole multiples of 50 s, so that much of it happens at one moment.
fn put_on_a_grid(scenario: &mut Scenario, steps: &[u32]) {
    const STEP: f64 = 50.0;
    let rounded = |law: &mut Law| {
        let mean = if law.mean().is_finite() { law.mean() } else { STEP };
        *law = Law::Constant { value: (mean / STEP).round() * STEP };
    };
    let closes = f64::from(scenario.day.interval_minutes) * 60.0 * scenario.day.intervals as f64;
    let types = scenario.contact_types.len();
    for (index, own) in scenario.contact_types.iter_mut().enumerate() {
        let mut at = 0.0;
        let own_steps = steps.iter().skip(index).step_by(types);
        let times = own_steps.map(|&steps| {
            at += f64::from(steps) * STEP;
            at
        });
        own.arrivals.times = Some(times.filter(|&at| at < closes).collect());
        own.handle_time.factors.clear();
        rounded(&mut own.handle_time.law);
        own.wrap_up.as_mut().map(rounded);
        own.patience.as_mut().map(rounded);
        if let Some(redial) = own.redial.as_mut() {
            rounded(&mut redial.delay);
        }
        if let Some(repeat) = own.repeat.as_mut() {
            rounded(&mut repeat.delay);
        }
        if let Some(offer) = own.offer.as_mut() {
            rounded(&mut offer.handle_time);
        }
        if let Some(transfer) = &mut own.transfer_of_need {
            transfer.handle_time.as_mut().map(rounded);
            transfer.patience.as_mut().map(rounded);
        }
    }
    for group in &mut scenario.agent_groups {
        group.speed_cv = 0.0;
        for skill in &mut group.skills {
            skill.handle_time_factor = 1.0;
        }
    }
}
