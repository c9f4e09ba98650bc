//! What everybody feels in a night, in which band it finds him, and who leaves.
//!
//! Every customer is on his own, in one order of operations, so that a processor may work on
//! several at once.

use std::ops::Range;

use super::base::{Base, GONE};
use super::counts::NightCounts;
use super::persons::bands::{Bands, ByBand};
use super::persons::origins::{ByOrigin, Origin};
use crate::economics::retention::UNITS;

/// Customers of whom what they felt before the night is kept until it is known who leaves.
const CHUNK: usize = 512;

/// What everybody feels tonight.
#[derive(Clone, Copy, Debug)]
pub(super) struct Feeling {
    /// Share of a grievance.
    pub(super) share: f64,
    /// The base hazard.
    pub(super) base: f64,
    pub(super) bands: Bands,
}

/// Customers in a row who are counted together.
#[derive(Clone, Copy, Debug, Default)]
struct Passed {
    /// Who has had enough tonight.
    leaving: u64,
    cut_off: u64,
    angry: u64,
    delighted: u64,
}

impl Base {
    /// Everybody feels what he feels tonight, and leaves if it is too much; those from a place on
    /// joined tonight. What one who was there in the morning brought is known by band.
    pub(super) fn feel(
        &mut self,
        tonight: Feeling,
        joined: usize,
        each: ByBand<i64>,
        counts: &mut NightCounts,
    ) {
        let at_start = self.at_start() as usize;
        let mut present = self.present;
        for place in joined..self.left.len() {
            *present.of(self.origin(place as u32 + 1)) -= 1;
        }
        let referred = self.referred_among(joined, present.referral, tonight.bands);
        let start = self.feel_at(0..at_start, present.start, tonight, counts);
        let won = present.advertising + present.referral;
        let won = self.feel_at(at_start..joined, won, tonight, counts);
        counts.margin += ByOrigin {
            start: start.at(each),
            advertising: won.less(referred).at(each),
            referral: referred.at(each),
        };
        let new = (self.left.len() - joined) as i64;
        let new =
            self.feel_at(joined..self.left.len(), new, Feeling { base: 0.0, ..tonight }, counts);
        for more in [start, won, new] {
            counts.bands += more;
        }
        debug_assert_eq!(counts.bands.all(), self.present.all(), "everybody is in a band");
        self.bands = counts.bands;
    }

    /// Everybody forgets what he feels tonight.
    pub(super) fn forget(&mut self, share: f64, bands: Bands, counts: &mut NightCounts) {
        let (mut angry, mut delighted) = (0, 0);
        // Several sums, so that a processor may work on several at once.
        let mut felt = [0.0; 8];
        for own in self.grievance.chunks_mut(felt.len()) {
            for (grievance, sum) in own.iter_mut().zip(&mut felt) {
                angry += u64::from(bands.is_angry(*grievance));
                delighted += u64::from(bands.is_delighted(*grievance));
                let tonight = share * *grievance;
                *sum += tonight;
                *grievance -= tonight;
            }
        }
        self.felt = felt.iter().sum();
        counts.bands = by_band(angry, delighted, self.present.all());
        self.bands = counts.bands;
    }

    /// Bands of those of so many present, joined before a place, whom customers sent.
    fn referred_among(&self, joined: usize, present: i64, bands: Bands) -> ByBand<i64> {
        let mut all = ByBand::default();
        if present == 0 {
            return all;
        }
        let sent = self.won.iter().zip(self.at_start() as usize..joined);
        let sent = sent.filter(|(won, _)| won.origin == Origin::Referral);
        for (_, place) in sent.filter(|&(_, place)| self.left[place] > 0.0) {
            *all.of(bands.of(self.grievance[place])) += 1;
        }
        all
    }

    /// Customers at these places, of whom so many are present, feel what they feel tonight; in
    /// which bands the night finds them. Leavers are taken off from those of the night.
    fn feel_at(
        &mut self,
        places: Range<usize>,
        present: i64,
        tonight: Feeling,
        counts: &mut NightCounts,
    ) -> ByBand<i64> {
        let mut all = Passed::default();
        let mut before = [0.0; CHUNK];
        for start in places.clone().step_by(CHUNK) {
            let here = start..places.end.min(start + CHUNK);
            let (left, grievance) = (&mut self.left[here.clone()], &mut self.grievance[here]);
            let before = &mut before[..left.len()];
            let passed = if tonight.bands.are_told_apart() {
                pass::<true>(left, grievance, before, tonight)
            } else {
                pass::<false>(left, grievance, before, tonight)
            };
            all.cut_off += passed.cut_off;
            all.angry += passed.angry;
            all.delighted += passed.delighted;
            if passed.leaving > 0 {
                self.let_go(start, before, tonight, counts);
            }
        }
        counts.nights_cut_off += all.cut_off as i64;
        by_band(all.angry, all.delighted, present)
    }

    /// Whoever has had enough leaves; `before` are the grievances of the customers from a place on
    /// as the night found them.
    fn let_go(&mut self, start: usize, before: &[f64], tonight: Feeling, counts: &mut NightCounts) {
        for (place, &before) in (start..).zip(before) {
            if self.left[place] > 0.0 || self.left[place] == GONE {
                continue;
            }
            (self.left[place], self.grievance[place]) = (GONE, 0.0);
            let origin = self.origin(place as u32 + 1);
            *self.present.of(origin) -= 1;
            self.margins.end(place, origin);
            *counts.bands.of(tonight.bands.of(before)) -= 1;
            counts.lost += 1;
            counts.lost_of_start += i64::from(place < self.at_start() as usize);
            let felt = tonight.share * before;
            counts.lost_by_base += (1 << 32) - self.blame(place, felt, tonight.base, counts);
        }
    }

    /// Books of one who leaves what is not the base hazard's, by cause; how much that is.
    fn blame(&mut self, place: usize, felt: f64, base: f64, counts: &mut NightCounts) -> i64 {
        if felt <= 0.0 {
            return 0;
        }
        let Some(shares) = self.causes.shares(place) else { return 0 };
        let by_contacts = felt / (base + felt) * UNITS;
        let mut sum = 0;
        for (lost, share) in counts.lost_because.iter_mut().zip(shares) {
            // Whole units below: what is left is the base hazard's, and never less than nothing.
            let units = (by_contacts * share) as i64;
            *lost += units;
            sum += units;
        }
        sum
    }
}

/// So many of so many present.
fn by_band(angry: u64, delighted: u64, present: i64) -> ByBand<i64> {
    let (angry, delighted) = (angry as i64, delighted as i64);
    ByBand { angry, neutral: present - angry - delighted, delighted }
}

/// Everybody in a row feels his share; `before` becomes the grievances as they were.
///
/// Who has left before stays as he is, since nothing is above minus infinity.
#[inline]
fn pass<const BANDS: bool>(
    left: &mut [f64],
    grievance: &mut [f64],
    before: &mut [f64],
    tonight: Feeling,
) -> Passed {
    // What is counted apart, each by one comparison, is counted for several at once.
    let Feeling { share, base, bands } = tonight;
    let (mut exhausted, mut gone, mut passed) = (0, 0, Passed::default());
    for ((left, grievance), before) in left.iter_mut().zip(grievance).zip(before) {
        *before = *grievance;
        if BANDS {
            passed.angry += u64::from(bands.is_angry(*grievance));
            passed.delighted += u64::from(bands.is_delighted(*grievance));
        }
        let felt = share * *grievance;
        *grievance -= felt;
        let hazard = base + felt;
        *left -= if hazard > 0.0 { hazard } else { 0.0 };
        exhausted += u64::from(*left <= 0.0);
        gone += u64::from(*left == GONE);
        passed.cut_off += u64::from(hazard < 0.0);
    }
    Passed { leaving: exhausted - gone, ..passed }
}
