//! Who says what: source, cue and content.

use claimant_doc::{Doc, Layer, Mark, Marks};

use super::Extractor;

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "attribution",
    about: "Who says what: source, cue and content.",
    reads: &[Layer::Quotation, Layer::Entity, Layer::Time],
    writes: Layer::Attribution,
    run,
};

fn run(_doc: &Doc<'_>, _marks: &Marks) -> Vec<Mark> {
    Vec::new()
}
