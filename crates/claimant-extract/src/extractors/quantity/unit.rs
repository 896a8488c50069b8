//! Units, currencies and rates beside a number.

use claimant_doc::QuantityKind;

use super::atom::{Atom, Kind};
use super::number::{Number, Shape};
use super::words::{self, Unit};

/// A unit with where it ends.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub code: String,
    pub kind: QuantityKind,
    /// One past its last atom.
    pub end: usize,
    /// Whether it tells somebody's or something's age.
    pub age: bool,
}

impl Found {
    fn new(unit: Unit, end: usize) -> Found {
        Found { code: unit.code.to_owned(), kind: unit.kind, end, age: false }
    }

    /// Whether it measures time.
    pub(super) fn is_time(&self) -> bool {
        is_time(&self.code)
    }
}

/// Whether `code` is a unit of time.
pub(super) fn is_time(code: &str) -> bool {
    matches!(code, "a" | "mo" | "wk" | "d" | "h" | "min" | "s" | "ms")
}

/// The currency sign that ends before atom `i`, and the atom where it begins: "$", "US$", "EUR".
pub(super) fn currency_before(atoms: &[Atom<'_>], i: usize) -> Option<(&'static str, usize)> {
    let one = i.checked_sub(1)?;
    let sign = &atoms[one];
    if let Some(letters) = one.checked_sub(1).filter(|_| sign.kind == Kind::Mark) {
        let word = &atoms[letters];
        let lone_small = word.text.len() == 1 && !word.is_capital();
        if word.kind == Kind::Word && word.text.len() <= 3 && !lone_small {
            let upper = words::currency_sign(&[&word.text.to_ascii_uppercase(), sign.text].concat());
            if let Some(code) = upper.or_else(|| words::currency_sign(&[word.text, sign.text].concat())) {
                return Some((code, letters));
            }
        }
    }
    words::currency_sign(sign.text).map(|code| (code, one))
}

/// The unit after a number that ends before atom `number.end`.
pub(super) fn after(atoms: &[Atom<'_>], number: &Number, currency: Option<&str>) -> Option<Found> {
    let found = match currency {
        Some(code) => money(atoms, number.end, code),
        None => named(atoms, number).or_else(|| age_after_aged(atoms, number))?,
    };
    Some(per(atoms, aged(atoms, found)))
}

/// "aged 45", "at the age of 36".
fn age_after_aged(atoms: &[Atom<'_>], number: &Number) -> Option<Found> {
    let is = |back: usize, text: &str| number.start.checked_sub(back).is_some_and(|i| atoms[i].is(text));
    let aged = is(1, "aged") || is(1, "age") || is(1, "of") && is(2, "age");
    let unit = words::unit_word("year").filter(|_| aged && number.value < 130.0)?;
    Some(Found { age: true, ..Found::new(unit, number.end) })
}

/// Money by its sign; a code or name after the figure may refine it: "$10 Canadian dollars", "$249 USD".
fn money(atoms: &[Atom<'_>], end: usize, code: &str) -> Found {
    let (code, end) = currency_after(atoms, end).unwrap_or((code, end));
    Found { code: code.to_owned(), kind: QuantityKind::Money, end, age: false }
}

fn currency_after(atoms: &[Atom<'_>], at: usize) -> Option<(&'static str, usize)> {
    let sign = atoms.get(at).and_then(|a| words::currency_sign(a.text)).map(|code| (code, at + 1));
    sign.or_else(|| longest(atoms, at, words::currency_name))
}

/// The longest phrase at atom `at` that `look` knows.
fn longest<T>(atoms: &[Atom<'_>], at: usize, look: impl Fn(&str) -> Option<T>) -> Option<(T, usize)> {
    (1..=4).rev().find_map(|length| {
        let key = words::phrase(atoms.get(at..at + length)?)?;
        Some((look(key.as_str())?, at + length))
    })
}

fn named(atoms: &[Atom<'_>], number: &Number) -> Option<Found> {
    let end = number.end;
    let dash = usize::from(atoms.get(end).is_some_and(|a| a.is_dash() && a.glued));
    let of = usize::from(number.shape == Shape::Vague && atoms.get(end).is_some_and(|a| a.is("of")));
    let at = end + dash.max(of);
    let decade = atoms.get(at).is_some_and(|a| a.text == "s" && a.glued) && number.value % 10.0 == 0.0;
    let symbol = symbol(atoms, at).filter(|_| number.shape == Shape::Digits && !decade);
    if symbol.is_some() {
        return symbol;
    }
    if let Some((code, end)) = currency_after(atoms, at) {
        return Some(Found { code: code.to_owned(), kind: QuantityKind::Money, end, age: false });
    }
    let (unit, end) = longest(atoms, at, words::unit_word)?;
    let sterling = unit.code == "[lb_av]" && number.scale >= 1e5;
    let unit = if sterling { Unit { code: "GBP", kind: QuantityKind::Money } } else { unit };
    Some(Found::new(unit, end))
}

/// A unit symbol of up to three glued atoms, with what it is divided by: "km", "°C", "m/s", "g l−1".
fn symbol(atoms: &[Atom<'_>], at: usize) -> Option<Found> {
    let (unit, end) = plain_symbol(atoms, at)?;
    let mut found = Found::new(unit, end);
    let slash = atoms.get(end).is_some_and(|a| a.text == "/" && a.glued);
    if let Some((below, end)) = plain_symbol(atoms, end + 1).filter(|_| slash) {
        found.code = format!("{}/{}", unit.code, below.code);
        found.end = end;
    } else if let Some((below, end)) = plain_symbol(atoms, end).and_then(|u| inverse(atoms, u)) {
        found.code = format!("{}/{}", unit.code, below.code);
        found.end = end;
    } else if let Some((below, end)) = inverse(atoms, (unit, end)) {
        found.code = format!("/{}", below.code);
        found.end = end;
    }
    Some(found)
}

/// The same unit if "−1" follows it.
fn inverse(atoms: &[Atom<'_>], (unit, end): (Unit, usize)) -> Option<(Unit, usize)> {
    let (minus, one) = (atoms.get(end)?, atoms.get(end + 1)?);
    (minus.is_dash() && minus.glued && one.text == "1" && one.glued).then_some((unit, end + 2))
}

fn plain_symbol(atoms: &[Atom<'_>], at: usize) -> Option<(Unit, usize)> {
    let first = atoms.get(at)?;
    let glued = |i: usize| atoms.get(at + i).filter(|a| a.glued).map(|a| a.text);
    let two = glued(1).map(|second| [first.text, second].concat());
    if let Some(unit) = two.as_deref().and_then(words::unit_symbol) {
        return Some((unit, at + 2));
    }
    if let Some(unit) = atoms.get(at + 1).filter(|_| first.text == "°").and_then(temperature) {
        return Some((unit, at + 2));
    }
    words::unit_symbol(first.text).map(|unit| (unit, at + 1))
}

/// What follows a degree sign set apart: "° C", "° Celsius".
fn temperature(atom: &Atom<'_>) -> Option<Unit> {
    match atom.text {
        "C" | "Celsius" | "celsius" => words::unit_symbol("°C"),
        "F" | "Fahrenheit" | "fahrenheit" => words::unit_symbol("°F"),
        _ => None,
    }
}

/// "29-year-old", "five months of age": extends a unit of time to the word that makes it an age.
fn aged(atoms: &[Atom<'_>], mut found: Found) -> Found {
    if !matches!(found.code.as_str(), "a" | "mo" | "wk" | "d") {
        return found;
    }
    let is = |i: usize, text: &str| atoms.get(i).is_some_and(|a| a.is(text));
    let dash = usize::from(atoms.get(found.end).is_some_and(|a| a.is_dash() && a.glued));
    let old = is(found.end + dash, "old") || is(found.end + dash, "olds");
    if old || is(found.end, "of") && is(found.end + 1, "age") {
        found.end += if old { dash + 1 } else { 2 };
        found.age = true;
    }
    found
}

/// What a rate may be per, beyond units.
const PER: [(&str, &str); 8] = [
    ("annum", "a"),
    ("share", "share"),
    ("head", "person"),
    ("capita", "person"),
    ("person", "person"),
    ("vote", "vote"),
    ("unit", "unit"),
    ("household", "household"),
];

/// "$70-a-share", "500,000 barrels a day", "21 cents per copy": the unit divided by another.
fn per(atoms: &[Atom<'_>], found: Found) -> Found {
    let Some((below, end)) = denominator(atoms, found.end) else { return found };
    let kind = if found.kind == QuantityKind::Money { found.kind } else { QuantityKind::Rate };
    Found { code: format!("{}/{below}", found.code), kind, end, ..found }
}

/// The number in "per 100,000 people", "for every 1,000".
pub(super) fn per_number(atoms: &[Atom<'_>], at: usize) -> Option<f64> {
    let is = |i: usize, text: &str| atoms.get(i).is_some_and(|a| a.is(text));
    let from = match () {
        () if is(at, "per") => at + 1,
        () if (is(at, "for") || is(at, "in")) && is(at + 1, "every") => at + 2,
        () => return None,
    };
    let number = super::number::read(atoms, from, false)?;
    (number.high.is_none() && number.value >= 10.0).then_some(number.value)
}

/// A unit divided by a number: "person/100000", "/100000" for what has none.
pub(super) fn over(unit: Option<&str>, below: f64) -> String {
    format!("{}/{below}", unit.unwrap_or_default())
}

/// The denominator that begins at `at`: "per share", "a day", "-a-share".
pub(super) fn denominator(atoms: &[Atom<'_>], at: usize) -> Option<(&'static str, usize)> {
    let dash = |i: usize| usize::from(atoms.get(i).is_some_and(|a| a.is_dash()));
    let article = at + dash(at);
    let word = atoms.get(article)?;
    if !(word.is("a") || word.is("an") || word.is("per")) {
        return None;
    }
    let from = article + 1 + dash(article + 1);
    let noun = atoms.get(from)?;
    let listed = PER.iter().find(|(name, _)| noun.is(name)).map(|(_, code)| (*code, from + 1));
    // "a year earlier" and "a bit of" begin something else.
    const OTHER: [&str; 8] = ["of", "ago", "earlier", "later", "before", "after", "since", "old"];
    let other = atoms.get(from + 1).is_some_and(|a| OTHER.iter().any(|word| a.is(word)));
    let unit = longest(atoms, from, words::unit_word).map(|(unit, end)| (unit.code, end));
    listed.or(unit.filter(|_| !other))
}
