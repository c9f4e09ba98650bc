//! Adaptive quadrature of several integrands at once, by Gauss and Kronrod's pair of rules.

use super::budget::{Budget, NoFigures};

/// Nodes from the middle outwards (Kronrod's 15 points; those at odd places are Gauss's 7), with
/// the weights of both rules (Piessens and others, *QUADPACK*, 1983).
const NODES: [(f64, f64, f64); 8] = [
    (0.0, 0.209_482_141_084_727_83, 0.417_959_183_673_469_4),
    (0.207_784_955_007_898_47, 0.204_432_940_075_298_9, 0.0),
    (0.405_845_151_377_397_2, 0.190_350_578_064_785_4, 0.381_830_050_505_118_9),
    (0.586_087_235_467_691_1, 0.169_004_726_639_267_9, 0.0),
    (0.741_531_185_599_394_4, 0.140_653_259_715_525_92, 0.279_705_391_489_276_64),
    (0.864_864_423_359_769_1, 0.104_790_010_322_250_18, 0.0),
    (0.949_107_912_342_758_5, 0.063_092_092_629_978_56, 0.129_484_966_168_869_7),
    (0.991_455_371_120_812_6, 0.022_935_322_010_529_224, 0.0),
];
/// Halvings of a first panel; one at an end where an integrand is not smooth shrinks that often.
const MOST_ROUNDS: usize = 60;
/// More panels than any law here needs; beyond them the integrals are what they are.
const MOST_PANELS: usize = 1 << 20;

/// What one panel costs: 15 points, at which a law is asked for its shares.
const STEPS_OF_A_PANEL: f64 = 200.0;

/// A stretch of the axis with its integrals.
#[derive(Clone, Copy)]
struct Panel<const N: usize> {
    from: f64,
    to: f64,
    integrals: [f64; N],
    errors: [f64; N],
}

/// The integrals from the first place to the last, each to about this relative error.
///
/// Places are in order; a panel begins at each, so integrands may jump or bend there. The error is
/// judged by the difference of the two rules, which overstates that of the better one.
///
/// # Errors
/// If it would take too long.
pub(super) fn integrate<const N: usize>(
    integrands: impl Fn(f64) -> [f64; N],
    places: &[f64],
    tolerance: f64,
    budget: &Budget,
) -> Result<[f64; N], NoFigures> {
    let ends = places.windows(2).filter(|ends| ends[1] > ends[0]);
    budget.spend(STEPS_OF_A_PANEL * places.len() as f64)?;
    let mut panels: Vec<_> = ends.map(|ends| Panel::new(&integrands, ends[0], ends[1])).collect();
    for _ in 0..MOST_ROUNDS {
        let totals = sums(panels.iter().map(|panel| panel.integrals));
        let errors = sums(panels.iter().map(|panel| panel.errors));
        let is_good = |at: usize| errors[at] <= tolerance * totals[at].abs();
        if (0..N).all(is_good) || panels.len() > MOST_PANELS {
            break;
        }
        let number = panels.len() as f64;
        budget.spend(2.0 * STEPS_OF_A_PANEL * number)?;
        let mut finer = Vec::with_capacity(2 * panels.len());
        for panel in panels {
            let share = |at: usize| tolerance * totals[at].abs() / number;
            let middle = f64::midpoint(panel.from, panel.to);
            let is_thin = middle <= panel.from || middle >= panel.to;
            if is_thin || (0..N).all(|at| panel.errors[at] <= share(at)) {
                finer.push(panel);
            } else {
                finer.push(Panel::new(&integrands, panel.from, middle));
                finer.push(Panel::new(&integrands, middle, panel.to));
            }
        }
        panels = finer;
    }
    Ok(sums(panels.iter().map(|panel| panel.integrals)))
}

impl<const N: usize> Panel<N> {
    fn new(integrands: &impl Fn(f64) -> [f64; N], from: f64, to: f64) -> Self {
        let (middle, half) = (f64::midpoint(from, to), 0.5 * (to - from));
        let (mut kronrod, mut gauss) = ([0.0; N], [0.0; N]);
        for (node, fine, coarse) in NODES {
            let mut add = |x: f64| {
                for (at, value) in integrands(x).into_iter().enumerate() {
                    kronrod[at] += fine * value;
                    gauss[at] += coarse * value;
                }
            };
            add(middle + half * node);
            if node > 0.0 {
                add(middle - half * node);
            }
        }
        let errors = std::array::from_fn(|at| half * (kronrod[at] - gauss[at]).abs());
        Self { from, to, integrals: kronrod.map(|sum| half * sum), errors }
    }
}

fn sums<const N: usize>(parts: impl Iterator<Item = [f64; N]>) -> [f64; N] {
    parts.fold([0.0; N], |sum, part| std::array::from_fn(|at| sum[at] + part[at]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::math::{exp, ln, pow};

    #[test]
    fn both_rules_are_exact_for_polynomials_of_their_degree() {
        for degree in 0..=22_i32 {
            let panel =
                Panel::new(&|x: f64| [(0..degree).fold(1.0, |power, _| power * x)], 0.0, 1.0);
            let exact = 1.0 / f64::from(degree + 1);
            assert!((panel.integrals[0] / exact - 1.0).abs() < 1e-14, "degree {degree}");
            if degree <= 13 {
                assert!(panel.errors[0] < 1e-15, "degree {degree}: {}", panel.errors[0]);
            }
        }
    }

    #[test]
    fn peaks_roots_and_jumps_are_found() {
        let narrow = |x: f64| exp(-0.5 * ((x - 3.0) / 1e-4) * ((x - 3.0) / 1e-4));
        let jump = |x: f64| if x < 2.0 { 1.0 } else { 5.0 };
        let all = |x: f64| [narrow(x), x.sqrt(), pow(x, 0.01), jump(x), ln(x + 1.0)];
        let budget = Budget::of_a_question();
        let found = integrate(all, &[0.0, 2.0, 2.99, 3.0, 3.01, 10.0], 1e-12, &budget).unwrap();
        let exact = [
            1e-4 * 2.506_628_274_631_000_5,
            2.0 / 3.0 * 10.0 * 10f64.sqrt(),
            pow(10.0, 1.01) / 1.01,
            42.0,
            11.0 * ln(11.0) - 10.0,
        ];
        for (found, exact) in found.iter().zip(exact) {
            assert!((found / exact - 1.0).abs() < 1e-11, "{found} {exact}");
        }
    }
}
