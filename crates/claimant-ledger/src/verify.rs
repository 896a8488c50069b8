//! Whether a ledger still says what was added to it.
//!
//! Every reading's JSON has a hash, which also stands in the log. So the JSON is checked by the log, and every row of
//! every table by the JSON: its rows are made again and compared.

use std::collections::{BTreeMap, BTreeSet};

use claimant_doc::{Reading, Record, hex};
use rusqlite::types::Value;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::entry::{self, ARTICLE, Holder, Row, TABLES, Table};
use crate::log::nothing_before;
use crate::{Error, Ledger};

/// Something in a ledger that is not as it was added.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// What it is about: an article's key, `log 12`, or `file`.
    pub subject: String,
    /// What is wrong.
    pub what: String,
}

impl Fault {
    fn new(subject: impl Into<String>, what: impl Into<String>) -> Fault {
        Fault { subject: subject.into(), what: what.into() }
    }
}

/// A reading as the tables name it.
struct Kept {
    id: i64,
    article: i64,
    key: String,
    claims: i64,
    sha256: String,
    /// Whether it is the first of its article, and so made the article's row.
    first: bool,
}

impl Ledger {
    /// Everything that is wrong. `tell` hears of each article that was checked. Fails only where the file cannot be read
    /// at all; where a part cannot be, that is a fault.
    pub fn verify(&self, tell: &mut dyn FnMut(usize, usize)) -> Result<Vec<Fault>, Error> {
        let mut faults = self.check_file();
        faults.extend(self.check_log().unwrap_or_else(|error| vec![Fault::new("log", error.to_string())]));
        let readings = match self.readings() {
            Ok(readings) => readings,
            Err(error) => return Ok([faults, vec![Fault::new("readings", error.to_string())]].concat()),
        };
        for (i, kept) in readings.iter().enumerate() {
            faults.extend(self.check_reading(kept));
            tell(i + 1, readings.len());
        }
        faults.extend(
            self.check_strays(readings.len()).unwrap_or_else(|e| vec![Fault::new("file", e.to_string())]),
        );
        faults.sort();
        faults.dedup();
        Ok(faults)
    }

    /// What SQLite itself finds: pages, indexes, constraints, references, the word index.
    fn check_file(&self) -> Vec<Fault> {
        let ask = |pragma: &str, column: usize| -> rusqlite::Result<Vec<String>> {
            let mut statement = self.connection.prepare(&format!("PRAGMA {pragma}"))?;
            statement.query_map([], |row| row.get(column))?.collect()
        };
        let found = |said: rusqlite::Result<Vec<String>>, what: &str| match said {
            Ok(said) => {
                said.into_iter().filter(|line| line != "ok").map(|line| format!("{what}{line}")).collect()
            }
            Err(error) => vec![error.to_string()],
        };
        let mut all: Vec<String> = found(ask("integrity_check(100)", 0), "");
        all.extend(found(ask("foreign_key_check", 0), "a row refers to nothing: "));
        all.into_iter().map(|what| Fault::new("file", what)).collect()
    }

    /// The chain of hashes, and that what was added is there.
    fn check_log(&self) -> Result<Vec<Fault>, Error> {
        let mut faults = Vec::new();
        let (mut seq, mut previous) = (0, nothing_before());
        let mut added: BTreeMap<(String, String), i64> = BTreeMap::new();
        let mut forgotten: BTreeSet<String> = BTreeSet::new();
        self.each_line(&mut |line| {
            seq += 1;
            let complaint = match () {
                () if line.seq != seq => Some("a line before it is missing"),
                () if line.previous != previous => Some("it does not follow on the line before"),
                () if line.hash != line.digest() => Some("it was changed"),
                () => None,
            };
            faults.extend(complaint.map(|what| Fault::new(format!("log {}", line.seq), what)));
            (seq, previous) = (line.seq, line.hash.clone());
            let body: serde_json::Value = serde_json::from_str(&line.body).unwrap_or_default();
            match line.kind.as_str() {
                "add" => {
                    let sha256 = body.get("record_sha256").and_then(|hash| hash.as_str()).unwrap_or_default();
                    added.insert((line.subject, sha256.to_owned()), line.seq);
                }
                "forget" => {
                    forgotten.insert(line.subject);
                }
                _ => {}
            }
        })?;
        let words = self.decisions()?.verify_words();
        faults.extend(words.into_iter().map(|fault| Fault::new(format!("log {}", fault.seq), fault.what)));
        let kept: BTreeSet<(String, String)> =
            self.readings()?.into_iter().map(|kept| (kept.key, kept.sha256)).collect();
        for ((key, sha256), seq) in &added {
            if !forgotten.contains(key) && !kept.contains(&(key.clone(), sha256.clone())) {
                faults.push(Fault::new(key, format!("what line {seq} of the log added is gone")));
            }
        }
        for (key, sha256) in &kept {
            if !added.contains_key(&(key.clone(), sha256.clone())) {
                faults.push(Fault::new(key, "the log does not know this reading"));
            }
        }
        Ok(faults)
    }

    fn readings(&self) -> Result<Vec<Kept>, Error> {
        let sql = "SELECT readings.id, article, coalesce(key, ''), claims, record_sha256, replaces IS NULL
                   FROM readings LEFT JOIN articles ON articles.id = readings.article ORDER BY key, readings.id";
        let read = || -> rusqlite::Result<Vec<Kept>> {
            let mut statement = self.connection.prepare(sql)?;
            let kept = statement.query_map([], |row| {
                Ok(Kept {
                    id: row.get(0)?,
                    article: row.get(1)?,
                    key: row.get(2)?,
                    claims: row.get(3)?,
                    sha256: row.get(4)?,
                    first: row.get(5)?,
                })
            })?;
            kept.collect()
        };
        read().map_err(|error| self.error(error))
    }

    /// One reading: its JSON by its hash, and its rows by its JSON.
    fn check_reading(&self, kept: &Kept) -> Vec<Fault> {
        let fault = |what: String| vec![Fault::new(&kept.key, what)];
        let json = match self.record_of(kept.id) {
            Ok(json) if hex(&Sha256::digest(&json)) == kept.sha256 => json,
            Ok(_) => return fault("its JSON was changed".to_owned()),
            Err(error) => return fault(error.to_string()),
        };
        let record: Result<Record, _> = serde_json::from_str(&json);
        let reading = match record.map_err(|e| e.to_string()).map(Reading::try_from) {
            Ok(Ok(reading)) => reading,
            Ok(Err(error)) => return fault(error.to_string()),
            Err(error) => return fault(error),
        };
        match self.compare(kept, &reading) {
            Ok(differences) => differences.into_iter().flat_map(fault).collect(),
            Err(error) => fault(error.to_string()),
        }
    }

    /// Where the tables do not say what the JSON says.
    fn compare(&self, kept: &Kept, reading: &Reading) -> rusqlite::Result<Vec<String>> {
        let mut differences = Vec::new();
        let sql = format!("SELECT {ARTICLE} FROM articles WHERE id = ?1");
        let columns = ARTICLE.split(", ").count();
        let found =
            self.connection.prepare_cached(&sql)?.query_row([kept.article], |row| cells(row, columns))?;
        if kept.first && found != entry::article(&reading.article) {
            differences.push("its row in articles was changed".to_owned());
        }
        if kept.claims != reading.claims.len() as i64 {
            differences.push("its number of claims was changed".to_owned());
        }
        for (table, rows) in TABLES.iter().zip(entry::rows(reading)) {
            if self.rows(table, kept.id)? != rows {
                differences.push(format!("its rows in {} were changed", table.name));
            }
        }
        Ok(differences)
    }

    /// The rows of one reading as they are in a table.
    fn rows(&self, table: &Table, reading: i64) -> rusqlite::Result<Vec<Row>> {
        let columns = table.columns.join(", ");
        let (sql, count) = match (table.holder, table.name) {
            (Holder::Reading, name) => {
                (format!("SELECT {columns} FROM {name} WHERE reading = ?1"), table.columns.len())
            }
            (Holder::Claim, "claims") => (
                format!(
                    "SELECT n, {columns} FROM claims WHERE id > ?1 AND id <= ?1 + 262143 AND reading = ?1 ORDER BY id"
                ),
                table.columns.len() + 1,
            ),
            (Holder::Claim, name) => (
                format!("SELECT claim - ?1, {columns} FROM {name} WHERE claim > ?1 AND claim <= ?1 + 262143"),
                table.columns.len() + 1,
            ),
        };
        self.connection.prepare_cached(&sql)?.query_map([reading], |row| cells(row, count))?.collect()
    }

    /// Rows that belong to no reading, and claims that their words do not lead to.
    fn check_strays(&self, readings: usize) -> rusqlite::Result<Vec<Fault>> {
        let count =
            |sql: &str| -> rusqlite::Result<i64> { self.connection.query_row(sql, [], |row| row.get(0)) };
        let mut faults = Vec::new();
        let articles = count("SELECT count(*) FROM articles WHERE id NOT IN (SELECT article FROM readings)")?;
        if articles > 0 {
            faults.push(Fault::new("articles", format!("{articles} have no reading")));
        }
        let records = count("SELECT count(*) FROM records")?;
        if records != readings as i64 {
            faults.push(Fault::new("records", format!("{records} for {readings} readings")));
        }
        let claims = count("SELECT count(*) FROM claims")?;
        let expected = count("SELECT coalesce(sum(claims), 0) FROM readings")?;
        if claims != expected {
            faults.push(Fault::new("claims", format!("{claims} where there should be {expected}")));
        }
        Ok(faults)
    }
}

fn cells(row: &rusqlite::Row<'_>, columns: usize) -> rusqlite::Result<Vec<Value>> {
    (0..columns).map(|i| row.get(i)).collect()
}

#[cfg(test)]
mod tests {
    use crate::entry::{CLAIMS, TABLES};
    use crate::store::WORDS;

    #[test]
    fn the_words_are_columns_of_claims() {
        let columns = TABLES[CLAIMS].columns;
        assert!(WORDS.iter().all(|word| columns.contains(word)));
    }
}
