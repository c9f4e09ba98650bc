//! The best of several designs: a page for people, JSON and CSV for programs.
//!
//! The answer in a sentence opens the page; the table of designs says how near the others come.

use std::io::{self, Write};

use super::form::frame::{in_numbers, real};
use super::form::page::Page;
use super::form::words::warnings;
use super::{Forms, Medium};
use crate::experiment::best::{BestOutcome, Standing};

mod answer;
mod json;
mod page;

/// The columns of its CSV.
const COLUMNS: [&str; 16] = [
    "rank",
    "design",
    "measure",
    "mean",
    "half_width",
    "low",
    "high",
    "less_leader",
    "less_leader_half_width",
    "less_leader_low",
    "less_leader_high",
    "less_best_low",
    "less_best_high",
    "replications",
    "standing",
    warnings::COLUMN,
];

/// A choice among designs, and how it was asked for.
#[derive(Clone, Debug)]
pub struct Best {
    pub outcome: BestOutcome,
    /// Title of the scenario.
    pub title: String,
    pub stopped_by: super::StoppedBy,
    /// The command line that gives this report again.
    pub command: String,
    /// What was understood of the planner's CSV files, one sentence each.
    pub understood: Vec<String>,
    /// Designs of the file that were not compared.
    pub left_aside: Vec<LeftAside>,
    pub cpu_seconds: f64,
    pub wall_seconds: f64,
}

/// A design that was not compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftAside {
    pub name: String,
    /// What of it happens, or is measured otherwise.
    pub what: Vec<String>,
    /// It happens and is not chosen; else it is measured by another yardstick.
    pub is_what_if: bool,
}

impl Best {
    fn warnings(&self) -> Vec<(&str, &crate::scenario::Warning)> {
        warnings::of(self.outcome.designs.iter().map(|it| (&*it.name, &it.scenario)))
    }

    /// Positions of the designs: the leader, those not told apart from it, the others, each by how
    /// far they are from the leader on the same days.
    fn ranking(&self) -> Vec<usize> {
        let designs = &self.outcome.designs;
        let highest = self.outcome.question.wanted == crate::experiment::best::Extreme::Highest;
        let behind = |position: usize| {
            let mean = designs[position].from_leader.mean.unwrap_or(0.0);
            if highest { -mean } else { mean }
        };
        let mut ranking: Vec<usize> = (0..designs.len()).collect();
        let class = |position: usize| match designs[position].standing {
            Standing::Leader => 0,
            Standing::Same | Standing::NotToldApart => 1,
            Standing::Worse => 2,
        };
        ranking.sort_by(|&a, &b| class(a).cmp(&class(b)).then(behind(a).total_cmp(&behind(b))));
        ranking
    }
}

impl Forms for Best {
    fn page(&self, medium: Medium, out: &mut dyn Write) -> io::Result<()> {
        page::write(self, &mut Page::new(out, medium))
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        super::form::json::write_value(&json::value(self), 0, out)?;
        out.write_all(b"\n")
    }

    fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(COLUMNS)?;
        let measure = self.outcome.question.figure.to_string();
        for (rank, position) in (1..).zip(self.ranking()) {
            let design = &self.outcome.designs[position];
            let figures = [&design.level, &design.from_leader].map(in_numbers).concat();
            let from_best = [design.from_best.low, design.from_best.high].map(Some).map(real);
            let (rank, days) = (rank.to_string(), design.replications.to_string());
            let numbers = figures.iter().chain(&from_best).map(String::as_str);
            let row = [rank.as_str(), &design.name, &measure].into_iter().chain(numbers);
            let warned = warnings::cell(&warnings::own(&design.scenario));
            let rest = [days.as_str(), word(design.standing), &warned];
            writer.write_record(row.chain(rest))?;
        }
        writer.flush()
    }
}

fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Leader => "leader",
        Standing::Same => "same",
        Standing::NotToldApart => "not_told_apart",
        Standing::Worse => "worse",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::best::{
        Approximation, BaseRole, DesignOutcome, Extreme, Indifference, Question,
    };
    use crate::experiment::run::outcome::Ended;
    use crate::measures::estimate::{Basis, Estimate};
    use crate::measures::figure_name::{FigureName, Names};
    use crate::report::{Colour, StoppedBy, Terminal, sample};
    use crate::stats::interval::Interval;

    /// Four designs by net value: the leader, two that are not told apart from it, a worse one.
    fn report() -> Best {
        let scenario = sample::run().outcome.variants.remove(0).scenario;
        let design = |name: &str, mean: f64, standing, [low, high]: [f64; 2]| DesignOutcome {
            name: name.to_owned(),
            scenario: scenario.clone(),
            findings: Vec::new(),
            replications: if standing == Standing::Worse { 100 } else { 144 },
            level: sample::about(mean, 60.0),
            from_leader: sample::about(mean - 3_168.0, 20.0),
            from_best: Interval { low, high },
            standing,
        };
        let designs = vec![
            design("base", 945.0, Standing::Worse, [-2_300.0, 0.0]),
            design("blended", 3_168.0, Standing::Leader, [-18.0, 70.0]),
            design("careful", 3_140.0, Standing::NotToldApart, [-70.0, 18.0]),
            design("the same again", 3_168.0, Standing::Same, [-25.0, 25.0]),
        ];
        let question = Question {
            figure: FigureName::read("net_value", &Names::default()).unwrap(),
            wanted: Extreme::Highest,
            indifference: None,
            base: BaseRole::Design,
        };
        let outcome = BestOutcome {
            question,
            indifference: Indifference { value: 50.0, is_chosen: true },
            seed: 1,
            threads: 2,
            confidence: 0.95,
            designs,
            leader: 1,
            ended: Ended::Precise,
            looks: vec![100, 120, 144],
            most: 10_000,
            approximations: vec![Approximation::Ratio],
            digest: "c0ffee".to_owned(),
        };
        Best {
            outcome,
            title: "Two queues, one day".to_owned(),
            stopped_by: StoppedBy::Itself,
            command: "switchroom best whatif.json --seed 1".to_owned(),
            understood: Vec::new(),
            left_aside: Vec::new(),
            cpu_seconds: 1.0,
            wall_seconds: 1.0,
        }
    }

    fn text(report: &Best) -> String {
        let mut out = Vec::new();
        let terminal = Terminal { colour: Colour::No, width: 100 };
        report.page(terminal.into(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.lines().all(|line| crate::report::form::page::columns(line) <= 100), "{text}");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_answer_says_how_sure_and_what_cannot_be_told_apart() {
        let text = text(&report());
        for wanted in [
            "The highest net value is that of “blended”: EUR 3,168 (±60). With 95 % confidence no \
             other is better by more than EUR 18; EUR 50 was not to matter.",
            "“careful” cannot be told apart from it: at most EUR 70 worse or EUR 18 better than \
             the best of the others. “the same again” is the same as it on every day.",
            "blended 3,168 ±60 - [-18, 70] 144 best ✓",
            "base 945 ±60 -2,223 ±20 ✗ [-2,300, 0] 100 worse ✗",
            "a difference of EUR 50 was not to matter (chosen, since none was given: \
             --indifference)",
            "again: switchroom best whatif.json --seed 1",
        ] {
            assert!(text.contains(wanted), "no {wanted:?} in\n{text}");
        }
    }

    #[test]
    fn what_is_not_decided_is_never_called_the_best() {
        let mut report = report();
        report.outcome.ended = Ended::AtMost;
        let found = text(&report);
        assert!(
            found.contains("Not decided after 144 days, the most that were allowed"),
            "{found}"
        );
        assert!(found.contains("So far “blended” with EUR 3,168 (±60) leads."), "{found}");
        assert!(!found.contains("best ✓"), "{found}");
        report.outcome.ended = Ended::Stopped;
        report.stopped_by = StoppedBy::TimeLimit;
        assert!(
            text(&report).contains("Time was up. Not decided when it was stopped after 144 days")
        );
    }

    #[test]
    fn what_nothing_bounds_is_said_and_no_number() {
        let mut report = report();
        report.outcome.ended = Ended::AtMost;
        report.outcome.designs[1].from_best.low = f64::NEG_INFINITY;
        report.outcome.designs[2].from_best.high = f64::INFINITY;
        let found = text(&report);
        for wanted in [
            "leads. How much better another may be, so few days do not say.",
            "“careful” cannot be told apart from it, and by how much they differ, so few days do \
             not say.",
            "[?, 70]",
        ] {
            assert!(found.contains(wanted), "no {wanted:?} in\n{found}");
        }
        let mut csv = Vec::new();
        report.csv(&mut csv).unwrap();
        assert!(!found.contains("inf") && !String::from_utf8(csv).unwrap().contains("inf"));
    }

    #[test]
    fn a_leader_who_left_all_behind_is_the_best_of_all() {
        let mut report = report();
        report.outcome.designs[1].from_best.low = 0.0;
        report.outcome.designs.truncate(2);
        assert!(text(&report).contains("With 95 % confidence it is the best of both."));
    }

    #[test]
    fn a_figure_that_was_not_seen_to_vary_has_its_bounds_in_every_format() {
        let mut report = report();
        let unlike = 0.02;
        report.outcome.designs[3].from_leader = Estimate::none_of_the_kind(unlike, None);
        report.outcome.designs[3].level = Estimate {
            mean: Some(0.9),
            low: Some(0.8),
            high: Some(0.95),
            basis: Basis::FewDays { unlike },
            ..Estimate::default()
        };
        let json = json::value(&report);
        let same = &json["designs"]["the same again"];
        assert_eq!(same["less_leader"]["days_with_any_upper_bound"], unlike);
        assert_eq!((&same["level"]["low"], &same["level"]["high"]), (&0.8.into(), &0.95.into()));
        assert_eq!(same["level"]["days_unlike_upper_bound"], unlike);
        let mut out = Vec::new();
        report.csv(&mut out).unwrap();
        let csv = String::from_utf8(out).unwrap();
        let row = "the same again,total.net_value,0.9,,0.8,0.95,0,,0,,-25,25,144,same,";
        assert!(csv.lines().any(|line| line.ends_with(row)), "{csv}");
    }

    #[test]
    fn designs_stand_best_first_in_every_format() {
        let report = report();
        let mut out = Vec::new();
        report.csv(&mut out).unwrap();
        let csv = String::from_utf8(out).unwrap();
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines[1], "1,blended,total.net_value,3168,60,,,0,20,,,-18,70,144,leader,");
        assert_eq!(lines[4], "4,base,total.net_value,945,60,,,-2223,20,,,-2300,0,100,worse,");
        let json = json::value(&report);
        let names: Vec<&String> = json["designs"].as_object().unwrap().keys().collect();
        assert_eq!(names, ["blended", "the same again", "careful", "base"]);
        assert_eq!((&json["best"], &json["decided"]), (&"blended".into(), &true.into()));
        assert_eq!(json["designs"]["careful"]["less_best_of_the_others"]["high"], 18.0);
        assert_eq!(json["run"]["ended_by"], "decided");
    }
}
