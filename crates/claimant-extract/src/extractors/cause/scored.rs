//! Causal links as the encoder found them, the rules' where it found only that there is one.

use std::ops::Range;

use claimant_doc::{Cause, Doc, Mark, Value};

use super::{EXTRACTOR, certainty};
use crate::Scores;
use crate::scores::{CausePart, Labelled};

/// A sentence states a link if that is at least as probable.
const LEAST: f32 = 0.5;

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
        if read.causal < LEAST {
            continue;
        }
        let found = pairs(own).into_iter().filter(|link| is_stated(doc, link, read.causal));
        let found = found.filter_map(|link| mark(doc, &link, read.causal));
        let before = links.len();
        links.extend(found);
        if links.len() == before {
            links.append(&mut by_rule);
        }
    }
    links
}

/// A link without a cue must be as probable.
const UNSAID: f32 = 0.85;

/// Whether a link is stated: by a cue, which a source's is not, or so clearly that none is needed.
fn is_stated(doc: &Doc<'_>, link: &Found, causal: f32) -> bool {
    match &link.cue {
        Some(cue) => !doc.is(cue.start, "according"),
        None => causal >= UNSAID,
    }
}

/// Cause, effect and cue in tokens.
struct Found {
    cause: Range<usize>,
    effect: Range<usize>,
    cue: Option<Range<usize>>,
}

/// Each effect with the cause nearest to it, and the cue nearest to both.
fn pairs(parts: &[Labelled<CausePart>]) -> Vec<Found> {
    let of = |wanted: CausePart| {
        parts.iter().filter(move |part| part.label == wanted).map(|part| part.tokens.clone())
    };
    let gap =
        |a: &Range<usize>, b: &Range<usize>| b.start.saturating_sub(a.end).max(a.start.saturating_sub(b.end));
    let mut found: Vec<Found> = Vec::new();
    for effect in of(CausePart::Effect) {
        let Some(cause) = of(CausePart::Cause).min_by_key(|cause| gap(cause, &effect)) else { break };
        let cue = of(CausePart::Cue).min_by_key(|cue| gap(cue, &effect) + gap(cue, &cause));
        found.push(Found { cause, effect, cue });
    }
    // A second cause of the same effect is another link.
    for cause in of(CausePart::Cause) {
        if found.iter().any(|link| link.cause == cause) {
            continue;
        }
        let Some(effect) = of(CausePart::Effect).min_by_key(|effect| gap(effect, &cause)) else { break };
        let cue = of(CausePart::Cue).min_by_key(|cue| gap(cue, &effect) + gap(cue, &cause));
        found.push(Found { cause, effect, cue });
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
