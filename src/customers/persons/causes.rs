//! What each customer still resents, by cause: whoever leaves because of contacts leaves because of
//! these, each in proportion.
//!
//! Most customers have nothing to resent, and most days nobody asks: a customer has a row from his
//! first bad experience on, which is brought forward over all nights since it was last touched only
//! when it is touched again. Rows are of half the usual precision: they are what a day touches most
//! beside the contacts themselves, only their proportions are ever asked for, and as they are most of
//! them stay in a processor's second cache.

use crate::economics::retention::Cause;

/// Causes that make anybody leave; the others make him stay.
const LEAVING: usize = Cause::NeedMet as usize;

/// The largest sum that is kept, in 2^-40: nobody can bear a hundredth of it.
const MOST: f32 = (1_u64 << 51) as f32;

/// What every customer resents.
#[derive(Debug, Default)]
pub(crate) struct Causes {
    /// By place of a customer: 0, or the place of his row from 1.
    row_of: Vec<u32>,
    rows: Vec<Row>,
    /// Number of tonight.
    night: u32,
    /// Share of it that is gone in a night, tonight and on the nights of `kept`.
    share: f64,
    /// What is left after so many nights.
    kept: Vec<f64>,
}

/// What one customer resents.
#[derive(Clone, Copy, Debug)]
struct Row {
    by_cause: [f32; LEAVING],
    /// On the evening before which night.
    night: u32,
}

impl Causes {
    /// So many customers have nothing to resent.
    pub(crate) fn begin(&mut self, customers: usize) {
        self.rows.clear();
        self.row_of.clear();
        self.row_of.resize(customers, 0);
        self.night = 0;
        self.share = 0.0;
        self.kept.clear();
    }

    /// One more customer.
    pub(crate) fn join(&mut self) {
        self.row_of.push(0);
    }

    /// It becomes night, and afterwards everybody will have felt that share of what he resents.
    pub(crate) fn fall_of_night(&mut self, share: f64) {
        self.night += 1;
        if self.share.total_cmp(&share).is_ne() {
            let Self { rows, kept, night, .. } = self;
            for row in rows {
                row.bring_forward(*night, kept);
            }
            self.share = share;
            self.kept.clear();
        }
        if self.kept.is_empty() {
            self.kept.push(1.0);
        }
        let last = self.kept[self.kept.len() - 1];
        self.kept.push(last * (1.0 - share));
    }

    /// Somebody experienced so many 2^-40, above 0, for a cause.
    #[inline]
    pub(crate) fn experienced(&mut self, place: usize, cause: usize, units: i64) {
        debug_assert!(cause < LEAVING && units > 0, "{cause} makes nobody leave");
        if self.row_of[place] == 0 {
            self.rows.push(Row { by_cause: [0.0; LEAVING], night: self.night });
            self.row_of[place] = self.rows.len() as u32;
        }
        let row = &mut self.rows[self.row_of[place] as usize - 1];
        row.bring_forward(self.night, &self.kept);
        let own = &mut row.by_cause[cause];
        *own = (*own + units as f32).min(MOST);
    }

    /// Somebody resents no more than a share of what he did.
    pub(crate) fn recovers(&mut self, place: usize, keeps: f64) {
        let Some(row) = (self.row_of[place] as usize).checked_sub(1) else { return };
        let row = &mut self.rows[row];
        row.bring_forward(self.night, &self.kept);
        row.keep(keeps);
    }

    /// What somebody resents tonight, as shares of the whole; none if it is nothing.
    pub(crate) fn shares(&mut self, place: usize) -> Option<[f64; LEAVING]> {
        let row = &mut self.rows[(self.row_of[place] as usize).checked_sub(1)?];
        row.bring_forward(self.night, &self.kept);
        let sum: f64 = row.by_cause.iter().map(|own| f64::from(*own)).sum();
        (sum > 0.0).then(|| row.by_cause.map(|own| f64::from(own) / sum))
    }
}

impl Row {
    #[inline]
    fn bring_forward(&mut self, night: u32, kept: &[f64]) {
        let nights = night - self.night;
        if nights > 0 {
            self.night = night;
            self.keep(kept[nights as usize]);
        }
    }

    fn keep(&mut self, share: f64) {
        let share = share as f32;
        self.by_cause = self.by_cause.map(|own| own * share);
    }
}

/// By hand, since a derived `clone_from` would not use the memory that is there.
impl Clone for Causes {
    fn clone(&self) -> Self {
        let (row_of, rows, kept) = (self.row_of.clone(), self.rows.clone(), self.kept.clone());
        Self { row_of, rows, kept, ..*self }
    }

    fn clone_from(&mut self, other: &Self) {
        let Self { row_of, rows, night, share, kept } = other;
        (self.night, self.share) = (*night, *share);
        self.row_of.clone_from(row_of);
        self.rows.clone_from(rows);
        self.kept.clone_from(kept);
    }
}
