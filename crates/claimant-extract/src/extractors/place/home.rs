//! Where the publisher is at home: a local newspaper does not say which Springfield.

use std::sync::LazyLock;

use claimant_doc::Article;

use super::choose::Heard;
use super::weights::WEIGHTS;
use crate::gazetteer::{self, Place};
use crate::lexicon::Table;

static PUBLISHERS: LazyLock<Table<(&'static str, &'static str)>> = LazyLock::new(|| {
    Table::parse(include_str!("../../../data/publishers.tsv"), |row| Some((*row.get(1)?, *row.get(2)?)))
});

/// The town that the article's publisher writes of, heard like a name of the text.
pub fn home(article: &Article) -> Option<Heard> {
    let url = article.url.as_deref()?;
    let host = url.split_once("//").map_or(url, |(_, rest)| rest).split(['/', ':']).next()?;
    let labels = host.match_indices('.').map(|(at, _)| at + 1);
    let mut tails = std::iter::once(0).chain(labels).filter_map(|at| host.get(at..));
    let (town, code) = tails.find_map(|tail| PUBLISHERS.get_lower(tail))?;
    Some(Heard { place: place(town, code)?, mentions: WEIGHTS.home })
}

fn place(town: &str, code: &str) -> Option<Place> {
    let holder = gazetteer::coded(code)?;
    let inside = gazetteer::named(town).map(|(place, _)| place).filter(|place| place.lies_in(holder));
    inside.max_by(|a, b| a.size().total_cmp(&b.size()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_publisher_has_a_home() {
        for row in crate::lexicon::rows(include_str!("../../../data/publishers.tsv")) {
            assert!(place(row[1], row[2]).is_some(), "{row:?}");
        }
        let mut article = Article::new("text");
        article.url = Some("https://www.oxfordpress.com/news/1".to_owned());
        assert_eq!(home(&article).and_then(|home| home.place.id()), Some(4_520_760));
        article.url = Some("https://example.org/oxfordpress.com".to_owned());
        assert!(home(&article).is_none());
    }
}
