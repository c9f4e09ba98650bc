//! Whole numbers in a fixed order, so that sums can be put down in one place and taken up in
//! another.
//!
//! What is put down and what is taken up pass the tape in the same order, told once: a value runs
//! its numbers past the tape, which notes them or replaces them.

/// A tape that is written, or one that is read.
#[derive(Clone, Debug)]
pub struct Tape {
    numbers: Vec<i128>,
    /// The next to be read; none while it is written.
    next: Option<usize>,
    /// Something was read that was not there or did not fit.
    is_broken: bool,
}

impl Tape {
    /// To be written.
    #[must_use]
    pub fn blank() -> Self {
        Self { numbers: Vec::new(), next: None, is_broken: false }
    }

    /// To be read.
    #[must_use]
    pub fn of(numbers: Vec<i128>) -> Self {
        Self { numbers, next: Some(0), is_broken: false }
    }

    /// Notes a number, or replaces it by the next.
    pub fn whole(&mut self, number: &mut i128) {
        match &mut self.next {
            None => self.numbers.push(*number),
            Some(next) => {
                match self.numbers.get(*next) {
                    Some(&read) => *number = read,
                    None => self.is_broken = true,
                }
                *next += 1;
            }
        }
    }

    /// The same of a smaller number.
    pub fn part<T: Copy + Into<i128> + TryFrom<i128>>(&mut self, number: &mut T) {
        let mut whole: i128 = (*number).into();
        self.whole(&mut whole);
        match T::try_from(whole) {
            Ok(read) => *number = read,
            Err(_) => self.is_broken = true,
        }
    }

    /// The same of a list, with its length.
    pub fn list<T>(&mut self, list: &mut Vec<T>, each: impl Fn(&mut Self, &mut T))
    where
        T: Clone + Default,
    {
        let mut length = list.len() as u64;
        self.part(&mut length);
        // A number stands behind each entry, so that no length is believed that cannot be.
        let most =
            self.next.map_or(u64::MAX, |next| self.numbers.len().saturating_sub(next) as u64);
        if length > most {
            self.is_broken = true;
            return;
        }
        list.resize(length as usize, T::default());
        for entry in list {
            each(self, entry);
        }
    }

    /// Says that what was read does not fit.
    pub fn refuse(&mut self) {
        self.is_broken = true;
    }

    /// Whether everything was read and was what it should be.
    #[must_use]
    pub fn is_used_up(&self) -> bool {
        !self.is_broken && self.next == Some(self.numbers.len())
    }

    /// What was written.
    #[must_use]
    pub fn into_numbers(self) -> Vec<i128> {
        self.numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Value = (u64, i128, Vec<i64>);

    fn pass(value: &mut Value, tape: &mut Tape) {
        tape.part(&mut value.0);
        tape.whole(&mut value.1);
        tape.list(&mut value.2, Tape::part);
    }

    #[test]
    fn what_is_put_down_is_taken_up_again() {
        let mut value = (7, -(1 << 100), vec![-3, 4]);
        let mut tape = Tape::blank();
        pass(&mut value, &mut tape);
        let numbers = tape.into_numbers();
        assert_eq!(numbers, [7, -(1 << 100), 2, -3, 4]);
        let mut tape = Tape::of(numbers);
        let mut found = Value::default();
        pass(&mut found, &mut tape);
        assert!(tape.is_used_up());
        assert_eq!(found, value);
    }

    #[test]
    fn a_tape_that_does_not_fit_says_so() {
        for numbers in
            [vec![7, 0], vec![7, 0, 1], vec![7, 0, 0, 0], vec![-1, 0, 0], vec![7, 0, 1 << 80]]
        {
            let mut tape = Tape::of(numbers.clone());
            pass(&mut Value::default(), &mut tape);
            assert!(!tape.is_used_up(), "{numbers:?}");
        }
    }
}
