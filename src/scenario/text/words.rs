//! How messages speak: what was found, which known name is nearest, and lists in prose.

use super::tree::{Node, Value};
use crate::base::decimal::{counted, plain, shown};
use crate::base::visible::spelled;

/// Longest quotation of a text, in characters.
const LONGEST_QUOTE: usize = 40;

/// What was written, shortened, for the "found" of a problem.
#[must_use]
pub(crate) fn quoted(node: &Node) -> String {
    match &node.value {
        Value::Null => "null".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(_, text) => text.to_string(),
        Value::Text(text) => quoted_text(text),
        Value::List(items) => format!("a list of {}", items.len()),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// A number that may be large, with commas between thousands and in not too many digits.
#[must_use]
pub(crate) fn amount(number: f64) -> String {
    if number.abs() < 1e15 { shown(number) } else { plain(number) }
}

/// So many rows.
#[must_use]
pub(crate) fn counted_rows(rows: usize) -> String {
    counted(rows, "row")
}

/// A text in double quotes, shortened.
#[must_use]
pub(crate) fn quoted_text(text: &str) -> String {
    let short: String = text.chars().take(LONGEST_QUOTE).collect();
    let rest = if short.len() < text.len() { "..." } else { "" };
    format!("\"{}{rest}\"", short.escape_debug().to_string().replace("\\'", "'"))
}

/// The known name that a mistyped one probably means, if one is near enough.
#[must_use]
pub(crate) fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(f64, &str)> = None;
    // Comparing takes the product of the lengths; no known name is longer than a message.
    let name: String = name.chars().take(100).collect();
    for candidate in known {
        let likeness = strsim::normalized_damerau_levenshtein(&name, candidate)
            .max(prefix_likeness(&name, candidate));
        if likeness >= 0.6 && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// What a name looks like: the same text for names that only their code points tell apart, such as
/// an accent of its own, a blank that does not break, or a letter of another alphabet.
#[must_use]
pub(crate) fn looks(name: &str) -> String {
    let blanks_alike: Vec<&str> = name.split_whitespace().collect();
    unicode_security::skeleton(&blanks_alike.join(" ")).collect()
}

/// `mean` for `mean_seconds`: the unit forgotten, or too much of it.
fn prefix_likeness(name: &str, candidate: &str) -> f64 {
    let (short, long) =
        if name.len() < candidate.len() { (name, candidate) } else { (candidate, name) };
    let one_goes_on = long.strip_prefix(short).is_some_and(|rest| rest.starts_with('_'));
    if one_goes_on { 0.7 } else { 0.0 }
}

/// The wanted part of a problem about an unknown name: `` `sales` `` when one is near, else the
/// known names.
#[must_use]
pub(crate) fn one_of_the_known<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
) -> String {
    if let Some(near) = nearest(name, known.clone()) {
        if looks(near) == looks(name) && !(near.is_ascii() && name.is_ascii()) {
            return format!("`{near}` in the same characters, \"{}\"", spelled(near));
        }
        return format!("`{near}`");
    }
    let all: Vec<String> = known.into_iter().map(|name| format!("`{name}`")).collect();
    match all.len() {
        0 => "no name here, since none is defined".to_owned(),
        1..=12 => alternatives(&all),
        _ => format!("one of {}, ...", all[..12].join(", ")),
    }
}

/// "a", "a or b", "a, b or c".
#[must_use]
pub(crate) fn alternatives<T: AsRef<str>>(items: &[T]) -> String {
    joined(items, "or")
}

/// "a", "a and b", "a, b and c".
#[must_use]
pub(crate) fn all_of<T: AsRef<str>>(items: &[T]) -> String {
    joined(items, "and")
}

fn joined<T: AsRef<str>>(items: &[T], last_word: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {last_word} {}", first.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typing_slip_finds_its_name_and_a_stranger_finds_none() {
        let known = ["volume", "volume_per_hour", "handle_time", "patience"];
        assert_eq!(nearest("pateince", known), Some("patience"));
        assert_eq!(nearest("volumes", known), Some("volume"));
        assert_eq!(nearest("handle_time_seconds", known), Some("handle_time"));
        assert_eq!(nearest("colour", known), None);
    }

    #[test]
    fn unknown_names_are_told_the_nearest_or_all() {
        assert_eq!(one_of_the_known("slaes", ["sales", "service"]), "`sales`");
        assert_eq!(one_of_the_known("loans", ["sales", "service"]), "`sales` or `service`");
        assert_eq!(one_of_the_known("loans", []), "no name here, since none is defined");
    }

    #[test]
    fn lists_read_as_prose() {
        assert_eq!(alternatives(&["a"]), "a");
        assert_eq!(alternatives(&["a", "b", "c"]), "a, b or c");
        assert_eq!(all_of(&["a", "b"]), "a and b");
    }

    #[test]
    fn large_numbers_are_short() {
        assert_eq!(
            [0.5, 86_400.0, 1e308, f64::INFINITY].map(amount),
            ["0.5", "86,400", "1e308", "inf"]
        );
    }

    #[test]
    fn long_texts_are_shortened() {
        assert_eq!(quoted_text("it's\n"), "\"it's\\n\"");
        assert_eq!(quoted_text(&"x".repeat(60)), format!("\"{}...\"", "x".repeat(40)));
    }
}
