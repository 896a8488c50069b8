//! Figures that are right as a whole: what is counted, when, and how it is bounded.
//!
//! Own gold says in words of its own what a figure counts ("civilians wounded", "maximum sentence"), not by a span.
//! There an item is right if it, or the event that governs the figure, shares a word with them: stems of five
//! letters, and one stem for all words of dying. That is lenient where two figures of an article count alike and
//! strict where the gold paraphrases; beside a span of the gold, overlap decides. A period is right if its days are
//! the gold's; where the gold names none, none is asked for.

use std::collections::BTreeSet;

use serde_json::Value;

use super::by_id;
use crate::gold::Pair;
use crate::score::figures::Figures;
use crate::score::item::{align, ends, items, overlap, word};
use crate::score::spans::Text;
use crate::score::{quantities, times};

/// Right ones and how many are asked for.
type Share = (usize, usize);

/// What is counted over all articles.
#[derive(Default)]
pub struct Whole {
    item: Share,
    period: Share,
    whole: Share,
}

impl Whole {
    /// Counts the figures of one article.
    pub fn add(&mut self, pair: Pair) {
        let text = Text::new(pair.0["article"]["text"].as_str().unwrap_or_default());
        let gold: Vec<&Value> = items(pair.0, "quantities").iter().collect();
        let predicted = quantities::candidates(pair);
        let aligned = align(&gold, &predicted);
        for (i, gold) in gold.iter().enumerate() {
            let found = aligned.iter().find(|pair| pair.0 == i).map(|pair| predicted[pair.1]);
            self.add_figure(pair, &text, gold, found);
        }
    }

    fn add_figure(&mut self, pair: Pair, text: &Text, gold: &Value, found: Option<&Value>) {
        let Some(item) = right_item(text, gold, found) else { return };
        let period = right_period(pair, gold, found);
        let value = gold["value"].is_null() || found.is_some_and(|found| quantities::same_value(gold, found));
        let bound =
            word(gold, "bound").is_none_or(|bound| found.is_some_and(|found| found["bound"] == bound));
        count(&mut self.item, item);
        period.into_iter().for_each(|period| count(&mut self.period, period));
        count(&mut self.whole, item && value && bound && period != Some(false));
    }

    /// Puts the shares of what there is to judge.
    pub fn put(&self, out: &mut Figures) {
        out.share("item_right", self.item.0, self.item.1);
        out.share("period_right", self.period.0, self.period.1);
        out.share("figure_right", self.whole.0, self.whole.1);
    }
}

fn count(share: &mut Share, right: bool) {
    *share = (share.0 + usize::from(right), share.1 + 1);
}

/// Whether the item is the gold's; `None` where the gold does not tell.
fn right_item(text: &Text, gold: &Value, found: Option<&Value>) -> Option<bool> {
    if gold["item"].is_object() {
        let over = |found: &Value| overlap(ends(&gold["item"]), ends(&found["item"])) > 0;
        return Some(found.is_some_and(|found| found["item"].is_object() && over(found)));
    }
    let counted = stems(word(&gold["gold"], "counted")?);
    let said = |found: &Value| {
        let item = if found["item"].is_object() { text.string(ends(&found["item"])) } else { String::new() };
        stems(&format!("{item} {}", word(found, "measure").unwrap_or_default()))
    };
    Some(found.is_some_and(|found| !said(found).is_disjoint(&counted)))
}

/// Whether the period is the gold's; `None` where the gold names none, or none with days.
fn right_period(pair: Pair, gold: &Value, found: Option<&Value>) -> Option<bool> {
    let wanted = by_id(pair.0, word(&gold["gold"], "scope_time")?)?;
    word(wanted, "from").or(word(wanted, "to"))?;
    let got = found.and_then(|found| word(found, "time")).and_then(|id| by_id(pair.1, id));
    Some(got.is_some_and(|got| times::same_days(wanted, got)))
}

/// The words that carry meaning, cut to stems.
fn stems(words: &str) -> BTreeSet<String> {
    const EMPTY: [&str; 14] =
        ["the", "of", "in", "and", "by", "a", "an", "not", "per", "on", "for", "from", "with", "to"];
    const DEATH: [&str; 7] = ["dead", "die", "death", "kill", "toll", "fatal", "murde"];
    let clean = words.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    let stem = |word: String| {
        let base = word.strip_suffix('s').unwrap_or(&word).to_owned();
        let base: String = base.chars().take(5).collect();
        if DEATH.iter().any(|word| base.starts_with(word)) { "death".to_owned() } else { base }
    };
    clean.filter(|word| !word.is_empty() && !EMPTY.contains(&word.as_str())).map(stem).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_item_is_right_by_a_shared_word() {
        let text = Text::new("Seven riders were hurt.");
        let gold = json!({"gold": {"counted": "riders injured"}});
        let item = |start: usize, end: usize| json!({"item": {"start": start, "end": end}, "measure": "see"});
        assert_eq!(right_item(&text, &gold, Some(&item(6, 12))), Some(true));
        assert_eq!(right_item(&text, &gold, Some(&item(0, 5))), Some(false));
        assert_eq!(right_item(&text, &gold, None), Some(false));
        assert_eq!(right_item(&text, &json!({"gold": {}}), None), None);
    }

    #[test]
    fn dying_is_one_word() {
        assert_eq!(stems("people killed"), stems("people die"));
    }
}
