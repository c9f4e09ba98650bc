//! What one day of a scenario cannot see, and how to ask for it.

use super::scenario::listed;
use crate::scenario::Scenario;

/// One sentence; none where days do not matter to each other, or where they are joined.
pub(crate) fn a_day(scenario: &Scenario) -> Option<String> {
    if scenario.horizon.is_some() || scenario.steady_state.is_some() {
        return None;
    }
    let types = &scenario.contact_types;
    let comes_later = types.iter().any(|it| {
        it.repeat.is_some() || it.sale.as_ref().is_some_and(|sale| sale.complaint.is_some())
    });
    let unseen = [
        (comes_later, "work that it leaves to others"),
        (types.iter().any(|it| it.need_probability > 0.0), "needs that come back"),
        (types.iter().any(|it| it.existing_customer_share < 1.0), "prospects who become customers"),
    ];
    let unseen = unseen.into_iter().filter(|it| it.0).map(|it| it.1.to_owned());
    let unseen: Vec<String> = unseen.collect();
    (!unseen.is_empty()).then(|| {
        format!(
            "One day does not see {}: `horizon` (`starts`, `months`) and `customers.at_start` join \
             days.",
            listed(&unseen)
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    #[test]
    fn a_day_says_what_it_does_not_see_and_a_steady_state_or_a_day_alone_nothing() {
        let mut scenario = sample::run().outcome.variants.remove(0).scenario;
        assert_eq!(a_day(&scenario), None);
        scenario.contact_types[0].need_probability = 0.1;
        scenario.contact_types[1].existing_customer_share = 0.9;
        assert_eq!(
            a_day(&scenario).unwrap(),
            "One day does not see needs that come back and prospects who become customers: \
             `horizon` (`starts`, `months`) and `customers.at_start` join days."
        );
        scenario.steady_state = Some(sample::steady_state());
        assert_eq!(a_day(&scenario), None);
    }
}
