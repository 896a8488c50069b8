//! Contents that end too soon or too late: where the tree says that the clause goes on, the content does; where the
//! article puts right what was said, it does not.
//!
//! `said the man, |identified as Anton Orm|, a teacher, |fled the scene|`: names, commas and appositions tempt the
//! encoder to stop. What hangs on the content's last word, or on the words above it inside the content, belongs to it.

use std::ops::Range;

use claimant_doc::Tag;

use crate::Scores;
use crate::extractors::attribution::page::Page;
use crate::lexicon::is_not;
use crate::scores::Attributed;

/// Tokens of a sentence that are looked through on either side of a content's end.
const REACH: usize = 160;

/// Lets contents go on to where their clause ends; never into a quotation or what another attribution holds.
pub fn grow(page: &Page<'_, '_>, scores: &Scores, all: &mut [Attributed]) {
    let mut taken = vec![false; page.doc.tokens.len()];
    for found in all.iter() {
        let parts = [&found.source, &found.cue].into_iter().chain(&found.content);
        parts.for_each(|part| taken[part.clone()].fill(true));
    }
    for found in all.iter_mut().filter(|found| !found.cue.is_empty()) {
        let cue = found.cue.clone();
        for content in &mut found.content {
            if content.start >= cue.end {
                let end = over_verb(page, scores, content, &taken);
                taken[content.end..end].fill(true);
                content.end = end;
            }
            if content.start >= cue.end && page.sentence(cue.start) == page.sentence(content.end - 1) {
                let end = end_of_clause(page, scores, content, &taken);
                taken[content.end..end].fill(true);
                content.end = end;
            }
        }
    }
}

/// "said |that the chief executive|, by botching it, played a role": a content that ends before the verb of its clause
/// goes on over it.
fn over_verb(page: &Page<'_, '_>, scores: &Scores, content: &Range<usize>, taken: &[bool]) -> usize {
    let doc = page.doc;
    let bare = !content.clone().any(|i| doc.tag(i).is_verb() || page.is_quoted(i));
    if !doc.is(content.start, "that") || !bare {
        return content.end;
    }
    let sentence = page.sentence_end(content.start).min(content.end + REACH);
    let subject = content.clone().find(|i| scores.rel(*i).starts_with("nsubj"));
    let verb = subject.and_then(|i| scores.words.get(i)?.head).map(|head| head as usize);
    let Some(verb) = verb.filter(|verb| (content.end..sentence).contains(verb)) else { return content.end };
    let end = scores.subtree(verb, content.start..sentence).end;
    let next =
        |i: usize| doc.tag(i) == Tag::Comma && i > verb && (i + 2..i + 5).any(|k| doc.tag(k).is_finite());
    let end = (content.end..end).find(|i| taken[*i] || page.is_quoted(*i) || next(*i)).unwrap_or(end);
    let last = (content.end..end).rev().find(|i| !doc.tag(*i).is_punctuation());
    last.filter(|last| *last >= verb).map_or(content.end, |last| last + 1)
}

/// One past the clause that ends a content: its end as it is where nothing hangs on it.
fn end_of_clause(page: &Page<'_, '_>, scores: &Scores, content: &Range<usize>, taken: &[bool]) -> usize {
    let doc = page.doc;
    let end = content.end;
    let sentence = page.sentence_end(end - 1).min(end + REACH);
    let stops = |i: usize| {
        taken[i]
            || page.is_quoted(i)
            || matches!(doc.tag(i), Tag::Colon | Tag::Quote | Tag::Bracket | Tag::Stop)
    };
    let free = end..(end..sentence).find(|i| stops(*i)).unwrap_or(sentence);
    let mut last = end;
    for i in free.clone().filter(|i| !doc.tag(*i).is_punctuation()) {
        if !hangs(scores, i, content, &free) {
            break;
        }
        last = i + 1;
    }
    // What was cut off by a stop in the middle of something is left alone.
    let whole =
        last == free.end || last == end || !(last..free.end).any(|i| hangs(scores, i, content, &free));
    if whole { last } else { end }
}

/// Whether token `i` hangs on a word of the content, over words that lie between them.
fn hangs(scores: &Scores, i: usize, content: &Range<usize>, free: &Range<usize>) -> bool {
    let mut at = i;
    for _ in 0..REACH {
        if PARTING.contains(&scores.rel(at)) {
            return false;
        }
        match scores.words.get(at).and_then(|word| word.head).map(|head| head as usize) {
            Some(head) if content.contains(&head) => return true,
            Some(head) if free.contains(&head) => at = head,
            _ => return false,
        }
    }
    false
}

/// Relations of what stands beside a clause and not in it.
const PARTING: &[&str] = &["parataxis", "discourse", "vocative", "dep"];

/// "wrote that 5,000 had died, |but the real figure is 300|", "reported that 12 had died, |a figure that could not be
/// verified|": what the article says of what the source said.
pub fn end_at_correction(page: &Page<'_, '_>, found: &mut Attributed) {
    let doc = page.doc;
    let corrects = |i: usize| {
        let any = |words: &[&str], k: usize| words.iter().any(|word| doc.is(k, word));
        let near = || i + 2..i + 2 + NEAR;
        let turns = any(TURNS, i + 1) && doc.tag(i + 2) != Tag::Prp && !doc.is(i + 2, "that");
        let noun = doc.tag(i + 1) == Tag::Dt && doc.tag(i + 2).is_noun() && any(&["that", "which"], i + 3);
        let untrue = || near().any(|k| any(TRUTH, k));
        let not = || near().any(|k| is_not(doc.word(k)) || doc.is(k, "never"));
        let unverified = || not() && near().any(|k| any(VERIFIED, k) || any(VERIFIED, k + 2));
        let says_so = turns && (untrue() || unverified()) || noun && unverified();
        doc.tag(i) == Tag::Comma && says_so && !page.is_quoted(i)
    };
    for content in found.content.iter_mut().filter(|content| content.start >= found.cue.end) {
        if let Some(turn) = content.clone().find(|i| corrects(*i)).filter(|turn| *turn > content.start) {
            content.end = turn;
        }
    }
}

/// "most believed |would go to Orr|, will be the counsel": what is said of a noun ends before the verb of that noun.
pub fn end_before_verb(page: &Page<'_, '_>, found: &mut Attributed) {
    let doc = page.doc;
    for content in found.content.iter_mut().filter(|content| content.start == found.cue.end) {
        let goes_on =
            |i: &usize| doc.tag(*i) == Tag::Comma && doc.tag(*i + 1).is_finite() && !page.is_quoted(*i);
        if let Some(comma) = content.clone().find(goes_on).filter(|_| doc.tag(content.start).is_finite()) {
            content.end = comma;
        }
    }
}

/// Words that turn against what stands before them.
const TURNS: &[&str] = &["but", "although", "though", "even", "when", "while", "whereas"];
/// Words of how things are.
const TRUTH: &[&str] =
    &["actual", "correct", "evidence", "false", "incorrect", "real", "records", "untrue", "wrong"];
/// What is done to find out.
const VERIFIED: &[&str] = &["verified", "confirmed", "corroborated", "substantiated", "verify", "confirm"];
/// Tokens after a turn in which a word of truth is looked for.
const NEAR: usize = 6;
