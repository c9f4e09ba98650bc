//! Names with dots between them: how a value of a scenario and a figure of a result are named.
//!
//! `contact_types.sales.volume`. A name that has a dot itself is quoted, with double quotes or
//! backticks; `*` stands for every name of one level.

/// One name of several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Key(String),
    /// Every key (or item) of one level.
    Every,
}

impl Step {
    /// The name, unless it is `*`.
    #[must_use]
    pub(crate) fn key(&self) -> Option<&str> {
        match self {
            Self::Key(key) => Some(key),
            Self::Every => None,
        }
    }
}

/// Cuts a text at its dots; nothing where it is not made of names.
#[must_use]
pub(crate) fn steps(text: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut rest = text;
    loop {
        let (step, after) = first_step(rest)?;
        steps.push(step);
        match after.strip_prefix('.') {
            Some(next) => rest = next,
            None if after.is_empty() => return Some(steps),
            None => return None,
        }
    }
}

/// A name as it is written between dots.
#[must_use]
pub(crate) fn written(name: &str) -> String {
    let plain = !name.is_empty() && name != "*" && !name.contains(['.', '"', '`']);
    match name.contains('"') {
        _ if plain => name.to_owned(),
        true => format!("`{name}`"),
        false => format!("\"{name}\""),
    }
}

/// Splits `PATH=VALUE` at the first `=` that is not inside a quoted name.
#[must_use]
pub(crate) fn assignment(text: &str) -> Option<(String, String)> {
    let mut quote = None;
    for (position, letter) in text.char_indices() {
        match (letter, quote) {
            ('=', None) if position > 0 => {
                return Some((text[..position].to_owned(), text[position + 1..].to_owned()));
            }
            ('"' | '`', None) => quote = Some(letter),
            (_, Some(open)) if letter == open => quote = None,
            _ => {}
        }
    }
    None
}

fn first_step(text: &str) -> Option<(Step, &str)> {
    for quote in ['"', '`'] {
        if let Some(inside) = text.strip_prefix(quote) {
            let (name, after) = inside.split_once(quote)?;
            return Some((Step::Key(name.to_owned()), after));
        }
    }
    let end = text.find('.').unwrap_or(text.len());
    match &text[..end] {
        "" => None,
        "*" => Some((Step::Every, &text[end..])),
        key => Some((Step::Key(key.to_owned()), &text[end..])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for name in ["sales", "24.7 chat", "say \"hello\"", "*", "09:00", "a`b"] {
            assert_eq!(steps(&written(name)), Some(vec![Step::Key(name.to_owned())]), "{name}");
        }
        assert_eq!(steps("a.*"), Some(vec![Step::Key("a".to_owned()), Step::Every]));
    }

    #[test]
    fn an_override_splits_at_the_first_equals_sign_outside_quotes() {
        let split = |text| assignment(text).unwrap();
        assert_eq!(split("a.b=1"), ("a.b".into(), "1".into()));
        assert_eq!(split("name=a=b"), ("name".into(), "a=b".into()));
        assert_eq!(split("a.\"x=y\".c=2"), ("a.\"x=y\".c".into(), "2".into()));
        assert_eq!(split("a.`x=y`=2"), ("a.`x=y`".into(), "2".into()));
        assert!(assignment("no sign").is_none() && assignment("=3").is_none());
    }
}
