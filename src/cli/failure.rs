//! How a command can end, and the exit code of each.

use std::io;

use crate::cli::outputs::output::Output;
pub(crate) use crate::questions::Ended;
use crate::questions::Refusal;
use crate::report::counted;
use crate::scenario::Problem;

const DONE: u8 = 0;
/// An assertion failed, or a selftest found a figure that is not what it should be.
const DIFFERS: u8 = 1;
/// The command line or a file is wrong.
pub(crate) const WRONG: u8 = 2;
/// A check could not be decided within its budget, and nothing else is wrong.
const INCONCLUSIVE: u8 = 3;
pub(crate) const INTERRUPTED: u8 = 130;

/// The exit code of a command: nothing else decides it, but for a panic, which is 101.
///
/// It follows from what was found, not from who was there to read it.
pub(crate) fn exit_code(ended: &Result<Ended, Failure>) -> u8 {
    match ended {
        Ok(Ended::Done) => DONE,
        Ok(Ended::Differs) => DIFFERS,
        Ok(Ended::Inconclusive) => INCONCLUSIVE,
        Ok(Ended::Interrupted) | Err(Failure::Refused(Refusal::Interrupted)) => INTERRUPTED,
        Err(_) => WRONG,
    }
}

/// A command that could not.
#[derive(Debug)]
pub(crate) enum Failure {
    /// What is wrong with the command line, files or the world.
    Refused(Refusal),
    /// Stdout could not be written to.
    Output(io::Error),
    /// Several of these.
    Several(Vec<Failure>),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Failure {
    /// What is wrong with the command line or the world, in a sentence.
    pub(crate) fn wrong(sentence: impl Into<String>) -> Self {
        Self::Refused(Refusal::Wrong(sentence.into()))
    }

    /// All that went wrong as one; nothing where nothing did.
    pub(crate) fn of_all(mut failures: Vec<Self>) -> Result<(), Self> {
        match failures.len() {
            0 => Ok(()),
            1 => Err(failures.remove(0)),
            _ => Err(Self::Several(failures)),
        }
    }

    /// Says on stderr what went wrong.
    pub(crate) fn tell(&self, output: &Output) {
        self.tell_each(output);
        let problems = self.each_problem().len();
        if problems > 0 {
            output.tell(&counted(problems, "problem"));
        }
    }

    fn tell_each(&self, output: &Output) {
        match self {
            Self::Refused(refusal) => tell_refusal(refusal, output),
            Self::Several(failures) => failures.iter().for_each(|it| it.tell_each(output)),
            Self::Output(error) => {
                output.tell(&format!("switchroom: stdout cannot be written to: {error}"));
            }
        }
    }

    /// What is wrong with files, with its places.
    pub(crate) fn each_problem(&self) -> Vec<&Problem> {
        match self {
            Self::Refused(refusal) => refusal.each_problem(),
            Self::Several(failures) => failures.iter().flat_map(Self::each_problem).collect(),
            Self::Output(_) => Vec::new(),
        }
    }
}

fn tell_refusal(refusal: &Refusal, output: &Output) {
    match refusal {
        Refusal::Problems(problems) => {
            for problem in problems {
                output.tell(&problem.to_string());
            }
        }
        Refusal::Wrong(sentence) => output.tell(&format!("switchroom: {sentence}")),
        Refusal::Several(refusals) => refusals.iter().for_each(|it| tell_refusal(it, output)),
        Refusal::Interrupted => {
            output.tell("switchroom: interrupted before anything was complete, nothing to report");
        }
    }
}
