//! Matching covers one to one by how much they share.

use std::collections::{HashMap, HashSet};

use super::spans::Cover;

/// Shared elements by all elements; 1 if both are empty.
pub fn jaccard(a: &Cover, b: &Cover) -> f64 {
    let both = shared(a, b);
    let either = a.len() + b.len() - both;
    if either == 0 { 1.0 } else { both as f64 / either as f64 }
}

/// How many elements two covers share.
pub fn shared(a: &Cover, b: &Cover) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, count) = (i + 1, j + 1, count + 1),
        }
    }
    count
}

/// Every pair of a gold and a predicted cover that share an element, in order.
pub fn meeting(gold: &[Cover], predicted: &[Cover]) -> Vec<(usize, usize)> {
    let mut place: HashMap<u32, Vec<usize>> = HashMap::new();
    for (j, cover) in predicted.iter().enumerate() {
        cover.iter().for_each(|w| place.entry(*w).or_default().push(j));
    }
    let mut out = Vec::new();
    for (i, cover) in gold.iter().enumerate() {
        let mut here: Vec<usize> = cover.iter().filter_map(|w| place.get(w)).flatten().copied().collect();
        here.sort_unstable();
        here.dedup();
        out.extend(here.into_iter().map(|j| (i, j)));
    }
    out
}

/// Pairs one to one, best Jaccard first, of those that `enough` accepts.
pub fn best_pairs(gold: &[Cover], predicted: &[Cover], enough: impl Fn(f64) -> bool) -> Vec<(usize, usize)> {
    let mut found: Vec<(f64, usize, usize)> = meeting(gold, predicted)
        .into_iter()
        .map(|(i, j)| (-jaccard(&gold[i], &predicted[j]), i, j))
        .collect();
    found.retain(|(score, ..)| enough(-score));
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    one_to_one(found.into_iter().map(|(_, i, j)| (i, j)))
}

/// Takes pairs in order while both sides are free.
pub fn one_to_one(pairs: impl Iterator<Item = (usize, usize)>) -> Vec<(usize, usize)> {
    let (mut used_gold, mut used) = (HashSet::new(), HashSet::new());
    let mut out = Vec::new();
    for (i, j) in pairs {
        if !used_gold.contains(&i) && !used.contains(&j) {
            used_gold.insert(i);
            used.insert(j);
            out.push((i, j));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_pair_is_taken_first() {
        let pairs = best_pairs(&[vec![1, 2], vec![3]], &[vec![3, 4], vec![1, 2, 5]], |j| j >= 0.5);
        assert_eq!(pairs, [(0, 1), (1, 0)]);
    }
}
