//! Claims of two readings: copied, the same, opposed, and surer or less sure than before.

use std::collections::{BTreeMap, BTreeSet};

use claimant_doc::{Relation, RelationKind, Side, Span};

use super::pair::{Found, Level, is_of};
use super::text::Text;
use crate::compare::{Copying, Rarity, Statement, drift, likeness, relate_claims};
use crate::entry::number;

/// Claims of a key in one text that are looked at.
const PER_KEY: usize = 8;

/// The relations of the claims of two readings.
pub fn relations(later: &Text, earlier: &Text, copying: &Copying) -> Vec<Found> {
    // What two claims are must not depend on what else is in the ledger: so all words weigh the same.
    let rarity = Rarity::default();
    let mut found = Vec::new();
    for (i, j) in candidates(later, earlier, copying) {
        let (Some(x), Some(y)) = (later.statements().get(i), earlier.statements().get(j)) else { continue };
        let Some(relation) = relate_claims(x, y, like_long(x, y).then_some(copying), &rarity) else {
            continue;
        };
        let score = score(x, y, &relation, &rarity);
        let told = changed(x, y, &relation, later, earlier, copying);
        found.push(kept(relation, later, earlier, Some(score)));
        found.extend(told.map(|relation| kept(relation, later, earlier, None)));
    }
    found
}

/// Whether neither of two claims is but a word of the other: what is copied is then part of a claim, and not the claim.
fn like_long(x: &Statement, y: &Statement) -> bool {
    let (x, y) = (x.words.len(), y.words.len());
    3 * x.min(y) >= x.max(y)
}

fn score(x: &Statement, y: &Statement, relation: &Relation, rarity: &Rarity) -> f64 {
    if relation.kind == RelationKind::Copy {
        return 1.0;
    }
    f64::from((likeness(x, y, rarity).score * 1000.0).round()) / 1000.0
}

/// How the later of two texts puts a claim of the earlier: told only of copies and versions, where one was made from the
/// other, and only where dates say which was first.
fn changed(
    x: &Statement,
    y: &Statement,
    relation: &Relation,
    later: &Text,
    earlier: &Text,
    copying: &Copying,
) -> Option<Relation> {
    let (a, b) = (&later.reading.article, &earlier.reading.article);
    let versions = a.url.is_some() && a.url == b.url;
    if relation.kind == RelationKind::Contradict || !(copying.is_copy() || versions) {
        return None;
    }
    [drift(y, x), drift(x, y)].into_iter().flatten().find(|relation| relation.directed)
}

/// Pairs of claims that share a key, or words of a passage that both texts have.
fn candidates(later: &Text, earlier: &Text, copying: &Copying) -> BTreeSet<(usize, usize)> {
    let mut holders: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (key, n) in earlier.claim_keys() {
        let held = holders.entry(*key).or_default();
        if held.len() < PER_KEY {
            held.push(index(earlier, *n));
        }
    }
    let mut all = BTreeSet::new();
    for (key, n) in later.claim_keys() {
        let i = index(later, *n);
        all.extend(holders.get(key).into_iter().flatten().map(|j| (i, *j)));
    }
    for passage in &copying.passages {
        let (x, y) = (inside(later, passage.a), inside(earlier, passage.b));
        let spans =
            |text: &'_ Text, at: usize| text.reading.claims.get(at).map(|claim| claim.content.clone());
        for i in x {
            let near = y.iter().filter(|j| {
                spans(later, i).zip(spans(earlier, **j)).is_some_and(|(a, b)| copying.shares(&a, &b))
            });
            all.extend(near.map(|j| (i, *j)));
        }
    }
    all
}

/// Where the claim with number `n` stands in its list.
fn index(text: &Text, n: i64) -> usize {
    let guess = usize::try_from(n - 1).unwrap_or_default();
    match text.number(guess) == n {
        true => guess,
        false => (0..text.reading.claims.len()).find(|i| text.number(*i) == n).unwrap_or(guess),
    }
}

/// Claims that have words in `span`.
fn inside(text: &Text, span: Span) -> Vec<usize> {
    let claims = text.reading.claims.iter().enumerate();
    claims.filter(|(_, claim)| claim.content.iter().any(|part| part.overlaps(span))).map(|(i, _)| i).collect()
}

/// A relation of claims as it is kept.
fn kept(relation: Relation, later: &Text, earlier: &Text, score: Option<f64>) -> Found {
    let end = |side: Option<&Side>| {
        let text = if side.is_some_and(|side| is_of(side, later)) { later } else { earlier };
        let n = side.and_then(|side| side.item.as_deref()).and_then(number).unwrap_or_default();
        (text.id + n, None)
    };
    // A copy says no more than that the words are the same: they are kept once, with their claims.
    let derivation = match relation.kind {
        RelationKind::Copy => "the same words at the same place of a passage that both texts have".to_owned(),
        _ => relation.derivation,
    };
    Found {
        level: Level::Claim,
        kind: relation.kind,
        a: end(Some(&relation.a)),
        b: end(relation.b.as_ref()),
        directed: relation.directed,
        score,
        reason: relation.reason,
        derivation,
        spans: [Vec::new(), Vec::new()],
    }
}
