//! What was found by comparing, to be shown: relations with both ends, groups of claims, histories of figures.
//!
//! An end that is a claim is a [`Claimed`]: never its words alone. An end that is a passage has its place, not its words.

mod differ;
mod groups;
mod history;

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Row};
use serde::Serialize;

pub use differ::Differs;
pub use groups::{Group, Tallies, Tally};
pub use history::{History, State};

use crate::claim::{Claimed, Figure, load};
use crate::relate::reading_of;
use crate::{Error, Ledger};

/// Which relations are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Any of these kinds; all where it is empty.
    pub kinds: Vec<String>,
    /// Any of these levels (article, passage, claim, figure, source); all where it is empty.
    pub levels: Vec<&'static str>,
    /// Only of these claims, and of the articles that they are in; of all where it is `None`.
    pub claims: Option<BTreeSet<i64>>,
}

/// What two claims, figures, passages or articles are to each other.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Related {
    /// article, passage, claim, figure or source.
    pub level: String,
    /// A word of the contract: copy, agree, update, contradict …
    pub kind: String,
    /// The one; of a copy the first, of an update the earlier, where that is known.
    pub a: End,
    /// The other; of the level source the text that was looked into.
    pub b: End,
    /// Whether dates tell that `a` was first.
    pub directed: bool,
    /// How alike two claims are, 0 to 1.
    pub score: Option<f64>,
    /// One sentence for people.
    pub reason: String,
    /// What it was concluded from.
    pub derivation: String,
}

/// One end of a relation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct End {
    /// The claim, with who vouches for it and how sure they are; `None` where the end is an article or a passage.
    pub claim: Option<Claimed>,
    /// The figure in it.
    pub figure: Option<Figure>,
    /// The article.
    pub article: Brief,
    /// Where a passage stands, in code points: start and end.
    pub places: Vec<(i64, i64)>,
}

/// An article in short.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Brief {
    /// Its key.
    pub key: String,
    /// Its publisher.
    pub publisher: Option<String>,
    /// Its date as stated.
    pub published: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Where it was first read from.
    pub path: Option<String>,
}

/// A relation as the table has it.
struct Line {
    later: i64,
    earlier: i64,
    round: i64,
    n: i64,
    level: String,
    kind: String,
    a: (i64, Option<i64>),
    b: (i64, Option<i64>),
    directed: bool,
    score: Option<f64>,
    reason: String,
    derivation: String,
}

const COLUMNS: &str =
    "later, earlier, round, n, level, kind, a, a_figure, b, b_figure, directed, score, reason, derivation";

impl Line {
    fn of(row: &Row<'_>) -> rusqlite::Result<Line> {
        Ok(Line {
            later: row.get(0)?,
            earlier: row.get(1)?,
            round: row.get(2)?,
            n: row.get(3)?,
            level: row.get(4)?,
            kind: row.get(5)?,
            a: (row.get(6)?, row.get(7)?),
            b: (row.get(8)?, row.get(9)?),
            directed: row.get(10)?,
            score: row.get(11)?,
            reason: row.get(12)?,
            derivation: row.get(13)?,
        })
    }

    /// Whether it is of one of these claims, or of an article that one is in.
    fn is_of(&self, claims: &BTreeSet<i64>) -> bool {
        let has = |id: i64| match reading_of(id) == id {
            true => claims.range(id..id + (1 << 18)).next().is_some(),
            false => claims.contains(&id),
        };
        has(self.a.0) || has(self.b.0)
    }
}

impl Ledger {
    /// The relations that are wanted, those of the newest articles first, until `each` says that it is enough.
    pub fn relations(&self, wanted: &Wanted, each: &mut dyn FnMut(Related) -> bool) -> Result<(), Error> {
        let _moment = self.moment()?;
        let mut read = || -> rusqlite::Result<()> {
            let list = |words: Vec<String>| {
                words
                    .iter()
                    .map(|word| format!("'{}'", word.replace('\'', "")))
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            let one_of = |column: &str, words: Vec<String>| match words.is_empty() {
                true => String::new(),
                false => format!(" AND {column} IN ({})", list(words)),
            };
            let kinds = one_of("kind", wanted.kinds.clone());
            let levels = one_of("level", wanted.levels.iter().map(|level| (*level).to_owned()).collect());
            let sql = format!(
                "SELECT {COLUMNS} FROM current_relations WHERE 1{kinds}{levels} ORDER BY later DESC, earlier DESC, round, n"
            );
            let mut statement = self.connection.prepare(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let line = Line::of(row)?;
                if wanted.claims.as_ref().is_none_or(|claims| line.is_of(claims))
                    && !each(related(&self.connection, line)?)
                {
                    break;
                }
            }
            Ok(())
        };
        read().map_err(|error| self.error(error))
    }

    /// The relations of one claim and its figures.
    pub fn relations_of(&self, claim: &Claimed) -> Result<Vec<Related>, Error> {
        let _moment = self.moment()?;
        let read = || -> rusqlite::Result<Vec<Related>> {
            let sql = format!(
                "SELECT {COLUMNS} FROM current_relations WHERE a = ?1 OR b = ?1 ORDER BY later, earlier, round, n"
            );
            let mut statement = self.connection.prepare_cached(&sql)?;
            let lines: Vec<Line> =
                statement.query_map([claim.number], Line::of)?.collect::<rusqlite::Result<_>>()?;
            lines.into_iter().map(|line| related(&self.connection, line)).collect()
        };
        read().map_err(|error| self.error(error))
    }
}

fn related(connection: &Connection, line: Line) -> rusqlite::Result<Related> {
    let a = end(connection, line.a, places(connection, &line, "a")?)?;
    let mut b = end(connection, line.b, places(connection, &line, "b")?)?;
    if line.level == "source" {
        b.claim = said(connection, line.b.0, &b.places)?;
    }
    let Line { level, kind, directed, score, reason, derivation, .. } = line;
    Ok(Related { level, kind, a, b, directed, score, reason, derivation })
}

fn places(connection: &Connection, line: &Line, side: &str) -> rusqlite::Result<Vec<(i64, i64)>> {
    let sql = "SELECT start, \"end\" FROM relation_spans WHERE later = ?1 AND earlier = ?2 AND round = ?3
               AND relation = ?4 AND side = ?5 ORDER BY n";
    let at = rusqlite::params![line.later, line.earlier, line.round, line.n, side];
    connection.prepare_cached(sql)?.query_map(at, |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

fn end(
    connection: &Connection,
    (id, figure): (i64, Option<i64>),
    places: Vec<(i64, i64)>,
) -> rusqlite::Result<End> {
    let claim = if reading_of(id) == id { None } else { Some(load(connection, id)?) };
    let named = figure.map(|n| format!("q{n}"));
    let figure = claim
        .iter()
        .flat_map(|claim| &claim.figures)
        .find(|figure| Some(&figure.id) == named.as_ref())
        .cloned();
    Ok(End { claim, figure, article: brief(connection, reading_of(id))?, places })
}

/// The claim of a source that holds most of what was found there: the source's words have their standing too.
fn said(connection: &Connection, reading: i64, places: &[(i64, i64)]) -> rusqlite::Result<Option<Claimed>> {
    let Some((start, end)) = places.first() else { return Ok(None) };
    let sql = "SELECT claim FROM claim_spans WHERE claim > ?1 AND claim <= ?1 + 262143 AND start < ?3 AND \"end\" > ?2
               ORDER BY min(\"end\", ?3) - max(start, ?2) DESC, \"end\" - start, claim LIMIT 1";
    let found: Option<i64> =
        connection.prepare_cached(sql)?.query_row([reading, *start, *end], |row| row.get(0)).optional()?;
    found.map(|id| load(connection, id)).transpose()
}

fn brief(connection: &Connection, reading: i64) -> rusqlite::Result<Brief> {
    let sql = "SELECT key, iif(heads.reading IS NULL, articles.publisher, heads.publisher),
                 iif(heads.reading IS NULL, articles.published, heads.published),
                 iif(heads.reading IS NULL, articles.title, heads.title), address, path FROM articles
               JOIN readings ON readings.article = articles.id LEFT JOIN heads ON heads.reading = readings.id
               WHERE readings.id = ?1";
    connection.prepare_cached(sql)?.query_row([reading], |row| {
        Ok(Brief {
            key: row.get(0)?,
            publisher: row.get(1)?,
            published: row.get(2)?,
            title: row.get(3)?,
            url: row.get(4)?,
            path: row.get(5)?,
        })
    })
}
