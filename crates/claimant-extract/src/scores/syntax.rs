//! Dependency trees, sentence by sentence.

use std::ops::Range;

use claimant_model::{Encoded, Linear, Model, ModelError, Path, Window, decode};

/// Floats of a word as dependent or head of an arc, and of a relation.
const ARC: usize = 128;
const REL: usize = 64;
/// Floats of a word: dependent and head of an arc, dependent and head of a relation.
const ROW: usize = 2 * ARC + 2 * REL;

/// The layers that score arcs and relations (biaffine; Dozat and Manning 2017).
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
}

impl<'m> Syntax<'m> {
    /// The layers of `model`.
    pub fn of(model: &'m Model) -> Result<Self, ModelError> {
        let rels = model.head("rel")?.labels.len();
        Ok(Syntax {
            linear: model.linear("head.arc", model.config().hidden, ROW)?,
            arc: model.tensor("arc", &[ARC, ARC])?,
            arc_head: model.tensor("arc.head", &[ARC])?,
            arc_root: model.tensor("arc.root", &[ARC])?,
            rel: model.tensor("rel", &[rels, REL, REL])?,
            rel_dep: model.tensor("rel.dep", &[rels, REL])?,
            rel_head: model.tensor("rel.head", &[rels, REL])?,
            rel_bias: model.tensor("rel.bias", &[rels])?,
            rel_root: model.tensor("rel.root", &[REL])?,
        })
    }

    /// Head (a token of the document, `None` for the root) and relation of each word of a window.
    pub fn arcs(&self, window: &Window, encoded: &Encoded<'_>) -> Vec<(Option<u32>, u8)> {
        let mut rows = encoded.project_group("syntax", self.linear);
        encoded.path().gelu(&mut rows);
        let start = window.words.start;
        let sentences = window.sentences.iter().map(|part| part.words.start - start..part.words.end - start);
        let trees = sentences.map(|words| (words.start, self.tree(encoded.path(), &rows, words)));
        let heads: Vec<Option<usize>> = trees
            .flat_map(|(first, tree)| tree.into_iter().map(move |head| Some(first + head.checked_sub(1)?)))
            .collect();
        let relations = self.relations(encoded.path(), &rows, &heads);
        heads.iter().map(|head| head.map(|head| (start + head) as u32)).zip(relations).collect()
    }

    /// The best tree of a sentence: for each word the number of its head in the sentence, counted from 1; 0 for the root.
    fn tree(&self, path: Path, rows: &[f32], words: Range<usize>) -> Vec<usize> {
        let row = |i: usize| &rows[(words.start + i) * ROW..(words.start + i + 1) * ROW];
        let n = words.len();
        let dependents: Vec<f32> = (0..n).flat_map(|i| &row(i)[..ARC]).copied().collect();
        let heads = (0..n).flat_map(|i| &row(i)[ARC..2 * ARC]);
        let heads: Vec<f32> = self.arc_root.iter().chain(heads).copied().collect();
        let mut scores = decode::pairs(path, &dependents, self.arc, &heads, ARC, ARC);
        let mut prior = vec![0.0; n + 1];
        path.dots(&heads, self.arc_head, &mut prior);
        scores.chunks_exact_mut(n + 1).for_each(|scores| path.add_scaled(scores, &prior, 1.0));
        decode::tree(&scores, n)
    }

    /// The relation of each word of a window to its head, all together: the weights of all relations go by but once.
    fn relations(&self, path: Path, rows: &[f32], heads: &[Option<usize>]) -> Vec<u8> {
        let row = |i: usize| &rows[i * ROW..(i + 1) * ROW];
        let over = |head: &Option<usize>| head.map_or(self.rel_root, |head| &row(head)[2 * ARC + REL..]);
        let dependents: Vec<f32> =
            (0..heads.len()).flat_map(|i| &row(i)[2 * ARC..2 * ARC + REL]).copied().collect();
        let heads: Vec<f32> = heads.iter().flat_map(over).copied().collect();
        let mut scores = decode::pair_labels(path, &dependents, self.rel, &heads, REL);
        let mut own = vec![0.0; self.rel_bias.len()];
        let rows = scores.chunks_exact_mut(self.rel_bias.len().max(1));
        rows.zip(dependents.chunks_exact(REL).zip(heads.chunks_exact(REL)))
            .map(|(scores, (dependent, head))| {
                path.add_scaled(scores, self.rel_bias, 1.0);
                for (weights, row) in [(self.rel_dep, dependent), (self.rel_head, head)] {
                    path.dots(weights, row, &mut own);
                    path.add_scaled(scores, &own, 1.0);
                }
                decode::best(scores.iter().copied()) as u8
            })
            .collect()
    }
}
