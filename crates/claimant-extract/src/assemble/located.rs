//! Names and the places they are found to be: where both speak of the same words, the place stands.

use claimant_doc::{Entity, EntityKind, Marks, Mention, Span};

/// Entities with a name; those that are places have their coordinates.
pub fn named(marks: &Marks) -> Vec<Entity> {
    let mut entities: Vec<Entity> = marks.entities().cloned().collect();
    let mut taken: Vec<Span> = marks.places().flat_map(|place| &place.mentions).map(|m| m.span).collect();
    taken.sort_unstable();
    for entity in &mut entities {
        let kind = entity.kind;
        entity.mentions.retain(|mention| !is_taken(mention, kind, &taken));
    }
    entities.retain(|entity| !entity.mentions.is_empty());
    entities.extend(marks.places().cloned());
    entities
}

/// Whether a place stands in this spot or holds it, or ends here what the names layer takes for a longer place: "north
/// Georgia".
fn is_taken(mention: &Mention, kind: EntityKind, taken: &[Span]) -> bool {
    let span = mention.span;
    let first = taken.partition_point(|other| other.start() < span.start());
    let held =
        first.checked_sub(1).and_then(|before| taken.get(before)).is_some_and(|other| other.contains(span));
    let mut inside = taken.iter().skip(first).take_while(|other| other.start() < span.end());
    held || inside.any(|other| other.contains(span) || kind == EntityKind::Place && other.end() == span.end())
}
