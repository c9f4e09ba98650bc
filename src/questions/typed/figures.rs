//! Figures that a question names.

use crate::measures::figure_name::{FigureName, Names};
use crate::questions::asking::Refusal;
use crate::scenario::Problem;
use crate::scenario::asked::figures::no_share;
use crate::scenario::text::tree::Place;
use crate::scenario::text::words::one_of_the_known;

/// Reads the path of a figure; one that nobody knows is a problem at `FLAG:LINE:1`, where the line
/// counts the uses of the flag.
pub(crate) fn figure(
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

/// Reads the paths that the uses of a flag name.
pub(crate) fn figures(
    paths: &[String],
    flag: &str,
    names: &Names,
) -> Result<Vec<FigureName>, Refusal> {
    let (mut figures, mut problems) = (Vec::new(), Vec::new());
    for (path, line) in paths.iter().zip(1..) {
        match figure(path, flag, line, names) {
            Ok(figure) => figures.push(figure),
            Err(problem) => problems.push(problem),
        }
    }
    Refusal::of_problems(problems).map(|()| figures)
}

/// Reads one with a value of the figure in its own unit, which is a share where the figure is one.
pub(crate) fn figure_and_value(
    path: &str,
    value: f64,
    (flag, line): (&str, u32),
    names: &Names,
) -> Result<FigureName, Problem> {
    let figure = figure(path, flag, line, names)?;
    let place = Place { file: flag.into(), line, column: 1 };
    match no_share(&figure, value) {
        Some(wanted) => Err(Problem { place, found: format!("{value} for `{path}`"), wanted }),
        None => Ok(figure),
    }
}
