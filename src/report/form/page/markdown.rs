//! Text that stays text in Markdown.

/// One line in which nothing but its code spans is markup.
///
/// In a table a bar would end the cell, so it is escaped in code spans, too.
pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::new();
    let mut rest = text;
    while let Some((before, code, after)) = first_span(rest) {
        escape(before, &mut safe);
        safe.extend(["`", &code.replace('|', "\\|"), "`"]);
        rest = after;
    }
    escape(rest, &mut safe);
    safe
}

/// What stands before the first code span of a line, in it, and after it.
fn first_span(text: &str) -> Option<(&str, &str, &str)> {
    let (before, after) = text.split_once('`')?;
    let (code, after) = after.split_once('`')?;
    (!code.is_empty() && !code.contains('\n')).then_some((before, code, after))
}

fn escape(text: &str, safe: &mut String) {
    for letter in text.chars() {
        match letter {
            '\n' | '\r' | '\u{a0}' => safe.push(' '),
            '|' | '*' | '_' | '`' | '[' | ']' | '\\' | '#' | '~' => safe.extend(['\\', letter]),
            '<' => safe.push_str("&lt;"),
            '&' => safe.push_str("&amp;"),
            _ => safe.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_a_code_span_is_markup() {
        for (text, wanted) in [
            ("a|b\n<c>", "a\\|b &lt;c>"),
            ("formula `of|fered` of a_b", "formula `of\\|fered` of a\\_b"),
            ("a ` alone", "a \\` alone"),
            ("<img src=x onerror=alert(1)> & *b*", "&lt;img src=x onerror=alert(1)> &amp; \\*b\\*"),
        ] {
            assert_eq!(escaped(text), wanted);
        }
    }
}
