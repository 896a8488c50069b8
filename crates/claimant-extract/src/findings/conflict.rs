//! Rival figures: the same item and event, and numbers that no reading makes agree.
//!
//! Two events of one kind in one article are common, so this asks for much: the same words for the item, the same
//! event, the same period or none, two different sources, and no different place. Where the figures have the same
//! stated period but no two sources, it can only say that it cannot tell.

use claimant_doc::{Finding, FindingKind, Status, Verdict};

use super::figure::Figure;
use super::finding;

/// How many sentences apart rival figures may stand.
const NEAR: usize = 6;

pub fn of(a: &Figure<'_>, b: &Figure<'_>) -> Option<Finding> {
    let same = a.same_item(b) && a.same_measure(b) && a.period == b.period;
    let near = b.sentence > a.sentence && b.sentence - a.sentence <= NEAR;
    if !same || !near || a.allows.meets(b.allows) || a.elsewhere(b) || !both_claimed(a, b) {
        return None;
    }
    let rivals = a.source.is_some() && b.source.is_some() && a.source != b.source;
    let verdict = match (rivals, a.period) {
        (true, _) => Verdict::Inconsistent,
        (false, Some(_)) => Verdict::CannotTell,
        (false, None) => return None,
    };
    let ending = if rivals {
        "both cannot be right if they mean the same event"
    } else {
        "they may mean different events"
    };
    let statement = format!("{} and {} differ: {ending}.", a.told(), b.told());
    let derivation = format!("{} and {} share no number", a.allows, b.allows);
    Some(finding(FindingKind::FigureConflict, verdict, &[a.id(), b.id()], statement, derivation))
}

/// A forecast, a condition or a question contradicts nothing.
fn both_claimed(a: &Figure<'_>, b: &Figure<'_>) -> bool {
    let claimed = |f: &Figure<'_>| {
        !matches!(f.status, Some(Status::Predicted | Status::Hypothetical | Status::Asked | Status::Denied))
    };
    claimed(a) && claimed(b)
}
