//! Two scenarios whose results must be equal, or ordered, although nobody knows the results.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use switchroom::measures::count::{Count, DayTotals, GroupCount};

use super::cases;
use crate::support::random_centre::centre;
use crate::support::scenarios::{SEED, day, read};

fn day_of(file: &Value) -> DayTotals {
    day(&read(file).base, SEED, 1)
}

/// Changes every contact type.
fn with_types(file: &Value, change: impl Fn(&mut Map<String, Value>)) -> Value {
    let mut file = file.clone();
    for own in file["contact_types"].as_object_mut().unwrap().values_mut() {
        change(own.as_object_mut().unwrap());
    }
    file
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn an_offer_never_made_is_no_offer(file in centre()) {
        let never = with_types(&file, |own| {
            if let Some(offer) = own.get_mut("offer") {
                offer["when"] = json!("never");
            }
        });
        let none = with_types(&file, |own| {
            own.remove("offer");
            // It would hand over what nobody offers; the file says so.
            own.remove("transfer_of_need");
        });
        prop_assert_eq!(day_of(&never), day_of(&none));
    }

    #[test]
    fn the_order_of_keys_means_nothing(file in centre()) {
        prop_assert_eq!(day_of(&file), day_of(&reversed(&file)));
    }

    #[test]
    fn a_type_without_volume_and_skill_changes_no_other_figure(file in centre()) {
        let before = day_of(&file);
        let mut file = file;
        file["contact_types"]["a first by name"] =
            json!({ "volume_per_hour": 0, "handle_time": { "mean_seconds": 60 }, "patience": 20 });
        let after = day_of(&file);
        prop_assert_eq!(&before.types[..], &after.types[1..]);
        prop_assert_eq!(&before.groups, &after.groups);
        prop_assert_eq!(&before.group_cells, &after.group_cells);
        prop_assert_eq!(&before.total, &after.total);
        prop_assert_eq!(&before.answered_waits[..], &after.answered_waits[1..]);
        prop_assert!(after.types[0].iter().all(|&count| count == 0));
        let rows = after.cells.chunks(after.types.len()).map(|row| &row[1..]);
        prop_assert!(before.cells.chunks(before.types.len()).eq(rows));
    }

    #[test]
    fn without_effects_nobody_is_lost(file in centre()) {
        let mut file = file;
        if let Some(customers) = file.get_mut("customers") {
            for because in ["leaves_because", "stays_because"] {
                let effects = customers[because].as_object_mut().unwrap();
                effects.values_mut().for_each(|effect| *effect = json!(0));
            }
        }
        let total = day_of(&file).total.0;
        for count in [
            Count::CustomersLost, Count::CustomersLostHalf, Count::CustomersLostDouble,
            Count::CustomersLostQuadruple, Count::LossCost, Count::LossCostMemo,
        ] {
            prop_assert_eq!(total[count as usize], 0);
        }
        prop_assert_eq!(total[Count::NetValue as usize], total[Count::NetValueQuadruple as usize]);
    }

    #[test]
    fn without_volume_only_the_schedule_is_left(file in centre()) {
        let day = day_of(&with_types(&file, |own| {
            own["volume"].as_array_mut().unwrap().fill(json!(0));
        }));
        let money_of_the_schedule =
            [Count::Wages, Count::Bonus, Count::NetValue, Count::NetValueHalf,
             Count::NetValueDouble, Count::NetValueQuadruple].map(|count| count as usize);
        for (place, &count) in day.total.0.iter().enumerate() {
            prop_assert!(count == 0 || money_of_the_schedule.contains(&place));
        }
        for group in &day.groups {
            let of = |count: GroupCount| group[count as usize];
            prop_assert_eq!(of(GroupCount::Paid), of(GroupCount::Scheduled));
            prop_assert_eq!(of(GroupCount::Idle), of(GroupCount::OnDutyOpen));
            prop_assert_eq!(of(GroupCount::HandlingOpen) + of(GroupCount::HandlingClosed), 0);
        }
    }

    #[test]
    fn a_currency_of_half_the_worth_doubles_every_line(file in centre()) {
        let (whole, halves) = (day_of(&file), day_of(&in_half_units(&file)));
        let of = |count: Count| whole.total.0[count as usize];
        // Each summand was rounded to a millionth; there are no more of them than this.
        let summands = of(Count::Offered) + of(Count::Sold) + of(Count::OffersAccepted)
            + of(Count::DeferredContacts) + 20;
        for count in [
            Count::Revenue, Count::Contribution, Count::SalesCommission, Count::ContactCost,
            Count::DeferredCost, Count::LossCost, Count::LossCostMemo, Count::Wages, Count::Bonus,
            Count::NetValue, Count::NetValueHalf, Count::NetValueDouble, Count::NetValueQuadruple,
        ] {
            let (once, twice) = (of(count), halves.total.0[count as usize]);
            prop_assert!((twice - 2 * once).abs() <= 4 * summands, "{count:?}: {once} {twice}");
        }
        prop_assert_eq!(of(Count::CustomersLost), halves.total.0[Count::CustomersLost as usize]);
        prop_assert_eq!(of(Count::QueueOpen), halves.total.0[Count::QueueOpen as usize]);
    }

    #[test]
    fn more_agents_never_lengthen_a_single_queue(
        agents in 1_u32..8,
        volume in 0_u32..400,
        mean in 1_u32..600,
        cv in 0.0_f64..3.0,
        replication in 1_u64..1000,
    ) {
        let waits = |agents: u32| {
            let file = json!({
                "format": 1,
                "day": { "opens": "08:00", "closes": "10:00" },
                "contact_types": { "calls": {
                    "volume_per_hour": volume,
                    "handle_time": { "mean_seconds": mean, "cv": cv },
                } },
                "agent_groups": { "desk": { "agents": agents, "skills": ["calls"] } },
            });
            let day = day(&read(&file).base, SEED, replication);
            let of = |count: Count| day.total.0[count as usize];
            assert_eq!(of(Count::Offered), of(Count::Answered));
            (of(Count::WaitAnswered), of(Count::MaxWait), of(Count::Offered))
        };
        let (few, more) = (waits(agents), waits(agents + 1));
        prop_assert!(more.0 <= few.0, "total wait {} with one more agent, {} before", more.0, few.0);
        prop_assert!(more.1 <= few.1, "longest wait");
        prop_assert_eq!(more.2, few.2);
    }
}

/// The same file with the members of every object in reverse order.
pub(super) fn reversed(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.iter().rev();
            Value::Object(members.map(|(key, value)| (key.clone(), reversed(value))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(reversed).collect()),
        other => other.clone(),
    }
}

/// The same file with every amount of money doubled.
fn in_half_units(file: &Value) -> Value {
    const MONEY: [&str; 9] = [
        "revenue",
        "contribution",
        "wage_per_hour",
        "commission_per_sale",
        "bonus_per_hour",
        "margin_per_month",
        "replacement_cost",
        "per_contact",
        "per_minute",
    ];
    match file {
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| {
                let is_money = MONEY.contains(&key.as_str());
                (key.clone(), if is_money { doubled(value) } else { in_half_units(value) })
            };
            Value::Object(members.iter().map(member).collect())
        }
        other => other.clone(),
    }
}

/// An amount, or the mean of a law of amounts.
fn doubled(amount: &Value) -> Value {
    if let Some(number) = amount.as_f64() {
        return json!(2.0 * number);
    }
    let mut law = amount.clone();
    law["mean"] = json!(2.0 * law["mean"].as_f64().unwrap());
    law
}
