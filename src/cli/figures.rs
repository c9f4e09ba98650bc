//! Figures named on the command line.

use crate::measures::figure_name::{FigureName, Names};
use crate::scenario::Problem;
use crate::scenario::tree::Place;
use crate::scenario::words::one_of_the_known;

/// Reads the path of a figure; one that nobody knows is a problem at `FLAG:LINE:1`, where the line
/// counts the uses of the flag.
pub(super) fn figure(
    path: &str,
    flag: &str,
    line: u32,
    names: &Names,
) -> Result<FigureName, Problem> {
    FigureName::read(path, names).map_err(|unknown| {
        let near = one_of_the_known(&unknown.found, unknown.known.iter().map(String::as_str));
        Problem {
            place: Place { file: flag.into(), line, column: 1 },
            found: format!("`{}` in `{path}`", unknown.found),
            wanted: format!("{}: {near}", unknown.wanted),
        }
    })
}
