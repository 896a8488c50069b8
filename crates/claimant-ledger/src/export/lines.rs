//! JSON Lines: the record of the public contract, whole, one article a line.
//!
//! What people decided stands at the end of the line, as `review`, and only where there is something.

use claimant_doc::Record;
use serde::Serialize;

use super::node::{Node, list, object};
use super::view::{View, decision};
use super::{Body, Options};

pub(super) const BODY: Body = Body::One { file: "articles.jsonl", head: "", items, between: "", foot: "" };

#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    record: Record,
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<Node>,
}

fn items(view: &View<'_>, _: &Options) -> Vec<String> {
    let line = Line { record: Record::from(view.reading.clone()), review: review(view) };
    // A record has text keys only, and numbers that are not finite become null.
    vec![serde_json::to_string(&line).unwrap_or_default() + "\n"]
}

/// Of each item that was decided on, what and by whom, oldest first.
fn review(view: &View<'_>) -> Option<Node> {
    let mut all = Vec::new();
    for (id, decisions) in view.reviewed.decisions() {
        all.push(object([("about", id.into()), ("decisions", list(decisions.iter().map(decision)))]));
    }
    (!all.is_empty()).then_some(Node::List(all))
}
