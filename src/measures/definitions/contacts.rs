//! What became of contacts, and how long they waited.

use super::{Better, Definition, Unit, count};
use crate::measures::count::{Count, GroupCount};
use crate::measures::recipe::{
    At, GROUPS_AND_INTERVALS, Made, Part, Pool, Scale, Sum, TYPES, TYPES_AND_INTERVALS,
};

use Better::{Higher, Lower, Neither};
use Made::{Mean, MeanOfDays, Percentile, Ratio};
use Part::Of;

/// Those whose wait is known: answered, abandoned and balked.
const WAITED: Sum = &[Of(Count::Answered), Of(Count::Abandoned), Of(Count::Balked)];
const OFFERED: Sum = &[Of(Count::Offered)];

pub(super) const ALL: &[Definition] = &[
    count(
        "offered",
        "Offered",
        Neither,
        &[At(TYPES_AND_INTERVALS, Mean(OFFERED))],
        "Attempts that reached us a day, redials and repeats included; transfer legs are not \
         offered again.",
    ),
    count(
        "answered",
        "Answered",
        Higher,
        &[
            At(TYPES_AND_INTERVALS, Mean(&[Of(Count::Answered)])),
            At(GROUPS_AND_INTERVALS, Mean(&[Part::OfGroup(GroupCount::Answered)])),
        ],
        "Contacts answered by an agent a day; for an agent group, contacts and transfer legs that \
         it answered.",
    ),
    count(
        "abandoned",
        "Abandoned",
        Lower,
        &[At(TYPES_AND_INTERVALS, Mean(&[Of(Count::Abandoned)]))],
        "Contacts a day that joined the queue and left it before they were answered, short \
         abandons included.",
    )
    .of_events_among("offered"),
    count(
        "blocked",
        "Blocked",
        Lower,
        &[At(TYPES_AND_INTERVALS, Mean(&[Of(Count::Blocked)]))],
        "Contacts a day turned away for want of a line or a waiting place.",
    )
    .of_events_among("offered"),
    count(
        "balked",
        "Balked",
        Lower,
        &[At(TYPES_AND_INTERVALS, Mean(&[Of(Count::Balked)]))],
        "Contacts a day that would have had to wait and declined to.",
    )
    .of_events_among("offered"),
    count(
        "disconnected",
        "Disconnected",
        Lower,
        &[At(TYPES, Mean(&[Of(Count::Disconnected)]))],
        "Contacts a day that were waiting when the centre closed and cleared its queues.",
    )
    .of_events_among("offered"),
    count(
        "waiting_at_end",
        "Waiting at end",
        Lower,
        &[At(TYPES, Mean(&[Of(Count::WaitingAtEnd)]))],
        "Contacts a day still waiting when nobody was left who could ever answer them.",
    )
    .of_events_among("offered"),
    share(
        "abandon_rate",
        "Abandon rate",
        &[At(TYPES_AND_INTERVALS, Ratio(&[Of(Count::Abandoned)], OFFERED))],
        "Contacts abandoned, over contacts offered; balked and blocked contacts stand apart.",
    )
    .of_events_among("offered"),
    share(
        "delayed_share",
        "Delayed",
        &[At(TYPES, Ratio(&[Of(Count::Delayed)], OFFERED))],
        "Contacts that joined a queue because no agent could take them at once, over contacts \
         offered.",
    ),
    seconds(
        "asa_seconds",
        "ASA",
        &[At(TYPES_AND_INTERVALS, Ratio(&[Of(Count::WaitAnswered)], &[Of(Count::Answered)]))],
        "Average speed of answer: the waits of answered contacts, over contacts answered, those \
         answered at once included.",
    ),
    seconds(
        "answered_delayed_wait_seconds",
        "Mean wait of answered who waited",
        &[At(TYPES, Ratio(&[Of(Count::WaitAnswered)], &[Of(Count::AnsweredDelayed)]))],
        "The waits of answered contacts, over those answered after a wait; those answered at once \
         stand apart.",
    ),
    seconds(
        "answered_delayed_wait_p50_seconds",
        "Median wait of answered who waited",
        &[At(TYPES, Percentile(Pool::AnsweredDelayed, 0.5))],
        "The wait that half of the contacts answered after a wait do not exceed.",
    ),
    seconds(
        "answered_delayed_wait_p95_seconds",
        "Wait of answered who waited P95",
        &[At(TYPES, Percentile(Pool::AnsweredDelayed, 0.95))],
        "The wait that 95 % of the contacts answered after a wait do not exceed.",
    ),
    seconds(
        "mean_wait_seconds",
        "Mean wait",
        &[At(
            TYPES_AND_INTERVALS,
            Ratio(&[Of(Count::WaitAnswered), Of(Count::WaitAbandoned)], WAITED),
        )],
        "The waits of answered, abandoned and balked contacts, over their number; those who \
         balked waited 0.",
    ),
    seconds(
        "wait_p50_seconds",
        "Median wait",
        &[At(TYPES, Percentile(Pool::All, 0.5))],
        "The wait that half of the answered, abandoned and balked contacts of all days do not \
         exceed.",
    ),
    seconds(
        "wait_p80_seconds",
        "Wait P80",
        &[At(TYPES, Percentile(Pool::All, 0.8))],
        "The wait that 80 % of the answered, abandoned and balked contacts of all days do not \
         exceed.",
    ),
    seconds(
        "wait_p90_seconds",
        "Wait P90",
        &[At(TYPES, Percentile(Pool::All, 0.9))],
        "The wait that 90 % of the answered, abandoned and balked contacts of all days do not \
         exceed.",
    ),
    seconds(
        "wait_p95_seconds",
        "Wait P95",
        &[At(TYPES, Percentile(Pool::All, 0.95))],
        "The wait that 95 % of the answered, abandoned and balked contacts of all days do not \
         exceed.",
    ),
    seconds(
        "wait_p99_seconds",
        "Wait P99",
        &[At(TYPES, Percentile(Pool::All, 0.99))],
        "The wait that 99 % of the answered, abandoned and balked contacts of all days do not \
         exceed.",
    ),
    seconds(
        "answered_wait_p50_seconds",
        "Median wait of answered",
        &[At(TYPES, Percentile(Pool::Answered, 0.5))],
        "The wait that half of the answered contacts of all days do not exceed.",
    ),
    seconds(
        "answered_wait_p80_seconds",
        "Wait of answered P80",
        &[At(TYPES, Percentile(Pool::Answered, 0.8))],
        "The wait that 80 % of the answered contacts of all days do not exceed.",
    ),
    seconds(
        "answered_wait_p90_seconds",
        "Wait of answered P90",
        &[At(TYPES, Percentile(Pool::Answered, 0.9))],
        "The wait that 90 % of the answered contacts of all days do not exceed.",
    ),
    seconds(
        "answered_wait_p95_seconds",
        "Wait of answered P95",
        &[At(TYPES, Percentile(Pool::Answered, 0.95))],
        "The wait that 95 % of the answered contacts of all days do not exceed.",
    ),
    seconds(
        "answered_wait_p99_seconds",
        "Wait of answered P99",
        &[At(TYPES, Percentile(Pool::Answered, 0.99))],
        "The wait that 99 % of the answered contacts of all days do not exceed.",
    ),
    seconds(
        "max_wait_seconds",
        "Longest wait",
        &[At(TYPES, MeanOfDays(&[Of(Count::MaxWait)]))],
        "The longest wait of the day among answered, abandoned and balked contacts, averaged over \
         days.",
    ),
    Definition::new(
        "queue_length",
        "Queue",
        Unit::Number,
        Lower,
        &[At(TYPES_AND_INTERVALS, MeanOfDays(&[Of(Count::QueueOpen)]))],
        "The number waiting (transfer legs included), averaged over the time from opening to \
         closing; for an interval, over the interval.",
    )
    .scaled(Scale::OpenTime),
    count(
        "redialled",
        "Redialled",
        Lower,
        &[At(TYPES_AND_INTERVALS, Mean(&[Of(Count::Redialled)]))],
        "Redials that reached us a day: new attempts of customers who were blocked, balked or \
         abandoned; they are among the offered.",
    ),
    count(
        "due_after_close",
        "Redial due after close",
        Lower,
        &[At(TYPES, Mean(&[Of(Count::DueAfterClose)]))],
        "Redials a day that fell due at or after closing and were given up.",
    ),
    count(
        "attempts_exhausted",
        "Attempts exhausted",
        Lower,
        &[At(TYPES, Mean(&[Of(Count::AttemptsExhausted)]))],
        "Lost contacts a day whose customer would have redialled but had no attempt left.",
    ),
    count(
        "repeats",
        "Repeats",
        Lower,
        &[At(TYPES, Mean(&[Of(Count::Repeats)]))],
        "Contacts a day that reached us because an earlier one of the same day was not resolved.",
    ),
    count(
        "complaints",
        "Complaints",
        Lower,
        &[At(TYPES, Mean(&[Of(Count::ComplaintsToday)]))],
        "Contacts a day that reached us because a sale of the same day was over-promised.",
    ),
    count(
        "transfers",
        "Transfers",
        Neither,
        &[At(TYPES, Mean(&[Of(Count::Transfers)]))],
        "Answered contacts a day that were handed over to another queue, at the type they first \
         came as.",
    ),
    count(
        "transfers_answered",
        "Transfers answered",
        Neither,
        &[At(TYPES, Mean(&[Of(Count::TransfersAnswered)]))],
        "Transfer legs a day that were answered, at the type the contact first came as.",
    ),
    count(
        "transfers_abandoned",
        "Transfers abandoned",
        Lower,
        &[At(TYPES, Mean(&[Of(Count::TransfersAbandoned)]))],
        "Transfer legs a day that were abandoned while they waited, at the type the contact first \
         came as.",
    )
    .of_events_among("transfers"),
    seconds(
        "transfer_wait_seconds",
        "Wait of transfers",
        &[At(
            TYPES,
            Ratio(
                &[Of(Count::TransferWait)],
                &[Of(Count::TransfersAnswered), Of(Count::TransfersAbandoned)],
            ),
        )],
        "The waits of answered and abandoned transfer legs, over their number.",
    ),
    Definition::new(
        "resolution_rate",
        "Resolved",
        Unit::Share,
        Higher,
        &[At(TYPES, Ratio(&[Of(Count::Resolved)], &[Of(Count::ResolutionAsked)]))],
        "Contacts resolved, over answered contacts of types with a resolution probability.",
    ),
];

const fn share(
    key: &'static str,
    name: &'static str,
    made: &'static [At],
    formula: &'static str,
) -> Definition {
    Definition::new(key, name, Unit::Share, Lower, made, formula)
}

const fn seconds(
    key: &'static str,
    name: &'static str,
    made: &'static [At],
    formula: &'static str,
) -> Definition {
    Definition::new(key, name, Unit::Seconds, Lower, made, formula)
}
