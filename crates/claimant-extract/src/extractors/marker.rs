//! Words that tell how sure a claimant is.

use claimant_doc::{Doc, Layer, Mark, Marks};

use super::Extractor;

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "marker",
    about: "Words that tell how sure a claimant is.",
    reads: &[Layer::Quotation],
    writes: Layer::Marker,
    run,
};

fn run(_doc: &Doc<'_>, _marks: &Marks) -> Vec<Mark> {
    Vec::new()
}
