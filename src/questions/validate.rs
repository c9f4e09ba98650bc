//! `validate`: is anything wrong with these files, and what was understood of them?

use std::path::{Path, PathBuf};

use crate::base::visible::visible;
use crate::questions::asking::{Answer, Asked, Ended, Question, Refusal, Texts, Watch};
use crate::report::counted;
use crate::scenario::model::Horizon;
use crate::scenario::{LoadError, Loaded, Source};

/// Files to be read, for which nothing is run.
#[derive(Clone, Debug)]
pub struct Validate {
    pub files: Vec<PathBuf>,
}

/// Files that were read, and what became of each.
#[derive(Clone, Debug, Default)]
pub struct AskedValidate {
    files: Vec<PathBuf>,
    understood: Vec<String>,
    stepped_over: Vec<String>,
    wrong: Vec<Refusal>,
}

impl Question for Validate {
    type Asked = AskedValidate;

    fn files(&self) -> Vec<PathBuf> {
        self.files.clone()
    }

    fn read(self, texts: &dyn Texts) -> Result<AskedValidate, Refusal> {
        let (mut asked, mut kept) = (AskedValidate::default(), Vec::new());
        for file in &self.files {
            match Source::named(file, texts).and_then(|source| source.with_points()) {
                Ok((loaded, points)) => {
                    asked.understood.extend(understood(file, &loaded, points));
                    asked.files.extend(loaded.files);
                }
                // Results and baselines stand beside scenarios, where `*.json` finds them too.
                Err(LoadError::KeptResult { path, what }) => kept.push((path, what)),
                Err(error) => asked.wrong.push(error.into()),
            }
        }
        let is_all = kept.len() == self.files.len();
        for (path, what) in kept {
            if is_all {
                asked.wrong.push(LoadError::KeptResult { path, what }.into());
            } else {
                let sentence = format!("{}: stepped over, since it is {what}", path.display());
                asked.stepped_over.push(sentence);
            }
        }
        Ok(asked)
    }
}

impl Asked for AskedValidate {
    type Found = [String];

    fn files(&self) -> Vec<PathBuf> {
        self.files.clone()
    }

    fn answer(&self, _: &dyn Watch) -> Result<Answer<[String]>, Refusal> {
        let (after, wrong) = (self.stepped_over.clone(), self.wrong.clone());
        let understood = self.understood.clone().into_boxed_slice();
        Ok(Answer { after, wrong, ..Answer::new(understood, Ended::Done) })
    }
}

/// A file, with all that it reads filled in.
#[derive(Clone, Debug)]
pub struct Filled {
    pub file: PathBuf,
}

/// A file that was read, to be filled in.
pub struct AskedFilled {
    file: PathBuf,
    source: Source,
    loaded: Loaded,
    points: usize,
}

/// What was understood of a file, and its text as one that stands alone.
#[derive(Clone, Debug)]
pub struct Alone {
    pub understood: Vec<String>,
    pub text: String,
}

impl Question for Filled {
    type Asked = AskedFilled;

    fn files(&self) -> Vec<PathBuf> {
        vec![self.file.clone()]
    }

    fn read(self, texts: &dyn Texts) -> Result<AskedFilled, Refusal> {
        let source = Source::named(&self.file, texts)?;
        let (loaded, points) = source.with_points()?;
        Ok(AskedFilled { file: self.file, source, loaded, points })
    }
}

impl Asked for AskedFilled {
    type Found = Alone;

    fn files(&self) -> Vec<PathBuf> {
        self.loaded.files.clone()
    }

    fn answer(&self, _: &dyn Watch) -> Result<Answer<Alone>, Refusal> {
        let text = self.source.filled()?;
        let understood = understood(&self.file, &self.loaded, self.points);
        Ok(Answer::new(Box::new(Alone { understood, text }), Ended::Done))
    }
}

/// Which calendar days there are.
fn days_of(horizon: &Horizon) -> String {
    let days = counted(horizon.days.len(), "calendar day");
    let open: u32 = horizon.months.iter().map(|month| month.open_days).sum();
    let starts = horizon.days.first().map(|day| format!(" from {}", day.date));
    let lead_in = match horizon.lead_in_months {
        0 => String::new(),
        months => format!(" after a lead-in of {}", counted(months as usize, "month")),
    };
    format!(", {days}{} ({open} open){lead_in}", starts.unwrap_or_default())
}

/// What was understood of a file, and what can hardly be meant.
fn understood(file: &Path, loaded: &Loaded, points: usize) -> Vec<String> {
    let base = &loaded.base;
    let expected: f64 = base.contact_types.iter().flat_map(|it| &it.arrivals.expected).sum();
    let mut first = format!(
        "{}: fine; {}, {}, {}, {} expected a {}",
        visible(&file.to_string_lossy()),
        counted(base.contact_types.len(), "contact type"),
        counted(base.agent_groups.len(), "agent group"),
        counted(base.day.intervals, "interval"),
        counted(expected.round() as usize, "contact"),
        if base.steady_state.is_some() { "replication" } else { "day" },
    );
    if let Some(horizon) = &base.horizon {
        first.push_str(&days_of(horizon));
    }
    if !loaded.variants.is_empty() {
        first.push_str(", ");
        first.push_str(&counted(loaded.variants.len(), "variant"));
    }
    if points > 0 {
        first.push_str(", ");
        first.push_str(&counted(points, "point"));
        first.push_str(" of a sweep");
    }
    let mut lines = vec![first];
    lines.extend(loaded.echo.iter().map(|sentence| format!("  {sentence}")));
    lines.extend(loaded.warnings().map(ToString::to_string));
    lines
}
