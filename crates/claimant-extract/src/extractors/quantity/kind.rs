//! What kind of quantity a figure is, its unit and its bound, by all that is known of it.

use claimant_doc::{Bound, Doc, QuantityKind};

use super::atom::Atom;
use super::number::Shape;
use super::phrase::Item;
use super::{Figure, event, item, unit, words};

pub(super) fn kind(
    atoms: &[Atom<'_>],
    figure: &Figure<'_>,
    end: usize,
    past_item: usize,
    ordinal: bool,
) -> QuantityKind {
    let changed = is_changed(atoms, figure.hedges.start, end);
    match (&figure.unit, figure.number.shape) {
        _ if ordinal => QuantityKind::Ordinal,
        (_, Shape::Part | Shape::Majority) => QuantityKind::Percent,
        (Some(unit), _) if changed && unit.kind == QuantityKind::Percent => QuantityKind::Change,
        (Some(unit), _) => unit.kind,
        _ if unit::per_number(atoms, past_item).is_some() => QuantityKind::Rate,
        (None, _) if unit::denominator(atoms, past_item).is_some() => QuantityKind::Rate,
        (None, _) if atoms.get(past_item).is_some_and(|a| a.is("per")) => QuantityKind::Rate,
        (None, _) => QuantityKind::Count,
    }
}

/// "rose 12 percent", "fell by 340", "an 8 percent increase".
fn is_changed(atoms: &[Atom<'_>], start: usize, end: usize) -> bool {
    let word = |back: usize| start.checked_sub(back).and_then(|i| atoms.get(i));
    let by = word(1).is_some_and(|a| a.is("by"));
    let verb = word(1 + usize::from(by)).is_some_and(|a| words::is_change(a.text));
    verb || atoms.get(end).is_some_and(|a| words::is_change(a.text))
}

pub(super) fn unit_code(
    doc: &Doc<'_>,
    figure: &Figure<'_>,
    item: Option<&Item>,
    measure: Option<&str>,
    who: bool,
) -> Option<String> {
    if let Some(unit) = &figure.unit {
        return Some(unit.code.clone());
    }
    match figure.number.shape {
        Shape::Majority => Some("percent".to_owned()),
        Shape::Part | Shape::Times => None,
        _ => {
            let people = match item {
                Some(item) => item::is_people(doc, item),
                None => who || measure.is_some_and(event::happens_to_persons),
            };
            people.then(|| "person".to_owned())
        }
    }
}

/// As said. A round count of people in millions ("its 10 million people") is an estimate, though no word says so.
pub(super) fn bound(figure: &Figure<'_>, unit: Option<&str>) -> Bound {
    let number = &figure.number;
    let said = figure.hedges.bound.or(figure.bound_after);
    match number.shape {
        Shape::Majority => Bound::MoreThan,
        Shape::Vague => said.filter(|b| *b != Bound::About).unwrap_or(Bound::Several),
        _ if number.high.is_some() => Bound::Range,
        Shape::Digits if number.scale >= 1e6 && unit == Some("person") => said.unwrap_or(Bound::About),
        _ => said.unwrap_or(Bound::Exact),
    }
}
