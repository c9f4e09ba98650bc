//! What must hold of whatever the program says.

use serde_json::Value;

use crate::program::Told;

/// The first law that is broken, in words.
pub(crate) fn broken(arguments: &[String], told: &Told) -> Option<String> {
    let last_words = || {
        let from = told.stderr.len().saturating_sub(300);
        told.stderr.chars().skip(from).collect::<String>()
    };
    match told.code {
        Some(0..=3) => {}
        Some(101) => return Some(format!("a panic: {}", last_words())),
        Some(code) => return Some(format!("exit code {code}: {}", last_words())),
        None => return Some(format!("killed, out of memory or time: {}", last_words())),
    }
    if told.code == Some(2) && !told.stdout.is_empty() {
        return Some("refused, and yet something on stdout".to_owned());
    }
    if told.code == Some(2) && told.stderr.trim().is_empty() {
        return Some("refused without a word".to_owned());
    }
    if arguments[0] == "validate" && told.code == Some(2) && !is_located(&told.stderr) {
        return Some(format!("refused without a place: {}", last_words()));
    }
    if told.code == Some(2) {
        return None;
    }
    if let Some(word) = no_number(&told.stdout) {
        return Some(format!("{word:?} on the page"));
    }
    let is_asked_for = |form: &str| arguments.windows(2).any(|two| two[0] == form && two[1] == "-");
    if is_asked_for("--export-csv") {
        return first_bad_row(&told.stdout);
    }
    if is_asked_for("--export-json") {
        return match serde_json::from_str(&told.stdout) {
            // Of one day, where time was up, nothing can be said of others.
            Ok(json) if is_of_one_day(&json) => None,
            Ok(json) => first_bad_figure(&json, &mut Vec::new()),
            Err(error) => Some(format!("no JSON: {error}")),
        };
    }
    None
}

/// A row of a table that is not like the others, or with a figure outside its interval.
fn first_bad_row(table: &str) -> Option<String> {
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let names = match rows.headers() {
        Ok(names) if !names.is_empty() => names.clone(),
        other => return Some(format!("no table: {other:?}")),
    };
    let place = |name: String| names.iter().position(|it| it == name);
    // `mean`, `low` and `high`, or `x`, `x_low` and `x_high`.
    let triples: Vec<[usize; 3]> = names
        .iter()
        .filter_map(|name| {
            let stem = name.strip_suffix("low")?;
            let own = if stem.is_empty() { "mean" } else { stem.strip_suffix('_')? };
            let level = place(own.to_owned()).or_else(|| place(format!("predicted_{own}")))?;
            Some([level, place(name.to_owned())?, place(format!("{stem}high"))?])
        })
        .collect();
    rows.records().find_map(|row| {
        let row = match row {
            Ok(row) => row,
            Err(error) => return Some(format!("a row unlike the others: {error}")),
        };
        let number = |at: usize| row[at].parse::<f64>().ok();
        let is_outside = |&[level, low, high]: &[usize; 3]| {
            let Some(level) = number(level) else { return false };
            let slack = 1e-8 * level.abs().max(1.0);
            number(low).is_some_and(|low| low > level + slack)
                || number(high).is_some_and(|high| high < level - slack)
        };
        triples.iter().any(is_outside).then(|| format!("a figure outside its interval in {row:?}"))
    })
}

fn is_of_one_day(json: &Value) -> bool {
    json["run"]["replications"] == 1
}

/// `file:line:column: found`, in some line.
fn is_located(stderr: &str) -> bool {
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    stderr.lines().any(|line| {
        let Some((place, _)) = line.split_once(": found ") else { return false };
        // A variant's name may stand between the place and what was found.
        let mut parts = place.split(':');
        parts.next().is_some_and(|file| !file.is_empty())
            && parts.next().is_some_and(number)
            && parts.next().is_some_and(number)
    })
}

/// A word on a page that stands for no number.
fn no_number(page: &str) -> Option<&str> {
    let is_one = |word: &&str| matches!(*word, "NaN" | "inf" | "-inf" | "+inf" | "-0");
    page.split(|it: char| it.is_whitespace() || matches!(it, ',' | '(' | ')' | ';')).find(is_one)
}

/// A figure without an interval, or one that is no number or outside its interval.
fn first_bad_figure(json: &Value, path: &mut Vec<String>) -> Option<String> {
    if let Some(wrong) = wrong_with(json) {
        return Some(format!("{wrong} at {}: {json}", path.join(".")));
    }
    let below: Vec<(String, &Value)> = match json {
        // Figures of theory are exact, and those of one step of a search are no results.
        Value::Object(members) => {
            let told = members.iter().filter(|(key, _)| *key != "sanity");
            told.map(|(key, value)| (key.clone(), value)).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect()
        }
        _ => return None,
    };
    below.into_iter().find_map(|(step, value)| {
        path.push(step);
        let found = first_bad_figure(value, path);
        path.pop();
        found
    })
}

fn wrong_with(figure: &Value) -> Option<&'static str> {
    let of = |key: &str| figure.get(key).and_then(Value::as_f64);
    let (half_width, low, high) = (of("half_width"), of("low"), of("high"));
    let is_outside = |level: f64| {
        let slack = 1e-9 * level.abs().max(1.0);
        low.is_some_and(|low| low > level + slack) || high.is_some_and(|high| high < level - slack)
    };
    let Some(mean) = of("mean") else {
        // Where a break-even stands beside the value that is looked for.
        let is_other = of("at").or_else(|| of("value")).is_some_and(is_outside);
        return is_other.then_some("a figure outside its interval");
    };
    // Where no bound of the figure is known, the share of days that are unlike those seen has one.
    let bounds = ["days_with_any_upper_bound", "days_unlike_upper_bound"];
    let bound = bounds.iter().find_map(|key| figure.get(*key));
    if half_width.is_none() && low.is_none() && high.is_none() && bound.is_none() {
        return Some("a figure without an interval");
    }
    if half_width.is_some_and(|half_width| half_width < 0.0) {
        return Some("a negative half-width");
    }
    if [Some(mean), half_width, low, high].into_iter().flatten().any(|it| it.abs() > 1e300) {
        return Some("a figure beyond numbers");
    }
    is_outside(mean).then_some("a figure outside its interval")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(command: &str, code: Option<i32>, stdout: &str, stderr: &str) -> Option<String> {
        let arguments: Vec<String> = command.split(' ').map(str::to_owned).collect();
        broken(&arguments, &Told { code, stdout: stdout.to_owned(), stderr: stderr.to_owned() })
    }

    #[test]
    fn what_is_wrong_is_seen() {
        for (command, code, stdout, stderr) in [
            ("run", Some(101), "", "panicked"),
            ("run", Some(130), "", ""),
            ("run", None, "", ""),
            ("run", Some(2), "half a page", "x.json:1:1: found 1"),
            ("run", Some(2), "", " "),
            ("validate", Some(2), "", "something is wrong"),
            ("run", Some(0), "Offered NaN", ""),
            ("run", Some(0), "Offered (-0, 1)", ""),
            ("run --export-json -", Some(0), "{", ""),
            ("run --export-json -", Some(0), r#"{"total":{"a":{"mean":1}}}"#, ""),
            ("run --export-json -", Some(0), r#"{"a":[{"mean":1,"half_width":-1}]}"#, ""),
            ("run --export-json -", Some(0), r#"{"a":{"mean":1,"low":2,"high":3}}"#, ""),
            ("run --export-json -", Some(1), r#"{"a":{"mean":1e301,"half_width":1}}"#, ""),
            ("risk --export-json -", Some(0), r#"{"p10":{"value":1,"low":2,"high":3}}"#, ""),
            ("sweep --export-json -", Some(0), r#"[{"value":2,"at":1,"low":2,"high":3}]"#, ""),
            ("staff --export-json - --target total.asa_seconds<=1", Some(0), "{", ""),
            ("run --export-csv -", Some(0), "", ""),
            ("run --export-csv -", Some(0), "mean,low,high\n1,2,3\n", ""),
            ("run --export-csv - --quiet", Some(0), "mean,low,high\n1,,\n1,1\n", ""),
            ("best --export-csv -", Some(0), "x,x_half_width,x_low,x_high\n1,,0,0.5\n", ""),
        ] {
            let found = verdict(command, code, stdout, stderr);
            assert!(found.is_some(), "{command} {code:?} {stdout} {stderr}");
        }
    }

    #[test]
    fn what_is_right_is_left_alone() {
        for (command, code, stdout, stderr) in [
            ("run", Some(0), "Offered 12.3 ± 0.1, information", ""),
            ("validate", Some(2), "", "mutant.json:3:7: found 1; wanted 2"),
            ("run", Some(2), "", "two words that say why"),
            (
                "run --export-json -",
                Some(0),
                r#"{"a":{"mean":1,"low":1,"high":1},"sanity":{"mean":2}}"#,
                "",
            ),
            ("run --export-json -", Some(0), r#"{"a":{"mean":null}}"#, ""),
            ("run --export-csv -", Some(0), "a,mean,low,high\n\"x,y\",1,1,\nz,,,\n", ""),
        ] {
            assert_eq!(verdict(command, code, stdout, stderr), None, "{command} {stdout} {stderr}");
        }
    }
}
