//! Routing as data: ranks, delays and reserves of pairs, and a rule for equal ranks.

use super::{Among, Pairs, Policy};
use crate::base::{AgentId, GroupId, Micros, TypeId};
use crate::floor::winner_tree::Turn;
use crate::floor::{ContactView, Floor, Pair};

/// How an agent is chosen among open groups of equal preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmongIdleAgents {
    /// The agent who has been idle longest.
    LongestIdle,
    /// The lowest number of the group with most idle agents.
    MostIdle,
    /// The agent with the lowest share of handling in the time on duty since opening.
    LeastOccupied,
    /// The lowest number of the group that is fastest with this type.
    Fastest,
    /// Any idle agent, each as likely.
    Random,
}

/// How a contact type is chosen among open types of equal priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmongWaiting {
    /// Weight times wait is largest.
    LongestWait,
    /// Most contacts wait.
    LongestQueue,
    /// Most above the wanted share of all who wait (Gurvich and Whitt's queue-ratio rule).
    QueueRatio,
    /// Waiting cost over handle time is largest (the c-mu rule).
    CMu,
    /// Offered time plus the target's seconds is earliest.
    EarliestDue,
}

/// The table that every named policy fills.
#[derive(Clone, Debug)]
pub struct RuleTable {
    pub pairs: Pairs,
    /// By contact type.
    pub among_idle: Vec<AmongIdleAgents>,
    /// By group.
    pub among_waiting: Vec<AmongWaiting>,
    /// Wanted share of all who wait, by contact type.
    pub queue_share: Vec<f64>,
    /// Cost of a second's waiting, by contact type, in any unit.
    pub waiting_cost: Vec<f64>,
    /// To be answered within, by contact type.
    pub within: Vec<Micros>,
}

impl Policy for RuleTable {
    #[expect(clippy::inline_always, reason = "who asks knows among whom: half of it falls away")]
    #[inline(always)]
    fn agent_for(&self, floor: &Floor, contact: ContactView<'_>, among: Among) -> Option<AgentId> {
        let index = contact.contact_type.index();
        if self.among_idle[index] != AmongIdleAgents::LongestIdle {
            return self.agent_by_rule(floor, contact, among);
        }
        let found = match among {
            Among::All => longest_idle(floor, &self.pairs.by_type[index], contact.waited),
            // It has chosen this contact because their pair is open.
            Among::Group(group) => floor.longest_idle(group),
        };
        (!found.is_never()).then(|| AgentId(found.number() as u32))
    }

    #[inline]
    fn type_for(&self, floor: &Floor, group: GroupId) -> Option<TypeId> {
        let pairs = &self.pairs.by_group[group.index()];
        let rule = self.among_waiting[group.index()];
        let mut best: Option<(&Pair, Micros)> = None;
        for pair in pairs {
            if best.is_some_and(|(chosen, _)| pair.priority > chosen.priority) {
                break;
            }
            let Some(waited) = floor.open_wait(pair) else { continue };
            let urgency = |(pair, waited)| self.urgency(rule, floor, pair, waited);
            // Types of equal rank stand in name order, so a tie stays with the first.
            if best.is_none_or(|chosen| urgency((pair, waited)) > urgency(chosen)) {
                best = Some((pair, waited));
            }
        }
        best.map(|(pair, _)| pair.contact_type)
    }
}

impl RuleTable {
    /// The agent by a rule other than the longest idle.
    fn agent_by_rule(
        &self,
        floor: &Floor,
        contact: ContactView<'_>,
        among: Among,
    ) -> Option<AgentId> {
        let pairs = &self.pairs.by_type[contact.contact_type.index()];
        let open = |pair: &&Pair| {
            floor.is_open(pair, contact.waited)
                && (among == Among::All || among == Among::Group(pair.group))
        };
        let first = pairs.iter().position(|pair| open(&pair))?;
        let level = pairs[first].preference;
        let equals = pairs[first..]
            .iter()
            .take_while(|pair| pair.preference.total_cmp(&level).is_eq())
            .filter(open);
        match self.among_idle[contact.contact_type.index()] {
            AmongIdleAgents::LongestIdle => unreachable!("it is told apart before"),
            AmongIdleAgents::MostIdle => equals
                .max_by_key(|pair| (floor.idle(pair.group), std::cmp::Reverse(pair.group)))
                .and_then(|pair| floor.idle_agents(pair.group).min()),
            AmongIdleAgents::LeastOccupied => equals
                .flat_map(|pair| floor.idle_agents(pair.group))
                .reduce(|best, agent| if less_occupied(floor, agent, best) { agent } else { best }),
            AmongIdleAgents::Fastest => equals
                .min_by(|a, b| {
                    let by_speed = a.handle_time_factor.total_cmp(&b.handle_time_factor);
                    by_speed.then(a.group.cmp(&b.group))
                })
                .and_then(|pair| floor.idle_agents(pair.group).min()),
            AmongIdleAgents::Random => {
                let idle: u32 = equals.clone().map(|pair| floor.idle(pair.group)).sum();
                // A chance is at most 1 - 2^-53, and that much of a whole number rounds below it.
                let chosen = contact.chance() * f64::from(idle);
                equals.flat_map(|pair| floor.idle_agents(pair.group)).nth(chosen as usize)
            }
        }
    }

    /// What the rule among waiting contacts wants most of.
    fn urgency(&self, rule: AmongWaiting, floor: &Floor, pair: &Pair, waited: Micros) -> f64 {
        let index = pair.contact_type.index();
        match rule {
            AmongWaiting::LongestWait => pair.weight * waited.0 as f64,
            AmongWaiting::LongestQueue => f64::from(floor.waiting(pair.contact_type)),
            AmongWaiting::QueueRatio => {
                let wanted = self.queue_share[index] * f64::from(floor.waiting_in_all());
                f64::from(floor.waiting(pair.contact_type)) - wanted
            }
            AmongWaiting::CMu => self.waiting_cost[index] * pair.rate_per_second,
            // Due at joined + within: the earliest is the one furthest past it. Whole
            // microseconds below 2^53 are exact.
            AmongWaiting::EarliestDue => waited.0 as f64 - self.within[index].0 as f64,
        }
    }
}

/// The longest idle agent of the open groups of lowest preference, ties by number. The usual rule
/// goes through the pairs once and by itself.
#[expect(clippy::inline_always, reason = "who has not waited has reached no delay")]
#[inline(always)]
fn longest_idle(floor: &Floor, pairs: &[Pair], waited: Micros) -> Turn {
    let (mut best, mut level) = (Turn::NEVER, f64::INFINITY);
    for pair in pairs {
        if pair.preference > level {
            break;
        }
        let found = floor.longest_idle_if_open(pair, waited);
        if !found.is_never() {
            level = pair.preference;
            best = best.min(found);
        }
    }
    best
}

/// Whether one idle agent has a lower occupancy than another; equal ones by number.
fn less_occupied(floor: &Floor, agent: AgentId, than: AgentId) -> bool {
    let (handled, on_duty) = floor.handled_and_on_duty(agent);
    let (other_handled, other_on_duty) = floor.handled_and_on_duty(than);
    // handled / on_duty < other, multiplied out; nobody on duty for no time has handled anything.
    let left = u128::from(handled.0) * u128::from(other_on_duty.0.max(1));
    let right = u128::from(other_handled.0) * u128::from(on_duty.0.max(1));
    (left, agent) < (right, than)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{
        BILLING, EAST, SALES, SERVICE, WEST, handle, pair, sales_contact, seconds, taker,
        with_idle, with_waiting,
    };
    use super::*;
    use crate::random::{Address, Owner};

    /// A table whose rules are the same everywhere.
    fn table(idle: AmongIdleAgents, waiting: AmongWaiting, pairs: &[Pair]) -> RuleTable {
        RuleTable {
            pairs: Pairs::new(pairs, 3, 2),
            among_idle: vec![idle; 3],
            among_waiting: vec![waiting; 2],
            queue_share: vec![0.0; 3],
            waiting_cost: vec![0.0; 3],
            within: vec![seconds(20); 3],
        }
    }

    fn among_idle(rule: AmongIdleAgents, pairs: &[Pair]) -> RuleTable {
        table(rule, AmongWaiting::LongestWait, pairs)
    }

    fn among_waiting(rule: AmongWaiting, pairs: &[Pair]) -> RuleTable {
        table(AmongIdleAgents::LongestIdle, rule, pairs)
    }

    fn preferred(preference: f64, pair: Pair) -> Pair {
        Pair { preference, ..pair }
    }

    fn first_in_rank(priority: f64, pair: Pair) -> Pair {
        Pair { priority, ..pair }
    }

    const EVERY_IDLE_RULE: [AmongIdleAgents; 5] = [
        AmongIdleAgents::LongestIdle,
        AmongIdleAgents::MostIdle,
        AmongIdleAgents::LeastOccupied,
        AmongIdleAgents::Fastest,
        AmongIdleAgents::Random,
    ];

    const EVERY_WAITING_RULE: [AmongWaiting; 5] = [
        AmongWaiting::LongestWait,
        AmongWaiting::LongestQueue,
        AmongWaiting::QueueRatio,
        AmongWaiting::CMu,
        AmongWaiting::EarliestDue,
    ];

    #[test]
    fn under_every_rule_the_open_group_of_lowest_preference_comes_first() {
        // The east is longer idle, has more idle agents and is faster; the west is preferred.
        let east = Pair { handle_time_factor: 0.5, ..preferred(2.0, pair(SALES, EAST)) };
        let west = preferred(1.0, pair(SALES, WEST));
        for rule in EVERY_IDLE_RULE {
            let policy = among_idle(rule, &[east, west]);
            let mut floor = with_idle([&[0, 0], &[500]]);
            handle(&mut floor, 2, 600, 900);
            assert_eq!(taker(&policy, &floor, 0, Among::All), Some(2), "{rule:?}");
            let none_west = with_idle([&[0], &[]]);
            assert_eq!(taker(&policy, &none_west, 0, Among::All), Some(0), "{rule:?}");
            assert_eq!(taker(&policy, &with_idle([&[], &[]]), 0, Among::All), None, "{rule:?}");
        }
    }

    #[test]
    fn under_every_rule_a_group_that_has_chosen_gives_its_own_agent() {
        let pairs = [preferred(2.0, pair(SALES, EAST)), preferred(1.0, pair(SALES, WEST))];
        for rule in EVERY_IDLE_RULE {
            let policy = among_idle(rule, &pairs);
            let floor = with_idle([&[0], &[0]]);
            assert_eq!(taker(&policy, &floor, 0, Among::Group(EAST)), Some(0), "{rule:?}");
            assert_eq!(taker(&policy, &floor, 0, Among::Group(WEST)), Some(1), "{rule:?}");
            let none_west = with_idle([&[0], &[]]);
            assert_eq!(taker(&policy, &none_west, 0, Among::Group(WEST)), None, "{rule:?}");
        }
    }

    #[test]
    fn under_every_rule_a_group_opens_at_its_delay_and_above_its_reserve() {
        let late = Pair { after: seconds(30), ..pair(SALES, WEST) };
        let kept = Pair { keep_idle: 1, ..pair(SALES, WEST) };
        let second = preferred(1.0, pair(SALES, EAST));
        for rule in EVERY_IDLE_RULE {
            let floor = with_idle([&[0], &[0]]);
            let policy = among_idle(rule, &[second, late]);
            assert_eq!(taker(&policy, &floor, 29, Among::All), Some(0), "{rule:?}");
            assert_eq!(taker(&policy, &floor, 30, Among::All), Some(1), "{rule:?}");
            let policy = among_idle(rule, &[second, kept]);
            assert_eq!(taker(&policy, &floor, 0, Among::All), Some(0), "{rule:?}");
            let two_west = with_idle([&[0], &[0, 0]]);
            assert_ne!(taker(&policy, &two_west, 0, Among::All), Some(0), "{rule:?}");
        }
    }

    #[test]
    fn the_longest_idle_of_equal_groups_comes_first_and_ties_by_number() {
        let policy =
            among_idle(AmongIdleAgents::LongestIdle, &[pair(SALES, EAST), pair(SALES, WEST)]);
        let longest = |since| taker(&policy, &with_idle(since), 0, Among::All);
        assert_eq!(longest([&[70, 40], &[60, 30]]), Some(3));
        assert_eq!(longest([&[70, 20], &[60, 30]]), Some(1));
        assert_eq!(longest([&[70, 30], &[60, 30]]), Some(1));
    }

    #[test]
    fn the_lowest_number_of_the_group_with_most_idle_comes_first_and_ties_by_name() {
        let policy = among_idle(AmongIdleAgents::MostIdle, &[pair(SALES, EAST), pair(SALES, WEST)]);
        let most = |since| taker(&policy, &with_idle(since), 0, Among::All);
        assert_eq!(most([&[0], &[60, 30]]), Some(1));
        assert_eq!(most([&[50, 40, 30], &[10, 20]]), Some(0));
        assert_eq!(most([&[50, 40], &[10, 20]]), Some(0));
    }

    #[test]
    fn the_least_occupied_agent_comes_first_whatever_hours_each_has_worked() {
        let policy =
            among_idle(AmongIdleAgents::LeastOccupied, &[pair(SALES, EAST), pair(SALES, WEST)]);
        // 300 of 1000 seconds against 100 of 400: 0.3 against 0.25.
        let mut floor = with_idle([&[0], &[600]]);
        handle(&mut floor, 0, 100, 400);
        handle(&mut floor, 1, 700, 800);
        assert_eq!(taker(&policy, &floor, 0, Among::All), Some(1));
        // 200 of 1000 against 100 of 400: who has handled more may be the less occupied.
        let mut floor = with_idle([&[0], &[600]]);
        handle(&mut floor, 0, 100, 300);
        handle(&mut floor, 1, 700, 800);
        assert_eq!(taker(&policy, &floor, 0, Among::All), Some(0));
    }

    #[test]
    fn the_least_occupied_is_sought_among_all_agents_of_a_group_and_ties_by_number() {
        let policy = among_idle(AmongIdleAgents::LeastOccupied, &[pair(SALES, WEST)]);
        let after = |spells: [(u64, u64); 3]| {
            let mut floor = with_idle([&[], &[0, 0, 0]]);
            for (agent, (from, to)) in (0..).zip(spells) {
                handle(&mut floor, agent, from, to);
            }
            taker(&policy, &floor, 0, Among::All)
        };
        assert_eq!(after([(100, 300), (300, 400), (400, 600)]), Some(1));
        // Equal to the microsecond, though idle in another order.
        assert_eq!(after([(500, 600), (400, 500), (300, 400)]), Some(0));
        // Came only just now, like everybody: nobody has handled anything of no time on duty.
        let fresh = with_idle([&[], &[1000, 1000]]);
        assert_eq!(taker(&policy, &fresh, 0, Among::All), Some(0));
    }

    #[test]
    fn the_lowest_number_of_the_fastest_group_comes_first_and_ties_by_name() {
        let east = pair(SALES, EAST);
        let west = Pair { handle_time_factor: 0.9, ..pair(SALES, WEST) };
        let floor = with_idle([&[0, 0], &[50, 40]]);
        let fastest = |pairs: &[Pair]| {
            taker(&among_idle(AmongIdleAgents::Fastest, pairs), &floor, 0, Among::All)
        };
        assert_eq!(fastest(&[east, west]), Some(2));
        assert_eq!(fastest(&[east, pair(SALES, WEST)]), Some(0));
    }

    #[test]
    fn a_random_agent_is_any_of_the_equal_groups_each_for_its_part_of_the_chance() {
        let policy = among_idle(AmongIdleAgents::Random, &[pair(SALES, EAST), pair(SALES, WEST)]);
        let floor = with_idle([&[0, 10], &[20, 30]]);
        let mut chosen = [0; 4];
        for index in 1..=60 {
            let address = Address::new(Owner::named("sales"), 0, index);
            let contact = sales_contact(&address, 0);
            let agent = policy.agent_for(&floor, contact, Among::All).unwrap().index();
            let part = 0.25 * agent as f64;
            assert!((part..part + 0.25).contains(&contact.chance()));
            chosen[agent] += 1;
        }
        assert!(chosen.into_iter().all(|times| times > 0), "{chosen:?}");
    }

    #[test]
    fn the_largest_chance_still_chooses_an_idle_agent() {
        let largest = 1.0 - f64::EPSILON / 2.0;
        assert!((1..100_000).all(|idle| largest * f64::from(idle) < f64::from(idle)));
    }

    #[test]
    fn under_every_rule_the_open_type_of_lowest_priority_comes_first() {
        // Sales waits longer, in a longer queue, and is not the first by rank or, then, at all.
        let floor = with_waiting([&[], &[90, 80, 70], &[10]]);
        let sales = first_in_rank(2.0, pair(SALES, EAST));
        let service = first_in_rank(1.0, pair(SERVICE, EAST));
        let late = Pair { after: seconds(11), ..service };
        for rule in EVERY_WAITING_RULE {
            let mut policy = among_waiting(rule, &[sales, service]);
            policy.waiting_cost = vec![0.0, 3.0, 2.0];
            assert_eq!(policy.type_for(&floor, EAST), Some(SERVICE), "{rule:?}");
            policy.pairs = Pairs::new(&[sales, late], 3, 2);
            assert_eq!(policy.type_for(&floor, EAST), Some(SALES), "{rule:?}");
            policy.pairs = Pairs::new(&[late], 3, 2);
            assert_eq!(policy.type_for(&floor, EAST), None, "{rule:?}");
        }
    }

    #[test]
    fn under_every_rule_types_of_equal_rank_and_urgency_stand_by_name() {
        let floor = with_waiting([&[], &[40, 20], &[40, 30]]);
        for rule in EVERY_WAITING_RULE {
            let policy = among_waiting(rule, &[pair(SERVICE, EAST), pair(SALES, EAST)]);
            assert_eq!(policy.type_for(&floor, EAST), Some(SALES), "{rule:?}");
        }
    }

    #[test]
    fn under_every_rule_agents_kept_idle_take_nothing() {
        let floor = with_waiting([&[], &[40], &[]]);
        for rule in EVERY_WAITING_RULE {
            let kept = Pair { keep_idle: 1, ..pair(SALES, EAST) };
            assert_eq!(among_waiting(rule, &[kept]).type_for(&floor, EAST), None, "{rule:?}");
        }
    }

    #[test]
    fn the_longest_wait_counts_times_its_weight() {
        let floor = with_waiting([&[], &[30, 25, 20], &[20]]);
        let chosen = |weight| {
            let pairs = [pair(SALES, EAST), Pair { weight, ..pair(SERVICE, EAST) }];
            among_waiting(AmongWaiting::LongestWait, &pairs).type_for(&floor, EAST)
        };
        assert_eq!(chosen(1.0), Some(SALES));
        assert_eq!(chosen(2.0), Some(SERVICE));
    }

    #[test]
    fn the_longest_queue_counts_contacts_not_waits() {
        let floor = with_waiting([&[], &[90], &[10, 5]]);
        let pairs = [pair(SALES, EAST), pair(SERVICE, EAST)];
        let policy = among_waiting(AmongWaiting::LongestQueue, &pairs);
        assert_eq!(policy.type_for(&floor, EAST), Some(SERVICE));
    }

    #[test]
    fn the_queue_ratio_takes_what_is_most_contacts_above_its_share_of_all_who_wait() {
        let pairs = [pair(SALES, EAST), pair(SERVICE, EAST)];
        let chosen = |waited, [sales, service]: [f64; 2]| {
            let mut policy = among_waiting(AmongWaiting::QueueRatio, &pairs);
            policy.queue_share = vec![0.0, sales, service];
            policy.type_for(&with_waiting(waited), EAST)
        };
        // Of 7: sales 4 - 5.25 = -1.25, service 3 - 1.75 = 1.25.
        assert_eq!(chosen([&[], &[9, 8, 7, 6], &[3, 2, 1]], [0.75, 0.25]), Some(SERVICE));
        // Of 10: sales 2 - 1 = 1, service 8 - 6 = 2, though sales is twice its share.
        assert_eq!(chosen([&[], &[9, 9], &[8, 7, 6, 5, 4, 3, 2, 1]], [0.1, 0.6]), Some(SERVICE));
        // Of 6, whoever takes the others: sales 2 - 2.4 = -0.4, service 1 - 1.2 = -0.2. Of the 3
        // that the east may take it would be sales, 0.8 to 0.4.
        assert_eq!(chosen([&[5, 4, 3], &[9, 8], &[2]], [0.4, 0.2]), Some(SERVICE));
    }

    #[test]
    fn the_c_mu_rule_takes_what_costs_most_a_second_of_handling() {
        // Sales 5 x 0.01 = 0.05, service 3 x 0.02 = 0.06; how many wait and how long is no matter.
        let fast = Pair { rate_per_second: 0.02, ..pair(SERVICE, EAST) };
        let mut policy = among_waiting(AmongWaiting::CMu, &[pair(SALES, EAST), fast]);
        policy.waiting_cost = vec![9.0, 5.0, 3.0];
        let floor = with_waiting([&[], &[90, 80], &[1]]);
        assert_eq!(policy.type_for(&floor, EAST), Some(SERVICE));
        policy.waiting_cost = vec![9.0, 7.0, 3.0];
        assert_eq!(policy.type_for(&floor, EAST), Some(SALES));
    }

    #[test]
    fn the_earliest_due_is_the_one_furthest_past_its_target_in_seconds() {
        let chosen = |waited, [sales, service]: [u64; 2]| {
            let pairs = [pair(SALES, EAST), pair(SERVICE, EAST)];
            let mut policy = among_waiting(AmongWaiting::EarliestDue, &pairs);
            policy.within = vec![seconds(0), seconds(sales), seconds(service)];
            policy.type_for(&with_waiting(waited), EAST)
        };
        // 10 seconds left against 10 past.
        assert_eq!(chosen([&[], &[50], &[30]], [60, 20]), Some(SERVICE));
        // 10 past a target of 20 against 15 past one of 75.
        assert_eq!(chosen([&[], &[30], &[90]], [20, 75]), Some(SERVICE));
        assert_eq!(chosen([&[], &[30], &[84]], [20, 75]), Some(SALES));
    }

    #[test]
    fn a_group_takes_only_what_it_has_the_skill_for() {
        let floor = with_waiting([&[90], &[], &[10]]);
        let policy = among_waiting(
            AmongWaiting::LongestWait,
            &[pair(SERVICE, EAST), pair(BILLING, WEST), pair(SALES, EAST)],
        );
        assert_eq!(policy.type_for(&floor, EAST), Some(SERVICE));
        assert_eq!(policy.type_for(&floor, WEST), None);
    }
}
