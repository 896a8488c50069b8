//! Groups from scores of pairs: the mean of all pairs between two groups decides, so that one chance likeness joins
//! nothing. Pairs that are not given count as 0.

use std::collections::BTreeMap;

use super::origin::origins;

/// Groups of `members` items, each sorted, by first member: joined while the best mean score is at least `least`. Items that
/// no pair connects are looked at apart, so that the work grows with the largest lot that hangs together.
pub fn group(members: usize, pairs: &[(usize, usize, f32)], least: f32) -> Vec<Vec<usize>> {
    let links: Vec<(usize, usize)> = pairs.iter().map(|(a, b, _)| (*a, *b)).collect();
    let lots = origins(members, &links);
    let mut of = vec![(0, 0); members];
    for (lot, items) in lots.iter().enumerate() {
        items.iter().enumerate().for_each(|(at, item)| of[*item] = (lot, at));
    }
    let mut sums: Vec<BTreeMap<(usize, usize), f32>> = vec![BTreeMap::new(); lots.len()];
    for (a, b, score) in pairs.iter().filter(|(a, b, _)| a != b && *a < members && *b < members) {
        let ((lot, x), (_, y)) = (of[*a], of[*b]);
        *sums[lot].entry((x.min(y), x.max(y))).or_default() += score;
    }
    let mut groups: Vec<Vec<usize>> =
        lots.iter().zip(sums).flat_map(|(lot, sums)| joined(lot, sums, least)).collect();
    groups.sort_unstable();
    groups
}

/// The groups of items that hang together.
fn joined(lot: &[usize], mut sums: BTreeMap<(usize, usize), f32>, least: f32) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = lot.iter().map(|item| vec![*item]).collect();
    while let Some((a, b)) = best(&sums, &groups, least) {
        let more = std::mem::take(&mut groups[b]);
        groups[a].extend(more);
        sums = moved(&sums, a, b);
    }
    groups.retain(|group| !group.is_empty());
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups
}

/// The pair of groups with the best mean, the first of equals.
fn best(sums: &BTreeMap<(usize, usize), f32>, groups: &[Vec<usize>], least: f32) -> Option<(usize, usize)> {
    let mean = |(a, b): (usize, usize), sum: f32| sum / (groups[a].len() * groups[b].len()) as f32;
    let means = sums.iter().map(|(pair, sum)| (*pair, mean(*pair, *sum))).filter(|(_, mean)| *mean >= least);
    means.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(pair, _)| pair)
}

/// The sums after group `b` went into `a`.
fn moved(sums: &BTreeMap<(usize, usize), f32>, a: usize, b: usize) -> BTreeMap<(usize, usize), f32> {
    let mut out = BTreeMap::new();
    for ((x, y), sum) in sums {
        let to = |i: usize| if i == b { a } else { i };
        let (x, y) = (to(*x), to(*y));
        if x != y {
            *out.entry((x.min(y), x.max(y))).or_default() += sum;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_chance_likeness_joins_nothing() {
        let pairs = [(0, 1, 0.9), (2, 3, 0.9), (1, 2, 0.8)];
        assert_eq!(group(5, &pairs, 0.5), [vec![0, 1], vec![2, 3], vec![4]]);
        assert_eq!(group(3, &[(0, 1, 0.9), (1, 2, 0.8), (0, 2, 0.7)], 0.5), [vec![0, 1, 2]]);
        assert_eq!(group(2, &[], 0.5).len(), 2);
    }
}
