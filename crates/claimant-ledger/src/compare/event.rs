//! Events that are one: "arrested", "the arrest" and "taken into custody" in several articles.
//!
//! The score of a pair is a logistic sum of signals that a person can follow: the same word or one of a list of like
//! words, like words around it, the same names, and articles about the same. Its weights were fitted by `cargo xtask
//! compare --part events --verbose` on the training topics of ECB+. Events are joined by the mean score of their groups.

use claimant_doc::{Event, Relation, RelationKind, Side, Span};

use super::items::Items;
use super::lexicon::{EVENTS, folded};
use super::similar::{Rarity, Wording, shared};
use super::stem::stem;
use super::stop::is_stop;
use super::words::{hash, join};

/// Words before and after an event that are its surroundings.
const NEAR: usize = 6;
/// The score from which on two events are one.
pub const ONE: f32 = 0.45;

/// An event as what is compared of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Happening {
    /// Stems of its words, hashed.
    pub heads: Vec<u64>,
    /// The group of like words that one of its words is in.
    pub group: Option<u64>,
    /// Stems of the words around it.
    pub near: Vec<u64>,
    /// Its sentence.
    pub sentence: Wording,
    /// Whether the word is one of saying, of which an article has many.
    pub says: bool,
}

impl Happening {
    /// An event of a reading.
    pub fn of(items: &Items<'_>, event: &Event) -> Happening {
        Happening::at(items.text(), event.span, items.sentence(event.span))
    }

    /// The event at `span` in `sentence`.
    pub fn at(text: &str, span: Span, sentence: Span) -> Happening {
        let words = folded(span.of(text));
        let before = folded(text.get(sentence.start()..span.start()).unwrap_or_default());
        let after = folded(text.get(span.end()..sentence.end()).unwrap_or_default());
        let around = before.iter().rev().take(NEAR).chain(after.iter().take(NEAR));
        let group = words.iter().rev().find_map(|word| EVENTS.get(word.as_str()));
        Happening {
            heads: keys(words.iter()),
            group: group.map(|group| hash(group)),
            near: keys(around),
            sentence: Wording::of(sentence.of(text)),
            says: group == Some(&"say"),
        }
    }

    /// Keys by which the store finds events that may be the same: its word, or its group, with each name and each long
    /// word of its sentence.
    pub fn keys(&self) -> Vec<u64> {
        let what: Vec<u64> = self.group.into_iter().chain(self.heads.iter().copied()).collect();
        let about = self.sentence.names.iter().chain(&self.near);
        let mut keys: Vec<u64> = about.flat_map(|word| what.iter().map(|what| join(*what, *word))).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

fn keys<'w>(words: impl Iterator<Item = &'w String>) -> Vec<u64> {
    let mut keys: Vec<u64> = words.filter(|word| !is_stop(word)).map(|word| hash(&stem(word))).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// How many signals a pair of events has.
pub const EVENT_SIGNALS: usize = 13;

/// The signals of a pair, each from 0 to 1, a constant first. `articles`: the wordings of the two articles, and whether
/// they are one.
pub fn event_signals(
    a: &Happening,
    b: &Happening,
    articles: (&Wording, &Wording, bool),
    rarity: &Rarity,
) -> [f32; EVENT_SIGNALS] {
    let flag = |yes: bool| f32::from(u8::from(yes));
    let same_word = a.heads.iter().any(|head| b.heads.contains(head));
    let like = a.group.is_some() && a.group == b.group;
    let other = !like && a.group.is_some() && b.group.is_some();
    let names = |x: &[u64], y: &[u64]| shared(x, y).len() as f32 / x.len().min(y.len()).max(1) as f32;
    let sentence = overlap(&a.sentence.terms, &b.sentence.terms, rarity);
    let article = overlap(&articles.0.terms, &articles.1.terms, rarity);
    let one = flag(same_word || like);
    let cross = flag(
        a.heads.iter().any(|h| b.sentence.terms.contains(h))
            && b.heads.iter().any(|h| a.sentence.terms.contains(h)),
    );
    [
        1.0,
        flag(same_word),
        flag(like),
        flag(other),
        overlap(&a.near, &b.near, rarity),
        sentence,
        names(&a.sentence.names, &b.sentence.names),
        article,
        flag(articles.2),
        one * article,
        one * overlap(&a.near, &b.near, rarity),
        cross,
        one * flag(a.says || b.says),
    ]
}

/// What two sorted lists share, by rarity, of both.
fn overlap(a: &[u64], b: &[u64], rarity: &Rarity) -> f32 {
    let weigh = |terms: &[u64]| terms.iter().map(|term| rarity.weight(*term)).sum::<f32>();
    2.0 * weigh(&shared(a, b)) / (weigh(a) + weigh(b)).max(f32::MIN_POSITIVE)
}

/// Weights of [`event_signals`], fitted on training topics.
const WEIGHTS: [f32; EVENT_SIGNALS] =
    [-3.25, 3.32, 0.65, 0.24, 3.84, -1.40, 0.64, 3.84, -1.98, 3.78, -2.33, -2.50, -2.03];

/// How likely two events are one, from 0 to 1.
pub fn event_score(signals: &[f32; EVENT_SIGNALS]) -> f32 {
    let sum: f32 = signals.iter().zip(WEIGHTS).map(|(x, w)| x * w).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// The relation of two events that are one, with what made it so.
pub fn same_event(a: Side, b: Side, signals: &[f32; EVENT_SIGNALS]) -> Option<Relation> {
    let score = event_score(signals);
    let word = if signals[1] > 0.0 {
        "the same word"
    } else if signals[2] > 0.0 {
        "words for the same"
    } else {
        "other words"
    };
    let percent = |share: f32| (100.0 * share).round();
    let derivation = format!(
        "{word}; {} % of the words around, {} % of the sentences, {} % of the articles by rarity; score {score:.2}",
        percent(signals[4]),
        percent(signals[5]),
        percent(signals[7])
    );
    (score >= ONE).then(|| Relation {
        kind: RelationKind::SameEvent,
        a,
        b: Some(b),
        directed: false,
        reason: "Both tell of one event.".to_owned(),
        derivation,
    })
}
