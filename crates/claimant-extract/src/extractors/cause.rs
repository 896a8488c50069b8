//! Causal links that a cue states.

use claimant_doc::{Doc, Layer, Mark, Marks};

use super::Extractor;

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "cause",
    about: "Causal links that a cue states.",
    reads: &[Layer::Attribution],
    writes: Layer::Cause,
    run,
};

fn run(_doc: &Doc<'_>, _marks: &Marks) -> Vec<Mark> {
    Vec::new()
}
