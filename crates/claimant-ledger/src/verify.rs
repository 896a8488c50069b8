//! Whether a ledger still says what was added to it.
//!
//! Every reading's JSON has a hash, which also stands in the log. So the JSON is checked by the log, and every row of
//! every table by the JSON: its rows are made again and compared.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use claimant_doc::{Reading, Record, hex};
use rusqlite::types::Value;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::entry::{self, ARTICLE, Holder, Row, TABLES, Table};
use crate::rebuild::shown;
use crate::relate;
use crate::review::{Decisions, Line, Log, Reviewed};
use crate::store::WORDS;
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
    /// The reading that it is after what people decided.
    reviews: Option<i64>,
    /// Whether it is the first of its article, and so made the article's row.
    first: bool,
}

/// Which decision shows on which item: item, number and line.
type Decided = (String, i64, i64);

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
        let mut keys = 0;
        for (i, kept) in readings.iter().enumerate() {
            faults.extend(self.check_reading(kept, &mut keys));
            tell(i + 1, readings.len());
        }
        faults.extend(self.check_compared().unwrap_or_else(|e| vec![Fault::new("relations", e.to_string())]));
        faults.extend(
            self.check_strays(readings.len(), keys)
                .unwrap_or_else(|e| vec![Fault::new("file", e.to_string())]),
        );
        faults.extend(self.check_words().unwrap_or_else(|e| vec![Fault::new("claim_words", e.to_string())]));
        faults.sort();
        faults.dedup();
        Ok(faults)
    }

    /// The words that claims are found by, made again. Neither SQLite's own check compares them with the claims unless it
    /// may write, nor need the file be one that can be written.
    fn check_words(&self) -> rusqlite::Result<Vec<Fault>> {
        /// Claims whose words are made again at once, so that memory does not grow with the ledger.
        const AT_ONCE: i64 = 20_000;
        let words = WORDS.join(", ");
        self.connection.execute_batch(&format!(
            "CREATE VIRTUAL TABLE temp.words_again USING fts5({words},
               content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2');
             CREATE VIRTUAL TABLE temp.kept_words USING fts5vocab('main', 'claim_words', 'instance');
             CREATE VIRTUAL TABLE temp.made_words USING fts5vocab('temp', 'words_again', 'instance');"
        ))?;
        let found = || -> rusqlite::Result<bool> {
            let mut made = 0;
            let mut after: Option<i64> = Some(i64::MIN);
            while let Some(from) = after {
                let last = "SELECT max(id) FROM (SELECT id FROM claims WHERE id > ?1 ORDER BY id LIMIT ?2)";
                after = self.connection.prepare_cached(last)?.query_row([from, AT_ONCE], |row| row.get(0))?;
                let make = format!(
                    "INSERT INTO temp.words_again (rowid, {words})
                     SELECT id, {words} FROM claims WHERE id > ?1 AND id <= ?2 ORDER BY id"
                );
                self.connection.prepare_cached(&make)?.execute([Some(from), after])?;
                made = sum_of(&self.connection, "made_words", made)?;
                self.connection
                    .execute_batch("INSERT INTO words_again (words_again) VALUES ('delete-all')")?;
            }
            Ok(made == sum_of(&self.connection, "kept_words", 0)?)
        };
        let found = found();
        self.connection.execute_batch(
            "DROP TABLE temp.made_words; DROP TABLE temp.kept_words; DROP TABLE temp.words_again",
        )?;
        let what = "the words that claims are found by are not those of the claims";
        Ok(if found? { Vec::new() } else { vec![Fault::new("claim_words", what)] })
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

    /// The chain of hashes with what people wrote, and that what was added is there.
    fn check_log(&self) -> Result<Vec<Fault>, Error> {
        let log = self.log()?;
        let mut faults: Vec<Fault> = log
            .verify(&[])
            .iter()
            .map(|fault| Fault::new(format!("log {}", fault.seq), fault.what))
            .collect();
        let added = log.lines().iter().filter(|line| line.kind == "add");
        let added: BTreeMap<(String, String), u64> =
            added.map(|line| ((line.subject.clone(), named_in(line, "record_sha256")), line.seq)).collect();
        let forgotten: BTreeSet<&str> = log
            .lines()
            .iter()
            .filter(|line| line.kind == "forget")
            .map(|line| line.subject.as_str())
            .collect();
        let kept: BTreeSet<(String, String)> = self
            .readings()?
            .into_iter()
            .filter(|kept| kept.reviews.is_none())
            .map(|kept| (kept.key, kept.sha256))
            .collect();
        for (one, seq) in added.iter().filter(|(one, _)| !kept.contains(*one)) {
            if !forgotten.contains(one.0.as_str()) {
                faults.push(Fault::new(&one.0, format!("what line {seq} of the log added is gone")));
            }
        }
        for (key, _) in kept.iter().filter(|one| !added.contains_key(*one)) {
            faults.push(Fault::new(key, "the log does not know this reading"));
        }
        faults.extend(self.check_reviews(&log)?);
        let table = |(name, what): (String, String)| Fault::new(format!("table {name}"), what);
        faults.extend(self.check_tables(&log)?.into_iter().map(table));
        Ok(faults)
    }

    /// Every reviewed reading, made again of the log.
    fn check_reviews(&self, log: &Log) -> Result<Vec<Fault>, Error> {
        let decisions = Decisions::of(log);
        let mut kept: BTreeMap<String, Kept> = BTreeMap::new();
        kept.extend(
            self.readings()?.into_iter().filter(|kept| kept.reviews.is_some()).map(|k| (k.key.clone(), k)),
        );
        let mut faults = Vec::new();
        for key in decisions.articles() {
            let Some(base) = self.base(key)? else { continue };
            let (reviewed, _) = decisions.review(base.reading);
            let is_kept = kept.remove(key);
            let says = is_kept.as_ref().map(|kept| self.says(kept, log, &reviewed)).transpose()?;
            if says != Some(true) && (says.is_some() || reviewed.decisions().next().is_some()) {
                faults.push(Fault::new(key, "what people decided of it is not what the log says"));
            }
        }
        faults.extend(kept.into_keys().map(|key| Fault::new(key, "the log knows no decision about it")));
        Ok(faults)
    }

    /// Whether a reviewed reading is what the log makes.
    fn says(&self, kept: &Kept, log: &Log, reviewed: &Reviewed) -> Result<bool, Error> {
        let read = || -> rusqlite::Result<(Vec<Decided>, [Option<String>; 3])> {
            let sql = "SELECT item, number, seq FROM decided WHERE reading = ?1 ORDER BY item, number, seq";
            let mut statement = self.connection.prepare_cached(sql)?;
            let decided = statement
                .query_map([kept.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<rusqlite::Result<_>>()?;
            let sql = "SELECT title, publisher, published FROM heads WHERE reading = ?1";
            let head = self
                .connection
                .prepare_cached(sql)?
                .query_row([kept.id], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))?;
            Ok((decided, head))
        };
        let (decided, head) = read().map_err(|error| self.error(error))?;
        let article = &reviewed.reading.article;
        let expected = [article.title.clone(), article.publisher.clone(), article.published.clone()];
        let json = serde_json::to_string(&Record::from(reviewed.reading.clone())).unwrap_or_default();
        Ok(decided == shown(log, reviewed) && head == expected && hex(&Sha256::digest(json)) == kept.sha256)
    }

    fn readings(&self) -> Result<Vec<Kept>, Error> {
        let sql = "SELECT readings.id, article, coalesce(key, ''), claims, record_sha256, replaces IS NULL, reviews
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
                    reviews: row.get(6)?,
                })
            })?;
            kept.collect()
        };
        read().map_err(|error| self.error(error))
    }

    /// One reading: its JSON by its hash, and its rows by its JSON.
    fn check_reading(&self, kept: &Kept, keys: &mut usize) -> Vec<Fault> {
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
        *keys += relate::check::count_keys(&reading);
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
        if relate::check::missing_keys(&self.connection, kept.id, reading)? > 0 {
            differences.push("what it is found by in comparing was changed".to_owned());
        }
        Ok(differences)
    }

    /// What was kept of comparing, by what was compared.
    fn check_compared(&self) -> Result<Vec<Fault>, Error> {
        let settled = self.is_settled()? && self.uncompared()? == 0;
        let found = relate::check::relations(&self.connection, settled).map_err(|error| self.error(error))?;
        Ok(found.into_iter().map(|(subject, what)| Fault::new(subject, what)).collect())
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
    fn check_strays(&self, readings: usize, keys: usize) -> rusqlite::Result<Vec<Fault>> {
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
        let found = count("SELECT count(*) FROM compare_keys")?;
        if found != keys as i64 && faults.is_empty() {
            faults.push(Fault::new("compare_keys", format!("{found} where there should be {keys}")));
        }
        Ok(faults)
    }
}

/// What a line of the ledger itself says under `name`.
pub(crate) fn named_in(line: &Line, name: &str) -> String {
    let body: serde_json::Value = serde_json::from_str(&line.body).unwrap_or_default();
    body[name].as_str().unwrap_or_default().to_owned()
}

/// Adds to `sum` what stands for each word of a `fts5vocab` table and its place, in whatever order they come.
fn sum_of(connection: &rusqlite::Connection, table: &str, sum: u64) -> rusqlite::Result<u64> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT term, doc, col, \"offset\" FROM temp.{table}"))?;
    let mut rows = statement.query([])?;
    let mut sum = sum;
    while let Some(row) = rows.next()? {
        let (term, column) = (row.get_ref(0)?.as_bytes()?, row.get_ref(2)?.as_bytes()?);
        let mut hash = DefaultHasher::new();
        (term, row.get::<_, i64>(1)?, column, row.get::<_, i64>(3)?).hash(&mut hash);
        sum = sum.wrapping_add(hash.finish());
    }
    Ok(sum)
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
