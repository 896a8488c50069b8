//! What a careful reader would compute from one article alone: interval arithmetic over figures and periods.
//!
//! Nothing here reads language beyond the words of an item. A finding is made only where the text itself sets two
//! figures on one scale, and it says "inconsistent" only where no reading of the bounds makes both true; each
//! kind's file says what it asks for. The derivation can be replayed by hand.
//!
//! Pairs are looked for within a window of neighbouring figures, so the work grows with the text, not its square.

mod conflict;
mod days;
mod figure;
mod rate;
mod share;
mod subset;
mod sum;

use claimant_doc::{Finding, FindingKind, Link, Reading, Verdict, interval, period};

use figure::Figure;

/// How many following figures one figure is compared with.
const WINDOW: usize = 24;

/// Findings over the figures and periods of one reading, in the order of the figures they rest on.
pub fn findings(reading: &Reading) -> Vec<Finding> {
    let figures = figure::all(reading);
    let mut found = Vec::new();
    for (i, figure) in figures.iter().enumerate() {
        found.extend(share::from(reading, &figures, i));
        found.extend(sum::from(reading, &figures, i));
        found.extend(days::stated_length(reading, figure));
        for other in figures.iter().skip(i + 1).take(WINDOW) {
            found.extend(of_pair(figure, other));
        }
    }
    found.extend(days::weekdays(reading));
    for (i, finding) in found.iter_mut().enumerate() {
        finding.id = format!("f{}", i + 1);
    }
    found
}

/// At most one finding for two figures: the strongest thing that can be said of them.
fn of_pair(a: &Figure<'_>, b: &Figure<'_>) -> Option<Finding> {
    if !a.counts || !b.counts {
        return None;
    }
    subset::of(a, b).or_else(|| rate::of(a, b)).or_else(|| conflict::of(a, b))
}

/// A finding without its id.
fn finding(
    kind: FindingKind,
    verdict: Verdict,
    about: &[&str],
    statement: String,
    derivation: String,
) -> Finding {
    let about = about.iter().map(|id| Link::Id((*id).to_owned())).collect();
    Finding { id: String::new(), kind, about, verdict, statement, derivation }
}

#[cfg(test)]
mod tests;
