//! Reading gold and predictions, where an absent key means unknown.

use serde_json::Value;

/// A span in code points, half-open.
pub type Ends = (usize, usize);

/// The list under a key; empty where it is absent.
pub fn items<'a>(line: &'a Value, key: &str) -> &'a [Value] {
    line[key].as_array().map_or(&[], Vec::as_slice)
}

/// The word under a key; `None` where it is absent, null or empty.
pub fn word<'a>(item: &'a Value, key: &str) -> Option<&'a str> {
    item[key].as_str().filter(|word| !word.is_empty())
}

/// Whether the key is there, be it null.
pub fn states(item: &Value, key: &str) -> bool {
    item.get(key).is_some()
}

/// `start` and `end` of an item.
pub fn ends(item: &Value) -> Ends {
    let end = |key: &str| item[key].as_u64().unwrap_or_default() as usize;
    (end("start"), end("end"))
}

/// One `{start, end}`, a list of them, or nothing.
pub fn ends_of(value: &Value) -> Vec<Ends> {
    match value {
        Value::Array(all) => all.iter().map(ends).collect(),
        Value::Object(_) => vec![ends(value)],
        _ => Vec::new(),
    }
}

/// How many code points two spans share; negative is the gap between them.
pub fn overlap(a: Ends, b: Ends) -> i64 {
    a.1.min(b.1) as i64 - a.0.max(b.0) as i64
}

/// Whether an item shares at least one code point with any of `others`.
pub fn touches(item: &Value, others: &[Value]) -> bool {
    others.iter().any(|other| overlap(ends(item), ends(other)) > 0)
}

/// Pairs of overlapping items, one to one: the largest overlap first, then the nearest start.
pub fn align(gold: &[&Value], predicted: &[&Value]) -> Vec<(usize, usize)> {
    align_by(gold, predicted, |g, p| overlap(ends(g), ends(p)))
}

/// [`align`] with another measure of overlap.
pub fn align_by(
    gold: &[&Value],
    predicted: &[&Value],
    shared: impl Fn(&Value, &Value) -> i64,
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, p) in predicted.iter().enumerate() {
            let overlap = shared(g, p);
            if overlap > 0 {
                found.push((-overlap, ends(g).0.abs_diff(ends(p).0), i, j));
            }
        }
    }
    found.sort_unstable();
    let (mut used_gold, mut used) = (vec![false; gold.len()], vec![false; predicted.len()]);
    let mut pairs = Vec::new();
    for (_, _, i, j) in found {
        if !used_gold[i] && !used[j] {
            (used_gold[i], used[j]) = (true, true);
            pairs.push((i, j));
        }
    }
    pairs
}

/// The predicted items that a gold line can judge: by its `kinds`, among `vocabulary`, and its `exhaustive`.
pub fn judged<'a>(
    gold_line: &Value,
    vocabulary: &[&str],
    field: &str,
    predicted: &'a [Value],
    gold: &[Value],
) -> Vec<&'a Value> {
    let kinds: Vec<&str> = items(gold_line, "kinds")
        .iter()
        .filter_map(Value::as_str)
        .filter(|k| vocabulary.contains(k))
        .collect();
    let marked = |p: &Value| match p[field].as_str() {
        Some(kind) => kinds.is_empty() || kinds.contains(&kind),
        None => true,
    };
    let all_marked = gold_line["exhaustive"] != Value::Bool(false);
    predicted.iter().filter(|p| (all_marked && marked(p)) || touches(p, gold)).collect()
}
