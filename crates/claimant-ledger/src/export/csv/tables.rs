//! The tables and their columns.

use super::rows::{article, claim, events, figures, sources};
use super::{Column, Table};

const WHO: &str = "who vouches for the claim, outermost first";
const STATUS: &str =
    "asserted, hedged, alleged, denied, predicted, hypothetical or asked: what the claimant does with it";
const CERTAINTY: &str = "certain, probable, possible or unknown: how sure the claimant is";
const POLARITY: &str = "affirmed or negated: whether the claimant holds it to be so";
const ARTICLE: &str = "the article's key";
const CLAIM: &str = "the claim's id in its article";
const START: &str = "first code point in the article's text";
const END: &str = "one past the last code point";

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "articles",
        about: "The articles that were read.",
        columns: &[
            Column("article", "string", ARTICLE),
            Column("sha256", "string", "hash of the text"),
            Column("url", "string", "address"),
            Column("path", "string", "where it was read from"),
            Column("title", "string", "headline"),
            Column("authors", "string", "names of the byline"),
            Column("publisher", "string", "publisher as stated"),
            Column("published", "string", "date or date-time as stated, ISO 8601"),
            Column("language", "string", "BCP 47 tag"),
            Column("characters", "integer", "length of the text in code points"),
            Column("claims", "integer", "claims found"),
            Column("version", "string", "version of the program that read it"),
            Column("model", "string", "name and hash of the model; empty where rules read alone"),
            Column("review", "string", "what people decided of the article"),
        ],
        key: &["article"],
        rows: |view| vec![article(view)],
    },
    Table {
        name: "claims",
        about: "What is claimed, by whom, and how sure they are.",
        columns: &[
            Column("article", "string", ARTICLE),
            Column("claim", "string", CLAIM),
            Column("key", "string", "the claim's key, the same in every ledger"),
            Column("status", "string", STATUS),
            Column("certainty", "string", CERTAINTY),
            Column("polarity", "string", POLARITY),
            Column("form", "string", "direct, indirect, mixed or own_voice"),
            Column("who", "string", WHO),
            Column("source_kind", "string", "kind of the source nearest to the claim; own_voice; unclear"),
            Column(
                "content",
                "string",
                "the words claimed, verbatim; parts that stand apart are joined by \" … \"",
            ),
            Column("start", "integer", START),
            Column("end", "integer", END),
            Column("spans", "string", "start-end of each part"),
            Column("markers", "string", "words that decided status and certainty"),
            Column("about", "string", "entities in it"),
            Column("places", "string", "places in it"),
            Column("check_worthiness", "number", "0 to 1; empty where nothing judged it"),
            Column("confidence", "number", "0 to 1: how sure the program is of the claim's form and limits"),
            Column("review", "string", "what people decided: old, new, who, when, why"),
        ],
        key: &["article", "claim"],
        rows: |view| view.claims().map(|(one, key)| claim(view, one, key)).collect(),
    },
    Table {
        name: "sources",
        about: "Each who vouches for a claim, below the article.",
        columns: &[
            Column("article", "string", ARTICLE),
            Column("claim", "string", CLAIM),
            Column("position", "integer", "1 is the outermost below the article"),
            Column(
                "source",
                "string",
                "the source's words, whom they mean, and that it is unnamed where it is",
            ),
            Column("kind", "string", "person, organization, group, publication, document or unnamed"),
            Column("entity", "string", "name of the entity meant"),
            Column("cue", "string", "words that introduce what is claimed"),
            Column("stance", "string", "how the cue presents it"),
            Column(
                "start",
                "integer",
                "first code point of the source's words; empty where they are left out",
            ),
            Column("end", "integer", END),
            Column("status", "string", STATUS),
            Column("certainty", "string", CERTAINTY),
        ],
        key: &["article", "claim", "position"],
        rows: |view| view.kept().flat_map(|(claim, _)| sources(view, claim)).collect(),
    },
    Table {
        name: "figures",
        about: "Figures in claims: a row for each figure and claim that it stands in.",
        columns: &[
            Column("article", "string", ARTICLE),
            Column("claim", "string", CLAIM),
            Column("figure", "string", "the figure's id in its article"),
            Column("who", "string", WHO),
            Column("status", "string", STATUS),
            Column("certainty", "string", CERTAINTY),
            Column("polarity", "string", POLARITY),
            Column("quote", "string", "the number with its bound, verbatim"),
            Column("start", "integer", START),
            Column("end", "integer", END),
            Column("value", "number", "the number; the low end of a range"),
            Column("high", "number", "the high end of a range"),
            Column(
                "bound",
                "string",
                "exact, about, at_least, more_than, at_most, less_than, range or several",
            ),
            Column("unit", "string", "UCUM or ISO 4217 code, person, or the noun"),
            Column("kind", "string", "count, ordinal, money, percent, measure, rate or change"),
            Column("item", "string", "what is counted or measured, verbatim"),
            Column("measure", "string", "what happened to it"),
            Column("place", "string", "where it holds"),
            Column("from", "date", "first day of when it holds"),
            Column("to", "date", "last day of when it holds"),
        ],
        key: &["article", "claim", "figure"],
        rows: |view| view.kept().flat_map(|(claim, _)| figures(view, claim)).collect(),
    },
    Table {
        name: "events",
        about: "Events in claims: a row for each event and claim that it stands in.",
        columns: &[
            Column("article", "string", ARTICLE),
            Column("claim", "string", CLAIM),
            Column("event", "string", "the event's id in its article"),
            Column("who", "string", WHO),
            Column("status", "string", STATUS),
            Column("certainty", "string", CERTAINTY),
            Column("polarity", "string", POLARITY),
            Column("quote", "string", "the event's word, verbatim"),
            Column("start", "integer", START),
            Column("end", "integer", END),
            Column("lemma", "string", "its lemma"),
            Column("type", "string", "kind of event"),
            Column("event_certainty", "string", "how sure the text is that it happens"),
            Column("event_polarity", "string", "affirmed or negated"),
            Column("tense", "string", "past, present, future or none"),
            Column("participants", "string", "role: words, verbatim"),
            Column("place", "string", "where"),
            Column("from", "date", "first day"),
            Column("to", "date", "last day"),
        ],
        key: &["article", "claim", "event"],
        rows: |view| view.kept().flat_map(|(claim, _)| events(view, claim)).collect(),
    },
];
