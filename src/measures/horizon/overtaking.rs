//! Who is ahead after which month, and when one design overtakes the other.
//!
//! Mean paired differences after each month have a band that holds for all months at once. A month
//! belongs to whom its band says is ahead, else to nobody. A lead is a maximal run of months of one
//! side, months of nobody between two of that side included. Method: `docs/methods/horizon.md`.

use crate::stats::interval::Interval;

/// Which design is ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Variant,
    Base,
}

/// A run of months in which one side is ahead; months count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lead {
    pub from: usize,
    /// The last month that belongs to the side.
    pub to: usize,
    pub who: Side,
}

/// Leads in order, and whether one follows another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leads {
    pub leads: Vec<Lead>,
    /// The month of overtaking, and the first month in which it may have happened.
    pub overtaken: Option<Overtaken>,
}

/// When the last lead began, after one of the other side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overtaken {
    pub by: Side,
    /// The month after the last one of the earlier lead.
    pub low: usize,
    /// The first month of the last lead: the month of overtaking, and the last in which it may
    /// have happened.
    pub month: usize,
}

impl Leads {
    /// Of the bands of a series of differences (variant less base; more is ahead), one a month; of
    /// a month without a band nothing is known.
    #[must_use]
    pub fn of(bands: impl IntoIterator<Item = Option<Interval>>) -> Self {
        let mut leads: Vec<Lead> = Vec::new();
        for (month, band) in bands.into_iter().enumerate() {
            let Some(who) = band.and_then(side) else { continue };
            match leads.last_mut() {
                Some(last) if last.who == who => last.to = month,
                _ => leads.push(Lead { from: month, to: month, who }),
            }
        }
        let overtaken = match leads[..] {
            [.., earlier, last] => {
                Some(Overtaken { by: last.who, low: earlier.to + 1, month: last.from })
            }
            _ => None,
        };
        Self { leads, overtaken }
    }

    /// The lead that goes on to the end, as far as is known.
    #[must_use]
    pub fn last(&self) -> Option<Lead> {
        self.leads.last().copied()
    }
}

/// To whom a month belongs.
fn side(band: Interval) -> Option<Side> {
    if band.low > 0.0 {
        Some(Side::Variant)
    } else if band.high < 0.0 {
        Some(Side::Base)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads(signs: &str) -> Leads {
        Leads::of(signs.chars().map(|sign| {
            let middle = match sign {
                '+' => 2.0,
                '-' => -2.0,
                '0' => 0.0,
                _ => return None,
            };
            Some(Interval { low: middle - 1.0, high: middle + 1.0 })
        }))
    }

    #[test]
    fn a_lead_goes_on_over_months_that_belong_to_nobody() {
        let found = leads("+0+");
        assert_eq!(found.leads, [Lead { from: 0, to: 2, who: Side::Variant }]);
        assert_eq!(found.overtaken, None);
        assert_eq!(leads("000"), Leads::default());
        assert_eq!(leads("0.--").last(), Some(Lead { from: 2, to: 3, who: Side::Base }));
    }

    #[test]
    fn the_last_lead_overtakes_the_one_before_it_between_the_two() {
        let overtaken = |signs: &str| leads(signs).overtaken.map(|it| (it.by, it.low, it.month));
        assert_eq!(overtaken("+0---"), Some((Side::Base, 1, 2)));
        assert_eq!(overtaken("-+"), Some((Side::Variant, 1, 1)));
        assert_eq!(overtaken("+0-00+0"), Some((Side::Variant, 3, 5)), "the last of two");
        assert_eq!(overtaken("++00"), None);
    }
}
