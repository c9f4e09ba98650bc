//! Orders that theory promises, customer by customer, under common random numbers.
//!
//! In a first-come-first-served queue with equal agents and without abandonment every wait is an
//! increasing function of every handle time and of every arrival more (Kiefer and Wolfowitz's
//! workload); a customer who gives up is one with less work. Nothing of the kind holds with several
//! queues or between two finite patiences, so nothing of the kind is asserted there.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};
use switchroom::base::Micros;
use switchroom::engine::{Model, Workspace, run};
use switchroom::floor::contact::{Contact, Origin};
use switchroom::floor::happening::{Happening, Observer};
use switchroom::scenario::Scenario;

use super::cases;
use crate::support::random_centre::{centre, policies};
use crate::support::scenarios::{SEED, read};

/// Contact type and order of the address: the same customer in every variant.
type Who = (u32, u64);

/// Who came when with how much work, and how long each waited for an agent.
#[derive(Default)]
struct Customers {
    came: BTreeMap<Who, (Micros, u64)>,
    waited: BTreeMap<Who, Micros>,
}

impl Observer for Customers {
    fn hear(&mut self, now: Micros, contact: &Contact, happening: Happening) {
        let who = (contact.contact_type.0, contact.address.order());
        match happening {
            Happening::Offered if contact.origin == Origin::Fresh => {
                self.came.insert(who, (now, contact.talk_seconds.to_bits()));
            }
            Happening::Answered { waited, .. } => drop(self.waited.insert(who, waited)),
            _ => {}
        }
    }
}

fn customers(scenario: &Scenario, replication: u64) -> Customers {
    let mut customers = Customers::default();
    let model = Model::new(scenario);
    run(&model, &mut Workspace::default(), SEED, replication, &mut customers);
    customers
}

/// One queue and its agents, all day.
fn desk(agents: u32, volume: f64, mean: f64, cv: f64) -> Value {
    json!({
        "format": 1,
        "day": { "opens": "08:00", "closes": "10:00" },
        "contact_types": { "calls": {
            "volume_per_hour": volume, "handle_time": { "mean_seconds": mean, "cv": cv },
        } },
        "agent_groups": { "desk": { "agents": agents, "skills": ["calls"] } },
    })
}

/// Nobody who is answered in both waits longer in the first; everybody answered in the second and
/// present in the first is answered there too.
fn nobody_waits_longer(easier: &Customers, harder: &Customers) -> Result<(), TestCaseError> {
    let mut compared = 0;
    for (who, wait) in &easier.waited {
        if let Some(longer) = harder.waited.get(who) {
            prop_assert!(wait <= longer, "{who:?} waits {wait} and {longer}");
            compared += 1;
        }
    }
    prop_assert_eq!(compared, easier.waited.len().min(harder.waited.len()));
    Ok(())
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn more_agents_lengthen_nobodys_wait(
        agents in 1_u32..8, volume in 0.0_f64..200.0, mean in 1.0_f64..400.0, cv in 0.0_f64..3.0,
        replication in 1_u64..1000,
    ) {
        let of = |agents| customers(&read(&desk(agents, volume, mean, cv)).base, replication);
        nobody_waits_longer(&of(agents + 1), &of(agents))?;
    }

    #[test]
    fn shorter_handle_times_lengthen_nobodys_wait(
        agents in 1_u32..8, volume in 0.0_f64..200.0, mean in 1.0_f64..400.0, cv in 0.0_f64..3.0,
        factor in 0.0_f64..1.0, replication in 1_u64..1000,
    ) {
        let of = |mean: f64| customers(&read(&desk(agents, volume, mean, cv)).base, replication);
        nobody_waits_longer(&of((mean * factor).max(1e-6)), &of(mean))?;
    }

    #[test]
    fn fewer_contacts_lengthen_nobodys_wait(
        agents in 1_u32..8, volume in 0.0_f64..200.0, mean in 1.0_f64..400.0, cv in 0.0_f64..3.0,
        factor in 0.0_f64..1.0, replication in 1_u64..1000,
    ) {
        let of = |volume: f64| customers(&read(&desk(agents, volume, mean, cv)).base, replication);
        nobody_waits_longer(&of(volume * factor), &of(volume))?;
    }

    #[test]
    fn those_who_give_up_lengthen_nobodys_wait(
        agents in 1_u32..8, volume in 0.0_f64..200.0, mean in 1.0_f64..400.0, cv in 0.0_f64..3.0,
        patience in 1.0_f64..300.0, replication in 1_u64..1000,
    ) {
        let patient = desk(agents, volume, mean, cv);
        let mut impatient = patient.clone();
        impatient["contact_types"]["calls"]["patience"] = json!({ "mean_seconds": patience });
        let of = |file: &Value| customers(&read(file).base, replication);
        nobody_waits_longer(&of(&impatient), &of(&patient))?;
    }

    #[test]
    #[ignore = "long: random centres under every policy; .ci/run runs it"]
    fn more_volume_adds_contacts_and_moves_none(file in centre(), factor in 1.0_f64..2.0) {
        for policy in policies() {
            let mut file = file.clone();
            file["routing"]["policy"] = json!(policy);
            for own in file["contact_types"].as_object_mut().unwrap().values_mut() {
                own["arrivals"] = json!("poisson");
            }
            let fewer = read(&file).base;
            let mut more = fewer.clone();
            for own in &mut more.contact_types {
                own.arrivals.expected.iter_mut().for_each(|mean| *mean *= factor);
            }
            let (fewer, more) = (customers(&fewer, 1), customers(&more, 1));
            for (who, fate) in &fewer.came {
                prop_assert_eq!(Some(fate), more.came.get(who));
            }
        }
    }
}

#[test]
fn a_longer_wait_would_be_seen() {
    let of = |agents| customers(&read(&desk(agents, 100.0, 200.0, 1.0)).base, 1);
    let (few, many) = (of(3), of(8));
    assert!(nobody_waits_longer(&many, &few).is_ok());
    assert!(nobody_waits_longer(&few, &many).is_err());
}
