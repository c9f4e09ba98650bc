//! The page of "how many agents?".

use std::io;

use super::words::{amount, early, found, hours, lack, margin, name, verdict, wanted};
use crate::experiment::staff::heads::Per;
use crate::experiment::staff::judge::{Finding, Judged};
use crate::experiment::staff::target::{Verdict, surely_misses};
use crate::experiment::staff::{Answer, Outcome, Required, has_shifts};
use crate::measures::estimate::{Measured, find};
use crate::report::form::figure::{Cell, Sense, Tone, cell};
use crate::report::form::number::grouped;
use crate::report::form::page::{Ink, Page};
use crate::report::form::table::Table;
use crate::report::form::words::period::Observed;
use crate::report::form::words::scenario::{label, listed};
use crate::report::form::words::warnings;
use crate::report::{StoppedBy, counted};

/// Targets that are shown one by one; of more, the tightest.
const MOST_TARGETS: usize = 12;

pub(super) fn write(answer: &Answer, stopped_by: StoppedBy, page: &mut Page) -> io::Result<()> {
    let title = format!("{}: how many agents?", answer.scenario.name);
    page.title(&title)?;
    let warnings = warnings::of([("base", &answer.scenario)]);
    warnings::write(&warnings::sentences(&warnings), page)?;
    page.paragraph(&sentence(answer, stopped_by), Ink::Plain, 2, 2)?;
    match answer.question.per {
        Per::Day => write_groups(answer, page)?,
        Per::Interval => write_intervals(answer, page)?,
    }
    write_targets(answer, page)?;
    write_figures(answer, page)
}

/// "92 agents meet every target: ...".
fn sentence(answer: &Answer, stopped_by: StoppedBy) -> String {
    let size = size(answer);
    let lack = || lack(&answer.judged, &answer.scenario);
    let told = match answer.outcome {
        Outcome::Found => meets(answer, stopped_by, &size),
        _ if answer.stopped => {
            let early = early(stopped_by).to_lowercase();
            return format!(
                "No mix was found that meets every target before {early}. With the nearest so \
                 far, {size}, {}.",
                lack()
            );
        }
        Outcome::NoneFound => {
            return format!(
                "No mix was found that meets every target. With the nearest, {size}, {}. That is \
                 no proof that none does.",
                lack()
            );
        }
        Outcome::CannotBeMet => {
            return format!(
                "The targets cannot be met: {}. What stands below is the nearest mix, {size}; {}.",
                beyond_help(answer),
                lack()
            );
        }
    };
    format!("{told}{}{}", compared(answer), neighbour(answer))
}

fn meets(answer: &Answer, stopped_by: StoppedBy, size: &str) -> String {
    let is_sure = |it: &Finding| matches!(it.verdict, Verdict::Met | Verdict::NothingToMeet);
    let surely = answer.judged.findings.iter().all(is_sure);
    let how = if surely { "every target" } else { "every target on the estimate, not surely" };
    if answer.stopped {
        return format!("{}: {size} meet {how}; fewer may do.", early(stopped_by));
    }
    format!("{size} meet {how}.")
}

/// "with 124 heads in each of these groups from opening to closing nobody waits, and 10:30 sales:
/// service level is still 62 % (±1), wanted at least 80 %".
fn beyond_help(answer: &Answer) -> String {
    let Some(proof) = &answer.proof else { return String::new() };
    let worst = proof.beyond_help().min_by(|a, b| margin(a).total_cmp(&margin(b)));
    let worst = worst.map_or_else(String::new, |it| {
        let figure = found(&it.target, &it.found, Observed::of(&proof.summary)).with("");
        let name = name(&it.target, &answer.scenario);
        format!("{name} is {figure}, wanted {}", wanted(&it.target))
    });
    let most = proof.heads.columns.iter().flatten().max().copied().unwrap_or(0);
    format!(
        "even with {} heads in each group that could help, from opening to closing and several \
         times what the work takes, {worst}",
        grouped(f64::from(most), 0)
    )
}

/// "92 agents", "112.5 agent-hours a day (6.6 agents on average)".
fn size(answer: &Answer) -> String {
    let total = answer.judged.heads.columns.iter().flatten().map(|&it| f64::from(it)).sum::<f64>();
    match answer.question.per {
        Per::Day => counted(total as usize, "agent"),
        Per::Interval => {
            let hours = total * hours(&answer.scenario, Per::Interval);
            let mean = total / answer.judged.heads.columns.len() as f64;
            format!("{} agent-hours a day ({} agents on average)", amount(hours), grouped(mean, 1))
        }
    }
}

/// ", 8 fewer than in the file".
fn compared(answer: &Answer) -> String {
    let each = all_required(answer);
    let over: f64 = each.iter().map(Required::over_under).sum();
    let (number, what) = match answer.question.per {
        Per::Day => (over, ""),
        Per::Interval => (over * hours(&answer.scenario, Per::Interval), " agent-hours"),
    };
    let text = amount(number.abs());
    match text.as_str() {
        "0" => " As many are in the file.".to_owned(),
        _ if number > 0.0 => format!(" That is {text}{what} fewer than in the file."),
        _ => format!(" That is {text}{what} more than in the file."),
    }
}

/// What the best mix of one head fewer does.
fn neighbour(answer: &Answer) -> String {
    let Some(fewer) = &answer.fewer else { return String::new() };
    let Some(worst) = hurt_most(answer, fewer) else { return String::new() };
    let observed = Observed::of(&fewer.summary);
    let figure = found(&worst.target, &worst.found, observed).with("");
    let whose = name(&worst.target, &answer.scenario);
    let number = |judged: &Judged| judged.heads.columns.iter().flatten().sum::<u32>();
    let less = number(&answer.judged).saturating_sub(number(fewer));
    let which = match less {
        0 => "The nearest cheaper mix".to_owned(),
        1 => "The nearest mix of one head fewer".to_owned(),
        more => format!("The nearest mix of {more} heads fewer"),
    };
    let does = match worst.verdict {
        Verdict::Missed if surely_misses(&worst.target, &worst.found) => "misses",
        Verdict::Missed => "misses on the estimate",
        _ => "meets them too on these days",
    };
    format!(" {which} {does}: {whose} is {figure} there.")
}

/// The finding of a cheaper mix that misses most, or else has lost most against the answer.
fn hurt_most<'a>(answer: &Answer, fewer: &'a Judged) -> Option<&'a Finding> {
    let pairs = fewer.findings.iter().zip(&answer.judged.findings);
    let lost = |(of_fewer, own): &(&Finding, &Finding)| margin(own) - margin(of_fewer);
    let changed = pairs.filter(|pair| lost(pair).is_finite() && lost(pair).abs() > 0.0);
    let missed = changed.clone().map(|(it, _)| it).filter(|it| it.verdict == Verdict::Missed);
    let most = missed.min_by(|a, b| margin(a).total_cmp(&margin(b)));
    most.or_else(|| changed.max_by(|a, b| lost(a).total_cmp(&lost(b))).map(|(it, _)| it))
}

fn all_required(answer: &Answer) -> Vec<Required> {
    let heads = &answer.judged.heads;
    let places = 0..heads.groups.len();
    (0..heads.columns.len())
        .flat_map(|column| places.clone().map(move |place| (column, place)))
        .map(|(column, place)| answer.required(column, place))
        .collect()
}

/// Places of the staffed groups in the planner's order.
fn displayed(answer: &Answer) -> Vec<usize> {
    let groups = &answer.judged.heads.groups;
    let mut places: Vec<usize> = (0..groups.len()).collect();
    places.sort_by_key(|&place| answer.scenario.agent_groups[groups[place]].display);
    places
}

fn signed(number: f64) -> Cell {
    let tone = if number < 0.0 { Tone::Worse } else { Tone::Plain };
    let plus = if number > 0.0 { "+" } else { "" };
    Cell::text(&format!("{plus}{}", amount(number))).toned(tone)
}

/// Required, scheduled, in the file, over or under; one row a group.
fn write_groups(answer: &Answer, page: &mut Page) -> io::Result<()> {
    page.heading("Agents", "the same heads from opening to closing")?;
    let headings = ["Required", "Scheduled", "In the file", "Over, under"];
    let mut table = Table::new(headings.map(str::to_owned).to_vec());
    let mut all = [0.0; 4];
    for place in displayed(answer) {
        let own = answer.required(0, place);
        let numbers = [own.productive, f64::from(own.scheduled), own.staffed, own.over_under()];
        all.iter_mut().zip(numbers).for_each(|(sum, more)| *sum += more);
        let group = answer.judged.heads.groups[place];
        table.row(answer.scenario.agent_groups[group].name.clone(), cells(numbers));
    }
    table.row("all", cells(all));
    table.write(page)?;
    write_kept(answer, page)
}

fn cells([required, scheduled, staffed, over]: [f64; 4]) -> Vec<Cell> {
    let plain = |number| Cell::text(&amount(number));
    vec![plain(required), plain(scheduled), plain(staffed), signed(over)]
}

/// That groups with shifts keep them.
pub(super) fn kept_shifts(answer: &Answer) -> Option<String> {
    let groups = answer.scenario.agent_groups.iter().filter(|group| has_shifts(group));
    let names: Vec<String> = groups.map(|group| format!("`{}`", group.name)).collect();
    (!names.is_empty()).then(|| {
        format!("Shifts of {} are kept; the others are staffed around them.", listed(&names))
    })
}

fn write_kept(answer: &Answer, page: &mut Page) -> io::Result<()> {
    let heads = &answer.judged.heads;
    let groups = answer.scenario.agent_groups.iter().enumerate();
    let kept = groups.filter(|(at, _)| !heads.groups.contains(at)).map(|(_, it)| it.name.clone());
    let kept: Vec<String> = kept.collect();
    if kept.is_empty() {
        return Ok(());
    }
    page.paragraph(&format!("As in the file: {}.", listed(&kept)), Ink::Faint, 2, 4)
}

/// One row an interval: heads by group, over or under, and the service levels.
fn write_intervals(answer: &Answer, page: &mut Page) -> io::Result<()> {
    let is_shrunk = answer.scenario.shrinkage_share > 0.0;
    let about = if is_shrunk {
        "productive heads (scheduled heads); over or under: those in the file less those required"
    } else {
        "heads; over or under: those in the file less those required"
    };
    page.heading("Agents by interval", about)?;
    let places = displayed(answer);
    let group = |place: usize| &answer.scenario.agent_groups[answer.judged.heads.groups[place]];
    let mut headings: Vec<String> = places.iter().map(|&it| group(it).name.clone()).collect();
    headings.extend(["Over, under".to_owned()]);
    let summary = &answer.judged.summary;
    let observed = Observed::of(summary);
    headings.extend(summary.contact_types.iter().map(|it| format!("{}: service level", it.name)));
    let mut table = Table::new(headings);
    for (column, interval) in summary.intervals.iter().enumerate() {
        let own: Vec<Required> = places.iter().map(|&it| answer.required(column, it)).collect();
        let mut row: Vec<Cell> = own
            .iter()
            .map(|it| {
                let paid = if is_shrunk { format!(" ({})", it.scheduled) } else { String::new() };
                Cell::text(&format!("{}{paid}", amount(it.productive)))
            })
            .collect();
        row.push(signed(own.iter().map(Required::over_under).sum()));
        row.extend(interval.contact_types.iter().map(|it| {
            let level = it.get("service_level");
            level.map_or_else(Cell::nothing, |it| cell(it, Sense::Level, observed))
        }));
        table.row(interval.start.clone(), row);
    }
    table.write(page)?;
    write_kept(answer, page)
}

/// Each target with what was found, and what one head fewer does to it.
fn write_targets(answer: &Answer, page: &mut Page) -> io::Result<()> {
    let findings = &answer.judged.findings;
    let days = answer.judged.summary.replications;
    let mut about = format!(
        "on {} that the search did not use",
        counted(
            days as usize,
            crate::report::form::words::period::noun(answer.judged.summary.period, 1)
        )
    );
    let mut order: Vec<usize> = (0..findings.len()).collect();
    if findings.len() > MOST_TARGETS {
        order.sort_by(|&a, &b| margin(&findings[a]).total_cmp(&margin(&findings[b])));
        order.truncate(MOST_TARGETS);
        about = format!("{}; {about}; the tightest of them", tally(findings));
    }
    page.heading("Targets", &about)?;
    let headings = ["Wanted", "Found", "", "Nearest with fewer"];
    let mut table = Table::new(headings.map(str::to_owned).to_vec());
    for at in order {
        let own = &findings[at];
        let observed = Observed::of(&answer.judged.summary);
        let tone = match own.verdict {
            Verdict::Met => Tone::Better,
            Verdict::Missed => Tone::Worse,
            Verdict::MetOnEstimate | Verdict::NothingToMeet => Tone::Plain,
        };
        let fewer = answer.fewer.as_ref().map_or_else(Cell::nothing, |fewer| {
            let estimate = &fewer.findings[at].found;
            found(&own.target, estimate, Observed::of(&fewer.summary))
        });
        let row = vec![
            Cell::text(&wanted(&own.target)),
            found(&own.target, &own.found, observed),
            Cell::text(verdict(own.verdict)).toned(tone),
            fewer,
        ];
        table.row(name(&own.target, &answer.scenario), row);
    }
    table.write(page)
}

/// "of 68 targets 61 are met, 7 on the estimate only, none missed".
fn tally(findings: &[Finding]) -> String {
    let number = |verdict: Verdict| findings.iter().filter(|it| it.verdict == verdict).count();
    let estimate = number(Verdict::MetOnEstimate);
    let missed = number(Verdict::Missed);
    format!(
        "of {} {} are met, {estimate} on the estimate only, {missed} missed",
        counted(findings.len(), "target"),
        findings.len() - estimate - missed
    )
}

/// What is told of the centre as a whole.
pub(super) fn overall(answer: &Answer) -> Vec<&Measured> {
    let keys =
        ["service_level", "abandon_rate", "mean_wait_seconds", "occupancy", "wages", "net_value"];
    let groups = &answer.judged.scenario.agent_groups;
    let pays = groups.iter().any(|group| group.wage_per_hour > 0.0);
    let shown = keys.iter().filter(|key| pays || !["wages", "net_value"].contains(key));
    shown.filter_map(|key| find(&answer.judged.summary.total, key)).collect()
}

/// The centre as a whole with these heads.
fn write_figures(answer: &Answer, page: &mut Page) -> io::Result<()> {
    let scenario = &answer.judged.scenario;
    let mut about = crate::report::form::words::period::each(scenario);
    if !scenario.currency.is_empty() {
        about = format!("{about}, money in {}", scenario.currency);
    }
    page.heading("With these agents", &about)?;
    let observed = Observed::of(&answer.judged.summary);
    let measured = overall(answer);
    let mut table = Table::new(measured.iter().map(|it| label(it.definition, scenario)).collect());
    table.row("all", measured.iter().map(|it| cell(it, Sense::Level, observed)).collect());
    table.write(page)
}
