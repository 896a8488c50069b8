//! Parts of a whole and vague plurals: "two-thirds", "half a mile", "tens of thousands", "the majority of".

use super::atom::{Atom, Kind};
use super::cardinal::cardinal_after_article;
use super::number::{Number, Shape, is, past_dash, word};
use super::words::{self, NumberWord as W};

/// "two-thirds", "one quarter of": the divisor after a small number.
pub(super) fn part_of(atoms: &[Atom<'_>], number: Number) -> Option<Number> {
    let at = past_dash(atoms, number.end);
    let Some(W::Part(below)) = word(atoms, at) else { return None };
    let plural = atoms[at].text.ends_with('s');
    let agrees = number.value >= 1.0 && number.value < below && plural == (number.value > 1.0);
    let hyphen = at > number.end;
    let ends =
        atoms.get(at + 1).is_none_or(|a| a.kind == Kind::Mark && !a.glued || a.text == "." || a.is("of"));
    let sure = hyphen || plural && below != 4.0 || ends || below == 2.0;
    (agrees && sure)
        .then(|| of_a_million(atoms, Number::plain(number.value / below, number.start, at + 1, Shape::Part)))
}

/// "a quarter of a million", "of a mile": the part of a scale or unit is a number again.
fn of_a_million(atoms: &[Atom<'_>], number: Number) -> Number {
    let at = number.end;
    match word(atoms, at + 2) {
        Some(W::Scale(scale)) if is(atoms, at, "of") && is(atoms, at + 1, "a") => {
            Number { shape: Shape::Words, ..number.times(scale, at + 3) }
        }
        // "three-quarters of a mile"
        _ if is(atoms, at, "of")
            && (is(atoms, at + 1, "a") || is(atoms, at + 1, "an"))
            && unit_follows(atoms, at + 2) =>
        {
            Number { shape: Shape::Words, end: at + 2, ..number }
        }
        _ => number,
    }
}

/// "a million", "a dozen", "a third of", "a few hundred".
pub(super) fn after_article(atoms: &[Atom<'_>], i: usize) -> Option<Number> {
    match word(atoms, i + 1)? {
        W::Hundred | W::Scale(_) | W::Dozen => Some(cardinal_after_article(atoms, i)),
        W::Few => several(atoms, i, i + 2),
        W::Part(below) if is(atoms, i + 2, "of") && !atoms[i + 1].text.ends_with('s') => {
            Some(of_a_million(atoms, Number::plain(1.0 / below, i, i + 2, Shape::Part)))
        }
        _ => None,
    }
}

/// "several thousand", "a few hundred", "a couple of dozen": vague over a scale; `at` is past the vague word.
pub(super) fn several(atoms: &[Atom<'_>], i: usize, at: usize) -> Option<Number> {
    let at = at + usize::from(is(atoms, at, "of"));
    let (scale, top) = match word(atoms, at)? {
        W::Hundred => (100.0, 999.0),
        W::Scale(scale) if scale < 1e6 => (scale, 10.0 * scale - 1.0),
        W::Scale(scale) => (scale, 9.99 * scale),
        W::Dozen => (12.0, 99.0),
        W::Plural(low, high) => (low / 2.0, high),
        _ => return None,
    };
    Some(Number { high: Some(top), ..Number::plain(2.0 * scale, i, at + 1, Shape::Vague) })
}

/// "half a million", "half a mile", "half of them", "half the voters".
pub(super) fn half(atoms: &[Atom<'_>], i: usize) -> Option<Number> {
    if !is(atoms, i, "half") || i > 0 && atoms[i].glued {
        return None;
    }
    let part = Number::plain(0.5, i, i + 1, Shape::Part);
    if word(atoms, i + 1) == Some(W::Article) {
        return match word(atoms, i + 2) {
            Some(W::Scale(scale)) => Some(Number { shape: Shape::Words, ..part.times(scale, i + 3) }),
            Some(W::Dozen) => Some(Number { shape: Shape::Words, ..part.times(12.0, i + 3) }),
            _ => unit_follows(atoms, i + 2).then_some(Number { end: i + 2, shape: Shape::Words, ..part }),
        };
    }
    const WHOLE: [&str; 7] = ["of", "the", "its", "their", "his", "her", "all"];
    WHOLE.iter().any(|w| is(atoms, i + 1, w)).then_some(part)
}

fn unit_follows(atoms: &[Atom<'_>], i: usize) -> bool {
    atoms.get(i).is_some_and(|a| words::is_unit(a.text))
}

/// "dozens", "tens of thousands", "hundreds of millions".
pub(super) fn plural(atoms: &[Atom<'_>], i: usize) -> Option<Number> {
    let Some(W::Plural(low, high)) = word(atoms, i) else { return None };
    let alone = Number { high: Some(high), ..Number::plain(low, i, i + 1, Shape::Vague) };
    match word(atoms, i + 2) {
        Some(W::Plural(inner, _)) if is(atoms, i + 1, "of") && inner > low => {
            let scale = inner / 2.0;
            Some(Number { value: low * scale, high: Some((high + 1.0) * scale - 1.0), end: i + 3, ..alone })
        }
        // "tens" and "scores" are counts only of something.
        _ if matches!(atoms[i].text, "tens" | "Tens" | "scores" | "Scores") => {
            (is(atoms, i + 1, "of") && atoms[i].text.ends_with("ores")).then_some(alone)
        }
        _ => Some(alone),
    }
}

/// "the majority of", "a vast majority": more than half. "A majority" of seats or a leader is none.
pub(super) fn majority(atoms: &[Atom<'_>], i: usize) -> Option<Number> {
    let large = |a: &Atom<'_>| ["vast", "overwhelming", "great", "large"].iter().any(|w| a.is(w));
    let adjective = i.checked_sub(1).filter(|j| large(&atoms[*j]));
    let article = adjective.unwrap_or(i).checked_sub(1)?;
    let determined = is(atoms, article, "the") || is(atoms, article, "a") || is(atoms, article, "an");
    let counted = is(atoms, i + 1, "of") || adjective.is_some();
    (determined && counted)
        .then(|| Number { high: Some(100.0), ..Number::plain(50.0, article, i + 1, Shape::Majority) })
}
