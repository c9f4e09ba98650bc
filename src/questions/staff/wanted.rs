//! What is wanted of a scenario: names are looked up, and what makes no sense is refused.

use super::question::{Blending, Sought, Staff};
use crate::experiment::staff;
use crate::experiment::staff::blending::{self, Blend, Named};
use crate::experiment::staff::heads::Per;
use crate::experiment::staff::target::{self, NoTarget, Target};
use crate::questions::asking::Refusal;
use crate::scenario::Scenario;
use crate::scenario::model::Replications;
use crate::scenario::text::words::one_of_the_known;

/// Contacts that the answer is judged on, over all cells, unless days are asked for.
const JUDGED_CONTACTS: f64 = 4e6;
/// Days that the answer is judged on, at least and at most.
const JUDGED_DAYS: (f64, f64) = (400.0, 1000.0);
/// Replications of a steady state that it is judged on.
const JUDGED_STEADY: u32 = 10;

/// Either question of an experiment.
pub(super) enum Wanted {
    Least(staff::Question),
    Blending(Blend),
}

impl Staff {
    pub(super) fn wanted(&self, scenario: &Scenario, per: Per) -> Result<Wanted, Refusal> {
        let targets = self.targets_for(scenario, per)?;
        match &self.sought {
            Sought::Least { by, kept } => {
                let kept = kept.iter().map(|name| group(scenario, "--keep", name));
                let kept = kept.collect::<Result<Vec<usize>, Refusal>>()?;
                let (by, certainty) = (*by, self.certainty);
                let question = staff::Question { targets, per, by, certainty, kept };
                question.check(scenario).map_err(|why| self.refused(&why))?;
                Ok(Wanted::Least(question))
            }
            Sought::Blending(blending) => {
                blending.check_names(scenario)?;
                let blend = Blend {
                    targets,
                    per,
                    certainty: self.certainty,
                    rules: blending.rules.clone(),
                    parts: blending.parts.clone(),
                    first: blending.first.clone(),
                    named: Named {
                        desks: blending.desks.clone(),
                        blended: blending.blended_group.clone(),
                    },
                };
                blending::check(scenario, &blend).map_err(|why| self.refused(&why))?;
                Ok(Wanted::Blending(blend))
            }
        }
    }

    /// As asked, else by interval where the day is not the same all day.
    pub(super) fn per_of(&self, scenario: &Scenario) -> Per {
        let changes = |volumes: &[f64]| {
            volumes.windows(2).any(|pair| (pair[0] - pair[1]).abs() > 1e-9 * pair[0].abs())
        };
        let varies = scenario
            .contact_types
            .iter()
            .any(|own| changes(&own.arrivals.expected) || changes(&own.handle_time.factors));
        let usual =
            if varies && scenario.steady_state.is_none() { Per::Interval } else { Per::Day };
        self.per.unwrap_or(usual)
    }

    /// The question wins over the file, the file over the default.
    pub(super) fn days(&self, scenario: &Scenario) -> u32 {
        let contacts: f64 = scenario
            .contact_types
            .iter()
            .map(|own| own.arrivals.expected.iter().sum::<f64>())
            .sum();
        let days = (JUDGED_CONTACTS / contacts.max(1.0)).clamp(JUDGED_DAYS.0, JUDGED_DAYS.1);
        let steady = scenario.steady_state.is_some();
        let default = if steady { JUDGED_STEADY } else { (days / 100.0).round() as u32 * 100 };
        let of_file = scenario.run.replications.and_then(Replications::number);
        self.replications.or(of_file).unwrap_or(default)
    }

    fn targets_for(&self, scenario: &Scenario, per: Per) -> Result<Vec<Target>, Refusal> {
        if self.targets.is_empty() {
            return Ok(target::of_file(scenario, per));
        }
        let (mut targets, mut wrong) = (Vec::new(), Vec::new());
        for text in &self.targets {
            match target::read(text, scenario) {
                Ok(more) => targets.extend(more),
                Err(no) => wrong.push(Refusal::Wrong(format!("--target '{text}': {}", said(no)))),
            }
        }
        Refusal::of_all(wrong).map(|()| targets)
    }

    fn refused(&self, why: &staff::Refusal) -> Refusal {
        let staff::Refusal { found, wanted } = why;
        let file = self.common.file.display();
        Refusal::Wrong(format!("{file}: found {found}, wanted {wanted}"))
    }
}

impl Blending {
    fn check_names(&self, scenario: &Scenario) -> Result<(), Refusal> {
        for name in &self.first {
            if scenario.contact_types.iter().all(|own| own.name != *name) {
                let names = scenario.contact_types.iter().map(|own| own.name.clone());
                return Err(unknown_name("--first", name, "a contact type", names));
            }
        }
        let desks = self.desks.iter().map(|name| ("--desk", name));
        let blended = self.blended_group.iter().map(|name| ("--blended-group", name));
        desks.chain(blended).try_for_each(|(flag, name)| group(scenario, flag, name).map(|_| ()))
    }
}

fn said(no: NoTarget) -> String {
    match no {
        NoTarget::Wrong { found, wanted } => format!("found {found}, wanted {wanted}"),
        NoTarget::Unknown(unknown) => {
            let near = near(&unknown.found, &unknown.known);
            format!("found `{}`, wanted {}: {near}", unknown.found, unknown.wanted)
        }
    }
}

/// The position of a group that a flag names.
fn group(scenario: &Scenario, flag: &str, name: &str) -> Result<usize, Refusal> {
    let group = scenario.agent_groups.iter().position(|group| group.name == *name);
    let names = scenario.agent_groups.iter().map(|group| group.name.clone());
    group.ok_or_else(|| unknown_name(flag, name, "an agent group", names))
}

fn unknown_name(
    flag: &str,
    found: &str,
    wanted: &str,
    known: impl Iterator<Item = String>,
) -> Refusal {
    let known: Vec<String> = known.collect();
    let near = near(found, &known);
    Refusal::Wrong(format!("{flag}: found `{found}`, wanted {wanted}: {near}"))
}

fn near(found: &str, known: &[String]) -> String {
    one_of_the_known(found, known.iter().map(String::as_str))
}
