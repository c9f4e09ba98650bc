//! Paths into a scenario in words: "volume", "agents of blended", "after seconds of blended for
//! service"; and the values that they take: "volume +24.8 %".

use crate::base::decimal::plain;
use crate::base::dotted::{Step, steps};
use crate::report::form::figure::NO_BREAK;
use crate::report::form::number::grouped;

/// What an axis of a sweep varies, in words.
pub(crate) struct AxisWords {
    what: String,
    form: Form,
}

/// How the values of an axis are meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As they are.
    Value,
    /// Factors on what there is.
    Factor,
    /// A share of agents.
    Share,
}

impl AxisWords {
    /// Of an axis as it is named: a path, `PATH (factor)`, `GROUP + SKILL (share)`.
    pub(crate) fn of(axis: &str) -> Self {
        let (name, form) = if let Some(path) = axis.strip_suffix(" (factor)") {
            (path, Form::Factor)
        } else if let Some(learns) = axis.strip_suffix(" (share)") {
            (learns, Form::Share)
        } else {
            (axis, Form::Value)
        };
        let what = match form {
            Form::Share => format!("share of {name}"),
            Form::Value | Form::Factor => in_words(name),
        };
        Self { what, form }
    }

    /// "volume +24.8 %", "agents of blended 7".
    pub(crate) fn at(&self, number: &str) -> String {
        format!("{} {number}", self.what)
    }

    /// A value without its decimals beyond a step: "+24.8 %", "7.3".
    pub(crate) fn number(&self, value: f64, decimals: Option<usize>) -> String {
        // A hundredth of a factor or a share is a percent.
        let fewer = decimals.map(|decimals| decimals.saturating_sub(2));
        let text = |value: f64, decimals: Option<usize>| match decimals {
            Some(decimals) => grouped(value, decimals),
            None => plain(value),
        };
        match self.form {
            Form::Value => text(value, decimals),
            Form::Share => format!("{}{NO_BREAK}%", text(value * 100.0, fewer)),
            Form::Factor => {
                let change = text((value - 1.0) * 100.0, fewer);
                let plus = if change.starts_with('-') { "" } else { "+" };
                format!("{plus}{change}{NO_BREAK}%")
            }
        }
    }
}

/// A path in words; the path itself where it is none.
pub(crate) fn in_words(path: &str) -> String {
    let Some(steps) = steps(path) else { return path.to_owned() };
    let keys: Vec<&str> = steps.iter().map(|step| Step::key(step).unwrap_or("*")).collect();
    let told = match &keys[..] {
        ["contact_types" | "agent_groups", "*", rest @ ..] => words(rest),
        ["agent_groups", group, "skills", skill, rest @ ..] => {
            format!(
                "{} of {group} for {}",
                words(rest),
                if *skill == "*" { "every type" } else { skill }
            )
        }
        [
            "contact_types" | "agent_groups" | "incentive_profiles" | "busyness_factors",
            name,
            rest @ ..,
        ] if !rest.is_empty() => {
            format!("{} of {name}", words(rest))
        }
        ["targets", name, rest @ ..] if !rest.is_empty() => format!("{} of {name}", words(rest)),
        ["customers" | "costs" | "routing" | "run" | "day" | "targets", rest @ ..]
            if !rest.is_empty() =>
        {
            words(rest)
        }
        all => words(all),
    };
    told.trim().to_owned()
}

fn words(keys: &[&str]) -> String {
    let all: Vec<String> =
        keys.iter().filter(|key| **key != "*").map(|key| key.replace('_', " ")).collect();
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_told_in_words() {
        for (path, wanted) in [
            ("contact_types.*.volume", "volume"),
            (
                "contact_types.service.handle_time.mean_seconds",
                "handle time mean seconds of service",
            ),
            ("agent_groups.sales desk.agents", "agents of sales desk"),
            ("agent_groups.blended.skills.service.keep_idle", "keep idle of blended for service"),
            ("agent_groups.\"a.b\".agents", "agents of a.b"),
            ("targets.sales.within_seconds", "within seconds of sales"),
            ("customers.leaves_because.abandoned", "leaves because abandoned"),
            ("lines", "lines"),
        ] {
            assert_eq!(in_words(path), wanted);
        }
    }

    #[test]
    fn values_are_told_as_what_they_are() {
        let told = |axis: &str, value: f64, decimals| {
            let words = AxisWords::of(axis);
            words.at(&words.number(value, decimals)).replace(NO_BREAK, " ")
        };
        assert_eq!(told("contact_types.*.volume (factor)", 1.248_31, Some(3)), "volume +24.8 %");
        assert_eq!(told("contact_types.*.volume (factor)", 0.9, None), "volume -10 %");
        assert_eq!(told("contact_types.*.volume (factor)", 1.0, None), "volume +0 %");
        assert_eq!(told("desk + sales (share)", 0.1 + 0.2, None), "share of desk + sales 30 %");
        assert_eq!(told("agent_groups.a.agents", 7.0, None), "agents of a 7");
        assert_eq!(told("lines", 0.1 + 0.2, None), "lines 0.3");
    }
}
