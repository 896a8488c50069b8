//! Where a sentence ends by its marks: after a stop and what closes after it, unless what follows continues.

use claimant_doc::Token;

use super::dateline;
use crate::lexicon::lower;
use crate::segment::tokens::{Follows, abbreviation};

/// Words that open sentences and are seldom names: after them "Corp." or "U.S." ended the sentence before.
const OPENERS: &[&str] = &[
    "a",
    "according",
    "after",
    "all",
    "also",
    "although",
    "an",
    "and",
    "as",
    "asked",
    "at",
    "because",
    "before",
    "but",
    "by",
    "critics",
    "despite",
    "during",
    "earlier",
    "for",
    "from",
    "he",
    "her",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "it",
    "its",
    "last",
    "many",
    "meanwhile",
    "more",
    "most",
    "my",
    "no",
    "not",
    "now",
    "of",
    "officials",
    "on",
    "one",
    "only",
    "or",
    "other",
    "others",
    "our",
    "people",
    "police",
    "rather",
    "reports",
    "several",
    "she",
    "since",
    "so",
    "some",
    "still",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "to",
    "two",
    "under",
    "until",
    "we",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "why",
    "with",
    "yet",
    "you",
    "your",
];

/// Verbs after a quotation that its speaker's name precedes.
const SAID: &[&str] = &[
    "said", "says", "asked", "asks", "told", "added", "adds", "shouted", "cried", "wrote", "tweeted",
    "replied",
];

/// A token that ends a sentence by rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// One past it.
    pub at: usize,
    /// Whether nothing else may say that it does not: the end of a dateline or of a message's header.
    pub certain: bool,
}

/// The ends among the tokens from `first` on, the last of them at the end of the tokens.
pub fn ends(text: &str, tokens: &[Token], first: usize) -> Vec<End> {
    let mut line = Line { text, tokens, quoted: false };
    let mut found = Vec::new();
    let (mut start, mut at) = (first, first);
    if let Some(end) = dateline::end(&line, first) {
        found.push(End { at: end, certain: true });
        (start, at) = (end, end);
    }
    while at < tokens.len() {
        let stops = line.may_end(at);
        if line.is_header_end(start, at) {
            found.push(End { at: at + 1, certain: true });
            (start, at) = (at + 1, at + 1);
            continue;
        }
        let end = if stops { line.closed(at + 1) } else { at + 1 };
        (at..end).for_each(|i| line.quoted ^= line.word(i) == "\"");
        if end == tokens.len() || (stops && line.ends(start, at, end)) {
            found.push(End { at: end, certain: end == tokens.len() });
            start = end;
        }
        at = end;
    }
    found
}

/// A block's tokens.
pub struct Line<'a> {
    text: &'a str,
    /// The tokens, those of the blocks before among them.
    pub tokens: &'a [Token],
    /// Whether a straight quotation mark is open.
    quoted: bool,
}

impl<'a> Line<'a> {
    /// The word of token `i`; empty beyond the last.
    pub fn word(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |token| token.span.of(self.text))
    }

    /// Its first character; a blank beyond the last.
    pub fn first_char(&self, i: usize) -> char {
        self.word(i).chars().next().unwrap_or(' ')
    }

    /// Whether no blank stands before token `i`.
    pub fn adjacent(&self, i: usize) -> bool {
        let end = i.checked_sub(1).and_then(|before| self.tokens.get(before)).map(|t| t.span.end());
        end.is_some() && end == self.tokens.get(i).map(|t| t.span.start())
    }

    /// Whether token `i` is an address that ends a line of its own: in a list of addresses or a message's header.
    fn is_header_end(&self, start: usize, i: usize) -> bool {
        let bracketed = self.word(i) == ">";
        if !bracketed && !self.is_address(i) || i + 1 == self.tokens.len() {
            return false;
        }
        let header = matches!(self.word(start), "Email" | "From" | "To") && self.word(start + 1) == ":";
        (header && self.first_char(i + 1).is_alphanumeric()) || (!bracketed && self.is_address(i + 1))
    }

    fn is_address(&self, i: usize) -> bool {
        let word = self.word(i);
        word.len() > 6
            && (word.contains("://")
                || word.starts_with("www.")
                || (word.contains('@') && word.contains('.')))
    }

    /// Whether token `i` is a stop, or a word that keeps one.
    fn may_end(&self, i: usize) -> bool {
        let word = self.word(i);
        word == "…" || word == "。" || word.ends_with(['.', '?', '!'])
    }

    /// One past the marks that close after a stop, from token `i` on: "?", quotation marks, brackets, note numbers.
    fn closed(&self, mut i: usize) -> usize {
        while i < self.tokens.len() {
            i = match self.word(i) {
                "[" if self.word(i + 2) == "]" && self.first_char(i + 1).is_ascii_digit() => i + 3,
                "”" | "»" | ")" | "]" | "}" => i + 1,
                "\"" | "''" | "'" | "’" | "?" | "!" | "?!" | "!!" | "." if self.adjacent(i) => i + 1,
                "\"" if self.quoted && !self.adjacent(i + 1) => i + 1,
                _ => break,
            };
        }
        i.min(self.tokens.len())
    }

    /// Whether the sentence from `start` ends before token `next`, with its stop at `stop`.
    fn ends(&self, start: usize, stop: usize, next: usize) -> bool {
        let mark = self.word(stop);
        let quoted = next > stop + 1;
        if self.adjacent(next) {
            return mark == "." && self.is_missing_blank(stop, next);
        }
        if self.word(next) == "." {
            return false;
        }
        let lower_case = self.first_char(next).is_lowercase();
        match mark {
            "." => self.stop_ends(start, stop, next, quoted && lower_case),
            _ if mark.ends_with(['?', '!']) && quoted => !(lower_case || self.speaker_follows(next)),
            // "Yahoo! shares" goes on; so does nothing else that starts small after a bare mark
            _ if mark.ends_with(['?', '!']) => {
                !(lower_case && self.first_char(stop.saturating_sub(1)).is_uppercase())
            }
            "…" | "。" => !lower_case,
            _ if mark.starts_with('.') => !lower_case,
            _ => self.abbreviation_ends(stop, next),
        }
    }

    /// "over.The": a small word, a stop, a capital and small letters.
    fn is_missing_blank(&self, stop: usize, next: usize) -> bool {
        let small = |c: char| c.is_lowercase();
        let (before, after) = (self.word(stop.saturating_sub(1)), self.word(next));
        let mut letters = after.chars();
        before.chars().next_back().is_some_and(small)
            && letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_none_or(small)
    }

    fn stop_ends(&self, start: usize, stop: usize, next: usize, continues: bool) -> bool {
        let enumerates = stop == start + 1 && self.word(start).chars().all(|c| c.is_ascii_digit());
        !continues && !enumerates && !matches!(self.word(next), "," | ";" | ":")
    }

    /// A name and a said-verb after a quotation: `"Stop!" Osei said`.
    fn speaker_follows(&self, next: usize) -> bool {
        let name = (next..next + 4).take_while(|i| self.first_char(*i).is_uppercase()).count();
        name > 0 && lower(self.word(next + name), |word| SAID.contains(&word))
    }

    fn abbreviation_ends(&self, stop: usize, next: usize) -> bool {
        let word = self.word(stop);
        let follows = abbreviation(word.trim_end_matches('.'));
        let initial = self.first_char(next);
        match follows {
            Some(Follows::Name | Follows::Rest | Follows::Number) => false,
            _ if self.opens(next) => true,
            Some(Follows::Day) => initial.is_uppercase(),
            _ => {
                matches!(word, "a.m." | "p.m." | "etc.")
                    && initial.is_uppercase()
                    && self.word(next).len() > 3
                    && !self.is_day(next)
            }
        }
    }

    /// Whether token `i`, perhaps after an opening quotation mark, opens a sentence.
    fn opens(&self, i: usize) -> bool {
        match self.word(i) {
            "\"" | "“" | "‘" | "«" | "'" => self.first_char(i + 1).is_uppercase(),
            word => {
                word.starts_with(char::is_uppercase)
                    && lower(word, |word| OPENERS.binary_search(&word).is_ok())
            }
        }
    }

    fn is_day(&self, i: usize) -> bool {
        let word = self.word(i);
        word.ends_with("day")
            || ["Eastern", "Pacific", "Central", "Greenwich", "Moscow", "Beijing"].contains(&word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openers_are_sorted_for_the_search() {
        assert!(OPENERS.is_sorted());
    }
}
