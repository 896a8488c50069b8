//! The blocks of a text: what the reader found, else paragraphs by blank lines and line ends.

use std::ops::Range;

use claimant_doc::Article;

/// Lines at least this wide (in bytes) may be hard-wrapped prose; shorter ones are lists, verse or headings.
const WRAP_WIDTH: usize = 40;
/// No typewriter wraps wider than this.
const WRAP_WIDTH_MOST: usize = 140;

/// The blocks of an article in text order, none of them blank; together they hold all its words.
pub fn blocks(article: &Article) -> Vec<Range<usize>> {
    let text = article.text();
    let mut found = Vec::new();
    let mut done = 0;
    for block in &article.blocks {
        let (start, end) = (block.span.start(), block.span.end());
        if start >= done && end <= text.len() {
            paragraphs(text, done..start, &mut found);
            add(text, start..end, &mut found);
            done = end;
        }
    }
    paragraphs(text, done..text.len(), &mut found);
    found
}

/// Adds `range` unless it is blank or cuts a character.
fn add(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    if text.get(range.clone()).is_some_and(|slice| !slice.trim().is_empty()) {
        found.push(range);
    }
}

/// Paragraphs of a range without known blocks: cut at blank lines, then at the line ends that are not wraps.
fn paragraphs(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let Some(slice) = text.get(range.clone()) else { return };
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut at = range.start;
    for line in slice.split_inclusive('\n') {
        let end = at + line.len();
        if line.trim().is_empty() {
            unwrap_lines(text, &lines, found);
            lines.clear();
        } else {
            lines.push(at..end);
        }
        at = end;
    }
    unwrap_lines(text, &lines, found);
}

/// Joins the lines of one paragraph where they are hard-wrapped; every other line is its own block.
fn unwrap_lines(text: &str, lines: &[Range<usize>], found: &mut Vec<Range<usize>>) {
    let width = lines.iter().map(|line| trimmed(text, line).len()).max().unwrap_or_default();
    let wrapped = (WRAP_WIDTH..=WRAP_WIDTH_MOST).contains(&width) && looks_wrapped(text, lines, width);
    let mut start = None;
    for (i, line) in lines.iter().enumerate() {
        let from = *start.get_or_insert(line.start);
        let next = lines.get(i + 1);
        let joined =
            next.is_some_and(|next| wrapped && (is_full(text, line, next, width) || !ends(text, line)));
        if !joined {
            add(text, from..line.end, found);
            start = None;
        }
    }
}

/// Whether most line ends stand where the next word no longer fitted, and not all of them after a full stop.
fn looks_wrapped(text: &str, lines: &[Range<usize>], width: usize) -> bool {
    let pairs = || lines.iter().zip(lines.iter().skip(1));
    let full = pairs().filter(|(line, next)| is_full(text, line, next, width)).count();
    let open = pairs().filter(|(line, _)| !ends(text, line)).count();
    full * 3 >= pairs().count() * 2 && open * 2 >= pairs().count().max(1)
}

/// Whether the first word of `next` would not have fitted on `line`, with some leave for ragged setting.
fn is_full(text: &str, line: &Range<usize>, next: &Range<usize>, width: usize) -> bool {
    let word = trimmed(text, next).split_whitespace().next().unwrap_or_default();
    (trimmed(text, line).len() + 1 + word.len()) * 20 >= width * 19
}

/// Whether a line ends like a sentence.
fn ends(text: &str, line: &Range<usize>) -> bool {
    trimmed(text, line)
        .trim_end_matches(['"', '\'', '”', '’', '»', ')', ']'])
        .ends_with(['.', '!', '?', ':', '…'])
}

fn trimmed<'a>(text: &'a str, line: &Range<usize>) -> &'a str {
    text.get(line.clone()).unwrap_or_default().trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let article = Article::new(text);
        let found = blocks(&article);
        found.into_iter().map(|range| text[range].trim()).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs_and_line_ends_part_lines() {
        assert_eq!(cut("One.\n\nTwo.\n \nThree"), ["One.", "Two.", "Three"]);
        assert_eq!(
            cut("Flood kills nine\nThe river rose overnight.\nRescue teams arrived."),
            ["Flood kills nine", "The river rose overnight.", "Rescue teams arrived."]
        );
        assert!(cut(" \n\n ").is_empty());
    }

    #[test]
    fn hard_wrapped_prose_stays_together() {
        let text = "The ministry said on Tuesday that nine villages\nhad been cut off by the flood and that boats had\n\
                    been sent. A second wave was expected later in\nthe week, it said.";
        assert_eq!(cut(text).len(), 1);
    }
}
