//! Time expressions (TIMEX3), resolved to days and periods.
//!
//! "at least 500 so far this year", published on 2024-06-15, gives a DURATION from 2024-01-01 to 2024-06-15. One pass
//! looks up what every token may mean for time ([`word`]); a small grammar over those meanings finds expressions
//! ([`periods`], [`stretches`], [`dates`] with [`clocks`], [`figures`] and [`relative`]); a resolver that remembers the dates read so far gives each its value and its
//! days ([`resolve`], [`lapse`], [`points`], [`near`], [`yearly`]).
//!
//! An explicit period ("between October 2020 and May 2024", "since 2011") is one expression. The value of a period that
//! is open at one end is that of the end that is named. Without a publication date relative expressions stay
//! unresolved; nothing asks a clock. Ages ("29-year-old") are quantities and are left alone.

mod calendar;
mod clocks;
mod dates;
mod expr;
mod extent;
mod figures;
mod holiday;
mod known;
mod lapse;
mod list;
mod near;
mod periods;
mod points;
mod relative;
mod resolve;
mod scan;
mod sets;
mod stretches;
mod tense;
mod value;
mod word;
mod yearly;

use claimant_doc::{Doc, Layer, Mark, Marks, Span, Time, Value};
use jiff::civil::Date;

use self::expr::Found;
use self::resolve::Resolver;
use self::scan::Scan;
use self::word::Word;
use super::Extractor;
use crate::Scores;

/// Row of the table.
pub const EXTRACTOR: Extractor = Extractor {
    name: "time",
    about: "Time expressions, resolved to days and periods.",
    reads: &[Layer::Quotation],
    writes: Layer::Time,
    run,
};

fn run(doc: &Doc<'_>, _scores: &Scores, marks: &Marks) -> Vec<Mark> {
    let text = doc.text();
    let words: Vec<Word> = doc.tokens.iter().map(|token| word::word(token.span.of(text))).collect();
    let quoted: Vec<Span> =
        marks.quotations().flat_map(|quotation| quotation.parts.iter().copied()).collect();
    let published = published(doc);
    let mut resolver =
        Resolver::new(published).historic(published.is_some_and(|day| is_historic(doc, &words, day)));
    let mut times = Vec::new();
    for sentence in &doc.sentences {
        let scan = Scan { doc, words: &words, start: sentence.tokens.start, end: sentence.tokens.end };
        times.extend(sentence_times(&scan, &quoted, &mut resolver));
    }
    let mark =
        |time: Time| Mark { span: time.span, value: Value::Time(time), score: 0.8, by: EXTRACTOR.name };
    times.into_iter().map(mark).collect()
}

/// Whether an article tells of long ago only: it names old years, none near publication, no day of the week, and nothing
/// counts from today.
fn is_historic(doc: &Doc<'_>, words: &[Word], published: Date) -> bool {
    let (mut old, mut new) = (0, 0);
    for (i, word) in words.iter().enumerate() {
        match word {
            Word::Digits(year @ 1000..=2999, 4) => {
                let ago = i64::from(published.year()) - i64::from(*year);
                old += usize::from(ago > LONG_AGO);
                new += usize::from((-1..=1).contains(&ago));
            }
            Word::Weekday(_) => new += usize::from(doc.word(i).starts_with(char::is_uppercase)),
            Word::Day(_) | Word::Tonight | Word::Shift(word::Shift::Ago) => new += 1,
            _ => {}
        }
    }
    old >= OLD_YEARS && new == 0
}

/// Years that lie so far before publication are old.
const LONG_AGO: i64 = 5;
/// So many old years make a history.
const OLD_YEARS: usize = 4;

/// The times of one sentence, left to right, none inside another.
fn sentence_times(scan: &Scan<'_>, quoted: &[Span], resolver: &mut Resolver) -> Vec<Time> {
    let found = expressions(scan);
    let (inside, outside): (Vec<_>, Vec<_>) = found.iter().partition(|found| is_quoted(scan, found, quoted));
    let spoken = match outside.as_slice() {
        _ if inside.is_empty() => None,
        told => told.iter().find_map(|found| resolver.day(scan, found)),
    };
    let time = |found: &Found| match spoken {
        Some((day, at)) if is_quoted(scan, found, quoted) => resolver.spoken(scan, found, day, at),
        _ => resolver.time(scan, found),
    };
    found.iter().filter_map(time).collect()
}

fn expressions(scan: &Scan<'_>) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    let mut i = scan.start;
    while i < scan.end {
        let next = all.last().filter(|last| last.end == i).and_then(|last| scan.next_day(last));
        match next.or_else(|| scan.found(i)) {
            Some(found) => {
                i = found.end;
                all.push(found);
            }
            None => i += 1,
        }
    }
    scan.share_years(&mut all);
    all
}

/// Whether an expression stands inside one of the quoted parts, which are sorted by their start.
fn is_quoted(scan: &Scan<'_>, found: &Found, quoted: &[Span]) -> bool {
    let Some(span) = scan.doc.span(found.start..found.end) else { return false };
    let before = quoted.partition_point(|part| part.start() <= span.start());
    quoted[..before].iter().rev().take(NESTED).any(|part| part.contains(span))
}

/// How many quotations may stand one inside another.
const NESTED: usize = 4;

/// The day of publication, if the article states one.
fn published(doc: &Doc<'_>) -> Option<Date> {
    doc.article.published.as_deref()?.get(..10)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use claimant_doc::{Article, Marks};

    use super::*;

    /// The words of every time in `text`, published on 2025-06-15.
    fn times(text: &str) -> Vec<String> {
        let mut article = Article::new(text);
        article.published = Some("2025-06-15".to_owned());
        let doc = crate::segment(&article);
        run(&doc, &Scores::default(), &Marks::default())
            .iter()
            .map(|mark| mark.span.of(text).to_owned())
            .collect()
    }

    #[test]
    fn the_examples_of_the_tables_hold_their_words() {
        let mut missed = Vec::new();
        for (table, cells) in [
            (include_str!("../../data/time-words.tsv"), 3),
            (include_str!("../../data/dated-events.tsv"), 2),
            (include_str!("../../data/holidays.tsv"), 2),
            (include_str!("../../data/government-terms.tsv"), 4),
        ] {
            for line in table.lines().filter(|line| !line.starts_with("# ")) {
                let columns: Vec<_> = line.split('\t').collect();
                let (word, Some(example)) = (columns[usize::from(cells == 4)], columns.get(cells)) else {
                    continue;
                };
                let found =
                    times(example).iter().any(|time| time.to_lowercase().contains(&word.to_lowercase()));
                if !found {
                    missed.push(format!("{word}: {example} {:?}", times(example)));
                }
            }
        }
        assert!(missed.is_empty(), "{}", missed.join("\n"));
    }

    /// The other values of the first time in `text`, published on 2025-06-15, a Sunday.
    fn others(text: &str) -> Vec<String> {
        let mut article = Article::new(text);
        article.published = Some("2025-06-15".to_owned());
        let doc = crate::segment(&article);
        let marks: Marks = Marks::default();
        let found = run(&doc, &Scores::default(), &marks);
        let values = found.first().and_then(|mark| match &mark.value {
            Value::Time(time) => Some(time.alternatives.iter().map(|other| other.value.clone()).collect()),
            _ => None,
        });
        values.unwrap_or_default()
    }

    #[test]
    fn what_is_ambiguous_carries_its_alternatives() {
        assert_eq!(others("The form is dated 03/06/2024."), ["2024-03-06", "2024-06-03"]);
        assert_eq!(others("A look at Friday's vote."), ["2025-06-20"]);
        assert_eq!(others("They voted on Friday."), [""; 0]);
    }

    #[test]
    fn odd_input_is_read_to_its_end() {
        let odd = [
            "the end of ",
            "the day before ",
            "Monday, ",
            "May ",
            "between ",
            "since the ",
            "5 - ",
            "1999-",
            "the night of ",
            "3 p.m. EST ",
        ];
        for piece in odd {
            let text = piece.repeat(20_000);
            let article = Article::new(text.as_str());
            let doc = crate::segment(&article);
            let marks = run(&doc, &Scores::default(), &Marks::default());
            assert!(marks.iter().all(|mark| !mark.span.of(&text).is_empty()), "{piece}");
        }
    }
}
