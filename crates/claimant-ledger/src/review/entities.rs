//! Entities of one article that people join or take apart, and the links to them.

use claimant_doc::{CodePoints, Entity, Link, Reading, Span};

use super::{Ends, Refusal};
use crate::key::entity_keys;

/// Makes one entity of those with these ids: the first in the list, under the fullest of their names.
pub(super) fn merge(reading: &mut Reading, ids: &[&str]) {
    let (mut into, mut from): (Option<Entity>, Vec<String>) = (None, Vec::new());
    let mut rest = Vec::with_capacity(reading.entities.len());
    let mut place = 0;
    for entity in std::mem::take(&mut reading.entities) {
        match &mut into {
            _ if !ids.contains(&entity.id.as_str()) => rest.push(entity),
            None => {
                place = rest.len();
                into = Some(entity);
            }
            Some(into) => {
                from.push(entity.id.clone());
                absorb(into, entity);
            }
        }
    }
    if let Some(into) = into {
        relink(reading, |id| from.iter().any(|gone| gone == id).then(|| into.id.clone()));
        rest.insert(place, into);
    }
    reading.entities = rest;
}

fn absorb(into: &mut Entity, other: Entity) {
    if other.name.chars().count() > into.name.chars().count() {
        into.name = other.name;
    }
    if into.lat.is_none() {
        (into.lat, into.lon, into.precision) = (other.lat, other.lon, other.precision);
    }
    into.mentions.extend(other.mentions);
    into.mentions.sort_by_key(|mention| mention.span);
    into.mentions.dedup_by_key(|mention| mention.span);
    into.roles.extend(other.roles);
    into.roles.sort_by_key(|role| role.span);
    for identifier in other.identifiers {
        if !into
            .identifiers
            .iter()
            .any(|known| known.scheme == identifier.scheme && known.value == identifier.value)
        {
            into.identifiers.push(identifier);
        }
    }
}

/// Renames every link to an entity.
fn relink(reading: &mut Reading, rename: impl Fn(&str) -> Option<String>) {
    let change = |link: &mut Link| {
        if let Some(id) = link.id().and_then(&rename) {
            *link = Link::Id(id);
        }
    };
    reading
        .entities
        .iter_mut()
        .flat_map(|e| &mut e.roles)
        .filter_map(|r| r.organization.as_mut())
        .for_each(change);
    reading.quantities.iter_mut().filter_map(|quantity| quantity.place.as_mut()).for_each(change);
    reading.attributions.iter_mut().filter_map(|a| a.source_entity.as_mut()).for_each(change);
    for event in &mut reading.events {
        event.place.iter_mut().for_each(change);
        event.participants.iter_mut().filter_map(|p| p.entity.as_mut()).for_each(change);
    }
    for claim in &mut reading.claims {
        claim.entities.iter_mut().for_each(change);
        let mut seen = Vec::new();
        claim.entities.retain(|link| {
            let new = !seen.contains(link);
            seen.push(link.clone());
            new
        });
    }
}

/// Whether the entity with this key has these mentions, and others besides.
pub(super) fn fits(reading: &Reading, key: &str, mentions: &[Ends]) -> Result<(), Refusal> {
    let at = entity_keys(reading).iter().position(|known| known == key).ok_or(Refusal::Missing)?;
    let entity = reading.entities.get(at).ok_or(Refusal::Missing)?;
    own(reading, entity, mentions).map(|_| ())
}

/// The spans of these mentions, which must be some of the entity's, and not all.
fn own(reading: &Reading, entity: &Entity, mentions: &[Ends]) -> Result<Vec<Span>, Refusal> {
    let points = CodePoints::of(reading.article.text());
    let ends = |span: Span| Ends { start: points.count(span.start()), end: points.count(span.end()) };
    let spans = entity.mentions.iter().map(|mention| mention.span);
    let found: Vec<Span> = spans.filter(|span| mentions.contains(&ends(*span))).collect();
    let distinct: std::collections::BTreeSet<&Ends> = mentions.iter().collect();
    if found.is_empty() || found.len() != distinct.len() || found.len() == entity.mentions.len() {
        return Err(Refusal::Missing);
    }
    Ok(found)
}

/// Gives some mentions of an entity to another one, called `name`, and the links that stand on them too.
///
/// A place of a figure or an event has no words of its own, so nobody knows which of the two it is: it becomes
/// unknown.
pub(super) fn part(reading: &mut Reading, id: &str, mentions: &[Ends], name: &str) -> Result<(), Refusal> {
    let at = reading.entities.iter().position(|entity| entity.id == id).ok_or(Refusal::Missing)?;
    let spans = own(reading, &reading.entities[at], mentions)?;
    let other = new_id(reading);
    let entity = &mut reading.entities[at];
    let mut new = Entity { id: other.clone(), name: name.to_owned(), ..entity.clone() };
    (new.identifiers, new.roles) = (Vec::new(), Vec::new());
    (new.lat, new.lon, new.precision) = (None, None, None);
    new.mentions.retain(|mention| spans.contains(&mention.span));
    entity.mentions.retain(|mention| !spans.contains(&mention.span));
    let stays = entity.clone();
    reading.entities.push(new);
    move_links(reading, &stays, &spans, &other);
    Ok(())
}

fn new_id(reading: &Reading) -> String {
    let numbers = reading.entities.iter().filter_map(|entity| entity.id.get(1..)?.parse::<u64>().ok());
    format!("e{}", numbers.max().unwrap_or(0) + 1)
}

fn move_links(reading: &mut Reading, stays: &Entity, spans: &[Span], other: &str) {
    let is_old = |link: &Option<Link>| link.as_ref().and_then(Link::id) == Some(&stays.id);
    let moved = |holder: Span| spans.iter().any(|span| holder.contains(*span));
    let new = || Some(Link::Id(other.to_owned()));
    for attribution in &mut reading.attributions {
        if is_old(&attribution.source_entity) && attribution.source.iter().any(|span| moved(*span)) {
            attribution.source_entity = new();
        }
    }
    for event in &mut reading.events {
        let participants = event.participants.iter_mut().filter(|p| is_old(&p.entity) && moved(p.span));
        participants.for_each(|participant| participant.entity = new());
        event.place.take_if(|place| place.id() == Some(&stays.id));
    }
    for quantity in &mut reading.quantities {
        quantity.place.take_if(|place| place.id() == Some(&stays.id));
    }
    for claim in &mut reading.claims {
        let Some(at) = claim.entities.iter().position(|link| link.id() == Some(&stays.id)) else { continue };
        let inside = |span: Span| claim.content.iter().any(|content| content.contains(span));
        let keeps = stays.mentions.iter().any(|mention| inside(mention.span));
        if spans.iter().any(|span| inside(*span)) {
            claim.entities.push(Link::Id(other.to_owned()));
            if !keeps {
                claim.entities.remove(at);
            }
        }
    }
}
