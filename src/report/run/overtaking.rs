//! Who is ahead after which month, for programs.

use serde_json::{Map, Value, json};

use crate::measures::horizon::overtaking::{Lead, Overtaking, Side, Trajectory};
use crate::report::form::json::estimate;
use crate::report::form::number::significant;
use crate::stats::interval::Interval;

/// Of a variant and its base: each trajectory by its name.
pub(crate) fn value(own: &Overtaking) -> Map<String, Value> {
    let mut members = Map::new();
    members.insert("cumulative".into(), trajectory(&own.cumulative));
    members.insert("monthly".into(), trajectory(&own.monthly));
    members.insert("customers".into(), own.customers.as_ref().map(trajectory).into());
    members
}

/// Months count from 1.
fn trajectory(own: &Trajectory) -> Value {
    let overtaken = own.leads.overtaken;
    let number = |month: usize| month + 1;
    json!({
        "leads": own.leads.leads.iter().map(lead).collect::<Vec<_>>(),
        "month": overtaken.map(|it| number(it.month)),
        "low": overtaken.map(|it| number(it.low)),
        "high": overtaken.map(|it| number(it.month)),
        "bands": own.months.iter().map(estimate).collect::<Vec<_>>(),
        "ahead_share": own.ahead.iter().map(share).collect::<Vec<_>>(),
    })
}

fn lead(own: &Lead) -> Value {
    json!({ "from": own.from + 1, "to": own.to + 1, "who": side(own.who) })
}

fn side(who: Side) -> &'static str {
    match who {
        Side::Variant => "variant",
        Side::Base => "base",
    }
}

/// A share has an interval that is not symmetric.
fn share((mean, ends): &(f64, Interval)) -> Value {
    json!({
        "mean": significant(*mean),
        "half_width": null,
        "low": significant(ends.low),
        "high": significant(ends.high),
    })
}
