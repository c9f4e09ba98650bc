//! Which points are run: a grid of all combinations, or a sample.

use std::collections::BTreeSet;

use super::axis::{Axis, Values};
use super::{Sampled, too_many};
use crate::base::decimal::whole;
use crate::random::design::{MOST_SOBOL_AXES, latin_hypercube, sobol};
use crate::scenario::limits::MOST_POINTS;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::{Node, Place};

/// A sample that is asked for.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    method: Sampled,
    points: usize,
    place: Place,
}

impl Sample {
    /// None for a method that nobody knows, which has been said.
    pub(super) fn of(method: &str, points: usize, place: Place) -> Option<Self> {
        let method = match method {
            "latin_hypercube" => Sampled::LatinHypercube,
            "sobol" => Sampled::Sobol,
            _ => return None,
        };
        Some(Self { method, points, place })
    }
}

/// The value of each axis at each point.
pub(super) fn of(
    axes: &[Axis],
    sample: Option<&Sample>,
    seed: u64,
    problems: &mut Problems,
    echo: &mut Vec<String>,
) -> (Vec<Vec<Node>>, Sampled) {
    match sample {
        _ if axes.is_empty() => (Vec::new(), Sampled::Grid),
        None => (grid(axes, problems), Sampled::Grid),
        Some(sample) => {
            echo.extend(axes.iter().filter_map(Axis::said_of_draws));
            (once_each(drawn(axes, sample, seed, problems), echo), sample.method)
        }
    }
}

/// Points without those that were drawn before: few whole numbers are soon drawn again.
fn once_each(drawn: Vec<Vec<Node>>, echo: &mut Vec<String>) -> Vec<Vec<Node>> {
    let number = drawn.len();
    let mut seen = BTreeSet::new();
    let bits = |point: &[Node]| -> Vec<u64> {
        point.iter().filter_map(|value| value.number().map(f64::to_bits)).collect()
    };
    let points: Vec<Vec<Node>> =
        drawn.into_iter().filter(|point| seen.insert(bits(point))).collect();
    if points.len() < number {
        let (number, different) = (whole(number as u64), whole(points.len() as u64));
        echo.push(format!(
            "Of {number} points that were drawn {different} differ; each is run once."
        ));
    }
    points
}

/// All combinations; the last axis runs fastest.
fn grid(axes: &[Axis], problems: &mut Problems) -> Vec<Vec<Node>> {
    let values: Vec<Vec<Node>> = axes.iter().map(|axis| axis.grid(problems)).collect();
    let number = values.iter().fold(1_usize, |all, own| all.saturating_mul(own.len()));
    if number > MOST_POINTS {
        too_many(number, &axes[0].place, problems);
        return Vec::new();
    }
    let mut points = vec![Vec::new()];
    for own in &values {
        let longer = |point: &Vec<Node>| {
            own.iter().map(|value| [&point[..], std::slice::from_ref(value)].concat()).collect()
        };
        points = points.iter().flat_map(|point| -> Vec<Vec<Node>> { longer(point) }).collect();
    }
    points
}

fn drawn(axes: &[Axis], sample: &Sample, seed: u64, problems: &mut Problems) -> Vec<Vec<Node>> {
    let before = problems.len();
    if sample.points > MOST_POINTS {
        too_many(sample.points, &sample.place, problems);
    }
    if sample.method == Sampled::Sobol && axes.len() > MOST_SOBOL_AXES {
        let wanted = format!("at most {MOST_SOBOL_AXES}");
        problems.add(&sample.place, format!("{} axes for a Sobol sample", axes.len()), wanted);
    }
    for axis in axes.iter().filter(|axis| matches!(axis.values, Values::List(_))) {
        problems.add(&axis.place, "a list of values", "`from` and `to`, since points are drawn");
    }
    if problems.len() > before {
        return Vec::new();
    }
    let places = axes.iter().enumerate().map(|(position, axis)| match sample.method {
        Sampled::Sobol => sobol(seed, position, sample.points),
        Sampled::LatinHypercube | Sampled::Grid => latin_hypercube(seed, &axis.name, sample.points),
    });
    let columns: Vec<Vec<f64>> = places.collect();
    let value = |axis: &Axis, place| axis.along(place).expect("lists have been refused");
    (0..sample.points)
        .map(|point| axes.iter().zip(&columns).map(|(axis, own)| value(axis, own[point])).collect())
        .collect()
}
