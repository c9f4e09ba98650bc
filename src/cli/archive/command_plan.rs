//! `plan.json` of an experiment that its command line says in full.

use serde_json::{Value, json};

use super::plan_file::{PLAN_FORMAT, in_lines};

/// What a kept experiment was asked for, word by word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) struct CommandPlan {
    /// SHA-256 of all that decides the result.
    pub(in crate::cli) hash: String,
    pub(in crate::cli) command: String,
    /// The command line, from the program on.
    pub(in crate::cli) arguments: Vec<String>,
    pub(in crate::cli) shards: u32,
}

impl CommandPlan {
    /// The whole file.
    pub(in crate::cli) fn text(&self) -> String {
        in_lines(&json!({
            "plan_format": PLAN_FORMAT,
            "version": env!("CARGO_PKG_VERSION"),
            "plan": self.hash,
            "command": self.command,
            "arguments": self.arguments,
            "shards": self.shards,
        }))
    }

    /// Reads it again; none where it is no such plan.
    pub(in crate::cli) fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let command = value.get("command")?.as_str()?.to_owned();
        let words = value.get("arguments")?.as_array()?.iter();
        let arguments: Vec<String> =
            words.map(|word| word.as_str().map(str::to_owned)).collect::<Option<_>>()?;
        let shards = u32::try_from(value.get("shards")?.as_u64()?).ok().filter(|it| *it > 0)?;
        let is_one =
            value.get("plan_format")?.as_u64()? == PLAN_FORMAT && arguments.contains(&command);
        let hash = value.get("plan")?.as_str()?.to_owned();
        is_one.then_some(Self { hash, command, arguments, shards })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let plan = CommandPlan {
            hash: "abc".to_owned(),
            command: "sweep".to_owned(),
            arguments: ["switchroom", "sweep", "a file.json"].map(str::to_owned).to_vec(),
            shards: 3,
        };
        assert_eq!(CommandPlan::read(&plan.text()), Some(plan.clone()));
        let other = plan.text().replace("\"command\": \"sweep\"", "\"command\": \"risk\"");
        assert_eq!(CommandPlan::read(&other), None);
        assert_eq!(CommandPlan::read(&plan.text().replace("\"shards\": 3", "\"shards\": 0")), None);
        assert_eq!(CommandPlan::read("{"), None);
    }
}
