//! Spans and their words.
//!
//! A span is in code points of the gold text; a role may be discontinuous. A prediction whose text differs from the
//! gold's only in white space is laid onto the gold text; spans that cannot be are dropped, and so count as wrong.

use std::sync::LazyLock;

use regex::Regex;

use super::item::Ends;

/// The words that spans cover or, where they cover none, their characters: sorted, without repeats.
pub type Cover = Vec<u32>;

/// Marks an element of a [`Cover`] as a character.
const CHARACTER: u32 = 1 << 31;

/// Letters, numbers and the low line, with inner apostrophes.
static WORD: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{N}_]+(?:['’][\p{L}\p{N}_]+)*").ok());

/// What white space is to the scorers: Unicode's, and the four separators of ASCII.
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// A gold text and its words.
pub struct Text {
    /// Its characters.
    pub chars: Vec<char>,
    words: Vec<Ends>,
}

impl Text {
    /// Finds the words.
    pub fn new(text: &str) -> Text {
        let (mut byte, mut point) = (0, 0);
        let mut points_to = |end: usize| {
            point += text[byte..end].chars().count();
            byte = end;
            point
        };
        let found = WORD.iter().flat_map(|word| word.find_iter(text));
        let words = found.map(|m| (points_to(m.start()), points_to(m.end()))).collect();
        Text { chars: text.chars().collect(), words }
    }

    /// The set of words that mostly lie in the spans: quotation marks and commas never matter.
    pub fn covered(&self, spans: &[Ends]) -> Cover {
        let mut out: Cover = spans.iter().flat_map(|span| self.words_in(*span)).collect();
        if out.is_empty() {
            out = spans.iter().flat_map(|(s, e)| *s as u32..*e as u32).map(|c| c | CHARACTER).collect();
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    fn words_in(&self, (start, end): Ends) -> impl Iterator<Item = u32> {
        let first = self.words.partition_point(|w| w.0 <= start).saturating_sub(1);
        let inside = move |&(a, b): &Ends| {
            let shared = b.min(end) as i64 - a.max(start) as i64;
            2 * shared > (b - a) as i64 || (start >= a && end <= b)
        };
        let near = self.words.iter().enumerate().skip(first).take_while(move |(_, w)| w.0 < end);
        near.filter(move |(_, w)| inside(w)).map(|(i, _)| i as u32)
    }

    /// Contiguous runs: cut at line ends, outer blanks off, runs joined where only blanks part them.
    pub fn pieces(&self, spans: &[Ends]) -> Vec<Ends> {
        let mut sorted = spans.to_vec();
        sorted.sort_unstable();
        let mut out: Vec<Ends> = Vec::new();
        for (start, end) in sorted.into_iter().flat_map(|span| self.lines(span)) {
            match out.last_mut() {
                Some(last) if self.only_blanks(last.1, start) => last.1 = last.1.max(end),
                _ => out.push((start, end)),
            }
        }
        out
    }

    fn only_blanks(&self, from: usize, to: usize) -> bool {
        self.slice((from, to)).iter().all(|c| is_blank(*c) && *c != '\n')
    }

    /// The lines of a span without their outer blanks.
    fn lines(&self, span: Ends) -> Vec<Ends> {
        let mut out = Vec::new();
        let mut start = span.0;
        for line in self.slice(span).split(|c| *c == '\n') {
            let left = line.iter().take_while(|c| is_blank(**c)).count();
            let right = line.iter().rev().take_while(|c| is_blank(**c)).count();
            if left < line.len() {
                out.push((start + left, start + line.len() - right));
            }
            start += line.len() + 1;
        }
        out
    }

    /// The characters of a span; ends outside the text are moved in.
    pub fn slice(&self, (start, end): Ends) -> &[char] {
        let end = end.min(self.chars.len());
        &self.chars[start.min(end)..end]
    }

    /// The words of a span as they stand.
    pub fn string(&self, span: Ends) -> String {
        self.slice(span).iter().collect()
    }
}

/// Lays spans of a predicted text onto the gold text.
pub enum Mover {
    /// The texts are equal: only spans outside the text (of this length) are dropped.
    Same(usize),
    /// They differ in white space: the places of all other characters, in gold and in prediction.
    Blanks(Vec<usize>, Vec<usize>),
    /// They differ: nothing can be laid on.
    Nowhere,
}

impl Mover {
    /// How to lay spans of `predicted` onto `gold`.
    pub fn new(gold: &str, predicted: &str) -> Mover {
        let solid = |text: &str| -> (Vec<usize>, Vec<char>) {
            text.chars().enumerate().filter(|(_, c)| !is_blank(*c)).unzip()
        };
        if gold == predicted {
            return Mover::Same(gold.chars().count());
        }
        let ((gold_places, a), (places, b)) = (solid(gold), solid(predicted));
        if a == b { Mover::Blanks(gold_places, places) } else { Mover::Nowhere }
    }

    /// A predicted span in the gold text.
    pub fn lay(&self, (start, end): Ends) -> Option<Ends> {
        match self {
            Mover::Same(length) => (start < end && end <= *length).then_some((start, end)),
            Mover::Blanks(gold, own) => {
                let (a, b) = (own.partition_point(|p| *p < start), own.partition_point(|p| *p < end));
                (a < b).then(|| (gold[a], gold[b - 1] + 1))
            }
            Mover::Nowhere => None,
        }
    }

    /// Those of the spans that can be laid on.
    pub fn lay_all(&self, spans: &[Ends]) -> Vec<Ends> {
        spans.iter().filter_map(|span| self.lay(*span)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_at_the_ends_does_not_matter() {
        let text = Text::new("He said, \"It is 3.5 km.\n\nGo on.\"");
        assert_eq!(text.covered(&[(9, 15)]), text.covered(&[(10, 15)]));
        assert_eq!(text.covered(&[(0, 32)]).len(), 9);
        assert_eq!(text.covered(&[(9, 10)]), [9 | CHARACTER]);
        assert_eq!(text.pieces(&[(9, 32)]), [(9, 23), (25, 32)]);
        assert_eq!(text.pieces(&[(0, 2), (3, 7)]), [(0, 7)]);
    }

    #[test]
    fn texts_that_differ_in_blanks_are_laid_on() {
        assert_eq!(Mover::new("a  b\n\nc", "a b c").lay((2, 5)), Some((3, 7)));
        assert_eq!(Mover::new("abc", "abd").lay((0, 1)), None);
        assert_eq!(Mover::new("abc", "abc").lay((1, 9)), None);
    }
}
