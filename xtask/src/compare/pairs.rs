//! Pairs of texts: how alike two headlines are (STS).

use std::path::Path;

use claimant_ledger::compare::{Rarity, Signals, Wording, score, signals};
use serde_json::Value;

use super::embed::embed;
use super::fit::{linear, pearson};
use super::measured;
use crate::eval::Measured;
use crate::gold;
use crate::score::figures::Figures;

/// The figures on dev; with `verbose` weights fitted on train are printed.
pub fn measure(gold: &Path, verbose: bool) -> Result<Vec<Measured>, String> {
    let train = Pairs::read(&gold.join("pairs/sts.train.jsonl.gz"))?;
    let dev = Pairs::read(&gold.join("pairs/sts.dev.jsonl.gz"))?;
    let mut rarity = Rarity::default();
    train.all.iter().flat_map(|pair| [&pair.a, &pair.b]).for_each(|wording| rarity.add(wording));
    let mut figures = Figures::default();
    figures.number("pairs", dev.all.len());
    for (name, embedded) in [("pearson_words", false), ("pearson", true)] {
        if verbose {
            let rows: Vec<Vec<f64>> = train.all.iter().map(|pair| pair.row(&rarity, embedded)).collect();
            let weights: Vec<f64> = linear(&rows, &train.labels, 1.0).iter().map(|w| w / 5.0).collect();
            println!("{name} {weights:.4?}");
        }
        let told: Vec<f64> =
            dev.all.iter().map(|pair| f64::from(score(&pair.signals(&rarity, embedded)))).collect();
        figures.percent(name, pearson(&told, &dev.labels));
    }
    Ok(vec![measured("sts.dev, headlines", "pairs", dev.all.len(), figures)])
}

struct Pair {
    a: Wording,
    b: Wording,
    meaning: Option<f32>,
}

struct Pairs {
    all: Vec<Pair>,
    labels: Vec<f64>,
}

impl Pairs {
    fn read(path: &Path) -> Result<Pairs, String> {
        let lines = gold::read(path)?;
        let text = |line: &Value, key: &str| line[key].as_str().unwrap_or_default().to_owned();
        let pair = |line: &Value| {
            let (a, b) = (text(line, "a"), text(line, "b"));
            let meaning = embed(&a).zip(embed(&b)).map(|(a, b)| a.cosine(&b));
            Pair { a: Wording::of(&a), b: Wording::of(&b), meaning }
        };
        let labels = lines.iter().map(|line| line["label"].as_f64().unwrap_or_default()).collect();
        Ok(Pairs { all: lines.iter().map(pair).collect(), labels })
    }
}

impl Pair {
    fn signals(&self, rarity: &Rarity, embedded: bool) -> Signals {
        signals(&self.a, &self.b, rarity, self.meaning.filter(|_| embedded))
    }

    fn row(&self, rarity: &Rarity, embedded: bool) -> Vec<f64> {
        self.signals(rarity, embedded).row().iter().map(|x| f64::from(*x)).collect()
    }
}
