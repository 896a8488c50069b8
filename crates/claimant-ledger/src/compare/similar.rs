//! How alike two wordings are: signals that a person can follow, and one score of them.
//!
//! Each signal is from 0 to 1. The score is a weighted sum whose weights were fitted on pairs of headlines that people had
//! judged (`cargo xtask compare --part pairs --verbose`); it says how much of the meaning is shared, from 0 to 1.

use std::collections::{BTreeMap, BTreeSet};

use super::lexicon::folded;
use super::stem::stem;
use super::stop::is_stop;
use super::words::{hash, join};

/// How many articles have each stem: what is rare weighs more.
#[derive(Clone, Debug, Default)]
pub struct Rarity {
    /// Articles counted.
    pub articles: u32,
    /// Articles that have each stem, by its [key](Wording::terms).
    pub holders: BTreeMap<u64, u32>,
}

impl Rarity {
    /// Counts the stems of one more article.
    pub fn add(&mut self, wording: &Wording) {
        self.articles += 1;
        wording.terms.iter().for_each(|term| *self.holders.entry(*term).or_default() += 1);
    }

    /// The weight of a stem: about 1 for what every second article has, some 10 for what none has.
    pub fn weight(&self, term: u64) -> f32 {
        let held = self.holders.get(&term).copied().unwrap_or_default();
        1.0 + ((self.articles as f32 + 1.0) / (held as f32 + 1.0)).ln()
    }
}

/// A text as what is compared of it. All lists are sorted and without doubles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wording {
    /// Stems that carry matter, hashed.
    pub terms: Vec<u64>,
    /// Pairs of neighbouring words' stems, stop words too.
    pub pairs: Vec<u64>,
    /// Runs of three letters.
    pub letters: Vec<u64>,
    /// Figures in digits.
    pub numbers: Vec<u64>,
    /// Stems of words with a capital letter that do not begin the text.
    pub names: Vec<u64>,
    /// How many words there are.
    pub length: usize,
}

impl Wording {
    /// The wording of a text.
    pub fn of(text: &str) -> Wording {
        let words = folded(text);
        let stems: Vec<String> = words.iter().map(|word| stem(word)).collect();
        let told = || stems.iter().zip(&words).filter(|(_, word)| !is_stop(word)).map(|(stem, _)| hash(stem));
        let digits = |word: &&String| word.bytes().any(|b| b.is_ascii_digit());
        Wording {
            terms: set(told()),
            pairs: set(stems.windows(2).map(|pair| join(hash(&pair[0]), hash(&pair[1])))),
            letters: set(letters(&words)),
            numbers: set(words.iter().filter(digits).map(|word| hash(word))),
            names: set(names(text)),
            length: words.len(),
        }
    }
}

fn set(keys: impl Iterator<Item = u64>) -> Vec<u64> {
    keys.collect::<BTreeSet<u64>>().into_iter().collect()
}

fn letters(words: &[String]) -> impl Iterator<Item = u64> + '_ {
    let joined: Vec<char> = format!(" {} ", words.join(" ")).chars().collect();
    let runs: Vec<u64> =
        joined.windows(3).map(|run| run.iter().fold(0, |key, c| join(key, u64::from(*c)))).collect();
    runs.into_iter()
}

fn names(text: &str) -> impl Iterator<Item = u64> + '_ {
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .skip(1)
        .filter(capital)
        .map(str::to_lowercase)
        .filter(|word| !is_stop(word))
        .map(|word| hash(&stem(&word)))
}

/// How many signals there are.
pub const SIGNALS: usize = 9;

/// What two wordings have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Signals {
    /// Stems of both, by rarity, of all stems.
    pub overlap: f32,
    /// Stems of both, by rarity, of those of the wording that has less.
    pub contained: f32,
    /// Pairs of neighbouring words.
    pub pairs: f32,
    /// Runs of three letters.
    pub letters: f32,
    /// Names of both of all names; a half where one has none.
    pub names: f32,
    /// Figures of both of all figures; a half where one has none.
    pub numbers: f32,
    /// The shorter length of the longer.
    pub length: f32,
    /// Cosine of the embeddings, where it is known; below 0 counts as 0.
    pub embedding: Option<f32>,
}

impl Signals {
    /// The signals as a row: a constant first; the embedding and its square root's place are 0 where there is none.
    pub fn row(&self) -> [f32; SIGNALS] {
        let embedding = self.embedding.unwrap_or(0.0);
        [
            1.0,
            self.overlap,
            self.contained,
            self.pairs,
            self.letters,
            self.names,
            self.numbers,
            self.length,
            embedding,
        ]
    }

    /// The strongest signals in words.
    pub fn reason(&self) -> String {
        let percent = |share: f32| (100.0 * share).round();
        let mut told = format!("{} % of the words by rarity", percent(self.overlap));
        if self.names > 0.5 {
            told.push_str(&format!(", {} % of the names", percent(self.names)));
        }
        if self.numbers > 0.5 {
            told.push_str(&format!(", {} % of the figures", percent(self.numbers)));
        }
        if let Some(cosine) = self.embedding {
            told.push_str(&format!(", meaning alike by {} %", percent(cosine)));
        }
        told
    }
}

/// What two wordings have in common; `embedding` is the cosine of their embeddings, where it is known.
pub fn signals(a: &Wording, b: &Wording, rarity: &Rarity, embedding: Option<f32>) -> Signals {
    let weigh = |terms: &[u64]| terms.iter().map(|term| rarity.weight(*term)).sum::<f32>();
    let (both, all_a, all_b) = (weigh(&shared(&a.terms, &b.terms)), weigh(&a.terms), weigh(&b.terms));
    let dice = |x: &[u64], y: &[u64]| 2.0 * shared(x, y).len() as f32 / (x.len() + y.len()).max(1) as f32;
    let known = |x: &[u64], y: &[u64]| if x.is_empty() || y.is_empty() { 0.5 } else { dice(x, y) };
    let (shorter, longer) = (a.length.min(b.length), a.length.max(b.length));
    Signals {
        overlap: 2.0 * both / (all_a + all_b).max(f32::MIN_POSITIVE),
        contained: both / all_a.min(all_b).max(f32::MIN_POSITIVE),
        pairs: dice(&a.pairs, &b.pairs),
        letters: dice(&a.letters, &b.letters),
        names: known(&a.names, &b.names),
        numbers: known(&a.numbers, &b.numbers),
        length: shorter as f32 / longer.max(1) as f32,
        embedding: embedding.map(|cosine| cosine.max(0.0)),
    }
}

/// What two sorted lists share.
pub fn shared(a: &[u64], b: &[u64]) -> Vec<u64> {
    a.iter().filter(|key| b.binary_search(key).is_ok()).copied().collect()
}
