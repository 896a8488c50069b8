//! Signed quotations: `"It held for years." — Mara Lind, engineer`, on its line or the next one.
//!
//! Such a quotation opens its paragraph: what stands before one in its paragraph says who speaks.

use claimant_doc::{Quotation, Stance, Tag};

use super::Draft;
use super::page::Page;

/// Tokens of the longest signature.
const LONGEST: usize = 14;
/// How sure a signature makes us.
const SCORE: f32 = 0.85;

/// A draft for each quotation that a dash and a name follow, to the end of the paragraph.
pub fn drafts(page: &Page<'_, '_>, quotations: &[&Quotation]) -> Vec<Draft> {
    quotations.iter().filter(|quotation| quotation.closed).filter_map(|found| draft(page, found)).collect()
}

fn draft(page: &Page<'_, '_>, quotation: &Quotation) -> Option<Draft> {
    let doc = page.doc;
    let first = doc.tokens_in(*quotation.parts.first()?).start;
    let dash = doc.tokens_in(*quotation.parts.last()?).end;
    if !page.is_dash(dash) || page.block_tokens(first).start != first {
        return None;
    }
    let (from, to) = (dash + 1, page.block_tokens(dash).end);
    let to = if doc.tag(to.wrapping_sub(1)) == Tag::Stop { to - 1 } else { to };
    let name = doc.tag(from) == Tag::Nnp || doc.word(from).starts_with(char::is_uppercase);
    let plain = |i: usize| !doc.tag(i).is_verb() && !page.is_quoted(i) && doc.tag(i) != Tag::Prp;
    if from >= to || to - from > LONGEST || !name || !(from..to).all(plain) {
        return None;
    }
    Some(Draft {
        source: vec![doc.span(from..to)?],
        cue: vec![doc.span(dash..dash + 1)?],
        content: quotation.parts.clone(),
        stance: Some(Stance::Said),
        by_rule: true,
        score: SCORE,
    })
}
