//! A reading as what is compared of it, and the readings that were looked at last.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use claimant_doc::{Claim, CodePoints, Reading, Record, Span};
use rusqlite::Connection;

use super::sources::Quotation;
use super::{keys, sources};
use crate::compare::{Figure, Items, Statement, Words};
use crate::entry::number;
use crate::find::inflated;

/// Readings that are kept in memory.
const KEPT: usize = 512;

/// The reading that a claim is in.
pub(crate) fn reading_of(id: i64) -> i64 {
    (id >> 18) << 18
}

/// A figure with its number and that of the claim that holds it.
pub(crate) struct Counted {
    pub n: i64,
    pub claim: i64,
    pub figure: Figure,
    /// What is counted: all its keys have it in them.
    pub what: u64,
    /// Sorted.
    pub keys: Vec<u64>,
}

/// A reading with what is compared of it.
pub(crate) struct Text {
    pub id: i64,
    pub reading: Reading,
    keys: OnceCell<Vec<(i64, i64)>>,
    claim_keys: OnceCell<Vec<(i64, i64)>>,
    words: OnceCell<Words>,
    fingerprints: OnceCell<Vec<u64>>,
    shingles: OnceCell<BTreeSet<u64>>,
    quotations: OnceCell<Vec<Quotation>>,
    figures: OnceCell<Vec<Counted>>,
    statements: OnceCell<Vec<Statement>>,
}

impl Text {
    pub fn of(id: i64, reading: Reading) -> Text {
        Text {
            id,
            reading,
            keys: OnceCell::new(),
            claim_keys: OnceCell::new(),
            words: OnceCell::new(),
            fingerprints: OnceCell::new(),
            shingles: OnceCell::new(),
            quotations: OnceCell::new(),
            figures: OnceCell::new(),
            statements: OnceCell::new(),
        }
    }

    /// All keys, with the number of the claim that has them; 0 for the text.
    pub fn keys(&self) -> &[(i64, i64)] {
        self.keys.get_or_init(|| keys::keys(&self.reading))
    }

    /// Keys of what claims say, with their numbers.
    pub fn claim_keys(&self) -> &[(i64, i64)] {
        self.claim_keys.get_or_init(|| keys::of_claims(&self.reading))
    }

    /// [`Words::fingerprints`].
    pub fn fingerprints(&self) -> &[u64] {
        self.fingerprints.get_or_init(|| self.words().fingerprints())
    }

    /// The hashes of all [`Words::shingles`].
    pub fn shingles(&self) -> &BTreeSet<u64> {
        self.shingles.get_or_init(|| self.words().shingles().into_iter().map(|(key, ..)| key).collect())
    }

    /// What may be looked up in sources.
    pub fn quotations(&self) -> &[Quotation] {
        self.quotations.get_or_init(|| sources::quotations(self))
    }

    pub fn text(&self) -> &str {
        self.reading.article.text()
    }

    pub fn published(&self) -> Option<&str> {
        self.reading.article.published.as_deref()
    }

    pub fn words(&self) -> &Words {
        self.words.get_or_init(|| Words::of(self.text()))
    }

    /// The claims as what is compared of them. Their sides name the reading, not the text, which may be kept twice.
    pub fn statements(&self) -> &[Statement] {
        self.statements.get_or_init(|| {
            let items = Items::of(&self.reading);
            let one = |claim| {
                let mut statement = Statement::of(&items, claim);
                statement.side.article = self.id.to_string();
                statement
            };
            self.reading.claims.iter().map(one).collect()
        })
    }

    /// The number of the claim at `index`.
    pub fn number(&self, index: usize) -> i64 {
        let own = |claim: &Claim| number(&claim.id);
        self.reading.claims.get(index).and_then(own).unwrap_or(index as i64 + 1)
    }

    pub fn figures(&self) -> &[Counted] {
        self.figures.get_or_init(|| self.count())
    }

    fn count(&self) -> Vec<Counted> {
        let items = Items::of(&self.reading);
        let one = |quantity| {
            let claim = keys::holder(&self.reading, quantity)?;
            let mut figure = Figure::of(&items, quantity)?;
            figure.side.article = self.id.to_string();
            let (what, keys) = (figure.what(), figure.keys());
            Some(Counted { n: number(&quantity.id)?, claim, figure, what, keys })
        };
        self.reading.quantities.iter().filter_map(one).collect()
    }

    /// Start and end of spans in code points.
    pub fn ends(&self, spans: &[Span]) -> Vec<(i64, i64)> {
        let points = CodePoints::of(self.text());
        let ends = |span: &Span| (points.count(span.start()).into(), points.count(span.end()).into());
        spans.iter().map(ends).collect()
    }
}

/// The readings that were looked at last.
#[derive(Default)]
pub(crate) struct Texts {
    held: BTreeMap<i64, (u64, Rc<Text>)>,
    turn: u64,
}

impl Texts {
    /// The reading with this id.
    pub fn get(&mut self, connection: &Connection, id: i64) -> rusqlite::Result<Rc<Text>> {
        if let Some((turn, text)) = self.held.get_mut(&id) {
            self.turn += 1;
            *turn = self.turn;
            return Ok(text.clone());
        }
        Ok(self.keep(Text::of(id, load(connection, id)?)))
    }

    /// Keeps a reading at hand, in the place of one under its id.
    pub fn keep(&mut self, text: Text) -> Rc<Text> {
        self.turn += 1;
        let (id, text) = (text.id, Rc::new(text));
        if self.held.len() >= KEPT {
            self.drop_oldest();
        }
        self.held.insert(id, (self.turn, text.clone()));
        text
    }

    /// Lets go of the half that was not looked at for longest.
    fn drop_oldest(&mut self) {
        let mut turns: Vec<u64> = self.held.values().map(|(turn, _)| *turn).collect();
        turns.sort_unstable();
        let middle = turns.get(turns.len() / 2).copied().unwrap_or_default();
        self.held.retain(|_, (turn, _)| *turn > middle);
    }
}

/// The reading of a record. One that is damaged tells nothing: `verify` says so.
pub(super) fn load(connection: &Connection, id: i64) -> rusqlite::Result<Reading> {
    let sql = "SELECT json FROM records WHERE reading = ?1";
    let blob: Vec<u8> = connection.prepare_cached(sql)?.query_row([id], |row| row.get(0))?;
    let record = inflated(&blob).and_then(|json| serde_json::from_str::<Record>(&json).ok());
    Ok(record.and_then(|record| Reading::try_from(record).ok()).unwrap_or_default())
}
