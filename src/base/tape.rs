//! Whole numbers in a fixed order, so that sums can be put down in one place and taken up in
//! another.
//!
//! What is put down and what is taken up pass the tape in the same order, told once: a value runs
//! its numbers past the tape, which notes them or replaces them.

/// Zeros before a number, and the number: most sums are 0.
pub(crate) type Run = (u64, i128);

/// A tape that is written, or one that is read.
///
/// Numbers stand in runs, and are never laid out one by one to be read: a tape that claims more
/// zeros than any memory holds is refused by whoever reads it, at the first that does not fit.
#[derive(Clone, Debug)]
pub struct Tape {
    runs: Vec<Run>,
    /// Zeros written since the last run.
    zeros: u64,
    /// Where the next is read: the run, and the zeros of it that are gone; none while it is written.
    next: Option<(usize, u64)>,
    /// Something was read that was not there or did not fit.
    is_broken: bool,
}

impl Tape {
    /// To be written.
    #[must_use]
    pub fn blank() -> Self {
        Self { runs: Vec::new(), zeros: 0, next: None, is_broken: false }
    }

    /// To be read.
    #[must_use]
    pub fn of(runs: Vec<Run>) -> Self {
        Self { runs, zeros: 0, next: Some((0, 0)), is_broken: false }
    }

    /// Notes a number, or replaces it by the next.
    pub fn whole(&mut self, number: &mut i128) {
        let Some((run, gone)) = self.next else {
            self.write(*number);
            return;
        };
        match self.runs.get(run) {
            Some(&(zeros, _)) if gone < zeros => {
                *number = 0;
                self.next = Some((run, gone + 1));
            }
            Some(&(_, read)) => {
                *number = read;
                self.next = Some((run + 1, 0));
            }
            None => self.is_broken = true,
        }
    }

    fn write(&mut self, number: i128) {
        if number == 0 {
            self.zeros += 1;
        } else {
            self.runs.push((std::mem::take(&mut self.zeros), number));
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

    /// The same of a list, with its length, which is at most `most`: no other is believed.
    pub fn list<T>(&mut self, list: &mut Vec<T>, most: usize, each: impl Fn(&mut Self, &mut T))
    where
        T: Clone + Default,
    {
        let mut length = list.len() as u64;
        self.part(&mut length);
        if self.next.is_some() {
            if length > most as u64 {
                self.is_broken = true;
            }
            list.truncate(length as usize);
        }
        for entry in &mut *list {
            each(self, entry);
        }
        // Grown entry by entry, so that a tape that breaks off costs no memory.
        while !self.is_broken && (list.len() as u64) < length {
            let mut entry = T::default();
            each(self, &mut entry);
            list.push(entry);
        }
    }

    /// Says that what was read does not fit.
    pub fn refuse(&mut self) {
        self.is_broken = true;
    }

    /// Whether everything was read and was what it should be.
    #[must_use]
    pub fn is_used_up(&self) -> bool {
        !self.is_broken && self.next == Some((self.runs.len(), 0))
    }

    /// Whether something was read that was not there or did not fit.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// What was written.
    #[must_use]
    pub fn into_runs(mut self) -> Vec<Run> {
        // A run ends in a number, though it be a zero.
        if let Some(zeros) = self.zeros.checked_sub(1) {
            self.runs.push((zeros, 0));
        }
        self.runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Value = (u64, i128, Vec<i64>);

    fn pass(value: &mut Value, tape: &mut Tape) {
        tape.part(&mut value.0);
        tape.whole(&mut value.1);
        tape.list(&mut value.2, 5, Tape::part);
    }

    fn put_down(value: &mut Value) -> Vec<Run> {
        let mut tape = Tape::blank();
        pass(value, &mut tape);
        tape.into_runs()
    }

    fn taken_up(runs: &[Run]) -> Option<Value> {
        let (mut found, mut tape) = (Value::default(), Tape::of(runs.to_vec()));
        pass(&mut found, &mut tape);
        tape.is_used_up().then_some(found)
    }

    #[test]
    fn what_is_put_down_is_taken_up_again() {
        let runs = put_down(&mut (7, -(1 << 100), vec![-3, 4]));
        assert_eq!(runs, [(0, 7), (0, -(1 << 100)), (0, 2), (0, -3), (0, 4)]);
        assert_eq!(put_down(&mut (0, 0, vec![0, 5])), [(2, 2), (1, 5)]);
        assert_eq!(put_down(&mut Value::default()), [(2, 0)]);
        assert!(Tape::blank().into_runs().is_empty());
        for value in [(7, -(1 << 100), vec![-3, 4]), (0, 0, vec![0, 5, 0, 0]), Value::default()] {
            assert_eq!(taken_up(&put_down(&mut value.clone())), Some(value));
        }
    }

    #[test]
    fn a_tape_that_does_not_fit_says_so() {
        for numbers in [
            vec![7, 0],
            vec![7, 0, 1],
            vec![7, 0, 0, 0],
            vec![-1, 0, 0],
            vec![7, 0, 1 << 80],
            vec![7, 0, 6, 1, 1, 1, 1, 1, 1],
        ] {
            let runs: Vec<Run> = numbers.iter().map(|&number| (0, number)).collect();
            assert_eq!(taken_up(&runs), None, "{numbers:?}");
        }
    }

    #[test]
    fn zeros_and_lengths_that_no_memory_holds_are_never_laid_out() {
        let endless = 1 << 60;
        for runs in
            [vec![(endless, 0)], vec![(0, 7), (0, 0), (0, i128::from(endless)), (endless, 1)]]
        {
            assert_eq!(taken_up(&runs), None, "{runs:?}");
        }
        assert_eq!(taken_up(&[(u64::MAX, 1), (u64::MAX, 1)]), None);
    }
}
