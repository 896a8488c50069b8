//! When and where a figure holds, by the words between: the first time after it, else the last before it, as long as
//! no other clause begins between them; a place that "in" or a like word ties to it.

use claimant_doc::{Doc, Link, Span, Tag, Time};

use super::event::is_auxiliary;
use super::scene::Scene;
use super::words;

/// Beyond so many bytes a time is no longer the figure's.
const FAR: usize = 140;

/// What begins a clause with times of its own.
const CLAUSE: [&str; 16] = [
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
    "” ",
    ", including ",
    ", with ",
    ", after ",
    ", when ",
    ", where ",
];

/// The time in whose scope the figure stands.
pub(super) fn time(scene: &Scene<'_, '_>, span: Span, lasting: bool) -> Option<Link> {
    if scene.dates(span, lasting) {
        return None;
    }
    if let Some(time) = beside(scene, span) {
        return Some(time);
    }
    let (before, mut after) = scene.dated(span);
    let other = |t: &&Time| is_base(scene, span, t.span) || is_of_next(scene, span, t.span);
    let own = |t: &&Time| !is_adjective(scene.doc, t.span) && !other(t);
    let fits = |t: &&Time| !is_broken(scene, span, t.span) && own(t);
    let after =
        after.find(|t| !is_adjective(scene.doc, t.span)).filter(|t| fits(t) && !told(scene, span, t.span));
    let nearest = after.or_else(|| before.take(1).find(fits));
    nearest.map(|t| Link::At(t.span))
}

/// A time right behind a figure in "from 251 last year to 155 this year".
pub(super) fn beside(scene: &Scene<'_, '_>, span: Span) -> Option<Link> {
    let (doc, figure) = (scene.doc, scene.doc.tokens_in(span));
    let end = figure.start > 0 && ["from", "to"].iter().any(|word| doc.is(figure.start - 1, word));
    let time = scene.dated(span).1.next().filter(|_| end)?;
    let at = doc.tokens_in(time.span).start;
    let near = at == figure.end || at == figure.end + 1 && doc.is(figure.end, "in");
    near.then_some(Link::At(time.span))
}

/// Whether something between the two begins a clause of its own.
pub(super) fn is_broken(scene: &Scene<'_, '_>, a: Span, b: Span) -> bool {
    let between = scene.between(a.end().min(b.end()), a.start().max(b.start()));
    // A quotation mark that is closed right after the figure's noun ends no clause.
    let quote = |mark: &str| mark.starts_with(['"', '”']) && !between.starts_with(mark) && between.len() < 40;
    // What opens a clause holds for what it includes too.
    let part = |mark: &str| b.end() <= a.start() && matches!(mark, ", including " | ", with ");
    between.len() > FAR || CLAUSE.iter().any(|mark| between.contains(mark) && !quote(mark) && !part(mark))
}

/// Whether a time is that of what the figure is compared with: "up 5 percent from last year", "4,000 more than in
/// January", "compared with 2015, sales fell 3 percent".
pub(super) fn is_base(scene: &Scene<'_, '_>, span: Span, time: Span) -> bool {
    let doc = scene.doc;
    let (figure, at) = (doc.tokens_in(span), doc.tokens_in(time).start);
    let is = |i: usize, words: &[&str]| words.iter().any(|word| doc.is(i, word));
    if at < figure.start {
        return at >= 2 && is(at - 1, &["with", "to"]) && is(at - 2, &["compared", "relative"]);
    }
    let from = scene.tokens().start.max(figure.start.saturating_sub(CHANGE));
    let changed =
        || (from..at).any(|i| words::is_change(doc.word(i)) || is(i, &["up", "down", "higher", "lower"]));
    (figure.end..at).any(|i| is(i, &["than", "versus", "compared"]))
        || (figure.end..at).any(|i| is(i, &["from", "over", "against"])) && changed()
}

/// Whether a time after the figure is that of another verb with a tense of its own: "is held on $100,000 bail and will
/// appear on Friday".
pub(super) fn is_of_next(scene: &Scene<'_, '_>, span: Span, time: Span) -> bool {
    let doc = scene.doc;
    let tense = |i: usize| doc.tag(i) == Tag::Md || doc.tag(i).is_finite() && is_auxiliary(doc.word(i));
    let between = doc.tokens_in(span).end..doc.tokens_in(time).start;
    between.into_iter().any(|i| doc.tag(i) == Tag::Cc && tense(i + 1))
}

/// How many tokens before a figure a word of change may stand.
const CHANGE: usize = 6;

/// Whether a time after the figure is that of a part of it: "900 cases, including 79 in the past 24 hours".
pub(super) fn is_of_part(scene: &Scene<'_, '_>, span: Span, time: Span) -> bool {
    let between = scene.between(span.end(), time.start());
    let part =
        [", including ", ", of which ", ", of whom "].iter().find_map(|mark| between.rsplit_once(mark));
    part.is_some_and(|(_, part)| !part.contains(','))
}

/// Whether a time after the figure is told of another verb: "39 died, officials said on Friday", "12 were hurt and on
/// Monday a judge …".
fn told(scene: &Scene<'_, '_>, span: Span, time: Span) -> bool {
    let doc = scene.doc;
    let tokens = doc.tokens_in(span).end..doc.tokens_in(time).start;
    let (mut joint, mut verb) = (false, false);
    for i in tokens {
        let tag = doc.tag(i);
        if tag.is_finite() && joint {
            return true;
        }
        verb |= tag.is_finite();
        joint |= matches!(doc.word(i), ",") || verb && doc.is(i, "and");
    }
    verb && joint && scene.between(span.end(), time.start()).trim_end().ends_with("and on")
}

/// "The 1973 building", "Monday's attack": a time before its noun tells of the noun alone.
pub(super) fn is_adjective(doc: &Doc<'_>, time: Span) -> bool {
    let tokens = doc.tokens_in(time);
    let year = doc.word(tokens.end.saturating_sub(1)).bytes().all(|b| b.is_ascii_digit());
    let determined = doc.is(tokens.start, "the") || tokens.start > 0 && doc.is(tokens.start - 1, "the");
    let next = doc.tag(tokens.end);
    // "a draft, dated 28 October, foresees"
    let dated = tokens.start > 0 && doc.is(tokens.start - 1, "dated");
    dated || year && determined && (next.is_noun() || matches!(next, Tag::Jj | Tag::Vbg))
}

/// The longest way from a figure to its place, in tokens.
const NEAR: usize = 8;

/// What ties a place to what stands before it.
const AT: [&str; 12] = [
    "in",
    "at",
    "across",
    "near",
    "throughout",
    "around",
    "inside",
    "along",
    "off",
    "outside",
    "within",
    "worldwide",
];

/// The place that stands with the figure, past its item that ends before token `end`, or opens its sentence.
pub(super) fn place(scene: &Scene<'_, '_>, span: Span, end: usize) -> Option<Link> {
    let (before, mut after) = scene.places(span);
    let doc = scene.doc;
    let close = |place: &Span| {
        let at = doc.tokens_in(*place).start;
        let plain = (end..at).all(|i| !doc.tag(i).is_finite() && doc.word(i) != ",");
        at <= end + NEAR && plain && tied(doc, at)
    };
    let opens = |place: &Span| {
        let at = doc.tokens_in(*place);
        let first = scene.sentence.tokens.start;
        at.start <= first + 2 && tied(doc, at.start) && doc.word(at.end) == ","
    };
    let after = after.next().filter(|place| !is_broken(scene, span, *place) && close(place));
    let fronted = || before.last().filter(|place| opens(place) && !is_broken(scene, span, *place));
    after.or_else(fronted).map(Link::At)
}

/// Whether a word of [`AT`] stands before the name that begins at token `at`.
pub(super) fn tied(doc: &Doc<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or(at, |i| if doc.is(i, "the") { i.saturating_sub(1) } else { i });
    AT.iter().any(|word| doc.is(before, word))
}
