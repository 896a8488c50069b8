//! Which part of a page is the article.

use dom_query::Document;
use dom_smoothie::{CandidateSelectMode, Config, Readability};

use super::blocks::{self, Found};
use super::metadata::Metadata;

/// The blocks of the article in `document`, boilerplate among them; `body` are all blocks that it shows.
pub(crate) fn pick(document: Document, body: Vec<Found>, known: &Metadata) -> Vec<Found> {
    let picked = readable(document).unwrap_or_default();
    let _ = known;
    if picked.is_empty() { body } else { picked }
}

/// The article by paragraph density and names, as browsers' reading modes find it.
fn readable(document: Document) -> Option<Vec<Found>> {
    let config = Config {
        keep_classes: true,
        disable_json_ld: true,
        candidate_select_mode: CandidateSelectMode::Readability,
        ..Config::default()
    };
    let article = Readability::with_document(document, None, Some(config)).ok()?.parse().ok()?;
    let content = Document::from(article.content);
    content.body().map(|body| blocks::blocks(&body))
}
