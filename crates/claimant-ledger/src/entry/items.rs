//! The rows of what stands in the text, and of what follows from it.

use claimant_doc::{Attribution, Quantity, Span};
use rusqlite::types::Value;

use super::{Of, Row, count, json, linked, number, optional, real, row, score, text};

/// The number of an item: that of its id, else its place in the list.
fn n(id: &str, index: usize) -> Value {
    Value::Integer(number(id).unwrap_or(index as i64 + 1))
}

/// A row of every item, from its number and the item.
fn each<T>(items: &[T], id: impl Fn(&T) -> &str, of: impl Fn(Value, &T) -> Row) -> Vec<Row> {
    items.iter().enumerate().map(|(i, item)| of(n(id(item), i), item)).collect()
}

/// The rows of every item, from its number and the item.
fn all<T>(items: &[T], id: impl Fn(&T) -> &str, of: impl Fn(Value, &T) -> Vec<Row>) -> Vec<Row> {
    items.iter().enumerate().flat_map(|(i, item)| of(n(id(item), i), item)).collect()
}

pub fn entities(of: &Of<'_>) -> Vec<Row> {
    each(
        &of.reading.entities,
        |e| &e.id,
        |n, entity| {
            let precision = optional(entity.precision.map(|precision| precision.word()));
            vec![
                n,
                text(entity.kind.word()),
                text(&entity.name),
                real(entity.lat),
                real(entity.lon),
                precision,
            ]
        },
    )
}

pub fn identifiers(of: &Of<'_>) -> Vec<Row> {
    all(
        &of.reading.entities,
        |e| &e.id,
        |n, entity| {
            let rows = entity.identifiers.iter().enumerate().map(|(i, identifier)| {
                let (scheme, value) = (text(&identifier.scheme), text(&identifier.value));
                vec![n.clone(), count(i + 1), scheme, value, score(Some(identifier.score))]
            });
            rows.collect()
        },
    )
}

pub fn mentions(of: &Of<'_>) -> Vec<Row> {
    all(
        &of.reading.entities,
        |e| &e.id,
        |n, entity| {
            let rows = entity.mentions.iter().enumerate().map(|(i, mention)| {
                row([&[n.clone(), count(i + 1)], &of.ends(mention.span), &[text(mention.form.word())]])
            });
            rows.collect()
        },
    )
}

pub fn times(of: &Of<'_>) -> Vec<Row> {
    each(
        &of.reading.times,
        |t| &t.id,
        |n, time| {
            let day = |date: Option<claimant_doc::Date>| optional(date.map(|d| d.to_string()).as_deref());
            let anchor = optional(time.anchor.as_ref().and_then(|anchor| anchor.id()));
            let value = optional(time.value.as_deref());
            let known = [text(time.kind.word()), value, day(time.from), day(time.to), anchor];
            row([&[n], &of.quoted(time.span), &known])
        },
    )
}

pub fn quantities(of: &Of<'_>) -> Vec<Row> {
    each(
        &of.reading.quantities,
        |q| &q.id,
        |n, quantity| {
            row([
                &[n],
                &of.quoted(quantity.span),
                &figure(quantity),
                &of.named(quantity.item),
                &scope(quantity),
            ])
        },
    )
}

fn figure(quantity: &Quantity) -> [Value; 5] {
    [
        real(quantity.value),
        real(quantity.high),
        text(quantity.bound.word()),
        optional(quantity.unit.as_deref()),
        text(quantity.kind.word()),
    ]
}

fn scope(quantity: &Quantity) -> [Value; 5] {
    [
        optional(quantity.measure.as_deref()),
        linked(quantity.place.as_ref()),
        linked(quantity.time.as_ref()),
        linked(quantity.event.as_ref()),
        optional(quantity.standing.map(|standing| standing.word())),
    ]
}

pub fn events(of: &Of<'_>) -> Vec<Row> {
    each(
        &of.reading.events,
        |e| &e.id,
        |n, event| {
            let known = [
                text(&event.lemma),
                optional(event.kind.as_deref()),
                text(event.certainty.word()),
                text(event.polarity.word()),
                score(event.factuality),
                text(event.tense.word()),
                linked(event.place.as_ref()),
                linked(event.time.as_ref()),
            ];
            row([&[n], &of.quoted(event.span), &known])
        },
    )
}

pub fn participants(of: &Of<'_>) -> Vec<Row> {
    all(
        &of.reading.events,
        |e| &e.id,
        |n, event| {
            let rows = event.participants.iter().enumerate().map(|(i, who)| {
                let head = [n.clone(), count(i + 1), text(&who.role)];
                row([&head, &of.quoted(who.span), &[linked(who.entity.as_ref())]])
            });
            rows.collect()
        },
    )
}

pub fn attributions(of: &Of<'_>) -> Vec<Row> {
    each(
        &of.reading.attributions,
        |a| &a.id,
        |n, attribution| {
            vec![
                n,
                text(&of.lookup.words(&attribution.source)),
                text(&of.lookup.words(&attribution.cue)),
                text(attribution.form.word()),
                linked(attribution.source_entity.as_ref()),
                optional(attribution.source_kind.map(|kind| kind.word())),
                linked(attribution.inside.as_ref()),
                optional(attribution.stance.map(|stance| stance.word())),
            ]
        },
    )
}

pub fn attribution_spans(of: &Of<'_>) -> Vec<Row> {
    // In the order of the key: content, cue, source.
    let parts = |a: &Attribution| -> [(&str, Vec<Span>); 3] {
        [("content", a.content.clone()), ("cue", a.cue.clone()), ("source", a.source.clone())]
    };
    all(
        &of.reading.attributions,
        |a| &a.id,
        |n, attribution| {
            let rows = parts(attribution).into_iter().flat_map(|(part, spans)| {
                let head = [n.clone(), text(part)];
                let one = |(i, span): (usize, Span)| row([&head, &[count(i + 1)], &of.quoted(span)]);
                spans.into_iter().enumerate().map(one).collect::<Vec<_>>()
            });
            rows.collect()
        },
    )
}

pub fn causes(of: &Of<'_>) -> Vec<Row> {
    each(
        &of.reading.causes,
        |c| &c.id,
        |n, cause| {
            let tail = [text(cause.certainty.word()), linked(cause.claim.as_ref())];
            row([
                &[n],
                &of.named(Some(cause.cause)),
                &of.named(Some(cause.effect)),
                &of.named(cause.cue),
                &tail,
            ])
        },
    )
}

pub fn comparisons(of: &Of<'_>) -> Vec<Row> {
    each(
        &of.reading.comparisons,
        |c| &c.id,
        |n, comparison| {
            let head =
                [n, text(comparison.kind.word()), linked(Some(&comparison.a)), linked(Some(&comparison.b))];
            row([&head, &of.named(comparison.cue)])
        },
    )
}

pub fn findings(of: &Of<'_>) -> Vec<Row> {
    each(
        &of.reading.findings,
        |f| &f.id,
        |n, finding| {
            vec![
                n,
                text(finding.kind.word()),
                json(&finding.about),
                text(finding.verdict.word()),
                text(&finding.statement),
                text(&finding.derivation),
            ]
        },
    )
}
