//! JSON text to a tree whose values know where they stand.
//!
//! Strict JSON only. The syntax itself is read by a parser that keeps offsets; this file turns
//! offsets into lines and columns and refuses what that parser lets through.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::rc::Rc;

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::{CollectOptions, ParseOptions, ParseStringErrorKind, parse_to_ast};

use super::problem::Problems;
use super::tree::{Member, Node, Place, Value};
use crate::scenario::limits::{DEEPEST, LONGEST_JSON, LONGEST_KEY, MOST_KEYS, MOST_VALUES};

/// Reads a JSON file. Nothing is returned where the syntax breaks down, with one problem saying
/// where; duplicate keys and numbers out of range are problems too, but reading goes on.
pub fn parse(file: &str, text: &str, problems: &mut Problems) -> Option<Node> {
    let mut cursor = Cursor::new(file, text);
    problems.reads(&cursor.file);
    if text.len() > LONGEST_JSON {
        let most = format!("at most {} MiB", LONGEST_JSON >> 20);
        problems.add(&cursor.place(0), "a longer file", most);
        return None;
    }
    let blank_mark = blank_byte_order_mark(text);
    if let Err((offset, found, wanted)) = refuse_the_hostile(&blank_mark) {
        problems.add(&cursor.place(offset), found, wanted);
        return None;
    }
    match parse_to_ast(&blank_mark, &CollectOptions::default(), &STRICT) {
        Ok(parsed) => {
            if parsed.value.is_none() {
                problems.add(&cursor.place(0), "an empty file", "a JSON object");
            }
            parsed.value.map(|value| Reader { cursor, problems }.node(value))
        }
        Err(error) => {
            let (found, wanted) = in_words(&error, &blank_mark);
            problems.add(&cursor.place(error.range().start), found, wanted);
            None
        }
    }
}

/// Everything that is not JSON switched off.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The text with a leading byte order mark replaced by as many spaces, so that offsets stay.
fn blank_byte_order_mark(text: &str) -> Cow<'_, str> {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => format!("   {rest}").into(),
        None => text.into(),
    }
}

/// What was found at an offset, and what was wanted there.
type Refusal = (usize, String, String);

/// Refuses nesting that would exhaust the stack and values that would exhaust memory, and the two
/// things that the parser takes but JSON does not: control characters in texts and foreign white
/// space between values.
fn refuse_the_hostile(text: &str) -> Result<(), Refusal> {
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    // Every value but the first follows a bracket or a comma.
    let mut values = 1_usize;
    for (offset, byte) in text.bytes().enumerate() {
        if in_text {
            if byte < b' ' {
                let found = format!("a text with a bare {}", name_of_control(byte.into()));
                return Err((offset, found, "that character written as an escape".to_owned()));
            }
            in_text = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            continue;
        }
        match byte {
            b'"' => in_text = true,
            b'{' | b'[' => (depth, values) = (depth + 1, values + 1),
            b',' => values += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b' ' | b'\t' | b'\n' | b'\r' | b'!'..=b'~' => {}
            _ => {
                // Nothing where this byte is inside a character.
                let other = text.get(offset..).and_then(|rest| rest.chars().next());
                if let Some(other) = other.filter(|it| it.is_whitespace() || it.is_control()) {
                    let found = format!("the character U+{:04X} between values", other as u32);
                    return Err((offset, found, "an ordinary space".to_owned()));
                }
            }
        }
        if depth > DEEPEST {
            let found = format!("brackets {depth} deep");
            return Err((offset, found, format!("at most {DEEPEST}")));
        }
        if values > MOST_VALUES {
            let found = format!("more than {MOST_VALUES} values");
            return Err((offset, found, "a smaller file".to_owned()));
        }
    }
    Ok(())
}

fn name_of_control(character: char) -> String {
    match character {
        '\n' | '\r' => "line break".to_owned(),
        '\t' => "tab".to_owned(),
        other => format!("U+{:04X}", other as u32),
    }
}

/// Turns ascending offsets into places, in one pass over the text.
struct Cursor<'a> {
    text: &'a str,
    file: Rc<str>,
    offset: usize,
    line: u32,
    column: u32,
}

impl<'a> Cursor<'a> {
    fn new(file: &str, text: &'a str) -> Self {
        Self { text, file: file.into(), offset: 0, line: 1, column: 1 }
    }

    fn place(&mut self, offset: usize) -> Place {
        debug_assert!(offset >= self.offset, "places are asked for in the order of the file");
        let mut passed = self.text.get(self.offset..offset).unwrap_or("");
        if self.offset == 0 {
            // The byte order mark is not something that the planner sees.
            passed = passed.trim_start_matches('\u{feff}');
        }
        for byte in passed.bytes() {
            match byte {
                b'\n' => (self.line, self.column) = (self.line + 1, 1),
                // Inside a character.
                0x80..=0xbf => {}
                _ => self.column += 1,
            }
        }
        self.offset = offset;
        Place { file: Rc::clone(&self.file), line: self.line, column: self.column }
    }
}

struct Reader<'a, 'p> {
    cursor: Cursor<'a>,
    problems: &'p mut Problems,
}

impl Reader<'_, '_> {
    fn node(&mut self, value: ast::Value<'_>) -> Node {
        let place = self.cursor.place(value.start());
        let value = match value {
            ast::Value::NullKeyword(_) => Value::Null,
            ast::Value::BooleanLit(literal) => Value::Bool(literal.value),
            ast::Value::NumberLit(literal) => self.number(literal.value, &place),
            ast::Value::StringLit(literal) => Value::Text(literal.value.into_owned()),
            ast::Value::Array(list) => {
                Value::List(list.elements.into_iter().map(|item| self.node(item)).collect())
            }
            ast::Value::Object(object) => Value::Object(self.members(object)),
        };
        Node { value, place }
    }

    fn number(&mut self, text: &str, place: &Place) -> Value {
        let number = text.parse().unwrap_or(f64::NAN);
        if number.is_finite() {
            return Value::Number(number, text.into());
        }
        self.problems.add(place, text, "a number below 1.8e308");
        // Any harmless number: this file is refused, but the rest of it is still to be checked.
        Value::Number(1.0, "1".into())
    }

    /// The first of two equal keys counts.
    fn members(&mut self, object: ast::Object<'_>) -> Vec<Member> {
        let mut known = Known::among(object.properties.len());
        let mut members: Vec<Member> = Vec::with_capacity(object.properties.len());
        for property in object.properties {
            let place = self.cursor.place(property.start());
            let key = name_of(property.name);
            if key.len() > LONGEST_KEY && key.chars().nth(LONGEST_KEY).is_some() {
                let wanted = format!("at most {LONGEST_KEY} characters");
                self.problems.add(&place, "a longer key", wanted);
                continue;
            }
            if members.len() == MOST_KEYS {
                let wanted = format!("at most {MOST_KEYS} keys in an object");
                self.problems.add(&place, "one key more", wanted);
                break;
            }
            let node = self.node(property.value);
            if known.is_new(key.clone(), &members) {
                members.push(Member { key: key.into_owned().into(), place, node });
            } else {
                let found = format!("`{key}` a second time");
                self.problems.add(&place, found, "each key once in an object");
            }
        }
        members
    }
}

fn name_of(name: ast::ObjectPropName<'_>) -> Cow<'_, str> {
    match name {
        ast::ObjectPropName::String(literal) => literal.value,
        ast::ObjectPropName::Word(literal) => literal.value.into(),
    }
}

/// How the keys of an object so far are known again.
enum Known<'a> {
    /// They are looked through.
    Few,
    Many(BTreeSet<Cow<'a, str>>),
}

impl<'a> Known<'a> {
    /// Of at most so many, looking through them is quicker than a set.
    const FEW: usize = 16;

    fn among(keys: usize) -> Self {
        if keys > Self::FEW { Self::Many(BTreeSet::new()) } else { Self::Few }
    }

    fn is_new(&mut self, key: Cow<'a, str>, members: &[Member]) -> bool {
        match self {
            Self::Few => members.iter().all(|member| member.key != key),
            Self::Many(known) => known.insert(key),
        }
    }
}

/// What a broken syntax is, in the planner's words.
fn in_words(error: &ParseError, text: &str) -> (String, &'static str) {
    use ParseErrorKind as Kind;
    let (found, wanted) = match error.kind() {
        Kind::CommentsNotAllowed | Kind::UnterminatedCommentBlock => {
            ("a comment", "no comments (write a `note` instead)")
        }
        Kind::TrailingCommasNotAllowed => {
            ("a comma before a closing bracket", "no comma after the last entry")
        }
        Kind::ExpectedComma => ("no comma", "a comma between two entries"),
        Kind::ExpectedColonAfterObjectKey => ("a key without a colon", "`\"key\": value`"),
        Kind::ExpectedObjectValue => ("a key without a value", "`\"key\": value`"),
        Kind::ExpectedStringObjectProperty => ("a key without quotes", "`\"key\": value`"),
        Kind::UnterminatedObject => ("`{` that is never closed", "`}`"),
        Kind::UnterminatedArray => ("`[` that is never closed", "`]`"),
        Kind::MultipleRootJsonValues => ("more after the end", "one JSON object and no more"),
        Kind::SingleQuotedStringsNotAllowed => ("single quotes", "double quotes"),
        Kind::String(kind) => in_a_text(kind),
        _ => return (quoted_at(error.range().start, text), "JSON"),
    };
    (found.to_owned(), wanted)
}

fn in_a_text(kind: &ParseStringErrorKind) -> (&'static str, &'static str) {
    match kind {
        ParseStringErrorKind::UnterminatedStringLiteral => ("a text without its end", "`\"`"),
        ParseStringErrorKind::InvalidUnicodeEscapeSequence(_) => {
            ("half a character as an escape", "the character itself")
        }
        _ => (
            "an escape that JSON does not have",
            "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX",
        ),
    }
}

/// The word at an offset, for a message.
fn quoted_at(offset: usize, text: &str) -> String {
    let rest = text.get(offset..).unwrap_or("");
    let ends = |character: char| character.is_whitespace() || ",:[]{}\"".contains(character);
    let word: String = match rest.chars().next() {
        None => return "the end of the file".to_owned(),
        Some(first) if ends(first) => first.to_string(),
        Some(_) => rest.chars().take_while(|&c| !ends(c)).take(20).collect(),
    };
    format!("`{word}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems_of(text: &str) -> Vec<String> {
        let mut problems = Problems::default();
        parse("a.json", text, &mut problems);
        problems.sorted().iter().map(ToString::to_string).collect()
    }

    fn tree(text: &str) -> Node {
        let mut problems = Problems::default();
        let node = parse("a.json", text, &mut problems);
        assert_eq!(problems, Problems::default());
        node.expect("no problem, so a tree")
    }

    #[test]
    fn values_and_keys_know_their_line_and_column_in_characters() {
        let root = tree("{\n  \"é\": [1, \"ü\", 2.5e0]\n}");
        let member = &root.members()[0];
        assert_eq!(member.place.to_string(), "a.json:2:3");
        assert_eq!(member.node.place.to_string(), "a.json:2:8");
        assert_eq!(member.node.items()[2].place.to_string(), "a.json:2:17");
        assert_eq!(member.node.items()[2].number(), Some(2.5));
    }

    #[test]
    fn numbers_keep_their_full_precision_and_their_text() {
        let root = tree("[0.1, 9007199254740993, 123456789.123456789]");
        let numbers: Vec<_> = root.items().iter().filter_map(Node::number).collect();
        assert_eq!(numbers, [0.1, 9_007_199_254_740_992.0, 123_456_789.123_456_79]);
        assert!(matches!(&root.items()[0].value, Value::Number(_, text) if &**text == "0.1"));
    }

    #[test]
    fn of_two_equal_keys_the_second_is_the_problem_and_the_first_counts() {
        let mut problems = Problems::default();
        let root = parse("a.json", "{\"a\": 1,\n \"a\": 2}", &mut problems).expect("a tree");
        assert_eq!(root.get("a").and_then(Node::number), Some(1.0));
        let said = problems.sorted()[0].to_string();
        assert_eq!(said, "a.json:2:2: found `a` a second time, wanted each key once in an object");
    }

    #[test]
    fn a_second_key_is_found_among_few_and_among_many() {
        for keys in [3, 15, 16, 17, 18, 40] {
            for again in [0, keys / 2, keys - 1] {
                let names = (0..keys).chain([again]).map(|key| format!("\"k{key}\": {key}"));
                let text = format!("{{{}}}", names.collect::<Vec<_>>().join(", "));
                let mut problems = Problems::default();
                let root = parse("a.json", &text, &mut problems).expect("a tree");
                assert_eq!(root.members().len(), keys);
                let said = problems.sorted()[0].to_string();
                assert!(said.contains(&format!("`k{again}` a second time")), "{keys}: {said}");
            }
        }
    }

    #[test]
    fn broken_syntax_is_one_located_problem() {
        let cases = [
            ("{\"a\": 1,}", "1:8: found a comma before a closing bracket"),
            ("{\"a\": 1 \"b\": 2}", "1:8: found no comma"),
            ("{\"a\": 1 // c\n}", "1:9: found a comment"),
            ("{\"a\": }", "1:7: found `}`"),
            ("{\"a\": NaN}", "1:7: found `NaN`"),
            ("{\"a\": 01}", "1:8: found no comma"),
            ("{'a': 1}", "1:2: found single quotes"),
            ("{a: 1}", "1:2: found a key without quotes"),
            ("{\"a\": 1} 2", "1:10: found more after the end"),
            ("{\"a\": [1, 2", "1:7: found `[` that is never closed"),
            ("{\"a\": \"b", "1:7: found a text without its end"),
            ("{\"a\": \"\\q\"}", "1:8: found an escape that JSON does not have"),
            ("{\"a\": \"x\ty\"}", "1:9: found a text with a bare tab"),
            ("{\"é\":\u{2003}1}", "1:6: found the character U+2003 between values"),
            ("{\u{b}}", "1:2: found the character U+000B between values"),
            ("{\"a\": é}", "1:7: found `é`"),
            ("", "1:1: found an empty file"),
        ];
        for (text, start) in cases {
            let said = problems_of(text);
            assert_eq!(said.len(), 1, "{text}: {said:?}");
            assert!(said[0].starts_with(&format!("a.json:{start}")), "{text}: {said:?}");
        }
    }

    #[test]
    fn a_number_that_is_not_finite_is_a_problem_and_reading_goes_on() {
        let said = problems_of("{\"a\": 1e999, \"a\": 2}");
        assert_eq!(said.len(), 2, "{said:?}");
        assert_eq!(said[0], "a.json:1:7: found 1e999, wanted a number below 1.8e308");
    }

    #[test]
    fn hostile_depth_is_refused_before_it_is_followed() {
        let said = problems_of(&"[".repeat(1_000_000));
        assert_eq!(said, ["a.json:1:65: found brackets 65 deep, wanted at most 64"]);
    }

    #[test]
    fn absurd_sizes_are_refused_where_they_begin() {
        let values = format!("[{}0]", "0,".repeat(MOST_VALUES));
        let said = problems_of(&values);
        assert_eq!(said.len(), 1);
        assert!(said[0].ends_with("found more than 1000000 values, wanted a smaller file"));
        let keys: Vec<String> = (0..=MOST_KEYS).map(|key| format!("\"{key}\":0")).collect();
        let said = problems_of(&format!("{{{}}}", keys.join(",")));
        assert_eq!(said.len(), 1);
        assert!(said[0].ends_with("found one key more, wanted at most 5000 keys in an object"));
        let said = problems_of(&format!("{{\"{}\": 0}}", "k".repeat(LONGEST_KEY + 1)));
        assert_eq!(said, ["a.json:1:2: found a longer key, wanted at most 1000 characters"]);
        let said = problems_of(&" ".repeat(LONGEST_JSON + 1));
        assert_eq!(said, ["a.json:1:1: found a longer file, wanted at most 16 MiB"]);
    }

    #[test]
    fn a_byte_order_mark_is_ignored() {
        let root = tree("\u{feff}{\"a\": 1}");
        assert_eq!(root.members()[0].place.to_string(), "a.json:1:2");
    }
}
