//! Clusters of mentions: `entities` on both sides, mentions match by exact span.
//!
//! MUC, B³ and CEAFe (φ4) F1 and their mean, `conll_f1`, as the CoNLL-2012 scorer defines them, micro over articles, and
//! `mention_f1`. A gold line with `gold.singletons: false` has predicted singletons removed first. A mention in several
//! predicted clusters counts in the first only.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::assignment::assign;
use super::figures::{Figures, harmonic};
use super::item::{Ends, ends, items};
use crate::gold::Pair;

/// The mentions of one entity.
pub type Cluster<M> = BTreeSet<M>;

/// The gold and predicted clusters of a document.
pub type Sides<M> = (Vec<Cluster<M>>, Vec<Cluster<M>>);

/// The figures of the layer.
pub fn score(pairs: &[Pair]) -> Figures {
    let documents: Vec<_> = pairs
        .iter()
        .map(|(gold, predicted)| {
            let drop = gold["gold"]["singletons"] == Value::Bool(false);
            (clusters(gold, drop), clusters(predicted, drop))
        })
        .collect();
    let mut out = Figures::default();
    out.number("gold_clusters", documents.iter().map(|(g, _)| g.len()).sum());
    out.number("predicted_clusters", documents.iter().map(|(_, p)| p.len()).sum());
    put_clusters(&mut out, &documents);
    out
}

fn clusters(line: &Value, drop_singletons: bool) -> Vec<Cluster<Ends>> {
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for entity in items(line, "entities") {
        let mentions = items(entity, "mentions").iter().map(ends);
        let cluster: Cluster<Ends> = mentions.filter(|m| !seen.contains(m)).collect();
        seen.extend(cluster.iter().copied());
        let least = if drop_singletons { 2 } else { 1 };
        if cluster.len() >= least {
            out.push(cluster);
        }
    }
    out
}

/// Hits and totals: of recall, then of precision.
#[derive(Clone, Copy, Default)]
struct Ratio([f64; 4]);

impl Ratio {
    fn add(&mut self, (recall_hit, recall_of): (f64, f64), (hit, of): (f64, f64)) {
        for (sum, value) in self.0.iter_mut().zip([recall_hit, recall_of, hit, of]) {
            *sum += value;
        }
    }

    fn f1(self) -> f64 {
        let ratio = |hit: f64, of: f64| if of > 0.0 { hit / of } else { 0.0 };
        100.0 * harmonic(ratio(self.0[2], self.0[3]), ratio(self.0[0], self.0[1]))
    }
}

/// Puts the figures over all documents together.
pub fn put_clusters<M: Ord + Clone>(out: &mut Figures, documents: &[Sides<M>]) {
    let [mut muc, mut b3, mut ceafe, mut mention] = [Ratio::default(); 4];
    for (gold, predicted) in documents {
        muc.add(links(gold, predicted), links(predicted, gold));
        b3.add(shares(gold, predicted), shares(predicted, gold));
        let same = similarity(gold, predicted);
        ceafe.add((same, gold.len() as f64), (same, predicted.len() as f64));
        let all = |side: &[Cluster<M>]| side.iter().flatten().cloned().collect::<BTreeSet<M>>();
        let (a, b) = (all(gold), all(predicted));
        let both = a.intersection(&b).count() as f64;
        mention.add((both, a.len() as f64), (both, b.len() as f64));
    }
    for (name, ratio) in [("muc", muc), ("b3", b3), ("ceafe", ceafe), ("mention", mention)] {
        out.percent(format!("{name}_f1"), ratio.f1());
    }
    out.percent("conll_f1", (muc.f1() + b3.f1() + ceafe.f1()) / 3.0);
}

/// The number of the cluster that holds each mention.
fn places<M: Ord + Clone>(side: &[Cluster<M>]) -> BTreeMap<M, usize> {
    side.iter().enumerate().flat_map(|(i, c)| c.iter().map(move |m| (m.clone(), i))).collect()
}

/// MUC: links of clusters `a` kept by `b`, and all links of `a`.
fn links<M: Ord + Clone>(a: &[Cluster<M>], b: &[Cluster<M>]) -> (f64, f64) {
    let at = places(b);
    let (mut hit, mut total) = (0, 0);
    for cluster in a {
        let held: BTreeSet<usize> = cluster.iter().filter_map(|m| at.get(m).copied()).collect();
        let loose = cluster.iter().filter(|m| !at.contains_key(m)).count();
        hit += cluster.len() - held.len() - loose;
        total += cluster.len() - 1;
    }
    (hit as f64, total as f64)
}

/// B³: for each mention the share of its cluster that its other cluster holds.
fn shares<M: Ord + Clone>(a: &[Cluster<M>], b: &[Cluster<M>]) -> (f64, f64) {
    let at = places(b);
    let mut hit = 0.0;
    for cluster in a {
        for other in cluster.iter().filter_map(|m| at.get(m)) {
            hit += cluster.intersection(&b[*other]).count() as f64 / cluster.len() as f64;
        }
    }
    (hit, a.iter().map(Cluster::len).sum::<usize>() as f64)
}

/// CEAFe: the sum of φ4 over the best one-to-one map, component by component.
fn similarity<M: Ord + Clone>(gold: &[Cluster<M>], predicted: &[Cluster<M>]) -> f64 {
    let at = places(predicted);
    let mut edges: Vec<BTreeMap<usize, usize>> = vec![BTreeMap::new(); gold.len()];
    let mut back: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (i, cluster) in gold.iter().enumerate() {
        for j in cluster.iter().filter_map(|m| at.get(m)) {
            *edges[i].entry(*j).or_default() += 1;
        }
        edges[i].keys().for_each(|j| back.entry(*j).or_default().push(i));
    }
    let mut done = vec![false; gold.len()];
    let mut total = 0.0;
    for start in 0..gold.len() {
        if !done[start] && !edges[start].is_empty() {
            let (left, right) = component(start, &edges, &back, &mut done);
            let phi = |i: usize, j: usize| {
                let shared = edges[i].get(&j).copied().unwrap_or_default();
                2.0 * shared as f64 / (gold[i].len() + predicted[j].len()) as f64
            };
            let weight = left.iter().map(|i| right.iter().map(|j| phi(*i, *j)).collect()).collect();
            total += assign(weight);
        }
    }
    total
}

/// All gold and predicted clusters that hang together with gold cluster `start`.
fn component(
    start: usize,
    edges: &[BTreeMap<usize, usize>],
    back: &BTreeMap<usize, Vec<usize>>,
    done: &mut [bool],
) -> (Vec<usize>, Vec<usize>) {
    let (mut left, mut right, mut todo) = (Vec::new(), BTreeSet::new(), vec![start]);
    while let Some(i) = todo.pop() {
        if std::mem::replace(&mut done[i], true) {
            continue;
        }
        left.push(i);
        for j in edges[i].keys().filter(|j| right.insert(**j)) {
            todo.extend(back.get(j).into_iter().flatten());
        }
    }
    (left, right.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_pradhan_and_others_2014() {
        let sets =
            |all: &[&str]| all.iter().map(|c| c.chars().collect::<Cluster<char>>()).collect::<Vec<_>>();
        let mut out = Figures::default();
        put_clusters(&mut out, &[(sets(&["abc", "defg"]), sets(&["ab", "cd", "fghi"]))]);
        for (name, want) in [("muc_f1", 40.0), ("b3_f1", 45.45), ("ceafe_f1", 52.0)] {
            assert!(out.get(name).is_some_and(|got| (got - want).abs() < 0.01), "{name} {out:?}");
        }
    }
}
