//! Limits of the model that a day ran into, in words.

use crate::floor::happening::Saturation;
use crate::report::form::number::whole;

/// One sentence for each limit: how many of the replications ran into it, and what that means.
pub(crate) fn sentences(
    saturated: &[(Saturation, u64)],
    replications: u32,
) -> impl Iterator<Item = String> {
    saturated.iter().map(move |&(limit, days)| {
        let (days, of) = (whole(days), whole(replications.into()));
        format!("In {days} of {of} replications {}.", meaning(limit))
    })
}

/// The key of a limit in JSON.
pub(crate) fn key(limit: Saturation) -> String {
    let key = match limit {
        Saturation::Interval => "contacts_of_an_interval",
        Saturation::Complaints => "complaints_of_a_day",
        Saturation::Money => "amount_of_money",
        Saturation::Handling => "a_week_after_closing",
    };
    key.to_owned()
}

fn meaning(limit: Saturation) -> &'static str {
    match limit {
        Saturation::Interval => {
            "more contacts were to come in an interval than the 4,194,303 that it takes, and the \
             rest did not come"
        }
        Saturation::Complaints => {
            "sales led to more complaints on the same day than the 262,144 that it takes, and the \
             rest count as deferred"
        }
        Saturation::Money => "an amount of money was drawn above 2,000,000,000, and counts as that",
        Saturation::Handling => {
            "somebody was still in handling a week after closing, when nothing happens any more: who \
             waited then was never answered"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economics::money::MOST;

    #[test]
    fn each_limit_has_its_sentence_and_its_number() {
        let all = Saturation::EVERY.map(|limit| (limit, 3));
        let said: Vec<String> = sentences(&all, 200).collect();
        assert!(said[0].starts_with("In 3 of 200 replications more contacts"), "{}", said[0]);
        assert!((MOST - 2e9).abs() < 0.5, "{}", said[2]);
        let keys = Saturation::EVERY.map(key);
        assert_eq!(keys.iter().collect::<std::collections::BTreeSet<_>>().len(), keys.len());
    }
}
