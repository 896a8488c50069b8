//! Finding an article or a claim by what a person types, and giving back what was added.

use std::io::Read;

use claimant_doc::{Reading, Record};
use flate2::read::ZlibDecoder;
use rusqlite::{Row, params};
use serde::Serialize;

use crate::claim::load;
use crate::{Claimed, Error, Ledger};

/// Bytes that one record may have: many times what the longest article gives.
const LONGEST_RECORD: u64 = 4 << 30;

/// What a name stands for.
#[derive(Clone, Debug)]
pub enum Found {
    /// An article.
    Article(Box<ArticleLine>),
    /// A claim.
    Claim(Box<Claimed>),
    /// Several things: their keys or handles.
    Several(Vec<String>),
    /// Nothing.
    Nothing,
}

/// What is known of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArticleLine {
    /// Its key.
    pub key: String,
    /// SHA-256 of its text.
    pub article: String,
    /// Its address.
    pub url: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Its publisher.
    pub publisher: Option<String>,
    /// Its date as stated.
    pub published: Option<String>,
    /// Where it was first read from.
    pub path: Option<String>,
    /// Claims in the reading that counts.
    pub claims: i64,
    /// What wrote that reading: version and model.
    pub generator: String,
    /// What stood at the same address, in order of date, this one included; empty where no address is known.
    pub versions: Vec<Version>,
    #[serde(skip)]
    pub(crate) reading: i64,
}

/// An article at an address that others were found at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Version {
    pub version: i64,
    pub key: String,
    pub published: Option<String>,
}

impl ArticleLine {
    fn of(row: &Row<'_>) -> rusqlite::Result<ArticleLine> {
        let (version, model): (String, String) = (row.get(8)?, row.get(9)?);
        Ok(ArticleLine {
            key: row.get(0)?,
            article: row.get(1)?,
            url: row.get(2)?,
            title: row.get(3)?,
            publisher: row.get(4)?,
            published: row.get(5)?,
            path: row.get(6)?,
            claims: row.get(7)?,
            generator: if model.is_empty() { version } else { format!("{version} {model}") },
            versions: Vec::new(),
            reading: row.get(10)?,
        })
    }
}

/// Articles with the reading that counts.
const ARTICLES: &str = "
    SELECT articles.key, sha256, address, iif(heads.reading IS NULL, articles.title, heads.title),
      iif(heads.reading IS NULL, articles.publisher, heads.publisher),
      iif(heads.reading IS NULL, articles.published, heads.published), path, readings.claims, version, model,
      readings.id
    FROM articles JOIN readings ON readings.article = articles.id LEFT JOIN heads ON heads.reading = readings.id
    JOIN generators ON generators.id = readings.generator
    WHERE NOT EXISTS (SELECT 1 FROM readings AS later WHERE later.replaces = readings.id)";

impl Ledger {
    /// What `name` stands for: an article's key, the hash of its text or its address; or a claim's handle or key. The
    /// beginning of a key, a hash or a handle is enough where it is the only one.
    pub fn find(&self, name: &str) -> Result<Found, Error> {
        let _moment = self.moment()?;
        self.find_name(name.trim()).map_err(|error| self.error(error))
    }

    fn find_name(&self, name: &str) -> rusqlite::Result<Found> {
        if let Some((article, n)) =
            name.split_once(":c").and_then(|(key, n)| Some((key, n.parse::<i64>().ok()?)))
        {
            return self.find_claim(article, n);
        }
        let articles = self.articles_named(name)?;
        if articles.is_empty() {
            return self.find_by_claim_key(name);
        }
        Ok(match <[ArticleLine; 1]>::try_from(articles) {
            Ok([article]) => Found::Article(Box::new(self.with_versions(article)?)),
            Err(articles) => Found::Several(articles.into_iter().map(|article| article.key).collect()),
        })
    }

    fn find_claim(&self, article: &str, n: i64) -> rusqlite::Result<Found> {
        let articles = self.articles_named(article)?;
        let numbers: Vec<i64> =
            articles.iter().filter(|a| (1..=a.claims).contains(&n)).map(|a| a.reading + n).collect();
        match numbers.as_slice() {
            [] => Ok(Found::Nothing),
            [number] => Ok(Found::Claim(Box::new(load(&self.connection, *number)?))),
            _ => Ok(Found::Several(
                articles.into_iter().map(|article| format!("{}:c{n}", article.key)).collect(),
            )),
        }
    }

    fn find_by_claim_key(&self, key: &str) -> rusqlite::Result<Found> {
        let sql = "SELECT id FROM claims WHERE key = ?1
                   AND NOT EXISTS (SELECT 1 FROM readings AS later WHERE later.replaces = claims.reading)
                   ORDER BY id DESC LIMIT 100";
        let numbers: Vec<i64> = self
            .connection
            .prepare_cached(sql)?
            .query_map([key], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut claims = numbers
            .iter()
            .map(|number| load(&self.connection, *number))
            .collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(match (claims.len(), claims.pop()) {
            (1, Some(claim)) => Found::Claim(Box::new(claim)),
            (_, None) => Found::Nothing,
            (_, Some(last)) => {
                Found::Several(claims.into_iter().chain([last]).map(|claim| claim.id).collect())
            }
        })
    }

    /// Articles whose key or hash begins with `name`, or at the address `name`.
    fn articles_named(&self, name: &str) -> rusqlite::Result<Vec<ArticleLine>> {
        if name.is_empty() {
            return Ok(Vec::new());
        }
        let hex = name.len() >= 4 && name.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        // 'g' sorts after every hex digit: the beginnings are a range of the index.
        let sql = match hex {
            true => format!(
                "{ARTICLES} AND articles.id IN (SELECT id FROM articles WHERE key >= ?1 AND key < ?1 || 'g'
                 UNION SELECT id FROM articles WHERE sha256 >= ?1 AND sha256 < ?1 || 'g') ORDER BY articles.key LIMIT 100"
            ),
            false => format!("{ARTICLES} AND address = ?1 ORDER BY articles.key LIMIT 100"),
        };
        self.connection.prepare_cached(&sql)?.query_map(params![name], ArticleLine::of)?.collect()
    }

    fn with_versions(&self, mut article: ArticleLine) -> rusqlite::Result<ArticleLine> {
        let sql = "SELECT version, key, published FROM versions WHERE address = ?1 ORDER BY version";
        let version =
            |row: &Row<'_>| Ok(Version { version: row.get(0)?, key: row.get(1)?, published: row.get(2)? });
        article.versions = self
            .connection
            .prepare_cached(sql)?
            .query_map([&article.url], version)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(article)
    }

    /// The claims of an article, in the order of its text.
    pub fn claims_of(&self, article: &ArticleLine) -> Result<Vec<Claimed>, Error> {
        let _moment = self.moment()?;
        let numbers = article.reading + 1..=article.reading + article.claims;
        let claims = numbers.map(|number| load(&self.connection, number));
        claims.collect::<rusqlite::Result<_>>().map_err(|error| self.error(error))
    }

    /// The JSON that was added of an article, byte for byte.
    pub fn record(&self, article: &ArticleLine) -> Result<String, Error> {
        self.record_of(article.reading)
    }

    /// What a reading's JSON holds.
    pub(crate) fn reading_of(&self, reading: i64) -> Result<Reading, Error> {
        let damaged = || Error::Damaged(self.path.clone(), format!("the record of reading {reading}"));
        let record: Record = serde_json::from_str(&self.record_of(reading)?).map_err(|_| damaged())?;
        Reading::try_from(record).map_err(|_| damaged())
    }

    /// What was found in an article, after what people decided.
    pub fn reading(&self, article: &ArticleLine) -> Result<Reading, Error> {
        self.reading_of(article.reading)
    }

    pub(crate) fn record_of(&self, reading: i64) -> Result<String, Error> {
        let read = || -> rusqlite::Result<Vec<u8>> {
            self.connection
                .prepare_cached("SELECT json FROM records WHERE reading = ?1")?
                .query_row([reading], |row| row.get(0))
        };
        let blob = read().map_err(|error| self.error(error))?;
        let damaged = || Error::Damaged(self.path.clone(), format!("the record of reading {reading}"));
        inflated(&blob).ok_or_else(damaged)
    }

    /// The JSON of every article, the order being that of their keys: the same for the same articles, however they came in.
    pub fn records(&self, each: &mut dyn FnMut(&str) -> bool) -> Result<(), Error> {
        let _moment = self.moment()?;
        let sql = format!("{ARTICLES} ORDER BY articles.key");
        let read = || -> rusqlite::Result<Vec<i64>> {
            self.connection.prepare(&sql)?.query_map([], |row| row.get(10))?.collect()
        };
        for reading in read().map_err(|error| self.error(error))? {
            if !each(&self.record_of(reading)?) {
                break;
            }
        }
        Ok(())
    }

    /// Articles and claims of the readings that count.
    pub fn size(&self) -> Result<(i64, i64), Error> {
        let sql = "SELECT count(*), coalesce(sum(claims), 0) FROM readings
                   WHERE NOT EXISTS (SELECT 1 FROM readings AS later WHERE later.replaces = readings.id)";
        self.connection
            .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .map_err(|error| self.error(error))
    }
}

/// What was compressed; `None` where it is not whole.
pub(crate) fn inflated(blob: &[u8]) -> Option<String> {
    let mut json = String::new();
    let mut decoder = ZlibDecoder::new(blob).take(LONGEST_RECORD);
    decoder.read_to_string(&mut json).ok()?;
    Some(json)
}
