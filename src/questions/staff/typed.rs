//! Parts of all agents, the rules to blend under and the words of `staff`, as they are typed.

use crate::base::quantity::hundredth;
use crate::experiment::staff::heads::{Part, Per};
use crate::experiment::staff::{By, Certainty};
use crate::scenario::NamedPolicy;

/// Reads `30%`, `30` agents, `all`.
///
/// # Errors
/// What is wanted instead.
pub fn part(text: &str) -> Result<Part, String> {
    const WANTED: &str = "wanted a percentage (30%), a number of agents (30) or `all`";
    if text == "all" {
        return Ok(Part::Share(1.0));
    }
    if let Some(percent) = text.strip_suffix('%') {
        let percent = percent.trim().parse().ok().filter(|it: &f64| (0.0..=100.0).contains(it));
        return percent.map(|it| Part::Share(hundredth(it))).ok_or_else(|| WANTED.to_owned());
    }
    if text == "0" {
        return Ok(Part::Share(0.0));
    }
    if let Ok(agents) = text.parse() {
        return Ok(Part::Agents(agents));
    }
    match text.parse::<f64>() {
        Ok(share) if (0.0..1.0).contains(&share) => {
            Err(format!("{WANTED}: did you mean {}%?", share * 100.0))
        }
        _ => Err(WANTED.to_owned()),
    }
}

pub(super) fn spelled(part: Part) -> String {
    match part {
        Part::Share(share) if share >= 1.0 => "all".to_owned(),
        Part::Share(share) => format!("{}%", (share * 1e8).round() / 1e6),
        Part::Agents(agents) => agents.to_string(),
    }
}

/// Reads a rule that blends.
///
/// # Errors
/// What is wanted instead.
pub fn rule(text: &str) -> Result<NamedPolicy, String> {
    let known = [NamedPolicy::SpecialistsFirst, NamedPolicy::SalesFirst, NamedPolicy::LongestWait];
    let found = known.into_iter().find(|rule| rule.name() == text);
    found.ok_or_else(|| {
        let names = known.map(|rule| format!("`{}`", rule.name()));
        format!("wanted {}", names.join(", "))
    })
}

/// Every stretch that heads may be for.
pub const PER: [(&str, Per); 2] = [("day", Per::Day), ("interval", Per::Interval)];

/// All that may be least.
pub const BY: [(&str, By); 2] = [("agents", By::Agents), ("cost", By::Cost)];

/// Every way in which a target may count as met.
pub const CERTAINTY: [(&str, Certainty); 2] =
    [("estimate", Certainty::Estimate), ("confidence", Certainty::Confidence)];

/// What is typed for one of these.
pub(super) fn word<T: PartialEq>(words: &[(&'static str, T)], meant: &T) -> &'static str {
    words.iter().find(|(_, it)| it == meant).map_or("", |(word, _)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blended_parts_are_read_as_they_are_spelled() {
        assert_eq!(part("30%"), Ok(Part::Share(0.3)));
        assert_eq!(part("30"), Ok(Part::Agents(30)));
        assert_eq!(part("all"), Ok(Part::Share(1.0)));
        assert_eq!(part("0"), part("0%"));
        assert!(part("0.3").unwrap_err().ends_with("did you mean 30%?"));
        assert!(part("130%").is_err() && part("many").is_err());
        for text in ["30%", "12.5%", "30", "all"] {
            assert_eq!(spelled(part(text).unwrap()), text);
        }
    }

    #[test]
    fn rules_are_those_that_blend() {
        assert_eq!(rule("sales_first"), Ok(NamedPolicy::SalesFirst));
        assert!(rule("split").unwrap_err().contains("`longest_wait`"));
    }
}
