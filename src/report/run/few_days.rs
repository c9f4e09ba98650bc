//! That days are few for a figure as skewed as one of the page.

use crate::experiment::run::outcome::VariantOutcome;
use crate::measures::estimate::FewDays;
use crate::report::form::number::whole;
use crate::report::form::words::period::noun;
use crate::report::{Kind, Report};

/// Of the most skewed figure of any variant, and how many days are wanted; none where there are
/// enough.
pub(crate) fn sentence(report: &Report) -> Option<String> {
    let summaries = report.outcome.variants.iter().map(|variant| &variant.summary);
    let few = summaries.filter_map(|it| it.few_days.as_ref()).max_by_key(|it| it.wanted)?;
    Some(told(report, few))
}

/// Of the most skewed figure of one variant.
pub(crate) fn of_variant(report: &Report, variant: &VariantOutcome) -> Option<String> {
    variant.summary.few_days.as_ref().map(|few| told(report, few))
}

fn told(report: &Report, few: &FewDays) -> String {
    let whose = few.contact_type.as_ref().map_or(String::new(), |name| format!(" of {name}"));
    let (figure, wanted) = (few.definition.name.to_lowercase(), whole(upwards(few.wanted)));
    let days = noun(report.base().summary.period, 2);
    let what = match report.kind {
        Kind::Run => "its interval may be too narrow",
        Kind::Compare => "intervals, of differences most of all, may be too narrow",
    };
    format!(
        "{} are few: {figure}{whose} differs so much from one to the next that {what}; about \
         {wanted} {days} are wanted.",
        capital(days)
    )
}

/// The next number of two digits and zeros.
fn upwards(number: u64) -> u64 {
    let mut unit = 1;
    while number / unit >= 100 {
        unit *= 10;
    }
    number.div_ceil(unit) * unit
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measures::definitions::definition;
    use crate::report::sample;

    #[test]
    fn the_most_skewed_figure_is_named_with_the_days_that_it_wants() {
        let mut report = sample::run();
        assert_eq!(sentence(&report), None);
        let definition = definition("abandon_rate").unwrap();
        let contact_type = Some("sales".to_owned());
        let few = FewDays { contact_type, definition, wanted: 1234 };
        report.outcome.variants[0].summary.few_days = Some(few);
        assert_eq!(
            sentence(&report).unwrap(),
            "Days are few: abandon rate of sales differs so much from one to the next that its \
             interval may be too narrow; about 1,300 days are wanted."
        );
    }
}
