//! Dependency trees, sentence by sentence.

use std::ops::Range;

use claimant_model::{Encoded, Linear, Model, ModelError, decode};

/// Floats of a word as dependent or head of an arc, and of a relation.
const ARC: usize = 128;
const REL: usize = 64;

/// The layers that score arcs (biaffine) and relations.
pub struct Syntax<'m> {
    linear: &'m Linear,
    arc: &'m [f32],
    arc_head: &'m [f32],
    arc_root: &'m [f32],
    rel: &'m [f32],
    rel_dep: &'m [f32],
    rel_head: &'m [f32],
    rel_bias: &'m [f32],
    rel_root: &'m [f32],
    rels: usize,
}

impl<'m> Syntax<'m> {
    /// The layers of `model`.
    pub fn of(model: &'m Model) -> Result<Self, ModelError> {
        let rels = model.head("rel")?.labels.len();
        Ok(Syntax {
            linear: model.linear("head.arc", model.config().hidden, 2 * ARC + 2 * REL)?,
            arc: model.tensor("arc", &[ARC, ARC])?,
            arc_head: model.tensor("arc.head", &[ARC])?,
            arc_root: model.tensor("arc.root", &[ARC])?,
            rel: model.tensor("rel", &[REL * REL, rels])?,
            rel_dep: model.tensor("rel.dep", &[REL, rels])?,
            rel_head: model.tensor("rel.head", &[REL, rels])?,
            rel_bias: model.tensor("rel.bias", &[rels])?,
            rel_root: model.tensor("rel.root", &[REL])?,
            rels,
        })
    }

    /// Head (a token of the document, `None` for the root) and relation of each word of a window.
    pub fn arcs(&self, window: &claimant_model::Window, encoded: &Encoded<'_>) -> Vec<(Option<u32>, u8)> {
        let mut rows = encoded.project(encoded.group("syntax"), self.linear);
        encoded.path().gelu(&mut rows);
        let start = window.words.start;
        let mut arcs = Vec::with_capacity(window.words.len());
        for part in &window.sentences {
            let words = part.words.start - start..part.words.end - start;
            self.sentence(&rows, words, start, encoded.path(), &mut arcs);
        }
        arcs
    }

    fn sentence(
        &self,
        rows: &[f32],
        words: Range<usize>,
        start: usize,
        path: claimant_model::Path,
        arcs: &mut Vec<(Option<u32>, u8)>,
    ) {
        const ROW: usize = 2 * ARC + 2 * REL;
        let row = |i: usize| &rows[(words.start + i) * ROW..(words.start + i + 1) * ROW];
        let n = words.len();
        // Candidates: the root, then the words; one column each, so that sums run over the outputs.
        let candidate = |j: usize| if j == 0 { self.arc_root } else { &row(j - 1)[ARC..2 * ARC] };
        let mut columns = vec![0.0; ARC * (n + 1)];
        let mut prior = vec![0.0; n + 1];
        for j in 0..=n {
            for (d, x) in candidate(j).iter().enumerate() {
                columns[d * (n + 1) + j] = *x;
                prior[j] += x * self.arc_head[d];
            }
        }
        let mut scores = Vec::with_capacity(n * (n + 1));
        for i in 0..n {
            let turned = product(path, &row(i)[..ARC], self.arc, ARC);
            let mut row = product(path, &turned, &columns, n + 1);
            path.add_scaled(&mut row, &prior, 1.0);
            row[i + 1] = f32::NEG_INFINITY;
            scores.extend(row);
        }
        for (i, head) in decode::tree(&scores, n).into_iter().enumerate() {
            let dep = &row(i)[2 * ARC..2 * ARC + REL];
            let over = if head == 0 { self.rel_root } else { &row(head - 1)[2 * ARC + REL..] };
            let above = head.checked_sub(1).map(|j| (start + words.start + j) as u32);
            arcs.push((above, self.relation(path, dep, over)));
        }
    }

    fn relation(&self, path: claimant_model::Path, dep: &[f32], head: &[f32]) -> u8 {
        let mut scores = self.rel_bias.to_vec();
        for (weight, dep) in self.rel.chunks_exact(REL * self.rels).zip(dep) {
            let mut inner = vec![0.0; self.rels];
            for (weight, head) in weight.chunks_exact(self.rels).zip(head) {
                path.add_scaled(&mut inner, weight, *head);
            }
            path.add_scaled(&mut scores, &inner, *dep);
        }
        for (weights, values) in [(self.rel_dep, dep), (self.rel_head, head)] {
            for (weight, value) in weights.chunks_exact(self.rels).zip(values) {
                path.add_scaled(&mut scores, weight, *value);
            }
        }
        decode::best(&scores) as u8
    }
}

/// A row times a matrix of `outputs` columns.
pub fn product(path: claimant_model::Path, row: &[f32], matrix: &[f32], outputs: usize) -> Vec<f32> {
    let mut out = vec![0.0; outputs];
    for (weights, x) in matrix.chunks_exact(outputs).zip(row) {
        path.add_scaled(&mut out, weights, *x);
    }
    out
}
