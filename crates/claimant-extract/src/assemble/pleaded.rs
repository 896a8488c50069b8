//! Sentences that go on with what a charge says: "The indictment said Pell opened an account. He then wired the money."
//!
//! They are the article's own words and have no cue; yet what they tell of the accused is what the paper before them
//! alleges. Only the plainest are taken: in the same paragraph, in the past tense, about one who was spoken of in what
//! is charged, with nothing said in them and no word of the course of the case.

use claimant_doc::{Attribution, Doc, Sentence, Tag};

use super::attributions::Attributions;
use super::status::pleading;

/// For each sentence whether it goes on with a charge.
pub fn sentences(doc: &Doc<'_>, attributions: &Attributions<'_>) -> Vec<bool> {
    let mut pleaded = vec![false; doc.sentences.len()];
    let mut last: Option<(usize, &Attribution)> = None;
    let acts = acts(doc, attributions);
    for (i, sentence) in doc.sentences.iter().enumerate() {
        let here = &acts[i];
        let before = last.filter(|(at, _)| at + 1 == i && doc.sentences[*at].block == sentence.block);
        let goes_on = before.filter(|(_, charge)| {
            here.iter().all(|found| bids(doc, found)) && goes_on(doc, sentence, charge)
        });
        pleaded[i] = goes_on.is_some();
        let charges = here.iter().copied().find(|found| charges(doc, found));
        last = charges.or(goes_on.map(|(_, charge)| charge)).map(|charge| (i, charge));
    }
    pleaded
}

/// For each sentence the attributions that have words in it.
fn acts<'m>(doc: &Doc<'_>, attributions: &Attributions<'m>) -> Vec<Vec<&'m Attribution>> {
    let mut acts: Vec<Vec<&Attribution>> = vec![Vec::new(); doc.sentences.len()];
    for nested in &attributions.all {
        let found = nested.found;
        for span in found.source.iter().chain(&found.cue).chain(&found.content) {
            let (Some(first), Some(last)) =
                (doc.sentence_at(span.start()), doc.sentence_at(span.end().saturating_sub(1)))
            else {
                continue;
            };
            acts[first..=last]
                .iter_mut()
                .filter(|all| !all.last().is_some_and(|one| std::ptr::eq(*one, found)))
                .for_each(|all| all.push(found));
        }
    }
    acts
}

/// Whether a paper charges somebody with the content.
fn charges(doc: &Doc<'_>, found: &Attribution) -> bool {
    !found.attitude && !found.cue.is_empty() && pleading::is_paper(doc, found)
}

/// "He told them to burn the mill": words that are a deed.
fn bids(doc: &Doc<'_>, found: &Attribution) -> bool {
    let mut content = found.content.iter().flat_map(|span| doc.tokens_in(*span));
    !content.any(|i| doc.tag(i).is_finite() || doc.tag(i) == Tag::Quote)
}

fn goes_on(doc: &Doc<'_>, sentence: &Sentence, charge: &Attribution) -> bool {
    let tokens = sentence.tokens.clone();
    let Some(verb) = tokens.clone().find(|i| doc.tag(*i).is_finite()) else { return false };
    let past = |i: usize| !doc.tag(i).is_finite() || doc.tag(i) == Tag::Vbd;
    let quoted = |i: usize| doc.tag(i) == Tag::Quote;
    tokens.clone().all(|i| past(i) && !quoted(i) && !pleading::is_procedure(doc, i))
        && is_of_accused(doc, tokens.start..verb, charge)
}

/// Whether the subject is "he", "she" or "they", or a name that stands in what is charged.
fn is_of_accused(doc: &Doc<'_>, before: std::ops::Range<usize>, charge: &Attribution) -> bool {
    let subject = before.rev().find(|i| !matches!(doc.tag(*i), Tag::Rb | Tag::Comma));
    let Some(subject) = subject else { return false };
    /// Words of what is charged that are looked through.
    const REACH: usize = 400;
    let named = |word: &str| {
        charge
            .content
            .iter()
            .flat_map(|span| doc.tokens_in(*span))
            .take(REACH)
            .any(|i| doc.tag(i) == Tag::Nnp && doc.word(i) == word)
    };
    match doc.tag(subject) {
        Tag::Prp => ["he", "she", "they"].iter().any(|word| doc.is(subject, word)),
        Tag::Nnp => named(doc.word(subject)),
        _ => false,
    }
}
