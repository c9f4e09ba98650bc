//! What customers remember, refer and tell: read by hand, and refused where it stands.

use super::{GROUPS, problem};
use crate::scenario::build::tests::{file, result, scenario};
use crate::scenario::model::{Bands, ByBand, Needs, Persisting, Prospects, Scenario, WordOfMouth};

/// A type that has prospects, and one of customers alone.
const TYPES: &str = r#""sales": {"volume_per_hour": 50, "handle_time": 300, "existing_customer_share": 0.8,
    "sale": {"conversion_probability": 0.3 SALE}},
  "service": {"volume_per_hour": 50, "handle_time": 300, "existing_customer_share": 1 SERVICE}"#;

/// A file of two months with these keys of customers and of prospects.
fn with(customers: &str, prospects: &str) -> String {
    all(&TYPES.replace("SALE", "").replace("SERVICE", ""), customers, prospects)
}

fn all(types: &str, customers: &str, prospects: &str) -> String {
    let rest = format!(
        ",\n\"horizon\": {{\"starts\": \"2026-01-01\", \"months\": 2}},\n\
         \"customers\": {{\"effect_months\": 12, \"at_start\": 500, {customers}}},\n\
         \"prospects\": {{{prospects}}}"
    );
    file(types, GROUPS, &rest)
}

fn persisting(scenario: &Scenario) -> Persisting {
    scenario.customers.as_ref().and_then(|it| it.persisting).expect("persons")
}

#[test]
fn what_customers_remember_refer_and_tell_is_read() {
    let customers = r#""retention_per_month": 0.99, "memory_months": 4,
        "bands": {"angry_from": 0.03, "delighted_from": 0.001},
        "spend_factor": {"delighted": 1.17},
        "needs": {"return_after_months": 12, "unmet_last_months": 3},
        "refers_per_month": {"neutral": 0.002, "delighted": 0.03},
        "people_told_if_angry": 15, "prospects_lost_per_person_told": 0.002"#;
    let types = TYPES
        .replace(" SALE", ", \"adds_margin_per_month\": 2")
        .replace(" SERVICE", ", \"wait_is_felt\": false");
    let text = all(&types, customers, r#""advertising": 0.4, "referred_conversion_factor": 1.5"#);
    let found = scenario(&text);
    let wanted = Persisting {
        at_start: 500,
        memory_months: 4.0,
        margin_per_month: 0.0,
        discount_rate_per_year: 0.0,
        bands: Some(Bands { angry_from: 0.03, delighted_from: 0.001 }),
        spend_factor: ByBand { delighted: 1.17, ..ByBand::all(1.0) },
        needs: Some(Needs { return_after_months: 12.0, unmet_last_months: 3.0 }),
        refers_per_month: ByBand { angry: 0.0, neutral: 0.002, delighted: 0.03 },
        word_of_mouth: WordOfMouth {
            people_told_if_angry: 15.0,
            prospects_lost_per_person_told: 0.002,
            told_felt_days: 30.0,
        },
        retention_observed_per_month: None,
        felt_in_a_month: 0.0,
    };
    assert_eq!(persisting(&found), wanted);
    let prospects = Prospects {
        advertising: 0.4,
        contact_type: Some(0),
        referred_conversion_factor: 1.5,
        ..Prospects::default()
    };
    assert_eq!(found.prospects, prospects, "only sales has prospects");
    let [sales, service] = &found.contact_types[..] else { panic!("two types") };
    assert_eq!([sales.wait_is_felt, service.wait_is_felt], [true, false]);
    let adds = sales.sale.as_ref().expect("a sale").adds_margin_per_month;
    assert_eq!(adds.to_bits(), 2.0_f64.to_bits());
    assert_eq!(found.horizon.expect("a horizon").lead_in_months, 12, "needs are remembered");
    let said = found.assumptions.join("\n");
    assert!(said.contains("What angry customers tell is felt for 30 days"), "{said}");
    assert!(said.contains("Referred prospects call as `sales`"), "{said}");
    assert!(!said.contains("therefore off"), "{said}");
}

#[test]
fn what_is_not_given_is_off_and_said() {
    let found = scenario(&with(
        r#""retention_per_month": 0.99, "needs": {
        "return_after_months": 12, "unmet_last_months": 0}"#,
        "",
    ));
    let own = persisting(&found);
    assert_eq!((own.bands, own.spend_factor), (None, ByBand::all(1.0)));
    assert_eq!(own.refers_per_month, ByBand::all(0.0));
    assert_eq!(own.word_of_mouth, WordOfMouth::NONE);
    assert_eq!(found.prospects, Prospects::default());
    let said = found.assumptions.join("\n");
    let wanted = "Not given, and therefore off: who is angry or delighted (bands), what that does \
                  to spending (spend_factor), referrals (refers_per_month) and word of mouth \
                  (people_told_if_angry).";
    assert!(said.contains(wanted), "{said}");
}

#[test]
fn retention_is_given_without_contacts_or_as_it_was_observed() {
    let effects =
        r#""leaves_because": {"abandoned": 0.1}, "margin_per_month": 1, "value_months": 1"#;
    let found = scenario(&with(&format!(r#""retention_observed_per_month": 0.97, {effects}"#), ""));
    let customers = found.customers.as_ref().expect("customers");
    assert_eq!(persisting(&found).retention_observed_per_month, Some(0.97));
    assert_eq!(customers.retention_per_month.to_bits(), 0.97_f64.to_bits());
    assert!((customers.lifetime_value - 0.97).abs() < 1e-12);
    let both = r#""retention_per_month": 0.99, "retention_observed_per_month": 0.97"#;
    for (keys, wanted) in [
        (both, "beside `retention_per_month`, wanted one of them"),
        (
            r#""memory_months": 1"#,
            "without `retention_per_month` or `retention_observed_per_month`, wanted one of them",
        ),
    ] {
        assert!(problem(&with(keys, "")).contains(wanted));
    }
    let text = with(&format!(r#""retention_observed_per_month": 0.97, {effects}"#), "");
    let text = text.replace("\"months\": 2", "\"months\": 2, \"lead_in_months\": 0");
    assert_eq!(
        problem(&text),
        "t.json:6:68: found `retention_observed_per_month` without a lead-in, wanted \
         `lead_in_months` of at least 1: in its last month it is seen how many contacts drive away"
    );
    // Contacts that move nobody drive nobody away.
    let text = text.replace("\"leaves_because\": {\"abandoned\": 0.1}, ", "");
    assert!(scenario(&text).horizon.is_some());
}

/// Keys of customers and of prospects, and the problem that they make.
const MISTAKES: &[(&str, &str, &str)] = &[
    (
        r#""bands": {"angry_from": 0, "delighted_from": 0.1}"#,
        "",
        "7:106: found 0, wanted a number above 0 and at most 1",
    ),
    (
        r#""bands": {"angry_from": 0.1}"#,
        "",
        "7:91: found bands of customers without `delighted_from`, wanted `delighted_from`",
    ),
    (
        r#""spend_factor": {"delightd": 1.2}"#,
        "",
        "7:99: found the unknown key `delightd`, wanted `delighted`",
    ),
    (
        r#""spend_factor": {"delighted": 1.2}"#,
        "",
        "7:112: found `spend_factor.delighted` without `bands`, wanted `bands` in `customers`: \
         from when on a customer is angry or delighted",
    ),
    (
        r#""needs": {"return_after_months": -1, "unmet_last_months": 3}"#,
        "",
        "7:115: found -1, wanted a number from 0 to 1200",
    ),
    (
        r#""people_told_if_angry": 15"#,
        "",
        "7:14: found `people_told_if_angry` without `prospects_lost_per_person_told`, wanted \
         `prospects_lost_per_person_told`",
    ),
    (
        r#""told_felt_days": 15"#,
        "",
        "7:14: found `told_felt_days` without `people_told_if_angry`, wanted \
         `people_told_if_angry`",
    ),
    (
        r#""people_told_if_angry": 15, "prospects_lost_per_person_told": 1"#,
        "",
        "7:106: found `people_told_if_angry` without `bands`, wanted `bands` in `customers`: from \
         when on a customer is angry or delighted",
    ),
    (
        r#""refers_per_month": {"neutral": 0.1}"#,
        r#""contact_type": "sails""#,
        "8:31: found `sails`, wanted a known contact type: `sales`",
    ),
    (
        r#""memory_months": 0"#,
        r#""advertising": -1"#,
        "8:30: found -1, wanted a number of at least 0",
    ),
];

#[test]
fn mistakes_are_located() {
    for (customers, prospects, wanted) in MISTAKES {
        let customers = format!("\"retention_per_month\": 0.99, {customers}");
        assert_eq!(problem(&with(&customers, prospects)), format!("t.json:{wanted}"));
    }
}

#[test]
fn ten_mistakes_in_what_customers_remember_are_ten_problems() {
    let types = TYPES
        .replace(" SALE", ", \"adds_margin_per_month\": -2")
        .replace(" SERVICE", ", \"wait_is_felt\": \"no\"");
    let customers = r#""retention_observed_per_month": 0,
        "bands": {"angry_from": 2, "delighted_from": 0.1},
        "spend_factor": {"angry": -1}, "needs": {"return_after_months": 12},
        "refers_per_month": 0.1, "people_told_if_angry": -1, "prospects_lost_per_person_told": 1"#;
    let text = all(&types, customers, r#""advertising": "much", "referred_conversion_factor": -1"#);
    let said = result(&text).unwrap_err();
    assert_eq!(said.len(), 10, "{said:#?}");
}

#[test]
fn referred_prospects_need_a_type_with_a_volume() {
    let refers = r#""retention_per_month": 0.99, "refers_per_month": {"neutral": 0.1}"#;
    for (share, have) in [("0.9", "several types have"), ("1", "no type has")] {
        let text = with(refers, "").replace("_share\": 1 ", &format!("_share\": {share} "));
        let text = if share == "1" { text.replace("share\": 0.8", "share\": 1") } else { text };
        assert_eq!(
            problem(&text),
            format!(
                "t.json:7:102: found `refers_per_month` without a type of its prospects, wanted \
                 `contact_type` in `prospects`: as what those call ({have} prospects)"
            )
        );
        let named =
            text.replace("\"prospects\": {", "\"prospects\": {\"contact_type\": \"service\"");
        assert_eq!(scenario(&named).prospects.contact_type, Some(1));
        let silent = named.replace(
            "50, \"handle_time\": 300, \"existing_customer_share\": 1 ",
            "0, \"handle_time\": 300 ",
        );
        if share == "1" {
            assert!(problem(&silent).contains("found `service` without volume"));
        }
    }
}

/// Every key that only persons give a meaning.
const OF_PERSONS: [&str; 11] = [
    "retention_observed_per_month",
    "bands",
    "spend_factor",
    "needs",
    "refers_per_month",
    "people_told_if_angry",
    "prospects_lost_per_person_told",
    "told_felt_days",
    "advertising",
    "contact_type",
    "referred_conversion_factor",
];

#[test]
fn what_only_persons_do_needs_a_horizon_and_persons() {
    let customers = r#""retention_observed_per_month": 0.97,
        "bands": {"angry_from": 0.03, "delighted_from": 0.001}, "spend_factor": {"angry": 0.9},
        "needs": {"return_after_months": 12, "unmet_last_months": 3},
        "refers_per_month": {"neutral": 0.002}, "people_told_if_angry": 15,
        "prospects_lost_per_person_told": 0.002, "told_felt_days": 3"#;
    let types = TYPES
        .replace(" SALE", ", \"adds_margin_per_month\": 2")
        .replace(" SERVICE", ", \"wait_is_felt\": false");
    let prospects =
        r#""advertising": 2, "contact_type": "sales", "referred_conversion_factor": 1.5"#;
    let text = all(&types, customers, prospects);
    assert!(scenario(&text).horizon.is_some());
    let days = "\"horizon\": {\"starts\": \"2026-01-01\", \"months\": 2},\n";
    for (lacking, old) in [("at_start", "\"at_start\": 500, "), ("horizon", days)] {
        let said = result(&text.replace(old, "")).unwrap_err();
        let of_types = ["adds_margin_per_month", "wait_is_felt"];
        for key in OF_PERSONS.iter().chain(&of_types) {
            let wanted = format!("found `{key}` without `{lacking}`, wanted ");
            assert!(said.iter().any(|own| own.contains(&wanted)), "{wanted}: {said:#?}");
        }
        assert_eq!(said.len(), OF_PERSONS.len() + of_types.len(), "{said:#?}");
    }
}

#[test]
fn who_may_be_referred_counts_among_customers_and_streams() {
    let types = TYPES.replace(" SALE", "").replace(" SERVICE", "").replace("0.3}", "1}");
    let customers = r#""retention_per_month": 0.99, "refers_per_month": {"neutral": 30}"#;
    let said = problem(&all(&types, customers, ""));
    // (500 at the start + 10 prospects an hour, two hours on each of 59 days) x 31 x 31
    assert!(said.contains("found 1,614,480 customers, with those who may be won"), "{said}");
}
