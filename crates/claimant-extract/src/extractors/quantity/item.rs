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
    let hyphen = matches!(doc.tag(from), Tag::Hyph);
    let start = first(doc, from);
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

/// What money is paid in, past a bracket: "$2 million in damages", "€20,000 (£17,500) in fines".
pub(super) fn paid(doc: &Doc<'_>, from: usize, limit: usize) -> Option<Item> {
    let mut at = from;
    if doc.word(at) == "(" {
        at = (at..limit.min(at + LONGEST)).find(|i| doc.word(*i) == ")")? + 1;
    }
    const OTHER: [&str; 8] = ["cash", "total", "all", "value", "dollars", "gold", "notes", "bills"];
    let item = phrase(doc, at + 1, limit).filter(|_| doc.is(at, "in"))?;
    let bare = item.tokens.start == at + 1 && matches!(doc.tag(item.head), Tag::Nn | Tag::Nns);
    let plain = !item.tokens.clone().any(|i| matches!(doc.tag(i), Tag::Cd | Tag::PrpS));
    (bare && plain && !OTHER.iter().any(|word| doc.is(item.head, word))).then_some(item)
}

/// What a noun of number tells of: "the number of infections".
fn told(doc: &Doc<'_>, item: Item, limit: usize) -> Item {
    let at = item.head + 1;
    let vague = words::number(doc.word(item.head)).is_some();
    let number = doc.is(at, "of") && (vague || is_number_noun(doc, item.head));
    match phrase(doc, at + 1, limit).filter(|_| number) {
        Some(inner) => with_complement(doc, inner, limit),
        None => changing(doc, item, limit),
    }
}

fn is_number_noun(doc: &Doc<'_>, at: usize) -> bool {
    const NUMBERS: [&str; 8] = ["number", "total", "amount", "numbers", "totals", "count", "tally", "sum"];
    NUMBERS.iter().any(|word| doc.is(at, word))
}

/// Whether a noun phrase is but a number of something unsaid: "a total of 39".
pub(super) fn is_sum(doc: &Doc<'_>, item: &Item) -> bool {
    let total = ["total", "sum", "grand", "combined"];
    is_number_noun(doc, item.head)
        && item.tokens.clone().all(|at| is_number_noun(doc, at) || total.iter().any(|word| doc.is(at, word)))
}

/// What a noun of change tells of: "an increase in rents".
fn changing(doc: &Doc<'_>, item: Item, limit: usize) -> Item {
    let change = doc.is(item.head + 1, "in") && words::is_change(doc.word(item.head));
    phrase(doc, item.head + 2, limit).filter(|_| change).unwrap_or(item)
}

/// The noun phrase that begins at token `from`.
fn phrase(doc: &Doc<'_>, from: usize, limit: usize) -> Option<Item> {
    let mut head = None;
    for at in from..limit.min(from + LONGEST) {
        let fits = match doc.tag(at) {
            Tag::Dt | Tag::PrpS | Tag::Pdt => at == from,
            Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps => {
                let day = head.is_some() && is_day(doc.word(at));
                head = if day { head } else { Some(at) };
                !day
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

/// Nouns that tell when, right after another noun: "set bail yesterday".
fn is_day(word: &str) -> bool {
    ["yesterday", "today", "tomorrow", "tonight"].iter().any(|day| word.eq_ignore_ascii_case(day))
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
    let day = to.checked_sub(1).is_some_and(|at| is_day(doc.word(at)));
    let head = to.checked_sub(1 + usize::from(day)).filter(|at| *at >= first && doc.tag(*at).is_noun())?;
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

/// Whether a noun phrase is a figure with its unit, so that it is counted by nothing.
fn is_number(doc: &Doc<'_>, item: &Item) -> bool {
    let unit = words::is_unit(doc.word(item.head))
        || words::currency_name(&doc.word(item.head).to_lowercase()).is_some();
    unit && item.tokens.clone().any(|at| doc.tag(at) == Tag::Cd)
}

/// Whether the verb at token `at` tells how many its subject is: "totalled 40", "rose 15,000".
pub(super) fn measures(doc: &Doc<'_>, at: usize) -> bool {
    const VERBS: [&str; 20] = [
        "total", "number", "reach", "exceed", "surpass", "average", "hit", "pass", "equal", "top", "measure",
        "near", "cost", "weigh", "cover", "span", "last", "approach", "comprise", "take",
    ];
    let lemma = lexicon::lemma(doc.word(at), doc.tag(at));
    words::is_change(doc.word(at)) || VERBS.iter().any(|verb| lemma.eq_ignore_ascii_case(verb))
}

/// Whether the verb at token `at` tells what its subject costs.
pub(super) fn costs(doc: &Doc<'_>, at: usize) -> bool {
    const VERBS: [&str; 9] =
        ["cost", "total", "exceed", "reach", "surpass", "average", "top", "equal", "approach"];
    let lemma = lexicon::lemma(doc.word(at), doc.tag(at));
    VERBS.iter().any(|verb| lemma.eq_ignore_ascii_case(verb))
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

/// Whether token `noun` names an event that is done to what it is followed by: "the arrest of 12 men".
pub(super) fn is_happening(doc: &Doc<'_>, noun: usize) -> bool {
    let lemma = lexicon::lemma(doc.word(noun), doc.tag(noun)).to_lowercase();
    doc.tag(noun).is_noun() && words::is_event(&lemma)
}

/// Whether the item's head, or a noun of it before any complement, counts persons.
pub(super) fn is_people(doc: &Doc<'_>, item: &Item) -> bool {
    words::is_people(doc.word(item.head))
}

/// The token of what happened to the item: the verb right before the figure, else the one it is the subject of. A noun
/// right before a finite verb is its subject, whatever stands before: "said 12 people died".
pub(super) fn event(doc: &Doc<'_>, figure: usize, end: usize, sentence: Range<usize>) -> Option<usize> {
    let before = verb_before(doc, figure, sentence.start);
    if is_state(doc.word(end)) && before.is_some_and(|at| doc.word(at).to_lowercase().starts_with("le")) {
        return Some(end);
    }
    let aged = figure > 0 && doc.is(figure - 1, "aged");
    let subject =
        !aged && doc.tag(end).is_finite() || matches!(doc.tag(end), Tag::Rb) && doc.tag(end + 1).is_finite();
    let after = || verb_after(doc, end, sentence.end);
    if subject { after() } else { before.or_else(after) }
}

/// The lemma of the event at token `verb`.
pub(super) fn measure(doc: &Doc<'_>, verb: usize) -> String {
    let lemma = lexicon::lemma(doc.word(verb), doc.tag(verb)).to_lowercase();
    match lemma.as_str() {
        "dead" => "die".to_owned(),
        "wounded" => "wound".to_owned(),
        "injured" => "injure".to_owned(),
        _ => lemma,
    }
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
    while at < stop && !heads(doc, at, end) {
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

/// Whether the verb at token `at` can be that of a clause whose subject ends at `end`: finite, or a participle right
/// after it. "A fine for hiding goods" and "a plan to build" have none.
fn heads(doc: &Doc<'_>, at: usize, end: usize) -> bool {
    let tag = doc.tag(at);
    tag.is_finite() || at == end && matches!(tag, Tag::Vbn | Tag::Vbg)
}

/// Whether the clause goes on after a comma: "15 people, including two children, were killed".
fn goes_on(doc: &Doc<'_>, at: usize) -> bool {
    matches!(doc.tag(at), Tag::Wp | Tag::Wdt | Tag::Rb) || doc.is(at, "including") || doc.is(at, "most")
}

/// States that stand for what happened: "39 are confirmed dead".
pub(super) fn is_state(word: &str) -> bool {
    ["dead", "missing", "wounded", "injured", "homeless", "hurt"].iter().any(|w| word.eq_ignore_ascii_case(w))
}

pub(super) fn is_auxiliary(word: &str) -> bool {
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
