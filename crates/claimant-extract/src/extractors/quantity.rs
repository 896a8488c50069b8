//! Figures with their bounds, units and what they count.

use claimant_doc::{Doc, Layer, Mark, Marks};

use super::Extractor;

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "quantity",
    about: "Figures with their bounds, units and what they count.",
    reads: &[Layer::Time],
    writes: Layer::Quantity,
    run,
};

fn run(_doc: &Doc<'_>, _marks: &Marks) -> Vec<Mark> {
    Vec::new()
}
