//! What happens: the words of events, with how sure the text is that they are so (FactBank), and who takes part.
//!
//! `The army may attack the town on Monday.` → "attack", possible, affirmed, future, assault; agent "The army", patient
//! "the town". Found by the encoder alone: in the fast mode there are none. Types are by `data/events.tsv`, which
//! follows PLOVER; an event without a row has no type.

use std::ops::Range;
use std::sync::LazyLock;

use claimant_doc::{
    Certainty, Doc, EntityKind, Event, Layer, Link, Mark, Marks, Participant, Span, Tag, Tense, Value,
};

use super::Extractor;
use crate::Scores;
use crate::lexicon::{Table, lemma};

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "event",
    about: "What happens, how sure the text is of it, and who takes part.",
    reads: &[Layer::Entity, Layer::Time],
    writes: Layer::Event,
    run,
};

/// A word that is an event by at least as much is one.
const LEAST: f32 = 0.5;
/// Tokens of a sentence that are looked through for participants.
const REACH: usize = 160;

static TYPES: LazyLock<Table<&'static str>> =
    LazyLock::new(|| Table::parse(include_str!("../../data/events.tsv"), |row| row.get(1).copied()));

fn run(doc: &Doc<'_>, scores: &Scores, marks: &Marks) -> Vec<Mark> {
    let places = Places::of(marks);
    let mut found = Vec::new();
    for sentence in &doc.sentences {
        let events = sentence.tokens.clone().filter(|i| is_event(doc, scores, *i));
        found.extend(events.filter_map(|i| mark(doc, scores, &places, i, near(i, &sentence.tokens))));
    }
    found
}

/// The part of a sentence around token `i` that is looked through.
fn near(i: usize, sentence: &Range<usize>) -> Range<usize> {
    sentence.start.max(i.saturating_sub(REACH))..sentence.end.min(i + REACH)
}

fn is_event(doc: &Doc<'_>, scores: &Scores, i: usize) -> bool {
    let tag = doc.tag(i);
    let auxiliary = scores.rel(i).starts_with("aux");
    scores.words.get(i).is_some_and(|word| word.event >= LEAST) && !tag.is_punctuation() && !auxiliary
}

fn mark(doc: &Doc<'_>, scores: &Scores, places: &Places, i: usize, near: Range<usize>) -> Option<Mark> {
    let (token, word) = (doc.tokens.get(i)?, scores.words.get(i)?);
    let lemma = lemma::lemma(doc.word(i), token.tag).into_owned();
    let of = |rels: &[&str]| -> Vec<Span> {
        let dependents = scores.dependents(i, near.clone()).filter(|k| rels.contains(&scores.rel(*k)));
        dependents.filter_map(|k| doc.span(scores.subtree(k, near.clone()))).collect()
    };
    let obliques = of(&["obl", "obl:tmod", "obl:unmarked", "nmod"]);
    let within = |items: &[Span]| obliques.iter().find_map(|span| first_in(items, *span)).map(Link::At);
    let event = Event {
        id: String::new(),
        span: token.span,
        kind: TYPES.get(&lemma).map(|kind| (*kind).to_owned()),
        lemma,
        certainty: certainty(word.certainty, word.factuality),
        polarity: word.polarity,
        factuality: Some((word.factuality * 100.0).round() / 100.0),
        tense: tense(doc, scores, i, near.clone()),
        participants: participants(&of, places),
        place: within(&places.places),
        time: within(&places.times),
        quantities: Vec::new(),
    };
    Some(Mark { span: token.span, value: Value::Event(event), score: word.event, by: EXTRACTOR.name })
}

/// The head's word for it, unless the score says that nothing is settled.
fn certainty(said: Certainty, factuality: f32) -> Certainty {
    if said == Certainty::Certain && factuality.abs() < 1.0 { Certainty::Possible } else { said }
}

/// Roles by grammatical relation: subjects act unless the verb is passive.
fn participants(of: &impl Fn(&[&str]) -> Vec<Span>, places: &Places) -> Vec<Participant> {
    const ROLES: &[(&str, &[&str])] = &[
        ("agent", &["nsubj", "obl:agent", "nmod:agent"]),
        ("patient", &["obj", "nsubj:pass"]),
        ("recipient", &["iobj"]),
    ];
    let mut found: Vec<Participant> = ROLES
        .iter()
        .flat_map(|(role, rels)| {
            of(rels).into_iter().map(|span| Participant {
                role: (*role).to_owned(),
                span,
                entity: first_in(&places.names, span).map(Link::At),
            })
        })
        .collect();
    found.sort_by_key(|participant| participant.span);
    found
}

/// By the form of the verb and its auxiliaries; nouns have none.
fn tense(doc: &Doc<'_>, scores: &Scores, i: usize, near: Range<usize>) -> Tense {
    let auxiliaries: Vec<usize> =
        scores.dependents(i, near).filter(|k| matches!(scores.rel(*k), "aux" | "aux:pass" | "cop")).collect();
    let any = |words: &[&str]| auxiliaries.iter().any(|k| words.iter().any(|word| doc.is(*k, word)));
    let tagged = |tags: &[Tag]| auxiliaries.iter().chain([&i]).any(|k| tags.contains(&doc.tag(*k)));
    match doc.tag(i) {
        _ if any(&["will", "shall", "wo", "'ll", "’ll"]) || is_going_to(doc, i) => Tense::Future,
        _ if tagged(&[Tag::Vbd]) || any(&["has", "have", "'ve", "’ve", "had"]) => Tense::Past,
        _ if tagged(&[Tag::Vbz, Tag::Vbp]) => Tense::Present,
        Tag::Vbn => Tense::Past,
        _ => Tense::None,
    }
}

fn is_going_to(doc: &Doc<'_>, i: usize) -> bool {
    i >= 2 && doc.is(i - 1, "to") && doc.is(i - 2, "going")
}

/// Names and times by place.
struct Places {
    names: Vec<Span>,
    places: Vec<Span>,
    times: Vec<Span>,
}

impl Places {
    fn of(marks: &Marks) -> Places {
        let all = |place: bool| {
            let mut spans: Vec<Span> = marks
                .entities()
                .filter(|e| !place || e.kind == EntityKind::Place)
                .flat_map(|e| e.mentions.iter().map(|m| m.span))
                .collect();
            spans.sort_unstable();
            spans
        };
        Places { names: all(false), places: all(true), times: marks.times().map(|t| t.span).collect() }
    }
}

/// The first of `items`, which are in text order, that starts inside `span`, if it lies there wholly.
fn first_in(items: &[Span], span: Span) -> Option<Span> {
    let first = items.partition_point(|item| item.start() < span.start());
    items.get(first).copied().filter(|item| span.contains(*item))
}
