//! The days of a risk, any of which can be run anywhere and at any time: day j of draw d is
//! replication (d - 1) n + j, where each draw has n days.

use std::collections::BTreeMap;
use std::num::TryFromIntError;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use rayon::ThreadPool;
use sha2::{Digest, Sha256};

use super::{Draws, RiskOutcome, figures, promises, told};
use crate::base::tape::{Run, Tape};
use crate::experiment::observed::{LoseMore, Unfound, Unplayable, find_observed_of};
use crate::experiment::run::blocks::{Block, Grid, InBlocks};
use crate::experiment::run::plan::plan;
use crate::experiment::run::replications::record::record;
use crate::experiment::run::replications::replicate::Range;
use crate::experiment::run::replications::simulated::{Designs, Simulated};
use crate::experiment::run::settings::{Onwards, Settings, Watch};
use crate::measures::SAMPLE_PATH_VERSION;
use crate::measures::figure_name::FigureName;
use crate::measures::plan::Plan;
use crate::measures::series::Reader;
use crate::scenario::load::LoadError;
use crate::scenario::{Risk, Scenario};

/// Draws that are in memory at a time.
const BATCH: usize = 32;

/// The value of each figure on a day; none where it is 0/0.
type Day = Vec<Option<f64>>;

/// A risk of which only the days are still to be run.
pub(crate) struct RiskDays<'a> {
    risk: &'a Risk,
    wanted: Draws,
    settings: &'a Settings,
    /// Of the scenario with the middle of what is not known.
    plan: Plan,
    figures: Vec<FigureName>,
}

/// Days by replication.
pub(crate) struct KeptDays(BTreeMap<u64, Day>);

/// What every day says, and of which inputs.
#[derive(Clone, Debug)]
pub struct RiskReplications {
    /// Where the unknown inputs stand.
    pub paths: Vec<String>,
    pub figures: Vec<FigureName>,
    pub draws: Vec<DrawnDays>,
}

/// A draw of the inputs and its days.
#[derive(Clone, Debug)]
pub struct DrawnDays {
    /// In the order of the paths.
    pub inputs: Vec<f64>,
    /// Of each day, in the order of the figures, its value; none where it is 0/0.
    pub days: Vec<Vec<Option<f64>>>,
}

/// Days of one draw that are run together.
struct Part {
    scenario: Scenario,
    readers: Vec<Reader>,
    first: u64,
    number: u64,
}

impl<'a> RiskDays<'a> {
    /// The days of some draws, with the usual figures and these.
    #[must_use]
    pub(crate) fn new(
        risk: &'a Risk,
        wanted: Draws,
        measures: &[FigureName],
        settings: &'a Settings,
    ) -> Self {
        let plan = plan(&risk.loaded.base, settings.confidence);
        let figures = figures(&plan, measures);
        Self { risk, wanted, settings, plan, figures }
    }

    /// How its days are cut.
    #[must_use]
    pub(crate) fn grid(&self, shards: u32) -> Grid {
        Grid { replications: self.wanted.all_days(), shards: shards.into() }
    }

    /// SHA-256, in hexadecimal, of all that decides what it finds and how it is cut.
    #[must_use]
    pub(crate) fn plan_hash(&self, grid: Grid) -> String {
        let Settings { seed, confidence, .. } = self.settings;
        let version = (env!("CARGO_PKG_VERSION"), SAMPLE_PATH_VERSION);
        let Draws { draws, days } = self.wanted;
        let figures: Vec<String> = self.figures.iter().map(ToString::to_string).collect();
        let inputs = self.risk.in_full();
        let all = format!(
            "{:?}",
            (version, "risk", seed, confidence, grid, draws, days, figures, inputs)
        );
        format!("{:x}", Sha256::digest(all))
    }

    /// Runs all days, and says what those of the first draws say that were finished; none if it
    /// was stopped before two were.
    ///
    /// # Errors
    /// What is wrong with a draw.
    pub(crate) fn run(&self, watch: &dyn Watch) -> Result<Option<RiskOutcome>, Unplayable> {
        let days = self.simulate(Block { first: 1, last: self.wanted.all_days() }, watch)?;
        let found = self.outcome(KeptDays((1..).zip(days).collect()));
        Ok(found.map(|(outcome, _)| outcome))
    }

    /// What the first draws say of which all days are there, and every one of these days; none of
    /// fewer than two draws.
    #[must_use]
    pub(crate) fn outcome(&self, kept: KeptDays) -> Option<(RiskOutcome, RiskReplications)> {
        let Settings { seed, threads, confidence, .. } = *self.settings;
        let days: Vec<Day> =
            (1..).zip(kept.0).map_while(|(n, it)| (n == it.0).then_some(it.1)).collect();
        let drawn = (1..).zip(days.chunks_exact(self.wanted.days as usize));
        let drawn = drawn.map(|(draw, days)| DrawnDays {
            inputs: self.risk.unknowns.iter().map(|it| it.drawn(seed, draw)).collect(),
            days: days.to_vec(),
        });
        let drawn: Vec<DrawnDays> = drawn.collect();
        if drawn.len() < 2 {
            return None;
        }
        let outcome = RiskOutcome {
            seed,
            threads,
            draws: drawn.len() as u32,
            draws_requested: self.wanted.draws,
            days: self.wanted.days,
            digest: digest(&drawn),
            base: self.risk.loaded.base.clone(),
            figures: told(&self.figures, &drawn, confidence),
            promises: promises(&self.figures, &self.plan, &drawn, confidence),
        };
        let paths = self.risk.unknowns.iter().map(|it| it.path.clone()).collect();
        Some((outcome, RiskReplications { paths, figures: self.figures.clone(), draws: drawn }))
    }

    /// Runs the days of a block, and gives the first of them that were finished.
    fn simulate(&self, block: Block, watch: &dyn Watch) -> Result<Vec<Day>, Unplayable> {
        let Settings { seed, threads, .. } = *self.settings;
        // A thread without a draw would be made for nothing.
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.min(BATCH)).build();
        let pool = pool.expect("the system gives a few threads");
        let draw_of = |day: u64| (day - 1) / u64::from(self.wanted.days) + 1;
        let draws: Vec<u64> = (draw_of(block.first)..=draw_of(block.last)).collect();
        let mut days = Vec::new();
        for batch in draws.chunks(BATCH) {
            // A draw reads its scenario anew, which takes its time where that is large.
            let parts = batch.iter().take_while(|_| !watch.stopped());
            let parts = parts.map(|&draw| self.part(draw, block));
            let parts = parts.collect::<Result<Vec<Part>, LoadError>>()?;
            if parts.len() < batch.len() {
                break;
            }
            let watch = Onwards { watch, before: days.len() as u64, of: block.number() };
            let done = AtomicU64::new(0);
            let run = |part: &Part| -> Result<Vec<Day>, LoseMore> {
                // Few draws leave threads for the days of each.
                let days = part.run(seed, threads.div_ceil(batch.len()), &watch)?;
                let number = days.len() as u64;
                let done = done.fetch_add(number, Ordering::SeqCst) + number;
                watch.progress("drawing", done, block.number());
                Ok(days)
            };
            let found = of_each(&pool, &parts, run);
            for (part, own) in parts.iter().zip(found) {
                let own = own.map_err(Unplayable::LoseMore)?;
                let is_whole = own.len() as u64 == part.number;
                days.extend(own);
                if !is_whole {
                    return Ok(days);
                }
            }
        }
        Ok(days)
    }

    /// What a block has of a draw.
    fn part(&self, draw: u64, block: Block) -> Result<Part, LoadError> {
        let scenario = self.risk.drawn(self.settings.seed, draw)?;
        let own = plan(&scenario, self.settings.confidence);
        let reader =
            |figure| Reader::new(figure, &own).expect("numbers are drawn, and no subjects");
        let days = u64::from(self.wanted.days);
        let first = block.first.max((draw - 1) * days + 1);
        let last = block.last.min(draw * days);
        Ok(Part {
            readers: self.figures.iter().map(reader).collect(),
            scenario,
            first,
            number: last - first + 1,
        })
    }
}

/// What is made of each part, in their order.
///
/// Each thread of the pool has one job, the parts that it takes. With a job for each part, a thread
/// that waits for the threads of its own part's days would begin the next part meanwhile: all draws
/// would run at once, whatever was asked for, each with the memory of a day.
fn of_each<P: Sync, R: Send>(
    pool: &ThreadPool,
    parts: &[P],
    run: impl Fn(&P) -> R + Sync,
) -> Vec<R> {
    let taken = AtomicUsize::new(0);
    let take = || {
        let place = taken.fetch_add(1, Ordering::SeqCst);
        parts.get(place).map(|part| (place, part))
    };
    let some = pool.broadcast(|_| {
        std::iter::from_fn(take).map(|(place, part)| (place, run(part))).collect::<Vec<_>>()
    });
    let all: BTreeMap<usize, R> = some.into_iter().flatten().collect();
    all.into_values().collect()
}

impl Part {
    /// Runs its days, and gives the first of them that were finished.
    fn run(&self, seed: u64, threads: usize, watch: &dyn Watch) -> Result<Vec<Day>, LoseMore> {
        let range = Range { seed, first: self.first, number: self.number, threads };
        let mut scenario = self.scenario.clone();
        match find_observed_of(&mut scenario, seed, &Quiet(watch)) {
            Ok(()) => {}
            Err(Unfound::Stopped) => return Ok(Vec::new()),
            Err(Unfound::LoseMore(no)) => return Err(no),
        }
        let models = [Simulated::new(&scenario)];
        let readers = std::slice::from_ref(&self.readers);
        let (mut series, finished) =
            record(Designs::of(&models), readers, range, "", &Quiet(watch));
        let series = series.pop().expect("there is one model");
        let figures: Vec<Vec<Option<f64>>> =
            series.iter().map(|own| own.values().collect()).collect();
        let day = |day: usize| figures.iter().map(|own| own[day]).collect();
        Ok((0..finished as usize).map(day).collect())
    }
}

impl InBlocks for RiskDays<'_> {
    type Kept<'b>
        = KeptDays
    where
        Self: 'b;

    fn empty(&self) -> KeptDays {
        KeptDays(BTreeMap::new())
    }

    fn numbers(&self, block: Block, watch: &dyn Watch) -> Result<Option<Vec<Run>>, Unplayable> {
        let days = self.simulate(block, watch)?;
        let is_whole = days.len() as u64 == block.number();
        Ok(is_whole.then(|| {
            let mut tape = Tape::blank();
            days.into_iter().flatten().for_each(|value| tape.whole(&mut number(value)));
            tape.into_runs()
        }))
    }

    fn add(&self, kept: &mut KeptDays, block: Block, numbers: Vec<Run>) -> bool {
        let (mut tape, mut days) = (Tape::of(numbers), Vec::new());
        for _ in block.first..=block.last {
            let day: Day = self.figures.iter().map(|_| read(&mut tape)).collect();
            if tape.is_broken() {
                return false;
            }
            days.push(day);
        }
        let fits = tape.is_used_up();
        if fits {
            kept.0.extend((block.first..).zip(days));
        }
        fits
    }
}

/// The next value of a tape.
fn read(tape: &mut Tape) -> Option<f64> {
    let mut whole = 0;
    tape.whole(&mut whole);
    value(whole).unwrap_or_else(|_| {
        tape.refuse();
        None
    })
}

/// A value as a whole number, to the last bit.
fn number(value: Option<f64>) -> i128 {
    value.map_or(-1, |value| value.to_bits().into())
}

/// The value again; an error where no value is that number.
fn value(number: i128) -> Result<Option<f64>, TryFromIntError> {
    if number == -1 {
        return Ok(None);
    }
    u64::try_from(number).map(|bits| Some(f64::from_bits(bits)))
}

fn digest(draws: &[DrawnDays]) -> String {
    let mut all = Sha256::new();
    for &of_figure in draws.iter().flat_map(|draw| &draw.days).flatten() {
        all.update(number(of_figure).to_le_bytes());
    }
    format!("{:x}", all.finalize())
}

/// Asks the watch whether to stop, and tells it nothing.
struct Quiet<'a>(&'a dyn Watch);

impl Watch for Quiet<'_> {
    fn progress(&self, _: &str, _: u64, _: u64) {}

    fn stopped(&self) -> bool {
        self.0.stopped()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::Mutex;
    use std::thread::ThreadId;
    use std::time::Duration;

    use super::*;
    use crate::scenario::{InMemory, Source};

    const CENTRE: &str = r#"{ "format": 1,
      "day": { "opens": "08:00", "closes": "10:00", "interval_minutes": 60 },
      "contact_types": { "calls": { "volume_per_hour": { "between": [10, 90] },
         "handle_time": { "mean_seconds": 100 }, "patience": { "mean_seconds": 60 } } },
      "agent_groups": { "desk": { "agents": { "between": [1, 4] }, "skills": ["calls"] } },
      "targets": { "calls": { "service_level": 0.8, "within_seconds": 20 } } }"#;

    const WANTED: Draws = Draws { draws: 40, days: 3 };

    fn settings(threads: usize) -> Settings {
        Settings { seed: 5, replications: 1, threads, confidence: 0.95 }
    }

    fn told_by(outcome: &RiskOutcome) -> String {
        format!("{:?}", (&outcome.digest, &outcome.figures, &outcome.promises))
    }

    #[test]
    fn blocks_put_down_and_taken_up_in_any_order_are_one_run() {
        let risk = Source::of("c.json", CENTRE, &InMemory::default()).risk().unwrap();
        let one = settings(1);
        let whole = RiskDays::new(&risk, WANTED, &[], &one).run(&()).unwrap().unwrap();
        for (threads, shards) in [(1, 1), (2, 3), (3, 7)] {
            let settings = settings(threads);
            let days = RiskDays::new(&risk, WANTED, &[], &settings);
            let mut kept = days.empty();
            // Seven shards cut through draws.
            for block in days.grid(shards).all_blocks().into_iter().rev() {
                let numbers = days.numbers(block, &()).unwrap().unwrap();
                assert!(days.add(&mut kept, block, numbers));
            }
            let (outcome, replications) = days.outcome(kept).unwrap();
            assert_eq!(told_by(&outcome), told_by(&whole), "{threads} threads, {shards} shards");
            assert_eq!(replications.draws.len(), 40);
            assert!(replications.draws.iter().all(|it| it.days.len() == 3));
        }
    }

    /// Writes down which thread asks, and takes its time.
    #[derive(Default)]
    struct Asked(Mutex<Vec<ThreadId>>);

    impl Watch for Asked {
        fn progress(&self, _: &str, _: u64, _: u64) {}

        fn stopped(&self) -> bool {
            self.0.lock().unwrap().push(std::thread::current().id());
            std::thread::sleep(Duration::from_millis(1));
            false
        }
    }

    #[test]
    fn one_thread_ends_a_draw_before_it_begins_another() {
        let risk = Source::of("c.json", CENTRE, &InMemory::default()).risk().unwrap();
        let (asked, settings) = (Asked::default(), settings(1));
        let wanted = Draws { draws: 20, days: 5 };
        RiskDays::new(&risk, wanted, &[], &settings).run(&asked).unwrap().unwrap();
        // Each draw has a thread of its own, which asks before each of its days.
        let mut turns = asked.0.into_inner().unwrap();
        turns.dedup();
        let threads: HashSet<&ThreadId> = turns.iter().collect();
        assert!(threads.len() >= 20, "{turns:?}");
        assert_eq!(turns.len(), threads.len(), "a thread went on after another: {turns:?}");
    }

    #[test]
    fn numbers_of_another_block_are_not_taken() {
        let risk = Source::of("c.json", CENTRE, &InMemory::default()).risk().unwrap();
        let settings = settings(1);
        let days = RiskDays::new(&risk, WANTED, &[], &settings);
        let block = Block { first: 3, last: 5 };
        let numbers = days.numbers(block, &()).unwrap().unwrap();
        let takes = |block, numbers: &[Run]| days.add(&mut days.empty(), block, numbers.to_vec());
        assert!(takes(block, &numbers));
        assert!(!takes(Block { first: 3, last: 6 }, &numbers));
        assert!(!takes(block, &numbers[1..]));
        let strange = [&[(0, -2)], &numbers[1..]].concat();
        assert!(!takes(block, &strange));
        let endless = [&[(1 << 60, 0)], &numbers[1..]].concat();
        assert!(!takes(block, &endless));
    }

    #[test]
    fn draws_with_a_day_missing_and_all_behind_them_are_left_out() {
        let risk = Source::of("c.json", CENTRE, &InMemory::default()).risk().unwrap();
        let settings = settings(1);
        let days = RiskDays::new(&risk, WANTED, &[], &settings);
        let with = |last| {
            let mut kept = days.empty();
            for block in [Block { first: 1, last }, Block { first: last + 2, last: last + 9 }] {
                let numbers = days.numbers(block, &()).unwrap().unwrap();
                assert!(days.add(&mut kept, block, numbers));
            }
            days.outcome(kept).map(|(outcome, _)| outcome.draws)
        };
        assert_eq!((with(5), with(6), with(8)), (None, Some(2), Some(2)));
    }

    #[test]
    fn a_plan_is_known_by_all_that_decides_its_result() {
        let of = |text: &str, draws, settings: &Settings, shards| {
            let risk = Source::of("c.json", text, &InMemory::default()).risk().unwrap();
            let days = RiskDays::new(&risk, Draws { draws, days: 3 }, &[], settings);
            days.plan_hash(days.grid(shards))
        };
        let usual = of(CENTRE, 40, &settings(1), 4);
        assert_eq!(usual, of(CENTRE, 40, &settings(2), 4), "threads change nothing");
        let in_one_line = CENTRE.replace('\n', " ");
        assert_eq!(usual, of(&in_one_line, 40, &settings(1), 4), "layout changes nothing");
        assert_ne!(usual, of(CENTRE, 41, &settings(1), 4));
        assert_ne!(usual, of(CENTRE, 40, &settings(1), 5));
        assert_ne!(usual, of(CENTRE, 40, &Settings { seed: 6, ..settings(1) }, 4));
        // The same middle.
        assert_ne!(usual, of(&CENTRE.replace("[10, 90]", "[20, 80]"), 40, &settings(1), 4));
        assert_ne!(
            usual,
            of(&CENTRE.replace("seconds\": 60", "seconds\": 61"), 40, &settings(1), 4)
        );
    }
}
