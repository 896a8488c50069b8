//! W3C Web Annotation: each claim pinned to its words.
//!
//! The target says which words by quote and by position, in code points, and which text they are in by its hash: the
//! clean text, not the page it was cleaned from. Words that stand apart are one composite target. The first body is a
//! line for people, the second the record as JSON.

use claimant_doc::{Claim, Span};

use super::node::{Node, list, object};
use super::view::View;
use super::{Body, Options};

pub(super) const BODY: Body = Body::One {
    file: "annotations.jsonld",
    head: "{\"@context\":[\"http://www.w3.org/ns/anno.jsonld\",{\"sha256\":\"https://schema.org/sha256\"}],\
           \"id\":\"urn:claimant:annotations\",\"type\":\"AnnotationPage\",\"items\":[\n",
    items,
    between: ",\n",
    foot: "\n]}\n",
};

/// Code points of context on either side of a quote.
const CONTEXT: usize = 32;

fn items(view: &View<'_>, _: &Options) -> Vec<String> {
    view.kept().map(|(claim, key)| annotation(view, claim, key).line()).collect()
}

fn annotation(view: &View<'_>, claim: &Claim, key: &str) -> Node {
    object([
        ("id", format!("urn:claimant:{key}").into()),
        ("type", "Annotation".into()),
        ("motivation", "describing".into()),
        ("generator", generator(view)),
        ("body", list([for_people(view, claim), for_programs(view, claim, key)])),
        ("target", target(view, claim)),
    ])
}

fn generator(view: &View<'_>) -> Node {
    let generator = &view.reading.generator;
    let model = generator.model.iter().map(|model| format!(" with {model}")).collect::<String>();
    object([("type", "Software".into()), ("name", format!("claimant {}{model}", generator.version).into())])
}

fn for_people(view: &View<'_>, claim: &Claim) -> Node {
    let review = view.decisions(&claim.id).map(|shown| format!(" [{shown}]")).collect::<String>();
    object([
        ("type", "TextualBody".into()),
        ("purpose", "describing".into()),
        ("format", "text/plain".into()),
        ("value", (view.line(claim) + &review).into()),
    ])
}

fn for_programs(view: &View<'_>, claim: &Claim, key: &str) -> Node {
    object([
        ("type", "TextualBody".into()),
        ("purpose", "classifying".into()),
        ("format", "application/json".into()),
        ("value", view.record(claim, key).line().into()),
    ])
}

fn target(view: &View<'_>, claim: &Claim) -> Node {
    let mut parts: Vec<Node> = claim.content.iter().map(|span| part(view, *span)).collect();
    match parts.len() {
        1 => parts.remove(0),
        _ => object([("type", "Composite".into()), ("items", Node::List(parts))]),
    }
}

fn part(view: &View<'_>, span: Span) -> Node {
    let [start, end] = view.ends(span);
    let (prefix, suffix) = around(view.article().text(), span);
    let quote = object([
        ("type", "TextQuoteSelector".into()),
        ("exact", view.quote(span).into()),
        ("prefix", prefix.into()),
        ("suffix", suffix.into()),
    ]);
    let position =
        object([("type", "TextPositionSelector".into()), ("start", start.into()), ("end", end.into())]);
    object([
        ("type", "SpecificResource".into()),
        ("source", source(view)),
        ("selector", list([quote, position])),
    ])
}

fn source(view: &View<'_>) -> Node {
    object([
        ("id", view.address().into()),
        ("type", "Text".into()),
        ("format", "text/plain".into()),
        ("language", view.article().language.as_ref().into()),
        ("sha256", view.article().id().into()),
    ])
}

/// The words just before and just after `span`.
fn around(text: &str, span: Span) -> (&str, &str) {
    let (before, after) = (&text[..span.start()], &text[span.end()..]);
    let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    (&before[from..], &after[..to])
}
