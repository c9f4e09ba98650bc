//! The cases: scenarios with known answers, as data.
//!
//! Steady-state answers are met by days of 24 hours that start empty: only the hours kept count,
//! from one at which nothing of the empty start is left to one before closing. Answers have ten
//! digits; their sources are named beside them.

use super::case::{Case, Kind, Row, What};
use crate::measures::count::Count;

const fn share(measure: &'static str, what: What, exact: f64) -> Row {
    Row { measure, what, exact, kind: Kind::Probability }
}

const fn quantity(measure: &'static str, what: What, exact: f64) -> Row {
    Row { measure, what, exact, kind: Kind::Quantity }
}

const fn certain(measure: &'static str, what: What, exact: f64) -> Row {
    Row { measure, what, exact, kind: Kind::Certain }
}

const NIGHT_LEFT_OUT: (usize, usize) = (6, 23);

/// All of them, from one queue to many.
pub(super) const CASES: &[Case] = &[
    Case {
        model: "Erlang A, 100 agents",
        source: "birth-death chain",
        scenario: include_str!("cases/erlang-a-100.json"),
        hours: NIGHT_LEFT_OUT,
        days: 500,
        rows: &[
            share("abandoned", What::Share(Count::Abandoned), 0.072_123_006_24),
            quantity("mean wait, s", What::Wait, 12.982_141_12),
            share("answered within 20 s", What::Share(Count::AnsweredWithin), 0.673_276_019_8),
        ],
    },
    Case {
        model: "Erlang A, 5 agents",
        source: "birth-death chain",
        scenario: include_str!("cases/erlang-a-5.json"),
        hours: NIGHT_LEFT_OUT,
        days: 6000,
        rows: &[share("abandoned", What::Share(Count::Abandoned), 0.212_543_101_5)],
    },
    Case {
        model: "Erlang C, 6 agents",
        source: "Erlang's formula",
        scenario: include_str!("cases/erlang-c-6.json"),
        hours: NIGHT_LEFT_OUT,
        days: 1500,
        rows: &[
            share("delayed", What::Share(Count::Delayed), 0.587_516_450_5),
            quantity("mean wait, s", What::Wait, 17.625_493_51),
        ],
    },
    Case {
        model: "Erlang B, lognormal",
        source: "Erlang's formula, for any law",
        scenario: include_str!("cases/erlang-b-20.json"),
        hours: NIGHT_LEFT_OUT,
        days: 1000,
        rows: &[share("blocked", What::Share(Count::Blocked), 0.109_212_845_873)],
    },
    Case {
        model: "Patience exactly 120 s",
        source: "M/M/n+G by quadrature",
        scenario: include_str!("cases/constant-patience.json"),
        hours: NIGHT_LEFT_OUT,
        days: 500,
        rows: &[quantity("mean wait, s", What::Wait, 76.247_808_36)],
    },
    Case {
        model: "Patience Weibull",
        source: "M/M/n+G by quadrature",
        scenario: include_str!("cases/weibull-patience.json"),
        hours: NIGHT_LEFT_OUT,
        days: 1000,
        rows: &[share("abandoned", What::Share(Count::Abandoned), 0.200_569_409_3)],
    },
    Case {
        model: "One group, two priorities",
        source: "Markov chain",
        scenario: include_str!("cases/priority.json"),
        hours: NIGHT_LEFT_OUT,
        days: 2500,
        rows: &[
            share("first abandoned", What::ShareOf("first", Count::Abandoned), 0.088_616_857_83),
            share("second abandoned", What::ShareOf("second", Count::Abandoned), 0.145_029_539_6),
        ],
    },
    Case {
        model: "Specialists and blended",
        source: "Markov chain",
        scenario: include_str!("cases/blended.json"),
        hours: NIGHT_LEFT_OUT,
        days: 4000,
        rows: &[
            share("sales abandoned", What::ShareOf("sales", Count::Abandoned), 0.154_326_212_1),
            share("service abandoned", What::ShareOf("service", Count::Abandoned), 0.137_325_078_4),
            share("blended occupancy", What::Occupancy("blended"), 0.786_986_600_4),
        ],
    },
    Case {
        model: "Offers below a threshold",
        source: "two-phase Markov chain",
        scenario: include_str!("cases/cross-selling.json"),
        hours: NIGHT_LEFT_OUT,
        days: 3000,
        rows: &[
            quantity("mean wait, s", What::Wait, 52.241_162_57),
            quantity("offers an hour", What::AnHour(Count::OffersToNeed), 71.428_487_76),
        ],
    },
    Case {
        model: "Half redial",
        source: "Markov chain with orbit",
        scenario: include_str!("cases/redials.json"),
        // Chains need time to end before closing, when redials are given up.
        hours: (6, 20),
        days: 4000,
        rows: &[
            quantity("attempts an hour", What::AnHour(Count::Offered), 116.479_725_9),
            share("customers never answered", What::ChainsLost, 0.078_515_980_18),
        ],
    },
    Case {
        model: "A changing day from empty",
        source: "differential equations",
        scenario: include_str!("cases/changing-day.json"),
        hours: (0, 6),
        days: 12_000,
        rows: &[
            // Patience is exponential: who abandons before closing is the queue's integral over
            // mean patience, on average.
            quantity("abandoned a day", What::ADay(Count::QueueOpen, 180e6), 129.500_075_1),
            quantity("delayed a day", What::ADay(Count::Delayed, 1.0), 528.703_926_1),
        ],
    },
    Case {
        model: "Hazards and lifetime value",
        source: "by hand",
        scenario: include_str!("cases/retention.json"),
        hours: (0, 10),
        days: 2,
        rows: &[
            // 0.8 would have stayed; 0.97 x 0.99 of them do.
            certain("lost for each customer", What::CustomersLost, 0.8 * (1.0 - 0.97 * 0.99)),
            // 100 r / (1 + i - r) with r = 0.8 and i = 0.1: the 400 months are for ever.
            certain("what one lost costs", What::CostOfOneLost, 100.0 * 0.8 / 0.3),
        ],
    },
];
