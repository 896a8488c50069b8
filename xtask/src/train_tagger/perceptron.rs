//! The averaged perceptron.

use std::collections::HashMap;

use claimant_doc::Tag;
use claimant_extract::tagger::{FEATURES, Row, TAGS};

const CLASSES: usize = TAGS.len();

/// A weight, its sum over all steps until `since`, and the step of its last change.
#[derive(Clone, Copy, Default)]
struct Weight {
    now: i32,
    since: u32,
    sum: i64,
}

/// Weights of features by tag.
pub struct Perceptron {
    places: HashMap<u32, u32>,
    keys: Vec<u32>,
    weights: Vec<[Weight; CLASSES]>,
    step: u32,
}

impl Perceptron {
    /// All weights zero; features outside `keys` are not seen.
    pub fn new(keys: Vec<u32>) -> Perceptron {
        let places = keys.iter().enumerate().map(|(place, key)| (*key, place as u32)).collect();
        let weights = vec![[Weight::default(); CLASSES]; keys.len()];
        Perceptron { places, keys, weights, step: 0 }
    }

    /// The best tag by the weights of now; corrects them unless it is `gold`, and by a margin.
    pub fn learn(&mut self, keys: &[u32; FEATURES], gold: Tag) -> Tag {
        self.step += 1;
        let places = keys.map(|key| self.places.get(&key).copied());
        let mut sums = [0i32; CLASSES];
        for place in places.iter().flatten() {
            for (sum, weight) in sums.iter_mut().zip(&self.weights[*place as usize]) {
                *sum += weight.now;
            }
        }
        let most = |skip: Option<usize>| {
            (0..CLASSES).filter(|i| Some(*i) != skip).max_by_key(|i| (sums[*i], CLASSES - i))
        };
        let best = most(None).unwrap_or_default();
        let rival = most(Some(gold as usize)).unwrap_or_default();
        if sums[gold as usize] - sums[rival] <= MARGIN {
            for place in places.into_iter().flatten() {
                self.change(place, gold as usize, 1);
                self.change(place, rival, -1);
            }
        }
        TAGS[best]
    }

    fn change(&mut self, place: u32, class: usize, by: i32) {
        let weight = &mut self.weights[place as usize][class];
        weight.sum += i64::from(weight.now) * i64::from(self.step - weight.since);
        weight.now += by;
        weight.since = self.step;
    }

    /// The averaged weights as small integers, those below `pruned` left out.
    pub fn rows(&self, pruned: i32) -> Vec<Row> {
        let mean = |weight: &Weight| {
            let sum = weight.sum + i64::from(weight.now) * i64::from(self.step - weight.since);
            sum as f64 / f64::from(self.step)
        };
        let mut sizes: Vec<f64> =
            self.weights.iter().flatten().map(|w| mean(w).abs()).filter(|w| *w > 0.0).collect();
        sizes.sort_by(f64::total_cmp);
        // a few outliers are cut off so that the rest is finer
        let largest = sizes.get(sizes.len() * 9995 / 10_000).copied().unwrap_or(1.0);
        let small = |weight: &Weight| (mean(weight) * 127.0 / largest).round().clamp(-127.0, 127.0) as i32;
        let row = |(key, weights): (&u32, &[Weight; CLASSES])| {
            let pairs: Vec<(u8, i8)> = weights
                .iter()
                .enumerate()
                .map(|(tag, weight)| (tag as u8, small(weight)))
                .filter(|(_, weight)| weight.abs() >= pruned)
                .map(|(tag, weight)| (tag, weight as i8))
                .collect();
            (!pairs.is_empty()).then_some((*key, pairs))
        };
        self.keys.iter().zip(&self.weights).filter_map(row).collect()
    }
}

/// How far the gold tag must lead, in whole weights.
const MARGIN: i32 = 4;
