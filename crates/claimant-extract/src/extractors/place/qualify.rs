//! What follows a town and says which: ", Idaho", ", Va.", ", Lebanon", ", Shelby County".

use std::ops::Range;

use claimant_doc::Doc;

use super::words;
use crate::gazetteer::{self, Place, Sort};

/// Words that say which: what they may mean.
pub struct Qualifier {
    /// Regions, counties, countries.
    pub holders: Vec<Place>,
}

/// What qualifies the name that ends before token `end`.
pub fn behind(doc: &Doc<'_>, end: usize) -> Option<Qualifier> {
    let bracket = doc.word(end) == "(";
    if doc.word(end) != "," && !bracket {
        return None;
    }
    let start = end + 1;
    (1..=3).rev().find_map(|length| {
        let tokens = start..start + length;
        let holders = holders(doc, tokens, !bracket);
        (!holders.is_empty()).then_some(Qualifier { holders })
    })
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

/// Readings of a name that lie in what qualifies it.
pub fn fitting(readings: &[(Place, bool)], qualifier: &Qualifier) -> Vec<(Place, bool)> {
    let lies =
        |place: Place| qualifier.holders.iter().any(|holder| place != *holder && place.lies_in(*holder));
    readings.iter().copied().filter(|(place, _)| lies(*place)).collect()
}
