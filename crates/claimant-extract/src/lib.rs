//! Article in, everything found in it out. Pure, deterministic, cannot fail.
//!
//! ```text
//! Article ─segment→ Doc ─encode→ Scores ─extractors, in table order→ Marks ─assemble→ claims ─findings→ Reading
//! ```

mod assemble;
mod clause;
mod extractors;
mod findings;
mod lexicon;
mod scores;
mod segment;

use claimant_doc::{Article, Doc, Marks, Reading};

pub use assemble::assemble;
pub use extractors::{EXTRACTORS, Extractor};
pub use scores::Scores;
pub use segment::{segment, tagger};

/// What to run.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Names of the extractors to run; empty for all.
    pub only: Vec<String>,
    /// Rules alone, without the encoder.
    pub fast: bool,
}

/// Reads an article: all extractors over one segmentation, then the claims and what follows from them.
pub fn extract(article: Article, config: &Config) -> Reading {
    let mut doc = segment(&article);
    let scores = encode(&mut doc, config);
    let marks = mark(&doc, &scores, config);
    let mut reading = assemble::assemble(&doc, &scores, &marks);
    reading.article = article;
    reading.findings = findings::findings(&reading);
    reading
}

/// What the encoder says of a document, whose tags become the encoder's; nothing in the fast mode.
pub fn encode(doc: &mut Doc<'_>, config: &Config) -> Scores {
    let model = if config.fast { None } else { claimant_model::bundled() };
    let scores = model.map(|model| Scores::of(model, doc)).unwrap_or_default();
    for (token, word) in doc.tokens.iter_mut().zip(&scores.words) {
        token.tag = word.tag;
    }
    scores
}

/// All marks of a document.
pub fn mark(doc: &Doc<'_>, scores: &Scores, config: &Config) -> Marks {
    let mut marks = Marks::default();
    for extractor in EXTRACTORS {
        if config.only.is_empty() || config.only.iter().any(|name| name == extractor.name) {
            let found = (extractor.run)(doc, scores, &marks);
            marks.add(found);
        }
    }
    marks
}
