//! Laws of steady states: a run is its warm-up, its batches and its run-out, and a batch is to the
//! statistics what a day is otherwise.

use proptest::prelude::*;
use serde_json::{Value, json};
use switchroom::engine::{Model, Workspace, run};
use switchroom::experiment::Kind;
use switchroom::measures::batch_tally::BatchTally;
use switchroom::measures::count::{Count, DayTotals, GroupCount};

use super::cases;
use super::metamorphic::reversed;
use crate::support::random_centre::{centre, policies};
use crate::support::scenarios::{SEED, experiment, read, settings};

/// Made from other counts at the end of a day or a batch, with rounding.
const MADE: usize = Count::ContactCost as usize;

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn a_run_is_its_warm_up_its_batches_and_its_run_out(file in centre()) {
        for policy in policies() {
            let mut file = steady(&file);
            file["routing"]["policy"] = json!(policy);
            let model = Model::new(&read(&file).base);
            let batches = model.terms.batches.unwrap();
            let mut tally = BatchTally::new(&model.terms, batches);
            run(&model, &mut Workspace::default(), SEED, 1, &mut tally);
            let (types, groups) = (model.terms.types.len(), model.terms.groups.len());
            let whole = tally.run();
            let mut sum = outside(whole, types, groups, |interval| batches.of(interval).is_none());
            for batch in tally.totals() {
                add(&mut sum, batch);
                waits_are_those_of_the_batch(batch)?;
            }
            for (found, wanted) in sum.types.iter().zip(&whole.types) {
                for place in (0..MADE).filter(|&place| place != Count::MaxWait as usize) {
                    prop_assert_eq!(found[place], wanted[place], "count {}", place);
                }
            }
            for (found, wanted) in sum.groups.iter().zip(&whole.groups) {
                prop_assert_eq!(found[..GroupCount::Paid as usize].to_vec(),
                    wanted[..GroupCount::Paid as usize].to_vec());
            }
        }
    }

    #[test]
    fn a_tally_that_is_used_again_forgets_the_last_run(file in centre()) {
        let model = Model::new(&read(&steady(&file)).base);
        let batches = model.terms.batches.unwrap();
        let mut workspace = Workspace::default();
        let mut again = BatchTally::new(&model.terms, batches);
        run(&model, &mut workspace, SEED, 1, &mut again);
        again.clear();
        run(&model, &mut workspace, SEED, 2, &mut again);
        let mut fresh = BatchTally::new(&model.terms, batches);
        run(&model, &mut Workspace::default(), SEED, 2, &mut fresh);
        prop_assert!(again.totals() == fresh.totals());
    }
}

proptest! {
    #![proptest_config(cases(15))]

    #[test]
    fn threads_and_the_order_of_keys_leave_the_batches(file in centre()) {
        let mut file = steady(&file);
        file["variants"] = json!({
            "volume +10 %": { "scale": { "contact_types.*.volume": 1.1 } },
            "the same": {},
        });
        let loaded = read(&file);
        let one = experiment(&loaded, Kind::WithVariants, settings(5, 1));
        let two = experiment(&loaded, Kind::WithVariants, settings(5, 2));
        prop_assert_eq!(&one.digest, &two.digest);
        let other = experiment(&read(&reversed(&file)), Kind::WithVariants, settings(5, 1));
        prop_assert_eq!(&one.digest, &other.digest);
        for (one, two) in one.variants.iter().zip(&two.variants) {
            prop_assert_eq!(one.summary.replications, 5 * 20);
            prop_assert_eq!(&one.settling, &two.settling);
        }
        let (name, same) = &one.differences[1];
        prop_assert_eq!(name, "the same");
        for measured in &same.total {
            let found = measured.estimate;
            prop_assert!(found.mean.is_none_or(|mean| mean.abs() <= 0.0), "{found:?}");
        }
    }
}

/// A random centre in 20 batches of half an hour, without what a steady state refuses.
fn steady(file: &Value) -> Value {
    let mut file = file.clone();
    if file.pointer("/shrinkage/kind") == Some(&json!("random")) {
        file["shrinkage"]["kind"] = json!("constant");
    }
    for group in file["agent_groups"].as_object_mut().unwrap().values_mut() {
        group["speed_cv"] = json!(0);
    }
    for own in file["contact_types"].as_object_mut().unwrap().values_mut() {
        own["arrivals"] = json!("poisson");
    }
    file["steady_state"] = json!({ "warm_up_minutes": 60, "batch_minutes": 30 });
    file
}

/// The counts of the intervals outside all batches.
fn outside(
    whole: &DayTotals,
    types: usize,
    groups: usize,
    is_outside: impl Fn(usize) -> bool,
) -> DayTotals {
    let mut sum = DayTotals {
        types: vec![[0; Count::NUMBER]; types],
        groups: vec![[0; GroupCount::NUMBER]; groups],
        ..DayTotals::default()
    };
    for (interval, row) in whole.cells.chunks(types).enumerate() {
        if is_outside(interval) {
            add_rows(&mut sum.types, row);
            add_rows(&mut sum.groups, &whole.group_cells[interval * groups..][..groups]);
        }
    }
    sum
}

fn add(sum: &mut DayTotals, batch: &DayTotals) {
    add_rows(&mut sum.types, &batch.cells);
    add_rows(&mut sum.groups, &batch.group_cells);
}

fn add_rows<const N: usize>(sums: &mut [[i64; N]], row: &[[i64; N]]) {
    for (sum, cell) in sums.iter_mut().zip(row) {
        sum.iter_mut().zip(cell).for_each(|(sum, count)| *sum += count);
    }
}

/// Histograms and longest waits are of the contacts that the counts are of.
fn waits_are_those_of_the_batch(batch: &DayTotals) -> Result<(), TestCaseError> {
    for (place, own) in batch.types.iter().enumerate() {
        let of = |count: Count| own[count as usize];
        let counted = |bins: &[u32]| bins.iter().map(|&count| i64::from(count)).sum::<i64>();
        let (answered, left) = (&batch.answered_waits[place], &batch.left_waits[place]);
        prop_assert_eq!(counted(&answered.bins), of(Count::Answered));
        prop_assert_eq!(counted(&left.bins), of(Count::Abandoned) + of(Count::Balked));
        let total = of(Count::WaitAnswered) + of(Count::WaitAbandoned);
        prop_assert!(of(Count::MaxWait) <= total);
        let number = of(Count::Answered) + of(Count::Abandoned) + of(Count::Balked);
        prop_assert!(of(Count::MaxWait) * number >= total);
    }
    Ok(())
}
