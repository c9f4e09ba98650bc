//! The kinds of mistakes that planners make, and how each is planted.

use super::{Files, GROUPS, Planted, Rng};

/// Plants a mistake and says where it is.
type Plant = fn(&mut Files, &mut Rng) -> Planted;

/// Cells of the tables, by their columns.
const TIME: usize = 1;
const NAME: usize = 2;
const NUMBER: usize = 3;

pub(super) const KINDS: [(&str, Plant); 40] = [
    ("all dates of the volumes in another format", |files, _| {
        dates_the_other_way(files, "volumes.csv")
    }),
    ("all dates of the staffing in another format", |files, _| {
        dates_the_other_way(files, "staffing.csv")
    }),
    ("all dates of the roster in another format", |files, _| {
        dates_the_other_way(files, "roster.csv")
    }),
    ("one date that is none", |files, rng| {
        let (file, line) = a_row(files, rng);
        files.write(file, line, 0, "2026-02-30").said("\"2026-02-30\", wanted a date")
    }),
    ("all times in another format", |files, _| {
        let planted = files.write_all("volumes.csv", TIME, |text| text.replace(':', "."));
        // Times of other days are not read.
        let line = files.rows_of_the_day("volumes.csv")[0];
        let count = files.rows_of_the_day("volumes.csv").len();
        Planted { line, ..planted }.said(format!("(the first of {count} such rows), wanted a time"))
    }),
    ("one time without its zero or its colon", |files, rng| {
        let (file, line) = a_row_of(files, rng, ["volumes.csv", "staffing.csv"]);
        files
            .write(file, line, TIME, ["8h30", "0830"][rng.below(2)])
            .said("wanted a time of day as HH:MM")
    }),
    ("a mistyped name in one row", |files, rng| {
        let (file, line) = a_row_of(files, rng, ["volumes.csv", "staffing.csv"]);
        let name = files.cell(file, line, NAME);
        let mistyped = swapped(&name);
        files.write(file, line, NAME, &mistyped).said(format!("{mistyped}\", wanted `{name}`"))
    }),
    ("a name of something else in every row of one", |files, _| {
        let day = files.rows_of_the_day("volumes.csv");
        let rows: Vec<usize> = day
            .into_iter()
            .filter(|&line| files.cell("volumes.csv", line, NAME) == "service")
            .collect();
        let mut planted: Vec<Planted> =
            rows.iter().map(|&line| files.write("volumes.csv", line, NAME, "Q_0815/xx")).collect();
        let said = format!("the unknown contact type \"Q_0815/xx\" in {} rows", rows.len());
        planted.swap_remove(0).said(said)
    }),
    ("a word for a number", |files, rng| {
        let (file, line) = a_row_of(files, rng, ["volumes.csv", "staffing.csv"]);
        files.write(file, line, NUMBER, "many").said("\"many\", wanted a number of at least 0")
    }),
    ("a number below zero", |files, rng| {
        let (file, line) = a_row_of(files, rng, ["volumes.csv", "staffing.csv"]);
        files.write(file, line, NUMBER, "-4").said("\"-4\", wanted a number of at least 0")
    }),
    ("the other decimal mark in one cell", |files, rng| {
        let line = one_of(&files.rows_of_the_day("volumes.csv"), rng);
        let odd = match (files.mark, files.decimal) {
            (',', _) => "\"17,5\"",
            (_, ',') => "17.5",
            _ => "17,5",
        };
        let said = "wanted one decimal mark in a column";
        files.write("volumes.csv", line, NUMBER, odd).said(said)
    }),
    ("thousands that may be decimals", |files, rng| {
        drop(files.write_all("volumes.csv", NUMBER, |text| text[..2].to_owned()));
        let line = one_of(&files.rows_of_the_day("volumes.csv"), rng);
        files
            .write("volumes.csv", line, NUMBER, "1.250")
            .said("may be 1.25 or 1250, wanted `decimal_mark`")
    }),
    ("a blank for a number", |files, rng| {
        let (file, line) = a_row_of(files, rng, ["volumes.csv", "staffing.csv"]);
        files.write(file, line, NUMBER, "").said("a blank, which means unknown")
    }),
    ("a row that is not there", |files, rng| {
        let rows = files.rows_of_the_day("staffing.csv");
        let at = rng.below(rows.len() - GROUPS.len());
        let line = rows[at];
        let mut lines: Vec<&str> = files.texts["staffing.csv"].lines().collect();
        lines.remove(line - 1);
        let text = lines.join("\n") + "\n";
        *files.text("staffing.csv") = text;
        // What is found is the next row of the same group.
        let next = line + GROUPS.len() - 1;
        let time = files.cell("staffing.csv", next, TIME);
        files.write("staffing.csv", next, TIME, &time).said("after a gap")
    }),
    ("a time twice", |files, rng| {
        let rows = files.rows_of_the_day("staffing.csv");
        let at = GROUPS.len() + rng.below(rows.len() - GROUPS.len());
        let before = files.cell("staffing.csv", rows[at - GROUPS.len()], TIME);
        files.write("staffing.csv", rows[at], TIME, &before).said("a second time")
    }),
    ("a time off the grid", |files, rng| {
        let rows = files.rows_of_the_day("volumes.csv");
        let line = one_of(&rows, rng);
        let time =
            files.cell("volumes.csv", line, TIME).replace(":00", ":05").replace(":30", ":35");
        files.write("volumes.csv", line, TIME, &time).said(format!("\"{time}\""))
    }),
    ("a mistyped header", |files, _| {
        drop(files.replace("volumes.csv", "offered", "offred", 0));
        Planted { file: "volumes.csv", line: 1, column: 1, said: "(is it `offred`?)".to_owned() }
    }),
    ("headers of another program", |files, _| {
        let mark = files.mark;
        let planted = files.replace(
            "staffing.csv",
            &format!("date{mark}interval_start"),
            &format!("Day{mark}Slot"),
            0,
        );
        planted.said("no columns `date` and `interval_start`")
    }),
    ("a value too many in a row", |files, rng| {
        let (file, line) = a_row(files, rng);
        let first = files.cell(file, line, 0);
        let longer = format!("{first}{}{first}", files.mark);
        files.write(file, line, 0, &longer).said("a row of")
    }),
    ("half a head", |files, rng| {
        let line = one_of(&files.rows_of_the_day("staffing.csv"), rng);
        files.write("staffing.csv", line, NUMBER, "4.5").said("\"4.5\", wanted a whole number")
    }),
    ("a shift that begins at no time", |files, rng| {
        let line = one_of(&files.rows_of_the_day("roster.csv"), rng);
        files.write("roster.csv", line, 3, "early").said("\"early\", wanted a time of day")
    }),
    ("half a break", |files, rng| {
        let line = one_of(&files.rows_of_the_day("roster.csv"), rng);
        drop(files.write("roster.csv", line, 6, ""));
        let from = files.cell("roster.csv", line, 5);
        files.write("roster.csv", line, 5, &from).said("wanted both `break_start` and `break_end`")
    }),
    ("a second shift of an agent", |files, _| {
        let rows = files.rows_of_the_day("roster.csv");
        let name = files.cell("roster.csv", rows[0], 1);
        drop(files.write("roster.csv", rows[1], 4, "10:45"));
        files.write("roster.csv", rows[1], 1, &name).said("a second shift of \"Anna\"")
    }),
    ("a shift of an unknown group", |files, rng| {
        let line = one_of(&files.rows_of_the_day("roster.csv"), rng);
        files
            .write("roster.csv", line, 2, "rostr")
            .said("the unknown agent group \"rostr\", wanted `roster`")
    }),
    ("a mistyped key", |files, _| {
        files
            .replace("centre.json", "\"patience\"", "\"pateince\"", 0)
            .said("`pateince`, wanted `patience`")
    }),
    ("a skill that nobody calls for", |files, _| {
        let planted =
            files.replace("centre.json", "[\"sales\", \"service\"]", "[\"sales\", \"servce\"]", 10);
        planted.said("`servce`, wanted a known contact type: `service`")
    }),
    ("a share in percent", |files, _| {
        files
            .replace("centre.json", "_share\": 0.25", "_share\": 25", 9)
            .said("(did you mean 0.25?)")
    }),
    ("a wage below zero", |files, _| {
        files
            .replace("centre.json", "_hour\": 21", "_hour\": -21", 8)
            .said("-21, wanted a number of at least 0")
    }),
    ("an input that is not there", |files, _| {
        let planted =
            files.replace("centre.json", "{ \"from\": \"calls\" }", "{ \"from\": \"cals\" }", 10);
        planted.said("\"cals\", which is not one of `inputs`, wanted `calls`")
    }),
    ("a table that is not there", |files, rng| {
        let file = ["volumes.csv", "staffing.csv", "roster.csv"][rng.below(3)];
        let planted =
            files.replace("centre.json", &format!("\"{file}\""), "\"tables\\\\no.csv\"", 0);
        planted.said("tables/no.csv\", which cannot be read (there is no such file)")
    }),
    ("a day without rows", |files, _| {
        let planted = files.replace("centre.json", "2026-03-10", "2026-04-10", 0);
        let column = planted.column - 1;
        let said = "of which volumes.csv, staffing.csv and roster.csv have no rows, wanted a date from 2026-03-09 to 2026-03-11";
        Planted { column, ..planted }.said(said)
    }),
    ("no day where there are several", |files, _| {
        drop(files.replace("centre.json", "\"date\": \"2026-03-10\", ", "", 0));
        let next = files.rows_of_the_day("volumes.csv")[0];
        let said = "a second date, 2026-03-10 (others in staffing.csv and roster.csv too)";
        files.write("volumes.csv", next, 0, "2026-03-10").said(said)
    }),
    ("a closing time that is none", |files, _| {
        files
            .replace("centre.json", "\"closes\": \"", "\"closes\": \"x", 10)
            .said("wanted a time of day")
    }),
    ("a header that the table does not have", |files, _| {
        let new = "\"volumes.csv\", \"columns\": { \"offered\": \"Calls\" }";
        let planted = files.replace("centre.json", "\"volumes.csv\"", new, 39);
        planted.said("\"Calls\", wanted")
    }),
    ("a name with something hidden", |files, _| {
        let planted = files.replace("centre.json", "\"roster\": {", "\"ro\\u202estre\": {", 0);
        drop(files.replace(
            "centre.json",
            "\"shifts\": { \"from\": \"shifts\" }",
            "\"agents\": 3",
            0,
        ));
        planted.said("wanted a name on one line, in characters that can be seen")
    }),
    ("two names that look alike", |files, _| {
        let new = "\"s\u{430}les\": { \"volume_per_hour\": 9, \"handle_time\": 300 },\n    \"service\": {";
        let planted = files.replace("centre.json", "\"service\": {", new, 0);
        planted.said("\"s\\u{430}les\" beside \"sales\", which looks like it")
    }),
    ("a path that leads nowhere", |files, _| {
        let planted = files.replace(
            "whatif.json",
            "\"contact_types.sales.patience",
            "\"contact_types.slaes.patience",
            0,
        );
        planted.said("slaes")
    }),
    ("a group that no agents can leave", |files, _| {
        let planted = files.replace(
            "whatif.json",
            "\"from\": \"second line\"",
            "\"from\": \"secnd line\"",
            8,
        );
        planted.said("`secnd line`, wanted a known agent group: `second line`")
    }),
    ("a variant that shortens the day of the base", |files, _| {
        let new = "\"set\": { \"day.interval_minutes\": 15, \"contact_types.sales.patience";
        let planted =
            files.replace("whatif.json", "\"set\": { \"contact_types.sales.patience", new, 9);
        planted.said("in the variant `patient`")
    }),
    ("a contrast of an unknown variant", |files, _| {
        let planted =
            files.replace("whatif.json", "\"busier\", \"moved\"]", "\"busyer\", \"moved\"]", 0);
        planted.said("`busyer`, wanted a known variant: `busier`")
    }),
];

/// A row of the day, of any table.
fn a_row(files: &Files, rng: &mut Rng) -> (&'static str, usize) {
    a_row_of(files, rng, ["volumes.csv", "staffing.csv", "roster.csv"])
}

/// A row of the day, of one of some tables.
fn a_row_of<const N: usize>(
    files: &Files,
    rng: &mut Rng,
    tables: [&'static str; N],
) -> (&'static str, usize) {
    let file = tables[rng.below(N)];
    (file, one_of(&files.rows_of_the_day(file), rng))
}

fn one_of(lines: &[usize], rng: &mut Rng) -> usize {
    lines[rng.below(lines.len())]
}

/// The name with its second and third letter the other way round.
fn swapped(name: &str) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    letters.swap(1, 2);
    letters.into_iter().collect()
}

fn dates_the_other_way(files: &mut Files, file: &'static str) -> Planted {
    let rows = files.texts[file].lines().count() - 1;
    let turned = |text: &str| format!("{}.{}.{}", &text[8..], &text[5..7], &text[..4]);
    let planted = files.write_all(file, 0, turned);
    planted.said(format!(
        "\"09.03.2026\" (the first of {rows} such rows), wanted a date as YYYY-MM-DD"
    ))
}
