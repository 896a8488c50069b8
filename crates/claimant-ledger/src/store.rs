//! The one way in: whole articles, each kept entirely or not at all.

use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, OptionalExtension, params};
use sha2::{Digest, Sha256};

use crate::entry::{ARTICLE, CLAIMS, Entry, Holder, Row, TABLES, Table};
use crate::log::{append, last};
use crate::open::{open_in_memory, open_to_write};
use crate::rebuild::{rebuild, unreview};
use crate::relate::Comparing;
use crate::review::{Kept, own};
use crate::{Error, Ledger};

/// A ledger to be added to. There may be many at once: each waits for its turn.
pub struct Writer {
    ledger: Ledger,
    pub(crate) comparing: Comparing,
}

/// What became of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is kept now.
    Kept,
    /// It was kept before; nothing was written.
    Known,
    /// It cannot be kept; the others can.
    Refused(String),
}

impl Writer {
    /// Opens the ledger at `path`, or makes it.
    pub fn open(path: &Path) -> Result<Writer, Error> {
        Ok(Writer { ledger: open_to_write(path)?, comparing: Comparing::default() })
    }

    /// A ledger that is nowhere but in memory.
    pub(crate) fn in_memory() -> Result<Writer, Error> {
        Ok(Writer { ledger: open_in_memory()?, comparing: Comparing::default() })
    }

    /// Keeps a reading in a ledger in memory.
    pub(crate) fn add_again(&self, entry: &Entry) -> Result<(), Error> {
        add(&self.ledger.connection, entry, "-", &mut Vec::new())
            .map(|_| ())
            .map_err(|error| self.ledger.error(error))
    }

    /// The same ledger, to be read.
    pub fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Keeps `entries` in one transaction. When this returns they are on the disk, each whole; where it fails, none is.
    pub fn add(&mut self, entries: &[Entry]) -> Result<Vec<Added>, Error> {
        let (mut made, mut again) = (Vec::new(), false);
        let added = self.in_one_turn(|ledger| {
            let at = now(&ledger.connection)?;
            let mut all = || -> rusqlite::Result<Vec<Added>> {
                let add = |entry| add(&ledger.connection, entry, &at, &mut made);
                let added = entries.iter().map(add).collect::<rusqlite::Result<_>>()?;
                index_keys(&ledger.connection, &made)?;
                Ok(added)
            };
            let added = all().map_err(|error| ledger.error(error))?;
            again = rebuild(ledger, &ledger.decisions()?, made.iter().map(|(_, entry)| entry.key.clone()))?;
            Ok(added)
        })?;
        if again {
            self.comparing = Comparing::default();
        }
        made.into_iter().for_each(|(id, entry)| self.comparing.expect(id, &entry.reading));
        Ok(added)
    }

    /// Takes the turn to write at once, so that it never fails half-way for another writer.
    pub(crate) fn in_one_turn<T>(&self, write: impl FnOnce(&Ledger) -> Result<T, Error>) -> Result<T, Error> {
        let connection = &self.ledger.connection;
        let run = |sql: &str| connection.execute_batch(sql).map_err(|error| self.ledger.error(error));
        run("BEGIN IMMEDIATE")?;
        let result = write(&self.ledger).and_then(|result| run("COMMIT").map(|()| result));
        if result.is_err() && !connection.is_autocommit() {
            // The first error tells more than one of taking back.
            let _ = connection.execute_batch("ROLLBACK");
        }
        result
    }
}

impl Ledger {
    /// The time, to the second, in UTC: what the log writes down.
    pub fn now(&self) -> Result<String, Error> {
        now(&self.connection).map_err(|error| self.error(error))
    }

    /// Whether the article with this key is kept; with a generator (version, model, extractors), whether that has read it.
    pub fn knows(&self, key: &str, generator: Option<(&str, &str, &str)>) -> Result<bool, Error> {
        let connection = &self.connection;
        let found = match generator {
            None => connection
                .prepare_cached("SELECT 1 FROM articles WHERE key = ?1")
                .and_then(|mut s| s.exists([key])),
            Some((version, model, extractors)) => connection
                .prepare_cached(
                    "SELECT 1 FROM articles JOIN readings ON readings.article = articles.id
                     JOIN generators ON generators.id = readings.generator
                     WHERE key = ?1 AND version = ?2 AND model = ?3 AND extractors = ?4",
                )
                .and_then(|mut s| s.exists([key, version, model, extractors])),
        };
        found.map_err(|error| self.error(error))
    }
}

/// The time, to the second, in UTC.
pub(crate) fn now(connection: &Connection) -> rusqlite::Result<String> {
    connection.query_row("SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now')", [], |row| row.get(0))
}

/// Keeps one entry. What the tables refuse is taken back alone.
fn add<'e>(
    connection: &Connection,
    entry: &'e Entry,
    at: &str,
    made: &mut Vec<(i64, &'e Entry)>,
) -> rusqlite::Result<Added> {
    connection.prepare_cached("SAVEPOINT entry")?.execute([])?;
    let result = insert(connection, entry, at);
    let added = match result {
        Ok(Some(reading)) => {
            made.push((reading, entry));
            Added::Kept
        }
        Ok(None) => Added::Known,
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation) => {
            connection.prepare_cached("ROLLBACK TO entry")?.execute([])?;
            Added::Refused(error.to_string())
        }
        Err(error) => return Err(error),
    };
    connection.prepare_cached("RELEASE entry")?.execute([])?;
    Ok(added)
}

/// Writes an entry's rows. Gives its reading; `None` if it is known.
fn insert(connection: &Connection, entry: &Entry, at: &str) -> rusqlite::Result<Option<i64>> {
    let article = article(connection, entry)?;
    let generator = generator(connection, entry)?;
    let kept = "SELECT 1 FROM readings WHERE article = ?1 AND generator = ?2 AND reviews IS NULL";
    if connection.prepare_cached(kept)?.exists(params![article, generator])? {
        return Ok(None);
    }
    unreview(connection, article)?;
    let replaced: Option<i64> =
        connection.prepare_cached(LATEST)?.query_row([article], |row| row.get(0)).optional()?;
    let reading = write(connection, entry, Place { article, generator, replaced, reviewed: false })?;
    let body = serde_json::json!({ "record_sha256": entry.record_sha256 }).to_string();
    let line = own(last(connection)?.as_ref(), "add", &entry.key, body, at);
    append(connection, &Kept { line, payload: Default::default() })?;
    Ok(Some(reading))
}

/// The reading of an article that no later one stands in for.
pub(crate) const LATEST: &str = "SELECT id FROM readings WHERE article = ?1
     AND NOT EXISTS (SELECT 1 FROM readings AS later WHERE later.replaces = readings.id)";

/// Where a reading belongs.
pub(crate) struct Place {
    pub article: i64,
    pub generator: i64,
    /// The reading that it stands in for.
    pub replaced: Option<i64>,
    /// Whether it is that reading after what people decided.
    pub reviewed: bool,
}

/// Writes a reading with all its rows but its keys ([`index_keys`]). Gives its id.
pub(crate) fn write(connection: &Connection, entry: &Entry, place: Place) -> rusqlite::Result<i64> {
    let reading = reading(connection, entry, place)?;
    connection
        .prepare_cached("INSERT INTO records (reading, json) VALUES (?1, ?2)")?
        .execute(params![reading, entry.record])?;
    for (table, rows) in TABLES.iter().zip(&entry.rows) {
        fill(connection, table, reading, rows)?;
    }
    index(connection, reading, entry.rows.get(CLAIMS).map_or(&[], Vec::as_slice))?;
    Ok(reading)
}

/// The id of the entry's article, which may have been read before.
fn article(connection: &Connection, entry: &Entry) -> rusqlite::Result<i64> {
    let known = connection
        .prepare_cached("SELECT id FROM articles WHERE key = ?1")?
        .query_row([&entry.key], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    let marks = vec!["?"; entry.article.len()].join(", ");
    let sql = format!("INSERT INTO articles ({ARTICLE}) VALUES ({marks})");
    connection.prepare_cached(&sql)?.insert(rusqlite::params_from_iter(&entry.article))
}

fn generator(connection: &Connection, entry: &Entry) -> rusqlite::Result<i64> {
    let model = entry.generator.model.as_deref().unwrap_or_default();
    let values = params![entry.generator.version, model, entry.extractors];
    let find = "SELECT id FROM generators WHERE version = ?1 AND model = ?2 AND extractors = ?3";
    if let Some(id) = connection.prepare_cached(find)?.query_row(values, |row| row.get(0)).optional()? {
        return Ok(id);
    }
    connection
        .prepare_cached("INSERT INTO generators (version, model, extractors) VALUES (?1, ?2, ?3)")?
        .insert(values)
}

/// Makes the reading's row.
fn reading(connection: &Connection, entry: &Entry, place: Place) -> rusqlite::Result<i64> {
    let Place { article, generator, replaced, reviewed } = place;
    let id = free_id(connection, entry)?;
    let reviews = replaced.filter(|_| reviewed);
    connection
        .prepare_cached(
            "INSERT INTO readings (id, article, generator, claims, replaces, reviews, record_sha256)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            id,
            article,
            generator,
            entry.claims as i64,
            replaced,
            reviews,
            entry.record_sha256
        ])?;
    Ok(id)
}

/// Slots that a day has for readings.
const SLOTS: i64 = 1 << 28;

/// An id that sorts by the article's day and is the same in every ledger, but for readings that share a slot.
fn free_id(connection: &Connection, entry: &Entry) -> rusqlite::Result<i64> {
    let model = entry.generator.model.as_deref().unwrap_or_default();
    let name = format!("{}\n{}\n{model}\n{}", entry.key, entry.generator.version, entry.extractors);
    let seed = Sha256::digest(name).iter().take(6).fold(0, |seed, byte| (seed << 8) | i64::from(*byte));
    let mut taken = connection.prepare_cached(
        "SELECT 1 FROM readings WHERE id = ?1 UNION ALL SELECT 1 FROM forgotten WHERE reading = ?1",
    )?;
    for slot in seed..seed + SLOTS {
        let id = (entry.day << 46) | ((slot % SLOTS) << 18);
        if !taken.exists([id])? {
            return Ok(id);
        }
    }
    Err(rusqlite::Error::QueryReturnedNoRows)
}

/// Writes a table's rows.
fn fill(connection: &Connection, table: &Table, reading: i64, rows: &[Row]) -> rusqlite::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut statement = connection.prepare_cached(&insert_sql(table))?;
    for row in rows {
        statement.raw_bind_parameter(1, reading)?;
        for (i, value) in row.iter().enumerate() {
            statement.raw_bind_parameter(i + 2, value)?;
        }
        statement.raw_execute()?;
    }
    Ok(())
}

fn insert_sql(table: &Table) -> String {
    let (head, values, first) = match (table.holder, table.name) {
        (Holder::Reading, _) => ("reading", "?1", 2),
        (Holder::Claim, "claims") => ("id, reading, n", "?1 + ?2, ?1, ?2", 3),
        (Holder::Claim, _) => ("claim", "?1 + ?2", 3),
    };
    let marks: String = (first..first + table.columns.len()).map(|i| format!(", ?{i}")).collect();
    format!("INSERT INTO {} ({head}, {}) VALUES ({values}{marks})", table.name, table.columns.join(", "))
}

/// So many new keys join the old ones: a page then takes several of them, where the keys of one transaction would each
/// go to another.
const TURN: i64 = 1 << 18;

/// Writes the keys of readings, all together in the order of the table: keys are hashes, and the fewer visits of a page
/// the better.
pub(crate) fn index_keys(connection: &Connection, readings: &[(i64, &Entry)]) -> rusqlite::Result<()> {
    let of_one = |(id, entry): &(i64, &Entry)| -> Vec<(i64, i64)> {
        entry.keys.iter().map(|(key, n)| (*key, id + n)).collect()
    };
    let mut keys: Vec<(i64, i64)> = readings.iter().flat_map(of_one).collect();
    keys.sort_unstable();
    let mut statement =
        connection.prepare_cached("INSERT OR IGNORE INTO new_keys (key, id) VALUES (?1, ?2)")?;
    keys.iter().try_for_each(|(key, id)| statement.execute([key, id]).map(drop))?;
    join_keys(connection, TURN)
}

/// Makes the new keys old ones if there are `least` of them.
fn join_keys(connection: &Connection, least: i64) -> rusqlite::Result<()> {
    let new: i64 =
        connection.prepare_cached("SELECT count(*) FROM new_keys")?.query_row([], |row| row.get(0))?;
    if new < least {
        return Ok(());
    }
    let join = "INSERT OR IGNORE INTO old_keys (key, id) SELECT key, id FROM new_keys ORDER BY key, id";
    connection.prepare_cached(join)?.execute([])?;
    connection.prepare_cached("DELETE FROM new_keys")?.execute([]).map(drop)
}

/// The columns of `claims` that words are looked for in.
pub(crate) const WORDS: [&str; 9] =
    ["quote", "who", "about", "places", "events", "publisher", "status", "certainty", "source_kind"];

/// Makes the words of the claims findable.
fn index(connection: &Connection, reading: i64, claims: &[Row]) -> rusqlite::Result<()> {
    let columns = TABLES.get(CLAIMS).map_or(&[][..], |table| table.columns);
    // A claim's row begins with its number.
    let places = WORDS.map(|word| columns.iter().position(|column| *column == word).map_or(0, |at| at + 1));
    let mut statement = connection.prepare_cached(&format!(
        "INSERT INTO claim_words (rowid, {}) VALUES (?1 + ?2{})",
        WORDS.join(", "),
        (3..3 + WORDS.len()).map(|i| format!(", ?{i}")).collect::<String>()
    ))?;
    for row in claims {
        statement.raw_bind_parameter(1, reading)?;
        statement.raw_bind_parameter(2, row.first().unwrap_or(&Value::Null))?;
        for (i, place) in places.iter().enumerate() {
            statement.raw_bind_parameter(i + 3, row.get(*place).unwrap_or(&Value::Null))?;
        }
        statement.raw_execute()?;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;

    #[test]
    fn new_keys_become_old_ones_all_together() {
        let ledger = open_in_memory().unwrap();
        let connection = &ledger.connection;
        connection
            .execute_batch("INSERT INTO old_keys VALUES (5, 1); INSERT INTO new_keys VALUES (5, 2), (3, 2)")
            .unwrap();
        let rows = |table: &str| -> Vec<(i64, i64)> {
            let mut statement =
                connection.prepare(&format!("SELECT key, id FROM {table} ORDER BY 1, 2")).unwrap();
            statement
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
                .unwrap()
                .map(Result::unwrap)
                .collect()
        };
        let all = vec![(3, 2), (5, 1), (5, 2)];
        assert_eq!(rows("compare_keys"), all);
        join_keys(connection, 3).unwrap();
        assert_eq!(rows("old_keys"), vec![(5, 1)]);
        join_keys(connection, 2).unwrap();
        assert_eq!((rows("old_keys"), rows("new_keys")), (all.clone(), Vec::new()));
        assert_eq!(rows("compare_keys"), all);
    }
}
