//! Laws of counting: what comes in goes out, and every whole is the sum of its parts.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use switchroom::base::Micros;
use switchroom::engine::{Model, Workspace, run};
use switchroom::floor::contact::{Contact, Origin};
use switchroom::floor::happening::{Happening, Observer};
use switchroom::measures::count::{Count, DayTotals, GroupCount, TypeCounts};

use super::cases;
use crate::support::random_centre::{centre, policies};
use crate::support::scenarios::{SEED, day, read};

/// Enough that every count is met.
const CENTRES: u32 = 250;

use Count::{
    Abandoned, AbandonedShort, AbandonedWithin, Answered, AnsweredDelayed, AnsweredWithin, Balked,
    Blocked, Chains, ChainsAnswered, CustomersLost, Disconnected, Offered, Redialled, WaitingAtEnd,
};

/// What happens to each contact exactly once.
const FATES: [Count; 6] = [Blocked, Balked, Abandoned, Answered, Disconnected, WaitingAtEnd];

fn of(counts: &TypeCounts, count: Count) -> i64 {
    counts[count as usize]
}

fn sum(counts: &TypeCounts, of_these: &[Count]) -> i64 {
    of_these.iter().map(|&count| of(counts, count)).sum()
}

/// Of all groups.
fn staff(day: &DayTotals, count: GroupCount) -> i64 {
    day.groups.iter().map(|group| group[count as usize]).sum()
}

proptest! {
    #![proptest_config(cases(CENTRES))]

    #[test]
    fn what_comes_in_goes_out(file in centre()) {
        for policy in policies() {
            let day = day_under(&file, policy);
            for counts in day.cells.iter().chain(&day.types).chain([&day.total.0]) {
                contacts_are_conserved(counts)?;
                parts_make_the_whole(counts)?;
            }
            the_day_is_the_sum_of_its_parts(&day)?;
            waits_are_the_integral_of_the_queue(&day)?;
            agents_are_conserved(&day)?;
            money_is_the_sum_of_its_lines(&day)?;
        }
    }

    #[test]
    fn each_chain_and_each_need_ends_once(file in centre()) {
        for policy in policies() {
            let mut ends = Ends::default();
            let model = Model::new(&read(&under(&file, policy)).base);
            run(&model, &mut Workspace::default(), SEED, 1, &mut ends);
            let all = |ends: &BTreeMap<Chain, u32>| ends.values().all(|&number| number == 1);
            prop_assert_eq!(ends.chains.len(), ends.ended.len());
            prop_assert!(all(&ends.ended) && ends.chains.iter().all(|it| ends.ended.contains_key(it)));
            prop_assert_eq!(ends.needs.len(), ends.needs_ended.len());
            prop_assert!(all(&ends.needs_ended));
            prop_assert_eq!(ends.settled, ends.customers);
        }
    }
}

#[test]
fn random_centres_know_every_count() {
    // More than the laws look at: some of what can happen is rare.
    let centres = 2 * CENTRES;
    let mut runner = TestRunner::new(cases(centres));
    let mut seen = [false; Count::NUMBER];
    for _ in 0..centres {
        let file = centre().new_tree(&mut runner).unwrap().current();
        let total = day(&read(&file).base, SEED, 1).total;
        seen.iter_mut().zip(total.0).for_each(|(seen, count)| *seen |= count != 0);
    }
    let never: Vec<usize> = (0..Count::NUMBER).filter(|&place| !seen[place]).collect();
    assert!(never.is_empty(), "counts at these places are 0 in every centre: {never:?}");
}

fn under(file: &Value, policy: &str) -> Value {
    let mut file = file.clone();
    file["routing"]["policy"] = json!(policy);
    file
}

fn day_under(file: &Value, policy: &str) -> DayTotals {
    day(&read(&under(file, policy)).base, SEED, 1)
}

type Checked = Result<(), TestCaseError>;

/// In every interval, of every type.
fn contacts_are_conserved(counts: &TypeCounts) -> Checked {
    prop_assert_eq!(of(counts, Offered), sum(counts, &FATES));
    prop_assert_eq!(of(counts, Offered), sum(counts, &[Chains, Redialled]));
    let left = sum(counts, &[Abandoned, Balked]);
    prop_assert!(of(counts, AnsweredWithin) <= of(counts, Answered));
    prop_assert!(of(counts, AnsweredDelayed) <= of(counts, Answered));
    prop_assert!(of(counts, AbandonedWithin) <= left && of(counts, AbandonedShort) <= left);
    Ok(())
}

/// Where the chain's first contact stands.
fn parts_make_the_whole(counts: &TypeCounts) -> Checked {
    use Count::{
        LostAbandoned, LostBalked, LostBlocked, LostDisconnected, LostWaited, Needs, NeedsDeclined,
        NeedsMet, NeedsUnmet, OffersAccepted, OffersPushed, OffersToNeed, Overpromised, SalesAsked,
        SalesPotential, Sold, Transfers, TransfersAbandoned, TransfersAnswered,
        TransfersDisconnected, TransfersWaitingAtEnd,
    };
    prop_assert_eq!(of(counts, Needs), sum(counts, &[NeedsMet, NeedsDeclined, NeedsUnmet]));
    prop_assert_eq!(of(counts, OffersToNeed), sum(counts, &[NeedsMet, NeedsDeclined]));
    prop_assert!(of(counts, OffersAccepted) <= sum(counts, &[OffersToNeed, OffersPushed]));
    prop_assert!(of(counts, NeedsMet) <= of(counts, OffersAccepted));
    let lost = [LostBlocked, LostBalked, LostAbandoned, LostDisconnected, LostWaited];
    prop_assert_eq!(of(counts, SalesPotential), of(counts, Sold) + sum(counts, &lost));
    prop_assert!(of(counts, Overpromised) <= of(counts, Sold));
    prop_assert!(of(counts, Sold) <= of(counts, SalesAsked));
    let legs =
        [TransfersAnswered, TransfersAbandoned, TransfersDisconnected, TransfersWaitingAtEnd];
    prop_assert_eq!(of(counts, Transfers), sum(counts, &legs));
    prop_assert!(of(counts, ChainsAnswered) <= of(counts, Chains));
    let causes = Count::LostBecauseAbandoned as usize..=Count::LostBecauseResolvedAtOnce as usize;
    prop_assert_eq!(of(counts, CustomersLost), counts[causes].iter().sum::<i64>());
    Ok(())
}

fn the_day_is_the_sum_of_its_parts(day: &DayTotals) -> Checked {
    let by_type = |place: usize, types: usize| day.cells.iter().skip(place).step_by(types);
    for (place, own) in day.types.iter().enumerate() {
        for count in 0..=Count::CustomersLostQuadruple as usize {
            let cells: i64 = by_type(place, day.types.len()).map(|cell| cell[count]).sum();
            prop_assert_eq!(own[count], cells);
        }
    }
    for count in 0..Count::TargetMet as usize {
        let types: i64 = day.types.iter().map(|own| own[count]).sum();
        prop_assert_eq!(day.total.0[count], types);
    }
    let of_total = |count| of(&day.total.0, count);
    prop_assert_eq!(of_total(Answered), of_total(ChainsAnswered));
    let lost_attempts =
        sum(&day.total.0, &[Blocked, Balked, Abandoned, Disconnected, WaitingAtEnd]);
    prop_assert_eq!(
        of_total(Chains) - of_total(ChainsAnswered),
        lost_attempts - of_total(Redialled)
    );
    for (place, own) in day.types.iter().enumerate() {
        let counted = |waits: &[u32]| waits.iter().map(|&number| i64::from(number)).sum::<i64>();
        prop_assert_eq!(counted(&day.answered_waits[place].bins), of(own, Answered));
        prop_assert_eq!(counted(&day.left_waits[place].bins), sum(own, &[Abandoned, Balked]));
    }
    Ok(())
}

/// In microseconds, legs included.
fn waits_are_the_integral_of_the_queue(day: &DayTotals) -> Checked {
    use Count::{QueueClosed, QueueOpen, TransferWait, WaitAbandoned, WaitAnswered, WaitOthers};
    let waits = [WaitAnswered, WaitAbandoned, WaitOthers, TransferWait];
    prop_assert_eq!(sum(&day.total.0, &[QueueOpen, QueueClosed]), sum(&day.total.0, &waits));
    if of(&day.total.0, Count::Transfers) == 0 {
        for own in &day.types {
            prop_assert_eq!(sum(own, &[QueueOpen, QueueClosed]), sum(own, &waits));
        }
    }
    Ok(())
}

/// In agent-microseconds.
fn agents_are_conserved(day: &DayTotals) -> Checked {
    use GroupCount::{
        Away, HandlingClosed, HandlingOpen, Idle, OnDutyOpen, OvertimeOpen, Paid, Productive,
        Scheduled,
    };
    for group in &day.groups {
        let of = |count: GroupCount| group[count as usize];
        prop_assert_eq!(of(Paid), of(HandlingOpen) + of(HandlingClosed) + of(Idle) + of(Away));
        prop_assert_eq!(of(Paid), of(Scheduled) + of(OvertimeOpen) + of(HandlingClosed));
        prop_assert!(of(Idle) >= 0 && of(Away) >= 0, "idle {} away {}", of(Idle), of(Away));
        prop_assert!(of(OvertimeOpen) <= of(HandlingOpen));
        prop_assert!(of(Productive) <= of(Scheduled));
        prop_assert!(of(HandlingOpen) <= of(OnDutyOpen));
    }
    let handled = sum(&day.total.0, &[Count::Handle, Count::TransferHandle]);
    prop_assert_eq!(staff(day, HandlingOpen) + staff(day, HandlingClosed), handled);
    let answered = sum(&day.total.0, &[Answered, Count::TransfersAnswered]);
    prop_assert_eq!(staff(day, GroupCount::Answered), answered);
    let offers = sum(&day.total.0, &[Count::OffersToNeed, Count::OffersPushed]);
    prop_assert_eq!(staff(day, GroupCount::Offers), offers);
    let accepted = of(&day.total.0, Count::OffersAccepted);
    prop_assert_eq!(staff(day, GroupCount::OffersAccepted), accepted);
    prop_assert_eq!(staff(day, GroupCount::Sold), of(&day.total.0, Count::Sold));
    prop_assert_eq!(staff(day, GroupCount::SalesAsked), of(&day.total.0, Count::SalesAsked));
    Ok(())
}

/// In millionths.
fn money_is_the_sum_of_its_lines(day: &DayTotals) -> Checked {
    use Count::{
        Bonus, ContactCost, Contribution, DeferredCost, LossCost, NetValue, SalesCommission, Wages,
    };
    let of = |count| of(&day.total.0, count);
    let costs = [Wages, SalesCommission, Bonus, ContactCost, DeferredCost, LossCost];
    prop_assert_eq!(of(NetValue), of(Contribution) - sum(&day.total.0, &costs));
    prop_assert_eq!(staff(day, GroupCount::Wages), of(Wages));
    prop_assert_eq!(staff(day, GroupCount::Bonus), of(Bonus));
    prop_assert_eq!(staff(day, GroupCount::Commission), of(SalesCommission));
    Ok(())
}

/// A chain's type and the order of its address.
type Chain = (u32, u64);

fn chain(contact: &Contact) -> Chain {
    (contact.first_type.0, contact.chain.order())
}

/// How often each chain, each need and each customer ended.
#[derive(Default)]
struct Ends {
    chains: Vec<Chain>,
    ended: BTreeMap<Chain, u32>,
    needs: Vec<Chain>,
    needs_ended: BTreeMap<Chain, u32>,
    customers: u32,
    settled: u32,
}

impl Observer for Ends {
    fn hear(&mut self, _: Micros, contact: &Contact, happening: Happening) {
        match happening {
            Happening::Offered if contact.attempt == 1 => {
                self.chains.push(chain(contact));
                self.customers += u32::from(contact.origin == Origin::Fresh);
            }
            Happening::ChainLost { .. } | Happening::ChainAnswered { .. } => {
                *self.ended.entry(chain(contact)).or_default() += 1;
            }
            Happening::NeedSeen => self.needs.push(chain(contact)),
            Happening::NeedUnmet | Happening::OfferAnswered { need: true, .. } => {
                *self.needs_ended.entry(chain(contact)).or_default() += 1;
            }
            Happening::Settled => self.settled += 1,
            _ => {}
        }
    }
}
