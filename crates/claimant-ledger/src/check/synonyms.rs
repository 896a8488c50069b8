//! Other words for countries, from a table that a person registers: codes, names, demonyms.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{RawRow, rows};
use super::token::words;
use super::{Kind, Resource, Role, TableError};

/// Names and demonyms of countries, by code.
#[derive(Clone, Debug, Default)]
pub struct Synonyms {
    /// A folded name to the codes that bear it.
    names: BTreeMap<String, BTreeSet<String>>,
    /// Every phrase with its code and whether it is a country's name, in the order of the table.
    phrases: Vec<(String, String, bool)>,
}

impl Synonyms {
    /// Reads a table of kind `synonyms`: a column with role `code`, columns with roles `name`, `alias`, `demonym`.
    pub fn load(resource: &Resource, bytes: &[u8]) -> Result<Synonyms, TableError> {
        Synonyms::load_rows(resource, &rows(resource, bytes)?)
    }

    /// The same of rows that were cut before.
    pub(crate) fn load_rows(resource: &Resource, raw: &[RawRow]) -> Result<Synonyms, TableError> {
        if resource.terms.kind != Kind::Synonyms {
            let resource = resource.name.clone();
            return Err(TableError::OtherKind { resource, wanted: "a table of synonyms" });
        }
        let role = |at: usize| resource.fields()[at].terms.as_ref().map(|terms| terms.role);
        let code_at = (0..resource.fields().len()).find(|&at| role(at) == Some(Role::Code));
        let missing = || TableError::NoColumn { resource: resource.name.clone(), column: "code".to_owned() };
        let code_at = code_at.ok_or_else(missing)?;
        let mut synonyms = Synonyms::default();
        for row in raw {
            for (at, cell) in row.cells.iter().enumerate() {
                match role(at) {
                    Some(Role::Name) => synonyms.name(&row.cells[code_at], cell),
                    Some(Role::Alias) => cell.split('|').for_each(|a| synonyms.name(&row.cells[code_at], a)),
                    Some(Role::Demonym) => synonyms.demonyms(&row.cells[code_at], cell),
                    _ => {}
                }
            }
        }
        Ok(synonyms)
    }

    fn name(&mut self, code: &str, name: &str) {
        // A code of two letters is a word of its own too often: "IN", "US", "NO".
        if name.chars().count() > 2 {
            self.names.entry(words(name).join(" ")).or_default().insert(code.to_owned());
            self.phrases.push((code.to_owned(), name.to_owned(), true));
        }
    }

    fn demonyms(&mut self, code: &str, cell: &str) {
        for demonym in cell.split(['|', ',']).map(str::trim).filter(|word| !word.is_empty()) {
            self.phrases.push((code.to_owned(), demonym.to_owned(), false));
            if !demonym.ends_with(['s', 'e', 'h']) {
                self.phrases.push((code.to_owned(), format!("{demonym}s"), false));
            }
        }
    }

    /// The code of a country by its exact name; `None` if no country or several have it.
    pub fn code(&self, name: &str) -> Option<&str> {
        let codes = self.names.get(&words(name).join(" "))?;
        codes.first().filter(|_| codes.len() == 1).map(String::as_str)
    }

    /// Every phrase with its code, and whether it is a country's name.
    pub fn phrases(&self) -> impl Iterator<Item = (&str, &str, bool)> {
        self.phrases.iter().map(|(code, phrase, name)| (code.as_str(), phrase.as_str(), *name))
    }
}
