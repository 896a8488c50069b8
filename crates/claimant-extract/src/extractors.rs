//! The table of extractors. Help, switches, docs and the quality table follow from it.

mod attribution;
mod cause;
mod coreference;
mod entity;
mod event;
pub(crate) mod marker;
mod place;
mod quantity;
mod quotation;
mod time;

use claimant_doc::{Doc, Layer, Mark, Marks};

use crate::Scores;

/// One way of finding marks in a document.
pub struct Extractor {
    /// The key in the CLI, JSON, ledger and docs; reads well after "only".
    pub name: &'static str,
    /// One line for people.
    pub about: &'static str,
    /// Layers that must be there before it runs.
    pub reads: &'static [Layer],
    /// The layer that it adds to.
    pub writes: Layer,
    /// Finds the marks. Reads what is there, edits nothing.
    pub run: fn(&Doc<'_>, &Scores, &Marks) -> Vec<Mark>,
}

/// Every extractor, in the order they run.
pub const EXTRACTORS: &[Extractor] = &[
    quotation::EXTRACTOR,
    entity::EXTRACTOR,
    time::EXTRACTOR,
    place::EXTRACTOR,
    coreference::EXTRACTOR,
    quantity::EXTRACTOR,
    attribution::EXTRACTOR,
    marker::EXTRACTOR,
    cause::EXTRACTOR,
    event::EXTRACTOR,
];

/// Every layer that is read is written by a row above.
const _: () = {
    let mut row = 0;
    while row < EXTRACTORS.len() {
        let mut read = 0;
        while read < EXTRACTORS[row].reads.len() {
            let mut above = 0;
            while above < row && EXTRACTORS[above].writes as u8 != EXTRACTORS[row].reads[read] as u8 {
                above += 1;
            }
            assert!(above < row, "an extractor reads a layer that no row above it writes");
            read += 1;
        }
        row += 1;
    }
};
