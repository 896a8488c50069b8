//! How well two names agree, with the reasons.

use super::align::{INITIAL, Pair, align, is_swapped};
use super::candidate::Reason;
use super::name::{Name, Part};
use super::weights::Weights;

/// How much the worse covered name counts beside the better covered one.
const LONGER: f64 = 0.25;
/// What is left of a score where the persons' own names do not agree.
const OTHER_GIVEN: f64 = 0.85;
/// What is left where the only thing that agrees is one part of several.
const ONE_PART: f64 = 0.6;

/// The score, 0 to 1, and what speaks for and against.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// 0 to 1.
    pub value: f64,
    /// In the order of the first name.
    pub reasons: Vec<Reason>,
}

/// Compares two names of persons. Where father and son change places the score is 0.
pub fn persons(a: &Name, b: &Name, weights: &Weights) -> Score {
    let pairs = align(a, b);
    if is_swapped(a, b, &pairs, weights) {
        return Score { value: 0.0, reasons: vec![Reason::FatherAndSonSwapped] };
    }
    let mut score = covered(a, b, &pairs, weights);
    let own_agree = pairs.iter().any(|pair| pair.a == 0 && pair.b == 0);
    if !own_agree && a.parts.len() > 1 && b.parts.len() > 1 {
        score.value *= OTHER_GIVEN;
        score.reasons.push(Reason::OtherGivenName);
    }
    if matched(&pairs) == 1 && a.parts.len().max(b.parts.len()) > 1 {
        score.value *= ONE_PART;
        score.reasons.push(Reason::OnePartOnly);
    }
    score
}

/// Compares two names of organisations: order tells nothing.
pub fn organisations(a: &Name, b: &Name, weights: &Weights) -> Score {
    covered(a, b, &align(a, b), weights)
}

/// Parts that agree as written out: an initial is none.
fn matched(pairs: &[Pair]) -> usize {
    pairs.iter().filter(|pair| pair.likeness != INITIAL).map(|pair| pair.a_length.max(pair.b_length)).sum()
}

/// How much of both names the pairs cover, by weight.
fn covered(a: &Name, b: &Name, pairs: &[Pair], weights: &Weights) -> Score {
    let mut reasons: Vec<Reason> = pairs.iter().map(|pair| reason(a, b, pair)).collect();
    reasons.extend(unmatched(a, |at| pairs.iter().any(|p| (p.a..p.a + p.a_length).contains(&at))));
    reasons.extend(unmatched(b, |at| pairs.iter().any(|p| (p.b..p.b + p.b_length).contains(&at))));
    let of_a = cover(&a.parts, weights, |at| share(pairs, at, |p| (p.a, p.a_length)));
    let of_b = cover(&b.parts, weights, |at| share(pairs, at, |p| (p.b, p.b_length)));
    let value = (1.0 - LONGER) * of_a.max(of_b) + LONGER * of_a.min(of_b);
    Score { value, reasons }
}

fn share(pairs: &[Pair], at: usize, side: impl Fn(&Pair) -> (usize, usize)) -> f64 {
    let holds = |pair: &&Pair| {
        let (start, length) = side(pair);
        (start..start + length).contains(&at)
    };
    pairs.iter().find(holds).map_or(0.0, |pair| pair.likeness)
}

fn cover(parts: &[Part], weights: &Weights, likeness: impl Fn(usize) -> f64) -> f64 {
    let weight = |part: &Part| weights.weight(part);
    let all: f64 = parts.iter().map(weight).sum();
    let agreed: f64 = parts.iter().enumerate().map(|(at, part)| weight(part) * likeness(at)).sum();
    if all > 0.0 { agreed / all } else { 0.0 }
}

fn reason(a: &Name, b: &Name, pair: &Pair) -> Reason {
    let words = |name: &Name, at: usize, length: usize| {
        name.parts[at..at + length].iter().map(|part| part.letters.as_str()).collect::<Vec<_>>().join(" ")
    };
    Reason::Agree {
        asked: words(a, pair.a, pair.a_length),
        listed: words(b, pair.b, pair.b_length),
        likeness: pair.likeness,
    }
}

fn unmatched(name: &Name, is_matched: impl Fn(usize) -> bool) -> Vec<Reason> {
    let left = name.parts.iter().enumerate().filter(|(at, _)| !is_matched(*at));
    left.map(|(_, part)| Reason::Unmatched(part.letters.clone())).collect()
}
