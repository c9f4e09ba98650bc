//! What `staff` is asked, as plain data, and the command line that says it again.

use super::typed::{BY, CERTAINTY, PER, part, rule, spelled, word};
use crate::experiment::staff::heads::{Part, Per};
use crate::experiment::staff::{By, Certainty};
use crate::questions::typed::common::Common;
use crate::questions::typed::shell::quoted;
use crate::scenario::NamedPolicy;

/// How many of all agents are blended, unless something else is said.
pub const USUAL_PARTS: &str = "0%,5%,10%,20%,30%,45%,all";
/// The rules to blend under, unless something else is said.
pub const USUAL_RULES: &str = "specialists_first,sales_first,longest_wait";

/// The fewest agents for targets, or how many of them blending saves.
#[derive(Clone, Debug)]
pub struct Staff {
    pub common: Common,
    /// What must hold, as it is typed; else the file's targets.
    pub targets: Vec<String>,
    /// One number of heads for each such stretch; else for the day where volumes are the same all
    /// day.
    pub per: Option<Per>,
    pub certainty: Certainty,
    /// Days that the answer is judged on; else the file's, else a few million contacts' worth.
    pub replications: Option<u32>,
    pub sought: Sought,
}

/// What is sought.
#[derive(Clone, Debug)]
pub enum Sought {
    /// The least of something.
    Least { by: By, kept: Vec<String> },
    /// What blending saves.
    Blending(Blending),
}

/// Split desks against blended agents.
#[derive(Clone, Debug)]
pub struct Blending {
    /// How many of all agents are blended.
    pub parts: Vec<Part>,
    pub rules: Vec<NamedPolicy>,
    /// Contact types that `sales_first` puts first; else those with a sale or the lowest priority.
    pub first: Vec<String>,
    /// Groups that stand for all specialists of a contact type.
    pub desks: Vec<String>,
    /// The group that stands for all blended agents.
    pub blended_group: Option<String>,
}

impl Staff {
    /// As its page has it where nothing else is said.
    #[must_use]
    pub fn new(common: Common) -> Self {
        let sought = Sought::Least { by: By::Agents, kept: Vec::new() };
        let (targets, certainty) = (Vec::new(), Certainty::Estimate);
        Self { common, targets, per: None, certainty, replications: None, sought }
    }

    /// The command line that gives the answer again.
    pub(super) fn command_line(&self, per: Per, seed: u64) -> String {
        let mut parts = vec![self.common.command_line("staff", seed)];
        parts.extend(self.targets.iter().map(|it| quoted("--target", it)));
        if let Sought::Least { kept, .. } = &self.sought {
            parts.extend(kept.iter().map(|it| quoted("--keep", it)));
        }
        parts.push(quoted("--per", word(&PER, &per)));
        if let Sought::Least { by: by @ By::Cost, .. } = &self.sought {
            parts.push(quoted("--by", word(&BY, by)));
        }
        if self.certainty != Certainty::Estimate {
            parts.push(quoted("--certainty", word(&CERTAINTY, &self.certainty)));
        }
        if let Sought::Blending(blending) = &self.sought {
            parts.extend(blending.typed());
        }
        parts.join(" ")
    }
}

impl Default for Blending {
    fn default() -> Self {
        fn each<T>(list: &str, read: fn(&str) -> Result<T, String>) -> Vec<T> {
            list.split(',').map(|text| read(text).expect("what is usual is known")).collect()
        }
        Self {
            parts: each(USUAL_PARTS, part),
            rules: each(USUAL_RULES, rule),
            first: Vec::new(),
            desks: Vec::new(),
            blended_group: None,
        }
    }
}

impl Blending {
    /// As it would be typed.
    fn typed(&self) -> Vec<String> {
        let shares: Vec<String> = self.parts.iter().map(|it| spelled(*it)).collect();
        let rules: Vec<&str> = self.rules.iter().map(|it| it.name()).collect();
        let mut parts = vec!["--blending".to_owned()];
        parts.push(quoted("--blended", &shares.join(",")));
        parts.push(quoted("--rules", &rules.join(",")));
        parts.extend(self.first.iter().map(|it| quoted("--first", it)));
        parts.extend(self.desks.iter().map(|it| quoted("--desk", it)));
        parts.extend(self.blended_group.iter().map(|it| quoted("--blended-group", it)));
        parts
    }
}
