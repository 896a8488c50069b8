//! Names that stay the same in every ledger: content hashes of articles, claims and entities.
//!
//! Ids such as `c12` change when a newer version finds more; a decision that names a key still means the same claim
//! in a ledger that was built again.

use std::collections::BTreeMap;

use claimant_doc::{Entity, Reading, hex};
use sha2::{Digest, Sha256};

/// Hex digits of a key.
const DIGITS: usize = 16;

pub use crate::entry::article_key;

/// The keys of the reading's claims, in their order: `ARTICLE:CLAIM`, 16 hex digits each.
///
/// Where one source says the same words twice in an article, the second is `ARTICLE:CLAIM~2`.
pub fn claim_keys(reading: &Reading) -> Vec<String> {
    numbered(
        &format!("{}:", article_key(&reading.article)),
        reading.claims.iter().map(|claim| claim.key.clone()),
    )
}

/// The keys of the reading's entities, in their order: `ARTICLE/ENTITY`, 16 hex digits each.
pub fn entity_keys(reading: &Reading) -> Vec<String> {
    let article = article_key(&reading.article);
    // Of what it is and its name: mentions that a newer version finds do not change it. The article is in it too,
    // since the hash of a name alone could be guessed by trying names.
    let hash = |entity: &Entity| short(&format!("{article}\n{}\n{}", entity.kind, entity.name));
    numbered(&format!("{article}/"), reading.entities.iter().map(hash))
}

fn numbered(before: &str, keys: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let number = |key: String| {
        let count = seen.entry(key.clone()).or_default();
        *count += 1;
        if *count == 1 { format!("{before}{key}") } else { format!("{before}{key}~{count}") }
    };
    keys.map(number).collect()
}

fn short(words: &str) -> String {
    let mut hash = hex(&Sha256::digest(words));
    hash.truncate(DIGITS);
    hash
}
