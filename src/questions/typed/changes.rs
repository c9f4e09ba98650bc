//! Changes of the file before anything is made of it: `--set` and `--scale`.

use serde::{Deserialize, Serialize};

use super::shell::quoted;
use crate::base::dotted::assignment;
use crate::scenario::Override;

/// What is changed: first everything set, then everything scaled.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    pub set: Vec<Set>,
    pub scale: Vec<Scale>,
}

/// A value that takes the place of the file's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Set {
    pub path: String,
    pub value: String,
}

/// A factor by which the file's value is multiplied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scale {
    pub path: String,
    pub factor: f64,
}

impl Changes {
    /// As the reader of files takes them.
    pub(crate) fn overrides(&self) -> Vec<Override> {
        let set = self.set.iter().map(|it| Override::Set(it.path.clone(), it.value.clone()));
        let scale = self.scale.iter().map(|it| Override::Scale(it.path.clone(), it.factor));
        set.chain(scale).collect()
    }

    /// As they would be typed.
    pub(crate) fn typed(&self) -> impl Iterator<Item = String> {
        let set = self.set.iter().map(|it| quoted("--set", &format!("{}={}", it.path, it.value)));
        let scale =
            self.scale.iter().map(|it| quoted("--scale", &format!("{}={}", it.path, it.factor)));
        set.chain(scale)
    }
}

impl Set {
    /// Reads `PATH=VALUE`.
    ///
    /// # Errors
    /// What is wanted instead.
    pub fn read(text: &str) -> Result<Self, String> {
        let (path, value) = assignment(text).ok_or("wanted PATH=VALUE")?;
        Ok(Self { path, value })
    }
}

impl Scale {
    /// Reads `PATH=FACTOR`.
    ///
    /// # Errors
    /// What is wanted instead.
    pub fn read(text: &str) -> Result<Self, String> {
        let (path, factor) = assignment(text).ok_or("wanted PATH=FACTOR")?;
        let factor: f64 = factor.parse().map_err(|_| format!("wanted a number after `{path}=`"))?;
        if factor.is_finite() {
            Ok(Self { path, factor })
        } else {
            Err("wanted a finite factor".into())
        }
    }
}
