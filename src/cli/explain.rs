//! `explain`: what a measure means, or what happened to one contact.

use std::path::{Path, PathBuf};

use super::failure::{Ended, Failure};
use super::flags::{ChangeFlags, LARGEST_SEED};
use super::loading::read;
use super::output::Output;
use crate::experiment;
use crate::measures::definitions::{Better, Definition, Unit, definitions};
use crate::report::indented;
use crate::scenario::{Loaded, Scenario};

const EXAMPLES: &str = "\
Examples:
  switchroom explain                          every measure
  switchroom explain service_level            one measure
  switchroom explain centre.json --contact sales:09:30:12
  switchroom explain centre.json --contact sales:09:30:12 --replication 7
";

/// Say what a measure means, or follow one contact through one day
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::HELP)]
pub(super) struct Args {
    /// A measure, or with --contact a scenario or what-if file
    subject: Option<String>,

    /// The contact to follow: its type, the interval in which it arrived, and its number there
    #[arg(long, value_name = "TYPE:HH:MM:K", value_parser = contact, requires = "subject")]
    contact: Option<Contact>,

    /// The day to follow it in
    #[arg(long, value_name = "R", default_value_t = 1, requires = "contact")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..))]
    replication: u64,

    /// Follow it in a variant of the file [default: the base]
    #[arg(long, value_name = "NAME", requires = "contact")]
    variant: Option<String>,

    /// Seed of all randomness [default: the file's, else 1]
    #[arg(long, value_name = "N", requires = "contact")]
    #[arg(value_parser = clap::value_parser!(u64).range(..=LARGEST_SEED))]
    seed: Option<u64>,

    #[command(flatten)]
    changes: ChangeFlags,
}

pub(super) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let lines = match (&args.subject, &args.contact) {
        (Some(file), Some(contact)) => follow(Path::new(file), contact, args)?,
        (Some(measure), None) => define(measure, output.width)?,
        (None, _) => list(),
    };
    output.results(|out| lines.iter().try_for_each(|line| writeln!(out, "{line}")))?;
    Ok(Ended::Done)
}

fn list() -> Vec<String> {
    let widest = definitions().map(|it| it.key.len()).max().unwrap_or(0);
    definitions().map(|it| format!("{:widest$}  {}", it.key, it.name)).collect()
}

fn define(measure: &str, width: usize) -> Result<Vec<String>, Failure> {
    let wanted = measure.to_lowercase();
    let found = definitions().find(|it| it.key == wanted || it.name.to_lowercase() == wanted);
    if let Some(definition) = found {
        return Ok(definition_lines(definition, width));
    }
    let members = definitions()
        .filter(|it| it.key.split_once('.').is_some_and(|(family, _)| family == wanted));
    let lines: Vec<String> = members.flat_map(|it| definition_lines(it, width)).collect();
    if lines.is_empty() { Err(unknown(measure)) } else { Ok(lines) }
}

fn definition_lines(definition: &Definition, width: usize) -> Vec<String> {
    let mut lines = vec![format!("{} ({})", definition.name, definition.key)];
    lines.extend(indented(definition.formula, width, 2));
    lines.push(format!("  Unit: {}. {}", unit(definition.unit), better(definition.better)));
    if definition.assumption_driven {
        let text = "It rests on the effects of contacts on customers that the scenario assumes, \
                    not on the queue alone.";
        lines.extend(indented(text, width, 2));
    }
    if let Some(family) = family(definition) {
        lines.extend(indented(&family, width, 2));
    }
    lines
}

/// Measures of the same family, for a key with a dot.
fn family(definition: &Definition) -> Option<String> {
    let (family, _) = definition.key.split_once('.')?;
    let others =
        definitions().filter(|it| it.key.split_once('.').is_some_and(|(own, _)| own == family));
    let keys: Vec<&str> = others.map(|it| it.key).filter(|key| *key != definition.key).collect();
    Some(format!("Its family: {}", keys.join(", ")))
}

fn unknown(measure: &str) -> Failure {
    if Path::new(measure).exists() {
        return Failure::Wrong(format!(
            "{measure} is a file; to follow a contact in it, say which: --contact TYPE:HH:MM:K"
        ));
    }
    let wanted = measure.to_lowercase();
    let distance = |key: &str| strsim::damerau_levenshtein(key, &wanted);
    let nearest = definitions()
        .min_by_key(|it| distance(it.key).min(distance(&it.name.to_lowercase())))
        .map_or_else(String::new, |it| format!(", perhaps `{}`", it.key));
    Failure::Wrong(format!(
        "found `{measure}`, wanted a measure{nearest} (switchroom explain lists them)"
    ))
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => "number a day",
        Unit::Share => "share, 0 to 1",
        Unit::Seconds => "seconds",
        Unit::Money => "money a day, in the scenario's currency",
        Unit::Number => "a plain number",
    }
}

fn better(better: Better) -> &'static str {
    match better {
        Better::Higher => "Higher is better.",
        Better::Lower => "Lower is better.",
        Better::Neither => "Neither higher nor lower is better in itself.",
    }
}

/// The address of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Contact {
    /// Name of its contact type.
    of: String,
    /// Minutes after midnight.
    minute: u32,
    index: u32,
}

/// A type's own name may hold colons, so it is read from the end.
fn contact(text: &str) -> Result<Contact, String> {
    let mut parts = text.rsplitn(4, ':');
    let parsed = (|| {
        let index = parts.next()?.parse().ok().filter(|index| *index > 0)?;
        let minutes: u32 = parts.next()?.parse().ok().filter(|minutes| *minutes < 60)?;
        let hours: u32 = parts.next()?.parse().ok().filter(|hours| *hours < 24)?;
        let of = parts.next().filter(|name| !name.is_empty())?.to_owned();
        Some(Contact { of, minute: hours * 60 + minutes, index })
    })();
    parsed.ok_or_else(|| "wanted TYPE:HH:MM:K, such as sales:09:30:12".to_owned())
}

fn follow(file: &Path, contact: &Contact, args: &Args) -> Result<Vec<String>, Failure> {
    let loaded = read(file, &args.changes.overrides())?;
    let scenario = chosen(&loaded, args.variant.as_deref(), file)?;
    if scenario.steady_state.is_some() {
        return Err(Failure::Wrong(format!(
            "{} asks for `steady_state`, wanted a day: a contact is followed through its day",
            file.display()
        )));
    }
    let name = &contact.of;
    if scenario.contact_types.iter().all(|it| it.name != *name) {
        let names: Vec<&str> = scenario.contact_types.iter().map(|it| it.name.as_str()).collect();
        return Err(Failure::Wrong(format!(
            "found contact type `{name}`, wanted one of: {}",
            names.join(", ")
        )));
    }
    let interval = interval(scenario, contact.minute).ok_or_else(|| {
        let (hours, minutes) = (contact.minute / 60, contact.minute % 60);
        Failure::Wrong(format!("found {hours:02}:{minutes:02}, wanted the start of an interval"))
    })?;
    let seed = args.seed.unwrap_or(loaded.base.run.seed);
    let index = contact.index;
    experiment::trace(scenario, seed, args.replication, name, interval, index).ok_or_else(|| {
        Failure::Wrong(format!(
            "on day {} of seed {seed} fewer than {index} fresh {name} contacts arrive in that interval",
            args.replication
        ))
    })
}

fn chosen<'a>(
    loaded: &'a Loaded,
    variant: Option<&str>,
    file: &Path,
) -> Result<&'a Scenario, Failure> {
    let Some(name) = variant.filter(|name| *name != "base") else { return Ok(&loaded.base) };
    let found = loaded.variants.iter().find(|it| it.name == name);
    found.map(|it| &it.scenario).ok_or_else(|| {
        let file: PathBuf = file.to_owned();
        Failure::Wrong(format!("{} has no variant `{name}`", file.display()))
    })
}

/// The interval that starts at a minute after midnight; the day may run past it.
fn interval(scenario: &Scenario, minute: u32) -> Option<usize> {
    const DAY: u32 = 24 * 60;
    let day = &scenario.day;
    let since_opening = (minute + DAY - day.opens_minute % DAY) % DAY;
    let interval = (since_opening / day.interval_minutes) as usize;
    (since_opening.is_multiple_of(day.interval_minutes) && interval < day.intervals)
        .then_some(interval)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_addressed_by_type_interval_and_number() {
        let wanted = Contact { of: "sales".into(), minute: 570, index: 12 };
        assert_eq!(contact("sales:09:30:12").unwrap(), wanted);
        assert_eq!(contact("a:b:09:30:1").unwrap().of, "a:b");
        for wrong in ["sales:09:30", "sales:09:30:0", "sales:24:00:1", ":09:30:1", "sales"] {
            assert!(contact(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_unknown_measure_gets_the_nearest_name() {
        let Failure::Wrong(text) = define("ocupancy", 80).unwrap_err() else { panic!() };
        assert!(text.contains("perhaps `occupancy`"), "{text}");
    }

    #[test]
    fn a_measure_is_found_by_its_heading_too() {
        assert_eq!(define("ASA", 80).unwrap()[0], "ASA (asa_seconds)");
    }
}
