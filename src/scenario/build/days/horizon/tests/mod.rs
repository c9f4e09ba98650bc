//! Calendars by hand, and what is refused where it stands; what customers remember, refer and
//! tell is in `customers`.

mod customers;

use crate::base::Date;
use crate::scenario::build::tests::{file, result, scenario};
use crate::scenario::model::{
    ByBand, Horizon, Persisting, Prospects, RedialAfterClose, Scenario, WordOfMouth,
};

const TYPES: &str = r#""sales": {"volume_per_hour": 50, "handle_time": 300}"#;
const GROUPS: &str = r#""desk": {"agents": 3, "skills": ["sales"]}"#;
const WEEKDAYS: &str = r#""week": {"saturday": "closed", "sunday": "closed"}"#;

/// A file of 100 contacts a day with this horizon.
fn with(horizon: &str) -> String {
    file(TYPES, GROUPS, &format!(",\n\"horizon\": {{{horizon}}}"))
}

fn horizon(keys: &str) -> Horizon {
    *scenario(&with(keys)).horizon.expect("a horizon")
}

fn date(text: &str) -> Date {
    Date::read(text).expect("a date")
}

/// The one problem of a file.
fn problem(text: &str) -> String {
    let said = result(text).unwrap_err();
    assert_eq!(said.len(), 1, "{said:?}");
    said[0].clone()
}

/// Case H-01.
#[test]
fn a_horizon_of_months_has_every_day_of_them() {
    let two_years = horizon(&format!(r#""starts": "2026-01-01", "months": 24, {WEEKDAYS}"#));
    assert_eq!(two_years.days.len(), 730);
    assert_eq!(two_years.lead_in, []);
    let open: Vec<u32> = two_years.months.iter().map(|month| month.open_days).collect();
    let wanted = [
        [22, 20, 22, 22, 21, 22, 23, 21, 22, 22, 21, 23],
        [21, 20, 23, 22, 21, 22, 22, 22, 22, 21, 22, 23],
    ];
    assert_eq!(open, wanted.concat());
    let names: Vec<&str> = two_years.months.iter().map(|month| month.name.as_str()).collect();
    assert_eq!((names[0], names[11], names[12]), ("2026-01", "2026-12", "2027-01"));
    for (position, day) in two_years.days.iter().enumerate() {
        assert_eq!(day.date, date("2026-01-01").plus_days(position as i32));
        let month = &two_years.months[day.month];
        assert_eq!(month.name, day.date.month_name());
        let days = month.first_day..month.first_day + month.days as usize;
        assert!(days.contains(&position));
        assert_eq!((month.days, month.calendar_days), (day.date.days_in_month(), month.days));
    }
}

#[test]
fn first_and_last_month_of_a_horizon_of_days_may_be_partial() {
    let found = horizon(r#""starts": "2026-01-15", "days": 62, "lead_in_months": 1"#);
    let months = found.months.iter();
    let parts: Vec<_> =
        months.map(|it| (&*it.name, it.calendar_days, it.days, it.first_day)).collect();
    assert_eq!(parts, [("2026-01", 31, 17, 0), ("2026-02", 28, 28, 17), ("2026-03", 31, 17, 45)]);
    assert_eq!(found.lead_in[0].date, date("2025-12-01"), "the whole month before, and the rest");
    assert_eq!(
        found.lead_in.last().map(|day| (day.date, day.month)),
        Some((date("2026-01-14"), 1))
    );
}

/// Case H-02.
#[test]
fn volumes_have_the_factor_of_the_month_and_grow_from_the_first_day_on() {
    let found = horizon(&format!(
        r#""starts": "2026-01-01", "months": 2, "lead_in_months": 2, "growth_per_year": 0.06,
           "volume_by_month": {{"january": 1.10, "february": 0.95}}, {WEEKDAYS}"#
    ));
    let of_month = |month: usize| -> f64 {
        let days = found.days.iter().filter(|day| day.month == month);
        days.filter_map(|day| day.open.as_ref()).map(|open| 100.0 * open.volume_factor).sum()
    };
    assert!((of_month(0) - 2_425.817_950).abs() < 1e-6, "{}", of_month(0));
    assert!((of_month(1) - 1_913.537_926).abs() < 1e-6, "{}", of_month(1));
    let factors = found.lead_in.iter().filter_map(|day| day.open.as_ref());
    assert!(factors.clone().all(|open| open.volume_factor.to_bits() == 1.0_f64.to_bits()));
    assert_eq!(factors.count(), 20 + 23, "November and December 2025");
    let long = horizon(r#""starts": "2026-01-01", "months": 24, "growth_per_year": 0.06"#);
    for (position, factor) in [(0, 1.0), (365, 1.059_957_725), (729, 1.123_331_158)] {
        let own = long.days[position].open.as_ref().expect("open").volume_factor;
        assert!((own - factor).abs() < 1e-9, "day {}: {own}", position + 1);
    }
}

#[test]
fn a_special_day_is_what_it_is_whatever_day_of_the_week() {
    let found = horizon(&format!(
        r#""starts": "2026-12-01", "months": 1, {WEEKDAYS},
           "special_days": {{"2026-12-25": "closed", "2026-12-26": "open", "2026-11-30": "closed"}}"#
    ));
    let is_open = |day: usize| found.days[day - 1].open.is_some();
    assert_eq!([24, 25, 26, 27].map(is_open), [true, false, true, false]);
    assert_eq!(found.months[0].open_days, 23);
}

/// Customers who have effects to remember.
fn customers(keys: &str) -> Scenario {
    let rest = format!(
        r#","horizon": {{"starts": "2026-01-01", "months": 1}},
           "customers": {{"effect_months": 12, "retention_per_month": 0.99, "at_start": 500, {keys}}}"#
    );
    scenario(&file(TYPES, GROUPS, &rest))
}

#[test]
fn a_year_is_simulated_before_where_anything_is_remembered() {
    let effects = r#""leaves_because": {"abandoned": 0.1}"#;
    let lead_in = |of: &Scenario| of.horizon.as_ref().expect("a horizon").lead_in_months;
    let found = customers(effects);
    assert_eq!(lead_in(&found), 12);
    let horizon = found.horizon.as_ref().expect("a horizon");
    assert_eq!((horizon.lead_in.len(), horizon.lead_in[0].date), (365, date("2025-01-01")));
    let said = found.assumptions.join("\n");
    assert!(said.contains("for 4 months (memory_months: a third of effect_months)"), "{said}");
    assert!(said.contains("12 months before the first day are simulated"), "{said}");
    assert_eq!(lead_in(&customers(&format!(r#"{effects}, "memory_months": 0"#))), 0);
    assert_eq!(lead_in(&customers(r#""margin_per_month": 9, "value_months": 12"#)), 0);
}

#[test]
fn customers_persist_in_a_horizon_and_nowhere_else() {
    let found =
        customers(r#""margin_per_month": 9, "value_months": 12, "discount_rate_per_year": 0.1"#);
    let persisting = Persisting {
        at_start: 500,
        memory_months: 4.0,
        margin_per_month: 9.0,
        discount_rate_per_year: 0.1,
        bands: None,
        spend_factor: ByBand::all(1.0),
        needs: None,
        refers_per_month: ByBand::all(0.0),
        word_of_mouth: WordOfMouth::NONE,
        retention_observed_per_month: None,
        felt_in_a_month: 0.0,
    };
    assert_eq!(found.customers.expect("customers").persisting, Some(persisting));
    let rest =
        r#", "customers": {"effect_months": 12, "retention_per_month": 0.99, "at_start": 5}"#;
    let one_day = scenario(&file(TYPES, GROUPS, rest));
    assert_eq!(one_day.customers.expect("customers").persisting, None);
    let warnings = one_day.remarks.warnings;
    let wanted = "`customers.at_start` says nothing of a single day, and needs a `horizon` (from \
                  when on, and for how long).";
    assert_eq!(warnings.iter().map(|it| &*it.sentence).collect::<Vec<_>>(), [wanted]);
}

#[test]
fn prospects_redials_and_recovery_are_read() {
    let types = r#""sales": {"volume_per_hour": 50, "handle_time": 300, "recovers_share": 0.6,
        "redial": {"probability": 0.5, "delay": 60, "after_close": "next_day"}}"#;
    let rest = r#", "horizon": {"starts": "2026-01-01", "months": 1},
        "customers": {"effect_months": 12, "retention_per_month": 0.99, "at_start": 500},
        "prospects": {"advertising_cost_per_prospect": 40, "advertising_cost_per_month": 7}"#;
    let found = scenario(&file(types, GROUPS, rest));
    let prospects = Prospects {
        advertising_cost_per_prospect: 40.0,
        advertising_cost_per_month: 7.0,
        ..Prospects::default()
    };
    assert_eq!(found.prospects, prospects);
    let own = &found.contact_types[0];
    assert!((own.recovers_share - 0.6).abs() < 1e-12);
    let after_close = own.redial.as_ref().expect("a redial").after_close;
    assert_eq!(after_close, RedialAfterClose::NextDay);
    let types = types.replace(", \"after_close\": \"next_day\"", "");
    let own = &scenario(&file(&types, GROUPS, rest)).contact_types[0];
    assert_eq!(own.redial.as_ref().expect("a redial").after_close, RedialAfterClose::GivenUp);
}

/// Keys of a horizon, and the problem that each makes; all stand in line 4.
const MISTAKES: &[(&str, &str)] = &[
    (r#""months": 1"#, "4:12: found a horizon without `starts`, wanted `starts`"),
    (
        r#""starts": "2026-01-01""#,
        "4:12: found a horizon without `months` or `days`, wanted one of them",
    ),
    (
        r#""starts": "2026-01-01", "months": 1, "days": 3"#,
        "4:50: found `days` beside `months`, wanted one of them",
    ),
    (
        r#""starts": "2026-02-30", "months": 1"#,
        "4:23: found \"2026-02-30\", wanted a date as \"YYYY-MM-DD\"",
    ),
    (
        r#""starts": "1814-01-01", "months": 1"#,
        "4:23: found \"1814-01-01\", wanted a year from 1900 to 2999",
    ),
    (
        r#""starts": "2026-01-02", "months": 1"#,
        "4:23: found \"2026-01-02\", wanted the first of a month, since `months` are whole ones \
         (or `days`)",
    ),
    (
        r#""starts": "2026-01-01", "months": 0"#,
        "4:47: found 0, wanted a whole number from 1 to 600",
    ),
    (
        r#""starts": "2026-01-01", "days": 20000"#,
        "4:45: found 20000, wanted a whole number from 1 to 18300",
    ),
    (
        r#""starts": "2026-01-01", "months": 1, "lead_in_months": -1"#,
        "4:68: found -1, wanted a whole number from 0 to 120",
    ),
    (
        r#""starts": "2026-01-01", "months": 1, "week": {"saturdy": "closed"}"#,
        "4:59: found the unknown key `saturdy`, wanted `saturday`",
    ),
    (
        r#""starts": "2026-01-01", "months": 1, "week": {"saturday": "shut"}"#,
        "4:71: found \"shut\", wanted `open` or `closed`",
    ),
    (
        r#""starts": "2026-01-01", "months": 1, "special_days": {"25.1.2026": "closed"}"#,
        "4:67: found \"25.1.2026\", wanted a date as \"YYYY-MM-DD\"",
    ),
    (
        r#""starts": "2026-01-01", "months": 1, "special_days": {"2026-02-01": "closed"}"#,
        "4:67: found 2026-02-01, which is not in the horizon, wanted a date from 2025-01-01 to \
         2026-01-31",
    ),
    (
        r#""starts": "2026-01-01", "months": 1, "lead_in_months": 0, "special_days": {"2025-12-31": "open"}"#,
        "4:88: found 2025-12-31, which is not in the horizon, wanted a date from 2026-01-01 to \
         2026-01-31",
    ),
    (
        r#""starts": "2026-01-01", "months": 1, "volume_by_month": {"january": -1}"#,
        "4:81: found -1, wanted a number of at least 0",
    ),
    (
        r#""starts": "2026-01-01", "months": 1, "growth_per_year": -1"#,
        "4:69: found -1, wanted a number above -1 and at most 10",
    ),
    (
        r#""starts": "2026-01-03", "days": 2, "week": {"saturday": "closed", "sunday": "closed"}"#,
        "4:12: found no open day from 2026-01-03 to 2026-01-04, wanted one open day at least",
    ),
    (
        r#""starts": "2026-01-01", "months": 1, "levels": {}"#,
        "4:50: found `levels`, which is not built yet, wanted a file without it",
    ),
];

#[test]
fn mistakes_in_a_horizon_are_located() {
    for (keys, wanted) in MISTAKES {
        assert_eq!(problem(&with(keys)), format!("t.json:{wanted}"), "{keys}");
    }
}

#[test]
fn ten_mistakes_are_ten_problems() {
    let types = r#""a": {"volume_per_hour": 50, "handle_time": 300, "recovers_share": 2,
        "redial": {"probability": 1, "delay": 60, "after_close": "never"}, "leads_to": {}}"#;
    let rest = r#",
        "horizon": {"starts": "01.01.2026", "months": 1.5, "lead_in_months": 999,
          "week": {"sunday": 7}, "growth_per_year": "much"},
        "customers": {"effect_months": 12, "retention_per_month": 0.99, "at_start": 0},
        "prospects": {"advertising_cost_per_month": -1}"#;
    let groups = GROUPS.replace("sales", "a");
    let said = result(&file(types, &groups, rest)).unwrap_err();
    assert_eq!(said.len(), 10, "{said:#?}");
}

const MONTH: &str = r#""horizon": {"starts": "2026-01-01", "months": 1}"#;

#[test]
fn what_does_not_go_with_a_horizon_is_located() {
    let steady = format!(",\n{MONTH}, \"steady_state\": {{}}");
    assert_eq!(
        problem(&file(TYPES, GROUPS, &steady)),
        "t.json:4:12: found `horizon` beside `steady_state`, wanted one of them"
    );
    for (key, value) in [("growth_per_year", "0.1"), ("volume_by_month", r#"{"may": 2}"#)] {
        let types = TYPES.replace("\"handle_time\"", "\"arrivals\": \"fixed\", \"handle_time\"");
        let rest = format!(", {}", MONTH.replace('}', &format!(", \"{key}\": {value}}}")));
        let said = problem(&file(&types, GROUPS, &rest));
        let wanted = format!(
            "t.json:2:64: found \"fixed\" beside `{key}`, wanted \"poisson\" arrivals: a fixed \
             number of contacts has no factor"
        );
        assert_eq!(said, wanted);
    }
}

#[test]
fn who_buys_is_a_customer_already_or_not() {
    let rest = format!(
        ", {MONTH}, \"customers\": {{\"effect_months\": 12, \"retention_per_month\": 0.99, \
         \"at_start\": 500}}"
    );
    let sale = r#""sale": {"conversion_probability": 0.3}"#;
    let types = format!(r#""sales": {{"volume_per_hour": 50, "handle_time": 300, {sale}}}"#);
    assert_eq!(
        problem(&file(&types, GROUPS, &rest)),
        "t.json:2:80: found `sale` without `existing_customer_share`, wanted \
         `existing_customer_share` beside `at_start`: how many of those who buy are customers \
         already"
    );
    let said = types.replace(sale, &format!(r#""existing_customer_share": 1, {sale}"#));
    assert!(scenario(&file(&said, GROUPS, &rest)).horizon.is_some(), "1 may be said");
    // Nobody persists: 1 is taken, as in a single day.
    assert!(scenario(&file(&types, GROUPS, &format!(", {MONTH}"))).horizon.is_some());
}

#[test]
fn what_only_persons_remember_needs_persons() {
    let types = TYPES.replace("300", "300, \"recovers_share\": 0.6");
    let rest = format!(
        ", {MONTH}, \"customers\": {{\"effect_months\": 12, \"retention_per_month\": 0.99,\n \
         \"memory_months\": 4}},\n \"prospects\": {{\"advertising_cost_per_prospect\": 40, \
         \"advertising_cost_per_month\": 1}}"
    );
    let said = result(&file(&types, GROUPS, &rest)).unwrap_err();
    let found: Vec<&str> = said.iter().map(|it| &it[..it.find(", wanted").unwrap()]).collect();
    assert_eq!(
        found,
        [
            "t.json:2:90: found `recovers_share` without `at_start`",
            "t.json:4:19: found `memory_months` without `at_start`",
            "t.json:5:49: found `advertising_cost_per_prospect` without `at_start`",
        ]
    );
}

#[test]
fn what_is_too_much_for_a_horizon_is_located() {
    let persons = |at_start: u32, margin: &str| {
        format!(
            ",\n\"horizon\": {{\"starts\": \"2026-01-01\", \"months\": 24, \"lead_in_months\": 0}},\n\
             \"customers\": {{\"effect_months\": 12, \"retention_per_month\": 0.99, \"at_start\": \
             {at_start}, \"margin_per_month\": {margin}, \"value_months\": 12}}"
        )
    };
    let types = |per_hour: &str, sale: &str| {
        format!(
            "\"sales\": {{\"volume_per_hour\": {per_hour}, \"handle_time\": 1, \
             \"existing_customer_share\": 0.5{sale}}}"
        )
    };
    let at = |text: String| problem(&text);
    assert_eq!(
        at(file(&types("70000", ""), GROUPS, &persons(1, "1"))),
        "t.json:4:12: found 102,200,000 contacts expected, lead-in included, wanted at most \
         100,000,000 here: a shorter horizon"
    );
    let sale = ", \"sale\": {\"conversion_probability\": 1}";
    assert_eq!(
        at(file(&types("2000", sale), GROUPS, &persons(1000, "1"))),
        "t.json:5:77: found 1,461,000 customers, with those who may be won, wanted at most \
         1,000,000"
    );
    assert_eq!(
        at(file(&types("1", ""), GROUPS, &persons(900_000, "100"))),
        "t.json:5:14: found margin of 2,160,000,000 over the horizon, wanted at most \
         2,000,000,000 (in a larger unit of money)"
    );
    let many: Vec<String> =
        (0..60).map(|n| types("3", sale).replacen("sales", &format!("t{n}"), 1)).collect();
    let said = at(file(&many.join(","), &GROUPS.replace("sales", "t1"), &persons(1, "0")));
    assert!(said.starts_with("t.json:5:77: found 1"), "{said}");
    assert!(said.contains("streams of contacts: "), "{said}");
}

#[test]
fn what_counts_twice_or_not_at_all_is_a_warning() {
    let rest = r#", "horizon": {"starts": "2026-01-01", "months": 1, "growth_per_year": 0.1,
          "lead_in_months": 0},
        "customers": {"effect_months": 12, "retention_per_month": 0.99, "at_start": 500,
          "replacement_cost": 100, "leaves_because": {"abandoned": 0.1}}"#;
    let text = file(TYPES, GROUPS, rest).replace("10:00", "08:00");
    let found = scenario(&text);
    let subjects: Vec<&str> = found.remarks.warnings.iter().map(|it| &*it.subject).collect();
    assert_eq!(
        subjects,
        [
            "horizon.lead_in_months",
            "horizon.growth_per_year",
            "customers.replacement_cost",
            "day.closes",
        ]
    );
}
