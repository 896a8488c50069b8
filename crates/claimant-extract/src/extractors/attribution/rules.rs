//! From cue words to drafts, sentence by sentence.

mod clause;
mod content;
mod items;
mod nominal;
mod order;
mod passive;
mod preposition;
mod quotation;
mod verbal;

use std::ops::Range;

use claimant_doc::{Doc, Quotation, Span, Stance, Tag, cover};

use super::Draft;
use super::page::Page;

/// One sentence with all that its rules need.
struct Scene<'p, 'd, 'a> {
    page: &'p Page<'d, 'a>,
    quotations: &'p [&'p Quotation],
    /// First token of the sentence.
    start: usize,
    /// One past its last token that is not final punctuation.
    end: usize,
    /// Index of the sentence.
    index: usize,
}

/// A draft in tokens, and what later rules of its sentence want to know of it.
#[derive(Clone, Debug)]
struct Found {
    source: Option<Range<usize>>,
    cue: Range<usize>,
    content: Vec<Span>,
    stance: Stance,
    score: f32,
}

/// Every attribution that a cue word announces, in text order.
pub fn drafts(page: &Page<'_, '_>, quotations: &[&Quotation]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for (index, sentence) in page.doc.sentences.iter().enumerate() {
        for start in sentence.tokens.clone().step_by(LONGEST) {
            let tokens = start..sentence.tokens.end.min(start + LONGEST);
            let scene = Scene { page, quotations, start, end: before_final_stop(page.doc, tokens), index };
            scene.read(&mut drafts);
        }
    }
    drafts
}

/// Tokens that the rules look through at once. No sentence of prose has as many; what has is read piece by piece, so
/// that looking back over a sentence stays cheap.
const LONGEST: usize = 400;

/// One past the last token that is not the final stop. Quotation marks after it go too: they end a quotation.
fn before_final_stop(doc: &Doc<'_>, tokens: Range<usize>) -> usize {
    let mut end = tokens.end;
    while end > tokens.start && matches!(doc.tag(end - 1), Tag::Stop | Tag::Quote) {
        end -= 1;
    }
    // "…they seek to address.”": stop and mark belong to the quotation, so the sentence keeps them.
    if (end..tokens.end).any(|i| doc.tag(i) == Tag::Quote) { tokens.end } else { end }
}

impl Scene<'_, '_, '_> {
    fn doc(&self) -> &Doc<'_> {
        self.page.doc
    }

    fn read(&self, drafts: &mut Vec<Draft>) {
        let mut found: Vec<Found> = Vec::new();
        let mut i = self.start;
        while i < self.end {
            if !self.page.is_quoted(i)
                && let Some(hit) = self.at(i, &found)
            {
                i = i.max(hit.cue.end - 1);
                found.push(hit);
            }
            i += 1;
        }
        self.with_items(&mut found);
        drafts.extend(found.into_iter().map(|hit| self.draft(hit)));
    }

    fn at(&self, i: usize, found: &[Found]) -> Option<Found> {
        self.verbal(i, found)
            .or_else(|| self.preposition(i))
            .or_else(|| self.adverb(i))
            .or_else(|| self.adjective(i))
            .or_else(|| self.noun(i))
    }

    fn draft(&self, hit: Found) -> Draft {
        let doc = self.doc();
        Draft {
            source: hit.source.and_then(|s| doc.span(s)).into_iter().collect(),
            cue: doc.span(hit.cue).into_iter().collect(),
            content: hit.content,
            stance: Some(hit.stance),
            by_rule: true,
            score: hit.score,
        }
    }

    /// Tokens as spans, without commas and stops at the ends.
    fn spans(&self, ranges: impl IntoIterator<Item = Range<usize>>) -> Vec<Span> {
        ranges.into_iter().filter_map(|range| self.doc().span(self.trimmed(range))).collect()
    }

    /// One stretch of tokens as a span.
    fn stretch(&self, range: Range<usize>) -> Vec<Span> {
        self.spans(std::iter::once(range))
    }

    fn trimmed(&self, mut range: Range<usize>) -> Range<usize> {
        let doc = self.doc();
        let edge =
            |i: usize| matches!(doc.tag(i), Tag::Comma | Tag::Colon | Tag::Stop) && !self.page.is_quoted(i);
        while range.start < range.end && edge(range.start) {
            range.start += 1;
        }
        while range.start < range.end && edge(range.end - 1) {
            range.end -= 1;
        }
        range
    }

    /// The outermost quotation that holds token `i`.
    fn quotation(&self, i: usize) -> Option<&Quotation> {
        let index = *self.page.quoted.get(i)?;
        self.quotations.get((index as usize).checked_sub(1)?).copied()
    }

    /// First and one-past-last token of a quotation.
    fn extent(&self, quotation: &Quotation) -> Range<usize> {
        cover(&quotation.parts).map_or(0..0, |span| self.doc().tokens_in(span))
    }
}
