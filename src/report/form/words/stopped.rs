//! What ended a simulation, in words and in JSON.

/// What ended a simulation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoppedBy {
    /// Itself: it did what it was asked for.
    Itself,
    /// The planner, before that.
    Interrupt,
    /// The clock, before that.
    TimeLimit,
}

impl StoppedBy {
    /// What the first sentence begins with; nothing where everything was done.
    pub(crate) fn in_words(self) -> Option<&'static str> {
        match self {
            Self::Itself => None,
            Self::Interrupt => Some("Interrupted"),
            Self::TimeLimit => Some("Time was up"),
        }
    }

    /// Adds to what JSON says of a run whether it was interrupted, and whether time was up where it
    /// was.
    pub(crate) fn mark(self, run: &mut serde_json::Value) {
        run["interrupted"] = (self == Self::Interrupt).into();
        if self == Self::TimeLimit {
            run["time_limit_reached"] = true.into();
        }
    }
}
