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

static NEGATORS: LazyLock<Table<()>> =
    LazyLock::new(|| Table::parse(include_str!("../../data/negators.tsv"), |_| Some(())));

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

/// Verbs whose "not" is about what they introduce: "do not think that he came" (neg-raising; Horn 1978), "without having to
/// say so".
const RAISES: &[&str] = &["think", "believe", "expect", "suppose", "seem", "appear", "have"];

/// Relations of the words that clauses hang on, or how they begin.
const CLAUSES: &[&str] = &["root", "ccomp", "xcomp", "advcl", "acl", "conj", "parataxis", "csubj"];

/// Words whose complements are not said to be so: what may be, and what is likely.
const FEARED: &[&str] = &["fear", "worry", "concern", "hope"];
const EXPECTED: &[&str] = &["expect", "seem", "appear"];

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

    /// Whether one of `words` is an auxiliary of token `i`.
    fn has(&self, i: usize, words: &[&str]) -> bool {
        self.auxiliaries(i).any(|k| words.iter().any(|word| self.doc.is(k, word)))
    }

    fn auxiliaries(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        self.scores
            .dependents(i, self.near.clone())
            .filter(|k| matches!(self.scores.rel(*k), "aux" | "aux:pass" | "cop"))
    }

    /// Modals of possibility are never more than that, nor is what is feared or hoped; what will be is predicted, not
    /// doubted, unless on a condition; else the head's word, unless the score says that nothing is settled.
    fn certainty(&self, word: &Word) -> Certainty {
        match word.certainty {
            Certainty::Certain | Certainty::Probable if self.may_be() || self.completes(FEARED) => {
                Certainty::Possible
            }
            Certainty::Certain | Certainty::Probable if self.completes(EXPECTED) => Certainty::Probable,
            _ if self.has(self.i, WILL) && !self.is_conditional() => Certainty::Certain,
            Certainty::Certain if word.factuality.abs() < 1.0 => Certainty::Possible,
            said => said,
        }
    }

    /// Whether it, or what it completes ("could continue to gain"), only may be so.
    fn may_be(&self) -> bool {
        let mut completes = self.upwards(self.i).scan(true, |goes_on, k| {
            let here = goes_on.then_some(k);
            *goes_on = self.scores.rel(k) == "xcomp";
            here
        });
        completes.any(|k| self.has(k, &["may", "might", "could"]))
    }

    /// Whether it is the complement of one of these words: "fears that it will fall".
    fn completes(&self, lemmas: &[&str]) -> bool {
        let (doc, marks) = (self.doc, ["that", "to"]);
        let mut own = self.scores.dependents(self.i, self.near.clone());
        let complement = match self.scores.rel(self.i) {
            "ccomp" | "xcomp" => true,
            "acl" => own.any(|k| marks.iter().any(|mark| doc.is(k, mark))),
            _ => false,
        };
        let over = self.upwards(self.i).nth(1).filter(|_| complement);
        over.is_some_and(|k| lemmas.contains(&&*lemma::lemma(doc.word(k), doc.tag(k))))
    }

    /// Whether a condition hangs on it.
    fn is_conditional(&self) -> bool {
        let own = |i: usize| self.scores.dependents(i, self.near.clone());
        let opens = |i: usize| self.doc.is(i, "if") || self.doc.is(i, "unless");
        own(self.i).any(|clause| self.scores.rel(clause) == "advcl" && own(clause).any(opens))
    }

    /// The head's word, where something over the event can negate it; "not" on a verb that is not said to be so denies it,
    /// and "not think" denies what is thought.
    fn polarity(&self, word: &Word) -> Polarity {
        match word.polarity {
            _ if self.is_denied(self.i) && word.factuality < NOT_SO => Polarity::Negated,
            _ if self.is_not_thought() => Polarity::Negated,
            Polarity::Negated if !self.is_under_a_negator() => Polarity::Affirmed,
            said => said,
        }
    }

    /// Whether "not", "never", "no" or "without" hangs on token `i`.
    fn is_denied(&self, i: usize) -> bool {
        let mut own = self.scores.dependents(i, self.near.clone());
        own.any(|k| {
            is_not(self.doc.word(k)) || ["never", "no", "without"].iter().any(|no| self.doc.is(k, no))
        })
    }

    /// Whether it is what somebody does not think, or what does not seem to be so.
    fn is_not_thought(&self) -> bool {
        self.completes(RAISES) && self.upwards(self.i).nth(1).is_some_and(|k| self.is_denied(k))
    }

    /// Whether the event or a word over it negates, or has a word of its own that does: one of another clause says nothing
    /// of it.
    fn is_under_a_negator(&self) -> bool {
        let mut negators = self.near.clone().filter(|k| *k != self.i && negates(self.doc, *k));
        let over: Vec<usize> = self.upwards(self.i).collect();
        negators.any(|k| over.contains(&k) || over.contains(&self.clause_of(k)))
    }

    /// Token `i`, its head, and so on up to the root.
    fn upwards(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        let head = |k: &usize| self.scores.words.get(*k).and_then(|word| word.head).map(|head| head as usize);
        std::iter::successors(Some(i), head).take(self.near.len())
    }

    /// The word that the clause of token `i` hangs on.
    fn clause_of(&self, i: usize) -> usize {
        let heads = |k: &usize| CLAUSES.iter().any(|rel| self.scores.rel(*k).starts_with(rel));
        self.upwards(i).find(heads).unwrap_or(i)
    }

    /// By the form of the verb and its auxiliaries; nouns have none.
    fn tense(&self) -> Tense {
        let (doc, i) = (self.doc, self.i);
        let tagged = |tags: &[Tag]| self.auxiliaries(i).chain([i]).any(|k| tags.contains(&doc.tag(k)));
        match doc.tag(i) {
            _ if self.has(i, WILL) || is_going_to(doc, i) => Tense::Future,
            _ if tagged(&[Tag::Vbd]) || self.has(i, &["has", "have", "'ve", "’ve", "had"]) => Tense::Past,
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

/// Whether token `i` may say of another that it is not so.
fn negates(doc: &Doc<'_>, i: usize) -> bool {
    let word = doc.word(i);
    is_not(word) || NEGATORS.get(&lemma::lemma(word, doc.tag(i))).is_some()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_negator_has_an_example_of_it() {
        for row in crate::lexicon::rows(include_str!("../../data/negators.tsv")) {
            let words = row[1].split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
            let tags = [Tag::Vbd, Tag::Vbz, Tag::Nn, Tag::Rb];
            let lemmas = words.flat_map(|word| tags.map(|tag| lemma::lemma(&word, tag).into_owned()));
            assert!(lemmas.clone().any(|lemma| lemma == row[0]), "{}", row[0]);
            assert!(NEGATORS.get(row[0]).is_some());
        }
    }
}
