//! Law: a mistake in any file is found, located at its own place and said once, and nothing else is
//! said.
//!
//! Centres are generated with their tables and what-ifs; into each one mistake of a known kind is
//! planted. A new kind is one entry of the table.

use std::collections::BTreeMap;
use std::fs;

use switchroom::scenario::{LoadError, load};

use crate::support::mutation::Rng;

mod kinds;

/// Centres for each kind.
const CENTRES: u64 = 8;

/// The files of a centre, by name.
struct Files {
    texts: BTreeMap<&'static str, String>,
    /// What stands between the values of its tables.
    mark: char,
    /// What stands before decimals.
    decimal: char,
}

/// Where a mistake is, and a part of what must be said of it.
struct Planted {
    file: &'static str,
    line: usize,
    column: usize,
    said: String,
}

impl Files {
    fn text(&mut self, file: &'static str) -> &mut String {
        self.texts.get_mut(file).expect("a file of every centre")
    }

    /// Puts a text in the place of another, and says where it stands: `at` characters on.
    fn replace(&mut self, file: &'static str, old: &str, new: &str, at: usize) -> Planted {
        let text = self.text(file);
        let start = text.find(old).unwrap_or_else(|| panic!("{old} in {file}:\n{text}"));
        let (line, column) = line_and_column(text, start);
        *text = text.replacen(old, new, 1);
        Planted { file, line, column: column + at, said: String::new() }
    }

    /// The numbers (from 1) of lines of a table with rows of the day that is played.
    fn rows_of_the_day(&self, file: &'static str) -> Vec<usize> {
        let lines = self.texts[file].lines().enumerate();
        lines.filter(|(_, line)| line.starts_with(DAY)).map(|(at, _)| at + 1).collect()
    }

    /// The text of a cell, by its line and column (from 0).
    fn cell(&self, file: &'static str, line: usize, cell: usize) -> String {
        let text = self.texts[file].lines().nth(line - 1).expect("a line of the table");
        text.split(self.mark).nth(cell).expect("a cell of the row").to_owned()
    }

    /// Writes a cell anew.
    fn write(&mut self, file: &'static str, line: usize, cell: usize, new: &str) -> Planted {
        let mark = self.mark.to_string();
        let mut lines: Vec<String> = self.texts[file].lines().map(str::to_owned).collect();
        let mut cells: Vec<&str> = lines[line - 1].split(&mark).collect();
        let column = cells[..cell].iter().map(|text| text.chars().count() + 1).sum::<usize>() + 1;
        cells[cell] = new;
        lines[line - 1] = cells.join(&mark);
        *self.text(file) = lines.join("\n") + "\n";
        Planted { file, line, column, said: String::new() }
    }

    /// Writes a cell of every row anew, and gives the place in the first row.
    fn write_all(
        &mut self,
        file: &'static str,
        cell: usize,
        new: impl Fn(&str) -> String,
    ) -> Planted {
        let rows = self.texts[file].lines().count();
        let written = (2..=rows).map(|line| {
            let text = new(&self.cell(file, line, cell));
            self.write(file, line, cell, &text)
        });
        let mut written: Vec<Planted> = written.collect();
        written.swap_remove(0)
    }
}

impl Planted {
    fn said(self, said: impl Into<String>) -> Self {
        Self { said: said.into(), ..self }
    }
}

fn line_and_column(text: &str, start: usize) -> (usize, usize) {
    let before = &text[..start];
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|&character| character != '\n').count() + 1;
    (line, column)
}

/// The day that is played; the tables have the days around it too.
const DAY: &str = "2026-03-10";
const DATES: [&str; 3] = ["2026-03-09", DAY, "2026-03-11"];

const TYPES: [&str; 4] = ["sales", "service", "Rückfragen", "claims desk"];

/// Groups whose heads come from a table.
const GROUPS: [&str; 2] = ["first line", "second line"];

/// A centre without a mistake.
fn sound(rng: &mut Rng) -> Files {
    let types = &TYPES[..2 + rng.below(3)];
    let minutes = [30, 60][rng.below(2)];
    let (opens, hours) = (7 + rng.below(4), 3 + rng.below(4));
    let mark = [',', ';'][rng.below(2)];
    let decimal = if mark == ';' { [',', '.'][rng.below(2)] } else { '.' };
    let starts: Vec<String> = (0..hours * 60 / minutes)
        .map(|at| format!("{:02}:{:02}", opens + at * minutes / 60, at * minutes % 60))
        .collect();
    let header = |names: &[&str]| names.join(&mark.to_string()) + "\n";
    let row = |cells: &[String]| cells.join(&mark.to_string()) + "\n";
    let mut volumes =
        header(&["date", "interval_start", "contact_type", "offered", "handle_time_seconds"]);
    let mut staffing = header(&["date", "interval_start", "agent_group", "agents"]);
    for date in DATES {
        for start in &starts {
            for name in types {
                let offered = format!("{}{decimal}{}", 10 + rng.below(80), 1 + rng.below(9));
                let handle_time = (200 + rng.below(200)).to_string();
                let cells = [date.into(), start.clone(), (*name).into(), offered, handle_time];
                volumes += &row(&cells);
            }
            for group in GROUPS {
                let agents = (2 + rng.below(20)).to_string();
                staffing += &row(&[date.into(), start.clone(), group.into(), agents]);
            }
        }
    }
    let columns = ["date", "agent", "agent_group", "start", "end", "break_start", "break_end"];
    let mut roster = header(&columns);
    for date in DATES {
        for agent in ["Anna", "Bert", "Chloë"] {
            let (start, end) = (format!("{opens:02}:00"), format!("{:02}:00", opens + hours));
            let pause = [format!("{:02}:15", opens + 1), format!("{:02}:30", opens + 1)];
            let [from, to] = pause;
            roster += &row(&[date.into(), agent.into(), "roster".into(), start, end, from, to]);
        }
    }
    let texts = [
        ("centre.json", centre(types, minutes, opens, hours)),
        ("volumes.csv", volumes),
        ("staffing.csv", staffing),
        ("roster.csv", roster),
        ("whatif.json", WHAT_IF.to_owned()),
    ];
    Files { texts: texts.into(), mark, decimal }
}

fn centre(types: &[&str], minutes: usize, opens: usize, hours: usize) -> String {
    let one = |name: &&str| {
        format!(
            "    \"{name}\": {{\n      \"volume\": {{ \"from\": \"calls\" }},\n      \
             \"handle_time\": {{ \"from\": \"calls\", \"cv\": 0.9 }},\n      \
             \"patience\": {{ \"mean_seconds\": 180 }},\n      \
             \"existing_customer_share\": 0.25\n    }}"
        )
    };
    let types: Vec<String> = types.iter().map(one).collect();
    let closes = opens + hours;
    format!(
        r#"{{
  "format": 1,
  "name": "A generated centre",
  "day": {{ "date": "{DAY}", "opens": "{opens:02}:00", "closes": "{closes:02}:00", "interval_minutes": {minutes} }},
  "inputs": {{
    "calls": {{ "csv": "volumes.csv" }},
    "heads": {{ "csv": "staffing.csv" }},
    "shifts": {{ "csv": "roster.csv" }}
  }},
  "contact_types": {{
{}
  }},
  "agent_groups": {{
    "first line": {{ "agents": {{ "from": "heads" }}, "skills": ["sales", "service"], "wage_per_hour": 21 }},
    "second line": {{ "agents": {{ "from": "heads" }}, "skills": {{ "service": {{ "keep_idle": 1 }} }} }},
    "roster": {{ "shifts": {{ "from": "shifts" }}, "skills": ["sales"] }}
  }},
  "targets": {{ "sales": {{ "service_level": 0.8, "within_seconds": 20 }} }}
}}
"#,
        types.join(",\n")
    )
}

const WHAT_IF: &str = r#"{
  "base": "centre.json",
  "variants": {
    "busier": { "scale": { "contact_types.*.volume": 1.1 } },
    "moved": { "move_agents": { "from": "second line", "to": "first line", "agents": 1 } },
    "patient": { "set": { "contact_types.sales.patience.mean_seconds": 240 } },
    "taught": { "give_skill": { "group": "second line", "share": 0.5, "skill": "sales" } }
  },
  "contrasts": { "both": { "plus": ["busier", "moved"], "minus": ["base"] } },
  "checks": {
    "sales hold": { "measure": "contact_types.sales.service_level", "at_least": 0.5 }
  }
}
"#;

/// What is said of files that stand in a folder of their own.
fn said_of(files: &Files) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in &files.texts {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let here = format!("{}/", folder.path().display());
    match load(&folder.path().join("whatif.json"), &[]) {
        Ok(_) => Vec::new(),
        Err(LoadError::Problems(problems)) => {
            problems.iter().map(|problem| problem.to_string().replace(&here, "")).collect()
        }
        Err(other) => vec![other.to_string()],
    }
}

#[test]
fn a_planted_mistake_is_found_at_its_place_and_said_once_and_nothing_else_is_said() {
    let mut wrong = Vec::new();
    let mut planted = 0;
    for (number, (kind, plant)) in (0..).zip(kinds::KINDS) {
        for centre in 0..CENTRES {
            let mut rng = Rng(1000 * number + centre);
            let mut files = sound(&mut rng);
            assert_eq!(said_of(&files), Vec::<String>::new(), "before {kind} was planted");
            let mistake = plant(&mut files, &mut rng);
            let said = said_of(&files);
            let place = format!("{}:{}:{}: ", mistake.file, mistake.line, mistake.column);
            let is_it = |line: &String| line.starts_with(&place) && line.contains(&mistake.said);
            if said.len() != 1 || !said.iter().all(is_it) {
                wrong.push(format!("{kind}, at {place}{}\n  {}", mistake.said, said.join("\n  ")));
            }
            planted += 1;
        }
    }
    assert!(planted >= 200 && kinds::KINDS.len() >= 20);
    assert!(wrong.is_empty(), "{} of {planted}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn two_mistakes_in_files_of_their_own_are_two_problems() {
    let mut files = sound(&mut Rng(7));
    let head = files.write("staffing.csv", 2, 1, "nine");
    drop(head);
    drop(files.replace("centre.json", "\"wage_per_hour\": 21", "\"wage_per_hour\": -21", 17));
    let said = said_of(&files);
    assert_eq!(said.len(), 1, "a time of another day is not read: {said:?}");
    let line = files.rows_of_the_day("staffing.csv")[0];
    drop(files.write("staffing.csv", line, 3, "nine"));
    let said = said_of(&files);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(
        said[0].starts_with("centre.json:") && said[1].starts_with("staffing.csv:"),
        "{said:?}"
    );
}
