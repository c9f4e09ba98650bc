//! `explain`: what a measure means, or what happened to one contact.

use std::path::Path;

use crate::cli::asking::{tell, write_lines};
use crate::cli::failure::{Ended, Failure};
use crate::cli::flags::changes::ChangeFlags;
use crate::cli::flags::quantity::LARGEST_SEED;
use crate::cli::outputs::output::Output;
use crate::questions::explain::{Contact, Explain, Follow, Live};
use crate::questions::{Common, Disk, ask};

const EXAMPLES: &str = "\
Examples:
  switchroom explain                          every measure
  switchroom explain service_level            one measure
  switchroom explain centre.json --contact sales:09:30:12
  switchroom explain centre.json --contact sales:09:30:12 --replication 7
  switchroom explain months.json --customer 17 --replication 1
";

/// Say what a measure means, follow one contact through one day, or tell one customer's life
#[derive(Debug, clap::Args)]
#[command(before_help = EXAMPLES, help_template = crate::cli::help::HELP)]
pub(crate) struct Args {
    /// A measure, or with --contact or --customer a scenario or what-if file
    subject: Option<String>,

    /// The contact to follow: its type, the interval in which it arrived, and its number there
    #[arg(long, value_name = "TYPE:HH:MM:K", value_parser = Contact::read, requires = "subject")]
    contact: Option<Contact>,

    /// The customer of a horizon whose life is told, by number: those at the start first, then each
    /// who was won
    #[arg(long, value_name = "N", requires = "subject", conflicts_with = "contact")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    customer: Option<u32>,

    /// The day, or the horizon, to follow it in
    #[arg(long, value_name = "R", default_value_t = 1, requires = "subject")]
    #[arg(value_parser = clap::value_parser!(u64).range(1..))]
    replication: u64,

    /// Follow it in a variant of the file [default: the base]
    #[arg(long, value_name = "NAME", requires = "subject")]
    variant: Option<String>,

    /// Seed of all randomness [default: the file's, else 1]
    #[arg(long, value_name = "N", requires = "subject")]
    #[arg(value_parser = clap::value_parser!(u64).range(..=LARGEST_SEED))]
    seed: Option<u64>,

    #[command(flatten)]
    changes: ChangeFlags,
}

pub(crate) fn execute(args: &Args, output: &Output) -> Result<Ended, Failure> {
    let common = |file: &String| Common {
        seed: args.seed,
        changes: args.changes.changes(),
        ..Common::of(Path::new(file))
    };
    let (replication, variant) = (args.replication, args.variant.clone());
    let question = match (&args.subject, &args.contact, args.customer) {
        (Some(file), Some(contact), _) => Explain::Contact(Follow {
            common: common(file),
            contact: contact.clone(),
            replication,
            variant,
        }),
        (Some(file), None, Some(customer)) => {
            Explain::Customer(Live { common: common(file), customer, replication, variant })
        }
        (Some(measure), None, None) => Explain::Measure(measure.clone()),
        (None, ..) => Explain::Everything,
    };
    tell(ask(question, &Disk, &())?, Ok(()), output, |found| {
        write_lines(&found.lines(output.width), output)
    })
}
