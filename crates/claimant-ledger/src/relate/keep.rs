//! Writing what two readings are to each other, and reading what was written.

use std::collections::BTreeSet;

use claimant_doc::RelationKind;
use rusqlite::{Connection, OptionalExtension, params};

use super::METHOD;
use super::pair::Found;

/// Keeps what two readings are to each other, if that is other than what is kept.
pub fn again(connection: &Connection, later: i64, earlier: i64, found: Vec<Found>) -> rusqlite::Result<()> {
    let round = last(connection, later, earlier)?;
    match round {
        None if found.is_empty() => return Ok(()),
        Some(round) if is(connection, (later, earlier, round), &found)? => return Ok(()),
        _ => {}
    }
    let round = round.unwrap_or_default() + 1;
    connection
        .prepare_cached(
            "INSERT INTO pairs (later, earlier, round, method, relations) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![later, earlier, round, METHOD, found.len() as i64])?;
    for (one, n) in found.iter().zip(1..) {
        write(connection, (later, earlier, round, n), one)?;
    }
    Ok(())
}

/// Whether a round of two readings is `found`; one without relations stands for readings that are not held against each
/// other any more.
pub fn is(connection: &Connection, at: (i64, i64, i64), found: &[Found]) -> rusqlite::Result<bool> {
    Ok(kept(connection, at.0, at.1, at.2)? == summary(found) && spans(connection, at)? == all_spans(found))
}

/// A place of a passage: its relation, side, number, start and end.
type Place = (i64, String, i64, i64, i64);

fn spans(connection: &Connection, (later, earlier, round): (i64, i64, i64)) -> rusqlite::Result<Vec<Place>> {
    let sql = "SELECT relation, side, n, start, \"end\" FROM relation_spans
               WHERE later = ?1 AND earlier = ?2 AND round = ?3 ORDER BY relation, side, n";
    let place =
        |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?));
    connection.prepare_cached(sql)?.query_map([later, earlier, round], place)?.collect()
}

fn all_spans(found: &[Found]) -> Vec<Place> {
    let sides = found.iter().zip(1_i64..).flat_map(|(one, relation)| {
        ["a", "b"].into_iter().zip(&one.spans).map(move |(side, spans)| (relation, side, spans))
    });
    sides
        .flat_map(|(relation, side, spans)| {
            spans
                .iter()
                .zip(1_i64..)
                .map(move |((start, end), n)| (relation, side.to_owned(), n, *start, *end))
        })
        .collect()
}

/// Readings before this one that are kept as related to it.
pub fn earlier(connection: &Connection, later: i64) -> rusqlite::Result<BTreeSet<i64>> {
    let sql = "SELECT DISTINCT earlier FROM pairs WHERE later = ?1";
    connection.prepare_cached(sql)?.query_map([later], |row| row.get(0))?.collect()
}

fn last(connection: &Connection, later: i64, earlier: i64) -> rusqlite::Result<Option<i64>> {
    let sql = "SELECT round FROM pairs WHERE later = ?1 AND earlier = ?2 ORDER BY round DESC LIMIT 1";
    connection.prepare_cached(sql)?.query_row([later, earlier], |row| row.get(0)).optional()
}

/// A relation as it is told from another one: what it is between, which kind, and what it was concluded from.
type Summary = (String, String, i64, Option<i64>, i64, Option<i64>, bool, String, String);

fn summary(found: &[Found]) -> Vec<Summary> {
    let one = |found: &Found| {
        let (level, kind) = (found.level.word().to_owned(), found.kind.word().to_owned());
        let (reason, derivation) = (found.reason.clone(), found.derivation.clone());
        (level, kind, found.a.0, found.a.1, found.b.0, found.b.1, found.directed, reason, derivation)
    };
    found.iter().map(one).collect()
}

fn kept(connection: &Connection, later: i64, earlier: i64, round: i64) -> rusqlite::Result<Vec<Summary>> {
    let sql = "SELECT level, kind, a, a_figure, b, b_figure, directed, reason, derivation FROM relations
               WHERE later = ?1 AND earlier = ?2 AND round = ?3 ORDER BY n";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([later, earlier, round], |row| {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
            row.get(5)?,
            row.get(6)?,
            row.get(7)?,
            row.get(8)?,
        ))
    })?;
    rows.collect()
}

fn write(connection: &Connection, at: (i64, i64, i64, i64), found: &Found) -> rusqlite::Result<()> {
    let (later, earlier, round, n) = at;
    let sql = "INSERT INTO relations (later, earlier, round, n, level, kind, a, a_figure, b, b_figure, directed, score,
                 reason, derivation) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    let Found { level, kind, a, b, directed, score, reason, derivation, spans } = found;
    let kind: RelationKind = *kind;
    connection.prepare_cached(sql)?.execute(params![
        later,
        earlier,
        round,
        n,
        level.word(),
        kind.word(),
        a.0,
        a.1,
        b.0,
        b.1,
        directed,
        score,
        reason,
        derivation
    ])?;
    let sql = "INSERT INTO relation_spans (later, earlier, round, relation, side, n, start, \"end\")
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    for (side, spans) in ["a", "b"].into_iter().zip(spans) {
        for ((start, end), i) in spans.iter().zip(1_i64..) {
            connection
                .prepare_cached(sql)?
                .execute(params![later, earlier, round, n, side, i, start, end])?;
        }
    }
    Ok(())
}
