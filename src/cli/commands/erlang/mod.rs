//! `erlang`: what the formulas say, solved for what is not given. Here are its flags; `quantity`
//! reads their values.

mod quantity;

use std::io::Write;
use std::path::PathBuf;

use crate::cli::asking::{tell, write};
use crate::cli::failure::{Ended, Failure};
use crate::cli::flags::quantity::{duration, positive_duration, share, share_or_none};
use crate::cli::outputs::claims::Claims;
use crate::cli::outputs::output::Output;
use crate::measures::plan::ServiceLevelFormula;
use crate::questions::erlang::{Erlang, Lines};
use crate::questions::{Asked as _, Disk, Question as _};
use crate::report::Terminal;
use quantity::{formula, lines, volume};

const EXAMPLES: &str = "\
Examples:
  switchroom erlang --volume 1200 --handle-time 300 --agents 110
                              every figure (Erlang C)
  switchroom erlang --volume 1200 --handle-time 5m --service-level 0.8 --within 20s
                              the fewest agents
  switchroom erlang --volume 1200 --handle-time 5m --patience 3m --service-level 0.8
      --abandonment 0.03 --max-occupancy 0.88 --shrinkage 0.3
                              the fewest that reach all targets (Erlang A)
  switchroom erlang --agents 110 --handle-time 5m --patience 3m --asa 10s
                              the greatest volume
  switchroom erlang --volume 60 --handle-time 3m --lines agents --blocked 0.01
                              agents when nobody can wait (Erlang B)
";

/// Calculate one queue by the Erlang formulas, solved for what is not given
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = crate::cli::help::HELP)]
pub(crate) struct Args {
    /// Contacts offered an hour [if left out: solved for]
    #[arg(long, value_name = "N", value_parser = volume)]
    volume: Option<f64>,

    /// Mean handle time, talk and wrap-up: 300, 300s, 5m, 5:00
    #[arg(long, value_name = "TIME", value_parser = positive_duration)]
    handle_time: Option<f64>,

    /// Agents on duty [if left out: solved for]
    #[arg(long, value_name = "N")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    agents: Option<u32>,

    /// Mean patience; contacts abandon (Erlang A) [default: endless]
    #[arg(long, value_name = "TIME", value_parser = positive_duration)]
    patience: Option<f64>,

    /// Lines, those of contacts with agents included; `agents`: as many as agents, so that nobody
    /// can wait (Erlang B) [default: unlimited]
    #[arg(long, value_name = "N", value_parser = lines)]
    lines: Option<Lines>,

    /// Target: at least this service level: 0.8, 80%
    #[arg(long, value_name = "SHARE", value_parser = share)]
    service_level: Option<f64>,

    /// Threshold of the service level
    #[arg(long, value_name = "TIME", default_value = "20s", value_parser = duration)]
    within: f64,

    /// Target: at most this share abandons
    #[arg(long, value_name = "SHARE", value_parser = share)]
    abandonment: Option<f64>,

    /// Target: at most this mean wait of answered contacts
    #[arg(long, value_name = "TIME", value_parser = positive_duration)]
    asa: Option<f64>,

    /// Target: at most this mean wait of all contacts
    #[arg(long, value_name = "TIME", value_parser = positive_duration)]
    wait: Option<f64>,

    /// Target: at most this occupancy
    #[arg(long, value_name = "SHARE", value_parser = share)]
    max_occupancy: Option<f64>,

    /// Target: at most this share is blocked
    #[arg(long, value_name = "SHARE", value_parser = share)]
    blocked: Option<f64>,

    /// Share of paid time away from contacts; says how many to schedule
    #[arg(long, value_name = "SHARE", value_parser = share_or_none)]
    shrinkage: Option<f64>,

    /// Which service level: offered, answered, `abandoned_within_excluded`,
    /// `abandoned_within_met`, `short_excluded` or `short_met`
    #[arg(long, value_name = "NAME", default_value = "offered", value_parser = formula)]
    formula: ServiceLevelFormula,

    /// Who abandons sooner is a short abandon, for the last two formulas [default: 5s]
    #[arg(long, value_name = "TIME", value_parser = duration)]
    short_abandon: Option<f64>,

    /// Write every figure as JSON; `-` writes to stdout in place of the report
    #[arg(long, value_name = "FILE")]
    export_json: Option<PathBuf>,
}

pub(crate) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let asked = args.question().read(&Disk)?;
    let target =
        args.export_json.as_deref().map(|file| Claims::default().take(file)).transpose()?;
    tell(asked.answer(&())?, Ok(()), output, |found| {
        let page = |it: Terminal, out: &mut dyn Write| found.write_text(it.colour, it.width, out);
        write(target, output, |out| found.write_json(out), page)
    })
}

impl Args {
    fn question(&self) -> Erlang {
        Erlang {
            volume: self.volume,
            handle_time: self.handle_time,
            agents: self.agents,
            patience: self.patience,
            lines: self.lines,
            service_level: self.service_level,
            within: Some(self.within),
            abandonment: self.abandonment,
            asa: self.asa,
            wait: self.wait,
            max_occupancy: self.max_occupancy,
            blocked: self.blocked,
            shrinkage: self.shrinkage,
            formula: Some(self.formula),
            short_abandon: self.short_abandon,
        }
    }
}
