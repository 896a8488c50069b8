//! Mentions of one name to one entity.

use std::collections::HashMap;

use claimant_doc::{Doc, Entity, EntityKind, Identifier, Mark, Mention, MentionForm, Role, Span, Value};

use super::kinds::Name;
use crate::lexicon::is_storm;

/// An entity in the making.
struct Cluster<'a> {
    kind: EntityKind,
    score: f32,
    iso: &'static str,
    name: &'a str,
    mentions: Vec<Span>,
    roles: Vec<Span>,
}

#[derive(Default)]
struct Clusters<'a> {
    all: Vec<Cluster<'a>>,
    by_name: HashMap<&'a str, usize>,
    /// People by their last name, and storms by theirs: the first one. Where two share it, whom it means alone is as it was
    /// before the second came: a text that needs to tell them apart does.
    by_surname: HashMap<&'a str, usize>,
    /// Countries and peoples.
    by_iso: HashMap<(&'static str, bool), usize>,
}

/// One mark for each entity, in order of first mention.
pub fn entities(doc: &Doc<'_>, names: Vec<Name>) -> Vec<Mark> {
    let mut clusters = Clusters::default();
    let mut short_of = None;
    for name in &names {
        let Some(span) = doc.span(name.tokens.clone()) else { continue };
        let bracketed = short_of.filter(|_| doc.word(name.tokens.start.saturating_sub(1)) == "(");
        short_of = Some(clusters.add(doc, name, span, bracketed)).filter(|_| name.short_follows);
    }
    clusters.all.into_iter().filter_map(|cluster| mark(doc, cluster)).collect()
}

impl<'a> Clusters<'a> {
    /// Adds a mention to its cluster, which it may found; `same` is the cluster whose short form it is.
    fn add(&mut self, doc: &Doc<'a>, name: &Name, span: Span, same: Option<usize>) -> usize {
        let text = span.of(doc.text());
        let place = same.or_else(|| self.find(name, text)).unwrap_or_else(|| {
            self.all.push(Cluster {
                kind: EntityKind::Other,
                score: 0.0,
                iso: "",
                name: "",
                mentions: Vec::new(),
                roles: Vec::new(),
            });
            self.all.len() - 1
        });
        self.by_name.entry(text).or_insert(place);
        if !name.iso.is_empty() {
            self.by_iso.entry((name.iso, name.kind == EntityKind::Group)).or_insert(place);
        }
        if let Some(cluster) = self.all.get_mut(place) {
            cluster.take(name, text, span);
            let last = name.tokens.end - 1;
            let storm = is_storm(doc.word(last.saturating_sub(1)));
            if name.tokens.len() > 1 && (cluster.kind == EntityKind::Person || storm) {
                self.by_surname.entry(doc.word(last)).or_insert(place);
            }
        }
        place
    }

    fn find(&self, name: &Name, text: &str) -> Option<usize> {
        if !name.iso.is_empty() {
            return self.by_iso.get(&(name.iso, name.kind == EntityKind::Group)).copied();
        }
        let surname =
            || if name.tokens.len() == 1 && name.score < 0.95 { self.by_surname.get(text) } else { None };
        surname().or_else(|| self.by_name.get(text)).copied()
    }
}

impl<'a> Cluster<'a> {
    fn take(&mut self, name: &Name, text: &'a str, span: Span) {
        if name.score > self.score {
            (self.kind, self.score) = (name.kind, name.score);
        }
        self.iso = if self.iso.is_empty() { name.iso } else { self.iso };
        self.name = if text.len() > self.name.len() { text } else { self.name };
        self.mentions.push(span);
        self.roles.extend(name.role);
    }
}

fn mark(doc: &Doc<'_>, cluster: Cluster<'_>) -> Option<Mark> {
    let first = *cluster.mentions.first()?;
    let iso = Identifier { scheme: "iso3166-1-alpha2".to_owned(), value: cluster.iso.to_owned(), score: 0.9 };
    let role = |span: &Span| Role { title: span.of(doc.text()).to_owned(), span: *span, organization: None };
    let mention = |span: &Span| Mention { span: *span, form: MentionForm::Name };
    let entity = Entity {
        id: String::new(),
        kind: cluster.kind,
        name: cluster.name.to_owned(),
        identifiers: if cluster.iso.is_empty() { Vec::new() } else { vec![iso] },
        roles: cluster.roles.iter().map(role).collect(),
        lat: None,
        lon: None,
        precision: None,
        mentions: cluster.mentions.iter().map(mention).collect(),
    };
    Some(Mark { span: first, value: Value::Entity(entity), score: cluster.score, by: "entity" })
}
