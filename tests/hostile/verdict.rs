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
    if arguments.last().is_some_and(|last| last == "-") {
        return match serde_json::from_str(&told.stdout) {
            // Of one day, where time was up, nothing can be said of others.
            Ok(json) if is_of_one_day(&json) => None,
            Ok(json) => first_bad_figure(&json, &mut Vec::new()),
            Err(error) => Some(format!("no JSON: {error}")),
        };
    }
    None
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
    let mean = of("mean")?;
    let (half_width, low, high) = (of("half_width"), of("low"), of("high"));
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
    let slack = 1e-9 * mean.abs().max(1.0);
    if low.is_some_and(|low| low > mean + slack) || high.is_some_and(|high| high < mean - slack) {
        return Some("a figure outside its interval");
    }
    None
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
            ("run -", Some(0), "{", ""),
            ("run -", Some(0), r#"{"total":{"a":{"mean":1}}}"#, ""),
            ("run -", Some(0), r#"{"a":[{"mean":1,"half_width":-1}]}"#, ""),
            ("run -", Some(0), r#"{"a":{"mean":1,"low":2,"high":3}}"#, ""),
            ("run -", Some(1), r#"{"a":{"mean":1e301,"half_width":1}}"#, ""),
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
            ("run -", Some(0), r#"{"a":{"mean":1,"low":1,"high":1},"sanity":{"mean":2}}"#, ""),
            ("run -", Some(0), r#"{"a":{"mean":null}}"#, ""),
        ] {
            assert_eq!(verdict(command, code, stdout, stderr), None, "{command} {stdout} {stderr}");
        }
    }
}
