//! The tables and their rows. Cells with several values separate them by "; ".

use claimant_doc::{Claim, Date, EntityKind, Event, Link, Quantity, Span, Voucher};

use super::{Cell, Column, Table, View};

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

fn article(view: &View<'_>) -> Vec<Cell> {
    let (article, generator) = (view.article(), &view.reading.generator);
    vec![
        view.key.as_str().into(),
        article.id().into(),
        article.url.as_ref().into(),
        article.origin.path.as_ref().into(),
        article.title.as_ref().into(),
        article.authors.join("; ").into(),
        article.publisher.as_ref().into(),
        article.published.as_ref().into(),
        article.language.as_ref().into(),
        article.text().chars().count().into(),
        view.reading.claims.len().into(),
        generator.version.as_str().into(),
        generator.model.as_ref().into(),
        review(view, "article"),
    ]
}

fn claim(view: &View<'_>, claim: &Claim, key: &str) -> Vec<Cell> {
    let ends: Vec<[u32; 2]> = claim.content.iter().map(|span| view.ends(*span)).collect();
    let entities = || claim.entities.iter().filter_map(|link| view.entity(Some(link)));
    vec![
        view.key.as_str().into(),
        claim.id.as_str().into(),
        key.into(),
        claim.status.word().into(),
        claim.certainty.word().into(),
        claim.polarity.word().into(),
        claim.form.word().into(),
        view.who(claim).into(),
        source_kind(view, claim).into(),
        view.content(claim).into(),
        ends.first().map(|[start, _]| *start).into(),
        ends.last().map(|[_, end]| *end).into(),
        join(ends.iter().map(|[start, end]| format!("{start}-{end}"))),
        join(claim.markers.iter().map(|marker| format!("{}: {}", marker.kind, view.quote(marker.span)))),
        join(entities().map(|entity| entity.name.clone())),
        join(entities().filter(|entity| entity.kind == EntityKind::Place).map(|entity| entity.name.clone())),
        claim.check_worthiness.into(),
        claim.confidence.into(),
        review(view, &claim.id),
    ]
}

fn source_kind(view: &View<'_>, claim: &Claim) -> &'static str {
    let sources = view.lookup.sources(claim);
    let kind = |voucher: &Voucher<'_>| {
        voucher.attribution.and_then(|a| a.source_kind).map_or("unclear", |kind| kind.word())
    };
    sources.last().map_or("own_voice", kind)
}

fn sources(view: &View<'_>, claim: &Claim) -> Vec<Vec<Cell>> {
    let row = |(i, voucher): (usize, Voucher<'_>)| {
        let attribution = voucher.attribution;
        let span = attribution.and_then(|a| claimant_doc::cover(&a.source)).map(|span| view.ends(span));
        vec![
            view.key.as_str().into(),
            claim.id.as_str().into(),
            (i + 1).into(),
            voucher.name().into(),
            attribution.and_then(|a| a.source_kind).map(|kind| kind.word()).into(),
            voucher.entity.map(|entity| &entity.name).into(),
            voucher.cue.as_str().into(),
            attribution.and_then(|a| a.stance).map(|stance| stance.word()).into(),
            span.map(|[start, _]| start).into(),
            span.map(|[_, end]| end).into(),
            claim.status.word().into(),
            claim.certainty.word().into(),
        ]
    };
    view.lookup.sources(claim).into_iter().enumerate().map(row).collect()
}

/// The cells that a row about something inside a claim begins with: which it is, who vouches, how it stands, its words.
fn inside(view: &View<'_>, claim: &Claim, id: &str, span: Span) -> Vec<Cell> {
    let [start, end] = view.ends(span);
    vec![
        view.key.as_str().into(),
        claim.id.as_str().into(),
        id.into(),
        view.who(claim).into(),
        claim.status.word().into(),
        claim.certainty.word().into(),
        claim.polarity.word().into(),
        view.quote(span).into(),
        start.into(),
        end.into(),
    ]
}

fn figures(view: &View<'_>, claim: &Claim) -> Vec<Vec<Cell>> {
    let row = |figure: &Quantity| {
        let mut row = inside(view, claim, &figure.id, figure.span);
        row.extend([
            figure.value.into(),
            figure.high.into(),
            figure.bound.word().into(),
            figure.unit.as_ref().into(),
            figure.kind.word().into(),
            figure.item.map(|span| view.quote(span)).into(),
            figure.measure.as_ref().into(),
            view.name(figure.place.as_ref()).into(),
        ]);
        row.extend(days(view, figure.time.as_ref()));
        row
    };
    once_each(&claim.quantities).filter_map(|link| view.lookup.quantity(link)).map(row).collect()
}

fn events(view: &View<'_>, claim: &Claim) -> Vec<Vec<Cell>> {
    let row = |event: &Event| {
        let mut row = inside(view, claim, &event.id, event.span);
        row.extend([
            event.lemma.as_str().into(),
            event.kind.as_ref().into(),
            event.certainty.word().into(),
            event.polarity.word().into(),
            event.tense.word().into(),
            join(event.participants.iter().map(|p| format!("{}: {}", p.role, view.quote(p.span)))),
            view.name(event.place.as_ref()).into(),
        ]);
        row.extend(days(view, event.time.as_ref()));
        row
    };
    once_each(&claim.events).filter_map(|link| view.event(link)).map(row).collect()
}

/// Links without those that came before.
fn once_each(links: &[Link]) -> impl Iterator<Item = &Link> {
    links.iter().enumerate().filter(|(i, link)| !links[..*i].contains(link)).map(|(_, link)| link)
}

/// First and last day of a time.
fn days(view: &View<'_>, time: Option<&Link>) -> [Cell; 2] {
    let time = time.and_then(|link| view.lookup.time(link));
    [time.and_then(|time| time.from), time.and_then(|time| time.to)].map(|day| day.and_then(written).into())
}

/// A day as Table Schema writes it, which knows the years 1 to 9999 only.
fn written(day: Date) -> Option<String> {
    (day.year() > 0).then(|| day.to_string())
}

fn review(view: &View<'_>, id: &str) -> Cell {
    join(view.decisions(id).map(ToString::to_string))
}

fn join(values: impl Iterator<Item = String>) -> Cell {
    Cell::Text(values.collect::<Vec<_>>().join("; "))
}
