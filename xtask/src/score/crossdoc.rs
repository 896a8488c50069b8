//! Event coreference across the articles of a topic (ECB+).
//!
//! Gold `events` carry `cluster`, gold lines `gold.topic`. A prediction gives `cluster` on its events; a predicted event
//! stands for the gold mention that its trigger overlaps, others are dropped. MUC, B³, CEAFe and CoNLL F1 over all topics
//! together, and `trigger_recall`.

use std::collections::BTreeMap;

use serde_json::Value;

use super::coref::{Cluster, put_clusters};
use super::events::align_events;
use super::figures::Figures;
use super::item::{Ends, ends, items, word};
use crate::gold::Pair;

/// A mention: its article and place.
type Mention = (String, Ends);
/// Mentions by topic and cluster.
type Chains = BTreeMap<(String, String), Cluster<Mention>>;

/// The figures of the layer.
pub fn score(pairs: &[Pair]) -> Figures {
    let (mut gold, mut predicted) = (Chains::new(), Chains::new());
    let (mut found, mut total) = (0, 0);
    for (gold_line, line) in pairs {
        let topic = gold_line["gold"]["topic"].to_string();
        let doc = gold_line["doc"].as_str().unwrap_or_default();
        let events: Vec<&Value> = items(gold_line, "events").iter().collect();
        let own: Vec<&Value> = items(line, "events").iter().collect();
        let add = |chains: &mut Chains, cluster: String, event: &Value| {
            chains.entry((topic.clone(), cluster)).or_default().insert((doc.to_owned(), ends(event)));
        };
        for event in &events {
            add(&mut gold, event["cluster"].as_str().unwrap_or_default().to_owned(), event);
        }
        let aligned = align_events(&events, &own);
        found += aligned.len();
        total += events.len();
        for (i, j) in aligned {
            let alone = || format!("{doc}#{}", ends(own[j]).0);
            add(&mut predicted, word(own[j], "cluster").map_or_else(alone, str::to_owned), events[i]);
        }
    }
    let mut out = Figures::default();
    out.number("chains", gold.len());
    out.percent("trigger_recall", if total > 0 { 100.0 * found as f64 / total as f64 } else { 0.0 });
    put_clusters(&mut out, &[(gold.into_values().collect(), predicted.into_values().collect())]);
    out
}
