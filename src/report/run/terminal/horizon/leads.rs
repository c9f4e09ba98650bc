//! Who is ahead when, in words.

use crate::measures::horizon::overtaking::{Lead, Leads, Side};
use crate::report::counted;
use crate::report::form::words::scenario::listed;

/// "ahead in month 1 and behind from month 3 on [2, 3]", of so many months; none where no month
/// belongs to anybody.
pub(crate) fn told(leads: &Leads, months: usize) -> Option<String> {
    let last = leads.last()?;
    let earlier = leads.leads.iter().take(leads.leads.len() - 1);
    let mut parts: Vec<String> =
        earlier.map(|lead| format!("{} {}", way(lead.who), within(*lead))).collect();
    let goes_on = last.to + 1 == months;
    let end = match (goes_on, last.from) {
        (true, 0) => format!("{} from the first month on", way(last.who)),
        (true, from) => format!("{} from month {} on", way(last.who), from + 1),
        (false, _) => format!("{} {}", way(last.who), within(last)),
    };
    let overtaken =
        leads.overtaken.map_or(String::new(), |it| format!(" [{}, {}]", it.low + 1, it.month + 1));
    let then = if goes_on { "" } else { ", and after that neither is" };
    parts.push(format!("{end}{overtaken}{then}"));
    Some(listed(&parts))
}

/// Whether and when a variant has earned back what it cost: the last lead of the cumulative
/// difference, of so many months, where it goes on to the end.
pub(crate) fn earned_back(leads: &Leads, months: usize) -> String {
    let last = leads.last().filter(|last| last.to + 1 == months);
    match last {
        Some(Lead { who: Side::Base, .. }) => {
            format!("not earned back within {}", counted(months, "month"))
        }
        Some(Lead { who: Side::Variant, from, .. }) => {
            let since = leads
                .overtaken
                .map_or(String::new(), |it| format!(" [{}, {}]", it.low + 1, it.month + 1));
            format!("earned back by the end of month {}{since}", from + 1)
        }
        None => {
            format!(
                "whether that is earned back within {} is not told apart",
                counted(months, "month")
            )
        }
    }
}

fn way(who: Side) -> &'static str {
    match who {
        Side::Variant => "ahead",
        Side::Base => "behind",
    }
}

fn within(lead: Lead) -> String {
    if lead.from == lead.to {
        format!("in month {}", lead.from + 1)
    } else {
        format!("in months {} to {}", lead.from + 1, lead.to + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::interval::Interval;

    fn of(signs: &str) -> Option<String> {
        let band = |sign| {
            let middle = match sign {
                '+' => 2.0,
                '-' => -2.0,
                _ => 0.0,
            };
            Some(Interval { low: middle - 1.0, high: middle + 1.0 })
        };
        told(&Leads::of(signs.chars().map(band)), signs.len())
    }

    #[test]
    fn what_a_change_cost_is_earned_back_where_the_last_lead_is_the_variants() {
        let back = |signs: &str| {
            let band = |sign| match sign {
                '+' => Some(Interval { low: 1.0, high: 3.0 }),
                '-' => Some(Interval { low: -3.0, high: -1.0 }),
                _ => Some(Interval { low: -1.0, high: 1.0 }),
            };
            earned_back(&Leads::of(signs.chars().map(band)), signs.len())
        };
        for (signs, wanted) in [
            ("--00++", "earned back by the end of month 5 [3, 5]"),
            ("0+++", "earned back by the end of month 2"),
            ("+---", "not earned back within 4 months"),
            ("--0", "whether that is earned back within 3 months is not told apart"),
            ("-++0", "whether that is earned back within 4 months is not told apart"),
        ] {
            assert_eq!(back(signs), wanted, "{signs}");
        }
    }

    #[test]
    fn leads_are_told_in_order_with_the_months_of_overtaking() {
        for (signs, wanted) in [
            ("+0---", "ahead in month 1 and behind from month 3 on [2, 3]"),
            ("++++", "ahead from the first month on"),
            ("00-0-", "behind from month 3 on"),
            (
                "++-00+0+",
                "ahead in months 1 to 2, behind in month 3 and ahead from month 6 on [4, 6]",
            ),
            ("0++0", "ahead in months 2 to 3, and after that neither is"),
        ] {
            assert_eq!(of(signs).as_deref(), Some(wanted), "{signs}");
        }
        assert_eq!(of("000"), None);
    }
}
