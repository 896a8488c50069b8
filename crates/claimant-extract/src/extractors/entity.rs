//! Names of people, places, organisations and groups.
//!
//! A name is a run of words with capitals, with the small words that join them ("Bank of Osei", "Omar al-Rashid").
//! Titles before a person's name are roles ("FBI Director" of "FBI Director Ada Stone"). The first word of a sentence
//! counts only if the rest of the text bears it out. Kinds come from lists and from cues around the name; mentions of
//! one name, its surname and its acronym make one entity. No pronouns, no common nouns.
//!
//! Where the encoder has read the text, names and kinds are its own, and lists only add countries and roles.

mod events;
mod kinds;
mod lists;
mod merge;
mod runs;
mod scored;

use claimant_doc::{Doc, Layer, Mark, Marks};

use super::Extractor;
use crate::Scores;

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "entity",
    about: "Names of people, places, organisations and groups.",
    reads: &[],
    writes: Layer::Entity,
    run,
};

fn run(doc: &Doc<'_>, scores: &Scores, _marks: &Marks) -> Vec<Mark> {
    let names = if scores.is_empty() {
        kinds::names(doc, runs::runs(doc))
    } else {
        scored::names(doc, &scores.names)
    };
    merge::entities(doc, names)
}
