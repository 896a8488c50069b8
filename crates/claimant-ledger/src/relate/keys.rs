//! The keys of an article: what of it is kept to find others that may tell the same.

use std::collections::BTreeSet;

use claimant_doc::{Link, Quantity, Reading};

use crate::compare::{Figure, Items, Words, claim_keys};
use crate::entry::number;

/// Bits of a hash that are kept: six bytes in the file, and a chance of one in a million that two of a million meet.
const BITS: u32 = 47;

/// A key as it is kept.
pub(crate) fn kept(key: u64) -> i64 {
    i64::try_from(key >> (u64::BITS - BITS)).unwrap_or_default()
}

/// All keys of a reading, each with the number of the claim that has it, or 0 for the text. Sorted, each once.
pub(crate) fn keys(reading: &Reading) -> Vec<(i64, i64)> {
    let items = Items::of(reading);
    let text = Words::of(reading.article.text()).fingerprints();
    let mut all: BTreeSet<(i64, i64)> = text.into_iter().map(|key| (kept(key), 0)).collect();
    all.extend(of_claims(reading));
    for quantity in &reading.quantities {
        let (Some(n), Some(figure)) = (holder(reading, quantity), Figure::of(&items, quantity)) else {
            continue;
        };
        all.extend(figure.store_keys().into_iter().map(|key| (kept(key), n)));
    }
    all.into_iter().collect()
}

/// The keys of what claims say, each with the claim's number.
pub(crate) fn of_claims(reading: &Reading) -> Vec<(i64, i64)> {
    let (items, mut all) = (Items::of(reading), Vec::new());
    for (claim, n) in reading.claims.iter().zip(1..) {
        let n = number(&claim.id).unwrap_or(n);
        all.extend(claim_keys(&items, claim).into_iter().map(|key| (kept(key), n)));
    }
    all
}

/// The number of the shortest claim that holds a figure: no figure is compared without one, for nobody vouches for it.
pub(crate) fn holder(reading: &Reading, quantity: &Quantity) -> Option<i64> {
    let claims = reading.claims.iter().zip(1..);
    let holds = claims
        .filter(|(claim, _)| claim.quantities.iter().filter_map(Link::id).any(|id| id == quantity.id))
        .min_by_key(|(claim, _)| claim.content.iter().map(|span| span.len()).sum::<usize>());
    holds.map(|(claim, n)| number(&claim.id).unwrap_or(n))
}
