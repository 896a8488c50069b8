//! Scores to labels and trees: exact, deterministic, ties to what comes first.
//!
//! Matrices are slices of rows. What does not fit together gives an empty result or what is left, never a panic.

mod tree;

use crate::Path;

pub use tree::tree;

/// The label path of the highest score: the sum of its emissions and transitions, of `start` for its first label and
/// `end` for its last. Of equal paths the one with lower labels, from the end, is taken.
///
/// `emissions` is `words x labels`, `transitions` is `labels x labels`, from row to column; there are as many labels as
/// values in `start`. Forbid with [`f32::NEG_INFINITY`]; if everything is forbidden, any path is given.
pub fn viterbi(emissions: &[f32], transitions: &[f32], start: &[f32], end: &[f32]) -> Vec<usize> {
    let labels = start.len();
    if labels == 0 || end.len() != labels || transitions.len() != labels * labels {
        return Vec::new();
    }
    let mut rows = emissions.chunks_exact(labels);
    let Some(first) = rows.next() else { return Vec::new() };
    let mut scores: Vec<f32> = first.iter().zip(start).map(|(a, b)| a + b).collect();
    let (mut next, mut from) = (Vec::new(), vec![0; rows.len() * labels]);
    for (row, from) in rows.zip(from.chunks_exact_mut(labels)) {
        arrive(&scores, transitions, &mut next, from);
        scores.clear();
        scores.extend(next.iter().zip(row).map(|(score, emission)| score + emission));
    }
    let mut label = best(scores.iter().zip(end).map(|(a, b)| a + b));
    let mut path = vec![label];
    for row in from.chunks_exact(labels).rev() {
        label = row[label] as usize;
        path.push(label);
    }
    path.reverse();
    path
}

/// For each label the best score with which it is come to, and the label that is come from. All labels are gone through
/// for one that is come from before the next one's turn: so they stand side by side.
fn arrive(scores: &[f32], transitions: &[f32], next: &mut Vec<f32>, from: &mut [u32]) {
    next.clear();
    next.resize(scores.len(), f32::NEG_INFINITY);
    from.fill(0);
    for ((before, score), steps) in (0..).zip(scores).zip(transitions.chunks_exact(scores.len())) {
        for ((next, from), step) in next.iter_mut().zip(&mut *from).zip(steps) {
            let through = score + step;
            let is_better = through > *next;
            *next = if is_better { through } else { *next };
            *from = if is_better { before } else { *from };
        }
    }
}

/// Index of the greatest value, the first of equals; 0 if there are none.
pub fn best(values: impl IntoIterator<Item = f32>) -> usize {
    let mut found = (0, f32::NEG_INFINITY);
    for (i, value) in values.into_iter().enumerate() {
        if value > found.1 {
            found = (i, value);
        }
    }
    found.0
}

/// `rows` of `width` with a 1 after each: what a biaffine layer with biases multiplies.
pub fn with_ones(rows: &[f32], width: usize) -> Vec<f32> {
    rows.chunks_exact(width.max(1)).flat_map(|row| row.iter().copied().chain([1.0])).collect()
}

/// `x W y^T`: for rows `x` of `inner` and rows `y` of `width`, and `weight` of `inner x width`, the `x rows x y rows`
/// scores of all pairs.
pub fn pairs(path: Path, x: &[f32], weight: &[f32], y: &[f32], inner: usize, width: usize) -> Vec<f32> {
    if inner == 0 || width == 0 {
        return Vec::new();
    }
    let (rows, columns) = (x.len() / inner, y.len() / width);
    let mut turned = vec![0.0; rows * width];
    path.multiply(x, weight, inner, width, &mut turned);
    let mut across = vec![0.0; columns * width];
    for (column, y) in y.chunks_exact(width).enumerate() {
        for (k, y) in y.iter().enumerate() {
            across[k * columns + column] = *y;
        }
    }
    let mut scores = vec![0.0; rows * columns];
    path.multiply(&turned, &across, width, columns, &mut scores);
    scores
}

/// `x_i W_l y_i` for each row `i` of `x` and `y`, `width` wide, and each label's `W_l`: a row of labels' scores for each
/// row. `weights` is `labels x width x width`; each label's stay near while all rows go by.
pub fn pair_labels(path: Path, x: &[f32], weights: &[f32], y: &[f32], width: usize) -> Vec<f32> {
    if width == 0 {
        return Vec::new();
    }
    let (rows, labels) = (x.len().min(y.len()) / width, weights.len() / (width * width));
    let (mut turned, mut scores) = (vec![0.0; rows * width], vec![0.0; rows * labels]);
    for (label, weight) in weights.chunks_exact(width * width).enumerate() {
        path.multiply(&x[..rows * width], weight, width, width, &mut turned);
        for (row, (turned, y)) in turned.chunks_exact(width).zip(y.chunks_exact(width)).enumerate() {
            path.dots(turned, y, &mut scores[row * labels + label..][..1]);
        }
    }
    scores
}

#[cfg(test)]
mod tests;
