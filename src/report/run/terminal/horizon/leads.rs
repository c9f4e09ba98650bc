//! Who is ahead when, in words.

use crate::measures::horizon::overtaking::{Lead, Leads, Side};
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
