//! Bars of text: a figure, its interval and the value it is to reach.

use std::io;

use super::page::{Ink, Page};
use crate::measures::estimate::Estimate;
use crate::stats::interval::Interval;

/// Cells of the longest bar.
const CELLS: usize = 40;
/// The value that a figure is to reach.
pub(crate) const TARGET: char = '│';

/// Writes the bar of a figure, of which the longest would be `most`.
pub(crate) fn write(
    page: &mut Page,
    estimate: &Estimate,
    most: f64,
    target: Option<f64>,
) -> io::Result<()> {
    for part in cells(estimate, most, target) {
        let ink = if part == TARGET { Ink::Mark } else { Ink::Plain };
        page.put(&part.to_string(), ink)?;
    }
    Ok(())
}

fn cells(estimate: &Estimate, most: f64, target: Option<f64>) -> Vec<char> {
    let place = |value: f64| ((value / most).clamp(0.0, 1.0) * CELLS as f64).round() as usize;
    let mean = estimate.mean.unwrap_or(0.0);
    let Interval { low, high } = estimate.ends().unwrap_or(Interval { low: mean, high: mean });
    let (low, high) = (place(low), place(high));
    let mut cells: Vec<char> = (0..CELLS)
        .map(|cell| match cell {
            _ if cell < low => '█',
            _ if cell < high => '▒',
            _ => ' ',
        })
        .collect();
    if let Some(target) = target {
        cells[place(target).min(CELLS - 1)] = TARGET;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample::plus_minus;

    fn bar(estimate: &Estimate, most: f64, target: Option<f64>) -> String {
        cells(estimate, most, target).iter().collect()
    }

    #[test]
    fn a_bar_shows_mean_interval_and_target() {
        let estimate = plus_minus("service_level", 0.5, 0.05).estimate;
        assert_eq!(
            bar(&estimate, 1.0, Some(0.8)),
            format!("{}{}{}│{}", "█".repeat(18), "▒".repeat(4), " ".repeat(10), " ".repeat(7))
        );
    }

    #[test]
    fn a_full_bar_stays_inside_its_cells() {
        let estimate = plus_minus("service_level", 1.0, 0.1).estimate;
        assert_eq!(cells(&estimate, 1.0, Some(1.0)).len(), CELLS);
    }

    #[test]
    fn a_bar_is_as_long_as_its_figure_is_of_the_most() {
        let estimate = |mean, half_width| Estimate {
            mean: Some(mean),
            half_width: Some(half_width),
            ..Estimate::default()
        };
        let wanted =
            format!("{}{}{}│{}", "█".repeat(16), "▒".repeat(8), " ".repeat(8), " ".repeat(7));
        assert_eq!(bar(&estimate(50.0, 10.0), 100.0, Some(80.0)), wanted);
        assert_eq!(cells(&estimate(200.0, 1.0), 100.0, None).len(), CELLS);
    }
}
