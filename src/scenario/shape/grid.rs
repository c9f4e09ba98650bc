//! The grid of intervals of a day that is still a tree.

use crate::scenario::text::clock;
use crate::scenario::text::tree::Node;

/// Opening hours cut into intervals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Grid {
    /// After midnight.
    pub opens_minute: u32,
    /// From opening to closing: up to a day.
    pub length_minutes: u32,
    pub interval_minutes: u32,
}

impl Grid {
    /// The grid of a scenario whose defaults are filled in; none where its day is not valid.
    /// Closing that is not after opening is on the next day.
    #[must_use]
    pub(crate) fn of(root: &Node) -> Option<Self> {
        let day = root.get("day")?;
        let opens = clock::minutes(day.get("opens")?.text()?)?;
        let closes = clock::minutes(day.get("closes")?.text()?)?;
        let minutes = day.get("interval_minutes")?.number()?;
        let is_given = |known: &u32| f64::from(*known).total_cmp(&minutes).is_eq();
        let interval_minutes = [15, 30, 60].into_iter().find(is_given)?;
        let closes = if closes <= opens { closes + 24 * 60 } else { closes };
        // From 24:00 to 00:00, which are the same midnight, is a whole day as from any other time.
        let length_minutes = if closes == opens { 24 * 60 } else { closes - opens };
        length_minutes.is_multiple_of(interval_minutes).then_some(Self {
            opens_minute: opens,
            length_minutes,
            interval_minutes,
        })
    }

    /// Number of intervals.
    #[must_use]
    pub(crate) const fn intervals(self) -> usize {
        (self.length_minutes / self.interval_minutes) as usize
    }

    /// Whether the day ends after midnight.
    #[must_use]
    pub(crate) const fn is_overnight(self) -> bool {
        self.opens_minute + self.length_minutes > 24 * 60
    }

    /// The time of day of an instant in minutes since opening, which may lie outside the hours.
    #[must_use]
    pub(crate) fn clock(self, minutes_since_opening: i64) -> String {
        let minute = i64::from(self.opens_minute) + minutes_since_opening;
        clock::text(minute.rem_euclid(24 * 60) as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::text::parse::parse;
    use crate::scenario::text::problem::Problems;

    #[test]
    fn a_day_is_never_without_an_interval() {
        for (opens, closes, intervals) in [
            ("08:00", "10:00", 4),
            ("22:00", "06:00", 16),
            ("08:00", "08:00", 48),
            ("00:00", "24:00", 48),
            ("24:00", "24:00", 48),
            ("24:00", "00:00", 48),
        ] {
            let text = format!(
                r#"{{"day": {{"opens": "{opens}", "closes": "{closes}", "interval_minutes": 30}}}}"#
            );
            let root = parse("t.json", &text, &mut Problems::default()).unwrap();
            assert_eq!(Grid::of(&root).unwrap().intervals(), intervals, "{opens} to {closes}");
        }
    }
}
