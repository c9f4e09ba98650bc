//! The only place that writes to stdout and stderr: results to the one, everything else to the
//! other.

use std::env;
use std::io::{self, BufWriter, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};

use crate::report::Colour;

/// Columns of a report that is not written to a terminal, and at most to one.
const WIDTH: usize = 100;
/// Narrower terminals get lines that they break themselves.
const NARROWEST: usize = 60;

/// Where results and messages go, and in what dress.
#[derive(Clone, Copy, Debug)]
pub(super) struct Output {
    quiet: bool,
    pub(super) colour: Colour,
    pub(super) width: usize,
    /// Whether results are read as they come.
    pub(super) to_terminal: bool,
    /// Whether a progress bar may move on stderr.
    pub(super) animates: bool,
}

impl Output {
    pub(super) fn new(quiet: bool, no_color: bool) -> Self {
        let forbidden = no_color || env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        let to_terminal = io::stdout().is_terminal();
        let columns = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0);
        Self {
            quiet,
            colour: if to_terminal && !forbidden && !dumb { Colour::Yes } else { Colour::No },
            to_terminal,
            width: columns.map_or(WIDTH, |columns| usize::from(columns).clamp(NARROWEST, WIDTH)),
            animates: !quiet && !dumb && io::stderr().is_terminal(),
        }
    }

    /// Writes results to stdout.
    pub(super) fn results(
        &self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let choice = match self.colour {
            Colour::Yes => ColorChoice::Always,
            Colour::No => ColorChoice::Never,
        };
        // Terminals that need it get their colours translated.
        let stdout = AutoStream::new(io::stdout().lock(), choice);
        let mut buffered = BufWriter::new(stdout);
        write(&mut buffered)?;
        buffered.flush()
    }

    /// Writes a message to stderr, unless nobody wants to hear one.
    pub(super) fn say(&self, message: &str) {
        if !self.quiet {
            // A stderr that is closed leaves nobody to tell.
            let _ = writeln!(io::stderr().lock(), "{message}");
        }
    }
}
