//! Quotations that no cue introduces.

use claimant_doc::{Quotation, Span, Tag};

use super::Draft;
use super::page::Page;

/// Words from which a quotation is more than a term in inverted commas.
const SPOKEN: usize = 4;
/// Score of an attribution without source and cue.
const SCORE: f32 = 0.5;

/// Quotations outside every draft that are long enough to be speech: their source is left open, never guessed.
pub fn unattributed(page: &Page<'_, '_>, quotations: &[&Quotation], drafts: &[Draft]) -> Vec<Draft> {
    let mut covered: Vec<Span> = drafts.iter().flat_map(|draft| draft.content.iter().copied()).collect();
    covered.sort_unstable();
    let mut found = Vec::new();
    let mut reach = 0;
    let mut next = 0;
    for quotation in quotations.iter().filter(|q| q.closed) {
        let Some(first) = quotation.parts.first() else { continue };
        while next < covered.len() && covered[next].start() <= first.start() {
            reach = reach.max(covered[next].end());
            next += 1;
        }
        let free = reach < first.end();
        if free && is_spoken(page, quotation) {
            found.push(Draft { content: content(page, quotation), score: SCORE, ..Draft::default() });
        }
    }
    found
}

fn is_spoken(page: &Page<'_, '_>, quotation: &Quotation) -> bool {
    let doc = page.doc;
    let tokens = || quotation.parts.iter().flat_map(|part| doc.tokens_in(*part));
    let words = tokens().filter(|i| !doc.tag(*i).is_punctuation()).count();
    words >= SPOKEN && tokens().any(|i| doc.tag(i).is_finite())
}

/// The quotation; with "who" or "which" where it is the predicate of a relative clause.
fn content(page: &Page<'_, '_>, quotation: &Quotation) -> Vec<Span> {
    let mut content = quotation.parts.clone();
    if let Some(first) = content.first_mut() {
        let before = page.doc.tokens_in(*first).start.wrapping_sub(1);
        if matches!(page.doc.tag(before), Tag::Wp | Tag::Wdt) {
            *first = first.to(page.doc.tokens[before].span);
        }
    }
    content
}
