//! Which sources and contents belong to which cue.
//!
//! Every word of a source or content points at the first word of its cue; a span goes where its words point on the
//! whole. A content that goes on from the window before, without a cue here, stays with the attribution before it.

use std::ops::Range;

use claimant_model::{Encoded, Linear, Model, ModelError, Path, Window, decode};

use super::spans::Labelled;
use super::syntax::product;

/// Floats of a word as dependent or cue.
const LINK: usize = 64;
/// What each cue or like span between a span and its cue costs.
const BETWEEN: f32 = 1.5;
/// No pointing weighs less.
const FLOOR: f32 = -6.0;
/// A pair weighs more.
const LEAST: f32 = -7.0;
/// A second content of a cue weighs more.
const LEAST_FURTHER: f32 = -2.0;

/// What a span is in an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Role {
    Source,
    Cue,
    Content,
}

impl Role {
    /// By its name.
    pub fn from_word(word: &str) -> Option<Role> {
        match word {
            "source" => Some(Role::Source),
            "cue" => Some(Role::Cue),
            "content" => Some(Role::Content),
            _ => None,
        }
    }
}

/// Tokens that make one attribution.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attributed {
    /// Its source; empty if it has none.
    pub source: Range<usize>,
    /// Its cue; empty if it has none.
    pub cue: Range<usize>,
    /// Its content, in text order.
    pub content: Vec<Range<usize>>,
    /// 0 to 1.
    pub score: f32,
}

/// The layers that score links (biaffine).
pub struct Links<'m> {
    linear: &'m Linear,
    link: &'m [f32],
    cue: &'m [f32],
    none: &'m [f32],
}

impl<'m> Links<'m> {
    /// The layers of `model`.
    pub fn of(model: &'m Model) -> Result<Self, ModelError> {
        Ok(Links {
            linear: model.linear("head.link", model.config().hidden, 2 * LINK)?,
            link: model.tensor("link", &[LINK, LINK])?,
            cue: model.tensor("link.cue", &[LINK])?,
            none: model.tensor("link.none", &[LINK])?,
        })
    }

    /// Adds the attributions of a window to those before it.
    pub fn join(&self, window: &Window, encoded: &Encoded<'_>, spans: &[Labelled<Role>], all: &mut Vec<Attributed>) {
        let of = |role: Role| spans.iter().filter(move |span| span.label == role).collect::<Vec<_>>();
        let (cues, sources, contents) = (of(Role::Cue), of(Role::Source), of(Role::Content));
        let rows = self.rows(encoded);
        let start = window.words.start;
        let weigh = |role: &[&Labelled<Role>]| -> Vec<Vec<f32>> {
            role.iter().map(|span| self.weights(encoded.path(), &rows, span, &cues, role, start)).collect()
        };
        let (to_source, to_content) = (pairs(&weigh(&sources), cues.len()), weigh(&contents));
        let first = pairs(&to_content, cues.len());
        let mut drafts: Vec<Attributed> = cues
            .iter()
            .map(|cue| Attributed { cue: cue.tokens.clone(), score: cue.score, ..Attributed::default() })
            .collect();
        for (source, cue) in sources.iter().zip(to_source) {
            if let Some(draft) = cue.and_then(|cue| drafts.get_mut(cue)) {
                draft.source = source.tokens.clone();
            }
        }
        for ((content, cue), weights) in contents.iter().zip(first).zip(&to_content) {
            let tokens = content.tokens.clone();
            let cue = cue.or_else(|| nearest(weights)).and_then(|cue| drafts.get_mut(cue));
            match (cue, all.last_mut()) {
                (Some(draft), _) => draft.content.push(tokens),
                (None, Some(last)) if ends_at(last, tokens.start) => last.content.push(tokens),
                _ => drafts.push(Attributed { content: vec![tokens], score: content.score, ..Attributed::default() }),
            }
        }
        all.extend(drafts.into_iter().filter(|draft| !draft.content.is_empty()));
    }

    /// Each word of a window as dependent and as cue.
    fn rows(&self, encoded: &Encoded<'_>) -> Vec<f32> {
        let mut rows = encoded.project(encoded.group("attribution"), self.linear);
        encoded.path().gelu(&mut rows);
        rows
    }

    /// For each cue how much a span belongs to it: the log of the share of its pointing, less what lies between.
    fn weights(
        &self,
        path: Path,
        rows: &[f32],
        span: &Labelled<Role>,
        cues: &[&Labelled<Role>],
        role: &[&Labelled<Role>],
        start: usize,
    ) -> Vec<f32> {
        let row = |i: usize| &rows[(i - start) * 2 * LINK..(i - start + 1) * 2 * LINK];
        let mut mean = vec![0.0; LINK];
        for i in span.tokens.clone() {
            path.add_scaled(&mut mean, &row(i)[..LINK], 1.0 / span.tokens.len() as f32);
        }
        let turned = product(path, &mean, self.link, LINK);
        let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f32>();
        let score = |cue: &[f32]| dot(&turned, cue) + dot(cue, self.cue);
        let none = score(self.none);
        let scores: Vec<f32> = cues.iter().map(|cue| score(&row(cue.tokens.start)[LINK..])).collect();
        let most = scores.iter().copied().fold(none, f32::max);
        scores
            .iter()
            .zip(cues)
            .map(|(score, cue)| {
                let between = between(&span.tokens, &cue.tokens, cues) + between(&span.tokens, &cue.tokens, role);
                (score - most).max(FLOOR) - BETWEEN * between as f32
            })
            .collect()
    }
}

/// How many of `others` lie between two stretches.
fn between(a: &Range<usize>, b: &Range<usize>, others: &[&Labelled<Role>]) -> usize {
    let gap = a.end.min(b.end)..a.start.max(b.start);
    others.iter().filter(|other| gap.start <= other.tokens.start && other.tokens.end <= gap.end).count()
}

/// For each row its column: the heaviest pairs first, each column once; what is too light stays alone.
fn pairs(weights: &[Vec<f32>], columns: usize) -> Vec<Option<usize>> {
    let mut all: Vec<(f32, usize, usize)> = weights
        .iter()
        .enumerate()
        .flat_map(|(i, row)| row.iter().enumerate().map(move |(j, weight)| (*weight, i, j)))
        .filter(|(weight, ..)| *weight > LEAST)
        .collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut found, mut taken) = (vec![None; weights.len()], vec![false; columns]);
    for (_, i, j) in all {
        if found[i].is_none() && !taken[j] {
            (found[i], taken[j]) = (Some(j), true);
        }
    }
    found
}

/// The cue that a further content belongs to.
fn nearest(weights: &[f32]) -> Option<usize> {
    let best = decode::best(weights);
    weights.get(best).filter(|weight| **weight > LEAST_FURTHER).map(|_| best)
}

/// Whether the content of an attribution ends where another content starts: the window cut it.
fn ends_at(before: &Attributed, token: usize) -> bool {
    before.content.iter().any(|content| content.end == token)
}
