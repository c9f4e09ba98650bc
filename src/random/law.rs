//! Probability laws as the planner gives them: parameters, nothing drawn yet.

/// A law of a random quantity (a duration in seconds, an amount of money).
#[derive(Clone, Debug, PartialEq)]
pub enum Law {
    /// Always the same value.
    Constant {
        value: f64,
    },
    /// Never happens (a patience without end).
    Never,
    Exponential {
        mean: f64,
    },
    Lognormal {
        mean: f64,
        cv: f64,
    },
    /// Erlang laws are gammas with cv = 1 / sqrt(phases).
    Gamma {
        mean: f64,
        cv: f64,
    },
    Weibull {
        shape: f64,
        scale: f64,
    },
    Uniform {
        low: f64,
        high: f64,
    },
    Triangular {
        low: f64,
        mode: f64,
        high: f64,
    },
    /// Branches of (share, mean); shares add up to 1.
    Hyperexponential {
        branches: Vec<(f64, f64)>,
    },
    /// Each value equally likely; sorted, not empty.
    Empirical {
        values: Vec<f64>,
    },
    /// Parts of (share, law); shares add up to 1.
    Mixture {
        parts: Vec<(f64, Law)>,
    },
}
