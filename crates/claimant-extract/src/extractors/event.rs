//! What happens: the words of events, with how sure the text is that they are so (FactBank), and who takes part.
//!
//! `The army may attack the town on Monday.` → "attack", possible, affirmed, future, assault; agent "The army", patient
//! "the town". Found by the encoder alone: in the fast mode there are none. Types are by `data/events.tsv`, which
//! follows PLOVER; an event without a row has no type.

use std::ops::Range;
use std::sync::LazyLock;

use claimant_doc::{
    Certainty, Doc, EntityKind, Event, Layer, Link, Mark, Marks, Participant, Polarity, Span, Tag, Tense,
    Value,
};

use super::Extractor;
use crate::Scores;
use crate::lexicon::{Table, is_not, lemma};
use crate::scores::Word;

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "event",
    about: "What happens, how sure the text is of it, and who takes part.",
    reads: &[Layer::Entity, Layer::Time],
    writes: Layer::Event,
    run,
};

/// A word that is an event by at least as much is one.
const LEAST: f32 = 0.3;
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
    let small = scores.rel(i).starts_with("aux") || doc.is(i, "according");
    scores.words.get(i).is_some_and(|word| word.event >= LEAST) && !tag.is_punctuation() && !small
}

fn mark(doc: &Doc<'_>, scores: &Scores, places: &Places, i: usize, near: Range<usize>) -> Option<Mark> {
    let (token, word) = (doc.tokens.get(i)?, scores.words.get(i)?);
    let lemma = lemma::lemma(doc.word(i), token.tag).into_owned();
    let verb = Verb { doc, scores, i, near };
    let obliques = verb.dependents(&["obl", "nmod"]);
    let within = |items: &[Span]| obliques.iter().find_map(|span| first_in(items, *span)).map(Link::At);
    let event = Event {
        id: String::new(),
        span: token.span,
        kind: TYPES.get(&lemma).map(|kind| (*kind).to_owned()),
        lemma,
        certainty: verb.certainty(word),
        polarity: verb.polarity(word),
        factuality: Some((word.factuality * 100.0).round() / 100.0),
        tense: verb.tense(),
        participants: verb.participants(places),
        place: within(&places.places),
        time: within(&places.times),
        quantities: Vec::new(),
    };
    Some(Mark { span: token.span, value: Value::Event(event), score: word.event, by: EXTRACTOR.name })
}

/// An event with a negation is denied if it is less factual.
const NOT_SO: f32 = 2.0;

/// "will" in all its spellings.
const WILL: &[&str] = &["will", "shall", "wo", "'ll", "’ll"];

/// The word of an event in its tree.
struct Verb<'e, 'a> {
    doc: &'e Doc<'a>,
    scores: &'e Scores,
    i: usize,
    near: Range<usize>,
}

impl Verb<'_, '_> {
    /// What depends on it by one of these relations, each with all that hangs on it.
    fn dependents(&self, rels: &[&str]) -> Vec<Span> {
        let heads = self.scores.dependents(self.i, self.near.clone());
        let heads = heads.filter(|k| rels.contains(&self.scores.rel(*k)));
        heads.filter_map(|k| self.doc.span(self.scores.subtree(k, self.near.clone()))).collect()
    }

    /// Whether one of `words` is an auxiliary of it.
    fn has(&self, words: &[&str]) -> bool {
        self.auxiliaries().any(|k| words.iter().any(|word| self.doc.is(k, word)))
    }

    fn auxiliaries(&self) -> impl Iterator<Item = usize> + '_ {
        self.scores
            .dependents(self.i, self.near.clone())
            .filter(|k| matches!(self.scores.rel(*k), "aux" | "aux:pass" | "cop"))
    }

    /// Modals of possibility are never more than that, and what will be is predicted, not doubted; else the head's word,
    /// unless the score says that nothing is settled.
    fn certainty(&self, word: &Word) -> Certainty {
        match word.certainty {
            Certainty::Certain | Certainty::Probable if self.has(&["may", "might", "could"]) => {
                Certainty::Possible
            }
            Certainty::Probable if self.has(WILL) => Certainty::Certain,
            Certainty::Certain if word.factuality.abs() < 1.0 => Certainty::Possible,
            said => said,
        }
    }

    /// The head's word; "not" on a verb that is not said to be so denies it.
    fn polarity(&self, word: &Word) -> Polarity {
        let mut own = self.scores.dependents(self.i, self.near.clone());
        let denied = own.any(|k| is_not(self.doc.word(k)) || self.doc.is(k, "never") || self.doc.is(k, "no"));
        if denied && word.factuality < NOT_SO { Polarity::Negated } else { word.polarity }
    }

    /// By the form of the verb and its auxiliaries; nouns have none.
    fn tense(&self) -> Tense {
        let (doc, i) = (self.doc, self.i);
        let tagged = |tags: &[Tag]| self.auxiliaries().chain([i]).any(|k| tags.contains(&doc.tag(k)));
        match doc.tag(i) {
            _ if self.has(WILL) || is_going_to(doc, i) => Tense::Future,
            _ if tagged(&[Tag::Vbd]) || self.has(&["has", "have", "'ve", "’ve", "had"]) => Tense::Past,
            _ if tagged(&[Tag::Vbz, Tag::Vbp]) => Tense::Present,
            Tag::Vbn => Tense::Past,
            _ => Tense::None,
        }
    }

    /// Roles by grammatical relation: who acts is the subject, or whom "by" names.
    fn participants(&self, places: &Places) -> Vec<Participant> {
        let agents = self.dependents(&["nsubj", "obl:agent"]);
        let patients = self.dependents(&["nsubj:pass", "obj"]);
        let recipients = self.dependents(&["iobj"]);
        let roles = [("agent", agents), ("patient", patients), ("recipient", recipients)];
        let mut found: Vec<Participant> = roles
            .into_iter()
            .flat_map(|(role, spans)| spans.into_iter().map(move |span| (role, span)))
            .filter_map(|(role, span)| {
                let span = self.without_by(span)?;
                Some(Participant {
                    role: role.to_owned(),
                    span,
                    entity: first_in(&places.names, span).map(Link::At),
                })
            })
            .collect();
        found.sort_by_key(|participant| participant.span);
        found
    }

    fn without_by(&self, span: Span) -> Option<Span> {
        let tokens = self.doc.tokens_in(span);
        let by = usize::from(self.doc.is(tokens.start, "by"));
        self.doc.span(tokens.start + by..tokens.end)
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
