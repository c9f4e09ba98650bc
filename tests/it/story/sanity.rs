//! When a run has theory beside its figures, and the reason it gives when it has not.

use serde_json::{Value, json};
use switchroom::experiment::sanity::{Theory, sanity};

use crate::support::scenarios::{read, shipped};

fn exponential(mean_seconds: f64) -> Value {
    json!({ "distribution": "exponential", "mean_seconds": mean_seconds })
}

/// Two types, each with a desk of its own.
fn two_desks() -> Value {
    let own = json!({
        "volume_per_hour": 60, "handle_time": exponential(300.0), "patience": exponential(120.0),
    });
    json!({
        "format": 1,
        "day": { "opens": "08:00", "closes": "10:00", "interval_minutes": 30 },
        "contact_types": { "sales": own, "service": own },
        "agent_groups": {
            "sellers": { "agents": 6, "skills": { "sales": {} } },
            "clerks": { "agents": 6, "skills": { "service": {} } },
        },
    })
}

/// The reason given for sales, or the ways in which it is an approximation.
fn said_of_sales(change: impl FnOnce(&mut Value)) -> Result<Vec<String>, String> {
    let mut file = two_desks();
    change(&mut file);
    let found = sanity(&read(&file).base, &|| false);
    let sales = found.iter().find(|own| own.contact_type == "sales").unwrap();
    match &sales.theory {
        Theory::Applies(figures) => Ok(figures.differences.clone()),
        Theory::DoesNotApply(reason) => Err(reason.clone()),
    }
}

#[track_caller]
fn assert_no_model(reason: &str, change: impl FnOnce(&mut Value)) {
    assert_eq!(said_of_sales(change), Err(reason.to_owned()));
}

#[track_caller]
fn assert_approximate(reason: &str, change: impl FnOnce(&mut Value)) {
    assert_eq!(said_of_sales(change), Ok(vec![reason.to_owned()]));
}

#[test]
fn a_desk_of_its_own_is_a_queue_that_theory_knows() {
    assert_eq!(said_of_sales(|_| {}), Ok(Vec::new()));
}

#[test]
fn agents_who_take_other_types_too_have_no_model() {
    assert_no_model("agents of “sellers” take service too", |file| {
        file["agent_groups"]["sellers"]["skills"]["service"] = json!({});
    });
    // The clerks alone take both, and nobody else takes sales.
    assert_no_model("agents of “clerks” take service too", |file| {
        file["agent_groups"]["clerks"]["skills"]["sales"] = json!({ "priority": 1 });
        file["agent_groups"]["sellers"]["agents"] = json!(0);
    });
    assert_no_model("no agents take it", |file| {
        file["agent_groups"]["sellers"]["agents"] = json!(0);
    });
}

#[test]
fn types_that_differ_in_nothing_are_one_queue() {
    let one_desk = |file: &mut Value| {
        file["agent_groups"] = json!({ "all": { "agents": 12, "skills": ["sales", "service"] } });
    };
    assert_eq!(said_of_sales(one_desk), Ok(Vec::new()));
    assert_no_model("agents of “all” take service too", |file| {
        one_desk(file);
        file["contact_types"]["service"]["patience"] = exponential(240.0);
    });
}

#[test]
fn what_depends_on_the_day_itself_has_no_model() {
    assert_no_model("redials come on top of its volume", |file| {
        file["contact_types"]["sales"]["redial"] =
            json!({ "probability": 0.5, "delay": exponential(600.0) });
    });
    assert_no_model("telephone lines are limited", |file| file["lines"] = json!(20));
    assert_no_model("agents of “more” step in after 15 s", |file| {
        file["agent_groups"]["more"] =
            json!({ "agents": 2, "skills": { "sales": { "after_seconds": 15 } } });
    });
    assert_no_model("at 08:00 more come than agents can handle", |file| {
        file["contact_types"]["sales"].as_object_mut().unwrap().remove("patience");
        file["contact_types"]["sales"]["volume_per_hour"] = json!(60_000);
        file["agent_groups"]["sellers"]["agents"] = json!(4000);
    });
}

#[test]
fn what_the_model_has_simpler_makes_it_an_approximation() {
    assert_approximate("handle time is not exponential (cv 0.50)", |file| {
        file["contact_types"]["sales"]["handle_time"] =
            json!({ "distribution": "gamma", "mean_seconds": 300, "cv": 0.5 });
    });
    assert_approximate("volume varies from day to day and its mean is taken", |file| {
        file["busyness_factors"] = json!({ "day": { "cv": 0.1 } });
        file["contact_types"]["sales"]["busyness"] = json!(["day"]);
    });
    assert_approximate("each interval is taken as in a steady state", |file| {
        file["contact_types"]["sales"]["patience"] =
            json!({ "distribution": "lognormal", "mean_seconds": 120, "cv": 1 });
    });
}

#[test]
fn shipped_scenarios_say_what_applies() {
    let said = |name: &str| -> Vec<String> {
        let loaded = switchroom::scenario::load(&shipped(name), &[]).unwrap();
        let theories = sanity(&loaded.base, &|| false).into_iter().map(|own| match own.theory {
            Theory::Applies(figures) => format!("{}: {}", own.contact_type, figures.model),
            Theory::DoesNotApply(reason) => format!("{}: {reason}", own.contact_type),
        });
        theories.collect()
    };
    assert_eq!(
        said("two-queues.json"),
        [
            "sales: agents of “blended” take service too",
            "service: agents of “blended” take sales too"
        ]
    );
    // Everybody takes both types, which are alike, in order of arrival.
    assert_eq!(
        said("bank-1999/centre.json"),
        ["sales: stationary M/M/n+G by interval", "service: stationary M/M/n+G by interval"]
    );
}
