//! Trains the model of sentence ends: `cargo xtask train-sentences --out models/sentences.bin TRAIN.conllu.gz...
//! --dev DEV.conllu.gz`.
//!
//! Logistic regression over the features of `claimant_extract::sentences`, by AdaGrad with a pull towards zero, its
//! steps averaged over the last half. Where a sentence starts is the gold's in training and the model's own in use. The
//! order is seeded: the same files give the same bytes.

use std::collections::BTreeMap;
use std::path::Path;

use claimant_doc::Article;
use claimant_extract::segment_by;
use claimant_extract::sentences::{FEATURES, Gap, TABLE, Weights, place};

use crate::Outcome;
use crate::arguments::Arguments;
use crate::sentences::{Document, Figures, documents};

const EPOCHS: usize = 4;
/// The first step of every weight.
const RATE: f64 = 0.15;
/// How hard weights are pulled towards zero, for every time they are seen.
const PULL: f64 = 0.03;
/// One document in so many is held out with `--fold`.
const FOLDS: usize = 5;

/// A gap, and whether a sentence of the gold ends there.
struct Case {
    places: [u16; FEATURES],
    ends: bool,
}

/// Trains, writes the model and prints how many gaps it has right.
pub fn run(arguments: &Arguments) -> Outcome {
    let (mut train, mut dev) = (read(&arguments.files)?, read(&arguments.all("dev"))?);
    if let Some(fold) = arguments.option("fold").and_then(|fold| fold.parse::<usize>().ok()) {
        (train, dev) = split(train, fold);
    }
    let train = cases(&train);
    let number = |name: &str, or: f64| arguments.option(name).and_then(|n| n.parse().ok()).unwrap_or(or);
    let settings = Settings { epochs: number("epochs", EPOCHS as f64) as usize, pull: number("pull", PULL) };
    let weights = learn(&train, &settings);
    let bytes = small(&weights);
    println!("{} gaps to learn from, {:.2} right", train.len(), accuracy(&bytes, &train));
    for (genre, [rules, model]) in compare(&dev, &bytes) {
        println!(
            "{genre:15} sentence ends {:5.1} by rule, {:5.1} by the model",
            Figures::f1(rules),
            Figures::f1(model)
        );
    }
    if let Some(out) = arguments.option("out") {
        std::fs::write(out, bytes)?;
    }
    Ok(())
}

/// What the training depends on beside the texts; each can be set by an option of its name.
struct Settings {
    epochs: usize,
    pull: f64,
}

/// Every fifth document, from number `fold` on, apart from the others: to choose settings without development data.
fn split(documents: Vec<Document>, fold: usize) -> (Vec<Document>, Vec<Document>) {
    let (held, rest): (Vec<_>, Vec<_>) =
        documents.into_iter().enumerate().partition(|(i, _)| i % FOLDS == fold);
    let plain = |side: Vec<(usize, Document)>| side.into_iter().map(|(_, document)| document).collect();
    (plain(rest), plain(held))
}

fn read(files: &[impl AsRef<Path>]) -> Result<Vec<Document>, Box<dyn std::error::Error>> {
    let mut found = Vec::new();
    for file in files {
        found.extend(documents(&crate::gold::read_text(file.as_ref())?));
    }
    Ok(found)
}

fn cases(documents: &[Document]) -> Vec<Case> {
    let mut found = Vec::new();
    for document in documents {
        let article = Article::new(document.text.as_str());
        segment_by(&article, |gap: &Gap| {
            let ends = document.ends.contains(&gap.at);
            found.push(Case { places: gap.keys.map(|key| place(key) as u16), ends });
            ends
        });
    }
    found
}

/// Ends found, right ones among them, and those of the gold: by rule and by the model, for every genre and for all.
fn compare(documents: &[Document], bytes: &[u8]) -> BTreeMap<String, [[usize; 3]; 2]> {
    let weights = Weights::new(bytes);
    let mut by_genre: BTreeMap<String, [[usize; 3]; 2]> = BTreeMap::new();
    for document in documents {
        let article = Article::new(document.text.as_str());
        let found = [
            counts(document, &article, |gap| gap.ruled),
            counts(document, &article, |gap| weights.is_end(gap)),
        ];
        for genre in [document.genre.as_str(), "all"] {
            let sums = by_genre.entry(genre.to_owned()).or_default();
            sums.iter_mut().flatten().zip(found.iter().flatten()).for_each(|(sum, count)| *sum += count);
        }
    }
    by_genre
}

fn counts(document: &Document, article: &Article, is_end: impl FnMut(&Gap) -> bool) -> [usize; 3] {
    let doc = segment_by(article, is_end);
    let right = doc.sentences.iter().filter(|sentence| document.ends.contains(&sentence.span.end())).count();
    [doc.sentences.len(), right, document.ends.len()]
}

fn learn(cases: &[Case], settings: &Settings) -> Vec<f64> {
    let mut weights = vec![0.0; TABLE];
    let mut mean = vec![0.0; TABLE];
    let mut slopes = vec![1e-2; TABLE];
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for epoch in 0..settings.epochs {
        random.shuffle(&mut order);
        for case in order.iter().filter_map(|i| cases.get(*i)) {
            let places = case.places.map(usize::from);
            let sum: f64 = places.iter().map(|place| weights[*place]).sum();
            let slope = 1.0 / (1.0 + (-sum).exp()) - f64::from(u8::from(case.ends));
            for place in places {
                let slope = slope + settings.pull * weights[place];
                slopes[place] += slope * slope;
                weights[place] -= RATE * slope / f64::sqrt(slopes[place]);
            }
        }
        if epoch * 2 >= settings.epochs {
            mean.iter_mut().zip(&weights).for_each(|(mean, weight)| *mean += weight);
        }
    }
    mean
}

/// Numbers that look random and are the same each time.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Puts what is in `order` into another order (Fisher–Yates).
    fn shuffle(&mut self, order: &mut [usize]) {
        for i in (1..order.len()).rev() {
            let other = (self.next() % (i as u64 + 1)) as usize;
            order.swap(i, other);
        }
    }
}

/// The weights as bytes; the largest few are cut off so that the rest is finer.
fn small(weights: &[f64]) -> Vec<u8> {
    let mut sizes: Vec<f64> = weights.iter().map(|weight| weight.abs()).filter(|size| *size > 0.0).collect();
    sizes.sort_by(f64::total_cmp);
    let largest = sizes.get(sizes.len() * 999 / 1000).copied().unwrap_or(1.0);
    weights.iter().map(|weight| (weight * 127.0 / largest).round().clamp(-127.0, 127.0) as i8 as u8).collect()
}

fn accuracy(bytes: &[u8], cases: &[Case]) -> f64 {
    let weights = Weights::new(bytes);
    let right = cases.iter().filter(|case| {
        let keys = case.places.map(|place| u32::from(place) << 16);
        (weights.sum(&keys) > 0) == case.ends
    });
    100.0 * right.count() as f64 / cases.len().max(1) as f64
}
