//! The encoder: a window's pieces to vectors, and vectors to scores.
//!
//! One window at a time, so that memory does not grow with the article; what is worth keeping of a window is for the
//! caller to say.

use std::cell::OnceCell;
use std::ops::Range;

use crate::Path;
use crate::kernels::attention;
use crate::kernels::floats::Floats;
use crate::kernels::product::Linear;
use crate::kernels::quantise::Quantised;
use crate::model::{Head, Input, Layer, Model};
use crate::words::{Window, WindowSentence};

/// Memory that encoding uses again and again: some megabytes. One for each thread.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Outputs of the embedding and of each layer, `pieces x hidden`; of the last layer, `words x hidden`.
    states: Vec<Floats>,
    /// All pieces.
    every: Vec<u16>,
    /// What the last layer adds to: `words x hidden`.
    asked: Floats,
    /// One mix a group, `words x hidden`.
    groups: Vec<Vec<f32>>,
    quantised: Quantised,
    /// `pieces x max(3 hidden, ffn)`.
    wide: Floats,
    attended: Floats,
    added: Floats,
    attention: attention::Scratch,
}

/// An encoded window.
#[derive(Debug)]
pub struct Encoded<'a> {
    model: &'a Model,
    window: &'a Window,
    scratch: &'a Scratch,
    /// Each group as its heads read it, once one has.
    quantised: Vec<OnceCell<Quantised>>,
}

impl Model {
    /// Encodes one window of [`Model::windows`]. `scratch` may come from any other window or model.
    pub fn encode<'a>(&'a self, window: &'a Window, scratch: &'a mut Scratch) -> Encoded<'a> {
        let pieces = window.len().min(self.config.window);
        scratch.fit(self, pieces, window.first.len());
        self.embed(window, pieces, scratch);
        for (i, layer) in self.layers.iter().enumerate() {
            self.run_layer(layer, i, &window.first, scratch);
        }
        self.mix(window, scratch);
        let quantised = vec![OnceCell::new(); self.config.groups.len()];
        Encoded { model: self, window, scratch, quantised }
    }

    fn embed(&self, window: &Window, pieces: usize, scratch: &mut Scratch) {
        let (hidden, embeddings) = (self.config.hidden, &self.embeddings);
        let state = &mut scratch.states[0];
        state.fill(0.0);
        let rows = state.chunks_exact_mut(hidden).zip(embeddings.position.chunks_exact(hidden));
        for ((row, position), (id, feature)) in
            rows.take(pieces).zip(window.pieces.iter().zip(&window.features))
        {
            let (id, feature) = (usize::from(*id), usize::from(*feature));
            let words = embeddings.words.get(id * hidden..(id + 1) * hidden).unwrap_or_default();
            let feature =
                embeddings.feature.get(feature * hidden..(feature + 1) * hidden).unwrap_or_default();
            let scale = embeddings.scale.get(id).copied().unwrap_or(0.0);
            for (((x, word), position), feature) in row.iter_mut().zip(words).zip(position).zip(feature) {
                *x = f32::from(word.cast_signed()) * scale + position + feature;
            }
        }
        scratch.added.resize(pieces * hidden);
        scratch.added.fill(0.0);
        self.path.add_normalise(state, &scratch.added, &embeddings.norm.weight, &embeddings.norm.bias);
    }

    /// From state `i` to state `i + 1`. All that is asked of the last one is what it makes of the pieces `first`.
    fn run_layer(&self, layer: &Layer, i: usize, first: &[u16], scratch: &mut Scratch) {
        let Scratch { states, every, asked, quantised, wide, attended, added, attention, .. } = scratch;
        let (hidden, path) = (self.config.hidden, self.path);
        let (before, after) = states.split_at_mut(i + 1);
        let (mut state, next): (&[f32], &mut [f32]) = (&before[i], &mut after[0]);
        let rows = state.len() / hidden;
        let last = i + 1 == self.layers.len();
        let which = if last { first } else { every };
        attended.resize(which.len() * hidden);
        added.resize(which.len() * hidden);

        let qkv = &mut wide[..rows * 3 * hidden];
        path.quantise(state, hidden, quantised);
        path.product_in_tiles(quantised, &layer.qkv, qkv);
        path.attend(qkv, which, hidden, attention, attended);
        if last {
            asked.resize(first.len() * hidden);
            path.mix(&[(state, 1.0)], first, hidden, asked);
            state = asked;
        }
        path.quantise(attended, hidden, quantised);
        path.product(quantised, &layer.out, next);
        path.add_normalise(next, state, &layer.norm1.weight, &layer.norm1.bias);

        let up = &mut wide[..which.len() * self.config.ffn];
        path.quantise(next, hidden, quantised);
        path.product(quantised, &layer.up, up);
        path.quantise_gelu(up, self.config.ffn, quantised);
        path.product(quantised, &layer.down, added);
        path.add_normalise(next, added, &layer.norm2.weight, &layer.norm2.bias);
    }

    /// Each group's weighted sum of the states, for the first piece of each word.
    fn mix(&self, window: &Window, scratch: &mut Scratch) {
        let hidden = self.config.hidden;
        let weights = self.mix.chunks_exact(self.config.layers + 1);
        for (group, weights) in scratch.groups.iter_mut().zip(weights) {
            group.resize(window.first.len() * hidden, 0.0);
            let mut states: Vec<(&[f32], f32)> =
                scratch.states.iter().zip(weights).map(|(state, weight)| (&**state, *weight)).collect();
            let last = states.pop().filter(|_| self.config.layers > 0);
            states.retain(|(_, weight)| *weight != 0.0);
            self.path.mix(&states, &window.first, hidden, group);
            if let Some((state, weight)) = last {
                self.path.add_scaled(group, state, weight);
            }
        }
    }
}

impl Scratch {
    /// Makes room for a window of `pieces` pieces and `words` words.
    fn fit(&mut self, model: &Model, pieces: usize, words: usize) {
        let (config, most) = (&model.config, pieces.max(words));
        self.states.resize_with(config.layers + 1, Floats::default);
        self.states.iter_mut().for_each(|state| state.resize(pieces * config.hidden));
        if config.layers > 0 {
            self.states[config.layers].resize(words * config.hidden);
        }
        self.every.clear();
        self.every.extend((0..pieces).map_while(|piece| u16::try_from(piece).ok()));
        self.asked.resize(words * config.hidden);
        self.groups.resize(config.groups.len(), Vec::new());
        self.wide.resize(most * config.ffn.max(3 * config.hidden));
    }
}

impl<'a> Encoded<'a> {
    /// The path that its model takes.
    pub fn path(&self) -> Path {
        self.model.path
    }

    /// The window that was encoded.
    pub fn window(&self) -> &'a Window {
        self.window
    }

    /// Group `name`'s mix of the layers at the first piece of each word: `words x hidden`; empty if there is no such
    /// group.
    pub fn group(&self, name: &str) -> &'a [f32] {
        self.place(name).and_then(|at| self.scratch.groups.get(at)).map_or(&[], Vec::as_slice)
    }

    fn place(&self, group: &str) -> Option<usize> {
        self.model.config.groups.iter().position(|name| name == group)
    }

    /// A layer's output, `pieces x hidden`: 0 is the embedding; the last layer's is `words x hidden`, for their first pieces.
    #[cfg(test)]
    fn layer(&self, layer: usize) -> &'a [f32] {
        &self.scratch.states[layer]
    }

    /// A head's scores: one row of labels a word of the window, or a [sentence](Window::sentences) of it. Empty if the
    /// head has no linear layer.
    pub fn scores(&self, head: &Head) -> Vec<f32> {
        let Some(linear) = &head.linear else { return Vec::new() };
        match head.input {
            Input::Words => self.project_group(&head.group, linear),
            Input::Sentences => self.project(&self.pooled(&head.group), linear),
        }
    }

    /// A linear layer over the rows of [`Encoded::group`]: as many rows of its outputs.
    pub fn project_group(&self, group: &str, linear: &Linear) -> Vec<f32> {
        let Some(cell) = self.place(group).and_then(|at| self.quantised.get(at)) else { return Vec::new() };
        self.product(cell.get_or_init(|| self.quantise(self.group(group), linear.inputs())), linear)
    }

    /// A linear layer over rows of its inputs: as many rows of its outputs.
    pub fn project(&self, rows: &[f32], linear: &Linear) -> Vec<f32> {
        self.product(&self.quantise(rows, linear.inputs()), linear)
    }

    fn quantise(&self, rows: &[f32], width: usize) -> Quantised {
        let mut quantised = Quantised::default();
        self.model.path.quantise(rows, width, &mut quantised);
        quantised
    }

    fn product(&self, rows: &Quantised, linear: &Linear) -> Vec<f32> {
        let mut out = vec![0.0; rows.len() * linear.outputs()];
        self.model.path.product(rows, linear, &mut out);
        out
    }

    /// Means of a group's vectors over the words of each sentence of the window: `sentences x hidden`.
    pub fn pooled(&self, group: &str) -> Vec<f32> {
        let (first, rows) = (self.window.words.start, self.group(group));
        let parts = self.window.sentences.iter();
        let words = |part: &WindowSentence| {
            part.words.start.saturating_sub(first)..part.words.end.saturating_sub(first)
        };
        parts.flat_map(|part| self.mean(rows, words(part))).collect()
    }

    /// The mean of some of `rows`; zeros if there are none.
    fn mean(&self, rows: &[f32], which: Range<usize>) -> Vec<f32> {
        let hidden = self.model.config.hidden;
        let mut mean = vec![0.0; hidden];
        let rows = rows.get(which.start * hidden..which.end * hidden).unwrap_or_default();
        for row in rows.chunks_exact(hidden) {
            self.model.path.add_scaled(&mut mean, row, 1.0);
        }
        let factor = 1.0 / (rows.len() / hidden).max(1) as f32;
        mean.iter_mut().for_each(|x| *x *= factor);
        mean
    }
}

#[cfg(test)]
mod tests;
