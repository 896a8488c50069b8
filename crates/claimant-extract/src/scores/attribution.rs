//! Which sources and contents belong to which cue.
//!
//! Every word of a source or content points at the first word of its cue; a span goes where its words point on the
//! whole. A content that goes on from the window before, without a cue here, stays with the attribution before it.

use std::ops::Range;

use claimant_model::{Encoded, Linear, Model, ModelError, decode};

use super::spans::Labelled;

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

    /// Adds the attributions of a window to those before it. A second content of a cue must be `near` to it: a quotation
    /// that stands alone is nobody's.
    pub fn join(
        &self,
        encoded: &Encoded<'_>,
        spans: &[Labelled<Role>],
        near: &dyn Fn(usize, usize) -> bool,
        all: &mut Vec<Attributed>,
    ) {
        let of = |role: Role| spans.iter().filter(move |span| span.label == role).collect::<Vec<_>>();
        let (cues, sources, contents) = (of(Role::Cue), of(Role::Source), of(Role::Content));
        let rows = self.rows(encoded);
        let to_source = pairs(&self.weights(encoded, &rows, &sources, &cues), cues.len());
        let to_content = self.weights(encoded, &rows, &contents, &cues);
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
            let further = || nearest(weights).filter(|cue| near(cues[*cue].tokens.start, tokens.start));
            let cue = cue.or_else(further).and_then(|cue| drafts.get_mut(cue));
            match (cue, all.last_mut()) {
                (Some(draft), _) => draft.content.push(tokens),
                (None, Some(last)) if ends_at(last, tokens.start) => last.content.push(tokens),
                _ => drafts.push(Attributed {
                    content: vec![tokens],
                    score: content.score,
                    ..Attributed::default()
                }),
            }
        }
        all.extend(drafts.into_iter().filter(|draft| !draft.content.is_empty()));
    }

    /// Each word of a window as dependent and as cue.
    fn rows(&self, encoded: &Encoded<'_>) -> Vec<f32> {
        let mut rows = encoded.project_group("attribution", self.linear);
        encoded.path().gelu(&mut rows);
        rows
    }

    /// For each span of a role and each cue how much they belong together: the log of the share of the span's pointing,
    /// less what lies between.
    fn weights(
        &self,
        encoded: &Encoded<'_>,
        rows: &[f32],
        role: &[&Labelled<Role>],
        cues: &[&Labelled<Role>],
    ) -> Vec<Vec<f32>> {
        let (path, start) = (encoded.path(), encoded.window().words.start);
        let row = |i: usize| &rows[(i - start) * 2 * LINK..(i - start + 1) * 2 * LINK];
        let mut means = vec![0.0; role.len() * LINK];
        for (mean, span) in means.chunks_exact_mut(LINK).zip(role) {
            span.tokens
                .clone()
                .for_each(|i| path.add_scaled(mean, &row(i)[..LINK], 1.0 / span.tokens.len() as f32));
        }
        let to = cues.iter().flat_map(|cue| &row(cue.tokens.start)[LINK..]);
        let to: Vec<f32> = self.none.iter().chain(to).copied().collect();
        let scores = decode::pairs(path, &means, self.link, &to, LINK, LINK);
        let mut prior = vec![0.0; cues.len() + 1];
        path.dots(&to, self.cue, &mut prior);
        let weigh = |(span, scores): (&&Labelled<Role>, &[f32])| -> Vec<f32> {
            let scores: Vec<f32> = scores.iter().zip(&prior).map(|(score, prior)| score + prior).collect();
            let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let between = |cue: &Labelled<Role>| {
                between(&span.tokens, &cue.tokens, cues) + between(&span.tokens, &cue.tokens, role)
            };
            scores[1..]
                .iter()
                .zip(cues)
                .map(|(s, cue)| (s - most).max(FLOOR) - BETWEEN * between(cue) as f32)
                .collect()
        };
        role.iter().zip(scores.chunks_exact(cues.len() + 1)).map(weigh).collect()
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
    let best = decode::best(weights.iter().copied());
    weights.get(best).filter(|weight| **weight > LEAST_FURTHER).map(|_| best)
}

/// Whether the content of an attribution ends where another content starts: the window cut it.
fn ends_at(before: &Attributed, token: usize) -> bool {
    before.content.iter().any(|content| content.end == token)
}
