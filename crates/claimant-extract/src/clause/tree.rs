//! What the encoder's tree forbids: cuts that tear a noun phrase, and relative clauses without which the rest says nothing.
//!
//! `the cities |and towns it held|`, `the case on theft |and fraud prosecutions since the office opened|`: what begins
//! after the conjunction is a noun of the list before it. `They are the men |who paid|`: the clause is what is said.

use claimant_doc::{Doc, Tag};

use super::cut::Cut;
use super::{Kind, Page};
use crate::Scores;

/// Tokens around a word in which its dependents are looked for, and words above it that are climbed.
const REACH: usize = 60;

/// Whether the tree speaks against a cut. Without a tree nothing does.
pub fn forbids(page: &Page<'_, '_>, scores: &Scores, cut: &Cut) -> bool {
    let Cut::Here { end, start, kind } = cut else { return false };
    if scores.is_empty() || *start >= page.len() || *end == 0 {
        return false;
    }
    match kind {
        Kind::Joined => heads_a_list_item(page, scores, *start),
        Kind::Relative => *start == *end && is_needed(page, scores, *start),
        _ => false,
    }
}

/// Whether the words from position `p` hang, as one more noun of a list, on a word before them.
fn heads_a_list_item(page: &Page<'_, '_>, scores: &Scores, p: usize) -> bool {
    let Some(top) = top(page, scores, p) else { return false };
    let tag = page.doc.tag(top);
    let named = tag.is_noun() || matches!(tag, Tag::Cd | Tag::Jj | Tag::Jjr | Tag::Jjs);
    named && scores.rel(top) == "conj" && !is_predicate(scores, top)
}

/// Whether the restrictive clause at position `p` belongs to the clause before it: it is what that says, or it tells which
/// of all that means, "people |who cannot vote|".
fn is_needed(page: &Page<'_, '_>, scores: &Scores, p: usize) -> bool {
    let told_apart = |noun| is_anyone(page.doc, noun) && !has(scores, noun, |rel| rel == "nummod");
    noun_of(page, scores, p).is_some_and(|noun| is_said(scores, noun) || told_apart(noun))
}

/// Whether the restrictive clause at position `p` is what the clause before it says: "They are the men |who paid|".
pub fn says(page: &Page<'_, '_>, scores: &Scores, p: usize) -> bool {
    noun_of(page, scores, p).is_some_and(|noun| is_said(scores, noun))
}

/// Whether a noun is what its clause says of the subject: "they are the |men|".
pub fn is_said(scores: &Scores, noun: usize) -> bool {
    has(scores, noun, |rel| rel == "cop")
}

fn is_anyone(doc: &Doc<'_>, noun: usize) -> bool {
    const ANYONE: &[&str] = &[
        "anybody",
        "anyone",
        "anything",
        "everybody",
        "everyone",
        "everything",
        "one",
        "ones",
        "people",
        "person",
        "somebody",
        "someone",
        "something",
        "thing",
        "things",
        "those",
    ];
    ANYONE.iter().any(|word| doc.is(noun, word))
}

/// The noun before position `p` that the clause there hangs on, with no comma between.
fn noun_of(page: &Page<'_, '_>, scores: &Scores, p: usize) -> Option<usize> {
    p.checked_sub(1).filter(|before| !page.tag(*before).is_punctuation())?;
    let noun = scores.words.get(top(page, scores, p)?)?.head? as usize;
    (page.tokens[0] <= noun && noun < page.tokens[p]).then_some(noun)
}

/// The word that those from position `p` on hang together on, the highest among them above the first.
fn top(page: &Page<'_, '_>, scores: &Scores, p: usize) -> Option<usize> {
    let own = page.tokens[p]..page.tokens.last()? + 1;
    let mut at = own.start;
    for _ in 0..REACH {
        match scores.words.get(at)?.head.map(|head| head as usize) {
            Some(head) if own.contains(&head) => at = head,
            _ => break,
        }
    }
    Some(at)
}

/// Whether a noun is what a clause says of its subject.
fn is_predicate(scores: &Scores, noun: usize) -> bool {
    has(scores, noun, |rel| rel == "cop" || rel.starts_with("nsubj") || rel.starts_with("csubj"))
}

/// Whether a word depends on `head` by such a relation.
fn has(scores: &Scores, head: usize, of: impl Fn(&str) -> bool) -> bool {
    let near = head.saturating_sub(REACH)..head + REACH;
    scores.dependents(head, near).any(|k| of(scores.rel(k)))
}
