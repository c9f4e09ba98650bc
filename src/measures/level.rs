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

/// What changes a level in one interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Changes {
    by: i64,
    /// The sum of each change times its moment.
    moments: i64,
}

/// Levels of several subjects whose changes may be told in any order.
#[derive(Clone, Debug)]
pub(super) struct Flow {
    subjects: usize,
    /// `[interval][subject]`, row by row; one row more for what is after the last interval.
    changes: Vec<Changes>,
}

impl Flow {
    pub(super) fn new(subjects: usize, intervals: usize) -> Self {
        Self { subjects, changes: vec![Changes::default(); subjects * (intervals + 1)] }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.changes.fill(Changes::default());
    }

    /// A level changes by so much, at a moment of an interval.
    #[inline]
    pub(super) fn change(&mut self, interval: usize, subject: usize, at: Micros, by: i64) {
        let changes = &mut self.changes[interval * self.subjects + subject];
        changes.by += by;
        // Right modulo 2^64 whatever the order, and the area that comes of it fits.
        changes.moments = changes.moments.wrapping_add(by.wrapping_mul(at.0 as i64));
    }

    /// A level is one higher from one moment of an interval until another.
    #[inline]
    pub(super) fn spell(
        &mut self,
        (from, since): (usize, Micros),
        (until, ends): (usize, Micros),
        subject: usize,
    ) {
        if from == until {
            let moments = &mut self.changes[from * self.subjects + subject].moments;
            *moments = moments.wrapping_sub(ends.since(since).0 as i64);
        } else {
            self.change(from, subject, since, 1);
            self.change(until, subject, ends, -1);
        }
    }

    /// The areas under the curves: subject, interval and area in microseconds, for intervals of a
    /// length, and from the last one's end to a moment.
    pub(super) fn areas(
        &self,
        length: Micros,
        end: Micros,
    ) -> impl Iterator<Item = (usize, usize, i64)> + '_ {
        let (length, rows) = (length.0 as i64, self.changes.len() / self.subjects.max(1));
        (0..self.subjects).flat_map(move |subject| {
            let mut level = 0;
            (0..rows).map(move |row| {
                let begins = length * row as i64;
                let ends = if row + 1 < rows { begins + length } else { end.0 as i64 };
                let Changes { by, moments } = self.changes[row * self.subjects + subject];
                // Every change lasts until the end.
                let area = level * (ends - begins) + by.wrapping_mul(ends).wrapping_sub(moments);
                level += by;
                (subject, row, area)
            })
        })
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
        let mut flow = Flow::new(2, 1);
        flow.change(1, 1, Micros(35), -3);
        flow.change(0, 1, Micros(20), 1);
        flow.change(0, 1, Micros(10), 2);
        let areas: Vec<_> = flow.areas(Micros(30), Micros(60)).collect();
        assert_eq!(areas, [(0, 0, 0), (0, 1, 0), (1, 0, 2 * 10 + 3 * 10), (1, 1, 3 * 5)]);
    }
    /// Interval 0 ends at 30, interval 1 at 60, and the day at 70.
    #[test]
    fn a_spell_is_a_rise_and_a_fall_wherever_they_lie() {
        let (mut spells, mut changes) = (Flow::new(2, 2), Flow::new(2, 2));
        for (from, until) in
            [((0, 10), (0, 25)), ((0, 20), (1, 50)), ((1, 40), (2, 65)), ((2, 61), (2, 64))]
        {
            let at = |(interval, moment): (usize, u64)| (interval, Micros(moment));
            spells.spell(at(from), at(until), 1);
            changes.change(from.0, 1, Micros(from.1), 1);
            changes.change(until.0, 1, Micros(until.1), -1);
        }
        let areas = |flow: &Flow| flow.areas(Micros(30), Micros(70)).collect::<Vec<_>>();
        let by_hand = [(1, 0, 15 + 10), (1, 1, 20 + 20), (1, 2, 5 + 3)];
        assert_eq!(areas(&spells)[..3], [(0, 0, 0), (0, 1, 0), (0, 2, 0)]);
        assert_eq!(areas(&spells)[3..], by_hand);
        assert_eq!(areas(&spells), areas(&changes));
        spells.clear();
        assert_eq!(areas(&spells), areas(&Flow::new(2, 2)));
    }

    #[test]
    fn what_is_still_there_at_the_end_was_there_until_then() {
        let mut flow = Flow::new(1, 1);
        flow.change(0, 0, Micros(10), 1);
        let areas: Vec<_> = flow.areas(Micros(30), Micros(70)).collect();
        assert_eq!(areas, [(0, 0, 20), (0, 1, 40)]);
    }
}
