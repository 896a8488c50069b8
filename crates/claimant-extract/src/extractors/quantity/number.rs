//! The numeral grammar: what a number is, and which rules read it ([`digits`], [`cardinal`], [`part`]).

use super::atom::{Atom, Kind};
use super::words::{self, NumberWord as W};
use super::{cardinal, digits, part};

/// What a number looks like; later steps differ by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Has digits: "1,500", "1.5 million".
    Digits,
    /// Number words alone: "twenty-five", "a million".
    Words,
    /// "one" alone, which may be a pronoun.
    One,
    /// Vague: "dozens", "several hundred".
    Vague,
    /// A part of a whole: "two-thirds", "half".
    Part,
    /// "twice".
    Times,
    /// "majority".
    Majority,
}

/// A numeral in `atoms[start..end]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    pub value: f64,
    pub high: Option<f64>,
    pub start: usize,
    pub end: usize,
    pub shape: Shape,
    /// The multiplier of a trailing scale word, else 1.
    pub scale: f64,
}

impl Number {
    /// Of one value, without a scale word.
    pub(super) fn plain(value: f64, start: usize, end: usize, shape: Shape) -> Number {
        Number { value, high: None, start, end, shape, scale: 1.0 }
    }

    /// Multiplied by a scale word that ends at atom `end`.
    pub(super) fn times(mut self, factor: f64, end: usize) -> Number {
        self.value *= factor;
        self.scale *= factor;
        self.end = end;
        self
    }
}

/// The numeral that begins at atom `i`. In `money`, "5m" is five million.
pub(super) fn read(atoms: &[Atom<'_>], i: usize, money: bool) -> Option<Number> {
    let atom = atoms.get(i)?;
    match atom.kind {
        Kind::Digits => digits::digits(atoms, i, money),
        Kind::Word => spelled(atoms, i, words::number(atom.text)?),
        Kind::Mark => {
            let value = digits::unicode_fraction(atom.text)?;
            Some(Number::plain(value, i, i + 1, Shape::Digits))
        }
    }
}

/// The number word that atom `i` is.
pub(super) fn word(atoms: &[Atom<'_>], i: usize) -> Option<W> {
    let atom = atoms.get(i)?;
    if atom.kind == Kind::Word { words::number(atom.text) } else { None }
}

/// Whether atom `i` is `text`, letter case aside.
pub(super) fn is(atoms: &[Atom<'_>], i: usize, text: &str) -> bool {
    atoms.get(i).is_some_and(|a| a.is(text))
}

/// The index after an optional hyphen at `i`.
pub(super) fn past_dash(atoms: &[Atom<'_>], i: usize) -> usize {
    let dash = atoms.get(i).is_some_and(|a| a.is_dash() && a.glued);
    i + usize::from(dash && atoms.get(i + 1).is_some_and(|a| a.glued))
}

fn spelled(atoms: &[Atom<'_>], i: usize, first: W) -> Option<Number> {
    match first {
        W::Small(_) | W::Tens(_) => cardinal::cardinal(atoms, i),
        W::Article => part::after_article(atoms, i),
        W::Few => part::several(atoms, i, i + 1),
        W::Part(2.0) => part::half(atoms, i),
        W::Plural(..) => part::plural(atoms, i),
        W::Times(value) => Some(Number::plain(value, i, i + 1, Shape::Times)),
        W::Majority => part::majority(atoms, i),
        W::Hundred | W::Scale(_) | W::Dozen | W::Letter(_) | W::Part(_) => None,
    }
}

/// "four and a half", "two-and-a-half", "a million and a half".
pub(super) fn and_a_half(atoms: &[Atom<'_>], mut number: Number) -> Number {
    let and = past_dash(atoms, number.end);
    let article = past_dash(atoms, and + 1);
    let part = past_dash(atoms, article + 1);
    if !is(atoms, and, "and") || word(atoms, article) != Some(W::Article) {
        return number;
    }
    if let Some(W::Part(below @ (2.0 | 4.0))) = word(atoms, part) {
        number.value += number.scale / below;
        number.end = part + 1;
    }
    number
}

#[cfg(test)]
mod tests {
    use claimant_doc::Article;

    use super::*;
    use crate::extractors::quantity::atom;

    /// Value, high end and words of the numeral that begins a sentence.
    fn first(text: &str) -> Option<(f64, Option<f64>, String)> {
        let article = Article::new(text);
        let doc = crate::segment(&article);
        let mut atoms = Vec::new();
        atom::cut(&doc, doc.sentences.first()?, &mut atoms);
        let number = read(&atoms, 0, false)?;
        let end = atoms[number.end - 1].end();
        Some((number.value, number.high, text[..end].to_owned()))
    }

    #[test]
    fn numerals_are_read_to_their_end() {
        for (text, value, words) in [
            ("1,051,635 cases were known", 1_051_635.0, "1,051,635"),
            ("1.5 million tonnes lay there", 1.5e6, "1.5 million"),
            ("10 1/2 miles of road", 10.5, "10 1/2"),
            ("25 lakh voters came", 2.5e6, "25 lakh"),
            ("twenty-five ships sank", 25.0, "twenty-five"),
            ("three hundred and six men left", 306.0, "three hundred and six"),
            ("two million and men left", 2e6, "two million"),
            ("a quarter of a million people", 250_000.0, "a quarter of a million"),
            ("two and a half hours passed", 2.5, "two and a half"),
            ("half a dozen eggs broke", 6.0, "half a dozen"),
            ("three-quarters of the seats", 0.75, "three-quarters"),
            ("two dozen men left", 24.0, "two dozen"),
        ] {
            let (found, _, span) = first(text).unwrap_or_else(|| panic!("no numeral in {text}"));
            assert_eq!((found, span.as_str()), (value, words), "{text}");
        }
    }

    #[test]
    fn vague_plurals_have_both_ends() {
        for (text, low, high) in [
            ("dozens of men left", 24.0, 99.0),
            ("tens of thousands fled", 20_000.0, 99_999.0),
            ("hundreds of thousands fled", 200_000.0, 999_999.0),
            ("several thousand fled", 2000.0, 9999.0),
            ("a few hundred fled", 200.0, 999.0),
        ] {
            let (found, top, _) = first(text).unwrap_or_else(|| panic!("no numeral in {text}"));
            assert_eq!((found, top), (low, Some(high)), "{text}");
        }
    }

    #[test]
    fn words_that_only_look_like_numerals_are_none() {
        for text in
            ["a man left", "third parties left", "half-brothers met", "several men left", "million of them"]
        {
            assert_eq!(first(text), None, "{text}");
        }
    }
}
