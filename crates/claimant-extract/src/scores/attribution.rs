//! Which sources and contents belong to which cue.
//!
//! Every word of a source or content points at the first word of its cue; a span goes where its words point on the
//! whole. A content that goes on from the window before, without a cue here, stays with the attribution before it.

use std::ops::Range;

use claimant_model::{Encoded, Linear, Model, ModelError, Window};

use super::spans::{Labelled, exp};
use super::syntax::product;

/// Floats of a word as dependent or cue.
const LINK: usize = 64;
/// A span that rather points nowhere still goes to a cue that it points at by as much.
const LEAST: f32 = 0.15;

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
    pub fn join(
        &self,
        window: &Window,
        encoded: &Encoded<'_>,
        spans: &[Labelled<Role>],
        all: &mut Vec<Attributed>,
    ) {
        let cues: Vec<&Labelled<Role>> = spans.iter().filter(|s| s.label == Role::Cue).collect();
        let mut rows = encoded.project(encoded.group("attribution"), self.linear);
        encoded.path().gelu(&mut rows);
        let start = window.words.start;
        let mut drafts: Vec<(Attributed, f32)> = cues
            .iter()
            .map(|cue| (Attributed { cue: cue.tokens.clone(), score: cue.score, ..Attributed::default() }, 0.0))
            .collect();
        let mut loose = Vec::new();
        for span in spans.iter().filter(|s| s.label != Role::Cue) {
            let to = self.cue_of(encoded, &rows, span.tokens.start - start..span.tokens.end - start, &cues, start);
            match (to, span.label) {
                (Some((i, sure)), Role::Source) => {
                    let (draft, best) = &mut drafts[i];
                    if sure > *best {
                        (draft.source, *best) = (span.tokens.clone(), sure);
                    }
                }
                (Some((i, _)), _) => drafts[i].0.content.push(span.tokens.clone()),
                (None, Role::Content) => loose.push(span.clone()),
                _ => {}
            }
        }
        for span in loose {
            match all.last_mut() {
                Some(last) if ends_at(last, span.tokens.start) => last.content.push(span.tokens),
                _ => drafts.push((Attributed { content: vec![span.tokens], score: span.score, ..Attributed::default() }, 0.0)),
            }
        }
        all.extend(drafts.into_iter().map(|(draft, _)| draft).filter(|draft| !draft.content.is_empty()));
    }

    /// The cue that the words of a span point at on the whole, and how surely.
    fn cue_of(
        &self,
        encoded: &Encoded<'_>,
        rows: &[f32],
        words: Range<usize>,
        cues: &[&Labelled<Role>],
        start: usize,
    ) -> Option<(usize, f32)> {
        let path = encoded.path();
        let cue_row = |i: usize| &rows[i * 2 * LINK + LINK..(i + 1) * 2 * LINK];
        let candidates = std::iter::once(self.none).chain(cues.iter().map(|cue| cue_row(cue.tokens.start - start)));
        let mut mean = vec![0.0; LINK];
        for i in words.clone() {
            path.add_scaled(&mut mean, &rows[i * 2 * LINK..i * 2 * LINK + LINK], 1.0 / words.len() as f32);
        }
        let turned = product(path, &mean, self.link, LINK);
        let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f32>();
        let scores: Vec<f32> = candidates.map(|c| dot(&turned, c) + dot(c, self.cue)).collect();
        let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let total: f32 = scores.iter().map(|x| exp(x - most)).sum();
        let best = (1..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a)))?;
        let sure = exp(scores[best] - most) / total;
        (sure >= LEAST).then_some((best - 1, sure))
    }
}

/// Whether the content of an attribution ends where another content starts: the window cut it.
fn ends_at(before: &Attributed, token: usize) -> bool {
    before.content.iter().any(|content| content.end == token)
}
