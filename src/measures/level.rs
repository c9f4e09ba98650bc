//! A whole-number level and its exact time integral.

use crate::base::Micros;

/// How many there are now, and the area under the curve since the last reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Level {
    value: i64,
    area: i64,
}

impl Level {
    /// The level changes by so much.
    pub(super) fn change(&mut self, now: Micros, by: i64) {
        // Every change is booked as if it had been there since time 0; a reading adds value x now.
        self.value += by;
        self.area -= by * now.0 as i64;
    }

    /// The level becomes so much.
    pub(super) fn become_(&mut self, now: Micros, value: u32) {
        self.change(now, i64::from(value) - self.value);
    }

    /// The area since the last reading, in microseconds; a new reading starts here.
    pub(super) fn read(&mut self, now: Micros) -> i64 {
        let until_now = self.value * now.0 as i64;
        let area = self.area + until_now;
        self.area = -until_now;
        area
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_add_up_over_readings() {
        let mut level = Level::default();
        level.change(Micros(10), 2);
        level.change(Micros(20), 1);
        assert_eq!(level.read(Micros(30)), 2 * 10 + 3 * 10);
        level.become_(Micros(35), 1);
        assert_eq!(level.read(Micros(40)), 3 * 5 + 5);
    }
}
