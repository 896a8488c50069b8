//! What is wrong with items that are aligned by their spans: times and quantities; and with names.

use serde_json::Value;

use super::{Disagreement, words};
use crate::gold::Pair;
use crate::score::item::{align, ends, items, word};
use crate::score::spans::Text;
use crate::score::{entities, quantities, times};

/// Wrong times.
pub fn find_times(pair: Pair) -> Vec<Disagreement> {
    aligned_errors(pair, "times", &times::candidates(pair), time_faults)
}

/// Wrong quantities.
pub fn find_quantities(pair: Pair) -> Vec<Disagreement> {
    aligned_errors(pair, "quantities", &quantities::candidates(pair), quantity_faults)
}

/// Says what is wrong with an aligned pair.
type Faults = fn(&Value, &Value) -> Vec<&'static str>;

fn aligned_errors(pair: Pair, layer: &str, predicted: &[&Value], faults: Faults) -> Vec<Disagreement> {
    let text = Text::new(pair.0["article"]["text"].as_str().unwrap_or_default());
    let gold: Vec<&Value> = items(pair.0, layer).iter().collect();
    let aligned = align(&gold, predicted);
    let line = |side: &str, item: &Value| format!("{side} {}", describe(&text, item));
    let mut out = Vec::new();
    for &(i, j) in &aligned {
        let mut kinds = faults(gold[i], predicted[j]);
        if ends(gold[i]) != ends(predicted[j]) {
            kinds.push("span");
        }
        if !kinds.is_empty() {
            let lines = vec![line("gold", gold[i]), line("got ", predicted[j])];
            out.push(Disagreement {
                kind: format!("wrong {}", kinds.join("+")),
                place: ends(gold[i]),
                lines,
            });
        }
    }
    let single = |kind: &str, side: &str, item: &Value| Disagreement {
        kind: kind.to_owned(),
        place: ends(item),
        lines: vec![line(side, item)],
    };
    let free = |taken: fn(&(usize, usize)) -> usize, at: usize| !aligned.iter().any(|pair| taken(pair) == at);
    out.extend((0..gold.len()).filter(|i| free(|p| p.0, *i)).map(|i| single("missed", "gold", gold[i])));
    out.extend(
        (0..predicted.len()).filter(|j| free(|p| p.1, *j)).map(|j| single("extra", "got ", predicted[j])),
    );
    out.sort_by_key(|d| d.place);
    out
}

/// An item's words and its plain keys.
fn describe(text: &Text, item: &Value) -> String {
    let mut out = format!("“{}”", words(text, &[ends(item)]));
    for key in ["type", "value", "high", "from", "to", "anchor", "bound", "unit", "kind", "emphasis"] {
        if !item[key].is_null() {
            out.push_str(&format!(" {key}={}", item[key].to_string().trim_matches('"')));
        }
    }
    if item["item"].is_object() {
        out.push_str(&format!(" item=“{}”", words(text, &[ends(&item["item"])])));
    }
    out
}

fn time_faults(gold: &Value, predicted: &Value) -> Vec<&'static str> {
    let mut kinds = Vec::new();
    if word(gold, "type").is_some_and(|kind| predicted["type"] != kind) {
        kinds.push("type");
    }
    if word(gold, "value").is_some() && !times::same_value(gold, predicted) {
        kinds.push("value");
    }
    if word(gold, "from").or(word(gold, "to")).is_some() && !times::same_days(gold, predicted) {
        kinds.push("days");
    }
    kinds
}

fn quantity_faults(gold: &Value, predicted: &Value) -> Vec<&'static str> {
    let mut kinds = Vec::new();
    if !gold["value"].is_null() && !quantities::same_value(gold, predicted) {
        kinds.push("value");
    }
    if gold.get("unit").is_some() && !quantities::same_unit(gold, predicted) {
        kinds.push("unit");
    }
    if word(gold, "bound").is_some_and(|bound| predicted["bound"] != bound) {
        kinds.push("bound");
    }
    kinds
}

/// Missed and invented names.
pub fn find_entities(pair: Pair) -> Vec<Disagreement> {
    let (gold, predicted) = entities::sides(pair);
    let single = |name: &entities::Name, kind: &str| Disagreement {
        kind: format!("{kind} {}", name.1),
        place: name.0,
        lines: Vec::new(),
    };
    let mut out: Vec<_> = gold.difference(&predicted).map(|name| single(name, "missed")).collect();
    out.extend(predicted.difference(&gold).map(|name| single(name, "extra")));
    out.sort_by_key(|d| d.place);
    out
}
