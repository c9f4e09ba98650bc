//! `explain`: what does a measure mean, or what happened to one contact?

use std::path::{Path, PathBuf};

use crate::experiment;
use crate::measures::definitions::{Definition, definitions};
use crate::questions::asking::{Answer, Asked, Ended, Question, Refusal, Texts, Watch};
use crate::questions::typed::common::{Common, refuse_horizon};
use crate::questions::typed::piloted::Piloted;
use crate::report::Explanation;
use crate::scenario::{Loaded, Scenario};

/// What is to be explained.
#[derive(Clone, Debug)]
pub enum Explain {
    /// Every measure, by name.
    Everything,
    /// A measure or a family of them, by key or heading.
    Measure(String),
    /// A contact of a day.
    Contact(Follow),
    /// A customer of a horizon.
    Customer(Live),
}

/// A customer whose life is to be told.
#[derive(Clone, Debug)]
pub struct Live {
    pub common: Common,
    /// His number, from 1: those at the start first, then each who was won.
    pub customer: u32,
    /// The replication, from 1.
    pub replication: u64,
    /// The variant to follow him in; else the base.
    pub variant: Option<String>,
}

/// A contact to be followed through one day.
#[derive(Clone, Debug)]
pub struct Follow {
    pub common: Common,
    pub contact: Contact,
    /// The day, from 1.
    pub replication: u64,
    /// The variant to follow it in; else the base.
    pub variant: Option<String>,
}

/// The address of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Name of its contact type.
    pub of: String,
    /// Minutes after midnight at which its interval starts.
    pub minute: u32,
    /// Its number there, from 1.
    pub index: u32,
}

impl Contact {
    /// Reads `TYPE:HH:MM:K`. A type's own name may hold colons, so it is read from the end.
    ///
    /// # Errors
    /// What is wanted instead.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut parts = text.rsplitn(4, ':');
        let parsed = (|| {
            let index = parts.next()?.parse().ok().filter(|index| *index > 0)?;
            let minutes: u32 = parts.next()?.parse().ok().filter(|minutes| *minutes < 60)?;
            let hours: u32 = parts.next()?.parse().ok().filter(|hours| *hours < 24)?;
            let of = parts.next().filter(|name| !name.is_empty())?.to_owned();
            Some(Self { of, minute: hours * 60 + minutes, index })
        })();
        parsed.ok_or_else(|| "wanted TYPE:HH:MM:K, such as sales:09:30:12".to_owned())
    }
}

impl Question for Explain {
    type Asked = AskedExplain;

    fn files(&self) -> Vec<PathBuf> {
        match self {
            Self::Contact(follow) => follow.common.files(),
            Self::Customer(live) => live.common.files(),
            Self::Everything | Self::Measure(_) => Vec::new(),
        }
    }

    fn read(self, texts: &dyn Texts) -> Result<AskedExplain, Refusal> {
        Ok(match self {
            Self::Everything => AskedExplain::Known(Explanation::List),
            Self::Measure(measure) => AskedExplain::Known(Explanation::Measures(named(&measure)?)),
            Self::Contact(follow) => {
                let loaded = follow.common.read(texts)?;
                let what =
                    "one contact is followed through one day; a life is told by --customer N";
                refuse_horizon(follow.common.place(), &loaded.base, what)?;
                let interval = follow.interval(&loaded)?;
                AskedExplain::Followed(Box::new(Followed { follow, loaded, interval }))
            }
            Self::Customer(live) => {
                let loaded = live.common.read(texts)?;
                live.check(&loaded)?;
                AskedExplain::Lived(Box::new((live, loaded.into())))
            }
        })
    }
}

/// What is known already, or a contact of a file that was read.
pub enum AskedExplain {
    Known(Explanation),
    Followed(Box<Followed>),
    Lived(Box<(Live, Piloted)>),
}

/// A contact of a file that was read.
pub struct Followed {
    follow: Follow,
    loaded: Loaded,
    /// Its interval, from the opening.
    interval: usize,
}

impl Asked for AskedExplain {
    type Found = Explanation;

    fn files(&self) -> Vec<PathBuf> {
        match self {
            Self::Known(_) => Vec::new(),
            Self::Followed(followed) => followed.loaded.files.clone(),
            Self::Lived(lived) => lived.1.files.clone(),
        }
    }

    fn answer(&self, watch: &dyn Watch) -> Result<Answer<Explanation>, Refusal> {
        let explanation = match self {
            Self::Known(explanation) => explanation.clone(),
            Self::Followed(followed) => Explanation::Course(followed.course()?),
            Self::Lived(lived) => Explanation::Course(lived.0.life(&lived.1, watch)?),
        };
        Ok(Answer::new(Box::new(explanation), Ended::Done))
    }
}

impl Followed {
    fn course(&self) -> Result<Vec<String>, Refusal> {
        let Follow { common, contact: Contact { of, index, .. }, replication, .. } = &self.follow;
        let scenario = self.follow.chosen(&self.loaded)?;
        let seed = common.seed.unwrap_or(self.loaded.base.run.seed);
        let course = experiment::trace(scenario, seed, *replication, of, self.interval, *index);
        course.ok_or_else(|| {
            Refusal::Wrong(format!(
                "on day {replication} of seed {seed} fewer than {index} fresh {of} contacts arrive \
                 in that interval"
            ))
        })
    }
}

/// The design of a name; none: the base.
fn chosen<'a>(
    common: &Common,
    variant: Option<&str>,
    loaded: &'a Loaded,
) -> Result<&'a Scenario, Refusal> {
    let variant = variant.filter(|name| *name != "base");
    let Some(name) = variant else { return Ok(&loaded.base) };
    let found = loaded.variants.iter().find(|it| it.name == name);
    found
        .map(|it| &it.scenario)
        .ok_or_else(|| Refusal::Wrong(format!("{} has no variant `{name}`", common.file.display())))
}

impl Live {
    fn check(&self, loaded: &Loaded) -> Result<(), Refusal> {
        chosen(&self.common, self.variant.as_deref(), loaded)?;
        if loaded.base.has_persons() {
            return Ok(());
        }
        Err(Refusal::Wrong(format!(
            "{}: found no customers who persist, wanted `horizon` and `customers.at_start`: \
             else nobody has a life to tell",
            self.common.file.display()
        )))
    }

    fn life(&self, loaded: &Piloted, watch: &dyn Watch) -> Result<Vec<String>, Refusal> {
        let seed = self.common.seed.unwrap_or(loaded.base.run.seed);
        let loaded = loaded.run(self.common.place(), seed, watch)?;
        let scenario = chosen(&self.common, self.variant.as_deref(), loaded)?;
        let (number, replication) = (self.customer, self.replication);
        let life = experiment::life(scenario, &loaded.base, (seed, replication), number);
        life.ok_or_else(|| {
            Refusal::Wrong(format!(
                "in replication {replication} of seed {seed} nobody becomes customer {number}"
            ))
        })
    }
}

impl Follow {
    fn chosen<'a>(&self, loaded: &'a Loaded) -> Result<&'a Scenario, Refusal> {
        chosen(&self.common, self.variant.as_deref(), loaded)
    }

    /// The contact's interval, in a file that knows it.
    fn interval(&self, loaded: &Loaded) -> Result<usize, Refusal> {
        let scenario = self.chosen(loaded)?;
        if scenario.steady_state.is_some() {
            return Err(Refusal::Wrong(format!(
                "{} asks for `steady_state`, wanted a day: a contact is followed through its day",
                self.common.file.display()
            )));
        }
        let Contact { of, minute, .. } = &self.contact;
        if scenario.contact_types.iter().all(|it| it.name != *of) {
            let names: Vec<&str> =
                scenario.contact_types.iter().map(|it| it.name.as_str()).collect();
            return Err(Refusal::Wrong(format!(
                "found contact type `{of}`, wanted one of: {}",
                names.join(", ")
            )));
        }
        interval(scenario, *minute).ok_or_else(|| {
            let (hours, minutes) = (minute / 60, minute % 60);
            Refusal::Wrong(format!(
                "found {hours:02}:{minutes:02}, wanted the start of an interval"
            ))
        })
    }
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

/// The measure of that key or heading, or else the family of that name.
fn named(measure: &str) -> Result<Vec<&'static Definition>, Refusal> {
    let wanted = measure.to_lowercase();
    let found = definitions().find(|it| it.key == wanted || it.name.to_lowercase() == wanted);
    if let Some(definition) = found {
        return Ok(vec![definition]);
    }
    let is_of_family =
        |it: &&Definition| it.key.split_once('.').is_some_and(|(family, _)| family == wanted);
    let members: Vec<&Definition> = definitions().filter(is_of_family).collect();
    if members.is_empty() { Err(unknown(measure)) } else { Ok(members) }
}

fn unknown(measure: &str) -> Refusal {
    if Path::new(measure).exists() {
        return Refusal::Wrong(format!(
            "{measure} is a file; to follow a contact in it, say which: --contact TYPE:HH:MM:K"
        ));
    }
    let wanted = measure.to_lowercase();
    let distance = |key: &str| strsim::damerau_levenshtein(key, &wanted);
    let nearest = definitions()
        .min_by_key(|it| distance(it.key).min(distance(&it.name.to_lowercase())))
        .map_or_else(String::new, |it| format!(", perhaps `{}`", it.key));
    Refusal::Wrong(format!(
        "found `{measure}`, wanted a measure{nearest} (switchroom explain lists them)"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_addressed_by_type_interval_and_number() {
        let wanted = Contact { of: "sales".into(), minute: 570, index: 12 };
        assert_eq!(Contact::read("sales:09:30:12").unwrap(), wanted);
        assert_eq!(Contact::read("a:b:09:30:1").unwrap().of, "a:b");
        for wrong in ["sales:09:30", "sales:09:30:0", "sales:24:00:1", ":09:30:1", "sales"] {
            assert!(Contact::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_unknown_measure_gets_the_nearest_name() {
        let Refusal::Wrong(text) = named("ocupancy").unwrap_err() else { panic!() };
        assert!(text.contains("perhaps `occupancy`"), "{text}");
    }

    #[test]
    fn a_measure_is_found_by_its_heading_too() {
        assert_eq!(named("ASA").unwrap()[0].key, "asa_seconds");
    }
}
