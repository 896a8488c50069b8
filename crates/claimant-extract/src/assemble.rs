//! Marks in, items with ids and claims out. Only this step chooses between overlapping marks.
//!
//! ```text
//! Marks ─choose→ items ─number, link→ ids ─nest→ attributions ─layers→ regions ─clauses, status→ claims
//! ```
//!
//! The article's own voice is a layer like any other: what no attribution's content, cue or source takes up.

mod antecedents;
mod attributions;
mod causes;
mod choose;
mod claims;
mod comparisons;
mod entities;
mod key;
mod layers;
mod links;
mod located;
mod pleaded;
mod speakers;
mod status;
mod warnings;

use claimant_doc::{Doc, Generator, Marks, Reading};

use crate::Scores;

/// The reading of `doc`, but for its article and findings.
pub fn assemble(doc: &Doc<'_>, scores: &Scores, marks: &Marks) -> Reading {
    let mut reading = Reading {
        generator: Generator { version: env!("CARGO_PKG_VERSION").to_owned(), model: scores.model.clone() },
        warnings: warnings::warnings(doc, marks),
        sentences: doc.sentences.iter().map(|s| s.span).collect(),
        entities: entities::entities(doc, marks),
        times: choose::times(marks),
        quantities: choose::quantities(marks),
        events: choose::events(marks),
        ..Reading::default()
    };
    let nested = attributions::nested(doc, marks);
    let mut places = links::Places::number(&mut reading, &nested);
    reading.attributions = attributions::items(&nested, &places, marks);
    speakers::doubt(doc, &nested, &reading.entities, &mut reading.attributions);
    antecedents::resolve(doc, &places, &reading.entities, &mut reading.attributions);
    places.resolve(&mut reading);
    places.keep_clear(marks);
    reading.claims = claims::claims(doc, scores, marks, &nested, &reading, &places);
    reading.causes = causes::causes(marks, &reading);
    reading.comparisons = comparisons::comparisons(doc.text(), &reading);
    reading
}
