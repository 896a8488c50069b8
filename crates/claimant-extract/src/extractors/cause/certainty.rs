//! How sure a link is, by the words around its cue.

use claimant_doc::Certainty;

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
    let near = |words: &[&str]| (from..found.cue.end).any(|p| scene.is_any(p, words));
    match () {
        () if near(ALLEGED) => Certainty::Unknown,
        () if near(POSSIBLE) => Certainty::Possible,
        () if near(PROBABLE) => Certainty::Probable,
        () => Certainty::Certain,
    }
}
