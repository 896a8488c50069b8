//! What the words and names beside a name say of what it means: the rest of its readings are dropped.

use std::ops::Range;

use claimant_doc::Doc;

use super::qualify;
use super::spot::{Spot, is_opening};
use crate::gazetteer::{Place, Sort};

/// "Washington |state| police", "the |state of| Washington", "the |states of| Texas".
pub fn is_called_state(doc: &Doc<'_>, tokens: &Range<usize>) -> bool {
    let of = tokens.start > 1 && doc.is(tokens.start - 1, "of");
    doc.word(tokens.end) == "state" || of && matches!(doc.word(tokens.start - 2), "state" | "states")
}

/// "WASHINGTON (AP) — …": a town that opens a text.
fn is_dateline(doc: &Doc<'_>, tokens: &Range<usize>) -> bool {
    let shouted = tokens.clone().all(|i| !doc.word(i).contains(char::is_lowercase));
    let closes = doc.word(tokens.end) == "(" && (tokens.end + 2..tokens.end + 4).any(|i| doc.word(i) == ")");
    shouted && is_opening(doc, tokens.start) && (closes || matches!(doc.word(tokens.end), "--" | "—" | "–"))
}

/// Drops the readings of the next name, and of the one before, that their standing together or a dateline rules out.
pub fn narrow(doc: &Doc<'_>, next: &mut Spot, before: Option<&mut Spot>) {
    if let Some(before) = before {
        beside(doc, next, before);
    }
    if is_dateline(doc, &next.tokens) {
        next.keep(|place| place.sort() == Sort::City);
    }
}

/// What the name before says of the next one: "Blakely, |Georgia|" and "Texas and |Georgia|" are no country. And the next
/// one of that: "|Georgia| and Texas".
fn beside(doc: &Doc<'_>, next: &mut Spot, before: &mut Spot) {
    if let Some((_, meant)) =
        before.qualifier.as_ref().filter(|(tokens, meant)| *tokens == next.tokens && !meant.is_empty())
    {
        next.keep(|place| meant.contains(&place));
    } else if (before.tokens.end..next.tokens.start).all(|i| matches!(doc.word(i), "," | "and" | "or")) {
        next.join(before);
        before.join(next);
    }
}

impl Spot {
    /// Keeps these readings, if there are any.
    fn keep(&mut self, fits: impl Fn(Place) -> bool) {
        if self.readings.iter().any(|(place, _)| fits(*place)) {
            self.readings.retain(|(place, _)| fits(*place));
            self.qualified = true;
        }
    }

    /// Where this may be a country or a region, and the other in a list with it only a region of the same country, it is
    /// the region.
    fn join(&mut self, other: &Spot) {
        let is = |spot: &Spot, sort| qualify::own(&spot.readings, sort).next().is_some();
        if is(self, Sort::Country) && is(self, Sort::Region) && !is(other, Sort::Country) {
            let countries: Vec<_> = qualify::own(&other.readings, Sort::Region)
                .map(|region| region.within(Sort::Country))
                .collect();
            self.keep(|place| {
                place.sort() == Sort::Region && countries.contains(&place.within(Sort::Country))
            });
        }
    }
}
