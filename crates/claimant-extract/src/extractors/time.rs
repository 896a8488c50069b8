//! Time expressions (TIMEX3), resolved to days and periods.
//!
//! "at least 500 so far this year", published on 2024-06-15, gives a DURATION from 2024-01-01 to 2024-06-15. One pass
//! looks up what every token may mean for time ([`word`]); a small grammar over those meanings finds expressions
//! ([`periods`], [`dates`], [`stretches`]); a resolver that remembers the dates read so far gives each its value and its
//! days ([`resolve`], [`points`]).
//!
//! An explicit period ("between October 2020 and May 2024", "since 2011") is one expression. The value of a period that
//! is open at one end is that of the end that is named. Without a publication date relative expressions stay
//! unresolved; nothing asks a clock. Ages ("29-year-old") are quantities and are left alone.

mod calendar;
mod dates;
mod expr;
mod known;
mod periods;
mod points;
mod resolve;
mod scan;
mod stretches;
mod tense;
mod word;

use claimant_doc::{Doc, Layer, Mark, Marks, Value};
use jiff::civil::Date;

use self::resolve::Resolver;
use self::scan::Scan;
use self::word::Word;
use super::Extractor;

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "time",
    about: "Time expressions, resolved to days and periods.",
    reads: &[],
    writes: Layer::Time,
    run,
};

fn run(doc: &Doc<'_>, _marks: &Marks) -> Vec<Mark> {
    let text = doc.text();
    let words: Vec<Word> = doc.tokens.iter().map(|token| word::word(token.span.of(text))).collect();
    let mut resolver = Resolver::new(published(doc));
    let mut marks = Vec::new();
    for sentence in &doc.sentences {
        let scan = Scan { doc, words: &words, start: sentence.tokens.start, end: sentence.tokens.end };
        sentence_times(&scan, &mut resolver, &mut marks);
    }
    marks
}

/// The expressions of one sentence, left to right, none inside another.
fn sentence_times(scan: &Scan<'_>, resolver: &mut Resolver, marks: &mut Vec<Mark>) {
    let mut i = scan.start;
    while i < scan.end {
        let Some(found) = scan.found(i) else {
            i += 1;
            continue;
        };
        if let Some(time) = resolver.time(scan, &found) {
            marks.push(Mark { span: time.span, value: Value::Time(time), score: 0.8, by: EXTRACTOR.name });
        }
        i = found.end;
    }
}

/// The day of publication, if the article states one.
fn published(doc: &Doc<'_>) -> Option<Date> {
    doc.article.published.as_deref()?.get(..10)?.parse().ok()
}
