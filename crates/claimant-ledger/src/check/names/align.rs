//! Which part of one name is which part of the other.

use super::name::{Name, Part};
use super::spelling::{likeness, plain};
use super::weights::Weights;

/// Parts less alike than this are different names.
const ALIKE: f64 = 0.80;
/// The least for two given names, or two surnames, that may be spellings of one.
const NEAR: f64 = 0.66;
/// What such a pair loses.
const DOUBT: f64 = 0.12;
/// What an initial is worth for the name that it may stand for.
pub const INITIAL: f64 = 0.6;

/// Two parts that are taken for the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// Place in the first name.
    pub a: usize,
    /// Place in the second name.
    pub b: usize,
    /// How many parts of the second name it takes: two, where one word is written as two.
    pub a_length: usize,
    /// The same of the second name.
    pub b_length: usize,
    /// How alike they are.
    pub likeness: f64,
}

/// The best pairs, the most alike first; each part at most once.
pub fn align(a: &Name, b: &Name) -> Vec<Pair> {
    let mut all = Vec::new();
    for i in 0..a.parts.len() {
        for j in 0..b.parts.len() {
            all.extend(pair(a, b, i, j));
        }
    }
    // Among equals the pair whose places agree, so that a name that repeats a part is aligned in order.
    all.sort_by(|x, y| y.likeness.total_cmp(&x.likeness).then(x.a.abs_diff(x.b).cmp(&y.a.abs_diff(y.b))));
    let (mut used_a, mut used_b) = (vec![false; a.parts.len()], vec![false; b.parts.len()]);
    let mut chosen = Vec::new();
    for pair in all {
        let (of_a, of_b) = (pair.a..pair.a + pair.a_length, pair.b..pair.b + pair.b_length);
        if used_a[of_a.clone()].contains(&true) || used_b[of_b.clone()].contains(&true) {
            continue;
        }
        used_a[of_a].fill(true);
        used_b[of_b].fill(true);
        chosen.push(pair);
    }
    chosen
}

/// The parts at two places, alone or with the part after one of them.
fn pair(a: &Name, b: &Name, i: usize, j: usize) -> Option<Pair> {
    let alone = part_likeness(&a.parts[i], &b.parts[j]);
    let joined = |name: &Name, at: usize| {
        let two = format!("{}{}", name.parts[at].letters, name.parts.get(at + 1)?.letters);
        Some((plain(&two), two))
    };
    let mut best = Pair { a: i, b: j, a_length: 1, b_length: 1, likeness: alone };
    let near = (0.5..0.95).contains(&alone);
    if let Some((plain, two)) = joined(a, i).filter(|_| near) {
        let likeness = likeness((&two, &plain), b.parts[j].spellings());
        if likeness > best.likeness.max(0.9) {
            best = Pair { a_length: 2, likeness, ..best };
        }
    }
    if let Some((plain, two)) = joined(b, j).filter(|_| near) {
        let likeness = likeness((&two, &plain), a.parts[i].spellings());
        if likeness > best.likeness.max(0.9) {
            best = Pair { a_length: 1, b_length: 2, likeness, ..best };
        }
    }
    let same_end = i == 0 && j == 0 || i + 1 == a.parts.len() && j + 1 == b.parts.len();
    let near = same_end && best.likeness >= NEAR && best.likeness != INITIAL;
    match best.likeness >= ALIKE || best.likeness == INITIAL {
        true => Some(best),
        false => near.then_some(Pair { likeness: best.likeness - DOUBT, ..best }),
    }
}

fn part_likeness(a: &Part, b: &Part) -> f64 {
    let stands_for = |short: &Part, long: &Part| {
        short.is_initial() && !long.is_initial() && long.letters.starts_with(&short.letters)
    };
    match stands_for(a, b) || stands_for(b, a) {
        true => INITIAL,
        false => likeness(a.spellings(), b.spellings()),
    }
}

/// Whether the pairs make the father of one the son of the other: two parts in opposite order that are both a person's
/// own name or a father's, by a marker, or, where nothing marks them, both names that the list gives to persons first.
pub fn is_swapped(a: &Name, b: &Name, pairs: &[Pair], weights: &Weights) -> bool {
    pairs.iter().any(|pair| is_wrong_generation(a, b, pair))
        || pairs.iter().any(|x| pairs.iter().any(|y| is_inverted(a, b, x, y, weights)))
}

/// One name's own is the other's father.
fn is_wrong_generation(a: &Name, b: &Name, pair: &Pair) -> bool {
    match (a.parts[pair.a].generation, b.parts[pair.b].generation) {
        (Some(x), Some(y)) => (x == 0) != (y == 0),
        _ => false,
    }
}

fn is_inverted(a: &Name, b: &Name, x: &Pair, y: &Pair, weights: &Weights) -> bool {
    let repeats = |name: &Name, i: usize, j: usize| name.parts[i].plain == name.parts[j].plain;
    if !(x.a < y.a && x.b > y.b) || repeats(a, x.a, y.a) || repeats(b, x.b, y.b) {
        return false;
    }
    let fathers = |name: &Name, i: usize, j: usize| {
        name.parts[i].generation.is_some() && name.parts[j].generation.is_some()
    };
    let given = |name: &Name, at: usize| weights.is_given(&name.parts[at]);
    let both_given = given(a, x.a) && given(a, y.a) || given(b, x.b) && given(b, y.b);
    fathers(a, x.a, y.a) || fathers(b, x.b, y.b) || both_given
}
