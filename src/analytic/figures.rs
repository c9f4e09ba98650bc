//! What every model of this room returns, under the definitions of the reports.

/// The long-run figures of one queue. Shares are of offered contacts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QueueFigures {
    /// Found no agent idle and was not blocked: answered later or abandoned.
    pub delayed: f64,
    /// Turned away for want of a line.
    pub blocked: f64,
    /// Left because patience ran out.
    pub abandoned: f64,
    /// An agent took it. With `blocked` and `abandoned` it makes 1.
    pub answered: f64,
    /// Mean wait of all who were not blocked, those answered at once included.
    pub mean_wait_seconds: f64,
    /// Mean wait of the answered, zeros included.
    pub asa_seconds: f64,
    /// Time-average of contacts waiting.
    pub queue_length: f64,
    /// Handling time over agents' time.
    pub occupancy: f64,
}

/// What became of contacts within a threshold: the pieces of every service level, as shares of
/// offered contacts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Within {
    /// Answered within it, those answered at once included.
    pub answered: f64,
    /// Abandoned within it.
    pub abandoned: f64,
}
