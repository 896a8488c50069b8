//! A total and the parts that the text lists for it.
//!
//! Asks for a run of two or more counts of persons joined by commas and "and", and for a total: right before the
//! run and a colon or dash ("20 people: fourteen civilians, five …"), or a count of persons in the sentence before.
//! Only the first kind can be inconsistent; the second is told only where the parts add up to it.

use claimant_doc::{Finding, FindingKind, Reading, Verdict};

use super::figure::Figure;
use super::finding;
use super::interval::Interval;

pub fn from(reading: &Reading, figures: &[Figure<'_>], i: usize) -> Option<Finding> {
    let total = &figures[i];
    if !counts_persons(total) {
        return None;
    }
    let first = figures.get(i + 1)?;
    let listed = total.sentence == first.sentence && opens_list(reading, total, first);
    let near = !listed && first.sentence == total.sentence + 1;
    if !listed && !near {
        return None;
    }
    let parts = run(reading, &figures[i + 1..figures.len().min(i + 1 + super::WINDOW)]);
    let all = &figures[i + 1..i + 1 + parts];
    let sum = all.iter().map(|part| part.allows).reduce(Interval::plus)?;
    let fits = sum.meets(total.allows);
    let equal = sum.low == total.allows.low && sum.high.is_finite();
    (parts >= 2 && (listed || equal && parts >= 3)).then(|| tell(total, all, sum, fits))
}

fn counts_persons(figure: &Figure<'_>) -> bool {
    figure.counts && figure.quantity.unit.as_deref() == Some("person")
}

fn between<'r>(reading: &'r Reading, a: &Figure<'_>, b: &Figure<'_>) -> &'r str {
    reading.article.text().get(a.quantity.span.end()..b.quantity.span.start()).unwrap_or_default()
}

/// "20 people: fourteen …", "20 people — fourteen …".
fn opens_list(reading: &Reading, total: &Figure<'_>, first: &Figure<'_>) -> bool {
    let words = between(reading, total, first).trim_end();
    words.len() <= 60 && [":", "—", "–", "--"].iter().any(|mark| words.ends_with(mark))
}

/// How many figures from the first on belong to one list.
fn run(reading: &Reading, figures: &[Figure<'_>]) -> usize {
    let joined = |pair: &[Figure<'_>]| {
        let words = between(reading, &pair[0], &pair[1]).trim_end().to_lowercase();
        let joint = words.ends_with(',')
            || words.ends_with(", and")
            || words.ends_with(" and")
            || words.ends_with(';');
        counts_persons(&pair[1]) && pair[0].sentence == pair[1].sentence && joint && words.len() <= 60
    };
    match figures.first() {
        Some(first) if counts_persons(first) => {
            1 + figures.windows(2).take_while(|pair| joined(pair)).count()
        }
        _ => 0,
    }
}

fn tell(total: &Figure<'_>, parts: &[Figure<'_>], sum: Interval, fits: bool) -> Finding {
    let verdict = if fits { Verdict::Consistent } else { Verdict::Inconsistent };
    let listed: Vec<String> = parts.iter().map(Figure::quoted).collect();
    let statement = format!(
        "{} make {}; {} is {}.",
        listed.join(", "),
        sum.words(),
        total.told(),
        if fits { "the same" } else { "not the same" }
    );
    let terms: Vec<String> = parts.iter().map(|part| part.allows.words()).collect();
    let derivation = format!("{} = {}; total {}", terms.join(" + "), sum, total.allows);
    let ids: Vec<&str> = std::iter::once(total.id()).chain(parts.iter().map(Figure::id)).collect();
    finding(FindingKind::Sum, verdict, &ids, statement, derivation)
}
