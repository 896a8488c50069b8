//! Check-worthiness of sentences: the greatest of any claim in the article, 0 if there is none.
//!
//! - `average_precision`: over all articles ranked by it, ties broken against the system.
//! - `precision_at_50`, `recall_at_50`, `f1_at_50`: predicted check-worthy when it is at least 0.5.
//! - `positive_share`: of the gold; what a ranking at random would reach.

use serde_json::Value;

use super::figures::{Count, Figures};
use super::item::items;
use crate::gold::Pair;

/// The figures of the layer.
pub fn score(pairs: &[Pair]) -> Figures {
    let mut rows: Vec<(f64, bool)> = pairs.iter().map(|(g, p)| (worth(p), worth(g) >= 0.5)).collect();
    let total = rows.iter().filter(|(_, worthy)| *worthy).count();
    let mut count = Count::default();
    rows.iter().for_each(|(worth, worthy)| count.add_label(*worthy, *worth >= 0.5));
    rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut out = Figures::default();
    out.number("gold", rows.len());
    if total > 0 {
        out.percent("average_precision", 100.0 * area(&rows) / total as f64);
    }
    count.put_as(&mut out, ["precision_at_50", "recall_at_50", "f1_at_50"]);
    out.share("positive_share", total, rows.len());
    out
}

fn worth(line: &Value) -> f64 {
    items(line, "claims")
        .iter()
        .map(|c| c["check_worthiness"].as_f64().unwrap_or_default())
        .fold(f64::NAN, f64::max)
        .max(0.0)
}

/// The sum of the precisions at each positive.
fn area(rows: &[(f64, bool)]) -> f64 {
    let (mut hits, mut area) = (0.0, 0.0);
    for (rank, _) in rows.iter().enumerate().filter(|(_, (_, worthy))| *worthy) {
        hits += 1.0;
        area += hits / (rank + 1) as f64;
    }
    area
}
