//! A report in each of its forms.

use std::io::{self, Write};

use super::csv::Csv;
use super::json::Json;
use super::report::{Renderer, Report};
use crate::report::form::forms::{Forms, Medium};

impl Forms for Report {
    fn page(&self, medium: Medium, out: &mut dyn Write) -> io::Result<()> {
        medium.render(self, out)
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        Json.render(self, out)
    }

    fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        Csv.render(self, out)
    }
}
