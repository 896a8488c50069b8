//! Words around names that tell places.

use std::sync::LazyLock;

use crate::gazetteer::{self, Place};
use crate::lexicon::Table;

/// Where a short form of a state may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Anywhere.
    Alone,
    /// After a town and a comma only.
    Behind,
}

static STATES: LazyLock<Table<(&'static str, Stand)>> = LazyLock::new(|| {
    Table::parse(include_str!("../../../data/states.tsv"), |row| {
        let stand = if row.get(2)? == &"post" { Stand::Behind } else { Stand::Alone };
        Some((*row.get(1)?, stand))
    })
});

static COMMON: LazyLock<Table<()>> =
    LazyLock::new(|| Table::parse(include_str!("../../../data/common_towns.tsv"), |_| Some(())));

static WORDS: LazyLock<Table<&'static str>> =
    LazyLock::new(|| Table::parse(include_str!("../../../data/place_words.tsv"), |row| row.get(1).copied()));

fn is(word: &str, class: &str) -> bool {
    WORDS.get(word).is_some_and(|classes| classes.split(',').any(|known| known == class))
}

/// The state that `word` is short for.
pub fn state(word: &str) -> Option<(Place, Stand)> {
    let (code, stand) = STATES.get(word)?;
    Some((gazetteer::coded(code)?, *stand))
}

/// Prepositions behind which a place is likely.
pub fn is_locative(word: &str) -> bool {
    is(word, "locative")
}

/// Words that places and others may follow.
pub fn is_directional(word: &str) -> bool {
    is(word, "directional")
}

/// What is of a place: "a Springfield man", "Gainesville police".
pub fn is_local(word: &str) -> bool {
    is(word, "local")
}

/// Words of an organisation that belong to a place: "Athens Police Department".
pub fn is_institution(word: &str) -> bool {
    is(word, "institution")
}

/// What follows the town in the name of its newspaper.
pub fn is_paper(word: &str) -> bool {
    is(word, "paper")
}

/// What tells a side of a place and is no part of its name.
pub fn is_side(word: &str) -> bool {
    is(word, "side")
}

/// What is built in a place and named after it.
pub fn is_building(word: &str) -> bool {
    is(word, "building")
}

/// What stands before persons.
pub fn is_honorific(word: &str) -> bool {
    is(word, "honorific")
}

/// What people do and places do not.
pub fn is_personal(word: &str) -> bool {
    is(word, "personal")
}

/// Towns whose names are common words, months, days or first of all names of persons: never by the gazetteer alone.
pub fn is_common(key: &str) -> bool {
    COMMON.get(key).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_known() {
        assert!(is_common("wells") && is_locative("near") && is_local("police") && !is_local("near"));
        for (short, code) in
            crate::lexicon::rows(include_str!("../../../data/states.tsv")).map(|row| (row[0], row[1]))
        {
            assert_eq!(state(short).and_then(|(place, _)| place.code()), Some(code), "{short}");
        }
    }
}
