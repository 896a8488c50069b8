//! A claim as what is compared of it: its words with the names of whom it is about, who says so, and how sure they are.

use std::collections::BTreeSet;

use claimant_doc::{Certainty, Claim, Meaning, Polarity, Side, Status};

use super::items::{Items, name};
use super::lexicon::folded;
use super::similar::Wording;
use super::stem::stem;
use super::stop::is_stop;
use super::words::{hash, join};

/// Words of a claim that make its keys: two that say the same share three of them, or are found by what else they share.
const ANCHORS: usize = 4;

/// A claim with all that a comparison needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Where it stands.
    pub side: Side,
    /// Its words as written; parts are joined by " … ".
    pub words: String,
    /// Its words and the names of its entities.
    pub wording: Wording,
    /// What it says, whether so or not so.
    pub polarity: Polarity,
    /// What its source does with it.
    pub status: Status,
    /// How sure its source is.
    pub certainty: Certainty,
    /// The innermost source's words; `None` where the article itself vouches.
    pub source: Option<String>,
    /// The words that make it less than a fact: "suspected", "may".
    pub hedges: Vec<String>,
    /// What its words mean, as far as the encoder tells.
    pub meaning: Option<Meaning>,
    /// The article's date as stated.
    pub published: Option<String>,
    /// The article's publisher.
    pub publisher: Option<String>,
}

impl Statement {
    /// A claim of a reading.
    pub fn of(items: &Items<'_>, claim: &Claim) -> Statement {
        let (article, text) = (&items.reading.article, items.text());
        let words = claim.content.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ");
        let names = names(items, claim);
        let mut statement = Statement::new(&words, &names);
        let item = Some(claim.id.clone());
        statement.side = Side { article: article.id().to_owned(), item, spans: claim.content.clone() };
        statement.source = items.source(claim);
        (statement.status, statement.certainty, statement.polarity) =
            (claim.status, claim.certainty, claim.polarity);
        statement.hedges = claim.markers.iter().map(|marker| marker.span.of(text).to_owned()).collect();
        statement.meaning = claim.meaning;
        (statement.published, statement.publisher) = (article.published.clone(), article.publisher.clone());
        statement
    }

    /// Words that somebody claims, and the names of whom they are about, of no known article: a flat assertion.
    pub fn new(words: &str, names: &[String]) -> Statement {
        let told = format!("{words} {}", names.join(" "));
        Statement {
            side: Side { article: String::new(), item: None, spans: Vec::new() },
            words: words.to_owned(),
            wording: Wording::of(&told),
            polarity: Polarity::Affirmed,
            status: Status::Asserted,
            certainty: Certainty::Certain,
            source: None,
            hedges: Vec::new(),
            meaning: None,
            published: None,
            publisher: None,
        }
    }

    /// How sure it is put, from 1 (open) to 4 (as a fact); `None` of what is denied, asked, foretold or supposed.
    pub fn strength(&self) -> Option<u8> {
        let by_certainty = match self.certainty {
            Certainty::Certain => 4,
            Certainty::Probable => 3,
            Certainty::Possible => 2,
            Certainty::Unknown => 1,
        };
        match self.status {
            Status::Asserted => Some(by_certainty),
            Status::Hedged => Some(by_certainty.min(3)),
            Status::Alleged => Some(1),
            Status::Denied | Status::Predicted | Status::Hypothetical | Status::Asked => None,
        }
    }

    /// How it stands and who vouches, before the words: "[alleged, by police] “…”".
    pub fn told(&self) -> String {
        let by = self.source.as_deref().unwrap_or("the article itself");
        format!("[{}, by {by}] “{}”", self.status, self.words)
    }
}

/// The names of whom a claim is about.
fn names(items: &Items<'_>, claim: &Claim) -> Vec<String> {
    claim.entities.iter().filter_map(|link| items.entity(Some(link))).map(name).collect()
}

/// Keys by which the store finds claims that may say the same: threes of its most telling words, or all where it has fewer.
/// Sorted.
pub fn claim_keys(items: &Items<'_>, claim: &Claim) -> Vec<u64> {
    let words = claim.content.iter().map(|span| span.of(items.text())).collect::<Vec<_>>().join(" ");
    keys(&format!("{words} {}", names(items, claim).join(" ")))
}

/// The keys of a claim's words and names.
pub(super) fn keys(told: &str) -> Vec<u64> {
    let mut anchors = anchors(told);
    anchors.sort_unstable();
    if anchors.len() < 3 {
        return anchors.into_iter().reduce(join).into_iter().collect();
    }
    let of = |skipped: &[u64]| skipped.iter().copied().fold(0, join);
    let mut keys = Vec::new();
    for (i, a) in anchors.iter().enumerate() {
        for (j, b) in anchors.iter().enumerate().skip(i + 1) {
            keys.extend(anchors.iter().skip(j + 1).map(|c| of(&[*a, *b, *c])));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Names and figures first, then the longest words: they are the rarest as far as a text alone can tell.
fn anchors(text: &str) -> Vec<u64> {
    let capital: BTreeSet<String> = (text.split(|c: char| !c.is_alphanumeric()).skip(1))
        .filter(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
        .map(str::to_lowercase)
        .collect();
    let mut words: Vec<String> = folded(text).into_iter().filter(|word| !is_stop(word)).collect();
    words.sort_by_key(|word| (!capital.contains(word), std::cmp::Reverse(word.len()), word.clone()));
    words.dedup();
    words.iter().take(ANCHORS).map(|word| hash(&stem(word))).collect()
}
