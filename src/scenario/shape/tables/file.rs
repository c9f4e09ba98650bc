//! The two kinds of file, and what a scenario has beside contacts and agents.

use super::common::{CV, SOME};
use super::sweep::SWEEP;
use super::{checks, contacts, customers, groups, horizon, routing, verbs};
use crate::scenario::shape::{
    Choice, Key, Names, ObjectShape, Range, Rule, Shape, later, optional, or_empty, or_number,
    or_text, required,
};
use crate::scenario::text::tree::Node;

/// A whole scenario.
pub static SCENARIO: ObjectShape = ObjectShape {
    title: "a scenario",
    doc: "A contact centre on one day",
    keys: &[&[
        optional("$schema", Shape::Text, "Where the schema of this file is; for editors"),
        required("format", Shape::WholeOf(&[1]), "Version of the file format"),
        or_text("name", Shape::Label, "unnamed", "Title of reports"),
        or_text("currency", Shape::Label, "", "Label for money, such as EUR"),
        required("day", Shape::Object(&DAY), "Opening hours and intervals"),
        optional("inputs", Shape::Object(&INPUTS), "CSV files that other keys read from"),
        optional("busyness_factors", Shape::Object(&BUSYNESS_FACTORS), "How wrong a forecast is"),
        optional(
            "lines",
            SOME,
            "Telephone lines, held from arrival to end of talk; else unlimited",
        ),
        required("contact_types", Shape::Object(&contacts::CONTACT_TYPES), "What contacts are for"),
        optional(
            "incentive_profiles",
            Shape::Object(&groups::INCENTIVE_PROFILES),
            "What agents are paid to do",
        ),
        required("agent_groups", Shape::Object(&groups::AGENT_GROUPS), "Agents with equal skills"),
        optional("shrinkage", Shape::Object(&groups::SHRINKAGE), "Paid time away from contacts"),
        or_empty("routing", &routing::ROUTING, "Who takes which contact"),
        optional("customers", Shape::Object(&customers::CUSTOMERS), "How contacts move customers"),
        or_empty("prospects", &horizon::PROSPECTS, "Who is no customer yet, in a horizon"),
        or_empty("costs", &customers::COSTS, "What contacts cost beside labour"),
        or_empty("targets", &customers::TARGETS, "What was promised"),
        or_empty("run", &RUN, "How it is run unless the command line says otherwise"),
        optional("variants", Shape::Object(&verbs::VARIANTS), "Named differences from this file"),
        optional("contrasts", Shape::Object(&verbs::CONTRASTS), "Means of variants compared"),
        CHECKS,
        optional(
            "steady_state",
            Shape::Object(&STEADY_STATE),
            "One interval for ever instead of a day",
        ),
        optional(
            "horizon",
            Shape::Object(&horizon::HORIZON),
            "Many calendar days in a row instead of one",
        ),
        later("survey", "What customers say when they are asked"),
        later("scorecards", "Designs ranked by figures of several kinds"),
        optional("sweep", SWEEP, "What `switchroom sweep` varies"),
        later("callbacks", "Calling back instead of waiting"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

/// A file of differences from another file.
pub static WHAT_IF: ObjectShape = ObjectShape {
    title: "a what-if file",
    doc: "Named differences from a base scenario",
    keys: &[&[
        optional("$schema", Shape::Text, "Where the schema of this file is; for editors"),
        optional("format", Shape::WholeOf(&[1]), "Version of the file format"),
        optional("name", Shape::Label, "Title of reports"),
        required("base", Shape::Text, "The scenario file, relative to this one"),
        optional("variants", Shape::Object(&verbs::VARIANTS), "Named differences from the base"),
        optional("contrasts", Shape::Object(&verbs::CONTRASTS), "Means of variants compared"),
        CHECKS,
        optional("sweep", SWEEP, "What `switchroom sweep` varies"),
    ]],
    rules: &[],
    names: None,
    marker: Some("base"),
};

const CHECKS: Key =
    optional("checks", Shape::Object(&checks::CHECKS), "What must hold, for `switchroom check`");

/// Either file.
pub static FILE: Shape = Shape::OneOf(&[Shape::Object(&WHAT_IF), Shape::Object(&SCENARIO)]);

/// Which of the two files a tree is: a what-if names its base.
#[must_use]
pub fn file_shape(root: &Node) -> &'static ObjectShape {
    if root.get("base").is_some() { &WHAT_IF } else { &SCENARIO }
}

static DAY: ObjectShape = ObjectShape {
    title: "a day",
    doc: "Opening hours and the grid of intervals",
    keys: &[&[
        optional("date", Shape::Date, "Which rows of the CSV files are read; else a label"),
        optional("time_zone", Shape::Label, "A label"),
        required("opens", Shape::Clock, "Opening time"),
        required("closes", Shape::Clock, "Closing time; not after opening: on the next day"),
        or_number("interval_minutes", Shape::WholeOf(&[15, 30, 60]), 30.0, "Length of an interval"),
        or_text("after_close", Shape::Choice(AFTER_CLOSE), "finish_waiting", "Those who wait then"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

static STEADY_STATE: ObjectShape = ObjectShape {
    title: "a steady state",
    doc: "One interval's parameters for ever, busyness 1, measured in batches after a warm-up",
    keys: &[&[
        optional("interval", Shape::Clock, "Start of the interval that is frozen; else the first"),
        or_number(
            "warm_up_minutes",
            Shape::Whole(Range::between(0.0, LONGEST_MINUTES)),
            120.0,
            "Dropped before the first batch, and as much after the last",
        ),
        or_number("batches", Shape::Whole(Range::between(20.0, 1000.0)), 20.0, "In a replication"),
        or_number(
            "batch_minutes",
            Shape::Whole(Range::between(1.0, LONGEST_MINUTES)),
            240.0,
            "Length of a batch",
        ),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

/// Ten weeks: a longer warm-up or batch is a slip.
const LONGEST_MINUTES: f64 = 100_800.0;

const AFTER_CLOSE: &[Choice] = &[
    Choice { name: "finish_waiting", doc: "Agents stay while there is something they can take" },
    Choice { name: "clear", doc: "Those who wait are disconnected" },
];

static INPUTS: ObjectShape = ObjectShape {
    title: "inputs",
    doc: "CSV files that other keys read from",
    keys: &[],
    rules: &[],
    names: Some(Names { what: "an input", shape: Shape::Object(&INPUT) }),
    marker: None,
};

static INPUT: ObjectShape = ObjectShape {
    title: "an input",
    doc: "A CSV file with a header",
    keys: &[&[
        required("csv", Shape::Text, "The file, relative to this one"),
        optional("columns", Shape::Object(&COLUMNS), "Headers of the file, if not ours"),
        optional(
            "decimal_mark",
            DECIMAL_MARK,
            "Of the file's numbers, where its cells leave it open",
        ),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

const DECIMAL_MARK: Shape = Shape::Choice(DECIMAL_MARKS);

/// What may stand before the decimals in a CSV file.
pub(crate) const DECIMAL_MARKS: &[Choice] = &[
    Choice { name: ".", doc: "1.250 is one and a quarter" },
    Choice { name: ",", doc: "1.250 is 1250" },
];

static COLUMNS: ObjectShape = ObjectShape {
    title: "columns",
    doc: "Our column names and the headers of the file that stand for them",
    keys: &[&[
        optional("date", Shape::Text, "Header of the date, YYYY-MM-DD"),
        optional("interval_start", Shape::Text, "Header of the interval's start, HH:MM"),
        optional("contact_type", Shape::Text, "Header of the contact type"),
        optional("offered", Shape::Text, "Header of the contacts offered"),
        optional("handle_time_seconds", Shape::Text, "Header of the mean handle time"),
        optional("handled", Shape::Text, "Header of the contacts handled"),
        optional("total_handle_time_seconds", Shape::Text, "Header of all handle time"),
        optional("agent_group", Shape::Text, "Header of the agent group"),
        optional("agents", Shape::Text, "Header of the productive agents"),
        optional("scheduled_agents", Shape::Text, "Header of the scheduled agents"),
        optional("agent", Shape::Text, "Header of the agent"),
        optional("start", Shape::Text, "Header of a shift's start"),
        optional("end", Shape::Text, "Header of a shift's end"),
        optional("break_start", Shape::Text, "Header of a break's start"),
        optional("break_end", Shape::Text, "Header of a break's end"),
        later("interval_start_utc", "Header of a time stamp in UTC"),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

static BUSYNESS_FACTORS: ObjectShape = ObjectShape {
    title: "busyness factors",
    doc: "Random factors on volumes, drawn once a day and shared by the types that name them",
    keys: &[],
    rules: &[],
    names: Some(Names { what: "a busyness factor", shape: Shape::Object(&BUSYNESS_FACTOR) }),
    marker: None,
};

static BUSYNESS_FACTOR: ObjectShape = ObjectShape {
    title: "a busyness factor",
    doc: "The error of a forecast, not the variation of raw counts",
    keys: &[&[
        or_number("cv", CV, 0.0, "Coefficient of variation of the day's gamma factor of mean 1"),
        or_number("interval_cv", CV, 0.0, "The same of each interval's lognormal factor of mean 1"),
        or_number(
            "interval_correlation",
            Shape::Number(Range::between(-0.99, 0.99)),
            0.0,
            "Lag-one correlation of the interval factors' logarithms",
        ),
    ]],
    rules: &[],
    names: None,
    marker: None,
};

const REPLICATIONS: Shape = Shape::OneOf(&[
    Shape::Whole(Range::between(1.0, 1e9)),
    Shape::Choice(&[Choice { name: "auto", doc: "As many as the precision takes" }]),
]);

/// Half-widths of a service level that may be asked for.
pub const HALF_WIDTHS: Range = Range::between(1e-6, 0.5);

/// Levels of intervals.
pub const CONFIDENCES: Range = Range::between(0.5, 0.9999);

const PRECISION: Shape = Shape::OneOf(&[Shape::Number(HALF_WIDTHS), Shape::Object(&PRECISIONS)]);

static PRECISIONS: ObjectShape = ObjectShape {
    title: "precisions",
    doc: "Figures as in the results, such as `contact_types.sales.asa_seconds`, each with the \
          half-width at which `auto` ends",
    keys: &[],
    rules: &[Rule::SomeName],
    names: Some(Names {
        what: "a figure",
        shape: Shape::OneOf(&[Shape::Number(Range::POSITIVE), Shape::Text]),
    }),
    marker: None,
};

static RUN: ObjectShape = ObjectShape {
    title: "run settings",
    doc: "How it is run unless the command line says otherwise",
    keys: &[&[
        optional("replications", REPLICATIONS, "Days simulated; `auto`: as `precision` takes"),
        optional(
            "precision",
            PRECISION,
            "Half-width of every contact type's service level at which `auto` ends, or figures, \
             each with its own: a number, or a percentage as \"1%\"; else 0.005",
        ),
        or_number(
            "confidence",
            Shape::Number(CONFIDENCES),
            0.95,
            "Level of all confidence intervals",
        ),
        or_number(
            "seed",
            Shape::Whole(Range::between(0.0, 9_007_199_254_740_991.0)),
            1.0,
            "Which random numbers",
        ),
    ]],
    rules: &[],
    names: None,
    marker: None,
};
