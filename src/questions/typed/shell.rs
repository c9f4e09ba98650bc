//! Words of a command line as a POSIX shell takes them, so that what is printed can be pasted.

use std::fmt::Write;
use std::path::Path;

/// A flag and its value.
pub(crate) fn quoted(flag: &str, value: &str) -> String {
    // A value that looks like a flag would be taken for one.
    let joint = if value.starts_with('-') && flag.starts_with('-') { '=' } else { ' ' };
    format!("{flag}{joint}{}", word(value))
}

/// A file or a folder; one whose name begins with a minus is none of our flags.
pub(crate) fn path(path: &Path) -> String {
    file(&path.to_string_lossy())
}

/// The same of a path that is written already.
pub(crate) fn file(path: &str) -> String {
    if path.starts_with('-') { word(&format!("./{path}")) } else { word(path) }
}

/// One word, in quotes where a shell would read it otherwise.
fn word(text: &str) -> String {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_./=:+-%,@".contains(letter);
    // Some shells look a word up that begins with an equals sign.
    if !text.is_empty() && !text.starts_with('=') && text.chars().all(is_plain) {
        return text.to_owned();
    }
    if !text.contains(char::is_control) {
        return format!("'{}'", text.replace('\'', r"'\''"));
    }
    // What cannot be seen is written so that it can, on one line.
    let mut shown = String::new();
    for letter in text.chars() {
        match letter {
            '\\' => shown.push_str(r"\\"),
            '\'' => shown.push_str(r"\047"),
            _ if letter.is_control() => {
                let mut bytes = [0; 4];
                for byte in letter.encode_utf8(&mut bytes).bytes() {
                    write!(shown, "\\{byte:03o}").expect("a text can be written to");
                }
            }
            _ => shown.push(letter),
        }
    }
    format!(r#""$(printf '{}')""#, shown.replace('%', "%%"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted_for_the_shell_when_they_need_it() {
        assert_eq!(quoted("--set", "a.b=1"), "--set a.b=1");
        assert_eq!(
            quoted("--scale", "contact_types.*.volume=1.1"),
            "--scale 'contact_types.*.volume=1.1'"
        );
        assert_eq!(quoted("run", "it's"), r"run 'it'\''s'");
        assert_eq!(quoted("--only", "-a"), "--only=-a");
        assert_eq!(file("-a.json"), "./-a.json");
    }

    #[test]
    #[cfg(unix)]
    fn a_shell_reads_back_what_was_meant() {
        for text in [
            "plain",
            "with blanks",
            "it's",
            "\"double\"",
            "$HOME `ls` $(ls)",
            "*?[a]{b,c}",
            "~",
            "=a",
            "a=b",
            "#x",
            "a;b&c|d<e>f",
            "back\\slash",
            "é ü €",
            "",
            "!bang",
            "two\nlines",
            "bell\u{7} and % and it's \\n",
            "100%",
        ] {
            let line = format!("printf '%s|' {}", word(text));
            let output = std::process::Command::new("sh").args(["-c", &line]).output().unwrap();
            assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("{text}|"), "{line}");
            assert!(!line.contains('\n'));
        }
    }
}
