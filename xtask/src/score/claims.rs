//! Claims: what is said, who vouches for it, and how sure they are.
//!
//! - `content_*`: one to one by the Jaccard overlap of the content's words, at least 0.5.
//! - `whole_*`: matched, and form, status and chain (outermost source) right; an unknown label counts as right.
//! - `form_accuracy` …: over matched claims whose gold has the label.
//! - `chain_accuracy`: the outermost link after `article` has the right source; own voice in both is right.
//! - `chain_depth_accuracy`: chain as long as gold's.
//!
//! Errors that must not happen, per 100 gold claims of the kind concerned (lower is better; nothing found makes none):
//! - `allegation_as_fact_per_100`: gold alleged, denied or hedged, but shown as asserted: by the matched claim, or by
//!   an own-voice claim that covers half of its words; `alleged_or_denied_as_fact_per_100` without hedged.
//! - `fact_as_doubt_per_100`: gold asserted, but the matched claim says alleged, denied or hedged.
//! - `voice_lost_per_100`: gold attributed, but shown in own voice.

use std::collections::BTreeMap;

use serde_json::Value;

use super::figures::{Count, Figures, classes};
use super::item::{ends_of, items, word};
use super::spans::{Cover, Mover, Text, best_pairs, jaccard, shared};
use crate::gold::Pair;

const DOUBTED: [&str; 3] = ["alleged", "denied", "hedged"];
const LABELS: [&str; 4] = ["form", "status", "polarity", "certainty"];
const ERRORS: [&str; 4] = [
    "allegation_as_fact_per_100",
    "alleged_or_denied_as_fact_per_100",
    "fact_as_doubt_per_100",
    "voice_lost_per_100",
];

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

/// What is counted over all articles.
#[derive(Default)]
struct Tally {
    content: Count,
    whole: Count,
    labels: [Vec<(String, String)>; 4],
    chains: Vec<bool>,
    attributed: Vec<bool>,
    depth: Vec<bool>,
    errors: [(usize, usize); 4],
}

/// The figures of the layer.
pub fn score(pairs: &[Pair]) -> Figures {
    let mut tally = Tally::default();
    for pair in pairs {
        tally.add(&Article::new(*pair));
    }
    tally.figures()
}

impl Tally {
    fn add(&mut self, article: &Article) {
        let optional = |i: usize| article.gold[i]["gold"]["optional"] == Value::Bool(true);
        let hits = article.hit.keys().filter(|i| !optional(**i)).count();
        let free = article.hit.len() - hits;
        let exhaustive = article.gold_line["gold"]["exhaustive"] != Value::Bool(false);
        let predicted = if exhaustive { article.predicted.len() - free } else { hits };
        let gold = (0..article.gold.len()).filter(|i| !optional(*i)).count();
        self.content.add(hits, gold, predicted);
        let right: Vec<usize> =
            article.hit.iter().filter(|(i, j)| self.add_match(article, **i, **j)).map(|(i, _)| *i).collect();
        self.whole.add(right.into_iter().filter(|i| !optional(*i)).count(), gold, predicted);
        for i in 0..article.gold.len() {
            for (count, (of, wrong)) in self.errors.iter_mut().zip(article.errors(i)) {
                count.0 += (of && wrong) as usize;
                count.1 += of as usize;
            }
        }
    }

    /// Counts the labels of a matched claim; whether it is wholly right.
    fn add_match(&mut self, article: &Article, i: usize, j: usize) -> bool {
        let (claim, best) = (&article.gold[i], &article.predicted[j]);
        let mut right = true;
        for (at, label) in LABELS.iter().enumerate() {
            if let Some(want) = claim[label].as_str() {
                let got = word(best, label).unwrap_or("none");
                right &= want == got || at >= 2;
                self.labels[at].push((want.to_owned(), got.to_owned()));
            }
        }
        let (a, b) = (article.gold_source(claim), article.source(best));
        let same = same_source(&a, &b);
        self.chains.push(same);
        if a.is_some() {
            self.attributed.push(same);
        }
        self.depth.push(chain(claim).len() == chain(best).len());
        right && same
    }

    fn figures(self) -> Figures {
        let mut out = Figures::default();
        out.number("gold", self.content.gold);
        out.number("predicted", self.content.predicted);
        self.content.put(&mut out, "content");
        self.whole.put(&mut out, "whole");
        for (name, labels) in LABELS.iter().zip(&self.labels) {
            classes(&mut out, name, labels);
        }
        for (name, rows) in [
            ("chain_accuracy", &self.chains),
            ("chain_accuracy_attributed", &self.attributed),
            ("chain_depth_accuracy", &self.depth),
        ] {
            out.share(name, rows.iter().filter(|right| **right).count(), rows.len());
        }
        for (name, (wrong, of)) in ERRORS.iter().zip(self.errors) {
            out.share(name, wrong, of);
            out.number(name.replace("_per_100", "_n"), of);
        }
        out
    }
}
