//! Periods that a table knows: heads of government, and events whose day everybody can look up.

use std::ops::Range;
use std::sync::LazyLock;

use claimant_doc::Doc;
use jiff::civil::Date;

struct Event {
    words: Vec<&'static str>,
    day: Date,
}

/// One term of office, found in the text.
pub struct Term {
    /// First day in office.
    pub first: Date,
    /// Last day; none where the table has none.
    pub last: Option<Date>,
    /// One past its last token.
    pub end: usize,
}

static EVENTS: LazyLock<Vec<Event>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../../data/dated-events.tsv"));
    rows.filter_map(|mut cells| {
        let words = cells.next()?.split(' ').collect();
        Some(Event { words, day: cells.next()?.parse().ok()? })
    })
    .collect()
});

struct Office {
    title: &'static str,
    name: &'static str,
    first: Date,
    last: Option<Date>,
}

static OFFICES: LazyLock<Vec<Office>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../../data/government-terms.tsv"));
    rows.filter_map(|mut cells| {
        let (title, name) = (cells.next()?, cells.next()?);
        let first = cells.next()?.parse().ok()?;
        Some(Office { title, name, first, last: cells.next().and_then(|day| day.parse().ok()) })
    })
    .collect()
});

fn rows(table: &'static str) -> impl Iterator<Item = std::str::Split<'static, char>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t'))
}

/// How many tokens may stand between "since" and the event: "Russia's full-scale".
const LEAD: usize = 8;

/// The day of the event that `tokens` begin with ("the invasion of Ukraine"), and one past its last token.
pub fn event(doc: &Doc<'_>, tokens: Range<usize>) -> Option<(Date, usize)> {
    let starts = tokens.start..tokens.end.min(tokens.start + LEAD);
    let found = starts
        .flat_map(|at| EVENTS.iter().filter_map(move |event| Some((event, matched(doc, at, &event.words)?))));
    found
        .filter(|(_, end)| *end <= tokens.end)
        .max_by_key(|(_, end)| *end)
        .map(|(event, end)| (event.day, end))
}

/// The day of the event that `tokens` name with their first word ("Oct. 7 attack").
pub fn day(doc: &Doc<'_>, tokens: Range<usize>) -> Option<Date> {
    let published = super::published(doc);
    let found = EVENTS
        .iter()
        .find(|event| matched(doc, tokens.start, &event.words).is_some_and(|end| end <= tokens.end))?;
    published.is_none_or(|published| found.day <= published).then_some(found.day)
}

/// One past the tokens that say `words` from token `at`.
fn matched(doc: &Doc<'_>, at: usize, words: &[&str]) -> Option<usize> {
    words.iter().enumerate().all(|(on, word)| doc.is(at + on, word)).then_some(at + words.len())
}

/// The term of office that `tokens` begin with: "President Biden", "then-President Obama's".
pub fn term(doc: &Doc<'_>, tokens: Range<usize>) -> Option<Term> {
    let published = super::published(doc);
    let office = |at: usize| OFFICES.iter().filter(move |office| doc.is(at, office.title));
    let named =
        office(tokens.start).filter(|office| (1..=2).any(|on| doc.is(tokens.start + on, office.name)));
    let office = named
        .filter(|office| published.is_none_or(|day| office.first <= day))
        .max_by_key(|office| office.first)?;
    let name = (1..=2).find(|on| doc.is(tokens.start + on, office.name))?;
    let end = tokens.start + name + 1;
    (end <= tokens.end).then_some(Term { first: office.first, last: office.last, end })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let count = |table: &str| table.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(EVENTS.len(), count(include_str!("../../../data/dated-events.tsv")));
        assert_eq!(OFFICES.len(), count(include_str!("../../../data/government-terms.tsv")));
    }
}
