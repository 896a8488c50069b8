//! One article's claims on both sides, which of them belong together, and who vouches for each.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::gold::Pair;
use crate::score::item::{ends_of, items};
use crate::score::matching::{best_pairs, jaccard, shared};
use crate::score::spans::{Cover, Mover, Text};

/// Statuses that no one may take for a fact.
const DOUBTED: [&str; 3] = ["alleged", "denied", "hedged"];

/// One article's claims on both sides.
pub struct Article<'a> {
    /// The gold text.
    pub text: Text,
    /// The gold line.
    pub gold_line: &'a Value,
    /// The predicted line.
    pub line: &'a Value,
    /// Gold claims.
    pub gold: &'a [Value],
    /// Predicted claims.
    pub predicted: &'a [Value],
    mover: Mover,
    gold_words: Vec<Cover>,
    words: Vec<Cover>,
    /// The predicted claim matched to a gold claim.
    pub hit: BTreeMap<usize, usize>,
}

/// Who vouches first after the article: the words of the source and how it reads.
#[derive(Debug, PartialEq)]
pub struct Source(Cover, String);

impl<'a> Article<'a> {
    /// Reads a pair and matches its claims.
    pub fn new((gold_line, line): Pair<'a>) -> Article<'a> {
        let gold_text = gold_line["article"]["text"].as_str().unwrap_or_default();
        let text = Text::new(gold_text);
        let mover = Mover::new(gold_text, line["article"]["text"].as_str().unwrap_or_default());
        let (gold, predicted) = (items(gold_line, "claims"), items(line, "claims"));
        let gold_words: Vec<_> = gold.iter().map(|c| text.covered(&ends_of(&c["content"]))).collect();
        let words: Vec<_> =
            predicted.iter().map(|c| text.covered(&mover.lay_all(&ends_of(&c["content"])))).collect();
        let hit = best_pairs(&gold_words, &words, |jaccard| jaccard >= 0.5).into_iter().collect();
        Article { text, gold_line, line, gold, predicted, mover, gold_words, words, hit }
    }

    /// The outermost source of a gold claim; `None` for the article's own voice.
    pub fn gold_source(&self, claim: &Value) -> Option<Source> {
        self.outermost(self.gold_line, claim, None)
    }

    /// The outermost source of a predicted claim.
    pub fn source(&self, claim: &Value) -> Option<Source> {
        self.outermost(self.line, claim, Some(&self.mover))
    }

    fn outermost(&self, line: &Value, claim: &Value, mover: Option<&Mover>) -> Option<Source> {
        let first = chain(claim).into_iter().find(|link| *link != "article")?;
        let Some(found) = items(line, "attributions").iter().find(|a| a["id"] == first) else {
            return Some(Source(Cover::new(), format!("?{first}")));
        };
        let spans = ends_of(&found["source"]);
        let spans = mover.map_or(spans.clone(), |mover| mover.lay_all(&spans));
        let words: Vec<String> = spans.iter().map(|span| self.text.string(*span)).collect();
        Some(Source(self.text.covered(&spans), words.join(" ").to_lowercase()))
    }

    /// Predicted claims that hold at least half of a gold claim's words.
    fn covering(&self, i: usize) -> Vec<&'a Value> {
        let words = &self.gold_words[i];
        let half = |w: &Cover| !words.is_empty() && 2 * shared(words, w) >= words.len();
        self.predicted.iter().zip(&self.words).filter(|(_, w)| half(w)).map(|(claim, _)| claim).collect()
    }

    /// Which of the errors that must not happen a gold claim could meet with, and does.
    pub fn errors(&self, i: usize) -> [(bool, bool); 4] {
        let claim = &self.gold[i];
        let best = self.hit.get(&i).map(|j| &self.predicted[*j]);
        let covering = self.covering(i);
        let own: Vec<_> = covering.iter().filter(|claim| claim["form"] == "own_voice").collect();
        let (as_fact, lost) = match best {
            Some(best) => (best["status"] == "asserted", best["form"] == "own_voice"),
            None => (
                own.iter().any(|claim| claim["status"] == "asserted"),
                !own.is_empty() && own.len() == covering.len(),
            ),
        };
        let doubt = best.is_some_and(|best| is_doubted(&best["status"]));
        [
            (is_doubted(&claim["status"]), as_fact),
            (claim["status"] == "alleged" || claim["status"] == "denied", as_fact),
            (claim["status"] == "asserted", doubt),
            (claim["form"].as_str().is_some_and(|form| form != "own_voice"), lost),
        ]
    }
}

fn is_doubted(status: &Value) -> bool {
    DOUBTED.iter().any(|doubted| status == doubted)
}

/// Who vouches, outermost first; an absent or empty chain is the article alone.
pub fn chain(claim: &Value) -> Vec<&str> {
    let links: Vec<&str> = items(claim, "chain").iter().filter_map(Value::as_str).collect();
    if links.is_empty() { vec!["article"] } else { links }
}

/// Own voice in both, the same words (at least half of them), or the same reading.
pub fn same_source(a: &Option<Source>, b: &Option<Source>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => {
            let by_words = !a.0.is_empty() && !b.0.is_empty() && jaccard(&a.0, &b.0) >= 0.5;
            by_words || a.1 == b.1
        }
        (a, b) => a.is_none() && b.is_none(),
    }
}
