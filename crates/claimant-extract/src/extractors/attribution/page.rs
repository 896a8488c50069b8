//! A document as the rules see it: what is quoted, what is a time, and where sentences and paragraphs lie.

use std::ops::Range;

use claimant_doc::{Doc, Sentence, Tag};

/// What the rules need to know of a document besides its tokens.
pub struct Page<'d, 'a> {
    /// The document.
    pub doc: &'d Doc<'a>,
    /// For each token, 1 + index of the outermost quotation that holds it; 0 outside.
    pub quoted: Vec<u32>,
    /// For each token, whether a time expression holds it.
    pub timed: Vec<bool>,
}

impl Page<'_, '_> {
    /// Whether token `i` is inside a quotation.
    pub fn is_quoted(&self, i: usize) -> bool {
        self.quoted.get(i).is_some_and(|q| *q > 0)
    }

    /// Whether token `i` belongs to a time expression that is not a possessor ("Monday" in "Monday's vote" is one).
    pub fn is_time(&self, i: usize) -> bool {
        self.timed.get(i).is_some_and(|t| *t)
            && self.doc.tag(i + 1) != Tag::Pos
            && self.doc.tag(i) != Tag::Pos
    }

    /// Whether token `i` is a dash.
    pub fn is_dash(&self, i: usize) -> bool {
        matches!(self.doc.word(i), "-" | "--" | "–" | "—" | "―" | "‒")
    }

    /// Index of the sentence that holds token `i`.
    pub fn sentence(&self, i: usize) -> usize {
        self.doc.sentences.partition_point(|sentence| sentence.tokens.end <= i)
    }

    /// One past the sentence that holds token `i`.
    pub fn sentence_end(&self, i: usize) -> usize {
        self.doc.sentences.get(self.sentence(i)).map_or(i + 1, |sentence| sentence.tokens.end)
    }

    /// Index of the block that holds token `i`; one beyond all others past the end.
    pub fn block(&self, i: usize) -> usize {
        self.doc.sentences.get(self.sentence(i)).map_or(usize::MAX, |sentence| sentence.block)
    }

    /// The tokens of the block that holds token `i`.
    pub fn block_tokens(&self, i: usize) -> Range<usize> {
        let block = self.block(i);
        let sentences = &self.doc.sentences;
        let at = self.sentence(i).min(sentences.len());
        let same = |s: &&Sentence| s.block == block;
        let first = sentences[..at].iter().rev().take_while(same).last().or(sentences.get(at));
        let last = sentences[at..].iter().take_while(same).last();
        first.map_or(i, |s| s.tokens.start)..last.map_or(i, |s| s.tokens.end)
    }

    /// Whether the sentence of token `i` ends in a colon.
    pub fn ends_in_colon(&self, i: usize) -> bool {
        self.doc.word(self.sentence_end(i).wrapping_sub(1)) == ":"
    }

    /// Tokens between two stretches.
    pub fn distance(&self, a: &Range<usize>, b: &Range<usize>) -> usize {
        if a.end <= b.start { b.start - a.end } else { a.start.saturating_sub(b.end) }
    }
}
