//! Attributions: source, cue, content.
//!
//! - `<role>_exact_*`: contiguous spans, both ends equal, each place counted once, cut at line ends.
//! - `<role>_30_*`, `<role>_80_*`: one item is the whole role of an attribution; one to one by the Jaccard overlap of
//!   its words, at least 0.3 / 0.8.
//! - `linked_*`: content (at least 0.5), source (at least 0.5, or absent in both) and cue (likewise) match.
//! - `source_accuracy`: of matched contents whose gold has a source, share with the right one.
//! - `source_absent_accuracy`: of those whose gold names none, share where none is predicted.
//! - `inside_accuracy`: of matched attributions whose gold states `inside`, share with the same.
//!
//! A gold line's `gold` may narrow this: `nested: false`, `roles`, `exact: false`, `linked: false`.

mod article;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::figures::{Count, Figures};
use super::item::{Ends, states};
use super::matching::best_pairs;
use super::spans::Cover;
use crate::gold::Pair;
use article::SOURCE;
pub use article::{Article, ROLES, Roles};

/// What is counted over all articles.
#[derive(Default)]
struct Tally {
    gold: usize,
    predicted: usize,
    /// Counts by name, in the order in which they first came up.
    counts: Vec<(String, Count)>,
    source: (usize, usize),
    absent: (usize, usize),
    inside: (usize, usize),
    nested: (usize, usize),
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
        self.gold += article.gold.len();
        self.predicted += article.predicted.len();
        for role in &article.roles {
            self.add_role(article, *role);
        }
        let found = article.pairs();
        if article.linked {
            let right = found.iter().filter(|pair| article.is_linked(**pair)).count();
            self.count("linked".to_owned()).add(right, article.gold.len(), article.predicted.len());
        }
        self.add_sources(article, &found);
        if article.nested {
            self.add_inside(article, &found);
        }
    }

    fn count(&mut self, name: String) -> &mut Count {
        let at = self.counts.iter().position(|(key, _)| *key == name).unwrap_or_else(|| {
            self.counts.push((name, Count::default()));
            self.counts.len() - 1
        });
        &mut self.counts[at].1
    }

    fn add_role(&mut self, article: &Article, role: usize) {
        if article.exact {
            let (a, b) = (places(article, &article.gold, role), places(article, &article.predicted, role));
            let count = self.count(format!("{}_exact", ROLES[role]));
            count.add(a.intersection(&b).count(), a.len(), b.len());
        }
        let (a, b) = (covers(&article.gold, role), covers(&article.predicted, role));
        for (name, threshold) in [("30", 0.3), ("80", 0.8)] {
            let matched = best_pairs(&a, &b, |jaccard| jaccard >= threshold).len();
            self.count(format!("{}_{name}", ROLES[role])).add(matched, a.len(), b.len());
        }
    }

    fn add_sources(&mut self, article: &Article, found: &[(usize, usize)]) {
        for &(i, j) in found {
            let (g, p) = (&article.gold[i], &article.predicted[j]);
            if g.has(SOURCE) {
                tick(&mut self.source, g.fits(p, SOURCE));
            } else if g.spans[SOURCE].is_some() {
                tick(&mut self.absent, !p.has(SOURCE));
            }
        }
    }

    fn add_inside(&mut self, article: &Article, found: &[(usize, usize)]) {
        let id = |item: &Value, key: &str| item[key].as_str().map(str::to_owned);
        let partner: BTreeMap<_, _> = found
            .iter()
            .map(|&(i, j)| (id(article.gold_items[i], "id"), id(article.items[j], "id")))
            .collect();
        for &(i, j) in found.iter().filter(|(i, _)| states(article.gold_items[*i], "inside")) {
            let (want, got) = (id(article.gold_items[i], "inside"), id(article.items[j], "inside"));
            match want {
                None => tick(&mut self.inside, got.is_none()),
                want => {
                    let right = partner.get(&want).is_some_and(|partner| *partner == got);
                    tick(&mut self.inside, right);
                    tick(&mut self.nested, right);
                }
            }
        }
    }

    fn figures(self) -> Figures {
        let mut out = Figures::default();
        out.number("gold", self.gold);
        out.number("predicted", self.predicted);
        for (name, count) in &self.counts {
            count.put(&mut out, name);
        }
        for (name, (right, of)) in [
            ("source_accuracy", self.source),
            ("source_absent_accuracy", self.absent),
            ("inside_accuracy", self.inside),
            ("inside_accuracy_of_nested", self.nested),
        ] {
            out.share(name, right, of);
        }
        out
    }
}

fn tick((hits, of): &mut (usize, usize), right: bool) {
    *hits += right as usize;
    *of += 1;
}

/// Every contiguous span of a role, once.
fn places(article: &Article, side: &[Roles], role: usize) -> BTreeSet<Ends> {
    side.iter().filter_map(|a| a.spans[role].as_ref()).flat_map(|s| article.text.pieces(s)).collect()
}

/// Every cover of a role, once, in the order of the words' numbers as text.
fn covers(side: &[Roles], role: usize) -> Vec<Cover> {
    let present = side.iter().filter(|a| a.has(role)).filter_map(|a| a.covers[role].clone());
    let unique: BTreeSet<Cover> = present.collect();
    let mut out: Vec<Cover> = unique.into_iter().collect();
    out.sort_by_cached_key(|cover| cover.iter().map(u32::to_string).collect::<Vec<_>>().join(", "));
    out
}
