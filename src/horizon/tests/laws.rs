//! What holds in every replication of every horizon, under every rule of routing.

use proptest::prelude::*;

use super::cases::play;
use crate::horizon::{Calendar, Played, Replication};
use crate::measures::count::{Count, DayTotals};
use crate::random::Key;
use crate::scenario::load::read_text;

const POLICIES: [&str; 5] =
    ["specialists_first", "sales_first", "longest_wait", "split", "max_weight"];

/// A small horizon.
#[derive(Clone, Debug)]
pub(in crate::horizon) struct Small {
    days: u32,
    lead_in_months: u32,
    pub(in crate::horizon) at_start: u32,
    volume: f64,
    agents: u32,
    retention: f64,
    memory_months: f64,
    effects: f64,
    conversion: f64,
    customer_share: f64,
    /// On prospects who call of their own.
    advertising: f64,
    /// Whom a customer sends a month if he is neutral; thrice as many if he is delighted.
    refers: f64,
    /// How many prospects an angry customer keeps away.
    tells: f64,
    policy: &'static str,
    seed: u64,
}

pub(in crate::horizon) fn small() -> impl Strategy<Value = Small> {
    let sizes = (1_u32..40, 0_u32..2, 1_u32..300, 0.5..20.0, 0_u32..6);
    let persons = (0.7..1.0, prop_oneof![Just(0.0), 0.1..6.0], 0.0..0.4, 0.0..1.0, 0.2..1.0);
    let advertising = prop_oneof![Just(1.0), Just(0.0), 0.1..2.0f64];
    let others = (advertising, prop_oneof![Just(0.0), 0.0..0.5], prop_oneof![Just(0.0), 0.0..2.0]);
    let which = (0..POLICIES.len(), 1_u64..1000);
    (sizes, persons, others, which).prop_map(|(sizes, persons, others, (policy, seed))| {
        let (advertising, refers, tells) = others;
        let (days, lead_in_months, at_start, volume, agents) = sizes;
        let (retention, memory_months, effects, conversion, customer_share) = persons;
        let policy = POLICIES[policy];
        Small {
            days,
            lead_in_months,
            at_start,
            volume,
            agents,
            retention,
            memory_months,
            effects,
            conversion,
            customer_share,
            advertising,
            refers,
            tells,
            policy,
            seed,
        }
    })
}

impl Small {
    pub(in crate::horizon) fn calendar(&self) -> Calendar {
        let Self { days, lead_in_months, at_start, volume, agents, .. } = self;
        let Self { retention, memory_months, conversion, customer_share, .. } = self;
        let Self { advertising, refers, tells, .. } = self;
        let (delighted, told) = (3.0 * refers, tells / 10.0);
        let mut text = format!(
            r#"{{ "format": 1, "day": {{ "opens": "09:00", "closes": "13:00" }},
            "horizon": {{ "starts": "2026-01-08", "days": {days},
                "lead_in_months": {lead_in_months},
                "week": {{ "saturday": "closed", "sunday": "closed" }} }},
            "busyness_factors": {{ "day": {{ "cv": 0.2 }} }},
            "contact_types": {{
                "sales": {{ "volume_per_hour": {volume}, "busyness": ["day"],
                    "handle_time": {{ "mean_seconds": 300, "cv": 1 }},
                    "patience": {{ "mean_seconds": 90 }},
                    "redial": {{ "probability": 0.6, "delay": {{ "mean_seconds": 4000 }},
                                "max_attempts": 3, "after_close": "next_day" }},
                    "existing_customer_share": {customer_share},
                    "resolution_probability": 0.7,
                    "repeat": {{ "probability": 0.5,
                        "delay_days": {{ "distribution": "exponential", "mean": 2 }} }},
                    "sale": {{ "conversion_probability": {conversion}, "revenue": 90,
                        "contribution_share": 1, "overpromise_probability": 0.4,
                        "complaint": {{ "contact_type": "complaint", "count": 2,
                            "delay_days": {{ "distribution": "exponential", "mean": 5 }} }} }} }},
                "complaint": {{ "volume_per_hour": 0, "recovers_share": 0.5,
                    "resolution_probability": 0.8, "existing_customer_share": 1,
                    "need_probability": 0.3,
                    "offer": {{ "when": "always", "handle_time": {{ "mean_seconds": 60 }},
                        "acceptance_probability": {{ "with_need": 0.5, "without_need": 0.1 }},
                        "revenue": 60, "contribution_share": 0.5, "adds_margin_per_month": 5 }},
                    "handle_time": {{ "mean_seconds": 200 }} }} }},
            "agent_groups": {{
                "desk": {{ "agents": {agents}, "skills": ["sales"],
                    "wage_per_hour": 21 }},
                "all": {{ "agents": 1, "skills": ["sales", "complaint"], "offers": true }} }},
            "routing": {{ "policy": "{}" }},
            "prospects": {{ "advertising": {advertising}, "contact_type": "sales",
                            "referred_conversion_factor": 1.5, "advertising_cost_per_prospect": 12.5,
                            "advertising_cost_per_month": 1000 }},
            "customers": {{ "margin_per_month": 9, "discount_rate_per_year": 0.08,
                "value_months": 36, "at_start": {at_start}, "effect_months": 12,
                "memory_months": {memory_months}, "retention_per_month": {retention},
                "bands": {{ "angry_from": 0.2, "delighted_from": 0.005 }},
                "spend_factor": {{ "angry": 0.5, "delighted": 1.2 }},
                "needs": {{ "return_after_months": 1, "unmet_last_months": 0.5 }},
                "refers_per_month": {{ "neutral": {refers}, "delighted": {delighted} }},
                "people_told_if_angry": 10, "prospects_lost_per_person_told": {told},
                "told_felt_days": 5"#,
            self.policy
        );
        text.push_str(&self.effects());
        text.push_str(" } }");
        let loaded = read_text("small.json", &text).unwrap_or_else(|no| panic!("{no:?}"));
        Calendar::new(&loaded.base).expect("a horizon")
    }

    /// What contacts do to customers.
    fn effects(&self) -> String {
        let effects = self.effects;
        if effects == 0.0 {
            return String::new();
        }
        format!(
            r#", "leaves_because": {{ "abandoned": {effects}, "unresolved": {effects},
                "per_minute_waited": 0.01, "broken_promise": {effects} }},
            "stays_because": {{ "resolved_at_once": 0.1 }}"#
        )
    }

    pub(in crate::horizon) fn key(&self) -> Key {
        Key::new(self.seed, 1)
    }
}

/// What one day left, to be compared.
#[derive(Clone, Debug, PartialEq)]
struct Day {
    totals: Option<DayTotals>,
    night: crate::customers::NightCounts,
    told: crate::horizon::around::Told,
    pending: u64,
    present: Vec<bool>,
}

fn days(calendar: &Calendar, key: Key) -> Vec<Day> {
    let mut days = Vec::new();
    play(calendar, key, &mut |played| days.push(day(played)));
    days
}

fn day(played: &Played<'_>) -> Day {
    let base = played.base.expect("customers persist");
    Day {
        totals: played.totals.cloned(),
        night: played.night,
        told: played.told,
        pending: played.pending,
        present: (1..=base.filled()).map(|number| base.is_present(number)).collect(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn customers_and_pending_contacts_are_conserved(small in small()) {
        let calendar = small.calendar();
        let mut horizon = Replication::new(&calendar);
        horizon.lead_in(small.key(), &mut |_| {}, &|| false).unwrap();
        let mut pending = horizon.pending() as i64;
        let mut present = i64::from(small.at_start);
        horizon.play(small.key(), &mut |played| {
            let of = |count: Count| played.totals.map_or(0, |day| day.total.0[count as usize]);
            let (night, told) = (&played.night, &played.told);
            assert_eq!(night.customer_days, present);
            present += night.acquired.all() - night.lost;
            let base = played.base.expect("customers persist");
            assert_eq!(i64::from(base.present()), present);
            assert_eq!(night.lost_by_base + night.lost_by_contacts(), night.lost << 32);
            assert!(night.lost_of_start <= night.lost);
            pending += of(Count::DeferredContacts) - told.arrived_pending - told.not_made_pending;
            assert_eq!(played.pending as i64, pending);
            let sold = night.sales_to_customers + night.sales_to_prospects;
            assert_eq!(sold, of(Count::Sold));
            let own = &night.contribution;
            let by_source = own.sales_to_customers + own.sales_to_prospects + own.offers;
            assert_eq!(by_source, own.by_origin.all());
            assert_eq!(by_source, of(Count::Contribution));
            // Every attempt that is no redial begins a chain.
            assert_eq!(of(Count::Offered) - of(Count::Redialled), of(Count::Chains));
            assert!(told.continued_in <= told.arrived_pending);
            assert_eq!(night.bands.all(), present);
            assert_eq!(night.bands, base.bands());
            assert!(night.margin.start >= 0 && night.margin.advertising >= 0);
            assert!(of(Count::Needs) <= told.needs_asked);
            assert!(told.prospects_lost >= 0);
            if small.refers == 0.0 {
                assert_eq!((told.referred, night.acquired.referral), (0, 0));
            }
            if small.advertising == 0.0 {
                assert_eq!(told.prospects, 0);
            }
        }, &|| false).unwrap();
    }

    #[test]
    fn a_longer_horizon_begins_with_the_shorter_one(small in small(), more in 1_u32..20) {
        let short = days(&small.calendar(), small.key());
        let long = Small { days: small.days + more, ..small.clone() };
        let long = days(&long.calendar(), small.key());
        prop_assert!(long.len() > short.len());
        prop_assert_eq!(&long[..short.len()], &short[..]);
    }

    #[test]
    fn the_same_leave_under_every_design_where_contacts_do_nothing(
        small in small(),
        agents in 0_u32..6,
    ) {
        let small = Small { effects: 0.0, ..small };
        let one = days(&small.calendar(), small.key());
        let other = Small { agents, ..small.clone() };
        let other = days(&other.calendar(), small.key());
        let start = small.at_start as usize;
        for (one, other) in one.iter().zip(&other) {
            prop_assert_eq!(&one.present[..start], &other.present[..start]);
        }
    }

    #[test]
    fn prospects_who_do_not_call_take_away_nobody_elses_contacts(
        small in small(),
        advertising in 0.0..1.0f64,
    ) {
        let told = |advertising: f64, tells: f64| {
            let calendar = Small { advertising, tells, ..small.clone() }.calendar();
            days(&calendar, small.key()).into_iter().map(|day| day.told).collect::<Vec<_>>()
        };
        let (all, fewer, more) = (told(1.0, 0.0), told(advertising, small.tells), told(1.7, 0.0));
        for ((all, fewer), more) in all.iter().zip(&fewer).zip(&more) {
            prop_assert_eq!(all.prospects_thinned, 0);
            prop_assert_eq!(fewer.prospects + fewer.prospects_thinned, all.prospects);
            prop_assert!(more.prospects >= all.prospects);
        }
    }

    #[test]
    fn memory_that_is_lent_again_changes_nothing(small in small()) {
        let calendar = small.calendar();
        let alone = days(&calendar, small.key());
        let mut base = Replication::new(&calendar);
        base.lead_in(Key::new(small.seed, 2), &mut |_| {}, &|| false).unwrap();
        base.play(Key::new(small.seed, 2), &mut |_| {}, &|| false).unwrap();
        base.lead_in(small.key(), &mut |_| {}, &|| false).unwrap();
        // A variant begins on the morning of the base.
        let mut variant = Replication::new(&calendar);
        variant.begin_on(base.morning(), &calendar);
        for horizon in [&mut base, &mut variant] {
            let mut again = Vec::new();
            horizon
                .play(small.key(), &mut |played| again.push(day(played)), &|| false)
                .unwrap();
            prop_assert_eq!(&again, &alone);
        }
    }
}

/// Where nobody is an individual, work still comes on later days, and customers lost are those of
/// the days, expected and charged each day.
#[test]
fn without_persons_each_day_loses_the_customers_whom_it_moves() {
    let text = r#"{ "format": 1, "day": { "opens": "09:00", "closes": "13:00" },
        "horizon": { "starts": "2026-01-05", "days": 5 },
        "contact_types": { "calls": { "volume_per_hour": 30, "handle_time": { "mean_seconds": 300 },
            "patience": { "mean_seconds": 60 },
            "redial": { "probability": 0.9, "delay": { "mean_seconds": 9000 },
                        "after_close": "next_day" },
            "resolution_probability": 0.5, "repeat": { "probability": 0.9,
                "delay_days": { "distribution": "exponential", "mean": 1 } } } },
        "agent_groups": { "desk": { "agents": 2, "skills": ["calls"] } },
        "customers": { "effect_months": 12, "retention_per_month": 0.99, "margin_per_month": 10,
            "value_months": 24, "discount_rate_per_year": 0,
            "leaves_because": { "abandoned": 0.05, "unresolved": 0.02 } } }"#;
    let loaded = read_text("nobody.json", text).unwrap_or_else(|no| panic!("{no:?}"));
    let calendar = Calendar::new(&loaded.base).expect("a horizon");
    let (mut lost, mut charged, mut arrived) = (Vec::new(), 0, 0);
    play(&calendar, Key::new(1, 1), &mut |played| {
        let day = played.totals.expect("every day is open");
        lost.push(day.total.0[Count::CustomersLost as usize]);
        charged += day.total.0[Count::LossCost as usize];
        arrived += played.told.arrived_pending;
    });
    assert!(arrived > 20, "{arrived} came on a later day");
    assert!(lost.iter().all(|&lost| lost > 0) && charged > 0, "{lost:?}");
    // The first day is the day alone.
    let mut alone = loaded.base.clone();
    alone.horizon = None;
    let model = crate::engine::Model::new(&alone);
    let mut tally = crate::measures::DayTally::new(&model.terms);
    crate::engine::run(&model, &mut crate::engine::Workspace::default(), 1, 1, &mut tally);
    assert_eq!(tally.totals().total.0[Count::CustomersLost as usize], lost[0]);
}
