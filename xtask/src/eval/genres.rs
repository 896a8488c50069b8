//! The figures of a gold file by genre: the gold's own, the topic, or who published it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::score::{Scores, score};

/// Files whose documents are named `file/genre-…` or `file/publisher_…`.
const NAMED: &[&str] = &["uner_ewt", "polnear"];

/// The figures of each genre, by name; none where the gold knows of one at most.
pub fn scores(gold: &[Value], predicted: &[Value], only: &[&str]) -> Vec<(String, Scores)> {
    let mut genres: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for line in gold {
        if let Some(genre) = genre(line) {
            genres.entry(genre).or_default().push(line.clone());
        }
    }
    if genres.len() < 2 {
        return Vec::new();
    }
    genres.into_iter().map(|(name, lines)| (name.to_owned(), score(&lines, predicted, only))).collect()
}

fn genre(line: &Value) -> Option<&str> {
    let own = line["gold"]["genre"].as_str();
    let topic = || Some(line["gold"]["topic"].as_str()?.trim_start_matches("corpus_"));
    let named = || {
        let (file, name) = line["doc"].as_str()?.split_once('/')?;
        let end = name.find(['-', '_'])?;
        NAMED.contains(&file).then(|| name.split_at(end).0)
    };
    own.or_else(topic).or_else(named)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn genres_are_the_golds_own_its_topics_or_in_the_names_of_documents() {
        for (line, wanted) in [
            (json!({"doc": "gum/news_iodine", "gold": {"genre": "news"}}), Some("news")),
            (json!({"doc": "meantime/1_Stocks", "gold": {"topic": "corpus_stock"}}), Some("stock")),
            (json!({"doc": "uner_ewt/email-enron-1"}), Some("email")),
            (json!({"doc": "lgl/40450848"}), None),
            (json!({}), None),
        ] {
            assert_eq!(genre(&line), wanted, "{line}");
        }
    }
}
