//! Inverses of distribution functions by table, where there is no closed form.
//!
//! ln x is tabulated against z, the normal quantile of u: on these scales the inverse of every
//! common law is nearly a straight line, tails included. Knots stand every 1/8 of z; between them
//! runs the polynomial of degree five that has the inverse's own value, slope and curvature at both
//! ends (its error falls with the sixth power of their distance). A cell where this is not good to
//! [`TOLERANCE`], as between the branches of a mixture, is cut into 16 parts, each with its own
//! polynomial; a part that still is not good, because a density jumps, bends or vanishes in it, is
//! marked, and its draws are solved for one by one between its knots.

use super::continuous::{Continuous, Point};
use crate::base::math::{exp, normal_cdf, normal_density, normal_quantile, normal_quantiles};

/// Half the range of z: the extreme uniform numbers, 2^-53 from the ends, lie at 8.21.
const REACH: f64 = 8.25;
const CELLS_PER_UNIT: f64 = 8.0;
const CELLS: usize = 132;
const PARTS: usize = 16;
/// Largest relative error of x tolerated where a polynomial is tested.
const TOLERANCE: f64 = 1e-10;
/// What a slope may lose to rounding where ln x stands still, near the end of a law's range.
const ROUNDING: f64 = 1e-13;
/// Where a polynomial is tested, in parts of its stretch; not mirror images, since a bend in the
/// middle would cancel out of its error there.
const TESTS: [f64; 2] = [0.3, 0.6];
/// e to these still is a normal number.
const LOWEST: f64 = -700.0;
const HIGHEST: f64 = 700.0;

/// The inverse of a distribution function on positive numbers.
#[derive(Debug)]
pub(super) struct Table {
    law: Box<dyn Continuous>,
    cells: Vec<Cell>,
    pieces: Vec<Piece>,
}

/// One of the equal cells of z.
#[derive(Clone, Copy, Debug)]
struct Cell {
    /// Its first piece.
    first: usize,
    /// How many equal pieces it has: 1 or 16.
    pieces: f64,
}

/// A stretch with a polynomial of its own.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Coefficients of ln x by the part s of the stretch, lowest first; NaN: solve for the draw.
    ln_x: [f64; 6],
    /// ln x at both ends.
    ends: (f64, f64),
}

impl Table {
    /// The table of a law whose typical values are neither huge nor tiny (so, scaled to mean 1).
    pub(super) fn new(law: Box<dyn Continuous>) -> Self {
        let mut table = Self { law, cells: Vec::with_capacity(CELLS), pieces: Vec::new() };
        let mut knot = Knot::find(table.law.as_ref(), z_at(0.0), None);
        for cell in 0..CELLS {
            knot = table.add_cell(cell as f64, knot);
        }
        table
    }

    /// Adds the cell that begins at a knot, and hands back the knot where it ends.
    fn add_cell(&mut self, place: f64, start: Knot) -> Knot {
        let law = self.law.as_ref();
        let first = self.pieces.len();
        let end = Knot::find(law, z_at(place + 1.0), Some((&start, 1.0)));
        let whole = Piece::between(law, place, 1.0, &start, &end);
        if whole.is_tabulated() {
            self.pieces.push(whole);
            self.cells.push(Cell { first, pieces: 1.0 });
            return end;
        }
        let width = 1.0 / PARTS as f64;
        let mut knot = start;
        for part in 0..PARTS {
            let place = place + part as f64 * width;
            let next = Knot::find(law, z_at(place + width), Some((&knot, width)));
            self.pieces.push(Piece::between(law, place, width, &knot, &next));
            knot = next;
        }
        self.cells.push(Cell { first, pieces: PARTS as f64 });
        knot
    }

    /// The x that this law falls below with probability u.
    #[inline]
    pub(super) fn quantile(&self, u: f64) -> f64 {
        let y = self.piece_at(normal_quantile(u)).1;
        if y.is_nan() { self.solved(u) } else { exp(y) }
    }

    /// Replaces each uniform number by a multiple of its quantile.
    pub(super) fn fill(&self, uniforms: &mut [f64], scale: f64) {
        const CHUNK: usize = 64;
        for chunk in uniforms.chunks_mut(CHUNK) {
            let mut z = [0.0; CHUNK];
            let z = &mut z[..chunk.len()];
            z.copy_from_slice(chunk);
            normal_quantiles(z);
            for z in z.iter_mut() {
                *z = self.piece_at(*z).1;
            }
            for y in z.iter_mut() {
                *y = exp(*y);
            }
            for (u, &x) in chunk.iter_mut().zip(&*z) {
                *u = scale * if x.is_nan() { self.solved(*u) } else { x };
            }
        }
    }

    /// The piece of a z, and the value of its polynomial there.
    #[inline]
    fn piece_at(&self, z: f64) -> (&Piece, f64) {
        let place = ((z + REACH) * CELLS_PER_UNIT).clamp(0.0, CELLS as f64 - 1e-9);
        let cell = self.cells[place as usize];
        let inside = (place - (place as usize) as f64) * cell.pieces;
        let piece = &self.pieces[cell.first + inside as usize];
        (piece, value(&piece.ln_x, inside - (inside as usize) as f64))
    }

    #[cold]
    fn solved(&self, u: f64) -> f64 {
        let (low, high) = self.piece_at(normal_quantile(u)).0.ends;
        let target = Target { below: u, above: 1.0 - u };
        exp(solve(self.law.as_ref(), target, (low, high), f64::midpoint(low, high)))
    }
}

impl Piece {
    /// The stretch from a place (counted in cells) to another, marked if no polynomial is good.
    fn between(law: &dyn Continuous, place: f64, width: f64, start: &Knot, end: &Knot) -> Self {
        let ln_x = polynomial_between(width, start, end);
        let good = |part: &f64| is_good(law, &ln_x, z_at(place + part * width), *part);
        let ln_x = if TESTS.iter().all(good) { ln_x } else { [f64::NAN; 6] };
        Self { ln_x, ends: (start.y, end.y) }
    }

    fn is_tabulated(&self) -> bool {
        !self.ln_x[0].is_nan()
    }
}

/// z at a place counted in cells.
fn z_at(place: f64) -> f64 {
    place / CELLS_PER_UNIT - REACH
}

#[inline]
fn value(c: &[f64; 6], s: f64) -> f64 {
    c[0] + s * (c[1] + s * (c[2] + s * (c[3] + s * (c[4] + s * c[5]))))
}

/// Whether a polynomial does not fall (but for rounding) and meets the law at a z, which lies at the part s of its stretch.
fn is_good(law: &dyn Continuous, c: &[f64; 6], z: f64, s: f64) -> bool {
    let slope = c[1] + s * (2.0 * c[2] + s * (3.0 * c[3] + s * (4.0 * c[4] + s * 5.0 * c[5])));
    let x = exp(value(c, s));
    let point = law.at(x);
    let error = Target::at(z).excess(&point) / (x * point.density);
    slope > -ROUNDING && error.abs() < TOLERANCE
}

/// The probabilities on both sides of a quantile.
#[derive(Clone, Copy)]
struct Target {
    below: f64,
    above: f64,
}

impl Target {
    fn at(z: f64) -> Self {
        Self { below: normal_cdf(z), above: normal_cdf(-z) }
    }

    /// How much probability too much lies below a point, computed from the smaller side.
    fn excess(self, point: &Point) -> f64 {
        if self.below < self.above { point.below - self.below } else { self.above - point.above }
    }
}

/// ln x at a z, with its first and second derivative by places (z counted in cells).
#[derive(Clone, Copy)]
struct Knot {
    y: f64,
    slope: f64,
    curvature: f64,
}

impl Knot {
    /// The knot at a z; known to lie above the one that stands so many cells before it.
    fn find(law: &dyn Continuous, z: f64, before: Option<(&Self, f64)>) -> Self {
        let (low, guess) = before.map_or((LOWEST, 0.0), |(knot, width)| {
            (knot.y, knot.y + width * (knot.slope + 0.5 * width * knot.curvature))
        });
        let y = solve(law, Target::at(z), (low, HIGHEST), guess);
        let x = exp(y);
        let point = law.at(x);
        // With G(y) = P(ln X <= y): G(y(z)) = normal_cdf(z), so y' = density(z) / G'(y), and
        // y'' / y' = -z - y' G''(y) / G'(y), where G' = x f(x) and G'' / G' = 1 + elasticity.
        let slope = normal_density(z) / (x * point.density);
        let curvature = slope * (-z - slope * (1.0 + point.elasticity));
        let step = 1.0 / CELLS_PER_UNIT;
        Self { y, slope: slope * step, curvature: curvature * step * step }
    }
}

/// The polynomial of degree five from one knot (s = 0) to another (s = 1), so many cells on.
fn polynomial_between(width: f64, start: &Knot, end: &Knot) -> [f64; 6] {
    let rise = end.y - start.y;
    let (v0, v1) = (start.slope * width, end.slope * width);
    let (a0, a1) = (start.curvature * width * width, end.curvature * width * width);
    [
        start.y,
        v0,
        0.5 * a0,
        10.0 * rise - 6.0 * v0 - 4.0 * v1 - 1.5 * a0 + 0.5 * a1,
        -15.0 * rise + 8.0 * v0 + 7.0 * v1 + 1.5 * a0 - a1,
        6.0 * rise - 3.0 * (v0 + v1) - 0.5 * (a0 - a1),
    ]
}

/// The ln x inside a bracket where a law meets a target: Newton's steps while they stay inside,
/// halving otherwise. Beyond the bracket its nearer end is taken.
fn solve(law: &dyn Continuous, target: Target, bracket: (f64, f64), guess: f64) -> f64 {
    const STEPS: usize = 200;
    let (mut low, mut high) = bracket;
    let mut y = if guess > low && guess < high { guess } else { f64::midpoint(low, high) };
    for _ in 0..STEPS {
        let x = exp(y);
        let point = law.at(x);
        let excess = target.excess(&point);
        if excess > 0.0 {
            high = y;
        } else {
            low = y;
        }
        let newton = y - excess / (x * point.density);
        let inside = newton >= low && newton <= high;
        let next = if inside { newton } else { f64::midpoint(low, high) };
        let moved = (next - y).abs();
        y = next;
        // Newton's error is squared with each step.
        if moved < if inside { 1e-9 } else { 1e-15 } {
            break;
        }
    }
    y
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::math::ln;
    use crate::random::continuous::Blend;
    use crate::random::exponential::Exponential;
    use crate::random::gamma::Gamma;
    use crate::random::uniform::Uniform;

    /// Marked pieces within z = 8 (beyond, where nothing is drawn, a bounded law stands still).
    fn solved_pieces(law: Box<dyn Continuous>) -> usize {
        let table = Table::new(law);
        let (first, last) = (table.cells[2].first, table.cells[CELLS - 2].first);
        table.pieces[first..last].iter().filter(|piece| !piece.is_tabulated()).count()
    }

    #[test]
    fn smooth_laws_need_no_solving() {
        for cv in [0.05, 0.14, 0.5, 1.0, 2.0] {
            assert_eq!(solved_pieces(Box::new(Gamma::new(1.0, cv))), 0, "cv {cv}");
        }
        let branch =
            |share, mean| -> (f64, Box<dyn Continuous>) { (share, Box::new(Exponential { mean })) };
        assert_eq!(solved_pieces(Box::new(Blend(vec![branch(0.25, 0.04), branch(0.75, 1.32)]))), 0);
    }

    #[test]
    fn gaps_and_jumps_are_solved_for_and_nothing_else() {
        let part =
            |low, high| -> (f64, Box<dyn Continuous>) { (0.5, Box::new(Uniform { low, high })) };
        let solved = solved_pieces(Box::new(Blend(vec![part(0.2, 0.4), part(1.3, 1.7)])));
        assert!((1..=2).contains(&solved), "{solved} pieces");
        // Densities that overlap jump three times inside.
        let solved = solved_pieces(Box::new(Blend(vec![part(0.5, 1.1), part(0.9, 1.5)])));
        assert!((2..=4).contains(&solved), "{solved} pieces");
    }

    #[test]
    fn a_polynomial_that_falls_is_no_inverse_even_where_it_meets_the_law() {
        // Half of the law lies below ln 2, where z is 0.
        let (law, y, s) = (Exponential { mean: 1.0 }, ln(ln(2.0)), 0.3);
        let is_good = |mut c: [f64; 6]| {
            c[0] = y - value(&c, s);
            is_good(&law, &c, 0.0, s)
        };
        assert!(is_good([0.0, 1e-3, 0.0, 0.0, 0.0, 0.0]));
        assert!(!is_good([0.0, -1e-3, 0.0, 0.0, 0.0, 0.0]));
        // Slopes of s^2, s^3, s^4 and s^5, against a straight line that falls a tenth less or more.
        for (power, slope) in [(2, 2.0 * s), (3, 3.0 * s * s), (4, 0.108), (5, 0.0405)] {
            for (rise, other, good) in [(1e-3, 0.9, true), (1e-3, 1.1, false), (-1e-3, 0.9, false)]
            {
                let mut c = [0.0; 6];
                (c[1], c[power]) = (-other * rise * slope, rise);
                assert_eq!(is_good(c), good, "power {power}: {rise} against {other}");
            }
        }
    }

    #[test]
    fn a_polynomial_that_misses_the_law_by_more_than_the_tolerance_is_not_good() {
        let (law, y) = (Exponential { mean: 1.0 }, ln(ln(2.0)));
        for (error, good) in [(0.9, true), (-0.9, true), (1.1, false), (-1.1, false)] {
            let c = [y + error * TOLERANCE, 1.0, 0.0, 0.0, 0.0, 0.0];
            assert_eq!(is_good(&law, &c, 0.0, 0.0), good, "{error} tolerances");
        }
    }
}
