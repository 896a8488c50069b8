//! The tables that hold what was found, in the order they are filled: one list for writing and for checking.

use super::{Of, Row, claims, items};

/// What the first column of a table's rows names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    /// The reading.
    Reading,
    /// The claim: the first cell of a row is its number in the reading.
    Claim,
}

/// A table of things found.
pub(crate) struct Table {
    pub name: &'static str,
    pub holder: Holder,
    /// The columns after those of the holder.
    pub columns: &'static [&'static str],
    /// The rows of one reading.
    pub rows: fn(&Of<'_>) -> Vec<Row>,
}

/// The place of `claims` among the tables.
pub(crate) const CLAIMS: usize = 0;

const fn reading(
    name: &'static str,
    columns: &'static [&'static str],
    rows: fn(&Of<'_>) -> Vec<Row>,
) -> Table {
    Table { name, holder: Holder::Reading, columns, rows }
}

const fn claim(name: &'static str, columns: &'static [&'static str], rows: fn(&Of<'_>) -> Vec<Row>) -> Table {
    Table { name, holder: Holder::Claim, columns, rows }
}

/// Every table. `claims` comes first: others refer to it.
pub(crate) const TABLES: &[Table] = &[
    claim(
        "claims",
        &[
            "key",
            "quote",
            "who",
            "source_kind",
            "form",
            "status",
            "certainty",
            "polarity",
            "about",
            "places",
            "events",
            "publisher",
            "check_worthiness",
            "confidence",
        ],
        claims::claims,
    ),
    claim("claim_spans", &["n", "start", "\"end\"", "quote"], claims::spans),
    claim("claim_chain", &["position", "attribution", "source", "cue", "kind"], claims::chain),
    claim("claim_markers", &["n", "kind", "start", "\"end\"", "quote"], claims::markers),
    claim("claim_entities", &["entity"], claims::entities),
    claim("claim_events", &["event"], claims::events),
    claim("claim_times", &["time", "first", "last", "length"], claims::times),
    claim("claim_quantities", &["quantity", "low", "high"], claims::quantities),
    reading("entities", &["n", "kind", "name", "lat", "lon", "precision"], items::entities),
    reading("identifiers", &["entity", "n", "scheme", "value", "score"], items::identifiers),
    reading("mentions", &["entity", "n", "start", "\"end\"", "form"], items::mentions),
    reading(
        "times",
        &["n", "start", "\"end\"", "quote", "type", "value", "first", "last", "anchor"],
        items::times,
    ),
    reading(
        "quantities",
        &[
            "n",
            "start",
            "\"end\"",
            "quote",
            "value",
            "high",
            "bound",
            "unit",
            "kind",
            "item",
            "item_start",
            "item_end",
            "measure",
            "place",
            "time",
            "event",
            "standing",
        ],
        items::quantities,
    ),
    reading(
        "events",
        &[
            "n",
            "start",
            "\"end\"",
            "quote",
            "lemma",
            "type",
            "certainty",
            "polarity",
            "factuality",
            "tense",
            "place",
            "time",
        ],
        items::events,
    ),
    reading(
        "participants",
        &["event", "n", "role", "start", "\"end\"", "quote", "entity"],
        items::participants,
    ),
    reading(
        "attributions",
        &["n", "source", "cue", "form", "source_entity", "source_kind", "inside", "stance"],
        items::attributions,
    ),
    reading(
        "attribution_spans",
        &["attribution", "part", "n", "start", "\"end\"", "quote"],
        items::attribution_spans,
    ),
    reading(
        "causes",
        &[
            "n",
            "cause",
            "cause_start",
            "cause_end",
            "effect",
            "effect_start",
            "effect_end",
            "cue",
            "cue_start",
            "cue_end",
            "certainty",
            "claim",
        ],
        items::causes,
    ),
    reading("comparisons", &["n", "kind", "a", "b", "cue", "cue_start", "cue_end"], items::comparisons),
    reading("findings", &["n", "kind", "about", "verdict", "statement", "derivation"], items::findings),
];
