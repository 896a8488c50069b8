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

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::figures::{Count, Figures};
use super::item::{Ends, ends_of, items, states, word};
use super::spans::{Cover, Mover, Text, best_pairs, jaccard, meeting, one_to_one};
use crate::gold::Pair;

/// The roles of an attribution, in the order of the figures.
pub const ROLES: [&str; 3] = ["source", "cue", "content"];

const SOURCE: usize = 0;
const CUE: usize = 1;
const CONTENT: usize = 2;

/// An attribution's roles as words of the gold text; `None` where gold does not state the role.
pub struct Roles {
    /// Spans of each role.
    pub spans: [Option<Vec<Ends>>; 3],
    covers: [Option<Cover>; 3],
}

impl Roles {
    fn new(item: &Value, text: &Text, mover: Option<&Mover>) -> Roles {
        let spans = ROLES.map(|role| {
            let spans = ends_of(&item[role]);
            match mover {
                Some(mover) => Some(mover.lay_all(&spans)),
                None => states(item, role).then_some(spans),
            }
        });
        let covers = spans.each_ref().map(|spans| spans.as_ref().map(|s| text.covered(s)));
        Roles { spans, covers }
    }

    fn has(&self, role: usize) -> bool {
        self.spans[role].as_ref().is_some_and(|spans| !spans.is_empty())
    }

    /// How well a role fits; `None` where gold does not state it.
    fn fit(&self, predicted: &Roles, role: usize) -> Option<f64> {
        Some(jaccard(self.covers[role].as_ref()?, predicted.covers[role].as_ref()?))
    }

    /// Whether a role is right, or unknown.
    pub fn fits(&self, predicted: &Roles, role: usize) -> bool {
        self.fit(predicted, role).is_none_or(|fit| fit >= 0.5)
    }
}

/// One article's attributions on both sides and what the gold line lets be scored.
pub struct Article<'a> {
    /// The gold text.
    pub text: Text,
    /// Gold items.
    pub gold_items: Vec<&'a Value>,
    /// Predicted items that may be judged.
    pub items: Vec<&'a Value>,
    /// Gold roles.
    pub gold: Vec<Roles>,
    /// Predicted roles, on the gold text.
    pub predicted: Vec<Roles>,
    roles: Vec<usize>,
    nested: bool,
    exact: bool,
    linked: bool,
}

impl<'a> Article<'a> {
    /// Reads a pair.
    pub fn new((gold, predicted): Pair<'a>) -> Article<'a> {
        let note = &gold["gold"];
        let allowed = |key: &str| note[key] != Value::Bool(false);
        let gold_text = gold["article"]["text"].as_str().unwrap_or_default();
        let text = Text::new(gold_text);
        let mover = Mover::new(gold_text, predicted["article"]["text"].as_str().unwrap_or_default());
        let nested = allowed("nested");
        let gold_items: Vec<&Value> = items(gold, "attributions").iter().collect();
        let predicted_items = items(predicted, "attributions").iter();
        let items: Vec<&Value> = predicted_items.filter(|a| nested || word(a, "inside").is_none()).collect();
        let roles = match note["roles"].as_array() {
            Some(named) => named.iter().filter_map(|n| ROLES.iter().position(|r| n == r)).collect(),
            None => vec![SOURCE, CUE, CONTENT],
        };
        Article {
            gold: gold_items.iter().map(|a| Roles::new(a, &text, None)).collect(),
            predicted: items.iter().map(|a| Roles::new(a, &text, Some(&mover))).collect(),
            text,
            gold_items,
            items,
            roles,
            nested,
            exact: allowed("exact"),
            linked: allowed("linked"),
        }
    }

    /// Gold and predicted attributions, one to one by their contents (or cues, where gold has no contents). Among
    /// equals the pair whose other roles fit better goes first, so that equal input is paired with itself.
    pub fn pairs(&self) -> Vec<(usize, usize)> {
        let anchor = if self.roles.contains(&CONTENT) { CONTENT } else { CUE };
        if !self.linked && anchor == CONTENT {
            return Vec::new();
        }
        let covers = |side: &[Roles]| -> Vec<Cover> {
            side.iter().map(|a| a.covers[anchor].clone().unwrap_or_default()).collect()
        };
        let mut found = Vec::new();
        for (i, j) in meeting(&covers(&self.gold), &covers(&self.predicted)) {
            let fit = |role| self.gold[i].fit(&self.predicted[j], role);
            let first = fit(anchor).unwrap_or_default();
            if first >= 0.5 {
                let rest: f64 = (0..3).filter(|role| *role != anchor).filter_map(fit).sum();
                found.push((-first, -rest, i.abs_diff(j), i, j));
            }
        }
        found.sort_by(|a, b| {
            a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then((a.2, a.3, a.4).cmp(&(b.2, b.3, b.4)))
        });
        one_to_one(found.into_iter().map(|(.., i, j)| (i, j)))
    }

    /// Whether source and cue of a pair are right.
    pub fn linked(&self, (i, j): (usize, usize)) -> bool {
        let (g, p) = (&self.gold[i], &self.predicted[j]);
        g.fits(p, SOURCE) && g.fits(p, CUE)
    }
}

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
            let right = found.iter().filter(|pair| article.linked(**pair)).count();
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
