//! Trains the tagger: `cargo xtask train-tagger --out models/tagger.bin TRAIN.conllu.gz... --dev DEV.conllu.gz`.
//!
//! An averaged perceptron (Collins 2002) over the features of `claimant_extract::tagger`. Tags before a word are those
//! that the model itself gave, as they will be in use. A share of the sentences is also seen in capitals or as a
//! headline. Words with one tag are frozen and never scored. Everything is seeded: the same files give the same bytes.

mod data;
mod perceptron;

use std::collections::BTreeMap;
use std::path::Path;

use claimant_doc::Tag;
use claimant_extract::tagger::{Case, FEATURES, Model, Row, best, features, frozen_key, pack};

use crate::Outcome;
use crate::arguments::Arguments;
use data::{Order, Sentence, read, rewritten, settle_capitals};
use perceptron::Perceptron;

const EPOCHS: usize = 10;
/// Features seen fewer times are left out.
const SEEN: u32 = 2;
/// A word is frozen that was seen so often …
const FROZEN_SEEN: usize = 6;
/// … and in so many of 1000 cases with one tag.
const FROZEN_SHARE: usize = 990;
/// Weights below this, in 128ths of the largest, are left out.
const PRUNED: i32 = 3;

/// Trains, writes the model and prints its accuracy on the dev files.
pub fn run(arguments: &Arguments) -> Outcome {
    let mut train = read_all(&arguments.files)?;
    train.iter_mut().for_each(settle_capitals);
    let dev = read_all(&arguments.all("dev"))?;
    let number = |name: &str, or: i32| arguments.option(name).and_then(|n| n.parse().ok()).unwrap_or(or);
    let frozen = freeze(&train, number("frozen", FROZEN_SEEN as i32) as usize);
    let perceptron =
        learn(&train, &frozen, number("epochs", EPOCHS as i32) as usize, number("seen", SEEN as i32) as u32);
    let bytes = pack(perceptron.rows(number("pruned", PRUNED)).into_iter().chain(frozen).collect());
    println!("{} bytes", bytes.len());
    for (name, change) in [("plain", None), ("title", Some(Case::Title)), ("shouted", Some(Case::Shouted))] {
        println!("{name} {:.2}", accuracy(Model::new(&bytes), &dev, change));
    }
    if let Some(out) = arguments.option("out") {
        std::fs::write(out, bytes)?;
    }
    Ok(())
}

fn read_all(files: &[impl AsRef<Path>]) -> Result<Vec<Sentence>, Box<dyn std::error::Error>> {
    let mut sentences = Vec::new();
    for file in files {
        sentences.extend(read(&crate::gold::read_text(file.as_ref())?));
    }
    Ok(sentences)
}

/// The rows of words that have one tag nearly always.
fn freeze(train: &[Sentence], seen: usize) -> Vec<Row> {
    let mut counts: BTreeMap<u32, BTreeMap<u8, usize>> = BTreeMap::new();
    for (word, tag) in train.iter().flat_map(|sentence| sentence.words.iter().zip(&sentence.tags)) {
        *counts.entry(frozen_key(word, Case::Plain)).or_default().entry(*tag as u8).or_default() += 1;
    }
    let row = |(key, tags): (u32, BTreeMap<u8, usize>)| {
        let total: usize = tags.values().sum();
        let (tag, most) = tags.into_iter().max_by_key(|(_, count)| *count)?;
        let frozen = total >= seen && most * 1000 >= total * FROZEN_SHARE;
        frozen.then(|| (key, vec![(tag, i8::MIN)]))
    };
    counts.into_iter().filter_map(row).collect()
}

fn learn(train: &[Sentence], frozen: &[Row], epochs: usize, seen: u32) -> Perceptron {
    let frozen = pack(frozen.to_vec());
    let frozen = Model::new(&frozen);
    let mut perceptron = Perceptron::new(common_features(train, frozen, seen));
    let mut order = Order::new(train.len());
    for epoch in 0..epochs {
        let mut wrong = 0;
        for at in order.shuffled() {
            let Some(sentence) = train.get(at) else { continue };
            wrong += learn_sentence(&mut perceptron, sentence, frozen);
            let changed = order.change().map(|case| (case, rewritten(sentence, case)));
            if let Some((_, changed)) = changed.filter(|(case, changed)| Case::of(&changed.words) == *case) {
                learn_sentence(&mut perceptron, &changed, frozen);
            }
        }
        println!("epoch {epoch}: {wrong} wrong");
    }
    perceptron
}

/// Every feature that occurs often enough, with the tags of the gold before it.
fn common_features(train: &[Sentence], frozen: Model<'_>, seen: u32) -> Vec<u32> {
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for sentence in train {
        let case = Case::of(&sentence.words);
        for i in 0..sentence.words.len() {
            if is_scored(sentence, i, case, frozen) {
                keys(sentence, i, case, &sentence.tags)
                    .iter()
                    .for_each(|key| *counts.entry(*key).or_default() += 1);
            }
        }
    }
    counts.into_iter().filter(|(_, count)| *count >= seen).map(|(key, _)| key).collect()
}

fn is_scored(sentence: &Sentence, i: usize, case: Case, frozen: Model<'_>) -> bool {
    let word = &sentence.words[i];
    word.certain.is_none() && frozen.frozen(frozen_key(word, case)).is_none()
}

fn keys(sentence: &Sentence, i: usize, case: Case, tags: &[Tag]) -> [u32; FEATURES] {
    let mut keys = [0; FEATURES];
    features(&sentence.words, i, case, last(tags, i), &mut keys);
    keys
}

fn last(tags: &[Tag], i: usize) -> [Tag; 2] {
    let tag = |by: usize| i.checked_sub(by).map_or(Tag::Other, |i| tags[i]);
    [tag(1), tag(2)]
}

/// One pass over a sentence; how many tags were wrong.
fn learn_sentence(perceptron: &mut Perceptron, sentence: &Sentence, frozen: Model<'_>) -> usize {
    let case = Case::of(&sentence.words);
    let mut tags: Vec<Tag> = Vec::with_capacity(sentence.words.len());
    let mut wrong = 0;
    for (i, gold) in sentence.tags.iter().enumerate() {
        let word = &sentence.words[i];
        let given = word.certain.or_else(|| frozen.frozen(frozen_key(word, case)));
        let tag = given.unwrap_or_else(|| perceptron.learn(&keys(sentence, i, case, &tags), *gold));
        wrong += usize::from(given.is_none() && tag != *gold);
        tags.push(tag);
    }
    wrong
}

fn accuracy(model: Model<'_>, sentences: &[Sentence], change: Option<Case>) -> f64 {
    let (mut right, mut all) = (0, 0);
    for sentence in sentences {
        let sentence = change.map_or_else(|| sentence.clone(), |change| rewritten(sentence, change));
        let case = Case::of(&sentence.words);
        let mut tags = Vec::new();
        for i in 0..sentence.words.len() {
            tags.push(best(model, &sentence.words, i, case, last(&tags, i)));
        }
        right += tags.iter().zip(&sentence.tags).filter(|(found, gold)| found == gold).count();
        all += tags.len();
    }
    100.0 * right as f64 / all as f64
}
