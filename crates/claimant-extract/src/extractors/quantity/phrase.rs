//! Noun phrases by tags: those that begin at a token, those that end before one, and what a noun of number or change
//! in them tells of.

use std::ops::Range;

use claimant_doc::{Doc, Tag};

use super::words;

/// The most tokens of a phrase, so that a hostile sentence costs no more than a long one.
pub(super) const LONGEST: usize = 12;

/// A noun phrase by its tokens.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub tokens: Range<usize>,
    /// The noun that says what it is.
    pub head: usize,
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
pub(super) fn told(doc: &Doc<'_>, item: Item, limit: usize) -> Item {
    let at = item.head + 1;
    let vague = words::number(doc.word(item.head)).is_some();
    let number = doc.is(at, "of") && (vague || is_number_noun(doc, item.head));
    match phrase(doc, at + 1, limit).filter(|_| number) {
        Some(inner) => with_complement(doc, inner, limit),
        None => changing(doc, item, limit),
    }
}

pub(super) fn is_number_noun(doc: &Doc<'_>, at: usize) -> bool {
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
pub(super) fn changing(doc: &Doc<'_>, item: Item, limit: usize) -> Item {
    let change = doc.is(item.head + 1, "in") && words::is_change(doc.word(item.head));
    phrase(doc, item.head + 2, limit).filter(|_| change).unwrap_or(item)
}

/// The noun phrase that begins at token `from`.
pub(super) fn phrase(doc: &Doc<'_>, from: usize, limit: usize) -> Option<Item> {
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
pub(super) fn is_day(word: &str) -> bool {
    ["yesterday", "today", "tomorrow", "tonight"].iter().any(|day| word.eq_ignore_ascii_case(day))
}

/// With "from …" or "of …" after it: "migrants from Tajikistan".
pub(super) fn with_complement(doc: &Doc<'_>, item: Item, limit: usize) -> Item {
    let at = item.tokens.end;
    if let Some(end) = voted(doc, item.head, at) {
        return Item { tokens: item.tokens.start..end, ..item };
    }
    if !(doc.is(at, "from") || doc.is(at, "of")) {
        return item;
    }
    match phrase(doc, at + 1, limit) {
        Some(inner) if inner.tokens.end - at <= COMPLEMENT => {
            Item { tokens: item.tokens.start..inner.tokens.end, ..item }
        }
        _ => item,
    }
}

/// The most tokens of a complement, its preposition included.
const COMPLEMENT: usize = 10;

/// One past the side that votes are on: "215 votes in favour", "one vote against".
fn voted(doc: &Doc<'_>, head: usize, at: usize) -> Option<usize> {
    let is = |i: usize, words: &[&str]| words.iter().any(|word| doc.is(i, word));
    let vote = is(head, &["vote", "votes", "ballots"]);
    match () {
        () if vote && is(at, &["against"]) => Some(at + 1),
        () if vote && is(at, &["in"]) && is(at + 1, &["favour", "favor"]) => Some(at + 2),
        () => None,
    }
}

/// The noun phrase that ends right before token `to`.
pub(super) fn phrase_before(doc: &Doc<'_>, to: usize, first: usize) -> Option<Item> {
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

pub(super) fn fits_before(doc: &Doc<'_>, at: usize) -> bool {
    let tag = doc.tag(at);
    tag.is_noun() || matches!(tag, Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Hyph | Tag::Pos | Tag::Cd)
}
