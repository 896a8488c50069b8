//! What a figure counts, and what happened to it: noun phrases and verbs around it, by tags.

use std::ops::Range;

use claimant_doc::{Doc, Tag};

use super::words;
use crate::lexicon;

/// The most tokens of a phrase, so that a hostile sentence costs no more than a long one.
const LONGEST: usize = 12;

/// A noun phrase by its tokens.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub tokens: Range<usize>,
    /// The noun that says what it is.
    pub head: usize,
}

/// The counted noun phrase after token `from` (the first one past the figure), within `limit`.
pub(super) fn after(doc: &Doc<'_>, from: usize, limit: usize) -> Option<Item> {
    let mut at = from;
    if matches!(doc.tag(at), Tag::Hyph) {
        at += 1;
    }
    while doc.is(at, "other") || doc.is(at, "more") || doc.is(at, "additional") || doc.tag(at) == Tag::Quote {
        at += 1;
    }
    if doc.is(at, "of") {
        at += 1;
    }
    let item = phrase(doc, at, limit)?;
    Some(with_complement(doc, item, limit))
}

/// The noun phrase that begins at token `from`.
fn phrase(doc: &Doc<'_>, from: usize, limit: usize) -> Option<Item> {
    let mut head = None;
    for at in from..limit.min(from + LONGEST) {
        let fits = match doc.tag(at) {
            Tag::Dt | Tag::PrpS | Tag::Pdt => at == from,
            Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps => {
                head = Some(at);
                true
            }
            Tag::Hyph | Tag::Pos => at > from,
            Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Cd => head.is_none() || doc.tag(at - 1) == Tag::Hyph,
            Tag::Vbn | Tag::Vbg | Tag::Rb => head.is_none() && !doc.is(at, "including"),
            _ => false,
        };
        if !fits {
            break;
        }
    }
    let head = head?;
    let start = if matches!(doc.tag(from), Tag::Dt | Tag::Pdt) { from + 1 } else { from };
    (start <= head).then_some(Item { tokens: start..head + 1, head })
}

/// With "from …" or "of …" after it: "migrants from Tajikistan".
fn with_complement(doc: &Doc<'_>, item: Item, limit: usize) -> Item {
    let at = item.tokens.end;
    if !(doc.is(at, "from") || doc.is(at, "of")) {
        return item;
    }
    match phrase(doc, at + 1, limit) {
        Some(inner) if inner.tokens.end - at <= 8 => {
            Item { tokens: item.tokens.start..inner.tokens.end, ..item }
        }
        _ => item,
    }
}

/// Whether the figure is a subject or has its event right after it, so that nothing before it is what it counts:
/// "about 150 were turned back", "48 injured".
pub(super) fn stands_alone(doc: &Doc<'_>, at: usize) -> bool {
    doc.tag(at).is_finite() || doc.is(at, "who") || is_state(doc.word(at)) || doc.is(at, "killed")
}

/// The noun phrase that ends right before token `to`.
fn phrase_before(doc: &Doc<'_>, to: usize, first: usize) -> Option<Item> {
    let head = to.checked_sub(1).filter(|at| *at >= first && doc.tag(*at).is_noun())?;
    let mut start = head;
    while start > first.max(head.saturating_sub(LONGEST)) && fits_before(doc, start - 1) {
        start -= 1;
    }
    while start < head
        && !(doc.tag(start).is_noun() || doc.tag(start) == Tag::Jj || doc.tag(start) == Tag::Cd)
    {
        start += 1;
    }
    Some(Item { tokens: start..head + 1, head })
}

fn fits_before(doc: &Doc<'_>, at: usize) -> bool {
    let tag = doc.tag(at);
    tag.is_noun() || matches!(tag, Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Hyph | Tag::Pos | Tag::Cd)
}

/// What a figure without a noun of its own tells of: "a height of 5 m", "the toll rose to 27".
///
/// A `plain` count is not told by the subject of a verb whose object it is.
pub(super) fn before(doc: &Doc<'_>, figure: usize, first: usize, plain: bool) -> Option<Item> {
    let previous = figure.checked_sub(1).filter(|at| *at >= first)?;
    let of = ["of", "at", "="].iter().any(|word| doc.is(previous, word)) || doc.tag(previous) == Tag::Bracket;
    if let Some(item) = phrase_before(doc, previous, first).filter(|_| of) {
        return Some(item);
    }
    // "Injured hundreds more": the object of a verb that measures nothing is not told by its subject.
    let object = verb_before(doc, figure, first).is_some_and(|at| !measures(doc, at));
    let verb = (first..figure).rev().take(14).find(|at| doc.tag(*at).is_finite())?;
    if plain && object { None } else { subject(doc, verb, first) }
}

/// Whether the verb at token `at` tells how many its subject is: "totalled 40", "rose 15,000".
fn measures(doc: &Doc<'_>, at: usize) -> bool {
    const VERBS: [&str; 12] = [
        "total", "number", "reach", "exceed", "surpass", "average", "hit", "pass", "equal", "top", "measure",
        "near",
    ];
    let lemma = lexicon::lemma(doc.word(at), doc.tag(at));
    words::is_change(doc.word(at)) || VERBS.iter().any(|verb| lemma.eq_ignore_ascii_case(verb))
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
        let Some(outer) = phrase_before(doc, of, first).filter(|_| joined) else { break };
        item = Item { tokens: outer.tokens.start..item.tokens.end, head: outer.head };
    }
    Some(item)
}

/// Whether the item's head, or a noun of it before any complement, counts persons.
pub(super) fn is_people(doc: &Doc<'_>, item: &Item) -> bool {
    words::is_people(doc.word(item.head))
}

/// The lemma of what happened to the item: the verb right before the figure, else the one it is the subject of.
pub(super) fn measure(doc: &Doc<'_>, figure: usize, end: usize, sentence: Range<usize>) -> Option<String> {
    let verb = verb_before(doc, figure, sentence.start).or_else(|| verb_after(doc, end, sentence.end))?;
    let lemma = lexicon::lemma(doc.word(verb), doc.tag(verb)).to_lowercase();
    Some(match lemma.as_str() {
        "dead" => "die".to_owned(),
        "wounded" => "wound".to_owned(),
        "injured" => "injure".to_owned(),
        _ => lemma,
    })
}

/// A verb whose object the figure is: nothing but determiners and adverbs between.
fn verb_before(doc: &Doc<'_>, figure: usize, first: usize) -> Option<usize> {
    let mut at = figure;
    while at > first.max(figure.saturating_sub(LONGEST)) {
        at -= 1;
        match doc.tag(at) {
            tag if tag.is_verb() => return (!is_auxiliary(doc.word(at))).then_some(at),
            // A participle right before a number is a verb, whatever its tag says.
            Tag::Jj if at + 1 == figure && doc.word(at).ends_with("ed") => return Some(at),
            Tag::Dt | Tag::Rb | Tag::Quote | Tag::PrpS | Tag::Jj | Tag::Rp => {}
            _ => return None,
        }
    }
    None
}

/// The main verb of the clause whose subject ends at token `end`.
fn verb_after(doc: &Doc<'_>, end: usize, limit: usize) -> Option<usize> {
    let mut at = end;
    let stop = limit.min(end + 12);
    while at < stop && !doc.tag(at).is_verb() {
        match doc.tag(at) {
            Tag::Stop | Tag::Colon | Tag::Cc => return None,
            Tag::Comma if !goes_on(doc, at + 1) => return None,
            Tag::Jj | Tag::Nn if at == end => return Some(at).filter(|at| is_state(doc.word(*at))),
            _ => at += 1,
        }
    }
    let mut main = None;
    while at < stop && (doc.tag(at).is_verb() || matches!(doc.tag(at), Tag::Rb | Tag::Md)) {
        if doc.tag(at).is_verb() {
            main = Some(at);
        }
        at += 1;
    }
    let state = main.is_some() && is_state(doc.word(at));
    let main = if state { Some(at) } else { main };
    main.filter(|at| !is_auxiliary(doc.word(*at)))
}

/// Whether the clause goes on after a comma: "15 people, including two children, were killed".
fn goes_on(doc: &Doc<'_>, at: usize) -> bool {
    matches!(doc.tag(at), Tag::Wp | Tag::Wdt | Tag::Rb) || doc.is(at, "including") || doc.is(at, "most")
}

/// States that stand for what happened: "39 are confirmed dead".
fn is_state(word: &str) -> bool {
    ["dead", "missing", "wounded", "injured", "homeless", "hurt"].iter().any(|w| word.eq_ignore_ascii_case(w))
}

fn is_auxiliary(word: &str) -> bool {
    const AUXILIARIES: [&str; 22] = [
        "according",
        "including",
        "following",
        "be",
        "is",
        "are",
        "was",
        "were",
        "been",
        "being",
        "am",
        "have",
        "has",
        "had",
        "having",
        "do",
        "does",
        "did",
        "'s",
        "'re",
        "'ve",
        "’s",
    ];
    AUXILIARIES.iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// Events that happen to persons, so that a bare number with one of them counts persons.
pub(super) fn happens_to_persons(measure: &str) -> bool {
    const EVENTS: [&str; 18] = [
        "kill",
        "injure",
        "wound",
        "arrest",
        "detain",
        "die",
        "dead",
        "missing",
        "injured",
        "wounded",
        "hurt",
        "homeless",
        "rescue",
        "hospitalize",
        "infect",
        "displace",
        "evacuate",
        "apprehend",
    ];
    EVENTS.contains(&measure)
}
