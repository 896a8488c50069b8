//! How "suspected" became "is": the same claim, told surer or less sure by a later article, and what two versions differ in.

use std::collections::{BTreeMap, BTreeSet};

use claimant_doc::{Relation, RelationKind};

use super::copy::Copying;
use super::same::likeness;
use super::similar::Rarity;
use super::statement::Statement;
use super::when::{Order, order};

/// Claims of one key that are compared when two versions are held against each other.
const PER_KEY: usize = 64;

/// What became of claim `a` in claim `b`, the later one: softened, hardened or reversed; `None` if nothing did. A source
/// that is dropped hardens: what police said, the article now says itself.
pub fn drift(a: &Statement, b: &Statement) -> Option<Relation> {
    let (kind, reason) = change(a, b)?;
    let when = b.published.as_deref().map_or(String::new(), |day| format!(" on {day}"));
    let who = b.publisher.as_deref().unwrap_or("the later text");
    let known = order(a.published.as_deref(), b.published.as_deref()) == Some(Order::Before);
    Some(Relation {
        kind,
        a: a.side.clone(),
        b: Some(b.side.clone()),
        directed: known,
        reason: format!("{reason}: by {who}{when}."),
        derivation: format!("{} → {}", a.told(), b.told()),
    })
}

fn change(a: &Statement, b: &Statement) -> Option<(RelationKind, String)> {
    let (x, y) = (a.strength(), b.strength());
    if a.polarity != b.polarity && x.is_some() && y.is_some() {
        return Some((RelationKind::Reversed, "It now says the opposite".to_owned()));
    }
    let (x, y) = (x?, y?);
    let lost: Vec<&str> =
        a.hedges.iter().filter(|hedge| !b.hedges.contains(hedge)).map(String::as_str).collect();
    let gained: Vec<&str> =
        b.hedges.iter().filter(|hedge| !a.hedges.contains(hedge)).map(String::as_str).collect();
    let words = |verb: &str, words: &[&str]| {
        if words.is_empty() {
            format!("The claim {verb}")
        } else {
            format!("“{}” {verb}", words.join("”, “"))
        }
    };
    match x.cmp(&y) {
        std::cmp::Ordering::Less if lost.is_empty() => {
            Some((RelationKind::Hardened, words("is put surer", &[])))
        }
        std::cmp::Ordering::Less => Some((RelationKind::Hardened, words("was dropped", &lost))),
        std::cmp::Ordering::Greater if gained.is_empty() => {
            Some((RelationKind::Softened, words("is put less sure", &[])))
        }
        std::cmp::Ordering::Greater => Some((RelationKind::Softened, words("was added", &gained))),
        std::cmp::Ordering::Equal => match (&a.source, &b.source) {
            (Some(source), None) => {
                Some((RelationKind::Hardened, format!("“{source}” no longer vouches, the article does")))
            }
            (None, Some(source)) => {
                Some((RelationKind::Softened, format!("“{source}” vouches now, no longer the article")))
            }
            _ => None,
        },
    }
}

/// What the claims of `b` are to those of `a`, its earlier version or another article: added, dropped, softened, hardened,
/// reversed, or with another figure. What stays the same is left out.
pub fn diff(a: &[Statement], b: &[Statement], copying: &Copying, rarity: &Rarity) -> Vec<Relation> {
    let pairs = matched(a, b, copying, rarity);
    let (left, right): (BTreeSet<usize>, BTreeSet<usize>) = pairs.iter().copied().unzip();
    let mut found: Vec<Relation> =
        pairs.iter().filter_map(|(i, j)| drift(&a[*i], &b[*j]).or_else(|| figures(&a[*i], &b[*j]))).collect();
    let alone = |statement: &Statement, kind, reason: &str| Relation {
        kind,
        a: statement.side.clone(),
        b: None,
        directed: false,
        reason: reason.to_owned(),
        derivation: statement.told(),
    };
    let gone = a.iter().enumerate().filter(|(i, _)| !left.contains(i));
    found.extend(gone.map(|(_, s)| alone(s, RelationKind::Dropped, "Only the first text claims it.")));
    let new = b.iter().enumerate().filter(|(j, _)| !right.contains(j));
    found.extend(new.map(|(_, s)| alone(s, RelationKind::Added, "Only the second text claims it.")));
    found
}

/// The same claim with another figure.
fn figures(a: &Statement, b: &Statement) -> Option<Relation> {
    (a.wording.numbers != b.wording.numbers).then(|| Relation {
        kind: RelationKind::Update,
        a: a.side.clone(),
        b: Some(b.side.clone()),
        directed: false,
        reason: "The same claim with another figure.".to_owned(),
        derivation: format!("{} → {}", a.told(), b.told()),
    })
}

/// Claims of the two that are one, each in one pair at most: the most alike first.
fn matched(a: &[Statement], b: &[Statement], copying: &Copying, rarity: &Rarity) -> Vec<(usize, usize)> {
    let mut scored: Vec<(f32, usize, usize)> = Vec::new();
    for (i, j) in candidates(a, b) {
        let like = likeness(&a[i], &b[j], rarity);
        let copied = copying.shares(&a[i].side.spans, &b[j].side.spans);
        // In two versions the same words with another figure are one claim, changed.
        let changed = like.score >= super::same::SAME || like.signals.overlap >= 0.75;
        if copied || like.same || changed {
            scored.push((like.score + if copied { 1.0 } else { 0.0 }, i, j));
        }
    }
    scored.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let (mut left, mut right, mut pairs) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (_, i, j) in scored {
        if !left.contains(&i) && !right.contains(&j) {
            left.insert(i);
            right.insert(j);
            pairs.push((i, j));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Pairs that share a word that carries matter: of each word the first claims only, so that the work is bounded.
fn candidates(a: &[Statement], b: &[Statement]) -> BTreeSet<(usize, usize)> {
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (j, statement) in b.iter().enumerate() {
        for term in &statement.wording.terms {
            let held = holders.entry(*term).or_default();
            if held.len() < PER_KEY {
                held.push(j);
            }
        }
    }
    let of = |i: usize| {
        a[i].wording.terms.iter().filter_map(|term| holders.get(term)).flatten().map(move |j| (i, *j))
    };
    (0..a.len()).flat_map(of).collect()
}

#[cfg(test)]
mod tests;
