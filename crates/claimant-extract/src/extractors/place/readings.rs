//! Spots of one name together: what it may mean.

use std::collections::BTreeMap;

use claimant_doc::Span;

use super::spot::Spot;
use crate::gazetteer::{Named, Place};

/// A name of the document and what it may mean.
pub struct Name {
    /// Where it stands.
    pub spans: Vec<Span>,
    /// The tokens of its first mention begin here.
    pub first: usize,
    /// What it may mean.
    pub readings: Vec<Named>,
    /// Whether words behind it say which.
    pub qualified: bool,
}

/// The names of spots: one for each that is qualified otherwise, and the plain ones with the first of these.
pub fn names(spots: Vec<Spot>) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut by_key: BTreeMap<String, Vec<(Vec<Place>, usize)>> = BTreeMap::new();
    let (plain, qualified): (Vec<Spot>, Vec<Spot>) = spots.into_iter().partition(|spot| !spot.qualified);
    for spot in qualified.into_iter().chain(plain) {
        let means: Vec<Place> = spot.readings.iter().map(|(place, _)| *place).collect();
        let held = by_key.entry(spot.key).or_default();
        let same = held.iter().find(|(other, _)| !spot.qualified || *other == means).map(|(_, at)| *at);
        match same.and_then(|at| names.get_mut(at)) {
            Some(name) => {
                name.spans.push(spot.span);
                name.first = name.first.min(spot.tokens.start);
            }
            None => {
                held.push((means, names.len()));
                names.push(Name {
                    spans: vec![spot.span],
                    first: spot.tokens.start,
                    readings: spot.readings,
                    qualified: spot.qualified,
                });
            }
        }
    }
    names.sort_by_key(|name| name.first);
    names
}
