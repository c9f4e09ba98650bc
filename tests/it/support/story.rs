//! A tiny floor with hand-written times, told event by event: nothing in it is random.

use std::fmt::Write as _;

use switchroom::engine::{self, Model, Workspace};
use switchroom::measures::count::{Count, DayTotals, GroupCount};
use switchroom::measures::day::DayTally;
use switchroom::scenario::model::{
    AfterClose, Costs, Customers, Day, PolicyKind, Prospects, Remarks, Routing, RunSettings,
    Scenario, ServiceLevelFormula, Targets,
};

use super::centre::{GroupTold, TypeTold};
use super::transcript::{About, Transcript};

/// A centre and its day; an hour long unless told otherwise.
#[derive(Clone)]
pub(crate) struct Story {
    types: Vec<TypeTold>,
    groups: Vec<GroupTold>,
    minutes: u32,
    intervals: usize,
    after_close: AfterClose,
    lines: Option<u32>,
    absence_probability: f64,
    policy: PolicyKind,
    customers: Option<Customers>,
    costs: Costs,
    about: About,
}

impl Story {
    pub(crate) fn of(
        types: impl IntoIterator<Item = TypeTold>,
        groups: impl IntoIterator<Item = GroupTold>,
    ) -> Self {
        Self {
            types: types.into_iter().collect(),
            groups: groups.into_iter().collect(),
            minutes: 60,
            intervals: 1,
            after_close: AfterClose::FinishWaiting,
            lines: None,
            absence_probability: 0.0,
            policy: PolicyKind::RuleTable,
            customers: None,
            costs: Costs::default(),
            about: About::Contacts,
        }
    }

    /// Opens for so many intervals of 15, 30 or 60 minutes.
    pub(crate) fn open(mut self, intervals: usize, minutes: u32) -> Self {
        (self.intervals, self.minutes) = (intervals, minutes);
        self
    }

    /// Disconnects at closing whoever waits.
    pub(crate) fn clears_at_close(mut self) -> Self {
        self.after_close = AfterClose::Clear;
        self
    }

    pub(crate) fn lines(mut self, lines: u32) -> Self {
        self.lines = Some(lines);
        self
    }

    /// Every agent is absent all day.
    pub(crate) fn all_absent(mut self) -> Self {
        self.absence_probability = 1.0;
        self
    }

    pub(crate) fn max_weight(mut self) -> Self {
        self.policy = PolicyKind::MaxWeight;
        self
    }

    pub(crate) fn customers(mut self, customers: Customers) -> Self {
        self.customers = Some(customers);
        self
    }

    pub(crate) fn costs(mut self, costs: Costs) -> Self {
        self.costs = costs;
        self
    }

    pub(crate) fn about(mut self, about: About) -> Self {
        self.about = about;
        self
    }

    /// The day is heard as these lines, in order; spaces at their beginnings mean nothing.
    #[track_caller]
    pub(crate) fn tells(&self, expected: &str) {
        let text = self.heard();
        let wanted: Vec<&str> = expected.lines().map(str::trim).collect();
        let heard: Vec<&str> = text.lines().collect();
        assert!(wanted == heard, "\n{}", difference(&wanted, &heard));
        self.counted().keeps_the_laws();
    }

    /// The day as it is heard.
    pub(crate) fn heard(&self) -> String {
        let model = Model::new(&self.scenario());
        let mut transcript = Transcript::new(&model, self.about);
        engine::run(&model, &mut Workspace::default(), 1, 1, &mut transcript);
        transcript.text
    }

    /// What the day counts to.
    pub(crate) fn counted(&self) -> Counted {
        let scenario = self.scenario();
        let model = Model::new(&scenario);
        let mut tally = DayTally::new(&model.terms);
        engine::run(&model, &mut Workspace::default(), 1, 1, &mut tally);
        let names = scenario.contact_types.into_iter().map(|own| own.name).collect();
        Counted { names, totals: tally.totals().clone() }
    }

    fn scenario(&self) -> Scenario {
        let mut types = self.types.clone();
        types.sort_by(|a, b| a.own.name.cmp(&b.own.name));
        let names: Vec<String> = types.iter().map(|told| told.own.name.clone()).collect();
        let named = |name: &str| {
            names.iter().position(|own| own == name).expect("stories name their own types")
        };
        let contact_types = types.into_iter().map(|told| linked(told, self.intervals, named));
        let mut groups = self.groups.clone();
        groups.sort_by(|a, b| a.own.name.cmp(&b.own.name));
        let agent_groups = groups.into_iter().map(|mut told| {
            for (name, skill) in &mut told.skills {
                skill.contact_type = named(name);
            }
            told.skills.sort_by_key(|(_, skill)| skill.contact_type);
            told.own.skills = told.skills.iter().map(|(_, skill)| *skill).collect();
            told.checked(self.intervals)
        });
        Scenario {
            name: "story".to_owned(),
            note: None,
            currency: String::new(),
            day: Day {
                date: None,
                time_zone: None,
                opens_minute: 0,
                interval_minutes: self.minutes,
                intervals: self.intervals,
                after_close: self.after_close,
            },
            busyness: Vec::new(),
            lines: self.lines,
            contact_types: contact_types.collect(),
            agent_groups: agent_groups.collect(),
            routing: Routing {
                policy_name: "story".to_owned(),
                policy: self.policy,
                absence_probability: self.absence_probability,
            },
            shrinkage_share: 0.0,
            customers: self.customers.clone(),
            prospects: Prospects::default(),
            costs: self.costs,
            targets: Targets {
                formula: ServiceLevelFormula::Offered,
                short_abandon_seconds: 5.0,
                max_occupancy: None,
            },
            precise_figures: Vec::new(),
            run: RunSettings { replications: None, precision: None, confidence: 0.95, seed: 1 },
            steady_state: None,
            horizon: None,
            remarks: Remarks::default(),
            assumptions: Vec::new(),
        }
    }
}

/// A contact type whose links to others are positions.
fn linked(
    told: TypeTold,
    intervals: usize,
    named: impl Fn(&str) -> usize,
) -> switchroom::scenario::model::ContactType {
    let mut own = told.own;
    own.arrivals.expected = vec![0.0; intervals];
    if let Some(redial) = &mut own.redial {
        redial.contact_type = told.redials_as.map(&named);
    }
    if let Some(repeat) = &mut own.repeat {
        repeat.contact_type = told.repeats_as.map(&named);
    }
    let complaint = own.sale.as_mut().and_then(|sale| sale.complaint.as_mut());
    if let (Some(complaint), Some(name)) = (complaint, told.complains_as) {
        complaint.contact_type = named(name);
    }
    if let (Some(transfer), Some(name)) = (&mut own.transfer_of_need, told.hands_over_to) {
        transfer.to = named(name);
    }
    own
}

/// Both transcripts side by side up to a few lines behind the first difference.
fn difference(wanted: &[&str], heard: &[&str]) -> String {
    let lines = wanted.len().max(heard.len());
    let line = |text: &[&str], index: usize| text.get(index).copied().unwrap_or("").to_owned();
    let width = wanted.iter().map(|text| text.len()).max().unwrap_or(0).max(6);
    let mut told = format!("  {:width$}  heard\n", "wanted");
    for index in 0..lines {
        let (left, right) = (line(wanted, index), line(heard, index));
        let mark = if left == right { ' ' } else { '>' };
        writeln!(told, "{mark} {left:width$}  {right}").expect("a string takes all lines");
    }
    told
}

/// Counts that are the same number taken apart in two ways.
const WHOLES: [(&[Count], &[Count]); 6] = [
    (
        &[Count::Offered],
        &[
            Count::Blocked,
            Count::Balked,
            Count::Abandoned,
            Count::Answered,
            Count::Disconnected,
            Count::WaitingAtEnd,
        ],
    ),
    (&[Count::Offered], &[Count::Chains, Count::Redialled]),
    (&[Count::Needs], &[Count::NeedsMet, Count::NeedsDeclined, Count::NeedsUnmet]),
    (&[Count::OffersToNeed], &[Count::NeedsMet, Count::NeedsDeclined]),
    (
        &[Count::Transfers],
        &[
            Count::TransfersAnswered,
            Count::TransfersAbandoned,
            Count::TransfersDisconnected,
            Count::TransfersWaitingAtEnd,
        ],
    ),
    (
        &[Count::SalesPotential],
        &[
            Count::Sold,
            Count::LostBlocked,
            Count::LostBalked,
            Count::LostAbandoned,
            Count::LostDisconnected,
            Count::LostWaited,
        ],
    ),
];

/// A day's totals, read by name of contact type.
pub(crate) struct Counted {
    names: Vec<String>,
    pub(crate) totals: DayTotals,
}

impl Counted {
    pub(crate) fn of(&self, contact_type: &str, count: Count) -> i64 {
        let position = self.names.iter().position(|name| name == contact_type);
        self.totals.types[position.expect("stories name their own types")][count as usize]
    }

    pub(crate) fn total(&self, count: Count) -> i64 {
        self.totals.total.0[count as usize]
    }

    pub(crate) fn group(&self, position: usize, count: GroupCount) -> i64 {
        self.totals.groups[position][count as usize]
    }

    /// What holds on every day, whatever happens.
    #[track_caller]
    fn keeps_the_laws(&self) {
        for types in [&self.totals.types[..], &[self.totals.total.0]].concat() {
            let sum = |counts: &[Count]| counts.iter().map(|&one| types[one as usize]).sum::<i64>();
            for (whole, parts) in WHOLES {
                assert_eq!(sum(whole), sum(parts), "{whole:?} are not {parts:?}");
            }
        }
        let queues = [Count::QueueOpen, Count::QueueClosed];
        let waits =
            [Count::WaitAnswered, Count::WaitAbandoned, Count::WaitOthers, Count::TransferWait];
        let sum = |counts: &[Count]| counts.iter().map(|&one| self.total(one)).sum::<i64>();
        assert_eq!(sum(&queues), sum(&waits), "the queue's integral is not the sum of waits");
        for position in 0..self.totals.groups.len() {
            let of = |count: GroupCount| self.group(position, count);
            let handling = of(GroupCount::HandlingOpen) + of(GroupCount::HandlingClosed);
            let whole = handling + of(GroupCount::Idle) + of(GroupCount::Away);
            assert_eq!(of(GroupCount::Paid), whole, "paid is not handling, idle and away");
            assert!(of(GroupCount::Idle) >= 0, "idle for less than nothing");
            assert!(of(GroupCount::Away) >= 0, "away for less than nothing");
        }
    }
}
