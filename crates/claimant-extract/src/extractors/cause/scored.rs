//! Causal links as the encoder found them, the rules' where it found only that there is one.

use std::ops::Range;

use claimant_doc::{Cause, Doc, Mark, Tag, Value};

use super::{EXTRACTOR, certainty};
use crate::Scores;
use crate::scores::{CAUSAL, CausePart, Labelled};

/// The links of every sentence that states one.
pub fn links(doc: &Doc<'_>, scores: &Scores, rules: Vec<Mark>) -> Vec<Mark> {
    let mut links = Vec::new();
    let mut rules = rules.into_iter().peekable();
    let mut parts = &scores.causes[..];
    for (sentence, read) in doc.sentences.iter().zip(&scores.sentences) {
        let here = parts.partition_point(|part| part.tokens.start < sentence.tokens.end);
        let (own, rest) = parts.split_at(here);
        parts = rest;
        let mut by_rule = Vec::new();
        while let Some(rule) = rules.next_if(|rule| rule.span.start() < sentence.span.end()) {
            by_rule.push(rule);
        }
        if read.causal < CAUSAL {
            continue;
        }
        // Where rules read a cue, a link without one is a worse reading of the same words.
        let said = |link: &Found| link.cue.is_some() || by_rule.is_empty();
        let found = pairs(own).into_iter().filter(|link| said(link) && is_stated(doc, link, read.causal));
        let found = found.filter_map(|link| mark(doc, &link, read.causal));
        let before = links.len();
        links.extend(found);
        if links.len() == before {
            links.append(&mut by_rule);
        }
    }
    links
}

/// A link without a cue, or with one that mostly says when, must be as probable: news says most of its causes.
const UNSAID: f32 = 0.95;
/// Words that begin cues of time and circumstance more often than of causes.
const WEAK_CUES: &[&str] = &["as", "when", "with"];
/// Words that begin no cue, whatever they seem to link: sources, times and contrasts.
const NO_CUES: &[&str] =
    &["according", "although", "and", "before", "but", "despite", "even", "if", "though", "whereas", "while"];

/// Whether a link is stated: by a cue, or so clearly that none is needed; and of what happens or is, not of bare names.
fn is_stated(doc: &Doc<'_>, link: &Found, causal: f32) -> bool {
    let tells = |side: &Range<usize>| {
        side.clone().any(|i| doc.tag(i).is_verb() || matches!(doc.tag(i), Tag::Nn | Tag::Nns))
    };
    let said = match &link.cue {
        Some(cue) => {
            let spite = doc.is(cue.start, "in") && doc.is(cue.start + 1, "spite");
            let begins = |words: &[&str]| words.iter().any(|word| doc.is(cue.start, word));
            !spite && !begins(NO_CUES) && (!begins(WEAK_CUES) || causal >= UNSAID)
        }
        None => causal >= UNSAID,
    };
    said && tells(&link.cause) && tells(&link.effect)
}

/// Cause, effect and cue in tokens.
struct Found {
    cause: Range<usize>,
    effect: Range<usize>,
    cue: Option<Range<usize>>,
}

/// Each effect with the cause nearest to it, each further cause with its nearest effect, and the cue nearest to both.
/// What one link names as its effect may be the cause of another, but never its own.
fn pairs(parts: &[Labelled<CausePart>]) -> Vec<Found> {
    let of = |wanted: CausePart| {
        parts.iter().filter(move |part| part.label == wanted).map(|part| part.tokens.clone())
    };
    let apart = |a: &Range<usize>, b: &Range<usize>| a.end <= b.start || b.end <= a.start;
    let gap =
        |a: &Range<usize>, b: &Range<usize>| b.start.saturating_sub(a.end).max(a.start.saturating_sub(b.end));
    let nearest = |wanted, to: &Range<usize>| {
        of(wanted).filter(|part| apart(part, to)).min_by_key(|part| gap(part, to))
    };
    let link = |cause: Range<usize>, effect: Range<usize>| {
        let free = of(CausePart::Cue).filter(|cue| apart(cue, &cause) && apart(cue, &effect));
        let cue = free.min_by_key(|cue| gap(cue, &effect) + gap(cue, &cause));
        Found { cause, effect, cue }
    };
    let mut found: Vec<Found> = of(CausePart::Effect)
        .filter_map(|effect| Some(link(nearest(CausePart::Cause, &effect)?, effect)))
        .collect();
    for cause in of(CausePart::Cause) {
        if found.iter().all(|link| link.cause != cause) {
            found.extend(nearest(CausePart::Effect, &cause).map(|effect| link(cause, effect)));
        }
    }
    found
}

fn mark(doc: &Doc<'_>, found: &Found, score: f32) -> Option<Mark> {
    let (cause, effect) = (doc.span(found.cause.clone())?, doc.span(found.effect.clone())?);
    let anchor = found
        .cue
        .clone()
        .unwrap_or_else(|| found.cause.end.min(found.effect.end)..found.cause.start.max(found.effect.start));
    let value = Cause {
        id: String::new(),
        cause,
        effect,
        cue: found.cue.clone().and_then(|cue| doc.span(cue)),
        certainty: certainty::near(doc, anchor),
        claim: None,
    };
    Some(Mark { span: cause.to(effect), value: Value::Cause(value), score, by: EXTRACTOR.name })
}
