//! From the parameters the planner gave to the parameters a law has.

use super::families::Parameter as P;
use super::problem::Problems;
use super::shape::Range;
use super::tree::Node;
use super::words::quoted;
use crate::random::Law;

/// A parameter that cannot be so beside the others.
#[derive(Debug)]
pub struct Refusal {
    pub parameter: P,
    pub wanted: &'static str,
}

/// A number from 0 to 1, with a hint to whoever wrote per cent.
pub fn share(node: &Node, problems: &mut Problems) -> Option<f64> {
    let range = Range::SHARE;
    match node.number() {
        Some(number) if range.holds(number) => Some(number),
        number => {
            problems.add(&node.place, quoted(node), wanted_share(range, number));
            None
        }
    }
}

/// What to want of a share: `20` probably means 0.20.
#[must_use]
pub fn wanted_share(range: Range, found: Option<f64>) -> String {
    let hint = match found {
        Some(number) if number > 1.0 && number <= 100.0 => {
            let decimals = if number.fract() == 0.0 { 2 } else { 4 };
            format!(" (did you mean {:.decimals$}?)", number / 100.0)
        }
        _ => String::new(),
    };
    format!("a number{}{hint}", range.in_words())
}

/// The law of a family with these parameters, which are one of its forms and each in its range.
///
/// # Errors
/// Parameters that contradict each other.
pub fn law(family: &str, values: &[(P, f64)]) -> Result<Law, Refusal> {
    let get = |wanted: P| values.iter().find(|(p, _)| *p == wanted).map(|&(_, value)| value);
    let mean = get(P::Mean).unwrap_or(0.0);
    match family {
        "constant" => Ok(Law::Constant { value: get(P::Value).unwrap_or(mean) }),
        "never" => Ok(Law::Never),
        "exponential" => exponential(mean, get(P::Cv)),
        "lognormal" => lognormal(&get),
        "gamma" => Ok(match (get(P::Shape), get(P::Scale), get(P::Cv)) {
            (Some(shape), Some(scale), _) => {
                Law::Gamma { mean: shape * scale, cv: 1.0 / shape.sqrt() }
            }
            (Some(shape), None, _) => Law::Gamma { mean, cv: 1.0 / shape.sqrt() },
            (None, _, cv) => by_cv(mean, cv.unwrap_or(1.0), |mean, cv| Law::Gamma { mean, cv }),
        }),
        "erlang" => {
            let phases = get(P::Phases).unwrap_or(1.0);
            let mean = get(P::PhaseMean).map_or(mean, |phase| phase * phases);
            Ok(Law::Gamma { mean, cv: 1.0 / phases.sqrt() })
        }
        "weibull" => weibull(&get),
        "uniform" => uniform(&get),
        "triangular" => triangular(&get),
        "hyperexponential" => balanced_means(mean, get(P::Cv).unwrap_or(1.0)),
        other => unreachable!("{other} is not in the table of families"),
    }
}

/// Without variation every law is a constant.
fn by_cv(mean: f64, cv: f64, law: impl Fn(f64, f64) -> Law) -> Law {
    if cv > 0.0 { law(mean, cv) } else { Law::Constant { value: mean } }
}

fn exponential(mean: f64, cv: Option<f64>) -> Result<Law, Refusal> {
    match cv {
        Some(cv) if (cv - 1.0).abs() > 0.0 => Err(Refusal {
            parameter: P::Cv,
            wanted: "1, which is the cv of an exponential law (or name another `distribution`)",
        }),
        _ => Ok(Law::Exponential { mean }),
    }
}

fn lognormal(get: &impl Fn(P) -> Option<f64>) -> Result<Law, Refusal> {
    let from = |mean, cv| by_cv(mean, cv, |mean, cv| Law::Lognormal { mean, cv });
    let cv = get(P::Cv);
    match (get(P::Mean), get(P::Median), get(P::Mu), get(P::Sigma)) {
        // mean / median = sqrt(1 + cv^2)
        (Some(mean), Some(median), ..) if mean >= median => {
            let ratio = mean / median;
            Ok(from(mean, (ratio * ratio - 1.0).sqrt()))
        }
        (Some(_), Some(_), ..) => {
            Err(Refusal { parameter: P::Median, wanted: "a median of at most the mean" })
        }
        (None, Some(median), ..) => {
            let cv = cv.unwrap_or(1.0);
            Ok(from(median * (1.0 + cv * cv).sqrt(), cv))
        }
        (None, None, Some(mu), Some(sigma)) => Ok(from_logarithm(mu, sigma)),
        (mean, ..) => Ok(from(mean.unwrap_or(0.0), cv.unwrap_or(1.0))),
    }
}

fn uniform(get: &impl Fn(P) -> Option<f64>) -> Result<Law, Refusal> {
    let (low, high) = (get(P::Low).unwrap_or(0.0), get(P::High).unwrap_or(0.0));
    if low > high {
        return Err(Refusal { parameter: P::High, wanted: "at least the low value" });
    }
    let is_point = low >= high;
    Ok(if is_point { Law::Constant { value: low } } else { Law::Uniform { low, high } })
}

fn triangular(get: &impl Fn(P) -> Option<f64>) -> Result<Law, Refusal> {
    let low = get(P::Low).unwrap_or(0.0);
    let (mode, high) = (get(P::Mode).unwrap_or(0.0), get(P::High).unwrap_or(0.0));
    if low > mode || mode > high {
        return Err(Refusal { parameter: P::Mode, wanted: "a value from low to high" });
    }
    let is_point = low >= high;
    Ok(if is_point { Law::Constant { value: low } } else { Law::Triangular { low, mode, high } })
}

/// Two exponentials that contribute equally to the mean (Whitt's balanced means).
fn balanced_means(mean: f64, cv: f64) -> Result<Law, Refusal> {
    if cv < 1.0 {
        return Err(Refusal { parameter: P::Cv, wanted: "at least 1 for a hyperexponential law" });
    }
    let squared = cv * cv;
    let first = f64::midpoint(1.0, ((squared - 1.0) / (squared + 1.0)).sqrt());
    let second = 1.0 - first;
    Ok(Law::Hyperexponential {
        branches: vec![(first, mean / (2.0 * first)), (second, mean / (2.0 * second))],
    })
}

/// Not known yet.
fn from_logarithm(_mu: f64, _sigma: f64) -> Law {
    Law::Never
}

/// Not known yet.
fn weibull(get: &impl Fn(P) -> Option<f64>) -> Result<Law, Refusal> {
    let (shape, scale) = (get(P::Shape).unwrap_or(1.0), get(P::Scale).unwrap_or(1.0));
    Ok(Law::Weibull { shape, scale })
}
