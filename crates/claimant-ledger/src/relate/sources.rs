//! Does the source say it? Quotations looked up in a text of the ledger that says the words itself.
//!
//! A text is the source of a quotation if it has the words outside quotation marks: then it speaks, and does not quote as
//! well; or if it is published by whom the quotation is attributed to. That a source does not have the words is said only
//! of documents that are named as such: people say many things that are in no text.

use claimant_doc::{Claim, Form, Link, RelationKind, SourceKind, Span};

use super::pair::{Found, Level};
use super::text::Text;
use crate::compare::{Copying, Lookup, Order, Words, look_up, order, publisher};

/// The relations of quotations of either text to the other one.
pub fn relations(later: &Text, earlier: &Text, copying: &Copying) -> Vec<Found> {
    // What was copied whole is no quotation.
    if copying.is_copy() && !copying.mostly_quotes {
        return Vec::new();
    }
    let known = order(later.published(), earlier.published());
    let mut found = Vec::new();
    if known != Some(Order::Before) {
        found.extend(looked_up(later, earlier));
    }
    if known != Some(Order::After) {
        found.extend(looked_up(earlier, later));
    }
    found
}

/// A claim that may be looked up in a source.
pub(crate) struct Quotation {
    /// Its place in the list of claims.
    claim: usize,
    /// Bytes of the claim.
    length: usize,
    /// What is looked up.
    quoted: String,
    form: Form,
    shingles: Vec<u64>,
    speaker: String,
    /// Whether it is attributed to a document.
    document: bool,
}

/// The claims of a text that may be looked up: what stands in quotation marks, and what a document is said to say.
pub(crate) fn quotations(text: &Text) -> Vec<Quotation> {
    let told = |claim: &&Claim| matches!(claim.form, Form::Direct | Form::Mixed | Form::Indirect);
    let one = |(i, claim): (usize, &Claim)| {
        let (speaker, kind) = speaker(text, claim);
        let (quoted, form) = quoted(text, claim);
        let document = kind == Some(SourceKind::Document);
        (document || form != Form::Indirect).then(|| Quotation {
            claim: i,
            length: claim.content.iter().map(|span| span.len()).sum(),
            shingles: Words::of(&quoted).shingles().into_iter().map(|(key, ..)| key).collect(),
            quoted,
            form,
            speaker,
            document,
        })
    };
    text.reading.claims.iter().enumerate().filter(|(_, claim)| told(claim)).filter_map(one).collect()
}

/// What of `text` quotes `source`.
fn looked_up(text: &Text, source: &Text) -> Vec<Found> {
    let found = text.quotations().iter().filter_map(|it| Some((it.length, look(text, it, source)?)));
    let mut found: Vec<(usize, Found)> = found.collect();
    // Of claims that hold one another the words are found at one place: the shortest is the one that was quoted.
    let shortest = |(length, one): &(usize, Found), all: &[(usize, Found)]| {
        one.spans[1].is_empty() || all.iter().all(|(other, it)| it.spans != one.spans || length <= other)
    };
    let kept: Vec<bool> = found.iter().map(|one| shortest(one, &found)).collect();
    let mut kept = kept.into_iter();
    found.retain(|_| kept.next().unwrap_or(true));
    found.into_iter().map(|(_, one)| one).collect()
}

fn look(text: &Text, it: &Quotation, source: &Text) -> Option<Found> {
    let mine = names(&it.speaker, source);
    let near = it.form != Form::Indirect && it.shingles.iter().any(|key| source.shingles().contains(key));
    if !(near || mine && it.document) {
        return None;
    }
    let found = look_up(&it.quoted, it.form, source.text(), &source.reading.sentences)?;
    let own = !found.spans.is_empty() && !is_quoted(source, &found.spans);
    let counts = if found.kind == RelationKind::NotFound { mine && it.document } else { own || mine };
    counts.then(|| kept(text, it.claim, source, &found))
}

/// Words in quotation marks that a quotation has at least; of fewer the whole claim is looked up.
const QUOTED: usize = 4;

/// What is looked up of a claim: its words in quotation marks, else all of them.
fn quoted(text: &Text, claim: &Claim) -> (String, Form) {
    let words = text.words();
    let runs = claim.content.iter().flat_map(|span| {
        let inside = words.0.get(words.inside(*span)).unwrap_or_default();
        inside.chunk_by(|a, b| a.quoted == b.quoted).filter(|run| run.first().is_some_and(|word| word.quoted))
    });
    let runs: Vec<(usize, Span)> =
        runs.filter_map(|run| Some((run.len(), run.first()?.span.to(run.last()?.span)))).collect();
    let told =
        |spans: Vec<Span>| spans.iter().map(|span| span.of(text.text())).collect::<Vec<_>>().join(" … ");
    match runs.iter().map(|(words, _)| words).sum::<usize>() {
        words if words >= QUOTED => (told(runs.into_iter().map(|(_, span)| span).collect()), Form::Direct),
        _ => (told(claim.content.clone()), claim.form),
    }
}

/// Whom a claim is attributed to last, in words, and of what kind it is.
fn speaker(text: &Text, claim: &Claim) -> (String, Option<SourceKind>) {
    let last = claim.chain.last().and_then(Link::id);
    let found = text.reading.attributions.iter().find(|a| Some(a.id.as_str()) == last);
    let words = found.and_then(|a| a.source.first()).map_or("", |span| span.of(text.text()));
    (words.to_owned(), found.and_then(|a| a.source_kind))
}

/// Whether the words name the publisher of `source`.
fn names(words: &str, source: &Text) -> bool {
    let by = source.reading.article.publisher.as_deref();
    // The other way round: all words of the publisher's name stand among those of the source.
    !words.is_empty() && by.is_some_and(|by| publisher(by, &[words]).is_some())
}

/// Whether most of the words at `spans` stand in quotation marks.
fn is_quoted(source: &Text, spans: &[Span]) -> bool {
    let inside =
        spans.iter().flat_map(|span| source.words().0.get(source.words().inside(*span)).unwrap_or_default());
    let (quoted, all) =
        inside.fold((0, 0), |(quoted, all), word| (quoted + usize::from(word.quoted), all + 1));
    2 * quoted > all
}

fn kept(text: &Text, i: usize, source: &Text, found: &Lookup) -> Found {
    let reason = match found.kind {
        RelationKind::Verbatim => "The source has it word for word.",
        RelationKind::Altered => "The source has it in other words.",
        _ => "The document that is named does not have it.",
    };
    Found {
        level: Level::Source,
        kind: found.kind,
        a: (text.id + text.number(i), None),
        b: (source.id, None),
        directed: false,
        score: None,
        reason: reason.to_owned(),
        derivation: found.difference.clone(),
        spans: [Vec::new(), source.ends(&found.spans)],
    }
}
