//! Styled text that wraps to the width of the terminal.
//!
//! Whatever an article holds, only visible characters reach the terminal: control and bidirectional characters are
//! shown by their code point, so that no page can move the cursor or turn a sentence round.

use unicode_width::UnicodeWidthChar;

/// How words look. Never the only bearer of a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    Plain,
    Bold,
    Dim,
    /// Doubt: alleged, denied, inconsistent.
    Alert,
    /// Who vouches.
    Source,
}

impl Paint {
    fn code(self) -> &'static str {
        match self {
            Paint::Plain => "",
            Paint::Bold => "\x1b[1m",
            Paint::Dim => "\x1b[2m",
            Paint::Alert => "\x1b[1;31m",
            Paint::Source => "\x1b[36m",
        }
    }
}

/// The page that is written on: its width in columns, and whether colors may be used.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    pub width: usize,
    pub color: bool,
}

/// A paragraph of styled words.
#[derive(Default)]
pub struct Flow {
    cells: Vec<(char, Paint)>,
}

impl Flow {
    /// Adds `text`; a blank at either end separates it from its neighbours.
    pub fn add(mut self, paint: Paint, text: &str) -> Flow {
        self.cells.extend(visible(text).chars().map(|c| (c, paint)));
        self
    }

    /// Adds `text` if `when`.
    pub fn add_if(self, when: bool, paint: Paint, text: &str) -> Flow {
        if when { self.add(paint, text) } else { self }
    }

    /// Writes the paragraph to `out`, the first line indented by `first` columns, the others by `rest`.
    pub fn write(&self, page: &Page, first: usize, rest: usize, out: &mut String) {
        let room = |indent: usize| page.width.saturating_sub(indent).max(8);
        let mut line = Vec::new();
        let mut indent = first;
        let mut used = 0;
        for word in self.words().flat_map(|word| pieces(word, room(first.max(rest)))) {
            let width = columns(word);
            if used > 0 && used + 1 + width > room(indent) {
                write_line(page, indent, &line, out);
                line.clear();
                (indent, used) = (rest, 0);
            }
            if used > 0 {
                let same = line.last().is_some_and(|(_, paint)| *paint == word[0].1);
                line.push((' ', if same { word[0].1 } else { Paint::Plain }));
                used += 1;
            }
            line.extend_from_slice(word);
            used += width;
        }
        if used > 0 {
            write_line(page, indent, &line, out);
        }
    }

    fn words(&self) -> impl Iterator<Item = &[(char, Paint)]> {
        self.cells.split(|(c, _)| c.is_whitespace()).filter(|word| !word.is_empty())
    }
}

/// A word in parts of at most `room` columns.
fn pieces(word: &[(char, Paint)], room: usize) -> Vec<&[(char, Paint)]> {
    let mut parts = Vec::new();
    let (mut start, mut used) = (0, 0);
    for (i, (c, _)) in word.iter().enumerate() {
        let width = c.width().unwrap_or(0);
        if used + width > room {
            parts.push(&word[start..i]);
            (start, used) = (i, 0);
        }
        used += width;
    }
    parts.push(&word[start..]);
    parts
}

fn columns(cells: &[(char, Paint)]) -> usize {
    cells.iter().map(|(c, _)| c.width().unwrap_or(0)).sum()
}

fn write_line(page: &Page, indent: usize, cells: &[(char, Paint)], out: &mut String) {
    out.extend(std::iter::repeat_n(' ', indent));
    for run in cells.chunk_by(|a, b| a.1 == b.1) {
        let code = if page.color { run[0].1.code() } else { "" };
        out.push_str(code);
        out.extend(run.iter().map(|(c, _)| c));
        out.push_str(if code.is_empty() { "" } else { "\x1b[0m" });
    }
    out.push('\n');
}

/// `text` with every character that hides or moves something written as its code point.
pub fn visible(text: &str) -> String {
    if text.is_ascii() && !text.bytes().any(|b| b.is_ascii_control() && !b.is_ascii_whitespace()) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            out.push_str(&format!("<U+{:04X}>", c as u32));
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether `c` shows nothing and changes how other characters show.
pub fn is_hidden(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' | '\u{c}' => false,
        // Joiners are part of emoji and of several scripts' spelling.
        '\u{200c}' | '\u{200d}' => false,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' => true,
        '\u{61c}' | '\u{feff}' | '\u{ad}' | '\u{180e}' | '\u{fff9}'..='\u{fffb}' => true,
        '\u{e0000}'..='\u{e007f}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize) -> String {
        let mut out = String::new();
        Flow::default().add(Paint::Plain, text).write(&Page { width, color: false }, 0, 2, &mut out);
        out
    }

    #[test]
    fn lines_stay_within_the_width() {
        assert_eq!(
            wrapped("the governor said that rates would fall", 16),
            "the governor\n  said that\n  rates would\n  fall\n"
        );
        assert_eq!(wrapped("日本語日本語日本語", 12), "日本語日本\n  語日本語\n");
        assert_eq!(wrapped("  ", 12), "");
        for width in 10..40 {
            let text = "a bb ccc dddddddddddddddddddddd 日本語 e\u{301}é ".repeat(9);
            for line in wrapped(&text, width).lines() {
                assert!(line.chars().map(|c| c.width().unwrap_or(0)).sum::<usize>() <= width, "{line:?}");
            }
        }
    }

    #[test]
    fn no_article_can_move_the_cursor_or_turn_a_line_round() {
        assert_eq!(wrapped("a\u{1b}[2Jb \u{202e}c\u{7}", 80), "a<U+001B>[2Jb <U+202E>c<U+0007>\n");
        assert_eq!(visible("tab\tand é"), "tab\tand é");
    }

    #[test]
    fn colors_are_only_written_where_wanted() {
        let mut out = String::new();
        let flow = Flow::default().add(Paint::Alert, "alleged").add(Paint::Plain, " by");
        flow.write(&Page { width: 80, color: true }, 0, 0, &mut out);
        assert_eq!(out, "\x1b[1;31malleged\x1b[0m by\n");
    }
}
