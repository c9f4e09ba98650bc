//! What `erlang` is asked, and the one question with an answer that it comes to: what is
//! contradictory, missing or too much is refused.

use crate::analytic::solve::Limit;
use crate::analytic::{ErlangModel, Room};
use crate::base::decimal::counted;
use crate::measures::plan::ServiceLevelFormula;
use crate::questions::asking::{Question, Refusal, Texts};
use crate::report::erlang::Figure;

const DEFAULT_WITHIN_SECONDS: f64 = 20.0;
const DEFAULT_SHORT_ABANDON_SECONDS: f64 = 5.0;

/// One queue, of which something is left out, to be solved for.
#[derive(Clone, Debug, Default)]
pub struct Erlang {
    /// Contacts offered an hour.
    pub volume: Option<f64>,
    /// Mean handle time in seconds, which must be given.
    pub handle_time: Option<f64>,
    pub agents: Option<u32>,
    /// Mean patience in seconds; else nobody abandons.
    pub patience: Option<f64>,
    /// Else unlimited.
    pub lines: Option<Lines>,
    /// Target: at least this service level.
    pub service_level: Option<f64>,
    /// Threshold of the service level in seconds; else 20 s.
    pub within: Option<f64>,
    /// Target: at most this share abandons.
    pub abandonment: Option<f64>,
    /// Target: at most this mean wait of answered contacts, in seconds.
    pub asa: Option<f64>,
    /// Target: at most this mean wait of all contacts, in seconds.
    pub wait: Option<f64>,
    /// Target: at most this occupancy.
    pub max_occupancy: Option<f64>,
    /// Target: at most this share is blocked.
    pub blocked: Option<f64>,
    /// Share of paid time away from contacts.
    pub shrinkage: Option<f64>,
    /// Which service level; else that of contacts offered.
    pub formula: Option<ServiceLevelFormula>,
    /// Who abandons sooner, in seconds, is a short abandon; else 5 s.
    pub short_abandon: Option<f64>,
}

/// Contacts that there is room for, those with agents included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    AsManyAsAgents,
    Number(u32),
}

/// A question that has one answer.
pub struct AskedErlang {
    /// What is solved for has any value.
    pub(super) model: ErlangModel,
    pub(super) unknown: Unknown,
    /// Met by the answer; none where only the figures are asked for.
    pub(super) targets: Vec<(Figure, Limit)>,
    pub(super) formula: ServiceLevelFormula,
    pub(super) within_seconds: f64,
    pub(super) short_abandon_seconds: f64,
    pub(super) shrinkage: Option<f64>,
}

/// What the answer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown {
    Figures,
    Agents,
    Volume,
}

impl Question for Erlang {
    type Asked = AskedErlang;

    fn read(self, _: &dyn Texts) -> Result<AskedErlang, Refusal> {
        let targets = self.targets();
        let mut wrong = Vec::new();
        let unknown = self.unknown(&targets, &mut wrong);
        self.check(&mut wrong);
        if !wrong.is_empty() {
            return Err(Refusal::Several(wrong.into_iter().map(Refusal::Wrong).collect()));
        }
        let model = ErlangModel {
            arrivals_per_second: self.volume.unwrap_or(1.0) / 3600.0,
            mean_handle_seconds: self.handle_time.expect("it was checked"),
            mean_patience_seconds: self.patience,
            agents: self.agents.unwrap_or(1),
            room: match self.lines {
                None => Room::Unlimited,
                Some(Lines::AsManyAsAgents) => Room::NoWaiting,
                Some(Lines::Number(lines)) => Room::Lines(lines),
            },
        };
        Ok(AskedErlang {
            model,
            unknown,
            targets: targets.into_iter().map(|(_, figure, limit)| (figure, limit)).collect(),
            formula: self.formula(),
            within_seconds: self.within(),
            short_abandon_seconds: self.short(),
            shrinkage: self.shrinkage,
        })
    }
}

impl Erlang {
    /// The targets that are given, with their flags.
    fn targets(&self) -> Vec<(&'static str, Figure, Limit)> {
        let at_most = |flag, figure, number: Option<f64>| {
            number.map(|number| (flag, figure, Limit::AtMost(number)))
        };
        let level = self.service_level;
        let level = level.map(|it| ("--service-level", Figure::ServiceLevel, Limit::AtLeast(it)));
        let all = [
            level,
            at_most("--abandonment", Figure::AbandonRate, self.abandonment),
            at_most("--asa", Figure::Asa, self.asa),
            at_most("--wait", Figure::MeanWait, self.wait),
            at_most("--max-occupancy", Figure::Occupancy, self.max_occupancy),
            at_most("--blocked", Figure::Blocked, self.blocked),
        ];
        all.into_iter().flatten().collect()
    }

    /// What is left to solve for.
    fn unknown(
        &self,
        targets: &[(&'static str, Figure, Limit)],
        wrong: &mut Vec<String>,
    ) -> Unknown {
        const SUCH_AS: &str =
            "a target such as --service-level 0.8, --asa 10s or --max-occupancy 0.85";
        match (self.volume, self.agents, targets) {
            (Some(_), Some(_), []) => {}
            (Some(_), Some(_), targets) => {
                let flags: Vec<&str> = targets.iter().map(|(flag, ..)| *flag).collect();
                wrong.push(format!(
                    "found --volume, --agents and {}: nothing is left to solve for; leave out the \
                     one that is wanted",
                    flags.join(", ")
                ));
            }
            (None, None, []) => {
                wrong.push(format!(
                    "found neither --volume nor --agents, wanted both, or one of them and {SUCH_AS}"
                ));
            }
            (None, None, _) => {
                wrong.push("found neither --volume nor --agents, wanted one of them".to_owned());
            }
            (Some(_), None, []) => {
                wrong.push(format!("found --volume alone, wanted --agents, or {SUCH_AS}"));
            }
            (None, Some(_), []) => {
                wrong.push(format!("found --agents alone, wanted --volume, or {SUCH_AS}"));
            }
            (Some(_), None, _) => return Unknown::Agents,
            (None, Some(_), _) => return Unknown::Volume,
        }
        Unknown::Figures
    }

    /// What cannot mean anything beside the rest.
    fn check(&self, wrong: &mut Vec<String>) {
        let nobody_waits = match (self.lines, self.agents) {
            (Some(Lines::AsManyAsAgents), _) => true,
            (Some(Lines::Number(lines)), Some(agents)) => lines == agents,
            _ => false,
        };
        if self.handle_time.is_none() {
            wrong
                .push("found no --handle-time, wanted the mean handle time, such as 5m".to_owned());
        }
        if self.abandonment.is_some() && self.patience.is_none() {
            wrong.push("found --abandonment without --patience: nobody would abandon".to_owned());
        }
        if self.abandonment.is_some() && nobody_waits {
            wrong
                .push("found --abandonment where nobody can wait: nobody would abandon".to_owned());
        }
        if self.blocked.is_some() && self.lines.is_none() {
            wrong.push("found --blocked without --lines: nobody would be blocked".to_owned());
        }
        if let (Some(Lines::Number(lines)), Some(agents)) = (self.lines, self.agents)
            && lines < agents
        {
            wrong.push(format!(
                "found --lines {lines} for {}, wanted at least a line for each agent",
                counted(agents as usize, "agent")
            ));
        }
        self.check_short_abandon(wrong);
    }

    fn formula(&self) -> ServiceLevelFormula {
        self.formula.unwrap_or(ServiceLevelFormula::Offered)
    }

    fn within(&self) -> f64 {
        self.within.unwrap_or(DEFAULT_WITHIN_SECONDS)
    }

    fn short(&self) -> f64 {
        self.short_abandon.unwrap_or(DEFAULT_SHORT_ABANDON_SECONDS)
    }

    fn check_short_abandon(&self, wrong: &mut Vec<String>) {
        use ServiceLevelFormula::{ShortExcluded, ShortMet};
        let (formula, within, short) = (self.formula(), self.within(), self.short());
        let counts = matches!(formula, ShortExcluded | ShortMet);
        if self.short_abandon.is_some() && !counts {
            wrong.push(format!(
                "found --short-abandon with formula {}, wanted short_excluded or short_met",
                formula.name()
            ));
        } else if counts && short > within {
            wrong.push(format!(
                "found a short-abandon limit of {short} s above the threshold of {within} s, \
                 wanted --short-abandon not above --within"
            ));
        }
    }
}
