//! Contact types: arrivals, work, waiting and what may come of a contact.

use super::common::{COUNT, NAMES, NOT_NEGATIVE, POSITIVE, SHARE};
use super::routing::AMONG_IDLE_AGENTS;
use crate::scenario::limits::{MOST_ATTEMPTS, MOST_COMPLAINTS};
use crate::scenario::shape::{
    Choice, Key, LawShape, ListShape, Names, ObjectShape, Range, Rule, Shape, later, optional,
    or_number, or_text, required,
};

pub(crate) static CONTACT_TYPES: ObjectShape = ObjectShape {
    title: "contact types",
    doc: "What contacts are for, by name",
    keys: &[],
    rules: &[Rule::SomeName],
    names: Some(Names { what: "a contact type", shape: Shape::Object(&CONTACT_TYPE) }),
    marker: None,
};

pub(crate) static CONTACT_TYPE: ObjectShape = ObjectShape {
    title: "a contact type",
    doc: "What a contact is for, how often, how long, and what may come of it",
    keys: &[&[
        optional("volume_per_hour", NOT_NEGATIVE, "Contacts expected in each hour of the day"),
        optional("volume", VOLUME, "Contacts expected in each interval"),
        or_text("arrivals", Shape::Choice(ARRIVALS), "poisson", "How expected becomes actual"),
        optional("busyness", BUSYNESS, "Names of busyness factors; they are multiplied"),
        required("handle_time", HANDLE_TIME, "Talk time"),
        optional("wrap_up", Shape::Law(&LawShape::WORK), "Work after talk; else none"),
        optional("patience", Shape::Law(&LawShape::PATIENCE), "Longest wait; else nobody abandons"),
        optional("balking", Shape::Object(&BALKING), "Declining to wait; else nobody does"),
        optional("waiting_places", COUNT, "How many may wait at once; else unlimited"),
        optional("redial", Shape::Object(&REDIAL), "Calling again when lost; else nobody does"),
        or_number("existing_customer_share", SHARE, 1.0, "Share whose customer can be lost"),
        optional("sale", Shape::Object(&SALE), "What a contact may buy; else nothing"),
        optional("resolution_probability", SHARE, "Resolved when answered; else always, unsaid"),
        optional("recovers_share", SHARE, "In a horizon: of a grievance, once resolved; else 0"),
        optional("wait_is_felt", Shape::Truth, "In a horizon: whether waiting is one; else true"),
        optional("repeat", Shape::Object(&REPEAT), "Calling again unresolved; else nobody does"),
        or_number("need_probability", SHARE, 0.0, "Share with a need for a product"),
        optional("offer", Shape::Object(&OFFER), "Offering a product; else never"),
        optional("transfer_of_need", Shape::Object(&TRANSFER), "Handing a need over; else never"),
        or_number("waiting_cost_per_minute", NOT_NEGATIVE, 1.0, "For the rule c_mu only"),
        optional("queue_share", SHARE, "For the rule queue_ratio only; else its share of volume"),
        optional("among_idle_agents", Shape::Choice(AMONG_IDLE_AGENTS), "Else that of `routing`"),
        later("leads_to", "Consequences by name"),
        later("channel", "Another channel than the telephone"),
        later("callbacks", "Calling back instead of waiting"),
        later("volume_includes_redials", "Volumes that count attempts"),
        later("timestamps", "Arrivals as they were recorded"),
    ]],
    rules: &[Rule::ExactlyOne(&["volume_per_hour", "volume"])],
    names: None,
    marker: None,
};

const VOLUME: Shape = Shape::OneOf(&[Shape::List(&VOLUMES), Shape::Object(&VOLUME_OBJECT)]);

static VOLUMES: ListShape =
    ListShape { item: NOT_NEGATIVE, what: "number for each interval", least: 1, most: 96 };

static VOLUME_OBJECT: ObjectShape = ObjectShape {
    title: "a volume",
    doc: "Contacts expected in each interval",
    keys: &[&[
        optional("from", Shape::Text, "Name of one of the `inputs`"),
        optional("per_interval", Shape::List(&VOLUMES), "One number for each interval"),
    ]],
    rules: &[Rule::ExactlyOne(&["from", "per_interval"])],
    names: None,
    marker: None,
};

const ARRIVALS: &[Choice] = &[
    Choice { name: "poisson", doc: "Poisson, at uniform places in the interval" },
    Choice { name: "fixed", doc: "Exactly the (whole) number given, at uniform places" },
];

const BUSYNESS: Shape = Shape::OneOf(&[Shape::Text, Shape::List(&NAMES)]);

const HANDLE_TIME: Shape =
    Shape::OneOf(&[Shape::Object(&HANDLE_TIME_FROM), Shape::Law(&LawShape::HANDLE_TIME)]);

/// The families that a mean from CSV goes with are those of a mean and a cv.
static HANDLE_TIME_FROM: ObjectShape = ObjectShape {
    title: "a handle time from an input",
    doc: "Means for each interval from a CSV file",
    keys: &[&[
        required("from", Shape::Text, "Name of one of the `inputs`"),
        optional("distribution", Shape::Choice(BY_MEAN), "Lognormal unless given"),
        optional("cv", Shape::Number(Range::between(0.0, 50.0)), "Else 1"),
    ]],
    rules: &[],
    names: None,
    marker: Some("from"),
};

const BY_MEAN: &[Choice] = &[
    Choice { name: "constant", doc: "Always the mean" },
    Choice { name: "exponential", doc: "Its cv is 1" },
    Choice { name: "lognormal", doc: "The usual law of talk times" },
    Choice { name: "gamma", doc: "By mean and cv" },
    Choice { name: "weibull", doc: "By mean and cv" },
    Choice { name: "hyperexponential", doc: "By mean and cv" },
];

static BALKING: ObjectShape = ObjectShape {
    title: "balking",
    doc: "Declining to wait",
    keys: &[&[
        optional("probability", SHARE, "Declines at once, whatever the wait"),
        optional(
            "announced_wait",
            Shape::Law(&LawShape::PATIENCE),
            "The longest announced wait that a customer accepts",
        ),
    ]],
    rules: &[Rule::AtLeastOne(&["probability", "announced_wait"])],
    names: None,
    marker: None,
};

static REDIAL: ObjectShape = ObjectShape {
    title: "a redial",
    doc: "Calling again after being blocked, balking or abandoning",
    keys: &[&[
        required("probability", SHARE, "That a lost attempt is made again"),
        required("delay", Shape::Law(&LawShape::DELAY), "From the moment the attempt was lost"),
        optional("max_attempts", ATTEMPTS, "Attempts in all, the first included; else no limit"),
        optional("contact_type", Shape::Text, "As which type; else the same"),
        or_text("patience", Shape::Choice(PATIENCE), "redrawn", "The patience of the redial"),
        or_text("after_close", Shape::Choice(AFTER_CLOSE), "give_up", "What comes after closing"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

const ATTEMPTS: Shape = Shape::Whole(Range::between(1.0, MOST_ATTEMPTS));

const AFTER_CLOSE: &[Choice] = &[
    Choice { name: "give_up", doc: "The customer does not call again" },
    Choice { name: "next_day", doc: "It comes on a later day: without a horizon, deferred work" },
];

const PATIENCE: &[Choice] = &[
    Choice { name: "kept", doc: "The patience of the attempt before" },
    Choice { name: "redrawn", doc: "A new one" },
];

static SALE: ObjectShape = ObjectShape {
    title: "a sale",
    doc: "What a contact may buy",
    keys: &[&[
        required("conversion_probability", SHARE, "That an answered contact buys at once"),
        optional(
            "half_life_wait_seconds",
            POSITIVE,
            "Each such wait halves the conversion probability; else it does not fall",
        ),
        REVENUE,
        CONTRIBUTION_SHARE,
        CONTRIBUTION,
        or_number("overpromise_probability", SHARE, 0.0, "That a sale is over-promised"),
        optional("complaint", Shape::Object(&COMPLAINT), "What an over-promised sale leads to"),
        later("cancellation", "A sale taken back"),
        ADDS_MARGIN,
    ]],
    rules: &[Rule::AtMostOne(&["contribution_share", "contribution"])],
    names: None,
    marker: None,
};

const ADDS_MARGIN: Key =
    optional("adds_margin_per_month", NOT_NEGATIVE, "In a horizon: money a month from then on");
const REVENUE: Key = or_number("revenue", Shape::Law(&LawShape::MONEY), 0.0, "Money for one sale");
const CONTRIBUTION_SHARE: Key =
    or_number("contribution_share", SHARE, 1.0, "Share of the revenue that is earned");
const CONTRIBUTION: Key =
    optional("contribution", NOT_NEGATIVE, "Money earned by one sale, instead of a share");

static COMPLAINT: ObjectShape = ObjectShape {
    title: "a complaint",
    doc: "Contacts that an over-promised sale leads to",
    keys: &[&[
        required("contact_type", Shape::Text, "Type of the complaint"),
        optional(
            "mean_count",
            Shape::Number(Range::between(0.0, MOST_COMPLAINTS)),
            "Mean of a Poisson number of complaints",
        ),
        optional("count", Shape::Whole(Range::between(0.0, MOST_COMPLAINTS)), "Exactly so many"),
        DELAY,
        DELAY_DAYS,
    ]],
    rules: &[
        Rule::ExactlyOne(&["mean_count", "count"]),
        Rule::ExactlyOne(&["delay", "delay_days"]),
    ],
    names: None,
    marker: None,
};

const DELAY: Key = optional("delay", Shape::Law(&LawShape::DELAY), "From the end of talk");
const DELAY_DAYS: Key =
    optional("delay_days", Shape::Law(&LawShape::DELAY_DAYS), "From the end of talk, in days");

static REPEAT: ObjectShape = ObjectShape {
    title: "a repeat",
    doc: "Calling again because the matter was not resolved",
    keys: &[&[
        required("probability", SHARE, "That an unresolved contact is repeated"),
        DELAY,
        DELAY_DAYS,
        optional("contact_type", Shape::Text, "As which type; else the same"),
    ]],
    rules: &[Rule::ExactlyOne(&["delay", "delay_days"])],
    names: None,
    marker: None,
};

static OFFER: ObjectShape = ObjectShape {
    title: "an offer",
    doc: "Offering a product to somebody who called for service",
    keys: &[&[
        or_text("when", OFFER_WHEN, "always", "When a candidate is offered to"),
        required("handle_time", Shape::Law(&LawShape::WORK), "Extra talk by the same agent"),
        required("acceptance_probability", ACCEPTANCE, "That the offer is accepted"),
        REVENUE,
        CONTRIBUTION_SHARE,
        CONTRIBUTION,
        ADDS_MARGIN,
    ]],
    rules: &[Rule::AtMostOne(&["contribution_share", "contribution"])],
    names: None,
    marker: None,
};

const OFFER_WHEN: Shape = Shape::OneOf(&[Shape::Choice(WHEN), Shape::Object(&OFFER_RULE)]);

const WHEN: &[Choice] = &[
    Choice { name: "never", doc: "Off" },
    Choice { name: "always", doc: "Whenever there is a candidate" },
];

pub(crate) static OFFER_RULE: ObjectShape = ObjectShape {
    title: "an offer rule",
    doc: "Every condition given must hold",
    keys: &[&[
        optional("never", Shape::Truth, "Off, whatever else is said"),
        optional("waiting_at_most", COUNT, "Waiting contacts in queues that the group serves"),
        optional("in_system_at_most", COUNT, "Waiting and in handling, this one included"),
        optional("idle_at_least", COUNT, "Idle agents of the group"),
        optional("clock", OFFER_CLOCK, "Between two times of day, or in one of several windows"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

/// A window, or several; which of the two shows in the first item.
const OFFER_CLOCK: Shape = Shape::OneOf(&[Shape::List(&WINDOW), Shape::List(&WINDOWS)]);

pub(crate) static WINDOW: ListShape =
    ListShape { item: Shape::Clock, what: "time of day (from, to)", least: 2, most: 2 };

static WINDOWS: ListShape =
    ListShape { item: Shape::List(&WINDOW), what: "pair of times of day", least: 1, most: 96 };

const ACCEPTANCE: Shape = Shape::OneOf(&[SHARE, Shape::Object(&ACCEPTANCE_BY_NEED)]);

static ACCEPTANCE_BY_NEED: ObjectShape = ObjectShape {
    title: "an acceptance probability by need",
    doc: "Acceptance depends on whether there is a need",
    keys: &[&[
        required("with_need", SHARE, "That a customer with the need accepts"),
        required("without_need", SHARE, "That a customer without it accepts"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

static TRANSFER: ObjectShape = ObjectShape {
    title: "a transfer of need",
    doc: "Handing a detected need over to another queue where the group does not offer",
    keys: &[&[
        required("to", Shape::Text, "Contact type of the other queue"),
        required("probability", SHARE, "That a detected need is transferred"),
        optional("handle_time", Shape::Law(&LawShape::WORK), "Else that of the other type"),
        optional("patience", Shape::Law(&LawShape::PATIENCE), "Else that of the other type"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};
