//! Events that are one, across the articles of a topic (ECB+), with the gold's triggers.

use std::collections::BTreeMap;
use std::path::Path;

use claimant_ledger::compare::{
    EVENT_SIGNALS, Happening, Rarity, Wording, event_score, event_signals, group,
};
use serde_json::{Value, json};

use super::fit::softmax;
use super::measured;
use super::relations::span;
use crate::eval::Measured;
use crate::gold;
use crate::score::score;

/// Events by topic.
type Topics = BTreeMap<String, Vec<Told>>;

/// One event of the gold.
struct Told {
    line: usize,
    event: usize,
    cluster: String,
    happening: Happening,
}

/// The figures on dev; with `verbose` weights fitted on train are printed.
pub fn measure(gold: &Path, verbose: bool) -> Result<Vec<Measured>, String> {
    let train = gold::read(&gold.join("crossdoc/ecb.train.jsonl.gz"))?;
    let dev = gold::read(&gold.join("crossdoc/ecb.dev.jsonl.gz"))?;
    if verbose {
        fitted(&train)?;
    }
    let predicted = predict(&dev, claimant_ledger::compare::ONE, &event_score);
    let scores = score(&dev, &predicted, &["crossdoc"]);
    let figures = scores.layers.into_iter().next().map(|(_, figures)| figures).unwrap_or_default();
    Ok(vec![measured("ecb.dev, gold triggers", "crossdoc", dev.len(), figures)])
}

/// What is counted over a whole set.
struct Set {
    topics: Topics,
    articles: Vec<Wording>,
    rarity: Rarity,
}

fn read(lines: &[Value]) -> Set {
    let mut set = Set { topics: Topics::new(), articles: Vec::new(), rarity: Rarity::default() };
    for (at, line) in lines.iter().enumerate() {
        let text = line["article"]["text"].as_str().unwrap_or_default();
        let wording = Wording::of(text);
        set.rarity.add(&wording);
        set.articles.push(wording);
        let sentences: Vec<_> =
            line["sentences"].as_array().into_iter().flatten().filter_map(|s| span(text, s)).collect();
        for (i, event) in line["events"].as_array().into_iter().flatten().enumerate() {
            let Some(place) = span(text, event) else { continue };
            let sentence = sentences.iter().find(|s| s.contains(place)).copied().unwrap_or(place);
            let happening = Happening::at(text, place, sentence);
            let cluster = event["cluster"].as_str().unwrap_or_default().to_owned();
            set.topics.entry(line["gold"]["topic"].to_string()).or_default().push(Told {
                line: at,
                event: i,
                cluster,
                happening,
            });
        }
    }
    set
}

impl Set {
    fn signals(&self, a: &Told, b: &Told) -> [f32; EVENT_SIGNALS] {
        let articles = (&self.articles[a.line], &self.articles[b.line], a.line == b.line);
        event_signals(&a.happening, &b.happening, articles, &self.rarity)
    }

    /// All pairs of a topic.
    fn pairs<'s>(&'s self, told: &'s [Told]) -> impl Iterator<Item = (usize, usize)> + 's {
        (0..told.len()).flat_map(|j| (0..j).map(move |i| (i, j)))
    }
}

/// The lines with the cluster that each event was put in.
fn predict(lines: &[Value], least: f32, judge: &dyn Fn(&[f32; EVENT_SIGNALS]) -> f32) -> Vec<Value> {
    let set = read(lines);
    let mut out: Vec<Value> = lines
        .iter()
        .map(|line| json!({"doc": line["doc"], "article": line["article"], "events": line["events"]}))
        .collect();
    for (topic, told) in &set.topics {
        let scored: Vec<_> = set
            .pairs(told)
            .map(|(i, j)| (i, j, judge(&set.signals(&told[i], &told[j]))))
            .filter(|p| p.2 > 0.02)
            .collect();
        for (number, members) in group(told.len(), &scored, least).iter().enumerate() {
            for i in members {
                out[told[*i].line]["events"][told[*i].event]["cluster"] = json!(format!("{topic}-{number}"));
            }
        }
    }
    out
}

/// Fits the weights on train and prints them, and what each threshold gives there.
fn fitted(train: &[Value]) -> Result<(), String> {
    let set = read(train);
    let (mut rows, mut classes) = (Vec::new(), Vec::new());
    for told in set.topics.values() {
        for (i, j) in set.pairs(told) {
            let same = told[i].cluster == told[j].cluster;
            let signals = set.signals(&told[i], &told[j]);
            // Pairs with no word in common are legion and tell little: one in eight is enough.
            if same || signals[1] + signals[2] > 0.0 || (i * 31 + j) % 8 == 0 {
                rows.push(signals.iter().map(|x| f64::from(*x)).collect::<Vec<f64>>());
                classes.push(usize::from(same));
            }
        }
    }
    let fit = softmax(&rows, &classes, 2, &[1.0, 1.0], 1e-6);
    let weights: Vec<f32> = fit[1].iter().zip(&fit[0]).map(|(one, none)| (one - none) as f32).collect();
    println!("const WEIGHTS: [f32; EVENT_SIGNALS] = {weights:.2?};");
    let judge = |signals: &[f32; EVENT_SIGNALS]| {
        let sum: f32 = signals.iter().zip(&weights).map(|(x, w)| x * w).sum();
        1.0 / (1.0 + (-sum).exp())
    };
    for least in [0.2, 0.3, 0.4, 0.5, 0.6] {
        let scores = score(train, &predict(train, least, &judge), &["crossdoc"]);
        println!("train at {least}: {:?}", scores.layers[0].1.get("conll_f1"));
    }
    Ok(())
}
