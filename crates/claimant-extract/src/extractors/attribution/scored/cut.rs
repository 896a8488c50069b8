//! Contents that go on too long: the tree says where the clause around the cue goes on.
//!
//! `his claim that the vote was lost |drew laughter|`, `Rask, who denies the charges, |won the race|`: the verb whose
//! subject the cue stands in is not what is said.

use std::ops::Range;

use claimant_doc::{Doc, Span, Tag};

use super::teach::is_relative;
use crate::Scores;
use crate::extractors::attribution::page::Page;
use crate::extractors::attribution::{Draft, cues};

/// Words above a cue that are looked at.
const CLIMB: usize = 12;
/// Tokens on either side of a cue that are looked through.
const REACH: usize = 160;

/// Lets the contents end where what follows them in their sentence is not theirs. Of "those who testify |before the
/// jury| must be heard" nothing is left that is said.
pub fn end_at_others(page: &Page<'_, '_>, scores: &Scores, drafts: &mut Vec<Draft>) {
    drafts.retain_mut(|draft| {
        let cue = draft.cue.first().map_or(0..0, |cue| page.doc.tokens_in(*cue));
        // "According to those who fled, the town fell" has no subject before its comma, whatever the tree says.
        if cues::preposition(page.doc, cue.start).is_some() || is_relative(page.doc, draft) {
            return true;
        }
        let Some(end) = other(page, scores, draft, &cue) else { return true };
        let cut = |span: &Span| shortened(page, *span, &cue, end);
        draft.content = draft.content.iter().filter_map(cut).collect();
        let first = draft.content.first().map(|span| page.doc.tokens_in(*span).start);
        first.is_some_and(|first| page.doc.tag(first) != Tag::In || is_subordinator(page.doc, first))
    });
}

/// "It shows how one fault can ruin a firm, |Orr|, a brewer, told the Courier": what one source says ends before another.
pub fn end_at_sources(doc: &Doc<'_>, drafts: &mut [Draft]) {
    let mut sources: Vec<Option<usize>> = vec![None; doc.tokens.len()];
    for draft in drafts.iter() {
        if let ([source], [cue]) = (&draft.source[..], &draft.cue[..]) {
            let tokens = doc.tokens_in(*source);
            if source.end() <= cue.start() && tokens.start > 0 && doc.tag(tokens.start - 1) == Tag::Comma {
                sources[tokens.clone()].fill(Some(tokens.start));
            }
        }
    }
    for content in drafts.iter_mut().flat_map(|draft| &mut draft.content) {
        let tokens = doc.tokens_in(*content);
        let start =
            tokens.end.checked_sub(1).and_then(|last| sources[last]).filter(|start| *start > tokens.start);
        let last = start.and_then(|start| (tokens.start..start).rev().find(|i| doc.tag(*i) != Tag::Comma));
        if let Some(cut) = last.and_then(|last| doc.span(tokens.start..last + 1)) {
            *content = cut;
        }
    }
}

fn is_subordinator(doc: &Doc<'_>, i: usize) -> bool {
    ["that", "whether", "if"].iter().any(|word| doc.is(i, word))
}

/// The part of a content after the cue that stands before token `end`, in its sentence.
fn shortened(page: &Page<'_, '_>, span: Span, cue: &Range<usize>, end: usize) -> Option<Span> {
    let tokens = page.doc.tokens_in(span);
    if tokens.start < cue.end || !tokens.contains(&end) {
        return Some(span);
    }
    let edge = |i: &usize| page.doc.tag(*i) == Tag::Comma || page.doc.tag(*i) == Tag::Cc;
    let last = (tokens.start..end).rev().find(|i| !edge(i))?;
    page.doc.span(tokens.start..last + 1)
}

/// The token at which something else begins.
fn other(page: &Page<'_, '_>, scores: &Scores, draft: &Draft, cue: &Range<usize>) -> Option<usize> {
    let doc = page.doc;
    let head = cue.clone().rev().find(|i| doc.tag(*i).is_verb() || doc.tag(*i).is_noun())?;
    let sentence = doc.sentences.get(page.sentence(head))?.tokens.clone();
    let near = cue.end..sentence.end.min(cue.end + REACH);
    let holds = |i: usize| {
        near.contains(&i)
            && !page.is_quoted(i)
            && draft.content.iter().any(|span| doc.tokens_in(*span).contains(&i))
    };
    // "A suspected leak led to a blast": the whole clause is in doubt.
    if scores.rel(head) == "amod" {
        return None;
    }
    let verb = governor(scores, head).filter(|verb| holds(*verb));
    let verb = verb.or_else(|| next_deed(doc, scores, head, near.clone()).filter(|verb| holds(*verb)))?;
    Some(group_start(doc, scores, verb, cue.end))
}

/// "He is accused of taking bribes, and |resigned|": what the subject of the cue did besides.
fn next_deed(doc: &Doc<'_>, scores: &Scores, head: usize, near: Range<usize>) -> Option<usize> {
    let up = |i: usize| Some(scores.words.get(i)?.head? as usize);
    let own_subject = |verb: usize| near.clone().any(|i| up(i) == Some(verb) && is_subject(scores.rel(i)));
    let joined = |i: &usize| scores.rel(*i) == "conj" && up(*i) == Some(head) && doc.tag(*i).is_finite();
    near.clone().find(joined).filter(|verb| doc.tag(head).is_verb() && !own_subject(*verb))
}

/// The verb that the cue at token `head` stands in the subject of.
fn governor(scores: &Scores, head: usize) -> Option<usize> {
    let mut at = head;
    for _ in 0..CLIMB {
        let up = scores.words.get(at)?.head? as usize;
        if is_subject(scores.rel(at)) {
            return Some(up);
        }
        at = up;
    }
    None
}

fn is_subject(rel: &str) -> bool {
    matches!(rel, "nsubj" | "nsubj:pass" | "csubj" | "csubj:pass")
}

/// The first token of a verb's or predicate's own words: auxiliaries, adverbs, the copula, an article.
fn group_start(doc: &Doc<'_>, scores: &Scores, verb: usize, floor: usize) -> usize {
    let own = |i: usize| {
        let above = scores.words.get(i).and_then(|word| word.head).map(|head| head as usize);
        above.is_some_and(|above| above > i && above <= verb) && !is_subject(scores.rel(i))
            || doc.tag(i) == Tag::Comma
    };
    let first = (floor..verb).rev().take_while(|i| own(*i)).last().unwrap_or(verb);
    (first..=verb).find(|i| doc.tag(*i) != Tag::Comma).unwrap_or(verb)
}
