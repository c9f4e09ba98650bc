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

#[cfg(test)]
mod tests {
    use super::super::fixture::terms;
    use super::super::terms::CostTerms;
    use super::*;

    const SALES: usize = 0;
    const SERVICE: usize = 1;

    /// Three types, two groups, three intervals, and nothing counted yet.
    fn empty() -> DayTotals {
        DayTotals {
            cells: vec![[0; Count::NUMBER]; 9],
            group_cells: vec![[0; GroupCount::NUMBER]; 6],
            types: vec![[0; Count::NUMBER]; 3],
            groups: vec![[0; GroupCount::NUMBER]; 2],
            ..DayTotals::default()
        }
    }

    #[track_caller]
    fn are<const N: usize>(counts: &TypeCounts, expected: [(Count, i64); N]) {
        for (count, value) in expected {
            assert_eq!(counts[count as usize], value, "{count:?}");
        }
    }

    /// Sales: 10 offered, 2 of them blocked, 8 in time. Service: 5 offered.
    fn contacts() -> DayTotals {
        let mut day = empty();
        for (interval, counts) in [
            (0, [(Count::Offered, 7), (Count::AnsweredWithin, 3), (Count::Blocked, 1)]),
            (2, [(Count::Offered, 3), (Count::AnsweredWithin, 5), (Count::Blocked, 1)]),
        ] {
            for (count, value) in counts {
                day.cells[interval * 3 + SALES][count as usize] = value;
            }
        }
        day.cells[3 + SERVICE][Count::Offered as usize] = 5;
        day
    }

    #[test]
    fn a_day_is_the_sum_of_its_intervals_and_the_centre_that_of_its_types() {
        let mut day = contacts();
        (day.types[SALES][Count::MaxWait as usize], day.types[1][Count::MaxWait as usize]) =
            (70, 90);
        close_the_day(&terms(), &mut day);
        are(&day.types[SALES], [(Count::Offered, 10), (Count::AnsweredWithin, 8)]);
        are(&day.types[SERVICE], [(Count::Offered, 5), (Count::AnsweredWithin, 0)]);
        are(&day.total.0, [(Count::Offered, 15), (Count::Blocked, 2), (Count::MaxWait, 90)]);
    }

    #[test]
    fn a_contact_that_got_a_line_costs_its_price_and_its_minutes() {
        // 3 millionths each; 600 a minute is 10 a microsecond, in millionths.
        let costs = CostTerms { per_contact: 3, per_minute: 600.0 };
        let mut day = contacts();
        day.cells[SALES][Count::Line as usize] = 12;
        close_the_day(&Terms { costs, ..terms() }, &mut day);
        are(&day.types[SALES], [(Count::ContactCost, 8 * 3 + 120)]);
        are(&day.types[SERVICE], [(Count::ContactCost, 15)]);
        are(&day.total.0, [(Count::ContactCost, 159), (Count::NetValue, -159)]);
    }

    #[test]
    fn customers_lost_cost_what_one_costs_and_the_memo_the_other_way() {
        let mut day = empty();
        for (count, units) in [
            (Count::CustomersLost, 1 << 31),
            (Count::CustomersLostHalf, 1 << 30),
            (Count::CustomersLostDouble, 1 << 32),
            (Count::CustomersLostQuadruple, 1 << 33),
            (Count::Contribution, 100),
        ] {
            day.cells[SERVICE][count as usize] = units;
        }
        close_the_day(&Terms { loss: 1000, loss_memo: 400, ..terms() }, &mut day);
        are(
            &day.types[SERVICE],
            [
                (Count::LossCost, 500),
                (Count::LossCostMemo, 200),
                (Count::NetValueHalf, -250),
                (Count::NetValueDouble, -1000),
                (Count::NetValueQuadruple, -2000),
            ],
        );
        are(
            &day.total.0,
            [
                (Count::NetValue, -400),
                (Count::NetValueHalf, -150),
                (Count::NetValueDouble, -900),
                (Count::NetValueQuadruple, -1900),
            ],
        );
    }

    #[test]
    fn a_day_meets_its_target_from_the_share_on_and_only_if_it_was_asked() {
        let asked_and_met = |targets: [Option<f64>; 2]| {
            let mut terms = terms();
            for (of_type, target) in terms.types.iter_mut().zip(targets) {
                of_type.target = target;
            }
            let mut day = contacts();
            day.cells[3 + SERVICE][Count::AnsweredWithin as usize] = 3;
            close_the_day(&terms, &mut day);
            [&day.types[SALES], &day.types[SERVICE], &day.types[2], &day.total.0].map(|counts| {
                (counts[Count::TargetAsked as usize], counts[Count::TargetMet as usize])
            })
        };
        // Sales has 8 of 10, service 3 of 5, the third nothing.
        assert_eq!(asked_and_met([None, None]), [(0, 0); 4]);
        assert_eq!(asked_and_met([Some(0.8), None]), [(1, 1), (0, 0), (0, 0), (1, 1)]);
        assert_eq!(asked_and_met([Some(0.81), None]), [(1, 0), (0, 0), (0, 0), (1, 0)]);
        assert_eq!(asked_and_met([Some(0.8), Some(0.6)]), [(1, 1), (1, 1), (0, 0), (1, 1)]);
        assert_eq!(asked_and_met([Some(0.8), Some(0.7)]), [(1, 1), (1, 0), (0, 0), (1, 0)]);
    }

    #[test]
    fn a_day_without_contacts_asks_for_no_target() {
        let mut terms = terms();
        terms.types[SALES].target = Some(0.8);
        let mut day = empty();
        close_the_day(&terms, &mut day);
        are(&day.types[SALES], [(Count::TargetAsked, 0), (Count::TargetMet, 0)]);
        are(&day.total.0, [(Count::TargetAsked, 0), (Count::TargetMet, 0)]);
    }

    #[test]
    fn staff_are_paid_their_schedule_and_what_they_handle_after_their_end() {
        let mut terms = terms();
        terms.groups[0].scheduled = vec![1000, 0, 1200];
        // A millionth and a tenth of one for each microsecond.
        (terms.groups[0].wage_per_hour, terms.groups[0].bonus_per_hour) = (3600.0, 360.0);
        terms.groups[1].scheduled = vec![0, 100, 100];
        terms.groups[1].wage_per_hour = 7200.0;
        let mut day = empty();
        for (interval, counts) in [(0, [1000, 100, 600, 0]), (2, [1100, 0, 500, 50])] {
            let names = [
                GroupCount::OnDutyOpen,
                GroupCount::OvertimeOpen,
                GroupCount::HandlingOpen,
                GroupCount::HandlingClosed,
            ];
            for (name, value) in names.into_iter().zip(counts) {
                day.group_cells[2 * interval][name as usize] = value;
            }
        }
        close_the_day(&terms, &mut day);
        for (count, of_groups) in [
            (GroupCount::Scheduled, [2200, 200]),
            (GroupCount::Productive, [2000, 0]),
            (GroupCount::Paid, [2350, 200]),
            (GroupCount::Idle, [1000, 0]),
            (GroupCount::Away, [200, 200]),
            (GroupCount::Wages, [2350, 400]),
            (GroupCount::Bonus, [235, 0]),
        ] {
            assert_eq!([0, 1].map(|at: usize| day.groups[at][count as usize]), of_groups);
        }
        assert_eq!(day.group_cells[0][GroupCount::Productive as usize], 900);
        are(&day.total.0, [(Count::Wages, 2750), (Count::Bonus, 235), (Count::NetValue, -2985)]);
    }

    #[test]
    fn net_value_is_the_sum_of_its_lines() {
        let costs = CostTerms { per_contact: 1, per_minute: 0.0 };
        let mut terms = Terms { costs, loss: 2 << 32, ..terms() };
        terms.groups[0].scheduled = vec![30, 0, 0];
        (terms.groups[0].wage_per_hour, terms.groups[0].bonus_per_hour) = (3600.0, 7200.0);
        let mut day = empty();
        for (count, value) in [
            (Count::Contribution, 1_000_000),
            (Count::SalesCommission, 100_000),
            (Count::DeferredCost, 20_000),
            (Count::Offered, 5),
            (Count::CustomersLost, 300),
        ] {
            day.cells[SALES][count as usize] = value;
        }
        close_the_day(&terms, &mut day);
        // 1000000 - 30 - 100000 - 60 - 5 - 20000 = 879905, and the losses 2 x 300.
        are(&day.total.0, [(Count::NetValue, 879_305), (Count::NetValueHalf, 879_905)]);
    }
}
