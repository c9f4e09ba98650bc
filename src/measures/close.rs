//! The end of a day: sums over intervals, and the lines of money made from them.
//!
//! Method: `docs/methods/retention-and-money.md`.

use super::count::{Count, DayTotals, GroupCount, TypeCounts};
use super::definitions::service_level;
use super::plan::ServiceLevelFormula;
use super::recipe::{Made, View};
use super::terms::Terms;
use crate::base::rounding::times_units;
use crate::economics::money::{by_minute, hourly};

/// Completes the totals of a day from its cells.
pub(super) fn close_the_day(terms: &Terms, totals: &mut DayTotals) {
    sum_types(terms, totals);
    sum_groups(terms, totals);
    sum_the_centre(totals);
}

/// What the headline's definition divides: numerator and denominator.
fn in_time(headline: ServiceLevelFormula, counts: &TypeCounts) -> (i64, i64) {
    let Made::Ratio(numerator, denominator) = service_level(headline) else {
        unreachable!("service levels are ratios");
    };
    let counts = View::of_contacts(counts);
    (counts.sum(numerator), counts.sum(denominator))
}

fn sum_types(terms: &Terms, totals: &mut DayTotals) {
    for row in totals.cells.chunks_exact(terms.types.len().max(1)) {
        for (day, cell) in totals.types.iter_mut().zip(row) {
            for (sum, count) in day.iter_mut().zip(cell) {
                *sum += count;
            }
        }
    }
    for (day, own) in totals.types.iter_mut().zip(&terms.types) {
        let on_a_line = day[Count::Offered as usize] - day[Count::Blocked as usize];
        day[Count::ContactCost as usize] = on_a_line * terms.costs.per_contact
            + by_minute(day[Count::Line as usize], terms.costs.per_minute);
        let lost = day[Count::CustomersLost as usize];
        day[Count::LossCost as usize] = times_units(lost, terms.loss);
        day[Count::LossCostMemo as usize] = times_units(lost, terms.loss_memo);
        if let Some(target) = own.target {
            let (met, asked) = in_time(terms.headline, day);
            day[Count::TargetAsked as usize] = i64::from(asked > 0);
            day[Count::TargetMet as usize] =
                i64::from(asked > 0 && met as f64 >= target * asked as f64);
        }
        for (value, units) in [
            (Count::NetValueHalf, Count::CustomersLostHalf),
            (Count::NetValueDouble, Count::CustomersLostDouble),
            (Count::NetValueQuadruple, Count::CustomersLostQuadruple),
        ] {
            // Only the loss's part so far; the centre adds the other lines.
            day[value as usize] = -times_units(day[units as usize], terms.loss);
        }
    }
}

fn sum_groups(terms: &Terms, totals: &mut DayTotals) {
    let groups = terms.groups.len().max(1);
    for (interval, row) in totals.group_cells.chunks_exact_mut(groups).enumerate() {
        for ((day, cell), own) in totals.groups.iter_mut().zip(row).zip(&terms.groups) {
            cell[GroupCount::Scheduled as usize] = own.scheduled[interval];
            cell[GroupCount::Productive as usize] =
                cell[GroupCount::OnDutyOpen as usize] - cell[GroupCount::OvertimeOpen as usize];
            for (sum, count) in day.iter_mut().zip(&*cell) {
                *sum += count;
            }
        }
    }
    for (day, own) in totals.groups.iter_mut().zip(&terms.groups) {
        let of = |count: GroupCount| day[count as usize];
        let overtime = of(GroupCount::OvertimeOpen) + of(GroupCount::HandlingClosed);
        let paid = of(GroupCount::Scheduled) + overtime;
        let idle = of(GroupCount::OnDutyOpen) - of(GroupCount::HandlingOpen);
        let away = of(GroupCount::Scheduled) - of(GroupCount::Productive);
        day[GroupCount::Paid as usize] = paid;
        day[GroupCount::Idle as usize] = idle;
        day[GroupCount::Away as usize] = away;
        day[GroupCount::Wages as usize] = hourly(paid, own.wage_per_hour);
        day[GroupCount::Bonus as usize] = hourly(paid, own.bonus_per_hour);
    }
}

fn sum_the_centre(totals: &mut DayTotals) {
    let total = &mut totals.total.0;
    for day in &totals.types {
        for (sum, count) in total.iter_mut().zip(day) {
            *sum += count;
        }
    }
    let types = &totals.types;
    let any = |count: Count| types.iter().any(|day| day[count as usize] == 1);
    let longest = types.iter().map(|day| day[Count::MaxWait as usize]).max();
    total[Count::MaxWait as usize] = longest.unwrap_or(0);
    let missed =
        types.iter().any(|day| day[Count::TargetAsked as usize] > day[Count::TargetMet as usize]);
    total[Count::TargetAsked as usize] = i64::from(any(Count::TargetAsked));
    total[Count::TargetMet as usize] = i64::from(any(Count::TargetAsked) && !missed);
    for group in &totals.groups {
        total[Count::Wages as usize] += group[GroupCount::Wages as usize];
        total[Count::Bonus as usize] += group[GroupCount::Bonus as usize];
    }
    let of = |count: Count| total[count as usize];
    let before_losses = of(Count::Contribution)
        - of(Count::Wages)
        - of(Count::SalesCommission)
        - of(Count::Bonus)
        - of(Count::ContactCost)
        - of(Count::DeferredCost);
    total[Count::NetValue as usize] = before_losses - of(Count::LossCost);
    for value in [Count::NetValueHalf, Count::NetValueDouble, Count::NetValueQuadruple] {
        total[value as usize] += before_losses;
    }
}
