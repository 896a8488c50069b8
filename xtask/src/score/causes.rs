//! Causal links: cause, effect, cue.
//!
//! - `<role>_exact_*`: both ends equal; `<role>_50_*`: Jaccard overlap of words at least 0.5; spans counted once.
//! - `relation_50_*`: cause and effect match (an argument absent in both matches); direction matters.
//! - `sentence_*`: where gold says whether the article (a sentence) is causal: is there any causal link in it?

use std::collections::BTreeSet;

use serde_json::Value;

use super::figures::{Count, Figures};
use super::item::{Ends, ends_of, items};
use super::matching::{best_pairs, jaccard, one_to_one};
use super::spans::{Cover, Mover, Text};
use crate::gold::Pair;

const ROLES: [&str; 3] = ["cause", "effect", "cue"];

/// The spans of cause, effect and cue.
type Link = [Vec<Ends>; 3];

/// What is counted over all articles.
#[derive(Default)]
struct Tally {
    exact: [Count; 3],
    half: [Count; 3],
    relation: Count,
    sentence: Count,
    judged: (usize, usize),
}

/// The figures of the layer.
pub fn score(pairs: &[Pair]) -> Figures {
    let mut tally = Tally::default();
    for pair in pairs {
        tally.add(*pair);
    }
    tally.figures()
}

impl Tally {
    fn add(&mut self, (gold_line, line): Pair) {
        let gold_text = gold_line["article"]["text"].as_str().unwrap_or_default();
        let text = Text::new(gold_text);
        let mover = Mover::new(gold_text, line["article"]["text"].as_str().unwrap_or_default());
        let links = |line: &Value| -> Vec<Link> {
            items(line, "causes").iter().map(|c| ROLES.map(|role| ends_of(&c[role]))).collect()
        };
        let gold = links(gold_line);
        let predicted: Vec<Link> =
            links(line).into_iter().map(|link| link.map(|spans| mover.lay_all(&spans))).collect();
        for role in 0..3 {
            self.add_role(&text, &gold, &predicted, role);
        }
        let found = relations(&text, &gold, &predicted);
        self.relation.add(found, gold.len(), predicted.len());
        if let Some(causal) = gold_line["gold"]["causal"].as_bool() {
            let got = !items(line, "causes").is_empty();
            self.sentence.add_label(causal, got);
            self.judged = (self.judged.0 + (causal == got) as usize, self.judged.1 + 1);
        }
    }

    fn add_role(&mut self, text: &Text, gold: &[Link], predicted: &[Link], role: usize) {
        let present = |side: &[Link]| -> Vec<Vec<Ends>> {
            side.iter().map(|link| link[role].clone()).filter(|spans| !spans.is_empty()).collect()
        };
        let (gold, predicted) = (present(gold), present(predicted));
        let pieces = |side: &[Vec<Ends>]| side.iter().map(|s| text.pieces(s)).collect::<BTreeSet<_>>();
        let (a, b) = (pieces(&gold), pieces(&predicted));
        self.exact[role].add(a.intersection(&b).count(), a.len(), b.len());
        let covers = |side: &[Vec<Ends>]| -> Vec<Cover> {
            side.iter().map(|s| text.covered(s)).collect::<BTreeSet<_>>().into_iter().collect()
        };
        let (a, b) = (covers(&gold), covers(&predicted));
        self.half[role].add(best_pairs(&a, &b, |jaccard| jaccard >= 0.5).len(), a.len(), b.len());
    }

    fn figures(self) -> Figures {
        let mut out = Figures::default();
        out.number("gold", self.relation.gold);
        out.number("predicted", self.relation.predicted);
        for (role, (exact, half)) in ROLES.iter().zip(self.exact.iter().zip(&self.half)) {
            exact.put(&mut out, &format!("{role}_exact"));
            half.put(&mut out, &format!("{role}_50"));
        }
        self.relation.put(&mut out, "relation_50");
        self.sentence.put(&mut out, "sentence");
        out.share("sentence_accuracy", self.judged.0, self.judged.1);
        out
    }
}

/// How many links match in cause and effect, the best fit first.
fn relations(text: &Text, gold: &[Link], predicted: &[Link]) -> usize {
    let words = |side: &[Link]| -> Vec<[Cover; 3]> {
        side.iter().map(|link| link.each_ref().map(|spans| text.covered(spans))).collect()
    };
    let (gold, predicted) = (words(gold), words(predicted));
    let mut found = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in predicted.iter().enumerate() {
            let fits: Vec<f64> = g.iter().zip(p).map(|(a, b)| jaccard(a, b)).collect();
            if fits[0] >= 0.5 && fits[1] >= 0.5 {
                found.push((-fits.iter().sum::<f64>(), i.abs_diff(j), i, j));
            }
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2, a.3).cmp(&(b.1, b.2, b.3))));
    one_to_one(found.into_iter().map(|(.., i, j)| (i, j))).len()
}
