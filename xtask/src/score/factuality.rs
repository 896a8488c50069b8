//! Event factuality: certainty, polarity and score of the events that the gold marks.
//!
//! Gold events are matched one to one to predicted `events` by overlap of characters; predicted events that match none
//! are not counted against, because gold marks only some.
//! - `events_found`: share of gold events with a match.
//! - `label_accuracy`: certainty and polarity right, over all gold events with both labels; `label_accuracy_matched`
//!   of the found; `label_macro_f1` over the classes of the gold.
//! - `uncertain_*`: of probable, possible and unknown; `negated_*`: of negated; over all gold events with the label.
//! - `mae_points`, `pearson`: of the score in [-3, 3], over found events whose gold has one.
//! - `future_f1`: tense future or not.

use serde_json::Value;

use super::figures::{Count, Figures, macro_f1};
use super::item::{Ends, ends_of, items, states, word};
use super::matching::best_pairs;
use super::spans::{Cover, Mover};
use crate::gold::Pair;

const UNCERTAIN: [&str; 3] = ["probable", "possible", "unknown"];

/// A gold event and what was found for it.
type Row<'a> = (&'a Value, Option<&'a Value>);

/// The figures of the layer.
pub fn score(pairs: &[Pair]) -> Figures {
    let rows: Vec<Row> = pairs.iter().flat_map(|pair| rows(*pair)).collect();
    let found: Vec<(&Value, &Value)> = rows.iter().filter_map(|(g, p)| Some((*g, (*p)?))).collect();
    let mut out = Figures::default();
    out.number("gold", rows.len());
    out.share("events_found", found.len(), rows.len());
    label_figures(&mut out, &rows);
    for (name, key, classes) in
        [("uncertain", "certainty", UNCERTAIN.as_slice()), ("negated", "polarity", &["negated"])]
    {
        class_figures(&mut out, &rows, name, key, classes);
        let labelled: Vec<_> = found.iter().filter(|(g, _)| word(g, key).is_some()).collect();
        let right = labelled.iter().filter(|(g, p)| g[key] == p[key]).count();
        out.share(&format!("{key}_accuracy"), right, labelled.len());
    }
    future_figure(&mut out, &rows);
    score_figures(&mut out, &found);
    out
}

fn rows<'a>((gold_line, line): Pair<'a>) -> Vec<Row<'a>> {
    let text = |line: &'a Value| line["article"]["text"].as_str().unwrap_or_default();
    let mover = Mover::new(text(gold_line), text(line));
    let gold = items(gold_line, "events");
    let laid = |event: &Value| mover.lay_all(&ends_of(event));
    let predicted: Vec<&Value> = items(line, "events").iter().filter(|e| !laid(e).is_empty()).collect();
    let gold_chars: Vec<Cover> = gold.iter().map(|e| characters(&ends_of(e))).collect();
    let chars: Vec<Cover> = predicted.iter().map(|e| characters(&laid(e))).collect();
    let mut partner = vec![None; gold.len()];
    for (i, j) in best_pairs(&gold_chars, &chars, |jaccard| jaccard > 0.0) {
        partner[i] = Some(predicted[j]);
    }
    gold.iter().zip(partner).collect()
}

fn characters(spans: &[Ends]) -> Cover {
    spans.iter().flat_map(|(s, e)| *s as u32..*e as u32).collect()
}

/// Certainty and polarity; absent labels are empty.
fn label(event: &Value) -> Option<(&str, &str)> {
    Some((word(event, "certainty").unwrap_or_default(), word(event, "polarity").unwrap_or_default()))
}

fn label_figures(out: &mut Figures, rows: &[Row]) {
    let full: Vec<_> = rows
        .iter()
        .filter(|(g, _)| word(g, "certainty").is_some() && word(g, "polarity").is_some())
        .map(|(g, p)| (label(g), p.and_then(label)))
        .collect();
    let right = full.iter().filter(|(g, p)| g == p).count();
    out.share("label_accuracy", right, full.len());
    out.share("label_accuracy_matched", right, full.iter().filter(|(_, p)| p.is_some()).count());
    if let Some(f) = macro_f1(&full) {
        out.percent("label_macro_f1", f);
    }
}

fn class_figures(out: &mut Figures, rows: &[Row], name: &str, key: &str, classes: &[&str]) {
    let mut count = Count::default();
    let is = |event: &Value| word(event, key).is_some_and(|label| classes.contains(&label));
    for (g, p) in rows.iter().filter(|(g, _)| word(g, key).is_some()) {
        count.add_label(is(g), p.is_some_and(is));
    }
    if count.gold > 0 {
        count.put(out, name);
    }
}

fn future_figure(out: &mut Figures, rows: &[Row]) {
    let mut count = Count::default();
    for (g, p) in rows {
        if let Some(future) = g["gold"]["future"].as_bool() {
            count.add_label(future, p.is_some_and(|p| p["tense"] == "future"));
        }
    }
    out.f1("future_f1", count);
}

fn points(event: &Value) -> f64 {
    let of_labels = || {
        let certainty = match word(event, "certainty") {
            Some("certain") => 3.0,
            Some("probable") => 2.0,
            Some("possible") => 1.0,
            _ => 0.0,
        };
        if event["polarity"] == "negated" { -certainty } else { certainty }
    };
    event["factuality"].as_f64().unwrap_or_else(of_labels)
}

fn score_figures(out: &mut Figures, found: &[(&Value, &Value)]) {
    let scored = found.iter().filter(|(g, _)| states(&g["gold"], "score"));
    let xy: Vec<(f64, f64)> =
        scored.map(|(g, p)| (g["gold"]["score"].as_f64().unwrap_or_default(), points(p))).collect();
    if xy.len() > 1 {
        let n = xy.len() as f64;
        out.percent("mae_points", xy.iter().map(|(x, y)| (x - y).abs()).sum::<f64>() / n);
        out.percent("pearson", 100.0 * pearson(&xy));
    }
}

/// Pearson's correlation; 0 where one side does not vary.
fn pearson(xy: &[(f64, f64)]) -> f64 {
    let n = xy.len() as f64;
    let (mx, my) = (xy.iter().map(|v| v.0).sum::<f64>() / n, xy.iter().map(|v| v.1).sum::<f64>() / n);
    let sx = xy.iter().map(|v| (v.0 - mx).powi(2)).sum::<f64>().sqrt();
    let sy = xy.iter().map(|v| (v.1 - my).powi(2)).sum::<f64>().sqrt();
    let both: f64 = xy.iter().map(|(x, y)| (x - mx) * (y - my)).sum();
    if sx > 0.0 && sy > 0.0 { both / (sx * sy) } else { 0.0 }
}
