//! Which readings a reading is held against: those that share keys with it, the nearest in time.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::text::{Text, reading_of};
use crate::compare::SHARED;

/// Holders of a key that are looked at on one side. A key with as many is common, and tells little.
const HOLDERS: usize = 16;
/// Readings before it that one reading is held against.
const CANDIDATES: usize = 6;
/// Readings after it that are held against one that comes late, at once; the others when all is settled.
const LATER: usize = 2;
/// Of those, readings that share common keys alone.
const WEAK: usize = 2;
/// The greatest number of a claim in a reading.
const LAST: i64 = (1 << 18) - 1;

/// Keys that another reading shares.
#[derive(Clone, Copy, Default)]
struct Shared {
    /// Of the text.
    text: usize,
    /// Of claims and figures, held by few.
    rare: usize,
    /// Of claims and figures, held by many.
    common: usize,
}

impl Shared {
    fn is_strong(self) -> bool {
        self.text >= SHARED || self.rare > 0
    }
}

/// The readings before this one that it is held against.
pub fn before(connection: &Connection, text: &Text) -> rusqlite::Result<Vec<i64>> {
    let sql = "SELECT id FROM compare_keys WHERE key = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3";
    chosen(connection, sql, text, text.id, CANDIDATES)
}

/// The readings after this one that are held against it.
pub fn after(connection: &Connection, text: &Text) -> rusqlite::Result<Vec<i64>> {
    let sql = "SELECT id FROM compare_keys WHERE key = ?1 AND id > ?2 ORDER BY id LIMIT ?3";
    chosen(connection, sql, text, text.id + LAST, LATER)
}

fn chosen(
    connection: &Connection,
    sql: &str,
    text: &Text,
    from: i64,
    most: usize,
) -> rusqlite::Result<Vec<i64>> {
    let mut shared: BTreeMap<i64, Shared> = BTreeMap::new();
    let mut statement = connection.prepare_cached(sql)?;
    let keys: BTreeSet<i64> = text.keys().iter().map(|(key, _)| *key).collect();
    for key in keys {
        let held: Vec<i64> = statement
            .query_map(params![key, from, HOLDERS as i64], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let common = held.len() == HOLDERS;
        let mut seen = 0;
        for id in held {
            let reading = reading_of(id);
            if seen == reading {
                continue;
            }
            seen = reading;
            let shared = shared.entry(reading).or_default();
            match (id == reading, common) {
                (true, _) => shared.text += 1,
                (_, false) => shared.rare += 1,
                (_, true) => shared.common += 1,
            }
        }
    }
    rank(connection, text.id, shared, most)
}

/// Those that share most, of them the nearest, without readings that another stands in for.
fn rank(
    connection: &Connection,
    id: i64,
    shared: BTreeMap<i64, Shared>,
    most: usize,
) -> rusqlite::Result<Vec<i64>> {
    let mut ranked: Vec<(i64, Shared)> =
        shared.into_iter().filter(|(_, shared)| shared.is_strong() || shared.common > 0).collect();
    ranked.sort_by_key(|(other, shared)| {
        (
            Reverse(shared.is_strong()),
            Reverse(shared.text + shared.rare),
            Reverse(shared.common),
            other.abs_diff(id),
            *other,
        )
    });
    let mut replaced = connection.prepare_cached("SELECT 1 FROM readings WHERE replaces = ?1")?;
    let (mut chosen, mut weak) = (Vec::new(), 0);
    for (other, shared) in ranked {
        if chosen.len() == most || weak == WEAK {
            break;
        }
        if !replaced.exists([other])? {
            weak += usize::from(!shared.is_strong());
            chosen.push(other);
        }
    }
    Ok(chosen)
}
