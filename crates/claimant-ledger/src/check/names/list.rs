//! A list of names, read from a table, and what it gives for a name.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::SHOWN;
use super::candidate::{Candidate, Reason};
use super::name::Name;
use super::score::{Score, organisations, persons};
use super::spelling::keys;
use super::weights::Weights;
use crate::check::rows::{RawRow, rows};
use crate::check::{FieldTerms, Kind, Resource, Role, TableError};

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A person.
    Person,
    /// Anything else.
    Organisation,
}

/// How good a listed name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quality {
    /// The name, or an alias of good quality.
    Good,
    /// An alias that the list itself calls weak.
    Weak,
}

/// One entry.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its identifier on the list.
    pub id: String,
    /// Person or not.
    pub kind: EntryKind,
    /// Its names as listed, the main one first.
    pub names: Vec<(String, Quality)>,
    /// Birth dates and years, ISO where the list has days.
    pub births: Vec<String>,
    /// Nationalities.
    pub nationalities: Vec<String>,
    /// Numbers of passports and other documents.
    pub documents: Vec<String>,
    parsed: Vec<Name>,
}

/// A list of persons and organisations.
#[derive(Clone, Debug)]
pub struct NameList {
    name: String,
    entries: Vec<Entry>,
    weights: Weights,
    /// Places of entries, by blocking key.
    index: BTreeMap<String, BTreeSet<usize>>,
}

impl NameList {
    /// Reads a table of kind `names`. Its descriptor or the answers say which column is what.
    pub fn load(resource: &Resource, bytes: &[u8]) -> Result<NameList, TableError> {
        NameList::load_rows(resource, &rows(resource, bytes)?)
    }

    /// The same of rows that were cut before.
    pub(crate) fn load_rows(resource: &Resource, raw: &[RawRow]) -> Result<NameList, TableError> {
        if resource.terms.kind != Kind::Names {
            let resource = resource.name.clone();
            return Err(TableError::OtherKind { resource, wanted: "a list of names" });
        }
        let terms: Vec<Option<FieldTerms>> = resource.fields().iter().map(|f| f.terms.clone()).collect();
        for (role, name) in [(Role::Id, "id"), (Role::Name, "name")] {
            if !terms.iter().flatten().any(|terms| terms.role == role) {
                return Err(TableError::NoColumn {
                    resource: resource.name.clone(),
                    column: name.to_owned(),
                });
            }
        }
        let entries = raw.iter().map(|row| entry(row, &terms)).collect();
        Ok(NameList::of(resource.name.clone(), entries))
    }

    fn of(name: String, entries: Vec<Entry>) -> NameList {
        let people = entries.iter().filter(|entry: &&Entry| entry.kind == EntryKind::Person);
        let weights = Weights::of(people.map(|entry| entry.parsed.iter().collect()));
        let mut index: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (at, entry) in entries.iter().enumerate() {
            for part in entry.parsed.iter().flat_map(|name| &name.parts) {
                keys(&part.letters).into_iter().for_each(|key| {
                    index.entry(key).or_default().insert(at);
                });
            }
        }
        NameList { name, entries, weights, index }
    }

    /// The list's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The entry with that identifier.
    pub fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Every entry, in the order of the list.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Entries whose names are like `name`, the likest first: leads, none of them an identity.
    pub fn candidates(&self, name: &str, kind: EntryKind) -> Vec<Candidate> {
        let asked = Name::parse(name);
        let mut found: Vec<Candidate> =
            self.near(&asked).into_iter().filter_map(|at| self.candidate(name, &asked, kind, at)).collect();
        found.sort_by(|a, b| b.score().total_cmp(&a.score()).then_with(|| a.entry().cmp(b.entry())));
        found
    }

    /// How well two names agree, by the weights of this list, 0 to 1; 0 where father and son change places.
    pub fn compare(&self, a: &str, b: &str, kind: EntryKind) -> f64 {
        self.score(&Name::parse(a), &Name::parse(b), kind).value
    }

    /// Entries that share a blocking key with a part of the name.
    fn near(&self, name: &Name) -> BTreeSet<usize> {
        let keys = name.parts.iter().flat_map(|part| keys(&part.letters));
        keys.filter_map(|key| self.index.get(&key)).flatten().copied().collect()
    }

    /// The entry at a place as a candidate, by its best name, if that is good enough to be shown.
    fn candidate(&self, asked: &str, name: &Name, kind: EntryKind, at: usize) -> Option<Candidate> {
        let entry = self.entries.get(at).filter(|entry| entry.kind == kind)?;
        let scores = entry.parsed.iter().map(|listed| self.score(name, listed, kind));
        let best = scores.zip(&entry.names).max_by(|(a, _), (b, _)| a.value.total_cmp(&b.value))?;
        let (score, (listed, quality)) = best;
        let mut reasons = score.reasons;
        reasons.extend((*quality == Quality::Weak).then_some(Reason::WeakAlias));
        let shown = score.value >= SHOWN;
        shown.then(|| Candidate::new(asked, &self.name, &entry.id, listed, score.value, reasons))
    }

    fn score(&self, a: &Name, b: &Name, kind: EntryKind) -> Score {
        match kind {
            EntryKind::Person => persons(a, b, &self.weights),
            EntryKind::Organisation => organisations(a, b, &self.weights),
        }
    }
}

fn entry(row: &RawRow, terms: &[Option<FieldTerms>]) -> Entry {
    let mut entry = Entry {
        id: String::new(),
        kind: EntryKind::Organisation,
        names: Vec::new(),
        births: Vec::new(),
        nationalities: Vec::new(),
        documents: Vec::new(),
        parsed: Vec::new(),
    };
    for (cell, terms) in row.cells.iter().zip(terms) {
        if let Some(terms) = terms {
            take(&mut entry, cell, terms);
        }
    }
    entry.parsed = entry.names.iter().map(|(name, _)| Name::parse(name)).collect();
    entry
}

fn take(entry: &mut Entry, cell: &str, terms: &FieldTerms) {
    let several = || split(cell, terms);
    match terms.role {
        Role::Id => entry.id = cell.to_owned(),
        Role::Kind => {
            let person = matches!(cell.to_lowercase().as_str(), "person" | "individual");
            entry.kind = if person { EntryKind::Person } else { EntryKind::Organisation };
        }
        Role::Name if !cell.is_empty() => entry.names.insert(0, (cell.to_owned(), Quality::Good)),
        Role::Alias => entry.names.extend(several().map(|name| (name, Quality::Good))),
        Role::WeakAlias => entry.names.extend(several().map(|name| (name, Quality::Weak))),
        Role::Birth => entry.births.extend(several()),
        Role::Nationality => entry.nationalities.extend(several()),
        Role::Document => entry.documents.extend(several()),
        Role::Remarks => take_remarks(entry, cell),
        _ => {}
    }
}

fn split(cell: &str, terms: &FieldTerms) -> impl Iterator<Item = String> {
    let separator = terms.separator.clone().unwrap_or_else(|| "|".to_owned());
    let items: Vec<String> = cell.split(separator.as_str()).map(|item| item.trim().to_owned()).collect();
    items.into_iter().filter(|item| !item.is_empty())
}

/// "DOB 01 Jan 1964; nationality Egypt; Passport A0003039 (Iran)."
fn take_remarks(entry: &mut Entry, cell: &str) {
    for remark in cell.split(';').map(|remark| remark.trim().trim_end_matches('.')) {
        let remark = remark.strip_prefix("alt. ").unwrap_or(remark);
        if let Some(birth) = remark.strip_prefix("DOB ") {
            entry.births.push(day(birth).unwrap_or_else(|| birth.to_owned()));
        } else if let Some(nationality) = remark.strip_prefix("nationality ") {
            entry.nationalities.push(nationality.to_owned());
        } else if let Some(document) = remark.strip_prefix("Passport ") {
            entry.documents.extend(document.split_whitespace().next().map(str::to_owned));
        }
    }
}

/// `01 Jan 1964` as an ISO day.
fn day(text: &str) -> Option<String> {
    jiff::civil::Date::strptime("%d %b %Y", text).ok().map(|day| day.to_string())
}
