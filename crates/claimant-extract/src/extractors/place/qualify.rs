//! What follows a town and says which: ", Idaho", ", Va.", ", Lebanon", ", Shelby County".

use std::ops::Range;

use claimant_doc::Doc;

use super::words;
use crate::gazetteer::{self, Named, Place, Sort};

/// Words that say which: what they may mean.
pub struct Qualifier {
    /// Their tokens.
    pub tokens: Range<usize>,
    /// Regions, counties, countries.
    pub holders: Vec<Place>,
    /// Whether they name a large city too.
    pub is_city: bool,
}

/// What qualifies the name at `tokens`.
pub fn behind(doc: &Doc<'_>, name: &Range<usize>) -> Option<Qualifier> {
    let bracket = doc.word(name.end) == "(";
    if doc.word(name.end) != "," && !bracket {
        return None;
    }
    let start = name.end + 1;
    (1..=3).rev().find_map(|length| {
        let tokens = start..start + length;
        let holders = holders(doc, tokens.clone(), !bracket);
        (!holders.is_empty() && !is_one_of_many(doc, name, &tokens)).then(|| Qualifier {
            is_city: is_city(doc, &tokens),
            tokens,
            holders,
        })
    })
}

/// Whether tokens name a city of half a million: "New York", "Washington".
fn is_city(doc: &Doc<'_>, tokens: &Range<usize>) -> bool {
    const LARGE: f32 = 19.0;
    let text = doc.span(tokens.clone()).map_or("", |span| span.of(doc.text()));
    let city = |(place, own): (Place, bool)| own && place.sort() == Sort::City && place.size() >= LARGE;
    gazetteer::named(text).any(city)
}

/// Whether a region stands in a list of regions: "Iowa, Louisiana, Michigan" names no town of Louisiana in Michigan.
fn is_one_of_many(doc: &Doc<'_>, name: &Range<usize>, next: &Range<usize>) -> bool {
    let is_region = |tokens: Range<usize>| {
        let text = doc.span(tokens).map_or("", |span| span.of(doc.text()));
        gazetteer::named(text).any(|(place, own)| own && place.sort() == Sort::Region)
    };
    let joins = |i: usize| matches!(doc.word(i), "," | "and" | "or" | "&");
    let behind = next.end + usize::from(doc.word(next.end) == "," && joins(next.end + 1));
    let after = || joins(behind) && (1..=2).any(|n| is_region(behind + 1..behind + 1 + n));
    let ahead = name.start.checked_sub(1).filter(|i| joins(*i));
    let before = || ahead.is_some_and(|i| (1..=2).any(|n| n <= i && is_region(i - n..i)));
    is_region(name.clone()) && is_region(next.clone()) && (before() || after())
}

/// The regions, counties and countries that tokens name.
fn holders(doc: &Doc<'_>, tokens: Range<usize>, short: bool) -> Vec<Place> {
    let Some(span) = doc.span(tokens.clone()) else { return Vec::new() };
    let text = span.of(doc.text());
    let capital = |i: usize| doc.word(i).starts_with(char::is_uppercase);
    if !capital(tokens.start) || !capital(tokens.end - 1) || tokens.clone().any(|i| doc.word(i) == ",") {
        return Vec::new();
    }
    if let Some((place, _)) = words::state(text).filter(|_| short) {
        return vec![place];
    }
    let holds = |place: Place| match place.sort() {
        Sort::Country | Sort::Region => true,
        Sort::County => tokens.len() > 1,
        _ => false,
    };
    gazetteer::named(text).filter(|(place, own)| *own && holds(*place)).map(|(place, _)| place).collect()
}

/// How many times as many people, by doublings, live in what a name means first than in what a list would make of it.
const SMALLER: f32 = 5.0;

/// Readings of a name that lie in what qualifies it. A country lies in none: "Canada, Mexico" names no town, "Georgia, USA"
/// a state; and before the name of a city, "Boston, New York", no hamlet is meant.
pub fn fitting(readings: &[Named], qualifier: &Qualifier) -> Vec<Named> {
    let size = |readings: &[Named]| own(readings, Sort::City).map(|place| place.size()).fold(0.0, f32::max);
    let fitting = lying(readings, qualifier);
    let hamlet = qualifier.is_city && size(&fitting) + SMALLER < size(readings);
    if hamlet { Vec::new() } else { fitting }
}

fn lying(readings: &[Named], qualifier: &Qualifier) -> Vec<Named> {
    let lies = |place: Place| qualifier.holders.iter().any(|holder| lies_in(place, *holder));
    let is_country = own(readings, Sort::Country).next().is_some();
    let by_country = is_country && qualifier.holders.iter().any(|holder| holder.sort() == Sort::Country);
    let large = |place: Place| !by_country || place.sort() == Sort::Region;
    readings.iter().copied().filter(|(place, _)| lies(*place) && large(*place)).collect()
}

/// What the qualifier of a name with these readings means: "Blakely, |Georgia|" no country.
pub fn meant(fitting: &[Named], qualifier: &Qualifier) -> Vec<Place> {
    let holds = |holder: &Place| fitting.iter().any(|(place, _)| lies_in(*place, *holder));
    qualifier.holders.iter().copied().filter(holds).collect()
}

/// The readings of that sort that bear the name as their own.
pub fn own(readings: &[Named], sort: Sort) -> impl Iterator<Item = Place> {
    readings.iter().filter(move |(place, own)| *own && place.sort() == sort).map(|(place, _)| *place)
}

fn lies_in(place: Place, holder: Place) -> bool {
    place != holder && place.lies_in(holder)
}
