//! Who holds a claim, how sure they are, and its words: never one without the other.

use std::fmt;

use claimant_doc::{Attribution, Certainty, Claim, Link, Polarity, Reading, Stance, Status};
use serde::Serialize;

/// How the chain names a source that the text does not name.
const UNNAMED: &str = "an unnamed source";
/// How the chain names an article without a publisher.
const ARTICLE: &str = "the article";

/// A claim's words with who vouches for them. The words are shown with the rest or not at all.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Held {
    vouchers: Vec<Voucher>,
    status: Status,
    certainty: Certainty,
    polarity: Polarity,
    words: String,
}

/// One link of the chain.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Voucher {
    name: String,
    stance: Option<Stance>,
}

impl Held {
    /// Who holds `claim`, outermost first.
    pub fn of(reading: &Reading, claim: &Claim) -> Held {
        let text = reading.article.text();
        let words: Vec<&str> = claim.content.iter().map(|span| span.of(text)).collect();
        Held {
            vouchers: claim.chain.iter().map(|link| voucher(reading, link)).collect(),
            status: claim.status,
            certainty: claim.certainty,
            polarity: claim.polarity,
            words: words.join(" … "),
        }
    }

    /// What the claimant does with the words.
    pub fn status(&self) -> Status {
        self.status
    }

    /// Whether the claimant holds them to be so.
    pub fn polarity(&self) -> Polarity {
        self.polarity
    }
}

fn voucher(reading: &Reading, link: &Link) -> Voucher {
    let id = link.id().unwrap_or_default();
    match reading.attributions.iter().find(|attribution| attribution.id == id) {
        Some(attribution) => Voucher { name: source(reading, attribution), stance: attribution.stance },
        None => {
            let name = reading.article.publisher.clone().unwrap_or_else(|| ARTICLE.to_owned());
            Voucher { name, stance: None }
        }
    }
}

fn source(reading: &Reading, attribution: &Attribution) -> String {
    let text = reading.article.text();
    let words: Vec<&str> = attribution.source.iter().map(|span| span.of(text)).collect();
    if words.is_empty() { UNNAMED.to_owned() } else { words.join(" … ") }
}

impl fmt::Display for Held {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, voucher) in self.vouchers.iter().enumerate() {
            let stance = voucher.stance.map_or(String::new(), |stance| format!(" ({stance})"));
            write!(out, "{}{}{stance}", if at == 0 { "" } else { " > " }, voucher.name)?;
        }
        write!(out, " [{}, {}, {}]: “{}”", self.status, self.certainty, self.polarity, self.words)
    }
}
