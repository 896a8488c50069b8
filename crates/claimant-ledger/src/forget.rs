//! Forgetting: what is named goes to the last byte, and the log says that something went.
//!
//! An article goes whole: a claim or a name cannot be cut out of a text whose hash is its identity. What stays are keys
//! and hashes, which hold nobody's words. Rows are overwritten as they are deleted, the word index is merged so that
//! nothing deleted is left in it, the file is written anew, and the write-ahead log is emptied.

use std::collections::BTreeSet;

use rusqlite::limits::Limit;
use rusqlite::params;

use crate::decide::given;
use crate::log::{append, last};
use crate::rebuild::{rebuild, take_out};
use crate::review::{Log, Refusal, Whom};
use crate::{Error, Found, Ledger, Writer};

/// What goes if something is forgotten.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leaving {
    /// Keys of articles, which go whole.
    pub articles: Vec<String>,
    /// Names of reference tables, which go whole.
    pub tables: Vec<String>,
    /// Words that decisions must not hold, and no author's name either.
    pub words: Option<String>,
    /// Numbers of the decisions that hold them.
    pub decisions: Vec<u64>,
}

impl Ledger {
    /// What goes if `what` is forgotten: an article, the article of a claim, or every article and decision that holds
    /// these words, in any case.
    pub fn leaving(&self, what: &str) -> Result<Leaving, Error> {
        let what = what.trim();
        match self.find(what)? {
            Found::Article(article) => {
                return Ok(Leaving { articles: vec![article.key], ..Leaving::default() });
            }
            Found::Claim(claim) => {
                let article = claim.id.chars().take(16).collect();
                return Ok(Leaving { articles: vec![article], ..Leaving::default() });
            }
            Found::Several(names) => {
                return Err(Error::Question(format!("{what:?} may be any of {}", names.join(", "))));
            }
            Found::Nothing if what.is_empty() => return Err(Error::Question("it names nothing".to_owned())),
            Found::Nothing => {}
        }
        let holds = |text: &str| text.to_lowercase().contains(&what.to_lowercase());
        let mut articles = BTreeSet::new();
        self.each_text(&mut |key, text| {
            if holds(text) {
                articles.insert(key.to_owned());
            }
        })?;
        Ok(Leaving {
            articles: articles.into_iter().collect(),
            tables: self.tables_holding(&holds)?,
            words: Some(what.to_owned()),
            decisions: self.decisions()?.mentioning(what),
        })
    }

    /// Every text that belongs to an article: its own, its head, and what every reading of it holds.
    fn each_text(&self, each: &mut dyn FnMut(&str, &str)) -> Result<(), Error> {
        let mut read = || -> rusqlite::Result<()> {
            let sql = "SELECT key, text || char(10) || coalesce(title, '') || char(10) || coalesce(publisher, '')
                         || char(10) || coalesce(address, '') || char(10) || coalesce(path, '') FROM articles";
            let mut statement = self.connection.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                each(&row.get::<_, String>(0)?, &row.get::<_, String>(1)?);
            }
            Ok(())
        };
        read().map_err(|error| self.error(error))?;
        for (key, reading) in self.all_readings()? {
            // The JSON escapes some characters: its texts are read as they are meant.
            let json: serde_json::Value = serde_json::from_str(&self.record_of(reading)?).unwrap_or_default();
            each(&key, &texts(&json));
        }
        Ok(())
    }

    fn all_readings(&self) -> Result<Vec<(String, i64)>, Error> {
        let read = || -> rusqlite::Result<Vec<(String, i64)>> {
            let sql = "SELECT key, readings.id FROM readings JOIN articles ON articles.id = readings.article";
            self.connection.prepare(sql)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        };
        read().map_err(|error| self.error(error))
    }
}

/// Every text in a value.
fn texts(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(items) => items.iter().map(texts).collect::<Vec<_>>().join("\n"),
        serde_json::Value::Object(members) => members.values().map(texts).collect::<Vec<_>>().join("\n"),
        _ => String::new(),
    }
}

impl Writer {
    /// Takes out what `leaving` says. When this returns, no byte of it is in the file or beside it.
    ///
    /// Where it fails after the rows were taken out (no room to write the file anew, a reader that does not let go), the
    /// same call again finishes. A backup is a ledger of its own, and remembers until the same is forgotten there.
    pub fn forget(&mut self, leaving: &Leaving, who: &str, why: &str) -> Result<(), Error> {
        if let Some(words) = &leaving.words
            && [who, why].iter().any(|text| text.to_lowercase().contains(&words.to_lowercase()))
        {
            let why = "who forgets a person must not name them".to_owned();
            return Err(Error::Decision(Refusal::Field(why)));
        }
        self.comparing = Default::default();
        let connection = &self.ledger().connection;
        connection.execute_batch("PRAGMA secure_delete = ON").map_err(|error| self.ledger().error(error))?;
        self.in_one_turn(|ledger| {
            let mut log = ledger.log()?;
            let before = log.clone();
            let tables = leaving.tables.iter().cloned().map(Whom::Table);
            let whom = leaving.articles.iter().cloned().map(Whom::Article).chain(tables);
            let mentioned =
                leaving.words.clone().filter(|_| !leaving.decisions.is_empty()).map(Whom::Mentioned);
            let mut touched: BTreeSet<String> = BTreeSet::new();
            for whom in whom.chain(mentioned) {
                let given = given(ledger, who)?;
                log.forget(&whom, why, &given).map_err(Error::Decision)?;
            }
            if log != before {
                touched.extend(write_down(ledger, &before, &log)?);
            }
            for key in &leaving.articles {
                ledger.take_out_article(key)?;
            }
            leaving.tables.iter().try_for_each(|name| ledger.take_out_table(name))?;
            rebuild(ledger, &ledger.decisions()?, touched).map(drop)
        })?;
        self.scrub()
    }

    /// Leaves nothing of what was deleted.
    fn scrub(&self) -> Result<(), Error> {
        let ledger = self.ledger();
        let run = |sql: &str| ledger.connection.execute_batch(sql).map_err(|error| ledger.error(error));
        run("INSERT INTO claim_words (claim_words) VALUES ('optimize')")?;
        // It works in a second file of its own, which is otherwise not allowed.
        let attached = Limit::SQLITE_LIMIT_ATTACHED;
        ledger.connection.set_limit(attached, 1).map_err(|error| ledger.error(error))?;
        let vacuumed = run("VACUUM");
        ledger.connection.set_limit(attached, 0).map_err(|error| ledger.error(error))?;
        vacuumed?;
        let busy: i64 = ledger
            .connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
            .map_err(|error| ledger.error(error))?;
        if busy == 0 { Ok(()) } else { Err(Error::Busy(ledger.path().to_owned())) }
    }
}

/// Writes the lines that `log` has more than `before`, and erases the words that it no longer has. Gives the articles
/// whose reviewed readings may be others now.
fn write_down(ledger: &Ledger, before: &Log, log: &Log) -> Result<BTreeSet<String>, Error> {
    let failed = |error| ledger.error(error);
    let connection = &ledger.connection;
    let known = before.lines().len();
    for kept in log.kept().skip(known) {
        append(connection, &kept).map_err(failed)?;
    }
    let mut touched = BTreeSet::new();
    for (old, new) in before.kept().zip(log.kept()) {
        for (part, gone) in [
            ("what", old.payload.what.is_some() && new.payload.what.is_none()),
            ("who", old.payload.who.is_some() && new.payload.who.is_none()),
        ] {
            if gone {
                let sql = "DELETE FROM payloads WHERE seq = ?1 AND part = ?2";
                connection.execute(sql, params![old.line.seq as i64, part]).map_err(failed)?;
                touched.insert(old.line.seq);
            }
        }
    }
    Ok(crate::decide::articles_of(before, &touched))
}

impl Ledger {
    /// Takes an article with all its readings out, after the log says so.
    fn take_out_article(&self, key: &str) -> Result<(), Error> {
        let failed = |error| self.error(error);
        let line = last(&self.connection).map_err(failed)?.map_or(0, |line| line.seq as i64);
        let work = || -> rusqlite::Result<()> {
            let readings: Vec<i64> = self
                .connection
                .prepare(
                    "SELECT readings.id FROM readings JOIN articles ON articles.id = readings.article
                     WHERE key = ?1 ORDER BY readings.id",
                )?
                .query_map([key], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            // A reading that stands in for another refers to it, until both are gone.
            self.connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
            for reading in &readings {
                self.connection.execute(
                    "INSERT OR IGNORE INTO forgotten (reading, log) VALUES (?1, ?2)",
                    [*reading, line],
                )?;
                take_out(&self.connection, *reading)?;
            }
            self.connection.execute("DELETE FROM articles WHERE key = ?1", [key])?;
            Ok(())
        };
        work().map_err(failed)
    }
}
