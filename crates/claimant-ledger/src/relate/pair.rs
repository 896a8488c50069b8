//! What two readings are to each other. It follows from the two alone, and from what is known to stand under many texts.

use std::collections::BTreeSet;

use claimant_doc::{RelationKind, Side, Span};

use super::text::Text;
use super::{claims, figures, sources};
use crate::compare::{Copying, Order, copying, order};

/// Relations that are kept of two readings, so that two long lists of figures do not fill the ledger.
const MOST: usize = 400;

/// What a relation is between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    Article,
    Passage,
    Claim,
    Figure,
    Source,
}

impl Level {
    /// The word of the schema.
    pub fn word(self) -> &'static str {
        match self {
            Level::Article => "article",
            Level::Passage => "passage",
            Level::Claim => "claim",
            Level::Figure => "figure",
            Level::Source => "source",
        }
    }
}

/// A relation as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    pub level: Level,
    pub kind: RelationKind,
    /// A claim or a reading, and a figure's number.
    pub a: (i64, Option<i64>),
    pub b: (i64, Option<i64>),
    pub directed: bool,
    pub score: Option<f64>,
    pub reason: String,
    pub derivation: String,
    /// Where passages stand, in code points, on either side.
    pub spans: [Vec<(i64, i64)>; 2],
}

/// Everything that two readings are to each other. `standing` says which of their shared fingerprints stand under many
/// texts; it is asked only if a passage is shared.
pub(crate) fn pair(
    later: &Text,
    earlier: &Text,
    standing: &mut dyn FnMut(&[u64]) -> rusqlite::Result<BTreeSet<u64>>,
) -> rusqlite::Result<Vec<Found>> {
    let copying = shared(later, earlier, standing)?;
    let mut found = texts(later, earlier, &copying);
    found.extend(claims::relations(later, earlier, &copying));
    found.extend(figures::relations(later, earlier, &copying));
    found.extend(sources::relations(later, earlier, &copying));
    found.truncate(MOST);
    Ok(found)
}

/// What the two copied. Where words stand under many texts, these are told apart.
fn shared(
    later: &Text,
    earlier: &Text,
    standing: &mut dyn FnMut(&[u64]) -> rusqlite::Result<BTreeSet<u64>>,
) -> rusqlite::Result<Copying> {
    let (a, b) = (later.words(), earlier.words());
    let (x, y) = (later.fingerprints(), earlier.fingerprints());
    let both: Vec<u64> = x.iter().copied().filter(|key| y.binary_search(key).is_ok()).collect();
    if both.is_empty() {
        return Ok(Copying::default());
    }
    let found = copying(a, b, &BTreeSet::new());
    if found.passages.is_empty() {
        return Ok(found);
    }
    let fixed = standing(&both)?;
    Ok(if fixed.is_empty() { found } else { copying(a, b, &fixed) })
}

/// How the texts stand to each other, and each passage that they share.
fn texts(later: &Text, earlier: &Text, copying: &Copying) -> Vec<Found> {
    let known = order(later.published(), earlier.published());
    let (first, second) = if known == Some(Order::Before) { (later, earlier) } else { (earlier, later) };
    let swapped = first.id == later.id;
    let mut found = Vec::new();
    if copying.is_copy() {
        let derivation = format!(
            "{} of the {} words of its own that the shorter text has; {} % of all its words",
            copying.copied,
            copying.own,
            (100.0 * copying.whole).round()
        );
        let reason = "One article was made from the other, or both from a third: one origin.";
        found.push(between(
            first,
            second,
            Level::Article,
            RelationKind::Copy,
            (known.is_some(), reason, derivation),
        ));
    }
    for passage in copying.passages.iter().filter(|passage| passage.kind != RelationKind::Standing) {
        let reason = match passage.kind {
            RelationKind::Quotation => "Both quote the same speech: that makes neither a copy.",
            _ if copying.is_copy() => "A passage of what was copied.",
            _ => "A passage was taken over; the rest of the articles is their own.",
        };
        let derivation = format!("{} of {} words equal in order", passage.equal, passage.of);
        let directed = known.is_some() && passage.kind == RelationKind::Copy;
        let mut one = between(first, second, Level::Passage, passage.kind, (directed, reason, derivation));
        let (x, y): (Vec<Span>, Vec<Span>) = (vec![passage.a], vec![passage.b]);
        one.spans =
            if swapped { [later.ends(&x), earlier.ends(&y)] } else { [earlier.ends(&y), later.ends(&x)] };
        found.push(one);
    }
    found
}

fn between(
    first: &Text,
    second: &Text,
    level: Level,
    kind: RelationKind,
    (directed, reason, derivation): (bool, &str, String),
) -> Found {
    Found {
        level,
        kind,
        a: (first.id, None),
        b: (second.id, None),
        directed,
        score: None,
        reason: reason.to_owned(),
        derivation,
        spans: [Vec::new(), Vec::new()],
    }
}

/// Whether a side is of this text: sides name readings here.
pub(super) fn is_of(side: &Side, text: &Text) -> bool {
    side.article == text.id.to_string()
}
