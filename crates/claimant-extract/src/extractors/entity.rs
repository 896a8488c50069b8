//! Names of people, places, organisations and groups.
//!
//! A name is a run of words with capitals, with the small words that join them ("Bank of Osei", "Omar al-Rashid").
//! Titles before a person's name are roles ("FBI Director" of "FBI Director Ada Stone"). The first word of a sentence
//! counts only if the rest of the text bears it out. Kinds come from lists and from cues around the name; mentions of
//! one name, its surname and its acronym make one entity. No pronouns, no common nouns: an encoder knows those better.

mod kinds;
mod lists;
mod merge;
mod runs;

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

fn run(doc: &Doc<'_>, _marks: &Marks) -> Vec<Mark> {
    merge::entities(doc, kinds::names(doc, runs::runs(doc)))
}
