//! Spans from the scores of BIOES tags: the best path of a linear chain.

use std::ops::Range;

use claimant_model::{Encoded, Head, Model, ModelError, decode};

use super::shifted;

/// A stretch of tokens with its label.
#[derive(Clone, Debug, PartialEq)]
pub struct Labelled<T> {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it is.
    pub label: T,
    /// 0 to 1: the mean of its tags' probabilities, each word taken by itself.
    pub score: f32,
}

/// A head of BIOES tags with the steps of its chain.
pub struct Chain<'m, T> {
    head: &'m Head,
    steps: &'m [f32],
    first: &'m [f32],
    last: &'m [f32],
    /// For each tag its place in a span and the span's label; `None` outside.
    tags: Vec<Option<(char, T)>>,
}

impl<'m, T: Copy> Chain<'m, T> {
    /// Head `name`, its labels read by `label`.
    pub fn of(model: &'m Model, name: &str, label: impl Fn(&str) -> Option<T>) -> Result<Self, ModelError> {
        let head = model.head(name)?;
        let n = head.labels.len();
        let tag = |tag: &String| {
            let (place, name) = tag.split_once('-')?;
            Some((place.chars().next()?, label(name)?))
        };
        Ok(Chain {
            head,
            steps: model.tensor(&format!("{name}.steps"), &[n, n])?,
            first: model.tensor(&format!("{name}.first"), &[n])?,
            last: model.tensor(&format!("{name}.last"), &[n])?,
            tags: head.labels.iter().map(tag).collect(),
        })
    }

    /// The spans of a window, in text order. None goes over a token of `cuts`.
    pub fn spans(&self, encoded: &Encoded<'_>, cuts: &[usize]) -> Vec<Labelled<T>> {
        self.readings(encoded, cuts, &[0.0]).pop().unwrap_or_default()
    }

    /// The same for each of `less`, after a word's being in no span has been made so much less likely.
    pub fn readings(&self, encoded: &Encoded<'_>, cuts: &[usize], less: &[f32]) -> Vec<Vec<Labelled<T>>> {
        let mut scores = encoded.scores(self.head);
        let n = self.head.labels.len().max(1);
        let start = encoded.window().words.start;
        for cut in cuts.iter().map(|cut| cut - start).filter(|cut| *cut > 0) {
            self.bar(&mut scores[(cut - 1) * n..cut * n], ['B', 'I']);
            self.bar(&mut scores[cut * n..(cut + 1) * n], ['I', 'E']);
        }
        let mut taken = 0.0;
        let mut read = |less: &f32| {
            scores.chunks_exact_mut(n).for_each(|row| row[0] -= less - taken);
            taken = *less;
            self.best(&scores, start)
        };
        less.iter().map(&mut read).collect()
    }

    /// The spans of the best path.
    fn best(&self, scores: &[f32], start: usize) -> Vec<Labelled<T>> {
        let n = self.head.labels.len().max(1);
        let path = decode::viterbi(scores, self.steps, self.first, self.last);
        let mut found = Vec::new();
        let mut open = 0;
        for (i, tag) in path.iter().enumerate() {
            let Some((place, label)) = self.tags.get(*tag).copied().flatten() else { continue };
            if matches!(place, 'B' | 'S') {
                open = i;
            }
            if matches!(place, 'E' | 'S') {
                let sure = (open..=i).map(|k| probability(&scores[k * n..(k + 1) * n], path[k]));
                let score = sure.sum::<f32>() / (i + 1 - open) as f32;
                found.push(Labelled { tokens: shifted(open..i + 1, start), label, score });
            }
        }
        found
    }

    /// Rules out the tags with these places in a span.
    fn bar(&self, row: &mut [f32], places: [char; 2]) {
        for (score, tag) in row.iter_mut().zip(&self.tags) {
            if tag.is_some_and(|(place, _)| places.contains(&place)) {
                *score = BARRED;
            }
        }
    }
}

/// What no path takes.
const BARRED: f32 = -1e4;

/// Softmax of one of `scores`.
pub fn probability(scores: &[f32], which: usize) -> f32 {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let total: f32 = scores.iter().map(|x| exp(x - most)).sum();
    scores.get(which).map_or(0.0, |x| exp(x - most) / total)
}

/// `e^x` for `x <= 0` by the model's own arithmetic, which gives the same bits on every machine.
pub fn exp(x: f32) -> f32 {
    claimant_model::kernels::elementwise::exp(x)
}

/// 0 to 1.
pub fn sigmoid(x: f32) -> f32 {
    if x >= 0.0 { 1.0 / (1.0 + exp(-x)) } else { exp(x) / (1.0 + exp(x)) }
}
