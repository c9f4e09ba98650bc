//! How a file is checked, and beside what.

/// How a file is checked.
#[derive(Clone, Copy, Debug)]
pub struct CheckSettings {
    pub seed: u64,
    pub threads: usize,
    /// Probability with which all intervals of the file are to cover, at every look.
    pub confidence: f64,
    /// Replications of the first look; none given: a few.
    pub first: Option<u32>,
    /// When to stop adding replications; none given: as each check says, else the default.
    pub most: Option<u32>,
}

/// Whether figures are of the customers of the baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairing {
    Paired,
    /// Of whatever customers: the noise of both remains.
    Unpaired,
}

/// What becomes of a margin without a stored figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    Fails,
    IsSkipped,
}
