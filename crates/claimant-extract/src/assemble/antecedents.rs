//! Relative pronouns as sources: in "Ana Lind, who said …" it is Ana Lind who says it.

use std::collections::BTreeMap;

use claimant_doc::{Attribution, Doc, Entity, EntityKind, Link, Mention, MentionForm, SourceKind, Span, Tag};

use super::links::Places;

/// Gives each source that is a relative pronoun the entity whose name stands right before it.
pub fn resolve(doc: &Doc<'_>, places: &Places, entities: &[Entity], items: &mut [Attribution]) {
    let entities: BTreeMap<&str, &Entity> =
        entities.iter().map(|entity| (entity.id.as_str(), entity)).collect();
    for item in items.iter_mut().filter(|item| item.source_entity.is_none()) {
        let source = item.source.first().copied();
        if let Some(entity) = source.and_then(|source| antecedent(doc, places, &entities, source)) {
            item.source_entity = Some(Link::Id(entity.id.clone()));
            item.source_kind = item.source_kind.or(kind(entity.kind));
        }
    }
}

/// What kind of source an entity is.
fn kind(kind: EntityKind) -> Option<SourceKind> {
    match kind {
        EntityKind::Person => Some(SourceKind::Person),
        EntityKind::Organization => Some(SourceKind::Organization),
        EntityKind::Group => Some(SourceKind::Group),
        _ => None,
    }
}

/// Whom a relative pronoun means: the name that ends before it, over a comma or not. Not who stands after "of": "a friend
/// of Ana Lind, who said …".
fn antecedent<'e>(
    doc: &Doc<'_>,
    places: &Places,
    entities: &BTreeMap<&str, &'e Entity>,
    source: Span,
) -> Option<&'e Entity> {
    let pronoun = doc.tokens_in(source).start;
    let person = doc.is(pronoun, "who");
    if !person && !doc.is(pronoun, "which") {
        return None;
    }
    let before = pronoun.checked_sub(1)?;
    let last = if doc.tag(before) == Tag::Comma { before.checked_sub(1)? } else { before };
    let end = doc.tokens.get(last)?.span.end();
    let (name, entity) = places.ending_at(end).find_map(|(mention, id)| {
        let entity = *entities.get(id.as_str())?;
        let named = |found: &Mention| found.span == mention && found.form == MentionForm::Name;
        entity.mentions.iter().any(named).then_some((mention, entity))
    })?;
    let owned = doc.tokens_in(name).start.checked_sub(1).is_some_and(|i| doc.is(i, "of"));
    let fits = match entity.kind {
        EntityKind::Person => person,
        EntityKind::Organization => !person,
        EntityKind::Group => true,
        _ => false,
    };
    (fits && !owned).then_some(entity)
}
