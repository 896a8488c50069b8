//! Time expressions, resolved to days and periods.

use claimant_doc::{Doc, Layer, Mark, Marks};

use super::Extractor;

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "time",
    about: "Time expressions, resolved to days and periods.",
    reads: &[Layer::Quotation],
    writes: Layer::Time,
    run,
};

fn run(_doc: &Doc<'_>, _marks: &Marks) -> Vec<Mark> {
    Vec::new()
}
