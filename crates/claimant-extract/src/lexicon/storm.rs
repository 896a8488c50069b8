//! Storms, which are called by names of people.

use claimant_doc::{Doc, Span};

/// Whether a word stands before the name that a storm was given.
pub fn is_storm(word: &str) -> bool {
    ["Hurricane", "Cyclone", "Typhoon", "Storm"].contains(&word)
}

/// Whether `part` is the name that the storm `name` was given: "Rita" of "Hurricane Rita".
pub fn is_of_storm(doc: &Doc<'_>, name: Span, part: Span) -> bool {
    if name == part || name.end() != part.end() || !name.contains(part) {
        return false;
    }
    let first = doc.tokens_in(name).start;
    is_storm(doc.word(first)) || is_storm(doc.word(first + 1))
}
