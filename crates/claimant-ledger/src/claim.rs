//! A claim as the ledger gives it: never its words alone.
//!
//! [`Claimed`] keeps the words to itself. Every way to show them, cut short or whole, begins with how sure the claimant
//! is and who vouches.

use std::fmt;

use claimant_doc::hex;
use rusqlite::{Connection, Row};
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::review::{Line, Shown, is_rejected, told};

/// A claim with who vouches for it, how sure they are, and where it stands. Its JSON is one object; what the public
/// contract calls by a name has that name.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claimed {
    /// Its handle: the article's key and the claim's id, `0123456789abcdef:c12`.
    pub id: String,
    /// Stable hash of words and chain.
    pub key: String,
    /// How sure the claimant is, and in which sense.
    #[serde(flatten)]
    pub stands: Stands,
    /// Who vouches below the article, outermost first; empty for the article's own voice.
    #[serde(serialize_with = "from_the_article")]
    pub chain: Vec<Source>,
    /// The kind of the source nearest to the claim; `own_voice`, or `unclear`.
    pub source_kind: String,
    quote: String,
    /// Where the words stand, in code points of the article's text.
    pub content: Vec<Piece>,
    /// The words that decided status and certainty.
    pub markers: Vec<Marked>,
    /// Names of the entities in it, `; ` between them.
    pub about: String,
    /// Names of places, `; ` between them.
    pub places: String,
    /// Types and lemmas of its events, `; ` between them.
    pub events: String,
    /// Its periods.
    pub times: Vec<Period>,
    /// Its figures.
    pub figures: Vec<Figure>,
    /// 0 to 1; `None` where nothing judged it.
    pub check_worthiness: Option<f64>,
    /// 0 to 1.
    pub confidence: f64,
    /// What people decided of it, and of what stands in it, oldest first.
    pub reviewed: Vec<Shown>,
    /// Whether a person has rejected it: the article does not say this.
    pub rejected: bool,
    /// Tells one version of the claim from every other: a decision names the one that the person saw.
    pub state: String,
    /// SHA-256 of the article's text.
    pub article: String,
    /// The article's address.
    pub url: Option<String>,
    /// Where it was first read from.
    pub path: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Its publisher.
    pub publisher: Option<String>,
    /// Its date as stated.
    pub published: Option<String>,
    /// What wrote the claim: version and model.
    pub generator: String,
    /// How often it is told, where another article tells it and [`Ledger::tally`](crate::Ledger::tally) was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub told: Option<crate::Tally>,
    #[serde(skip)]
    pub(crate) number: i64,
}

/// How a claim stands: the words of the contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stands {
    /// asserted, hedged, alleged, denied, predicted, hypothetical, asked.
    pub status: String,
    /// certain, probable, possible, unknown.
    pub certainty: String,
    /// affirmed, negated.
    pub polarity: String,
    /// direct, indirect, mixed, own_voice.
    pub form: String,
}

/// One who vouches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The source's words, whom they mean, and that it is unnamed where it is.
    pub source: String,
    /// The words that introduce what is said.
    pub cue: String,
    /// The kind of source; `unclear` where nothing tells.
    pub kind: String,
}

/// Words at their place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Piece {
    pub start: i64,
    pub end: i64,
    pub quote: String,
}

/// A word that tells how sure a claimant is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Marked {
    pub kind: String,
    pub start: i64,
    pub end: i64,
    pub quote: String,
}

/// A period in a claim, as said and in days; `None` where an end is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Period {
    pub id: String,
    pub quote: String,
    pub value: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
}

/// A figure in a claim, as said and understood.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Figure {
    pub id: String,
    pub quote: String,
    pub value: Option<f64>,
    pub high: Option<f64>,
    pub bound: String,
    pub unit: Option<String>,
    pub item: Option<String>,
    pub measure: Option<String>,
}

/// The chain as the contract has it: it begins with the article.
fn from_the_article<S: Serializer>(chain: &[Source], out: S) -> Result<S::Ok, S::Error> {
    let article = Source { source: "article".to_owned(), cue: String::new(), kind: "publication".to_owned() };
    out.collect_seq(std::iter::once(&article).chain(chain))
}

impl Claimed {
    /// Its number in this ledger: see `claims.id` in `schema.sql`.
    pub fn number(&self) -> i64 {
        self.number
    }

    /// How the claim stands: "ALLEGED, not established", "hedged, possible, negated", "REJECTED by a reader, asserted".
    pub fn standing(&self) -> String {
        let rejected = if self.rejected { "REJECTED by a reader, " } else { "" };
        format!("{rejected}{}", self.stands)
    }

    /// What people decided: old, new, who, when and why of each; empty where nobody did.
    pub fn decided(&self) -> String {
        self.reviewed.iter().map(Shown::to_string).collect::<Vec<_>>().join("; ")
    }

    /// Who vouches: "article > The Herald > officials \[unnamed\]".
    pub fn who(&self) -> String {
        let names = self.chain.iter().map(|source| source.source.as_str());
        std::iter::once("article").chain(names).collect::<Vec<_>>().join(" > ")
    }

    /// The claim in one line: standing, who vouches, what people decided, the words. Where `room` is less than its characters, the words are
    /// cut, never what stands before them.
    pub fn line(&self, room: usize) -> String {
        let decided = if self.reviewed.is_empty() { String::new() } else { format!("{} | ", self.decided()) };
        let head = format!("{} | {} | {decided}", self.standing(), self.who());
        let left = room.saturating_sub(head.chars().count()).max(1);
        head + &cut(&self.quote, left)
    }

    /// The words together with what they must not be shown without: standing, who vouches, words.
    pub fn parts(&self) -> (String, String, &str) {
        (self.standing(), self.who(), &self.quote)
    }
}

/// `text` in at most `room` characters; the last is "…" where something is missing.
fn cut(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    text.chars().take(room.saturating_sub(1)).chain(['…']).collect()
}

impl fmt::Display for Stands {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = match self.status.as_str() {
            "alleged" => "ALLEGED, not established",
            "denied" => "DENIED by the source",
            "hypothetical" => "hypothetical or wished",
            other => other,
        };
        let certainty = match (self.status.as_str(), self.certainty.as_str()) {
            ("asserted" | "denied", "certain") => "",
            ("hedged", "unknown") => "left open",
            (_, "unknown") => "",
            (_, certainty) => certainty,
        };
        let negated = self.polarity == "negated" && self.status != "denied";
        let parts = [status, certainty, if negated { "negated" } else { "" }];
        let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        out.write_str(&said.join(", "))
    }
}

impl fmt::Display for Claimed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.line(usize::MAX))
    }
}

const CLAIM: &str = "
    SELECT articles.key, claims.n, claims.key, status, certainty, polarity, form, source_kind, quote, about, places,
      events, check_worthiness, confidence, sha256, address, path,
      iif(heads.reading IS NULL, articles.title, heads.title),
      iif(heads.reading IS NULL, articles.publisher, heads.publisher),
      iif(heads.reading IS NULL, articles.published, heads.published), version, model
    FROM claims JOIN readings ON readings.id = claims.reading JOIN articles ON articles.id = readings.article
    JOIN generators ON generators.id = readings.generator LEFT JOIN heads ON heads.reading = readings.id
    WHERE claims.id = ?1";

/// The claim with this number, and all that belongs to it.
pub(crate) fn load(connection: &Connection, number: i64) -> rusqlite::Result<Claimed> {
    let mut claim = connection.prepare_cached(CLAIM)?.query_row([number], |row| head(row, number))?;
    claim.chain = list(
        connection,
        number,
        "SELECT source, cue, kind FROM claim_chain WHERE claim = ?1 ORDER BY position",
        |row| Ok(Source { source: row.get(0)?, cue: row.get(1)?, kind: row.get(2)? }),
    )?;
    claim.content = list(
        connection,
        number,
        "SELECT start, \"end\", quote FROM claim_spans WHERE claim = ?1 ORDER BY n",
        |row| Ok(Piece { start: row.get(0)?, end: row.get(1)?, quote: row.get(2)? }),
    )?;
    claim.markers = list(
        connection,
        number,
        "SELECT kind, start, \"end\", quote FROM claim_markers WHERE claim = ?1 ORDER BY n",
        |row| Ok(Marked { kind: row.get(0)?, start: row.get(1)?, end: row.get(2)?, quote: row.get(3)? }),
    )?;
    claim.times = list(connection, number, TIMES, |row| {
        Ok(Period {
            id: format!("t{}", row.get::<_, i64>(0)?),
            quote: row.get(1)?,
            value: row.get(2)?,
            from: row.get(3)?,
            to: row.get(4)?,
        })
    })?;
    claim.figures = list(connection, number, FIGURES, figure)?;
    claim.reviewed = reviewed(connection, number)?;
    claim.rejected = is_rejected(&claim.reviewed);
    let json = serde_json::to_string(&claim).unwrap_or_default();
    claim.state = hex(&Sha256::digest(json)).chars().take(STATE).collect();
    Ok(claim)
}

/// Hex digits of a state.
const STATE: usize = 12;

/// What people decided that shows on the claim with this number.
fn reviewed(connection: &Connection, number: i64) -> rusqlite::Result<Vec<Shown>> {
    let sql = "SELECT decided.number, kind, subject, at, what.text, who.text
               FROM decided JOIN log ON log.seq = decided.seq
               JOIN payloads AS what ON what.seq = log.seq AND what.part = 'what'
               LEFT JOIN payloads AS who ON who.seq = log.seq AND who.part = 'who'
               WHERE decided.reading = (?1 >> 18) << 18 AND item = 'c' || (?1 & 262143) ORDER BY decided.number";
    let shown = |row: &Row<'_>| {
        let line = Line { kind: row.get(1)?, subject: row.get(2)?, at: row.get(3)?, ..Line::default() };
        let (words, number): (String, i64) = (row.get(4)?, row.get(0)?);
        Ok(told(number.unsigned_abs(), &line, &words, row.get(5)?))
    };
    let found: Vec<Option<Shown>> =
        connection.prepare_cached(sql)?.query_map([number], shown)?.collect::<rusqlite::Result<_>>()?;
    Ok(found.into_iter().flatten().collect())
}

const TIMES: &str = "
    SELECT times.n, times.quote, times.value, times.first, times.last
    FROM claim_times JOIN times ON times.reading = (claim >> 18) << 18 AND times.n = claim_times.time
    WHERE claim = ?1 ORDER BY times.n";

const FIGURES: &str = "
    SELECT quantities.n, quote, value, quantities.high, bound, unit, item, measure
    FROM claim_quantities
    JOIN quantities ON quantities.reading = (claim >> 18) << 18 AND quantities.n = claim_quantities.quantity
    WHERE claim = ?1 ORDER BY quantities.n";

fn figure(row: &Row<'_>) -> rusqlite::Result<Figure> {
    Ok(Figure {
        id: format!("q{}", row.get::<_, i64>(0)?),
        quote: row.get(1)?,
        value: row.get(2)?,
        high: row.get(3)?,
        bound: row.get(4)?,
        unit: row.get(5)?,
        item: row.get(6)?,
        measure: row.get(7)?,
    })
}

fn list<T>(
    connection: &Connection,
    number: i64,
    sql: &str,
    item: fn(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    connection.prepare_cached(sql)?.query_map([number], item)?.collect()
}

fn head(row: &Row<'_>, number: i64) -> rusqlite::Result<Claimed> {
    let (version, model): (String, String) = (row.get(20)?, row.get(21)?);
    Ok(Claimed {
        id: format!("{}:c{}", row.get::<_, String>(0)?, row.get::<_, i64>(1)?),
        key: row.get(2)?,
        stands: Stands {
            status: row.get(3)?,
            certainty: row.get(4)?,
            polarity: row.get(5)?,
            form: row.get(6)?,
        },
        chain: Vec::new(),
        source_kind: row.get(7)?,
        quote: row.get(8)?,
        content: Vec::new(),
        markers: Vec::new(),
        about: row.get(9)?,
        places: row.get(10)?,
        events: row.get(11)?,
        times: Vec::new(),
        figures: Vec::new(),
        check_worthiness: row.get(12)?,
        confidence: row.get(13)?,
        reviewed: Vec::new(),
        rejected: false,
        state: String::new(),
        article: row.get(14)?,
        url: row.get(15)?,
        path: row.get(16)?,
        title: row.get(17)?,
        publisher: row.get(18)?,
        published: row.get(19)?,
        generator: if model.is_empty() { version } else { format!("{version} {model}") },
        told: None,
        number,
    })
}
