//! A tree written as a JSON text again, laid out for people: what fits on a line stands on one.

use super::tree::{Member, Node, Value};

/// Characters of a line.
const WIDTH: usize = 100;

/// Spaces before what stands one level deeper.
const INDENT: usize = 2;

/// The text of a file. Numbers are written as they were read.
pub(crate) fn json(root: &Node) -> String {
    let mut text = String::new();
    lay_out(root, 0, 0, &mut text);
    text.push('\n');
    text
}

/// Writes a value `depth` levels deep behind so many characters of its line.
fn lay_out(node: &Node, depth: usize, behind: usize, text: &mut String) {
    let room = WIDTH.saturating_sub(behind + 1);
    let mut line = String::new();
    if put_in_line(node, room, &mut line) || is_short(node) {
        text.push_str(&line);
        return;
    }
    let margin = " ".repeat(INDENT * (depth + 1));
    let (first, last) =
        if matches!(node.value, Value::Object(_)) { ('{', '}') } else { ('[', ']') };
    text.push(first);
    match &node.value {
        Value::Object(members) => {
            for (at, Member { key, node, .. }) in members.iter().enumerate() {
                let key = format!("{margin}{}: ", quoted(key));
                text.push_str(if at == 0 { "\n" } else { ",\n" });
                text.push_str(&key);
                lay_out(node, depth + 1, key.chars().count(), text);
            }
        }
        Value::List(items) if items.iter().all(is_short) => fill_lines(items, &margin, text),
        _ => {
            for (at, item) in node.items().iter().enumerate() {
                text.push_str(if at == 0 { "\n" } else { ",\n" });
                text.push_str(&margin);
                lay_out(item, depth + 1, margin.len(), text);
            }
        }
    }
    text.push('\n');
    text.push_str(&margin[INDENT..]);
    text.push(last);
}

/// Numbers and words one after another, as many on a line as there is room for.
fn fill_lines(items: &[Node], margin: &str, text: &mut String) {
    let mut used = WIDTH;
    for (at, item) in items.iter().enumerate() {
        let word = word(item);
        let length = word.chars().count() + 2;
        let breaks = used + length > WIDTH;
        text.push_str(match (at, breaks) {
            (0, _) => "\n",
            (_, true) => ",\n",
            (_, false) => ", ",
        });
        if breaks {
            text.push_str(margin);
            used = margin.len();
        }
        used += length;
        text.push_str(&word);
    }
}

/// Whether a value is one number, text or word.
fn is_short(node: &Node) -> bool {
    !matches!(node.value, Value::Object(_) | Value::List(_))
}

/// Writes a value on one line; not whole where it needs more than `room` characters. Whether it
/// fits.
fn put_in_line(node: &Node, room: usize, line: &mut String) -> bool {
    let fits = |line: &mut String, before: &str, node: &Node| {
        line.push_str(before);
        put_in_line(node, room, line)
    };
    let whole = match &node.value {
        Value::List(items) => {
            line.push('[');
            let before = |at| if at == 0 { "" } else { ", " };
            let whole = items.iter().enumerate().all(|(at, item)| fits(line, before(at), item));
            line.push(']');
            whole
        }
        Value::Object(members) if members.is_empty() => {
            line.push_str("{}");
            true
        }
        Value::Object(members) => {
            let mut before = "{ ";
            let whole = members.iter().all(|Member { key, node, .. }| {
                let key = format!("{before}{}: ", quoted(key));
                before = ", ";
                fits(line, &key, node)
            });
            line.push_str(" }");
            whole
        }
        _ => {
            line.push_str(&word(node));
            true
        }
    };
    whole && line.chars().count() <= room
}

/// A value that has no parts.
fn word(node: &Node) -> String {
    match &node.value {
        Value::Bool(truth) => truth.to_string(),
        Value::Number(_, text) => text.to_string(),
        Value::Text(text) => quoted(text),
        _ => "null".to_owned(),
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::text::parse::parse;
    use crate::scenario::text::problem::Problems;

    fn again(text: &str) -> String {
        json(&parse("a.json", text, &mut Problems::default()).unwrap())
    }

    #[test]
    fn what_fits_on_a_line_stands_on_one_and_lists_of_numbers_fill_lines() {
        let text = r#"{"a":{"b":[1,2.50,1e3],"c":"say \"é\""},"d":[],"e":{},"f":null,"g":true}"#;
        let line = concat!(
            r#"{ "a": { "b": [1, 2.50, 1e3], "c": "say \"é\"" }, "d": [], "e": {}, "f": null, "#,
            r#""g": true }"#
        );
        assert_eq!(again(text), format!("{line}\n"));
        let numbers: Vec<String> = (100..140).map(|number| number.to_string()).collect();
        let long = again(&format!(r#"{{"long": [{}], "word": {{"x": 1}}}}"#, numbers.join(",")));
        assert!(long.starts_with("{\n  \"long\": [\n    100, 101, 102"), "{long}");
        assert!(long.ends_with("139\n  ],\n  \"word\": { \"x\": 1 }\n}\n"), "{long}");
        assert!(long.lines().all(|line| line.chars().count() <= WIDTH), "{long}");
    }

    #[test]
    fn what_was_laid_out_is_laid_out_again_alike() {
        for text in [
            include_str!("../test_files/campaign.json"),
            include_str!("../test_files/fuller.json"),
            include_str!("../load/template.json"),
        ] {
            assert_eq!(again(&again(text)), again(text));
        }
    }
}
