//! Words that tell how sure a claimant is, or turn what is said round: "may", "allegedly", "unless", "not".
//!
//! Words alone decide nothing: "May" is a month, "could not" an inability, "was denied a visa" a refusal. Each row of
//! `data/markers.tsv` says what must stand around its words. What a marker governs is for assembly to say.

pub(crate) mod table;

use claimant_doc::{Doc, Layer, Mark, Marker, Marks, Value};

use super::Extractor;
use crate::Scores;

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "marker",
    about: "Words that tell how sure a claimant is.",
    reads: &[Layer::Quotation],
    writes: Layer::Marker,
    run,
};

fn run(doc: &Doc<'_>, _scores: &Scores, _marks: &Marks) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut i = 0;
    while i < doc.tokens.len() {
        let found = table::at(doc, i).and_then(|(row, end)| Some((row, end, doc.span(i..end)?)));
        let Some((row, end, span)) = found else {
            i += 1;
            continue;
        };
        let value = Value::Marker(Marker { span, kind: row.kind });
        marks.push(Mark { span, value, score: 1.0, by: EXTRACTOR.name });
        i = end;
    }
    marks
}
