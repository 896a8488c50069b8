//! What a rule teaches of an attribution that the encoder found too: who says it, and parts of what is said that it missed.

use claimant_doc::{Doc, Span, Stance, Tag};

use super::holds;
use crate::extractors::attribution::Draft;
use crate::extractors::attribution::page::Page;

/// What a rule knows of an attribution that the encoder found too.
pub fn teach(page: &Page<'_, '_>, draft: &mut Draft, rule: Draft) {
    let mut below = below(page, &rule);
    below.retain(|span| !draft.content.iter().any(|held| held.overlaps(*span)));
    let too_long = ends_at_verb(page.doc, &rule, draft);
    let relative = is_relative(page.doc, &rule)
        && (holds(page.doc, &rule.content, &draft.content) || holds(page.doc, &draft.content, &rule.content));
    let lead = lead(page.doc, &rule, draft);
    let tail = tail(page.doc, &rule, draft);
    let runs_in = draft.source.is_empty()
        && rule.source.iter().any(|source| draft.content.iter().any(|part| part.overlaps(*source)));
    if draft.source.is_empty() {
        draft.source = rule.source;
    }
    draft.stance = rule.stance.or(draft.stance);
    draft.by_rule = true;
    // All that is alleged is: a content that ends too soon would leave its rest to the article's own voice.
    let alleged = rule.stance == Some(Stance::Alleged) && holds(page.doc, &rule.content, &draft.content);
    if alleged || too_long || runs_in || relative {
        draft.content = rule.content;
    } else {
        draft.content.splice(..0, lead);
        draft.content.extend(tail);
        draft.content.extend(below);
    }
}

/// "The group, |which| officials say |is funded by Velmark|, closed": of the two parts the encoder finds one, or too much.
pub fn is_relative(doc: &Doc<'_>, rule: &Draft) -> bool {
    let ([pronoun, _], [source]) = (&rule.content[..], &rule.source[..]) else { return false };
    let tokens = doc.tokens_in(*pronoun);
    let relates = ["which", "who", "that"].iter().any(|word| doc.is(tokens.start, word));
    tokens.len() == 1 && relates && tokens.end == doc.tokens_in(*source).start
}

/// "Nobody was charged, Lind said, but …": what a rule finds before a cue that commas part from both sides, where the
/// encoder found only what comes after.
fn lead(doc: &Doc<'_>, rule: &Draft, draft: &Draft) -> Vec<Span> {
    let ([cue], [source]) = (&draft.cue[..], &rule.source[..]) else { return Vec::new() };
    let frame = doc.tokens_in(cue.to(*source));
    let parted = frame.start > 0
        && doc.tag(frame.start - 1) == Tag::Comma
        && doc.tag(frame.end) == Tag::Comma
        && draft.content.iter().all(|span| span.start() >= cue.end());
    let before = |span: &&Span| parted && span.end() <= cue.start().min(source.start());
    rule.content.iter().filter(before).copied().collect()
}

/// "Roads were closed, she said, |and schools stayed shut|": what a rule finds after a cue that commas part from both
/// sides, where the encoder found only what comes before.
fn tail(doc: &Doc<'_>, rule: &Draft, draft: &Draft) -> Vec<Span> {
    let ([cue], [source]) = (&draft.cue[..], &rule.source[..]) else { return Vec::new() };
    let frame = cue.start().min(source.start());
    let before = !draft.content.is_empty() && draft.content.iter().all(|span| span.end() <= frame);
    let and = |first: usize| doc.is(first, "and") || doc.is(first.wrapping_sub(1), "and");
    let after = |span: &&Span| before && span.start() >= cue.end() && and(doc.tokens_in(**span).start);
    rule.content.iter().find(after).copied().into_iter().collect()
}

/// Whether a draft goes on where the clause of a noun ends, and its verb begins: "their claim that the guards lied |was
/// rejected|". Rules see that without a tree.
fn ends_at_verb(doc: &Doc<'_>, rule: &Draft, draft: &Draft) -> bool {
    let ([cue], [short], [long]) = (&rule.cue[..], &rule.content[..], &draft.content[..]) else {
        return false;
    };
    let (noun, end) = (doc.tokens_in(*cue).end, doc.tokens_in(*short).end);
    let goes_on = short.start() == long.start() && short.end() < long.end();
    goes_on && noun > 0 && doc.tag(noun - 1).is_noun() && doc.tag(end).is_finite()
}

/// The contents of a rule's draft in paragraphs below its cue: items of a list.
fn below(page: &Page<'_, '_>, rule: &Draft) -> Vec<Span> {
    let first = |span: &Span| page.doc.tokens_in(*span).start;
    let Some(block) = rule.cue.first().map(|cue| page.block(first(cue))) else { return Vec::new() };
    rule.content.iter().filter(|span| page.block(first(span)) > block).copied().collect()
}
