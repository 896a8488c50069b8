//! Ids in text order, and links from places to ids.

use std::collections::{BTreeMap, BTreeSet};

use claimant_doc::{Link, Marks, Reading, Span};

use super::attributions::{self, Attributions};

/// Where every item stands.
#[derive(Default)]
pub struct Places {
    ids: BTreeMap<Span, String>,
    /// Mentions of entities and their ids, by place.
    pub entities: Vec<(Span, String)>,
    /// Times and their ids, by place.
    pub times: Vec<(Span, String)>,
    /// Figures and their ids, by place.
    pub quantities: Vec<(Span, String)>,
    /// Events and their ids, by place.
    pub events: Vec<(Span, String)>,
}

impl Places {
    /// Gives the items their ids and remembers where they stand.
    pub fn number(reading: &mut Reading, attributions: &Attributions<'_>) -> Places {
        let mut places = Places::default();
        for (i, entity) in reading.entities.iter_mut().enumerate() {
            entity.id = format!("e{}", i + 1);
            places.entities.extend(entity.mentions.iter().map(|m| (m.span, entity.id.clone())));
        }
        places.entities.sort();
        for (i, time) in reading.times.iter_mut().enumerate() {
            time.id = format!("t{}", i + 1);
            places.times.push((time.span, time.id.clone()));
        }
        for (i, quantity) in reading.quantities.iter_mut().enumerate() {
            quantity.id = format!("q{}", i + 1);
            places.quantities.push((quantity.span, quantity.id.clone()));
        }
        for (i, event) in reading.events.iter_mut().enumerate() {
            event.id = format!("v{}", i + 1);
            places.events.push((event.span, event.id.clone()));
        }
        places.index(attributions);
        places
    }

    /// Of items in the same place, the link means the first of: entity, time, figure, attribution.
    fn index(&mut self, attributions: &Attributions<'_>) {
        let items = self.entities.iter().chain(&self.times).chain(&self.quantities);
        for (span, id) in items {
            self.ids.entry(*span).or_insert_with(|| id.clone());
        }
        for (i, nested) in attributions.all.iter().enumerate() {
            if let Some(span) = attributions::place(nested.found) {
                self.ids.entry(span).or_insert_with(|| attributions::id(i));
            }
        }
    }

    /// The link as an id; `None` if nothing stands there.
    pub fn id(&self, link: &Link) -> Option<Link> {
        match link {
            Link::Id(_) => Some(link.clone()),
            Link::At(span) => self.ids.get(span).or_else(|| self.with_article(*span)).cloned().map(Link::Id),
        }
    }

    /// The mention that a name stands in, an article before it.
    fn with_article(&self, name: Span) -> Option<&String> {
        let before = self.entities.partition_point(|(mention, _)| mention.start() < name.start());
        let (_, id) = self.entities[..before].last().filter(|(mention, _)| mention.end() == name.end())?;
        Some(id)
    }

    /// The mentions that end at a byte, with their entities.
    pub fn ending_at(&self, end: usize) -> impl Iterator<Item = (Span, &String)> {
        /// Mentions that are looked back over.
        const NEAR: usize = 8;
        let before = self.entities.partition_point(|(mention, _)| mention.start() < end);
        let near = self.entities[..before].iter().rev().take(NEAR);
        near.filter(move |(mention, _)| mention.end() == end).map(|(mention, id)| (*mention, id))
    }

    /// Which event stands in the place of `link`: events share their places with other items.
    fn event(&self, link: &Link) -> Option<usize> {
        let Link::At(span) = link else { return None };
        self.events.binary_search_by_key(span, |(place, _)| *place).ok()
    }

    /// Takes out the mentions of which it is not clear what they mention: no claim is about those.
    pub fn keep_clear(&mut self, marks: &Marks) {
        let mentions = marks.chains().flat_map(|chain| &chain.mentions);
        let unclear: BTreeSet<Span> =
            mentions.filter(|found| !found.is_clear).map(|found| found.mention.span).collect();
        self.entities.retain(|(span, _)| !unclear.contains(span));
    }

    /// Turns the places that items link to into ids.
    pub fn resolve(&self, reading: &mut Reading) {
        let resolve = |link: &mut Option<Link>| *link = link.as_ref().and_then(|link| self.id(link));
        for role in reading.entities.iter_mut().flat_map(|entity| &mut entity.roles) {
            resolve(&mut role.organization);
        }
        reading.times.iter_mut().for_each(|time| resolve(&mut time.anchor));
        for event in &mut reading.events {
            [&mut event.place, &mut event.time].into_iter().for_each(resolve);
            event.participants.iter_mut().for_each(|participant| resolve(&mut participant.entity));
        }
        for quantity in &mut reading.quantities {
            [&mut quantity.place, &mut quantity.time].into_iter().for_each(resolve);
            let event = quantity.event.as_ref().and_then(|link| self.event(link));
            let event = event.and_then(|at| reading.events.get_mut(at));
            quantity.event = event.as_ref().map(|event| Link::Id(event.id.clone()));
            if let Some(event) = event {
                event.quantities.push(Link::Id(quantity.id.clone()));
            }
        }
    }
}

/// The ids of `items` (by place) that lie in `spans`, each once, in text order.
pub fn inside(items: &[(Span, String)], spans: &[Span]) -> Vec<Link> {
    let mut ids: Vec<&str> = Vec::new();
    for span in spans {
        let first = items.partition_point(|(item, _)| item.start() < span.start());
        let held = items[first..].iter().take_while(|(item, _)| item.start() < span.end());
        for (_, id) in held.filter(|(item, _)| span.contains(*item)) {
            if !ids.contains(&id.as_str()) {
                ids.push(id);
            }
        }
    }
    ids.into_iter().map(|id| Link::Id(id.to_owned())).collect()
}
