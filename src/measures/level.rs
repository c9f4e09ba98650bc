//! Whole-number levels and their exact time integrals.

use crate::base::Micros;

/// How many there are now, and the area under the curve since the last reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Level {
    value: i64,
    area: i64,
}

impl Level {
    /// The level becomes so much.
    pub(super) fn become_(&mut self, now: Micros, value: u32) {
        // Every change is booked as if it had been there since time 0; a reading adds value x now.
        let by = i64::from(value) - self.value;
        self.value += by;
        self.area -= by * now.0 as i64;
    }

    /// The area since the last reading, in microseconds; a new reading starts here.
    pub(super) fn read(&mut self, now: Micros) -> i64 {
        let until_now = self.value * now.0 as i64;
        let area = self.area + until_now;
        self.area = -until_now;
        area
    }
}

/// What changes a level in one interval; changes may be told in any order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    by: i64,
    /// The sum of each change times its moment.
    moments: i64,
}

impl Changes {
    /// The level changes by so much.
    pub(super) fn change(&mut self, at: Micros, by: i64) {
        self.by += by;
        self.moments += by * at.0 as i64;
    }

    /// The area under the curve of a level that had a value when the interval began, in
    /// microseconds; and its value when the interval ends.
    pub(super) fn area(&self, value: i64, begins: Micros, ends: Micros) -> (i64, i64) {
        let (begins, ends) = (begins.0 as i64, ends.0 as i64);
        // Every change lasts until the end.
        (value * (ends - begins) + self.by * ends - self.moments, value + self.by)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_add_up_over_readings() {
        let mut level = Level::default();
        level.become_(Micros(10), 2);
        level.become_(Micros(20), 3);
        assert_eq!(level.read(Micros(30)), 2 * 10 + 3 * 10);
        level.become_(Micros(35), 1);
        assert_eq!(level.read(Micros(40)), 3 * 5 + 5);
    }

    #[test]
    fn changes_told_in_any_order_give_the_area_of_each_interval() {
        let (mut first, mut second) = (Changes::default(), Changes::default());
        second.change(Micros(35), -3);
        first.change(Micros(20), 1);
        first.change(Micros(10), 2);
        assert_eq!(first.area(0, Micros(0), Micros(30)), (2 * 10 + 3 * 10, 3));
        assert_eq!(second.area(3, Micros(30), Micros(60)), (3 * 5, 0));
    }
}
