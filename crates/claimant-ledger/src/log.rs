//! The log: what was done, in a chain of hashes, so that no line can be changed or taken out unseen.

use claimant_doc::hex;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{Error, Ledger};

/// What is to be written to the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// A word of the schema: `add`, `accept`, `correct` …
    pub kind: String,
    /// What it is about: an article's key, or a claim's handle (`key:c12`).
    pub subject: String,
    /// Anything else, as JSON.
    pub body: String,
    /// Who did it; empty only where the program itself added an article.
    pub author: String,
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its number, from 1 without gaps.
    pub seq: i64,
    /// What was done.
    pub kind: String,
    /// To what.
    pub subject: String,
    /// Anything else, as JSON.
    pub body: String,
    /// By whom.
    pub author: String,
    /// When, in UTC.
    pub at: String,
    /// The hash of the line before; 64 zeros for the first.
    pub previous: String,
    /// The hash of this line.
    pub hash: String,
}

impl Line {
    /// The hash that the line should have.
    pub fn digest(&self) -> String {
        let Line { seq, kind, subject, body, author, at, previous, hash: _ } = self;
        let json = serde_json::json!([seq, kind, subject, body, author, at, previous]).to_string();
        hex(&Sha256::digest(json))
    }

    fn of(row: &Row<'_>) -> rusqlite::Result<Line> {
        Ok(Line {
            seq: row.get(0)?,
            kind: row.get(1)?,
            subject: row.get(2)?,
            body: row.get(3)?,
            author: row.get(4)?,
            at: row.get(5)?,
            previous: row.get(6)?,
            hash: row.get(7)?,
        })
    }
}

const COLUMNS: &str = "seq, kind, subject, body, author, at, previous, hash";

/// What the first line follows on.
pub(crate) fn nothing_before() -> String {
    "0".repeat(64)
}

/// Writes one line, inside a transaction. Gives its number.
pub(crate) fn append(connection: &Connection, act: &Act, at: &str) -> rusqlite::Result<i64> {
    let last: Option<(i64, String)> = connection
        .prepare_cached("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (seq, previous) = last.map_or_else(|| (1, nothing_before()), |(seq, hash)| (seq + 1, hash));
    let Act { kind, subject, body, author } = act.clone();
    let mut line =
        Line { seq, kind, subject, body, author, at: at.to_owned(), previous, hash: String::new() };
    line.hash = line.digest();
    connection
        .prepare_cached(&format!("INSERT INTO log ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"))?
        .execute(params![
            line.seq,
            line.kind,
            line.subject,
            line.body,
            line.author,
            line.at,
            line.previous,
            line.hash
        ])?;
    Ok(seq)
}

impl Ledger {
    /// Every line of the log in order.
    pub fn each_line(&self, each: &mut dyn FnMut(Line)) -> Result<(), Error> {
        let mut read = || -> rusqlite::Result<()> {
            let mut statement =
                self.connection.prepare(&format!("SELECT {COLUMNS} FROM log ORDER BY seq"))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                each(Line::of(row)?);
            }
            Ok(())
        };
        read().map_err(|error| self.error(error))
    }

    /// The lines about `subject`, an article's key or a claim's handle, in order.
    pub fn lines_about(&self, subject: &str) -> Result<Vec<Line>, Error> {
        let read = || -> rusqlite::Result<Vec<Line>> {
            let sql = format!("SELECT {COLUMNS} FROM log WHERE subject = ?1 ORDER BY seq");
            self.connection.prepare_cached(&sql)?.query_map([subject], Line::of)?.collect()
        };
        read().map_err(|error| self.error(error))
    }
}
