//! `plan.json`: what an experiment is, for those who run its other shards and put them together.

use serde_json::{Value, json};

use crate::cli::flags::ChangeFlags;
use crate::experiment::run::blocks::Grid;
use crate::report::Kind;

/// The name of the file.
pub(super) const NAME: &str = "plan.json";
/// Raised when a key of any plan changes its meaning, or a block what it holds.
pub(in crate::cli) const PLAN_FORMAT: u64 = 2;

/// What is run, and how it is cut.
#[derive(Clone, Debug)]
pub(in crate::cli) struct PlanFile {
    /// SHA-256 of all that decides the result.
    pub(in crate::cli) hash: String,
    pub(in crate::cli) kind: Kind,
    /// The scenario or what-if file, as the command line named it.
    pub(in crate::cli) file: String,
    pub(in crate::cli) changes: ChangeFlags,
    pub(in crate::cli) seed: u64,
    pub(in crate::cli) replications: u32,
    pub(in crate::cli) confidence: f64,
    pub(in crate::cli) shards: u32,
}

impl PlanFile {
    /// How its replications are cut.
    pub(in crate::cli) fn grid(&self) -> Grid {
        Grid { replications: self.replications.into(), shards: self.shards.into() }
    }

    /// The whole file.
    pub(in crate::cli) fn text(&self) -> String {
        let (set, scale) = self.changes.written();
        in_lines(&json!({
            "plan_format": PLAN_FORMAT,
            "version": env!("CARGO_PKG_VERSION"),
            "plan": self.hash,
            "command": self.kind.command(),
            "file": self.file,
            "set": set,
            "scale": scale,
            "seed": self.seed,
            "replications": self.replications,
            "confidence": self.confidence,
            "shards": self.shards,
        }))
    }

    /// Reads it again; none where it is no such file.
    pub(in crate::cli) fn read(text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let texts = |key: &str| -> Option<Vec<&str>> {
            value.get(key)?.as_array()?.iter().map(Value::as_str).collect()
        };
        let whole = |key: &str| value.get(key)?.as_u64();
        let number = |key: &str| u32::try_from(whole(key)?).ok().filter(|&number| number > 0);
        if whole("plan_format")? != PLAN_FORMAT {
            return None;
        }
        Some(Self {
            hash: value.get("plan")?.as_str()?.to_owned(),
            kind: Kind::of_command(value.get("command")?.as_str()?)?,
            file: value.get("file")?.as_str()?.to_owned(),
            changes: ChangeFlags::read(&texts("set")?, &texts("scale")?).ok()?,
            seed: whole("seed")?,
            replications: number("replications")?,
            confidence: value.get("confidence")?.as_f64()?,
            shards: number("shards")?,
        })
    }
}

/// What a plan says as the text of its file.
pub(super) fn in_lines(plan: &Value) -> String {
    format!("{plan:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let plan = PlanFile {
            hash: "abc".to_owned(),
            kind: Kind::Compare,
            file: "a folder/whatif.json".to_owned(),
            changes: ChangeFlags::read(&["a.\"x=y\"=2"], &["b.*=1.1"]).unwrap(),
            seed: (1 << 53) - 1,
            replications: 100,
            confidence: 0.9,
            shards: 4,
        };
        let text = plan.text();
        let read = PlanFile::read(&text).unwrap();
        assert_eq!(read.text(), text);
        assert_eq!(read.changes.overrides(), plan.changes.overrides());
        assert!(PlanFile::read(&text.replace("compare", "campare")).is_none());
        assert!(PlanFile::read(&text.replace("\"shards\": 4", "\"shards\": 0")).is_none());
        assert!(PlanFile::read("{").is_none());
    }
}
