//! Opening hours and the clock times that lie in them.

use crate::scenario::build::read::{choice, text, whole};
use crate::scenario::model::{AfterClose, Day};
use crate::scenario::shape::grid::Grid;
use crate::scenario::text::clock;
use crate::scenario::text::problem::Problems;
use crate::scenario::text::tree::Node;
use crate::scenario::text::words::quoted;

const MINUTES_PER_DAY: u32 = 24 * 60;

/// The day of a scenario; nothing when it cannot be understood.
pub(crate) fn day(root: &Node, problems: &mut Problems) -> Option<Day> {
    let node = root.get("day")?;
    let grid = Grid::of(root);
    for key in ["opens", "closes"] {
        check_on_grid(node, key, problems);
    }
    let grid = grid?;
    Some(Day {
        date: text(node, "date"),
        time_zone: text(node, "time_zone"),
        opens_minute: grid.opens_minute,
        interval_minutes: grid.interval_minutes,
        intervals: grid.intervals(),
        after_close: choice(node, "after_close", &AFTER_CLOSE, AfterClose::FinishWaiting),
    })
}

const AFTER_CLOSE: [(&str, AfterClose); 2] =
    [("finish_waiting", AfterClose::FinishWaiting), ("clear", AfterClose::Clear)];

fn check_on_grid(day: &Node, key: &str, problems: &mut Problems) {
    let Some(node) = day.get(key) else { return };
    let minute = node.text().and_then(clock::minutes);
    let (Some(minute), Some(step)) = (minute, whole(day, "interval_minutes")) else { return };
    if step > 0 && !minute.is_multiple_of(step) {
        let wanted = format!("a clock time on the grid of {step} minutes");
        problems.add(&node.place, quoted(node), wanted);
    }
}

/// Minutes from a clock time to another; one at or before the first is on the next day.
fn minutes_until(start: u32, end: u32) -> u32 {
    if end > start { end - start } else { end + MINUTES_PER_DAY - start }
}

impl Day {
    /// Seconds from opening to closing.
    #[must_use]
    pub fn open_seconds(&self) -> f64 {
        f64::from(self.interval_minutes) * 60.0 * self.intervals as f64
    }

    /// The clock time, "HH:MM", at which an interval starts.
    #[must_use]
    pub fn interval_start(&self, interval: usize) -> String {
        let minute =
            u64::from(self.opens_minute) + u64::from(self.interval_minutes) * interval as u64;
        let minute = minute % u64::from(MINUTES_PER_DAY);
        clock::text(minute as u32)
    }

    /// Seconds since opening of a clock time: before opening is negative, unless the day goes on
    /// past midnight and the clock time lies there.
    pub(in crate::scenario::build) fn seconds_of_clock(&self, minute: u32) -> f64 {
        let since = f64::from(minute) - f64::from(self.opens_minute);
        let whole_day = f64::from(MINUTES_PER_DAY);
        let next_day = since + whole_day;
        if since < 0.0 && next_day * 60.0 <= self.open_seconds() {
            return next_day * 60.0;
        }
        since * 60.0
    }

    /// Seconds since opening of the start and the end of a stretch of clock times; an end at or
    /// before the start means the next day.
    pub(in crate::scenario::build) fn stretch(&self, start: u32, end: u32) -> (f64, f64) {
        let from = self.seconds_of_clock(start);
        (from, from + f64::from(minutes_until(start, end)) * 60.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::build::tests::{read, said};

    fn of(text: &str) -> Result<Day, String> {
        let mut problems = Problems::default();
        let day = day(&read(&format!("{{\"day\": {text}}}")), &mut problems);
        day.ok_or_else(|| said(problems).join("\n"))
    }

    #[test]
    fn closing_at_or_before_opening_means_the_next_day() {
        let bank = of(r#"{"opens": "07:00", "closes": "24:00", "interval_minutes": 30}"#).unwrap();
        assert_eq!(bank.intervals, 34);
        assert_eq!(bank.interval_start(33), "23:30");
        let night = of(r#"{"opens": "22:00", "closes": "06:00", "interval_minutes": 60}"#).unwrap();
        assert_eq!(night.intervals, 8);
        assert_eq!(night.interval_start(2), "00:00");
        assert_eq!(night.stretch(23 * 60, 60), (3600.0, 3.0 * 3600.0));
        assert_eq!(night.stretch(5 * 60, 6 * 60), (7.0 * 3600.0, 8.0 * 3600.0));
        let whole = of(r#"{"opens": "00:00", "closes": "00:00", "interval_minutes": 15}"#).unwrap();
        assert_eq!(whole.intervals, 96);
    }

    #[test]
    fn times_off_the_grid_are_problems() {
        let wrong = of(r#"{"opens": "08:10", "closes": "18:15", "interval_minutes": 30}"#);
        assert_eq!(
            wrong.unwrap_err(),
            "t.json:1:19: found \"08:10\", wanted a clock time on the grid of 30 minutes\n\
             t.json:1:38: found \"18:15\", wanted a clock time on the grid of 30 minutes"
        );
    }
}
