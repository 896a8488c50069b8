//! Figures of two readings: the same, rivals, states of one, or not to be held against each other.

use std::collections::BTreeMap;

use claimant_doc::{Relation, RelationKind, Side};

use super::pair::{Found, Level, is_of};
use super::text::{Counted, Text};
use crate::compare::{Copying, relate};
use crate::entry::number;

/// Keys that figures share to be held against each other; one is what is counted itself.
const SHARED: usize = 2;
/// Keys that they share of which it is worth saying that they cannot be held against each other.
const NEAR: usize = 3;
/// Figures of the other text that one figure is related to.
const PER_FIGURE: usize = 2;
/// Relations of the figures of two texts.
const MOST: usize = 48;

/// Relations among them that say no more than that two figures cannot be held against each other.
const APART: usize = 4;

/// A pair that has something to do with each other.
struct Pair<'t> {
    x: &'t Counted,
    y: &'t Counted,
    shared: usize,
    relation: Relation,
}

impl Pair<'_> {
    /// Whether it only looks comparable.
    fn is_apart(&self) -> bool {
        matches!(self.relation.kind, RelationKind::DifferentMeasure | RelationKind::ScopeDifference)
    }
}

/// The relations of the figures of two readings: of each figure those to the figures that it has most in common with.
pub fn relations(later: &Text, earlier: &Text, copying: &Copying) -> Vec<Found> {
    if later.reading.quantities.is_empty() || earlier.reading.quantities.is_empty() {
        return Vec::new();
    }
    let all = later.figures().iter().flat_map(|x| earlier.figures().iter().map(move |y| (x, y)));
    let mut pairs: Vec<Pair<'_>> = all.filter_map(|(x, y)| pair(x, y, copying)).collect();
    pairs.sort_by_key(|pair| {
        let copied = pair.relation.kind == RelationKind::Copy;
        (pair.is_apart(), !copied, std::cmp::Reverse(pair.shared), pair.x.n, pair.y.n)
    });
    let mut related: BTreeMap<(bool, i64), usize> = BTreeMap::new();
    pairs.retain(|pair| {
        let ends = [(true, pair.x.n), (false, pair.y.n)];
        let room = if pair.is_apart() { 1 } else { PER_FIGURE };
        let free = ends.iter().all(|end| related.get(end).copied().unwrap_or_default() < room);
        ends.into_iter().filter(|_| free).for_each(|end| *related.entry(end).or_default() += 1);
        free
    });
    let mut apart = 0;
    pairs.retain(|pair| {
        apart += usize::from(pair.is_apart());
        !pair.is_apart() || apart <= APART
    });
    pairs.truncate(MOST);
    pairs.sort_by_key(|pair| (pair.x.n, pair.y.n));
    pairs.into_iter().map(|pair| kept(pair, later, earlier)).collect()
}

fn pair<'t>(x: &'t Counted, y: &'t Counted, copying: &Copying) -> Option<Pair<'t>> {
    if x.what != y.what {
        return None;
    }
    let shared = x.keys.iter().filter(|key| y.keys.binary_search(key).is_ok()).count();
    if shared < SHARED && !copying.holds(&x.figure.side.spans, &y.figure.side.spans) {
        return None;
    }
    let relation = relate(&x.figure, &y.figure, Some(copying))?;
    let found = Pair { x, y, shared, relation };
    (shared >= NEAR || !found.is_apart()).then_some(found)
}

fn kept(pair: Pair<'_>, later: &Text, earlier: &Text) -> Found {
    let Pair { x, y, relation, .. } = pair;
    let end = |side: &Side| {
        let n = side.item.as_deref().and_then(number);
        let (text, claim) = if is_of(side, later) { (later, x.claim) } else { (earlier, y.claim) };
        (text.id + claim, n)
    };
    Found {
        level: Level::Figure,
        kind: relation.kind,
        a: end(&relation.a),
        b: relation.b.as_ref().map_or((earlier.id + y.claim, Some(y.n)), end),
        directed: relation.directed,
        score: None,
        reason: relation.reason,
        derivation: relation.derivation,
        spans: [Vec::new(), Vec::new()],
    }
}
