//! Where results are written beside the report.

use std::path::PathBuf;

/// Where results are written beside the report.
#[derive(Clone, Debug, Default, clap::Args)]
#[expect(clippy::struct_field_names, reason = "they are called as the flags are")]
pub(crate) struct ExportFlags {
    /// Write every figure as JSON; `-` writes to stdout in place of the report
    #[arg(long, value_name = "FILE")]
    pub(crate) export_json: Option<PathBuf>,

    /// Write every figure as tidy CSV; `-` writes to stdout in place of the report
    #[arg(long, value_name = "FILE")]
    pub(crate) export_csv: Option<PathBuf>,

    /// Write the report as Markdown, for a pull request or a wiki; `-` writes to stdout in its place
    #[arg(long, value_name = "FILE")]
    pub(crate) export_markdown: Option<PathBuf>,
}
