//! The page that a report is written on: width, wrapping and colour of a terminal, or the blocks of
//! Markdown.

mod markdown;

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use super::figure::NO_BREAK;
use crate::report::{Colour, Medium, Terminal};
pub(crate) use markdown::escaped;

/// What a piece of text is, which decides how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    Plain,
    Title,
    Heading,
    /// Intervals and footnotes.
    Faint,
    Better,
    Worse,
    /// The target in a chart.
    Mark,
}

impl Ink {
    fn style(self) -> Style {
        match self {
            Self::Plain => Style::new(),
            Self::Title | Self::Heading => Style::new().bold(),
            Self::Faint => Style::new().dimmed(),
            Self::Better => AnsiColor::Green.on_default(),
            Self::Worse => AnsiColor::Red.on_default(),
            Self::Mark => AnsiColor::Cyan.on_default(),
        }
    }
}

/// A writer that knows what it writes for.
pub(crate) struct Page<'a> {
    out: &'a mut dyn Write,
    /// Of a terminal; none: Markdown.
    colour: Option<Colour>,
    pub(crate) width: usize,
    /// What was written last in Markdown.
    last: Block,
}

/// A block of Markdown: an empty line stands between two, but for items of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    /// Nothing was written yet.
    Nothing,
    Text,
    Item,
}

impl<'a> Page<'a> {
    pub(crate) fn new(out: &'a mut dyn Write, medium: impl Into<Medium>) -> Self {
        let (colour, width) = match medium.into() {
            Medium::Terminal(Terminal { colour, width }) => (Some(colour), width),
            Medium::Markdown => (None, usize::MAX),
        };
        Self { out, colour, width, last: Block::Nothing }
    }

    /// Whether it is Markdown, whose tables and charts are written in another way.
    pub(crate) fn is_markdown(&self) -> bool {
        self.colour.is_none()
    }

    /// A block of Markdown, as it is.
    pub(crate) fn block(&mut self, text: &str) -> io::Result<()> {
        self.begin(Block::Text)?;
        writeln!(self.out, "{text}")
    }

    fn begin(&mut self, block: Block) -> io::Result<()> {
        let is_further_item = block == Block::Item && self.last == Block::Item;
        if self.last != Block::Nothing && !is_further_item {
            self.out.write_all(b"\n")?;
        }
        self.last = block;
        Ok(())
    }

    /// What it is about, at the top.
    pub(crate) fn title(&mut self, title: &str) -> io::Result<()> {
        if self.is_markdown() {
            return self.block(&format!("# {}", escaped(title)));
        }
        self.put(title, Ink::Title)?;
        self.end_line()?;
        self.end_line()
    }

    /// An empty line of a terminal; Markdown has its own between blocks.
    pub(crate) fn gap(&mut self) -> io::Result<()> {
        if self.is_markdown() { Ok(()) } else { self.end_line() }
    }

    /// Lines whose columns stand under each other.
    pub(crate) fn chart(
        &mut self,
        draw: impl FnOnce(&mut Page<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        if !self.is_markdown() {
            return draw(self);
        }
        self.block("```text")?;
        draw(self)?;
        writeln!(self.out, "```")
    }

    /// One piece of a line.
    pub(crate) fn put(&mut self, text: &str, ink: Ink) -> io::Result<()> {
        if self.colour != Some(Colour::Yes) || ink == Ink::Plain || text.trim().is_empty() {
            return self.out.write_all(text.as_bytes());
        }
        let style = ink.style();
        write!(self.out, "{style}{text}{style:#}")
    }

    pub(crate) fn end_line(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n")
    }

    /// A heading with an empty line above it, and words about it.
    pub(crate) fn heading(&mut self, heading: &str, about: &str) -> io::Result<()> {
        if self.is_markdown() {
            self.block(&format!("## {}", escaped(heading)))?;
            return if about.is_empty() { Ok(()) } else { self.block(&escaped(about)) };
        }
        self.end_line()?;
        self.put(heading, Ink::Heading)?;
        if about.is_empty() {
            return self.end_line();
        }
        if columns(heading) + 2 + columns(about) <= self.width {
            self.put(&format!("  {about}"), Ink::Faint)?;
            return self.end_line();
        }
        self.end_line()?;
        self.paragraph(about, Ink::Faint, 2, 2)
    }

    /// A command under a label, cut between its words so that it can be pasted whole.
    pub(crate) fn command(&mut self, label: &str, command: &str) -> io::Result<()> {
        if self.is_markdown() {
            self.block(&format!("{}:", escaped(label)))?;
            return self.block(&format!("```console\n$ {command}\n```"));
        }
        for (number, line) in shell_lines(label, command, self.width).iter().enumerate() {
            self.put(if number == 0 { "  " } else { "    " }, Ink::Plain)?;
            self.put(line, Ink::Plain)?;
            self.end_line()?;
        }
        Ok(())
    }

    /// Text wrapped to the width: the first line and the others with their own indents. In Markdown
    /// what hangs, or begins with a dash, is an item of a list.
    pub(crate) fn paragraph(
        &mut self,
        text: &str,
        ink: Ink,
        first: usize,
        others: usize,
    ) -> io::Result<()> {
        if self.is_markdown() {
            let item = text.strip_prefix("- ").or((others > first).then_some(text));
            let Some(item) = item else { return self.block(&escaped(text)) };
            self.begin(Block::Item)?;
            return writeln!(self.out, "- {}", escaped(item));
        }
        let lines = wrap(text, self.width, first, others);
        for (number, line) in lines.iter().enumerate() {
            self.put(&" ".repeat(if number == 0 { first } else { others }), Ink::Plain)?;
            self.put(line, ink)?;
            self.end_line()?;
        }
        Ok(())
    }
}

/// How many columns of a terminal a text takes.
pub(crate) fn columns(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// The lines of a text at a width, all of them indented.
#[must_use]
pub fn indented(text: &str, width: usize, indent: usize) -> Vec<String> {
    let lines = wrap(text, width, indent, indent);
    lines.iter().map(|line| format!("{:indent$}{line}", "")).collect()
}

/// The lines of a command after a label, each but the last with a backslash at its end; indents of
/// two and four are still to come.
fn shell_lines(label: &str, command: &str, width: usize) -> Vec<String> {
    let mut lines = vec![format!("{label}:")];
    for word in shell_words(command) {
        let indent = if lines.len() == 1 { 2 } else { 4 };
        let line = lines.last_mut().expect("there is always a line");
        // Room for the blank and the backslash of a line that goes on.
        if indent + columns(line) + 1 + columns(word) + 2 <= width || line.ends_with(':') {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        } else {
            line.push_str(" \\");
            lines.push(word.to_owned());
        }
    }
    lines
}

/// What stands between blanks outside of quotes.
fn shell_words(command: &str) -> impl Iterator<Item = &str> {
    let (mut quote, mut escaped) = (None, false);
    let is_end = move |letter: char| {
        match (letter, quote) {
            _ if escaped => escaped = false,
            ('\\', None | Some('"')) => escaped = true,
            ('\'' | '"', None) => quote = Some(letter),
            (_, Some(open)) if letter == open => quote = None,
            _ => {}
        }
        letter == ' ' && quote.is_none()
    };
    command.split(is_end).filter(|word| !word.is_empty())
}

/// The lines of a text at a width; a word longer than a line stands alone.
pub(crate) fn wrap(text: &str, width: usize, first: usize, others: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let indent = if lines.len() == 1 { first } else { others };
        let line = lines.last_mut().expect("there is always a line");
        if line.is_empty() {
            line.push_str(word);
        } else if indent + columns(line) + 1 + columns(word) <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.iter().map(|line| line.replace(NO_BREAK, " ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_between_words() {
        assert_eq!(wrap("one two three", 9, 0, 2), ["one two", "three"]);
        assert_eq!(wrap("one twothreefour", 5, 0, 0), ["one", "twothreefour"]);
        assert_eq!(wrap("aa bb cc", 6, 0, 4), ["aa bb", "cc"]);
        assert_eq!(wrap("at 93.18\u{a0}%", 9, 0, 0), ["at", "93.18 %"]);
    }

    #[test]
    fn a_command_is_cut_between_words_where_a_shell_may_read_on() {
        let command = r"switchroom run 'a b c.json' --set 'it'\''s x'=1 --seed 1";
        let lines = shell_lines("again", command, 32);
        assert_eq!(lines[0], r"again: switchroom run \");
        assert_eq!(lines[1], r"'a b c.json' --set \");
        assert_eq!(lines[2], r"'it'\''s x'=1 --seed 1");
        let whole = lines.join("\n").replace(" \\\n", " ");
        assert_eq!(whole, format!("again: {command}"));
        assert_eq!(shell_lines("again", "a b", 80), ["again: a b"]);
    }

    #[test]
    fn there_is_no_escape_code_without_colour() {
        let mut out = Vec::new();
        Page::new(&mut out, Terminal { colour: Colour::No, width: 100 })
            .put("better", Ink::Better)
            .unwrap();
        assert_eq!(out, b"better");
        let mut out = Vec::new();
        Page::new(&mut out, Terminal { colour: Colour::Yes, width: 100 })
            .put("better", Ink::Better)
            .unwrap();
        assert_eq!(out, b"\x1b[32mbetter\x1b[0m");
    }
}
