//! `risk`: how risky is this plan?

use std::path::PathBuf;

use super::clock::{Stopwatch, processor_time};
use super::exports::Exports;
use super::failure::{Ended, Failure};
use super::figures::figure;
use super::flags::{ExperimentFlags, command_line, quoted};
use super::loading::reading;
use super::output::Output;
use super::progress::Progress;
use super::simulate::nothing;
use crate::experiment::risk::{Draws, risk};
use crate::experiment::{Settings, plan};
use crate::measures::figure_name::{FigureName, Names};
use crate::report::RiskReport;
use crate::scenario::Risk;
use crate::scenario::risk::load_risk;

const EXAMPLES: &str = "\
Examples:
  switchroom risk centre.json
  switchroom risk centre.json --draws 500 --days 4
  switchroom risk centre.json --scale 'contact_types.*.volume=1.1' --export-json -
";

/// Draw what is not known (`between`) and simulate the days: how risky is this plan?
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = super::HELP)]
pub(super) struct Args {
    /// The scenario or what-if file
    file: PathBuf,

    /// Times to draw the unknown inputs
    #[arg(long, value_name = "N", default_value_t = 200)]
    #[arg(value_parser = clap::value_parser!(u32).range(2..))]
    draws: u32,

    /// Days to simulate of each draw
    #[arg(long, value_name = "N", default_value_t = 2)]
    #[arg(value_parser = clap::value_parser!(u32).range(2..))]
    days: u32,

    /// Tell a further figure: `contact_types.sales.asa_seconds`; may be repeated
    #[arg(long, value_name = "FIGURE")]
    measure: Vec<String>,

    #[command(flatten)]
    flags: ExperimentFlags,
}

pub(super) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let stopwatch = Stopwatch::start();
    let exports = Exports::claim(&args.flags.exports, &args.file)?;
    let unknown = load_risk(&args.file, &args.flags.changes.overrides()).map_err(reading)?;
    if unknown.loaded.base.steady_state.is_some() {
        let message = "found a `steady_state`, wanted days: a risk is one of days";
        return Err(Failure::Wrong(format!("{}: {message}", args.file.display())));
    }
    let settings = args.flags.settings(unknown.loaded.base.run, args.days);
    let measures = measures(args, &unknown, &settings)?;
    let wanted = Draws { draws: args.draws, days: args.days };
    let progress = Progress::start(output, args.flags.time_limit);
    let outcome = risk(&unknown, wanted, &measures, &settings, &progress);
    let stopped_by = progress.finish();
    let outcome = outcome.map_err(reading)?.ok_or_else(|| nothing(stopped_by))?;
    let report = RiskReport {
        outcome,
        unknowns: unknown.unknowns,
        confidence: settings.confidence,
        understood: unknown.loaded.echo,
        command: command(args, settings.seed),
        cpu_seconds: processor_time().as_secs_f64(),
        wall_seconds: stopwatch.elapsed().as_secs_f64(),
    };
    exports.write(&report, output)?;
    if report.is_whole() {
        return Ok(Ended::Done);
    }
    let (done, of) = (report.outcome.draws, report.outcome.draws_requested);
    output.say(&format!("stopped early: the first {done} of {of} draws are reported"));
    Ok(Ended::of(stopped_by))
}

fn measures(args: &Args, unknown: &Risk, settings: &Settings) -> Result<Vec<FigureName>, Failure> {
    let names = Names::of(&plan(&unknown.loaded.base, settings.confidence));
    let (mut measures, mut problems) = (Vec::new(), Vec::new());
    for (path, line) in args.measure.iter().zip(1..) {
        match figure(path, "--measure", line, &names) {
            Ok(figure) => measures.push(figure),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(measures) } else { Err(Failure::Problems(problems)) }
}

fn command(args: &Args, seed: u64) -> String {
    let file = args.file.to_string_lossy();
    let mut parts =
        vec![command_line("risk", &file, &args.flags.changes, seed, args.flags.confidence)];
    parts.push(format!("--draws {} --days {}", args.draws, args.days));
    parts.extend(args.measure.iter().map(|path| quoted("--measure", path)));
    parts.join(" ")
}
