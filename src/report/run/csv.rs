//! Results as tidy CSV: one figure a row, for spreadsheets and statistics packages.

use std::io::{self, Write};

use crate::measures::estimate::{Measured, Subject, Summary};
use crate::report::form::frame::{OF_A_FIGURE, in_numbers, unit};
use crate::report::{Renderer, Report};

/// Every figure of a report as one row of CSV.
#[derive(Clone, Copy, Debug)]
pub struct Csv;

/// Before those of the figure.
const HEADER: [&str; 2] = ["figure", "variant"];

impl Renderer for Csv {
    fn render(&self, report: &Report, out: &mut dyn Write) -> io::Result<()> {
        let mut rows = Rows {
            writer: csv::Writer::from_writer(out),
            currency: &report.base().scenario.currency,
        };
        rows.writer.write_record(HEADER.iter().chain(&OF_A_FIGURE))?;
        let outcome = &report.outcome;
        for variant in &outcome.variants {
            rows.summary("level", &variant.name, &variant.summary)?;
        }
        for (name, difference) in &outcome.differences {
            rows.summary("difference", name, difference)?;
        }
        for contrast in &outcome.contrasts {
            let place = ["contrast", &contrast.name, "total", "", ""];
            rows.measures(place, &contrast.measures)?;
        }
        rows.writer.flush()
    }
}

struct Rows<'a> {
    writer: csv::Writer<&'a mut dyn Write>,
    currency: &'a str,
}

impl Rows<'_> {
    fn summary(&mut self, figure: &str, variant: &str, summary: &Summary) -> io::Result<()> {
        self.subjects([figure, variant, "contact_type"], "", &summary.contact_types)?;
        self.subjects([figure, variant, "agent_group"], "", &summary.agent_groups)?;
        self.measures([figure, variant, "total", "", ""], &summary.total)?;
        self.measures([figure, variant, "customers", "", ""], &summary.customers)?;
        for interval in &summary.intervals {
            let start = &interval.start;
            self.subjects([figure, variant, "contact_type"], start, &interval.contact_types)?;
            self.subjects([figure, variant, "agent_group"], start, &interval.agent_groups)?;
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
        for measured in measures {
            let figures = in_numbers(&measured.estimate);
            let about = [measured.definition.key, unit(measured.definition.unit, self.currency)];
            let texts = place.iter().chain(&about).copied();
            self.writer.write_record(texts.chain(figures.iter().map(String::as_str)))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

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
            "figure,variant,subject_kind,subject,interval,measure,unit,mean,half_width,low,high"
        );
        let level = "level,base,contact_type,sales,,service_level,share,0.963594,0.000079,,";
        assert!(lines.iter().any(|line| line == level));
        let interval = "level,base,contact_type,service,08:30,service_level,share,0.61,0.02,,";
        assert!(lines.iter().any(|line| line == interval));
        assert!(lines.iter().all(|line| line.matches(',').count() == 10));
    }

    #[test]
    fn differences_and_contrasts_are_rows_of_their_own() {
        let lines = lines(&sample::compare());
        let difference = "difference,all blended,total,,,service_level,share,0.0273,0.0009,,";
        assert!(lines.iter().any(|line| line == difference), "{lines:#?}");
        assert!(
            lines
                .iter()
                .any(|line| line.starts_with("contrast,structure,total,,,net_value,EUR,1078,"))
        );
    }
}
