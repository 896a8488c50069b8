//! What two figures of different articles are to each other, by the algebra of intervals over value, bound, item, place,
//! period and measure.
//!
//! The order of the questions is the order of the file: is there a common topic at all; is it one measure; one scope; one
//! time; and only then, do the numbers meet. "Contradict" is what is left where nothing tells the two apart; whatever
//! could, is named as the reason why they need not agree. Rival figures stay open: nothing is chosen, averaged or dropped.

use std::collections::BTreeSet;

use claimant_doc::{Date, Relation, RelationKind, Standing, Status, interval::Interval, period::Period};

use super::copy::Copying;
use super::figure::{Figure, Method};
use super::lexicon::folded;
use super::stem::stem;
use super::stop::is_stop;

use RelationKind::{Agree, Compatible, Contradict, Copy, DifferentMeasure, ScopeDifference, Update};

/// Days after an event within which its toll still changes.
const SETTLED: i32 = 45;

/// A verdict with its reason.
type Verdict = (RelationKind, String);

/// What `a` and `b` are to each other; `None` if they have no more in common than being figures. With `copying`, what the
/// two articles share: figures in one copied passage are one.
pub fn relate(a: &Figure, b: &Figure, copying: Option<&Copying>) -> Option<Relation> {
    let copied = copying.is_some_and(|copying| copying.holds(&a.side.spans, &b.side.spans));
    let (kind, reason) = if copied { (Copy, "The same copied passage.".to_owned()) } else { judge(a, b)? };
    let later = a.day().zip(b.day()).filter(|(x, y)| x != y);
    let swap = later.is_some_and(|(x, y)| x > y) && matches!(kind, Update | Copy);
    let (first, second) = if swap { (b, a) } else { (a, b) };
    let derivation = format!("{}; {}", told(first), told(second));
    Some(Relation {
        kind,
        a: first.side.clone(),
        b: Some(second.side.clone()),
        directed: later.is_some() && matches!(kind, Update | Copy),
        reason,
        derivation,
    })
}

fn judge(a: &Figure, b: &Figure) -> Option<Verdict> {
    if !same_topic(a, b) {
        return None;
    }
    let same_head = a.head == b.head;
    match (&a.measure, &b.measure) {
        (Some(x), Some(y)) if x != y && same_head => {
            return Some(different(format!("{x} and {y} are counted")));
        }
        (Some(x), Some(y)) if x != y => return None,
        (Some(_), Some(_)) => {}
        _ if !same_head => return None,
        _ => {}
    }
    by_method(a, b).or_else(|| by_scope(a, b)).or_else(|| by_value(a, b))
}

/// Whether the two are of one matter: the same place, or words around them beside what is counted.
fn same_topic(a: &Figure, b: &Figure) -> bool {
    let known = |word: &&String| **word != a.head && **word != b.head && Some(*word) != a.measure.as_ref();
    let shared = a.topic.intersection(&b.topic).filter(known).count();
    let place = !a.places.is_disjoint(&b.places);
    let named = !a.names.is_disjoint(&b.names);
    shared >= 2 || named || shared >= 1 && (place || !a.agents.is_disjoint(&b.agents))
}

fn different(why: String) -> Verdict {
    (DifferentMeasure, format!("Not the same measure: {why}."))
}

fn scope(why: String) -> Verdict {
    (ScopeDifference, format!("Not the same scope: {why}."))
}

/// Other kinds of figure, other units, another way of counting.
fn by_method(a: &Figure, b: &Figure) -> Option<Verdict> {
    if a.kind != b.kind || a.unit != b.unit {
        let name = |f: &Figure| f.unit.clone().unwrap_or_else(|| f.kind.to_string());
        return Some(different(format!("a {} against a {}", name(a), name(b))));
    }
    if a.rate != b.rate {
        return Some(different("a figure for a time against a total".to_owned()));
    }
    if a.standing != b.standing && [a, b].iter().any(|f| f.standing == Some(Standing::Additive)) {
        return Some(different("one is on top of another figure".to_owned()));
    }
    let forecast = |f: &Figure| f.status == Status::Predicted || f.method == Some(Method::Forecast);
    if forecast(a) != forecast(b) {
        return Some(different("a forecast against what is said to be so".to_owned()));
    }
    match (a.method, b.method) {
        (Some(x), Some(y)) if x != y => Some(different("one is counted, the other estimated".to_owned())),
        _ => None,
    }
}

/// Another place, another period, and where the numbers do not meet, another population or actor.
fn by_scope(a: &Figure, b: &Figure) -> Option<Verdict> {
    if !a.places.is_empty() && !b.places.is_empty() && a.places.is_disjoint(&b.places) {
        return Some(scope(format!("{} against {}", list(&a.places), list(&b.places))));
    }
    if let Some(why) = other_period(a, b) {
        return Some(scope(why));
    }
    if meets(a, b) {
        return None;
    }
    if a.limits != b.limits {
        return Some(scope(format!("“{}” and “{}” need not be the same ones", a.words, b.words)));
    }
    if !a.agents.is_empty() && !b.agents.is_empty() && !same_agents(a, b) {
        return Some(scope(format!("by {} against by {}", list(&a.agents), list(&b.agents))));
    }
    let only = |what: &str| Some(scope(format!("only one names its {what}")));
    let stretch = |f: &Figure| f.period.is_some_and(|period| period.from != period.to);
    match () {
        () if a.places.is_empty() != b.places.is_empty() => only("place"),
        () if stretch(a) != stretch(b) => only("period"),
        () if a.measure.is_none() != b.measure.is_none() => only("measure"),
        // Without a place the names around a figure may tell of which one it is.
        () if a.places.is_empty() && a.telling_names() != b.telling_names() => {
            Some(scope("other names stand beside them".to_owned()))
        }
        () => None,
    }
}

/// Whether some actor is one: "the fire" and "the fire at the harbour".
fn same_agents(a: &Figure, b: &Figure) -> bool {
    let words = |name: &String| -> BTreeSet<String> {
        folded(name).into_iter().filter(|word| !is_stop(word)).map(|word| stem(&word)).collect()
    };
    let (x, y): (Vec<_>, Vec<_>) =
        (a.agents.iter().map(words).collect(), b.agents.iter().map(words).collect());
    let one = |x: &BTreeSet<String>, y: &BTreeSet<String>| {
        !x.is_empty() && !y.is_empty() && (x.is_subset(y) || y.is_subset(x))
    };
    a.agents == b.agents || x.iter().any(|x| y.iter().any(|y| one(x, y)))
}

fn list(names: &BTreeSet<String>) -> String {
    names.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// Why two stated periods are not one; a day of a state is no period.
fn other_period(a: &Figure, b: &Figure) -> Option<String> {
    let (x, y) = (a.period?, b.period?);
    let is_day = |period: Period| period.from == period.to;
    match (is_day(x), is_day(y)) {
        (true, true) if x == y || a.state || b.state => None,
        (true, true) => Some(format!("what came about on {} and on {}", x.from, y.from)),
        _ if x == y => None,
        _ => Some(format!("{x} against {y}")),
    }
}

/// One measure, one scope: now the numbers and their day decide.
fn by_value(a: &Figure, b: &Figure) -> Option<Verdict> {
    if a.allows == b.allows {
        return Some((Agree, format!("Both say {}.", a.allows.words())));
    }
    if let Some((x, y)) = other_state(a, b) {
        let (first, second) = if x < y { (a, b) } else { (b, a) };
        return Some((
            Update,
            format!("“{}” is the later state, “{}” the earlier.", second.words, first.words),
        ));
    }
    if meets(a, b) {
        return Some((Compatible, format!("Some number is in both {} and {}.", a.allows, b.allows)));
    }
    let open = !a.is_claimed() || !b.is_claimed();
    let known = a.published.is_some() && b.published.is_some() || a.period.is_some() && a.period == b.period;
    let why =
        format!("No number is in both {} and {}, and nothing told sets them apart.", a.allows, b.allows);
    (!open && known).then_some((Contradict, why))
}

/// The days of two states of one figure, if they are not the same: where a state has no day of its own, that of its
/// article; and of a thing that came about on one day, within some weeks the days on which it was told.
fn other_state(a: &Figure, b: &Figure) -> Option<(Date, Date)> {
    let (x, y) = (a.day()?, b.day()?);
    let same_stated = a.period.is_some() && a.period == b.period;
    if x != y && !same_stated {
        return Some((x, y));
    }
    let (told_a, told_b) = (a.published?, b.published?);
    let fresh = |day: Date, told: Date| day.until(told).is_ok_and(|span| span.get_days() <= SETTLED);
    let one_day = a.period.is_none_or(|period| period.from == period.to);
    let counted_anew = same_stated && one_day && !a.state && !b.state && fresh(x, told_a.min(told_b));
    (told_a != told_b && counted_anew).then_some((told_a, told_b))
}

/// Whether some number satisfies both; a round number may be a rounded one.
fn meets(a: &Figure, b: &Figure) -> bool {
    a.allows.meets(b.allows) || rounded(a).meets(rounded(b))
}

/// What an exact round number may stand for: 1,500 for 1,450 to 1,550. Small numbers are as they are.
fn rounded(figure: &Figure) -> Interval {
    let (low, high) = (figure.allows.low, figure.allows.high);
    if low != high || low < 100.0 || low.fract() != 0.0 {
        return figure.allows;
    }
    let mut step = 1.0;
    while low % (step * 10.0) == 0.0 {
        step *= 10.0;
    }
    // The last digit that counts may be off by a half, but a figure with many digits that count is exact.
    if low / step < 100.0 { figure.allows.widened(step / 2.0) } else { figure.allows }
}

/// A figure with its scope, to be read by a person.
fn told(figure: &Figure) -> String {
    let mut told = format!("“{}” {}", figure.words, figure.allows);
    let mut add = |what: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            told.push_str(&format!(", {what} {value}"));
        }
    };
    add("measure", figure.measure.clone());
    add("in", Some(list(&figure.places)));
    add("period", figure.period.map(|period| period.to_string()));
    add("published", figure.published.map(|day| day.to_string()));
    add("by", figure.source.clone());
    add("status", Some(figure.status.to_string()).filter(|_| figure.status != Status::Asserted));
    told
}

#[cfg(test)]
pub mod tests;
