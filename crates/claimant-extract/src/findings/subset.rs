//! One count within another: "at least 500 this year" against "more than 1,500 since October 2020".
//!
//! Asks for kindred items and for periods of which one holds most of the other. "Inconsistent" asks for more: the
//! very same words for the item, the same event, and a period wholly inside.

use claimant_doc::{Finding, FindingKind, Verdict};

use super::figure::Figure;
use super::finding;
use super::period::Period;

/// How much of the part's period must lie within the whole's.
const MOST: f64 = 0.6;

pub fn of(a: &Figure<'_>, b: &Figure<'_>) -> Option<Finding> {
    let (first, second) = (a.period?, b.period?);
    if !a.kindred(b) || first == second || !a.is_claimed() || !b.is_claimed() {
        return None;
    }
    let (part, whole, inner, outer) =
        if first.days() < second.days() { (a, b, first, second) } else { (b, a, second, first) };
    let shared = inner.shared_days(outer) / inner.days();
    (shared >= MOST).then(|| compare(part, whole, inner, outer))
}

fn compare(part: &Figure<'_>, whole: &Figure<'_>, inner: Period, outer: Period) -> Finding {
    let possible = part.allows.can_be_part_of(whole.allows);
    let sure =
        part.same_item(whole) && part.same_measure(whole) && outer.contains(inner) && !part.elsewhere(whole);
    let verdict = match (possible, sure) {
        (true, _) => Verdict::Consistent,
        (false, true) => Verdict::Inconsistent,
        (false, false) => Verdict::CannotTell,
    };
    let relation = match verdict {
        Verdict::Consistent => "can be part of",
        Verdict::Inconsistent => "cannot be part of",
        Verdict::CannotTell => "would not fit into",
    };
    let statement =
        format!("{} {relation} {}{}.", part.told(), whole.told(), caveats(part, whole, inner, outer));
    let sign = if possible { "≤" } else { ">" };
    let nested = if outer.contains(inner) { "within" } else { "partly within" };
    let derivation = format!("{} {sign} {}; {inner} {nested} {outer}", part.allows, whole.allows);
    finding(FindingKind::Subset, verdict, &[part.id(), whole.id()], statement, derivation)
}

/// What a careful reader holds against it.
fn caveats(part: &Figure<'_>, whole: &Figure<'_>, inner: Period, outer: Period) -> String {
    let mut caveats = String::new();
    if !outer.contains(inner) {
        caveats.push_str("; the periods do not nest exactly");
    }
    if let (false, Some(a), Some(b)) = (part.same_measure(whole), part.measure(), whole.measure()) {
        caveats.push_str(&format!("; one counts “{a}”, the other “{b}”"));
    }
    caveats
}
