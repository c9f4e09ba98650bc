//! Text that others wrote, on one line and in characters that can be seen.
//!
//! A name may hold whatever JSON can escape: a line break that begins a sentence of its own, an
//! order to the terminal, marks that turn the direction of writing, characters without a picture.
//! Names and titles with such are refused when a file is read; whatever else is quoted from a
//! file, a path or the command line is printed by [`visible`].

use std::borrow::Cow;

/// Characters without a picture of their own, first and last of each range: what formats, joins,
/// turns or tags others, and fillers (Unicode's default ignorable code points, and its marks for
/// lines, paragraphs, directions and annotations).
const HIDDEN: [(char, char); 19] = [
    ('\u{ad}', '\u{ad}'),
    ('\u{34f}', '\u{34f}'),
    ('\u{61c}', '\u{61c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{2028}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{2800}', '\u{2800}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fffb}'),
    ('\u{13430}', '\u{1345f}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
];

/// Whether a character has no picture of its own: it controls, formats or fills.
#[must_use]
pub(crate) fn is_hidden(character: char) -> bool {
    let among = |(first, last): &(char, char)| (*first..=*last).contains(&character);
    character.is_control() || (!character.is_ascii() && HIDDEN.iter().any(among))
}

/// The first character of a text that a name must not have. Joiners and the forms of a picture
/// belong to scripts and pictures that are written with them, and may follow one of these.
#[must_use]
pub(crate) fn first_hidden(text: &str) -> Option<char> {
    let mut before = ' ';
    text.chars().find(|&character| {
        let joins = matches!(character, '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}');
        let belongs = joins && !before.is_ascii() && !is_hidden(before);
        before = character;
        is_hidden(character) && !belongs
    })
}

/// The text with every hidden character as an escape: `\n`, `\u{1b}`.
#[must_use]
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\n' | '\r' | '\t' => shown.extend(character.escape_default()),
            _ if is_hidden(character) => shown.extend(character.escape_unicode()),
            _ => shown.push(character),
        }
    }
    shown.into()
}

/// The text with every character beyond plain ASCII as an escape, to tell apart what looks alike.
#[must_use]
pub(crate) fn spelled(text: &str) -> String {
    let spell = |character: char| match character {
        ' '..='~' => character.to_string(),
        _ => character.escape_default().to_string(),
    };
    text.chars().map(spell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_escaped_and_what_can_is_left() {
        let cases = [
            ("sales", "sales"),
            ("Überläufe 電話", "Überläufe 電話"),
            ("e\u{301}", "e\u{301}"),
            ("a\n\tb", "a\\n\\tb"),
            ("\u{1b}]0;x\u{7}", "\\u{1b}]0;x\\u{7}"),
            ("\u{9b}2J", "\\u{9b}2J"),
            ("\u{202e}selas", "\\u{202e}selas"),
            ("a\u{200b}", "a\\u{200b}"),
            ("\u{2028}It holds", "\\u{2028}It holds"),
            ("\u{feff}date", "\\u{feff}date"),
        ];
        for (text, shown) in cases {
            assert_eq!(visible(text), shown);
            assert_eq!(first_hidden(text).is_some(), text != shown, "{shown}");
        }
    }

    #[test]
    fn a_joiner_belongs_to_a_script_that_is_written_with_it() {
        assert_eq!(first_hidden("می\u{200c}خواهم"), None);
        assert_eq!(first_hidden("\u{2764}\u{fe0f}"), None);
        assert_eq!(first_hidden("sales\u{200d}"), Some('\u{200d}'));
        assert_eq!(first_hidden("é\u{200d}\u{200d}"), Some('\u{200d}'));
    }

    #[test]
    fn what_looks_alike_is_spelled() {
        assert_eq!(spelled("e\u{301} a"), "e\\u{301} a");
        assert_eq!(spelled("s\u{430}les"), "s\\u{430}les");
    }
}
