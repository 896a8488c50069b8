//! Which markers govern a clause.

use claimant_doc::{Certainty, Doc, Marker, MarkerKind, Marks, Tag};

use crate::Scores;
use crate::clause::{self, Clause, Kind};
use crate::extractors::marker::table;

/// A marker with what it does and where its words begin.
#[derive(Clone, Copy)]
pub struct Seen {
    /// As found.
    pub marker: Marker,
    /// The certainty that it gives.
    pub effect: Certainty,
    /// Its first token.
    pub first: usize,
}

/// Markers by their first token.
pub fn seen(doc: &Doc<'_>, marks: &Marks) -> Vec<Option<Seen>> {
    let mut seen = vec![None; doc.tokens.len()];
    for marker in marks.markers() {
        let first = doc.tokens_in(marker.span).start;
        let effect = table::at(doc, first).map_or(Certainty::Certain, |(row, _)| row.effect);
        if let Some(place) = seen.get_mut(first) {
            *place = Some(Seen { marker: *marker, effect, first });
        }
    }
    seen
}

/// The markers that govern a clause: all but those behind a subordinator after its verb and those of a relative clause
/// between its commas, or that the tree shows ("destroyed the satellite it |would| carry"). What says all that the clause
/// says, "they are the men who may have paid", governs it. Words of allegation and question marks are heard wherever they
/// stand.
pub fn heard(doc: &Doc<'_>, scores: &Scores, seen: &[Option<Seen>], clause: &Clause) -> Vec<Seen> {
    let mut heard = Vec::new();
    let mut verb = false;
    let mut behind = false;
    let mut aside = 0;
    for (n, i) in clause.tokens.iter().enumerate() {
        let opening = n == 0 || n == 1 && clause.kind == Kind::Relative;
        behind |= verb && !opening && bars(doc, *i) && !clause::says(doc, scores, &clause.tokens, n);
        if !verb && n >= aside {
            aside = aside_end(doc, &clause.tokens, n);
        }
        let loud = |m: &Seen| m.marker.kind == MarkerKind::Allegation || doc.is(*i, "?");
        let inner = |m: &Seen| mild(m) && is_in_relative(scores, &clause.tokens, *i);
        if let Some(marker) = seen[*i].filter(|m| !behind && n >= aside && !inner(m) || loud(m)) {
            heard.push(marker);
        }
        verb |= n >= aside && doc.tag(*i).is_finite();
    }
    heard
}

/// Kinds whose words are of one verb, and of no clause around it.
fn mild(seen: &Seen) -> bool {
    use MarkerKind::{Condition, Hedge, Negation, Prediction};
    matches!(seen.marker.kind, Condition | Hedge | Negation | Prediction)
}

/// Whether the tree has token `i` of a clause in a relative clause of one of its nouns.
fn is_in_relative(scores: &Scores, tokens: &[usize], i: usize) -> bool {
    let mut at = i;
    for _ in 0..REACH {
        let Some(head) = scores.words.get(at).and_then(|word| word.head).map(|head| head as usize) else {
            return false;
        };
        if tokens.binary_search(&head).is_err() {
            return false;
        }
        if scores.rel(at) == "acl:relcl" {
            return !clause::is_said(scores, head);
        }
        at = head;
    }
    false
}

/// Tokens of the longest relative clause that is looked over.
const REACH: usize = 60;

/// Where the relative clause ends whose pronoun stands at place `n` after a comma: at the comma after which the clause
/// around it goes on with its verb. `n` where none stands there or none ends.
fn aside_end(doc: &Doc<'_>, tokens: &[usize], n: usize) -> usize {
    let comma = n.checked_sub(1).is_some_and(|before| doc.tag(tokens[before]) == Tag::Comma);
    if !comma || !matches!(doc.tag(tokens[n]), Tag::Wdt | Tag::Wp | Tag::WpS) {
        return n;
    }
    let goes_on = |k: &usize| {
        let next = tokens[k + 1..].iter().find(|i| doc.tag(**i) != Tag::Rb);
        doc.tag(tokens[*k]) == Tag::Comma && next.is_some_and(|i| doc.tag(*i).is_finite())
    };
    (n..tokens.len().min(n + REACH)).find(goes_on).unwrap_or(n)
}

/// Whether a word opens a clause whose markers are its own.
fn bars(doc: &Doc<'_>, i: usize) -> bool {
    match doc.tag(i) {
        Tag::Wdt | Tag::Wp | Tag::WpS | Tag::Wrb => true,
        Tag::In => ["that", "because", "while", "although"].iter().any(|word| doc.is(i, word)),
        _ => false,
    }
}
