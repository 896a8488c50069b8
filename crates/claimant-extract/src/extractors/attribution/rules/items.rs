//! What a colon at the end of a sentence introduces: a quotation, or a list of items below it.

use claimant_doc::{BlockKind, Span, Tag};

use super::verbal::Verb;
use super::{Found, Scene};
use crate::extractors::attribution::cues::Frames;

/// Items that are looked at; a longer list is no list of charges.
const MOST: usize = 50;

impl Scene<'_, '_, '_> {
    /// The quotation or the items of the list that follow the sentence, if its last word is the colon at token `at`.
    pub(super) fn items(&self, at: usize) -> Vec<Span> {
        let doc = self.doc();
        let Some(sentence) = doc.sentences.get(self.index) else { return Vec::new() };
        if doc.word(at) != ":" || at + 1 != sentence.tokens.end {
            return Vec::new();
        }
        if let Some(quotation) = self.quotation(at + 1) {
            return if self.extent(quotation).start == at + 1 { quotation.parts.clone() } else { Vec::new() };
        }
        let rest = &doc.sentences[self.index + 1..];
        let blocks = rest.chunk_by(|a, b| a.block == b.block).take(MOST);
        let items = blocks.skip_while(|block| block[0].block == sentence.block).map_while(|block| {
            let tokens = block.first()?.tokens.start..block.last()?.tokens.end;
            self.is_item(tokens.start).then(|| doc.span(self.past_bullet(tokens.start)..tokens.end)).flatten()
        });
        items.collect()
    }

    /// The paragraph below "The Courier reports:", where the cue verb stands right before the colon at token `at`. What is
    /// set off that way may have lost its quotation marks.
    pub(super) fn paragraph_below(&self, verb: &Verb, at: usize) -> Vec<Span> {
        let doc = self.doc();
        let Some(sentence) = doc.sentences.get(self.index) else { return Vec::new() };
        let colon = doc.word(at) == ":" && at + 1 == sentence.tokens.end;
        if !colon || !verb.hit.cue.frames.has(Frames::QUOTE) {
            return Vec::new();
        }
        let mut blocks = doc.sentences[self.index + 1..].chunk_by(|a, b| a.block == b.block);
        let Some(block) = blocks.next().filter(|block| block[0].block != sentence.block) else {
            return Vec::new();
        };
        let tokens = block[0].tokens.start..block[block.len() - 1].tokens.end;
        let spoken =
            self.has_finite(tokens.clone()) && matches!(doc.tag(tokens.end - 1), Tag::Stop | Tag::Quote);
        if spoken { doc.span(tokens).into_iter().collect() } else { Vec::new() }
    }

    /// Whether a block opens as an item of a list does, at token `i`.
    fn is_item(&self, i: usize) -> bool {
        let doc = self.doc();
        let Some(start) = doc.tokens.get(i).map(|token| token.span.start()) else { return false };
        let blocks = &doc.article.blocks;
        let at = blocks.partition_point(|block| block.span.start() <= start).checked_sub(1);
        let listed = at.is_some_and(|at| blocks[at].kind == BlockKind::List && blocks[at].span.end() > start);
        listed || self.past_bullet(i) > i
    }

    /// Past the bullet or number that token `i` opens with: "•", "-", "1.", "(a)".
    fn past_bullet(&self, i: usize) -> usize {
        let doc = self.doc();
        let bullet = matches!(doc.word(i), "•" | "-" | "–" | "—" | "*" | "·" | "◦" | "▪" | "●");
        let numbered = doc.tag(i) == Tag::Cd && matches!(doc.word(i + 1), "." | ")");
        let bracketed = doc.word(i) == "(" && doc.word(i + 2) == ")" && doc.word(i + 1).len() <= 3;
        match () {
            () if bullet => i + 1,
            () if numbered => i + 2,
            () if bracketed => i + 3,
            () => i,
        }
    }

    /// The last attribution of a sentence that ends in a colon goes on in the list below.
    pub(super) fn with_items(&self, found: &mut [Found]) {
        let doc = self.doc();
        let end = doc.sentences.get(self.index).map_or(self.end, |sentence| sentence.tokens.end);
        if let Some(last) = found.iter_mut().max_by_key(|found| found.cue.start)
            && !last.content.iter().any(|span| doc.tokens_in(*span).end > end)
        {
            last.content.extend(self.items(end - 1));
        }
    }
}
