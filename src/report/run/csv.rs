//! Results as tidy CSV: one figure a row, for spreadsheets and statistics packages.

use std::io::{self, Write};

use crate::measures::estimate::{Measured, Subject, Summary};
use crate::report::form::frame::{OF_A_FIGURE, in_numbers, unit};
use crate::report::form::words::horizon::{has_persons, says_something};
use crate::report::form::words::warnings;
use crate::report::{Renderer, Report};

/// Every figure of a report as one row of CSV.
#[derive(Clone, Copy, Debug)]
pub struct Csv;

/// Before those of the figure.
const HEADER: [&str; 2] = ["figure", "variant"];

impl Renderer for Csv {
    fn render(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let mut rows = Rows::new(report, out);
        rows.writer.write_record(HEADER.iter().chain(&OF_A_FIGURE).chain([&warnings::COLUMN]))?;
        let outcome = &report.outcome;
        let told: Vec<(&str, Vec<String>)> =
            outcome.variants.iter().map(|it| (&*it.name, report.warnings_of(it))).collect();
        // A difference is of the base as much as of the variant.
        let of_both = |variant: &str| {
            let base = &report.base().name;
            warnings::cell(
                told.iter().filter(|it| [base, variant].contains(&it.0)).flat_map(|it| &it.1),
            )
        };
        for (variant, (_, told)) in outcome.variants.iter().zip(&told) {
            rows.warnings = warnings::cell(told);
            rows.summary("level", &variant.name, &variant.summary)?;
        }
        for (name, difference) in &outcome.differences {
            rows.warnings = of_both(name);
            rows.summary("difference", name, difference)?;
        }
        rows.warnings = warnings::cell(told.iter().flat_map(|it| &it.1));
        for contrast in &outcome.contrasts {
            let place = ["contrast", &contrast.name, "total", "", ""];
            rows.measures(place, &contrast.measures)?;
        }
        rows.writer.flush()
    }
}

/// Writes the months of a horizon: every figure of each month as one row.
pub(crate) fn months(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut rows = Rows::new(report, out);
    let figures = OF_A_FIGURE.map(|name| if name == "interval" { "month" } else { name });
    rows.writer.write_record(HEADER.iter().chain(&figures).chain([&warnings::COLUMN]))?;
    for variant in &report.outcome.variants {
        rows.parts("level", &variant.name, &variant.summary)?;
    }
    for (name, difference) in &report.outcome.differences {
        rows.parts("difference", name, difference)?;
    }
    rows.writer.flush()
}

struct Rows<'a> {
    writer: csv::Writer<&'a mut dyn Write>,
    currency: &'a str,
    /// What to doubt of the figures that are written now.
    warnings: String,
    /// Whether they are of customers who are individuals.
    has_persons: bool,
}

impl<'a> Rows<'a> {
    fn new(report: &'a Report, out: &'a mut dyn Write) -> Self {
        Self {
            writer: csv::Writer::from_writer(out),
            currency: &report.base().scenario.currency,
            warnings: String::new(),
            has_persons: false,
        }
    }

    fn summary(&mut self, figure: &str, variant: &str, summary: &Summary) -> io::Result<()> {
        self.has_persons = has_persons(summary);
        self.subjects([figure, variant, "contact_type"], "", &summary.contact_types)?;
        self.subjects([figure, variant, "agent_group"], "", &summary.agent_groups)?;
        self.measures([figure, variant, "total", "", ""], &summary.total)?;
        self.measures([figure, variant, "customers", "", ""], &summary.customers)?;
        self.measures([figure, variant, "horizon", "", ""], &summary.horizon)?;
        self.parts(figure, variant, summary)
    }

    /// Intervals of a day, or months of a horizon.
    fn parts(&mut self, figure: &str, variant: &str, summary: &Summary) -> io::Result<()> {
        self.has_persons = has_persons(summary);
        for part in &summary.intervals {
            let start = &part.start;
            self.subjects([figure, variant, "contact_type"], start, &part.contact_types)?;
            self.subjects([figure, variant, "agent_group"], start, &part.agent_groups)?;
            self.measures([figure, variant, "total", "", start], &part.total)?;
            self.measures([figure, variant, "horizon", "", start], &part.horizon)?;
        }
        Ok(())
    }

    fn subjects(
        &mut self,
        [figure, variant, kind]: [&str; 3],
        interval: &str,
        subjects: &[Subject],
    ) -> io::Result<()> {
        for subject in subjects {
            self.measures([figure, variant, kind, &subject.name, interval], &subject.measures)?;
        }
        Ok(())
    }

    fn measures(&mut self, place: [&str; 5], measures: &[Measured]) -> io::Result<()> {
        for measured in measures.iter().filter(|it| says_something(it, self.has_persons)) {
            let figures = in_numbers(&measured.estimate);
            let about = [measured.definition.key, unit(measured.definition.unit, self.currency)];
            let texts = place.iter().chain(&about).copied();
            // Whoever looks at one interval has rows of the whole day, too.
            let is_of_day = place[4].is_empty();
            let warnings = if is_of_day { &*self.warnings } else { "" };
            let numbers = figures.iter().map(String::as_str);
            self.writer.write_record(texts.chain(numbers).chain([warnings]))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use crate::scenario::text::tree::Written;
    use crate::scenario::{Warning, Weight};

    fn lines(report: &Report) -> Vec<String> {
        let mut out = Vec::new();
        Csv.render(report, &mut out).unwrap();
        String::from_utf8(out).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn every_figure_is_one_row() {
        let lines = lines(&sample::run());
        assert_eq!(
            lines[0],
            "figure,variant,subject_kind,subject,interval,measure,unit,mean,half_width,low,high,\
             warnings"
        );
        let level = "level,base,contact_type,sales,,service_level,share,0.963594,0.000079,,,";
        assert!(lines.iter().any(|line| line == level));
        let interval = "level,base,contact_type,service,08:30,service_level,share,0.61,0.02,,,";
        assert!(lines.iter().any(|line| line == interval));
        assert!(lines.iter().all(|line| line.matches(',').count() == 11));
    }

    #[test]
    fn what_to_doubt_stands_beside_each_figure_of_a_day_that_it_touches() {
        let mut report = sample::compare();
        let warning = |sentence: &str| Warning {
            place: Written { file: "whatif.json".into(), line: 2, column: 3 },
            subject: "agent_groups.desk".into(),
            sentence: sentence.into(),
            weight: Weight::Doubt,
        };
        let both = warning("Nobody is on duty.");
        let variants = &mut report.outcome.variants;
        for variant in variants.iter_mut() {
            variant.scenario.remarks.warnings = vec![both.clone()];
        }
        variants[1].scenario.remarks.warnings.push(warning("An offer is never made."));
        let name = variants[1].name.clone();
        let mut out = Vec::new();
        Csv.render(&report, &mut out).unwrap();
        let mut reader = csv::Reader::from_reader(&out[..]);
        let header = reader.headers().unwrap().clone();
        assert_eq!(header.iter().next_back(), Some("warnings"));
        let mut found = std::collections::BTreeSet::new();
        for row in reader.records().map(Result::unwrap) {
            let said = &row[row.len() - 1];
            let (figure, variant, interval) = (&row[0], &row[1], &row[4]);
            let wanted = match (figure, interval) {
                (_, interval) if !interval.is_empty() => "",
                ("level" | "difference", _) if variant != name => "Nobody is on duty.",
                _ => "Nobody is on duty. | An offer is never made.",
            };
            assert_eq!(said, wanted, "{row:?}");
            found.insert((figure.to_owned(), said.len()));
        }
        assert!(found.len() >= 4, "{found:?}");
    }

    #[test]
    fn months_are_rows_of_every_figure_of_each_month() {
        let mut out = Vec::new();
        months(&sample::horizon(), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let header = "figure,variant,subject_kind,subject,month,measure,unit,mean,half_width,";
        assert!(text.starts_with(header), "{text}");
        let net = "level,base,horizon,,2026-01,money.net_value,EUR,448228,2294,,,";
        let difference = "difference,\"blended, retention\",horizon,,2027-12,money.net_value,EUR,\
                          -47297,1681,,,";
        for row in [net, difference, "level,base,total,,2026-02,offered,count,23000,100,,,"] {
            assert!(text.lines().any(|line| line == row), "{row}");
        }
        assert!(!text.contains("customers_lost"), "nobody is lost in expectation");
    }

    #[test]
    fn differences_and_contrasts_are_rows_of_their_own() {
        let lines = lines(&sample::compare());
        let difference = "difference,all blended,total,,,service_level,share,0.0273,0.0009,,,";
        assert!(lines.iter().any(|line| line == difference), "{lines:#?}");
        assert!(
            lines
                .iter()
                .any(|line| line.starts_with("contrast,structure,total,,,net_value,EUR,1078,"))
        );
    }
}
