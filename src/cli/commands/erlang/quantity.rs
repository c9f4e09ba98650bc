//! How quantities are written on the command line of `erlang`.

use crate::cli::flags::quantity::decimal_comma;
use crate::measures::plan::ServiceLevelFormula;
use crate::questions::erlang::Lines;

/// With patience every number of agents up to this one may have to be tried.
const MOST_LINES: u32 = 20_000;
/// No greater volume means anything.
const LARGEST: f64 = 1e9;

/// Contacts an hour.
pub(super) fn volume(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|it: &f64| *it >= 1.0 / LARGEST && *it <= LARGEST);
    number.ok_or_else(|| {
        let hint = decimal_comma(text).unwrap_or_default();
        format!("wanted contacts an hour, a number above 0 and up to 1e9{hint}")
    })
}

pub(super) fn lines(text: &str) -> Result<Lines, String> {
    if text == "agents" {
        return Ok(Lines::AsManyAsAgents);
    }
    let number = text.parse().ok().filter(|number| (1..=MOST_LINES).contains(number));
    let wanted = || "wanted a number of lines from 1 to 20,000, or `agents`".to_owned();
    number.map(Lines::Number).ok_or_else(wanted)
}

pub(super) fn formula(text: &str) -> Result<ServiceLevelFormula, String> {
    let found = ServiceLevelFormula::EVERY.into_iter().find(|it| it.name() == text);
    found.ok_or_else(|| {
        let names = ServiceLevelFormula::EVERY.map(ServiceLevelFormula::name);
        format!("wanted one of: {}", names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_quantities_keep_to_their_range() {
        assert!(volume("0").is_err() && volume("1,200").is_err() && volume("1200").is_ok());
        assert_eq!(lines("agents"), Ok(Lines::AsManyAsAgents));
        assert_eq!(lines("30"), Ok(Lines::Number(30)));
        assert!(lines("0").is_err() && lines("-3").is_err());
        assert!(volume("1,200").unwrap_err().ends_with("(`1200` without the comma, or `1.200`?)"));
        assert_eq!(formula("short_met"), Ok(ServiceLevelFormula::ShortMet));
        assert!(formula("offred").unwrap_err().contains("abandoned_within_met"));
    }
}
