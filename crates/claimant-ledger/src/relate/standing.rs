//! Words that stand under many articles, as far as the ledger knows: they join nothing.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::keys::kept;
use super::pair::{self, Found};
use super::text::Text;
use crate::compare::Spread;
use crate::days;

/// Holders of a key that are looked at when it turns out to stand under many articles.
const HOLDERS: i64 = 64;

/// What two readings are to each other.
pub fn pair(connection: &Connection, later: &Text, earlier: &Text) -> rusqlite::Result<Vec<Found>> {
    pair::pair(later, earlier, &mut |keys| {
        let mut standing = BTreeSet::new();
        for key in keys {
            if is_standing(connection, kept(*key), None)? {
                standing.insert(*key);
            }
        }
        Ok(standing)
    })
}

/// Whether the holders of a key are as many and as far apart as of words that stand under many articles; `without` one.
fn is_standing(connection: &Connection, key: i64, without: Option<i64>) -> rusqlite::Result<bool> {
    let ends = "SELECT count(*), min(id), max(id) FROM (
        SELECT id FROM (SELECT id FROM compare_keys WHERE key = ?1 AND id >= 1 << 46
          AND NOT EXISTS (SELECT 1 FROM readings WHERE replaces = compare_keys.id) ORDER BY id LIMIT 3)
        UNION SELECT id FROM (SELECT id FROM compare_keys WHERE key = ?1
          AND NOT EXISTS (SELECT 1 FROM readings WHERE replaces = compare_keys.id) ORDER BY id DESC LIMIT 2)
        ) WHERE id IS NOT ?2";
    let (articles, first, last): (u32, Option<i64>, Option<i64>) = connection
        .prepare_cached(ends)?
        .query_row(rusqlite::params![key, without], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let date = |id: Option<i64>| id.and_then(|id| days::date(id >> 46));
    Ok(Spread { articles, first: date(first), last: date(last) }.is_standing())
}

/// Whether words of this reading stand under many articles only since it is there, and articles that share them were
/// compared before.
pub fn moved(connection: &Connection, text: &Text) -> rusqlite::Result<bool> {
    for (key, _) in text.keys().iter().filter(|(_, n)| *n == 0) {
        if is_standing(connection, *key, None)?
            && !is_standing(connection, *key, Some(text.id))?
            && shared(connection, *key, text.id)?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether two holders of a key, other than this reading, are related.
fn shared(connection: &Connection, key: i64, reading: i64) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM (SELECT id FROM compare_keys WHERE key = ?1 ORDER BY id DESC LIMIT ?2) AS held
        JOIN pairs ON pairs.later = held.id
        WHERE pairs.later <> ?3 AND pairs.earlier <> ?3
        AND EXISTS (SELECT 1 FROM compare_keys WHERE key = ?1 AND id = pairs.earlier)";
    connection.prepare_cached(sql)?.exists(rusqlite::params![key, HOLDERS, reading])
}
