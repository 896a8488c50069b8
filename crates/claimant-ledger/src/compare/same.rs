//! Claims that say the same of the same thing, and what they then are to each other.

use std::collections::BTreeSet;

use claimant_doc::{Relation, RelationKind, Status};

use super::copy::Copying;
use super::figure::{DAYS, capitals, is_word_of_world};
use super::lexicon::folded;
use super::similar::{Rarity, SIGNALS, Signals, signals};
use super::statement::Statement;
use super::when::{Order, order};

/// Weights of the signals without embeddings, fitted on headlines judged by people from 0 to 5 (`cargo xtask compare --part
/// pairs --verbose`), over 5.
const WORDS: [f32; SIGNALS] = [-0.0477, 0.5127, 0.1134, -0.2662, 0.5438, 0.0411, 0.1858, -0.0804, 0.0];
/// The same with embeddings.
const EMBEDDED: [f32; SIGNALS] = [-0.1514, 0.4409, 0.0787, -0.2379, 0.3006, 0.0408, 0.2258, -0.1194, 0.4284];

/// The score from which on two claims are one: "the same but for some detail" in the words of the judges.
pub const SAME: f32 = 0.6;
/// One claim may be told at greater length: so much of the shorter must be in the longer, and they must share a name.
const HELD: f32 = 0.7;
/// The score that a claim and its denial must reach: short of it, the two may be of other things.
const OPPOSED: f32 = 0.75;

/// So much of the shorter of two claims must be in the longer for the one to be a copy of the other, or to be told at
/// greater length in it.
const WHOLE: f32 = 0.8;

/// Words of numbers that are written out.
const NUMBERS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "dozen",
    "dozens",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "billions",
    "trillion",
];

/// Whether each of two claims names what the other does not, days aside, or one alone speaks of the whole world.
fn other_names(a: &str, b: &str) -> bool {
    let named = |words: &str| -> BTreeSet<String> {
        capitals(words).into_iter().filter(|name| !DAYS.contains(name)).collect()
    };
    let world = |words: &str| folded(words).iter().any(|word| is_word_of_world(word));
    let (x, y) = (named(a), named(b));
    !x.is_subset(&y) && !y.is_subset(&x) || world(a) != world(b)
}

/// Whether each of two claims has a figure that the other has not: "one million on April 2" and "one million on April 28".
fn other_figures(a: &str, b: &str) -> bool {
    let figures = |words: &str| -> BTreeSet<String> {
        let words = words.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        words
            .filter(|word| word.contains(|c: char| c.is_ascii_digit()) || NUMBERS.contains(&word.as_str()))
            .collect()
    };
    let (a, b) = (figures(a), figures(b));
    !a.is_subset(&b) && !b.is_subset(&a)
}

/// How much of their meaning two wordings share, from 0 to 1.
pub fn score(signals: &Signals) -> f32 {
    let weights = if signals.embedding.is_some() { EMBEDDED } else { WORDS };
    let sum: f32 = signals.row().iter().zip(weights).map(|(x, w)| x * w).sum();
    sum.clamp(0.0, 1.0)
}

/// What speaks for two claims being one.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// From 0 to 1.
    pub score: f32,
    /// Its signals.
    pub signals: Signals,
    /// Whether they are one claim.
    pub same: bool,
}

/// How alike two claims are: by their words, and by their meaning where both have one.
pub fn likeness(a: &Statement, b: &Statement, rarity: &Rarity) -> Likeness {
    let meaning = a.meaning.zip(b.meaning).map(|(a, b)| a.cosine(&b));
    let signals = signals(&a.wording, &b.wording, rarity, meaning);
    let score = score(&signals);
    let held = signals.contained >= HELD
        && signals.names > 0.5
        && a.wording.terms.len().min(b.wording.terms.len()) >= 3;
    // Other figures of the same thing are rivals or states of one figure, not the same claim.
    let other_figures = signals.numbers == 0.0;
    Likeness { score, signals, same: (score >= SAME || held) && !other_figures }
}

/// What two claims of different articles are to each other; `None` if they say different things.
pub fn relate_claims(
    a: &Statement,
    b: &Statement,
    copying: Option<&Copying>,
    rarity: &Rarity,
) -> Option<Relation> {
    let like = likeness(a, b, rarity);
    let shares = copying.is_some_and(|copying| copying.shares(&a.side.spans, &b.side.spans));
    // A sentence that was copied and given another figure or matter is another claim.
    let copied = shares && like.signals.contained >= WHOLE;
    // Two articles on one matter share its names: that alone makes no claim the same.
    let close = like.score >= SAME || like.signals.contained >= WHOLE;
    let opposed = a.polarity != b.polarity;
    if !opposed && (other_figures(&a.words, &b.words) || other_names(&a.words, &b.words)) {
        return None;
    }
    let (kind, reason) = match (copied, opposed) {
        (true, false) => (RelationKind::Copy, "The same words from one source: no corroboration."),
        (_, true) if like.score >= OPPOSED && claimed(a) && claimed(b) => {
            (RelationKind::Contradict, "One says that it is so, the other that it is not.")
        }
        (_, false) if like.same && close && a.status == b.status && claimed(a) => {
            (RelationKind::Agree, "Both say the same.")
        }
        (_, false) if like.same && close => {
            (RelationKind::SameClaim, "Both speak of the same claim, not equally sure.")
        }
        _ => return None,
    };
    let known = order(a.published.as_deref(), b.published.as_deref());
    let (first, second) = if known == Some(Order::After) { (b, a) } else { (a, b) };
    Some(Relation {
        kind,
        a: first.side.clone(),
        b: Some(second.side.clone()),
        directed: known.is_some() && kind == RelationKind::Copy,
        reason: reason.to_owned(),
        derivation: format!(
            "{}; {}; {}; score {:.2}",
            first.told(),
            second.told(),
            like.signals.reason(),
            like.score
        ),
    })
}

/// Whether it is held to be so or not so.
fn claimed(statement: &Statement) -> bool {
    matches!(statement.status, Status::Asserted | Status::Denied)
}

#[cfg(test)]
mod tests {
    use super::super::statement::keys;
    use claimant_doc::Polarity;

    use super::*;

    fn told(words: &str) -> Statement {
        Statement::new(words, &[])
    }

    #[test]
    fn the_same_claim_in_other_words_agrees_and_another_does_not() {
        let none = Rarity::default();
        let a = told("a crane fell onto the northern quay of Ostvik harbour on Tuesday");
        let b = told("on Tuesday a crane fell on the northern quay in Ostvik's harbour");
        let c = told("the council of Tarn chose a new head teacher");
        let kind = |x, y| relate_claims(x, y, None, &none).map(|relation| relation.kind);
        assert_eq!(kind(&a, &b), Some(RelationKind::Agree));
        assert_eq!(kind(&a, &c), None);
    }

    #[test]
    fn a_claim_and_its_denial_contradict() {
        let none = Rarity::default();
        let yes = told("the port office paid for the repairs of the northern quay in Ostvik");
        let mut no = yes.clone();
        (no.polarity, no.status) = (Polarity::Negated, Status::Denied);
        let relation = relate_claims(&yes, &no, None, &none).expect("a relation");
        assert_eq!(relation.kind, RelationKind::Contradict);
        assert!(relation.derivation.contains("[denied, by"), "{}", relation.derivation);
    }

    #[test]
    fn an_allegation_never_agrees_with_a_fact() {
        let fact = told("the owner set fire to the mill in Tarn");
        let mut alleged = fact.clone();
        alleged.status = Status::Alleged;
        let kind = relate_claims(&fact, &alleged, None, &Rarity::default()).map(|relation| relation.kind);
        assert_eq!(kind, Some(RelationKind::SameClaim));
    }

    #[test]
    fn another_figure_makes_another_claim() {
        let (a, b) =
            (told("12 families lost their homes in Tarn"), told("14 families lost their homes in Tarn"));
        assert!(!likeness(&a, &b, &Rarity::default()).same);
    }

    #[test]
    fn a_copied_sentence_with_another_figure_is_another_claim() {
        for (a, b) in [
            (
                "the total surpassed one million in Tarn on April 2",
                "the total surpassed one million in Tarn on April 28",
            ),
            ("the number of cases surpassed one million", "the number of deaths surpassed 100,000"),
        ] {
            assert!(other_figures(a, b), "{a}");
            assert!(relate_claims(&told(a), &told(b), None, &Rarity::default()).is_none(), "{a}");
        }
        assert!(other_figures("the fire killed eleven dockers", "the fire killed fourteen dockers"));
        assert!(!other_figures("12 families fled", "12 families fled on May 3"));
    }

    #[test]
    fn a_claim_of_another_person_or_of_the_whole_world_is_another_claim() {
        assert!(other_names("it was said by Attorney Lanny Breuer", "it was said by Attorney Mythili Raman"));
        assert!(other_names("cases passed a million worldwide", "cases passed a million in Velmark"));
        assert!(!other_names("the gate at Tarn was open", "on Friday the gate at Tarn was open"));
    }

    #[test]
    fn claims_that_are_one_share_a_key() {
        let a = keys("a crane fell onto the northern quay of Ostvik harbour on Tuesday");
        let b = keys("on Tuesday a crane fell on the northern quay in Ostvik's harbour");
        assert!(a.iter().any(|key| b.contains(key)) && a.len() <= 4);
    }
}
