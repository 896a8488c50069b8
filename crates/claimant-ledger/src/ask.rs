//! Asking for claims by facets, newest first, fast at a million.
//!
//! Words and kinds are one MATCH over an index whose rows come in the order of the answer, so that it stops as soon as a
//! page is full. Periods and figures are ranges: where few claims meet one, those are looked at; else every match is.

mod words;

use claimant_doc::{Certainty, Date, Status};
use rusqlite::types::Value;

use crate::claim::load;
use crate::{Claimed, Error, Ledger, days};

/// What to ask for. A claim must meet every facet that is set; the default asks for all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facets {
    /// Words of a source anywhere in the chain, or of the name it stands for.
    pub who: Option<String>,
    /// Words of the name of an entity in the claim.
    pub about: Option<String>,
    /// Words of a place's name, or its country's code.
    pub place: Option<String>,
    /// An event's type or lemma.
    pub event: Option<String>,
    /// Words of the article's publisher.
    pub publisher: Option<String>,
    /// Words of the claim; "two words" in quotation marks stand together, `word*` begins with.
    pub text: Option<String>,
    /// Any of these.
    pub status: Vec<Status>,
    /// Any of these.
    pub certainty: Vec<Certainty>,
    /// Any of these: the words of the contract, `own_voice`, `unclear`.
    pub source_kind: Vec<String>,
    /// A period of the claim has a day in common with these, both included; `None` is open.
    pub period: Option<(Option<Date>, Option<Date>)>,
    /// The article was published within these days.
    pub published: Option<(Option<Date>, Option<Date>)>,
    /// A figure of the claim lies within, or its range meets, these values.
    pub figure: Option<(f64, f64)>,
    /// The check-worthiness is at least this.
    pub check_worthy: Option<f64>,
    /// Whether a person has decided of it.
    pub reviewed: Option<bool>,
}

/// Some claims of an answer.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Newest article first.
    pub claims: Vec<Claimed>,
    /// Where the next page begins; `None` after the last.
    pub next: Option<i64>,
}

/// At most so many claims of a range are looked at one by one instead of the matches of the words.
const FEW: i64 = 800;
/// The same where there are no words.
const MANY: i64 = 4_000;
/// Decisions of people.
const DECISIONS: &str = "('accept', 'correct', 'reject', 'verdict')";

impl Ledger {
    /// At most `limit` claims that meet `facets`, from where `after` says.
    pub fn ask(&self, facets: &Facets, after: Option<i64>, limit: usize) -> Result<Page, Error> {
        let _moment = self.moment()?;
        let query = self.query(facets, after, limit)?;
        let read = || -> rusqlite::Result<Page> {
            let mut statement = self.connection.prepare_cached(&query.sql())?;
            let numbers: Vec<i64> = statement
                .query_map(rusqlite::params_from_iter(&query.values), |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            let more = numbers.len() > limit;
            let shown = numbers.get(..limit.min(numbers.len())).unwrap_or_default();
            let claims = shown
                .iter()
                .map(|number| load(&self.connection, *number))
                .collect::<rusqlite::Result<_>>()?;
            Ok(Page { claims, next: shown.last().copied().filter(|_| more) })
        };
        read().map_err(|error| self.error(error))
    }

    /// The numbers of all claims that meet `facets`.
    pub fn numbers(&self, facets: &Facets) -> Result<std::collections::BTreeSet<i64>, Error> {
        let query = self.query(facets, None, usize::MAX)?;
        let read = || -> rusqlite::Result<std::collections::BTreeSet<i64>> {
            let mut statement = self.connection.prepare_cached(&query.sql())?;
            statement.query_map(rusqlite::params_from_iter(&query.values), |row| row.get(0))?.collect()
        };
        read().map_err(|error| self.error(error))
    }

    /// How many claims meet `facets`, counted up to `most`.
    pub fn count(&self, facets: &Facets, most: usize) -> Result<usize, Error> {
        let query = self.query(facets, None, most)?;
        let sql = format!("SELECT count(*) FROM ({})", query.sql());
        let read = || -> rusqlite::Result<i64> {
            self.connection
                .prepare_cached(&sql)?
                .query_row(rusqlite::params_from_iter(&query.values), |row| row.get(0))
        };
        read().map(|found| usize::try_from(found).unwrap_or(0).min(most)).map_err(|error| self.error(error))
    }

    fn query(&self, facets: &Facets, after: Option<i64>, limit: usize) -> Result<Query, Error> {
        let mut query = Query { limit, ..Query::default() };
        query.words = words::expression(facets)?.map(|words| query.value(Value::Text(words)));
        if let Some(after) = after {
            let mark = query.value(Value::Integer(after));
            query.filters.push(format!("{ID} < {mark}"));
        }
        if let Some((from, to)) = facets.published {
            query.published(from, to);
        }
        if let Some(least) = facets.check_worthy {
            let mark = query.value(Value::Real(least));
            query.filters.push(format!("(SELECT check_worthiness FROM claims WHERE id = {ID}) >= {mark}"));
        }
        query.reviewed(facets.reviewed);
        let period = facets.period.map(|days| query.period(days));
        let figure = facets.figure.map(|values| query.figure(values));
        for range in period.into_iter().chain(figure) {
            self.choose(&mut query, range)?;
        }
        Ok(query)
    }

    /// Looks at the claims of a range one by one if they are few; else asks of every match whether it is one.
    fn choose(&self, query: &mut Query, range: Range) -> Result<(), Error> {
        let few = if query.words.is_some() { FEW } else { MANY };
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM ({}) LIMIT {})", range.claims, few + 1);
        let mut statement = self.connection.prepare_cached(&sql).map_err(|error| self.error(error))?;
        // The question's own values are all there; this part of it uses some of them.
        let used = statement.parameter_count().min(query.values.len());
        let values = query.values.get(..used).unwrap_or_default();
        let found: i64 = statement
            .query_row(rusqlite::params_from_iter(values), |row| row.get(0))
            .map_err(|error| self.error(error))?;
        if found <= few && query.candidates.is_none() {
            query.candidates = Some(range.claims);
        } else {
            query.filters.push(range.test);
        }
        Ok(())
    }
}

/// What stands for the claim's id in filters.
const ID: &str = "found.id";

/// A facet that is a range: the claims in it, and the test of one claim.
struct Range {
    claims: String,
    test: String,
}

/// A question on its way to SQL.
#[derive(Default)]
struct Query {
    /// The mark of the MATCH expression.
    words: Option<String>,
    /// SQL for the only claims that can be meant.
    candidates: Option<String>,
    filters: Vec<String>,
    values: Vec<Value>,
    limit: usize,
}

impl Query {
    /// Keeps `value`, and gives its mark.
    fn value(&mut self, value: Value) -> String {
        self.values.push(value);
        format!("?{}", self.values.len())
    }

    fn published(&mut self, from: Option<Date>, to: Option<Date>) {
        if let Some(from) = from {
            let mark = self.value(Value::Integer(days::of(from) << 46));
            self.filters.push(format!("{ID} >= {mark}"));
        } else {
            self.filters.push(format!("{ID} >= {}", 1_i64 << 46));
        }
        if let Some(to) = to {
            let mark = self.value(Value::Integer(((days::of(to) + 1) << 46) - 1));
            self.filters.push(format!("{ID} <= {mark}"));
        }
    }

    fn reviewed(&mut self, reviewed: Option<bool>) {
        match reviewed {
            None => {}
            // What was decided of the claim itself, not of what stands in it.
            Some(true) => {
                self.candidates = Some(format!(
                    "SELECT reading + CAST(substr(item, 2) AS INTEGER) AS claim FROM decided
                     JOIN log ON log.seq = decided.seq
                     WHERE substr(item, 1, 1) = 'c' AND kind IN {DECISIONS} AND instr(subject, ':') > 0"
                ));
            }
            Some(false) => self.filters.push(format!(
                "NOT EXISTS (SELECT 1 FROM decided JOIN log ON log.seq = decided.seq
                 WHERE reading = ({ID} >> 18) << 18 AND item = 'c' || ({ID} & 262143)
                 AND kind IN {DECISIONS} AND instr(subject, ':') > 0)"
            )),
        }
    }

    fn period(&mut self, (from, to): (Option<Date>, Option<Date>)) -> Range {
        let day = |date: Option<Date>, open: &str| date.map_or(open.to_owned(), |date| date.to_string());
        let (first, last) = (
            self.value(Value::Text(day(from, days::OPEN.0))),
            self.value(Value::Text(day(to, days::OPEN.1))),
        );
        let of_length = |length: i64| {
            let earliest = from.filter(|_| length < days::LENGTHS).map(|from| days::earliest(from, length));
            let earliest = earliest.unwrap_or_else(|| days::OPEN.0.to_owned());
            format!(
                "SELECT claim FROM claim_times WHERE length = {length}
                 AND first BETWEEN '{earliest}' AND {last} AND last >= {first}"
            )
        };
        let claims = (0..=days::LENGTHS).map(of_length).collect::<Vec<_>>().join(" UNION ALL ");
        let test = format!(
            "EXISTS (SELECT 1 FROM claim_times WHERE claim = {ID} AND first <= {last} AND last >= {first})"
        );
        Range { claims, test }
    }

    fn figure(&mut self, (low, high): (f64, f64)) -> Range {
        let (low, high) = (self.value(Value::Real(low)), self.value(Value::Real(high)));
        let claims = format!(
            "SELECT claim FROM claim_quantities WHERE low = high AND low BETWEEN {low} AND {high}
             UNION ALL SELECT claim FROM claim_quantities WHERE low <> high AND low <= {high} AND high >= {low}"
        );
        let test = format!(
            "EXISTS (SELECT 1 FROM claim_quantities WHERE claim = {ID} AND low <= {high} AND high >= {low})"
        );
        Range { claims, test }
    }

    /// The whole question. Readings that a later one stands in for are left out.
    fn sql(&self) -> String {
        let found = match (&self.words, &self.candidates) {
            (None, None) => "claims AS found".to_owned(),
            (None, Some(claims)) => format!("(SELECT DISTINCT claim AS id FROM ({claims})) AS found"),
            (Some(words), None) => {
                format!("(SELECT rowid AS id FROM claim_words WHERE claim_words MATCH {words}) AS found")
            }
            (Some(words), Some(claims)) => format!(
                "(SELECT DISTINCT claim AS id FROM ({claims})) AS found
                 CROSS JOIN claim_words ON claim_words.rowid = found.id AND claim_words MATCH {words}"
            ),
        };
        let filters: String = self.filters.iter().map(|filter| format!(" AND {filter}")).collect();
        format!(
            "SELECT {ID} FROM {found}
             WHERE NOT EXISTS (SELECT 1 FROM readings AS later WHERE later.replaces = ({ID} >> 18) << 18)
             {filters} ORDER BY {ID} DESC LIMIT {}",
            self.limit.saturating_add(1).min(i64::MAX as usize)
        )
    }
}
