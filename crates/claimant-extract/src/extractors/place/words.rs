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

/// The state that `word` is short for.
pub fn state(word: &str) -> Option<(Place, Stand)> {
    let (code, stand) = STATES.get(word)?;
    Some((gazetteer::coded(code)?, *stand))
}

/// Prepositions behind which a place is likely.
pub fn is_locative(word: &str) -> bool {
    matches!(
        word,
        "in" | "In"
            | "at"
            | "near"
            | "Near"
            | "outside"
            | "around"
            | "across"
            | "throughout"
            | "downtown"
            | "nearby"
    )
}

/// Words that places and others may follow.
pub fn is_directional(word: &str) -> bool {
    matches!(
        word,
        "from"
            | "From"
            | "to"
            | "of"
            | "through"
            | "into"
            | "toward"
            | "towards"
            | "between"
            | "north"
            | "south"
            | "east"
            | "west"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "central"
            | "northeast"
            | "northwest"
            | "southeast"
            | "southwest"
            | "neighboring"
            | "neighbouring"
    )
}

/// What is of a place: "a Springfield man", "Gainesville police".
pub fn is_local(word: &str) -> bool {
    matches!(
        word,
        "man"
            | "woman"
            | "men"
            | "women"
            | "boy"
            | "girl"
            | "teen"
            | "teenager"
            | "couple"
            | "family"
            | "resident"
            | "residents"
            | "native"
            | "police"
            | "firefighters"
            | "mayor"
            | "councilman"
            | "councilwoman"
            | "officials"
            | "council"
            | "city"
            | "area"
            | "neighborhood"
            | "school"
            | "schools"
            | "student"
            | "students"
            | "voters"
            | "home"
            | "apartment"
            | "hospital"
            | "businessman"
            | "lawyer"
            | "attorney"
            | "developer"
            | "suburb"
            | "metro"
            | "county"
            | "town"
            | "village"
            | "market"
            | "office"
            | "campus"
            | "port"
            | "airport"
            | "branch"
            | "headquarters"
            | "restaurant"
            | "community"
            | "store"
            | "government"
            | "leaders"
    )
}

/// Words of an organisation that belong to a place: "Athens Police Department".
pub fn is_institution(word: &str) -> bool {
    matches!(
        word,
        "Police"
            | "County"
            | "City"
            | "Council"
            | "School"
            | "Schools"
            | "High"
            | "Fire"
            | "Sheriff"
            | "Department"
            | "Public"
            | "Community"
            | "Hospital"
            | "Medical"
            | "Airport"
            | "International"
            | "Regional"
            | "Chamber"
            | "Township"
            | "Town"
            | "Village"
            | "State"
            | "Board"
            | "District"
            | "Municipal"
            | "Superior"
            | "Circuit"
            | "Crown"
            | "Court"
            | "Magistrates"
            | "Elementary"
            | "Middle"
            | "Middle-Senior"
            | "Borough"
            | "Parish"
            | "Highway"
            | "House"
            | "Senate"
            | "General"
            | "Supreme"
            | "Legislature"
            | "Democratic"
            | "Republican"
            | "University"
            | "College"
            | "Area"
            | "Metropolitan"
            | "Central"
            | "National"
            | "Association"
            | "Planning"
            | "Historical"
            | "Women"
            | "Water"
            | "Parks"
            | "Library"
            | "Symphony"
            | "Junior"
            | "Senior"
            | "Independent"
            | "Attorney"
            | "Governor"
            | "Gov."
            | "Sen."
            | "Rep."
            | "Mayor"
            | "Ministry"
    )
}

/// What follows the town in the name of its newspaper.
pub fn is_paper(word: &str) -> bool {
    matches!(
        word,
        "Times"
            | "Daily"
            | "Post"
            | "Herald"
            | "Tribune"
            | "News"
            | "Review"
            | "Journal"
            | "Star"
            | "Sun"
            | "Press"
            | "Chronicle"
            | "Gazette"
            | "Telegraph"
            | "Examiner"
            | "Observer"
            | "Globe"
            | "Inquirer"
            | "Register"
    )
}

/// What tells a side of a place and is no part of its name.
pub fn is_side(word: &str) -> bool {
    let side = |small: &str| {
        matches!(
            small,
            "north"
                | "south"
                | "east"
                | "west"
                | "northern"
                | "southern"
                | "eastern"
                | "western"
                | "central"
                | "northeast"
                | "northwest"
                | "southeast"
                | "southwest"
                | "metro"
                | "metropolitan"
                | "downtown"
                | "greater"
                | "rural"
                | "suburban"
        )
    };
    let capital = matches!(
        word,
        "Northeast" | "Northwest" | "Southeast" | "Southwest" | "Metro" | "Downtown" | "Greater"
    );
    capital || side(word)
}

/// What is built in a place and named after it.
pub fn is_building(word: &str) -> bool {
    matches!(
        word,
        "Jail"
            | "Prison"
            | "Fair"
            | "Fairgrounds"
            | "Courthouse"
            | "Mall"
            | "Stadium"
            | "Arena"
            | "Center"
            | "Centre"
            | "Recreation"
            | "Convention"
            | "Museum"
            | "Zoo"
            | "Cathedral"
            | "Detention"
            | "Correctional"
            | "Home"
    )
}

/// What stands before persons.
pub fn is_honorific(word: &str) -> bool {
    matches!(
        word,
        "Mr."
            | "Mrs."
            | "Ms."
            | "Mr"
            | "Mrs"
            | "Ms"
            | "Dr."
            | "Sir"
            | "Lord"
            | "Lady"
            | "Judge"
            | "Justice"
            | "President"
            | "Sen."
            | "Rep."
            | "Gov."
            | "Capt."
            | "Lt."
            | "Sgt."
            | "Officer"
            | "Detective"
            | "Coach"
            | "Rev."
            | "Dame"
            | "Senator"
            | "Prince"
            | "Princess"
            | "Professor"
    )
}

/// What people do and places do not.
pub fn is_personal(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "told"
            | "added"
            | "who"
            | "testified"
            | "recalled"
            | "asked"
            | "explained"
            | "wrote"
    )
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
        assert!(is_common("wells"));
        for (short, code) in
            crate::lexicon::rows(include_str!("../../../data/states.tsv")).map(|row| (row[0], row[1]))
        {
            assert_eq!(state(short).and_then(|(place, _)| place.code()), Some(code), "{short}");
        }
    }
}
