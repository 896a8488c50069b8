//! What an article is to a headline (FNC-1): macro-F1 over the classes of related pairs.

use std::collections::BTreeMap;
use std::path::Path;

use claimant_ledger::compare::{Rarity, STANCE_SIGNALS, Wording, stance, stance_signals};
use serde_json::Value;

use super::fit::softmax;
use super::measured;
use crate::eval::Measured;
use crate::gold;
use crate::score::figures::{Figures, macro_f1};

/// The classes in the order of `Stance::ALL`.
const CLASSES: [&str; 4] = ["agree", "disagree", "discuss", "unrelated"];

/// The figures on dev; with `verbose` weights fitted on train are printed, and what they give.
pub fn measure(gold: &Path, verbose: bool) -> Result<Vec<Measured>, String> {
    let dev = read(&gold.join("pairs/fnc1.dev.jsonl.gz"))?;
    let judge: Judge = match verbose {
        true => fitted(&read(&gold.join("pairs/fnc1.train.jsonl.gz"))?),
        false => Box::new(|row| stance(row) as usize),
    };
    let labels: Vec<(usize, usize)> = dev.iter().map(|(class, row)| (*class, judge(row))).collect();
    let mut figures = Figures::default();
    figures.number("pairs", labels.len());
    figures.percent("macro_f1", macro_f1(&labels).unwrap_or_default());
    let related: Vec<(usize, usize)> = labels.iter().copied().filter(|(class, _)| *class < 3).collect();
    // Of related pairs, with what is called unrelated counted as wrong; and over all, by class.
    figures.percent("related_macro_f1", macro_f1(&related).unwrap_or_default());
    for (k, name) in CLASSES.iter().enumerate() {
        let of = |(g, p): &(usize, usize)| (*g == k, *p == k);
        let both = labels.iter().map(of).filter(|(g, p)| *g && *p).count();
        let either: usize = labels.iter().map(of).map(|(g, p)| usize::from(g) + usize::from(p)).sum();
        figures.percent(format!("{name}_f1"), 200.0 * both as f64 / either.max(1) as f64);
    }
    Ok(vec![measured("fnc1.dev, headline and body", "stance", labels.len(), figures)])
}

/// What tells the class of a row of signals.
type Judge = Box<dyn Fn(&[f32; STANCE_SIGNALS]) -> usize>;

/// A pair's class and signals.
type Row = (usize, [f32; STANCE_SIGNALS]);

fn read(path: &Path) -> Result<Vec<Row>, String> {
    let lines = gold::read(path)?;
    let text = |line: &Value, key: &str| line[key].as_str().unwrap_or_default().to_owned();
    let mut bodies: BTreeMap<String, Wording> = BTreeMap::new();
    lines.iter().for_each(|line| {
        let body = text(line, "b");
        let wording = Wording::of(&body);
        bodies.entry(body).or_insert(wording);
    });
    let mut rarity = Rarity::default();
    bodies.values().for_each(|wording| rarity.add(wording));
    let row = |line: &Value| {
        let (headline, body) = (text(line, "a"), text(line, "b"));
        let class = CLASSES.iter().position(|class| line["label"] == *class).unwrap_or(3);
        (class, stance_signals(&headline, &sentences(&body), &rarity))
    };
    Ok(lines.iter().map(row).collect())
}

/// Sentences by their final marks: near enough for news bodies.
fn sentences(body: &str) -> Vec<&str> {
    let cut = body.split_inclusive(['.', '!', '?', '\n']).map(str::trim);
    cut.filter(|part| part.split_whitespace().count() >= 3).collect()
}

/// Fits on a part of train with several weights of rare classes, takes what does best on the rest, fits on all.
fn fitted(train: &[Row]) -> Judge {
    let (kept, held) = train.split_at(train.len() * 4 / 5);
    let scored = [0.5, 0.75, 1.0].map(|power| {
        let weights = weights(kept, power);
        let labels: Vec<(usize, usize)> =
            held.iter().map(|(class, row)| (*class, judge(&weights, row))).filter(|(c, _)| *c < 3).collect();
        (macro_f1(&labels).unwrap_or_default(), power)
    });
    println!("held out, by weight of rare classes: {scored:?}");
    let best = scored
        .into_iter()
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map_or(0.5, |(_, power)| power);
    let weights = weights(train, best);
    for row in &weights {
        println!("    {row:.3?},");
    }
    Box::new(move |row| judge(&weights, row))
}

fn weights(train: &[Row], power: f64) -> Vec<Vec<f64>> {
    let rows: Vec<Vec<f64>> =
        train.iter().map(|(_, row)| row.iter().map(|x| f64::from(*x)).collect()).collect();
    let classes: Vec<usize> = train.iter().map(|(class, _)| *class).collect();
    let share: Vec<f64> =
        (0..4).map(|k| (1000.0 / classes.iter().filter(|c| **c == k).count() as f64).powf(power)).collect();
    softmax(&rows, &classes, 4, &share, 1e-4)
}

fn judge(weights: &[Vec<f64>], row: &[f32; STANCE_SIGNALS]) -> usize {
    let row: Vec<f64> = row.iter().map(|x| f64::from(*x)).collect();
    let p = super::fit::probabilities(weights, &row);
    (0..4).max_by(|a, b| p[*a].total_cmp(&p[*b])).unwrap_or(3)
}
