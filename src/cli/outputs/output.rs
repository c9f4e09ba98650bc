//! The only place that writes to stdout and stderr: results to the one, everything else to the
//! other.

use std::env;
use std::io::{self, BufWriter, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};

use crate::base::visible::visible;
use crate::report::Colour;

/// Columns of a report that is not written to a terminal, and at most to one.
const WIDTH: usize = 100;
/// Narrower terminals get lines that they break themselves.
const NARROWEST: usize = 60;

/// Where results and messages go, and in what dress.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    quiet: bool,
    pub(crate) colour: Colour,
    pub(crate) width: usize,
    /// Whether results are read as they come.
    pub(crate) to_terminal: bool,
    /// Whether a progress bar may move on stderr.
    pub(crate) animates: bool,
}

impl Output {
    pub(crate) fn new(quiet: bool, no_color: bool) -> Self {
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

    /// Writes results to stdout. Whoever stops reading has read enough.
    pub(crate) fn results(
        &self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let choice = match self.colour {
            Colour::Yes => ColorChoice::Always,
            Colour::No => ColorChoice::Never,
        };
        // Terminals that need it get their colours translated.
        let stdout = AutoStream::new(io::stdout().lock(), choice);
        let mut buffered = BufWriter::new(WhileRead::new(stdout));
        write(&mut buffered)?;
        buffered.flush()
    }

    /// Writes a message to stderr, unless nobody wants to hear one.
    pub(crate) fn say(&self, message: &str) {
        if !self.quiet {
            self.tell(message);
        }
    }

    /// Writes to stderr what is wrong, wanted or not: an exit code alone says too little.
    #[expect(clippy::unused_self, reason = "whoever may write has an output to write to")]
    pub(crate) fn tell(&self, message: &str) {
        // A stderr that is closed leaves nobody to tell.
        let lines: Vec<_> = message.split('\n').map(visible).collect();
        let _ = writeln!(io::stderr().lock(), "{}", lines.join("\n"));
    }
}

/// Writes as long as somebody reads. A reader that leaves has read enough, which is no failure: what
/// the command found stays what it is, and so does its exit code.
pub(crate) struct WhileRead<W> {
    out: W,
    is_over: bool,
}

impl<W: Write> WhileRead<W> {
    pub(crate) fn new(out: W) -> Self {
        Self { out, is_over: false }
    }

    fn unless_over<T>(
        &mut self,
        instead: T,
        write: impl FnOnce(&mut W) -> io::Result<T>,
    ) -> io::Result<T> {
        if self.is_over {
            return Ok(instead);
        }
        match write(&mut self.out) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_over = true;
                Ok(instead)
            }
            written => written,
        }
    }
}

impl<W: Write> Write for WhileRead<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unless_over(bytes.len(), |out| out.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_over((), Write::flush)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes so many bytes and then fails so.
    struct Takes(usize, io::ErrorKind);

    impl Write for Takes {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let taken = bytes.len().min(self.0);
            self.0 -= taken;
            if taken == 0 { Err(self.1.into()) } else { Ok(taken) }
        }

        fn flush(&mut self) -> io::Result<()> {
            if self.0 == 0 { Err(self.1.into()) } else { Ok(()) }
        }
    }

    #[test]
    fn a_reader_may_leave_and_a_full_disk_is_told() {
        let written = |kind| {
            let mut out = WhileRead::new(Takes(3, kind));
            out.write_all(b"abcdef").and_then(|()| out.flush()).map_err(|error| error.kind())
        };
        assert_eq!(written(io::ErrorKind::BrokenPipe), Ok(()));
        assert_eq!(written(io::ErrorKind::StorageFull), Err(io::ErrorKind::StorageFull));
    }
}
