//! Words between quotation marks.

use claimant_doc::{Doc, Layer, Mark, Marks};

use super::Extractor;

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "quotation",
    about: "Words between quotation marks.",
    reads: &[],
    writes: Layer::Quotation,
    run,
};

fn run(_doc: &Doc<'_>, _marks: &Marks) -> Vec<Mark> {
    Vec::new()
}
