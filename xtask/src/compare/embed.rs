//! What a text means, as claims are given it.

use claimant_doc::{Article, Meaning};
use claimant_extract::{Config, encode, segment};

/// The meaning of all words of a text; `None` without a model.
pub fn embed(text: &str) -> Option<Meaning> {
    let article = Article::new(text);
    let mut doc = segment(&article);
    let scores = encode(&mut doc, &Config::default());
    scores.meaning(0..doc.tokens.len())
}
