//! Max-weight: serve where queue times speed is largest.
//!
//! A freed agent takes the type with the largest (contacts waiting) x (contacts an agent of this
//! group finishes a second); a contact takes the group that is fastest with it, the longest idle
//! agent there. Ranks play no part; delays and reserves are kept. After Tassiulas and Ephremides
//! (1992) and Stolyar (2004), "Maxweight scheduling in a generalized switch".

use super::{Among, Pairs, Policy};
use crate::base::{AgentId, GroupId, TypeId};
use crate::floor::{ContactView, Floor, Pair};

/// The policy and the pairs it chooses among.
#[derive(Clone, Debug)]
pub struct MaxWeight {
    pub pairs: Pairs,
}

impl Policy for MaxWeight {
    fn agent_for(&self, floor: &Floor, contact: ContactView<'_>, among: Among) -> Option<AgentId> {
        self.pairs.by_type[contact.contact_type.index()]
            .iter()
            .filter(|pair| among == Among::All || among == Among::Group(pair.group))
            .filter(|pair| floor.is_open(pair, contact.waited))
            .min_by(|a, b| {
                let by_speed = b.rate_per_second.total_cmp(&a.rate_per_second);
                by_speed.then(a.group.cmp(&b.group))
            })
            .map(|pair| AgentId::at(floor.longest_idle(pair.group).number()))
    }

    fn type_for(&self, floor: &Floor, group: GroupId) -> Option<TypeId> {
        let weight =
            |pair: &Pair| f64::from(floor.waiting(pair.contact_type)) * pair.rate_per_second;
        self.pairs.by_group[group.index()]
            .iter()
            .filter(|pair| floor.open_wait(pair).is_some())
            .max_by(|a, b| {
                let by_weight = weight(a).total_cmp(&weight(b));
                by_weight.then(b.contact_type.cmp(&a.contact_type))
            })
            .map(|pair| pair.contact_type)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{
        BILLING, EAST, SALES, SERVICE, WEST, pair, seconds, taker, with_idle, with_waiting,
    };
    use super::*;

    fn max_weight(pairs: &[Pair]) -> MaxWeight {
        MaxWeight { pairs: Pairs::new(pairs, 3, 2) }
    }

    fn at_rate(rate_per_second: f64, pair: Pair) -> Pair {
        Pair { rate_per_second, ..pair }
    }

    #[test]
    fn a_contact_takes_the_longest_idle_agent_of_the_fastest_group_whatever_its_preference() {
        let slow = at_rate(0.02, pair(SALES, EAST));
        let fast = Pair { preference: 9.0, ..at_rate(0.03, pair(SALES, WEST)) };
        let policy = max_weight(&[slow, fast]);
        let floor = with_idle([&[0], &[50, 20]]);
        assert_eq!(taker(&policy, &floor, 0, Among::All), Some(2));
        assert_eq!(taker(&policy, &floor, 0, Among::Group(EAST)), Some(0));
        assert_eq!(taker(&policy, &floor, 0, Among::Group(WEST)), Some(2));
        assert_eq!(taker(&policy, &with_idle([&[0], &[]]), 0, Among::All), Some(0));
        assert_eq!(taker(&policy, &with_idle([&[0], &[]]), 0, Among::Group(WEST)), None);
    }

    #[test]
    fn groups_of_equal_speed_stand_by_name() {
        let policy = max_weight(&[pair(SALES, WEST), pair(SALES, EAST)]);
        assert_eq!(taker(&policy, &with_idle([&[50], &[0]]), 0, Among::All), Some(0));
    }

    #[test]
    fn the_fastest_group_is_not_open_before_its_delay_nor_below_its_reserve() {
        let slow = at_rate(0.02, pair(SALES, EAST));
        let late = Pair { after: seconds(30), ..at_rate(0.03, pair(SALES, WEST)) };
        let floor = with_idle([&[0], &[0]]);
        assert_eq!(taker(&max_weight(&[slow, late]), &floor, 29, Among::All), Some(0));
        assert_eq!(taker(&max_weight(&[slow, late]), &floor, 30, Among::All), Some(1));
        let kept = Pair { keep_idle: 1, ..at_rate(0.03, pair(SALES, WEST)) };
        assert_eq!(taker(&max_weight(&[slow, kept]), &floor, 0, Among::All), Some(0));
    }

    #[test]
    fn an_agent_takes_the_type_with_most_waiting_times_speed_whatever_its_priority() {
        let floor = with_waiting([&[], &[90, 80, 70, 60], &[30, 20, 10]]);
        // Sales 4 x 0.01 = 0.04 against service 3 x 0.02 = 0.06.
        let sales = pair(SALES, EAST);
        let service = Pair { priority: 9.0, ..at_rate(0.02, pair(SERVICE, EAST)) };
        assert_eq!(max_weight(&[sales, service]).type_for(&floor, EAST), Some(SERVICE));
        // Against 3 x 0.013 = 0.039.
        let slower = at_rate(0.013, service);
        assert_eq!(max_weight(&[sales, slower]).type_for(&floor, EAST), Some(SALES));
    }

    #[test]
    fn types_of_equal_weight_stand_by_name() {
        let policy = max_weight(&[pair(SERVICE, EAST), pair(BILLING, EAST), pair(SALES, EAST)]);
        let floor = with_waiting([&[], &[10, 5], &[80, 70]]);
        assert_eq!(policy.type_for(&floor, EAST), Some(SALES));
    }

    #[test]
    fn an_agent_leaves_a_type_whose_first_has_not_waited_enough() {
        let late = Pair { after: seconds(81), ..pair(SERVICE, EAST) };
        let policy = max_weight(&[pair(SALES, EAST), late]);
        assert_eq!(policy.type_for(&with_waiting([&[], &[1], &[80, 70]]), EAST), Some(SALES));
        assert_eq!(policy.type_for(&with_waiting([&[], &[], &[80, 70]]), EAST), None);
        assert_eq!(policy.type_for(&with_waiting([&[], &[1], &[81, 70]]), EAST), Some(SERVICE));
    }
}
