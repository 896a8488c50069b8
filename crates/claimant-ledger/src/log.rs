//! The log as the file keeps it: the lines of the chain in one table, what people wrote beside it in another.
//!
//! What a line is, its hash and how it is checked, [`crate::review`] says: there is one log.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::review::{Decision, Kept, Line, Log, Payload, Sealed};
use crate::{Error, Ledger};

const COLUMNS: &str = "log.seq, kind, subject, body, author, at, previous, hash";
/// Lines that are of the ledger itself, and no decision of a person.
pub(crate) const OWN: &str = "('add', 'table')";

/// A decision with everything that is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Its number among decisions, from 1.
    pub number: u64,
    /// Its line.
    pub line: Line,
    /// Its words; `None` where they were forgotten.
    pub decision: Option<Decision>,
    /// Who decided; `None` where that was forgotten.
    pub who: Option<String>,
    /// Whether no later decision has taken it back.
    pub stands: bool,
}

fn line(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line {
        seq: u64::try_from(row.get::<_, i64>(0)?).unwrap_or(0),
        kind: row.get(1)?,
        subject: row.get(2)?,
        body: row.get(3)?,
        author: row.get(4)?,
        at: row.get(5)?,
        previous: row.get(6)?,
        hash: row.get(7)?,
    })
}

/// The last line.
pub(crate) fn last(connection: &Connection) -> rusqlite::Result<Option<Line>> {
    let sql = format!("SELECT {COLUMNS} FROM log ORDER BY seq DESC LIMIT 1");
    connection.prepare_cached(&sql)?.query_row([], line).optional()
}

/// Writes one line with what it stands for, inside a transaction.
pub(crate) fn append(connection: &Connection, kept: &Kept) -> rusqlite::Result<()> {
    let Kept { line, payload } = kept;
    connection
        .prepare_cached(
            "INSERT INTO log (seq, kind, subject, body, author, at, previous, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            line.seq as i64,
            line.kind,
            line.subject,
            line.body,
            line.author,
            line.at,
            line.previous,
            line.hash
        ])?;
    let mut words =
        connection.prepare_cached("INSERT INTO payloads (seq, part, salt, text) VALUES (?1, ?2, ?3, ?4)")?;
    for (part, sealed) in [("what", &payload.what), ("who", &payload.who)] {
        if let Some(Sealed { salt, text }) = sealed {
            words.execute(params![line.seq as i64, part, salt, text])?;
        }
    }
    Ok(())
}

/// Lines with their words, in order; those that `which` is true of.
fn kept(connection: &Connection, which: &str) -> rusqlite::Result<Vec<Kept>> {
    let sql = format!(
        "SELECT {COLUMNS}, what.salt, what.text, who.salt, who.text FROM log
         LEFT JOIN payloads AS what ON what.seq = log.seq AND what.part = 'what'
         LEFT JOIN payloads AS who ON who.seq = log.seq AND who.part = 'who'
         WHERE {which} ORDER BY log.seq"
    );
    let sealed = |row: &Row<'_>, at: usize| -> rusqlite::Result<Option<Sealed>> {
        let (salt, text): (Option<String>, Option<String>) = (row.get(at)?, row.get(at + 1)?);
        Ok(salt.zip(text).map(|(salt, text)| Sealed { salt, text }))
    };
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([], |row| {
        Ok(Kept { line: line(row)?, payload: Payload { what: sealed(row, 8)?, who: sealed(row, 10)? } })
    })?;
    rows.collect()
}

impl Ledger {
    /// The whole log.
    pub fn log(&self) -> Result<Log, Error> {
        kept(&self.connection, "true").map(Log::of).map_err(|error| self.error(error))
    }

    /// What people decided: the log without the ledger's own lines. Its chain has gaps, its numbers are right.
    pub fn decisions(&self) -> Result<Log, Error> {
        let which = format!("kind NOT IN {OWN}");
        kept(&self.connection, &which).map(Log::of).map_err(|error| self.error(error))
    }

    /// Every line of the log in order.
    pub fn each_line(&self, each: &mut dyn FnMut(Line)) -> Result<(), Error> {
        let mut read = || -> rusqlite::Result<()> {
            let mut statement =
                self.connection.prepare(&format!("SELECT {COLUMNS} FROM log ORDER BY seq"))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                each(line(row)?);
            }
            Ok(())
        };
        read().map_err(|error| self.error(error))
    }

    /// The lines whose subject is `subject`, in order.
    pub fn lines_about(&self, subject: &str) -> Result<Vec<Line>, Error> {
        let read = || -> rusqlite::Result<Vec<Line>> {
            let sql = format!("SELECT {COLUMNS} FROM log WHERE subject = ?1 ORDER BY seq");
            self.connection.prepare_cached(&sql)?.query_map([subject], line)?.collect()
        };
        read().map_err(|error| self.error(error))
    }

    /// Every decision, those that were taken back too, oldest first.
    pub fn told(&self) -> Result<Vec<Told>, Error> {
        Ok(self.decisions()?.told())
    }
}
