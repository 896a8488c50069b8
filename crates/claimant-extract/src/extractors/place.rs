//! Where places are: GeoNames ids and coordinates of names and peoples.
//!
//! "Moscow, Idaho" is a town of 25,000; "Moscow" beside "Kremlin" and "Russian" the capital; "Georgia" is a state where
//! Atlanta is spoken of, and a country where Tbilisi is. A name means one place in a document unless a region or country
//! behind it says otherwise. Readings are weighed by people, by the countries and regions that the document names, and by
//! nearness to its other places; where two are close, none is given.
//!
//! Names come from the names layer; beside them the gazetteer knows some that it missed, where the words around leave no
//! doubt. Peoples get their country. No streets, no buildings, no common nouns ("the city").

mod choose;
mod home;
mod narrow;
mod qualify;
mod readings;
mod spot;
mod ties;
mod weights;
mod words;

use std::collections::BTreeMap;

use claimant_doc::{
    Doc, Entity, EntityKind, Identifier, Layer, Mark, Marks, Mention, MentionForm, Precision, Span, Value,
};

use super::Extractor;
use crate::Scores;
use crate::gazetteer::{self, Place, Sort};
use choose::{Heard, Reading};
use readings::Name;

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "place",
    about: "Where places are: coordinates, GeoNames ids, countries of peoples.",
    reads: &[Layer::Entity, Layer::Time],
    writes: Layer::Place,
    run,
};

fn run(doc: &Doc<'_>, scores: &Scores, marks: &Marks) -> Vec<Mark> {
    let spots = spot::spots(doc, marks, !scores.is_empty());
    let names = readings::names(spots);
    let peoples: Vec<&Entity> = marks.entities().filter(|e| e.kind == EntityKind::Group).collect();
    let mut sure: Vec<Heard> = peoples.iter().filter_map(|people| country(people)).collect();
    sure.extend(home::home(doc.article));
    let chosen = choose::choose(&names, &sure);
    let places =
        merged(&names, &chosen).into_iter().filter_map(|(reading, spans)| place(doc, reading, spans));
    places.chain(peoples.into_iter().filter_map(located)).collect()
}

/// Spans by what they are read as; names without a reading stand alone.
fn merged(names: &[Name], chosen: &[Option<Reading>]) -> Vec<(Option<Reading>, Vec<Span>)> {
    let mut by_place: BTreeMap<Place, usize> = BTreeMap::new();
    let mut out: Vec<(Option<Reading>, Vec<Span>)> = Vec::new();
    for (name, reading) in names.iter().zip(chosen) {
        let at = reading.as_ref().and_then(|reading| by_place.get(&reading.place).copied());
        let at = at.unwrap_or(out.len());
        if at == out.len() {
            out.push((*reading, Vec::new()));
        }
        if let Some(reading) = reading {
            by_place.insert(reading.place, at);
        }
        out[at].1.extend(&name.spans);
    }
    out
}

/// A place of the article.
fn place(doc: &Doc<'_>, reading: Option<Reading>, mut spans: Vec<Span>) -> Option<Mark> {
    spans.sort_unstable();
    spans.dedup();
    let first = *spans.first()?;
    let longest = spans.iter().rev().max_by_key(|span| span.len())?;
    let position = reading.map(|reading| reading.place.position());
    let entity = Entity {
        id: String::new(),
        kind: EntityKind::Place,
        name: longest.of(doc.text()).to_owned(),
        identifiers: reading.map(identifiers).unwrap_or_default(),
        roles: Vec::new(),
        lat: position.map(|(lat, _)| lat),
        lon: position.map(|(_, lon)| lon),
        precision: reading.map(|reading| precision(reading.place)),
        mentions: spans.iter().map(|span| Mention { span: *span, form: MentionForm::Name }).collect(),
    };
    let score = reading.map_or(0.5, |reading| reading.score);
    Some(Mark { span: first, value: Value::Place(entity), score, by: EXTRACTOR.name })
}

/// ISO 3166 where it is a country or region, and the number in GeoNames.
fn identifiers(reading: Reading) -> Vec<Identifier> {
    let score = (reading.score * 100.0).round() / 100.0;
    let scheme = if reading.place.sort() == Sort::Country { "iso3166-1-alpha2" } else { "iso3166-2" };
    let code = reading.place.code().map(|code| (scheme, code.to_owned()));
    let id = reading.place.id().map(|id| ("geonames", id.to_string()));
    let identifier = |(scheme, value): (&str, String)| Identifier { scheme: scheme.to_owned(), value, score };
    code.into_iter().chain(id).map(identifier).collect()
}

fn precision(place: Place) -> Precision {
    match place.sort() {
        Sort::Country => Precision::Country,
        Sort::Region => Precision::Region,
        Sort::County => Precision::County,
        Sort::City => Precision::City,
        Sort::Area => Precision::Area,
    }
}

/// The country of a people, as often as it is spoken of.
fn country(people: &Entity) -> Option<Heard> {
    let iso = people.identifiers.iter().find(|id| id.scheme == "iso3166-1-alpha2")?;
    Some(Heard { place: gazetteer::coded(&iso.value)?, mentions: people.mentions.len() as f32 })
}

/// A people with its country's number in GeoNames.
fn located(people: &Entity) -> Option<Mark> {
    let country = country(people)?.place;
    let mut people = people.clone();
    let score = people.identifiers.first().map_or(0.9, |id| id.score);
    let id = Identifier { scheme: "geonames".to_owned(), value: country.id()?.to_string(), score };
    people.identifiers.push(id);
    let span = people.mentions.first()?.span;
    Some(Mark { span, value: Value::Place(people), score, by: EXTRACTOR.name })
}
