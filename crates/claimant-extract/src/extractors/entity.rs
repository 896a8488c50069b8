//! Names of people, places, organisations and groups.

use claimant_doc::{Doc, Layer, Mark, Marks};

use super::Extractor;

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "entity",
    about: "Names of people, places, organisations and groups.",
    reads: &[],
    writes: Layer::Entity,
    run,
};

fn run(_doc: &Doc<'_>, _marks: &Marks) -> Vec<Mark> {
    Vec::new()
}
