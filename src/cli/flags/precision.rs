//! The flags that say how precisely something is to be known, and when it has taken too long.

use clap::ValueEnum;

use crate::cli::flags::quantity::share;
use crate::questions::typed::precision::{PreciseWhat, Precision, Wanted};
use crate::scenario::shape::tables::CONFIDENCES;

/// How precisely figures are to be known.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct PrecisionFlags {
    /// Simulate until figures are known within this: `0.005` or `1%` for the service level of
    /// every contact type, `contact_types.sales.asa_seconds=2` for one figure; may be repeated
    #[arg(long, value_name = "[PATH=]MARGIN", value_parser = Wanted::read)]
    precision: Vec<Wanted>,

    /// In a comparison, what is to be that precise [default: differences]
    #[arg(long, value_name = "WHAT", value_enum, requires = "precision")]
    precision_of: Option<Of>,

    /// Replications at the most when their number is `auto` [default: 10000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..))]
    max_replications: Option<u32>,
}

/// What is to be precise in a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Of {
    /// The paired differences from the base
    Differences,
    /// The figures of base and variants
    Levels,
    Both,
}

impl PrecisionFlags {
    /// What they ask for.
    pub(crate) fn asked(&self) -> Precision {
        let of = |own| match own {
            Of::Differences => PreciseWhat::Differences,
            Of::Levels => PreciseWhat::Levels,
            Of::Both => PreciseWhat::Both,
        };
        let wanted = self.precision.clone();
        Precision { wanted, of: self.precision_of.map(of), most: self.max_replications }
    }
}

/// A level of confidence; the same as a file may say.
pub(crate) fn confidence(text: &str) -> Result<f64, String> {
    let level = share(text)?;
    if CONFIDENCES.holds(level) {
        return Ok(level);
    }
    Err(format!("wanted a level {}", CONFIDENCES.in_words()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::load::{read_text, template};

    #[test]
    fn flags_and_files_take_the_same_levels_and_half_widths() {
        let takes = |key: &str, text: &str| {
            let run = format!("\"run\": {{ \"{key}\": {text} }},\n  \"day\":");
            let centre = template().replacen("\"day\":", &run, 1);
            assert_ne!(centre, template());
            read_text("centre.json", &centre).is_ok()
        };
        for text in [
            "0", "1e-300", "1e-9", "0.000001", "0.49", "0.5", "0.95", "0.9999", "0.99999", "1", "2",
        ] {
            assert_eq!(confidence(text).is_ok(), takes("confidence", text), "{text}");
            assert_eq!(Wanted::read(text).is_ok(), takes("precision", text), "{text}");
        }
        assert!(confidence("0.3").unwrap_err().contains("from 0.5 to 0.9999"));
    }
}
