//! Quantiles of pooled histograms, with intervals from sections of the replications.
//!
//! Replications are dealt into [`SECTIONS`] sections that stand for independent repetitions. The
//! interval of a quantile is read off the interval of P(value <= q), itself a ratio of means over
//! sections (Woodruff, 1952, Journal of the American Statistical Association 47, without his
//! shortcut of one width for all q), made on the logit scale; differences come from leaving out one
//! section at a time (grouped jackknife: Shao and Tu, The Jackknife and Bootstrap). More in
//! `docs/methods/intervals.md`.

use super::interval::{Figure, Interval};
use crate::base::math::exp;
use crate::base::tape::Tape;

/// Number of sections.
pub(crate) const SECTIONS: usize = 20;
/// Degrees of freedom of what is estimated from sections.
pub(crate) const SECTION_DEGREES: u64 = SECTIONS as u64 - 1;

/// Rows grow by so many bins at a time.
const GROWTH: usize = 64;

/// One histogram for each section, all over the same bins.
///
/// A row is kept up to the highest bin that counted anything: most of a long range of bins is never
/// reached, and an experiment keeps many of these.
#[derive(Clone, Debug)]
pub(crate) struct Sectioned {
    /// By section; a bin beyond the end of its row holds nothing.
    rows: [Vec<u64>; SECTIONS],
    bins: usize,
    /// The largest value of all; 0 where it is not known.
    largest: u64,
    /// Lower and upper edge of a bin; bins join without a gap.
    edges: fn(usize) -> (u64, u64),
}

/// The share of values up to the upper edge of a bin, with its interval.
#[derive(Clone, Copy, Debug)]
struct Point {
    from: f64,
    to: f64,
    low: f64,
    high: f64,
}

/// The distribution function of all sections together, with an interval at each bin's edge.
#[derive(Clone, Debug)]
pub(crate) struct Curve(Vec<Point>);

impl Sectioned {
    /// Empty histograms over so many bins.
    #[must_use]
    pub(crate) fn new(bins: usize, edges: fn(usize) -> (u64, u64)) -> Self {
        Self { rows: Default::default(), bins, largest: 0, edges }
    }

    /// Adds counts to a section, the largest value being that; they may end before the last bin.
    pub(crate) fn add<T: Copy + Into<u64>>(&mut self, section: usize, counts: &[T], largest: u64) {
        self.largest = self.largest.max(largest);
        let row = &mut self.rows[section];
        let beyond = counts.get(row.len()..).unwrap_or_default();
        if let Some(highest) = beyond.iter().rposition(|&count| count.into() > 0) {
            grow(row, row.len() + highest + 1, self.bins);
        }
        for (sum, &more) in row.iter_mut().zip(counts) {
            *sum += more.into();
        }
    }

    /// Adds all sections of another set of histograms over the same bins.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.largest = self.largest.max(other.largest);
        for (row, more) in self.rows.iter_mut().zip(&other.rows) {
            if more.len() > row.len() {
                grow(row, more.len(), self.bins);
            }
            for (sum, more) in row.iter_mut().zip(more) {
                *sum += more;
            }
        }
    }

    /// Forgets the first bin of every section (those who did not wait).
    pub(crate) fn forget_first_bin(&mut self) {
        self.rows.iter_mut().filter_map(|row| row.first_mut()).for_each(|count| *count = 0);
    }

    /// Runs everything counted past a tape: of each section, up to the highest bin.
    pub(crate) fn pass(&mut self, tape: &mut Tape) {
        tape.part(&mut self.largest);
        for row in &mut self.rows {
            row.truncate(row.iter().rposition(|&count| count > 0).map_or(0, |last| last + 1));
            tape.list(row, self.bins, Tape::part);
        }
    }

    /// Everything counted, section by section, every bin of each.
    pub(crate) fn counts(&self) -> impl Iterator<Item = u64> {
        let empty = std::iter::repeat(0);
        self.rows.iter().flat_map(move |row| {
            let beyond = empty.clone().take(self.bins - row.len());
            row.iter().copied().chain(beyond)
        })
    }

    /// The quantile of all sections together; none where nothing was counted.
    #[must_use]
    pub(crate) fn quantile(&self, share: f64) -> Option<f64> {
        quantile(&self.pooled(), self.edges, self.largest, share)
    }

    /// The edges of the bin in which the quantile lies: it is not known any better.
    #[must_use]
    pub(crate) fn bin_of_quantile(&self, share: f64) -> Option<Interval> {
        let (bin, _) = place(&self.pooled(), share)?;
        let (from, to) = (self.edges)(bin);
        Some(Interval { low: from as f64, high: to as f64 })
    }

    /// The quantile of all sections but each one in turn; none where one of them alone counted.
    #[must_use]
    pub(crate) fn leaving_one_out(&self, share: f64) -> Option<[f64; SECTIONS]> {
        let pooled = self.pooled();
        let mut quantiles = [0.0; SECTIONS];
        for (value, row) in quantiles.iter_mut().zip(&self.rows) {
            let mut rest = pooled.clone();
            rest.iter_mut().zip(row).for_each(|(all, one)| *all -= one);
            *value = quantile(&rest, self.edges, self.largest, share)?;
        }
        Some(quantiles)
    }

    /// The distribution function with its interval, at a critical value of Student with
    /// [`SECTION_DEGREES`]. Where all values lie in one bin they were not seen to vary: as many as
    /// `unlike` may lie beyond it.
    #[must_use]
    pub(crate) fn curve(&self, critical: f64, unlike: f64) -> Curve {
        let sizes: Vec<f64> = self.rows.iter().map(|row| row.iter().sum::<u64>() as f64).collect();
        let mut below = [0_u64; SECTIONS];
        let mut points = Vec::new();
        for (bin, _) in self.pooled().iter().enumerate().filter(|&(_, &count)| count > 0) {
            for (sum, row) in below.iter_mut().zip(&self.rows) {
                *sum += row.get(bin).unwrap_or(&0);
            }
            let (from, to) = (self.edges)(bin);
            let (share, half) = share_below(&below, &sizes, critical);
            let (low, high) = on_the_logit_scale(share, half);
            points.push(Point { from: from as f64, to: to as f64, low, high });
        }
        if let [alone] = &mut points[..] {
            alone.low = 1.0 - unlike;
        }
        Curve(points)
    }

    /// The histogram of all sections together, up to the highest bin of any.
    fn pooled(&self) -> Vec<u64> {
        let longest = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut pooled = vec![0; longest];
        for row in &self.rows {
            for (sum, more) in pooled.iter_mut().zip(row) {
                *sum += more;
            }
        }
        pooled
    }
}

/// Gives a row at least so many bins, and no more memory than that needs.
fn grow(row: &mut Vec<u64>, wanted: usize, bins: usize) {
    assert!(wanted <= bins, "counts are over the bins of their histogram");
    let length = wanted.next_multiple_of(GROWTH).min(bins);
    row.reserve_exact(length - row.len());
    row.resize(length, 0);
}

impl Curve {
    /// Whether values of more than one bin were seen.
    #[must_use]
    pub(crate) fn varies(&self) -> bool {
        self.0.len() > 1
    }

    /// All values that the interval of the distribution function does not speak against as that
    /// quantile; none where nothing was counted. Where it does not vary, more than is seen may lie
    /// above: there is then no upper end.
    #[must_use]
    pub(crate) fn interval(&self, share: f64) -> Option<Interval> {
        let points = &self.0;
        // The first place where the upper line reaches the share, the last where the lower does.
        let first = points.iter().position(|point| point.high >= share)?;
        let last = points.iter().rposition(|point| point.low < share).map_or(0, |at| at + 1);
        let low = self.crossing(first, share, |point| point.high);
        let high = if last == points.len() && !self.varies() {
            f64::INFINITY
        } else {
            self.crossing(last.min(points.len() - 1), share, |point| point.low)
        };
        Some(Interval { low, high })
    }

    /// Where inside a bin a line reaches the share.
    fn crossing(&self, bin: usize, share: f64, line: fn(&Point) -> f64) -> f64 {
        let before = bin.checked_sub(1).map_or(0.0, |previous| line(&self.0[previous]));
        let point = &self.0[bin];
        between(point.from, point.to, (share - before) / (line(point) - before))
    }
}

/// The difference of two quantiles whose sections are paired, by leaving out one section at a
/// time; none where either is undefined. The jackknife of a quantile is a little cautious where
/// bins hold few values.
#[must_use]
pub(crate) fn difference(variant: &Sectioned, base: &Sectioned, share: f64) -> Option<Figure> {
    let value = variant.quantile(share)? - base.quantile(share)?;
    let (own, other) = (variant.leaving_one_out(share)?, base.leaving_one_out(share)?);
    let changes = own.iter().zip(other).map(|(own, other)| own - other);
    let mean = changes.clone().sum::<f64>() / SECTIONS as f64;
    let squares: f64 = changes.map(|change| change - mean).map(|off| off * off).sum();
    let share_left = SECTION_DEGREES as f64 / SECTIONS as f64;
    Some(Figure { value, standard_error: Some((share_left * squares).sqrt()) })
}

/// The quantile of a histogram, values spread evenly over each bin up to the largest of all, where
/// that is known; none where it is empty.
#[must_use]
pub(crate) fn quantile(
    counts: &[u64],
    edges: fn(usize) -> (u64, u64),
    largest: u64,
    share: f64,
) -> Option<f64> {
    let (bin, part) = place(counts, share)?;
    let (from, to) = edges(bin);
    let value = between(from as f64, to as f64, part);
    Some(if largest > 0 && largest >= from { value.min(largest as f64) } else { value })
}

/// The bin of a quantile, and which part of the bin's values lie below it.
fn place(counts: &[u64], share: f64) -> Option<(usize, f64)> {
    let wanted = share * counts.iter().sum::<u64>() as f64;
    let mut below = 0_u64;
    for (bin, &count) in counts.iter().enumerate().filter(|&(_, &count)| count > 0) {
        if (below + count) as f64 >= wanted {
            return Some((bin, (wanted - below as f64) / count as f64));
        }
        below += count;
    }
    None
}

/// The share of values below an edge and half the width of its interval.
fn share_below(below: &[u64; SECTIONS], sizes: &[f64], critical: f64) -> (f64, f64) {
    let all: f64 = sizes.iter().sum();
    let share = below.iter().sum::<u64>() as f64 / all;
    let squares: f64 = below
        .iter()
        .zip(sizes)
        .map(|(&count, size)| {
            let residual = count as f64 - share * size;
            residual * residual
        })
        .sum();
    let sections = SECTIONS as f64;
    // The mean size of a section is all / SECTIONS.
    let error = (squares * sections / SECTION_DEGREES as f64).sqrt() / all;
    (share, critical * error)
}

/// The ends of the interval of a share, made on the scale of ln(share / (1 - share)).
///
/// What lies beyond a far quantile is a small number of contacts that come in clusters: its law is
/// skewed, and an interval as wide on both sides ends too low (Korn and Graubard, 1998, Survey
/// Methodology 24, on small shares in clustered samples).
fn on_the_logit_scale(share: f64, half: f64) -> (f64, f64) {
    let rest = 1.0 - share;
    if rest <= 0.0 {
        return (share, share);
    }
    let step = exp(half / (share * rest));
    (share / (share + rest * step), share / (share + rest / step))
}

fn between(from: f64, to: f64, place: f64) -> f64 {
    from + (to - from) * place.clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::super::student::critical;
    use super::*;
    use rand::rngs::Xoshiro256PlusPlus;
    use rand::{RngExt, SeedableRng};

    fn ten_wide(bin: usize) -> (u64, u64) {
        (10 * bin as u64, 10 * bin as u64 + 10)
    }

    #[test]
    fn a_quantile_lies_inside_its_bin_in_proportion() {
        let mut histograms = Sectioned::new(4, ten_wide);
        histograms.add(0, &[1_u32, 2], 0);
        histograms.add(7, &[1_u32, 0, 0, 4], 0);
        // 2 in [0, 10), 2 in [10, 20), none in [20, 30), 4 in [30, 40).
        assert_eq!(histograms.quantile(0.25), Some(10.0));
        assert_eq!(histograms.quantile(0.375), Some(15.0));
        assert_eq!(histograms.quantile(0.75), Some(35.0));
        assert_eq!(Sectioned::new(4, ten_wide).quantile(0.5), None);
        assert_eq!(Sectioned::new(4, ten_wide).curve(2.0, 0.05).interval(0.5), None);
    }

    #[test]
    fn sections_are_counted_apart_and_join_one_by_one() {
        let (mut histograms, mut more) = (Sectioned::new(2, ten_wide), Sectioned::new(2, ten_wide));
        histograms.add(0, &[1_u32, 2], 0);
        histograms.add(19, &[3_u32], 0);
        more.add(0, &[10_u32, 20], 0);
        more.add(1, &[30_u32, 40], 0);
        histograms.merge(&more);
        let mut expected = [0; 2 * SECTIONS];
        expected[..4].copy_from_slice(&[11, 22, 30, 40]);
        expected[38] = 3;
        assert!(histograms.counts().eq(expected));
        histograms.forget_first_bin();
        let mut expected = [0; 2 * SECTIONS];
        (expected[1], expected[3]) = (22, 40);
        assert!(histograms.counts().eq(expected));
    }

    #[test]
    fn a_row_ends_a_little_beyond_the_highest_bin_that_counted_anything() {
        let lengths = |of: &Sectioned| of.rows.iter().map(Vec::len).collect::<Vec<_>>();
        let (mut low, mut high) = (Sectioned::new(1000, ten_wide), Sectioned::new(1000, ten_wide));
        let up_to = |bin: usize| [&vec![0_u32; bin][..], &[1], &vec![0; 999 - bin]].concat();
        low.add(2, &up_to(63), 0);
        low.add(3, &[0_u32; 1000], 0);
        high.add(2, &up_to(64), 0);
        high.add(4, &up_to(999), 0);
        assert_eq!(lengths(&low)[..5], [0, 0, GROWTH, 0, 0]);
        assert_eq!(lengths(&high)[..5], [0, 0, 2 * GROWTH, 0, 1000]);
        let mut both = low.clone();
        both.merge(&high);
        high.merge(&low);
        let mut expected = vec![0; 1000 * SECTIONS];
        (expected[2063], expected[2064], expected[4999]) = (1, 1, 1);
        assert!(both.counts().eq(expected.iter().copied()) && high.counts().eq(expected));
        assert_eq!(both.quantile(1.0), Some(10_000.0));
    }

    /// A section of 2 in [0, 10), 19 of one there and one in [10, 20).
    fn one_section_shorter() -> Sectioned {
        let mut histograms = Sectioned::new(2, ten_wide);
        histograms.add(0, &[2_u32, 0], 0);
        (1..SECTIONS).for_each(|section| histograms.add(section, &[1_u32, 1], 0));
        histograms
    }

    #[test]
    fn leaving_one_out_gives_the_quantiles_of_the_others() {
        // Without the first 19 and 19: the 19th stands at 10. Without another 20 and 18: at 9.5.
        let mut expected = [9.5; SECTIONS];
        expected[0] = 10.0;
        assert_eq!(one_section_shorter().leaving_one_out(0.5), Some(expected));
        let mut alone = Sectioned::new(2, ten_wide);
        alone.add(3, &[1_u32, 1], 0);
        assert_eq!(alone.leaving_one_out(0.5), None);
    }

    #[test]
    fn the_difference_of_two_quantiles_is_worked_by_hand() {
        let mut base = Sectioned::new(2, ten_wide);
        (0..SECTIONS).for_each(|section| base.add(section, &[2_u32, 1], 0));
        let figure = difference(&one_section_shorter(), &base, 0.5).unwrap();
        // 200/21 less 7.5. Leaving one out, 10 - 7.5 once and 9.5 - 7.5 else: 0.475 and -0.025 from
        // their mean; the root of 19/20 (0.475^2 + 19 x 0.025^2) = 0.225625.
        assert!((figure.value - (200.0 / 21.0 - 7.5)).abs() < 1e-12, "{figure:?}");
        assert!((figure.standard_error.unwrap() - 0.475).abs() < 1e-12, "{figure:?}");
    }

    #[test]
    fn an_interval_ends_where_the_lines_cross_the_share() {
        let point = |from, low, high| Point { from, to: from + 10.0, low, high };
        let curve = Curve(vec![point(0.0, 0.2, 0.4), point(10.0, 0.5, 0.7), point(20.0, 0.9, 1.0)]);
        let ends = |share| {
            let Interval { low, high } = curve.interval(share).unwrap();
            (low, high)
        };
        let near = |(low, high): (f64, f64), (first, last): (f64, f64)| {
            (low - first).abs() < 1e-9 && (high - last).abs() < 1e-9
        };
        // The upper line goes from 0.4 to 0.7 over [10, 20), the lower from 0.5 to 0.9 over [20, 30).
        assert!(near(ends(0.6), (10.0 + 20.0 / 3.0, 22.5)), "{:?}", ends(0.6));
        // From 0 to 0.4 and from 0 to 0.2 over [0, 10).
        assert!(near(ends(0.1), (2.5, 5.0)), "{:?}", ends(0.1));
        // The lower line stays below: nothing speaks against the largest value.
        assert!(near(ends(0.95), (20.0 + 25.0 / 3.0, 30.0)), "{:?}", ends(0.95));
    }

    #[test]
    fn equal_sections_leave_no_doubt() {
        let mut histograms = Sectioned::new(3, ten_wide);
        for section in 0..SECTIONS {
            histograms.add(section, &[3_u32, 1, 6], 0);
        }
        let interval = histograms.curve(2.093, 0.05).interval(0.5).unwrap();
        let point = histograms.quantile(0.5).unwrap();
        assert!((interval.low - point).abs() < 1e-9 && (interval.high - point).abs() < 1e-9);
    }

    #[test]
    fn equal_sections_leave_no_doubt_at_the_edge_of_a_gap() {
        let mut histograms = Sectioned::new(4, ten_wide);
        (0..SECTIONS).for_each(|section| histograms.add(section, &[0_u32, 1, 0, 3], 0));
        assert_eq!(histograms.quantile(0.25), Some(20.0));
        let interval = histograms.curve(2.093, 0.05).interval(0.25);
        assert_eq!(interval, Some(Interval { low: 20.0, high: 20.0 }));
    }

    #[test]
    fn the_interval_of_a_share_is_that_of_the_ratio_over_sections() {
        let (mut below, mut sizes) = ([0_u64; SECTIONS], Vec::new());
        let mut sums = super::super::ratio::Sums::default();
        for (section, count) in below.iter_mut().enumerate() {
            *count = (section % 5) as u64 + 3;
            sizes.push(10.0 + (section % 3) as f64);
            sums.add(*count as i64, 10 + (section % 3) as i64);
        }
        let figure = sums.figure(20).unwrap();
        let (share, half) = share_below(&below, &sizes, 2.0);
        assert!((share - figure.value).abs() < 1e-15);
        assert!((half - figure.half_width(2.0).unwrap()).abs() < 1e-15);
    }

    #[test]
    fn the_interval_of_a_share_stays_inside_0_and_1_and_is_wider_towards_the_middle() {
        let (low, high) = on_the_logit_scale(0.99, 0.02);
        assert!(low < 0.97 && 0.99 < high && high < 1.0, "{low} {high}");
        // ln(0.99 / 0.01) = 4.5951, and the step is 0.02 / 0.0099 = 2.0202.
        assert!((low - 1.0 / (1.0 + exp(-4.595_119_85 + 2.020_202_02))).abs() < 1e-9);
        let (low, high) = on_the_logit_scale(0.5, 0.01);
        assert!((low - 0.49).abs() < 1e-5 && (high - 0.51).abs() < 1e-5);
        assert!(on_the_logit_scale(1.0, 0.0) == (1.0, 1.0));
    }

    #[test]
    fn equal_histograms_differ_by_exactly_0() {
        let mut histograms = Sectioned::new(3, ten_wide);
        for section in 0..SECTIONS {
            histograms.add(section, &[section as u32, 5, 1], 0);
        }
        let figure = difference(&histograms, &histograms.clone(), 0.9).unwrap();
        assert_eq!(figure, Figure { value: 0.0, standard_error: Some(0.0) });
    }

    /// Two paired samples of uniform values, correlated inside a day; the second is 100 longer.
    fn pair(random: &mut Xoshiro256PlusPlus) -> (Sectioned, Sectioned) {
        let (mut first, mut second) =
            (Sectioned::new(200, ten_wide), Sectioned::new(200, ten_wide));
        for section in 0..SECTIONS {
            let day: f64 = random.random();
            let (mut own, mut other) = ([0_u32; 200], [0_u32; 200]);
            for _ in 0..600 {
                let value = (random.random::<f64>() + 0.3 * day) * 1000.0;
                own[(value / 10.0) as usize] += 1;
                let blur = random.random::<f64>() * 200.0;
                other[((value + blur) / 10.0) as usize] += 1;
            }
            first.add(section, &own, 0);
            second.add(section, &other, 0);
        }
        (first, second)
    }

    #[test]
    fn intervals_cover_the_true_quantile_as_often_as_they_say() {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(3);
        let critical = critical(0.95, SECTION_DEGREES);
        // The sum of uniforms on [0, 1000) and [0, 300) has median 650, that with [0, 200) 750.
        let (mut level, mut change) = (0, 0);
        for _ in 0..1000 {
            let (first, second) = pair(&mut random);
            let interval = first.curve(critical, 0.05).interval(0.5).unwrap();
            level += u32::from(interval.low <= 650.0 && 650.0 <= interval.high);
            let figure = difference(&second, &first, 0.5).unwrap();
            let half = figure.half_width(critical).unwrap();
            change += u32::from((figure.value - 100.0).abs() <= half);
        }
        assert!((920..=975).contains(&level), "{level} of 1000");
        assert!((920..=985).contains(&change), "{change} of 1000");
    }
}
