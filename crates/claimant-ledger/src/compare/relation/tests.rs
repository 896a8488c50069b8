use claimant_doc::{Bound, Quantity, QuantityKind, Span};

use super::super::figure::Scope;
use super::super::when::day;
use super::*;

/// A figure as a text case: its sentence, the number with its bound, what is counted, then `key=value` parts.
fn figure(sentence: &str, number: (f64, Bound), item: &str, parts: &[(&str, &str)]) -> Figure {
    let part = |key: &str| parts.iter().find(|(k, _)| *k == key).map(|(_, value)| *value);
    let period = part("period").and_then(|p| {
        let (from, to) = p.split_once("..").unwrap_or((p, p));
        Some(Period { from: day(from)?, to: day(to)? })
    });
    let status = part("status").and_then(Status::from_word);
    let scope = Scope {
        item,
        measure: part("measure"),
        context: sentence,
        places: part("place").map(str::to_owned).into_iter().collect(),
        period,
        published: part("published").and_then(day),
        status,
        agents: part("by").map(str::to_owned).into_iter().collect(),
        source: None,
    };
    Figure::new(&quantity(sentence, number), sentence, "article", scope).expect("a figure")
}

fn quantity(sentence: &str, (value, bound): (f64, Bound)) -> Quantity {
    Quantity {
        unit: Some("person".to_owned()),
        ..Quantity::new(
            "q1".to_owned(),
            Span::new(sentence, 0..1).expect("a text"),
            QuantityKind::Count,
            Some(value),
            bound,
        )
    }
}

fn kind(a: &Figure, b: &Figure) -> Option<RelationKind> {
    let there = relate(a, b, None).map(|relation| relation.kind);
    let back = relate(b, a, None).map(|relation| relation.kind);
    assert_eq!(there, back, "the order of the two must not matter");
    there
}

pub const CRANE: &str = "The crane that fell on the quay at Ostvik killed people.";

/// The dead of the crane, by number and parts.
pub fn dead(value: f64, bound: Bound, parts: &[(&str, &str)]) -> Figure {
    figure(CRANE, (value, bound), "people", &[&[("measure", "kill")], parts].concat())
}

const SAME_DAY: &[(&str, &str)] =
    &[("period", "2024-03-05"), ("published", "2024-03-06"), ("place", "Ostvik")];

#[test]
fn equal_figures_agree_and_meeting_bounds_are_compatible() {
    let five = dead(5.0, Bound::Exact, SAME_DAY);
    assert_eq!(kind(&five, &dead(5.0, Bound::Exact, SAME_DAY)), Some(Agree));
    assert_eq!(kind(&five, &dead(3.0, Bound::AtLeast, SAME_DAY)), Some(Compatible));
    assert_eq!(
        kind(&dead(5.0, Bound::MoreThan, SAME_DAY), &dead(6.0, Bound::About, SAME_DAY)),
        Some(Compatible)
    );
}

#[test]
fn figures_of_one_day_that_share_no_number_contradict() {
    let five = dead(5.0, Bound::Exact, SAME_DAY);
    for rival in [
        dead(9.0, Bound::Exact, SAME_DAY),
        dead(5.0, Bound::MoreThan, SAME_DAY),
        dead(5.0, Bound::LessThan, SAME_DAY),
    ] {
        assert_eq!(kind(&five, &rival), Some(Contradict), "{rival:?}");
    }
}

#[test]
fn whatever_sets_two_figures_apart_keeps_them_from_contradicting() {
    let five = dead(5.0, Bound::Exact, SAME_DAY);
    let nine = |parts: &[(&str, &str)]| dead(9.0, Bound::Exact, parts);
    let on = ("period", "2024-03-05");
    for (rival, want) in [
        (nine(&[on, ("published", "2024-03-08"), ("place", "Ostvik")]), Some(Update)),
        (nine(&[on, ("published", "2024-03-06"), ("place", "Velmora")]), Some(ScopeDifference)),
        (nine(&[on, ("published", "2024-03-06")]), Some(ScopeDifference)),
        (
            nine(&[("period", "2024-03-01..2024-03-31"), ("published", "2024-04-02"), ("place", "Ostvik")]),
            Some(ScopeDifference),
        ),
        (
            nine(&[on, ("published", "2024-03-06"), ("place", "Ostvik"), ("status", "predicted")]),
            Some(DifferentMeasure),
        ),
        (nine(&[on, ("published", "2024-03-06"), ("place", "Ostvik"), ("status", "denied")]), None),
        (
            figure(CRANE, (9.0, Bound::Exact), "dock workers", &[&[("measure", "kill")], SAME_DAY].concat()),
            Some(ScopeDifference),
        ),
        (
            figure(CRANE, (9.0, Bound::Exact), "people", &[&[("measure", "injure")], SAME_DAY].concat()),
            Some(DifferentMeasure),
        ),
    ] {
        assert_eq!(kind(&five, &rival), want, "{rival:?}");
    }
}

#[test]
fn what_is_confirmed_and_what_is_estimated_are_two_measures() {
    let parts = [&[("measure", "kill")], SAME_DAY].concat();
    let said = |sentence, value, item| figure(sentence, (value, Bound::Exact), item, &parts);
    let counted = said("The crane at Ostvik killed a confirmed 5 people.", 5.0, "confirmed people");
    let estimated = said("The crane at Ostvik killed an estimated 9 people.", 9.0, "estimated people");
    assert_eq!(kind(&counted, &estimated), Some(DifferentMeasure));
}

#[test]
fn a_closed_period_is_counted_once_whenever_it_is_told() {
    let parts = |day| [("period", "2006-10-01..2020-09-30"), ("published", day), ("place", "border")];
    let crossed = |value, day| {
        let sentence = "Nationals of Velmora who crossed the northern border were few.";
        figure(
            sentence,
            (value, Bound::Exact),
            "nationals of Velmora",
            &[&[("measure", "cross")], &parts(day)[..]].concat(),
        )
    };
    assert_eq!(kind(&crossed(26.0, "2024-06-15"), &crossed(4000.0, "2024-09-01")), Some(Contradict));
    assert_eq!(kind(&crossed(26.0, "2024-06-15"), &crossed(26.0, "2024-09-01")), Some(Agree));
}

#[test]
fn a_round_number_may_be_a_rounded_one() {
    let dead = |value| dead(value, Bound::Exact, SAME_DAY);
    assert_eq!(kind(&dead(1500.0), &dead(1512.0)), Some(Compatible));
    assert_eq!(kind(&dead(1500.0), &dead(1812.0)), Some(Contradict));
    assert_eq!(kind(&dead(15.0), &dead(16.0)), Some(Contradict));
}

#[test]
fn figures_of_other_matters_have_no_relation() {
    let other = figure(
        "Voters at Tarn chose 9 people for the council.",
        (9.0, Bound::Exact),
        "people",
        &[("measure", "choose")],
    );
    assert_eq!(kind(&dead(5.0, Bound::Exact, SAME_DAY), &other), None);
}

#[test]
fn an_update_names_the_earlier_first() {
    let early = dead(5.0, Bound::Exact, &[("published", "2024-03-06"), ("place", "Ostvik")]);
    let late = dead(9.0, Bound::Exact, &[("published", "2024-03-09"), ("place", "Ostvik")]);
    let relation = relate(&late, &early, None).expect("a relation");
    assert!(relation.kind == Update && relation.directed);
    assert!(
        relation.derivation.starts_with(&format!("“{}” {}", early.words, early.allows)),
        "{}",
        relation.derivation
    );
}
