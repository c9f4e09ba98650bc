//! From the parameters the planner gave to the parameters a law has.

use super::families::Parameter as P;
use crate::base::math::{exp, exp_m1, ln, ln_gamma};
use crate::random::Law;
use crate::scenario::shape::Range;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::Node;
use crate::scenario::text::words::quoted;

/// A parameter that cannot be so beside the others.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub parameter: P,
    pub wanted: &'static str,
}

/// A number from 0 to 1, with a hint to whoever wrote per cent.
pub(crate) fn share(node: &Node, problems: &mut Problems) -> Option<f64> {
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
pub(crate) fn wanted_share(range: Range, found: Option<f64>) -> String {
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
pub(crate) fn law(family: &str, values: &[(P, f64)]) -> Result<Law, Refusal> {
    let law = law_of(family, values)?;
    // What is never negative and 0 on average is 0, whatever the family.
    let is_nothing = values.iter().any(|&(p, value)| p == P::Mean && value <= 0.0);
    Ok(if is_nothing { Law::Constant { value: 0.0 } } else { law })
}

fn law_of(family: &str, values: &[(P, f64)]) -> Result<Law, Refusal> {
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

/// A lognormal law from the mean and standard deviation of the natural logarithm.
fn from_logarithm(mu: f64, sigma: f64) -> Law {
    let variance = sigma * sigma;
    let (mean, cv) = (exp(mu + variance / 2.0), exp_m1(variance).sqrt());
    by_cv(mean, cv, |mean, cv| Law::Lognormal { mean, cv })
}

fn weibull(get: &impl Fn(P) -> Option<f64>) -> Result<Law, Refusal> {
    let shape = match (get(P::Shape), get(P::Cv)) {
        (Some(shape), _) => shape,
        (None, Some(cv)) if cv > 0.0 => shape_of_cv(cv)?,
        _ => return Ok(Law::Constant { value: get(P::Mean).unwrap_or(0.0) }),
    };
    // mean = scale x gamma(1 + 1 / shape)
    let scale = get(P::Scale)
        .unwrap_or_else(|| get(P::Mean).unwrap_or(0.0) / exp(ln_gamma(1.0 + 1.0 / shape)));
    Ok(Law::Weibull { shape, scale })
}

/// The Weibull shape that has this coefficient of variation, which falls as the shape rises:
/// cv^2 + 1 = gamma(1 + 2 / shape) / gamma(1 + 1 / shape)^2.
fn shape_of_cv(cv: f64) -> Result<f64, Refusal> {
    let cv_of = |log_shape: f64| {
        let inverse = exp(-log_shape);
        exp_m1(ln_gamma(1.0 + 2.0 * inverse) - 2.0 * ln_gamma(1.0 + inverse)).max(0.0).sqrt()
    };
    let range = P::Shape.range();
    let (mut low, mut high) = (ln(range.least), ln(range.most));
    if cv > cv_of(low) || cv < cv_of(high) {
        return Err(Refusal { parameter: P::Cv, wanted: "a cv from 0.0013 to 429 (or 0)" });
    }
    // Each step halves an interval of length 10; more than 60 change nothing.
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if cv_of(middle) > cv { low = middle } else { high = middle }
    }
    Ok(exp(f64::midpoint(low, high)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weibull_law_by_mean_and_cv_has_them() {
        for cv in [0.01, 0.3, 1.0, 2.0, 10.0] {
            let Ok(Law::Weibull { shape, scale }) = law("weibull", &[(P::Mean, 7.0), (P::Cv, cv)])
            else {
                panic!("a Weibull law for {cv}");
            };
            let moment = |k: f64| exp(ln_gamma(1.0 + k / shape));
            assert!((scale * moment(1.0) - 7.0).abs() < 1e-9, "{cv}");
            let found = (moment(2.0) / (moment(1.0) * moment(1.0)) - 1.0).sqrt();
            assert!((found / cv - 1.0).abs() < 1e-6, "{cv}: {found}");
        }
        let exponential = law("weibull", &[(P::Mean, 7.0), (P::Cv, 1.0)]);
        assert!(
            matches!(exponential, Ok(Law::Weibull { shape, .. }) if (shape - 1.0).abs() < 1e-9)
        );
    }

    #[test]
    fn a_lognormal_law_by_its_logarithm_has_the_textbook_mean_and_cv() {
        let Ok(Law::Lognormal { mean, cv }) = law("lognormal", &[(P::Mu, 5.0), (P::Sigma, 0.5)])
        else {
            panic!("a lognormal law");
        };
        assert!((mean - 168.174_141_651_845_45).abs() < 1e-9);
        assert!((cv - 0.532_940_350_027_788_3).abs() < 1e-9, "{cv}");
    }

    #[test]
    fn parameters_that_contradict_each_other_are_refused_at_the_right_key() {
        let refused = |family, values: &[(P, f64)]| law(family, values).unwrap_err().parameter;
        assert_eq!(refused("uniform", &[(P::Low, 3.0), (P::High, 2.0)]), P::High);
        assert_eq!(refused("hyperexponential", &[(P::Mean, 3.0), (P::Cv, 0.5)]), P::Cv);
        assert_eq!(refused("lognormal", &[(P::Mean, 3.0), (P::Median, 4.0)]), P::Median);
        assert_eq!(refused("weibull", &[(P::Mean, 3.0), (P::Cv, 0.0005)]), P::Cv);
    }

    #[test]
    fn without_variation_a_law_is_constant() {
        for family in ["lognormal", "gamma", "weibull"] {
            let found = law(family, &[(P::Mean, 3.0), (P::Cv, 0.0)]).unwrap();
            assert_eq!(found, Law::Constant { value: 3.0 }, "{family}");
        }
    }
}
