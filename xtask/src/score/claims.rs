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

mod article;

use serde_json::Value;

use super::figures::{Count, Figures, classes};
use super::item::word;
use crate::gold::Pair;
pub use article::{Article, chain, same_source};

const LABELS: [&str; 4] = ["form", "status", "polarity", "certainty"];
const ERRORS: [&str; 4] = [
    "allegation_as_fact_per_100",
    "alleged_or_denied_as_fact_per_100",
    "fact_as_doubt_per_100",
    "voice_lost_per_100",
];

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
