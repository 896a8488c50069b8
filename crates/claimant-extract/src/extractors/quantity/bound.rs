//! Words before and after a number that bound it or comment on it.

use claimant_doc::Bound;

use super::atom::Atom;
use super::number::{Number, Shape};
use super::words::{self, Hedge, Leave, Side};

/// What stands around a number.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Hedges<'a> {
    /// First atom of the figure with its modifiers.
    pub start: usize,
    pub bound: Option<Bound>,
    pub emphasis: Option<&'a str>,
}

/// The most words in a phrase of the list.
const LONGEST: usize = 5;

/// Reads leftwards from atom `start`; the phrase next to the number decides its bound.
pub(super) fn before<'a>(atoms: &[Atom<'a>], start: usize, number: &Number, lasting: bool) -> Hedges<'a> {
    let mut found = Hedges { start, ..Hedges::default() };
    if number.shape == Shape::Times {
        return found;
    }
    while let Some((length, hedge, side)) = phrase_before(atoms, found.start, number, lasting) {
        match hedge {
            Hedge::Bound(bound) => found.bound = found.bound.or(Some(bound)),
            Hedge::Emphasis => found.emphasis = Some(emphasis(&atoms[found.start - length..found.start])),
        }
        if side == Side::Verb {
            break;
        }
        found.start -= length;
    }
    if number.high.is_some() && found.start.checked_sub(1).is_some_and(|i| atoms[i].is("between")) {
        found.start -= 1;
    }
    found
}

/// "a mere" is "mere".
fn emphasis<'a>(atoms: &[Atom<'a>]) -> &'a str {
    atoms.iter().find(|atom| !atom.is("a")).map_or("", |atom| atom.text)
}

fn phrase_before(
    atoms: &[Atom<'_>],
    end: usize,
    number: &Number,
    lasting: bool,
) -> Option<(usize, Hedge, Side)> {
    (1..=LONGEST.min(end)).rev().find_map(|length| {
        let key = words::phrase(&atoms[end - length..end])?;
        let (hedge, side) = words::bound_before(key.as_str())?;
        let previous = end.checked_sub(length + 1).map(|i| &atoms[i]);
        bounds_here(key.as_str(), previous, number, lasting).then_some((length, hedge, side))
    })
}

/// Whether an ambiguous word bounds the number: "talk about two men" and "some two men" do not, nor does "grew over
/// three years", which is through them.
fn bounds_here(phrase: &str, previous: Option<&Atom<'_>>, number: &Number, lasting: bool) -> bool {
    let after = |why| previous.is_some_and(|atom| words::leaves(atom.text, why));
    match phrase {
        "about" => !after(Leave::AboutWhat),
        "some" => number.value >= 10.0 || number.shape == Shape::Vague,
        "over" => !after(Leave::TakeOver) && (!lasting || previous.is_some_and(|atom| compares(atom.text))),
        "perhaps" | "maybe" | "within" | "near" | "c." => number.shape != Shape::One,
        _ => true,
    }
}

/// Whether "over" behind this word means more than so much time: "for over three years", "lasted over an hour".
fn compares(word: &str) -> bool {
    const WORDS: [&str; 24] = [
        "for", "in", "of", "than", "to", "by", "after", "at", "just", "well", "slightly", "lasted", "lasts",
        "last", "took", "takes", "take", "spent", "spend", "waited", "is", "was", "be", "been",
    ];
    WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// A bounding phrase right after atom `end` and where it ends: "or more", "+", "-plus".
pub(super) fn after(atoms: &[Atom<'_>], end: usize) -> Option<(Bound, usize)> {
    if atoms.get(end).is_some_and(|a| a.text == "+" && a.glued) {
        return Some((Bound::AtLeast, end + 1));
    }
    let dash = usize::from(atoms.get(end).is_some_and(|a| a.is_dash() && a.glued));
    (1..=3).rev().find_map(|length| {
        let from = end + dash;
        let key = words::phrase(atoms.get(from..from + length)?)?;
        let compared = atoms.get(from + length).is_some_and(|a| a.is("than"));
        Some((words::bound_after(key.as_str())?, from + length)).filter(|_| !compared)
    })
}

/// Past "more" in "hundreds more", not in "five more than".
pub(super) fn past_more(atoms: &[Atom<'_>], end: usize) -> usize {
    let is = |i: usize, text: &str| atoms.get(i).is_some_and(|a| a.is(text));
    end + usize::from(is(end, "more") && !is(end + 1, "than"))
}
