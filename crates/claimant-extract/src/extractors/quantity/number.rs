//! The numeral grammar: digits with scales and fractions, number words, vague plurals.

use super::atom::{Atom, Kind};
use super::words::{self, NumberWord as W};

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
    fn plain(value: f64, start: usize, end: usize, shape: Shape) -> Number {
        Number { value, high: None, start, end, shape, scale: 1.0 }
    }

    fn times(mut self, factor: f64, end: usize) -> Number {
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
        Kind::Digits => digits(atoms, i, money),
        Kind::Word => spelled(atoms, i, words::number(atom.text)?),
        Kind::Mark => {
            let value = unicode_fraction(atom.text)?;
            Some(Number::plain(value, i, i + 1, Shape::Digits))
        }
    }
}

fn word(atoms: &[Atom<'_>], i: usize) -> Option<W> {
    let atom = atoms.get(i)?;
    if atom.kind == Kind::Word { words::number(atom.text) } else { None }
}

fn is(atoms: &[Atom<'_>], i: usize, text: &str) -> bool {
    atoms.get(i).is_some_and(|a| a.is(text))
}

/// The index after an optional hyphen at `i`.
fn past_dash(atoms: &[Atom<'_>], i: usize) -> usize {
    let dash = atoms.get(i).is_some_and(|a| a.is_dash() && a.glued);
    i + usize::from(dash && atoms.get(i + 1).is_some_and(|a| a.glued))
}

fn spelled(atoms: &[Atom<'_>], i: usize, first: W) -> Option<Number> {
    match first {
        W::Small(_) | W::Tens(_) => cardinal(atoms, i),
        W::Article => after_article(atoms, i),
        W::Few => several(atoms, i, i + 1),
        W::Part(2.0) => half(atoms, i),
        W::Plural(..) => plural(atoms, i),
        W::Times(value) => Some(Number::plain(value, i, i + 1, Shape::Times)),
        W::Majority => majority(atoms, i),
        W::Hundred | W::Scale(_) | W::Dozen | W::Letter(_) | W::Part(_) => None,
    }
}

/// Digits, with what may follow: "10 1/2", "1.5 million", "2½", "$5m".
fn digits(atoms: &[Atom<'_>], i: usize, money: bool) -> Option<Number> {
    let mut number = spaced_groups(atoms, Number::plain(parse(atoms.get(i)?.text)?, i, i + 1, Shape::Digits));
    if let Some((value, end)) = slashed(atoms, i) {
        (number.value, number.end) = (value, end);
    } else if let Some((part, end)) = slashed(atoms, i + 1).filter(|_| !atoms[i + 1].glued) {
        (number.value, number.end) = (number.value + part, end);
    } else if let Some(part) = atoms.get(i + 1).and_then(|a| unicode_fraction(a.text)) {
        (number.value, number.end) = (number.value + part, i + 2);
    }
    number = and_a_half(atoms, power_of_ten(atoms, number));
    Some(and_a_half(atoms, scaled(atoms, number, money)))
}

/// "10 000": groups of zeros set apart by a blank.
fn spaced_groups(atoms: &[Atom<'_>], mut number: Number) -> Number {
    let short = atoms[number.start].text.len() <= 3;
    while short && number.value >= 1.0 && atoms.get(number.end).is_some_and(|a| a.text == "000" && !a.glued) {
        number.value *= 1000.0;
        number.end += 1;
    }
    number
}

fn parse(text: &str) -> Option<f64> {
    if !text.contains(',') {
        return text.parse().ok();
    }
    text.split(',').collect::<String>().parse().ok()
}

/// "1/2", "3/4": a proper fraction with a usual divisor.
fn slashed(atoms: &[Atom<'_>], i: usize) -> Option<(f64, usize)> {
    let [above, slash, below] = atoms.get(i..i + 3)? else { return None };
    let shape = slash.text == "/" && slash.glued && below.glued;
    if !shape || above.kind != Kind::Digits || below.kind != Kind::Digits {
        return None;
    }
    let (above, below) = (parse(above.text)?, parse(below.text)?);
    let usual = [2.0, 3.0, 4.0, 5.0, 8.0, 10.0, 16.0, 32.0, 40.0, 64.0, 100.0].contains(&below);
    (above < below && usual).then_some((above / below, i + 3))
}

fn unicode_fraction(text: &str) -> Option<f64> {
    Some(match text {
        "½" => 0.5,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        "¼" => 0.25,
        "¾" => 0.75,
        "⅛" => 0.125,
        "⅜" => 0.375,
        "⅝" => 0.625,
        "⅞" => 0.875,
        _ => return None,
    })
}

/// "2.48 × 10−5" and "2.48×10^6"; without a sign or caret the exponent must follow ×10 with a minus.
fn power_of_ten(atoms: &[Atom<'_>], number: Number) -> Number {
    let at = number.end;
    let times = ["×", "x", "·"].iter().any(|t| is(atoms, at, t)) && is(atoms, at + 1, "10");
    let sign = atoms.get(at + 2).filter(|a| a.glued).map_or("", |a| a.text);
    let exponent = atoms.get(at + 3).filter(|a| a.glued && a.kind == Kind::Digits);
    let Some(exponent) = exponent.and_then(|a| a.text.parse::<i32>().ok()).filter(|e| times && *e < 300)
    else {
        return number;
    };
    match sign {
        "−" | "-" | "–" => number.times(10f64.powi(-exponent), at + 4),
        "^" => number.times(10f64.powi(exponent), at + 4),
        _ => number,
    }
}

/// Scale words after digits: "1.5 million", "25 lakh", "3 dozen", "$5m", "10k".
fn scaled(atoms: &[Atom<'_>], mut number: Number, money: bool) -> Number {
    loop {
        let at = past_dash(atoms, number.end);
        let factor = match word(atoms, at) {
            Some(W::Hundred) => 100.0,
            Some(W::Scale(factor)) => factor,
            Some(W::Dozen) => 12.0,
            Some(W::Letter(factor)) if letter_scales(&atoms[at], money) => factor,
            _ => return number,
        };
        number = number.times(factor, at + 1);
    }
}

/// Whether a letter after digits is a scale: any in money, elsewhere only those that are no unit.
fn letter_scales(atom: &Atom<'_>, money: bool) -> bool {
    let sure = atom.glued && (matches!(atom.text, "k" | "mn" | "tn" | "trn") || money);
    sure || money && matches!(atom.text, "m" | "M" | "B" | "b" | "mn" | "tn" | "trn")
}

/// "four and a half", "two-and-a-half", "a million and a half".
fn and_a_half(atoms: &[Atom<'_>], mut number: Number) -> Number {
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

/// The running sum of a spelled number.
#[derive(Default)]
struct Sum {
    total: f64,
    current: f64,
    /// What the last word allows to follow.
    last: Last,
    scale: f64,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Last {
    #[default]
    Nothing,
    Small,
    Tens,
    Hundred,
    Scale,
}

impl Sum {
    /// Takes one more word if the grammar allows it.
    fn take(&mut self, word: W) -> Option<()> {
        let fresh = matches!(self.last, Last::Nothing | Last::Hundred | Last::Scale);
        match word {
            W::Small(v) if fresh || self.last == Last::Tens && (1.0..10.0).contains(&v) => {
                (self.current, self.last) = (self.current + v, Last::Small);
            }
            W::Tens(v) if fresh => (self.current, self.last) = (self.current + v, Last::Tens),
            W::Hundred if self.current > 0.0 && self.current < 100.0 => {
                (self.current, self.last, self.scale) = (self.current * 100.0, Last::Hundred, 100.0);
            }
            W::Dozen if self.current > 0.0 => {
                (self.current, self.last, self.scale) = (self.current * 12.0, Last::Small, 12.0);
            }
            W::Scale(s) if self.current > 0.0 => {
                self.total += self.current * s;
                (self.current, self.last, self.scale) = (0.0, Last::Scale, s);
            }
            _ => return None,
        }
        Some(())
    }
}

/// "a hundred and two", "a million": the article stands for one.
fn cardinal_after_article(atoms: &[Atom<'_>], i: usize) -> Number {
    let sum = Sum { current: 1.0, last: Last::Small, scale: 1.0, ..Sum::default() };
    let number = sum_up(atoms, i, i + 1, sum);
    and_a_half(atoms, number)
}

/// A spelled cardinal, and the fraction it may begin: "twenty-five", "two hundred and six", "two-thirds".
fn cardinal(atoms: &[Atom<'_>], i: usize) -> Option<Number> {
    let number = sum_up(atoms, i, i, Sum { scale: 1.0, ..Sum::default() });
    Some(part_of(atoms, number).unwrap_or_else(|| and_a_half(atoms, number)))
}

/// Adds words from atom `end` on to a number that begins at `i`, as long as the grammar allows.
fn sum_up(atoms: &[Atom<'_>], i: usize, mut end: usize, mut sum: Sum) -> Number {
    loop {
        let mut at = if end == i { i } else { past_dash(atoms, end) };
        let after_and = matches!(sum.last, Last::Hundred | Last::Scale) && is(atoms, at, "and");
        if after_and && matches!(word(atoms, at + 1), Some(W::Small(_) | W::Tens(_))) {
            at += 1;
        }
        let Some(next) = word(atoms, at) else { break };
        if sum.take(next).is_none() {
            break;
        }
        end = at + 1;
    }
    let shape = if end == i + 1 && is(atoms, i, "one") { Shape::One } else { Shape::Words };
    Number { scale: sum.scale, ..Number::plain(sum.total + sum.current, i, end, shape) }
}

/// "two-thirds", "one quarter of": the divisor after a small number.
fn part_of(atoms: &[Atom<'_>], number: Number) -> Option<Number> {
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
fn after_article(atoms: &[Atom<'_>], i: usize) -> Option<Number> {
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
fn several(atoms: &[Atom<'_>], i: usize, at: usize) -> Option<Number> {
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
fn half(atoms: &[Atom<'_>], i: usize) -> Option<Number> {
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
fn plural(atoms: &[Atom<'_>], i: usize) -> Option<Number> {
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
fn majority(atoms: &[Atom<'_>], i: usize) -> Option<Number> {
    let large = |a: &Atom<'_>| ["vast", "overwhelming", "great", "large"].iter().any(|w| a.is(w));
    let adjective = i.checked_sub(1).filter(|j| large(&atoms[*j]));
    let article = adjective.unwrap_or(i).checked_sub(1)?;
    let determined = is(atoms, article, "the") || is(atoms, article, "a") || is(atoms, article, "an");
    let counted = is(atoms, i + 1, "of") || adjective.is_some();
    (determined && counted)
        .then(|| Number { high: Some(100.0), ..Number::plain(50.0, article, i + 1, Shape::Majority) })
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
