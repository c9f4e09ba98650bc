//! What agents did with their time.

use super::{Better, Definition, Unit};
use crate::measures::count::{Count, GroupCount};
use crate::measures::recipe::{
    At, GROUPS, Made, Part, STAFF, STAFF_AND_INTERVALS, Scale, Sum, TOTAL, TYPES,
};

use Better::Neither;
use Made::{Mean, MeanOfDays, Ratio};
use Part::{LessGroup, Of, OfGroup, OfferedWork};

const HANDLING: Sum = &[OfGroup(GroupCount::HandlingOpen), OfGroup(GroupCount::HandlingClosed)];
const PRODUCTIVE: Sum = &[OfGroup(GroupCount::Productive)];
const PAID: Sum = &[OfGroup(GroupCount::Paid)];

pub(super) const ALL: &[Definition] = &[
    Definition::new(
        "handle_time_seconds",
        "Handle time",
        Unit::Seconds,
        Neither,
        &[
            At(TYPES, Ratio(&[Of(Count::Handle)], &[Of(Count::Answered)])),
            At(GROUPS, Ratio(HANDLING, &[OfGroup(GroupCount::Answered)])),
        ],
        "Talk (offers included) and wrap-up, over contacts answered; transfer legs count for the \
         agent group that took them and not for the contact type.",
    ),
    Definition::new(
        "agents",
        "Agents on duty",
        Unit::Number,
        Neither,
        &[At(STAFF_AND_INTERVALS, MeanOfDays(&[OfGroup(GroupCount::OnDutyOpen)]))],
        "Agents on duty (idle or handling, not on a break), averaged over the time from opening to \
         closing; for an interval, over the interval.",
    )
    .scaled(Scale::OpenTime),
    Definition::new(
        "occupancy",
        "Occupancy",
        Unit::Share,
        Neither,
        &[At(
            STAFF_AND_INTERVALS,
            Ratio(&[OfGroup(GroupCount::HandlingOpen)], &[OfGroup(GroupCount::OnDutyOpen)]),
        )],
        "Handling, wrap-up included, over time on duty, both from opening to closing; those who \
         finish a contact after their own end are on duty until then.",
    ),
    Definition::new(
        "utilisation",
        "Utilisation",
        Unit::Share,
        Neither,
        &[At(STAFF, Ratio(&[OfGroup(GroupCount::Paid), LessGroup(GroupCount::Away)], PAID))],
        "Paid time on duty, over paid time (the schedule, and handling after the agent's own end); \
         what is missing to 1 is breaks, shrinkage and absence.",
    ),
    Definition::new(
        "load",
        "Load",
        Unit::Number,
        Neither,
        &[At(GROUPS, Ratio(HANDLING, PRODUCTIVE)), At(TOTAL, Ratio(&[OfferedWork], PRODUCTIVE))],
        "Work over productive agent time (the schedule less breaks, shrinkage and absence): for \
         the whole centre all work offered, each type's offered contacts at the mean handle time \
         of its answered ones, so that above 1 the agents cannot do it; for an agent group, the \
         handling it did.",
    ),
    Definition::new(
        "paid_hours",
        "Paid hours",
        Unit::Number,
        Better::Lower,
        &[At(STAFF, Mean(PAID))],
        "Hours paid a day: the schedule, breaks and shrinkage included, and handling after the \
         agent's own end.",
    )
    .scaled(Scale::Hours),
];
