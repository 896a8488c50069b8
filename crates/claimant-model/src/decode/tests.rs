use super::*;
use crate::kernels::tests::Random;

/// Every sequence of `length` numbers below `below`.
fn sequences(length: usize, below: usize) -> Vec<Vec<usize>> {
    (0..length).fold(vec![vec![]], |all, _| {
        all.iter().flat_map(|s| (0..below).map(|x| [s.clone(), vec![x]].concat())).collect()
    })
}

#[test]
fn the_best_path_is_the_best_of_all() {
    let mut random = Random(5);
    for round in 0..50 {
        let (labels, words) = (1 + round % 4, round % 5);
        let mut some = |n: usize| random.floats(n, 2.0);
        let (emissions, transitions) = (some(words * labels), some(labels * labels));
        let (start, end) = (some(labels), some(labels));
        let score = |path: &[usize]| {
            let edges = path.first().map_or(0.0, |&a| start[a]) + path.last().map_or(0.0, |&b| end[b]);
            let inside: f32 = path.iter().enumerate().map(|(i, &l)| emissions[i * labels + l]).sum();
            edges + inside + path.windows(2).map(|w| transitions[w[0] * labels + w[1]]).sum::<f32>()
        };
        let found = viterbi(&emissions, &transitions, &start, &end);
        assert_eq!(found.len(), words);
        let most = sequences(words, labels).iter().map(|path| score(path)).fold(f32::NEG_INFINITY, f32::max);
        assert!((score(&found) - most).abs() < 1e-4, "round {round}");
    }
}

#[test]
fn ties_go_to_the_lower_label_and_misfits_give_nothing() {
    assert_eq!(viterbi(&[0.0; 6], &[0.0; 4], &[0.0; 2], &[0.0; 2]), [0, 0, 0]);
    assert_eq!(viterbi(&[f32::NEG_INFINITY; 4], &[0.0; 4], &[0.0; 2], &[0.0; 2]), [0, 0]);
    assert!(viterbi(&[0.0; 6], &[0.0; 3], &[0.0; 2], &[0.0; 2]).is_empty());
    assert!(viterbi(&[], &[], &[], &[]).is_empty());
}

/// Whether every word reaches the root, through one word only.
fn is_tree(heads: &[usize]) -> bool {
    let reaches = |mut node: usize| {
        (0..=heads.len()).any(|_| {
            node = if node == 0 { 0 } else { heads[node - 1] };
            node == 0
        })
    };
    (1..=heads.len()).all(reaches) && heads.iter().filter(|head| **head == 0).count() == 1
}

#[test]
fn the_best_tree_is_the_best_of_all() {
    let mut random = Random(9);
    for round in 0..60 {
        let words = 1 + round % 5;
        let scores = random.floats(words * (words + 1), 3.0);
        let score = |heads: &[usize]| -> f32 {
            heads.iter().enumerate().map(|(word, head)| scores[word * (words + 1) + head]).sum()
        };
        let found = tree(&scores, words);
        assert!(is_tree(&found), "{found:?}");
        let trees = sequences(words, words + 1).into_iter().filter(|heads| is_tree(heads));
        let most = trees.map(|heads| score(&heads)).fold(f32::NEG_INFINITY, f32::max);
        assert!((score(&found) - most).abs() < 1e-4, "round {round}: {found:?}");
    }
}

#[test]
fn any_scores_give_a_tree() {
    let mut random = Random(3);
    for odd in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 0.0] {
        for words in [1, 2, 7, 60] {
            let mut scores = random.floats(words * (words + 1), 1.0);
            scores.iter_mut().step_by(2).for_each(|score| *score = odd);
            assert!(is_tree(&tree(&scores, words)), "{odd} {words}");
        }
    }
    assert!(tree(&[0.0; 5], 2).is_empty() && tree(&[], 0).is_empty());
}

#[test]
fn scores_of_pairs_are_products() {
    let mut random = Random(4);
    let (inner, width, rows, columns, labels) = (5, 19, 3, 6, 4);
    let (x, y) = (random.floats(rows * inner, 1.0), random.floats(columns * width, 1.0));
    let weights = random.floats(labels * inner * width, 1.0);
    let product = |label: usize, i: usize, j: usize| -> f64 {
        let terms = (0..inner * width).map(|at| {
            let weight = weights[label * inner * width + at];
            f64::from(x[i * inner + at / width]) * f64::from(weight) * f64::from(y[j * width + at % width])
        });
        terms.sum()
    };
    let scores = pairs(Path::best(), &x, &weights[..inner * width], &y, inner, width);
    for (at, score) in scores.iter().enumerate() {
        assert!((f64::from(*score) - product(0, at / columns, at % columns)).abs() < 1e-4);
    }
    let square = random.floats(labels * width * width, 1.0);
    let scores = pair_labels(Path::best(), &y[..3 * width], &square, &y[3 * width..], width);
    for (at, score) in scores.iter().enumerate() {
        let (row, label) = (at / labels, at % labels);
        let terms = (0..width * width).map(|k| {
            let weight = f64::from(square[label * width * width + k]);
            f64::from(y[row * width + k / width]) * weight * f64::from(y[(row + 3) * width + k % width])
        });
        assert!((f64::from(*score) - terms.sum::<f64>()).abs() < 1e-3);
    }
    assert_eq!(with_ones(&[2.0, 3.0, 4.0, 5.0], 2), [2.0, 3.0, 1.0, 4.0, 5.0, 1.0]);
}
