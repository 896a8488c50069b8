//! Article to [`Doc`]: blocks, tokens, tags, sentences.
//!
//! Everything is one pass over the text and linear in its length, whatever the text. Tokens are those of UD English
//! (EWT, GUM), with these habits that rules can count on:
//!
//! - clitics stand alone: "do" "n't", "Iran" "'s", "workers" "'"; "cannot" is "can" "not";
//! - a hyphen between words stands alone ("12" "-" "year" "-" "old") unless a prefix stands before it ("anti-war",
//!   "mid-June", "ex-wife", "co-operate"); numbers with two or more hyphens are one token ("2024-06-15");
//! - a currency sign, "%" and a unit written to its number stand alone: "$" "5" "bn", "10" "%", "5" "pm";
//! - "3.5", "1,500", "10:30", "9/11", "U.S.", "Oct.", "J.", "a.m.", addresses, "@user" and "#tag" are one token.

mod blocks;
mod repair;
pub mod sentences;
pub mod tagger;
mod tokens;

use claimant_doc::{Article, Doc};

/// Cuts an article into sentences and tagged tokens.
pub fn segment(article: &Article) -> Doc<'_> {
    segment_by(article, |gap| sentences::WEIGHTS.is_end(gap))
}

/// The same, where `is_end` says which gaps end sentences: so that what is learnt from is what will be seen.
pub fn segment_by(article: &Article, mut is_end: impl FnMut(&sentences::Gap) -> bool) -> Doc<'_> {
    let mut doc = Doc { article, sentences: Vec::new(), tokens: Vec::new() };
    let mut tagger = tagger::Tagger::default();
    doc.tokens.reserve(article.text().len() / 5);
    for (block, range) in blocks::blocks(article).into_iter().enumerate() {
        let first = doc.tokens.len();
        tokens::scan(article.text(), range, &mut doc.tokens);
        let sentences = sentences::split(article.text(), &doc.tokens, first, block, &mut is_end);
        for sentence in &sentences {
            let tokens = doc.tokens.get_mut(sentence.tokens.clone()).unwrap_or_default();
            tagger.tag(tagger::MODEL, article.text(), tokens);
            repair::repair(article.text(), tokens);
        }
        doc.sentences.extend(sentences);
    }
    doc
}
