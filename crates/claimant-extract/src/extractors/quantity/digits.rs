//! Numbers in digits, with the scales and fractions after them: "10 1/2", "1.5 million", "2.48 × 10−5".

use super::atom::{Atom, Kind};
use super::number::{Number, Shape, and_a_half, is, past_dash, word};
use super::words::NumberWord as W;

/// Digits, with what may follow: "10 1/2", "1.5 million", "2½", "$5m".
pub(super) fn digits(atoms: &[Atom<'_>], i: usize, money: bool) -> Option<Number> {
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

pub(super) fn unicode_fraction(text: &str) -> Option<f64> {
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
