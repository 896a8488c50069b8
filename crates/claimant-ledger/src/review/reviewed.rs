//! A reading as it stands after people have looked at it, with what they decided.

use std::collections::BTreeMap;
use std::fmt;

use claimant_doc::Reading;
use serde::Serialize;
use serde_json::Value;

use super::Act;
use crate::key::{article_key, claim_keys, entity_keys};

/// A reading and what was decided of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reviewed {
    /// The reading, corrected.
    pub reading: Reading,
    decisions: BTreeMap<String, Vec<Shown>>,
    keys: BTreeMap<String, String>,
}

/// A standing decision, as it is shown wherever what it is about is shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shown {
    /// Its number among decisions, from 1.
    pub number: u64,
    /// The key of what was decided on.
    pub subject: String,
    /// What kind.
    pub act: Act,
    /// The field that was corrected.
    pub field: Option<String>,
    /// What stood there before; null where the decision replaces nothing.
    pub old: Value,
    /// What stands there now, the verdict, or what was merged.
    pub new: Value,
    /// Who decided.
    pub who: String,
    /// When.
    pub at: String,
    /// Why; empty where nothing was said.
    pub why: String,
}

/// What is shown in place of a name that was forgotten.
pub(super) const FORGOTTEN: &str = "[forgotten]";

impl From<Reading> for Reviewed {
    /// A reading that nobody has looked at.
    fn from(reading: Reading) -> Reviewed {
        Reviewed { keys: keys(&reading), reading, decisions: BTreeMap::new() }
    }
}

impl Reviewed {
    /// `before` is what the program made.
    pub(super) fn new(
        before: &Reading,
        reading: Reading,
        decisions: BTreeMap<String, Vec<Shown>>,
    ) -> Reviewed {
        Reviewed { reading, decisions, keys: keys(before) }
    }

    /// The subject of decisions about the item with this id (`c12`, `e3`, `article`). Of an entity that a person made
    /// there is none.
    pub fn key(&self, id: &str) -> Option<&str> {
        self.keys.get(id).map(String::as_str)
    }

    /// Decisions by the id of what they are about (`c12`, `e3`, `article`), oldest first.
    pub fn decisions(&self) -> impl Iterator<Item = (&str, &[Shown])> {
        self.decisions.iter().map(|(id, all)| (id.as_str(), all.as_slice()))
    }

    /// What was decided of the item with this id, oldest first.
    pub fn about(&self, id: &str) -> impl Iterator<Item = &Shown> {
        self.decisions.get(id).into_iter().flatten()
    }

    /// Whether a person has rejected the claim, and none has accepted or corrected it since.
    pub fn is_rejected(&self, id: &str) -> bool {
        is_rejected(self.about(id))
    }
}

/// Whether the last of a claim's decisions that says so rejects it.
pub(crate) fn is_rejected<'a>(decisions: impl IntoIterator<Item = &'a Shown>) -> bool {
    let says = |shown: &&Shown| {
        matches!(shown.act, Act::Accept | Act::Correct | Act::Reject) && shown.subject.contains(':')
    };
    decisions.into_iter().filter(says).last().is_some_and(|shown| shown.act == Act::Reject)
}

/// Keys by ids, as they were before anything was corrected: a corrected name has the same key.
fn keys(before: &Reading) -> BTreeMap<String, String> {
    let claims = before.claims.iter().map(|claim| claim.id.clone()).zip(claim_keys(before));
    let entities = before.entities.iter().map(|entity| entity.id.clone()).zip(entity_keys(before));
    claims.chain(entities).chain([("article".to_owned(), article_key(&before.article))]).collect()
}

impl Shown {
    /// Whether something was changed by it.
    pub fn changes(&self) -> bool {
        matches!(self.act, Act::Correct | Act::Merge | Act::Split)
    }
}

impl fmt::Display for Shown {
    /// `correct status: asserted → alleged (Ana Lind, 2024-06-20T10:00:00Z: the source only suspects it)`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.act)?;
        if let Some(field) = &self.field {
            write!(out, " {field}")?;
        }
        match (&self.old, &self.new) {
            (Value::Null, Value::Null) => {}
            (_, new) if self.field.is_none() => write!(out, ": {}", plain(new))?,
            (old, new) => write!(out, ": {} → {}", plain(old), plain(new))?,
        }
        let colon = if self.why.is_empty() { "" } else { ": " };
        write!(out, " ({}, {}{colon}{})", self.who, self.at, self.why)
    }
}

/// A value for people.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) if !items.is_empty() => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => match (other.get("start"), other.get("end")) {
            (Some(start), Some(end)) => format!("{start}-{end}"),
            _ => other.to_string(),
        },
    }
}
