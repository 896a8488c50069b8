//! What a figure counts: the noun phrase after it, or the one before it that it tells of, by tags.

use claimant_doc::{Doc, Tag};

use super::event::{costs, is_state, measures, verb_before};
use super::phrase::{Item, LONGEST, changing, phrase, phrase_before, told, with_complement};
use super::words;

/// The counted noun phrase after token `from` (the first one past the figure), within `limit`.
pub(super) fn after(doc: &Doc<'_>, from: usize, limit: usize) -> Option<Item> {
    let hyphen = matches!(doc.tag(from), Tag::Hyph);
    let start = first(doc, from);
    if let Some(those) = those(doc, start).filter(|_| start > from) {
        return Some(those);
    }
    // "In two weeks the mayor …": another phrase begins.
    let half = from.checked_sub(1).is_some_and(|i| doc.is(i, "half") || doc.is(i, "twice"));
    if doc.tag(start) == Tag::Dt && !half && !(start > from && doc.is(start - 1, "of")) {
        return None;
    }
    let item = phrase(doc, start, limit)?;
    // "ten-storey building": what is counted ends with the compound.
    if hyphen && doc.tag(from + 1).is_noun() && !touches(doc, from + 1) {
        return Some(Item { tokens: from + 1..from + 2, head: from + 1 });
    }
    Some(changing(doc, with_complement(doc, item, limit), limit))
}

/// Whether token `at` is glued to the one after it.
fn touches(doc: &Doc<'_>, at: usize) -> bool {
    let ends = |i: usize| doc.tokens.get(i).map(|token| token.span);
    ends(at).zip(ends(at + 1)).is_some_and(|(a, b)| a.end() == b.start() && doc.tag(at + 1) == Tag::Hyph)
}

/// The first token of what is counted past the figure that ends before token `from`.
pub(super) fn first(doc: &Doc<'_>, from: usize) -> usize {
    let mut at = from;
    if matches!(doc.tag(at), Tag::Hyph) {
        at += 1;
    }
    while MORE.iter().any(|word| doc.is(at, word)) || doc.tag(at) == Tag::Quote {
        at += 1;
    }
    if doc.is(at, "of") {
        at += 1;
    }
    at
}

/// What stands between a figure and its noun without being part of it.
const MORE: [&str; 5] = ["other", "more", "additional", "further", "separate"];

/// The noun phrase from token `from` to `noun`, with its complement.
pub(super) fn to_noun(doc: &Doc<'_>, from: usize, noun: usize, limit: usize) -> Item {
    let from = if matches!(doc.tag(from), Tag::Dt | Tag::Pdt) { from + 1 } else { from };
    changing(doc, with_complement(doc, Item { tokens: from.min(noun)..noun + 1, head: noun }, limit), limit)
}

/// The noun phrase around token `noun`, from token `first` on, before the figure at token `limit`.
pub(super) fn around(doc: &Doc<'_>, noun: usize, first: usize, limit: usize) -> Option<Item> {
    let item = phrase_before(doc, noun + 1, first)?;
    Some(told(doc, with_complement(doc, item, limit), limit))
}

/// Whether the figure is a subject or has its event right after it, so that nothing before it is what it counts:
/// "about 150 were turned back", "48 injured".
pub(super) fn stands_alone(doc: &Doc<'_>, at: usize) -> bool {
    doc.tag(at).is_finite() || doc.is(at, "who") || is_state(doc.word(at)) || doc.is(at, "killed")
}

/// What a figure without a noun of its own tells of: "a height of 5 m", "the toll rose to 27".
///
/// A count or sum is not told by the subject of a verb whose object it is: who pays or counts is not what is paid or
/// counted. A measure is: "the walls hold 5 tonnes".
pub(super) fn before(doc: &Doc<'_>, figure: usize, first: usize, told: Told) -> Option<Item> {
    if let Some(item) = beside(doc, figure, first, told == Told::Count) {
        return Some(item);
    }
    if let Some(item) = changed(doc, figure, first) {
        return Some(item);
    }
    // "Injured hundreds more": the object of a verb that measures nothing is not told by its subject.
    let object = verb_before(doc, figure, first).is_some_and(|at| !told.by(doc, at));
    let verb = (first..figure).rev().take(14).find(|at| doc.tag(*at).is_finite())?;
    if object { None } else { subject(doc, verb, first) }
}

/// What sort of figure it is, for what a verb says of its subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// A count: without a unit.
    Count,
    /// A sum of money.
    Money,
    /// A stretch of time.
    Duration,
    /// Any other measure, a percentage too.
    Measure,
}

impl Told {
    /// Whether the verb at token `at`, whose object the figure is, tells of its subject how much it is.
    pub(super) fn by(self, doc: &Doc<'_>, at: usize) -> bool {
        match self {
            Told::Measure => true,
            Told::Money => costs(doc, at),
            Told::Count | Told::Duration => measures(doc, at),
        }
    }
}

/// The noun phrase that a preposition, an equals sign or a bracket joins to the figure after it.
pub(super) fn beside(doc: &Doc<'_>, figure: usize, first: usize, plain: bool) -> Option<Item> {
    let previous = figure.checked_sub(1).filter(|at| *at >= first)?;
    let joint = ["of", "at", "="].iter().any(|word| doc.is(previous, word));
    let item =
        phrase_before(doc, previous, first).filter(|_| joint || !plain && doc.word(previous) == "(")?;
    (!is_number(doc, &item)).then_some(item)
}

/// "Of the 40 workers, three were hurt", "Of those surveyed, 43% agreed": the whole that opens the sentence.
pub(super) fn of_whole(doc: &Doc<'_>, figure: usize, first: usize) -> Option<Item> {
    let comma = figure.checked_sub(1).filter(|at| *at > first + 1 && doc.tag(*at) == Tag::Comma)?;
    let from = first + 1 + usize::from(doc.tag(first + 1) == Tag::Dt && !doc.is(first + 1, "those"));
    let counted = (from..comma).take_while(|at| doc.tag(*at) == Tag::Cd).count();
    let item = those(doc, from).or_else(|| phrase(doc, from + counted, comma));
    item.filter(|_| doc.is(first, "of"))
}

/// "[27th] in the world rankings", "[4th] in the league": what a rank is in.
pub(super) fn ranked(doc: &Doc<'_>, from: usize, limit: usize) -> Option<Item> {
    phrase(doc, from + 1, limit).filter(|_| doc.is(from, "in") && doc.tag(from + 1) == Tag::Dt)
}

/// "[43% of] those surveyed".
pub(super) fn those(doc: &Doc<'_>, at: usize) -> Option<Item> {
    let told = matches!(doc.tag(at + 1), Tag::Vbn | Tag::Vbd | Tag::Vbg | Tag::Wp | Tag::In | Tag::Rb);
    let end = match doc.tag(at + 1) {
        Tag::Vbn | Tag::Vbd => at + 2,
        Tag::In => phrase(doc, at + 2, at + 2 + LONGEST).map_or(at + 1, |item| item.tokens.end),
        _ => at + 1,
    };
    (doc.is(at, "those") && told).then_some(Item { tokens: at..end, head: at })
}

/// Whether a noun phrase is a figure with its unit, so that it is counted by nothing.
fn is_number(doc: &Doc<'_>, item: &Item) -> bool {
    let unit = words::is_unit(doc.word(item.head))
        || words::currency_name(&doc.word(item.head).to_lowercase()).is_some();
    unit && item.tokens.clone().any(|at| doc.tag(at) == Tag::Cd)
}

/// The subject of the verb at token `verb`: the noun phrase before it, its "of" complement traced to the head.
fn subject(doc: &Doc<'_>, verb: usize, first: usize) -> Option<Item> {
    let mut end = verb;
    while end > first.max(verb.saturating_sub(LONGEST))
        && matches!(doc.tag(end - 1), Tag::Rb | Tag::Md | Tag::Comma | Tag::Bracket)
    {
        end -= 1;
    }
    let mut item = phrase_before(doc, end, first)?;
    for _ in 0..6 {
        let Some(of) = item.tokens.start.checked_sub(1).filter(|at| *at > first) else { break };
        let of = if matches!(doc.tag(of), Tag::Dt | Tag::PrpS) { of - 1 } else { of };
        let joined = ["of", "from", "in", "for", "at", "on"].iter().any(|word| doc.is(of, word));
        // "Deaths linked to the flood": the participle and what hangs on it are no part of the phrase.
        let participle = of > first
            && matches!(doc.tag(of - 1), Tag::Vbn | Tag::Vbd)
            && matches!(doc.tag(of), Tag::In | Tag::To);
        if participle {
            let Some(outer) = phrase_before(doc, of - 1, first) else { break };
            item = outer;
            continue;
        }
        let Some(outer) = phrase_before(doc, of, first).filter(|_| joined) else { break };
        item = Item { tokens: outer.tokens.start..item.tokens.end, head: outer.head };
    }
    Some(told(doc, item, verb))
}

/// "Raised the toll from 14 to 31", "cut prices by 5 percent": the noun phrase that a verb of change has before the
/// figure's preposition.
fn changed(doc: &Doc<'_>, figure: usize, first: usize) -> Option<Item> {
    let mut at = figure.checked_sub(1).filter(|at| *at > first)?;
    if doc.is(at, "to") && doc.tag(at - 1) == Tag::Cd && at >= first + 2 && doc.is(at - 2, "from") {
        at -= 2;
    }
    let joint = ["from", "to", "by"].iter().any(|word| doc.is(at, word));
    let item = phrase_before(doc, at, first).filter(|_| joint)?;
    let verb = (first..item.tokens.start)
        .rev()
        .take(3)
        .any(|i| doc.tag(i).is_verb() && words::is_change(doc.word(i)));
    verb.then_some(item)
}

/// Whether the item's head, or a noun of it before any complement, counts persons.
pub(super) fn is_people(doc: &Doc<'_>, item: &Item) -> bool {
    words::is_people(doc.word(item.head))
}
