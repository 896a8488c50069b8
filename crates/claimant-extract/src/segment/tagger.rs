//! Parts of speech by an averaged perceptron, greedily from left to right, with sums of small integers.
//!
//! The model is one file of bytes, used as it is embedded: nothing is built at the start, and a damaged file gives
//! worse tags, never a panic. Words that had one tag throughout training get it without scoring. Training is
//! `cargo xtask train-tagger`; `models/README.md` says on what and how well. What the trainer shares with this file
//! is public: [`Word`], [`Case`], [`features`], [`best`], [`pack`].

mod features;
mod model;

use claimant_doc::{Tag, Token};

pub use features::{Case, FEATURES, Word, features, frozen_key};
pub use model::{Model, Row, pack};

/// Every tag, by its number.
pub const TAGS: [Tag; 40] = [
    Tag::Cc,
    Tag::Cd,
    Tag::Dt,
    Tag::Ex,
    Tag::In,
    Tag::Jj,
    Tag::Jjr,
    Tag::Jjs,
    Tag::Md,
    Tag::Nn,
    Tag::Nns,
    Tag::Nnp,
    Tag::Nnps,
    Tag::Pdt,
    Tag::Pos,
    Tag::Prp,
    Tag::PrpS,
    Tag::Rb,
    Tag::Rbr,
    Tag::Rbs,
    Tag::Rp,
    Tag::To,
    Tag::Vb,
    Tag::Vbd,
    Tag::Vbg,
    Tag::Vbn,
    Tag::Vbp,
    Tag::Vbz,
    Tag::Wdt,
    Tag::Wp,
    Tag::WpS,
    Tag::Wrb,
    Tag::Hyph,
    Tag::Comma,
    Tag::Stop,
    Tag::Colon,
    Tag::Quote,
    Tag::Bracket,
    Tag::Sym,
    Tag::Other,
];

/// The model that is built in.
pub const MODEL: Model<'static> = Model::new(include_bytes!("../../../../models/tagger.bin"));

/// A tagger with its room to work in, so that no sentence allocates.
#[derive(Default)]
pub struct Tagger {
    words: Vec<Word>,
}

impl Tagger {
    /// Tags the tokens of one sentence.
    pub fn tag(&mut self, model: Model<'_>, text: &str, tokens: &mut [Token]) {
        self.words.clear();
        self.words.extend(tokens.iter().map(|token| Word::of(token.span.of(text))));
        let case = Case::of(&self.words);
        let (mut before, mut last) = (Tag::Other, Tag::Other);
        for (i, token) in tokens.iter_mut().enumerate() {
            token.tag = best(model, &self.words, i, case, [last, before]);
            (before, last) = (last, token.tag);
        }
    }
}

/// The best tag of word `i` after the tags `last` (nearest first).
pub fn best(model: Model<'_>, words: &[Word], i: usize, case: Case, last: [Tag; 2]) -> Tag {
    let Some(word) = words.get(i) else { return Tag::Other };
    if let Some(tag) = word.certain.or_else(|| model.frozen(frozen_key(word, case))) {
        return tag;
    }
    let mut keys = [0; FEATURES];
    features(words, i, case, last, &mut keys);
    model.best(&keys)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_stand_at_their_numbers() {
        for (number, tag) in TAGS.iter().enumerate() {
            assert_eq!(*tag as usize, number);
        }
        assert_eq!(TAGS.last(), Some(&Tag::Other));
    }
}
