//! Scores to labels and trees: exact, deterministic, ties to what comes first.

/// The first greatest of `scores`; 0 if there are none. NaN is never greatest.
pub fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (i, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = i;
        }
    }
    best
}

/// The best path of a linear chain: one label for each row of `scores` (`rows x labels`), where `steps` scores the way
/// from one label (row) to the next (column), `first` and `last` the ends. Empty if the sizes do not fit.
pub fn viterbi(scores: &[f32], steps: &[f32], first: &[f32], last: &[f32]) -> Vec<usize> {
    let n = first.len();
    if n == 0 || steps.len() != n * n || last.len() != n || scores.is_empty() || !scores.len().is_multiple_of(n) {
        return Vec::new();
    }
    let mut total: Vec<f32> = first.iter().zip(scores).map(|(a, b)| a + b).collect();
    let mut back: Vec<u16> = Vec::with_capacity(scores.len());
    let mut next = vec![0.0; n];
    for row in scores.chunks_exact(n).skip(1) {
        let at = back.len();
        back.resize(at + n, 0);
        next.fill(f32::NEG_INFINITY);
        for (from, steps) in steps.chunks_exact(n).enumerate() {
            for ((next, back), step) in next.iter_mut().zip(&mut back[at..]).zip(steps) {
                let score = total[from] + step;
                if score > *next {
                    (*next, *back) = (score, from as u16);
                }
            }
        }
        for ((total, next), score) in total.iter_mut().zip(&next).zip(row) {
            *total = next + score;
        }
    }
    let ends: Vec<f32> = total.iter().zip(last).map(|(a, b)| a + b).collect();
    let mut path = vec![best(&ends)];
    for back in back.chunks_exact(n).rev() {
        path.push(usize::from(back[path[path.len() - 1]]));
    }
    path.reverse();
    path
}

/// The best tree over `words` words with one root: for each word its head, 0 the root, else 1 + a word. `scores` has a
/// row for each word and a column for the root and each word.
///
/// The greedy heads where they are a tree; else the best of the trees with each likely root (Chu and Liu 1965, Edmonds
/// 1967).
pub fn tree(scores: &[f32], words: usize) -> Vec<usize> {
    let columns = words + 1;
    if words == 0 || scores.len() != words * columns {
        return vec![0; words];
    }
    let greedy: Vec<usize> = scores.chunks_exact(columns).map(best).collect();
    if greedy.iter().filter(|head| **head == 0).count() == 1 && cycle(&with_root(&greedy)).is_none() {
        return greedy;
    }
    // A root costs what it loses against the word's best head: only the cheapest are tried.
    let mut roots: Vec<usize> = (0..words).collect();
    let loss = |i: usize| {
        let row = &scores[i * columns..(i + 1) * columns];
        row[best(row)] - row[0]
    };
    roots.sort_by(|a, b| loss(*a).total_cmp(&loss(*b)).then(a.cmp(b)));
    let trees = roots.into_iter().take(ROOTS).map(|root| rooted(scores, columns, root));
    let weight = |heads: &[usize]| -> f32 { heads.iter().enumerate().map(|(i, head)| scores[i * columns + head]).sum() };
    let mut found: Option<(f32, Vec<usize>)> = None;
    for heads in trees {
        let weight = weight(&heads);
        if found.as_ref().is_none_or(|(most, _)| weight > *most) {
            found = Some((weight, heads));
        }
    }
    found.map(|(_, heads)| heads).unwrap_or(greedy)
}

/// Roots that are tried for a sentence.
const ROOTS: usize = 3;
/// What no tree takes if there is another.
const BARRED: f32 = -1e9;

/// The best tree whose only root is `root`.
fn rooted(scores: &[f32], columns: usize, root: usize) -> Vec<usize> {
    let n = columns;
    // Square, by head and dependent, with the root as node 0.
    let mut weights = vec![BARRED; n * n];
    for (dependent, row) in scores.chunks_exact(columns).enumerate() {
        for (head, score) in row.iter().enumerate() {
            if (head == 0) == (dependent == root) && head != dependent + 1 {
                weights[head * n + dependent + 1] = score.max(BARRED);
            }
        }
    }
    arborescence(weights, n).into_iter().skip(1).collect()
}

/// Head of each node of the best tree from node 0 (its own head is 0). Cycles are contracted one at a time.
fn arborescence(weights: Vec<f32>, n: usize) -> Vec<usize> {
    let mut heads = vec![0; n];
    for node in 1..n {
        let column: Vec<f32> = (0..n).map(|head| if head == node { f32::NEG_INFINITY } else { weights[head * n + node] }).collect();
        heads[node] = best(&column);
    }
    let Some(members) = cycle(&heads) else { return heads };
    let inside = |node: usize| members.contains(&node);
    // New numbers: those outside in order, the cycle last.
    let outside: Vec<usize> = (0..n).filter(|node| !inside(*node)).collect();
    let (m, joined) = (outside.len() + 1, outside.len());
    let mut small = vec![f32::NEG_INFINITY; m * m];
    let mut enters = vec![0; m];
    let mut leaves = vec![0; m];
    for (a, &from) in outside.iter().enumerate() {
        for (b, &to) in outside.iter().enumerate() {
            small[a * m + b] = weights[from * n + to];
        }
        for &member in &members {
            let gain = weights[from * n + member] - weights[heads[member] * n + member];
            if gain > small[a * m + joined] {
                (small[a * m + joined], enters[a]) = (gain, member);
            }
            let away = weights[member * n + from];
            if away > small[joined * m + a] {
                (small[joined * m + a], leaves[a]) = (away, member);
            }
        }
    }
    let inner = arborescence(small, m);
    for (b, &to) in outside.iter().enumerate().skip(1) {
        heads[to] = if inner[b] == joined { leaves[b] } else { outside[inner[b]] };
    }
    let from = inner[joined].min(outside.len() - 1);
    heads[enters[from]] = outside[from];
    heads
}

/// The nodes of the first cycle, node 0 being the root.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut node = start;
        while node != 0 && seen[node] == 0 {
            seen[node] = start;
            node = heads[node];
        }
        if node != 0 && seen[node] == start {
            let mut members = vec![node];
            let mut next = heads[node];
            while next != node {
                members.push(next);
                next = heads[next];
            }
            return Some(members);
        }
    }
    None
}

/// Heads of words as heads of nodes: the root is node 0.
fn with_root(heads: &[usize]) -> Vec<usize> {
    std::iter::once(0).chain(heads.iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Small seeded numbers.
    fn random(seed: &mut u64) -> f32 {
        *seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((*seed >> 40) as f32) / 1e6 - 8.0
    }

    /// Every sequence of `length` numbers below `base`.
    fn all(length: usize, base: usize) -> impl Iterator<Item = Vec<usize>> {
        (0..base.pow(length as u32)).map(move |mut code| {
            (0..length)
                .map(|_| {
                    let digit = code % base;
                    code /= base;
                    digit
                })
                .collect()
        })
    }

    #[test]
    fn paths_are_the_best_of_all() {
        let mut seed = 1;
        for _ in 0..200 {
            let (rows, n) = (4, 3);
            let mut numbers = |count: usize| -> Vec<f32> { (0..count).map(|_| random(&mut seed)).collect() };
            let (scores, steps, first, last) = (numbers(rows * n), numbers(n * n), numbers(n), numbers(n));
            let weight = |path: &[usize]| {
                let own: f32 = path.iter().enumerate().map(|(i, label)| scores[i * n + label]).sum();
                let ways: f32 = path.windows(2).map(|w| steps[w[0] * n + w[1]]).sum();
                own + ways + first[path[0]] + last[path[rows - 1]]
            };
            let found = viterbi(&scores, &steps, &first, &last);
            let most = all(rows, n).map(|path| weight(&path)).fold(f32::NEG_INFINITY, f32::max);
            assert!((weight(&found) - most).abs() < 1e-3);
        }
    }

    #[test]
    fn trees_are_the_best_of_all() {
        let mut seed = 7;
        for words in 1..=5 {
            for _ in 0..100 {
                let columns = words + 1;
                let scores: Vec<f32> = (0..words * columns).map(|_| random(&mut seed)).collect();
                let is_tree = |heads: &[usize]| {
                    heads.iter().filter(|h| **h == 0).count() == 1
                        && heads.iter().enumerate().all(|(i, h)| *h != i + 1)
                        && cycle(&with_root(heads)).is_none()
                };
                let weight = |heads: &[usize]| -> f32 {
                    heads.iter().enumerate().map(|(i, h)| scores[i * columns + h]).sum()
                };
                // Which root is best is not searched: the best tree of the root that was chosen.
                let mut barred = scores.clone();
                (0..words).for_each(|i| barred[i * columns + i + 1] = f32::NEG_INFINITY);
                let found = tree(&barred, words);
                assert!(is_tree(&found), "{found:?}");
                let root = found.iter().position(|h| *h == 0);
                let most = all(words, columns)
                    .filter(|heads| is_tree(heads) && heads.iter().position(|h| *h == 0) == root)
                    .map(|heads| weight(&heads))
                    .fold(f32::NEG_INFINITY, f32::max);
                assert!((weight(&found) - most).abs() < 1e-3, "{found:?}");
            }
        }
    }

    #[test]
    fn odd_sizes_give_nothing() {
        assert!(viterbi(&[1.0], &[], &[], &[]).is_empty());
        assert!(viterbi(&[], &[0.0], &[0.0], &[0.0]).is_empty());
        assert_eq!(tree(&[1.0, 2.0], 2), [0, 0]);
        assert_eq!(best(&[]), 0);
    }
}
