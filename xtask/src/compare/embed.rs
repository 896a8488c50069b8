//! Sentence embeddings of the encoder, as the ledger is given them.

use claimant_doc::Article;
use claimant_extract::segment;
use claimant_model::{Encoded, Model, Scratch, bundled};

/// The embedding of a text: the mean over its words; `None` without a model.
pub fn embed(text: &str) -> Option<Vec<f32>> {
    let model = bundled()?;
    let article = Article::new(text);
    let doc = segment(&article);
    let (mut sum, mut scratch) = (vec![0.0; model.config().hidden], Scratch::default());
    for window in model.windows(&doc) {
        let encoded = model.encode(&window, &mut scratch);
        let words: Vec<usize> = window.sentences.iter().map(|part| part.words.len()).collect();
        for (row, words) in rows(model, &encoded)?.chunks_exact(sum.len()).zip(words) {
            sum.iter_mut().zip(row).for_each(|(sum, x)| *sum += x * words as f32);
        }
    }
    Some(sum)
}

/// One row a sentence of the window.
fn rows(model: &Model, encoded: &Encoded<'_>) -> Option<Vec<f32>> {
    let hidden = model.config().hidden;
    let linear = model.linear("head.embedding", hidden, hidden).ok()?;
    Some(encoded.project(&encoded.pooled("embedding"), linear))
}
