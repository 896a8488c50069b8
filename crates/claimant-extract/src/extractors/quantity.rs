//! Figures with their bounds, units and what they count.
//!
//! "At least 500 Tajiks have been apprehended so far this year" gives the figure "At least 500": value 500, bound
//! at least, unit person, item "Tajiks", measure "apprehend", time "so far this year". The number is read by a
//! grammar over atoms (pieces finer than tokens); words around it bound it; tags find what it counts.
//!
//! A part of a whole ("two-thirds of") has kind percent, no unit, and its fraction as value.
//!
//! Left alone: years, dates, clock times, section numbers, type names, scores, "one" as a pronoun. A number inside
//! a time expression is a figure only with a unit of time: in "the previous 14 years" it is "14 years".

mod atom;
mod bound;
mod cardinal;
mod carry;
mod digits;
mod event;
mod item;
mod kind;
mod leave;
mod number;
mod part;
mod phrase;
mod range;
mod scene;
mod scope;
mod scored;
mod unit;
mod words;

use std::ops::Range;

use claimant_doc::{Bound, Doc, Layer, Link, Mark, Marks, Quantity, QuantityKind, Span, Time, Value};

use super::Extractor;
use crate::Scores;
use atom::{Atom, Kind};
use bound::Hedges;
use item::Told;
use number::{Number, Shape};
use phrase::Item;
use scene::Scene;
use scored::Tree;
use unit::Found;

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "quantity",
    about: "Figures with their bounds, units and what they count.",
    reads: &[Layer::Entity, Layer::Time],
    writes: Layer::Quantity,
    run,
};

fn run(doc: &Doc<'_>, scores: &Scores, marks: &Marks) -> Vec<Mark> {
    let times: Vec<&Time> = marks.times().collect();
    let places = scene::places(marks);
    let (mut times, mut places) = (&times[..], &places[..]);
    let (mut out, mut atoms) = (Vec::new(), Vec::new());
    for (i, sentence) in doc.sentences.iter().enumerate() {
        let (now, later) = scene::within(times, sentence.span, |t| t.span.start());
        let (here, further) = scene::within(places, sentence.span, |place| place.start());
        (times, places) = (later, further);
        atom::cut(doc, sentence, &mut atoms);
        let before = i.checked_sub(1).map(|i| &doc.sentences[i]).filter(|s| s.block == sentence.block);
        let scene = Scene { doc, scores, sentence, before, times: now, places: here };
        figures(&scene, &atoms, &mut out);
    }
    out
}

/// A figure by its atoms, before its item is known.
struct Figure<'a> {
    number: Number,
    unit: Option<Found>,
    hedges: Hedges<'a>,
    /// Bound by words after it.
    bound_after: Option<Bound>,
    end: usize,
}

fn figures(scene: &Scene<'_, '_>, atoms: &[Atom<'_>], out: &mut Vec<Mark>) {
    let mut at = 0;
    while at < atoms.len() {
        let Some((figure, past)) = figure(scene, atoms, at) else {
            at += 1;
            continue;
        };
        at = past.max(at + 1);
        let Some(figure) = figure else { continue };
        let Some(mut quantity) = quantity(scene, atoms, &figure) else { continue };
        carry::carry(scene, atoms, &figure, out, &mut quantity);
        let score = if quantity.bound == Bound::Several { 0.7 } else { 0.9 };
        out.push(Mark {
            span: quantity.span,
            value: Value::Quantity(Box::new(quantity)),
            score,
            by: EXTRACTOR.name,
        });
    }
}

/// The figure whose number begins at `at`, if it is one, and the atom to go on from; `None` if no number begins.
fn figure<'a>(scene: &Scene<'_, 'a>, atoms: &[Atom<'a>], at: usize) -> Option<(Option<Figure<'a>>, usize)> {
    if atoms[at].kind == Kind::Word && atoms[at].text.len() == 1 && !atoms[at].is("a") {
        return None;
    }
    let currency = match atoms[at].kind {
        Kind::Digits => unit::currency_before(atoms, at),
        _ => None,
    };
    let number = number::read(atoms, at, currency.is_some())?;
    let number = range::with_high(atoms, number, currency.is_some())
        .or_else(|| range::one_in(atoms, number))
        .unwrap_or(number);
    let number = range::past_tolerance(atoms, number);
    let number = if number.shape == Shape::Majority { number } else { Number { start: at, ..number } };
    let unit = unit::after(atoms, &number, currency.map(|(code, _)| code));
    let (number, start) = signed(atoms, number, currency.map_or(number.start, |(_, start)| start));
    let end = unit.as_ref().map_or(number.end, |unit| unit.end);
    let hedges = bound::before(atoms, start, &number, unit.as_ref().is_some_and(Found::is_time));
    let bounded = hedges.bound.is_some();
    let candidate = leave::Candidate { number: &number, start, end, bounded, unit: unit.is_some() };
    if leave::is_left(scene.doc, atoms, &candidate) || in_time(scene, atoms, &number, unit.as_ref()) {
        return Some((None, number.end));
    }
    let more = bound::past_more(atoms, end);
    let (bound_after, mut end) = match bound::after(atoms, more) {
        Some((bound, end)) => (Some(bound), end),
        None => (None, more),
    };
    let mut unit = unit;
    // "15-plus years", "30+ kilometres"
    if unit.is_none() && bound_after.is_some() {
        unit = unit::after(atoms, &Number { end, ..number }, None);
        end = unit.as_ref().map_or(end, |unit| unit.end);
    }
    Some((Some(Figure { number, unit, hedges, bound_after, end }), end))
}

/// With a minus sign that touches the figure and nothing before it.
fn signed(atoms: &[Atom<'_>], number: Number, start: usize) -> (Number, usize) {
    let sign = start.checked_sub(1).filter(|i| matches!(atoms[*i].text, "-" | "−"));
    match sign {
        Some(sign) if atoms[start].glued && !atoms[sign].glued && number.high.is_none() => {
            (Number { value: -number.value, ..number }, sign)
        }
        _ => (number, start),
    }
}

/// Whether the number belongs to a time expression and is no duration of its own.
fn in_time(scene: &Scene<'_, '_>, atoms: &[Atom<'_>], number: &Number, unit: Option<&Found>) -> bool {
    let (start, end) = (atoms[number.start].start, atoms[number.end - 1].end());
    let span = Span::new(scene.doc.text(), start..end);
    !unit.is_some_and(Found::is_time) && span.is_some_and(|span| scene.holds(span))
}

/// The public item of a figure.
fn quantity(scene: &Scene<'_, '_>, atoms: &[Atom<'_>], figure: &Figure<'_>) -> Option<Quantity> {
    let doc = scene.doc;
    let (end, ordinal) = ordinal_end(doc, atoms, figure)?;
    let span = Span::new(doc.text(), atoms[figure.hedges.start].start..atoms[end - 1].end())?;
    let tokens = atoms[figure.hedges.start].token..atoms[end - 1].token + 1;
    let tree = Tree::of(scene, tokens.clone());
    let ranked = || item::ranked(doc, tokens.end, scene.tokens().end).filter(|_| ordinal);
    let item = counted(scene, figure, &tokens, tree.as_ref()).or_else(ranked);
    let past = item.as_ref().filter(|i| i.tokens.start >= tokens.end).map_or(tokens.end, |i| i.tokens.end);
    let event = match &tree {
        Some(tree) => tree.event(),
        None => event::event(doc, tokens.start, past, scene.tokens()),
    };
    let event = event.map(|verb| event::sentencing(doc, verb));
    let measure = event.map(|verb| event::measure(doc, verb));
    let lasting = measure.as_deref().is_some_and(event::takes_time);
    let past_item = atoms.partition_point(|a| a.token < past);
    let kind = kind::kind(atoms, figure, end, past_item, ordinal);
    let who = doc.is(tokens.end, "who");
    let unit = kind::unit_code(doc, figure, item.as_ref(), measure.as_deref(), who);
    let unit = unit::per_number(atoms, past_item).map(|below| unit::over(unit.as_deref(), below)).or(unit);
    let bound = kind::bound(figure, unit.as_deref());
    Some(Quantity {
        id: String::new(),
        span,
        value: Some(tidy(figure.number.value)),
        high: figure.number.high.map(tidy),
        bound,
        emphasis: figure.hedges.emphasis.map(str::to_lowercase),
        unit,
        kind,
        item: item.and_then(|item| doc.span(item.tokens)),
        measure,
        place: match &tree {
            Some(tree) => tree.place(span),
            None => scope::place(scene, span, past),
        },
        time: match &tree {
            Some(tree) => tree.time(span, lasting),
            None => scope::time(scene, span, lasting),
        },
        event: event.and_then(|verb| doc.tokens.get(verb)).map(|token| Link::At(token.span)),
        carried: Vec::new(),
        standing: carry::standing(atoms, figure),
    })
}

/// Rid of the noise of binary fractions: 1.2 million is 1200000.
fn tidy(value: f64) -> f64 {
    let rounded = value.round();
    if (value - rounded).abs() < 1e-6 * rounded.abs().max(1e-3) { rounded } else { value }
}

/// Takes the ending of "27th" into the figure; `None` where the ordinal names a thing or a century.
fn ordinal_end(doc: &Doc<'_>, atoms: &[Atom<'_>], figure: &Figure<'_>) -> Option<(usize, bool)> {
    let end = figure.end;
    let numbered = figure.hedges.start.checked_sub(1).is_some_and(|i| atoms[i].is("number"));
    let glued = atoms.get(end).filter(|a| a.glued && figure.number.shape == Shape::Digits);
    if !glued.is_some_and(leave::is_ordinal_ending) {
        return Some((end, numbered));
    }
    let token = atoms.get(end + 1).map_or(usize::MAX, |a| a.token);
    let noun = doc.word(token);
    let named = noun.starts_with(|c: char| c.is_uppercase());
    const TIMES: [&str; 6] = ["century", "centuries", "anniversary", "birthday", "of", "-"];
    (!named && !TIMES.iter().any(|w| noun.eq_ignore_ascii_case(w))).then_some((end + 1, true))
}

/// What the figure in `tokens` counts: by the tree where there is one, else by tags.
fn counted(
    scene: &Scene<'_, '_>,
    figure: &Figure<'_>,
    tokens: &Range<usize>,
    tree: Option<&Tree<'_, '_, '_>>,
) -> Option<Item> {
    let (doc, all) = (scene.doc, scene.tokens());
    if figure.number.shape == Shape::Times {
        return None;
    }
    let plain = figure.unit.is_none();
    let duration = figure.unit.as_ref().is_some_and(|unit| unit.is_time());
    // "The previous 14 years" measures nothing but itself.
    let period = doc.span(tokens.clone()).is_some_and(|span| scene.holds(span));
    if figure.unit.as_ref().is_some_and(|unit| unit.age) || period {
        let of = || {
            item::beside(doc, tokens.start, all.start, false)
                .filter(|_| duration && !in_period(scene, tokens))
        };
        let outside = |item: &Item| doc.span(item.tokens.clone()).is_some_and(|span| !scene.holds(span));
        return item::after(doc, tokens.end, all.end).filter(outside).or_else(of);
    }
    let told = told(figure);
    if let Some(item) = phrase::paid(doc, tokens.end, all.end).filter(|_| told == Told::Money) {
        return Some(item);
    }
    if tokens.start > all.start && doc.is(tokens.start - 1, "number") && plain {
        return item::beside(doc, tokens.start - 1, all.start, true)
            .or_else(|| item::around(doc, tokens.start.checked_sub(2)?, all.start, tokens.start));
    }
    let item = match tree {
        Some(tree) => tree.item(told),
        None => item_by_tags(doc, tokens, all.clone(), told),
    };
    item.or_else(|| item::of_whole(doc, tokens.start, all.start).filter(|_| !duration))
}
/// What a figure counts by the words around it, the noun after it first.
fn item_by_tags(doc: &Doc<'_>, tokens: &Range<usize>, all: Range<usize>, told: Told) -> Option<Item> {
    let plain = told == Told::Count;
    let after = item::after(doc, tokens.end, all.end);
    let alone = item::stands_alone(doc, tokens.end);
    after.or_else(|| match alone {
        true => item::beside(doc, tokens.start, all.start, plain),
        false => item::before(doc, tokens.start, all.start, told),
    })
}

fn told(figure: &Figure<'_>) -> Told {
    match &figure.unit {
        None => Told::Count,
        Some(unit) if unit.kind == QuantityKind::Money => Told::Money,
        Some(unit) if unit.is_time() => Told::Duration,
        Some(_) => Told::Measure,
    }
}

/// Whether a time expression holds more than the figure: "the previous 14 years".
fn in_period(scene: &Scene<'_, '_>, tokens: &Range<usize>) -> bool {
    let Some(span) = scene.doc.span(tokens.clone()) else { return false };
    let until = scene.times.partition_point(|t| t.span.start() <= span.start());
    let near = scene.times[..until].iter().rev().take(scene::NEAREST);
    near.map(|t| t.span).any(|time| time.contains(span) && time != span)
}
