//! What a run of capitalised words names: roles and names parted, and a kind for each.

use std::ops::Range;

use claimant_doc::{Doc, EntityKind, Span, Tag};

use super::lists::{Class, class, is_first_name, known};
use super::runs::{is_capital, touches};
use crate::lexicon::is_sort_of_place;

/// One mention of a name.
#[derive(Clone, Debug)]
pub struct Name {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names, as far as this mention tells; [`EntityKind::Other`] if it does not.
    pub kind: EntityKind,
    /// ISO 3166-1 alpha-2, if it names a country or its people.
    pub iso: &'static str,
    /// 0 to 1: how sure the kind is.
    pub score: f32,
    /// The title that stands before or after it.
    pub role: Option<Span>,
    /// Whether the next name in brackets is its short form.
    pub short_follows: bool,
}

/// The names of all runs, in text order.
pub fn names(doc: &Doc<'_>, runs: Vec<Range<usize>>) -> Vec<Name> {
    let mut found = Vec::new();
    for run in runs {
        match election(doc, &run) {
            Some(tokens) => found.push(name(doc, tokens, EntityKind::Event, 0.8)),
            None => split(doc, run, &mut found),
        }
    }
    found
}

/// "2004 Osean federal election": with the year before and the election after a country or people.
fn election(doc: &Doc<'_>, run: &Range<usize>) -> Option<Range<usize>> {
    let adjective = |i: &usize| ELECTIONS.contains(&doc.word(*i));
    let end = (run.end..run.end + 4).find(|i| !adjective(i))?;
    let held = end > run.end && matches!(doc.word(end), "election" | "elections");
    let year = run.start.checked_sub(1).filter(|i| doc.tag(*i) == Tag::Cd && doc.word(*i).len() == 4);
    (held && known(text(doc, run.clone())).is_some()).then(|| year.unwrap_or(run.start)..end + 1)
}

const ELECTIONS: &[&str] = &[
    "federal",
    "general",
    "presidential",
    "parliamentary",
    "legislative",
    "local",
    "provincial",
    "state",
    "snap",
];

/// Parts a run into the organisation of a role, the role and the name: "FBI Director" "Ada Stone".
fn split(doc: &Doc<'_>, run: Range<usize>, found: &mut Vec<Name>) {
    if let Some((end, person)) = titled(doc, &run) {
        add_known_parts(doc, run.start..end, found);
        found.push(person);
    } else if (run.clone()).all(|i| is_rank(doc, i) || !is_capital(doc.word(i))) {
        add_known_parts(doc, run, found);
    } else if let Some(start) = after_title_of(doc, &run) {
        // "Director of Research": a field, not a name
        if run.end - start > 1 || known(doc.word(start)).is_some() {
            split(doc, start..run.end, found);
        }
    } else if let Some(end) = possessed(doc, &run) {
        split(doc, run.start..end, found);
    } else {
        found.push(judged(doc, run));
    }
}

/// The person whose title a run begins with, and where the title ends.
pub fn titled(doc: &Doc<'_>, run: &Range<usize>) -> Option<(usize, Name)> {
    let end = role_end(doc, run)?;
    let honorific = run.len() > 1 && (run.start..end).all(|i| class(doc.word(i)) == Some(Class::Honorific));
    let role = if honorific { None } else { doc.span(run.start..end) };
    Some((end, Name { role, ..name(doc, end..run.end, EntityKind::Person, 0.9) }))
}

/// Whether token `i` is a title or honorific.
pub fn is_rank(doc: &Doc<'_>, i: usize) -> bool {
    matches!(class(doc.word(i)), Some(Class::Title | Class::Honorific))
}

/// One past the last title of a run if a person's name follows it.
fn role_end(doc: &Doc<'_>, run: &Range<usize>) -> Option<usize> {
    let last = run.clone().rev().find(|i| is_rank(doc, *i))?;
    let rest = last + 1..run.end;
    let headless = |i: usize| !matches!(class(doc.word(i)), Some(Class::Head(_)));
    let personal =
        (1..=5).contains(&rest.len()) && is_capital(doc.word(rest.start)) || doc.word(rest.start) == "al";
    let named = known(text(doc, rest.clone())).is_none_or(|known| known.kind == EntityKind::Person);
    (personal && named && rest.clone().all(|i| headless(i) && doc.word(i) != "of")).then_some(last + 1)
}

/// "President of Ruma": the place alone is a name.
fn after_title_of(doc: &Doc<'_>, run: &Range<usize>) -> Option<usize> {
    let of = run.clone().find(|i| doc.word(*i) == "of")?;
    let rank = (run.start..of).all(|i| is_rank(doc, i));
    let start = if doc.word(of + 1) == "the" { of + 2 } else { of + 1 };
    (rank && start < run.end && class(doc.word(run.start)) == Some(Class::Title)).then_some(start)
}

/// A run whose last words are no part of the name: "Moscow City" is one, "Ada Stone President" is not.
fn possessed(doc: &Doc<'_>, run: &Range<usize>) -> Option<usize> {
    let last = run.end.checked_sub(1)?;
    let named = run.len() > 2 && is_capital(doc.word(last.saturating_sub(1)));
    (named && class(doc.word(last)) == Some(Class::Title)).then_some(last)
}

/// Adds the countries, people and organisations inside a role.
fn add_known_parts(doc: &Doc<'_>, run: Range<usize>, found: &mut Vec<Name>) {
    let mut at = run.start;
    while at < run.end {
        let end = (at + 1..=run.end.min(at + 4)).rev().find(|end| known(text(doc, at..*end)).is_some());
        if let Some(end) = end {
            found.push(judged(doc, at..end));
        }
        at = end.unwrap_or(at + 1);
    }
}

fn text<'a>(doc: &Doc<'a>, tokens: Range<usize>) -> &'a str {
    doc.span(tokens).map_or("", |span| span.of(doc.text()))
}

fn name(doc: &Doc<'_>, tokens: Range<usize>, kind: EntityKind, score: f32) -> Name {
    let role = if kind == EntityKind::Person { role_after(doc, tokens.end) } else { None };
    let short_follows = short_follows(doc, tokens.end);
    Name { tokens, kind, iso: "", score, role, short_follows }
}

/// Whether a bracket opens at token `open` and closes after one short name.
pub fn short_follows(doc: &Doc<'_>, open: usize) -> bool {
    let (short, end) = (doc.word(open + 1), |i: usize| doc.word(i) == ")");
    let goes_on = touches(doc, open + 2) && doc.word(open + 2) != ":";
    let closes = end(open + 2) || goes_on && (open + 3..open + 5).any(end);
    doc.word(open) == "(" && short.len() > 1 && is_capital(short) && closes
}

/// A run without a title, its kind judged from what it is and what stands around it.
fn judged(doc: &Doc<'_>, run: Range<usize>) -> Name {
    if let Some(known) = known(text(doc, run.clone())) {
        return Name { iso: known.iso, ..name(doc, run, known.kind, 0.95) };
    }
    let (kind, score) =
        by_words(doc, &run).or_else(|| by_neighbours(doc, &run)).unwrap_or_else(|| by_shape(doc, &run));
    name(doc, run, kind, score)
}

/// The kind by words inside: heads, first names.
fn by_words(doc: &Doc<'_>, run: &Range<usize>) -> Option<(EntityKind, f32)> {
    if run.len() == 1 {
        let institution = if follows_the(doc, run) { head(doc, run.start) } else { None };
        let person = is_first_name(doc.word(run.start)).then_some((EntityKind::Person, 0.5));
        return institution.map(|kind| (kind, 0.5)).or(person);
    }
    let (core, of) = core(doc, run);
    let sure = |kind| (kind, 0.85);
    let first = head(doc, run.start).filter(|kind| *kind != EntityKind::Organization || of).map(sure);
    let person = (is_first_name(doc.word(run.start)) && run.len() <= 5).then_some((EntityKind::Person, 0.85));
    let last = head(doc, core.end - 1).map(sure);
    last.or(first).or(person).or_else(|| core.rev().find_map(|i| head(doc, i).map(sure)))
}

/// The kind of the name that token `i` heads.
fn head(doc: &Doc<'_>, i: usize) -> Option<EntityKind> {
    match class(doc.word(i)) {
        Some(Class::Head(kind)) => Some(kind),
        _ => None,
    }
}

/// The part of a name that its head ends, and whether "of" follows it.
fn core(doc: &Doc<'_>, run: &Range<usize>) -> (Range<usize>, bool) {
    let of = run.clone().find(|i| matches!(doc.word(*i), "of" | "for" | "on"));
    (run.start..of.unwrap_or(run.end), of.is_some())
}

/// The kind of a name of several words by its head alone: "Housing Authority of Ruma".
pub fn by_head(doc: &Doc<'_>, run: &Range<usize>) -> Option<EntityKind> {
    let (core, _) = core(doc, run);
    if run.len() < 2 || core.is_empty() || !is_capital(doc.word(core.end - 1)) {
        return None;
    }
    head(doc, core.end - 1)
}

/// The kind by what stands before and after.
fn by_neighbours(doc: &Doc<'_>, run: &Range<usize>) -> Option<(EntityKind, f32)> {
    let (before, after) = (run.start.checked_sub(1), run.end);
    let before_word = before.map_or("", |i| doc.word(i));
    let rank = before.is_some_and(|i| is_rank(doc, i)) && !is_capital(before_word);
    let speaks = |i: usize| SPEECH.contains(&doc.word(i));
    let aged = doc.word(after) == "," && doc.tag(after + 1) == Tag::Cd && doc.word(after + 2) == ",";
    let initial = run.len() > 1 && run.clone().any(|i| doc.word(i).len() == 2 && doc.word(i).ends_with('.'));
    let numbered = run.len() == 1 && doc.tag(after) == Tag::Cd;
    let placed = !numbered && matches!(before_word, "in" | "near" | "from" | "across" | "around" | "outside");
    let known_after =
        doc.word(after) == "," && known(doc.word(after + 1)).is_some_and(|k| k.kind == EntityKind::Place);
    match () {
        () if is_sorted(doc, run) => Some((EntityKind::Place, 0.85)),
        () if rank || aged || initial => Some((EntityKind::Person, 0.8)),
        () if known_after => Some((EntityKind::Place, 0.8)),
        () if is_acronym(text(doc, run.clone())) => Some((EntityKind::Organization, 0.6)),
        () if speaks(after) || doc.word(after) == "who" => Some((EntityKind::Person, 0.7)),
        () if doc.word(after) == "," && doc.word(after + 1) == "who" => Some((EntityKind::Person, 0.7)),
        () if speaks(before.unwrap_or(usize::MAX)) && run.len() <= 3 => Some((EntityKind::Person, 0.6)),
        () if placed => Some((EntityKind::Place, 0.6)),
        () => None,
    }
}

/// Whether it is said what sort of place this is: "the port city of |Fenn|", "the |Fenn| district", "|Fenn|, a village".
fn is_sorted(doc: &Doc<'_>, run: &Range<usize>) -> bool {
    /// Words between the article and the sort: "a small farming town".
    const BETWEEN: usize = 3;
    let sort = |i: usize| is_sort_of_place(doc.word(i)) && !doc.tag(i).is_verb();
    let of = run.start.checked_sub(2).is_some_and(|i| sort(i) && doc.is(i + 1, "of"));
    let behind = run.start > 0 && (follows_the(doc, run) || doc.is(run.start - 1, "in")) && sort(run.end);
    let article = run.end + 1;
    let apposed = doc.word(run.end) == "," && matches!(doc.word(article), "a" | "an" | "the");
    let noun = (article + 1..article + 2 + BETWEEN)
        .take_while(|i| !doc.tag(*i).is_punctuation() && !doc.tag(*i).is_finite() && doc.tag(*i) != Tag::In)
        .last();
    of || behind || apposed && noun.is_some_and(sort)
}

const SPEECH: &[&str] = &[
    "said",
    "says",
    "told",
    "added",
    "adds",
    "asked",
    "wrote",
    "argued",
    "explained",
    "recalled",
    "testified",
    "tweeted",
    "insisted",
    "noted",
    "replied",
];

/// The kind by number and look of the words alone.
fn by_shape(doc: &Doc<'_>, run: &Range<usize>) -> (EntityKind, f32) {
    let word = doc.word(run.start);
    let holds_known = run.clone().any(|i| is_acronym(doc.word(i)) || known(doc.word(i)).is_some());
    let spelled = |c: char| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’');
    let plain = run.clone().all(|i| doc.word(i).chars().all(spelled));
    match run.len() {
        _ if word.starts_with(char::is_lowercase) => (EntityKind::Product, 0.4),
        1 if follows_the(doc, run) => (EntityKind::Organization, 0.3),
        1 if doc.tag(run.end).is_finite() || doc.tag(run.end) == Tag::Pos => (EntityKind::Person, 0.35),
        1 => (EntityKind::Other, 0.2),
        _ if follows_the(doc, run) || holds_known => (EntityKind::Organization, 0.5),
        2 | 3 if plain => (EntityKind::Person, 0.5),
        _ => (EntityKind::Organization, 0.3),
    }
}

fn follows_the(doc: &Doc<'_>, run: &Range<usize>) -> bool {
    run.start.checked_sub(1).is_some_and(|before| doc.is(before, "the"))
}

/// "ISIS", "ISIS-K", "U.N.": capitals only, at least two.
fn is_acronym(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    (2..=7).contains(&capitals) && word.chars().all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '&'))
}

/// ", director of the agency,": the role that follows a name.
pub fn role_after(doc: &Doc<'_>, comma: usize) -> Option<Span> {
    if doc.word(comma) != "," {
        return None;
    }
    let end = (comma + 1..comma + 16)
        .find(|i| matches!(doc.word(*i), "," | "." | ";" | ")" | "who" | "said" | "told"))?;
    let skip = usize::from(matches!(doc.word(comma + 1), "a" | "an" | "the"));
    let start = comma + 1 + skip;
    let title = (start..end.min(start + 4)).any(|i| is_rank(doc, i) || lower_title(doc.word(i)));
    let sound = !(start..end).any(|i| doc.tag(i).is_finite());
    (title && sound && start < end).then(|| doc.span(start..end)).flatten()
}

/// Titles that stand after a name in small letters.
fn lower_title(word: &str) -> bool {
    matches!(
        word,
        "official"
            | "expert"
            | "researcher"
            | "executive"
            | "founder"
            | "head"
            | "member"
            | "lawyer"
            | "fellow"
    )
}
