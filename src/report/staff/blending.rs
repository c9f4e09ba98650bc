//! The page of "how many agents does blending save?".

use std::io;

use super::words::{amount, early, found, hours, lack, name, part, rule, size, unit, wanted};
use crate::experiment::staff::Outcome;
use crate::experiment::staff::blending::{BlendAnswer, Cell};
use crate::experiment::staff::heads::{Part, Per};
use crate::experiment::staff::target::Verdict;
use crate::measures::estimate::{Measured, Summary, find};
use crate::report::StoppedBy;
use crate::report::form::figure::{Cell as Text, NO_BREAK, Sense, Tone, cell};
use crate::report::form::page::{Ink, Page};
use crate::report::form::table::Table;
use crate::report::form::words::period::{Observed, each};
use crate::report::form::words::scenario::{label, listed};
use crate::report::form::words::warnings;
use crate::scenario::NamedPolicy;

/// Targets that have a column of their own.
const MOST_COLUMNS: usize = 3;

pub(super) fn write(
    answer: &BlendAnswer,
    stopped_by: StoppedBy,
    page: &mut Page,
) -> io::Result<()> {
    let title = format!("{}: how many agents does blending save?", answer.scenario.name);
    page.title(&title)?;
    let warnings = warnings::of([("base", &answer.scenario)]);
    warnings::write(&warnings::sentences(&warnings), page)?;
    for sentence in sentences(answer, stopped_by) {
        page.paragraph(&sentence, Ink::Plain, 2, 2)?;
    }
    write_numbers(answer, page)?;
    write_consequences(answer, page)
}

fn nobody(answer: &BlendAnswer) -> &Cell {
    answer.cells.first().expect("a table has nobody blended")
}

fn rules(answer: &BlendAnswer) -> Vec<NamedPolicy> {
    let known = |rule: &&NamedPolicy| answer.cells.iter().any(|it| it.rule == Some(**rule));
    answer.question.rules.iter().filter(known).copied().collect()
}

fn of_rule(answer: &BlendAnswer, rule: NamedPolicy) -> impl Iterator<Item = &Cell> {
    answer.cells.iter().filter(move |it| it.rule == Some(rule))
}

/// What split desks lack.
fn not_met(answer: &BlendAnswer, base: &str) -> String {
    let nobody = nobody(answer);
    let (targets, lack) = (targets(answer), lack(&nobody.judged, &answer.scenario));
    match nobody.outcome {
        Outcome::CannotBeMet => format!(
            "The targets cannot be met by split desks: {targets}. Even where nobody waits one is \
             missed; {lack} with {base}."
        ),
        _ => format!("No split desks were found that meet {targets}: {lack} with {base}."),
    }
}

/// The answer in words: what nobody blended takes, and for each rule the smallest share that saves
/// most, and what everybody blended saves.
fn sentences(answer: &BlendAnswer, stopped_by: StoppedBy) -> Vec<String> {
    let per = answer.question.per;
    let size_of = |cell: &Cell| size(cell, &answer.scenario, per);
    let all = size_of(nobody(answer));
    let base = format!("{} {}", amount(all), unit(per));
    let mut told = Vec::new();
    if answer.stopped {
        told.push(format!("{}: this is what was found until then.", early(stopped_by)));
    }
    if nobody(answer).outcome != Outcome::Found {
        told.push(not_met(answer, &base));
        return told;
    }
    // Its own search may have been the one that was stopped.
    if answer.stopped && answer.cells.len() == 1 {
        let day = a_day(per);
        told.push(format!(
            "Nobody blended takes at most {base}{day} for {}; fewer may do.",
            targets(answer)
        ));
        return told;
    }
    told.push(format!("Nobody blended takes {base}{} for {}.", a_day(per), targets(answer)));
    let mut savings: Vec<(String, Vec<String>)> = Vec::new();
    for rule in rules(answer) {
        let saving = saving(answer, rule);
        let name = self::rule(rule);
        match savings.iter_mut().find(|(known, _)| *known == saving) {
            Some((_, names)) => names.push(name),
            None => savings.push((saving, vec![name])),
        }
    }
    let said =
        |(saving, names): (String, Vec<String>)| format!("Under {} {saving}.", listed(&names));
    told.extend(savings.into_iter().map(said));
    told
}

fn a_day(per: Per) -> &'static str {
    match per {
        Per::Day => "",
        Per::Interval => " a day",
    }
}

/// "blending 30 % saves 4 of 96 agents, 10 % already 3; everybody blended saves only 1".
fn saving(answer: &BlendAnswer, rule: NamedPolicy) -> String {
    let per = answer.question.per;
    let all = size(nobody(answer), &answer.scenario, per);
    let saved = |cell: &Cell| all - size(cell, &answer.scenario, per);
    let met = || of_rule(answer, rule).filter(|it| it.outcome == Outcome::Found);
    let by_size =
        |a: &&Cell, b: &&Cell| a.total().cmp(&b.total()).then(a.blended().cmp(&b.blended()));
    let Some(best) = met().min_by(by_size) else {
        return "no mix with blended agents was found that meets the targets".to_owned();
    };
    let most = saved(best);
    if most <= 0.0 {
        return "no share of blended agents saves any".to_owned();
    }
    let unit = unit(per);
    let mut text =
        format!("blending {} saves {} of {} {unit}", part(best.part), amount(most), amount(all));
    let half = met().filter(|it| 2.0 * saved(it) >= most).min_by_key(|it| it.blended());
    if let Some(half) = half.filter(|it| it.blended() < best.blended()) {
        text = format!("{text}, {} already {}", part(half.part), amount(saved(half)));
    }
    let everybody = met().find(|it| it.part == Part::Share(1.0));
    if let Some(worse) = everybody.filter(|it| saved(it) < most) {
        let only = saved(worse);
        let only = if only > 0.0 { format!("only {}", amount(only)) } else { "none".to_owned() };
        text = format!("{text}; everybody blended saves {only}");
    }
    text
}

/// "service level in 20 s at least 80 % (sales, service)".
fn targets(answer: &BlendAnswer) -> String {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for target in &answer.question.targets {
        let name = name(target, &answer.scenario);
        let (whose, measure) = name.split_once(": ").expect("a target names whose and what");
        let what = format!("{} {}", measure.to_lowercase(), wanted(target));
        let whose = target.contact_type.clone().unwrap_or_else(|| whose.to_owned());
        match groups.iter_mut().find(|(known, _)| *known == what) {
            Some((_, all)) if all.contains(&whose) => {}
            Some((_, all)) => all.push(whose),
            None => groups.push((what, vec![whose])),
        }
    }
    let told: Vec<String> =
        groups.into_iter().map(|(what, whose)| format!("{what} ({})", listed(&whose))).collect();
    let cut = answer.question.targets.iter().any(|it| it.interval.is_some());
    format!("{}{}", listed(&told), if cut { " in every interval" } else { "" })
}

/// Shares by rules: the fewest agents.
fn write_numbers(answer: &BlendAnswer, page: &mut Page) -> io::Result<()> {
    let (per, rules) = (answer.question.per, rules(answer));
    if rules.is_empty() {
        return Ok(());
    }
    let heading = match per {
        Per::Day => "Fewest agents",
        Per::Interval => "Fewest agent-hours a day",
    };
    let about = "by share blended; in brackets the numbers between which it lies, as far as the \
                 intervals tell";
    page.heading(heading, about)?;
    let mut parts: Vec<Part> = vec![nobody(answer).part];
    for cell in &answer.cells[1..] {
        if !parts.contains(&cell.part) {
            parts.push(cell.part);
        }
    }
    let mut table = Table::new(rules.iter().map(|&it| rule(it)).collect());
    for (place, &wanted) in parts.iter().enumerate() {
        let cell = |&rule: &NamedPolicy| {
            let own = of_rule(answer, rule).find(|it| it.part == wanted);
            let own = if place == 0 { Some(nobody(answer)) } else { own };
            own.map_or_else(Text::nothing, |own| number(own, answer))
        };
        table.row(part(wanted), rules.iter().map(cell).collect());
    }
    table.write(page)?;
    if rules.iter().any(|&rule| goes_up(answer, rule)) {
        let why = "Where a larger share takes more although the brackets allow less: heads are \
                   whole in each stretch, and each number is the least that its search found.";
        page.paragraph(why, Ink::Faint, 2, 4)?;
    }
    Ok(())
}

/// Whether a larger blended part takes more heads than a smaller one somewhere, by no more than
/// what the intervals leave open.
fn goes_up(answer: &BlendAnswer, rule: NamedPolicy) -> bool {
    let met = of_rule(answer, rule).filter(|it| it.outcome == Outcome::Found);
    let mut cells: Vec<&Cell> = std::iter::once(nobody(answer)).chain(met).collect();
    cells.sort_by_key(|cell| cell.blended());
    cells.windows(2).any(|pair| {
        let before = pair[0].total();
        pair[1].total() > before && pair[1].sure.is_some_and(|sure| sure.least <= before)
    })
}

/// "92 [91, 92]".
fn number(cell: &Cell, answer: &BlendAnswer) -> Text {
    match cell.outcome {
        Outcome::Found => {}
        Outcome::NoneFound => return Text::text("none found"),
        Outcome::CannotBeMet => return Text::text("cannot"),
    }
    let value = amount(size(cell, &answer.scenario, answer.question.per));
    let scale = match answer.question.per {
        Per::Day => 1.0,
        Per::Interval => hours(&answer.scenario, Per::Interval),
    };
    let end = |heads: u64| amount(heads as f64 * scale);
    let interval = cell.sure.map_or_else(String::new, |sure| {
        let most = sure.most.map_or_else(|| "?".to_owned(), end);
        format!("[{},{NO_BREAK}{most}]", end(sure.least))
    });
    Text { value, interval, tone: Tone::Plain }
}

/// What is told of each cell beside its targets, as nobody blended has it.
pub(super) fn told(answer: &BlendAnswer) -> impl Iterator<Item = &Measured> {
    let summary = &nobody(answer).judged.summary;
    keys(answer).into_iter().filter_map(|key| overall(summary, key))
}

/// What each cell leads to, by rule.
fn write_consequences(answer: &BlendAnswer, page: &mut Page) -> io::Result<()> {
    let base = nobody(answer);
    let keys = keys(answer);
    let about = about(answer, &keys);
    for rule in rules(answer) {
        page.heading(&format!("Under {}", self::rule(rule)), &about)?;
        let mut headings = vec![size_heading(answer).to_owned(), "Blended".to_owned()];
        headings.extend(target_headings(answer));
        headings.extend(told(answer).map(|it| label(it.definition, &answer.scenario)));
        let mut table = Table::new(headings);
        for cell in std::iter::once(base).chain(of_rule(answer, rule)) {
            table.row(part(cell.part), consequences(cell, &keys, answer));
        }
        table.write(page)?;
    }
    Ok(())
}

/// "a day, money in EUR; targets met of 68, and surely met; net value less that of nobody blended".
fn about(answer: &BlendAnswer, keys: &[&str]) -> String {
    let mut told = each(&answer.scenario);
    if !answer.scenario.currency.is_empty() {
        told = format!("{told}, money in {}", answer.scenario.currency);
    }
    let targets = answer.question.targets.len();
    if targets > MOST_COLUMNS {
        told = format!("{told}; targets met of {targets}, and surely met");
    }
    if keys.contains(&"net_value") {
        told = format!("{told}; net value less that of nobody blended");
    }
    told
}

fn size_heading(answer: &BlendAnswer) -> &'static str {
    match answer.question.per {
        Per::Day => "Agents",
        Per::Interval => "Hours",
    }
}

fn keys(answer: &BlendAnswer) -> Vec<&'static str> {
    let scenario = &answer.scenario;
    let sells = scenario.contact_types.iter().any(|it| it.sale.is_some() || it.offer.is_some());
    let pays = scenario.agent_groups.iter().any(|group| group.wage_per_hour > 0.0);
    let loses = scenario.customers.is_some();
    let all = [
        ("abandon_rate", true),
        ("revenue", sells),
        ("customers_lost", loses),
        ("net_value", sells || pays),
    ];
    all.iter().filter(|(_, shown)| *shown).map(|(key, _)| *key).collect()
}

fn target_headings(answer: &BlendAnswer) -> Vec<String> {
    let targets = &answer.question.targets;
    if targets.len() > MOST_COLUMNS {
        return vec!["Targets met, surely".to_owned()];
    }
    targets.iter().map(|it| name(it, &answer.scenario)).collect()
}

fn consequences(own: &Cell, keys: &[&'static str], answer: &BlendAnswer) -> Vec<Text> {
    let summary = &own.judged.summary;
    let observed = Observed::of(summary);
    let scale = match answer.question.per {
        Per::Day => 1.0,
        Per::Interval => hours(&answer.scenario, Per::Interval),
    };
    let blended = amount(own.blended() as f64 * scale);
    let hours = amount(size(own, &answer.scenario, answer.question.per));
    let mut row = vec![Text::text(&hours), Text::text(&blended)];
    let findings = &own.judged.findings;
    if findings.len() > MOST_COLUMNS {
        let number =
            |wanted: &[Verdict]| findings.iter().filter(|it| wanted.contains(&it.verdict)).count();
        let surely = number(&[Verdict::Met, Verdict::NothingToMeet]);
        let met = surely + number(&[Verdict::MetOnEstimate]);
        row.push(Text::text(&format!("{met}, {surely}")));
    } else {
        row.extend(findings.iter().map(|it| found(&it.target, &it.found, observed)));
    }
    for &key in keys {
        let difference = own.difference.as_ref().filter(|_| key == "net_value");
        let (from, sense) =
            difference.map_or((summary, Sense::Level), |it| (it, Sense::Difference));
        let figure = overall(from, key).map(|it| cell(it, sense, observed));
        row.push(figure.unwrap_or_else(Text::nothing));
    }
    row
}

fn overall<'a>(summary: &'a Summary, key: &str) -> Option<&'a Measured> {
    find(&summary.total, key).or_else(|| find(&summary.customers, key))
}

/// How the desks and the blended group are made, for the foot.
pub(super) fn construction(answer: &BlendAnswer) -> Vec<String> {
    let (blended, desks) = answer.groups.split_last().expect("desks and a blended group");
    let quoted: Vec<String> = desks.iter().map(|desk| format!("“{desk}”")).collect();
    let mut told = vec![format!(
        "Desks: {}; blended: “{blended}”. They keep the wage, skills and factors of the file; \
         ranks are those of the rule, whatever the file states.",
        listed(&quoted)
    )];
    told.extend(answer.made.iter().cloned());
    if answer.question.per == Per::Interval {
        told.push("The blended part is rounded in each interval.".to_owned());
    }
    told
}
