//! Rival figures: the same item and event, and numbers that no reading makes agree.
//!
//! Two events of one kind in one article are common, so this asks for much: the same words for the item, the same
//! event, the same period or none, two different sources, and no different place.

use claimant_doc::{Finding, FindingKind, Verdict};

use super::figure::Figure;
use super::finding;

/// How many sentences apart rival figures may stand.
const NEAR: usize = 6;

pub fn of(a: &Figure<'_>, b: &Figure<'_>) -> Option<Finding> {
    let same = a.same_item(b) && a.same_measure(b) && a.period == b.period;
    let near = b.sentence - a.sentence <= NEAR;
    let rivals = a.source.is_some() && b.source.is_some() && a.source != b.source;
    if !same
        || !near
        || !rivals
        || a.allows.meets(b.allows)
        || a.elsewhere(b)
        || !a.is_claimed()
        || !b.is_claimed()
    {
        return None;
    }
    let statement =
        format!("{} and {} differ: both cannot be right if they mean the same event.", a.told(), b.told());
    let derivation = format!("{} and {} share no number", a.allows, b.allows);
    Some(finding(
        FindingKind::FigureConflict,
        Verdict::Inconsistent,
        &[a.id(), b.id()],
        statement,
        derivation,
    ))
}
