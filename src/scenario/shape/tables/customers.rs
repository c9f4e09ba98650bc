//! Customers, costs and targets.

use super::common::{NOT_NEGATIVE, POSITIVE, SHARE};
use crate::scenario::limits::{LONGEST_EFFECT_MONTHS, MOST_CUSTOMERS};
use crate::scenario::shape::{
    Choice, Ends, Names, ObjectShape, Range, Rule, Shape, later, optional, or_empty, or_number,
    or_text, required,
};

/// A probability of leaving, which is never certain.
const LEAVES: Shape = Shape::Number(Range::SHARE_BELOW_ONE);

pub(crate) static CUSTOMERS: ObjectShape = ObjectShape {
    title: "customers",
    doc: "How contacts move customers, and what a customer is worth",
    keys: &[&[
        required(
            "effect_months",
            Shape::Number(Range { least: 0.0, most: LONGEST_EFFECT_MONTHS, ends: Ends::Above }),
            "The window over which contacts have their effect",
        ),
        optional(
            "retention_per_month",
            RETENTION,
            "Share who stay a month, without the effects of contacts",
        ),
        optional(
            "retention_observed_per_month",
            RETENTION,
            "In a horizon, in its place: share who stay a month, contacts included",
        ),
        optional("margin_per_month", NOT_NEGATIVE, "Money that a customer brings in a month"),
        or_number("discount_rate_per_year", NOT_NEGATIVE, 0.0, "Interest on money to come"),
        optional("value_months", Shape::Whole(Range::between(1.0, 1200.0)), "Months that count"),
        or_number("replacement_cost", NOT_NEGATIVE, 0.0, "Money to win another customer"),
        or_text(
            "lost_customer_costs",
            Shape::Choice(LOST_CUSTOMER_COSTS),
            "lifetime_value",
            "What a lost customer is charged at",
        ),
        or_empty("leaves_because", &LEAVES_BECAUSE, "What makes customers leave"),
        or_empty("stays_because", &STAYS_BECAUSE, "What makes customers stay"),
        optional("at_start", AT_START, "In a horizon: how many there are on its first morning"),
        optional("memory_months", MEMORY, "In a horizon: how long an experience is felt"),
        optional("bands", Shape::Object(&BANDS), "From when on one is angry or delighted"),
        optional("spend_factor", Shape::Object(&SPEND_FACTOR), "On what a customer brings"),
        optional("needs", Shape::Object(&NEEDS), "Needs that are remembered; else none is"),
        optional("refers_per_month", Shape::Object(&REFERS), "Prospects that a customer refers"),
        optional("people_told_if_angry", NOT_NEGATIVE, "How many one tells who gets angry"),
        optional("prospects_lost_per_person_told", NOT_NEGATIVE, "Who do not call since they know"),
        optional("told_felt_days", POSITIVE, "Until most of that has been felt; else 30"),
        later("segments", "Customers of several kinds"),
        later("retention_varies", "How retention varies from customer to customer"),
        later("contacts_vary_cv", "How contacts vary from customer to customer"),
        later("contacts_kept_share", "Contacts that angry and delighted customers still make"),
    ]],
    rules: &[
        Rule::ExactlyOne(&["retention_per_month", "retention_observed_per_month"]),
        Rule::Needs("margin_per_month", "value_months"),
        Rule::Needs("people_told_if_angry", "prospects_lost_per_person_told"),
        Rule::Needs("prospects_lost_per_person_told", "people_told_if_angry"),
        Rule::Needs("told_felt_days", "people_told_if_angry"),
    ],
    names: None,
    marker: None,
};

const RETENTION: Shape = Shape::Number(Range { least: 0.0, most: 1.0, ends: Ends::Above });

/// From when on: a probability that is something, of which the hazard is -ln(1 - p).
const FROM: Shape = Shape::Number(Range { least: 0.0, most: 1.0, ends: Ends::Above });

static BANDS: ObjectShape = ObjectShape {
    title: "bands of customers",
    doc: "In a horizon: what still weighs on a customer, as a probability of leaving or staying",
    keys: &[&[
        required("angry_from", FROM, "From which grievance on a customer is angry"),
        required("delighted_from", FROM, "From which goodwill on a customer is delighted"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

static SPEND_FACTOR: ObjectShape = ObjectShape {
    title: "spending by band",
    doc: "In a horizon: factors on `margin_per_month`",
    keys: &[&[
        or_number("angry", NOT_NEGATIVE, 1.0, "Of an angry customer"),
        or_number("neutral", NOT_NEGATIVE, 1.0, "Of one who is neither"),
        or_number("delighted", NOT_NEGATIVE, 1.0, "Of a delighted customer"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

static REFERS: ObjectShape = ObjectShape {
    title: "referrals by band",
    doc: "In a horizon: prospects whom a customer refers in a month",
    keys: &[&[
        or_number("angry", NOT_NEGATIVE, 0.0, "By an angry customer"),
        or_number("neutral", NOT_NEGATIVE, 0.0, "By one who is neither"),
        or_number("delighted", NOT_NEGATIVE, 0.0, "By a delighted customer"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

static NEEDS: ObjectShape = ObjectShape {
    title: "needs that are remembered",
    doc: "In a horizon: `need_probability` is that of a customer of whom nothing is remembered",
    keys: &[&[
        required("return_after_months", MEMORY, "Until most needs that were met come back"),
        required("unmet_last_months", MEMORY, "Until most that nobody met are gone"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

const AT_START: Shape = Shape::Whole(Range::between(1.0, MOST_CUSTOMERS));
const MEMORY: Shape = Shape::Number(Range::between(0.0, LONGEST_EFFECT_MONTHS));

const LOST_CUSTOMER_COSTS: &[Choice] = &[
    Choice { name: "lifetime_value", doc: "The discounted margin of a kept customer" },
    Choice { name: "replacement", doc: "The cost of winning another" },
];

static LEAVES_BECAUSE: ObjectShape = ObjectShape {
    title: "reasons to leave",
    doc: "Probability of leaving within the window because of each experience",
    keys: &[&[
        or_number("abandoned", LEAVES, 0.0, "Gave up waiting"),
        optional("blocked", LEAVES, "No line or no place; else as abandoned"),
        optional("balked", LEAVES, "Declined to wait; else as abandoned"),
        or_number("disconnected", LEAVES, 0.0, "Cut off at closing"),
        or_number("answered_late", LEAVES, 0.0, "Waited longer than the target's seconds"),
        or_number("per_minute_waited", LEAVES, 0.0, "Each minute of wait"),
        or_number("unresolved", LEAVES, 0.0, "The matter was not resolved"),
        or_number("transferred", LEAVES, 0.0, "Handed over to another queue"),
        or_number("unwanted_offer", LEAVES, 0.0, "Offered a product without need"),
        or_number("need_unmet", LEAVES, 0.0, "Had a need and was offered nothing"),
        or_number("broken_promise", LEAVES, 0.0, "Sold what was over-promised"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

static STAYS_BECAUSE: ObjectShape = ObjectShape {
    title: "reasons to stay",
    doc: "Share of the base hazard taken away by each experience",
    keys: &[&[
        or_number("need_met", SHARE, 0.0, "Had a need and accepted an offer"),
        or_number("resolved_at_once", SHARE, 0.0, "Resolved by the first contact"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

pub(crate) static COSTS: ObjectShape = ObjectShape {
    title: "costs",
    doc: "What contacts cost beside labour",
    keys: &[&[
        or_number("per_contact", NOT_NEGATIVE, 0.0, "For each contact that got a line"),
        or_number("per_minute", NOT_NEGATIVE, 0.0, "For each minute of wait and talk"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

pub(crate) static TARGETS: ObjectShape = ObjectShape {
    title: "targets",
    doc: "What was promised, by contact type and for all",
    keys: &[&[
        or_text("service_level_formula", Shape::Choice(FORMULAE), "offered", "The headline"),
        or_number("short_abandon_seconds", NOT_NEGATIVE, 5.0, "Abandoned sooner is short"),
        optional("max_occupancy", SHARE, "Occupancy that agents can bear; else no target"),
    ]],
    rules: &[],
    names: Some(Names { what: "a contact type", shape: Shape::Object(&TARGET) }),
    marker: None,
};

pub(crate) static TARGET: ObjectShape = ObjectShape {
    title: "a target",
    doc: "What was promised to those who wait",
    keys: &[&[
        optional("service_level", SHARE, "Share to be answered in time; else no target"),
        or_number("within_seconds", NOT_NEGATIVE, 20.0, "What is in time"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

/// A answered, O offered, B abandoned or balked; T within the target's seconds, s short.
const FORMULAE: &[Choice] = &[
    Choice { name: "offered", doc: "A_T / O" },
    Choice { name: "answered", doc: "A_T / A" },
    Choice { name: "abandoned_within_excluded", doc: "A_T / (O - B_T)" },
    Choice { name: "abandoned_within_met", doc: "(A_T + B_T) / O" },
    Choice { name: "short_excluded", doc: "A_T / (O - B_s)" },
    Choice { name: "short_met", doc: "(A_T + B_s) / O" },
];
