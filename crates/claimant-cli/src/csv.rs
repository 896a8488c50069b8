//! One row a claim, for spreadsheets and data desks.
//!
//! A cell that a spreadsheet would run as a formula is escaped by a leading apostrophe, unless every cell is wanted
//! as it is. Cells with several values separate them by "; " and are aligned with each other.

use std::borrow::Cow;

use claimant::{Claim, CodePoints, Link, Lookup, Reading, Voucher};

use crate::print::{period, reads_as};

/// The columns, in order.
pub const COLUMNS: [&str; 21] = [
    "article",
    "url",
    "path",
    "title",
    "published",
    "claim",
    "key",
    "status",
    "certainty",
    "polarity",
    "form",
    "sources",
    "source_kinds",
    "cue",
    "content",
    "start",
    "end",
    "figures",
    "times",
    "markers",
    "confidence",
];

/// The row of column names.
pub fn header() -> String {
    line(COLUMNS.iter().map(|name| Cow::Borrowed(*name)))
}

/// The rows of one reading.
pub fn rows(reading: &Reading, raw: bool) -> String {
    let lookup = Lookup::of(reading);
    let points = CodePoints::of(reading.article.text());
    let row = |claim: &Claim| {
        let cells = cells(&lookup, &points, claim).into_iter();
        line(cells.map(|cell| if raw { Cow::Owned(cell) } else { Cow::Owned(escaped(cell)) }))
    };
    reading.claims.iter().map(row).collect()
}

fn cells(lookup: &Lookup<'_>, points: &CodePoints<'_>, claim: &Claim) -> [String; COLUMNS.len()] {
    let article = &lookup.reading.article;
    let known = |value: &Option<String>| value.clone().unwrap_or_default();
    let sources = lookup.sources(claim);
    let each = |of: &dyn Fn(&Voucher<'_>) -> String| join(sources.iter().map(of));
    let ends = |of: &dyn Fn(&claimant::Span) -> usize| {
        join(claim.content.iter().map(|span| points.count(of(span)).to_string()))
    };
    [
        article.id().to_owned(),
        known(&article.url),
        known(&article.origin.path),
        known(&article.title),
        known(&article.published),
        claim.id.clone(),
        claim.key.clone(),
        claim.status.to_string(),
        claim.certainty.to_string(),
        claim.polarity.to_string(),
        claim.form.to_string(),
        join(std::iter::once("article".to_owned()).chain(sources.iter().map(Voucher::name))),
        each(&|source| kind(source).to_owned()),
        each(&|source| source.cue.clone()),
        lookup.words(&claim.content),
        ends(&|span| span.start()),
        ends(&|span| span.end()),
        join(claim.quantities.iter().filter_map(|link| figure(lookup, link))),
        join(claim.times.iter().filter_map(|link| time(lookup, link))),
        join(
            claim.markers.iter().map(|marker| format!("{}: {}", marker.kind, marker.span.of(article.text()))),
        ),
        claim.confidence.to_string(),
    ]
}

fn join(values: impl Iterator<Item = String>) -> String {
    values.collect::<Vec<_>>().join("; ")
}

fn kind(source: &Voucher<'_>) -> &'static str {
    source.attribution.and_then(|attribution| attribution.source_kind).map_or("", |kind| kind.word())
}

fn figure(lookup: &Lookup<'_>, link: &Link) -> Option<String> {
    let quantity = lookup.quantity(link)?;
    Some(format!("{} = {}", quantity.span.of(lookup.reading.article.text()), reads_as(quantity)))
}

fn time(lookup: &Lookup<'_>, link: &Link) -> Option<String> {
    let time = lookup.time(link)?;
    let days = period(time).or_else(|| time.value.clone()).unwrap_or_default();
    Some(format!("{} = {days}", time.span.of(lookup.reading.article.text())))
}

/// `cell` so that no spreadsheet runs it.
pub fn escaped(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell }
}

/// One line of CSV: quoted where needed.
pub fn line<'a>(cells: impl Iterator<Item = Cow<'a, str>>) -> String {
    let quoted = cells.map(|cell| match cell.contains(['"', ',', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.into_owned(),
    });
    quoted.collect::<Vec<_>>().join(",") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    fn table(text: &str) -> Vec<Vec<String>> {
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    fn cell<'a>(row: &'a [String], column: &str) -> &'a str {
        &row[COLUMNS.iter().position(|name| *name == column).unwrap()]
    }

    #[test]
    fn every_claim_is_a_row_with_its_sources_and_status() {
        let reading = sample::reading();
        let rows = table(&(header() + &rows(&reading, true)));
        assert_eq!(rows[0], COLUMNS);
        assert_eq!(rows.len(), 1 + reading.claims.len());
        let alleged = rows.iter().find(|row| cell(row, "status") == "alleged").unwrap();
        assert_eq!(cell(alleged, "sources"), "article; The Harbour Herald; unnamed");
        assert_eq!(cell(alleged, "cue"), "reported; suspected");
    }

    #[test]
    fn the_offsets_are_code_points_of_the_content() {
        let reading = sample::reading();
        let points: Vec<char> = reading.article.text().chars().collect();
        for row in table(&rows(&reading, true)) {
            let (start, end): (usize, usize) =
                (cell(&row, "start").parse().unwrap(), cell(&row, "end").parse().unwrap());
            assert_eq!(points[start..end].iter().collect::<String>(), cell(&row, "content"));
        }
    }

    #[test]
    fn no_cell_runs_in_a_spreadsheet_and_raw_loses_nothing() {
        let mut reading = sample::reading();
        for title in ["=1+1", "+1", "-1", "@x", "\tx", "\rx"] {
            reading.article.title = Some(title.to_owned());
            let escaped = table(&rows(&reading, false));
            assert_eq!(cell(&escaped[0], "title"), format!("'{title}"));
            assert_eq!(cell(&table(&rows(&reading, true))[0], "title"), title);
        }
        reading.article.title = Some("a \"b\", c\nd".to_owned());
        assert_eq!(cell(&table(&rows(&reading, false))[0], "title"), "a \"b\", c\nd");
    }
}
