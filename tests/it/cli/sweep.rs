//! `sweep`: the answer, exports, the same figures as `compare`, and what is refused.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{assert_holds, assert_refused, stderr, stdout, switchroom, with_centre, with_what_if};

const QUICK: [&str; 2] = ["--replications", "3"];

fn sweep(folder: &Path, arguments: &[&str]) -> std::process::Output {
    switchroom(folder, &[&["sweep"], arguments, &QUICK[..]].concat())
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let output = sweep(folder, &[arguments, &["--export-json", "-"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    serde_json::from_str(&stdout(&output)).unwrap()
}

const VOLUME: &str = "contact_types.*.volume=1,1.1";

#[test]
fn a_sweep_over_factors_has_the_figures_of_a_comparison() {
    let folder = with_what_if();
    let swept = json(folder.path(), &["centre.json", "--scan-scale", VOLUME]);
    let compared = ["compare", "whatif.json", "--export-json", "-", "--quiet"];
    let compared = switchroom(folder.path(), &[&compared[..], &QUICK].concat());
    let compared: Value = serde_json::from_str(&stdout(&compared)).unwrap();
    let variant = &compared["variants"]["volume +10 %"];
    let difference = &compared["differences"]["volume +10 %"];
    let point = &swept["points"][1];
    let mut seen = 0;
    for (path, found) in point["figures"].as_object().unwrap() {
        let keys: Vec<&str> = path.split('.').collect();
        let at = |root: &Value| keys.iter().fold(root.clone(), |node, key| node[*key].clone());
        assert_eq!(*found, at(variant), "{path}");
        assert_eq!(point["differences"][path], at(difference), "{path}");
        seen += 1;
    }
    assert!(seen > 20, "{seen} figures");
    assert_eq!(swept["run"]["replications"], 3);
}

#[test]
fn the_file_says_what_is_swept_and_the_page_answers() {
    let folder = with_centre();
    let what_if = r#"{ "base": "centre.json",
        "sweep": { "path": "agent_groups.blended.agents", "from": 0, "to": 4, "step": 2,
                   "keep_total_agents": true } }"#;
    fs::write(folder.path().join("sweep.json"), what_if).unwrap();
    let output = sweep(folder.path(), &["sweep.json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let page = stdout(&output);
    assert!(page.contains("Points  agent_groups.blended.agents"), "{page}");
    assert!(page.contains("3 points of a grid, each of 3 days of the same customers"), "{page}");
    // The same from the command line, as the page says.
    let again = page.lines().skip_while(|line| !line.contains("again: ")).collect::<String>();
    assert!(again.contains("switchroom sweep sweep.json --seed 1"), "{again}");
    let validated = switchroom(folder.path(), &["validate", "sweep.json"]);
    assert_eq!(validated.status.code(), Some(0), "{}", stderr(&validated));
    assert!(stdout(&validated).contains("3 points of a sweep"), "{}", stdout(&validated));
}

#[test]
fn rows_of_every_replication_are_written_whole_and_alike_on_any_threads() {
    let folder = with_centre();
    let scan = ["centre.json", "--scan-scale", VOLUME, "--quiet"];
    for threads in ["1", "2"] {
        let (rows, figures) = (format!("rows-{threads}.csv"), format!("figures-{threads}.csv"));
        let exports = ["--export-replications", &rows, "--export-csv", &figures];
        let output = sweep(folder.path(), &[&scan[..], &exports, &["--threads", threads]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("rows-1.csv"), read("rows-2.csv"));
    assert_eq!(read("figures-1.csv"), read("figures-2.csv"));
    let rows = read("rows-1.csv");
    let header = "point,contact_types.*.volume (factor),replication,subject_kind,subject,interval,\
                  measure,value";
    assert_eq!(rows.lines().next(), Some(header));
    let offered = |line: &&str| line.starts_with("2,1.1,") && line.contains("total,,,offered,");
    assert_eq!(rows.lines().filter(offered).count(), 3);
    let held = ["centre.json", "figures-1.csv", "figures-2.csv", "rows-1.csv", "rows-2.csv"];
    assert_holds(folder.path(), &held);
}

#[test]
fn a_sample_is_drawn_and_two_axes_make_a_table() {
    let folder = with_centre();
    let two = ["--scan", "agent_groups.blended.agents=1..5", "--scan-scale", VOLUME];
    let output = sweep(folder.path(), &[&["centre.json"], &two[..]].concat());
    assert!(stdout(&output).contains("down: agent_groups.blended.agents; across: "));
    let box_ = ["--scan", "agent_groups.blended.agents=1..5", "--scan-scale"];
    let box_ = [&box_[..], &["contact_types.*.volume=0.9..1.1", "--sample", "sobol=4"]].concat();
    let json = json(folder.path(), &[&["centre.json"], &box_[..]].concat());
    assert_eq!(json["chosen"], "sobol");
    assert_eq!(json["points"].as_array().unwrap().len(), 4);
}

#[test]
#[cfg(unix)]
fn an_interrupt_reports_the_points_that_are_complete_and_exits_with_130() {
    let folder = with_centre();
    // The first point is done in a moment, the others take hundreds of times as long.
    let scan = ["centre.json", "--scan-scale", "contact_types.*.volume=0.01,300,301,302,303"];
    let points = |replications| {
        let flags = ["--replications", replications, "--export-json", "-"];
        super::interrupted(folder.path(), &[&["sweep"], &scan[..], &flags].concat())
    };
    let output = points("10");
    assert_eq!(output.status.code(), Some(130), "{}", stderr(&output));
    let told = stderr(&output);
    assert!(told.contains("stopped early: the first 1 of 5 points are reported"), "{told}");
    let found: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let run = &found["run"];
    assert_eq!((&run["points"], &run["points_requested"]), (&1.into(), &5.into()));
    assert_eq!(run["interrupted"], true);
    let alone = ["centre.json", "--scan-scale", "contact_types.*.volume=0.01"];
    let alone = [&["sweep"], &alone[..], &["--replications", "10", "--export-json", "-"]].concat();
    let alone: Value = serde_json::from_str(&stdout(&switchroom(folder.path(), &alone))).unwrap();
    for key in ["digest", "base", "points"] {
        assert_eq!(found[key], alone[key], "{key}");
    }
    let nothing = points("100000000");
    assert_eq!((nothing.status.code(), stdout(&nothing).as_str()), (Some(130), ""));
    assert!(stderr(&nothing).contains("before anything was complete"), "{}", stderr(&nothing));
}

#[test]
fn what_cannot_be_swept_is_refused_with_its_place() {
    let folder = with_centre();
    let refused = |arguments: &[&str], reason: &str| {
        let output = sweep(folder.path(), &[&["centre.json"], arguments].concat());
        assert_refused(&output, reason);
    };
    refused(&[], "found nothing to sweep, wanted `sweep` in the file or --scan");
    refused(&["--scan", "agent_groups.blended.agents=1,x"], "--scan:1:1: found \"x\", wanted");
    refused(&["--scan", "agent_groups.blnded.agents=1..3"], "wanted `blended`");
    let no_values = "--scan:2:1: found `lines`, wanted PATH=FROM..TO, FROM..TO..STEP or A,B,C";
    refused(&["--scan", "lines=1", "--scan", "lines"], no_values);
    refused(&["--scan-scale", VOLUME, "--scan", "lines=1,1"], "--scan:1:1: found `lines=1,1`");
    refused(&["--scan", "lines=1..20000"], "20,000 points, wanted at most 10,000");
    let scan = ["--scan", "lines=50..60..5"];
    refused(&[&scan[..], &["--measure", "total.service_lvel"]].concat(), "--measure:1:1: found");
    refused(&[&scan[..], &["--break-even", "x.y=1"]].concat(), "--break-even:1:1: found");
    refused(&[&scan[..], &["--sample", "dice=4"]].concat(), "latin_hypercube=POINTS or sobol");
    let two = [&scan[..], &["--scan-scale", VOLUME, "--break-even", "service_level=0.8"]].concat();
    refused(&two, "found --break-even with 2 axes, wanted one");
    refused(&[&scan[..], &["--export-replications", "-"]].concat(), "wanted a file");
    let same = ["--export-csv", "a", "--export-replications", "a"];
    refused(&[&scan[..], &same].concat(), "found a for two exports");
    assert_holds(folder.path(), &["centre.json"]);
}

#[test]
#[cfg(not(feature = "parquet"))]
fn parquet_without_the_feature_is_refused_before_the_run() {
    let folder = with_centre();
    let rows = ["centre.json", "--scan", "lines=50..60..5", "--export-replications", "a.parquet"];
    assert_refused(&sweep(folder.path(), &rows), "this build writes CSV alone");
    assert_holds(folder.path(), &["centre.json"]);
}

#[test]
#[cfg(feature = "parquet")]
fn parquet_has_the_rows_of_csv() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let folder = with_centre();
    let rows = |name| {
        let rows = ["centre.json", "--scan", "lines=50..60..5", "--export-replications", name];
        let output = sweep(folder.path(), &rows);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        folder.path().join(name)
    };
    let csv = fs::read_to_string(rows("rows.csv")).unwrap();
    let file = fs::File::open(rows("rows.parquet")).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let mut lines = csv.lines();
    let schema = reader.metadata().file_metadata().schema_descr();
    let names: Vec<&str> = schema.columns().iter().map(|column| column.name()).collect();
    assert_eq!(names.join(","), lines.next().unwrap());
    let mut number = 0;
    for (row, line) in reader.get_row_iter(None).unwrap().zip(lines) {
        let row = row.unwrap();
        let fields = row.get_column_iter().map(|(_, field)| match field {
            parquet::record::Field::Null => String::new(),
            parquet::record::Field::Str(text) => text.clone(),
            parquet::record::Field::Double(number) => number.to_string(),
            other => other.to_string(),
        });
        assert_eq!(fields.collect::<Vec<_>>().join(","), line);
        number += 1;
    }
    assert_eq!(number, csv.lines().count() - 1);
}
