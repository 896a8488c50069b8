//! What the encoder takes for an attribution and is none.

use std::ops::Range;

use claimant_doc::{Doc, Tag};

use crate::extractors::attribution::cues;
use crate::extractors::attribution::page::Page;
use crate::scores::Attributed;

/// Whether nobody says anything there.
pub fn is_none(page: &Page<'_, '_>, found: &Attributed) -> bool {
    found.content.is_empty()
        || is_stray(page, found)
        || is_asked(page.doc, found)
        || is_rhetorical(page, found)
        || is_wordless(page, found)
        || is_undergone(page, found)
}

/// "|The deal|, seen as a blow to the union, …": neither a cue nor a source, and nothing quoted.
fn is_stray(page: &Page<'_, '_>, found: &Attributed) -> bool {
    let bare = found.cue.is_empty() && found.source.is_empty();
    bare && !found.content.iter().cloned().flatten().any(|i| page.is_quoted(i))
}

/// "Emil Rask, asked whether …, said": he is asked, and does not ask.
pub fn is_asked(doc: &Doc<'_>, found: &Attributed) -> bool {
    let at = found.cue.start;
    found.cue.len() == 1
        && doc.is(at, "asked")
        && at > 0
        && doc.tag(at - 1) == Tag::Comma
        && found.source.end <= at
}

/// "Asked about …, Rask said": somebody asked him.
pub fn is_asked_before(page: &Page<'_, '_>, found: &Attributed) -> bool {
    let at = found.cue.start;
    let opens = at == 0 || page.sentence(at - 1) != page.sentence(at);
    found.cue.len() <= 2 && page.doc.is(at, "asked") && opens
}

/// "The buyers |would have| to give their names", "a concern |that| was raised": nothing that says, or nothing that is said.
fn is_wordless(page: &Page<'_, '_>, found: &Attributed) -> bool {
    let doc = page.doc;
    let first = found.content.first().map_or(0, |content| content.start);
    let stands = page.is_quoted(first) || doc.is(first, "that");
    let bare =
        |i: usize| cues::is_auxiliary(doc.word(i)) || matches!(doc.tag(i), Tag::Md | Tag::To | Tag::Rb);
    let alone = found.content.iter().map(Range::len).sum::<usize>() == 1 && doc.is(first, "that");
    alone || !found.cue.is_empty() && !stands && found.cue.clone().all(bare)
}

/// "Lawmakers |were shouted at| as they left": what befalls somebody is not said by them, and when it did is not said.
fn is_undergone(page: &Page<'_, '_>, found: &Attributed) -> bool {
    const WHEN: &[&str] = &["after", "as", "before", "when", "while"];
    let doc = page.doc;
    let Some(first) = found.content.first().map(|content| content.start) else { return false };
    let passive = found.cue.clone().any(|i| cues::is_form_of_be(doc.word(i)))
        && found.cue.clone().any(|i| doc.tag(i) == Tag::Vbn);
    let clause = WHEN.iter().any(|word| doc.is(first, word)) && doc.tag(first + 1) != Tag::Jj;
    passive
        && clause
        && found.source.end <= found.cue.start
        && found.cue.end <= first
        && !page.is_quoted(first)
}

/// "Who would believe such a story?": nobody does.
fn is_rhetorical(page: &Page<'_, '_>, found: &Attributed) -> bool {
    let doc = page.doc;
    let asks = found.source.len() == 1 && doc.tag(found.source.start) == Tag::Wp;
    let sentence = doc.sentences.get(page.sentence(found.cue.start));
    let opens = |start: usize| (start..found.source.start).all(|i| doc.tag(i).is_punctuation());
    asks && !found.cue.is_empty()
        && sentence.is_some_and(|sentence| {
            opens(sentence.tokens.start)
                && (found.cue.end..sentence.tokens.end).rev().take(2).any(|i| doc.is(i, "?"))
        })
}
