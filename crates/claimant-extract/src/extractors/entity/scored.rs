//! Names as the encoder found them, with what lists know of them.

use claimant_doc::{Doc, EntityKind, Span, Tag};

use super::kinds::{Name, is_rank, role_after};
use super::lists::{Class, class, known};
use super::runs::is_capital;
use crate::scores::Labelled;

/// One name for each that was found, and for each people that lists know: of these the encoder was told nothing.
pub fn names(doc: &Doc<'_>, found: &[Labelled<EntityKind>]) -> Vec<Name> {
    let mut names: Vec<Name> = found.iter().filter_map(|labelled| name(doc, labelled)).collect();
    let mut taken = vec![false; doc.tokens.len()];
    names.iter().for_each(|name| taken[name.tokens.clone()].fill(true));
    let free = (0..doc.tokens.len()).filter(|i| !taken[*i] && is_capital(doc.word(*i)));
    let peoples = free.filter_map(|i| people(doc, i));
    names.extend(peoples);
    names.sort_by_key(|name| name.tokens.start);
    names
}

/// "Kenyan", "Germans": a group tied to its country.
fn people(doc: &Doc<'_>, i: usize) -> Option<Name> {
    let known = known(doc.word(i)).filter(|known| known.kind == EntityKind::Group)?;
    Some(Name {
        tokens: i..i + 1,
        kind: known.kind,
        iso: known.iso,
        score: 0.9,
        role: None,
        short_follows: false,
    })
}

fn name(doc: &Doc<'_>, found: &Labelled<EntityKind>) -> Option<Name> {
    let (first, tokens) = (found.tokens.start, found.tokens.clone());
    let text = doc.span(tokens.clone())?.of(doc.text());
    let land = |kind| matches!(kind, EntityKind::Place | EntityKind::Group);
    let iso = known(text).filter(|known| land(known.kind) && land(found.label)).map_or("", |known| known.iso);
    let person = found.label == EntityKind::Person;
    let role = person.then(|| role_before(doc, first).or_else(|| role_after(doc, tokens.end)));
    let end = tokens.end;
    Some(Name {
        tokens,
        kind: found.label,
        iso,
        score: found.score.min(0.95),
        role: role.flatten(),
        short_follows: doc.word(end) == "(" && is_capital(doc.word(end + 1)),
    })
}

/// "FBI Director" before "Ada Stone": a title with the capitalised words before it.
fn role_before(doc: &Doc<'_>, start: usize) -> Option<Span> {
    let sentence = &doc.sentences[doc.sentence_at(doc.tokens.get(start)?.span.start())?];
    let before = |i: usize| i > sentence.tokens.start;
    if !before(start) || !is_rank(doc, start - 1) {
        return None;
    }
    let mut first = start - 1;
    while before(first)
        && (is_rank(doc, first - 1) || is_capital(doc.word(first - 1)) && doc.tag(first - 1) != Tag::Pos)
    {
        first -= 1;
    }
    let honorific = (first..start).all(|i| class(doc.word(i)) == Some(Class::Honorific));
    if honorific { None } else { doc.span(first..start) }
}
