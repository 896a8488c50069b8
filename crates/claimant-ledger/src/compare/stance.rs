//! What a text is to a claim: it says the same, denies it, only tells that it is made, or is about something else.
//!
//! The signals: how alike the claim is to the text's nearest sentence, to its beginning and to the whole; and words that
//! refute, doubt, report or confirm, in the claim, in the nearest sentence, at the beginning and in the rest. The weights
//! were fitted on headlines and bodies (`cargo xtask compare --part stance --verbose`).

mod weights;

use weights::WEIGHTS;

use super::lexicon::{STANCES, folded};
use super::similar::{Rarity, Wording, signals};

/// Sentences at a text's beginning that tell what it is about.
const LEAD: usize = 3;
/// How many signals there are.
pub const STANCE_SIGNALS: usize = 10 + 7 * NUMBER;
/// Where the signals of words begin that stand near the claim's place in the text and not in the claim.
const ALONE: usize = 10 + 5 * NUMBER;
/// The kinds of words that tell a stance, as in the list.
const KINDS: [&str; NUMBER] =
    ["hoax", "deny", "not", "doubt", "contrast", "rumour", "claim", "report", "modal", "confirm"];
/// How many kinds there are.
const NUMBER: usize = 10;

/// What a text is to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stance {
    /// It says the same.
    Agrees,
    /// It says that it is not so.
    Denies,
    /// It tells that others say so, and takes no side.
    Discusses,
    /// It is about something else.
    Unrelated,
}

impl Stance {
    /// All four, in the order of the weights.
    pub const ALL: [Stance; 4] = [Stance::Agrees, Stance::Denies, Stance::Discusses, Stance::Unrelated];
}

/// The signals of a claim and the sentences of a text, a constant first.
pub fn stance_signals(claim: &str, sentences: &[&str], rarity: &Rarity) -> [f32; STANCE_SIGNALS] {
    let wanted = Wording::of(claim);
    let alike: Vec<(f32, f32)> = sentences
        .iter()
        .map(|sentence| {
            let found = signals(&wanted, &Wording::of(sentence), rarity, None);
            (found.overlap, found.contained)
        })
        .collect();
    let nearest = (0..sentences.len()).max_by(|a, b| alike[*a].0.total_cmp(&alike[*b].0).then(b.cmp(a)));
    let whole = signals(&wanted, &Wording::of(&sentences.join(" ")), rarity, None);
    let lead = sentences[..sentences.len().min(LEAD)].join(" ");
    let top = |of: fn(&(f32, f32)) -> f32| alike.iter().map(of).fold(0.0, f32::max);
    let mut row = vec![
        1.0,
        top(|pair| pair.0),
        top(|pair| pair.1),
        whole.contained,
        whole.names,
        whole.numbers,
        signals(&wanted, &Wording::of(&lead), rarity, None).contained,
        nearest.map_or(0.0, |at| at as f32 / sentences.len() as f32),
        f32::from(u8::from(claim.contains('?'))),
        f32::from(u8::from(claim.contains(['\'', '‘', '"', '“']))),
    ];
    let parts = [claim, nearest.map_or("", |at| sentences[at]), &lead, &sentences.join(" ")];
    let told: Vec<[f32; NUMBER]> = parts.iter().map(|part| kinds(part)).collect();
    row.extend(told.iter().flatten());
    let (here, near) = (told[0].map(|n| n.min(1.0)), [1, 2].map(|part| told[part].map(|n| n.min(1.0))));
    let there: [f32; NUMBER] = std::array::from_fn(|k| near[0][k].max(near[1][k]));
    // In the claim alone, at the nearest place and the beginning alone, and in both.
    row.extend((0..NUMBER).map(|k| here[k] * (1.0 - there[k])));
    row.extend((0..NUMBER).map(|k| (1.0 - here[k]) * there[k]));
    row.extend((0..NUMBER).map(|k| here[k] * there[k]));
    std::array::from_fn(|i| row.get(i).copied().unwrap_or_default())
}

/// How many words of each kind there are, by their square root so that long texts do not shout.
fn kinds(text: &str) -> [f32; NUMBER] {
    let mut counts = [0.0f32; NUMBER];
    for word in folded(text) {
        if let Some(at) = STANCES.get(word.as_str()).and_then(|kind| KINDS.iter().position(|k| k == kind)) {
            counts[at] += 1.0;
        }
    }
    counts.map(f32::sqrt)
}

/// The likeliest stance. A text whose nearest sentence or beginning speaks of a hoax or a denial, of which the claim says
/// nothing, is never said to agree.
pub fn stance(signals: &[f32; STANCE_SIGNALS]) -> Stance {
    let sum = |weights: &[f32; STANCE_SIGNALS]| signals.iter().zip(weights).map(|(x, w)| x * w).sum::<f32>();
    let refuted = signals[ALONE..ALONE + 2].contains(&1.0);
    let scores =
        WEIGHTS.iter().map(sum).zip(Stance::ALL).filter(|(_, stance)| !refuted || *stance != Stance::Agrees);
    scores
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map_or(Stance::Unrelated, |(_, stance)| stance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(claim: &str, text: &str) -> Stance {
        let sentences: Vec<&str> = text.split_inclusive(". ").collect();
        stance(&stance_signals(claim, &sentences, &Rarity::default()))
    }

    #[test]
    fn a_text_about_something_else_is_unrelated() {
        let text =
            "The council of Tarn chose a new head teacher for the school by the river. She starts in May.";
        assert_eq!(
            of("Crane falls onto northern quay at Ostvik and breaks fuel lines", text),
            Stance::Unrelated
        );
    }

    #[test]
    fn a_text_that_calls_it_a_hoax_does_not_agree() {
        let claim = "Whale seen in the river at Tarn";
        let text = "The whale seen in the river at Tarn is a hoax. The photograph is fake, police said, and the man who \
                    took it admitted that he faked it. There was never a whale in the river.";
        assert_ne!(of(claim, text), Stance::Agrees);
    }
}
