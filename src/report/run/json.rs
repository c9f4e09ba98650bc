//! Results as JSON: a contract, `result_format` 1, described in `docs/results.md`.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{overtaking, precision};
use crate::experiment::run::outcome::VariantOutcome;
use crate::experiment::sanity::{Sanity, Theory};
use crate::report::form::json::{by_name, nested, summary, write_value};
use crate::report::form::number::significant;
use crate::report::form::words::horizon::open_days;
use crate::report::form::words::saturation::key;
use crate::report::form::words::warnings;
use crate::report::{Kind, Renderer, Report};

/// Raised when a key changes its meaning or goes away; a new key does not raise it.
const RESULT_FORMAT: u32 = 1;

/// Every figure of a report as JSON.
#[derive(Clone, Copy, Debug)]
pub struct Json;

impl Renderer for Json {
    fn render(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        write_value(&Value::Object(document(report)), 0, out)?;
        out.write_all(b"\n")
    }
}

fn document(report: &Report) -> Map<String, Value> {
    let outcome = &report.outcome;
    let mut root = Map::new();
    root.insert("result_format".into(), json!(RESULT_FORMAT));
    root.insert("scenario".into(), json!(report.title()));
    root.insert("run".into(), run(report));
    root.insert("digest".into(), json!(outcome.digest));
    if !report.understood.is_empty() {
        root.insert("understood".into(), json!(report.understood));
    }
    if let Some(value) = warnings::value(&report.of_scenarios()) {
        root.insert("warnings".into(), value);
    }
    match report.kind {
        Kind::Run => {
            root.append(&mut variant(report.base()));
            root.insert("sanity".into(), by_name(outcome.sanity.iter().map(sanity)));
        }
        Kind::Compare => {
            let variants = outcome.variants.iter().map(|it| (&it.name, variant(it)));
            root.insert("variants".into(), by_name(variants));
            let differences = outcome.differences.iter().map(|(name, it)| (name, summary(it)));
            root.insert("differences".into(), by_name(differences));
            if !outcome.overtaking.is_empty() {
                let own = outcome.overtaking.iter().map(|(name, it)| (name, overtaking::value(it)));
                root.insert("overtaking".into(), by_name(own));
            }
            let contrasts = outcome.contrasts.iter().map(|it| (&it.name, nested(&it.measures)));
            root.insert("contrasts".into(), by_name(contrasts));
        }
    }
    root
}

fn run(report: &Report) -> Value {
    let outcome = &report.outcome;
    let mut run = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "seed": outcome.seed,
        "replications": outcome.replications,
        "replications_requested": outcome.requested,
        "interrupted": false,
        "confidence": significant(report.confidence),
        "threads": outcome.threads,
        "contacts": outcome.contacts,
        "cpu_seconds": significant(report.cpu_seconds),
        "wall_seconds": significant(report.wall_seconds),
    });
    report.stopped_by.mark(&mut run);
    if let Some(found) = &outcome.precision {
        run["precision"] = precision::value(found);
    }
    run
}

fn variant(variant: &VariantOutcome) -> Map<String, Value> {
    let mut members = Map::new();
    if let Some(value) = horizon(variant) {
        members.insert("horizon".into(), value);
    }
    members.append(&mut summary(&variant.summary));
    if !variant.summary.lead_in.is_empty() {
        let looks = variant.summary.lead_in.iter();
        members.insert("lead_in".into(), looks.map(|it| Value::from(nested(it))).collect());
    }
    if let Some(value) = steady_state(variant) {
        members.insert("steady_state".into(), value);
    }
    let against = &variant.scenario.remarks.against_base;
    for (key, what) in [("happens", &against.happens), ("yardstick", &against.yardstick)] {
        if !what.is_empty() {
            members.insert(key.into(), json!(what));
        }
    }
    members.insert("findings".into(), json!(variant.findings));
    if !variant.saturated.is_empty() {
        let days = variant.saturated.iter().map(|&(limit, days)| (key(limit), days.into()));
        members.insert("saturated".into(), Value::Object(days.collect()));
    }
    members.insert("assumptions".into(), json!(variant.scenario.assumptions));
    members
}

/// What a replication is of days joined; none for days.
fn horizon(variant: &VariantOutcome) -> Option<Value> {
    let own = variant.scenario.horizon.as_ref()?;
    Some(json!({
        "starts": own.days.first().map(|it| it.date.to_string()),
        "months": own.months.len(),
        "open_days": open_days(own),
        "lead_in_months": own.lead_in_months,
    }))
}

/// What was run instead of days; none for days.
fn steady_state(variant: &VariantOutcome) -> Option<Value> {
    let steady = variant.scenario.steady_state.as_ref()?;
    let settling = variant.settling.as_ref();
    Some(json!({
        "interval": steady.interval,
        "warm_up_minutes": steady.warm_up_minutes,
        "batches": steady.batches,
        "batch_minutes": steady.batch_minutes,
        "observations": variant.summary.replications,
        "settled": settling.map(|it| it.is_settled),
        "warnings": settling.map(|it| &it.warnings),
    }))
}

fn sanity(own: &Sanity) -> (&String, Map<String, Value>) {
    let mut members = Map::new();
    match &own.theory {
        Theory::Applies(figures) => {
            members.insert("model".into(), json!(figures.model));
            members.insert("exact".into(), json!(figures.differences.is_empty()));
            members.insert("because".into(), json!(figures.differences));
            for (key, figure) in [
                ("service_level", figures.service_level),
                ("abandon_rate", figures.abandon_rate),
                ("mean_wait_seconds", figures.mean_wait_seconds),
            ] {
                members.insert(key.into(), figure.map(significant).into());
            }
        }
        Theory::DoesNotApply(reason) => {
            members.insert("model".into(), Value::Null);
            members.insert("because".into(), json!([reason]));
        }
    }
    (&own.contact_type, members)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    fn text(report: &Report) -> String {
        let mut out = Vec::new();
        Json.render(report, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn parsed(report: &Report) -> Value {
        serde_json::from_str(&text(report)).unwrap()
    }

    #[test]
    fn a_run_is_read_by_the_paths_of_the_contract() {
        let json = parsed(&sample::run());
        assert_eq!(json["result_format"], 1);
        assert_eq!(json["run"]["seed"], 1);
        assert_eq!(json["run"]["replications"], 400);
        assert_eq!(json["run"]["contacts"], 4_176_000);
        assert_eq!(json["digest"], "c0ffee");
        assert_eq!(json["contact_types"]["sales"]["service_level"]["mean"], 0.963_594);
        assert_eq!(json["contact_types"]["sales"]["service_levels"]["answered"]["mean"], 0.976_5);
        assert_eq!(json["agent_groups"]["blended"]["occupancy"]["half_width"], 0.0012);
        assert_eq!(json["intervals"][0]["start"], "08:00");
        assert_eq!(json["sensitivity"]["at"][0]["multiplier"], 0.5);
        assert_eq!(json["sensitivity"]["sign_change"], Value::Null);
    }

    #[test]
    fn a_percentile_has_ends_and_what_is_undefined_is_null() {
        let json = parsed(&sample::run());
        let wait = &json["contact_types"]["service"]["wait_p90_seconds"];
        assert_eq!((&wait["low"], &wait["high"]), (&json!(24.1), &json!(25.9)));
        assert_eq!(wait["half_width"], Value::Null);
        let empty = &json["intervals"][2]["contact_types"]["sales"]["service_level"];
        assert!(empty["mean"].is_null());
        let unseen = &json["contact_types"]["sales"]["blocked"];
        assert_eq!(unseen["mean"], 0.0);
        assert_eq!(unseen["days_with_any_upper_bound"], 0.009);
    }

    #[test]
    fn a_comparison_has_its_base_first_and_its_differences() {
        let json = parsed(&sample::compare());
        let names: Vec<&String> = json["variants"].as_object().unwrap().keys().collect();
        assert_eq!(names[0], "base");
        let blended = &json["differences"]["all blended"];
        assert_eq!(blended["total"]["service_level"]["mean"], 0.0273);
        assert_eq!(json["contrasts"]["structure"]["net_value"]["mean"], 1_078.0);
        assert!(json["contact_types"].is_null(), "figures of a comparison stand under variants");
    }

    #[test]
    fn a_steady_state_says_what_was_run_and_whether_it_settled() {
        let json = parsed(&sample::steady());
        let wanted = json!({
            "interval": "08:30", "warm_up_minutes": 90, "batches": 20, "batch_minutes": 240,
            "observations": 400, "settled": false,
            "warnings": ["The queue does not settle: 3.20 more wait from batch to batch."],
        });
        assert_eq!(json["steady_state"], wanted);
        assert_eq!(json["intervals"], json!([]));
        assert!(parsed(&sample::run()).get("steady_state").is_none());
    }

    #[test]
    fn a_horizon_has_months_and_whom_each_of_them_belongs_to() {
        let json = parsed(&sample::horizon());
        let base = &json["variants"]["base"];
        let wanted = json!({
            "starts": "2026-01-01", "months": 24, "open_days": 528, "lead_in_months": 12,
        });
        assert_eq!(base["horizon"], wanted);
        assert_eq!(base["customers"]["lost"]["contacts"]["mean"], 5_903.0);
        assert!(base["customers"]["customers_lost"].is_null(), "nobody is lost in expectation");
        assert!(base.get("intervals").is_none());
        assert_eq!(base["months"].as_array().unwrap().len(), 24);
        assert_eq!(base["months"][13]["month"], "2027-02");
        assert_eq!(base["months"][0]["money"]["net_value"]["mean"], 448_228.0);
        assert_eq!(base["lead_in"][1]["work"]["pending"]["mean"], 440.0);
        let difference = &json["differences"]["blended, retention"];
        assert_eq!(difference["money"]["cost_per_customer_kept"]["mean"], 627.9);
        let overtaking = &json["overtaking"]["blended, retention"];
        let cumulative = &overtaking["cumulative"];
        let leads = json!([
            { "from": 1, "to": 1, "who": "variant" }, { "from": 3, "to": 24, "who": "base" },
        ]);
        assert_eq!(cumulative["leads"], leads);
        let month = ["low", "month", "high"].map(|key| cumulative[key].clone());
        assert_eq!(month, [json!(2), json!(3), json!(3)]);
        assert_eq!(cumulative["bands"][0]["half_width"], 1_600.0);
        assert_eq!(cumulative["ahead_share"][0]["mean"], 1.0);
        assert_eq!(overtaking["customers"]["month"], Value::Null);
    }

    #[test]
    fn keys_stand_in_one_order_and_figures_on_one_line() {
        let text = text(&sample::run());
        assert!(text.starts_with("{\n  \"result_format\": 1,\n  \"scenario\": "));
        assert!(text.ends_with("}\n"));
        let line = "      \"service_level\": { \"mean\": 0.963594, \"half_width\": 0.000079 },";
        assert!(text.lines().any(|found| found == line), "{text}");
        assert_eq!(
            serde_json::from_str::<Value>(&text).unwrap().to_string().matches("NaN").count(),
            0
        );
    }
}
