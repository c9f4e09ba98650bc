//! Probability laws as the planner gives them: parameters, nothing drawn yet.

use crate::base::math::{exp, ln_gamma};

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

impl Law {
    /// Expected value, in the unit of the law; infinite for what may never happen.
    #[must_use]
    pub fn mean(&self) -> f64 {
        match self {
            Self::Constant { value } => *value,
            Self::Never => f64::INFINITY,
            Self::Exponential { mean }
            | Self::Lognormal { mean, .. }
            | Self::Gamma { mean, .. } => *mean,
            Self::Weibull { shape, scale } => scale * weibull_moment(*shape, 1.0),
            Self::Uniform { low, high } => f64::midpoint(*low, *high),
            Self::Triangular { low, mode, high } => (low + mode + high) / 3.0,
            Self::Hyperexponential { branches } => {
                branches.iter().map(|(share, mean)| share * mean).sum()
            }
            Self::Empirical { values } => values.iter().sum::<f64>() / values.len() as f64,
            Self::Mixture { parts } => present(parts).map(|(share, law)| share * law.mean()).sum(),
        }
    }

    /// Coefficient of variation, standard deviation over mean; NaN for what may never happen, and
    /// 0 for what is always 0.
    #[must_use]
    pub fn cv(&self) -> f64 {
        match self {
            Self::Exponential { .. } => 1.0,
            Self::Lognormal { cv, .. } | Self::Gamma { cv, .. } => *cv,
            Self::Weibull { shape, .. } => {
                let (first, second) = (weibull_moment(*shape, 1.0), weibull_moment(*shape, 2.0));
                (second / (first * first) - 1.0).max(0.0).sqrt()
            }
            _ if self.mean() == 0.0 => 0.0,
            _ => self.variance().sqrt() / self.mean(),
        }
    }

    fn variance(&self) -> f64 {
        match self {
            Self::Constant { .. } => 0.0,
            Self::Never => f64::NAN,
            Self::Uniform { low, high } => (high - low) * (high - low) / 12.0,
            Self::Triangular { low, mode, high } => {
                let (rise, fall) = (mode - low, high - mode);
                (rise * rise + rise * fall + fall * fall) / 18.0
            }
            Self::Hyperexponential { branches } => {
                let centre = self.mean();
                let about = |mean: f64| mean * mean + (mean - centre) * (mean - centre);
                branches.iter().map(|(share, mean)| share * about(*mean)).sum()
            }
            Self::Empirical { values } => {
                let centre = self.mean();
                let squares = values.iter().map(|value| (value - centre) * (value - centre));
                squares.sum::<f64>() / values.len() as f64
            }
            Self::Mixture { parts } => {
                let centre = self.mean();
                let about = |law: &Self| {
                    let away = law.mean() - centre;
                    law.variance() + away * away
                };
                present(parts).map(|(share, law)| share * about(law)).sum()
            }
            Self::Exponential { .. }
            | Self::Lognormal { .. }
            | Self::Gamma { .. }
            | Self::Weibull { .. } => {
                let deviation = self.cv() * self.mean();
                deviation * deviation
            }
        }
    }

    /// The law of a quantity that is this many times as large.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        match self {
            Self::Constant { value } => Self::Constant { value: value * factor },
            Self::Never => Self::Never,
            Self::Exponential { mean } => Self::Exponential { mean: mean * factor },
            Self::Lognormal { mean, cv } => Self::Lognormal { mean: mean * factor, cv: *cv },
            Self::Gamma { mean, cv } => Self::Gamma { mean: mean * factor, cv: *cv },
            Self::Weibull { shape, scale } => {
                Self::Weibull { shape: *shape, scale: scale * factor }
            }
            Self::Uniform { low, high } => Self::Uniform { low: low * factor, high: high * factor },
            Self::Triangular { low, mode, high } => {
                Self::Triangular { low: low * factor, mode: mode * factor, high: high * factor }
            }
            Self::Hyperexponential { branches } => Self::Hyperexponential {
                branches: branches.iter().map(|(share, mean)| (*share, mean * factor)).collect(),
            },
            Self::Empirical { values } => {
                Self::Empirical { values: values.iter().map(|value| value * factor).collect() }
            }
            Self::Mixture { parts } => Self::Mixture {
                parts: parts.iter().map(|(share, law)| (*share, law.scaled(factor))).collect(),
            },
        }
    }

    /// The law in words for a report, as in "lognormal, mean 300 s, cv 1"; the unit may be empty.
    #[must_use]
    pub fn describe(&self, unit: &str) -> String {
        let space = if unit.is_empty() { "" } else { " " };
        let size = |value: f64| format!("{}{space}{unit}", figure(value));
        let shape =
            |name: &str| format!("{name}, mean {}, cv {}", size(self.mean()), figure(self.cv()));
        match self {
            Self::Constant { value } => format!("always {}", size(*value)),
            Self::Never => "never".to_owned(),
            Self::Exponential { mean } => format!("exponential, mean {}", size(*mean)),
            Self::Lognormal { .. } => shape("lognormal"),
            Self::Gamma { .. } => shape("gamma"),
            Self::Weibull { .. } => shape("Weibull"),
            Self::Uniform { low, high } => format!("uniform, {} to {}", figure(*low), size(*high)),
            Self::Triangular { low, mode, high } => {
                let range = format!("{} to {}", figure(*low), size(*high));
                format!("triangular, {range}, most often {}", size(*mode))
            }
            Self::Hyperexponential { .. } => shape("hyperexponential"),
            Self::Empirical { values } => shape(&format!("empirical ({} values)", values.len())),
            Self::Mixture { parts } => {
                let part = |(share, law): &(f64, Self)| {
                    format!("{} % ({})", figure(share * 100.0), law.describe(unit))
                };
                parts.iter().map(part).collect::<Vec<_>>().join(", ")
            }
        }
    }
}

/// The parts that can be drawn: a share of nothing times an infinite mean would be NaN.
fn present(parts: &[(f64, Law)]) -> impl Iterator<Item = (f64, &Law)> {
    parts.iter().filter(|(share, _)| *share > 0.0).map(|(share, law)| (*share, law))
}

/// The moment of this order of a Weibull law of unit scale.
fn weibull_moment(shape: f64, order: f64) -> f64 {
    exp(ln_gamma(1.0 + order / shape))
}

/// A number in at most six significant digits and no needless zeros.
fn figure(value: f64) -> String {
    let rounded = format!("{value:.5e}").parse().unwrap_or(value);
    format!("{rounded:?}").trim_end_matches(".0").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(ours: f64, worked: f64) -> bool {
        (ours - worked).abs() <= 1e-12 * worked.abs()
    }

    fn bank_patience() -> Law {
        let part = |share, mean| (share, Law::Exponential { mean });
        Law::Mixture { parts: vec![part(0.25, 20.0), part(0.75, 730.0)] }
    }

    #[test]
    fn means_and_variations_are_those_worked_by_hand() {
        let weibull = Law::Weibull { shape: 2.0, scale: 10.0 };
        let pi = std::f64::consts::PI;
        assert!(close(weibull.mean(), 5.0 * pi.sqrt()));
        assert!(close(weibull.cv(), (4.0 / pi - 1.0).sqrt()));
        let triangular = Law::Triangular { low: 0.0, mode: 3.0, high: 6.0 };
        assert!(close(triangular.mean(), 3.0) && close(triangular.cv(), 1.5f64.sqrt() / 3.0));
        let uniform = Law::Uniform { low: 0.0, high: 12.0 };
        assert!(close(uniform.mean(), 6.0) && close(uniform.cv(), 12.0f64.sqrt() / 6.0));
        let uniform = Law::Uniform { low: 3.0, high: 15.0 };
        assert!(close(uniform.mean(), 9.0) && close(uniform.cv(), 12.0f64.sqrt() / 9.0));
        // Rise 2 and fall 5: (4 + 10 + 25) / 18.
        let triangular = Law::Triangular { low: 1.0, mode: 3.0, high: 8.0 };
        assert!(close(triangular.mean(), 4.0));
        assert!(close(triangular.cv(), (39.0f64 / 18.0).sqrt() / 4.0));
        let values = Law::Empirical { values: vec![1.0, 2.0, 3.0, 6.0] };
        assert!(close(values.mean(), 3.0) && close(values.cv(), 3.5f64.sqrt() / 3.0));
        // E X = 552.5, E X^2 = 2 (0.25 x 400 + 0.75 x 532,900) = 799,550.
        let squared_cv: f64 = 799_550.0 / (552.5 * 552.5) - 1.0;
        assert!(close(bank_patience().mean(), 552.5));
        assert!(close(bank_patience().cv(), squared_cv.sqrt()));
        let branches = Law::Hyperexponential { branches: vec![(0.25, 20.0), (0.75, 730.0)] };
        assert!(close(branches.mean(), 552.5) && close(branches.cv(), squared_cv.sqrt()));
    }

    #[test]
    fn what_may_never_happen_has_no_mean() {
        let parts = vec![(0.5, Law::Never), (0.5, Law::Constant { value: 3.0 })];
        let sometimes = Law::Mixture { parts };
        assert!(sometimes.mean().is_infinite() && sometimes.cv().is_nan());
        let parts = vec![(0.0, Law::Never), (1.0, Law::Constant { value: 3.0 })];
        assert!(close(Law::Mixture { parts }.mean(), 3.0));
    }

    #[test]
    fn scaling_scales_the_mean_and_keeps_the_variation() {
        let laws = [
            Law::Constant { value: 4.0 },
            Law::Exponential { mean: 3.0 },
            Law::Lognormal { mean: 3.0, cv: 1.3 },
            Law::Gamma { mean: 3.0, cv: 0.3 },
            Law::Weibull { shape: 0.7, scale: 10.0 },
            Law::Uniform { low: 1.0, high: 2.0 },
            Law::Triangular { low: 1.0, mode: 2.0, high: 4.0 },
            Law::Hyperexponential { branches: vec![(0.3, 1.0), (0.7, 9.0)] },
            Law::Empirical { values: vec![1.0, 5.0] },
            bank_patience(),
        ];
        for law in laws {
            let scaled = law.scaled(1.05);
            assert!(close(scaled.mean(), 1.05 * law.mean()), "{law:?}");
            assert!((scaled.cv() - law.cv()).abs() < 1e-12, "{law:?}");
        }
        assert_eq!(Law::Never.scaled(2.0), Law::Never);
    }

    #[test]
    fn laws_read_as_a_planner_would_say_them() {
        let lognormal = Law::Lognormal { mean: 300.0, cv: 1.0 };
        assert_eq!(lognormal.describe("s"), "lognormal, mean 300 s, cv 1");
        assert_eq!(lognormal.scaled(1.05 / 7.0).describe(""), "lognormal, mean 45, cv 1");
        assert_eq!(
            bank_patience().describe("s"),
            "25 % (exponential, mean 20 s), 75 % (exponential, mean 730 s)"
        );
        let triangular = Law::Triangular { low: 60.0, mode: 90.5, high: 240.0 };
        assert_eq!(triangular.describe("s"), "triangular, 60 to 240 s, most often 90.5 s");
        assert_eq!(Law::Constant { value: 0.1 + 0.2 }.describe("s"), "always 0.3 s");
        assert_eq!(Law::Never.describe("s"), "never");
    }

    #[test]
    fn what_is_always_nothing_does_not_vary() {
        let none = Law::Constant { value: 0.0 };
        assert!(close(none.cv(), 0.0));
        assert!(close(Law::Empirical { values: vec![0.0, 0.0] }.cv(), 0.0));
        assert!(close(Law::Mixture { parts: vec![(1.0, none)] }.cv(), 0.0));
    }
}
