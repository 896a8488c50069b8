//! Comparing what is kept: each article with the few that may tell the same, found by keys.
//!
//! ```text
//! Entry ─keys→ compare_keys ─nearest holders→ candidates ─pair→ relations, kept by pair of readings
//! ```
//!
//! What two readings are to each other follows from the two alone ([`pair`]). Which readings are held against each other
//! follows from keys that they share, and where a key has many holders, from their days: the nearest before. So an
//! article costs the same in a small ledger and in a large one. An article that comes late, when later ones are there
//! already, may push another from among the nearest of those; it is held against them at once, and marked, and
//! [`Writer::settle`] then sees to it that all is as if everything had come in the order of its days.

mod candidates;
pub(crate) mod check;
mod claims;
mod figures;
mod keep;
pub(crate) mod keys;
mod pair;
mod sources;
mod standing;
mod text;

use std::collections::BTreeSet;

use claimant_doc::Reading;
use rusqlite::{Connection, params};

use crate::{Error, Writer};

pub(crate) use self::text::{Text, Texts, reading_of};

/// The version of the way of comparing: of keys, candidates and relations.
pub(crate) const METHOD: i64 = 1;

/// What of comparing is kept in memory: readings that were looked at last, and those that wait.
#[derive(Default)]
pub(crate) struct Comparing {
    texts: Texts,
    /// Readings that are not compared yet; `None` before anybody asked the ledger.
    waiting: Option<BTreeSet<i64>>,
    /// SQLite's `data_version`: it moves when another process has written.
    version: i64,
}

impl Comparing {
    /// Forgets all if another process has written since: readings that people decided on are made again under their ids.
    fn refresh(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let version = connection.query_row("PRAGMA data_version", [], |row| row.get(0))?;
        if version != self.version {
            *self = Comparing { version, ..Comparing::default() };
        }
        Ok(())
    }

    /// The readings that wait, `most` of them, earliest first.
    fn next(&mut self, connection: &Connection, most: usize) -> rusqlite::Result<Vec<i64>> {
        if self.waiting.is_none() {
            self.waiting = Some(uncompared(connection)?);
        }
        Ok(self.waiting.iter().flatten().take(most).copied().collect())
    }

    /// A reading was added under this id.
    pub fn expect(&mut self, id: i64, reading: &Reading) {
        self.texts.keep(Text::of(id, reading.clone()));
        if let Some(waiting) = &mut self.waiting {
            waiting.insert(id);
        }
    }
}

impl Writer {
    /// Holds at most `most` readings that were not compared yet against the others, earliest first, in one transaction.
    /// Gives how many it were; 0 when all are compared.
    pub fn compare(&mut self, most: usize) -> Result<usize, Error> {
        let mut comparing = std::mem::take(&mut self.comparing);
        let done = self.in_turn(|connection| {
            comparing.refresh(connection)?;
            let ids = comparing.next(connection, most)?;
            ids.iter().try_for_each(|id| compare(connection, &mut comparing.texts, *id))?;
            Ok(ids)
        });
        if let (Ok(ids), Some(waiting)) = (&done, &mut comparing.waiting) {
            waiting.retain(|id| !ids.contains(id));
        }
        self.comparing = comparing;
        done.map(|ids| ids.len())
    }

    fn in_turn<T>(&self, write: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, Error> {
        self.in_one_turn(|ledger| write(&ledger.connection).map_err(|error| ledger.error(error)))
    }

    /// Leaves what is there now uncompared until the ledger is opened again: only what is added from now on is held against
    /// the others.
    pub fn expect_nothing(&mut self) -> Result<(), Error> {
        let mut comparing = Comparing::default();
        self.in_turn(|connection| comparing.refresh(connection))?;
        comparing.waiting = Some(BTreeSet::new());
        self.comparing = comparing;
        Ok(())
    }

    /// Whether articles came late since all was last settled, or by another method.
    pub fn is_settled(&self) -> Result<bool, Error> {
        self.ledger().is_settled()
    }

    /// Holds every reading against those that it should be held against, as if all had come in the order of their days,
    /// and keeps what is other than before. `tell` hears of each step.
    pub fn settle(&mut self, tell: &mut dyn FnMut(usize, usize)) -> Result<(), Error> {
        let read = || -> rusqlite::Result<Vec<i64>> {
            let connection = &self.ledger().connection;
            connection
                .prepare(&format!("SELECT id FROM readings WHERE {COUNTS} ORDER BY id"))?
                .query_map([], |row| row.get(0))?
                .collect()
        };
        let ids = read().map_err(|error| self.ledger().error(error))?;
        let mut comparing = std::mem::take(&mut self.comparing);
        for (i, some) in ids.chunks(TOGETHER).enumerate() {
            self.in_turn(|connection| {
                comparing.refresh(connection)?;
                let still = |id: &&i64| exists(connection, **id);
                some.iter().filter(still).try_for_each(|id| settle(connection, &mut comparing.texts, *id))
            })?;
            tell((i + 1) * TOGETHER, ids.len());
        }
        self.comparing = comparing;
        self.in_turn(|connection| {
            let sql = "INSERT INTO settled (readings, late, method) SELECT count(*), coalesce(sum(late), 0), ?1 FROM compared";
            connection.execute(sql, [METHOD]).map(drop)
        })
    }
}

impl crate::Ledger {
    /// How many readings are not compared yet.
    pub fn uncompared(&self) -> Result<usize, Error> {
        uncompared(&self.connection).map(|ids| ids.len()).map_err(|error| self.error(error))
    }

    /// Whether every reading is held against all that it should be, by this version's method.
    pub fn is_settled(&self) -> Result<bool, Error> {
        let sql = "SELECT coalesce((SELECT late FROM settled WHERE method = ?1 ORDER BY n DESC LIMIT 1), 0)
             = (SELECT coalesce(sum(late), 0) FROM compared)
             AND NOT EXISTS (SELECT 1 FROM compared WHERE method <> ?1 AND
               NOT EXISTS (SELECT 1 FROM settled WHERE method = ?1))";
        self.connection.query_row(sql, [METHOD], |row| row.get(0)).map_err(|error| self.error(error))
    }
}

/// Readings of one transaction while settling.
const TOGETHER: usize = 64;

/// Whether a reading is still there: another process may have made it again or taken it out.
fn exists(connection: &Connection, id: i64) -> bool {
    let there = connection.prepare_cached("SELECT 1 FROM readings WHERE id = ?1");
    there.and_then(|mut statement| statement.exists([id])).unwrap_or(false)
}

/// Holds readings that stand for others by now against the rest, where the others were.
pub(crate) fn again(connection: &Connection, standing: &[(i64, i64)]) -> rusqlite::Result<()> {
    let mut texts = Texts::default();
    let mut compared = connection.prepare_cached("SELECT 1 FROM compared WHERE reading = ?1")?;
    for (of, stands) in standing {
        if compared.exists([of])? {
            compare(connection, &mut texts, *stands)?;
        }
    }
    Ok(())
}

/// Takes out what a reading is to others. Those that were held against it, or counted words with it, are unsettled by that.
pub(crate) fn take_out(connection: &Connection, reading: i64) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO settled (readings, late, method)
             SELECT 0, -1, ?2 WHERE EXISTS (SELECT 1 FROM compared WHERE reading = ?1)",
        )?
        .execute([reading, METHOD])?;
    for table in ["relation_spans", "relations", "pairs"] {
        let sql = format!("DELETE FROM {table} WHERE later = ?1 OR earlier = ?1");
        connection.prepare_cached(&sql)?.execute([reading])?;
    }
    connection.prepare_cached("DELETE FROM compared WHERE reading = ?1")?.execute([reading])?;
    take_keys(connection, reading)
}

/// Takes out the keys of a reading: the table is ordered by key, so each is made again and looked up. Of a reading that is
/// damaged, or was kept by another version, some may be left: then all keys are gone through.
fn take_keys(connection: &Connection, reading: i64) -> rusqlite::Result<()> {
    let (keys, mut taken) = (keys::keys(&text::load(connection, reading)?), 0);
    for table in KEYS {
        let sql = format!("DELETE FROM {table} WHERE key = ?1 AND id = ?2");
        let mut one = connection.prepare_cached(&sql)?;
        for (key, n) in &keys {
            taken += one.execute([*key, reading + n])?;
        }
    }
    if keys.is_empty() || taken < keys.len() {
        for table in KEYS {
            let all = format!("DELETE FROM {table} WHERE id >= ?1 AND id <= ?1 + 262143");
            connection.prepare_cached(&all)?.execute([reading])?;
        }
    }
    Ok(())
}

/// The tables of keys.
const KEYS: [&str; 2] = ["old_keys", "new_keys"];

/// What readings count.
pub(crate) const COUNTS: &str =
    "NOT EXISTS (SELECT 1 FROM readings AS other WHERE other.replaces = readings.id)";

fn uncompared(connection: &Connection) -> rusqlite::Result<BTreeSet<i64>> {
    let sql = format!("SELECT id FROM readings WHERE id NOT IN (SELECT reading FROM compared) AND {COUNTS}");
    connection.prepare(&sql)?.query_map([], |row| row.get(0))?.collect()
}

/// Holds one reading against those before it, and those after it against it.
fn compare(connection: &Connection, texts: &mut Texts, id: i64) -> rusqlite::Result<()> {
    let text = texts.get(connection, id)?;
    let (before, after) = (candidates::before(connection, &text)?, candidates::after(connection, &text)?);
    for other in &before {
        let other = texts.get(connection, *other)?;
        keep::again(connection, text.id, other.id, standing::pair(connection, &text, &other)?)?;
    }
    for other in &after {
        let other = texts.get(connection, *other)?;
        keep::again(connection, other.id, text.id, standing::pair(connection, &other, &text)?)?;
    }
    let late =
        !after.is_empty() || replaced_had_pairs(connection, id)? || standing::moved(connection, &text)?;
    connection
        .prepare_cached("INSERT OR IGNORE INTO compared (reading, method, late) VALUES (?1, ?2, ?3)")?
        .execute(params![id, METHOD, late])
        .map(drop)
}

/// Whether the reading that this one stands in for was related to others.
fn replaced_had_pairs(connection: &Connection, id: i64) -> rusqlite::Result<bool> {
    let sql =
        "SELECT 1 FROM readings JOIN pairs ON later = replaces OR earlier = replaces WHERE readings.id = ?1";
    connection.prepare_cached(sql)?.exists([id])
}

/// Holds one reading against those before it again, and keeps what is other.
fn settle(connection: &Connection, texts: &mut Texts, id: i64) -> rusqlite::Result<()> {
    let text = texts.get(connection, id)?;
    let now: BTreeSet<i64> = candidates::before(connection, &text)?.into_iter().collect();
    let kept = keep::earlier(connection, id)?;
    for other in now.union(&kept) {
        let found = if now.contains(other) {
            let other = texts.get(connection, *other)?;
            standing::pair(connection, &text, &other)?
        } else {
            Vec::new()
        };
        keep::again(connection, id, *other, found)?;
    }
    connection
        .prepare_cached("INSERT OR IGNORE INTO compared (reading, method, late) VALUES (?1, ?2, 0)")?
        .execute(params![id, METHOD])
        .map(drop)
}
