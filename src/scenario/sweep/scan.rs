//! Values to go through, as the command line writes them: `PATH=FROM..TO`, `PATH=FROM..TO..STEP`
//! or `PATH=VALUE,VALUE,VALUE`.

use crate::scenario::load::given_value;
use crate::scenario::problem::Problems;
use crate::scenario::scan::at_commas;
use crate::scenario::tree::{Member, Node, Place, Value};
use crate::scenario::words::quoted_text;

/// The same as an object of a file: `key` with the path, and `from`, `to` and `step` or `values`.
pub(super) fn object(
    key: &str,
    path: &str,
    values: &str,
    place: &Place,
    problems: &mut Problems,
) -> Option<Node> {
    let node = |value| Node { value, place: place.clone() };
    let member = |key: &str, value| {
        let node = node(value);
        Member { key: key.to_owned().into(), place: place.clone(), node }
    };
    let mut members = vec![member(key, Value::Text(path.to_owned()))];
    let pieces: Vec<&str> = values.split("..").collect();
    if pieces.len() == 1 {
        let items = at_commas(values).map(|item| node(given_value(item, place)));
        members.push(member("values", Value::List(items.collect())));
        return Some(node(Value::Object(members)));
    }
    let numbers: Vec<Option<f64>> = pieces.iter().map(|piece| finite(piece)).collect();
    if pieces.len() > 3 || numbers.contains(&None) {
        let wanted = "`FROM..TO`, `FROM..TO..STEP` in numbers, or values with commas between them";
        problems.add(place, quoted_text(values), wanted);
        return None;
    }
    for ((key, number), text) in ["from", "to", "step"].into_iter().zip(numbers).zip(pieces) {
        members.extend(number.map(|number| member(key, Value::Number(number, text.into()))));
    }
    Some(node(Value::Object(members)))
}

fn finite(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::words::quoted;

    fn read(values: &str) -> Result<Vec<String>, String> {
        let place = Place { file: "--scan".into(), line: 1, column: 1 };
        let mut problems = Problems::default();
        let object = object("path", "a.b", values, &place, &mut problems);
        let Some(object) = object else { return Err(problems.sorted()[0].to_string()) };
        let member = |member: &Member| match &member.node.value {
            Value::List(items) => items.iter().map(quoted).collect::<Vec<_>>().join(" | "),
            _ => format!("{} {}", member.key, quoted(&member.node)),
        };
        Ok(object.members().iter().skip(1).map(member).collect())
    }

    #[test]
    fn ranges_and_lists_are_read() {
        assert_eq!(read("0..40..5").unwrap(), ["from 0", "to 40", "step 5"]);
        assert_eq!(read("0.8..1.2").unwrap(), ["from 0.8", "to 1.2"]);
        assert_eq!(read("-1..1e2").unwrap(), ["from -1", "to 1e2"]);
        assert_eq!(read("1,2.5,x").unwrap(), ["1 | 2.5 | \"x\""]);
        assert_eq!(
            read("[1,2],{\"a\":[3,4]},\"b,c\"").unwrap(),
            ["a list of 2 | an object | \"b,c\""]
        );
        assert_eq!(read("7").unwrap(), ["7"]);
    }

    #[test]
    fn what_is_no_range_is_a_problem() {
        for wrong in ["1..", "..3", "1..2..3..4", "a..b", "1..inf"] {
            let wanted = format!("--scan:1:1: found \"{wrong}\", wanted `FROM..TO`");
            assert!(read(wrong).unwrap_err().starts_with(&wanted), "{wrong}");
        }
    }
}
