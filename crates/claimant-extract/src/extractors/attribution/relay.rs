//! Who passes on the words of another: "The Courier reported, citing customs data, that …".
//!
//! The one who cites and the one who is cited both stand in the chain. Where one of them was found, its cue is between
//! the commas of a participle phrase or beside one, and the other is added: the outer content holds the phrase and what
//! is said, the inner one what is said.

use std::collections::BTreeMap;
use std::ops::Range;

use claimant_doc::{Span, Stance, Tag};

use super::page::Page;
use super::{Draft, cues};

/// Participles that open the phrase.
const CITING: &[&str] = &["citing", "quoting"];
/// Tokens on either side of the participle in which the other cue is looked for.
const REACH: usize = 100;
/// How sure the construction makes us.
const SCORE: f32 = 0.7;

/// The drafts, and those that a participle of citing adds.
pub fn with_channels(page: &Page<'_, '_>, mut drafts: Vec<Draft>) -> Vec<Draft> {
    let doc = page.doc;
    let mut cues: BTreeMap<usize, usize> = BTreeMap::new();
    for (k, draft) in drafts.iter().enumerate() {
        cues.extend(draft.cue.first().map(|cue| (doc.tokens_in(*cue).start, k)));
    }
    let cites = |i: &usize| !page.is_quoted(*i) && CITING.iter().any(|word| doc.is(*i, word));
    for i in (0..doc.tokens.len()).filter(cites) {
        let Some(source) = whom(page, i) else { continue };
        let inner = cues.get(&i).copied();
        match inner.filter(|k| speaks_before(page, &drafts[*k], i)) {
            Some(k) => part(page, i, &source, k, &mut drafts),
            None => complete(page, i, &source, inner, outer(page, i, &cues, &drafts), &mut drafts),
        }
    }
    drafts
}

/// The draft of who cites, its cue near the participle at token `i`.
fn outer(page: &Page<'_, '_>, i: usize, cues: &BTreeMap<usize, usize>, drafts: &[Draft]) -> Option<usize> {
    let sentence = page.doc.sentences.get(page.sentence(i))?.tokens.clone();
    let from = sentence.start.max(i.saturating_sub(REACH));
    let near = cues.range(from..sentence.end.min(i + REACH).max(from));
    near.filter(|(at, _)| **at != i).map(|(_, k)| *k).find(|k| relays(page, &drafts[*k], i))
}

/// Draft `k` was read as "the Courier cites data, that …": what follows the data is theirs.
fn part(page: &Page<'_, '_>, i: usize, source: &Range<usize>, k: usize, drafts: &mut Vec<Draft>) {
    let said = after(page, &drafts[k], source.end);
    let cited = cited_draft(page, i, source, &said).filter(|cited| !cited.content.is_empty());
    let channel = cited.as_ref().and_then(|cited| channel(page, i, source, cited));
    if let (Some(cited), Some(channel)) = (cited, channel) {
        drafts[k] = cited;
        drafts.push(channel);
    }
}

/// Adds whichever of the two is missing.
fn complete(
    page: &Page<'_, '_>,
    i: usize,
    source: &Range<usize>,
    inner: Option<usize>,
    outer: Option<usize>,
    drafts: &mut Vec<Draft>,
) {
    let phrase = i..source.end;
    let within = |span: &Span| {
        let tokens = page.doc.tokens_in(*span);
        tokens.start >= phrase.start && tokens.end <= phrase.end
    };
    match (outer, inner) {
        // Whom somebody cites is not what is said.
        (Some(outer), inner) if inner.is_none_or(|k| drafts[k].content.iter().all(within)) => {
            drafts[outer].content.retain(|span| !within(span));
            let cited = cited_draft(page, i, source, &drafts[outer].content);
            hold(page, &mut drafts[outer], phrase);
            match (inner, cited) {
                (Some(inner), Some(cited)) => drafts[inner] = cited,
                (_, cited) => drafts.extend(cited),
            }
        }
        (None, Some(inner)) => drafts.extend(channel(page, i, source, &drafts[inner])),
        _ => {}
    }
}

/// Who is cited after the participle at token `i`, with a relative clause: "two officials who spoke on condition of
/// anonymity".
fn whom(page: &Page<'_, '_>, i: usize) -> Option<Range<usize>> {
    let last = page.sentence_end(i);
    let phrase = page.phrase_end(i + 1, last);
    let relative = phrase > i + 1 && page.doc.is(phrase, "who");
    let comma = (phrase..last).find(|k| page.doc.tag(*k) == Tag::Comma).filter(|_| relative);
    let end = comma.unwrap_or(phrase);
    let apart = i == 0 || page.doc.tag(i - 1) == Tag::Comma || page.sentence(i - 1) != page.sentence(i);
    (apart && end > i + 1 && page.doc.tag(end) == Tag::Comma).then_some(i + 1..end)
}

/// Whether a draft stands right beside the phrase: nothing but the phrase parts its source and cue from what it says, or
/// the phrase opens its sentence.
fn relays(page: &Page<'_, '_>, draft: &Draft, i: usize) -> bool {
    let doc = page.doc;
    let Some(cue) = draft.cue.first().map(|cue| doc.tokens_in(*cue)) else { return false };
    let sentence = page.sentence(i);
    let opens = doc.sentences.get(sentence).is_some_and(|sentence| sentence.tokens.start == i);
    let beside = cue.end + 1 == i;
    let after = draft.content.iter().any(|span| doc.tokens_in(*span).start > i);
    (opens || beside) && after && !draft.source.is_empty()
}

/// What is cited.
fn cited_draft(page: &Page<'_, '_>, i: usize, source: &Range<usize>, content: &[Span]) -> Option<Draft> {
    Some(Draft {
        source: vec![page.doc.span(source.clone())?],
        cue: vec![page.doc.span(i..i + 1)?],
        content: content.to_vec(),
        stance: Some(Stance::Said),
        by_rule: true,
        score: SCORE,
    })
}

/// Who cites: the subject of the cue verb before the phrase.
fn channel(page: &Page<'_, '_>, i: usize, source: &Range<usize>, inner: &Draft) -> Option<Draft> {
    let doc = page.doc;
    let verb = i.checked_sub(2).filter(|verb| page.sentence(*verb) == page.sentence(i))?;
    let hit = cues::verb(doc, verb).filter(|hit| doc.tag(verb).is_finite() && hit.tokens.end == i - 1)?;
    let floor = doc.sentences.get(page.sentence(i))?.tokens.start;
    let group = cues::group_start(doc, verb, floor);
    let mut outer = Draft {
        source: vec![doc.span(page.subject(group, floor)?)?],
        cue: vec![doc.span(group..verb + 1)?],
        content: inner.content.clone(),
        stance: Some(hit.cue.stance),
        by_rule: true,
        score: SCORE,
    };
    hold(page, &mut outer, i..source.end);
    Some(outer)
}

/// Whether the source of a draft stands before the participle at token `i`.
fn speaks_before(page: &Page<'_, '_>, draft: &Draft, i: usize) -> bool {
    draft.source.first().is_some_and(|source| page.doc.tokens_in(*source).start < i)
}

/// What a content holds beyond token `from`, a comma.
fn after(page: &Page<'_, '_>, draft: &Draft, from: usize) -> Vec<Span> {
    let rest = |span: &Span| {
        let tokens = page.doc.tokens_in(*span);
        page.doc.span(tokens.start.max(from + 1)..tokens.end.max(from + 1))
    };
    draft.content.iter().filter_map(rest).collect()
}

/// Adds a phrase to a content.
fn hold(page: &Page<'_, '_>, draft: &mut Draft, phrase: Range<usize>) {
    let held = |span: &Span| page.doc.tokens_in(*span).contains(&phrase.start);
    if !draft.content.iter().any(held) {
        draft.content.extend(page.doc.span(phrase));
        draft.content.sort_unstable();
    }
}
