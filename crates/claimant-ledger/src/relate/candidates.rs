//! Which readings a reading is held against: those that share keys with it, the nearest in time.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::text::{Text, reading_of};
use crate::compare::SHARED;

/// Holders of a key that are looked at on one side.
const HOLDERS: i64 = 16;
/// Readings that one reading is held against on one side.
const CANDIDATES: usize = 16;
/// The greatest number of a claim in a reading.
const LAST: i64 = (1 << 18) - 1;

/// Keys that another reading shares.
#[derive(Default)]
struct Shared {
    /// Of the text.
    text: usize,
    /// Of claims and figures.
    claims: usize,
}

/// The readings before this one that it is held against.
pub fn before(connection: &Connection, text: &Text) -> rusqlite::Result<Vec<i64>> {
    let sql = "SELECT id FROM compare_keys WHERE key = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3";
    chosen(connection, sql, text, text.id)
}

/// The readings after this one that are held against it.
pub fn after(connection: &Connection, text: &Text) -> rusqlite::Result<Vec<i64>> {
    let sql = "SELECT id FROM compare_keys WHERE key = ?1 AND id > ?2 ORDER BY id LIMIT ?3";
    chosen(connection, sql, text, text.id + LAST)
}

fn chosen(connection: &Connection, sql: &str, text: &Text, from: i64) -> rusqlite::Result<Vec<i64>> {
    let mut shared: BTreeMap<i64, Shared> = BTreeMap::new();
    let mut statement = connection.prepare_cached(sql)?;
    let keys: BTreeSet<i64> = text.keys.iter().map(|(key, _)| *key).collect();
    for key in keys {
        let mut seen = 0;
        let mut rows = statement.query(params![key, from, HOLDERS])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let reading = reading_of(id);
            if seen == reading {
                continue;
            }
            seen = reading;
            let shared = shared.entry(reading).or_default();
            *(if id == reading { &mut shared.text } else { &mut shared.claims }) += 1;
        }
    }
    rank(connection, text.id, shared)
}

/// Those that share most, of them the nearest, without readings that another stands in for.
fn rank(connection: &Connection, id: i64, shared: BTreeMap<i64, Shared>) -> rusqlite::Result<Vec<i64>> {
    let fits = |shared: &Shared| shared.text >= SHARED || shared.claims > 0;
    let mut ranked: Vec<(usize, u64, i64)> = shared
        .into_iter()
        .filter(|(_, shared)| fits(shared))
        .map(|(other, shared)| (shared.text + shared.claims, other.abs_diff(id), other))
        .collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut replaced = connection.prepare_cached("SELECT 1 FROM readings WHERE replaces = ?1")?;
    let mut chosen = Vec::new();
    for (_, _, other) in ranked {
        if chosen.len() == CANDIDATES {
            break;
        }
        if !replaced.exists([other])? {
            chosen.push(other);
        }
    }
    Ok(chosen)
}
