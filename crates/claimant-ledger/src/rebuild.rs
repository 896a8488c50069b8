//! Reviewed readings: what the program found, after what people decided, kept beside it and made again of the log.
//!
//! So every question, face and export sees what people decided, without knowing that there is such a thing. Whoever
//! doubts a reviewed reading can have it made again: `verify` does.

use std::collections::BTreeSet;

use claimant_doc::Reading;
use rusqlite::{Connection, OptionalExtension, params};

use crate::entry::{Entry, TABLES};
use crate::review::{Decisions, Log, Reviewed};
use crate::store::{Place, WORDS, index_keys, write};
use crate::{Error, Ledger, relate};

/// A reading as a generator made it, and where it belongs.
pub(crate) struct Base {
    pub id: i64,
    pub article: i64,
    pub generator: i64,
    pub extractors: String,
    pub reading: Reading,
}

/// Makes the reviewed readings of these articles again, inside a transaction; what was compared before is compared again.
/// Gives whether anything was decided about one of them.
pub(crate) fn rebuild(
    ledger: &Ledger,
    log: &Log,
    articles: impl IntoIterator<Item = String>,
) -> Result<bool, Error> {
    if log.lines().is_empty() {
        return Ok(false);
    }
    let (decisions, mut standing) = (Decisions::of(log), Vec::new());
    let articles: BTreeSet<String> = articles.into_iter().collect();
    let is_about = articles.iter().any(|key| decisions.is_about(key));
    for key in articles {
        let Some(base) = ledger.base(&key)? else { continue };
        unreview(&ledger.connection, base.article).map_err(|error| ledger.error(error))?;
        let (reviewed, _) = decisions.review(base.reading.clone());
        let mut stands = base.id;
        if reviewed.decisions().next().is_some() {
            let entry = Entry::of(reviewed.reading.clone(), &[&base.extractors])?;
            stands = keep(&ledger.connection, log, &base, &entry, &reviewed)
                .map_err(|error| ledger.error(error))?;
        }
        standing.push((base.id, stands));
    }
    relate::again(&ledger.connection, &standing).map_err(|error| ledger.error(error))?;
    Ok(is_about)
}

fn keep(
    connection: &Connection,
    log: &Log,
    base: &Base,
    entry: &Entry,
    reviewed: &Reviewed,
) -> rusqlite::Result<i64> {
    let Base { id, article, generator, .. } = *base;
    let reading = write(connection, entry, Place { article, generator, replaced: Some(id), reviewed: true })?;
    index_keys(connection, &[(reading, entry)])?;
    let mut decided = connection
        .prepare_cached("INSERT INTO decided (reading, item, number, seq) VALUES (?1, ?2, ?3, ?4)")?;
    for (item, number, seq) in shown(log, reviewed) {
        decided.execute(params![reading, item, number, seq])?;
    }
    let about = &reviewed.reading.article;
    connection
        .prepare_cached("INSERT INTO heads (reading, title, publisher, published) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![reading, about.title, about.publisher, about.published])?;
    Ok(reading)
}

/// Which decisions show on which item: item, number and line.
pub(crate) fn shown(log: &Log, reviewed: &Reviewed) -> Vec<(String, i64, i64)> {
    let lines: Vec<u64> = log.decisions().map(|(_, line)| line.seq).collect();
    let line = |number: u64| usize::try_from(number).ok().and_then(|n| lines.get(n.checked_sub(1)?)).copied();
    let mut all: Vec<(String, i64, i64)> = reviewed
        .decisions()
        .flat_map(|(item, decisions)| decisions.iter().map(move |one| (item.to_owned(), one.number)))
        .filter_map(|(item, number)| Some((item, number as i64, line(number)? as i64)))
        .collect();
    all.sort();
    all.dedup();
    all
}

/// Takes out the reviewed reading of an article, if there is one.
pub(crate) fn unreview(connection: &Connection, article: i64) -> rusqlite::Result<()> {
    let find = "SELECT id FROM readings WHERE article = ?1 AND reviews IS NOT NULL";
    let found: Option<i64> =
        connection.prepare_cached(find)?.query_row([article], |row| row.get(0)).optional()?;
    found.map_or(Ok(()), |reading| take_out(connection, reading))
}

/// Takes a reading out of every table.
pub(crate) fn take_out(connection: &Connection, reading: i64) -> rusqlite::Result<()> {
    relate::take_out(connection, reading)?;
    let words = WORDS.join(", ");
    connection
        .prepare_cached(&format!(
            "INSERT INTO claim_words (claim_words, rowid, {words})
             SELECT 'delete', id, {words} FROM claims WHERE id > ?1 AND id <= ?1 + 262143"
        ))?
        .execute([reading])?;
    // `claims` is the first of the tables, and others refer to it.
    for table in TABLES.iter().rev() {
        let which = match table.holder {
            crate::entry::Holder::Claim if table.name == "claims" => "id > ?1 AND id <= ?1 + 262143",
            crate::entry::Holder::Claim => "claim > ?1 AND claim <= ?1 + 262143",
            crate::entry::Holder::Reading => "reading = ?1",
        };
        let sql = format!("DELETE FROM {} WHERE {which}", table.name);
        connection.prepare_cached(&sql)?.execute([reading])?;
    }
    for table in ["decided", "heads", "records"] {
        connection.prepare_cached(&format!("DELETE FROM {table} WHERE reading = ?1"))?.execute([reading])?;
    }
    connection.prepare_cached("DELETE FROM readings WHERE id = ?1")?.execute([reading])?;
    Ok(())
}

impl Ledger {
    /// What the newest generator found in the article with this key, before anybody decided anything.
    pub(crate) fn base(&self, key: &str) -> Result<Option<Base>, Error> {
        let sql = "SELECT readings.id, article, generator, extractors FROM readings
                   JOIN articles ON articles.id = readings.article
                   JOIN generators ON generators.id = readings.generator
                   WHERE key = ?1 AND reviews IS NULL AND NOT EXISTS
                     (SELECT 1 FROM readings AS later WHERE later.replaces = readings.id AND later.reviews IS NULL)";
        let found: Option<(i64, i64, i64, String)> = self
            .connection
            .prepare_cached(sql)
            .and_then(|mut statement| {
                statement
                    .query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
                    .optional()
            })
            .map_err(|error| self.error(error))?;
        let Some((id, article, generator, extractors)) = found else { return Ok(None) };
        let reading = self.reading_of(id)?;
        Ok(Some(Base { id, article, generator, extractors, reading }))
    }

    /// What the newest generator found in an article, before anybody decided anything.
    pub fn unreviewed(&self, key: &str) -> Result<Option<Reading>, Error> {
        Ok(self.base(key)?.map(|base| base.reading))
    }

    /// What the newest generator found in an article, and what people decided, made of the log.
    pub fn reviewed(&self, key: &str) -> Result<Option<Reviewed>, Error> {
        let log = self.decisions()?;
        Ok(self.base(key)?.map(|base| Decisions::of(&log).review(base.reading).0))
    }

    /// Every article with what people decided, in the order of their keys: the same for the same articles and
    /// decisions, however they came in. Ends where `each` says so.
    pub fn each_reviewed(&self, each: &mut dyn FnMut(&Reviewed) -> bool) -> Result<(), Error> {
        let _moment = self.moment()?;
        let log = self.decisions()?;
        let decisions = Decisions::of(&log);
        for key in self.keys()? {
            let Some(base) = self.base(&key)? else { continue };
            if !each(&decisions.review(base.reading).0) {
                break;
            }
        }
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, Error> {
        let read = || -> rusqlite::Result<Vec<String>> {
            self.connection
                .prepare("SELECT key FROM articles ORDER BY key")?
                .query_map([], |row| row.get(0))?
                .collect()
        };
        read().map_err(|error| self.error(error))
    }
}
