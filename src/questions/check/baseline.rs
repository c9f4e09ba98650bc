//! Baselines on disk: where they lie, how they are read and written.

use std::fs;
use std::path::{Path, PathBuf};

use crate::experiment::check::{Acceptance, Baseline, Stored};
use crate::measures::series::{Observation, Series};
use crate::questions::asking::{Refusal, Texts};
use crate::questions::keeping::whole::Whole;
use crate::report;
use crate::scenario::Problems;
use crate::scenario::limits::{LONGEST_JSON, MOST_VALUES};
use crate::scenario::shape::Shape;
use crate::scenario::shape::tables::baseline::BASELINE;
use crate::scenario::shape::validate::validate;
use crate::scenario::text::parse::parse;
use crate::scenario::text::texts::NO_SUCH_FILE;
use crate::scenario::text::tree::{Node, Value};

/// Beside the scenario: `baselines/NAME.json`.
pub(super) fn place(scenario: &Path) -> PathBuf {
    let name = Path::new(scenario.file_stem().unwrap_or_default()).with_added_extension("json");
    scenario.with_file_name("baselines").join(name)
}

/// The baseline of a scenario file; none where there is none.
pub(super) fn read(texts: &dyn Texts, scenario: &Path) -> Result<Option<Baseline>, Refusal> {
    let path = place(scenario);
    let cannot = |reason: &str| {
        Refusal::Wrong(format!("the baseline {} cannot be read: {reason}", path.display()))
    };
    let bytes = match texts.given(&path, LONGEST_JSON) {
        Ok(bytes) => bytes.into_owned(),
        Err(reason) if reason == NO_SUCH_FILE => return Ok(None),
        Err(reason) => return Err(cannot(&reason)),
    };
    if bytes.len() > LONGEST_JSON {
        return Err(cannot("it is longer than any baseline"));
    }
    let text = String::from_utf8(bytes).map_err(|_| cannot("it is not UTF-8"))?;
    let file = path.display().to_string();
    let name = scenario.file_name().unwrap_or_default().to_string_lossy();
    read_text(&file, &text, &name).map(Some)
}

/// Reads the text of a baseline of the scenario file of that name.
fn read_text(file: &str, text: &str, scenario: &str) -> Result<Baseline, Refusal> {
    let mut problems = Problems::default();
    let root = parse(file, text, &mut problems);
    if let Some(root) = &root {
        validate(root, &Shape::Object(&BASELINE), &mut problems);
    }
    let root = root.filter(|_| problems.is_empty());
    let baseline = root.map(|root| built(&root, scenario, &mut problems));
    match baseline {
        Some(baseline) if problems.is_empty() => Ok(baseline),
        _ => Err(Refusal::Problems(problems.sorted())),
    }
}

fn built(root: &Node, scenario: &str, problems: &mut Problems) -> Baseline {
    let stored = text(root, "scenario");
    if stored != scenario
        && let Some(node) = root.get("scenario")
    {
        let wanted = format!("`{scenario}`: this is the baseline of another scenario");
        problems.add(&node.place, format!("`{stored}`"), wanted);
    }
    let replications = number(root, "replications") as u32;
    let members = |key: &str| root.get(key).map_or(&[][..], Node::members);
    let digests = members("digests")
        .iter()
        .map(|it| (it.key.to_string(), it.node.text().unwrap_or_default().to_owned()));
    let mut figures = Vec::new();
    let mut observations = None;
    for variant in members("figures") {
        for figure in variant.node.members() {
            let series = series(&figure.node, replications, &mut observations, problems);
            let (variant, measure) = (variant.key.to_string(), figure.key.to_string());
            figures.push(Stored { variant, measure, series });
        }
    }
    let accepted = root.get("accepted").map_or(&[][..], Node::items);
    Baseline {
        version: text(root, "version"),
        sample_path: number(root, "sample_path") as u32,
        seed: number(root, "seed") as u64,
        replications,
        digests: digests.collect(),
        figures,
        accepted: accepted.iter().map(acceptance).collect(),
    }
}

fn text(node: &Node, key: &str) -> String {
    node.get(key).and_then(Node::text).unwrap_or_default().to_owned()
}

/// As the shape wants it.
fn number(node: &Node, key: &str) -> f64 {
    node.get(key).and_then(Node::number).unwrap_or_default()
}

fn acceptance(node: &Node) -> Acceptance {
    let shifts = node.get("shifts").map_or(&[][..], Node::items);
    Acceptance {
        by: text(node, "by"),
        reason: text(node, "reason"),
        version: text(node, "version"),
        shifts: shifts.iter().filter_map(Node::text).map(str::to_owned).collect(),
    }
}

/// The counts of a figure, which must be as many as those of every other, and give the value that
/// stands beside them.
fn series(
    node: &Node,
    replications: u32,
    observations: &mut Option<usize>,
    problems: &mut Problems,
) -> Series {
    let counts = |key: &str| -> Vec<i64> {
        let items = node.get(key).map_or(&[][..], Node::items);
        items.iter().filter_map(Node::number).map(|count| count as i64).collect()
    };
    let x = counts("x");
    let y = match node.get("y").and_then(Node::number) {
        Some(one) => vec![one as i64; x.len()],
        None => counts("y"),
    };
    // A whole number of batches in each replication, or one day.
    let each = x.len() / replications.max(1) as usize * replications as usize;
    let wanted = *observations.get_or_insert(each.max(replications as usize));
    for (key, found) in [("x", x.len()), ("y", y.len())] {
        if found != wanted
            && let Some(node) = node.get(key)
        {
            let wanted = format!("{wanted}, as many as the other counts and replications ask for");
            problems.add(&node.place, format!("a list of {found}"), wanted);
        }
    }
    let pairs = x.into_iter().zip(y).map(|(x, y)| Observation { x, y });
    let series = Series { scale: number(node, "scale"), observations: pairs.collect() };
    if let (Some(value), Some(figure)) = (node.get("value"), series.figure())
        && let Value::Number(number, written) = &value.value
        && (number - figure.value).abs() > 1e-8 * figure.value.abs()
    {
        let wanted = format!("{}, which its counts give", figure.value);
        problems.add(&value.place, written.to_string(), wanted);
    }
    series
}

/// Writes the baseline of a scenario file into its place.
pub(super) fn write(scenario: &Path, baseline: &Baseline) -> Result<PathBuf, Refusal> {
    let path = place(scenario);
    let cannot =
        |reason: String| Refusal::Wrong(format!("{} cannot be written: {reason}", path.display()));
    let counts: usize = baseline.figures.iter().map(|it| 2 * it.series.observations.len()).sum();
    if counts > MOST_VALUES / 2 {
        let most = MOST_VALUES / 2;
        return Err(cannot(format!(
            "found {counts} counts, wanted at most {most}: give fewer --replications"
        )));
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| cannot(error.to_string()))?;
    }
    let name = scenario.file_name().unwrap_or_default().to_string_lossy();
    Whole::claim(&path)?.write(|out| report::write_baseline(&name, baseline, out))?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn baseline() -> Baseline {
        let series = |scale: f64, y: i64| Series {
            scale,
            observations: (0..4).map(|at| Observation { x: 80 + at, y: y * (1 + at) }).collect(),
        };
        let stored = |measure: &str, series| Stored {
            variant: "base".to_owned(),
            measure: measure.to_owned(),
            series,
        };
        let mut mean = series(1e-6, 1);
        mean.observations.iter_mut().for_each(|it| it.y = 1);
        Baseline {
            version: "0.1.0".to_owned(),
            sample_path: 1,
            seed: 7,
            replications: 4,
            digests: vec![("base".to_owned(), "c0ffee".to_owned())],
            figures: vec![stored("total.abandon_rate", series(1.0, 100)), stored("net", mean)],
            accepted: vec![Acceptance {
                by: "ada".to_owned(),
                reason: "the \"first\"".to_owned(),
                version: "0.1.0".to_owned(),
                shifts: vec!["net: 5".to_owned()],
            }],
        }
    }

    fn written() -> String {
        let mut out = Vec::new();
        report::write_baseline("centre.json", &baseline(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn problems(text: &str) -> Vec<String> {
        match read_text("b.json", text, "centre.json") {
            Err(Refusal::Problems(problems)) => problems.iter().map(ToString::to_string).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        assert_eq!(read_text("b.json", &written(), "centre.json").unwrap(), baseline());
    }

    #[test]
    fn a_foreign_baseline_is_located() {
        let text = written().replace("centre.json", "other.json");
        let wanted = "b.json:3:15: found `other.json`, wanted `centre.json`: this is the baseline \
                      of another scenario";
        assert_eq!(problems(&text), [wanted]);
    }

    #[test]
    fn a_corrupt_baseline_is_located() {
        let unknown = written().replace("\"seed\"", "\"seeds\"");
        assert!(problems(&unknown)[0].contains(":6:3: found"), "{:?}", problems(&unknown));
        let short = written().replacen("82, 83", "82", 1);
        let said = problems(&short);
        assert!(said.iter().any(|it| it.contains("found a list of 3, wanted 4")), "{said:?}");
        let touched = written().replacen("80, 81", "80, 99", 1);
        let said = problems(&touched);
        assert!(said[0].contains("which its counts give"), "{said:?}");
        assert!(!problems("{").is_empty());
    }

    #[test]
    fn it_lies_beside_its_scenario() {
        assert_eq!(place(Path::new("a/centre.json")), Path::new("a/baselines/centre.json"));
        assert_eq!(place(Path::new("what.if.json")), Path::new("baselines/what.if.json"));
    }
}
