//! How sure a link is, by the words around its cue.

use std::ops::Range;

use claimant_doc::{Certainty, Doc};

use super::rules::Found;
use super::scene::Scene;

/// How far before a cue a modal still governs it, in tokens.
const REACH: usize = 8;
const POSSIBLE: &[&str] =
    &["may", "might", "could", "possibly", "perhaps", "maybe", "potentially", "risks", "risk", "fears"];
const PROBABLE: &[&str] =
    &["likely", "probably", "believed", "thought", "seems", "seemed", "appears", "appeared", "apparently"];
const ALLEGED: &[&str] = &["allegedly", "alleged", "accused", "blamed", "suspected", "reportedly"];

/// The certainty that the words of the cue and those just before it give; certain without any.
pub fn of(scene: &Scene<'_, '_>, found: &Found) -> Certainty {
    let from = found.cue.start.saturating_sub(REACH);
    judged(|words| (from..found.cue.end).any(|p| scene.is_any(p, words)))
}

/// The same of tokens of a document.
pub fn near(doc: &Doc<'_>, cue: Range<usize>) -> Certainty {
    let from = cue.start.saturating_sub(REACH);
    judged(|words| (from..cue.end).any(|i| words.iter().any(|word| doc.is(i, word))))
}

fn judged(any: impl Fn(&[&str]) -> bool) -> Certainty {
    match () {
        () if any(ALLEGED) => Certainty::Unknown,
        () if any(POSSIBLE) => Certainty::Possible,
        () if any(PROBABLE) => Certainty::Probable,
        () => Certainty::Certain,
    }
}
