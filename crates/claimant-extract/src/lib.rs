//! Article in, everything found in it out. Pure, deterministic, cannot fail.
//!
//! ```text
//! Article ─segment→ Doc ─extractors, in table order→ Marks ─assemble→ claims ─findings→ Reading
//! ```

mod assemble;
mod clause;
mod extractors;
mod findings;
mod lexicon;
mod segment;

use claimant_doc::{Article, Doc, Marks, Reading};

pub use assemble::assemble;
pub use extractors::{EXTRACTORS, Extractor};
pub use segment::{segment, tagger};

/// What to run.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Names of the extractors to run; empty for all.
    pub only: Vec<String>,
}

/// Reads an article: all extractors over one segmentation, then the claims and what follows from them.
pub fn extract(article: Article, config: &Config) -> Reading {
    let doc = segment(&article);
    let marks = mark(&doc, config);
    let mut reading = assemble::assemble(&doc, &marks);
    reading.article = article;
    reading.findings = findings::findings(&reading);
    reading
}

/// All marks of a document.
pub fn mark(doc: &Doc<'_>, config: &Config) -> Marks {
    let mut marks = Marks::default();
    for extractor in EXTRACTORS {
        if config.only.is_empty() || config.only.iter().any(|name| name == extractor.name) {
            let found = (extractor.run)(doc, &marks);
            marks.add(found);
        }
    }
    marks
}
