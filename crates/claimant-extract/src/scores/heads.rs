//! The heads of a model that are read here.

use claimant_doc::{Certainty, EntityKind, Polarity, Tag};
use claimant_model::{Encoded, Head, Linear, Model, ModelError, decode};

use super::attribution::{Links, Role};
use super::referents::Refer;
use super::spans::{Chain, probability, sigmoid};
use super::syntax::Syntax;
use super::{CausePart, Sentence, Word};

/// Thresholds, chosen on development data: doubt and negation are rare in training, and worse to miss than to see.
const CERTAIN: f32 = 0.9;
const AFFIRMED: f32 = 1.0;
const CAUSAL: f32 = 0.5;
const CHECK: f32 = 0.8;

/// What each certainty (certain, probable, possible, unknown) is worth on the scale of factuality, and each polarity
/// (affirmed, negated); and how much of the whole they make.
const CERTAINTY: [f32; 4] = [2.7, 1.5, 0.6, 0.0];
const POLARITY: [f32; 2] = [1.0, -1.0];
const TOGETHER: f32 = 0.4;

/// Every head, checked.
pub struct Heads<'m> {
    pub upos: &'m Head,
    pub rel: &'m Head,
    tags: Vec<Tag>,
    xpos: &'m Head,
    event: &'m Head,
    factuality: &'m Head,
    certainty: &'m Head,
    polarity: &'m Head,
    causal: &'m Head,
    check: &'m Head,
    pub syntax: Syntax<'m>,
    pub entity: Chain<'m, EntityKind>,
    pub attribution: Chain<'m, Role>,
    pub causes: [Chain<'m, CausePart>; 3],
    pub link: Links<'m>,
    pub refer: Refer<'m>,
    pub embedding: &'m Linear,
}

impl<'m> Heads<'m> {
    /// The heads of `model`.
    pub fn of(model: &'m Model) -> Result<Self, ModelError> {
        let xpos = model.head("xpos")?;
        Ok(Heads {
            upos: model.head("upos")?,
            rel: model.head("rel")?,
            tags: xpos.labels.iter().map(|label| Tag::from_penn(label)).collect(),
            xpos,
            event: model.head("event")?,
            factuality: model.head("factuality")?,
            certainty: model.head("certainty")?,
            polarity: model.head("polarity")?,
            causal: model.head("causal")?,
            check: model.head("check")?,
            syntax: Syntax::of(model)?,
            entity: Chain::of(model, "entity", EntityKind::from_word)?,
            attribution: Chain::of(model, "attribution", Role::from_word)?,
            causes: [
                Chain::of(model, "cause", |_| Some(CausePart::Cause))?,
                Chain::of(model, "effect", |_| Some(CausePart::Effect))?,
                Chain::of(model, "cue", |_| Some(CausePart::Cue))?,
            ],
            link: Links::of(model)?,
            refer: Refer::of(model)?,
            embedding: model.linear("head.embedding", model.config().hidden, model.config().hidden)?,
        })
    }

    /// What is said of each word of a window, but for its head.
    pub fn words(&self, encoded: &Encoded<'_>) -> Vec<Word> {
        let best = |head: &Head, less| biased(&encoded.scores(head), head, less);
        let (upos, xpos) = (best(self.upos, 0.0), best(self.xpos, 0.0));
        let (certainty, polarity) = (encoded.scores(self.certainty), encoded.scores(self.polarity));
        let event = encoded.scores(self.event);
        let factuality = factuality(&encoded.scores(self.factuality), &certainty, &polarity);
        let certainty = biased(&certainty, self.certainty, CERTAIN);
        let polarity = biased(&polarity, self.polarity, AFFIRMED);
        (0..encoded.window().words.len())
            .map(|i| Word {
                tag: self.tags.get(xpos[i]).copied().unwrap_or(Tag::Other),
                upos: upos[i] as u8,
                event: sigmoid(event[i]),
                factuality: factuality[i].clamp(-3.0, 3.0),
                certainty: labelled(self.certainty, certainty[i], Certainty::from_word, Certainty::Unknown),
                polarity: labelled(self.polarity, polarity[i], Polarity::from_word, Polarity::Affirmed),
                ..Word::UNKNOWN
            })
            .collect()
    }

    /// What is said of each sentence of a window.
    pub fn sentences(&self, encoded: &Encoded<'_>) -> Vec<Sentence> {
        let (causal, check) = (encoded.scores(self.causal), encoded.scores(self.check));
        causal
            .iter()
            .zip(check)
            .map(|(causal, check)| Sentence {
                causal: sigmoid(causal + CAUSAL),
                check: sigmoid(check + CHECK),
            })
            .collect()
    }
}

/// How far each word's event is so: what its own head says, and what certainty and polarity say together. Neither alone
/// is right for all the kinds of text that they learned from.
fn factuality(said: &[f32], certainty: &[f32], polarity: &[f32]) -> Vec<f32> {
    let expected = |row: &[f32], worth: &[f32]| -> f32 {
        worth.iter().enumerate().map(|(i, worth)| worth * probability(row, i)).sum()
    };
    let certainty = certainty.chunks_exact(CERTAINTY.len()).map(|row| expected(row, &CERTAINTY));
    let polarity = polarity.chunks_exact(POLARITY.len()).map(|row| expected(row, &POLARITY));
    let both = certainty.zip(polarity).map(|(certainty, polarity)| certainty * polarity);
    said.iter().zip(both).map(|(said, both)| (1.0 - TOGETHER) * said + TOGETHER * both).collect()
}

/// The best label of each word after the first label has been made `less` likely.
fn biased(scores: &[f32], head: &Head, less: f32) -> Vec<usize> {
    let rows = scores.chunks_exact(head.labels.len().max(1));
    rows.map(|row| decode::best(row.iter().enumerate().map(|(i, x)| if i == 0 { x - less } else { *x })))
        .collect()
}

fn labelled<T>(head: &Head, at: usize, read: impl Fn(&str) -> Option<T>, or: T) -> T {
    head.labels.get(at).and_then(|label| read(label)).unwrap_or(or)
}
