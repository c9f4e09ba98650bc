//! A report in each of its forms.

use std::io::{self, Write};

use super::csv::Csv;
use super::json::Json;
use super::report::{Renderer, Report};
use crate::report::form::forms::{Forms, Terminal};

impl Forms for Report {
    fn page(&self, terminal: Terminal, out: &mut dyn Write) -> io::Result<()> {
        terminal.render(self, out)
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        Json.render(self, out)
    }

    fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        Csv.render(self, out)
    }
}
