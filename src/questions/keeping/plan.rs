//! `plan.json`: what an experiment is, for those who run its other shards and put them together.

use std::fs;
use std::io;
use std::path::Path;

use serde_json::{Value, json};

use super::files::{bytes_of, cannot_be_made, cannot_be_read, write};
use super::temporary::sweep_up;
use crate::questions::asking::Refusal;

/// The name of the file.
const NAME: &str = "plan.json";
/// Raised when a key of any plan changes its meaning, or a block what it holds.
const PLAN_FORMAT: u64 = 3;

/// What was asked, and how it is cut.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plan {
    /// SHA-256 of all that decides the result.
    pub(crate) hash: String,
    /// The command that asks it.
    pub(crate) command: String,
    /// The question as plain data.
    pub(crate) question: Value,
    pub(crate) shards: u32,
}

impl Plan {
    /// What a folder says of its experiment.
    ///
    /// # Errors
    /// That it says nothing, or describes none.
    pub(crate) fn of(folder: &Path) -> Result<Self, Refusal> {
        let file = folder.join(NAME);
        let text = String::from_utf8(bytes_of(&file)?);
        let text =
            text.map_err(|error| cannot_be_read(&file, &io::Error::other(error.utf8_error())))?;
        Self::read(&text).ok_or_else(|| Self::is_none(folder))
    }

    /// That a folder describes no experiment.
    pub(crate) fn is_none(folder: &Path) -> Refusal {
        let (folder, version) = (folder.join(NAME), env!("CARGO_PKG_VERSION"));
        let file = folder.display();
        Refusal::Wrong(format!("{file} is no plan of an experiment of switchroom {version}"))
    }

    /// Says in a folder, which is made unless it is there, what the experiment is, unless it is
    /// said.
    pub(super) fn put(&self, folder: &Path) -> Result<(), Refusal> {
        fs::create_dir_all(folder).map_err(|error| cannot_be_made(folder, &error))?;
        sweep_up(folder);
        let file = folder.join(NAME);
        if file.exists() { Ok(()) } else { write(&file, self.text().as_bytes()) }
    }

    /// The whole file.
    fn text(&self) -> String {
        let plan = json!({
            "plan_format": PLAN_FORMAT,
            "version": env!("CARGO_PKG_VERSION"),
            "plan": self.hash,
            "command": self.command,
            "question": self.question,
            "shards": self.shards,
        });
        format!("{plan:#}\n")
    }

    /// Reads it again; none where it is no such file.
    fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        if value.get("plan_format")?.as_u64()? != PLAN_FORMAT {
            return None;
        }
        let text = |key: &str| Some(value.get(key)?.as_str()?.to_owned());
        let shards = u32::try_from(value.get("shards")?.as_u64()?).ok().filter(|it| *it > 0)?;
        let (hash, command) = (text("plan")?, text("command")?);
        Some(Self { hash, command, question: value.get("question")?.clone(), shards })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let plan = Plan {
            hash: "abc".to_owned(),
            command: "sweep".to_owned(),
            question: json!({ "file": "a file.json", "confidence": 0.1 + 0.2 }),
            shards: 3,
        };
        assert_eq!(Plan::read(&plan.text()), Some(plan.clone()));
        assert_eq!(Plan::read(&plan.text().replace("\"shards\": 3", "\"shards\": 0")), None);
        assert_eq!(Plan::read(&plan.text().replace("_format\": 3", "_format\": 2")), None);
        assert_eq!(Plan::read("{"), None);
    }
}
