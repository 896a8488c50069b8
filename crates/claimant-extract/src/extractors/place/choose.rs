//! Which reading of each name is meant.

use super::readings::Name;
use super::ties::Tied;
use super::weights::WEIGHTS;
use crate::gazetteer::{Named, Place, Sort};

/// What a name means, and how sure that is.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// The place.
    pub place: Place,
    /// 0 to 1.
    pub score: f32,
}

/// Readings of a name that are weighed; rarer ones have never been meant.
const WEIGHED: usize = 24;
/// Names before and after that are heard.
const HEARD: usize = 16;
/// Readings that are less likely than this are not heard.
const FAINT: f32 = 0.002;
/// Rounds in which names hear each other.
const ROUNDS: usize = 3;
/// A place that is known to be spoken of, as if it were named so often.
#[derive(Clone, Copy, Debug)]
pub struct Heard {
    /// The place.
    pub place: Place,
    /// How often.
    pub mentions: f32,
}

/// A name's readings with how likely each is.
struct Weighed {
    tied: Vec<Tied>,
    alone: Vec<f32>,
    likely: Vec<f32>,
    /// How loud its voice is.
    loud: f32,
}

/// One reading for each name, or none where none is likely enough. `sure` are places known otherwise.
pub fn choose(names: &[Name], sure: &[Heard]) -> Vec<Option<Reading>> {
    let mut all: Vec<Weighed> = names.iter().map(weighed).collect();
    for Heard { place, mentions } in sure {
        let tied = vec![Tied::new(*place)];
        all.push(Weighed { tied, alone: vec![0.0], likely: vec![1.0], loud: loudness(*mentions) });
    }
    for _ in 0..ROUNDS {
        let next: Vec<Vec<f32>> = (0..names.len()).map(|at| heard(&all, at, names.len())).collect();
        for (weighed, likely) in all.iter_mut().zip(next) {
            weighed.likely = likely;
        }
    }
    all.iter().take(names.len()).map(best).collect()
}

fn weighed(name: &Name) -> Weighed {
    let mut readings: Vec<(f32, Place)> =
        name.readings.iter().map(|named| (prior(*named), named.0)).collect();
    readings.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    readings.truncate(WEIGHED);
    let alone: Vec<f32> = readings.iter().map(|(prior, _)| *prior).collect();
    let mentions = name.spans.len() as f32 + if name.qualified { 1.0 } else { 0.0 };
    Weighed {
        tied: readings.iter().map(|(_, place)| Tied::new(*place)).collect(),
        likely: softmax(&alone),
        alone,
        loud: loudness(mentions),
    }
}

/// The first mention counts most.
fn loudness(mentions: f32) -> f32 {
    1.0 + mentions.ln()
}

/// How likely a reading is before anything else is known of the document.
fn prior((place, own): Named) -> f32 {
    let sort = match place.sort() {
        Sort::Country => WEIGHTS.country,
        Sort::Region if is_in(place, "US") => WEIGHTS.state,
        Sort::Region => WEIGHTS.region,
        // News of Britain tells places by their counties, as news of America does by its states.
        Sort::County if is_in(place, "GB") => WEIGHTS.region,
        Sort::County => WEIGHTS.county,
        Sort::City => 0.0,
        Sort::Area => WEIGHTS.area,
    };
    WEIGHTS.size * place.size() + sort - if own { 0.0 } else { WEIGHTS.other }
}

fn is_in(place: Place, country: &str) -> bool {
    place.within(Sort::Country).and_then(|country| country.code()) == Some(country)
}

/// How likely the readings of name `at` are, given those of the names around and of all peoples.
fn heard(all: &[Weighed], at: usize, names: usize) -> Vec<f32> {
    let Some(own) = all.get(at) else { return Vec::new() };
    if own.tied.len() < 2 {
        return own.likely.clone();
    }
    let around = (at.saturating_sub(HEARD)..(at + HEARD + 1).min(names)).chain(names..all.len());
    let around: Vec<&Weighed> = around.filter(|i| *i != at).filter_map(|i| all.get(i)).collect();
    let scores: Vec<f32> =
        own.tied.iter().zip(&own.alone).map(|(tied, alone)| alone + voices(tied, &around)).collect();
    softmax(&scores)
}

/// What the others say for a reading: the first voices count most.
fn voices(tied: &Tied, around: &[&Weighed]) -> f32 {
    let voice = |other: &&Weighed| {
        let clear = other.tied.iter().zip(&other.likely).filter(|(_, likely)| **likely > FAINT);
        let ties = clear.map(|(other, likely)| tied.to(other) * likely.sqrt());
        ties.fold(0.0, f32::max) * other.loud
    };
    let sum: f32 = around.iter().map(voice).sum();
    WEIGHTS.voice * (1.0 + sum).ln()
}

fn softmax(scores: &[f32]) -> Vec<f32> {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let weights: Vec<f32> = scores.iter().map(|score| (score - top).exp()).collect();
    let sum: f32 = weights.iter().sum();
    weights.iter().map(|weight| weight / sum).collect()
}

/// The likeliest reading, if it and what is the same ground are likely enough together.
fn best(weighed: &Weighed) -> Option<Reading> {
    let likely = weighed.likely.iter().copied().enumerate();
    let (at, _) = likely.clone().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    let tied = weighed.tied.get(at)?;
    let same =
        |(i, share): (usize, f32)| weighed.tied.get(i).filter(|other| tied.overlies(other)).map(|_| share);
    let score = likely.filter_map(same).sum::<f32>().min(0.99);
    Some(Reading { place: tied.place, score }).filter(|_| score >= WEIGHTS.sure)
}
