//! Articles read from HTML pages.
//!
//! - `text_f1`: that of the Scrapinghub article extraction benchmark: runs of four words, each page of weight 1, F1 of the
//!   mean precision and the mean recall.
//! - `contains_recall`, `excludes_kept_out`: strings that the text must or must not hold.
//! - `title_exact`: equal after white space, case, quotes and dashes are folded; `author_exact` the same set of names,
//!   `author_any` one name in common; `date_accuracy` of the first ten characters.
//!
//! A page without a prediction counts as empty.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::figures::{Figures, harmonic};
use super::item::items;
use super::spans::is_blank;

/// How many words a run has.
const RUN: usize = 4;

static WORDS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[\p{L}\p{N}_]+").ok());
static PARTS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\s*(?:,|;|&|\band\b)\s*").ok());

/// Hits and how many were asked for.
type Share = (usize, usize);

/// What is counted over all pages.
#[derive(Default)]
struct Tally {
    pages: usize,
    missing: usize,
    /// Precision and recall of each page's text that has any.
    precision: Vec<f64>,
    recall: Vec<f64>,
    texts: Share,
    contains: Share,
    excludes: Share,
    start: Share,
    title: Share,
    author: Share,
    author_any: Share,
    date: Share,
}

/// The figures of pages (each with what is `expected`) and the articles read from them, by page.
pub fn score(pages: &BTreeMap<String, Value>, articles: &BTreeMap<String, Value>) -> Figures {
    let mut tally = Tally::default();
    for (page, record) in pages {
        tally.pages += 1;
        tally.missing += !articles.contains_key(page) as usize;
        tally.add(&record["expected"], articles.get(page).unwrap_or(&Value::Null));
    }
    tally.figures()
}

impl Tally {
    fn add(&mut self, want: &Value, got: &Value) {
        let text = string(got, "text");
        let flat = fold(text);
        if !string(want, "text").is_empty() {
            self.add_text(string(want, "text"), text);
        }
        for held in items(want, "contains").iter().filter_map(Value::as_str) {
            tick(&mut self.contains, flat.contains(&fold(held)));
        }
        for kept_out in items(want, "excludes").iter().filter_map(Value::as_str) {
            tick(&mut self.excludes, !text.is_empty() && !flat.contains(&fold(kept_out)));
        }
        if !string(want, "text_start").is_empty() {
            let first = |text: &str| words(text).into_iter().take(8).map(str::to_owned).collect::<Vec<_>>();
            tick(&mut self.start, first(&flat) == first(&fold(string(want, "text_start"))));
        }
        self.add_metadata(want, got);
    }

    fn add_metadata(&mut self, want: &Value, got: &Value) {
        if !string(want, "title").is_empty() {
            tick(&mut self.title, fold(string(want, "title")) == fold(string(got, "title")));
        }
        if !items(want, "authors").is_empty() {
            let (a, b) = (people(items(want, "authors")), people(items(got, "authors")));
            tick(&mut self.author, a == b);
            tick(&mut self.author_any, !a.is_disjoint(&b));
        }
        if !string(want, "published").is_empty() {
            let day = |record: &Value| string(record, "published").chars().take(10).collect::<String>();
            tick(&mut self.date, day(want) == day(got));
        }
    }

    fn add_text(&mut self, want: &str, got: &str) {
        let (a, b) = (runs(want), runs(got));
        let both: usize = a.iter().map(|(run, n)| (*n).min(b.get(run).copied().unwrap_or_default())).sum();
        let (gold, found) = (a.values().sum::<usize>(), b.values().sum::<usize>());
        if found > 0 {
            self.precision.push(both as f64 / found as f64);
        }
        if gold > 0 {
            self.recall.push(both as f64 / gold as f64);
        }
        tick(&mut self.texts, words(want) == words(got));
    }

    fn figures(self) -> Figures {
        let mut out = Figures::default();
        out.number("pages", self.pages);
        out.number("without_prediction", self.missing);
        if self.texts.1 > 0 {
            let (p, r) = (mean(&self.precision), mean(&self.recall));
            out.number("text_pages", self.texts.1);
            out.percent("text_precision", 100.0 * p);
            out.percent("text_recall", 100.0 * r);
            out.percent("text_f1", 100.0 * harmonic(p, r));
        }
        for (name, (right, of)) in [
            ("text_exact", self.texts),
            ("contains_recall", self.contains),
            ("excludes_kept_out", self.excludes),
            ("text_start_accuracy", self.start),
            ("title_exact", self.title),
            ("author_exact", self.author),
            ("author_any", self.author_any),
            ("date_accuracy", self.date),
        ] {
            out.share(name, right, of);
        }
        out
    }
}

fn tick((hits, of): &mut Share, right: bool) {
    *hits += right as usize;
    *of += 1;
}

fn string<'a>(record: &'a Value, key: &str) -> &'a str {
    record[key].as_str().unwrap_or_default()
}

fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

fn words(text: &str) -> Vec<&str> {
    WORDS.iter().flat_map(|word| word.find_iter(text)).map(|m| m.as_str()).collect()
}

/// Every run of four words and how often it occurs; of a shorter text all its words.
fn runs(text: &str) -> BTreeMap<Vec<&str>, usize> {
    let words = words(text);
    let mut out = BTreeMap::new();
    let all: Vec<&[&str]> = if words.len() < RUN { vec![&words] } else { words.windows(RUN).collect() };
    for run in all.into_iter().filter(|run| !run.is_empty()) {
        *out.entry(run.to_vec()).or_default() += 1;
    }
    out
}

/// A text with compatibility forms, quotes, dashes, blanks and case made the same.
fn fold(text: &str) -> String {
    let mut out = String::new();
    for c in text.nfkc() {
        match c {
            '‘' | '’' | '‛' | '′' | '`' => out.push('\''),
            '“' | '”' | '„' | '″' | '«' | '»' => out.push('"'),
            '‐'..='―' => out.push('-'),
            c if is_blank(c) => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out.trim_matches(' ').to_lowercase()
}

/// The names in bylines, without "by".
fn people(names: &[Value]) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for name in names.iter().filter_map(Value::as_str) {
        let name = fold(name);
        let rest = name.strip_prefix("by ").unwrap_or(&name);
        let parts = PARTS.iter().flat_map(|split| split.split(rest)).filter(|part| !part.is_empty());
        out.extend(parts.map(str::to_owned));
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn figures(article: Option<Value>) -> Figures {
        let page = json!({"expected": {
            "text": "one two three four five six", "title": "A “B”", "authors": ["Ann Lee"],
            "published": "2020-01-02", "contains": ["three four"], "excludes": ["menu"]
        }});
        let articles = article.map(|article| ("1".to_owned(), article)).into_iter().collect();
        score(&BTreeMap::from([("1".to_owned(), page)]), &articles)
    }

    #[test]
    fn a_perfect_article_gets_full_marks() {
        let article = json!({"text": "one two three four five six", "title": "A \"B\"", "authors": ["By Ann Lee"],
            "published": "2020-01-02T08:00"});
        let full = figures(Some(article));
        for name in
            ["text_f1", "text_exact", "contains_recall", "title_exact", "author_exact", "date_accuracy"]
        {
            assert_eq!(full.get(name), Some(100.0), "{name}");
        }
    }

    #[test]
    fn half_an_article_gets_a_third_of_the_runs() {
        let half = figures(Some(json!({"text": "one two three four", "authors": ["Bob"]})));
        assert_eq!(half.get("text_precision"), Some(100.0));
        assert_eq!(half.get("text_recall").map(f64::round), Some(33.0));
        assert_eq!(half.get("author_any"), Some(0.0));
        assert_eq!(figures(None).get("text_f1"), Some(0.0));
    }
}
