//! Causal links that a cue states: "because", "led to", "in response to". That one thing came after another is none.
//!
//! `data/causes.tsv` holds the cues. A link is read inside the smallest attributed content that holds its cue, so
//! that "police said" belongs to no cause; a cue with a side missing states nothing.
//!
//! Where the encoder has read the text, it says which sentences state a link and where its parts are; the rules stand in
//! where it finds no parts.

mod certainty;
mod rules;
mod scene;
mod scored;
mod table;

use std::ops::Range;

use claimant_doc::{Cause, Doc, Layer, Mark, Marks, Span, Value};

use super::Extractor;
use crate::Scores;
use rules::Found;
use scene::Scene;

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "cause",
    about: "Causal links that a cue states.",
    reads: &[Layer::Attribution],
    writes: Layer::Cause,
    run,
};

/// Tokens looked at on either side of a cue.
const REACH: usize = 120;
/// Attributed contents looked at before a cue.
const NEAR: usize = 24;

fn run(doc: &Doc<'_>, scores: &Scores, marks: &Marks) -> Vec<Mark> {
    let links = by_rule(doc, marks);
    if scores.is_empty() { links } else { scored::links(doc, scores, links) }
}

fn by_rule(doc: &Doc<'_>, marks: &Marks) -> Vec<Mark> {
    let contents = contents(marks);
    let mut links = Vec::new();
    let mut i = 0;
    while i < doc.tokens.len() {
        let Some((row, end)) = table::at(doc, i) else {
            i += 1;
            continue;
        };
        links.extend(regions(doc, &contents, i..end).into_iter().flatten().find_map(|region| {
            let tokens: Vec<usize> = region.clone().collect();
            let scene = Scene::new(doc, &tokens);
            let found = rules::link(&scene, row, i - region.start..end - region.start)?;
            mark(doc, &scene, &found, region.start)
        }));
        i = end;
    }
    links
}

/// The pieces of all attributed contents, in text order.
fn contents(marks: &Marks) -> Vec<Span> {
    let mut contents: Vec<Span> = marks.attributions().flat_map(|a| a.content.iter().copied()).collect();
    contents.sort_unstable();
    contents
}

/// Where a cue may be read, the best first: the smallest attributed content that holds it, its sentence.
fn regions(doc: &Doc<'_>, contents: &[Span], cue: Range<usize>) -> [Option<Range<usize>>; 2] {
    let Some(span) = doc.span(cue.clone()) else { return [None, None] };
    let Some(sentence) = doc.sentence_at(span.start()).map(|s| &doc.sentences[s]) else {
        return [None, None];
    };
    let near = cue.start.saturating_sub(REACH)..(cue.end + REACH);
    let within = |tokens: Range<usize>| {
        let start = tokens.start.max(sentence.tokens.start).max(near.start);
        let end = tokens.end.min(sentence.tokens.end).min(near.end);
        (start <= cue.start && cue.end <= end).then_some(start..end)
    };
    let after = contents.partition_point(|content| content.start() <= span.start());
    let smallest = contents[after.saturating_sub(NEAR)..after]
        .iter()
        .filter(|content| content.contains(span))
        .min_by_key(|content| content.end() - content.start());
    [smallest.and_then(|content| within(doc.tokens_in(*content))), within(sentence.tokens.clone())]
}

fn mark(doc: &Doc<'_>, scene: &Scene<'_, '_>, found: &Found, base: usize) -> Option<Mark> {
    let span = |range: &Range<usize>| doc.span(range.start + base..range.end + base);
    let (cause, effect, cue) = (span(&found.cause)?, span(&found.effect)?, span(&found.cue)?);
    let certainty = certainty::of(scene, found);
    let value = Cause { id: String::new(), cause, effect, cue: Some(cue), certainty, claim: None };
    Some(Mark { span: cause.to(effect), value: Value::Cause(value), score: 1.0, by: EXTRACTOR.name })
}
