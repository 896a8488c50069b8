//! Whether what was kept of comparing still follows from what was compared.

use std::collections::BTreeSet;

use claimant_doc::Reading;
use rusqlite::{Connection, params};

use super::text::Texts;
use super::{METHOD, keep, keys, standing};

/// Keys of a reading that are missing.
pub(crate) fn missing_keys(connection: &Connection, id: i64, reading: &Reading) -> rusqlite::Result<usize> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM compare_keys WHERE key = ?1 AND id = ?2")?;
    let mut missing = 0;
    for (key, n) in keys::keys(reading) {
        missing += usize::from(!statement.exists(params![key, id + n])?);
    }
    Ok(missing)
}

/// How many keys a reading has.
pub(crate) fn count_keys(reading: &Reading) -> usize {
    keys::keys(reading).len()
}

/// What is wrong with relations: ends that are not there, and in a settled ledger relations that do not follow.
pub(crate) fn relations(connection: &Connection, settled: bool) -> rusqlite::Result<Vec<(String, String)>> {
    let mut faults = Vec::new();
    let stray = "SELECT count(*) FROM relations WHERE
        (level IN ('claim', 'figure', 'source') AND a NOT IN (SELECT id FROM claims))
        OR (level IN ('claim', 'figure') AND b NOT IN (SELECT id FROM claims))
        OR (level IN ('article', 'passage') AND a NOT IN (later, earlier))
        OR (level IN ('article', 'passage', 'source') AND b NOT IN (later, earlier))";
    let strays: i64 = connection.query_row(stray, [], |row| row.get(0))?;
    if strays > 0 {
        faults.push(("relations".to_owned(), format!("{strays} have an end that is not there")));
    }
    let counts = "SELECT count(*) FROM pairs WHERE relations <> (SELECT count(*) FROM relations
        WHERE relations.later = pairs.later AND relations.earlier = pairs.earlier AND relations.round = pairs.round)";
    let wrong: i64 = connection.query_row(counts, [], |row| row.get(0))?;
    if wrong > 0 {
        faults.push(("pairs".to_owned(), format!("{wrong} have lost relations")));
    }
    if settled {
        faults.extend(other(connection)?);
    }
    Ok(faults)
}

/// Pairs whose relations are not those that the two readings give.
fn other(connection: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    let sql = "SELECT later, earlier, max(round), key, pairs.relations FROM pairs JOIN readings ON readings.id = later
        JOIN articles ON articles.id = readings.article WHERE method = ?1
        AND NOT EXISTS (SELECT 1 FROM readings WHERE replaces IN (later, earlier))
        GROUP BY later, earlier ORDER BY later, earlier";
    let mut statement = connection.prepare(sql)?;
    let pair =
        |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?));
    let rows = statement.query_map([METHOD], pair)?;
    let (mut texts, mut faults) = (Texts::default(), BTreeSet::new());
    for row in rows {
        let (later, earlier, round, key, count): (i64, i64, i64, String, i64) = row?;
        if count == 0 {
            continue;
        }
        let (x, y) = (texts.get(connection, later)?, texts.get(connection, earlier)?);
        let found = standing::pair(connection, &x, &y)?;
        if !keep::is(connection, (later, earlier, round), &found)? {
            faults.insert((key, "its relations are not those that it has to other articles".to_owned()));
        }
    }
    Ok(faults.into_iter().collect())
}
