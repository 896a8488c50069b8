//! The rows of claims: the words, who vouches, how sure they are, and what they are about.

use std::collections::HashMap;

use claimant_doc::{Claim, Entity, EntityKind, Event, Link, SourceKind, Time, Voucher};
use rusqlite::types::Value;

use super::{Of, Row, count, number, numbers, row, score, text};
use crate::days;

/// The number of a claim: that of its id, else its place in the list.
fn n(claim: &Claim, index: usize) -> Value {
    Value::Integer(number(&claim.id).unwrap_or(index as i64 + 1))
}

/// The rows of every claim, from its number and the claim.
fn all(of: &Of<'_>, rows: impl Fn(Value, &Claim) -> Vec<Row>) -> Vec<Row> {
    of.reading.claims.iter().enumerate().flat_map(|(i, claim)| rows(n(claim, i), claim)).collect()
}

/// The rows of `claims` without id and reading: they begin with the number alone.
pub fn claims(of: &Of<'_>) -> Vec<Row> {
    let events: HashMap<&str, &Event> = of.reading.events.iter().map(|e| (e.id.as_str(), e)).collect();
    all(of, |n, claim| {
        let sources = of.lookup.sources(claim);
        let found: Vec<&Event> = claim.events.iter().filter_map(|e| events.get(e.id()?).copied()).collect();
        let standing = [
            text(&of.lookup.words(&claim.content)),
            text(&who(&sources)),
            text(source_kind(&sources)),
            text(claim.form.word()),
            text(claim.status.word()),
            text(claim.certainty.word()),
            text(claim.polarity.word()),
        ];
        let matter = [
            text(&about(of, claim)),
            text(&places(of, claim, &found)),
            text(&happened(&found)),
            text(of.reading.article.publisher.as_deref().unwrap_or_default()),
            score(claim.check_worthiness),
            score(Some(claim.confidence)),
        ];
        vec![row([&[n, text(&claim.key)], &standing, &matter])]
    })
}

/// "article > The Herald > officials \[unnamed\]".
fn who(sources: &[Voucher<'_>]) -> String {
    let names = sources.iter().map(Voucher::name);
    std::iter::once("article".to_owned()).chain(names).collect::<Vec<_>>().join(" > ")
}

/// The kind of the source nearest to a claim.
fn source_kind(sources: &[Voucher<'_>]) -> &'static str {
    sources.last().map_or("own_voice", kind)
}

/// What kind of source it is; a source that is left out is unnamed.
fn kind(source: &Voucher<'_>) -> &'static str {
    match source.attribution.and_then(|attribution| attribution.source_kind) {
        _ if source.words.is_empty() => SourceKind::Unnamed.word(),
        Some(kind) => kind.word(),
        None => "unclear",
    }
}

fn about(of: &Of<'_>, claim: &Claim) -> String {
    joined(claim.entities.iter().filter_map(|link| of.lookup.entity(link)).map(|entity| entity.name.as_str()))
}

/// The places in a claim, and those of its events and figures, with the codes of their countries.
fn places(of: &Of<'_>, claim: &Claim, events: &[&Event]) -> String {
    let inside = claim.entities.iter();
    let happened = events.iter().filter_map(|event| event.place.as_ref());
    let counted = claim.quantities.iter().filter_map(|link| of.lookup.quantity(link)?.place.as_ref());
    let all = inside.chain(happened).chain(counted).filter_map(|link| of.lookup.entity(link));
    joined(all.filter(|entity| entity.kind == EntityKind::Place).flat_map(named))
}

/// A place's name and the country it is thought to be in.
fn named(place: &Entity) -> impl Iterator<Item = &str> {
    let country = place.identifiers.iter().find(|identifier| identifier.scheme.starts_with("iso3166"));
    std::iter::once(place.name.as_str()).chain(country.map(|country| country.value.as_str()))
}

fn happened(events: &[&Event]) -> String {
    joined(events.iter().flat_map(|event| event.kind.as_deref().into_iter().chain([event.lemma.as_str()])))
}

/// Every value once, separated by "; ".
fn joined<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let mut seen: Vec<&str> = Vec::new();
    for value in values {
        if !value.is_empty() && !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen.join("; ")
}

pub fn spans(of: &Of<'_>) -> Vec<Row> {
    all(of, |n, claim| {
        let one =
            |(i, span): (usize, &claimant_doc::Span)| row([&[n.clone(), count(i + 1)], &of.quoted(*span)]);
        claim.content.iter().enumerate().map(one).collect()
    })
}

pub fn chain(of: &Of<'_>) -> Vec<Row> {
    all(of, |n, claim| {
        let one = |(i, source): (usize, Voucher<'_>)| {
            let attribution =
                source.attribution.and_then(|a| number(&a.id)).map_or(Value::Null, Value::Integer);
            let (name, cue) = (text(&source.name()), text(&source.cue));
            vec![n.clone(), count(i + 1), attribution, name, cue, text(kind(&source))]
        };
        of.lookup.sources(claim).into_iter().enumerate().map(one).collect()
    })
}

pub fn markers(of: &Of<'_>) -> Vec<Row> {
    all(of, |n, claim| {
        let rows = claim.markers.iter().enumerate().map(|(i, marker)| {
            row([&[n.clone(), count(i + 1), text(marker.kind.word())], &of.quoted(marker.span)])
        });
        rows.collect()
    })
}

/// A row of every item that a claim refers to.
fn links(of: &Of<'_>, links: fn(&Claim) -> &[Link]) -> Vec<Row> {
    all(of, |n, claim| {
        numbers(links(claim)).into_iter().map(|item| vec![n.clone(), Value::Integer(item)]).collect()
    })
}

pub fn entities(of: &Of<'_>) -> Vec<Row> {
    links(of, |claim| &claim.entities)
}

pub fn events(of: &Of<'_>) -> Vec<Row> {
    links(of, |claim| &claim.events)
}

/// The periods of a claim that were resolved.
pub fn times(of: &Of<'_>) -> Vec<Row> {
    all(of, |n, claim| {
        numbered(&claim.times, |link| of.lookup.time(link))
            .into_iter()
            .filter_map(|(item, time)| Some(row([&[n.clone(), Value::Integer(item)], &period(time)?])))
            .collect()
    })
}

/// First day, last day and class of length; `None` where neither end is known, or they are the wrong way round.
fn period(time: &Time) -> Option<[Value; 3]> {
    if time.from.is_none() && time.to.is_none() {
        return None;
    }
    let first = time.from.map_or_else(|| days::OPEN.0.to_owned(), |day| day.to_string());
    let last = time.to.map_or_else(|| days::OPEN.1.to_owned(), |day| day.to_string());
    let length = Value::Integer(days::length(time.from, time.to));
    (first <= last).then_some([Value::Text(first), Value::Text(last), length])
}

/// The figures of a claim that have a value.
pub fn quantities(of: &Of<'_>) -> Vec<Row> {
    all(of, |n, claim| {
        let found = numbered(&claim.quantities, |link| of.lookup.quantity(link)).into_iter();
        let rows = found.filter_map(|(item, quantity)| {
            let low = quantity.value.filter(|value| !value.is_nan())?;
            let high = quantity.high.filter(|high| *high > low).unwrap_or(low);
            Some(vec![n.clone(), Value::Integer(item), Value::Real(low), Value::Real(high)])
        });
        rows.collect()
    })
}

/// The items that links name with their numbers, each once, in order.
fn numbered<T>(links: &[Link], item: impl Fn(&Link) -> Option<T>) -> Vec<(i64, T)> {
    let mut found: Vec<(i64, T)> =
        links.iter().filter_map(|link| Some((number(link.id()?)?, item(link)?))).collect();
    found.sort_by_key(|(n, _)| *n);
    found.dedup_by_key(|(n, _)| *n);
    found
}
