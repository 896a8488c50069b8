//! Figures of two readings: the same, rivals, states of one, or not to be held against each other.

use claimant_doc::{RelationKind, Side};

use super::pair::{Found, Level, is_of};
use super::text::{Counted, Text};
use crate::compare::{Copying, relate};
use crate::entry::number;

/// Keys that figures share of which it is worth saying that they cannot be held against each other.
const NEAR: usize = 3;

/// The relations of the figures of two readings.
pub fn relations(later: &Text, earlier: &Text, copying: &Copying) -> Vec<Found> {
    if later.reading.quantities.is_empty() || earlier.reading.quantities.is_empty() {
        return Vec::new();
    }
    let all = later.figures().iter().flat_map(|x| earlier.figures().iter().map(move |y| (x, y)));
    all.filter_map(|(x, y)| one(x, y, later, earlier, copying)).collect()
}

fn one(x: &Counted, y: &Counted, later: &Text, earlier: &Text, copying: &Copying) -> Option<Found> {
    let shared = x.keys.intersection(&y.keys).take(NEAR).count();
    if shared == 0 && !copying.holds(&x.figure.side.spans, &y.figure.side.spans) {
        return None;
    }
    let relation = relate(&x.figure, &y.figure, Some(copying))?;
    let apart = matches!(relation.kind, RelationKind::DifferentMeasure | RelationKind::ScopeDifference);
    if apart && shared < NEAR {
        return None;
    }
    let end = |side: &Side| {
        let n = side.item.as_deref().and_then(number);
        let (text, claim) = if is_of(side, later) { (later, x.claim) } else { (earlier, y.claim) };
        (text.id + claim, n)
    };
    Some(Found {
        level: Level::Figure,
        kind: relation.kind,
        a: end(&relation.a),
        b: relation.b.as_ref().map_or((earlier.id + y.claim, Some(y.n)), end),
        directed: relation.directed,
        score: None,
        reason: relation.reason,
        derivation: relation.derivation,
        spans: [Vec::new(), Vec::new()],
    })
}
