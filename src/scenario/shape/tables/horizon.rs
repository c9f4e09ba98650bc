//! The horizon: calendar days in a row, and prospects.

use super::common::NOT_NEGATIVE;
use super::verbs::{DONE, WHEN};
use crate::scenario::limits::{MOST_HORIZON_DAYS, MOST_HORIZON_MONTHS, MOST_LEAD_IN_MONTHS};
use crate::scenario::shape::{
    Choice, Ends, Names, ObjectShape, Range, Rule, Shape, later, optional, or_number, required,
};

pub(crate) static HORIZON: ObjectShape = ObjectShape {
    title: "a horizon",
    doc: "Calendar days joined by customers who persist and by what a day leaves to later ones",
    keys: &[&[
        required("starts", Shape::Date, "The first day"),
        optional("months", MONTHS, "Calendar months from a first of a month on"),
        optional("days", DAYS, "Calendar days from any date on"),
        optional(
            "lead_in_months",
            LEAD_IN,
            "Calendar months before `starts` in which customers get something to remember; else \
             12 where anything is remembered",
        ),
        optional("week", Shape::Object(&WEEK), "What the days of a week are; else open"),
        optional("special_days", Shape::Object(&SPECIAL_DAYS), "What dates are, against `week`"),
        optional("volume_by_month", Shape::Object(&BY_MONTH), "Factors on all volumes; else 1"),
        or_number("growth_per_year", GROWTH, 0.0, "Share by which all volumes grow in a year"),
        optional("day_types", Shape::Object(&DAY_TYPES), "Days of several kinds, by name"),
        optional("changes", Shape::Object(&CHANGES), "What is different on some dates, by name"),
        later("levels", "What moves slowly with what was seen"),
    ]],
    rules: &[Rule::ExactlyOne(&["months", "days"])],
    names: None,
    marker: None,
};

const MONTHS: Shape = Shape::Whole(Range::between(1.0, MOST_HORIZON_MONTHS));
const DAYS: Shape = Shape::Whole(Range::between(1.0, MOST_HORIZON_DAYS));
const LEAD_IN: Shape = Shape::Whole(Range::between(0.0, MOST_LEAD_IN_MONTHS));
const GROWTH: Shape = Shape::Number(Range { least: -1.0, most: 10.0, ends: Ends::Above });

/// `open` (as the file says), `closed` (no arrivals, no agents, no wages), or a name.
const DAY_TYPE: Shape = Shape::Text;

static DAY_TYPES: ObjectShape = ObjectShape {
    title: "day types",
    doc: "What days of several kinds differ in from the file; `open` and `closed` are built in",
    keys: &[],
    rules: &[],
    names: Some(Names { what: "a day type", shape: Shape::Object(&A_DAY_TYPE) }),
    marker: None,
};

static A_DAY_TYPE: ObjectShape = ObjectShape {
    title: "a day type",
    doc: "Differences from the file in planner's verbs, applied in the order of this list",
    keys: &[DONE],
    rules: &[],
    names: None,
    marker: None,
};

static CHANGES: ObjectShape = ObjectShape {
    title: "changes of a horizon",
    doc: "What is different on some dates, done in the order of `from`, then of names",
    keys: &[],
    rules: &[],
    names: Some(Names { what: "a change", shape: Shape::Object(&CHANGE) }),
    marker: None,
};

static CHANGE: ObjectShape = ObjectShape {
    title: "a change",
    doc: "Differences in planner's verbs, on top of the day type, and when they are in force",
    keys: &[
        DONE,
        &[
            optional("from", WHEN, "First date, or month of the horizon; else its first day"),
            optional("until", WHEN, "Last date, or month of the horizon; else its last day"),
            optional(
                "in_last_open_days_of",
                Shape::Choice(PERIODS),
                "Only in the last open days of each calendar month or quarter",
            ),
            optional("days", Shape::Whole(Range::between(1.0, 92.0)), "How many of them"),
            optional("costs", NOT_NEGATIVE, "Money, once, on the first day"),
        ],
    ],
    rules: &[
        Rule::AtLeastOne(&["from", "until", "in_last_open_days_of"]),
        Rule::Needs("in_last_open_days_of", "days"),
        Rule::Needs("days", "in_last_open_days_of"),
    ],
    names: None,
    marker: None,
};

const PERIODS: &[Choice] = &[
    Choice { name: "month", doc: "Calendar months" },
    Choice { name: "quarter", doc: "Calendar quarters, from January on" },
];

static WEEK: ObjectShape = ObjectShape {
    title: "a week",
    doc: "What each day of a week is",
    keys: &[&[
        optional("monday", DAY_TYPE, "Else open"),
        optional("tuesday", DAY_TYPE, "Else open"),
        optional("wednesday", DAY_TYPE, "Else open"),
        optional("thursday", DAY_TYPE, "Else open"),
        optional("friday", DAY_TYPE, "Else open"),
        optional("saturday", DAY_TYPE, "Else open"),
        optional("sunday", DAY_TYPE, "Else open"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

static SPECIAL_DAYS: ObjectShape = ObjectShape {
    title: "special days",
    doc: "What dates are, whatever day of the week",
    keys: &[],
    rules: &[],
    names: Some(Names { what: "a date", shape: DAY_TYPE }),
    marker: None,
};

static BY_MONTH: ObjectShape = ObjectShape {
    title: "factors by month",
    doc: "A factor on all volumes for each calendar month",
    keys: &[&[
        optional("january", NOT_NEGATIVE, "Else 1"),
        optional("february", NOT_NEGATIVE, "Else 1"),
        optional("march", NOT_NEGATIVE, "Else 1"),
        optional("april", NOT_NEGATIVE, "Else 1"),
        optional("may", NOT_NEGATIVE, "Else 1"),
        optional("june", NOT_NEGATIVE, "Else 1"),
        optional("july", NOT_NEGATIVE, "Else 1"),
        optional("august", NOT_NEGATIVE, "Else 1"),
        optional("september", NOT_NEGATIVE, "Else 1"),
        optional("october", NOT_NEGATIVE, "Else 1"),
        optional("november", NOT_NEGATIVE, "Else 1"),
        optional("december", NOT_NEGATIVE, "Else 1"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

pub(crate) static PROSPECTS: ObjectShape = ObjectShape {
    title: "prospects",
    doc: "Who is no customer yet, in a horizon",
    keys: &[&[
        or_number(
            "advertising_cost_per_prospect",
            NOT_NEGATIVE,
            0.0,
            "For each prospect, at his first contact",
        ),
        or_number("advertising_cost_per_month", NOT_NEGATIVE, 0.0, "However many call"),
        or_number("advertising", NOT_NEGATIVE, 1.0, "A factor on how many call of their own"),
        optional("contact_type", Shape::Text, "As which type those call who are referred"),
        or_number("referred_conversion_factor", NOT_NEGATIVE, 1.0, "How much more often they buy"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};
