//! A scenario some of whose numbers are not known: one scenario for each draw of them.

use super::between::Unknown;
use super::unsettled::Unsettled;
use crate::scenario::load::LoadError;
use crate::scenario::load::loaded::Loaded;
use crate::scenario::model::Scenario;
use crate::scenario::overlay::changes::Override;
use crate::scenario::text::problem::Problems;

pub(crate) use super::between::Unknown as UnknownNumber;

/// A base whose unknown numbers can be drawn.
#[derive(Debug)]
pub struct Risk {
    /// With the middle of everything unknown; no variants.
    pub loaded: Loaded,
    pub unknowns: Vec<Unknown>,
    unsettled: Option<Unsettled>,
    overrides: Vec<Override>,
}

impl Risk {
    /// What was read, with what it does not know.
    pub(crate) fn of(
        loaded: Loaded,
        unsettled: Option<Unsettled>,
        overrides: Vec<Override>,
    ) -> Self {
        let unknowns = unsettled.as_ref().map_or_else(Vec::new, |it| it.unknowns.clone());
        Self { loaded, unknowns, unsettled, overrides }
    }

    /// The scenario of a draw (from 1).
    ///
    /// # Errors
    /// What is wrong with it: rare, since both ends and the middle were checked, but several
    /// numbers may not go together.
    pub fn drawn(&self, seed: u64, draw: u64) -> Result<Scenario, LoadError> {
        self.at(&|unknown| unknown.drawn(seed, draw))
    }

    /// All that decides what a draw is, as one text that no layout of the files changes: what is
    /// unknown, what is set over it, and the checked scenarios in the middle and at both ends.
    #[must_use]
    pub fn in_full(&self) -> String {
        let unknowns: Vec<_> =
            self.unknowns.iter().map(|it| (&it.path, it.low, it.high, it.is_whole)).collect();
        let ends = [Unknown::low, Unknown::high].map(|end| self.at(&end).ok());
        format!("{:?}", (unknowns, &self.overrides, &self.loaded.base, ends))
    }

    fn at(&self, value: &dyn Fn(&Unknown) -> f64) -> Result<Scenario, LoadError> {
        let Some(unsettled) = &self.unsettled else { return Ok(self.loaded.base.clone()) };
        let mut problems = Problems::default();
        let scenario = unsettled.at(value, &mut problems);
        match scenario {
            Some(scenario) if problems.is_empty() => Ok(scenario),
            _ => Err(LoadError::Problems(problems.sorted())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::load::{Source, read_text};
    use crate::scenario::model::Staffing;
    use crate::scenario::text::texts::InMemory;

    const CENTRE: &str = r#"{
      "format": 1,
      "day": { "opens": "08:00", "closes": "09:00", "interval_minutes": 60 },
      "contact_types": {
        "sales": { "volume_per_hour": { "between": [20, 41] },
                   "handle_time": { "mean_seconds": { "between": [290, 340] } },
                   "patience": { "mean_seconds": 100 } }
      },
      "agent_groups": { "desk": { "agents": { "between": [2, 5] }, "skills": ["sales"] } }
    }"#;

    fn read(text: &str) -> Result<Risk, LoadError> {
        Source::of("c.json", text, &InMemory::default()).risk()
    }

    fn agents(scenario: &Scenario) -> u32 {
        let Staffing::Counter { productive, .. } = &scenario.agent_groups[0].staffing else {
            panic!("no shifts here")
        };
        productive[0]
    }

    fn volume(scenario: &Scenario) -> f64 {
        scenario.contact_types[0].arrivals.expected[0]
    }

    #[test]
    fn a_run_takes_the_middle_and_says_so() {
        let loaded = read_text("c.json", CENTRE).unwrap();
        assert!((volume(&loaded.base) - 30.5).abs() < 1e-9);
        assert_eq!(agents(&loaded.base), 4, "3.5, half to even");
        let said = "`contact_types.sales.volume_per_hour` is between 20 and 41: the middle, 30.5, \
                    is taken; `risk` draws it";
        assert!(loaded.echo.iter().any(|line| line == said), "{:?}", loaded.echo);
    }

    #[test]
    fn draws_lie_between_the_ends_and_fill_them() {
        let risk = read(CENTRE).unwrap();
        assert_eq!(risk.unknowns.len(), 3);
        let drawn: Vec<Scenario> = (1..=200).map(|draw| risk.drawn(7, draw).unwrap()).collect();
        let volumes: Vec<f64> = drawn.iter().map(volume).collect();
        assert!(volumes.iter().all(|volume| (20.0..=41.0).contains(volume)));
        let mean = volumes.iter().sum::<f64>() / 200.0;
        // Four standard errors of the mean of 200 uniform numbers.
        assert!((mean - 30.5).abs() < 4.0 * 21.0 / (12.0_f64 * 200.0).sqrt(), "{mean}");
        for number in 2..=5 {
            let share = drawn.iter().filter(|it| agents(it) == number).count();
            assert!((25..=75).contains(&share), "{share} of 200 have {number} agents");
        }
        let again = risk.drawn(7, 3).unwrap();
        assert_eq!(again, drawn[2]);
    }

    #[test]
    fn a_number_is_drawn_whatever_else_is_unknown() {
        let risk = read(CENTRE).unwrap();
        let fewer = CENTRE.replace(r#"{ "between": [2, 5] }"#, "3");
        let fewer = read(&fewer).unwrap();
        for draw in 1..5 {
            let (a, b) = (risk.drawn(1, draw).unwrap(), fewer.drawn(1, draw).unwrap());
            assert_eq!(volume(&a).to_bits(), volume(&b).to_bits());
        }
    }

    /// The file read with some `--set`.
    fn with(sets: &[(&str, &str)]) -> Result<Risk, LoadError> {
        let set = |(path, value): &(&str, &str)| Override::Set((*path).into(), (*value).into());
        let sets: Vec<Override> = sets.iter().map(set).collect();
        Source::of("c.json", CENTRE, &InMemory::default()).changed(&sets).risk()
    }

    fn paths(risk: &Risk) -> Vec<&str> {
        risk.unknowns.iter().map(|unknown| unknown.path.as_str()).collect()
    }

    #[test]
    fn the_command_line_makes_numbers_unknown_as_a_file_does() {
        let (lines, volume_path) = ("lines", "contact_types.sales.volume_per_hour");
        let between = r#"{"between": [3, 9]}"#;
        let risk = with(&[(lines, between), ("contact_types.*.patience", between)]).unwrap();
        let own = [volume_path, "contact_types.sales.handle_time.mean_seconds"];
        let heads = "agent_groups.desk.agents";
        assert_eq!(paths(&risk), [own[0], own[1], heads, "lines", "contact_types.*.patience"]);
        assert_eq!(risk.loaded.base.lines, Some(6));
        let drawn: Vec<Option<u32>> =
            (1..=200).map(|draw| risk.drawn(7, draw).unwrap().lines).collect();
        for wanted in 3..=9 {
            let found = drawn.iter().filter(|lines| **lines == Some(wanted)).count();
            // 200 / 7 and four standard errors.
            assert!((9..=49).contains(&found), "{wanted} lines {found} times");
        }
        let said = with(&[(lines, r#"{"between": [9, 3]}"#)]).unwrap_err().to_string();
        assert!(said.contains("--set:1:1: found 9 before 3"), "{said}");
    }

    #[test]
    fn what_the_command_line_sets_is_known() {
        let volumes = "contact_types.sales.volume";
        let risk = with(&[(volumes, "[25]"), ("contact_types.sales.handle_time", "300")]).unwrap();
        assert_eq!(paths(&risk), ["agent_groups.desk.agents"]);
        assert!(risk.loaded.echo.iter().all(|line| !line.contains("volume_per_hour")));
        let twice = [("lines", r#"{"between": [3, 9]}"#), ("lines", "5")];
        assert!(!paths(&with(&twice).unwrap()).contains(&"lines"));
    }

    #[test]
    fn the_middle_is_written_as_people_write_it() {
        let text = CENTRE.replace("[290, 340]", "[0.1, 0.5]");
        let risk = read(&text).unwrap();
        let said = risk.loaded.echo.iter().any(|line| line.contains("the middle, 0.3, is taken"));
        assert!(said, "{:?}", risk.loaded.echo);
        assert_eq!(risk.unknowns[1].middle().to_bits(), 0.3_f64.to_bits());
    }

    #[test]
    fn both_ends_are_checked_where_they_stand() {
        let refused = |from: &str, to: &str| {
            read_text("c.json", &CENTRE.replace(from, to)).unwrap_err().to_string()
        };
        let error = refused("[290, 340]", "[-5, 340]");
        assert!(error.contains("found -5, wanted a number above 0"), "{error}");
        assert!(error.starts_with("c.json:6:66: found"), "{error}");
        let error = refused("[2, 5]", "[2, 4.5]");
        assert!(error.contains("found 4.5, wanted a whole number"), "{error}");
        let error = refused("[2, 5]", "[5, 2]");
        assert!(error.contains("found 5 before 2, wanted the lower number first"), "{error}");
        let error = refused("[2, 5]", "[5]");
        assert!(error.contains("wanted two numbers"), "{error}");
        let error = refused(r#"{ "between": [2, 5] }"#, r#"{ "between": [2, 5], "cv": 1 }"#);
        assert!(error.contains("found `cv` beside `between`"), "{error}");
        let error = refused(r#""closes": "09:00""#, r#""closes": { "between": [9, 10] }"#);
        assert!(error.contains("found `between`, wanted a time of day"), "{error}");
    }
}
