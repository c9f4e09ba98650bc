//! Some figures of some scenarios, replication by replication, on the same customers.

use super::replicate::{Range, Sums, replicate};
use super::simulated::Designs;
use crate::base::tape::Tape;
use crate::experiment::run::settings::Watch;
use crate::measures::count::DayTotals;
use crate::measures::series::{Observation, Reader, Series, observe};

/// Runs replications of all designs and records the figures of each, in the order of models,
/// figures and replications; and says how many replications were complete, a prefix of those
/// asked for. In a steady state a batch is an observation.
pub(crate) fn record(
    designs: Designs<'_>,
    readers: &[Vec<Reader>],
    range: Range,
    stage: &str,
    watch: &dyn Watch,
) -> (Vec<Vec<Series>>, u64) {
    let (recorded, finished) = replicate(designs, range, stage, watch, || Recording::new(readers));
    (recorded.series(), finished)
}

/// Figures of some models, replication by replication, in the order in which threads finish.
pub(crate) struct Recording<'a> {
    /// Of each model.
    readers: &'a [Vec<Reader>],
    rows: Vec<Row>,
}

/// What one replication says.
#[derive(Clone, Default)]
struct Row {
    replication: u64,
    /// Of each model: one, or as many as there are batches.
    periods: u64,
    observations: Vec<Observation>,
}

impl<'a> Recording<'a> {
    pub(crate) fn new(readers: &'a [Vec<Reader>]) -> Self {
        Self { readers, rows: Vec::new() }
    }

    /// Of each model each figure, in the order of replications.
    pub(crate) fn series(&self) -> Vec<Vec<Series>> {
        let mut rows: Vec<&Row> = self.rows.iter().collect();
        rows.sort_unstable_by_key(|row| row.replication);
        let empty = |readers: &Vec<Reader>| readers.iter().map(Reader::series).collect();
        let mut series: Vec<Vec<Series>> = self.readers.iter().map(empty).collect();
        for row in rows {
            // One model after another; of each, one period after another.
            let mut observations = row.observations.iter().copied();
            for own in &mut series {
                for _ in 0..row.periods {
                    for figure in &mut *own {
                        figure.observations.extend(observations.next());
                    }
                }
            }
        }
        series
    }

    /// Runs all rows past a tape, in the order of replications: so many at most are believed, of
    /// so many periods each.
    pub(crate) fn pass(&mut self, tape: &mut Tape, rows: usize, periods: u64) {
        self.rows.sort_unstable_by_key(|row| row.replication);
        let figures: usize = self.readers.iter().map(Vec::len).sum();
        tape.list(&mut self.rows, rows, |tape, row| {
            tape.part(&mut row.replication);
            tape.part(&mut row.periods);
            if row.periods != periods {
                tape.refuse();
            }
            let most = figures * periods as usize;
            tape.list(&mut row.observations, most, |tape, observation| {
                tape.part(&mut observation.x);
                tape.part(&mut observation.y);
            });
        });
    }
}

impl Sums for Recording<'_> {
    fn add(&mut self, replication: u64, periods: &[&[DayTotals]]) {
        let of_model = |(readers, days): (&Vec<Reader>, &&[DayTotals])| -> Vec<Observation> {
            days.iter().flat_map(|day| observe(readers, day)).collect()
        };
        let observations = self.readers.iter().zip(periods).flat_map(of_model).collect();
        self.rows.push(Row { replication, periods: periods[0].len() as u64, observations });
    }

    fn merge(&mut self, other: &Self) {
        self.rows.extend(other.rows.iter().cloned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::run::plan::plan;
    use crate::experiment::run::replications::simulated::Simulated;
    use crate::experiment::{Kind, Settings, run};
    use crate::measures::figure_name::{FigureName, Names};
    use crate::scenario::load::{read_text, template};

    #[test]
    fn what_is_recorded_is_what_a_run_reports_on_any_number_of_threads() {
        let loaded = read_text("centre.json", template()).unwrap();
        let plan = plan(&loaded.base, 0.95);
        let keys = ["contact_types.sales.service_level", "total.abandon_rate", "total.offered"];
        let names = keys.map(|key| FigureName::read(key, &Names::of(&plan)).unwrap());
        let readers: Vec<Reader> =
            names.iter().map(|name| Reader::new(name, &plan).unwrap()).collect();
        let models = [Simulated::new(&loaded.base)];
        let recorded = [1, 3].map(|threads| {
            let range = Range { seed: 4, first: 1, number: 12, threads };
            let (mut series, finished) = record(
                Designs::of(&models),
                std::slice::from_ref(&readers),
                range,
                "recording",
                &(),
            );
            assert_eq!(finished, 12);
            series.pop().unwrap()
        });
        assert_eq!(recorded[0], recorded[1]);
        let settings = Settings { seed: 4, replications: 12, threads: 2, confidence: 0.95 };
        let outcome = run(&loaded, Kind::BaseOnly, &settings, &()).unwrap();
        for (name, series) in names.iter().zip(&recorded[0]) {
            assert_eq!(series.observations.len(), 12);
            let found = series.level(name.definition.unit, 0.95);
            let wanted = name.of(&outcome.variants[0].summary).unwrap().estimate;
            let near = |a: Option<f64>, b: Option<f64>| (a.unwrap() - b.unwrap()).abs() < 1e-9;
            assert!(near(found.mean, wanted.mean) && near(found.half_width, wanted.half_width));
        }
    }
}
