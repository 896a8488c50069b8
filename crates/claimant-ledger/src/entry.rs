//! One article as it will be kept: the rows of every table, made before the ledger is touched.
//!
//! Rows hold no ids of the ledger, so that they can be made on any thread, and made again from the JSON to see whether
//! the tables still say what it says.

mod claims;
mod items;
mod tables;

use std::io::Write;

use claimant_doc::{Article, CodePoints, Generator, Link, Lookup, Reading, Record, Span, hex};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use rusqlite::types::Value;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};

pub(crate) use tables::{CLAIMS, Holder, TABLES, Table};

use crate::key::article_key;
use crate::relate::keys::keys;
use crate::{Error, days};

/// Claims that one reading can hold: what the low bits of a claim's id count.
pub(crate) const MOST_CLAIMS: usize = (1 << 18) - 1;

/// The cells of one row, without the reading's id.
pub(crate) type Row = Vec<Value>;

/// One article with everything found in it, ready to be kept.
pub struct Entry {
    pub(crate) reading: Reading,
    pub(crate) key: String,
    pub(crate) day: i64,
    pub(crate) claims: usize,
    pub(crate) generator: Generator,
    pub(crate) extractors: String,
    pub(crate) article: Row,
    pub(crate) record: Vec<u8>,
    pub(crate) record_sha256: String,
    /// As many as there are [`TABLES`].
    pub(crate) rows: Vec<Vec<Row>>,
    /// What it is found by when others are compared.
    pub(crate) keys: Vec<(i64, i64)>,
}

impl Entry {
    /// Prepares `reading`, which the extractors with these names made.
    ///
    /// Refuses what the ledger could not give back: spans outside the text, no text, too many claims.
    pub fn of(mut reading: Reading, extractors: &[&str]) -> Result<Entry, Error> {
        if reading.article.text().is_empty() {
            return Err(Error::Refused("it has no text".to_owned()));
        }
        if reading.misplaced().is_some() {
            return Err(Error::Refused("something was found outside its text".to_owned()));
        }
        if reading.claims.len() > MOST_CLAIMS {
            return Err(Error::Refused(format!("it holds more than {MOST_CLAIMS} claims")));
        }
        let (rows, keys) = (rows(&reading), keys(&reading));
        let (key, article) = (article_key(&reading.article), article(&reading.article));
        let (day, claims) = (days::of_published(reading.article.published.as_deref()), reading.claims.len());
        let (generator, extractors) = (reading.generator.clone(), extractors.join(","));
        let json =
            serde_json::to_vec(&Record::from(reading.clone())).map_err(|e| Error::Refused(e.to_string()))?;
        let record_sha256 = hex(&Sha256::digest(&json));
        let record = deflated(&json)?;
        Ok(Entry {
            reading,
            key,
            day,
            claims,
            generator,
            extractors,
            article,
            record,
            record_sha256,
            rows,
            keys,
        })
    }

    /// The article's key: 16 hex digits of its text and address.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Claims in it.
    pub fn claims(&self) -> usize {
        self.claims
    }
}

fn deflated(json: &[u8]) -> Result<Vec<u8>, Error> {
    // Level 4 is within 10 % of the best size for a quarter of its time.
    let mut to = ZlibEncoder::new(Vec::new(), Compression::new(4));
    to.write_all(json).and_then(|()| to.finish()).map_err(|error| Error::Refused(error.to_string()))
}

/// The row of `articles`, without id.
pub(crate) fn article(article: &Article) -> Row {
    let from = serde_json::to_value(article.published_from).unwrap_or_default();
    vec![
        text(&article_key(article)),
        text(article.id()),
        optional(article.url.as_deref()),
        optional(article.title.as_deref()),
        optional(article.publisher.as_deref()),
        optional(article.published.as_deref()),
        optional(from.as_str()),
        optional(article.language.as_deref()),
        optional(article.origin.media_type.as_deref()),
        optional(article.origin.path.as_deref()),
        Value::Integer(article.text().chars().count() as i64),
        text(article.text()),
    ]
}

/// The columns that [`article`] fills.
pub(crate) const ARTICLE: &str = "key, sha256, address, title, publisher, published, published_from, language, \
                                  media_type, path, characters, text";

/// The rows of every table, in the order of [`TABLES`], each in the order of its table's key.
pub(crate) fn rows(reading: &Reading) -> Vec<Vec<Row>> {
    let of = Of {
        reading,
        lookup: Lookup::of(reading),
        text: reading.article.text(),
        points: CodePoints::of(reading.article.text()),
    };
    TABLES.iter().map(|table| (table.rows)(&of)).collect()
}

/// A reading while its rows are made.
pub(crate) struct Of<'a> {
    reading: &'a Reading,
    lookup: Lookup<'a>,
    text: &'a str,
    points: CodePoints<'a>,
}

impl<'a> Of<'a> {
    /// Start and end in code points.
    fn ends(&self, span: Span) -> [Value; 2] {
        [span.start(), span.end()].map(|byte| Value::Integer(i64::from(self.points.count(byte))))
    }

    /// Start, end and the words.
    fn quoted(&self, span: Span) -> [Value; 3] {
        let [start, end] = self.ends(span);
        [start, end, text(self.words(span))]
    }

    /// The words, start and end; all null where there is no span.
    fn named(&self, span: Option<Span>) -> [Value; 3] {
        let Some(span) = span else { return [Value::Null, Value::Null, Value::Null] };
        let [start, end, words] = self.quoted(span);
        [words, start, end]
    }

    fn words(&self, span: Span) -> &'a str {
        span.of(self.text)
    }
}

/// A row of these parts, one after the other.
fn row<const N: usize>(parts: [&[Value]; N]) -> Row {
    parts.concat()
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

fn optional(value: Option<&str>) -> Value {
    value.map_or(Value::Null, text)
}

fn real(value: Option<f64>) -> Value {
    // SQLite has no NaN: it would be stored as null anyway.
    value.filter(|value| !value.is_nan()).map_or(Value::Null, Value::Real)
}

/// A score as it is written in the JSON, not with the digits that widening would add.
fn score(value: Option<f32>) -> Value {
    real(value.and_then(|value| value.to_string().parse().ok()))
}

fn count(n: usize) -> Value {
    Value::Integer(n as i64)
}

/// The number in an item's id: 12 of `c12`; `None` of anything else.
pub(crate) fn number(id: &str) -> Option<i64> {
    id.get(1..)?.parse().ok().filter(|n| *n > 0)
}

/// The number of the item that a link names.
fn linked(link: Option<&Link>) -> Value {
    link.and_then(|link| number(link.id()?)).map_or(Value::Null, Value::Integer)
}

/// The numbers of the items that links name, each once, in order.
fn numbers(links: &[Link]) -> Vec<i64> {
    let mut all: Vec<i64> = links.iter().filter_map(|link| number(link.id()?)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn json(value: &impl serde::Serialize) -> Value {
    text(&serde_json::to_value(value).unwrap_or(Json::Null).to_string())
}
