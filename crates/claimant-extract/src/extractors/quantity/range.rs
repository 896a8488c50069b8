//! Two numerals that are one figure: "30 to 40", "10–15", "between 5 and 9", "one in five".

use super::atom::{Atom, Kind};
use super::number::{self, Number, Shape};
use super::{unit, words};

/// `first` and the numeral that follows it, if the two are the ends of one range.
pub(super) fn with_high(atoms: &[Atom<'_>], first: Number, money: bool) -> Option<Number> {
    joined(atoms, first, first.end, money).or_else(|| repeated(atoms, first, money))
}

/// "44 kg to 50 kg": both ends with the same unit.
fn repeated(atoms: &[Atom<'_>], first: Number, money: bool) -> Option<Number> {
    let unit = unit::after(atoms, &first, None).filter(|unit| !money && !unit.age)?;
    let range = joined(atoms, first, unit.end, money)?;
    let again = unit::after(atoms, &range, None)?;
    (again.code == unit.code).then_some(range)
}

/// "420 ± 30", "47% ± 2%": how far it may be off is part of a figure, and no other one.
pub(super) fn past_tolerance(atoms: &[Atom<'_>], number: Number) -> Number {
    let sign = number.end + usize::from(atoms.get(number.end).is_some_and(|a| a.text == "%"));
    if number.high.is_some() || atoms.get(sign).is_none_or(|a| a.text != "±") {
        return number;
    }
    match number::read(atoms, sign + 1, false).filter(|off| off.shape == Shape::Digits) {
        Some(off) => Number { end: off.end, ..number },
        None => number,
    }
}

/// `first` and the numeral that what stands at atom `end` joins to it.
fn joined(atoms: &[Atom<'_>], first: Number, end: usize, money: bool) -> Option<Number> {
    let joint = joint(atoms, first.start, end)?;
    let second = after_joint(atoms, joint.at, money)?;
    if second.high.is_some() || matches!(second.shape, Shape::Part | Shape::Times | Shape::Majority) {
        return None;
    }
    let (low, high) = distribute(first, second);
    let plausible = low < high && (joint.sure || high <= 1000.0 * low.max(1.0));
    plausible.then_some(Number { value: low, high: Some(high), end: second.end, ..first })
}

/// The second numeral, past a repeated currency sign.
fn after_joint(atoms: &[Atom<'_>], at: usize, money: bool) -> Option<Number> {
    let sign = usize::from(money && atoms.get(at)?.kind == Kind::Mark);
    number::read(atoms, at + sign, money)
}

/// "1.5 to 2 million" is in millions at both ends; "500 to 1,000" is as it stands.
fn distribute(first: Number, second: Number) -> (f64, f64) {
    let shared = second.scale >= 1000.0 && first.scale == 1.0 && first.value < second.value / second.scale;
    (if shared { first.value * second.scale } else { first.value }, second.value)
}

struct Joint {
    /// The atom after the joining word or dash.
    at: usize,
    /// Whether the words leave no doubt ("between … and …").
    sure: bool,
}

/// What joins the ends of a range, if anything.
fn joint(atoms: &[Atom<'_>], start: usize, end: usize) -> Option<Joint> {
    let link = skip_unit(atoms, end);
    let atom = atoms.get(link)?;
    let before = |text: &str| start.checked_sub(1).is_some_and(|i| atoms[i].is(text));
    let between = before("between") || start >= 2 && before("$") && atoms[start - 2].is("between");
    if atom.is("and") && between {
        return Some(Joint { at: link + 1, sure: true });
    }
    let changed = || atoms[start.saturating_sub(12)..start].iter().any(|a| words::is_change(a.text));
    if atom.is("to") && !(before("from") && changed()) {
        return Some(Joint { at: link + 1, sure: false });
    }
    if atom.is("or") && atoms.get(link + 1).is_some_and(|a| a.kind == Kind::Word) {
        return Some(Joint { at: link + 1, sure: false });
    }
    let dash = atom.is_dash() && !is_score(atoms, start, link);
    dash.then_some(Joint { at: link + 1, sure: false })
}

/// Past a percent sign or word that both ends of a range repeat, and the hyphen of "8- to 16-metre".
fn skip_unit(atoms: &[Atom<'_>], end: usize) -> usize {
    let suspended =
        |a: &Atom<'_>| a.is_dash() && atoms.get(end + 1).is_some_and(|to| to.is("to") || to.is("or"));
    end + usize::from(atoms.get(end).is_some_and(|a| a.is("%") || a.is("percent") || suspended(a)))
}

/// "3-0" and "52-48" of plain digits that do not grow, or are small with nothing counted after them.
fn is_score(atoms: &[Atom<'_>], start: usize, dash: usize) -> bool {
    let counted = atoms.get(dash + 2).is_some_and(|a| a.kind == Kind::Word || a.text == "%" || a.is_dash());
    atoms[start].kind == Kind::Digits && !counted
}

/// "one in five", "nine out of ten": a part of a whole, if the whole is a usual one.
pub(super) fn one_in(atoms: &[Atom<'_>], first: Number) -> Option<Number> {
    if !matches!(first.shape, Shape::One | Shape::Words | Shape::Digits) || first.value.fract() != 0.0 {
        return None;
    }
    let is = |i: usize, text: &str| atoms.get(i).is_some_and(|a| a.is(text));
    let (of, at) = if is(first.end, "out") && is(first.end + 1, "of") {
        (true, first.end + 2)
    } else if is(first.end, "in") {
        (false, first.end + 1)
    } else {
        return None;
    };
    let whole = number::read(atoms, at, false)?;
    let usual = whole.value <= 10.0 || [20.0, 50.0, 100.0, 1000.0].contains(&whole.value);
    let said = usual && first.value < whole.value && (first.value == 1.0 || of);
    let timed = atoms.get(whole.end).is_some_and(|a| words::is_unit(a.text));
    (said && !timed && whole.high.is_none()).then(|| Number {
        value: first.value / whole.value,
        end: whole.end,
        shape: Shape::Part,
        ..first
    })
}
