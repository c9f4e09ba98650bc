//! The report for people: one screen, the answer first.
//!
//! Below it stand levels or differences, money, a chart (or `horizon`, of months), what became of a wanted precision, and the
//! foot: one file each, in the order of the page.

use std::io::{self, Write};

use super::precision;
use crate::report::form::forms::Medium;
use crate::report::form::notes::Notes;
use crate::report::form::page::Page;
use crate::report::run::report::{Kind, Renderer, Report};

mod answer;
mod chart;
mod comparison;
mod foot;
mod grid;
mod horizon;
mod levels;
mod money;
mod sanity;

impl Renderer for Medium {
    fn render(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let mut page = Page::new(out, *self);
        let mut notes = Notes::default();
        answer::write(report, &mut page)?;
        match report.kind {
            _ if horizon::is_horizon(report) => horizon::write(report, &mut page, &mut notes)?,
            Kind::Run => {
                levels::write(report, &mut page, &mut notes)?;
                sanity::write(report, &mut page)?;
                chart::write(report, &mut page)?;
            }
            Kind::Compare => {
                comparison::write(report, &mut page, &mut notes)?;
                chart::write(report, &mut page)?;
            }
        }
        precision::write(report, &mut page)?;
        foot::write(report, &notes, &mut page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Colour, StoppedBy, Terminal, sample};

    fn text(report: &Report, colour: Colour) -> String {
        let mut out = Vec::new();
        Medium::from(Terminal { colour, width: 100 }).render(report, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Every line is there, however its columns are spaced.
    fn assert_lines(text: &str, wanted: &[&str]) {
        let squeezed = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        for wanted in wanted {
            let found = text.lines().any(|line| squeezed(line) == *wanted);
            assert!(found, "no line {wanted:?} in\n{text}");
        }
    }

    #[test]
    fn a_run_fits_the_page_and_starts_with_the_answer() {
        let text = text(&sample::run(), Colour::No);
        assert!(text.lines().all(|line| crate::report::form::page::columns(line) <= 100), "{text}");
        assert!(!text.contains('\x1b'));
        let title = "Two queues, one day";
        assert!(text.starts_with(title), "{text}");
        assert_lines(
            &text,
            &[
                "It does not hold: 77.78 % of service are answered in 20 s (±0.02), wanted 80 %. The other target",
                "target, 1.95 % abandon (±0.03) and agents are 90.50 % occupied (±0.09). Net value is EUR 4,185 a",
                "Offered 3,240 ±4 7,200 ±6 10,440 ±7",
                "Wait P90 0.40 s [0.30, 0.50] 25.0 s [24.1, 25.9] -",
                "desk 80 ±0 89.40 % ±0.10",
                "Net value does not change sign from 0 to 4 times as assumed.",
                "Service level: answered within 20 s, of offered (formula `offered`)",
                "half the ±: switchroom run centre.json --seed 1 --replications 1600",
            ],
        );
        let first = text.lines().position(|line| line.starts_with("  08:30 service")).unwrap();
        assert!(text.lines().nth(first - 1).unwrap().starts_with("Worst intervals"));
    }

    #[test]
    fn a_comparison_tells_of_the_best_variant_and_marks_better_and_worse() {
        let text = text(&sample::compare(), Colour::No);
        assert!(text.lines().all(|line| crate::report::form::page::columns(line) <= 100), "{text}");
        assert_lines(
            &text,
            &[
                "Best by net value is “all blended”: EUR 5,566 a day † (±41), 1,381 more than the base (±52). There",
                "base 90.45 % ±0.09 1.95 % ±0.03 21.60 ±0.10 4,185 ±41",
                "all blended +2.73 pts ±0.09 ✓ -0.60 pts ±0.02 ✓ +0.1 ±0.2 +1,381 ±52 ✓",
                "handle time +15 s 0.0 pts ±0 0.0 pts ±0 0 ±0 0 ±0",
                "structure +1,078 ±35 ✓",
                "all blended +6,335 ±41 ✓ +4,185 ±41 ✓ -115 ±41 ✗ near × 3.2",
            ],
        );
    }

    #[test]
    fn theory_stands_beside_what_was_simulated_or_says_why_not() {
        let text = text(&sample::run(), Colour::No);
        assert_lines(
            &text,
            &[
                "sales: service level 96.412 % (simulated 96.359 % ±0.008) and abandon rate 1.312 % (simulated",
                "1.324 % ±0.003); an approximation by M(t)/M/n(t)+M from empty, because handle time is not",
                "service: no model applies, because agents of “blended” take sales too",
            ],
        );
    }

    #[test]
    fn when_no_variant_is_better_the_answer_says_so() {
        let mut report = sample::compare();
        report.outcome.variants.remove(1);
        report.outcome.differences.remove(0);
        let text = text(&report, Colour::No);
        assert!(text.contains("No variant beats the base by net value."), "{text}");
    }

    #[test]
    fn an_interrupted_run_says_how_far_it_came() {
        let mut report = sample::run();
        report.outcome.requested = 1000;
        report.stopped_by = StoppedBy::Interrupt;
        let text = text(&report, Colour::No);
        assert_lines(&text, &["Interrupted: this is what the first 400 days of 1000 say."]);
    }

    #[test]
    fn theory_that_was_left_out_is_told() {
        let mut report = sample::run();
        report.outcome.theory_is_whole = false;
        assert!(!report.outcome.is_whole());
        report.stopped_by = StoppedBy::Interrupt;
        let wanted = "Interrupted after the last replication: theory beside it is left out.";
        assert_lines(&text(&report, Colour::No), &[wanted]);
    }

    #[test]
    fn time_that_was_up_is_no_interrupt() {
        let mut report = sample::run();
        report.outcome.requested = 1000;
        report.stopped_by = StoppedBy::TimeLimit;
        let text = text(&report, Colour::No);
        assert_lines(&text, &["Time was up: this is what the first 400 days of 1000 say."]);
    }

    #[test]
    fn what_was_to_be_precise_stands_with_the_furthest_off_first() {
        let text = text(&sample::precise(), Colour::No);
        assert_lines(
            &text,
            &[
                "Precision with 95 % confidence, all of them at once; those furthest off first",
                "Missed for 1 of 2 after 400 days, the most that were allowed (--max-replications).",
                "Net value all blended less base ±41 ±52 ✗",
                "Service level of sales all blended less base ±0.5 pts ±0.2 pts ✓",
                "400 days of the same customers in every variant (as the precision took), seed 1; ± and [ , ] are",
            ],
        );
    }

    #[test]
    fn a_steady_state_counts_in_batches_and_warns_first() {
        let text = text(&sample::steady(), Colour::No);
        assert_lines(
            &text,
            &[
                "Warning: The queue does not settle: 3.20 more wait from batch to batch.",
                "agents are 90.50 % occupied (±0.09). Net value is EUR 4,185 a batch of 4 h † (±41).",
                "Contact types a batch of 4 h",
                "Customers and money a batch of 4 h, money in EUR",
                "where a definition says a day, or from opening to closing, it is here a batch of 4 h",
                "20 replications, each of 20 batches of 4 h after a warm-up of 90 min (a few seconds' worth, since",
            ],
        );
        assert!(text.contains("intervals for the mean batch"), "{text}");
        assert!(!text.contains("Worst intervals") && !text.contains("of days"), "{text}");
    }

    #[test]
    fn a_horizon_tells_what_its_first_month_alone_would_have_got_wrong() {
        let text = text(&sample::horizon(), Colour::No);
        let told = "Over 24 months “blended, retention” earns EUR 11.00 M (±0.01), 867 k less than \
                    the base (±6 k). It is ahead in month 1 and behind from month 3 on [2, 3]; its \
                    single months are ahead in month 1 and behind from month 2 on [2, 2]. It loses \
                    1,762 fewer customers (±14) and wins 2,245 fewer (±13): 44,742 are there at \
                    the end, 483 fewer than in the base (±17), but fewer of them still remember a \
                    grievance: together they are worth EUR 23 k less (±4 k). Its first month was \
                    14 k better than the base's (±1 k), its last 47 k worse (±2 k).";
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(told), "{text}");
        assert!(text.lines().all(|line| crate::report::form::page::columns(line) <= 100), "{text}");
        assert_lines(
            &text,
            &[
                "blended, retention -483 ±17 ✗ -1,762 ±14 ✓ -2,245 ±13 ✗ -866,756 ±5,808 ✗",
                "1 2026-01 +14,193 ±1,600 ✓ +14,193 ±1,600 ✓ -85 ±12 ✗ 100 %",
                "3 2026-03 -28,100 ±2,800 ✗ -17,100 ±1,700 ✗ -119 ±12 ✗ 0 %",
                "Each customer of the start whom “blended, retention” keeps and the base loses costs EUR 628 (±7),",
                "- With these numbers the base loses 12.2 % of its customers a year, 53 % of them because of",
                "60 horizons of 24 months (528 open days), each after a lead-in of 12 months, of the same customers",
            ],
        );
        assert!(flat.contains("20.8 % of customers angry (20.6 %) and 451 contacts pending (440)"));
        assert!(!text.contains(" a day") && !text.contains("intervals of"), "{text}");
        assert!(!text.contains("Beside theory") && !text.contains("Customers lost"), "{text}");
    }

    #[test]
    fn one_design_over_a_horizon_tells_of_its_customers() {
        let text = text(&sample::horizon_alone(), Colour::No);
        let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let told = "Over 24 months it earns EUR 11.87 M (±0.01). Of 40,000 customers at the start and \
                    16,264 won since (±38) 11,039 left (±30), 53 % of them because of contacts: \
                    45,225 are there at the end (±31), worth EUR 11.62 M (±0.01). Its first month \
                    earned EUR 448 k (±2 k), its last EUR 540 k (±2 k).";
        assert!(flat.contains(told), "{text}");
        assert!(!text.contains(" a day"), "{text}");
    }

    #[test]
    fn nobody_wins_among_customers_who_begin_without_memory() {
        let mut report = sample::horizon();
        for variant in &mut report.outcome.variants {
            variant.scenario.horizon.as_mut().unwrap().lead_in_months = 0;
            variant.summary.lead_in.clear();
        }
        let text = text(&report, Colour::No);
        assert!(text.contains("Customers begin without memory"), "{text}");
        for verdict in ["earns", "is ahead in", "first month was", "Most is"] {
            assert!(!text.contains(verdict), "{verdict}: {text}");
        }
    }

    #[test]
    fn a_past_that_had_not_settled_and_goodwill_of_no_use_are_warned_of() {
        let mut report = sample::horizon();
        assert_eq!(report.warnings(), Vec::<String>::new());
        for variant in &mut report.outcome.variants {
            let angry = &mut variant.summary.lead_in[1][1];
            assert_eq!(angry.definition.key, "customers.angry_share");
            angry.estimate.mean = Some(0.1);
        }
        let mut nights = report.outcome.variants[1].summary.horizon.iter_mut();
        let nights = nights.find(|it| it.definition.key == "customers.nights_cut_off").unwrap();
        nights.estimate.mean = Some(0.025);
        let said = report.warnings();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].starts_with("blended, retention: On 2.5 % of the nights"), "{said:?}");
        assert!(
            said[1].contains("20.8\u{a0}% of customers angry, 10.0\u{a0}% three months before")
        );
    }

    #[test]
    fn one_day_is_never_called_a_verdict() {
        let mut report = sample::run();
        let summary = &mut report.outcome.variants[0].summary;
        summary.replications = 1;
        for subject in &mut summary.contact_types {
            for measured in &mut subject.measures {
                measured.estimate.half_width = None;
            }
        }
        let text = text(&report, Colour::No);
        assert!(text.contains("Too close to call: 96.4 % of sales are answered in 20 s (one"));
    }

    #[test]
    fn colour_adds_codes_and_changes_no_word() {
        let coloured = text(&sample::compare(), Colour::Yes);
        assert!(coloured.contains("\x1b[32m"), "better is green");
        let mut plain = String::new();
        let mut rest = coloured.as_str();
        while let Some((before, after)) = rest.split_once('\x1b') {
            plain.push_str(before);
            rest = after.split_once('m').unwrap().1;
        }
        plain.push_str(rest);
        assert_eq!(plain, text(&sample::compare(), Colour::No));
    }
}
