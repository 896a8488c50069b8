//! The rows of the tables. Cells with several values separate them by "; ".

use claimant_doc::{Claim, Date, EntityKind, Event, Link, Quantity, Span, Voucher};

use super::{Cell, View};

pub(super) fn article(view: &View<'_>) -> Vec<Cell> {
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

pub(super) fn claim(view: &View<'_>, claim: &Claim, key: &str) -> Vec<Cell> {
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

pub(super) fn sources(view: &View<'_>, claim: &Claim) -> Vec<Vec<Cell>> {
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

/// The cells that a row about something inside a claim begins with: which it is, who vouches, how it stands, its
/// words.
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

pub(super) fn figures(view: &View<'_>, claim: &Claim) -> Vec<Vec<Cell>> {
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

pub(super) fn events(view: &View<'_>, claim: &Claim) -> Vec<Vec<Cell>> {
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
