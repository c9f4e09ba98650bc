//! The streams of fresh contacts of a day, and whose the contacts of each are.

use std::ops::Range;

use super::calendar::{Calendar, PlayedOn};
use super::prospects::ProspectsToday;
use crate::base::TypeId;
use crate::customers::Base;
use crate::engine::beyond::Stream;
use crate::random::{Key, Owner};

/// A stream of fresh contacts.
#[derive(Clone, Debug)]
pub(super) struct StreamToday {
    pub(super) stream: Stream,
    pub(super) whose: Whose,
}

/// Whose the contacts of a stream are.
#[derive(Clone, Debug)]
pub(super) enum Whose {
    /// A share of those who were there at the start; the others are prospects who call of their own.
    AtStartOrProspects { block: Range<u32>, customer_share: f64 },
    /// A block of those who were won.
    Won { block: Range<u32> },
    /// Prospects who call of their own.
    Supplement,
    /// Prospects whom customers sent.
    Referred,
}

/// The streams of a day: of each type its own, one for each block of those who were won, and where
/// there are any those of more prospects, and of those who are sent.
pub(super) fn streams(
    out: &mut Vec<StreamToday>,
    calendar: &Calendar,
    (played, number): (&PlayedOn, u32),
    base: Option<&Base>,
    prospects: &ProspectsToday,
    key: Key,
) {
    out.clear();
    let kind = &calendar.kinds[played.model];
    for (index, own) in calendar.types.iter().enumerate() {
        let contact_type = TypeId::at(index);
        let mut push = |owner: Owner, share: f64, whose: Whose| {
            let owner = owner.dated(key, number);
            let is_own = matches!(whose, Whose::AtStartOrProspects { .. });
            let is_busy = !matches!(whose, Whose::Referred);
            let stream = Stream { contact_type, owner, share, is_own, is_busy };
            out.push(StreamToday { stream, whose });
        };
        let customer_share = kind.customer_shares[index];
        let block = base.map_or(0..0, |base| base.block(0));
        push(own.owner, played.volume, Whose::AtStartOrProspects { block, customer_share });
        let Some(base) = base else { continue };
        if customer_share > 0.0 {
            let each = played.volume * customer_share / f64::from(base.at_start());
            for number in 1..base.blocks() {
                let block = base.block(number);
                let share = each * block.len() as f64;
                push(own.owner_of_block(number), share, Whose::Won { block });
            }
        }
        if customer_share < 1.0 && prospects.factor > 1.0 {
            let share = (prospects.factor - 1.0) * (1.0 - customer_share) * played.volume;
            push(own.supplement, share, Whose::Supplement);
        }
        let of_type = kind.profile.expected(index);
        if let Some((_, mean)) = prospects.referred.filter(|&(as_type, _)| as_type == index)
            && of_type > 0.0
        {
            push(own.referred, mean / of_type, Whose::Referred);
        }
    }
}
