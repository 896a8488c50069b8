//! Article in, everything found in it out. Pure, deterministic, cannot fail.
//!
//! ```text
//! Article ─segment→ Doc ─encode→ Scores ─extractors, in table order→ Marks ─assemble→ claims ─findings→ Reading
//! ```

mod assemble;
mod clause;
mod extractors;
mod findings;
mod gazetteer;
mod lexicon;
mod scores;
mod segment;

use claimant_doc::{Article, Doc, Marks, Reading, Warning};

pub use assemble::assemble;
pub use extractors::{EXTRACTORS, Extractor};
pub use scores::Scores;
pub use segment::{segment, segment_by, sentences, tagger};

/// What to run.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Names of the extractors to run; empty for all.
    pub only: Vec<String>,
    /// Rules alone, without the encoder.
    pub fast: bool,
    /// Threads that the encoder may take for one article; 0 is 1. Any number gives the same.
    pub threads: usize,
}

/// Reads an article: all extractors over one segmentation, then the claims and what follows from them.
pub fn extract(article: Article, config: &Config) -> Reading {
    let mut doc = segment(&article);
    let scores = encode(&mut doc, config);
    let marks = mark(&doc, &scores, config);
    let mut reading = assemble::assemble(&doc, &scores, &marks);
    if !config.fast && is_long(&doc) {
        let message = "too long for the encoder: read by rules alone, as with --fast";
        reading.warnings.push(Warning::new("read-by-rules", message));
    }
    reading.article = article;
    reading.findings = findings::findings(&reading);
    reading
}

/// Tokens of the longest article that the encoder reads: some seconds of work, so that no document takes longer than it
/// may. The same on every machine, so that the output is too.
const LONGEST: usize = 30_000;

fn is_long(doc: &Doc<'_>) -> bool {
    doc.tokens.len() > LONGEST
}

/// What the encoder says of a document, whose tags become the encoder's; nothing in the fast mode, and nothing of a
/// document that is too long for it.
pub fn encode(doc: &mut Doc<'_>, config: &Config) -> Scores {
    let model = if config.fast || is_long(doc) { None } else { claimant_model::bundled() };
    let scores = model.map(|model| Scores::of(model, doc, config.threads)).unwrap_or_default();
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
