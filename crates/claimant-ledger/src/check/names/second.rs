//! A second identifier: something beside the name that agrees with the list.

use std::fmt;

use jiff::civil::Date;
use serde::Serialize;

use super::list::{Entry, NameList};
use super::spelling::fold;

/// What is known of a person beside the name, from a source other than the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Identifier {
    /// Day of birth.
    Birth(Date),
    /// Number of a passport or another document.
    Document(String),
    /// Nationality, as the list writes it. The weakest: many share it.
    Nationality(String),
}

/// An identifier that agrees with one entry of a list. Made by comparing only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SecondIdentifier {
    list: String,
    entry: String,
    identifier: Identifier,
}

impl SecondIdentifier {
    /// Compares `identifier` with the entry `id` of `list`: `None` if they do not agree, or the list does not have it.
    pub fn compare(list: &NameList, id: &str, identifier: Identifier) -> Option<SecondIdentifier> {
        let entry = list.entry(id)?;
        let agrees = agrees(entry, &identifier);
        agrees.then(|| SecondIdentifier { list: list.name().to_owned(), entry: id.to_owned(), identifier })
    }

    pub(super) fn entry(&self) -> &str {
        &self.entry
    }

    pub(super) fn list(&self) -> &str {
        &self.list
    }
}

fn agrees(entry: &Entry, identifier: &Identifier) -> bool {
    let equal = |a: &str, b: &str| !fold(a).is_empty() && fold(a) == fold(b);
    match identifier {
        // A year alone on the list is no day of birth.
        Identifier::Birth(day) => entry.births.iter().any(|listed| *listed == day.to_string()),
        Identifier::Document(number) => entry.documents.iter().any(|listed| equal(listed, number)),
        Identifier::Nationality(name) => entry.nationalities.iter().any(|listed| equal(listed, name)),
    }
}

impl fmt::Display for SecondIdentifier {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.identifier {
            Identifier::Birth(day) => write!(out, "the day of birth, {day},"),
            Identifier::Document(number) => write!(out, "the document {number}"),
            Identifier::Nationality(name) => write!(out, "the nationality, {name},"),
        }
    }
}
