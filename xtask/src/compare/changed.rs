//! The algebra on figures of the gold, each held against itself with one thing changed: the relation that follows is known.

use std::collections::BTreeMap;

use claimant_doc::{Bound, RelationKind, Status, period::Period};
use claimant_ledger::compare::{Figure, relate};
use serde_json::Value;

use super::relations::figure;
use crate::score::figures::{Count, Figures};

/// What is changed, and what the two then are.
type Change = (RelationKind, fn(&mut Figure));

const CHANGES: &[Change] = &[
    (RelationKind::Agree, |_| {}),
    (RelationKind::Contradict, |figure| {
        (figure.allows.low, figure.allows.high) =
            (3.0 * figure.allows.low + 2.0, 3.0 * figure.allows.high + 2.0);
    }),
    (RelationKind::Compatible, |figure| figure.allows.high = 2.0 * figure.allows.high + 2.0),
    (RelationKind::ScopeDifference, |figure| {
        figure.allows.low += 200.0;
        figure.allows.high += 200.0;
        figure.places = ["elsewhere".to_owned()].into();
    }),
    (RelationKind::ScopeDifference, |figure| {
        figure.allows.high = 3.0 * figure.allows.high + 200.0;
        figure.allows.low = figure.allows.high;
        figure.limits.insert("foreign".to_owned());
    }),
    (RelationKind::Update, |figure| {
        figure.allows.high += 50.0;
        figure.allows.low = figure.allows.high;
        let later = figure.day().and_then(|day| day.checked_add(jiff::Span::new().days(3)).ok());
        figure.period = None;
        figure.published = later;
    }),
    (RelationKind::DifferentMeasure, |figure| {
        figure.allows.high = 3.0 * figure.allows.high + 200.0;
        figure.allows.low = figure.allows.high;
        figure.status = Status::Predicted;
    }),
];

/// Accuracy over all changes of all exact counts with a known day, and precision and recall of contradictions.
pub fn measure(lines: &BTreeMap<String, Value>, verbose: bool) -> Figures {
    let (mut right, mut all, mut contradictions) = (0, 0, Count::default());
    for figure in lines.values().flat_map(exact) {
        for (want, change) in CHANGES {
            if *want == RelationKind::ScopeDifference && figure.places.is_empty() {
                continue;
            }
            let mut other = figure.clone();
            change(&mut other);
            let got = relate(&figure, &other, None).map(|relation| relation.kind);
            right += usize::from(got == Some(*want));
            all += 1;
            contradictions
                .add_label(*want == RelationKind::Contradict, got == Some(RelationKind::Contradict));
            if verbose && got != Some(*want) {
                println!("{want} became {got:?}: {figure:?}");
            }
        }
    }
    let mut figures = Figures::default();
    figures.number("gold", all);
    figures.share("accuracy", right, all);
    contradictions.put(&mut figures, "contradiction");
    figures
}

/// The gold's exact counts of what is said to be so, on one day or on none.
fn exact(line: &Value) -> Vec<Figure> {
    let all = line["quantities"].as_array().into_iter().flatten();
    let counts = all.filter(|q| {
        q["bound"] == Bound::Exact.word() && q["unit"].as_str().is_none_or(|unit| unit == "person")
    });
    let figures = counts.filter_map(|q| figure(line, q["id"].as_str()?));
    let one_day = |period: Period| period.from == period.to;
    figures
        .filter(|figure| figure.period.is_none_or(one_day) && figure.published.is_some())
        .filter(|figure| figure.status == Status::Asserted && !figure.head.is_empty())
        .collect()
}
