//! What a figure takes over from one before it: "640 of them", "compared with only 41", "injured three more", "the 36",
//! "(about $30,000)"; and from the sentence before, the time and place that open it.
//!
//! What is taken over from elsewhere is marked as carried.

use claimant_doc::{Carried, Link, Mark, Quantity, QuantityKind, Span, Standing, Tag, Value};

use super::Figure;
use super::atom::Atom;
use super::scene::Scene;
use super::{phrase, unit, words};

/// How many figures back are looked at.
const BACK: usize = 4;

/// The figures before, from the nearest on.
fn earlier(marks: &[Mark]) -> impl Iterator<Item = &Quantity> {
    marks.iter().rev().take(BACK).filter_map(|mark| match &mark.value {
        Value::Quantity(quantity) => Some(&**quantity),
        _ => None,
    })
}

/// Whether a figure adds to one before it, or an earlier figure is replaced: "32,000 more", "a further 12", "an earlier
/// toll of 27", "revised from 12 to 126".
pub(super) fn standing(atoms: &[Atom<'_>], figure: &Figure<'_>) -> Option<Standing> {
    let is = |i: usize, words: &[&str]| atoms.get(i).is_some_and(|a| words.iter().any(|word| a.is(word)));
    let back = |n: usize, words: &[&str]| figure.hedges.start.checked_sub(n).is_some_and(|i| is(i, words));
    let more = is(figure.end - 1, &["more"]) || is(figure.end, &["further", "additional", "others"]);
    let than = is(figure.end, &["than"]) || is(figure.end + 1, &["than"]);
    if more && !than || back(1, &["another", "further", "additional"]) {
        return Some(Standing::Additive);
    }
    const OLD: [&str; 6] = ["earlier", "previous", "initial", "preliminary", "original", "provisional"];
    const TOLLS: [&str; 8] = ["toll", "count", "estimate", "figure", "number", "total", "tally", "report"];
    let toll = back(1, &["of"]) && back(2, &TOLLS) && (back(3, &OLD) || back(4, &OLD));
    const REVISED: [&str; 7] =
        ["revised", "revising", "corrected", "correcting", "downgraded", "upgraded", "amended"];
    let revised = back(1, &["from"])
        && (2..8).any(|n| back(n, &REVISED))
        && (0..4).any(|n| is(figure.end + n, &["to"]));
    (toll || revised).then_some(Standing::Superseded)
}

/// Fills in what figures before it tell.
pub(super) fn carry(
    scene: &Scene<'_, '_>,
    atoms: &[Atom<'_>],
    figure: &Figure<'_>,
    marks: &[Mark],
    quantity: &mut Quantity,
) {
    if alike(scene, atoms, figure, marks, quantity) {
        return;
    }
    listed(scene, figure, marks, quantity);
    again(atoms, figure, marks, quantity);
    ellipsis(scene, atoms, figure, marks, quantity);
    context(scene, marks, quantity);
}

/// "A penalty of two years for theft, one year for fraud and six months for lying": what stands before the first figure
/// of a list is told by all.
fn listed(scene: &Scene<'_, '_>, figure: &Figure<'_>, marks: &[Mark], quantity: &mut Quantity) {
    let Some(previous) = earlier(marks).next() else { return };
    let Some(item) = previous.item.filter(|item| item.end() <= previous.span.start()) else { return };
    let doc = scene.doc;
    let tokens = doc.tokens_in(previous.span).end..doc.tokens_in(quantity.span).start;
    let time = |q: &Quantity| q.unit.as_deref().is_some_and(unit::is_time);
    let same = quantity.unit == previous.unit || time(quantity) && time(previous);
    let joint = tokens.end.checked_sub(1).is_some_and(|i| matches!(doc.word(i), "," | "and" | "or"));
    let plain = tokens.len() < 16 && !tokens.clone().any(|i| doc.tag(i).is_finite());
    if quantity.item.is_none() && figure.unit.is_some() && same && joint && plain {
        quantity.item = Some(item);
        quantity.carried.push(Carried::Item);
        if quantity.measure.is_none() {
            quantity.measure.clone_from(&previous.measure);
            quantity.event.clone_from(&previous.event);
        }
    }
}

/// "100,000 lari (about $30,000)", "678 points, or more than 7.3%": the same again in another unit.
fn alike(
    scene: &Scene<'_, '_>,
    atoms: &[Atom<'_>],
    figure: &Figure<'_>,
    marks: &[Mark],
    quantity: &mut Quantity,
) -> bool {
    let Some(previous) = earlier(marks).next().filter(|q| q.unit != quantity.unit) else { return false };
    let before = scene.between(previous.span.end(), quantity.span.start()).trim();
    let open = figure.hedges.start.checked_sub(1).is_some_and(|i| atoms[i].text == "(");
    let money = |q: &Quantity| q.kind == QuantityKind::Money;
    let again = match before {
        "(" => open,
        "or" | ", or" | ", which is" => true,
        ";" | "," | "/" => money(quantity) && money(previous),
        _ => false,
    };
    let measured = figure.unit.is_some() && previous.kind != QuantityKind::Ordinal;
    let own = quantity.item.is_some_and(|item| item.start() > quantity.span.start());
    if !again || !measured || own || previous.kind == QuantityKind::Count {
        return false;
    }
    quantity.item = previous.item.or(quantity.item);
    quantity.measure.clone_from(&previous.measure);
    quantity.event.clone_from(&previous.event);
    quantity.time = quantity.time.take().or_else(|| previous.time.clone());
    quantity.place = quantity.place.take().or_else(|| previous.place.clone());
    true
}

/// "90 were wounded, as were seventeen soldiers and two guards": what happened to the figure before happened to these.
fn again(atoms: &[Atom<'_>], figure: &Figure<'_>, marks: &[Mark], quantity: &mut Quantity) {
    const DID: [&str; 6] = ["were", "was", "are", "is", "did", "have"];
    let back = |n: usize, words: &[&str]| {
        let atom = figure.hedges.start.checked_sub(n).and_then(|i| atoms.get(i));
        atom.is_some_and(|a| words.iter().any(|word| a.is(word)))
    };
    let Some(previous) = earlier(marks).next() else { return };
    let open = quantity.measure.is_none() && quantity.kind == QuantityKind::Count;
    if open && previous.kind == QuantityKind::Count && back(1, &DID) && back(2, &["as", "so"]) {
        quantity.measure.clone_from(&previous.measure);
        quantity.event.clone_from(&previous.event);
        if quantity.item.is_none() {
            quantity.unit = quantity.unit.take().or_else(|| previous.unit.clone());
        }
    }
}

/// What a bare count counts, by the figures before it.
fn ellipsis(
    scene: &Scene<'_, '_>,
    atoms: &[Atom<'_>],
    figure: &Figure<'_>,
    marks: &[Mark],
    quantity: &mut Quantity,
) {
    if quantity.kind != QuantityKind::Count || figure.unit.is_some() {
        return;
    }
    let is = |i: usize, words: &[&str]| atoms.get(i).is_some_and(|a| words.iter().any(|word| a.is(word)));
    let back = |n: usize, words: &[&str]| figure.hedges.start.checked_sub(n).is_some_and(|i| is(i, words));
    let bare = quantity.item.is_none();
    let whole: &[&str] = if bare { &["them", "those", "whom"] } else { &["them", "whom"] };
    let of_them = is(figure.end, &["of"]) && is(figure.end + 1, whole);
    let compared = bare
        && back(1, &["with", "to", "against", "than", "versus"])
        && back(2, &["compared", "more", "fewer", "less", "up", "as"]);
    let more = bare && quantity.standing == Some(Standing::Additive);
    // "Italy had 27,000"
    let had = bare && back(1, &["had", "has", "have", "recorded", "reported", "saw"]);
    let same = bare && back(1, &["the", "those", "these"]) && quantity.value.is_some_and(|value| value > 1.0);
    let from = scene.before.map_or(scene.sentence.span.start(), |before| before.span.start());
    let near = |q: &Quantity| q.span.start() >= from;
    let kind = |q: &Quantity| q.kind == QuantityKind::Count || had && q.kind == QuantityKind::Rate;
    let count = |q: &&Quantity| kind(q) && (near(q) || same) && (of_them || q.item.is_some());
    let mut counts = earlier(marks).filter(count);
    let found = match () {
        // A part refers to its whole.
        () if of_them => counts.find(|q| q.value >= quantity.value),
        () if compared => counts.next().filter(|q| q.span.start() >= scene.sentence.span.start()),
        () if had => counts.next(),
        () if more => counts.next().filter(|q| quantity.unit.is_none() || q.unit == quantity.unit),
        () if same => counts.find(|q| q.value == quantity.value),
        () => None,
    };
    if let Some(item) = one_of(scene, quantity).filter(|_| bare) {
        if words::is_people(item.of(scene.doc.text())) {
            quantity.unit = Some("person".to_owned());
        }
        quantity.item = Some(item);
        return;
    }
    let Some(previous) = found else { return };
    quantity.item = previous.item;
    quantity.unit = previous.unit.clone().filter(|_| previous.kind == QuantityKind::Count);
    if compared {
        quantity.measure.clone_from(&previous.measure);
    }
    if quantity.item.is_some() {
        quantity.carried.push(Carried::Item);
    }
}

/// Whether what happened to the figure is told in the present: "the list holds 231", after "last year".
fn is_present(scene: &Scene<'_, '_>, quantity: &Quantity) -> bool {
    let Some(Link::At(event)) = quantity.event else { return false };
    matches!(scene.doc.tag(scene.doc.tokens_in(event).start), Tag::Vbz | Tag::Vbp)
}

/// "The first victim of the eight", "the largest storm of the three": what one of them is, all are.
fn one_of(scene: &Scene<'_, '_>, quantity: &Quantity) -> Option<Span> {
    const ORDER: [&str; 5] = ["first", "second", "third", "last", "only"];
    let doc = scene.doc;
    let of = doc.tokens_in(quantity.span).start.checked_sub(2)?;
    let one = phrase::phrase_before(doc, of, scene.tokens().start)?;
    let order = |i: usize| doc.tag(i) == Tag::Jjs || ORDER.iter().any(|word| doc.is(i, word));
    let ordered = (one.tokens.start..one.head).any(order);
    let joined = doc.is(of, "of") && doc.is(of + 1, "the") && doc.tag(one.head) == Tag::Nn;
    (joined && ordered).then(|| doc.span(one.head..one.head + 1)).flatten()
}

/// A count without time or place in its sentence has those that open the sentence before, if they are a count's.
fn context(scene: &Scene<'_, '_>, marks: &[Mark], quantity: &mut Quantity) {
    let Some(before) = scene.before else { return };
    let count = |q: &Quantity| q.kind == QuantityKind::Count && q.measure.is_some();
    let previous = earlier(marks).find(|q| before.span.contains(q.span) && count(q) && count(quantity));
    let Some(previous) = previous else { return };
    // What opens a sentence holds on; what stands inside it may be the one figure's alone.
    let opens = |link: &Option<Link>| match link {
        Some(Link::At(span)) => {
            before.span.contains(*span) && scene.between(before.span.start(), span.start()).len() < 12
        }
        _ => false,
    };
    let (earlier, later) = scene.dated(quantity.span);
    let undated = quantity.time.is_none() && !is_present(scene, quantity);
    if undated && earlier.count() + later.count() == 0 && opens(&previous.time) {
        quantity.time.clone_from(&previous.time);
        quantity.carried.push(Carried::Time);
    }
    let (earlier, later) = scene.places(quantity.span);
    if quantity.place.is_none() && earlier.count() + later.count() == 0 && opens(&previous.place) {
        quantity.place.clone_from(&previous.place);
        quantity.carried.push(Carried::Place);
    }
    quantity.carried.sort_unstable();
}
