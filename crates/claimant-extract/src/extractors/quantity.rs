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
mod item;
mod leave;
mod number;
mod range;
mod unit;
mod words;

use claimant_doc::{
    Bound, Doc, Layer, Link, Mark, Marks, Quantity, QuantityKind, Sentence, Span, Time, Value,
};

use super::Extractor;
use crate::Scores;
use atom::{Atom, Kind};
use bound::Hedges;
use item::Item;
use number::{Number, Shape};
use unit::Found;

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "quantity",
    about: "Figures with their bounds, units and what they count.",
    reads: &[Layer::Time],
    writes: Layer::Quantity,
    run,
};

fn run(doc: &Doc<'_>, _scores: &Scores, marks: &Marks) -> Vec<Mark> {
    let times: Vec<&Time> = marks.times().collect();
    let mut rest = &times[..];
    let (mut out, mut atoms) = (Vec::new(), Vec::new());
    for sentence in &doc.sentences {
        rest = &rest[rest.partition_point(|t| t.span.start() < sentence.span.start())..];
        let within = rest.partition_point(|t| t.span.start() < sentence.span.end());
        atom::cut(doc, sentence, &mut atoms);
        let place = Place { doc, sentence, times: &rest[..within] };
        figures(&place, &atoms, &mut out);
    }
    out
}

/// Where figures are looked for.
struct Place<'d, 'a> {
    doc: &'d Doc<'a>,
    sentence: &'d Sentence,
    times: &'d [&'d Time],
}

/// How many times around a figure are looked at.
const NEAREST: usize = 8;

impl Place<'_, '_> {
    /// Whether a time expression holds `span`.
    fn holds(&self, span: Span) -> bool {
        let until = self.times.partition_point(|t| t.span.start() <= span.start());
        self.times[..until].iter().rev().take(NEAREST).any(|t| t.span.contains(span))
    }
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

fn figures(place: &Place<'_, '_>, atoms: &[Atom<'_>], out: &mut Vec<Mark>) {
    let mut at = 0;
    while at < atoms.len() {
        let Some((figure, past)) = figure(place, atoms, at) else {
            at += 1;
            continue;
        };
        at = past.max(at + 1);
        let Some(figure) = figure else { continue };
        let Some(mut quantity) = quantity(place, atoms, &figure) else { continue };
        if let Some(previous) = last_count(out, quantity.value) {
            ellipsis(place, atoms, &figure, previous, &mut quantity);
        }
        let score = if quantity.bound == Bound::Several { 0.7 } else { 0.9 };
        out.push(Mark { span: quantity.span, value: Value::Quantity(quantity), score, by: EXTRACTOR.name });
    }
}

/// The figure whose number begins at `at`, if it is one, and the atom to go on from; `None` if no number begins.
fn figure<'a>(place: &Place<'_, 'a>, atoms: &[Atom<'a>], at: usize) -> Option<(Option<Figure<'a>>, usize)> {
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
    let number = if number.shape == Shape::Majority { number } else { Number { start: at, ..number } };
    let unit = unit::after(atoms, &number, currency.map(|(code, _)| code));
    let (number, start) = signed(atoms, number, currency.map_or(number.start, |(_, start)| start));
    let end = unit.as_ref().map_or(number.end, |unit| unit.end);
    let hedges = bound::before(atoms, start, &number);
    let bounded = hedges.bound.is_some();
    let candidate = leave::Candidate { number: &number, start, end, bounded, unit: unit.is_some() };
    if leave::is_left(place.doc, atoms, &candidate) || in_time(place, atoms, &number, unit.as_ref()) {
        return Some((None, number.end));
    }
    let more = bound::past_more(atoms, end);
    let (bound_after, end) = match bound::after(atoms, more) {
        Some((bound, end)) => (Some(bound), end),
        None => (None, more),
    };
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
fn in_time(place: &Place<'_, '_>, atoms: &[Atom<'_>], number: &Number, unit: Option<&Found>) -> bool {
    let (start, end) = (atoms[number.start].start, atoms[number.end - 1].end());
    let span = Span::new(place.doc.text(), start..end);
    !unit.is_some_and(Found::is_time) && span.is_some_and(|span| place.holds(span))
}

/// The last count among the last few figures that is no smaller than `value`: a part refers to its whole.
fn last_count(marks: &[Mark], value: Option<f64>) -> Option<&Quantity> {
    let quantities = marks.iter().rev().take(3).filter_map(|mark| match &mark.value {
        Value::Quantity(quantity) => Some(quantity),
        _ => None,
    });
    quantities.into_iter().find(|q| q.kind == QuantityKind::Count && q.value >= value)
}

/// Takes over what the figure before it counts: "640 of them", "compared with only 41".
fn ellipsis(
    place: &Place<'_, '_>,
    atoms: &[Atom<'_>],
    figure: &Figure<'_>,
    previous: &Quantity,
    quantity: &mut Quantity,
) {
    let of_them = figure.end + 1 < atoms.len()
        && atoms[figure.end].is("of")
        && ["them", "those", "whom"].iter().any(|word| atoms[figure.end + 1].is(word));
    let compared = quantity.item.is_none()
        && previous.span.start() >= place.sentence.span.start()
        && figure.hedges.start.checked_sub(1).is_some_and(|i| {
            ["with", "to", "against", "than", "versus"].iter().any(|word| atoms[i].is(word))
        })
        && figure.hedges.start >= 2
        && ["compared", "more", "fewer", "less", "up", "as"]
            .iter()
            .any(|w| atoms[figure.hedges.start - 2].is(w));
    if quantity.kind != QuantityKind::Count || figure.unit.is_some() || !(of_them || compared) {
        return;
    }
    quantity.item = previous.item;
    quantity.unit.clone_from(&previous.unit);
    if compared {
        quantity.measure.clone_from(&previous.measure);
    }
}

/// The public item of a figure.
fn quantity(place: &Place<'_, '_>, atoms: &[Atom<'_>], figure: &Figure<'_>) -> Option<Quantity> {
    let doc = place.doc;
    let (end, ordinal) = ordinal_end(doc, atoms, figure)?;
    let span = Span::new(doc.text(), atoms[figure.hedges.start].start..atoms[end - 1].end())?;
    let tokens = (atoms[figure.hedges.start].token, atoms[end - 1].token + 1);
    let item = counted(place, figure, tokens);
    let past = item.as_ref().filter(|i| i.tokens.start >= tokens.1).map_or(tokens.1, |i| i.tokens.end);
    let measure = item::measure(doc, tokens.0, past, place.sentence.tokens.clone());
    let kind = kind(atoms, figure, end, atoms.partition_point(|a| a.token < past), ordinal);
    let unit = unit_code(doc, figure, item.as_ref(), measure.as_deref(), doc.is(tokens.1, "who"));
    let bound = bound(figure, unit.as_deref());
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
        place: None,
        time: time(place, span),
        event: None,
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
    let Some(next) = atoms.get(end).filter(|a| a.glued && figure.number.shape == Shape::Digits) else {
        let numbered = figure.hedges.start.checked_sub(1).is_some_and(|i| atoms[i].is("number"));
        return Some((end, numbered));
    };
    if !leave::is_ordinal_ending(next) {
        return Some((end, false));
    }
    let token = atoms.get(end + 1).map_or(usize::MAX, |a| a.token);
    let noun = doc.word(token);
    let named = noun.starts_with(|c: char| c.is_uppercase());
    const TIMES: [&str; 6] = ["century", "centuries", "anniversary", "birthday", "of", "-"];
    (!named && !TIMES.iter().any(|w| noun.eq_ignore_ascii_case(w))).then_some((end + 1, true))
}

fn counted(place: &Place<'_, '_>, figure: &Figure<'_>, tokens: (usize, usize)) -> Option<Item> {
    let (doc, all) = (place.doc, &place.sentence.tokens);
    let is_age = figure.unit.as_ref().is_some_and(|unit| unit.age);
    let after = item::after(doc, tokens.1, all.end);
    // "The previous 14 years" measures nothing but itself.
    let span = doc.span(tokens.0..tokens.1);
    let period = span.is_some_and(|span| place.holds(span));
    if is_age || period || after.is_some() || item::stands_alone(doc, tokens.1) {
        after
    } else {
        item::before(doc, tokens.0, all.start, figure.unit.is_none())
    }
}

fn kind(
    atoms: &[Atom<'_>],
    figure: &Figure<'_>,
    end: usize,
    past_item: usize,
    ordinal: bool,
) -> QuantityKind {
    let changed = is_changed(atoms, figure.hedges.start, end);
    match (&figure.unit, figure.number.shape) {
        _ if ordinal => QuantityKind::Ordinal,
        (_, Shape::Part | Shape::Majority) => QuantityKind::Percent,
        (Some(unit), _) if changed && unit.kind == QuantityKind::Percent => QuantityKind::Change,
        (Some(unit), _) => unit.kind,
        (None, _) if unit::denominator(atoms, past_item).is_some() => QuantityKind::Rate,
        (None, _) if atoms.get(past_item).is_some_and(|a| a.is("per")) => QuantityKind::Rate,
        (None, _) => QuantityKind::Count,
    }
}

/// "rose 12 percent", "fell by 340", "an 8 percent increase".
fn is_changed(atoms: &[Atom<'_>], start: usize, end: usize) -> bool {
    let word = |back: usize| start.checked_sub(back).and_then(|i| atoms.get(i));
    let by = word(1).is_some_and(|a| a.is("by"));
    let verb = word(1 + usize::from(by)).is_some_and(|a| words::is_change(a.text));
    verb || atoms.get(end).is_some_and(|a| words::is_change(a.text))
}

fn unit_code(
    doc: &Doc<'_>,
    figure: &Figure<'_>,
    item: Option<&Item>,
    measure: Option<&str>,
    who: bool,
) -> Option<String> {
    if let Some(unit) = &figure.unit {
        return Some(unit.code.clone());
    }
    match figure.number.shape {
        Shape::Majority => Some("percent".to_owned()),
        Shape::Part | Shape::Times => None,
        _ => {
            let people = match item {
                Some(item) => item::is_people(doc, item),
                None => who || measure.is_some_and(item::happens_to_persons),
            };
            people.then(|| "person".to_owned())
        }
    }
}

/// As said. A round count of people in millions ("its 10 million people") is an estimate, though no word says so.
fn bound(figure: &Figure<'_>, unit: Option<&str>) -> Bound {
    let number = &figure.number;
    let said = figure.hedges.bound.or(figure.bound_after);
    match number.shape {
        Shape::Majority => Bound::MoreThan,
        Shape::Vague => said.filter(|b| *b != Bound::About).unwrap_or(Bound::Several),
        _ if number.high.is_some() => Bound::Range,
        Shape::Digits if number.scale >= 1e6 && unit == Some("person") => said.unwrap_or(Bound::About),
        _ => said.unwrap_or(Bound::Exact),
    }
}

/// Beyond so many bytes a time is no longer the figure's.
const FAR: usize = 140;

/// What begins a clause with times of its own.
const CLAUSE: [&str; 10] = [
    ";",
    ", while ",
    ", whereas ",
    ", but ",
    ", as ",
    ", although ",
    ", which ",
    " because ",
    ", who ",
    "\" ",
];

/// The time in whose scope the figure stands: the first period after it, else the last before it.
fn time(place: &Place<'_, '_>, span: Span) -> Option<Link> {
    if place.holds(span) {
        return None;
    }
    let dated = |t: &&&Time| (t.from.is_some() || t.to.is_some()) && !t.span.overlaps(span);
    let (earlier, later) = place.times.split_at(place.times.partition_point(|t| t.span.start() < span.end()));
    let after = later.iter().take(NEAREST).find(dated);
    let before = || earlier.iter().rev().take(NEAREST).find(dated);
    let broken = |t: &&Time| {
        let (a, b) = (span.end().min(t.span.end()), span.start().max(t.span.start()));
        let between = place.doc.text().get(a..b).unwrap_or_default();
        between.len() > FAR || CLAUSE.iter().any(|mark| between.contains(mark))
    };
    let nearest = after.filter(|t| !broken(t)).or_else(|| before().filter(|t| !broken(t)));
    nearest.map(|t| Link::At(t.span))
}
