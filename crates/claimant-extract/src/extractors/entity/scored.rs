//! Names as the encoder found them, with what lists know of them.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use claimant_doc::{Doc, EntityKind, Span, Tag};

use super::events;
use super::kinds::{Name, by_head, is_rank, role_after, short_follows, titled};
use super::lists::{Class, class, known};
use super::runs::{is_capital, runs};
use crate::scores::Labelled;

/// One name for each that was found, the same words elsewhere, people with titles, and what lists know that the encoder was
/// told nothing of.
pub fn names(doc: &Doc<'_>, found: &[Labelled<EntityKind>]) -> Vec<Name> {
    let mut names: Vec<Name> = found.iter().filter_map(|labelled| name(doc, labelled)).collect();
    events::christen(doc, &mut names);
    let mut taken = vec![false; doc.tokens.len()];
    names.iter().for_each(|name| taken[name.tokens.clone()].fill(true));
    // "General Prelogar", "Typhoon Haiyan": of whom the encoder has never heard.
    let people = runs(doc).into_iter().filter_map(|run| Some(titled(doc, &run)?.1));
    let storms = (1..doc.tokens.len()).filter_map(|i| events::storm(doc, i));
    for new in people.chain(storms) {
        if !taken[new.tokens.clone()].contains(&true) && taken[..new.tokens.start].last() != Some(&true) {
            taken[new.tokens.clone()].fill(true);
            names.push(new);
        }
    }
    again(doc, &mut names, &mut taken);
    let mut at = 0;
    while at < doc.tokens.len() {
        let found = unheard(doc, at).filter(|name| !taken[name.tokens.clone()].contains(&true));
        at = found.as_ref().map_or(at + 1, |name| name.tokens.end);
        names.extend(found);
    }
    names.sort_by_key(|name| name.tokens.start);
    names
}

/// A name that is surer than this is looked for in the rest of the text.
const SURE: f32 = 0.8;

/// Adds the places where a sure name stands again, in the same letters.
fn again(doc: &Doc<'_>, names: &mut Vec<Name>, taken: &mut [bool]) {
    let mut by_first: HashMap<&str, Vec<Name>> = HashMap::new();
    for name in names.iter().filter(|name| name.score >= SURE) {
        let word = doc.word(name.tokens.start);
        if is_capital(word) && word.len() > 2 && class(word) != Some(Class::Never) {
            by_first.entry(word).or_default().push(name.clone());
        }
    }
    // The longest first; of those of one length the surest, then the first.
    let rank = |name: &Name| (Reverse(name.tokens.len()), Reverse((name.score * 1e3) as u32));
    by_first.values_mut().for_each(|names| names.sort_by_key(rank));
    for i in 0..doc.tokens.len() {
        let Some(known) = by_first.get(doc.word(i)) else { continue };
        let same = known.iter().find(|name| {
            let here = i..i + name.tokens.len();
            taken.get(here.clone()).is_some_and(|taken| !taken.contains(&true))
                && here.zip(name.tokens.clone()).all(|(a, b)| doc.word(a) == doc.word(b))
        });
        if let Some(same) = same {
            // "Ole Brenner", where only "Brenner" is known: the whole name.
            let part = |k: &usize| {
                let fits = doc.tag(*k) == Tag::Nnp && is_capital(doc.word(*k)) && !is_rank(doc, *k);
                same.kind == EntityKind::Person && fits && !taken[*k]
            };
            let start = (i.saturating_sub(2)..i).rev().take_while(part).last().unwrap_or(i);
            let tokens = start..i + same.tokens.len();
            taken[tokens.clone()].fill(true);
            names.push(Name { tokens, role: None, short_follows: false, score: SURE, ..same.clone() });
        }
    }
}

/// Words of the longest such name.
const LONGEST: usize = 3;

/// Whether token `i` is an acronym among words that are none: "WHO" of "WHO says so".
fn is_short(doc: &Doc<'_>, i: usize) -> bool {
    let shouts = |i: usize| doc.word(i).len() > 2 && doc.word(i).chars().all(char::is_uppercase);
    shouts(i) && !shouts(i.wrapping_sub(1)) && !shouts(i + 1)
}

/// What lists know and the encoder does not hear of: "Kenyan", "Central Americans", a group, tied to its country if it has
/// one; "WHO".
fn unheard(doc: &Doc<'_>, i: usize) -> Option<Name> {
    if !is_capital(doc.word(i)) {
        return None;
    }
    let (tokens, known) = (1..=LONGEST).rev().find_map(|n| {
        let known = known(doc.span(i..i + n)?.of(doc.text()))?;
        let is_unheard =
            known.kind == EntityKind::Group || known.kind != EntityKind::Place && is_short(doc, i);
        is_unheard.then_some((i..i + n, known))
    })?;
    Some(Name { tokens, kind: known.kind, iso: known.iso, score: 0.9, role: None, short_follows: false })
}

fn name(doc: &Doc<'_>, found: &Labelled<EntityKind>) -> Option<Name> {
    let tokens = untitled(doc, found);
    let first = tokens.start;
    let text = doc.span(tokens.clone())?.of(doc.text());
    if text.contains('@') || SUFFIXES.contains(&text) {
        return None; // an address, or the end of a name that was cut
    }
    let land = |kind| matches!(kind, EntityKind::Place | EntityKind::Group);
    let iso = known(text).filter(|known| land(known.kind) && land(found.label)).map_or("", |known| known.iso);
    let kind = kind(doc, text, &tokens, found.label);
    let person = kind == EntityKind::Person;
    let role = person.then(|| role_before(doc, first).or_else(|| role_after(doc, tokens.end)));
    let end = tokens.end;
    Some(Name {
        tokens,
        kind,
        iso,
        score: found.score.min(0.95),
        role: role.flatten(),
        short_follows: short_follows(doc, end),
    })
}

/// What laws' names end in, and those of nothing else.
const LAWS: &[&str] = &["Act", "Treaty", "Amendment", "Accord", "Accords", "Pact"];
/// What companies' names end in.
const SUFFIXES: &[&str] =
    &["Inc", "Inc.", "Ltd", "Ltd.", "LLC", "Corp.", "Co.", "PLC", "plc", "GmbH", "S.A."];

/// The kind of a name: lists and heads of names know better than the encoder.
fn kind(doc: &Doc<'_>, text: &str, tokens: &Range<usize>, found: EntityKind) -> EntityKind {
    let listed = known(text).map(|known| known.kind);
    match (found, listed) {
        // A country that acts is a place still, a known body is no place, and a people is neither.
        (EntityKind::Place | EntityKind::Organization, Some(listed)) if listed != EntityKind::Person => {
            listed
        }
        (EntityKind::Person, Some(EntityKind::Organization)) => EntityKind::Organization,
        (EntityKind::Place | EntityKind::Person, None)
            if by_head(doc, tokens) == Some(EntityKind::Organization) =>
        {
            EntityKind::Organization
        }
        (EntityKind::Place | EntityKind::Person, None) if by_head(doc, tokens) == Some(EntityKind::Event) => {
            EntityKind::Event
        }
        (EntityKind::Organization, None) if LAWS.contains(&doc.word(tokens.end - 1)) && tokens.len() > 1 => {
            EntityKind::Law
        }
        (EntityKind::Place | EntityKind::Organization, None) if is_byline(doc, tokens) => EntityKind::Person,
        _ => found,
    }
}

/// "By Ilse Marran" alone on a line, or with others.
fn is_byline(doc: &Doc<'_>, name: &Range<usize>) -> bool {
    let at = doc.tokens.get(name.start).and_then(|token| doc.sentence_at(token.span.start()));
    let Some(sentence) = at.map(|at| doc.sentences[at].tokens.clone()) else { return false };
    let by = doc.word(sentence.start);
    let of_names = |i: usize| {
        let word = doc.word(i);
        is_capital(word) || matches!(word, "," | "and" | "&" | "in") || doc.tag(i).is_punctuation()
    };
    name.len() > 1
        && (by.eq_ignore_ascii_case("by"))
        && name.start == sentence.start + 1
        && sentence.skip(1).all(of_names)
}

/// The tokens of a name; a person's without the titles before it.
fn untitled(doc: &Doc<'_>, found: &Labelled<EntityKind>) -> Range<usize> {
    let mut tokens = found.tokens.clone();
    while found.label == EntityKind::Person && tokens.len() > 1 && is_rank(doc, tokens.start) {
        tokens.start += 1;
    }
    tokens
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
