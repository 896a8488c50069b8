//! The lists behind names.

use std::sync::LazyLock;

use claimant_doc::EntityKind;

use crate::lexicon::Table;

/// What a word does in or around a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Heads a name of this kind.
    Head(EntityKind),
    /// Stands before a person's name and is a role.
    Title,
    /// Stands before a person's name and is none.
    Honorific,
    /// Has a capital but is no name.
    Never,
}

/// A name that everybody knows.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// What it names.
    pub kind: EntityKind,
    /// ISO 3166-1 alpha-2 of the country that it names or whose people it names; else empty.
    pub iso: &'static str,
}

static WORDS: LazyLock<Table<Class>> = LazyLock::new(|| {
    Table::parse(include_str!("../../../data/entity_words.tsv"), |row| read_class(row.get(1)?))
});
static COUNTRIES: LazyLock<Table<Known>> =
    LazyLock::new(|| Table::parse(include_str!("../../../data/countries.tsv"), read_known));
static KNOWN: LazyLock<Table<Known>> =
    LazyLock::new(|| Table::parse(include_str!("../../../data/known.tsv"), read_known));
static FIRST_NAMES: LazyLock<Table<()>> =
    LazyLock::new(|| Table::parse(include_str!("../../../data/first_names.tsv"), |_| Some(())));

fn read_class(word: &str) -> Option<Class> {
    Some(match word {
        "title" => Class::Title,
        "honorific" => Class::Honorific,
        "never" => Class::Never,
        kind => Class::Head(EntityKind::from_word(kind)?),
    })
}

fn read_known(row: &[&'static str]) -> Option<Known> {
    Some(Known { kind: EntityKind::from_word(row.get(1)?)?, iso: row.get(2).copied().unwrap_or_default() })
}

/// The class of a word, whatever its letter case.
pub fn class(word: &str) -> Option<Class> {
    WORDS.get_lower(word).copied()
}

/// What `name` is known as, written like this.
pub fn known(name: &str) -> Option<Known> {
    COUNTRIES.get(name).or_else(|| KNOWN.get(name)).copied()
}

/// Whether a word is a first name, or a family name that stands first.
pub fn is_first_name(word: &str) -> bool {
    FIRST_NAMES.get(word).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        for (list, table) in [
            (include_str!("../../../data/countries.tsv"), &COUNTRIES),
            (include_str!("../../../data/known.tsv"), &KNOWN),
        ] {
            assert!(crate::lexicon::rows(list).all(|row| table.get(row[0]).is_some()));
        }
        let words = include_str!("../../../data/entity_words.tsv");
        assert!(crate::lexicon::rows(words).all(|row| class(row[0]).is_some()));
        assert_eq!(known("Tajiks").map(|k| (k.kind, k.iso)), Some((EntityKind::Group, "TJ")));
    }
}
